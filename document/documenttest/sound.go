package documenttest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Read reads a document and says all that is wrong with it: of the file, of what makes it accessible (ISO 14289-1), and of what makes it
// last (ISO 19005-3), as far as a program can tell.
func Read(body []byte) (*Document, error) {
	f, err := open(body)
	if err != nil {
		return nil, err
	}
	catalog := f.dict(f.trailer["Root"])
	d := &Document{Files: map[string]string{}}
	language, _ := catalog["Lang"].(text)
	d.Language = string(language)
	f.about(d, catalog)
	f.structure(d, catalog)
	f.headings(d)
	f.contents(d, catalog)
	f.embedded(d, catalog)
	return d, errors.Join(f.wrong...)
}

// about checks what the file says about itself.
func (f *file) about(d *Document, catalog dict) {
	info := f.dict(f.trailer["Info"])
	title, _ := info["Title"].(text)
	d.Title = title.words()
	ids := f.array(f.trailer["ID"])
	if d.Language == "" || d.Title == "" || len(ids) != 2 {
		f.blame("the file has the language %q, the title %q and the identities %v", d.Language, d.Title, ids)
	}
	if f.dict(catalog["MarkInfo"])["Marked"] != true || f.dict(catalog["ViewerPreferences"])["DisplayDocTitle"] != true {
		f.blame("the file is not marked, or does not show its title")
	}
	for _, action := range []name{"OpenAction", "AA"} {
		if catalog[action] != nil {
			f.blame("the file does something by itself: %s", action)
		}
	}
	intents := f.array(catalog["OutputIntents"])
	if len(intents) != 1 || len(f.content(f.dict(intents[0])["DestOutputProfile"])) < 400 {
		f.blame("the colors mean nothing")
	}
	f.metadata(d, info, f.content(catalog["Metadata"]))
}

// metadata holds what the newer description says against the older one.
func (f *file) metadata(d *Document, info dict, xmp []byte) {
	values := map[string]string{}
	decoder := xml.NewDecoder(strings.NewReader(string(xmp)))
	var path []string
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			f.blame("the metadata: %v", err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if place := strings.Join(path[min(2, len(path)):], "/"); values[place] == "" {
				values[place] = strings.TrimSpace(string(token))
			}
		}
	}
	moment := func(n name) string {
		t, _ := info[n].(text)
		at, err := time.Parse("D:20060102150405+00'00'", string(t))
		if err != nil {
			f.blame("the date %s: %v", n, err)
		}
		return at.Format("2006-01-02T15:04:05Z")
	}
	said := func(n name) string {
		t, _ := info[n].(text)
		return t.words()
	}
	for place, want := range map[string]string{
		"title/Alt/li": d.Title, "description/Alt/li": said("Subject"), "creator/Seq/li": said("Author"), "language/Bag/li": d.Language, "Producer": said("Producer"), "CreatorTool": said("Creator"),
		"CreateDate": moment("CreationDate"), "ModifyDate": moment("ModDate"), "part": "3", "conformance": "A",
	} {
		if got := values["Description/"+place]; got != strings.TrimSpace(want) {
			f.blame("the metadata have %s: %q, want %q", place, got, want)
		}
	}
	if !strings.Contains(string(xmp), "<pdfuaid:part>1</pdfuaid:part>") {
		f.blame("the metadata do not say that the file is accessible")
	}
}

// structure reads the tree, and makes sure that it has all that is marked on the pages.
func (f *file) structure(d *Document, catalog dict) {
	rootOfTree := f.dict(catalog["StructTreeRoot"])
	t := &tree{file: f, pages: map[reference]map[int]mark{}, owned: map[reference]map[int]bool{}, owner: map[int]any{}, pageOf: map[reference]dict{}}
	owners := f.array(f.dict(rootOfTree["ParentTree"])["Nums"])
	before := -1.0
	for i := 0; i+1 < len(owners); i += 2 {
		key, _ := owners[i].(float64)
		if key <= before {
			f.blame("the keys of the tree are not in order: %v", key)
		}
		before, t.owner[int(key)] = key, owners[i+1]
	}
	if next, _ := rootOfTree["ParentTreeNextKey"].(float64); next <= before {
		f.blame("the next key is %v after %v", next, before)
	}
	for _, page := range f.array(f.dict(catalog["Pages"])["Kids"]) {
		r, _ := page.(reference)
		p := f.dict(page)
		if p["Tabs"] != name("S") {
			f.blame("the order of tabs of a page is %v", p["Tabs"])
		}
		t.pages[r], t.owned[r], t.pageOf[r] = f.page(p), map[int]bool{}, p
		d.Pages++
	}
	d.Root = t.node(rootOfTree["K"], catalog["StructTreeRoot"], "")
	for page, marks := range t.pages {
		if len(marks) != len(t.owned[page]) {
			f.blame("page object %d has %d marked parts, and the tree has %d of them", page, len(marks), len(t.owned[page]))
		}
	}
}

// headings makes sure that no level is left out on the way down.
func (f *file) headings(d *Document) {
	level := 0
	for _, h := range d.Root.All("H1", "H2", "H3") {
		next := int(h.Role[1] - '0')
		if next > level+1 {
			f.blame("%s %q comes after level %d", h.Role, h.Words(), level)
		}
		level = next
	}
	if level == 0 {
		f.blame("the document has no heading")
	}
}

// contents reads the table of contents.
func (f *file) contents(d *Document, catalog dict) {
	table := f.dict(catalog["Outlines"])
	for at := table["First"]; at != nil && len(d.Bookmarks) < 10000; {
		entry := f.dict(at)
		title, _ := entry["Title"].(text)
		d.Bookmarks = append(d.Bookmarks, title.words())
		if f.dict(append(f.array(entry["Dest"]), nil)[0])["Type"] != name("Page") {
			f.blame("the bookmark %q leads nowhere", title.words())
		}
		at = entry["Next"]
	}
	if count, _ := table["Count"].(float64); int(count) != len(d.Bookmarks) {
		f.blame("%v bookmarks instead of %d", count, len(d.Bookmarks))
	}
}

// embedded reads the files within the file.
func (f *file) embedded(d *Document, catalog dict) {
	names := f.array(f.dict(f.dict(catalog["Names"])["EmbeddedFiles"])["Names"])
	for i := 0; i+1 < len(names); i += 2 {
		spec := f.dict(names[i+1])
		title, _ := spec["UF"].(text)
		content := f.dict(spec["EF"])["UF"]
		d.Files[title.words()] = string(f.content(content))
		if names[i] != title || spec["AFRelationship"] == nil || spec["Desc"] == nil || f.dict(content)["Subtype"] == nil || spec["F"] != title {
			f.blame("the file %q within the file is not whole", title.words())
		}
	}
	if attached := f.array(catalog["AF"]); len(attached) != len(d.Files) {
		f.blame("%d files belong to the document, %d are within it: %s", len(attached), len(d.Files), fmt.Sprint(attached))
	}
}
