package organizer

import (
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const seatPage web.Page[seatData] = "organizer/seat"

type seatData struct {
	juryData
	Seat   *store.JurorSetup
	Form   seatForm
	Chosen []*store.Body // that are ticked, or that the juror works for
	Found  []*store.Body
}

// seatForm is the same in the query of a search as it is when it is sent.
type seatForm struct {
	Search   string       `form:"q"`
	Role     judging.Role `form:"role"`
	Contests []string     `form:"contests"`
	Chairs   []string     `form:"chairs"`
	Bodies   []string     `form:"bodies"`
}

// Judged are the contests of the round that a seat may be for.
func (d juryData) Judged(lang locale.Language) (options []web.Option) {
	for _, c := range d.Contests {
		if c.Contest.RubricID != 0 {
			options = append(options, web.Option{Value: c.Contest.UID, Label: c.Category.Name.In(lang)})
		}
	}
	return options
}

// Options are the bodies to tick: those that are, those that the juror works for, and those that the search has found.
func (d seatData) Options(lang locale.Language) (options []web.Option) {
	for _, b := range slices.Concat(d.Chosen, d.Found) {
		if !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == b.UID }) {
			options = append(options, web.Option{Value: b.UID, Label: bodyLine(lang, b, register.Eligible)})
		}
	}
	return options
}

// More tells whether the search may find more than is shown.
func (d seatData) More() bool { return len(d.Found) == jointAtMost }

func (d door) seatData(r *web.Request, form *seatForm) (seatData, error) {
	jury, err := d.juryData(r)
	if err != nil {
		return seatData{}, err
	}
	data := seatData{juryData: jury}
	if data.Seat, err = jury.seat(r.Var("juror")); err != nil {
		return data, err
	}
	own := uidsOf(data.Seat.Bodies)
	if form == nil {
		form = &seatForm{Role: data.Seat.Juror.Role, Contests: contestUIDs(data.Seat.Judges), Chairs: contestUIDs(data.Seat.Leads), Bodies: own}
	}
	data.Form = *form
	if data.Chosen, err = d.store.Bodies(r.Context(), r.Actor, slices.Concat(form.Bodies[:min(len(form.Bodies), maxJoint)], own)); err != nil {
		return data, err
	}
	data.Found, err = d.store.SearchBodies(r.Context(), r.Actor, store.BodySearch{Text: form.Search, Limit: jointAtMost, Language: r.Language})
	return data, err
}

func uidsOf(bodies []*store.Body) (uids []string) {
	for _, b := range bodies {
		uids = append(uids, b.UID)
	}
	return uids
}

func contestUIDs(contests []store.CategorizedContest) (uids []string) {
	for _, c := range contests {
		uids = append(uids, c.Contest.UID)
	}
	return uids
}

// seatOf shows what a seat is for; searching for a body brings what is filled in along in the query.
func (d door) seatOf(r *web.Request) error {
	var form *seatForm
	if query := r.URL.Query(); query.Has("q") {
		form = &seatForm{Search: strings.TrimSpace(query.Get("q")), Role: judging.Role(query.Get("role")), Contests: query["contests"],
			Chairs: query["chairs"], Bodies: query["bodies"]}
	}
	data, err := d.seatData(r, form)
	if err != nil {
		return err
	}
	return seatPage.Show(r, data)
}

func (d door) saveSeat(r *web.Request) error {
	var form seatForm
	err := r.Decode(&form)
	if err == nil {
		err = d.store.SaveSeat(r.Context(), r.Actor, r.Var("juror"),
			store.SeatForm{Role: form.Role, Contests: form.Contests, Chairs: form.Chairs, Bodies: form.Bodies})
	}
	if err != nil {
		data, e := d.seatData(r, &form)
		if e != nil {
			return e
		}
		data.Errors = web.ErrorsOf(err)
		return seatPage.Again(r, err, data)
	}
	r.Notice("seat.saved")
	return d.toJury(r)
}

// acceptSeat puts a juror's acceptance on paper on record.
func (d door) acceptSeat(r *web.Request) error {
	if err := d.store.AcceptSeat(r.Context(), r.Actor, r.Var("juror")); err != nil {
		data, e := d.juryData(r)
		if e != nil {
			return e
		}
		data.Errors = web.ErrorsOf(err)
		return juryPage.Again(r, err, data)
	}
	r.Notice("seat.accepted_for")
	return d.toJury(r)
}
