package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// minutesPlants break one invariant each; "?" is the contest.
var minutesPlants = []plant{
	{`update minutes set number = 7 where number = 2 and 'x' <> ?`, "the minutes of a round are numbered from 1 on"},
	{`update minutes set contest_id = (select id from contest where round_id <> minutes.round_id limit 1) where number = 1 and 'x' <> ?`, "minutes are about a contest or a meeting of their round"},
	{`update signed_minutes set contest_id = (select t.id from contest t join contest o on o.id = signed_minutes.contest_id where t.round_id <> o.round_id limit 1) where 'x' <> ?`,
		"signed minutes are of minutes of their round"},
}

// Minutes say everything that led to a result, keep what they said when they were issued, and say which of them was signed.
func TestMinutesAreNumberedAndKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d, ctx := deliberate(t, s), t.Context()
		subject := store.MinutesSubject{About: store.MinutesOfContest, UID: d.Contest}
		d.must(s.ReopenRound(ctx, d.Organizer, d.UID, "Chyběl list."))
		_, err := s.MinutesView(ctx, d.Organizer, subject)
		wants(t, err, fault.Closed, "reading minutes while the judging is on")
		d.must(s.Recuse(ctx, d.Organizer, store.RecusalForm{Juror: d.secretary.Juror.UID, Candidate: d.Candidates[4], Why: judging.Recused, Reason: "Bydlí tam."}))
		d.must(s.CloseRound(ctx, d.Organizer, d.UID))
		d.open(2)
		d.carryOrders()
		_, err = s.IssueMinutes(ctx, d.chair.Actor, subject)
		wants(t, err, fault.Closed, "issuing minutes before there is a result")
		d.must(s.Decide(ctx, d.Organizer, d.Contest, store.DecideForm{}))
		issue := func(want int) {
			t.Helper()
			if number, err := s.IssueMinutes(ctx, d.chair.Actor, subject); err != nil || number != want {
				t.Fatalf("minutes no. %d, %v", number, err)
			}
		}
		sign := func(name string, number int) error {
			return s.AddSignedMinutes(ctx, d.Organizer, d.Contest, store.SignedForm{Number: number, File: store.ScanForm{Name: name, Content: strings.NewReader(pdf + name)}})
		}
		issue(1)
		issue(1)
		d.must(sign("prvni.pdf", 1))
		d.must(s.Decide(ctx, d.Organizer, d.Contest, store.DecideForm{Withheld: []string{d.Candidates[2]}, Reason: "Málo bodů."}))
		issue(2)
		d.must(sign("druhy.pdf", 2))
		d.must(sign("jiny.pdf", 0))
		wants(t, sign("zadny.pdf", 3), fault.Invalid, "minutes that were never issued")
		d.saysAll(subject)
		d.refusesMinutes(subject)
		d.must(s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		caught := findPlanted(t, s, minutesPlants, d.Contest)
		for _, sentence := range store.MinutesInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}

// carryOrders votes on both ties: the first is left as it is, with a dissent, the second is parted.
func (d *deliberation) carryOrders() {
	d.Helper()
	tie := d.move(store.MotionForm{Kind: judging.MotionKind(judging.LeaveTied), Candidates: d.Candidates[:2]})
	d.vote(tie, judging.For, judging.For, judging.Against)
	d.must(d.s.Dissent(d.Context(), d.Jurors[1].Actor, tie, "První je lepší."))
	d.must(d.s.CountMotion(d.Context(), d.secretary.Actor, tie))
	order := d.move(store.MotionForm{Kind: judging.MotionKind(judging.Order), Candidates: []string{d.Candidates[3], d.Candidates[2]}})
	d.vote(order, judging.For, judging.For, judging.Abstain)
	d.must(d.s.CountMotion(d.Context(), d.secretary.Actor, order))
}

