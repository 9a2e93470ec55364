package mail

import (
	"fmt"
	"strings"
	"text/template"

	"blazon/locale"
	"blazon/templates"

	gomail "github.com/wneessen/go-mail"
)

// Letter is what goes to one person, as plain text: it reads the same in every program, and its link shows where it leads.
type Letter struct {
	ID       string // the same in each attempt, so that whoever gets two knows that they are one
	To       string
	Language locale.Language
	Subject  string
	Text     string
}

// message puts a letter into the form of RFC 5322.
func (s *Server) message(l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(s.from)
	if err := m.To(l.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(l.ID + "@" + domain)
	m.SetDate()
	m.Subject(l.Subject)
	m.SetGenHeader("Content-Language", string(l.Language))
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's out-of-office notice need answer
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	return m, nil
}

// texts are the letters' templates in each language, so that the functions in them know theirs.
var texts = parse()

func parse() map[locale.Language]*template.Template {
	all := map[locale.Language]*template.Template{}
	for _, lang := range locale.Languages {
		functions := template.FuncMap{"t": func(key string, args ...any) (string, error) {
			if !locale.Has(key) {
				return "", fmt.Errorf("no message %q", key)
			}
			return locale.T(lang, key, args...), nil
		}}
		all[lang] = template.Must(template.New("").Funcs(functions).ParseFS(templates.Files, "mail/*.txt"))
	}
	return all
}

// write fills a letter's template in.
func write(lang locale.Language, file string, data any) (string, error) {
	set := texts[lang]
	if set == nil {
		set = texts[locale.English]
	}
	var text strings.Builder
	if err := set.ExecuteTemplate(&text, file, data); err != nil {
		return "", fmt.Errorf("letter: %w", err)
	}
	return text.String(), nil
}
