package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed page.js
var pageScript string

// call asks one of the functions of page.js.
func call[T any](tab *Tab, function string, arguments ...any) T {
	tab.t.Helper()
	if arguments == nil {
		arguments = []any{}
	}
	list, err := json.Marshal(arguments)
	if err != nil {
		tab.t.Fatal(err)
	}
	return evaluate[T](tab, fmt.Sprintf("globalThis.blazon ??= %s; globalThis.blazon.%s(...%s) ?? null", pageScript, function, list))
}

// evaluate runs a script beside the page, in a world of its own: it sees the page's document but none of its scripts, and
// the page's content security policy stays as it is.
func evaluate[T any](tab *Tab, script string) T {
	tab.t.Helper()
	return run(tab, func(ctx context.Context, target *chromedp.Target) (value T, err error) {
		tree, err := cdp.Call(ctx, target, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return value, err
		}
		world, err := cdp.Call(ctx, target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: tree.FrameTree.Frame.ID, WorldName: "browsertest"})
		if err != nil {
			return value, err
		}
		yes := true
		result, err := cdp.Call(ctx, target, runtime.Evaluate, runtime.EvaluateParams{
			Expression: script, ContextID: world.ExecutionContextID, ReturnByValue: &yes, AwaitPromise: &yes})
		if err != nil {
			return value, err
		}
		if result.ExceptionDetails != nil {
			return value, &chromedp.ExceptionError{ExceptionDetails: result.ExceptionDetails}
		}
		return value, json.Unmarshal(result.Result.Value, &value)
	})
}
