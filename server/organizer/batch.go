package organizer

import (
	"context"
	"strings"

	"blazon/judging"
	"blazon/server/paper"
	"blazon/server/watch"
	"blazon/server/web"
	"blazon/store"
)

// batchRoutes are the pages of what is printed in the background.
func (d door) batchRoutes() []web.Route {
	const act, round, edition = judging.OpenOffice, "/organizer/rounds/{round}/certificates", "/organizer/editions/{edition}/result-sheets"
	b := batchDoor{d, watch.New(watch.Over, d.store.WorkRevisions)}
	return []web.Route{
		{Name: "organizer.certificates", Path: round, Act: act, Get: b.certificates, Post: b.issueCertificates},
		{Name: "organizer.certificate_kinds", Path: round + "/kinds", Act: act, Post: b.chooseCertificates},
		{Name: "organizer.batches", Path: round + "/batches", Act: act, Post: b.start},
		{Name: "organizer.work", Path: round + "/news", Act: act, Get: b.roundNews},
		{Name: "organizer.certificate", Path: "/organizer/certificates/{certificate}", Act: act, Get: d.certificate},
		{Name: "organizer.batch_cancel", Path: "/organizer/batches/{batch}/cancel", Act: act, Post: b.cancel},
		{Name: "organizer.batch_file", Path: "/organizer/batches/{batch}/file", Act: act, Get: b.file},
		{Name: "organizer.edition_sheets", Path: edition, Act: act, Get: b.sheets, Post: b.printSheets},
		{Name: "organizer.edition_work", Path: edition + "/news", Act: act, Get: b.editionNews},
	}
}

// batchDoor tells those who look at a batch how far it is.
type batchDoor struct {
	door
	watch *watch.Watch
}

// work is the part of a page that shows batches.
type work struct {
	*store.Work
	Edition store.Edition
	Here    string // the page's address
	News    string // where a script learns that there is something new
	Renews  bool   // the page asks for itself anew without a script
}

// renewEvery is how many seconds a page that renews itself without a script waits.
const renewEvery = "5"

// newWork is the part of a page; without a script it renews itself where somebody asked for that, as long as there is something to wait for.
func newWork(r *web.Request, w *store.Work, e store.Edition, here, news string) work {
	out := work{Work: w, Edition: e, Here: here, News: news, Renews: r.Query("renew") != "" && w.Open()}
	if out.Renews {
		r.Writer().Header().Set("Refresh", renewEvery)
	}
	return out
}

// Name tells what a batch makes, as a key.
func (w work) Name(b *store.Batch) string {
	if b.Params.Marks {
		return "batch.kind_print_file_marks"
	}
	return "batch.kind_" + string(b.Kind)
}

// Zone is where the times of the page are told.
func (w work) Zone() string { return w.Edition.TimeZone }

func (d batchDoor) start(r *web.Request) error {
	var form struct {
		Kind  string `form:"kind"`
		Marks bool   `form:"marks"`
	}
	if err := r.Decode(&form); err != nil {
		return err
	}
	_, err := d.store.StartBatch(r.Context(), r.Actor, r.Var("round"), store.BatchForm{Kind: store.BatchKind(form.Kind), Marks: form.Marks,
		DesignVersion: paper.OwnDesign})
	if err != nil {
		return d.again(r, err)
	}
	return r.Redirect("organizer.certificates", "round", r.Var("round"))
}

func (d batchDoor) cancel(r *web.Request) error {
	b, err := d.store.CancelBatch(r.Context(), r.Actor, r.Var("batch"))
	if err != nil {
		return err
	}
	r.Notice("batch.cancelled_now")
	if b.Round == "" {
		return r.Redirect("organizer.edition_sheets", "edition", b.Edition)
	}
	return r.Redirect("organizer.certificates", "round", b.Round)
}

// file is what a batch has made.
func (d batchDoor) file(r *web.Request) error {
	b, content, err := d.store.OpenBatch(r.Context(), r.Actor, r.Var("batch"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: d.fileName(r, b), Type: map[string]string{"pdf": "application/pdf", "zip": "application/zip"}[b.Type], Attachment: true},
		Content: content, Tag: b.Hash})
}

// fileName is the name under which a batch's file is saved: "diplomy-zlaty-erb-2023-liberecky-kraj.zip".
func (d batchDoor) fileName(r *web.Request, b *store.PlacedBatch) string {
	words := []string{r.T("batch.file_" + string(b.Kind)), b.Name}
	return strings.Join(words, "-") + "." + b.Type
}

func (d batchDoor) roundNews(r *web.Request) error {
	return d.news(r, r.Var("round"), d.store.RoundWork)
}

func (d batchDoor) editionNews(r *web.Request) error {
	return d.news(r, r.Var("edition"), func(ctx context.Context, actor judging.Actor, edition string) (*store.Work, error) {
		v, err := d.store.EditionWork(ctx, actor, edition)
		if err != nil {
			return nil, err
		}
		return v.Work, nil
	})
}

func (d batchDoor) news(r *web.Request, uid string, read func(ctx context.Context, actor judging.Actor, uid string) (*store.Work, error)) error {
	w, err := read(r.Context(), r.Actor, uid)
	if err != nil {
		return err
	}
	return d.watch.Serve(r, w.Key, w.Revision())
}
