package judging_test

import (
	"bytes"
	"os"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is a contest in a document, and after some words what it comes to.
var example = regexp.MustCompile("(?s)```json\n(.*?\n)```.*?```json\n(.*?\n)```")

func TestTheExamplesForJurorsComeToWhatTheySay(t *testing.T) {
	const path = "../docs/scoring.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	examples := example.FindAllSubmatch(text, -1)
	if blocks := bytes.Count(text, []byte("```json\n")); len(examples) == 0 || blocks != 2*len(examples) {
		t.Fatalf("%d examples in %d blocks", len(examples), blocks)
	}
	for number, parts := range examples {
		outcome := tallied(t, string(parts[1]))
		if diff := cmp.Diff(values(t, parts[2]), values(t, outcome)); diff != "" {
			t.Errorf("example %d says (-), comes to (+):\n%s", number+1, diff)
		}
	}
}
