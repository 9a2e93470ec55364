package judging_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
)

// TestTwoPeople: what one person keys in or enters, another confirms.
func TestTwoPeople(t *testing.T) {
	chair := otherJuror
	on := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Judging, Juror: 7, Author: secretary.User}
	by := func(facts judging.Facts, user int64) judging.Facts { facts.Author = user; return facts }
	over := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Juror: 7, Author: secretary.User}
	recused := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Judging, Juror: 7, Recused: true}
	gone := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Judging, Juror: 7, Author: secretary.User, Withdrawn: true}
	off := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Judging, Closed: true, Juror: 7, Author: secretary.User, CalledOff: true}
	closed := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, State: judging.Open, Author: secretary.User}
	decided := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, State: judging.Approved, Author: secretary.User}
	announced := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, State: judging.Announced, Author: secretary.User}
	finished := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Finished, Closed: true, State: judging.Approved, Author: secretary.User}
	closedOver := judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, Recused: true}
	answers(t, []asked{
		{"the secretary keys a paper in", secretary, judging.KeyPaper, on, granted},
		{"so does the organizer", regional, judging.KeyPaper, on, granted},
		{"the chair does not", chair, judging.KeyPaper, on, fault.NotFound},
		{"nor does the juror himself", juror, judging.KeyPaper, on, fault.NotFound},
		{"nor the secretary who is recused from the candidate", secretary, judging.KeyPaper, recused, fault.NotFound},
		{"nobody keys in what nobody owes", secretary, judging.KeyPaper, gone, fault.NotFound},
		{"nor when the judging is over", secretary, judging.KeyPaper, over, fault.Closed},
		{"nor what is called off", secretary, judging.KeyPaper, off, fault.Closed},
		{"whoever keyed it in does not confirm it", secretary, judging.ConfirmPaper, on, fault.Forbidden},
		{"the chair does", chair, judging.ConfirmPaper, on, granted},
		{"so does the juror himself", juror, judging.ConfirmPaper, on, granted},
		{"and the organizer", regional, judging.ConfirmPaper, on, granted},
		{"and the secretary what the organizer keyed in", secretary, judging.ConfirmPaper, by(on, regional.User), granted},
		{"another region's organizer does not know of it", otherRegion, judging.ViewPaper, on, fault.NotFound},
		{"a chair who is recused neither", chair, judging.ViewPaper, recused, fault.NotFound},
		{"nothing is confirmed when the judging is over", chair, judging.ConfirmPaper, over, fault.Closed},
		{"but it may be rejected then", chair, judging.RejectPaper, over, granted},
		{"what nobody owes any more is not confirmed", chair, judging.ConfirmPaper, gone, fault.Closed},
		{"nobody rejects what he keyed in himself", secretary, judging.RejectPaper, on, fault.Forbidden},
		{"he withdraws it", secretary, judging.WithdrawPaper, on, granted},
		{"nobody else does", regional, judging.WithdrawPaper, on, fault.Forbidden},
		{"its scan stays to be seen", juror, judging.ViewPaper, over, granted},
		{"the secretary enters a correction once the round is closed", secretary, judging.EnterCorrection, closed, granted},
		{"and the chair", chair, judging.EnterCorrection, closed, granted},
		{"a member does not", juror, judging.EnterCorrection, closed, fault.NotFound},
		{"nobody does while the scores are the jurors'", chair, judging.EnterCorrection, over, fault.Closed},
		{"nor from the setting of T0 on until everybody knows the result", chair, judging.EnterCorrection, announced, fault.Closed},
		{"nor in a round that is finished", chair, judging.EnterCorrection, finished, fault.Closed},
		{"nor of what is called off", chair, judging.EnterCorrection, off, fault.Closed},
		{"nor of a candidate that one is recused from", chair, judging.EnterCorrection, closedOver, fault.NotFound},
		{"a decided result may be corrected", chair, judging.ConfirmCorrection, decided, granted},
		{"the organizer confirms, too", regional, judging.ConfirmCorrection, closed, granted},
		{"the secretary confirms nothing", secretary, judging.ConfirmCorrection, by(closed, chair.User), fault.NotFound},
		{"nor does whoever entered it", chair, judging.ConfirmCorrection, by(closed, chair.User), fault.Forbidden},
		{"who withdraws it instead", chair, judging.WithdrawCorrection, by(closed, chair.User), granted},
		{"what waits when T0 is set can only be rejected", chair, judging.ConfirmCorrection, announced, fault.Closed},
		{"and that it may be", chair, judging.RejectCorrection, announced, granted},
		{"a visitor has no door", public, judging.OpenPaper, judging.Facts{}, fault.NotFound},
	})
}
