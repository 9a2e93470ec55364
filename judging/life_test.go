package judging_test

import (
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
)

func TestWhereAResultStands(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	opens := time.Date(2026, 3, 27, 17, 0, 0, 0, time.UTC)
	until := judging.ObjectionsUntil(opens, 3, prague) // over the night in which the clocks go forward
	if want := time.Date(2026, 3, 30, 22, 0, 0, 0, time.UTC); !until.Equal(want) {
		t.Errorf("the window ends at %s, not at %s", until.UTC(), want)
	}
	if !judging.ObjectionsUntil(opens, 0, prague).IsZero() || !judging.ObjectionsUntil(time.Time{}, 3, prague).IsZero() {
		t.Error("a window without days, or without T0")
	}
	life := judging.Life{Closed: true, Stored: judging.Announced, AnnouncedAt: opens, ObjectionsUntil: until}
	with := func(change func(*judging.Life)) judging.Life { l := life; change(&l); return l }
	for _, c := range []struct {
		sentence string
		life     judging.Life
		now      time.Time
		want     judging.State
	}{
		{"while the judging is on", judging.Life{Stored: judging.Open}, opens, judging.Open},
		{"the tally of a closed round is the draft", judging.Life{Closed: true, Stored: judging.Open}, opens, judging.Draft},
		{"what the jury approved", judging.Life{Closed: true, Stored: judging.Approved}, opens, judging.Approved},
		{"what is sealed without a moment", judging.Life{Closed: true, Stored: judging.Sealed}, opens, judging.Sealed},
		{"the microsecond before T0", life, opens.Add(-time.Microsecond), judging.Sealed},
		{"T0 itself", life, opens, judging.Announced},
		{"the last microsecond of the window", life, until.Add(-time.Microsecond), judging.Announced},
		{"the end of the window", life, until, judging.Final},
		{"an objection that waits keeps it provisional", with(func(l *judging.Life) { l.Pending = true }), until, judging.Announced},
		{"without a window it is final at T0", with(func(l *judging.Life) { l.ObjectionsUntil = time.Time{} }), opens, judging.Final},
	} {
		if got := c.life.StateAt(c.now); got != c.want {
			t.Errorf("%s: %s, not %s", c.sentence, got, c.want)
		}
	}
}

