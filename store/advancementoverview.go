package store

import (
	"context"
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// AdvancementOverview is what comes to a round from all the chapters below it.
type AdvancementOverview struct {
	Place
	Lines []*AdvancementLine // by chapter in the language's order of names, and by category
}

// AdvancementLine is one contest of a chapter, or a chapter without any.
type AdvancementLine struct {
	Chapter    Chapter
	Round      *Round // nil: the chapter has none of its own
	JudgedBy   *Round // the collective round that judges its entries; nil: none
	Contest    *ContestPlace
	State      OnwardState
	Candidates int // that stand in the contest
	judging.Reconciliation
	Reasons []*NamedDeviation
	Went    []*NamedCandidate // who stand in the next round
}

// NamedDeviation is a difference of a reconciliation with the candidate and the words that it is about.
type NamedDeviation struct {
	judging.Deviation
	Candidate *NamedCandidate // nil: it is the rule's own
	Words     string
}

// OnwardState is how far a contest has come on its way to the next round.
type OnwardState string

// The states, in the order in which a page lists them.
const (
	OnwardDecided    OnwardState = "decided"    // there is a result, and somebody is still to be sent on
	OnwardWaiting    OnwardState = "waiting"    // there is no result yet
	OnwardDone       OnwardState = "advanced"   // everybody went on, or is named with a reason
	OnwardNobody     OnwardState = "nobody"     // the result sends nobody on
	OnwardEmpty      OnwardState = "empty"      // nobody competes
	OnwardOwn        OnwardState = "own"        // the category is not in the next round
	OnwardCalledOff  OnwardState = "called_off" // the contest, its round or its category is
	OnwardNoContest  OnwardState = "no_contest" // the round has none
	OnwardCollective OnwardState = "collective" // another round judges the chapter's entries
	OnwardNoPart     OnwardState = "no_part"    // the chapter takes no part
)

// OnwardStates are all of them.
var OnwardStates = []OnwardState{OnwardDecided, OnwardWaiting, OnwardDone, OnwardNobody, OnwardEmpty, OnwardOwn, OnwardCalledOff, OnwardNoContest,
	OnwardCollective, OnwardNoPart}

// AdvancementOverview reads what comes to a round, for its organizer, in a constant number of statements.
func (s *Store) AdvancementOverview(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*AdvancementOverview, error) {
	v := &AdvancementOverview{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		v.Place = *p
		if err := tx.addLines(ctx, v, lang); err != nil {
			return err
		}
		return tx.fillLines(ctx, v)
	})
	return v, wrapped("advancement overview", err)
}

// addLines lists the contests of the rounds that lead here, and the chapters that have none.
func (tx *transaction) addLines(ctx context.Context, v *AdvancementOverview, lang locale.Language) error {
	var chapters []Chapter
	err := tx.NewSelect().Model(&chapters).Where(`path like ? escape '\'`, likePrefix(v.Chapter.Path)).Where("id <> ?", v.Chapter.ID).Scan(ctx)
	if err != nil {
		return err
	}
	var settings []ChapterSetting
	if err := tx.NewSelect().Model(&settings).Where("edition_id = ?", v.Edition.ID).Scan(ctx); err != nil {
		return err
	}
	var rounds []*Round
	if err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", v.Edition.ID).Order("id").Scan(ctx); err != nil {
		return err
	}
	contests, err := tx.contestPlacesOf(ctx, "round_id in (select id from round where next_round_id = ?)", v.Round.ID)
	if err != nil {
		return err
	}
	slices.SortStableFunc(contests, func(a, b *ContestPlace) int { return a.Category.Position - b.Category.Position })
	for _, c := range sortedChapters(chapters, lang) {
		v.addChapter(c, settings, rounds, contests)
	}
	return nil
}

// addChapter adds the lines of a chapter. One below a chapter whose round leads here sends nobody here itself.
func (v *AdvancementOverview) addChapter(c Chapter, settings []ChapterSetting, rounds []*Round, contests []*ContestPlace) {
	own := false
	for _, r := range rounds {
		if r.ChapterID == c.ID {
			own = true
			v.addRound(c, r, contests)
		}
	}
	below := slices.ContainsFunc(v.Lines, func(l *AdvancementLine) bool {
		return l.Round != nil && l.Chapter.ID != c.ID && strings.HasPrefix(c.Path, l.Chapter.Path)
	})
	if own || below || !c.EndedAt.IsZero() {
		return
	}
	line := &AdvancementLine{Chapter: c, State: OnwardNoPart}
	for _, s := range settings {
		if s.ChapterID == c.ID && s.Mode == Collective {
			line.State = OnwardCollective
			if at := slices.IndexFunc(rounds, func(r *Round) bool { return r.ID == s.RoundID }); at >= 0 {
				line.JudgedBy = rounds[at]
			}
		}
	}
	v.Lines = append(v.Lines, line)
}

