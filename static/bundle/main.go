// Command bundle builds what browsers load, app.css and app.js, and widget.css for frames in other sites, from the sources beside it and from npm packages.
package main

import (
	"fmt"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

// browsers are the oldest that the bundle is built for.
var browsers = []api.Engine{{Name: api.EngineChrome, Version: "111"}, {Name: api.EngineFirefox, Version: "113"},
	{Name: api.EngineSafari, Version: "16.4"}}

// main runs in the folder static, as go generate calls it.
func main() {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{"app.css", "app.ts", "icon.svg", "widget.css"},
		Outdir:            "dist",
		Bundle:            true,
		Write:             true,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		Charset:           api.CharsetUTF8,
		Engines:           browsers,
		LegalComments:     api.LegalCommentsInline,
		Loader:            map[string]api.Loader{".svg": api.LoaderCopy},
		LogLevel:          api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		fmt.Fprintln(os.Stderr, "the browser bundle could not be built; has npm ci run?")
		os.Exit(1)
	}
}
