package attachment_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/attachment"
)

// receive puts a PDF with these words into a folder.
func receive(t testing.TB, f *attachment.Folder, words string) attachment.Kept {
	t.Helper()
	d, _, err := f.Receive(t.Context(), "Zpráva.pdf", strings.NewReader(pdf+words), attachment.Wanted{Most: 1e6})
	must(t, err)
	must(t, f.Keep(d))
	return d.Kept
}

func TestAFileLiesUnderItsHash(t *testing.T) {
	f := folder(t)
	kept := receive(t, f, "a")
	if got := string(read(t, f, kept.Hash)); got != pdf+"a" || kept.Size != int64(len(got)) {
		t.Errorf("kept %q, %d bytes", got, kept.Size)
	}
	if again := receive(t, f, "a"); again != kept {
		t.Errorf("the same content is kept as %v and %v", kept, again)
	}
	for _, hash := range []string{"", "../../../etc/passwd", strings.Repeat("0", 64), kept.Hash[:63], strings.ToUpper(kept.Hash)} {
		if _, err := f.Open(hash); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", hash, err)
		}
	}
}

func TestAChangedFileIsNotSound(t *testing.T) {
	f := folder(t)
	whole, changed, gone := receive(t, f, "a"), receive(t, f, "b"), receive(t, f, "c")
	must(t, os.WriteFile(path(f, changed.Hash), []byte(pdf+"B"), 0o600))
	must(t, os.Remove(path(f, gone.Hash)))
	for hash, want := range map[string]bool{whole.Hash: true, changed.Hash: false, gone.Hash: false} {
		if got, err := f.Sound(hash); err != nil || got != want {
			t.Errorf("sound: %t, %v; want %t", got, err, want)
		}
	}
}

func path(f *attachment.Folder, hash string) string {
	return filepath.Join(f.Path, hash[:2], hash[2:4], hash)
}

func TestOnlyOldFilesAreSweptUp(t *testing.T) {
	f := folder(t)
	old, touched, young := receive(t, f, "a"), receive(t, f, "b"), receive(t, f, "c")
	left := filepath.Join(f.Path, "incoming", "left")
	must(t, os.WriteFile(left, nil, 0o600))
	long := time.Now().Add(-48 * time.Hour)
	for _, p := range []string{path(f, old.Hash), path(f, touched.Hash), left} {
		must(t, os.Chtimes(p, long, long))
	}
	must(t, f.Touch(touched.Hash))
	before := time.Now().Add(-24 * time.Hour)
	found, err := f.Old(before)
	must(t, err)
	if !slices.Equal(found, []string{old.Hash}) {
		t.Errorf("found %v", found)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Error("what was begun and never kept is still there")
	}
	for _, kept := range []attachment.Kept{old, touched, young} {
		must(t, f.RemoveOld(kept.Hash, before))
		_, err := f.Open(kept.Hash)
		if removed := err != nil; removed != (kept == old) {
			t.Errorf("removed: %t", removed)
		}
	}
}

func TestAContentWithAnotherHashIsNotAdded(t *testing.T) {
	from, to := folder(t), folder(t)
	kept := receive(t, from, "a")
	if err := to.Add(t.Context(), kept.Hash, bytes.NewReader([]byte("something else"))); err == nil {
		t.Error("another content is added")
	}
	must(t, to.Add(t.Context(), kept.Hash, bytes.NewReader(read(t, from, kept.Hash))))
	if sound, err := to.Sound(kept.Hash); !sound || err != nil {
		t.Errorf("added: %t, %v", sound, err)
	}
}

// script writes a program that tells of a file what its words say.
func script(t testing.TB, words string) []string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scan")
	must(t, os.WriteFile(name, []byte("#!/bin/sh\n"+words+"\n"), 0o700))
	return []string{name, "--quiet"}
}

func TestAFileIsTakenOnlyOnceItWasFoundClean(t *testing.T) {
	for _, c := range []struct{ sentence, words, want string }{
		{"clean", `[ "$1" = --quiet ] && grep -q '^%PDF' "$2"`, ""},
		{"infected", "exit 1", "attachment.infected"},
		{"the program fails", "exit 2", "attachment.unchecked"},
		{"the program is killed", "kill -9 $$", "attachment.unchecked"},
		{"the program takes too long", "exec sleep 60", "attachment.unchecked"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			f := folder(t)
			f.Scan = attachment.Scanner{Command: script(t, c.words), Limit: 500 * time.Millisecond}
			d, _, err := f.Receive(t.Context(), "Zpráva.pdf", strings.NewReader(pdf), attachment.Wanted{Most: 1e6})
			if err == nil {
				d.Discard()
			}
			if got := ""; err != nil {
				if got = keyOf(t, err); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			} else if c.want != "" {
				t.Errorf("taken; want %s", c.want)
			}
		})
	}
}