// TestWhoTakesAResultOn: every step of a result's life, with who may take it and when not.
func TestWhoTakesAResultOn(t *testing.T) {
	chair := otherJuror
	involved := judging.Actor{User: 60, Memberships: append(slices.Clone(regional.Memberships), representative.Memberships...)}
	at := func(state judging.State) judging.Facts {
		return judging.Facts{Chapter: "1/5/", Round: 9, Phase: judging.Deliberation, Closed: true, State: state, Bodies: []int64{11}, Author: national.User}
	}
	open, approved, sealed, set, public := at(judging.Open), at(judging.Approved), at(judging.Sealed), at(judging.Announced), at(judging.Announced)
	public.Public = true
	provisional, amending, conferring, finished := public, public, public, public
	provisional.Provisional, conferring.Conferring = true, true
	amending.Amending = true
	finished.Amending, finished.Phase = true, judging.Finished
	for _, c := range []struct {
		act   judging.Act
		facts []judging.Facts
		by    judging.Actor
		want  fault.Kind
	}{
		{judging.SealResult, []judging.Facts{approved}, regional, granted},
		{judging.SealResult, []judging.Facts{open, sealed, set, public}, regional, fault.Closed},
		{judging.SealResult, []judging.Facts{approved}, chair, fault.NotFound},
		{judging.UnsealResult, []judging.Facts{sealed}, regional, granted},
		{judging.UnsealResult, []judging.Facts{open, approved, set, public}, regional, fault.Closed},
		{judging.Announce, []judging.Facts{approved, sealed, set}, regional, granted},
		{judging.Announce, []judging.Facts{open, public}, regional, fault.Closed},
		{judging.CallOffAnnouncement, []judging.Facts{set}, regional, granted},
		{judging.CallOffAnnouncement, []judging.Facts{open, approved, sealed, public}, regional, fault.Closed},
		{judging.ConfirmAnnouncement, []judging.Facts{approved, sealed, set}, regional, granted},
		{judging.ConfirmAnnouncement, []judging.Facts{approved, sealed, set}, national, fault.Forbidden},
		{judging.ConfirmAnnouncement, []judging.Facts{public}, regional, fault.Closed},
		{judging.ConfirmAnnouncement, []judging.Facts{approved}, otherRegion, fault.NotFound},
		{judging.RejectAnnouncement, []judging.Facts{approved, public}, national, fault.Forbidden},
		{judging.WithdrawAnnouncement, []judging.Facts{approved, public}, regional, fault.Forbidden},
		{judging.WithdrawAnnouncement, []judging.Facts{approved, public}, national, granted},
		{judging.Decide, []judging.Facts{open, approved, amending}, chair, granted},
		{judging.Decide, []judging.Facts{sealed, set, public, finished}, chair, fault.Closed},
		{judging.EnterCorrection, []judging.Facts{open, approved, public, amending}, secretary, granted},
		{judging.EnterCorrection, []judging.Facts{sealed, set, finished}, secretary, fault.Closed},
		{judging.HoldMeeting, []judging.Facts{sealed, set, public}, chair, fault.Closed},
		{judging.HoldMeeting, []judging.Facts{amending}, chair, granted},
		{judging.EnterErratum, []judging.Facts{amending}, secretary, granted},
		{judging.EnterErratum, []judging.Facts{open, approved, sealed, set, public, finished}, secretary, fault.Closed},
		{judging.EnterErratum, []judging.Facts{conferring}, secretary, granted},
		{judging.EnterErratum, []judging.Facts{amending}, juror, fault.NotFound},
		{judging.ConfirmErratum, []judging.Facts{amending}, chair, granted},
		{judging.ConfirmErratum, []judging.Facts{amending}, national, fault.Forbidden},
		{judging.ConfirmErratum, []judging.Facts{amending}, secretary, fault.NotFound},
		{judging.RejectErratum, []judging.Facts{public, amending}, regional, granted},
		{judging.WithdrawErratum, []judging.Facts{public, amending}, national, granted},
		{judging.MakeObjection, []judging.Facts{provisional}, representative, granted},
		{judging.MakeObjection, []judging.Facts{public}, representative, fault.Closed},
		{judging.MakeObjection, []judging.Facts{approved, sealed, set}, representative, fault.NotFound},
		{judging.MakeObjection, []judging.Facts{provisional}, stranger, fault.NotFound},
		{judging.ViewObjection, []judging.Facts{provisional, public}, representative, granted},
		{judging.ViewObjection, []judging.Facts{provisional, public}, chair, granted},
		{judging.ViewObjection, []judging.Facts{provisional}, juror, fault.NotFound},
		{judging.DecideObjection, []judging.Facts{provisional, public, finished}, regional, granted},
		{judging.DecideObjection, []judging.Facts{provisional}, involved, fault.Forbidden},
		{judging.DecideObjection, []judging.Facts{provisional}, national, fault.Forbidden},
		{judging.DecideObjection, []judging.Facts{provisional}, chair, fault.NotFound},
	} {
		for _, facts := range c.facts {
			if got := verdict(judging.May(c.by, c.act, facts)); got != c.want {
				t.Errorf("%s by %d at %s (public %t, amending %t): got kind %d, want %d", c.act, c.by.User, facts.State, facts.Public, facts.Amending, got, c.want)
			}
		}
	}
	recused := amending
	recused.Recused = true
	for _, act := range []judging.Act{judging.EnterErratum, judging.ViewObjection} {
		if got := verdict(judging.May(chair, act, recused)); got != fault.NotFound {
			t.Errorf("%s by a recused chair: %d", act, got)
		}
	}
}

func TestWhatOfAResultIsPublicWhen(t *testing.T) {
	opens := time.Date(2026, 3, 27, 17, 0, 0, 0, time.UTC)
	published := judging.Publication{judging.TotalsLevel: 2}
	for _, c := range []struct {
		level judging.Level
		opens time.Time
		now   time.Time
		want  bool
	}{
		{judging.TotalsLevel, opens, opens.Add(2*time.Hour - time.Microsecond), false},
		{judging.TotalsLevel, opens, opens.Add(2 * time.Hour), true},
		{judging.TotalsLevel, time.Time{}, opens, false}, // T0 is not set
		{judging.CertificatesLevel, opens, opens.Add(1000 * time.Hour), false},
	} {
		if got := published.Shows(c.level, c.opens, c.now); got != c.want {
			t.Errorf("%s at %s: %t", c.level, c.now, got)
		}
	}
}