func (v *AdvancementOverview) addRound(c Chapter, r *Round, contests []*ContestPlace) {
	if r.NextRoundID != v.Round.ID {
		return
	}
	before := len(v.Lines)
	for _, p := range contests {
		if p.Round.ID == r.ID {
			v.Lines = append(v.Lines, &AdvancementLine{Chapter: c, Round: r, Contest: p})
		}
	}
	if len(v.Lines) == before {
		v.Lines = append(v.Lines, &AdvancementLine{Chapter: c, Round: r, State: OnwardNoContest})
	}
}

// fillLines counts candidates, and adds what became of them.
func (tx *transaction) fillLines(ctx context.Context, v *AdvancementOverview) error {
	contests := idSet{}
	for _, l := range v.Lines {
		if l.Contest != nil {
			contests.add(l.Contest.Contest.ID)
		}
	}
	var counts []struct {
		ContestID  int64
		Candidates int
	}
	err := tx.NewRaw("select contest_id, count(*) as candidates from candidate where withdrawn_at is null and not training and contest_id in ? group by contest_id",
		contests.list()).Scan(ctx, &counts)
	if err != nil {
		return err
	}
	var categories []int64 // of the contests that they go to
	err = tx.NewSelect().Model((*Contest)(nil)).Column("category_id").Where("round_id = ?", v.Round.ID).Where("cancelled_at is null").Scan(ctx, &categories)
	if err != nil {
		return err
	}
	onward, err := tx.onwardOf(ctx, "n.contest_id in ?", contests.list())
	if err != nil {
		return err
	}
	names, err := tx.namedOnward(ctx, v.Language(), onward)
	if err != nil {
		return err
	}
	for _, l := range v.Lines {
		if l.Contest == nil {
			continue
		}
		for _, c := range counts {
			if c.ContestID == l.Contest.Contest.ID {
				l.Candidates = c.Candidates
			}
		}
		l.fill(onward[l.Contest.Contest.ID], names, slices.Contains(categories, l.Contest.Category.ID))
	}
	return nil
}

// fill adds to a line what became of the contest's candidates.
func (l *AdvancementLine) fill(rows []*Onward, names map[int64]*NamedCandidate, leads bool) {
	l.Reconciliation = l.Contest.Contest.reconcile(rows)
	l.Reasons = namedDeviations(l.Reconciliation, rows, names)
	for _, r := range rows {
		if r.Came {
			l.Went = append(l.Went, names[r.CandidateID])
		}
	}
	open := slices.ContainsFunc(rows, func(r *Onward) bool { return r.Sent && r.Advancement.ID == 0 })
	switch {
	case l.Contest.Cancelled():
		l.State = OnwardCalledOff
	case !leads:
		l.State = OnwardOwn
	case l.Candidates == 0 && len(rows) == 0:
		l.State = OnwardEmpty
	case l.Contest.Contest.State == judging.Open:
		l.State = OnwardWaiting
	case open:
		l.State = OnwardDecided
	case l.Sent == 0 && l.Came == 0:
		l.State = OnwardNobody
	default:
		l.State = OnwardDone
	}
}

// Settled tells whether the line's seats and those who came are to agree by now.
func (l *AdvancementLine) Settled() bool { return l.State == OnwardDone || l.State == OnwardNobody }

// namedDeviations adds candidates and words to the differences.
func namedDeviations(r judging.Reconciliation, rows []*Onward, names map[int64]*NamedCandidate) (list []*NamedDeviation) {
	for _, d := range r.Differences {
		n := &NamedDeviation{Deviation: d}
		if d.Row >= 0 {
			n.Candidate, n.Words = names[rows[d.Row].CandidateID], rows[d.Row].Words
		}
		list = append(list, n)
	}
	return list
}

// namedOnward names those who came, or of whom something is on record.
func (tx *transaction) namedOnward(ctx context.Context, lang locale.Language, onward map[int64][]*Onward) (map[int64]*NamedCandidate, error) {
	ids := []int64{0}
	for _, rows := range onward {
		for _, r := range rows {
			if r.Came || r.Sent || r.Advancement.ID != 0 {
				ids = append(ids, r.CandidateID)
			}
		}
	}
	found, err := candidatesWhere(ctx, tx, lang, "n.id in (?)", bun.List(ids))
	if err != nil {
		return nil, err
	}
	names := map[int64]*NamedCandidate{}
	for _, list := range found {
		for _, n := range list {
			names[n.ID] = n
		}
	}
	return names, nil
}
