package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Correcting is a version that replaced a public one: what changed, when and why.
type Correcting struct {
	Version int
	At      time.Time
	Words   locale.Text
	Changes []*PlaceChange // in the order of the new places; none: totals at most
}

// PlaceChange is a candidate whose place another version changes; nil: out of the ranking.
type PlaceChange struct {
	Candidate     *NamedCandidate
	Before, After *Standing
	Ranges        bool // shared places are written as the range that they occupy
}

// ChangedPlace is a place before or after a change.
type ChangedPlace struct {
	*Standing // nil: out of the ranking
	Ranges    bool
}

// Was is the place before.
func (c *PlaceChange) Was() ChangedPlace { return ChangedPlace{c.Before, c.Ranges} }

// Is is the place after.
func (c *PlaceChange) Is() ChangedPlace { return ChangedPlace{c.After, c.Ranges} }

// readErrata reads the contest's state, and what of its result was corrected since it became public.
func (tx *transaction) readErrata(ctx context.Context, r *RoundResults, c *ContestResult) (err error) {
	if c.State, err = tx.stateOf(ctx, &r.Place, &c.Contest); err != nil || c.Result == nil || c.Result.Erratum.Empty() {
		return err
	}
	var versions []*Result
	err = tx.NewSelect().Model(&versions).ExcludeColumn("input", "outcome").Where("contest_id = ?", c.Contest.ID).Order("version desc").Scan(ctx)
	if err != nil {
		return err
	}
	var standings []*Standing
	err = tx.NewSelect().Model(&standings).Where("result_id in (select id from result where contest_id = ?)", c.Contest.ID).Order("result_id", "position").Scan(ctx)
	if err != nil {
		return err
	}
	of := map[int64][]*Standing{}
	for _, st := range standings {
		of[st.ResultID] = append(of[st.ResultID], st)
	}
	names := map[int64]*NamedCandidate{}
	for _, st := range c.Standings {
		names[st.CandidateID] = st.Candidate
	}
	for i, v := range versions {
		if v.Erratum.Empty() {
			break // of the versions before only the last was public
		}
		e := &Correcting{Version: v.Version, At: v.DecidedAt, Words: v.Erratum}
		if i+1 < len(versions) { // the first that was published elsewhere may say what it corrects, too
			e.Changes = changesOf(of[versions[i+1].ID], of[v.ID], names, c.Contest.Ranges())
		}
		c.Errata = append(c.Errata, e)
	}
	return nil
}

// changesOf lists whose place differs between two versions, in the order of the later one.
func changesOf(before, after []*Standing, names map[int64]*NamedCandidate, ranges bool) (changes []*PlaceChange) {
	for _, st := range after {
		at := slices.IndexFunc(before, func(b *Standing) bool { return b.CandidateID == st.CandidateID })
		var old *Standing
		if at >= 0 {
			old = before[at]
		}
		if n := names[st.CandidateID]; n != nil && (old == nil || !samePlace(old, st, ranges)) {
			changes = append(changes, &PlaceChange{n, old.ranked(), st.ranked(), ranges})
		}
	}
	return changes
}

// ranked is nil for a standing without a place.
func (st *Standing) ranked() *Standing {
	if st == nil || st.Place == 0 {
		return nil
	}
	return st
}

// samePlace tells whether two standings read alike; with whom a place is shared shows with the others that share it.
func samePlace(a, b *Standing, ranges bool) bool {
	return a.Place == b.Place && a.AwardedPlace == b.AwardedPlace && (!ranges || a.LastPlace == b.LastPlace)
}

// stateOf computes where a contest's result stands at the moment of reading.
func (tx *transaction) stateOf(ctx context.Context, p *Place, c *Contest) (judging.State, error) {
	life := judging.Life{Closed: !p.Round.ClosedAt.IsZero(), Stored: c.State, AnnouncedAt: c.AnnouncedAt, ObjectionsUntil: c.ObjectionsUntil,
		Pending: !c.AmendingAt.IsZero()}
	if life.Pending || c.ObjectionsUntil.IsZero() || tx.now.Before(c.ObjectionsUntil) {
		return life.StateAt(tx.now), nil
	}
	open, err := tx.NewSelect().Model((*Objection)(nil)).Where("contest_id = ?", c.ID).Where("state = ?", ObjectionOpen).Exists(ctx)
	life.Pending = open
	return life.StateAt(tx.now), err
}

// dateCorrected finds when the announced versions of corrected results were decided.
func (tx *transaction) dateCorrected(ctx context.Context, r *RoundResults) error {
	corrected := map[int64]*ContestResult{}
	for _, c := range r.Contests {
		if c.Result != nil && !c.Result.Erratum.Empty() {
			corrected[c.Contest.ID] = c
		}
	}
	if len(corrected) == 0 {
		return nil
	}
	var versions []*Result
	err := tx.NewSelect().Model(&versions).Column("contest_id", "erratum", "decided_at").Where("contest_id in (?)", keys(corrected)).Order("version").Scan(ctx)
	for _, v := range versions {
		if v.Erratum.Empty() {
			corrected[v.ContestID].datedAt = v.DecidedAt
		}
	}
	return err
}

// ErratumItem is a corrected version with the people who acted on it.
type ErratumItem struct {
	Erratum   Erratum `bun:"embed:erratum_"`
	EnteredBy string
	DecidedBy string             // empty: nobody has yet
	Former    []*FormerCandidate `bun:"-"`
}

