package web

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"blazon/locale"
)

// listAt reads a list that can be sorted by name or time and filtered by state, and keeps a tab.
func listAt(query string) *List {
	r := &Request{Request: httptest.NewRequest("GET", "/cs/list?"+query, nil)}
	l := r.List([]string{"name", "time"}, "tab")
	l.Filter(r, "state", "State", Option{"new", "new"}, Option{"old", "old"})
	return l
}

func TestTheStateOfAListIsInItsAddress(t *testing.T) {
	for _, c := range []struct{ about, asked, here, all, byName, byTime, filtered string }{
		{"nothing is asked for", "", "/cs/list", "/cs/list", "/cs/list?sort=-name", "/cs/list?sort=time", "/cs/list?state=old"},
		{"everything is", "q=Nov%C3%A1+Ves&state=new&sort=-time&page=3&tab=b", "/cs/list?page=3&q=Nov%C3%A1+Ves&sort=-time&state=new&tab=b",
			"/cs/list?sort=-time&tab=b", "/cs/list?q=Nov%C3%A1+Ves&state=new&tab=b", "/cs/list?q=Nov%C3%A1+Ves&sort=time&state=new&tab=b",
			"/cs/list?q=Nov%C3%A1+Ves&sort=-time&state=old&tab=b"},
		{"the usual order turned round", "sort=-name", "/cs/list?sort=-name", "/cs/list?sort=-name", "/cs/list", "/cs/list?sort=time", "/cs/list?sort=-name&state=old"},
		{"an order that there is not, and a page that is none", "sort=id&page=x&other=1", "/cs/list", "/cs/list", "/cs/list?sort=-name", "/cs/list?sort=time", "/cs/list?state=old"},
		{"a page before the first", "page=-4", "/cs/list", "/cs/list", "/cs/list?sort=-name", "/cs/list?sort=time", "/cs/list?state=old"},
	} {
		l := listAt(c.asked)
		got := []string{l.Here(), l.All(), l.Head("name", "").Address, l.Head("time", "").Address, l.With("state", "old")}
		if want := []string{c.here, c.all, c.byName, c.byTime, c.filtered}; !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", c.about, got, want)
		}
		if narrowed := strings.Contains(c.asked, "q="); l.Narrowed() != narrowed {
			t.Errorf("%s: narrowed is %v", c.about, l.Narrowed())
		}
	}
}

func TestALongListIsCutIntoPages(t *testing.T) {
	rows := make([]int, 250)
	for i := range rows {
		rows[i] = i
	}
	for _, c := range []struct {
		page           string
		first, last    int
		previous, next string
	}{
		{"", 1, 100, "", "/cs/list?page=2"},
		{"page=2", 101, 200, "/cs/list", "/cs/list?page=3"},
		{"page=3", 201, 250, "/cs/list?page=2", ""},
		{"page=99", 201, 250, "/cs/list?page=2", ""},
	} {
		l := listAt(c.page)
		cut := Cut(l, rows)
		p := l.Pager()
		if p.First != c.first || p.Last != c.last || p.Total != 250 || string(p.Previous) != c.previous || string(p.Next) != c.next ||
			cut[0] != c.first-1 || cut[len(cut)-1] != c.last-1 {
			t.Errorf("%q: rows %d to %d, %+v", c.page, cut[0], cut[len(cut)-1], p)
		}
	}
	if l := listAt(""); len(Cut(l, rows[:0])) != 0 || l.Found.First != 0 || l.Found.Pages != 1 {
		t.Errorf("an empty list has %+v", l.Found)
	}
}

func TestTheHeadOfAListShowsWhatIsAskedFor(t *testing.T) {
	l := listAt("q=%22x&state=old&sort=-time&tab=b")
	Cut(l, make([]int, 6254))
	set := speak(t).templates[locale.Czech]
	for _, c := range []struct {
		about, partial string
		data           any
		want, never    []string
	}{
		{"the search", "list-search", l, []string{`action="/cs/list"`, `name="q" value="&#34;x"`, `<option value="old" selected>`, `<option value="new">`,
			`name="sort" value="-time"`, `name="tab" value="b"`, `href="/cs/list?sort=-time&amp;tab=b"`}, []string{`name="page"`}},
		{"the head that it is sorted by", "list-head", l.Head("time", "Čas", "numeric"), []string{`class="numeric" aria-sort="descending"`, "▼", `sort=time`}, nil},
		{"the head of another column", "list-head", l.Head("name", "Jméno"), []string{">Jméno</a>"}, []string{"aria-sort", "▲"}},
		{"the pager", "pager", l.Pager(), []string{"1–100 z\u00a06\u00a0254", `rel="next"`}, []string{`rel="prev"`}},
		{"the way back", "list-next", l, []string{`name="next" value="/cs/list?q=%22x&amp;sort=-time&amp;state=old&amp;tab=b"`}, nil},
		{"nothing found", "list-empty", l, []string{`href="/cs/list?sort=-time&amp;tab=b"`}, nil},
	} {
		got, err := set.part(c.partial, c.data)
		if err != nil {
			t.Errorf("%s: %v", c.about, err)
		}
		for _, want := range c.want {
			if !strings.Contains(string(got), want) {
				t.Errorf("%s: %s is missing in\n%s", c.about, want, got)
			}
		}
		for _, never := range c.never {
			if strings.Contains(string(got), never) {
				t.Errorf("%s: %s is in\n%s", c.about, never, got)
			}
		}
	}
}
