package letter_test

import (
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/letter"
	"blazon/locale"
)

func TestEveryLetterIsThereInEveryLanguageAndHoldsItsOwnRules(t *testing.T) {
	for _, kind := range letter.Kinds(false) {
		for _, lang := range locale.Languages {
			words := letter.Default(kind, lang)
			if err := words.Check(kind); err != nil || strings.HasPrefix(words.Subject, "message.") || strings.HasPrefix(words.Text, "message.") {
				t.Errorf("%s in %s: %v\n%s\n%s", kind, lang, err, words.Subject, words.Text)
			}
			if kind.Invites() && !strings.Contains(words.Text, "\n\n{link}") {
				t.Errorf("%s in %s: the link has no line of its own", kind, lang)
			}
		}
	}
}

func TestFieldsAreCheckedWhenATemplateIsSaved(t *testing.T) {
	for _, c := range []struct {
		about         string
		subject, text string
		want          []string // "field key Field"
	}{
		{"all that is needed", "{entry}", "{reason} {deadline} {link}", nil},
		{"a lone brace is a brace", "a } b", "{reason} {deadline} {link} {", nil},
		{"a misspelt field", "{entri}", "{reason} {deadline} {link}", []string{"subject message.unknown_field {entri}"}},
		{"a field of another letter", "x", "{reason} {deadline} {link} {role}", []string{"text message.unknown_field {role}"}},
		{"without the link", "x", "{reason} {deadline}", []string{"text message.missing_field {link}"}},
		{"a link in the subject", "{link}", "{reason} {deadline} {link}", []string{"subject message.not_in_subject "}},
		{"nothing", " ", "", []string{"subject fault.required ", "text fault.required ", "text message.missing_field {reason}",
			"text message.missing_field {deadline}", "text message.missing_field {link}"}},
		{"too much", strings.Repeat("ž", 201), "{reason} {deadline} {link}" + strings.Repeat("ž", 10_000), []string{"subject fault.too_long ", "text fault.too_long "}},
	} {
		var got []string
		if err := (letter.Template{Subject: c.subject, Text: c.text}).Check(letter.Returned); err != nil {
			for _, f := range fault.Of(err).Fields {
				name, _ := f.Args["Field"].(string)
				got = append(got, f.Name+" "+f.Key+" "+name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.about, got, c.want)
		}
	}
}

func TestValuesAreNeverTakenForFields(t *testing.T) {
	words := letter.Template{Subject: "{recipient}: {entry}", Text: "Dobrý den,\n\n{reason}\n\n{link}"}
	filled := words.Fill(letter.Values{letter.Recipient: "{link}", letter.Entry: "dva\nřádky", letter.Reason: ""})
	if want := (letter.Template{Subject: "(link): dva řádky", Text: "Dobrý den,\n\n{link}"}); filled != want {
		t.Errorf("got %+v, want %+v", filled, want)
	}
}
