package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

type point struct{ X, Y float64 }

// places is never null in a script.
func places(within []string) []string { return append([]string{}, within...) }

// Press clicks the link or button with this text, or that a CSS selector such as ".tabs a" names, and waits for the page that
// it leads to. Where several have the text, what
// stands around the right one tells it: the text of its row, card or section.
func (tab *Tab) Press(text string, within ...string) {
	tab.t.Helper()
	at := call[point](tab, "point", "control", text, places(within))
	run(tab, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.MouseClickXY(at.X, at.Y)))
}

// Send sends the form that a CSS selector names as it is filled in, past the browser's own checks, and waits for the answer.
func (tab *Tab) Send(selector string) {
	tab.t.Helper()
	run(tab, chromedp.WaitEvent(page.LoadEventFired, nil, func(context.Context, *chromedp.Target) (chromedp.Void, error) {
		call[any](tab, "send", selector)
		return chromedp.Void{}, nil
	}))
}

// Click clicks a link or button that leads to no other page.
func (tab *Tab) Click(text string, within ...string) {
	tab.t.Helper()
	at := call[point](tab, "point", "control", text, places(within))
	run(tab, chromedp.MouseClickXY(at.X, at.Y))
}

// Check ticks the box, or chooses the one of several, with this label.
func (tab *Tab) Check(label string, within ...string) {
	tab.t.Helper()
	if call[bool](tab, "checked", label, places(within)) {
		return
	}
	at := call[point](tab, "point", "field", label, places(within))
	run(tab, chromedp.MouseClickXY(at.X, at.Y))
	if !call[bool](tab, "checked", label, places(within)) {
		tab.t.Fatalf("%q cannot be checked", label)
	}
}

// Fill types into the field with this label in place of what it held, or chooses the option with this text. A label such as
// [name="x"] is a CSS selector.
func (tab *Tab) Fill(label, value string, within ...string) {
	tab.t.Helper()
	if !call[bool](tab, "begin", label, places(within), value) {
		return
	}
	if value == "" {
		run(tab, chromedp.KeyEvent("\b"))
		return
	}
	command(tab, input.InsertText, input.InsertTextParams{Text: value})
}

// Type presses keys one after the other wherever the keyboard is; arrows and their like are the runes of the package kb.
func (tab *Tab) Type(keys string) {
	tab.t.Helper()
	run(tab, chromedp.KeyEvent(keys))
}

// Paste pastes a text into the field that has the keyboard, as from another program.
func (tab *Tab) Paste(text string) {
	tab.t.Helper()
	evaluate[bool](tab, fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", %q);
		return document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
	})()`, text))
}

// Value is what the field with this label holds.
func (tab *Tab) Value(label string, within ...string) string {
	tab.t.Helper()
	return call[string](tab, "value", label, places(within))
}

// Download clicks a link and gives the file that it downloads, with the name under which it arrives.
func (tab *Tab) Download(text string, within ...string) (name string, body []byte) {
	tab.t.Helper()
	folder := tab.t.TempDir()
	yes := true
	_, err := chromedp.CallBrowser(tab.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, BrowserContextID: chromedp.FromContext(tab.ctx).BrowserContextID,
		DownloadPath: folder, EventsEnabled: &yes})
	if err != nil {
		tab.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	began := chromedp.BrowserEvents(ctx, browser.DownloadWillBegin)
	progress := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
	tab.Click(text, within...)
	var id string
	for event, err := range began {
		if err != nil {
			tab.t.Fatalf("%q downloads nothing: %v", text, err)
		}
		name, id = event.SuggestedFilename, event.GUID
		break
	}
	for event, err := range progress {
		if err != nil || event.State == browser.DownloadProgressStateCanceled {
			tab.t.Fatalf("%q is not downloaded: %v", name, err)
		}
		if event.GUID == id && event.State == browser.DownloadProgressStateCompleted {
			break
		}
	}
	if body, err = os.ReadFile(filepath.Join(folder, id)); err != nil {
		tab.t.Fatal(err)
	}
	return name, body
}

// WithoutScripts lets the pages' scripts no longer run.
func (tab *Tab) WithoutScripts() {
	tab.t.Helper()
	command(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// command sends a command of the protocol to the tab.
func command[P, R any](tab *Tab, c cdp.Command[P, R], params P) R {
	tab.t.Helper()
	return run(tab, func(ctx context.Context, target *chromedp.Target) (R, error) { return cdp.Call(ctx, target, c, params) })
}
