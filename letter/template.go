package letter

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"blazon/fault"
	"blazon/locale"
)

// Field is a place in a template that a letter fills in: "deadline" is written {deadline}.
type Field string

// The fields.
const (
	Recipient   Field = "recipient" // the recipient's name
	Body        Field = "body"
	Entry       Field = "entry" // the entrants with the entry's title
	Competition Field = "competition"
	Edition     Field = "edition" // "25. ročník"
	Year        Field = "year"
	Category    Field = "category"
	Round       Field = "round"
	Chapter     Field = "chapter"
	Role        Field = "role"
	Deadline    Field = "deadline"
	Time        Field = "time" // when it happened
	Reason      Field = "reason"
	Award       Field = "award"       // what the entry got: its place, and what was conferred on it
	Instruction Field = "instruction" // what to do on the page that the link leads to: choose a password, or sign in
	Link        Field = "link"
)

// late are the fields that are filled in when the letter leaves: the link may be a secret, which is kept nowhere.
var late = []Field{Instruction, Link}

// The longest that a letter may be, in letters.
const (
	longestSubject = 200
	longestText    = 10_000
)

// place is where a field stands in a text.
var place = regexp.MustCompile(`\{([^{}\n]*)\}`)

// Template is a letter with places to fill in, or one that is filled in.
type Template struct {
	Subject string
	Text    string
}

// Lines is the template as it is kept: browsers end lines their own way.
func (t Template) Lines() Template {
	return Template{Subject: strings.TrimSpace(oneLine.Replace(t.Subject)), Text: strings.TrimSpace(strings.ReplaceAll(t.Text, "\r\n", "\n"))}
}

// Default is the program's own template of a kind.
func Default(kind Kind, lang locale.Language) Template {
	return Template{locale.T(lang, "message.subject_"+string(kind)), strings.TrimSpace(locale.T(lang, "message.text_"+string(kind)))}
}

// Check says what is wrong with a template of a kind, or with a letter of it whose link is still to be filled in. The error is
// Invalid and names the fields "subject" and "text", and what is unknown or missing in them.
func (t Template) Check(kind Kind) error {
	wrong := check("subject", t.Subject, longestSubject, kind)
	if slices.ContainsFunc(late, func(f Field) bool { return slices.Contains(fieldsIn(t.Subject), f) }) {
		wrong = append(wrong, fault.Field{Name: "subject", Key: "message.not_in_subject"})
	}
	wrong = append(wrong, check("text", t.Text, longestText, kind)...)
	for _, f := range kind.Required() {
		if !slices.Contains(fieldsIn(t.Text), f) {
			wrong = append(wrong, fault.Field{Name: "text", Key: "message.missing_field", Args: fault.Args{"Field": f.Written()}})
		}
	}
	return fault.InForm(wrong...)
}

// CheckLetter is Check for a letter whose places are filled in, but for those that are filled in when it leaves.
func (t Template) CheckLetter(kind Kind) error {
	wrong := check("subject", t.Subject, longestSubject, "")
	wrong = append(wrong, checkLate(t.Text, kind)...)
	return fault.InForm(append(wrong, check("text", t.Text, longestText, kind)...)...)
}

func checkLate(text string, kind Kind) (wrong []fault.Field) {
	for _, f := range late {
		if slices.Contains(kind.Required(), f) && !slices.Contains(fieldsIn(text), f) {
			wrong = append(wrong, fault.Field{Name: "text", Key: "message.missing_field", Args: fault.Args{"Field": f.Written()}})
		}
	}
	return wrong
}

func check(name, text string, longest int, kind Kind) (wrong []fault.Field) {
	switch {
	case strings.TrimSpace(text) == "":
		wrong = append(wrong, fault.Field{Name: name, Key: "fault.required"})
	case utf8.RuneCountInString(text) > longest:
		wrong = append(wrong, fault.Field{Name: name, Key: "fault.too_long"})
	}
	for _, f := range fieldsIn(text) {
		if !slices.Contains(kind.Fields(), f) {
			wrong = append(wrong, fault.Field{Name: name, Key: "message.unknown_field", Args: fault.Args{"Field": f.Written()}})
		}
	}
	return wrong
}

// fieldsIn lists the fields of a text, each once.
func fieldsIn(text string) (fields []Field) {
	for _, found := range place.FindAllStringSubmatch(text, -1) {
		if f := Field(found[1]); !slices.Contains(fields, f) {
			fields = append(fields, f)
		}
	}
	return fields
}

// Written is the field as it stands in a template.
func (f Field) Written() string { return "{" + string(f) + "}" }

// Values are what goes into the places of a letter.
type Values map[Field]string

// braces would make a name look like a place.
var braces = strings.NewReplacer("{", "(", "}", ")")

// Fill fills the values in. Places without a value stay: the link's until the letter leaves.
func (t Template) Fill(values Values) Template {
	return Template{Subject: oneLine.Replace(fill(t.Subject, values)), Text: gaps.ReplaceAllString(fill(t.Text, values), "\n\n")}
}

// gaps are what a value that is empty leaves between paragraphs.
var gaps = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)+`)

var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

func fill(text string, values Values) string {
	return place.ReplaceAllStringFunc(text, func(found string) string {
		value, ok := values[Field(found[1:len(found)-1])]
		if !ok {
			return found
		}
		return braces.Replace(value)
	})
}

// Frame is what stands around the text of every letter.
type Frame struct {
	Contact string // of the organizer; may be empty
	Site    string // the front page's address
}

// Around puts the frame around a text.
func (f Frame) Around(lang locale.Language, text string) string {
	text = strings.TrimSpace(text) + "\n"
	if f.Contact != "" {
		text += "\n" + locale.T(lang, "message.contact", "Contact", f.Contact) + "\n"
	}
	return text + "\n-- \nBlazon\n" + f.Site + "\n" // the space after the two dashes makes what follows a signature
}

// Instructions says what to do on the page that an invitation's link leads to, as the last words before it; days is how long the
// link works, email what the recipient signs in with.
func Instructions(lang locale.Language, chooses bool, days int, email string) string {
	text := locale.T(lang, "message.account", "Email", email) + " "
	if chooses {
		return text + locale.T(lang, "message.link_life", "Count", days) + " " + locale.T(lang, "message.choose_password")
	}
	return text + locale.T(lang, "message.sign_in")
}
