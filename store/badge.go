package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// Badge is what a laureate shows on its site: a place among the first, or an award, with all that is said of it.
type Badge struct {
	Place
	Category  locale.Text // empty: over all categories
	Candidate *NamedCandidate
	Standing  *Standing // nil: it is an award beside the ranking
	Award     *Award
	Ordered   bool // winners without an order are all first
	Ranges    bool // shared places are written as the range that they occupy
}

// lastBadge is the last place that has a badge.
const lastBadge = 3

// HasBadge tells whether the standing is one that a laureate shows.
func (st *Standing) HasBadge() bool { return st.AwardedPlace > 0 && st.AwardedPlace <= lastBadge }

// HasBadge tells whether the award is one that a laureate shows.
func (a *Award) HasBadge() bool { return a.Kind != AwardForPlace && a.Kind != AwardParticipation }

// PublicBadge reads the badge of an award, by its uid, or of a candidate's place, by the candidate's, which stays the same in corrected
// results. It is NotFound unless it is conferred and announced, as all else that everybody may know of it.
func (s *Store) PublicBadge(ctx context.Context, uid string) (badge *Badge, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		var round int64
		if err := tx.NewRaw(`select t.round_id from candidate n join contest t on t.id = n.contest_id where n.uid = ?0
			union all select round_id from award where uid = ?0 limit 1`, uid).Scan(ctx, &round); err != nil {
			return absentAs(err)
		}
		place, err := tx.placeOf(ctx, "id = ? and cancelled_at is null", round)
		if err != nil {
			return err
		}
		r, err := tx.readResults(ctx, judging.Actor{}, place, "")
		if err != nil {
			return err
		}
		if badge = r.badge(uid); badge == nil {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("badge: %w", err)
	}
	return badge, nil
}

// badge finds what the public results confer by its uid, nil: nothing.
func (r *RoundResults) badge(uid string) *Badge {
	for _, c := range r.Contests {
		b := &Badge{Place: r.Place, Category: c.Category.Name, Ordered: c.Ordered(), Ranges: c.Contest.Ranges()}
		for _, st := range c.Standings {
			if c.Visible && st.Candidate != nil && st.Candidate.UID == uid && st.HasBadge() {
				b.Candidate, b.Standing = st.Candidate, &st.Standing
				return b
			}
		}
		if b.award(uid, c.Beside()) {
			return b
		}
	}
	if b := (&Badge{Place: r.Place}); b.award(uid, r.Beside()) {
		return b
	}
	return nil
}

// award fills in the award with the uid, if it is among those and somebody has it.
func (b *Badge) award(uid string, awards []*AwardedAward) bool {
	at := slices.IndexFunc(awards, func(a *AwardedAward) bool { return a.UID == uid && a.Conferred() && a.HasBadge() })
	if at < 0 {
		return false
	}
	b.Candidate, b.Award = awards[at].Candidate, &awards[at].Award
	return true
}
