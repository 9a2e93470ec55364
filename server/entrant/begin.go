package entrant

import (
	"slices"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const beginPage web.Page[beginData] = "entrant/entry_new"

// beginData is a category to enter, with the bodies that may.
type beginData struct {
	*store.Call
	Category store.Category
	Offers   []*store.Offer
	Body     string // uid of the chosen one
	Errors   web.Errors
}

// Open are the bodies that may enter the category now.
func (d beginData) Open() (options []web.Option) {
	for _, o := range d.Offers {
		if o.State() == store.OfferOpen {
			options = append(options, web.Option{Value: o.Body.UID, Label: o.Body.Title()})
		}
	}
	return options
}

// Deadlines are the offers that are open, of which each may have a time of its own.
func (d beginData) Deadlines() (open []*store.Offer) {
	for _, o := range d.Offers {
		if o.State() == store.OfferOpen {
			open = append(open, o)
		}
	}
	return open
}

func (d door) beginData(r *web.Request) (beginData, error) {
	calls, err := d.store.Calls(r.Context(), r.Actor, r.Language)
	if err != nil {
		return beginData{}, err
	}
	var data beginData
	for _, call := range calls {
		for _, o := range call.Offers {
			if o.Category.UID == r.Var("category") {
				data.Call, data.Category, data.Offers = call, o.Category, append(data.Offers, o)
			}
		}
	}
	if data.Call == nil {
		return data, fault.New(fault.NotFound, "fault.not_found")
	}
	return data, nil
}

func (d door) entryNew(r *web.Request) error {
	data, err := d.beginData(r)
	if err != nil {
		return err
	}
	data.Body = r.Query("body")
	return beginPage.Show(r, data)
}

func (d door) begin(r *web.Request) error {
	var form struct {
		Body string `form:"body"`
	}
	err := r.Decode(&form)
	var entry string
	if err == nil {
		entry, err = d.store.BeginEntry(r.Context(), r.Actor, r.Var("category"), slices.DeleteFunc([]string{form.Body}, func(uid string) bool { return uid == "" }))
	}
	if err != nil {
		data, dataErr := d.beginData(r)
		if dataErr != nil {
			return dataErr
		}
		data.Body, data.Errors = form.Body, web.ErrorsOf(fault.Renamed(err, "bodies", "body"))
		return beginPage.Again(r, err, data)
	}
	return r.Redirect("entrant.draft", "entry", entry)
}
