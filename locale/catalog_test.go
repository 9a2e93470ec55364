package locale

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// messages reads the catalogue files again, with every plural form: area → language → key → message.
func messages(t *testing.T) map[string]map[Language]map[string]*i18n.Message {
	t.Helper()
	all := map[string]map[Language]map[string]*i18n.Message{}
	files, err := fs.Glob(catalogs, "catalog/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := read(catalogs, file)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		parts := strings.Split(path.Base(file), ".")
		area, lang := parts[0], Language(parts[1])
		if all[area] == nil {
			all[area] = map[Language]map[string]*i18n.Message{}
		}
		all[area][lang] = map[string]*i18n.Message{}
		for _, m := range parsed {
			if !strings.HasPrefix(m.ID, area+".") {
				t.Errorf("%s: key %s does not begin with the area's name", file, m.ID)
			}
			all[area][lang][m.ID] = m
		}
	}
	return all
}

func TestEveryMessageExistsInEveryLanguage(t *testing.T) {
	for area, byLanguage := range messages(t) {
		keys := map[string]bool{}
		for _, known := range byLanguage {
			for key := range known {
				keys[key] = true
			}
		}
		for _, lang := range Languages {
			for _, key := range slices.Sorted(maps.Keys(keys)) {
				if byLanguage[lang][key] == nil {
					t.Errorf("%s.%s.toml: %s is missing", area, lang, key)
				}
			}
		}
	}
}

func TestTranslationsHaveTheSameBlanks(t *testing.T) {
	for area, byLanguage := range messages(t) {
		for key, english := range byLanguage[English] {
			want := slices.Sorted(maps.Keys(blanks(english)))
			for _, lang := range Languages {
				m := byLanguage[lang][key]
				if m == nil {
					continue // the test above says so
				}
				if got := slices.Sorted(maps.Keys(blanks(m))); !slices.Equal(got, want) {
					t.Errorf("%s.%s.toml: %s has the blanks %v, English has %v", area, lang, key, got, want)
				}
			}
		}
	}
}

// needed names the plural forms that whole numbers take in a language.
var needed = map[Language][]string{
	Czech:   {"one", "few", "other"},
	Polish:  {"one", "few", "many"},
	English: {"one", "other"},
}

func TestCountedMessagesHaveTheNeededForms(t *testing.T) {
	for area, byLanguage := range messages(t) {
		for key, english := range byLanguage[English] {
			for _, lang := range Languages {
				m := byLanguage[lang][key]
				if m == nil {
					continue
				}
				if plural(m) != plural(english) {
					t.Errorf("%s.%s.toml: %s has plural forms in one language only", area, lang, key)
				}
				if !plural(m) {
					continue
				}
				for _, form := range needed[lang] {
					if forms(m)[form] == "" {
						t.Errorf("%s.%s.toml: %s lacks the form %q", area, lang, key, form)
					}
				}
			}
		}
	}
}

func forms(m *i18n.Message) map[string]string {
	return map[string]string{"one": m.One, "few": m.Few, "many": m.Many, "other": m.Other}
}

var blank = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// blanks collects the names in a message's template; a form may leave out the count ("one entry").
func blanks(m *i18n.Message) map[string]bool {
	names := map[string]bool{}
	for _, text := range forms(m) {
		for _, match := range blank.FindAllStringSubmatch(text, -1) {
			names[match[1]] = true
		}
	}
	return names
}
