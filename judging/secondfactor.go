package judging

import (
	"slices"

	"blazon/fault"
)

// guarded are the doors that would open to an organizer, a chair or an administrator, and stay shut for as long as he owes a second factor.
var guarded = map[Act][]Role{
	OpenOffice:   {Organizer, administrating},
	ManageBodies: {Organizer, administrating},
	OpenStage:    {Organizer},
	OpenRoom:     {Organizer, Chair},
	OpenPaper:    {Organizer, Chair},
	EnterMeeting: {Organizer, Chair},
	ManageUsers:  {administrating},
}

// administrating stands beside the roles in what is owed; it is none that anybody is given.
const administrating Role = "administrator"

// Owes tells whether the actor has no second factor although a competition asks for one.
func (a Actor) Owes() bool { return len(a.Owing) > 0 }

// Secured gives the actor as he is entitled with the second factor that he has, or has not: where a competition asks for one and he has
// none, he organizes nothing of it and leads no jury there, and owes it. An administrator without one is none where any competition asks.
// What he judges as a juror, and whom he acts for, he keeps.
func (a Actor) Secured() Actor {
	if a.SecondFactor {
		return a
	}
	organizes := func(m Membership) bool { return m.Asks && m.Role == Organizer }
	leads := func(s Seat) bool { return s.Asks && (s.Role == Chair || len(s.Chairs) > 0) }
	if slices.ContainsFunc(a.Memberships, organizes) {
		a.Owing = []Role{Organizer}
	}
	if slices.ContainsFunc(a.Seats, leads) {
		a.Owing = append(a.Owing, Chair)
	}
	if a.Administrator && a.Asked {
		a.Administrator, a.Owing = false, append(a.Owing, administrating)
	}
	a.Memberships = slices.DeleteFunc(slices.Clone(a.Memberships), organizes)
	a.Seats = slices.Clone(a.Seats)
	for i, s := range a.Seats {
		if !leads(s) {
			continue
		}
		a.Seats[i].Chairs = nil
		if s.Role == Chair {
			a.Seats[i].Role = Member
		}
	}
	return a
}

// mayOpen is about a door. Somebody who owes a second factor is told so at those that it would open.
func mayOpen(actor Actor, act Act, opens func(Actor) bool) error {
	if slices.ContainsFunc(guarded[act], func(r Role) bool { return slices.Contains(actor.Owing, r) }) {
		return fault.New(fault.Forbidden, owed)
	}
	return known(opens(actor))
}

const owed = "account.factor_owed"

// Owed tells whether May refused for nothing but a second factor that the actor owes.
func Owed(err error) bool { return fault.Is(err, fault.Forbidden) && fault.Of(err).Key == owed }
