package room

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const (
	correctionsPage web.Page[correctionsData] = "room/corrections"
	correctionPage  web.Page[correctionData]  = "room/correction"
)

type correctionsData struct {
	*store.RoundCorrections
	Head  *head
	List  *web.List
	Shown []*store.CorrectionItem // of the page
	Why   *fault.Fault            // why there is nothing to correct yet

	Correctable []store.CategorizedContest // contests whose scores may be corrected now
}

// corrections lists what was corrected, and what waits.
func (d door) corrections(r *web.Request) error {
	all, err := d.store.Corrections(r.Context(), r.Actor, r.Var("round"), r.Language)
	if fault.Is(err, fault.Closed) {
		progress, failed := d.store.Progress(r.Context(), r.Actor, r.Var("round"), r.Language)
		if failed != nil {
			return failed
		}
		return correctionsPage.Show(r, correctionsData{RoundCorrections: &store.RoundCorrections{Place: progress.Place},
			Head: headOf(r, &progress.Place, "correction.title"), List: r.List(nil), Why: fault.New(fault.Closed, "correction.not_closed")})
	}
	if err != nil {
		return err
	}
	data := correctionsData{RoundCorrections: all, Head: headOf(r, &all.Place, "correction.title"), List: r.List(nil)}
	data.Shown = web.Cut(data.List, all.Corrections)
	for _, c := range all.Contests {
		if judging.May(r.Actor, judging.EnterCorrection, all.ContestFacts(&c.Contest)) == nil {
			data.Correctable = append(data.Correctable, c)
		}
	}
	return correctionsPage.Show(r, data)
}

type correctionData struct {
	*store.CorrectionView
	Head     *head
	Confirm  *fault.Fault // why the visitor may not confirm it now; nil: he may
	Reject   bool
	Withdraw bool
	Reason   string
	Errors   web.Errors
}

// Open tells whether nobody has confirmed or rejected it yet.
func (d correctionData) Open() bool { return d.Item.Correction.State == store.CorrectionOpen }

// Watches tells whether the visitor confirms nothing at all, now or later: the secretary.
func (d correctionData) Watches() bool { return d.Confirm != nil && d.Confirm.Kind == fault.NotFound }

func (d door) correctionData(r *web.Request) (correctionData, error) {
	view, err := d.store.CorrectionView(r.Context(), r.Actor, r.Var("round"), r.Var("correction"), r.Language)
	if err != nil {
		return correctionData{}, err
	}
	data := correctionData{CorrectionView: view, Head: headOf(r, &view.Place, "correction.single"), Reject: view.May(r.Actor, judging.RejectCorrection) == nil,
		Withdraw: view.May(r.Actor, judging.WithdrawCorrection) == nil}
	data.Head.Crumbs = append(data.Head.way(r), web.Crumb{Text: r.T("correction.title"), Address: r.Address("room.corrections", "round", view.Round.UID)},
		web.Crumb{Text: r.T("correction.single")})
	if err := view.May(r.Actor, judging.ConfirmCorrection); err != nil {
		data.Confirm = fault.Of(err)
	}
	return data, nil
}

// correction shows old, new, reason and consequence to the second person.
func (d door) correction(r *web.Request) error {
	data, err := d.correctionData(r)
	if err != nil {
		return err
	}
	return correctionPage.Show(r, data)
}

// verdict is what a second person, or who entered it, says of a correction.
type verdict struct {
	Act    string `form:"act"`
	Reason string `form:"reason"`
}

func (d door) decideCorrection(r *web.Request) error {
	var form verdict
	err := r.Decode(&form)
	if _, failed := d.store.CorrectionView(r.Context(), r.Actor, r.Var("round"), r.Var("correction"), r.Language); failed != nil {
		return failed // of another round, or none of the visitor's business
	}
	correction, notice := r.Var("correction"), "correction.confirmed_now"
	if err == nil {
		switch form.Act {
		case "confirm":
			err = d.store.ConfirmCorrection(r.Context(), r.Actor, correction)
		case "withdraw":
			notice, err = "correction.withdrawn_now", d.store.WithdrawCorrection(r.Context(), r.Actor, correction)
		default:
			notice, err = "correction.rejected_now", d.store.RejectCorrection(r.Context(), r.Actor, correction, form.Reason)
		}
	}
	if err != nil {
		data, failed := d.correctionData(r)
		if failed != nil {
			return failed
		}
		data.Reason, data.Errors = form.Reason, web.ErrorsOf(err).Labeled(map[string]string{"reason": "correction.reason"})
		return correctionPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("room.corrections", "round", r.Var("round"))
}

// correctionFile is the file that goes with a correction.
func (d door) correctionFile(r *web.Request) error {
	scan, content, err := d.store.OpenCorrectionFile(r.Context(), r.Actor, r.Var("round"), r.Var("correction"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: scan.Name, Type: scan.Media()}, Content: content, Tag: scan.Hash, Plugin: !scan.Picture()})
}
