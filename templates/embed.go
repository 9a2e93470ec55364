// Package templates holds the pages, the layout and the partials for all and a folder per door.
package templates

import "embed"

// Files holds all templates; a page's file is named after it, "jury/sheet.html".
//
//go:embed *.html */*.html
var Files embed.FS
