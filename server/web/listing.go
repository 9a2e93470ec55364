package web

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"blazon/locale"
	"blazon/spreadsheet"
)

// Listing is what the address asks of a list: it is the same as the store's, which knows what it comes to.
type Listing struct {
	Search  string            // words of which each must be found
	Filters map[string]string // the values chosen, by the filters' names
	Sort    string            // by what; always one that the list offers
	Desc    bool              // from the last to the first
	Page    int               // from 1
	Whole   bool              // all pages in one, for a file
}

// Found is how many rows there are, and which of them the page shows: it is the same as the store's.
type Found struct {
	Total       int
	Page, Pages int
	First, Last int // numbers of the page's rows, from 1; both 0 where nothing is found
}

// Filter lets people choose the rows of a list that have one of some values.
type Filter struct {
	Name, Label string
	Options     []Option // beside the first one, which is all of them
}

// List is a long list on a page: what its address asks for, and the addresses that ask for something else. The state of
// the list is nowhere but in the address.
type List struct {
	Asked   Listing
	Found   Found
	Filters []Filter
	Hint    string // what the search looks through

	path   string
	format spreadsheet.Format // of the file that is asked for; empty: a page is
	sorts  []string
	keep   url.Values // what else the address says
}

// List reads what the address asks of a list that can be sorted in some ways, of which the first is the usual one. keep names
// the values of the query that are no part of the list and stay as they are.
func (r *Request) List(sorts []string, keep ...string) *List {
	query := r.URL.Query()
	l := &List{path: r.URL.Path, sorts: sorts, keep: url.Values{}, Asked: Listing{Search: strings.TrimSpace(query.Get("q")), Filters: map[string]string{}}}
	if len(sorts) > 0 {
		l.Asked.Sort = sorts[0]
	}
	if by, desc := strings.CutPrefix(query.Get("sort"), "-"); slices.Contains(sorts, by) {
		l.Asked.Sort, l.Asked.Desc = by, desc
	}
	page, err := strconv.Atoi(query.Get("page"))
	l.Asked.Page = max(page, 1)
	if err != nil {
		l.Asked.Page = 1
	}
	if format := spreadsheet.Format(query.Get("as")); format == spreadsheet.XLSX || format == spreadsheet.CSV {
		l.format, l.Asked.Whole = format, true
	}
	for _, name := range keep {
		if query.Has(name) {
			l.keep[name] = query[name]
		}
	}
	return l
}

// Filter adds a filter; what the address asks of it is one of the options, or nothing.
func (l *List) Filter(r *Request, name, label string, options ...Option) {
	l.Filters = append(l.Filters, Filter{Name: name, Label: label, Options: options})
	if value := r.Query(name); value != "" {
		l.Asked.Filters[name] = value
	}
}

// Offer gives a filter options that are known only once the list is read.
func (l *List) Offer(name string, options []Option) {
	for i := range l.Filters {
		if l.Filters[i].Name == name {
			l.Filters[i].Options = options
		}
	}
}

// Chosen tells whether a filter's value is asked for.
func (l *List) Chosen(filter, value string) bool { return l.Asked.Filters[filter] == value }

// Narrowed tells whether the search or a filter leaves rows out.
func (l *List) Narrowed() bool { return l.Asked.Search != "" || len(l.Asked.Filters) > 0 }

// Path is where the list is, without what is asked of it.
func (l *List) Path() string { return l.path }

// Here is the address of the list as it is shown: where an act on one of its rows leads back to.
func (l *List) Here() string { return l.address(l.Asked) }

// All is the address of the list without search and filters, in the same order.
func (l *List) All() string { return l.address(Listing{Sort: l.Asked.Sort, Desc: l.Asked.Desc}) }

// With is the address of the list's first page with a filter set; an empty value lifts it.
func (l *List) With(filter, value string) string {
	asked := l.Asked
	asked.Page, asked.Filters = 1, map[string]string{filter: value}
	for name, chosen := range l.Asked.Filters {
		if name != filter {
			asked.Filters[name] = chosen
		}
	}
	return l.address(asked)
}

func (l *List) address(asked Listing) string {
	query := url.Values{}
	for name, values := range l.keep {
		query[name] = values
	}
	set := func(name, value string) {
		if value != "" {
			query.Set(name, value)
		}
	}
	set("q", asked.Search)
	for name, value := range asked.Filters {
		set(name, value)
	}
	set("sort", l.order(asked))
	if asked.Page > 1 {
		set("page", strconv.Itoa(asked.Page))
	}
	if len(query) == 0 {
		return l.path
	}
	return l.path + "?" + query.Encode()
}

