package room

import (
	"net/url"
	"strconv"
	"strings"

	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const correctionNewPage web.Page[correctionNewData] = "room/correction_new"

// mostCorrection is the largest file that goes with a correction, with some room for the form around it.
const mostCorrection = store.MaxScan + 200_000

type correctionNewData struct {
	*store.CorrectionDraft
	Head   *head
	Rows   []correctedRow
	Chosen bool // a juror and a candidate are chosen
	Reason string

	Objection string // that it answers, by uid; empty: none
	Errors    web.Errors
}

// correctedRow is a criterion with what counts, and what is to count.
type correctedRow struct {
	*store.SheetCriterion
	Name, Typed string
}

// Hint says what counts now, and what the scale takes.
func (d correctionNewData) Hint(lang locale.Language, row correctedRow) string {
	now := locale.T(lang, "jury.empty")
	if row.Value() != "" {
		now = locale.Decimal(lang, row.SheetCriterion.Typed())
	}
	return locale.T(lang, "correction.now", "Value", now) + " " + paper.Scale(lang, &row.Criterion)
}

// JurorChoices and CandidateChoices are whose sheet may be corrected.
func (d correctionNewData) JurorChoices() (options []web.Option) {
	for _, j := range d.Jurors {
		options = append(options, web.Option{Value: j.UID, Label: j.Name})
	}
	return options
}

// CandidateChoices are the candidates of the contest.
func (d correctionNewData) CandidateChoices(lang locale.Language) (options []web.Option) {
	for _, c := range d.Candidates {
		options = append(options, web.Option{Value: c.UID, Label: c.Display(lang)})
	}
	return options
}

// Picked gives the uid of what is chosen.
func (d correctionNewData) Picked(what string) string {
	switch {
	case what == "juror" && d.Juror != nil:
		return d.Juror.UID
	case what == "candidate" && d.Candidate != nil:
		return d.Candidate.UID
	}
	return ""
}

func (d door) newCorrection(r *web.Request) error {
	data, err := d.correctionNewData(r, nil, nil)
	if err != nil {
		return d.notYet(r, err, "correction.new")
	}
	return correctionNewPage.Show(r, data)
}

func (d door) correctionNewData(r *web.Request, typed url.Values, wrong error) (correctionNewData, error) {
	draft, err := d.store.CorrectionDraft(r.Context(), r.Actor, r.Var("contest"), r.Query("juror"), r.Query("candidate"), r.Language)
	if err != nil {
		return correctionNewData{}, err
	}
	data := correctionNewData{CorrectionDraft: draft, Head: headOfContest(r, &draft.ContestPlace, "correction.new"), Chosen: draft.Juror != nil,
		Reason: typed.Get("reason"), Objection: r.Query("objection")}
	if typed.Has("objection") {
		data.Objection = typed.Get("objection")
	}
	names := map[string]string{"reason": r.T("correction.reason"), "file": r.T("correction.file")}
	if draft.Sheet != nil {
		for _, row := range draft.Sheet.Rows {
			shown := correctedRow{row, "score." + draft.Sheet.UID + "." + row.Criterion.Key, locale.Decimal(r.Language, row.Typed())}
			if row.Typed() == "" {
				shown.Typed = ""
			}
			if typed.Has(shown.Name) {
				shown.Typed = typed.Get(shown.Name)
			}
			names[shown.Name] = row.Criterion.Name.In(r.Language)
			data.Rows = append(data.Rows, shown)
		}
	}
	data.Errors = web.ErrorsOf(wrong).Named(names)
	return data, nil
}

func (d door) enterCorrection(r *web.Request) error {
	if _, err := d.store.CorrectionDraft(r.Context(), r.Actor, r.Var("contest"), "", "", r.Language); err != nil {
		return d.notYet(r, err, "correction.new")
	}
	values, file, err := posted(r)
	if err == nil {
		form := store.CorrectionForm{Contest: r.Var("contest"), Reason: values.Get("reason"), File: file, Objection: values.Get("objection")}
		for name := range values {
			if assignment, ok := strings.CutPrefix(name, "revision."); ok {
				form.Sheets = append(form.Sheets, correctedSheet(values, assignment))
			}
		}
		_, err = d.store.EnterCorrection(r.Context(), r.Actor, form)
	}
	if err != nil {
		data, failed := d.correctionNewData(r, values, err)
		if failed != nil {
			return failed
		}
		return correctionNewPage.Again(r, err, data)
	}
	r.Notice("correction.entered")
	p, err := d.store.RoomContest(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return err
	}
	return r.Redirect("room.corrections", "round", p.Round.UID)
}

func correctedSheet(values url.Values, assignment string) store.SheetForm {
	sheet := store.SheetForm{Assignment: assignment, Values: map[string]string{}}
	sheet.Revision, _ = strconv.ParseInt(values.Get("revision."+assignment), 10, 64) // what is no number is no revision of any sheet
	for name := range values {
		if key, ok := strings.CutPrefix(name, "score."+assignment+"."); ok {
			sheet.Values[key] = values.Get(name)
		}
	}
	return sheet
}

// posted reads a form with a file or without one.
func posted(r *web.Request) (url.Values, store.ScanForm, error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		err := r.Decode(&struct{}{})
		return r.PostForm, store.ScanForm{}, err
	}
	upload, err := r.Upload("file")
	if err != nil {
		return nil, store.ScanForm{}, err
	}
	if upload.Name == "" {
		return upload.Values, store.ScanForm{}, nil
	}
	return upload.Values, store.ScanForm{Name: upload.Name, Content: upload.Content}, nil
}
