package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"

	"blazon/fault"
	"blazon/judging"
)

//go:embed catalog/*.toml
var catalogs embed.FS

// catalog holds one language's messages: those without a blank to fill lie ready, the others go through go-i18n.
type catalog struct {
	plain     map[string]string
	localizer *i18n.Localizer
	known     map[string]bool
}

var loaded = mustLoad(catalogs)

// strict refuses to fill a blank with a value that was not given.
var strict = &template.TextParser{Option: "missingkey=error"}

// T gives a message in a language. Its blanks are filled from pairs of a name and a value, such as "Name", "Semily";
// the integer named "Count" also chooses the plural form. A Text among the values is shown in the same language.
// A key that no catalogue has, or whose blanks are not all given, is shown as it is.
func T(lang Language, key string, args ...any) string {
	if len(args)%2 != 0 {
		panic(fmt.Sprintf("locale: message %s: %d arguments are no pairs", key, len(args)))
	}
	c := of(lang)
	if text, ok := c.plain[key]; ok {
		return text
	}
	values := make(map[string]any, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		values[args[i].(string)] = args[i+1]
	}
	return c.fill(lang, key, values)
}

// Has tells whether the catalogues have a message.
func Has(key string) bool { return loaded[English].known[key] }

// Fault gives the message of a fault.
func Fault(lang Language, f *fault.Fault) string { return message(lang, f.Key, f.Args) }

// Field gives the message that stands beside a wrong form field.
func Field(lang Language, f fault.Field) string { return message(lang, f.Key, f.Args) }

func message(lang Language, key string, args fault.Args) string {
	c := of(lang)
	if text, ok := c.plain[key]; ok {
		return text
	}
	values := make(map[string]any, len(args))
	for name, value := range args {
		values[name] = value
	}
	return c.fill(lang, key, values)
}

// fill executes a message's template; values is changed.
func (c *catalog) fill(lang Language, key string, values map[string]any) string {
	if !c.known[key] {
		return key
	}
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: values, TemplateParser: strict}
	for name, value := range values {
		switch v := value.(type) {
		case Text:
			values[name] = v.In(lang)
		case int:
			values[name] = Number(lang, int64(v))
		case int64:
			values[name] = Number(lang, v)
		case Bytes:
			values[name] = Size(lang, int64(v))
		case Moment:
			values[name] = v.In(lang)
		case judging.Decimal:
			values[name] = Decimal(lang, v.String())
		}
		if name == "Count" {
			config.PluralCount = value
		}
	}
	text, err := c.localizer.Localize(config)
	if err != nil {
		return key
	}
	return text
}

func of(lang Language) *catalog {
	if c, ok := loaded[lang]; ok {
		return c
	}
	return loaded[English]
}

// mustLoad reads every catalogue file; a broken one is a defect of the build and stops the program.
func mustLoad(files fs.FS) map[Language]*catalog {
	all := map[Language]*catalog{}
	for _, lang := range Languages {
		bundle := i18n.NewBundle(tags[lang])
		all[lang] = &catalog{plain: map[string]string{}, known: map[string]bool{}, localizer: i18n.NewLocalizer(bundle, string(lang))}
		paths, err := fs.Glob(files, "catalog/*."+string(lang)+".toml")
		if err != nil {
			panic(err)
		}
		for _, path := range paths {
			messages, err := read(files, path)
			if err != nil {
				panic(fmt.Sprintf("locale: %s: %v", path, err))
			}
			bundle.MustAddMessages(tags[lang], messages...)
			all[lang].add(messages)
		}
	}
	return all
}

func read(files fs.FS, path string) ([]*i18n.Message, error) {
	body, err := fs.ReadFile(files, path)
	if err != nil {
		return nil, err
	}
	file, err := i18n.ParseMessageFileBytes(body, path, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return nil, err
	}
	for _, m := range file.Messages {
		for _, form := range []*string{&m.One, &m.Few, &m.Many, &m.Other} {
			*form = Nobreak(Language(file.Tag.String()), *form)
		}
	}
	return file.Messages, nil
}

func (c *catalog) add(messages []*i18n.Message) {
	for _, m := range messages {
		c.known[m.ID] = true
		if !plural(m) && !strings.Contains(m.Other, "{{") {
			c.plain[m.ID] = m.Other
		}
	}
}

// plural tells whether a message has forms for counts.
func plural(m *i18n.Message) bool { return m.One != "" || m.Few != "" || m.Many != "" }
