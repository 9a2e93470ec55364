package web

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"blazon/locale"
)

// share fills in what a page says of itself to those who share it or find it, where its file has a description.
func (r *Request) share(f *frame, page string, data any) (err error) {
	set := r.site.templates[r.Language]
	if set.root.Lookup(page+descriptionSuffix) == nil {
		return nil
	}
	if f.Description, err = set.part(page+descriptionSuffix, data); err != nil {
		return err
	}
	f.Description = template.HTML(strings.Join(strings.Fields(string(f.Description)), " "))
	f.Canonical = r.canonical(r.Language)
	for _, l := range locale.Languages {
		f.Alternates = append(f.Alternates, choice{Code: string(l), Address: r.canonical(l)})
	}
	if set.root.Lookup(page+pictureSuffix) == nil {
		return nil
	}
	picture, err := set.part(page+pictureSuffix, data)
	if picture != "" {
		f.Picture = template.HTML(template.HTMLEscapeString(r.site.base.String())) + picture
	}
	return err
}

// canonical is the address of the page itself in a language: of a long list each page has one, but a search or a filter has none.
func (r *Request) canonical(lang locale.Language) string {
	address := r.site.base.String() + "/" + string(lang) + strings.TrimPrefix(r.URL.EscapedPath(), "/"+string(r.Language))
	if page, err := strconv.Atoi(r.Query("page")); err == nil && page > 1 {
		address += "?" + url.Values{"page": {strconv.Itoa(page)}}.Encode()
	}
	return address
}
