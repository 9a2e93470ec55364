package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// OwnEntry is an entry of a body that somebody acts for, with how it fares in each round.
type OwnEntry struct {
	Competition Competition   `bun:"embed:competition_"`
	Edition     Edition       `bun:"embed:edition_"`
	Category    Category      `bun:"embed:category_"`
	Entry       Entry         `bun:"embed:entry_"`
	Bodies      []BodyName    `bun:"-"` // several for a joint entry
	Rounds      []*OwnOutcome `bun:"-"` // from the first on
}

// Entrants names the bodies that compete.
func (e *OwnEntry) Entrants(lang locale.Language) string {
	return (&NamedCandidate{Bodies: e.Bodies}).Entrants(lang)
}

// OwnOutcome is an entry in one contest. Everything below the candidate is there only once the result is public.
type OwnOutcome struct {
	ContestPlace
	Candidate    Candidate            `bun:"embed:candidate_"`
	Standing     *Standing            `bun:"-"` // nil: not public, or the entry is not in the result
	Prize        *AwardedAward        `bun:"-"` // what comes with the place; nil: nothing
	Awards       []Award              `bun:"-"` // beside the ranking
	Certificates []*IssuedCertificate `bun:"-"` // as they were issued
	Comments     []string             `bun:"-"` // that jurors wrote for the entrant
}

// Public tells whether the result is announced and its T0 has come.
func (o *OwnOutcome) Public() bool { return o.Facts().Public }

// OwnEntries lists the entries of the bodies that the actor acts for, newest edition first, in the language's order of names. What it says of a round depends on
// nothing that is not public yet: whoever advanced is not shown in the next round before the result that sent him there is.
func (s *Store) OwnEntries(ctx context.Context, actor judging.Actor, lang locale.Language) ([]*OwnEntry, error) {
	if err := judging.May(actor, judging.OpenEntries, judging.Facts{}); err != nil {
		return nil, err
	}
	var own []*OwnEntry
	err := s.read(ctx, func(tx *transaction) (err error) {
		if own, err = tx.entriesFor(ctx, actor, lang); err != nil || len(own) == 0 {
			return err
		}
		byID := map[int64]*OwnEntry{}
		for _, e := range own {
			byID[e.Entry.ID] = e
		}
		if err := tx.nameEntries(ctx, byID); err != nil {
			return err
		}
		return tx.readOutcomes(ctx, byID)
	})
	if err != nil {
		return nil, fmt.Errorf("own entries: %w", err)
	}
	return own, nil
}

// ofBodies is the condition that the entry is of one of some bodies.
const ofBodies = `exists (select 1 from entry_entrant ee join entrant t on t.id = ee.entrant_id where ee.entry_id = entry.id and not ee.asked and t.body_id in (?))`

// firstBody is the place in the order of names that an entry has.
const firstBody = `select b.? from entry_entrant ee join entrant t on t.id = ee.entrant_id join body b on b.id = t.body_id
	where ee.entry_id = entry.id order by ee.position, b.id limit 1`

func (tx *transaction) entriesFor(ctx context.Context, actor judging.Actor, lang locale.Language) (own []*OwnEntry, err error) {
	query := tx.NewSelect().ColumnExpr(tx.store.columns(OwnEntry{})).TableExpr("entry").
		Join("join edition on edition.id = entry.edition_id").
		Join("join competition on competition.id = edition.competition_id").
		Join("join category on category.id = entry.category_id").
		OrderExpr("edition.year desc, competition.slug, edition.slug desc, category.position, category.id").
		OrderExpr("("+firstBody+"), entry.title, entry.uid", sortColumn(lang))
	err = within(query, judging.ScopeOf(actor, judging.ViewEntry), scoped{body: ofBodies}).Scan(ctx, &own)
	return own, err
}

// nameEntries reads what the entries' bodies are called.
func (tx *transaction) nameEntries(ctx context.Context, own map[int64]*OwnEntry) error {
	var rows []struct {
		EntryID int64
		BodyName
	}
	err := tx.NewRaw(`
		select ee.entry_id, b.uid, b.code, b.kind, b.name, b.district_name as district, b.orp_name, b.region_name as region, b.ambiguous, b.twin
		from entry_entrant ee join entrant t on t.id = ee.entrant_id join body b on b.id = t.body_id
		where ee.entry_id in (?) order by ee.entry_id, ee.position, b.id`, keys(own)).Scan(ctx, &rows)
	for _, r := range rows {
		own[r.EntryID].Bodies = append(own[r.EntryID].Bodies, r.BodyName)
	}
	return err
}

