package web

import (
	"errors"
	"fmt"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"

	"github.com/go-playground/form/v4"
)

// maxBody is the most that a form may send, in bytes.
const maxBody = 1 << 20

var decoder = func() *form.Decoder {
	d := form.NewDecoder()
	d.SetMaxArraySize(10_000)
	return d
}()

// Decode reads the posted form into a struct with `form:"name"` tags: "score[7]" into a map, "from.date" into a struct.
// A value that does not fit its type is a fault of kind Invalid that names the field; texts with NUL or broken UTF-8 are refused.
func (r *Request) Decode(into any) error {
	values, err := r.posted()
	if err != nil {
		return err
	}
	var wrong form.DecodeErrors
	switch err := decoder.Decode(into, values); {
	case errors.As(err, &wrong):
		fields := make([]fault.Field, 0, len(wrong))
		for name := range wrong {
			fields = append(fields, fault.Field{Name: name, Key: "web.bad_value"})
		}
		slices.SortFunc(fields, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
		return fault.InForm(fields...)
	case err != nil:
		return err
	}
	return nil
}

func (r *Request) posted() (url.Values, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		if err := r.ParseMultipartForm(maxBody); err != nil {
			return nil, broken(err)
		}
	} else if err := r.ParseForm(); err != nil {
		return nil, broken(err)
	}
	for name, values := range r.PostForm {
		if !sound(name) || slices.ContainsFunc(values, func(v string) bool { return !sound(v) }) {
			return nil, fault.New(fault.Invalid, "web.bad_text")
		}
	}
	return r.PostForm, nil
}

// Errors says what is wrong with a form; the zero Errors is a form that nobody has sent yet.
type Errors struct {
	fault  *fault.Fault
	labels map[string]string
	names  map[string]string
}

// ErrorsOf shows an error in a form.
func ErrorsOf(err error) Errors {
	if err == nil {
		return Errors{}
	}
	return Errors{fault: fault.Of(err)}
}

// Labeled lets the summary of errors name the fields: labels has the keys of their labels by their names, where "[]" stands
// for any index, as in "partners[].name".
func (e Errors) Labeled(labels map[string]string) Errors {
	e.labels = labels
	return e
}

// Named is Labeled for fields whose labels are nobody's keys but somebody's words: names has the words by the fields' names.
func (e Errors) Named(names map[string]string) Errors {
	e.names = names
	return e
}

var anyIndex = regexp.MustCompile(`\[[^\]]*\]`)

// Fault is what is wrong on the whole, nil where nothing is.
func (e Errors) Fault() *fault.Fault { return e.fault }

// Links are the wrong fields with the ids of their inputs.
func (e Errors) Links() []Link {
	if e.fault == nil {
		return nil
	}
	var links []Link
	for _, f := range e.fault.Fields {
		links = append(links, Link{ID: fieldID(f.Name), Label: e.labels[anyIndex.ReplaceAllString(f.Name, "[]")], Name: e.names[f.Name], Field: f})
	}
	return links
}

// Link leads from the summary of errors to a field.
type Link struct {
	ID    string
	Label string // key of its label; empty: the message has to say it all
	Name  string // its label in words, where it has no key
	Field fault.Field
}

// of gives the error of one field.
func (e Errors) of(lang locale.Language, name string) string {
	if e.fault == nil {
		return ""
	}
	for _, f := range e.fault.Fields {
		if f.Name == name {
			return locale.Field(lang, f)
		}
	}
	return ""
}

// Field is a form field as its partial shows it.
type Field struct {
	Name, ID, Label string
	Value           any
	Error           string
	Twice           []Option // of a moment whose hour comes twice on its day: which of them
	options         map[string]any
}

// Option is one of the values that a field lets people choose from.
type Option struct{ Value, Label string }

// fieldOptions are the options that the partials know.
var fieldOptions = []string{"type", "hint", "autocomplete", "inputmode", "min", "max", "step", "rows", "required", "options",
	"size", "maxlength", "hidden", "autofocus", "accept"}

func newField(lang locale.Language, e Errors, name, label string, value any, options []any) (Field, error) {
	f := Field{Name: name, ID: fieldID(name), Label: label, Value: value, Error: e.of(lang, name), options: map[string]any{}}
	if len(options)%2 != 0 {
		return f, fmt.Errorf("field %s: options are no pairs", name)
	}
	for i := 0; i < len(options); i += 2 {
		option, _ := options[i].(string)
		if !slices.Contains(fieldOptions, option) {
			return f, fmt.Errorf("field %s: unknown option %v", name, options[i])
		}
		f.options[option] = options[i+1]
	}
	if m, ok := value.(Moment); ok {
		if f.Error == "" {
			f.Error = e.of(lang, name+".date") + e.of(lang, name+".time")
		}
		f.Value, f.Twice = m, e.twice(lang, name)
	}
	return f, nil
}

// fieldID makes an id out of a name such as "score[7]".
func fieldID(name string) string {
	return "f-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}, name)
}

// Get gives an option of the field, nil where it is not set.
func (f Field) Get(option string) any { return f.options[option] }

// Described lists the ids of what describes the input: its hint and its error.
func (f Field) Described() string {
	var ids []string
	if hint := f.options["hint"]; hint != nil && hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	return strings.Join(ids, " ")
}

// Has tells whether a value is the field's, or one of its values.
func (f Field) Has(value string) bool {
	switch v := f.Value.(type) {
	case []string:
		return slices.Contains(v, value)
	case bool:
		return v
	}
	return fmt.Sprint(f.Value) == value
}
