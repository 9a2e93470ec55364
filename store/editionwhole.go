package store

import (
	"context"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// editionWhole is everything that is set in an edition, as far as somebody organizes it.
type editionWhole struct {
	edition    *Edition
	place      *EditionPlace
	central    bool      // whoever asks organizes the root
	chapters   []Chapter // that whoever asks organizes, as a tree is read; the ended ones too
	settings   map[int64]ChapterSetting
	categories []Category
	rubrics    []*Rubric
	rounds     []*roundWhole
	rules      *Rules // the newest that are public
	draft      *Rules
	conflicts  *judging.ConflictPolicy // nil: jurors are asked nothing
	texts      []JuryText              // in force, for jurors
	eligible   map[int64]bool          // by category: its rule lets somebody in
	unknown    map[int64][]string      // by category: codes in its rule that no body has any more
}

// roundWhole is a round with everything that is set in it.
type roundWhole struct {
	Round
	chapter     Chapter
	ceremony    *Ceremony
	signatories []Signatory
	partners    []Partner
	jurors      []seated
	contests    []CategorizedContest
	prizes      []Award
	entries     int // that stand in it
}

// seated is a juror in force, with what is known of the account.
type seated struct {
	Juror   Juror `bun:"embed:juror_"`
	Ended   bool  // the account has ended
	Invited bool  // it has no password yet
}

// editionWhole reads an edition in a constant number of statements.
func (tx *transaction) editionWhole(ctx context.Context, actor judging.Actor, p *EditionPlace, e *Edition, lang locale.Language) (*editionWhole, error) {
	w := &editionWhole{edition: e, place: p, central: p.MaySetUp, settings: map[int64]ChapterSetting{}}
	query := tx.NewSelect().Model(&w.chapters).Where("competition_id = ?", p.Competition.ID)
	if err := within(query, judging.ScopeOf(actor, judging.SetUp), scoped{chapter: "chapter.path"}).Scan(ctx); err != nil {
		return nil, err
	}
	w.chapters = sortedChapters(w.chapters, lang)
	var settings []ChapterSetting
	if err := tx.NewSelect().Model(&settings).Where("edition_id = ?", e.ID).Scan(ctx); err != nil {
		return nil, err
	}
	for _, s := range settings {
		w.settings[s.ChapterID] = s
	}
	err := tx.NewSelect().Model(&w.categories).Where("edition_id = ?", e.ID).Where("cancelled_at is null").Order("position").Scan(ctx)
	if err != nil {
		return nil, err
	}
	if w.rubrics, err = tx.rubricsWhere(ctx, "edition_id = ? and chapter_id is null", e.ID); err != nil {
		return nil, err
	}
	if w.rules, err = tx.currentRules(ctx, e.ID); err != nil {
		return nil, err
	}
	if w.draft, err = tx.rulesWhere(ctx, "edition_id = ? and published_at is null", e.ID); err != nil {
		return nil, err
	}
	if w.conflicts, err = tx.conflictPolicy(ctx, e.ID); err != nil {
		return nil, err
	}
	if err := tx.NewSelect().Model(&w.texts).Where("edition_id = ?", e.ID).Where("ended_at is null").Scan(ctx); err != nil {
		return nil, err
	}
	return w, tx.wholeRounds(ctx, w)
}

// wholeRounds adds the rounds of the edition that are not called off.
func (tx *transaction) wholeRounds(ctx context.Context, w *editionWhole) error {
	var rounds []Round
	err := tx.NewSelect().Model(&rounds).Where("edition_id = ?", w.edition.ID).Where("cancelled_at is null").Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	ids, byID := []int64{0}, map[int64]*roundWhole{}
	for _, c := range w.chapters {
		for _, r := range rounds {
			if r.ChapterID == c.ID {
				row := &roundWhole{Round: r, chapter: c}
				w.rounds = append(w.rounds, row)
				ids, byID[r.ID] = append(ids, r.ID), row
			}
		}
	}
	contests, err := tx.contestsWhere(ctx, "round_id in (?) and cancelled_at is null", bun.List(ids))
	if err != nil {
		return err
	}
	for _, c := range contests {
		byID[c.Contest.RoundID].contests = append(byID[c.Contest.RoundID].contests, c)
	}
	var entries []struct{ Round, Entries int64 }
	err = tx.NewRaw(`select t.round_id as round, count(*) as entries from candidate n join contest t on t.id = n.contest_id
		where n.withdrawn_at is null and t.round_id in (?) group by t.round_id`, bun.List(ids)).Scan(ctx, &entries)
	if err != nil {
		return err
	}
	for _, row := range entries {
		byID[row.Round].entries = int(row.Entries)
	}
	return tx.wholePeople(ctx, ids, byID)
}

// wholePeople adds to the rounds who judges, signs and sponsors, what they give and where.
func (tx *transaction) wholePeople(ctx context.Context, ids []int64, byID map[int64]*roundWhole) error {
	var jurors []seated
	err := tx.NewRaw("select "+tx.store.columns(seated{})+`, u.ended_at is not null as ended, coalesce(u.password_hash = '', false) as invited
		from juror left join "user" u on u.id = juror.user_id where juror.left_at is null and juror.round_id in (?) order by juror.id`, bun.List(ids)).Scan(ctx, &jurors)
	if err != nil {
		return err
	}
	for _, j := range jurors {
		byID[j.Juror.RoundID].jurors = append(byID[j.Juror.RoundID].jurors, j)
	}
	var ceremonies []Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return err
	}
	for i, c := range ceremonies {
		byID[c.RoundID].ceremony = &ceremonies[i]
	}
	var signatories []Signatory
	if err := tx.NewSelect().Model(&signatories).Where("round_id in (?)", bun.List(ids)).Order("position").Scan(ctx); err != nil {
		return err
	}
	for _, s := range signatories {
		byID[s.RoundID].signatories = append(byID[s.RoundID].signatories, s)
	}
	var partners []Partner
	if err := tx.NewSelect().Model(&partners).Where("round_id in (?)", bun.List(ids)).Order("position").Scan(ctx); err != nil {
		return err
	}
	for _, p := range partners {
		byID[p.RoundID].partners = append(byID[p.RoundID].partners, p)
	}
	var prizes []Award
	err = tx.NewSelect().Model(&prizes).Where("round_id in (?)", bun.List(ids)).Where("kind = ?", AwardForPlace).Where("candidate_id is null").
		Where("not withheld").Where("definition_id is null").Order("place", "id").Scan(ctx)
	for _, a := range prizes {
		byID[a.RoundID].prizes = append(byID[a.RoundID].prizes, a)
	}
	return err
}

