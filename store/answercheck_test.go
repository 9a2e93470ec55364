package store_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func micros(n int64) *int64 { n *= 1_000_000; return &n }

// asked is a field of each kind, by its key.
var asked = map[string]*store.FormField{
	"short":   {Key: "short", Kind: store.ShortText},
	"long":    {Key: "long", Kind: store.LongText, Longest: 20},
	"web":     {Key: "web", Kind: store.WebAddress},
	"amount":  {Key: "amount", Kind: store.NumberField, Minimum: micros(0), Maximum: micros(1_000_000), Decimals: 2},
	"count":   {Key: "count", Kind: store.NumberField},
	"day":     {Key: "day", Kind: store.DateField},
	"one":     {Key: "one", Kind: store.Choice, Options: []store.FieldOption{{Key: "a"}, {Key: "b"}, {Key: "old", Ended: true}}},
	"some":    {Key: "some", Kind: store.Choices, Most: 2, Options: []store.FieldOption{{Key: "a"}, {Key: "b"}, {Key: "c"}}},
	"consent": {Key: "consent", Kind: store.Declaration, Label: locale.Text{locale.Czech: "Souhlasíme s pravidly.", locale.English: "We agree."}},
}

func TestAnswersAreKeptInOneForm(t *testing.T) {
	long := strings.Repeat("ř", 300)
	for _, c := range []struct {
		name, field string
		filled      []string
		want        []string
		wrong       string
	}{
		{"a name of 300 letters fits", "short", []string{long}, []string{long}, ""},
		{"one of 301 is kept for a draft, and refused", "short", []string{long + "ř"}, []string{long + "ř"}, "form.too_long"},
		{"an emoji counts twice, as in browsers", "long", []string{strings.Repeat("🏆", 10)}, []string{strings.Repeat("🏆", 10)}, ""},
		{"eleven emoji are too long by two", "long", []string{strings.Repeat("🏆", 11)}, []string{strings.Repeat("🏆", 11)}, "form.too_long"},
		{"a line break counts once, however it is sent", "long", []string{"1234567890\r\n123456789"}, []string{"1234567890\n123456789"}, ""},
		{"lines of an old Mac are lines", "long", []string{"a\rb"}, []string{"a\nb"}, ""},
		{"one line has no line breaks", "short", []string{"a\r\nb\tc"}, []string{"a b c"}, ""},
		{"letters in two parts are put together", "short", []string{norm.NFD.String("Žďár nad Sázavou")}, []string{"Žďár nad Sázavou"}, ""},
		{"NUL is no character of a text", "short", []string{"Žďár\x00"}, []string{"Žďár"}, "form.bad_character"},
		{"nor is a bell", "long", []string{"a\ab"}, []string{"ab"}, "form.bad_character"},
		{"nor are broken bytes", "short", []string{"a\xffb"}, []string{"ab"}, "form.bad_character"},
		{"nobody turns the line round", "short", []string{"abc\u202egpj.exe"}, []string{"abcgpj.exe"}, ""},
		{"marks of direction and joiners stay", "short", []string{"👩🏽\u200d⚖️ שלום\u200f!"}, []string{"👩🏽\u200d⚖️ שלום\u200f!"}, ""},
		{"joiners alone are nothing", "short", []string{"\u200d\u200f \ufeff"}, nil, ""},
		{"spaces around are nobody's answer", "short", []string{"  Semily\u00a0 "}, []string{"Semily"}, ""},
		{"nothing is no answer", "short", []string{""}, nil, ""},

		{"an address gets its scheme", "web", []string{"www.mesto.cz"}, []string{"https://www.mesto.cz"}, ""},
		{"an address is in lower case, without its own port and a bare slash", "web", []string{" HTTP://WWW.Mesto.CZ:80/ "}, []string{"http://www.mesto.cz"}, ""},
		{"a path keeps its case", "web", []string{"https://mesto.cz/Deska?x=A#B"}, []string{"https://mesto.cz/Deska?x=A#B"}, ""},
		{"a host in its own letters", "web", []string{"https://HÁČKY.cz/"}, []string{"https://háčky.cz"}, ""},
		{"a script is no page", "web", []string{"javascript:alert(1)"}, []string{"javascript:alert(1)"}, "form.bad_address"},
		{"nor is a file", "web", []string{"file:///etc/passwd"}, []string{"file:///etc/passwd"}, "form.bad_address"},
		{"nor is an address in numbers", "web", []string{"http://127.0.0.1/"}, []string{"http://127.0.0.1/"}, "form.bad_address"},
		{"nor a machine without a domain", "web", []string{"http://localhost"}, []string{"http://localhost"}, "form.bad_address"},
		{"nor one with a password in it", "web", []string{"https://urad:heslo@mesto.cz"}, []string{"https://urad:heslo@mesto.cz"}, "form.bad_address"},
		{"nor words", "web", []string{"nemáme web"}, []string{"nemáme web"}, "form.bad_address"},
		{"an address may be long, but not longer than 2000 bytes", "web", []string{"https://mesto.cz/" + strings.Repeat("a", 2000)},
			[]string{"https://mesto.cz/" + strings.Repeat("a", 2000)}, "form.bad_address"},

		{"a decimal comma", "amount", []string{"1 234,50"}, []string{"1234.5"}, ""},
		{"a decimal point, and no-break spaces", "amount", []string{"12\u00a0345.6"}, []string{"12345.6"}, ""},
		{"a minus of typographers", "count", []string{"−5"}, []string{"-5"}, ""},
		{"too small", "amount", []string{"-1"}, []string{"-1"}, "form.too_small"},
		{"too large", "amount", []string{"1000000,01"}, []string{"1000000,01"}, "form.too_large"},
		{"too exact", "amount", []string{"0,001"}, []string{"0,001"}, "form.too_many_decimals"},
		{"not whole", "count", []string{"1,5"}, []string{"1,5"}, "form.whole_number"},
		{"zeros after the point are whole", "count", []string{"15,00"}, []string{"15"}, ""},
		{"two marks", "amount", []string{"1.234,5"}, []string{"1.234,5"}, "form.bad_number"},
		{"an exponent", "count", []string{"1e3"}, []string{"1e3"}, "form.bad_number"},
		{"a number with its unit", "count", []string{"5 Kč"}, []string{"5 Kč"}, "form.bad_number"},
		{"digits of another script", "count", []string{"٣"}, []string{"٣"}, "form.bad_number"},
		{"more digits than any number has", "count", []string{strings.Repeat("9", 30)}, []string{strings.Repeat("9", 30)}, "form.bad_number"},

		{"a day as browsers send it", "day", []string{"2026-05-01"}, []string{"2026-05-01"}, ""},
		{"a day as people write it", "day", []string{"1. 5. 2026"}, []string{"2026-05-01"}, ""},
		{"a day with zeros", "day", []string{"01.05.2026"}, []string{"2026-05-01"}, ""},
		{"a day that no month has", "day", []string{"2026-02-30"}, []string{"2026-02-30"}, "form.bad_date"},
		{"a day in a short year", "day", []string{"1. 5. 26"}, []string{"1. 5. 26"}, "form.bad_date"},

		{"a choice", "one", []string{"b"}, []string{"b"}, ""},
		{"a choice that never was", "one", []string{"c"}, nil, "fault.unknown_choice"},
		{"a choice that is no longer offered", "one", []string{"old"}, []string{"old"}, "form.choice_ended"},
		{"several choices in their order, each once", "some", []string{"b", "a", "b"}, []string{"a", "b"}, ""},
		{"too many choices", "some", []string{"a", "b", "c"}, []string{"a", "b", "c"}, "form.too_many_choices"},
		{"one of several that never was", "some", []string{"a", "x"}, []string{"a"}, "fault.unknown_choice"},

		{"the words of a declaration", "consent", []string{"Souhlasíme s pravidly."}, []string{"Souhlasíme s pravidly."}, ""},
		{"its words in another language", "consent", []string{"We agree."}, []string{"We agree."}, ""},
		{"other words are no agreement to these", "consent", []string{"Souhlasíme se vším."}, nil, "form.words_changed"},
		{"a mere tick is no agreement to any words", "consent", []string{"true"}, nil, "form.words_changed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			field := asked[c.field]
			kept, err := store.CheckAnswers([]*store.FormField{field}, store.Answers{c.field: c.filled, "unknown": {"x"}})
			if want := (store.Answers{}); !slices.Equal(kept[c.field], c.want) || len(kept) > 1 {
				t.Errorf("kept %q, want %q %v", kept, c.want, want)
			}
			if got := wrongIn(err); got != c.wrong {
				t.Errorf("wrong: %q, want %q", got, c.wrong)
			}
		})
	}
}

