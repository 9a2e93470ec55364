package browsertest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Theme is what the reader prefers, "light" or "dark".
type Theme string

// The themes.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)

// Emulate gives the window another width in CSS pixels and the reader another preference. Pages that are open follow.
func (tab *Tab) Emulate(width int64, theme Theme) {
	tab.t.Helper()
	run(tab, chromedp.EmulateViewport(width, 900))
	command(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: string(theme)}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// Sideways says what makes the page scroll sideways; nothing should.
func (tab *Tab) Sideways() []string {
	tab.t.Helper()
	return call[[]string](tab, "sideways")
}

// finding is what axe says about a page.
type finding struct {
	ID    string
	Help  string
	Nodes []struct {
		HTML           string
		FailureSummary string
	}
}

// tags choose axe's rules: all levels that the law asks for, what comes with WCAG 2.2, and what is good practice.
var tags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}

// shown are axe's rules whose answer depends on how wide and in which colors a page is shown; the others ask for what it says.
var shown = []string{"color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"}

// Axe lists what axe-core finds wrong with the page as it is now.
func (tab *Tab) Axe() []string {
	tab.t.Helper()
	return tab.axe("tag", tags)
}

// AxeShown lists what axe-core finds wrong with how the page is shown now, of one that Axe has looked at in another width and other colors.
func (tab *Tab) AxeShown() []string {
	tab.t.Helper()
	return tab.axe("rule", shown)
}

// axe runs the rules that are chosen by their tags or by their names.
func (tab *Tab) axe(kind string, chosen []string) (findings []string) {
	tab.t.Helper()
	if !evaluate[bool](tab, "globalThis.axe !== undefined") { // half a megabyte, which a page that was looked at before has
		source, err := axeSource()
		if err != nil {
			tab.t.Fatal(err)
		}
		evaluate[any](tab, source+"; null")
	}
	options, err := json.Marshal(map[string]any{"resultTypes": []string{"violations"}, "runOnly": map[string]any{"type": kind, "values": chosen}, "preload": false})
	if err != nil {
		tab.t.Fatal(err)
	}
	const script = `axe.run(document, %s).then((r) => r.violations.map((v) => ({ID: v.id, Help: v.help,
		Nodes: v.nodes.map((n) => ({HTML: n.html.slice(0, 200), FailureSummary: n.failureSummary}))})))`
	for _, f := range evaluate[[]finding](tab, fmt.Sprintf(script, options)) {
		for _, n := range f.Nodes[:min(3, len(f.Nodes))] {
			findings = append(findings, fmt.Sprintf("%s: %s: %s: %s", f.ID, f.Help, n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " ")))
		}
	}
	return findings
}

// Focus is the id of the element that the keyboard is at, or empty.
func (tab *Tab) Focus() string {
	tab.t.Helper()
	return call[stop](tab, "focus").ID
}

// stop is a place where Tab can rest.
type stop struct {
	Tag     string
	ID      string
	Index   int // of the element in the document; -1: nowhere
	Visible bool
	Skip    bool // the link past the header
}

// Tour presses Tab through the page from its beginning and lists what is wrong: the first stop must be the link that skips
// the header, each must be seen to have the focus, and each link and field must be reached.
func (tab *Tab) Tour() (faults []string) {
	tab.t.Helper()
	left := map[int]string{}
	for _, s := range call[[]stop](tab, "reachable") {
		left[s.Index] = s.Tag
	}
	unseen := map[int]string{}
	for i := range partsOfADay*len(left) + 2 {
		run(tab, chromedp.KeyEvent(kb.Tab))
		at := call[stop](tab, "focus")
		if at.Index < 0 || i > 0 && at.Skip {
			break // the round is over
		}
		if i == 0 && !at.Skip {
			faults = append(faults, "the first stop is "+at.Tag)
		}
		if _, again := left[at.Index]; again && !at.Visible {
			unseen[at.Index] = at.Tag
		}
		delete(left, at.Index)
	}
	for _, tag := range unseen {
		faults = append(faults, "one does not see the focus of "+tag)
	}
	for _, tag := range left {
		faults = append(faults, "Tab does not reach "+tag)
	}
	slices.Sort(faults)
	return faults
}

// partsOfADay is how often Tab stops within a field for a day: at the day, the month, the year and the calendar.
const partsOfADay = 4

// Skip follows the link past the header and says what is wrong: the next stop must lie in the page's content, if that has any.
func (tab *Tab) Skip() (faults []string) {
	tab.t.Helper()
	run(tab, chromedp.KeyEvent(kb.Tab))
	if at := call[stop](tab, "focus"); !at.Skip || !at.Visible {
		return []string{"the first stop is not the link past the header: " + at.Tag}
	}
	run(tab, chromedp.KeyEvent(kb.Enter))
	if at := call[stop](tab, "focus"); !strings.HasPrefix(at.Tag, "<main") {
		return []string{"the link past the header leads to " + at.Tag}
	}
	return nil
}