// saysAll reads the minutes as they are now, and the first ones.
func (d *deliberation) saysAll(subject store.MinutesSubject) {
	d.Helper()
	ctx := d.Context()
	v, err := d.s.MinutesView(ctx, d.Organizer, subject)
	d.must(err)
	var signed []string
	for _, c := range v.Signed {
		signed = append(signed, c.File.Name+strings.Repeat("+", c.Number)+strings.Repeat("v", c.File.Version))
	}
	same(d.T, signed, []string{"jiny.pdfvv", "druhy.pdf++vv", "prvni.pdf+v"})
	_, first, err := d.s.IssuedMinutes(ctx, d.Organizer, subject, 1)
	d.must(err)
	before, err := first.Read()
	if err != nil || len(before.Contests[0].Withheld) != 0 || before.Contests[0].Version != 1 {
		d.Errorf("the first minutes became %s, %v", first.Content, err)
	}
	c := v.Content.Contests[0]
	var places []string
	for _, n := range c.Candidates {
		places = append(places, fmt.Sprintf("%d %t %t %s %t %v", n.Place, n.Shared, n.Withheld, n.Total, n.DecidedBy != nil, n.Given))
	}
	same(d.T, places, []string{"1 true false 40 false [40 40 40]", "1 true false 40 false [40 40 40]", "2 false false 32 false [32 32 32]",
		"3 false true 32 true [32 32 32]", "4 false false 16 false [16 16 ]"})
	m := v.Content.Meetings[0]
	if len(c.Ties) != 2 || len(c.Decisions) != 2 || c.Decisions[1].Motion != 2 || len(c.Recusals) != 2 || c.Withheld[0].Reason != "Málo bodů." || !c.Control.Explained ||
		len(v.Content.Reopened) != 1 || m.CalledBy == "" || m.Present != 3 || m.Members != 4 || m.Motions[0].Votes[2].Dissent != "První je lepší." || c.Worked.Total != "40" {
		d.Errorf("the minutes say %+v %+v", c, m)
	}
	tally, err := d.s.Tally(ctx, d.Organizer, d.Contest)
	d.must(err)
	file, err := store.TallyFile(tally.Input)
	d.must(err)
	sheets, err := d.s.FilledSheets(ctx, d.Organizer, d.Contest, locale.Polish)
	d.must(err)
	filled, err := sheets.File()
	d.must(err)
	same(d.T, []string{c.Annexes[0].Hash, c.Annexes[1].Hash}, []string{hashed(file), hashed(filled)})
}

func hashed(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// refusesMinutes tries to read them as somebody who may not.
func (d *deliberation) refusesMinutes(subject store.MinutesSubject) {
	d.Helper()
	ctx := d.Context()
	for about, uid := range map[store.MinutesAbout]string{store.MinutesOfContest: d.Contest, store.MinutesOfRound: d.UID, store.MinutesOfMeeting: d.meeting} {
		of := store.MinutesSubject{About: about, UID: uid}
		for who, actor := range map[string]judging.Actor{"a member": d.Jurors[0].Actor, "nobody": {}} {
			_, err := d.s.MinutesView(ctx, actor, of)
			wants(d.T, err, fault.NotFound, who+" reading the minutes of a "+string(about))
		}
		_, err := d.s.MinutesView(ctx, d.secretary.Actor, of)
		wants(d.T, err, fault.Forbidden, "a recused secretary reading the minutes of a "+string(about))
		if _, err = d.s.MinutesView(ctx, d.chair.Actor, of); err != nil {
			d.Errorf("the chair reading the minutes of a %s: %v", about, err)
		}
	}
	_, _, err := d.s.IssuedMinutes(ctx, d.secretary.Actor, subject, 1)
	wants(d.T, err, fault.Forbidden, "a recused secretary reading issued minutes")
	_, err = d.s.FilledSheets(ctx, d.secretary.Actor, d.Contest, locale.Czech)
	wants(d.T, err, fault.Forbidden, "a recused secretary reading score sheets")
	_, err = d.s.IssueMinutes(ctx, d.Organizer, store.MinutesSubject{About: store.MinutesOfMeeting, UID: d.meeting})
	wants(d.T, err, fault.Closed, "issuing the minutes of a meeting that goes on")
	own, err := d.s.OwnFilledSheets(ctx, d.Jurors[2].Actor, d.UID, locale.Czech)
	if err != nil || len(own.Sheets) != 4 {
		d.Errorf("a juror who is recused from one of five has %d sheets, %v", len(own.Sheets), err)
	}
}
