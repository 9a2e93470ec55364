package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"blazon/server/browsertest"
)

const vectors = "../../judging/testdata"

// build builds the program as it is shipped, once for all tests.
var build = sync.OnceValues(func() (path string, err error) {
	if buildFolder, err = os.MkdirTemp("", "blazon-build-"); err != nil {
		return "", err
	}
	path = filepath.Join(buildFolder, "blazon")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

var buildFolder string

func TestMain(m *testing.M) {
	code := browsertest.Main(m)
	if buildFolder != "" {
		os.RemoveAll(buildFolder)
	}
	os.Exit(code)
}

// built gives the path of the program.
func built(t *testing.T) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// executed runs the program on standard input, and gives what it says and its exit status.
func executed(t *testing.T, program, in string, args ...string) (out, errors string, status int) {
	t.Helper()
	command := exec.Command(program, args...)
	var stdout, stderr bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(in), &stdout, &stderr
	if err := command.Run(); err != nil && command.ProcessState == nil {
		t.Fatal(err)
	}
	return stdout.String(), stderr.String(), command.ProcessState.ExitCode()
}

func TestTheProgramTalliesEveryVector(t *testing.T) {
	program := built(t)
	files, err := filepath.Glob(vectors + "/tally/???.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d vectors, %v", len(files), err)
	}
	for number, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(strings.TrimSuffix(file, ".json") + ".expected.json")
			if err != nil {
				t.Fatal(err)
			}
			var expected struct {
				Complete  bool
				Undecided []any
			}
			if err := json.Unmarshal(text, &expected); err != nil {
				t.Fatal(err)
			}
			in, from := "", file
			if number%2 == 1 { // every other one through standard input
				input, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				in, from = string(input), "-"
			}
			out, errors, status := executed(t, program, in, "tally", from)
			if want := map[bool]int{true: 0, false: 3}[expected.Complete && len(expected.Undecided) == 0]; status != want || errors != "" {
				t.Errorf("exit status %d, want %d; %s", status, want, errors)
			}
			if !same(t, []byte(out), text) {
				t.Errorf("got %s, want %s", out, text)
			}
		})
	}
}

// same tells whether two JSON texts say the same.
func same(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := errors.Join(json.Unmarshal(a, &x), json.Unmarshal(b, &y)); err != nil {
		t.Fatalf("%v in %s", err, a)
	}
	return reflect.DeepEqual(x, y)
}

func TestTallyEndsWithWhatItFound(t *testing.T) {
	const open = `{"format":"blazon-tally/1","criteria":[{"id":"c","max":"5","step":"1"}],"candidates":[{"id":"e"}],"jurors":[{"id":"j"}]`
	for _, c := range []struct {
		name, input string
		args        []string
		status      int
		out, err    string // what they must have
	}{
		{"a decided contest", open + `,"scores":[{"juror":"j","candidate":"e","criterion":"c","value":"4"}]}`, []string{"tally", "-"}, 0, `"complete": true`, ""},
		{"a contest with a gap", open + `}`, []string{"tally", "-"}, 3, `"complete": false`, ""},
		{"a value over the maximum", open + `,"scores":[{"juror":"j","candidate":"e","criterion":"c","value":"6"}]}`, []string{"tally", "-"}, 2, "",
			"scores[0].value: \"6\" is over max 5\n"},
		{"two errors, one to a line", open + `,"trim":-1,"minimum":0}`, []string{"tally", "-"}, 2, "", "trim: -1 is negative\nminimum: 0 is less than 1\n"},
		{"no such file", "", []string{"tally", "no/such/file"}, 2, "", "no/such/file"},
		{"no file at all", "", []string{"tally"}, 2, "", `expected "<file>"`},
		{"no such command", "", []string{"flourish"}, 2, "", "flourish"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, err bytes.Buffer
			status := run(c.args, streams{strings.NewReader(c.input), &out, &err})
			if status != c.status {
				t.Errorf("exit status %d, want %d", status, c.status)
			}
			if !strings.Contains(out.String(), c.out) || (c.out == "") != (out.Len() == 0) {
				t.Errorf("standard output: got %q, want %q", out.String(), c.out)
			}
			if !strings.Contains(err.String(), c.err) || (c.err == "") != (err.Len() == 0) {
				t.Errorf("standard error: got %q, want %q", err.String(), c.err)
			}
		})
	}
}

// repeated gives the same text again and again, without end.
type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(buffer []byte) (int, error) {
	n := copy(buffer, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

func TestTheProgramRefusesInputOver256MiB(t *testing.T) {
	begin := `{"surprise":[`
	page := `"` + strings.Repeat("x", 32<<10) + `",`
	command := exec.Command(built(t), "tally", "-")
	command.Stdin = io.MultiReader(strings.NewReader(begin), io.LimitReader(&repeated{text: page}, 256<<20))
	var stderr bytes.Buffer
	command.Stderr = &stderr
	err := command.Run()
	if command.ProcessState == nil || command.ProcessState.ExitCode() != 2 || stderr.String() != "the input is over 256 MiB\n" {
		t.Errorf("%v: %q", err, stderr.String())
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestTallySaysWhenItCannotPrint(t *testing.T) {
	var err bytes.Buffer
	status := run([]string{"tally", vectors + "/tally/000.json"}, streams{strings.NewReader(""), full{}, &err})
	if status != 1 || !strings.Contains(err.String(), "no space left") {
		t.Errorf("exit status %d, %q", status, err.String())
	}
}

func TestInvalidFilesAreRefusedByTheProgram(t *testing.T) {
	text, err := os.ReadFile(vectors + "/tally-errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name  string
		Input json.RawMessage
		Names string
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var out, err bytes.Buffer
			status := run([]string{"tally", "-"}, streams{bytes.NewReader(c.Input), &out, &err})
			if status != 2 || !strings.HasPrefix(err.String(), c.Names+": ") || out.Len() > 0 {
				t.Errorf("exit status %d, %q, %q", status, err.String(), out.String())
			}
		})
	}
}
