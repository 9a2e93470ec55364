package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const sourceReportPage web.Page[sourceReportData] = "organizer/source-report"

type sourceReportData struct {
	*store.EditionSetup
	Form   sourceReportForm
	Errors web.Errors
}

type sourceReportForm struct {
	Shown bool `form:"shown"`
}

func (d door) sourceReport(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	return sourceReportPage.Show(r, sourceReportData{EditionSetup: setup, Form: sourceReportForm{setup.Edition.SourceReport}})
}

func (d door) saveSourceReport(r *web.Request) error {
	setup, err := d.centralSetup(r)
	if err != nil {
		return err
	}
	data := sourceReportData{EditionSetup: setup}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.SaveSourceReport(r.Context(), r.Actor, setup.Edition.UID, data.Form.Shown)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return sourceReportPage.Again(r, err, data)
	}
	r.Notice("advancement.source_report_saved")
	return r.Redirect("organizer.source_report", "edition", setup.Edition.UID)
}
