package room_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"blazon/locale"
)

// Every act that the history of a round may tell has words in the catalogues.
func TestTheHistoryHasWordsForEveryAct(t *testing.T) {
	act := regexp.MustCompile(`"((?:round|contest|juror|candidate|recusal|decision|result|paper|correction|meeting|motion|proposal|sheet|vote|conflict)\.[a-z_]+)", "(?:round|contest|assignment|candidate|decision|juror|recusal|result|meeting|motion|correction|paper|proposal)"`)
	files, err := filepath.Glob("../../store/*.go")
	if err != nil || len(files) < 100 {
		t.Fatalf("the store has %d files: %v", len(files), err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range act.FindAllStringSubmatch(string(text), -1) {
			found++
			if key := "report.act_" + strings.ReplaceAll(match[1], ".", "_"); !locale.Has(key) {
				t.Errorf("%s: no catalogue has %s", filepath.Base(file), key)
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d acts were found", found)
	}
}
