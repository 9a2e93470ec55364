package judging

import (
	"slices"
	"strings"
)

// Actor is somebody who asks for something, with everything that says what they are entitled to.
// The zero Actor is the anonymous public.
type Actor struct {
	User          int64 // 0: nobody is signed in
	Administrator bool
	Asked         bool // administrators are asked for a second factor
	Memberships   []Membership
	Seats         []Seat
	Left          []int64 // jurors whose seats were the actor's until they were ended
	SecondFactor  bool    // his account has one
	Owing         []Role  // as which he has no rights before he has one: see Secured
}

// Membership entitles a user to act as something somewhere.
type Membership struct {
	Role        Role
	Competition int64
	Chapter     string // the chapter's path; covers the subtree below it
	Body        int64
	Asks        bool // the competition asks its organizers and chairs for a second factor
}

// Seat is a user's place in the jury of one round.
type Seat struct {
	Juror   int64
	Round   int64
	Role    Role
	Chairs  []int64 // row ids of the round's contests that have him for their own chair
	Unready bool    // he has not accepted it, or a text that the jury was given: nothing is done from it until then
	Asks    bool    // the competition asks its organizers and chairs for a second factor
}

// Role is what a membership or a seat lets a user act as.
type Role string

// The roles of memberships (the first two) and of seats in a jury.
const (
	Organizer      Role = "organizer"
	Representative Role = "representative"
	Member         Role = "member"
	Chair          Role = "chair"
	Secretary      Role = "secretary"
)

// SignedIn tells whether the actor is a user.
func (a Actor) SignedIn() bool { return a.User != 0 }

// Organizes tells whether the actor organizes the chapter with this path, itself or from above.
func (a Actor) Organizes(path string) bool {
	if path == "" {
		return false
	}
	for _, m := range a.Memberships {
		if m.Role == Organizer && m.Chapter != "" && strings.HasPrefix(path, m.Chapter) {
			return true
		}
	}
	return false
}

// OrganizesAny tells whether the actor organizes anything at all.
func (a Actor) OrganizesAny() bool { return a.holds(Organizer) }

// RepresentsAny tells whether the actor acts for any body.
func (a Actor) RepresentsAny() bool { return a.holds(Representative) }

func (a Actor) holds(role Role) bool {
	for _, m := range a.Memberships {
		if m.Role == role {
			return true
		}
	}
	return false
}

// Represents tells whether the actor acts for one of the bodies.
func (a Actor) Represents(bodies ...int64) bool {
	for _, m := range a.Memberships {
		if m.Role != Representative {
			continue
		}
		for _, body := range bodies {
			if m.Body == body {
				return true
			}
		}
	}
	return false
}

// Leads tells whether the actor is the chair of the round's jury.
func (a Actor) Leads(round int64) bool { return a.sitsAs(round, Chair) }

// Assists tells whether the actor is the secretary of the round's jury.
func (a Actor) Assists(round int64) bool { return a.sitsAs(round, Secretary) }

// Presides tells whether a contest of the round has the actor for its own chair.
func (a Actor) Presides(round int64) bool { return round != 0 && slices.Contains(a.presided(), round) }

// Chairs tells whether the contest has the actor for its own chair.
func (a Actor) Chairs(contest int64) bool {
	return contest != 0 && slices.ContainsFunc(a.Seats, func(s Seat) bool { return slices.Contains(s.Chairs, contest) })
}

// ChairsAll tells whether each of the contests, of which there is one at least, has the actor for its own chair.
func (a Actor) ChairsAll(contests ...int64) bool {
	return len(contests) > 0 && !slices.ContainsFunc(contests, func(id int64) bool { return !a.Chairs(id) })
}

// SitsIn tells whether the actor has any seat in the round's jury.
func (a Actor) SitsIn(round int64) bool { return a.sitsAs(round, Chair, Member, Secretary) }

// LeadsAny tells whether the actor is the chair or the secretary of any jury, or a contest's own chair.
func (a Actor) LeadsAny() bool {
	return slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.Role == Chair || s.Role == Secretary || len(s.Chairs) > 0 })
}

// Unready tells whether the actor has yet to accept his seat in the round's jury, or what the jury was given.
func (a Actor) Unready(round int64) bool {
	return round != 0 && slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.Round == round && s.Unready })
}

func (a Actor) sitsAs(round int64, roles ...Role) bool {
	return round != 0 && slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.Round == round && slices.Contains(roles, s.Role) })
}

// Sat tells whether the juror is one of the actor's own seats, or was until it was ended.
func (a Actor) Sat(juror int64) bool { return a.Sits(juror) || slices.Contains(a.Left, juror) }

// Sits tells whether the juror is one of the actor's own seats.
func (a Actor) Sits(juror int64) bool {
	for _, s := range a.Seats {
		if s.Juror == juror {
			return true
		}
	}
	return false
}
