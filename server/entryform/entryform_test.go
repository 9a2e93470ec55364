package entryform_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/servertest"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

const inputs web.Page[*entryform.Inputs] = "entry/form"

func both(cs string) locale.Text {
	return locale.Text{locale.Czech: cs, locale.English: "In English: " + cs}
}

// form asks for everything, with a list of choices to tick and a longer one to open.
func form() *store.Form {
	few := []store.FieldOption{{Key: "a", Name: both("A")}, {Key: "b", Name: both("B")}, {Key: "c", Name: both("C")}}
	var many []store.FieldOption
	for i := range 12 {
		many = append(many, store.FieldOption{Key: fmt.Sprintf("o%d", i), Name: both(fmt.Sprint(i))})
	}
	f := &store.Form{}
	for _, part := range store.PartNames {
		f.Parts = append(f.Parts, store.FormPart{Part: part, Asked: true})
	}
	for i, field := range []store.FormField{{Kind: store.ShortText}, {Kind: store.LongText, Longest: 200}, {Kind: store.WebAddress},
		{Kind: store.NumberField, Decimals: 2}, {Kind: store.DateField}, {Kind: store.Choice, Options: few}, {Kind: store.Choice, Options: many},
		{Kind: store.Choices, Options: few}, {Kind: store.Declaration}, {Kind: store.FileField, Options: []store.FieldOption{{Key: "pdf"}}}} {
		field.Key, field.Label = fmt.Sprintf("f%d", i), both(fmt.Sprintf("Pole %d \"<&>\"\nna dvou řádcích", i))
		f.Fields = append(f.Fields, &field)
	}
	return f
}

// posted is what a browser sends of a page's inputs when nobody touches them.
func posted(t *rapid.T, page string) url.Values {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	values := url.Values{}
	for n := range root.Descendants() {
		a := map[string]string{}
		for _, attribute := range n.Attr {
			a[attribute.Key] = attribute.Val
		}
		_, checked := a["checked"]
		switch {
		case n.Data == "input" && (a["type"] == "checkbox" || a["type"] == "radio") && !checked:
		case n.Data == "input":
			values.Add(a["name"], a["value"])
		case n.Data == "textarea":
			text := ""
			if n.FirstChild != nil {
				text = n.FirstChild.Data
			}
			values.Add(a["name"], strings.ReplaceAll(text, "\n", "\r\n"))
		case n.Data == "select":
			values.Add(a["name"], selected(n))
		}
	}
	return values
}

// selected is the value of the option that is, or of the first.
func selected(list *html.Node) (value string) {
	first := true
	for n := range list.Descendants() {
		if n.Data != "option" {
			continue
		}
		chosen := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "selected" })
		for _, a := range n.Attr {
			if a.Key == "value" && (first || chosen) {
				value = a.Val
			}
		}
		first = false
	}
	return value
}

// without leaves out what is wrong.
func without(filled store.Filled, err error) store.Filled {
	if err == nil {
		return filled
	}
	for _, field := range fault.Of(err).Fields {
		switch field.Name {
		case "title":
			filled.Title = ""
		case "url":
			filled.URL = ""
		case "supplier":
			filled.Supplier = ""
		default:
			delete(filled.Answers, strings.TrimSuffix(strings.TrimPrefix(field.Name, "answers["), "]"))
		}
	}
	return filled
}

// Whatever is accepted, shown in the form and sent back untouched is accepted again, and is the same.
func TestWhatTheFormShowsComesBackUnchanged(t *testing.T) {
	s := servertest.Start(t, storetest.Open(t, storetest.SQLiteAddress(t), store.Options{}))
	asked := form()
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "\n\nřádek\r\n", "👩🏽‍⚖️ \u200f\"<b>&amp;", "www.háčky.cz/ř?a=<b>", "12 345,6", "-0,50",
		"1. 5. 2026", "a", "b", "o11", "c"}))
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(locale.Languages).Draw(t, "language")
		filled := store.Filled{Title: word.Draw(t, "title"), URL: word.Draw(t, "url"), Supplier: word.Draw(t, "supplier"), Answers: store.Answers{}}
		for _, f := range asked.Fields {
			filled.Answers[f.Key] = rapid.SliceOfN(word, 1, 3).Draw(t, f.Key)
			if f.Kind == store.Declaration && rapid.Bool().Draw(t, "agreed") {
				filled.Answers[f.Key] = []string{f.Label.In(lang)}
			}
		}
		kept, err := asked.Check(store.Filled{}, filled)
		if _, err := inputs.Fragment(s.Site, lang, entryform.New(lang, asked, kept, []string{"Galileo"}, err)); err != nil {
			t.Fatal(err)
		}
		kept, err = asked.Check(store.Filled{}, without(kept, err))
		if err != nil {
			t.Fatalf("what was not wrong is refused: %v", err)
		}
		page, err := inputs.Fragment(s.Site, lang, entryform.New(lang, asked, kept, []string{"Galileo"}, nil))
		if err != nil {
			t.Fatal(err)
		}
		values := posted(t, string(page))
		again := store.Filled{Title: values.Get("title"), URL: values.Get("url"), Supplier: values.Get("supplier"), Answers: store.Answers{}}
		for _, f := range asked.Fields {
			again.Answers[f.Key] = values["answers["+f.Key+"]"]
		}
		back, err := asked.Check(store.Filled{}, again)
		if err != nil || back.Title != kept.Title || back.URL != kept.URL || back.Supplier != kept.Supplier || !back.Answers.Equal(kept.Answers) {
			t.Fatalf("%q came back as %q: %v", kept, back, err)
		}
	})
}