// FormerCandidate is who went on to the next round and would not by a corrected version.
type FormerCandidate struct {
	Candidate *NamedCandidate
	Round     locale.Text // where it stands
	Closed    bool        // the judging there is
	OwnError  bool        // as the item says
}

// ContestErrata is what is to be corrected in a contest's public result, and what was.
type ContestErrata struct {
	ContestPlace
	Result  *ContestResult
	Tally   *TallyView         // nil: Blocked says why
	Blocked *fault.Fault       // why no corrected version can be entered now
	Changes []*PlaceChange     // that it would bring
	Former  []*FormerCandidate // about whom it has to be said whose error it was
	Items   []*ErratumItem     // the one that waits first, then the newest
}

// Waiting is the corrected version that waits for a second person, nil: there is none.
func (v *ContestErrata) Waiting() *ErratumItem {
	if len(v.Items) > 0 && v.Items[0].Erratum.State == PairWaiting {
		return v.Items[0]
	}
	return nil
}

// ContestErrata reads them for whoever may enter corrections. Of what would change, whoever is recused from a candidate sees nothing.
func (s *Store) ContestErrata(ctx context.Context, actor judging.Actor, contest string, lang locale.Language) (*ContestErrata, error) {
	v := &ContestErrata{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ViewTally, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		if !p.Facts().Public {
			v.Blocked = fault.New(fault.Closed, "result.not_public")
			return nil
		}
		results, err := tx.readResults(ctx, judging.Actor{}, &p.Place, p.Category.Slug)
		if err != nil {
			return err
		}
		if len(results.Contests) == 0 { // called off
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v.Result = results.Contests[0]
		if v.Items, err = tx.erratumItems(ctx, p); err != nil {
			return err
		}
		unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.contest_id = ?", p.Contest.ID)
		if err != nil {
			return err
		}
		if len(unseen) > 0 {
			v.Items = slices.DeleteFunc(v.Items, func(item *ErratumItem) bool { return item.Erratum.State != PairConfirmed })
		}
		return tx.draftErrata(ctx, actor, v)
	})
	if err != nil {
		return nil, fmt.Errorf("errata: %w", err)
	}
	return v, nil
}

// draftErrata adds what a corrected version would bring, or why there is none to enter.
func (tx *transaction) draftErrata(ctx context.Context, actor judging.Actor, v *ContestErrata) error {
	err := judging.May(actor, judging.EnterErratum, v.Facts())
	var draft *erratumDraft
	if err == nil {
		draft, err = tx.erratumDraft(ctx, actor, &v.ContestPlace)
	}
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Closed, "result.withheld_numbers")
	}
	if fault.Is(err, fault.Closed) {
		v.Blocked = fault.Of(err)
		return nil
	}
	if err != nil {
		return err
	}
	v.Tally = &TallyView{ContestPlace: &v.ContestPlace, LoadedContest: draft.loaded, Outcome: draft.outcome}
	withheld, own := []string{}, map[int64]bool{}
	if item := v.Waiting(); item != nil {
		withheld = item.Erratum.Withheld
		for _, f := range item.Former {
			own[f.Candidate.ID] = f.OwnError
		}
	}
	var before, after []*Standing
	names := map[int64]*NamedCandidate{}
	for _, st := range v.Result.Standings {
		before = append(before, &st.Standing)
	}
	for _, n := range draft.loaded.Candidates {
		names[n.ID] = n
	}
	form := DecideForm{Withheld: withheld}
	if err := tx.carryOver(ctx, &v.ContestPlace, draft, &form); err != nil {
		return err
	}
	rows := standingsOf(0, draft.loaded, draft.outcome, form)
	for i := range rows {
		after = append(after, &rows[i])
	}
	v.Changes = changesOf(before, after, names, v.Contest.Ranges())
	for _, f := range draft.Former {
		v.Former = append(v.Former, &FormerCandidate{f.Candidate, f.Round, f.Closed, own[f.Candidate.ID]})
	}
	return nil
}

// erratumItems reads the corrected versions that were entered for a contest.
func (tx *transaction) erratumItems(ctx context.Context, p *ContestPlace) ([]*ErratumItem, error) {
	var items []*ErratumItem
	err := tx.NewRaw("select "+tx.store.columns(ErratumItem{})+`, u.name as entered_by, coalesce(d.name, '') as decided_by
		from erratum join "user" u on u.id = erratum.entered_by left join "user" d on d.id = erratum.decided_by
		where erratum.contest_id = ? order by case erratum.state when 'waiting' then 0 else 1 end, erratum.entered_at desc, erratum.id desc`, p.Contest.ID).Scan(ctx, &items)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	var ids []int64
	for _, i := range items {
		ids = append(ids, i.Erratum.ID)
	}
	var rows []ErratumCandidate
	if err := tx.NewSelect().Model(&rows).Where("erratum_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, err
	}
	found, err := candidatesOf(ctx, tx, p.Language(), p.Contest.ID)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		for _, n := range found[p.Contest.ID] {
			for _, r := range rows {
				if r.ErratumID == i.Erratum.ID && r.CandidateID == n.ID {
					i.Former = append(i.Former, &FormerCandidate{Candidate: n, OwnError: r.OwnError})
				}
			}
		}
	}
	return items, nil
}

// MayConfirm says whether the actor may confirm the version that waits, and why not.
func (v *ContestErrata) MayConfirm(actor judging.Actor) error {
	facts := v.Facts()
	facts.Author = v.Waiting().Erratum.EnteredBy
	if v.Blocked != nil {
		return v.Blocked
	}
	return judging.May(actor, judging.ConfirmErratum, facts)
}
