package judging_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
)

func TestASecondFactorIsAskedOfWhoeverOrganizesOrChairs(t *testing.T) {
	const here, elsewhere = "1/", "2/"
	organizes := func(path string, asks bool) judging.Membership {
		return judging.Membership{Role: judging.Organizer, Chapter: path, Asks: asks}
	}
	both := judging.Actor{User: 1, Memberships: []judging.Membership{organizes(here, true), organizes(elsewhere, false),
		{Role: judging.Representative, Body: 11}}}
	chair := judging.Actor{User: 2, Seats: []judging.Seat{{Juror: 7, Round: 9, Role: judging.Chair, Asks: true},
		{Juror: 8, Round: 10, Role: judging.Member, Chairs: []int64{21}}}}
	member := judging.Actor{User: 3, Seats: []judging.Seat{{Juror: 6, Round: 9, Role: judging.Member, Asks: true}}}
	administrator := judging.Actor{User: 4, Administrator: true, Asked: true}
	with := func(a judging.Actor) judging.Actor {
		a.SecondFactor = true
		return a
	}
	scoring := judging.Facts{Chapter: here, Round: 9, Phase: judging.Judging, Juror: 7}
	answers(t, []asked{
		{"an organizer without it is led to it before the office", both.Secured(), judging.OpenOffice, judging.Facts{}, fault.Forbidden},
		{"he organizes nothing where it is asked", both.Secured(), judging.ManageRound, judging.Facts{Chapter: here}, fault.NotFound},
		{"he goes on where it is not asked", both.Secured(), judging.ManageRound, judging.Facts{Chapter: elsewhere}, granted},
		{"whom he acts for, he acts for", both.Secured(), judging.OpenEntries, judging.Facts{}, granted},
		{"his own account is open", both.Secured(), judging.ViewProfile, judging.Facts{}, granted},
		{"with one he is in the office", with(both).Secured(), judging.OpenOffice, judging.Facts{}, granted},
		{"with one he organizes", with(both).Secured(), judging.ManageRound, judging.Facts{Chapter: here}, granted},
		{"a chair without it is led to it before the room", chair.Secured(), judging.OpenRoom, judging.Facts{}, fault.Forbidden},
		{"the office is as absent for him as for any chair", chair.Secured(), judging.OpenOffice, judging.Facts{}, fault.NotFound},
		{"he closes nothing", chair.Secured(), judging.CloseRound, judging.Facts{Chapter: here, Round: 9, Phase: judging.Judging}, fault.NotFound},
		{"he scores as any member does", chair.Secured(), judging.SaveSheet, scoring, granted},
		{"he chairs a contest where it is not asked", chair.Secured(), judging.ViewNote, judging.Facts{Chapter: elsewhere, Round: 10, Contest: 21}, granted},
		{"with one he closes", with(chair).Secured(), judging.CloseRound, judging.Facts{Chapter: here, Round: 9, Phase: judging.Judging}, granted},
		{"an administrator without it is led to it before accounts", administrator.Secured(), judging.ManageUsers, judging.Facts{}, fault.Forbidden},
		{"and before the office", administrator.Secured(), judging.OpenOffice, judging.Facts{}, fault.Forbidden},
		{"his own account is open, too", administrator.Secured(), judging.ViewProfile, judging.Facts{}, granted},
		{"with one he manages accounts", with(administrator).Secured(), judging.ManageUsers, judging.Facts{}, granted},
		{"where no competition asks, he needs none", judging.Actor{User: 4, Administrator: true}.Secured(), judging.ManageUsers, judging.Facts{}, granted},
		{"a member is not asked", member.Secured(), judging.EnterMeeting, judging.Facts{}, granted},
	})
	if chair.Seats[0].Role != judging.Chair {
		t.Error("what is taken away is taken away from the actor himself")
	}
	if !judging.Owed(judging.May(both.Secured(), judging.OpenOffice, judging.Facts{})) || judging.Owed(judging.May(member, judging.OpenOffice, judging.Facts{})) {
		t.Error("who owes it is not told apart from who may not")
	}
}
