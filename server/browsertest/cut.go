package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Offline cuts the tab off from the network, or lets it back.
func (tab *Tab) Offline(yes bool) {
	tab.t.Helper()
	command(tab, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
		{DownloadThroughput: -1, UploadThroughput: -1, Offline: yes}}})
	command(tab, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: yes, DownloadThroughput: -1, UploadThroughput: -1})
}

// Beside opens a second tab of the same browser: the two share their cookies.
func (tab *Tab) Beside() *Tab {
	tab.t.Helper()
	ctx, leave := chromedp.NewContext(tab.ctx)
	tab.t.Cleanup(leave)
	return open(tab.t, ctx, tab.site)
}

// Close closes the tab as somebody does who does not look back: a page that asks whether it may be left is told yes.
func (tab *Tab) Close() {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	gone := chromedp.BrowserEvents(ctx, target.TargetDestroyed)
	command(tab, page.Close, cdp.Empty{})
	for event, err := range gone {
		if err != nil {
			tab.t.Fatalf("the tab does not close: %v", err)
		}
		if event.TargetID == chromedp.FromContext(tab.ctx).Target.TargetID {
			return
		}
	}
}

// Add types at the end of what a field holds.
func (tab *Tab) Add(label, text string, within ...string) {
	tab.t.Helper()
	call[bool](tab, "end", label, places(within))
	command(tab, input.InsertText, input.InsertTextParams{Text: text})
}