// order writes an order down as the address has it; the usual one goes without saying.
func (l *List) order(asked Listing) string {
	switch {
	case len(l.sorts) == 0 || asked.Sort == l.sorts[0] && !asked.Desc:
		return ""
	case asked.Desc:
		return "-" + asked.Sort
	}
	return asked.Sort
}

// Hidden are the parts of the address that a search must not lose: all but the search, the filters and the page.
func (l *List) Hidden() (values []Option) {
	for name, kept := range l.keep {
		for _, value := range kept {
			values = append(values, Option{name, value})
		}
	}
	if order := l.order(l.Asked); order != "" {
		values = append(values, Option{"sort", order})
	}
	return values
}

// ListHead is the head of a column by which the list can be sorted.
type ListHead struct {
	Label, Class string
	Address      string
	Sorted       string // "ascending" or "descending", as aria-sort says it; empty: the list is sorted by something else
}

// Head is a column's head that leads to the list sorted by it, and turns the order round if it is sorted so already.
func (l *List) Head(sort, label string, class ...string) ListHead {
	asked := l.Asked
	asked.Page, asked.Sort, asked.Desc = 1, sort, l.Asked.Sort == sort && !l.Asked.Desc
	head := ListHead{Label: label, Class: strings.Join(class, " "), Address: l.address(asked)}
	switch {
	case l.Asked.Sort == sort && l.Asked.Desc:
		head.Sorted = "descending"
	case l.Asked.Sort == sort:
		head.Sorted = "ascending"
	}
	return head
}

// As is the address of the whole list as a file: with the same search, filters and order.
func (l *List) As(format string) string {
	asked := l.Asked
	asked.Page = 1
	address := l.address(asked)
	if strings.Contains(address, "?") {
		return address + "&as=" + format
	}
	return address + "?as=" + format
}

// IsFile tells whether the address asks for the list as a file.
func (l *List) IsFile() bool { return l.format != "" }

// Send answers with the list as the file that the address asks for.
func (l *List) Send(r *Request, table *spreadsheet.Table) error { return r.SendTable(table, l.format) }

// SendTable answers with a table as a file, which is named after it.
func (r *Request) SendTable(table *spreadsheet.Table, format spreadsheet.Format) error {
	var body bytes.Buffer
	if err := table.Write(&body, format); err != nil {
		return err
	}
	name := strings.Join(strings.Fields(locale.Fold(table.Name)), "-") + "." + string(format)
	return r.Send(File{Name: name, Type: format.Type(), Body: body.Bytes(), Attachment: true})
}

// Columns titles the columns of a table by keys of messages.
func (r *Request) Columns(keys ...string) (columns []spreadsheet.Column) {
	for _, key := range keys {
		columns = append(columns, spreadsheet.Column{Title: r.T(key)})
	}
	return columns
}

// Pager leads through the pages of a list.
type Pager struct {
	Found
	Previous, Next template.URL // empty at the ends
}

// Pager leads to the pages before and after.
func (l *List) Pager() Pager {
	p := Pager{Found: l.Found}
	at := func(page int) template.URL {
		asked := l.Asked
		asked.Page = page
		return template.URL(l.address(asked))
	}
	if l.Found.Page > 1 {
		p.Previous = at(l.Found.Page - 1)
	}
	if l.Found.Page < l.Found.Pages {
		p.Next = at(l.Found.Page + 1)
	}
	return p
}

// pageRows is how many rows Cut shows at once.
const pageRows = 100

// Cut gives the rows of the page that is asked for, out of rows that are all there.
func Cut[T any](l *List, rows []T) []T {
	l.Found = Found{Total: len(rows), Pages: max(1, (len(rows)+pageRows-1)/pageRows)}
	if l.Asked.Whole {
		l.Found.Page, l.Found.Pages, l.Found.First, l.Found.Last = 1, 1, min(1, len(rows)), len(rows)
		return rows
	}
	l.Found.Page = min(l.Asked.Page, l.Found.Pages)
	from := (l.Found.Page - 1) * pageRows
	to := min(from+pageRows, len(rows))
	if len(rows) > 0 {
		l.Found.First, l.Found.Last = from+1, to
	}
	return rows[from:to]
}

// Back sends the browser on to where the form came from, which it says in "next", or else to a route.
func (r *Request) Back(name string, pairs ...any) error {
	if path, ok := r.Return(); ok {
		return r.RedirectTo(path)
	}
	return r.Redirect(name, pairs...)
}
