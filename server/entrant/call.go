package entrant

import (
	"slices"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// callData is an edition that takes entries, sorted by what the bodies can do.
type callData struct {
	*store.Call
	Open   []*store.Offer
	Closed []*store.Offer   // with the reasons why not
	Absent []*store.Chapter // that take no part
}

// Why says in words why an offer is none.
func (d callData) Why(o *store.Offer, lang locale.Language) string {
	switch o.State() {
	case store.OfferRefused:
		return locale.T(lang, string(o.Reason))
	case store.OfferFull:
		return locale.T(lang, "entrant.offer_full", "Count", o.Category.EntryLimit)
	case store.OfferSoon:
		return locale.T(lang, "entrant.offer_soon", "From", locale.Moment{Time: o.Contest.Window().From, Zone: d.Edition.Zone()})
	case store.OfferOver:
		return locale.T(lang, "entrant.offer_over", "Until", locale.Moment{Time: o.Contest.Window().Until, Zone: d.Edition.Zone()})
	}
	return locale.T(lang, "entrant.offer_no_part")
}

// calls sorts the offers of all editions.
func (d door) calls(r *web.Request) (list []callData, err error) {
	calls, err := d.store.Calls(r.Context(), r.Actor, r.Language)
	for _, c := range calls {
		data := callData{Call: c}
		for _, o := range c.Offers {
			data.put(o)
		}
		list = append(list, data)
	}
	return list, err
}

func (d *callData) put(o *store.Offer) {
	known := func(c *store.Chapter) bool { return o.Chapter != nil && c.ID == o.Chapter.ID }
	switch state := o.State(); {
	case state == store.OfferOpen:
		d.Open = append(d.Open, o)
	case state == store.OfferNoPart && o.Chapter != nil && o.Category.Scope == store.Everywhere:
		if !slices.ContainsFunc(d.Absent, known) {
			d.Absent = append(d.Absent, o.Chapter)
		}
	default:
		d.Closed = append(d.Closed, o)
	}
}
