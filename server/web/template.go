package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"blazon/locale"
	"blazon/templates"
)

// templateSet holds all templates once per language, so that the functions in them know theirs.
type templateSet map[locale.Language]*language

type language struct{ root *template.Template }

// The endings that mark what a page's file defines of itself: its title, and for those who share it what it is in a sentence, and the address of
// a picture.
const (
	titleSuffix       = "#title"
	descriptionSuffix = "#description"
	pictureSuffix     = "#picture"
)

// sets are the templates of this process by the addresses that they can lead to. Sites with the same ones share them, as it takes a while
// to parse and to escape them.
var sets sync.Map

// shareTemplates gives the templates of all sites that have the same addresses.
func (s *Site) shareTemplates() (templateSet, error) {
	speaker := &Site{byName: map[string]*Route{}, assets: s.assets} // what the functions of templates ask, without anybody's store
	var addresses strings.Builder
	for _, route := range s.routes {
		speaker.byName[route.Name] = &Route{Bare: route.Bare, literals: route.literals, variables: route.variables}
		fmt.Fprintln(&addresses, route.Name, route.Path, route.Bare)
	}
	set, _ := sets.LoadOrStore(addresses.String(), sync.OnceValues(speaker.parseTemplates))
	return set.(func() (templateSet, error))()
}

// parseTemplates reads every file into one namespace: a file's body is the page of its path, its "title", "description" and "picture" are
// that page's, and whatever else it defines is there for all. A name that is defined twice is an error.
func (s *Site) parseTemplates() (templateSet, error) {
	set := templateSet{}
	for _, lang := range locale.Languages {
		root := template.New("").Funcs(s.functions(lang))
		err := fs.WalkDir(templates.Files, ".", func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(file) != ".html" || strings.HasPrefix(file, "mail/") {
				return err
			}
			return s.parseFile(root, lang, file)
		})
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		set[lang] = &language{root: root}
	}
	return set, nil
}

func (s *Site) parseFile(root *template.Template, lang locale.Language, file string) error {
	body, err := fs.ReadFile(templates.Files, file)
	if err != nil {
		return err
	}
	page := strings.TrimSuffix(file, ".html")
	parsed, err := template.New(page).Funcs(s.functions(lang)).Parse(string(body))
	if err != nil {
		return err
	}
	for _, t := range parsed.Templates() {
		name := t.Name()
		switch name {
		case "title":
			name = page + titleSuffix
		case "description":
			name = page + descriptionSuffix
		case "picture":
			name = page + pictureSuffix
		}
		if t.Tree == nil {
			continue
		}
		if root.Lookup(name) != nil {
			return fmt.Errorf("%s: %q is defined twice", file, name)
		}
		if _, err := root.AddParseTree(name, t.Tree); err != nil {
			return err
		}
	}
	return nil
}

// part executes one template of the set into a buffer.
func (l *language) part(name string, data any) (template.HTML, error) {
	var body bytes.Buffer
	if err := l.root.ExecuteTemplate(&body, name, data); err != nil {
		return "", fmt.Errorf("template %s: %w", name, err)
	}
	return template.HTML(body.String()), nil
}
