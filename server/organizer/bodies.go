package organizer

import (
	"slices"
	"strings"

	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const (
	bodiesPage  web.Page[bodiesData]  = "organizer/bodies"
	newBodyPage web.Page[newBodyData] = "organizer/body_new"
)

// bodiesAtMost is how many bodies a search in a form shows.
const bodiesAtMost = 100

type bodiesData struct {
	*store.BodyList
	List *web.List
}

func (d door) bodies(r *web.Request) error {
	list := r.List([]string{"name", "population"})
	list.Hint = r.T("roster.search_hint")
	list.Filter(r, "region", r.T("roster.column_region_code"), newBodyData{}.Regions("")[1:]...)
	list.Filter(r, "kind", r.T("roster.column_kind"), newBodyData{}.Kinds(r.Language)...)
	found, err := d.store.ListBodies(r.Context(), r.Actor, r.Language, store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(found.Found)
	if list.IsFile() {
		return list.Send(r, bodiesFile(r, found))
	}
	return bodiesPage.Show(r, bodiesData{found, list})
}

type newBodyData struct {
	Form   newBodyForm
	Errors web.Errors
}

type newBodyForm struct {
	Name       string        `form:"name"`
	Kind       register.Kind `form:"kind"`
	Region     string        `form:"region_code"`
	Web        string        `form:"web"`
	Population string        `form:"population"`
	Source     string        `form:"source"`
	Date       string        `form:"date"`
}

// Kinds are what a body may be; most of those that no register has are none of the kinds that registers know.
func (newBodyData) Kinds(lang locale.Language) (options []web.Option) {
	kinds := register.Kinds()
	slices.Reverse(kinds)
	for _, kind := range kinds {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(lang, kind.Key())})
	}
	return options
}

// Regions are where a body may lie.
func (newBodyData) Regions(nowhere string) []web.Option {
	options := []web.Option{{Value: "", Label: nowhere}}
	for _, country := range []register.Country{register.Czechia, register.Poland} {
		for _, region := range register.Regions(country) {
			options = append(options, web.Option{Value: region.Code, Label: region.Name})
		}
	}
	return options
}

func (d door) newBody(r *web.Request) error {
	return newBodyPage.Show(r, newBodyData{Form: newBodyForm{Kind: register.Other, Name: r.Query("name")}})
}

func (d door) addBody(r *web.Request) error {
	var data newBodyData
	err := r.Decode(&data.Form)
	var body *store.Body
	if err == nil {
		data.Form.Name = strings.TrimSpace(data.Form.Name)
		body, err = d.store.AddBody(r.Context(), r.Actor, store.NewBody(data.Form))
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return newBodyPage.Again(r, err, data)
	}
	r.Notice("roster.body_added", "Name", body.Title())
	return r.Redirect("organizer.body", "body", body.UID)
}
