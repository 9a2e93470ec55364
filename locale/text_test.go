package locale

import "testing"

func TestTextFallsBack(t *testing.T) {
	tests := []struct {
		sentence string
		text     Text
		lang     Language
		want     string
	}{
		{"the asked language comes first", Text{Czech: "obec", English: "village"}, Czech, "obec"},
		{"English stands in for a missing language", Text{Czech: "obec", English: "village"}, Polish, "village"},
		{"then Czech", Text{Czech: "obec", Polish: "gmina"}, English, "obec"},
		{"then Polish", Text{Polish: "gmina"}, Czech, "gmina"},
		{"an empty translation counts as missing", Text{Czech: "", Polish: "gmina"}, Czech, "gmina"},
		{"nothing is nothing", nil, Czech, ""},
	}
	for _, test := range tests {
		if got := test.text.In(test.lang); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

func TestTextSurvivesTheDatabase(t *testing.T) {
	tests := []struct {
		sentence string
		text     Text
		stored   string
	}{
		{"languages are in a fixed order", Text{Polish: "gmina", Czech: "obec"}, `{"cs":"obec","pl":"gmina"}`},
		{"no text is an empty object", nil, `{}`},
		{"quotes and accents are kept", Text{Czech: `„Zlatý" erb`}, `{"cs":"„Zlatý\" erb"}`},
	}
	for _, test := range tests {
		value, err := test.text.Value()
		if err != nil || value != test.stored {
			t.Errorf("%s: stored %v, %v; want %s", test.sentence, value, err, test.stored)
		}
		for _, source := range []any{test.stored, []byte(test.stored)} {
			var back Text
			if err := back.Scan(source); err != nil || back.In(Czech) != test.text.In(Czech) {
				t.Errorf("%s: read %v, %v", test.sentence, back, err)
			}
		}
	}
}

func TestTextRefusesWhatItIsNot(t *testing.T) {
	var text Text
	for _, source := range []any{7, `[1]`, `x`} {
		if err := text.Scan(source); err == nil {
			t.Errorf("%v was read as a text", source)
		}
	}
	if err := text.Scan(nil); err != nil || !text.Empty() {
		t.Errorf("NULL: got %v, %v; want an empty text", text, err)
	}
}
