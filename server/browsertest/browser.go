// Package browsertest drives a real Chromium through the site as people do: by the words on links, buttons and labels.
package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// programs are the names that Chromium goes by.
var programs = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// flags keep the browser from asking anything outside and from doing what only a person at a screen needs.
var flags = []chromedp.ExecAllocatorOption{
	chromedp.Flag("disable-gpu", true),
	chromedp.Flag("no-proxy-server", true),
	chromedp.Flag("disable-component-update", true),
	chromedp.Flag("disable-features", strings.Join([]string{
		"site-per-process", "Translate", "BlinkGenPropertyTrees", // as chromedp has it
		"SpareRendererForSitePerProcess", "PreloadTopChromeWebUI", "WebUIOmniboxPopup", // processes that wait for a person's next step
		"MediaRouter", "OptimizationHints",
	}, ",")),
}

// shared is the browser that all tests of a program share. Each tab has cookies of its own.
var shared struct {
	sync.Mutex
	ctx  context.Context // nil until a test needs it
	stop func()
}

// Main runs the tests of a package and closes the browser after the last; TestMain exits with what it gives.
func Main(m *testing.M) int {
	code := m.Run()
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx != nil {
		shared.stop()
	}
	return code
}

// start gives the context of the running browser.
func start(t testing.TB) context.Context {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx != nil {
		return shared.ctx
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	profile, err := newProfile()
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], flags...)
	options = append(options, chromedp.ExecPath(path), chromedp.UserDataDir(profile))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // which Chromium refuses to build for root
	}
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, leave := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		free()
		os.RemoveAll(profile)
		t.Fatalf("%s does not start: %v", path, err)
	}
	shared.ctx, shared.stop = ctx, func() { chromedp.Cancel(ctx); leave(); free(); os.RemoveAll(profile) }
	return ctx
}

// newProfile makes the folder of a browser that downloads documents and shows none.
func newProfile() (string, error) {
	folder, err := os.MkdirTemp("", "blazon-browsertest-")
	if err != nil {
		return "", err
	}
	if err := os.Mkdir(filepath.Join(folder, "Default"), 0o700); err != nil {
		return "", err
	}
	return folder, os.WriteFile(filepath.Join(folder, "Default", "Preferences"), []byte(`{"plugins": {"always_open_pdf_externally": true}}`), 0o600)
}

func program() (string, error) {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium: run 'make deps', or install it (Debian: chromium)")
}

// axeSource is axe-core as npm has fetched it.
var axeSource = sync.OnceValues(func() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; folder = filepath.Dir(folder) {
		source, err := os.ReadFile(filepath.Join(folder, "node_modules", "axe-core", "axe.min.js"))
		if err == nil {
			return string(source), nil
		}
		if folder == filepath.Dir(folder) {
			return "", fmt.Errorf("axe-core is missing: run 'make generate'")
		}
	}
})
