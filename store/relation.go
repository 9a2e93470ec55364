package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
)

// relations is what is known of a round's jurors and of its candidates.
type relations struct {
	policy     judging.ConflictPolicy
	asks       bool // the edition has a policy: nobody sees what he is not cleared for
	jurors     []*relatedJuror
	candidates []*relatedCandidate
	standing   map[pair][]*Recusal // from whole candidates
	byID       map[int64]*relatedJuror
}

// relatedJuror is a juror who sits, with what is known of him.
type relatedJuror struct {
	Juror
	facts      judging.JurorFacts
	declaredAt map[int64]time.Time // by candidate
}

// relatedCandidate is a candidate with what is known of it.
type relatedCandidate struct {
	ID            int64
	ContestID     int64
	Training      bool
	Supplier      string // as the entry names it
	CompetitionID int64
	Region        string // of the chapter that it advanced from
	facts         judging.CandidateFacts
}

// between finds what stands between the two.
func (r *relations) between(j *relatedJuror, c *relatedCandidate) judging.Finding {
	return r.policy.Between(j.facts, c.facts)
}

// relations reads a round's, of all who sit in its jury or of one of them, in a constant number of statements.
func (tx *transaction) relations(ctx context.Context, round *Round, juror int64) (*relations, error) {
	r := &relations{standing: map[pair][]*Recusal{}, byID: map[int64]*relatedJuror{}}
	var policies []ConflictPolicy
	if err := tx.NewSelect().Model(&policies).Where("edition_id = ?", round.EditionID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if len(policies) > 0 {
		r.policy, r.asks = policies[0].Rules(), true
	}
	var jurors []Juror
	query := tx.NewSelect().Model(&jurors).Where("round_id = ?", round.ID).Where("left_at is null").Order("name", "uid")
	if juror != 0 {
		query.Where("id = ?", juror)
	}
	if err := query.Scan(ctx); err != nil {
		return nil, fmt.Errorf("jurors: %w", err)
	}
	for _, j := range jurors {
		r.add(j)
	}
	for _, read := range []func(context.Context, *Round, *relations) error{
		tx.relateJurors, tx.readAnswers, tx.relateCandidates, tx.readSuppliersOf, tx.readStanding,
	} {
		if err := read(ctx, round, r); err != nil {
			return nil, fmt.Errorf("relations: %w", err)
		}
	}
	return r, nil
}

func (r *relations) add(j Juror) {
	r.byID[j.ID] = &relatedJuror{Juror: j, declaredAt: map[int64]time.Time{}, facts: judging.JurorFacts{Voteless: j.Role == judging.Secretary,
		Suppliers: map[int64]bool{}, Declared: map[int64]judging.Declared{}, Waived: map[int64][]judging.Conflict{}}}
	r.jurors = append(r.jurors, r.byID[j.ID])
}

// relateJurors reads whom the jurors work for, and whom they represent.
func (tx *transaction) relateJurors(ctx context.Context, round *Round, r *relations) error {
	var rows []struct {
		JurorID, BodyID int64
		Represents      bool
	}
	err := tx.NewRaw(`
		select o.juror_id, o.body_id, false as represents from juror_body o join juror j on j.id = o.juror_id where j.round_id = ?0
		union all
		select j.id, m.body_id, true from juror j join membership m on m.user_id = j.user_id
		where j.round_id = ?0 and m.role = 'representative' and m.body_id is not null and m.starts_at <= ?1 and (m.ends_at is null or m.ends_at > ?1)
		order by 1, 2, 3`, round.ID, tx.now).Scan(ctx, &rows)
	for _, row := range rows {
		switch j := r.byID[row.JurorID]; {
		case j == nil: // not asked for
		case row.Represents:
			j.facts.Represents = append(j.facts.Represents, row.BodyID)
		default:
			j.facts.Bodies = append(j.facts.Bodies, row.BodyID)
		}
	}
	return err
}

// readAnswers reads what the jurors declared. An answer about a supplier that became another name of one is about that one.
func (tx *transaction) readAnswers(ctx context.Context, round *Round, r *relations) error {
	const ofRound = "juror_id in (select id from juror where round_id = ?)"
	var homes []JurorHome
	var declared []JurorDeclaration
	if err := tx.NewSelect().Model(&homes).Where(ofRound, round.ID).Scan(ctx); err != nil {
		return err
	}
	if err := tx.NewSelect().Model(&declared).Where(ofRound, round.ID).Scan(ctx); err != nil {
		return err
	}
	var suppliers []JurorSupplier
	err := tx.NewRaw(`select a.juror_id, coalesce(s.into_id, s.id) as supplier_id, a.related from juror_supplier a
		join supplier s on s.id = a.supplier_id where a.`+ofRound, round.ID).Scan(ctx, &suppliers)
	for _, h := range homes {
		if j := r.byID[h.JurorID]; j != nil {
			j.facts.Home = &judging.Home{Region: h.RegionCode, District: h.DistrictCode}
		}
	}
	for _, d := range declared {
		if j := r.byID[d.JurorID]; j != nil {
			j.facts.Declared[d.CandidateID] = judging.Declared{Conflict: d.Conflict, Reason: d.Reason}
			j.declaredAt[d.CandidateID] = d.DeclaredAt
		}
	}
	for _, a := range suppliers {
		if j := r.byID[a.JurorID]; j != nil {
			j.facts.Suppliers[a.SupplierID] = a.Related || j.facts.Suppliers[a.SupplierID]
		}
	}
	return err
}

// relateCandidates reads the round's candidates, those that were withdrawn among them: they may come back.
func (tx *transaction) relateCandidates(ctx context.Context, round *Round, r *relations) error {
	err := tx.NewRaw(`
		select n.id, n.contest_id, n.training, e.supplier, d.competition_id, coalesce(sc.region_code, '') as region
		from candidate n join contest t on t.id = n.contest_id join entry e on e.id = n.entry_id join edition d on d.id = e.edition_id
		left join candidate sn on sn.id = n.source_candidate_id left join contest st on st.id = sn.contest_id
		left join round sr on sr.id = st.round_id left join chapter sc on sc.id = sr.chapter_id
		where t.round_id = ? order by n.id`, round.ID).Scan(ctx, &r.candidates)
	if err != nil {
		return err
	}
	byID := map[int64]*relatedCandidate{}
	for _, c := range r.candidates {
		c.facts = judging.CandidateFacts{ID: c.ID, Training: c.Training}
		if c.Region != "" {
			c.facts.Homes = append(c.facts.Homes, judging.Home{Region: c.Region})
		}
		byID[c.ID] = c
	}
	var rows []struct {
		ID, BodyID       int64
		Region, District string
	}
	err = tx.NewRaw(`select n.id, b.id as body_id, b.region_code as region, b.district_code as district
		from candidate n join contest t on t.id = n.contest_id join entry_entrant ee on ee.entry_id = n.entry_id
		join entrant e on e.id = ee.entrant_id join body b on b.id = e.body_id
		where t.round_id = ? order by n.id, ee.position, b.id`, round.ID).Scan(ctx, &rows)
	for _, row := range rows {
		facts := &byID[row.ID].facts
		facts.Bodies = append(facts.Bodies, row.BodyID)
		facts.Homes = append(facts.Homes, judging.Home{Region: row.Region, District: row.District})
	}
	return err
}

// readSuppliersOf finds who the entries' suppliers are. A name that the list does not have yet is nobody whom a juror could have
// answered for: it counts as unknown until a review lists it.
func (tx *transaction) readSuppliersOf(ctx context.Context, _ *Round, r *relations) error {
	if !r.policy.Supplier || len(r.candidates) == 0 {
		return nil
	}
	var rows []Supplier
	err := tx.NewSelect().Model(&rows).Where("competition_id = ?", r.candidates[0].CompetitionID).Scan(ctx)
	listed := map[string]int64{}
	for _, s := range rows {
		listed[s.Folded] = s.ID
		if s.IntoID != 0 {
			listed[s.Folded] = s.IntoID
		}
	}
	for _, c := range r.candidates {
		if c.Supplier == "" {
			continue
		}
		if c.facts.Supplier = listed[FoldSupplier(c.Supplier)]; c.facts.Supplier == 0 {
			c.facts.Supplier = unlisted
		}
	}
	return err
}

// unlisted stands for a supplier whom the competition's list does not have.
const unlisted = -1

// readStanding reads the recusals that stand, and what the organizer lets jurors judge in spite of a conflict: those that he ended.
// What a juror declares after that is another conflict.
func (tx *transaction) readStanding(ctx context.Context, round *Round, r *relations) error {
	var rows []*Recusal
	err := tx.NewSelect().Model(&rows).Where("juror_id in (select id from juror where round_id = ?)", round.ID).
		Where("criterion_id is null").Where("ended_at is null or kind <> '' and ended_for <> ''").Order("id").Scan(ctx)
	for _, x := range rows {
		j := r.byID[x.JurorID]
		switch key := (pair{x.JurorID, x.CandidateID}); {
		case j == nil: // not asked for
		case x.EndedAt.IsZero():
			r.standing[key] = append(r.standing[key], x)
		case x.Kind != judging.DeclaredRelation || !j.declaredAt[x.CandidateID].After(x.EndedAt):
			j.facts.Waived[x.CandidateID] = append(j.facts.Waived[x.CandidateID], judging.Conflict{Kind: x.Kind, Object: x.Object})
		}
	}
	return err
}