// wrongIn gives the key of what is wrong with the one field.
func wrongIn(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Fields[0].Key
}

func TestRequiredFieldsAreAskedForWhenNothingIsFilledIn(t *testing.T) {
	for key, field := range asked {
		required := *field
		required.Required = true
		kept, err := store.CheckAnswers([]*store.FormField{&required}, store.Answers{key: {" \u200b"}})
		if err == nil || len(kept) > 0 || fault.Of(err).Fields[0].Name != "answers["+key+"]" {
			t.Errorf("%s: kept %v, %v", key, kept, err)
		}
	}
}

// Whatever is accepted is accepted again as it is kept, and stays as it is; whatever is typed is kept within its length.
func TestWhatIsKeptIsAcceptedAgain(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ a-zA-ZáÁ0-9.,:/\-]{0,30}`), rapid.StringMatching(`https?://[a-zá.:/0-9]{1,20}`),
		rapid.StringMatching(`-?[0-9 ]{1,7}([.,][0-9]{0,3})?`))
	rapid.Check(t, func(t *rapid.T) {
		field := asked[rapid.SampledFrom([]string{"short", "long", "web", "amount", "count", "day"}).Draw(t, "field")]
		typed := text.Draw(t, "typed")
		once, err := store.CheckAnswers([]*store.FormField{field}, store.Answers{field.Key: {typed}})
		value := once.One(field.Key)
		if field.Kind != store.WebAddress && field.Kind != store.NumberField && field.Kind != store.DateField && store.Units(value) > store.Units(typed) {
			t.Fatalf("%q is kept longer than it was typed: %q", typed, value)
		}
		if strings.ContainsRune(value, 0) || !utf8.ValidString(value) {
			t.Fatalf("%q is kept as %q", typed, value)
		}
		if err != nil {
			return
		}
		again, err := store.CheckAnswers([]*store.FormField{field}, once)
		if err != nil || !once.Equal(again) {
			t.Fatalf("%q was kept as %q, and then as %q: %v", typed, once, again, err)
		}
	})
}

func TestSuppliersAreOneApartFromTheirLegalForm(t *testing.T) {
	for _, same := range [][]string{
		{"Galileo Corporation, s.r.o.", "GALILEO CORPORATION spol. s r. o.", "Galileo  Corporation s. r. o", "galileo corporation"},
		{"WEBHOUSE, a.s.", "Webhouse a. s.", "webhouse"},
		{"as4u.cz, s.r.o.", "as4u.cz"},
		{"Asseco Poland S.A.", "asseco poland sa"},
		{"Usługi Łódź sp. z o.o. sp. k.", "USLUGI LODZ Sp. z o. o.", "Usługi Łódź spółka z ograniczoną odpowiedzialnością"},
	} {
		for _, name := range same {
			if got, want := store.FoldSupplier(name), store.FoldSupplier(same[0]); got != want {
				t.Errorf("%q is %q, but %q is %q", name, got, same[0], want)
			}
		}
	}
	if store.FoldSupplier("Galileo") == store.FoldSupplier("Galileo Corporation") {
		t.Error("two names are one")
	}
	if store.FoldSupplier("s.r.o.") == "" || store.FoldSupplier("🏆") == "" {
		t.Error("a name is nothing")
	}
}
