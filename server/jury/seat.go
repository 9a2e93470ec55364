package jury

import (
	"slices"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const seatPage web.Page[seatData] = "jury/seat"

type seatData struct {
	*store.SeatView
	Form   seatForm
	Errors web.Errors
}

// seatForm is the answer to an invitation; Do is "accept" or "decline".
type seatForm struct {
	Texts  []string `form:"texts"` // that are ticked
	Reason string   `form:"reason"`
	Do     string   `form:"do"`
}

// Ticked tells whether a text was ticked in the form that is shown again.
func (d seatData) Ticked(uid string) bool { return slices.Contains(d.Form.Texts, uid) }

// Accepted tells whether the seat itself is accepted, whatever there is to read.
func (d seatData) Accepted() bool { return !d.Juror.AcceptedAt.IsZero() }

// Owed counts what is yet to be accepted.
func (d seatData) Owed() (n int) {
	for _, t := range d.Texts {
		if t.Owed() {
			n++
		}
	}
	return n
}

// Declinable tells whether the juror may still say no.
func (d seatData) Declinable() bool { return !d.Ready() && d.Round.ClosedAt.IsZero() }

func (d door) seat(r *web.Request) error {
	view, err := d.store.SeatView(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return seatPage.Show(r, seatData{SeatView: view})
}

func (d door) answerSeat(r *web.Request) error {
	view, err := d.store.SeatView(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	data := seatData{SeatView: view}
	if err = r.Decode(&data.Form); err == nil {
		err = d.putAnswer(r, data)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return seatPage.Again(r, err, data)
	}
	if data.Form.Do == decline {
		r.Notice("seat.declined_notice")
		return r.RedirectTo(r.Home())
	}
	r.Notice("seat.accepted_notice")
	return r.Redirect("jury.round", "round", r.Var("round"))
}

const decline = "decline"

// putAnswer wants every text ticked that is yet to be accepted.
func (d door) putAnswer(r *web.Request, data seatData) error {
	form := store.AnswerForm{Decline: data.Form.Do == decline, Reason: data.Form.Reason, Texts: data.Form.Texts}
	if !form.Decline {
		var wrong []fault.Field
		for _, t := range data.Texts {
			if t.Owed() && !data.Ticked(t.UID) && len(data.Form.Texts) < data.Owed() {
				wrong = append(wrong, fault.Field{Name: "texts." + t.UID, Key: "seat.tick"})
			}
		}
		if err := fault.InForm(wrong...); err != nil {
			return err
		}
	}
	return d.store.AnswerSeat(r.Context(), r.Actor, r.Var("round"), form)
}

// Seated leads whoever has something to accept first there, instead of to the page of a jury that he asked for; to his desk from pages
// whose address does not name the round.
func Seated(routes []web.Route) []web.Route {
	for i := range routes {
		page := routes[i].Get
		if page == nil {
			continue
		}
		routes[i].Get = func(r *web.Request) error {
			err := page(r)
			switch {
			case err == nil || fault.Of(err).Key != "seat.not_ready":
				return err
			case r.Var("round") == "":
				return r.Redirect("jury.desk")
			}
			return r.Redirect("jury.seat", "round", r.Var("round"))
		}
	}
	return routes
}
