package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// Nothing that waits for a second person is left behind when an entry goes to another category, and everything that was settled
// before stays readable and sound.
func TestWhatWasSettledAboutAnEntryFollowsItOrStays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newPaperWorld(t, s), t.Context()
		var entry string
		w.must(s.Look(ctx, &entry, "select e.uid from entry e join candidate n on n.entry_id = e.id where n.uid = ?", w.Candidates[0]))
		obec, orp := categoryOf(t, s, w.JudgedRound, "obec").Category.UID, categoryOf(t, s, w.JudgedRound, "orp").Category.UID
		refused := func(key, name string) {
			t.Helper()
			for act, err := range map[string]error{
				"moving":  s.MoveEntry(ctx, w.Organizer, entry, orp, "Omylem."),
				"merging": s.MergeCategory(ctx, w.Organizer, obec, orp, "Málo přihlášek."),
			} {
				if f := fault.Of(err); f.Key != key || f.Args["Names"].(locale.Text)[locale.Czech] != name {
					t.Errorf("%s: %v %v, want %s of %s", act, err, f.Args, key, name)
				}
			}
		}
		w.Submit(t, s, func(_, candidate, _ int) string { return []string{"3", "2", "1"}[candidate] })
		paper := w.key(w.secretary, w.form(w.absent.UID, "3", 0, 1, 2))
		refused("category.paper_waits", "Porotce bez účtu")
		w.must(s.ConfirmPaper(ctx, w.chair, w.UID, paper))

		w.must(s.CloseRound(ctx, w.Organizer, w.UID))
		confirmed := w.enter(w.secretary, w.correction(w.Jurors[0].Juror.UID, w.Candidates[0], map[string]string{"design": "9"}))
		w.must(s.ConfirmCorrection(ctx, w.chair, confirmed))
		open := w.enter(w.secretary, w.correction(w.Jurors[1].Juror.UID, w.Candidates[0], map[string]string{"design": "8"}))
		proposal := w.meet()
		w.must(s.ReopenRound(ctx, w.Organizer, w.UID, "Chybí přihláška."))
		refused("category.correction_waits", "Porotce 2")
		w.must(s.RejectCorrection(ctx, w.chair, open, "Porotce to tak myslel."))

		w.must(s.MoveEntry(ctx, w.Organizer, entry, orp, "Omylem."))
		w.sound()
		view, err := s.PaperView(ctx, w.secretary, w.UID, paper, locale.Czech)
		w.must(err)
		if len(view.Sheets) != 3 {
			t.Errorf("the paper speaks of %d candidates", len(view.Sheets))
		}
		w.must(s.CloseRound(ctx, w.Organizer, w.UID))
		award, err := s.ProposalView(ctx, w.Organizer, proposal, locale.Czech)
		w.must(err)
		if award.Category.Slug != "orp" || award.Candidate.UID != w.Candidates[0] {
			t.Errorf("the award is proposed for %s in %s", award.Candidate.UID, award.Category.Slug)
		}
		matrix, err := s.ScoreMatrix(ctx, w.Organizer, award.Contest.UID)
		w.must(err)
		papers, corrections := 0, 0
		for _, row := range matrix.Rows {
			if row.Paper != nil {
				papers++
			}
			if row.Correction != nil {
				corrections++
			}
		}
		if papers != 1 || corrections != 1 {
			t.Errorf("of the scores that moved %d are from paper and %d were corrected, want one each", papers, corrections)
		}
		w.refused("what was decided stays so", s.ConfirmCorrection(ctx, w.chair, confirmed), fault.Conflict)
		w.must(s.ReopenRound(ctx, w.Organizer, w.UID, "Chybí přihláška."))
		w.must(s.MergeCategory(ctx, w.Organizer, obec, orp, "Málo přihlášek."))
		w.sound()
	})
}

// meet holds a meeting on the contest: a motion about the first two candidates is taken back, and the first gets an award, whose
// proposal it gives.
func (w *paperWorld) meet() string {
	w.t.Helper()
	ctx := w.t.Context()
	meeting, err := w.PlanMeeting(ctx, w.Organizer, w.UID, store.MeetingForm{Venue: "Liberec", Contests: []string{w.contest}})
	w.must(err)
	w.must(w.OpenMeeting(ctx, w.Organizer, meeting))
	motion, err := w.Move(ctx, w.Organizer, meeting, store.MotionForm{Kind: judging.MotionKind("other"), Contest: w.contest, Candidates: w.Candidates[:2],
		Words: "Obě obce se pochválí."})
	w.must(err)
	w.must(w.WithdrawMotion(ctx, w.Organizer, motion))
	proposal, err := w.Propose(ctx, w.Organizer, meeting, store.ProposalForm{Contest: w.contest, Candidate: w.Candidates[0], Kind: store.AwardSpecial,
		Name: locale.Text{locale.Czech: "Cena hejtmana"}})
	w.must(err)
	w.must(w.ConferProposal(ctx, w.Organizer, proposal))
	w.must(w.EndMeeting(ctx, w.Organizer, meeting))
	return proposal
}
