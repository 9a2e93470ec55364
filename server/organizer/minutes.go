package organizer

import (
	"net/url"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

// addMinutes takes the file of the minutes that the jury signed.
func (d door) addMinutes(r *web.Request) error {
	if err := d.store.MayAddMinutes(r.Context(), r.Actor, r.Var("contest")); err != nil {
		return err
	}
	form, err := postedMinutes(r)
	if err == nil {
		err = d.store.AddSignedMinutes(r.Context(), r.Actor, r.Var("contest"), form)
	}
	if err != nil {
		data, e := d.announcementData(r)
		if e != nil {
			return e
		}
		data.Errors, data.Note = web.ErrorsOf(err), form.Note
		return announcementPage.Again(r, err, data)
	}
	r.Notice("publication.minutes_kept")
	return r.Redirect("organizer.announcement", "contest", r.Var("contest"))
}

// minutesForm is where a refused form stands: whoever opens its address again, or in another language, is sent to the page of the form.
func (d door) minutesForm(r *web.Request) error {
	return r.Redirect("organizer.announcement", "contest", r.Var("contest"))
}

// postedMinutes reads the form up to its file; the note stands before it. A form that was sent without files has none.
func postedMinutes(r *web.Request) (form store.SignedForm, err error) {
	var values url.Values
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		if err := r.Decode(&struct{}{}); err != nil {
			return form, err
		}
		values, form.File.Content = r.PostForm, strings.NewReader("")
	} else {
		upload, err := r.Upload("file")
		if err != nil {
			return form, err
		}
		values, form.File = upload.Values, store.ScanForm{Name: upload.Name, Content: upload.Content}
	}
	form.Note = values.Get("note")
	if number := values.Get("number"); number != "" {
		if form.Number, err = strconv.Atoi(number); err != nil {
			err = fault.InForm(fault.Field{Name: "number", Key: "fault.unknown_choice"})
		}
	}
	return form, err
}

// minutes sends the file of signed minutes.
func (d door) minutes(r *web.Request) error {
	scan, content, err := d.store.OpenSignedMinutes(r.Context(), r.Actor, r.Var("contest"), r.Var("minutes"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: scan.Name, Type: scan.Media()}, Content: content, Tag: scan.Hash, Plugin: !scan.Picture()})
}
