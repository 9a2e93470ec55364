package judging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
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
		{"a byte that is no letter", "{\"jurors\":[{\"id\":\"a\"},{\"id\":\"b\xff\"}]}", "jurors[1].id: not UTF-8 (byte 30)"},
		{"a letter of windows-1250 in a key", "{\"trim\":1,\"po\xf8ad\xed\":2}", "not UTF-8 (byte 13)"},
		{"a syntax error behind a byte-order mark", "\ufeff{,", "invalid character ',' (byte 4)"},
		{"a byte that is no letter behind a byte-order mark", "\ufeff{\"contest\":\"\xff\"}", "contest: not UTF-8 (byte 15)"},
		{"a byte-order mark that comes twice", "\ufeff\ufeff{}", "invalid character"},
		{"a comma before the end", `{"trim":1,}`, "invalid character '}' looking for beginning of object key string (byte 10)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, in := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
				if got := strings.Join(refused(t, in), "\n"); !strings.HasPrefix(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
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

func TestAByteOrderMarkIsPassedOver(t *testing.T) {
	text := with(t, `{"contest":"Příbram"}`)
	for _, in := range []io.Reader{strings.NewReader("\ufeff" + text), iotest.OneByteReader(strings.NewReader("\ufeff" + text))} {
		if c, err := judging.ReadContest(in); err != nil || c.Name != "Příbram" {
			t.Errorf("got %+v, %v", c, err)
		}
	}
}

func TestLettersOfEveryLengthStayAsTheyAre(t *testing.T) {
	want := "aé€𝒳\ufffd"
	for _, in := range []io.Reader{strings.NewReader(with(t, `{"contest":"`+want+`"}`)), iotest.OneByteReader(strings.NewReader(with(t, `{"contest":"`+want+`"}`)))} {
		if c, err := judging.ReadContest(in); err != nil || c.Name != want {
			t.Errorf("got %+v, %v", c, err)
		}
	}
}

func TestBlanksMayNotGoOnAndOn(t *testing.T) {
	const most = 64 << 10
	text := with(t, `{}`)
	if _, err := judging.ReadContest(strings.NewReader("{" + strings.Repeat(" ", most) + text[1:] + strings.Repeat("\n", most))); err != nil {
		t.Errorf("as many as may be: %v", err)
	}
	for name, c := range map[string]struct{ text, want string }{
		"at the beginning": {strings.Repeat("\t", most+1) + text, "more than 65536 blanks side by side (byte 65536)"},
		"before a value":   {`{"trim":` + strings.Repeat("\r\n", most), "trim: more than 65536 blanks side by side (byte 65544)"},
		"at the end":       {text + strings.Repeat(" ", most+1), "more than 65536 blanks side by side"},
	} {
		if got := refused(t, strings.NewReader(c.text)); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
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