// wholeEligibility finds out which categories let somebody in, and which name codes that no body has any more.
func (tx *transaction) wholeEligibility(ctx context.Context, w *editionWhole, lang locale.Language) error {
	w.eligible, w.unknown = map[int64]bool{}, map[int64][]string{}
	voters, err := tx.electorate(ctx, &w.place.Competition, lang, "")
	if err != nil {
		return err
	}
	known := make(map[string]bool, len(voters))
	for _, v := range voters {
		row := v.row()
		known[row.Code] = true
		for _, c := range w.categories {
			if !w.eligible[c.ID] {
				w.eligible[c.ID], _ = c.Eligibility.Matches(row)
			}
		}
	}
	for _, c := range w.categories {
		for _, code := range named(c.Eligibility) {
			if !known[code] && len(voters) > 0 {
				w.unknown[c.ID] = append(w.unknown[c.ID], code)
			}
		}
	}
	return nil
}

// named lists the codes that a rule lets in or counts as something; one that it keeps out may be gone.
func named(rule register.Eligibility) []string {
	rule.Exclude = nil
	return rule.Named()
}

// seat finds who holds the same seat as a juror of another year: the same account, or without one the same name.
func (r *roundWhole) seat(other Juror) *seated {
	for i, j := range r.jurors {
		if j.Juror.UserID == other.UserID && (other.UserID != 0 || j.Juror.Name == other.Name) {
			return &r.jurors[i]
		}
	}
	return nil
}

// same finds the round of another year that is the same one: of the same chapter, at the same address, or its only one.
func (w *editionWhole) same(r *roundWhole) *roundWhole {
	var found []*roundWhole
	for _, other := range w.rounds {
		if other.chapter.ID == r.chapter.ID {
			if other.Slug == r.Slug {
				return other
			}
			found = append(found, other)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return nil
}

// dated is one of the moments of a round.
type dated struct {
	name string // "entries_from"
	at   time.Time
	edge edge
}

// moments lists the moments of the round, its ceremony's among them.
func (r *roundWhole) moments() []dated {
	list := []dated{{"entries_from", r.EntriesFrom, begins}, {"entries_until", r.EntriesUntil, ends},
		{"judging_from", r.JudgingFrom, begins}, {"judging_until", r.JudgingUntil, ends}}
	if r.ceremony != nil {
		list = append(list, dated{"ceremony", r.ceremony.StartsAt, begins})
	}
	return list
}
