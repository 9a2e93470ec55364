package server_test

import (
	"context"

	"blazon/store"
)

// addAdvancement withdraws one of those who went on, sends somebody in its stead, and gives a wild card: all that the pages of the
// advancement can show.
func (f *filled) addAdvancement(o map[string]string) {
	f.t.Helper()
	ctx := context.Background()
	f.objects["above"] = map[string]string{"round": o["above round"], "contest": o["above contest"], "edition": o["edition"]}
	preview, err := f.store.PreviewLetIn(ctx, f.organizer, o["contest"])
	f.must(err)
	f.must(f.store.WithdrawCandidate(ctx, f.organizer, preview.Candidates[0].Target, manyWords))
	minutes := store.MinutesForm{Minutes: signs, MinutesOn: "2026-04-14"}
	stead := store.LetInForm{Candidate: preview.RunnersUp()[0].Candidate.UID, Stead: preview.Candidates[0].Candidate.UID, Reason: manyWords, MinutesForm: minutes}
	f.must(f.store.LetIn(ctx, f.organizer, o["contest"], stead))
	preview, err = f.store.PreviewLetIn(ctx, f.organizer, o["contest"])
	f.must(err)
	wild := store.LetInForm{Candidate: preview.Beside()[0].Candidate.UID, Reason: manyWords, MinutesForm: minutes}
	f.must(f.store.LetIn(ctx, f.organizer, o["contest"], wild))
}
