package document

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesStandInTheCaseThatATextNeeds(t *testing.T) {
	joint := semily()
	joint.Entrants = append(joint.Entrants, Entrant{Name: "obec Mařenice"}) // printed with its kind already, as records have it
	tests := []struct {
		sentence    string
		certificate Certificate
		text, want  string
	}{
		{"to whom", semily(), "Uděluje se {{names_dative}}", "Uděluje se městu Semily"},
		{"to several", joint, "Uděluje se {{names_dative}}", "Uděluje se městu Semily a obci Mařenice"},
		{"of whom", semily(), "za web {{names_genitive}}", "za web města Semily"},
		{"a body that has no kind", muzeum(), "Dla {{names_genitive}}", "Dla uczestnika Stacja Muzeum"},
	}
	for _, test := range tests {
		if got := strings.ReplaceAll(strings.Join(test.certificate.merged(test.text), " "), "\u00a0", " "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
	if unknown := UnknownFields("{{names_dative}} {{names_vocative}}"); !slices.Equal(unknown, []string{"names_vocative"}) {
		t.Errorf("unknown are %q", unknown)
	}
}