// readOutcomes reads in which contests the entries stand, as far as may be known, and how those fared that are public.
func (tx *transaction) readOutcomes(ctx context.Context, own map[int64]*OwnEntry) error {
	var outcomes []*OwnOutcome
	err := tx.NewSelect().ColumnExpr(tx.store.columns(OwnOutcome{})).TableExpr("candidate").
		Join("join contest on contest.id = candidate.contest_id").
		Join("join category on category.id = contest.category_id").
		Join("join round on round.id = contest.round_id"+standing).
		Where("candidate.entry_id in (?)", keys(own)).Where("?", isShown("candidate", tx.now)).Where("contest.cancelled_at is null").Scan(ctx, &outcomes)
	if err != nil {
		return err
	}
	public := map[int64]*OwnOutcome{}
	for _, o := range outcomes {
		o.Now = tx.now
		entry := own[o.Candidate.EntryID]
		entry.Rounds = append(entry.Rounds, o)
		if o.Public() {
			public[o.Candidate.ID] = o
		}
	}
	for _, entry := range own {
		slices.SortFunc(entry.Rounds, func(a, b *OwnOutcome) int { // a round leads upwards in the tree
			return cmp.Or(len(b.Chapter.Path)-len(a.Chapter.Path), cmp.Compare(a.Round.Slug, b.Round.Slug))
		})
	}
	if len(public) == 0 {
		return nil
	}
	return tx.readAnnounced(ctx, public)
}

// readAnnounced fills in what candidates got whose contests are public.
func (tx *transaction) readAnnounced(ctx context.Context, public map[int64]*OwnOutcome) error {
	var standings []*Standing
	err := tx.NewSelect().Model(&standings).Where("candidate_id in (?)", keys(public)).
		Where("result_id in (select r.id from result r where r.version = (select max(o.version) from result o where o.contest_id = r.contest_id))").
		Scan(ctx)
	if err != nil {
		return err
	}
	contests := map[int64]bool{}
	for _, st := range standings {
		public[st.CandidateID].Standing = st
	}
	for _, o := range public {
		contests[o.Contest.ID] = true
	}
	var awards []Award
	err = tx.NewSelect().Model(&awards).Where("candidate_id in (?) or candidate_id is null and contest_id in (?)", keys(public), keys(contests)).
		Where("not withheld").Where("?", awardIsPublic("award", tx.now)).Order("position", "id").Scan(ctx)
	if err != nil {
		return err
	}
	var prizes []Prize
	err = tx.NewSelect().Model(&prizes).Where("result_id in (select r.id from result r where r.contest_id in (?) and "+
		"r.version = (select max(o.version) from result o where o.contest_id = r.contest_id))", keys(contests)).Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for _, o := range public {
		o.confer(awards, prizes)
	}
	if err := tx.readComments(ctx, public); err != nil {
		return err
	}
	return tx.readOwnCertificates(ctx, public)
}

// confer picks out what the outcome's candidate got.
func (o *OwnOutcome) confer(awards []Award, prizes []Prize) {
	contest := &ContestResult{}
	for _, p := range prizes {
		if o.Standing != nil && p.ResultID == o.Standing.ResultID {
			contest.Prizes = append(contest.Prizes, p)
		}
	}
	for _, a := range awards {
		switch {
		case a.Kind != AwardForPlace && a.CandidateID == o.Candidate.ID:
			o.Awards = append(o.Awards, a)
		case a.Kind == AwardForPlace && a.ContestID == o.Contest.ID:
			contest.Awards = append(contest.Awards, &AwardedAward{Award: a})
		}
	}
	if o.Standing != nil && o.Standing.AwardedPlace > 0 {
		o.Prize = contest.PrizeOf(&PlacedStanding{Standing: *o.Standing})
	}
}

func (tx *transaction) readOwnCertificates(ctx context.Context, public map[int64]*OwnOutcome) error {
	var certificates []*Certificate
	err := tx.NewSelect().Model(&certificates).Where("candidate_id in (?)", keys(public)).Where("revoked_at is null").
		Where("award_id is null or exists (select 1 from award a where a.id = award_id and not a.withheld and ?)", awardIsPublic("a", tx.now)).
		Order("id").Scan(ctx)
	if err != nil {
		return err
	}
	for _, c := range certificates {
		content, err := c.Facts()
		if err != nil {
			return err
		}
		o := public[c.CandidateID]
		if !o.Shows(judging.CertificatesLevel, &o.Contest) {
			continue
		}
		o.Certificates = append(o.Certificates, &IssuedCertificate{Certificate: *c, CertificateContent: content})
	}
	return nil
}

// keys lists the ids by which rows are kept.
func keys[T any](rows map[int64]T) any {
	ids := make([]int64, 0, len(rows))
	for id := range rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return bun.List(ids)
}
