package server_test

import (
	"context"
	"maps"
	"net/url"

	"blazon/server/paper"
	"blazon/store"
	"blazon/store/storetest"
)

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"organizer.certificate_kinds": func(map[string]string) url.Values { return url.Values{"kinds": {"place", "participation"}} },
		"organizer.batches":           func(map[string]string) url.Values { return url.Values{"kind": {"zip"}} },
	})
	samples = append(samples,
		sample{"organizer.edition_sheets", "organizer", "empty announced", ""},
		sample{"organizer.certificates", "organizer", "announced", "?renew=1"},
	)
	maps.Copy(noPages, map[string]struct{ what, visitor string }{
		"organizer.work":         {file, "organizer"},
		"organizer.edition_work": {file, "organizer"},
		"organizer.batch_file":   {file, "organizer"},
	})
}

// addBatch has the round's certificates put into an archive; before the announcement it is not done yet.
func (w *world) addBatch(stage string, r *storetest.JudgedRound, press *paper.Press) {
	w.t.Helper()
	b, err := w.store.StartBatch(context.Background(), w.organizer, r.UID, store.BatchForm{Kind: store.ZipFiles})
	must(w.t, err)
	w.objects[stage]["batch"] = b.UID
	if stage == "announced" {
		must(w.t, press.Print(context.Background()))
	}
}

// addBatches has everything printed that can be: of the print files one waits, one is cancelled, and of the result sheets there is an archive.
func (f *filled) addBatches(o map[string]string, press *paper.Press) {
	f.t.Helper()
	ctx := context.Background()
	archive, err := f.store.StartBatch(ctx, f.organizer, o["round"], store.BatchForm{Kind: store.ZipFiles})
	f.must(err)
	o["batch"] = archive.UID
	_, err = f.store.StartResults(ctx, f.organizer, o["edition"])
	f.must(err)
	f.must(press.Print(ctx))
	cancelled, err := f.store.StartBatch(ctx, f.organizer, o["round"], store.BatchForm{Kind: store.PrintFile})
	f.must(err)
	_, err = f.store.CancelBatch(ctx, f.organizer, cancelled.UID)
	f.must(err)
	_, err = f.store.StartBatch(ctx, f.organizer, o["round"], store.BatchForm{Kind: store.PrintFile, Marks: true})
	f.must(err)
	_, err = f.store.StartResults(ctx, f.organizer, o["edition"])
	f.must(err)
}
