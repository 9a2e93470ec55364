package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A script or a style that nothing imports never reaches anybody.
func TestEverythingIsInTheBundle(t *testing.T) {
	files, err := filepath.Glob("../*.[tc]s*")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	entries := []string{"app.css", "app.ts", "widget.css"}
	for _, file := range files {
		name := filepath.Base(file)
		if imported := `"./` + strings.TrimSuffix(name, ".ts") + `"`; !slices.Contains(entries, name) && !strings.Contains(all.String(), imported) {
			t.Errorf("nothing imports static/%s", name)
		}
	}
}
