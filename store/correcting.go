package store

import (
	"context"
	"slices"
	"time"

	"blazon/locale"
)

// Correcting is a version that replaced a public one: what changed, when and why.
type Correcting struct {
	Version int
	At      time.Time
	Words   locale.Text
	Changes []*PlaceChange // in the order of the new places; none: totals at most
	Awards  []*AwardChange // beside the ranking

	result int64
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

// readCorrected finds which versions replaced a public one, and when the announced versions before them were decided.
func (tx *transaction) readCorrected(ctx context.Context, rounds ...*RoundResults) error {
	corrected := map[int64]*ContestResult{}
	for _, r := range rounds {
		for _, c := range r.Contests {
			if c.Result != nil && !c.Result.Erratum.Empty() {
				corrected[c.Contest.ID] = c
			}
		}
	}
	if len(corrected) == 0 {
		return nil
	}
	var versions []*Result
	err := tx.NewSelect().Model(&versions).Column("id", "contest_id", "version", "erratum", "decided_at").Where("contest_id in (?)", keys(corrected)).
		Order("version").Scan(ctx)
	for _, v := range versions {
		c := corrected[v.ContestID]
		if v.Erratum.Empty() { // of these the last was public
			c.datedAt = v.DecidedAt
			continue
		}
		c.Errata = slices.Insert(c.Errata, 0, &Correcting{Version: v.Version, At: v.DecidedAt, Words: v.Erratum, result: v.ID})
	}
	return err
}

// readErrata reads the contest's state, and what the corrections of its public result changed.
func (tx *transaction) readErrata(ctx context.Context, r *RoundResults, c *ContestResult) (err error) {
	if c.State, err = tx.stateOf(ctx, &r.Place, &c.Contest); err != nil || len(c.Errata) == 0 {
		return err
	}
	var rows []struct {
		Standing
		Version int
	}
	err = tx.NewRaw(`select s.*, r.version from standing s join result r on r.id = s.result_id where r.contest_id = ? order by r.version, s.position`,
		c.Contest.ID).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	of, candidates := map[int][]*Standing{}, []int64{0}
	for i := range rows {
		of[rows[i].Version] = append(of[rows[i].Version], &rows[i].Standing)
		candidates = append(candidates, rows[i].CandidateID)
	}
	changes, err := tx.awardChanges(ctx, "x.result_id in (select id from result where contest_id = ?)", c.Contest.ID)
	if err != nil {
		return err
	}
	for _, change := range changes {
		candidates = append(candidates, change.CandidateID)
	}
	names, err := tx.candidatesByID(ctx, r.Language(), candidates)
	if err != nil {
		return err
	}
	for _, e := range c.Errata {
		if before := of[e.Version-1]; before != nil { // the first that was published elsewhere may say what it corrects, too
			e.Changes = changesOf(before, of[e.Version], names, c.Contest.Ranges())
		}
		e.Awards = ofResult(changes, e.result, names)
	}
	return nil
}

// changesOf lists whose place differs between two versions, in the order of the later one; then who is not in that any more.
func changesOf(before, after []*Standing, names map[int64]*NamedCandidate, ranges bool) (changes []*PlaceChange) {
	find := func(list []*Standing, candidate int64) *Standing {
		if at := slices.IndexFunc(list, func(st *Standing) bool { return st.CandidateID == candidate }); at >= 0 {
			return list[at]
		}
		return nil
	}
	for _, st := range after {
		old := find(before, st.CandidateID)
		if n := names[st.CandidateID]; n != nil && (old == nil || !samePlace(old, st, ranges)) {
			changes = append(changes, &PlaceChange{n, old.ranked(), st.ranked(), ranges})
		}
	}
	for _, st := range before {
		if n := names[st.CandidateID]; n != nil && st.ranked() != nil && find(after, st.CandidateID) == nil {
			changes = append(changes, &PlaceChange{n, st, nil, ranges})
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
	return a.Place == b.Place && a.AwardedPlace == b.AwardedPlace && (!ranges || a.LastPlace == b.LastPlace && a.LastAwarded() == b.LastAwarded())
}
