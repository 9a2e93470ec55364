// Package templates holds the pages, the layout and the partials for all and a folder per door, and the letters.
package templates

import "embed"

// Files holds all templates; a page's file is named after it, "jury/sheet.html", a letter's "mail/invitation.txt".
//
//go:embed *.html */*.html mail/*.txt
var Files embed.FS
