// Package static holds what browsers load beside the pages: our script and style sheet, built into dist by go generate.
package static

import "embed"

//go:generate go run ./bundle

// Files holds the built bundle under dist; before it is built there is only a .gitkeep.
//
//go:embed all:dist
var Files embed.FS
