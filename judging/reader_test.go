package judging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"blazon/judging"

	"github.com/google/go-cmp/cmp"
)

func TestWhatCannotBeReadOnHasAPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "the input ends too early"},
		{"not JSON", "Zlatý erb", "invalid character 'Z' looking for beginning of value (byte 0)"},
		{"a list", "[]", "must be an object, not a list"},
		{"a file that ends within an object", `{"jurors":[{"id":"a"`, "jurors[0]: the input ends too early"},
		{"a file that ends within a list", `{"jurors":[{"id":"a"}`, "jurors: the input ends too early"},
		{"a file that ends before a list", `{"jurors":`, "jurors: the input ends too early"},
		{"a file that ends before a value", `{"trim":`, "trim: the input ends too early"},
		{"a file that ends before a text", `{"format":`, "format: the input ends too early"},
		{"a file that ends within what is skipped", `{"surprise":[1,`, "surprise: unknown key\nsurprise: the input ends too early"},
		{"a file that ends before what is skipped", `{"surprise":`, "surprise: unknown key\nsurprise: the input ends too early"},
		{"a file that ends before an object", `{"advance":`, "advance: the input ends too early"},
		{"a comma too many", `{"jurors":[{"id":"a"},]}`, "jurors[1]: invalid character ']' looking for beginning of value (byte 22)"},
		{"a key that is no text", `{1:2}`, "invalid character '1' (byte 1)"},
		{"a comma before the end", `{"trim":1,}`, "invalid character '}' looking for beginning of object key string (byte 10)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(refused(t, strings.NewReader(c.text)), "\n")
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAKeyMayStandOnlyOnce(t *testing.T) {
	text := strings.Replace(with(t, `{"trim":1}`), `"trim":1`, `"trim":1,"trim":[0,{"x":2}]`, 1)
	if got := refused(t, strings.NewReader(text)); len(got) != 1 || got[0] != "trim: is there twice" {
		t.Errorf("got %q", got)
	}
}

func TestNothingMayFollowTheContest(t *testing.T) {
	for after, want := range map[string]string{
		`{}`: "an object stands after the end",
		`7`:  "the number 7 stands after the end",
		`]`:  "invalid character ']'",
	} {
		if got := refused(t, strings.NewReader(with(t, `{}`)+after)); !strings.HasPrefix(got[0], want) {
			t.Errorf("%s: got %q, want %q", after, got, want)
		}
	}
}

func TestWhatIsNestedWithoutEndIsRefused(t *testing.T) {
	got := refused(t, strings.NewReader(`{"surprise":`+strings.Repeat("[", 1<<20)))
	if want := "surprise: nested deeper than 1000"; !strings.HasPrefix(got[len(got)-1], want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAReaderThatFailsIsAProblem(t *testing.T) {
	got := refused(t, iotest.ErrReader(errors.New("the disk is gone")))
	if !strings.HasPrefix(got[0], "the disk is gone") {
		t.Errorf("got %q", got)
	}
}

// FuzzReadContest gives the reader anything: it must not panic, and what it takes for a contest is one, the same after
// writing and reading, with an outcome that agrees with the plain reading of the rules.
func FuzzReadContest(f *testing.F) {
	files, err := filepath.Glob("testdata/tally/0[0-3]?.json")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"format":"blazon-tally/1","jurors":[{"id":"a"},`))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := judging.ReadContest(bytes.NewReader(text))
		if err != nil {
			var problems judging.Problems
			if !errors.As(err, &problems) || len(problems) == 0 || strings.Count(problems.Error(), "\n") != len(problems)-1 {
				t.Fatalf("refused with %q", err)
			}
			return
		}
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		outcome := tallied(t, string(text))
		if again := tallied(t, string(written)); !bytes.Equal(outcome, again) {
			t.Errorf("%s\nand as written\n%s", outcome, again)
		}
		if len(c.Candidates)*len(c.Jurors)*len(c.Criteria) < 1000 {
			if diff := cmp.Diff(reference{c}.outcome(), values(t, outcome)); diff != "" {
				t.Errorf("expected (-), got (+):\n%s", diff)
			}
		}
	})
}
