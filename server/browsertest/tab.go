package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take before the test fails. It is no measure of anything.
const patience = 60 * time.Second

// Tab is somebody at a browser: a tab with cookies of its own.
type Tab struct {
	t    testing.TB
	ctx  context.Context
	site string

	mutex    sync.Mutex                 // of what events write
	world    runtime.ExecutionContextID // beside the page that is open; 0: not entered yet
	status   int64
	address  string
	troubles []string
}

// New opens a tab for a site, "http://127.0.0.1:1234". It closes with the test; of a test that fails a picture stays in the
// folder that BLAZON_SCREENSHOTS names.
func New(t testing.TB, site string) *Tab {
	t.Helper()
	ctx, leave := chromedp.NewContext(start(t), chromedp.WithNewBrowserContext())
	t.Cleanup(leave)
	return open(t, ctx, site)
}

// open makes a tab in a context.
func open(t testing.TB, ctx context.Context, site string) *Tab {
	t.Helper()
	tab := &Tab{t: t, ctx: ctx, site: site}
	t.Cleanup(tab.pictureOfFailure)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, tab.note); err != nil {
		t.Fatal(err)
	}
	command(tab, dom.Disable, cdp.Empty{}) // nobody here follows how documents change
	command(tab, css.Disable, cdp.Empty{})
	tab.Emulate(1280, Light)
	return tab
}

// note keeps what the test asks about later. The browser's log of a page that is not found is no trouble of the page.
func (tab *Tab) note(event any) {
	tab.mutex.Lock()
	defer tab.mutex.Unlock()
	switch e := event.(type) {
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			tab.status, tab.address = e.Response.Status, e.Response.URL
		}
	case *runtime.EventExecutionContextsCleared:
		tab.world = 0
	case *page.EventJavascriptDialogOpening: // "leave this page?"
		go chromedp.Run(tab.ctx, func(ctx context.Context, target *chromedp.Target) (cdp.Empty, error) {
			return cdp.Call(ctx, target, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		})
	case *runtime.EventExceptionThrown:
		tab.troubles = append(tab.troubles, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && (e.Entry.Source != log.EntrySourceNetwork || e.Entry.URL != tab.address) {
			tab.troubles = append(tab.troubles, e.Entry.Text)
		}
	}
}

// Troubles are the errors of scripts, of the content security policy and of missing files since the last call.
func (tab *Tab) Troubles() []string {
	tab.mutex.Lock()
	defer tab.mutex.Unlock()
	found := tab.troubles
	tab.troubles = nil
	return found
}

// Open goes to a path of the site, waits until it is loaded, and gives its status.
func (tab *Tab) Open(path string) int {
	tab.t.Helper()
	run(tab, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Navigate(tab.site+path)))
	return tab.Status()
}

// Status is the HTTP status of the page.
func (tab *Tab) Status() int {
	tab.mutex.Lock()
	defer tab.mutex.Unlock()
	return int(tab.status)
}

// Path is where the tab is, with the query.
func (tab *Tab) Path() string {
	tab.t.Helper()
	return strings.TrimPrefix(run(tab, chromedp.Location()), tab.site)
}

// Text is what can be seen on the page, with one space wherever there is any space.
func (tab *Tab) Text() string {
	tab.t.Helper()
	return call[string](tab, "text")
}

// Has fails the test for each text that cannot be seen on the page.
func (tab *Tab) Has(texts ...string) {
	tab.t.Helper()
	seen := tab.Text()
	for _, text := range texts {
		if !strings.Contains(seen, text) {
			tab.t.Errorf("page %s (%d) does not show %q but:\n%s", tab.Path(), tab.Status(), text, seen)
		}
	}
}

// Awaits waits until a text can be seen on the page, which a script puts there.
func (tab *Tab) Awaits(text string) {
	tab.t.Helper()
	call[bool](tab, "awaits", text)
}

// ForgetCookies ends what the site knows of the tab: its session is lost.
func (tab *Tab) ForgetCookies() {
	tab.t.Helper()
	command(tab, network.ClearBrowserCookies, cdp.Empty{})
}

// Lacks fails the test for each text that can be seen on the page.
func (tab *Tab) Lacks(texts ...string) {
	tab.t.Helper()
	seen := tab.Text()
	for _, text := range texts {
		if strings.Contains(seen, text) {
			tab.t.Errorf("page %s shows %q", tab.Path(), text)
		}
	}
}

// run runs an action, and ends the test if it fails.
func run[T any](tab *Tab, action chromedp.Action[T]) T {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		tab.t.Fatal(err)
	}
	return value
}

// pictureOfFailure keeps what a failed test saw last.
func (tab *Tab) pictureOfFailure() {
	folder := os.Getenv("BLAZON_SCREENSHOTS")
	if !tab.t.Failed() || folder == "" {
		return
	}
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = keep(filepath.Join(folder, strings.ReplaceAll(tab.t.Name(), "/", "_")+".png"), picture)
	}
	if err != nil {
		tab.t.Logf("no picture: %v", err)
	}
}

// Picture writes a picture of the whole page into a file.
func (tab *Tab) Picture(path string) {
	tab.t.Helper()
	if err := keep(path, run(tab, chromedp.FullScreenshot(100))); err != nil {
		tab.t.Fatal(err)
	}
}

func keep(path string, picture []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, picture, 0o644)
}
