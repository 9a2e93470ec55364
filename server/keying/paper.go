package keying

import (
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const paperPage web.Page[paperData] = "keying/paper"

type paperData struct {
	*store.PaperView
	Crumbs   []web.Crumb
	Confirm  error // nil: the visitor may confirm it now; otherwise why not
	Reject   bool
	Withdraw bool
	Reason   string
	Errors   web.Errors
}

// Waits tells whether nobody has confirmed or rejected it yet.
func (d paperData) Waits() bool { return d.Item.Paper.State == store.PaperWaiting }

// Why says what keeps the visitor from confirming what waits; nil: nothing does, or it waits no more.
func (d paperData) Why() *fault.Fault {
	if d.Confirm == nil || !d.Waits() {
		return nil
	}
	return fault.Of(d.Confirm)
}

// Dated writes the day that stands on the paper.
func (d paperData) Dated(lang locale.Language) string {
	day, err := time.Parse(time.DateOnly, d.Item.Paper.DatedOn)
	if err != nil {
		return d.Item.Paper.DatedOn
	}
	return locale.Date(lang, day, time.UTC)
}

func (d door) paperData(r *web.Request) (paperData, error) {
	view, err := d.store.PaperView(r.Context(), r.Actor, r.Var("round"), r.Var("paper"), r.Language)
	if err != nil {
		return paperData{}, err
	}
	return paperData{PaperView: view, Crumbs: crumbs(r, &view.Place, web.Crumb{Text: r.T("keying.paper")}), Confirm: view.May(r.Actor, judging.ConfirmPaper), Reject: view.May(r.Actor, judging.RejectPaper) == nil,
		Withdraw: view.May(r.Actor, judging.WithdrawPaper) == nil}, nil
}

// paper shows what was keyed in beside the scan.
func (d door) paper(r *web.Request) error {
	data, err := d.paperData(r)
	if err != nil {
		return err
	}
	return paperPage.Show(r, data)
}

// decision is what a second person, or who keyed it in, says of a paper.
type decision struct {
	Act    string `form:"act"`
	Reason string `form:"reason"`
}

func (d door) decide(r *web.Request) error {
	var form decision
	err := r.Decode(&form)
	round, paper, notice := r.Var("round"), r.Var("paper"), "keying.confirmed_now"
	if err == nil {
		switch form.Act {
		case "confirm":
			err = d.store.ConfirmPaper(r.Context(), r.Actor, round, paper)
		case "withdraw":
			notice, err = "keying.withdrawn_now", d.store.WithdrawPaper(r.Context(), r.Actor, round, paper)
		default:
			notice, err = "keying.rejected_now", d.store.RejectPaper(r.Context(), r.Actor, round, paper, form.Reason)
		}
	}
	if err != nil {
		data, failed := d.paperData(r)
		if failed != nil {
			return failed
		}
		data.Reason, data.Errors = form.Reason, web.ErrorsOf(err).Labeled(map[string]string{"reason": "keying.reason"})
		return paperPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("keying.home", "round", round)
}

// scan is the paper itself.
func (d door) scan(r *web.Request) error {
	scan, content, err := d.store.OpenPaperScan(r.Context(), r.Actor, r.Var("round"), r.Var("paper"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: scan.Name, Type: scan.Media()}, Content: content, Tag: scan.Hash, Plugin: !scan.Picture()})
}
