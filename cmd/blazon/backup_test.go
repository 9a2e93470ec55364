package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"blazon/attachment"
	"blazon/store"
	"blazon/store/storetest"
)

// told runs a command and gives its exit status and all that it said.
func told(args ...string) (status int, said string) {
	var out bytes.Buffer
	status = run(args, streams{strings.NewReader(""), &out, &out})
	return status, out.String()
}

func TestABackupIsWrittenAndBroughtBackByTheCommands(t *testing.T) {
	for from, address := range map[string]string{"sqlite": storetest.SQLiteAddress(t), "postgres": storetest.PostgresAddress(t)} {
		t.Run(from, func(t *testing.T) {
			s := storetest.Open(t, address, store.Options{Files: &attachment.Folder{Path: filepath.Join(t.TempDir(), "attachments")}})
			storetest.Round(t, s, 3, 1)
			folder := t.TempDir()
			file := filepath.Join(folder, "blazon.tar.gz")
			if status, said := told("backup", "--database", address, "--data", folder, file); status != 0 || !strings.Contains(said, "rows and 0 files") {
				t.Fatalf("backup: %d, %s", status, said)
			}
			if left, _ := filepath.Glob(filepath.Join(folder, "*.part")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("others may read the backup: %v, %v", info.Mode(), err)
			}
			if status, said := told("backup", "--database", address, "--data", folder, file); status != 1 || !strings.Contains(said, "exists already") {
				t.Errorf("over a file that exists: %d, %s", status, said)
			}
			back := "sqlite:" + filepath.Join(t.TempDir(), "back.db") // without a schema
			data := t.TempDir()
			if status, said := told("restore", "--database", back, "--data", data, file); status != 0 ||
				!strings.Contains(said, "Everything holds.") || !strings.Contains(said, "blazon mail on") {
				t.Fatalf("restore: %d, %s", status, said)
			}
			if status, said := told("restore", "--database", back, "--data", data, file); status != 1 || !strings.Contains(said, "not empty") {
				t.Errorf("over what is there: %d, %s", status, said)
			}
			for _, c := range []struct{ args, want string }{
				{"mail status", "No letters have left since"}, {"mail on", "Letters leave again; 0 old ones"}, {"mail status", "Letters leave."},
				{"mail off", "No letters leave until"}, {"mail status", "No letters have left since"},
			} {
				args := append(strings.Fields(c.args), "--database", back, "--data", data)
				if status, said := told(args...); status != 0 || !strings.Contains(said, c.want) {
					t.Errorf("%s: %d, %s", c.args, status, said)
				}
			}
			again, err := store.Open(context.Background(), back, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if unused, err := again.Unused(context.Background()); err != nil || unused {
				t.Errorf("nothing came back: %v", err)
			}
		})
	}
}

func TestABackupThatFailsLeavesNoFile(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "blazon.tar.gz")
	if status, said := told("backup", "--data", filepath.Join(folder, "nothing"), file); status != 1 || !strings.Contains(said, "BLAZON_DATA") {
		t.Errorf("without a database: %d, %s", status, said)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
