// Package printed shows documents as pages that say the same as their files, and print as well.
package printed

import (
	"strings"

	"blazon/document"
	"blazon/locale"
	"blazon/server/web"
)

const page web.Page[*Page] = "reading/page"

// Page is a document as a page.
type Page struct {
	document.Reading
	Way   []web.Crumb // to the page above
	Files []File
}

// File is the document as a file, in one of the languages.
type File struct {
	Language locale.Language
	Address  string
	Current  bool // it is in the page's language
}

// Show shows a document below the page that the way ends in; route and words are the address of its file.
func Show(r *web.Request, d document.Reading, way []web.Crumb, route string, words ...any) error {
	return page.Show(r, &Page{Reading: d, Way: append(way, web.Crumb{Text: d.Title}), Files: Files(r, route, words...)})
}

// Files are the addresses of a file in all languages, the page's first.
func Files(r *web.Request, route string, words ...any) []File {
	address := r.Address(route, words...)
	files := []File{{r.Language, address, true}}
	for _, lang := range locale.Languages {
		if lang != r.Language {
			files = append(files, File{Language: lang, Address: "/" + string(lang) + strings.TrimPrefix(address, "/"+string(r.Language))})
		}
	}
	return files
}

const platesPage web.Page[*platesData] = "reading/plates"

type platesData struct {
	*Page
	Plates []document.NamePlate
}

// ShowPlates shows name plates as a page that prints one on each sheet, to be folded.
func ShowPlates(r *web.Request, n document.NamePlates, way []web.Crumb, route string, words ...any) error {
	d := n.Reading()
	return platesPage.Show(r, &platesData{&Page{Reading: d, Way: append(way, web.Crumb{Text: d.Title}), Files: Files(r, route, words...)}, n.Plates})
}
