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
	return evaluate[T](tab, fmt.Sprintf("globalThis.blazon.%s(...%s) ?? null", function, list))
}

// evaluate runs a script beside the page, in a world of its own: it sees the page's document but none of its scripts, and
// the page's content security policy stays as it is.
func evaluate[T any](tab *Tab, script string) T {
	tab.t.Helper()
	return run(tab, func(ctx context.Context, target *chromedp.Target) (value T, err error) {
		world, err := tab.enterWorld(ctx, target)
		if err != nil {
			return value, err
		}
		answer, err := evaluateIn(ctx, target, world, script)
		if err != nil {
			return value, err
		}
		return value, json.Unmarshal(answer, &value)
	})
}

// enterWorld gives the world beside the page that is open now, with the functions of page.js in it.
func (tab *Tab) enterWorld(ctx context.Context, target *chromedp.Target) (runtime.ExecutionContextID, error) {
	tab.mutex.Lock()
	world := tab.world
	tab.mutex.Unlock()
	if world != 0 {
		return world, nil
	}
	tree, err := cdp.Call(ctx, target, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return 0, err
	}
	made, err := cdp.Call(ctx, target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: tree.FrameTree.Frame.ID, WorldName: "browsertest"})
	if err != nil {
		return 0, err
	}
	if _, err := evaluateIn(ctx, target, made.ExecutionContextID, "globalThis.blazon = "+pageScript+"; null"); err != nil {
		return 0, err
	}
	tab.mutex.Lock()
	defer tab.mutex.Unlock()
	tab.world = made.ExecutionContextID
	return tab.world, nil
}

func evaluateIn(ctx context.Context, target *chromedp.Target, world runtime.ExecutionContextID, script string) ([]byte, error) {
	yes := true
	result, err := cdp.Call(ctx, target, runtime.Evaluate, runtime.EvaluateParams{
		Expression: script, ContextID: world, ReturnByValue: &yes, AwaitPromise: &yes})
	if err != nil {
		return nil, err
	}
	if result.ExceptionDetails != nil {
		return nil, &chromedp.ExceptionError{ExceptionDetails: result.ExceptionDetails}
	}
	return result.Result.Value, nil
}
