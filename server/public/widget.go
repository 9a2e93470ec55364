package public

import (
	"html"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const (
	widgetPage     web.Page[widgetData]     = "public/widget"
	bodyWidgetPage web.Page[bodyWidgetData] = "public/widget-body"
)

// framePolicy lets pages of all sites frame what loads nothing but our own style.
const framePolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"

// look is what the frame's address says of how it looks: ?theme=dark&rows=5.
type look struct {
	Theme string // "light" or "dark"; empty: as the reader's system
	Most  int    // rows
}

// usualRows is how many rows a frame shows that says nothing else, and mostRows the most that it may ask for.
const usualRows, mostRows = 10, 100

func lookOf(r *web.Request) look {
	l := look{Most: usualRows}
	if theme := r.Query("theme"); theme == "light" || theme == "dark" {
		l.Theme = theme
	}
	if n, err := strconv.Atoi(r.Query("rows")); err == nil && n > 0 && n <= mostRows {
		l.Most = n
	}
	return l
}

// widgetData is a contest's result in a frame.
type widgetData struct {
	contestData
	look
}

// Shown are the first rows.
func (d widgetData) Shown() []store.ResultRow {
	rows := d.Contest.Ranking()
	return rows[:min(len(rows), d.Most)]
}

// More tells how many rows are left out.
func (d widgetData) More() int { return max(0, len(d.Contest.Ranking())-d.Most) }

// widget shows a contest's result to pages of other sites, or that it is not announced yet.
func (d door) widget(r *web.Request) error {
	a := address(r)
	a.Category = ""
	results, err := d.store.RoundResults(r.Context(), everybody, a)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(results.Contests, func(c *store.ContestResult) bool { return c.Category.Slug == r.Var("category") })
	if at < 0 {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return frame(r, widgetPage, widgetData{contestData{RoundResults: results, Contest: results.Contests[at]}, lookOf(r)})
}

// bodyWidgetData is what a body achieved, in a frame.
type bodyWidgetData struct {
	bodyData
	look
}

func (d door) bodyWidget(r *web.Request) error {
	record, err := d.store.PublicBody(r.Context(), r.Var("code"))
	if err != nil {
		return err
	}
	l := lookOf(r)
	return frame(r, bodyWidgetPage, bodyWidgetData{bodyData{BodyRecord: record, Shown: record.Achieved[:min(len(record.Achieved), l.Most)]}, l})
}

// frame answers with a page of its own that may stand in others.
func frame[T any](r *web.Request, page web.Page[T], data T) error {
	h := r.Writer().Header()
	h.Set("Content-Security-Policy", framePolicy)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	return page.As(r, web.File{Name: "widget.html", Type: "text/html; charset=utf-8"}, data)
}

// embedding is the frame that shows a page's content elsewhere, with what to copy.
type embedding struct{ Address, Code string }

// The height that a frame needs, in pixels: of what stands around its rows, and of a row. It is a hint: rows may take two lines.
const frameHeight, rowHeight = 190, 48

// embed writes the code of a frame with so many rows.
func embed(r *web.Request, title string, rows int, route string, words ...any) embedding {
	height := frameHeight + rowHeight*max(1, min(rows, usualRows))
	return embedding{Address: r.Address(route, words...), Code: element("iframe", "src", r.Link(route, words...), "title", title, "width", "100%",
		"height", strconv.Itoa(height), "loading", "lazy") + "</iframe>"}
}

// dataFile is what programs read of a page's content.
type dataFile struct{ Name, Address string }

// element begins an element of HTML, with pairs of a name and a value.
func element(name string, pairs ...string) string {
	var text strings.Builder
	text.WriteString("<" + name)
	for i := 0; i < len(pairs); i += 2 {
		text.WriteString(" " + pairs[i] + `="` + html.EscapeString(pairs[i+1]) + `"`)
	}
	return text.String() + ">"
}
