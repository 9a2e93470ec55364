package document

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The drawings in testdata were read back by a reader of codes that is not ours.
func TestCodesAreDrawnAsOthersReadThem(t *testing.T) {
	for name, text := range map[string]string{
		"qr-word":    "blazon",
		"qr-address": "https://soutez.example.org/cs/jury/8f3kq7m2vw0xhtbz/paper?code=8f3k-q7m2",
		"qr-longest": strings.Repeat("0123456789", 10) + "abcdef",
	} {
		q, err := newQR(text)
		if err != nil {
			t.Fatal(err)
		}
		var drawn strings.Builder
		for _, row := range q.dark {
			for _, dark := range row {
				drawn.WriteByte(" #"[map[bool]int{true: 1}[dark]])
			}
			drawn.WriteByte('\n')
		}
		path := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(drawn.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if drawn.String() != string(want) {
			t.Errorf("%s is drawn otherwise:\n%s", name, drawn.String())
		}
	}
	if _, err := newQR(strings.Repeat("x", 107)); err == nil {
		t.Error("a text that is too long was drawn")
	}
}
