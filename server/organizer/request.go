package organizer

import (
	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const (
	requestsPage web.Page[requestsData] = "organizer/requests"
	requestPage  web.Page[requestData]  = "organizer/request"
)

type requestsData struct {
	List    *web.List
	Waiting []*store.RequestView
	Decided []*store.RequestView
	Mails   bool // letters are sent
}

// Zone is where times are read: a request belongs to no edition.
func (requestsData) Zone() string { return "Europe/Prague" }

func (d door) requests(r *web.Request) error {
	list, err := d.store.Requests(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	data := requestsData{List: r.List(nil), Mails: d.store.Mails()}
	if data.List.IsFile() {
		return data.List.Send(r, requestsFile(r, list))
	}
	for _, v := range list {
		if v.Request.State == store.RequestWaiting {
			data.Waiting = append(data.Waiting, v)
		} else {
			data.Decided = append(data.Decided, v)
		}
	}
	return requestsPage.Show(r, data)
}

type requestData struct {
	*store.RequestView
	Representatives []store.Member
	Reason          string
	Errors          web.Errors
}

// Zone is where times are read: a request belongs to no edition.
func (requestData) Zone() string { return "Europe/Prague" }

// Waiting tells whether the request is still to be decided.
func (d requestData) Waiting() bool { return d.Request.State == store.RequestWaiting }

func (d door) requestData(r *web.Request) (data requestData, err error) {
	if data.RequestView, err = d.store.RequestView(r.Context(), r.Actor, r.Var("request")); err != nil {
		return data, err
	}
	data.Representatives, err = d.store.Representatives(r.Context(), r.Actor, data.Body.UID)
	return data, err
}

func (d door) request(r *web.Request) error {
	data, err := d.requestData(r)
	if err != nil {
		return err
	}
	return requestPage.Show(r, data)
}

func (d door) decideRequest(r *web.Request) error {
	data, err := d.requestData(r)
	if err != nil {
		return err
	}
	var form struct {
		Do     string `form:"do"`
		Reason string `form:"reason"`
	}
	err = r.Decode(&form)
	switch {
	case err != nil:
	case form.Do != "confirm" && form.Do != "refuse":
		err = fault.InForm(fault.Field{Name: "reason", Key: "fault.unknown_choice"})
	default:
		err = d.store.DecideRequest(r.Context(), r.Actor, r.Var("request"), store.RequestDecision{Confirm: form.Do == "confirm", Reason: form.Reason})
	}
	if err != nil {
		data.Reason, data.Errors = form.Reason, web.ErrorsOf(err)
		return requestPage.Again(r, err, data)
	}
	notice := "message.request_is_confirmed"
	if form.Do == "refuse" {
		notice = "message.request_is_refused"
	}
	r.Notice(notice, "Name", data.Request.Name)
	return r.Redirect("organizer.requests")
}
