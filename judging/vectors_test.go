package judging_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

// values reads JSON as plain values, so that texts are compared by what they say.
func values(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// tallied reads a tally file and gives its outcome as JSON.
func tallied(t *testing.T, file string) []byte {
	t.Helper()
	contest, err := judging.ReadContest(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := judging.Tally(contest)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(outcome)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestContestsComeToWhatAnIndependentImplementationSays(t *testing.T) {
	files, err := filepath.Glob("testdata/tally/???.json")
	if err != nil || len(files) != 80 {
		t.Fatalf("%d vectors, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			input, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			expected, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".expected.json")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(values(t, expected), values(t, tallied(t, string(input)))); diff != "" {
				t.Errorf("expected (-), got (+):\n%s", diff)
			}
		})
	}
}

func TestInvalidFilesAreRefusedWithTheirPlace(t *testing.T) {
	text, err := os.ReadFile("testdata/tally-errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name  string
		Input json.RawMessage
		Names string
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) != 8 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			_, err := judging.ReadContest(strings.NewReader(string(c.Input)))
			var problems judging.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("got %v, want problems", err)
			}
			if len(problems) != 1 || problems[0].Place != c.Names {
				t.Errorf("got %v, want one problem at %s", problems, c.Names)
			}
		})
	}
}
