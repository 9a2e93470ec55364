package organizer

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// checkRoutes are the pages of the entries that come in, and of their formal check.
func (d door) checkRoutes() []web.Route {
	const act, round, entry = judging.OpenOffice, "/organizer/rounds/{round}", "/organizer/entries/{entry}"
	return []web.Route{
		{Name: "organizer.entries", Path: "/organizer/editions/{edition}/entries", Act: act, Get: d.entries},
		{Name: "organizer.queue", Path: round + "/queue", Act: act, Get: d.queue},
		{Name: "organizer.admission", Path: round + "/admission", Act: act, Get: d.admission, Post: d.admitAll},
		{Name: "organizer.check", Path: entry, Act: act, Get: d.check, Post: d.decideCheck},
		{Name: "organizer.check_revocation", Path: entry + "/revocation", Act: act, Post: d.revokeCheck},
		{Name: "organizer.joint", Path: entry + "/bodies", Act: act, Get: d.joint, Post: d.joinBodies},
	}
}

const (
	entriesPage web.Page[entriesData] = "organizer/entries"
	queuePage   web.Page[entriesData] = "organizer/queue"
)

type entriesData struct {
	*store.EntryList
	List *web.List
}

// entries lists the entries of an edition.
func (d door) entries(r *web.Request) error {
	list := r.List([]string{"name", "time", "category", "state"})
	list.Hint = r.T("check.search_hint")
	list.Filter(r, "state", r.T("check.state"), worded(r, "check.state_", entryStates...)...)
	list.Filter(r, "category", r.T("check.category"))
	list.Filter(r, "chapter", r.T("check.chapter"))
	list.Filter(r, "kind", r.T("check.kind"), worded(r, "check.kind_", "automatic", "entered", "late", "joint")...)
	list.Filter(r, "flag", r.T("check.flag"), worded(r, "check.flag_", flags...)...)
	list.Filter(r, "supplier", r.T("check.supplier"))
	found, err := d.store.Entries(r.Context(), r.Actor, r.Var("edition"), r.Language, store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(found.Found)
	list.Offer("category", categoryOptions(r.Language, found.Categories))
	var chapters, suppliers []web.Option
	for _, c := range found.Chapters {
		chapters = append(chapters, web.Option{Value: c.UID, Label: c.Name.In(r.Language)})
	}
	for _, name := range found.Suppliers {
		suppliers = append(suppliers, web.Option{Value: name, Label: name})
	}
	list.Offer("chapter", chapters)
	list.Offer("supplier", suppliers)
	if list.IsFile() {
		return list.Send(r, entriesFile(r, r.T("check.entries"), found))
	}
	return entriesPage.Show(r, entriesData{found, list})
}

// queue lists the entries of a round that wait for its formal check, or are with their entrants again.
func (d door) queue(r *web.Request) error {
	list := r.List([]string{"time", "name", "category", "state"})
	list.Hint = r.T("check.search_hint")
	list.Filter(r, "step", r.T("check.step"), worded(r, "check.step_", "new", "again", "returned", "overdue")...)
	list.Filter(r, "category", r.T("check.category"))
	list.Filter(r, "flag", r.T("check.flag"), worded(r, "check.flag_", flags...)...)
	list.Filter(r, "kind", r.T("check.kind"), worded(r, "check.kind_", "late", "joint")...)
	found, err := d.store.Queue(r.Context(), r.Actor, r.Var("round"), r.Language, store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(found.Found)
	list.Offer("category", categoryOptions(r.Language, found.Categories))
	if list.IsFile() {
		return list.Send(r, entriesFile(r, r.T("check.queue"), found))
	}
	return queuePage.Show(r, entriesData{found, list})
}

// What the lists can be filtered by, in the order in which it is offered.
var (
	entryStates = []string{"draft", "submitted", "returned", "admitted", "rejected", "withdrawn"}
	flags       = []string{"any", "none", "same_url", "same_body", "no_url", "unconfirmed", "ineligible"}
)

// worded are the options of a filter whose names are messages.
func worded(r *web.Request, prefix string, values ...string) (options []web.Option) {
	for _, value := range values {
		options = append(options, web.Option{Value: value, Label: r.T(prefix + value)})
	}
	return options
}

func categoryOptions(lang locale.Language, categories []store.Category) (options []web.Option) {
	for _, c := range categories {
		options = append(options, web.Option{Value: c.UID, Label: c.Name.In(lang)})
	}
	return options
}
