package store_test

import (
	"testing"

	"blazon/store"
	"blazon/store/storetest"
)

// firstPaper and firstCorrection are confirmed; somebody had no part in either.
const (
	firstPaper      = `(select min(id) from paper where state = 'confirmed')`
	firstCorrection = `(select min(id) from correction)`
	somebody        = `(select user_id from juror where name = 'Porotce 2')`
)

var pairPlants = []plant{
	{`update paper set juror_id = (select min(id) from juror) where id = ` + firstPaper, "a paper's sheets are its juror's in its contest"},
	{`update paper set contest_id = (select max(id) from contest where uid <> ?0) where state = 'waiting'`, "a paper's sheets are its juror's in its contest"},
	{`update paper set contest_id = (select max(id) from contest where uid <> ?0) where id = ` + firstPaper, "a paper is of the contest in which it was keyed in"},
	{`delete from paper_sheet where paper_id = ` + firstPaper, "a paper has a sheet, and each of its scores is on one of them"},
	{`insert into paper_sheet (paper_id, assignment_id, revision) select (select id from paper where state = 'waiting'), s.assignment_id, 0
		from paper_sheet s where s.paper_id = ` + firstPaper + `;
		update paper set state = 'waiting', decided_at = null, decided_by = null where id = ` + firstPaper, "one paper of a sheet waits at most"},
	{`update paper set keyed_by = ` + somebody + ` where id = ` + firstPaper, "what was keyed in and what was done with it is on record"},
	{`update paper set decided_by = ` + somebody + ` where id = ` + firstPaper, "what was keyed in and what was done with it is on record"},
	{`insert into event (uid, happened_at, user_id, act, object, object_id, version, body)
		select 'planted', happened_at, user_id, 'paper.confirmed', object, object_id, version, body from event where act = 'paper.key' and object_id = ` + firstPaper,
		"a paper is confirmed by another person than who keyed it in"},
	{`update paper set decided_at = keyed_at where id = ` + firstPaper, "a confirmed paper was saved as its sheets"},
	{`update paper set hash = 'gone' where id = ` + firstPaper, "its file is there"},
	{`update correction set contest_id = (select min(id) from contest where uid <> ?0)`, "a correction's cells are in its contest"},
	{`update correction set contest_id = (select max(id) from contest where uid <> ?0)`, "a correction is of the contest in which it was entered"},
	{`update correction_cell set after = before`, "a correction changes something"},
	{`insert into correction (uid, contest_id, reason, state, entered_by, entered_at) select uid || v.n, contest_id, reason, 'open', entered_by, entered_at
		from correction, (select 'a' as n union select 'b') v where id = ` + firstCorrection + `;
		insert into correction_cell (correction_id, assignment_id, criterion_id, after) select c.id, k.assignment_id, k.criterion_id, 0
		from correction c, correction_cell k where c.state = 'open' and k.correction_id = ` + firstCorrection, "a score waits in one correction at most"},
	{`update correction set decided_by = ` + somebody, "what was entered and what was done with it is on record"},
	{`insert into event (uid, happened_at, user_id, act, object, object_id, version, body)
		select 'planted', happened_at, user_id, 'correction.confirmed', object, object_id, version, body from event where act = 'correction.enter'`,
		"a correction is confirmed by another person than who entered it"},
	{`update correction_cell set after = 1000000`, "a score is what its last confirmed correction says"},
	{`delete from correction_cell`, "nothing was saved after its round was closed, but by a correction"},
}

func TestWhatOnePersonDidAloneIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newPaperWorld(t, s)
		w.Submit(t, s, func(_, _, _ int) string { return "3" })
		w.must(s.ConfirmPaper(t.Context(), w.chair, w.UID, w.key(w.secretary, w.form(w.absent.UID, "3", 0, 1))))
		w.key(w.secretary, w.form(w.absent.UID, "3", 2))
		w.must(s.CloseRound(t.Context(), w.Organizer, w.UID))
		w.must(s.ConfirmCorrection(t.Context(), w.chair, w.enter(w.Organizer, w.correction(w.Jurors[0].Juror.UID, w.Candidates[0], map[string]string{"design": "9"}))))
		w.sound()
		caught := findPlanted(t, s, pairPlants, w.contest)
		for _, sentence := range store.PairInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}
