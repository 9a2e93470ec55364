package locale

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// Text is what organizers write in several languages; a database keeps it as a JSON object by language code.
type Text map[Language]string

// In gives the text in a language. Where it is missing, the first that is there of English, Czech and Polish stands in.
func (t Text) In(lang Language) string {
	for _, l := range []Language{lang, English, Czech, Polish} {
		if s := t[l]; s != "" {
			return s
		}
	}
	return ""
}

// Shown gives the language of what In gives: the wanted one, or that which stands in for it.
func (t Text) Shown(lang Language) Language {
	for _, l := range []Language{lang, English, Czech, Polish} {
		if t[l] != "" {
			return l
		}
	}
	return lang
}

// Empty tells whether no language has any text.
func (t Text) Empty() bool { return t.In(English) == "" }

// Value writes the text as JSON with sorted keys, for database/sql.
func (t Text) Value() (driver.Value, error) {
	if t == nil {
		return "{}", nil
	}
	body, err := json.Marshal(map[Language]string(t))
	return string(body), err
}

// Scan reads what Value wrote; NULL becomes an empty text.
func (t *Text) Scan(source any) error {
	var body []byte
	switch s := source.(type) {
	case nil:
		*t = Text{}
		return nil
	case string:
		body = []byte(s)
	case []byte:
		body = s
	default:
		return fmt.Errorf("locale: a text cannot be read from %T", source)
	}
	read := Text{}
	if err := json.Unmarshal(body, &read); err != nil {
		return fmt.Errorf("locale: text: %w", err)
	}
	*t = read
	return nil
}
