package locale

import (
	"testing"
	"testing/fstest"

	"blazon/fault"
	"blazon/judging"
)

// planted is a small world of messages, for what must hold whatever the catalogues say.
var planted = fstest.MapFS{
	"catalog/web.cs.toml": {Data: []byte("[web]\nplain = \"Ahoj\"\nhello = \"Ahoj, {{.Name}}\"\n" +
		"entries = {one = \"{{.Count}} přihláška\", few = \"{{.Count}} přihlášky\", other = \"{{.Count}} přihlášek\"}\n")},
	"catalog/web.pl.toml": {Data: []byte("[web]\nplain = \"Cześć\"\nhello = \"Cześć, {{.Name}}\"\n" +
		"entries = {one = \"{{.Count}} zgłoszenie\", few = \"{{.Count}} zgłoszenia\", many = \"{{.Count}} zgłoszeń\"}\n")},
	"catalog/web.en.toml": {Data: []byte("[web]\nplain = \"Hello\"\nhello = \"Hello, {{.Name}}\"\n" +
		"entries = {one = \"one entry\", other = \"{{.Count}} entries\"}\n")},
}

func TestMessages(t *testing.T) {
	real := loaded
	loaded = mustLoad(planted)
	t.Cleanup(func() { loaded = real })
	tests := []struct {
		sentence string
		lang     Language
		key      string
		args     []any
		want     string
	}{
		{"a plain message is shown as it is", Czech, "web.plain", nil, "Ahoj"},
		{"a blank is filled in", Polish, "web.hello", []any{"Name", "Legionowo"}, "Cześć, Legionowo"},
		{"a text fills a blank in the message's language", English, "web.hello", []any{"Name", Text{Czech: "Praha", English: "Prague"}}, "Hello, Prague"},
		{"one entry in Czech", Czech, "web.entries", []any{"Count", 1}, "1 přihláška"},
		{"few entries in Czech", Czech, "web.entries", []any{"Count", 3}, "3 přihlášky"},
		{"more entries in Czech", Czech, "web.entries", []any{"Count", 5}, "5 přihlášek"},
		{"thousands are grouped", Czech, "web.entries", []any{"Count", 145000}, "145\u00a0000 přihlášek"},
		{"one entry in Polish", Polish, "web.entries", []any{"Count", 1}, "1 zgłoszenie"},
		{"twenty-two entries in Polish", Polish, "web.entries", []any{"Count", 22}, "22 zgłoszenia"},
		{"twelve entries in Polish", Polish, "web.entries", []any{"Count", 12}, "12 zgłoszeń"},
		{"one entry in English", English, "web.entries", []any{"Count", int64(1)}, "one entry"},
		{"no entries in English", English, "web.entries", []any{"Count", 0}, "0 entries"},
		{"an unknown key is shown", Czech, "web.unknown", nil, "web.unknown"},
		{"a message that misses a value shows its key", Czech, "web.hello", []any{"Nam", "x"}, "web.hello"},
		{"an unknown language is English", Language("sk"), "web.plain", nil, "Hello"},
	}
	for _, test := range tests {
		if got := T(test.lang, test.key, test.args...); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

func TestFaultsSpeak(t *testing.T) {
	f := fault.New(fault.Invalid, "fault.time_skipped").With("Time", "02:30")
	if got, want := Fault(English, f), "The time 02:30 does not exist on this day: the clocks go forward."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Fault(Czech, fault.Of(errNothing{})), "Něco se u\u00a0nás pokazilo. Zkuste to prosím znovu."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	field := fault.Field{Name: "deadline", Key: "fault.time_skipped", Args: fault.Args{"Time": "02:30"}}
	if got, want := Field(Polish, field), "Godzina 02:30 w\u00a0tym dniu nie istnieje: następuje zmiana czasu na letni."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFillingDoesNotChangeAFault(t *testing.T) {
	f := fault.New(fault.Invalid, "fault.time_skipped").With("Time", 2)
	Fault(Czech, f)
	if f.Args["Time"] != 2 {
		t.Errorf("the argument became %v", f.Args["Time"])
	}
}

type errNothing struct{}

func (errNothing) Error() string { return "nothing" }

func TestPointsInAMessageHaveTheLanguagesSeparator(t *testing.T) {
	field := fault.Field{Name: "score.info", Key: "fault.score_off_step", Args: fault.Args{"Step": judging.One / 2}}
	for lang, want := range map[Language]string{
		Czech: "Body se tu dávají po\u00a00,5.", Polish: "Punkty przyznaje się tu co\u00a00,5.", English: "Points go in steps of\u00a00.5.",
	} {
		if got := Field(lang, field); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
