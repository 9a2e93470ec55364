package store

import (
	"cmp"
	"slices"
	"time"
)

// Moment is one thing that happened at a meeting; one of the pointers says what.
type Moment struct {
	At         time.Time
	Kind       string // "opened", "arrived", "left", "turn", "moved", "voted", "decided", "revoked", "entered", "corrected", "ended"
	Juror      *Juror
	Online     bool
	Turn       *TurnRecord
	Motion     *MotionView
	Decision   *DecisionRecord
	Correction *CorrectionItem // of scores: that was entered, or that a second person has answered
}

// Was tells whether the meeting was open at a time; the zero time is none.
func (m *Meeting) Was(open time.Time) bool {
	return !open.IsZero() && !m.OpenedAt.IsZero() && !open.Before(m.OpenedAt) && (m.EndedAt.IsZero() || !open.After(m.EndedAt))
}

// order lays everything down by time. What happened at the same time stays in the order of kinds.
func (r *MeetingRecord) order() {
	r.add(r.Meeting.OpenedAt, Moment{Kind: "opened"})
	for i := range r.Seats {
		for _, stay := range r.Seats[i].Stays {
			r.add(stay.ArrivedAt, Moment{Kind: "arrived", Juror: &r.Seats[i].Juror, Online: stay.Online})
			r.add(stay.LeftAt, Moment{Kind: "left", Juror: &r.Seats[i].Juror})
		}
	}
	for i := range r.Turns {
		r.add(r.Turns[i].BeganAt, Moment{Kind: "turn", Turn: &r.Turns[i]})
	}
	for _, m := range r.Motions {
		r.add(m.Motion.MovedAt, Moment{Kind: "moved", Motion: m})
		r.add(m.Motion.ClosedAt, Moment{Kind: "voted", Motion: m})
	}
	for _, d := range r.Decisions {
		for _, m := range r.Motions {
			if m.Motion.ID == d.MotionID {
				d.MotionName = m.Motion.Number
			}
		}
		r.add(d.DecidedAt, Moment{Kind: "decided", Decision: d})
		r.add(d.RevokedAt, Moment{Kind: "revoked", Decision: d})
	}
	for _, c := range r.Corrections {
		r.add(c.Correction.EnteredAt, Moment{Kind: "entered", Correction: c})
		r.add(c.Correction.DecidedAt, Moment{Kind: "corrected", Correction: c})
	}
	r.add(r.Meeting.EndedAt, Moment{Kind: "ended"})
	slices.SortStableFunc(r.Moments, func(a, b Moment) int { return cmp.Compare(a.At.UnixMicro(), b.At.UnixMicro()) })
}

// add takes what happened while the meeting was open.
func (r *MeetingRecord) add(at time.Time, m Moment) {
	if m.At = at; r.Meeting.Was(at) {
		r.Moments = append(r.Moments, m)
	}
}
