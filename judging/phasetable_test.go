package judging_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"blazon/judging"
)

var update = flag.Bool("update", false, "write the table of docs/phases.md anew")

// The table stands in the docs between these lines.
const tableBegin, tableEnd = "<!-- table -->\n", "<!-- end of table -->\n"

// TestTheTableOfPhasesInTheDocsIsWhatMayAnswers: the docs keep what May answered when somebody last looked, cell by cell.
func TestTheTableOfPhasesInTheDocsIsWhatMayAnswers(t *testing.T) {
	const path = "../docs/phases.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begun := strings.Cut(string(text), tableBegin)
	written, after, ended := strings.Cut(rest, tableEnd)
	if !begun || !ended {
		t.Fatalf("%s has no place for the table", path)
	}
	got := markdown(judging.Rights())
	if *update {
		if err := os.WriteFile(path, []byte(before+tableBegin+got+tableEnd+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	docs, now := strings.Split(written, "\n"), strings.Split(got, "\n")
	for i := range max(len(docs), len(now)) {
		if i >= len(docs) || i >= len(now) || docs[i] != now[i] {
			t.Fatalf("line %d of the table differs:\n%s\n%s\n(-update writes it anew)", i+1, at(docs, i), at(now, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(none)"
}

func markdown(table judging.PhaseTable) string {
	var b strings.Builder
	for _, g := range table.Groups {
		fmt.Fprintf(&b, "\n### %s\n\n| act | %s |\n|---|%s\n", g.Name, strings.Join(table.Stages, " | "), strings.Repeat("---|", len(table.Stages)))
		for _, row := range g.Rows {
			fmt.Fprintf(&b, "| `%s` |", row.Name)
			for _, c := range row.Cells {
				fmt.Fprintf(&b, " %s |", map[judging.Verdict]string{judging.Granted: "yes", judging.NotNow: "not now", judging.Unseen: "–"}[c.Verdict])
			}
			b.WriteString("\n")
		}
	}
	return b.String() + "\n"
}

// Every phase has a stage of the table, in the order of the phases, and some cells are as everybody expects them.
func TestTheTableOfPhasesKnowsEveryPhase(t *testing.T) {
	table := judging.Rights()
	last := -1
	for _, phase := range judging.Phases {
		at := slices.Index(table.Stages, string(phase))
		if at <= last {
			t.Errorf("phase %s is at %d, after %d", phase, at, last)
		}
		last = at
	}
	for _, c := range []struct {
		group, row, stage string
		want              judging.Verdict
	}{
		{"public", "view_result", "decided", judging.Unseen},
		{"public", "view_result", "announced", judging.Granted},
		{"entrant", "submit_entry", "entries", judging.Granted},
		{"entrant", "submit_entry", "formal_check", judging.NotNow},
		{"juror", "save_sheet", "judging", judging.Granted},
		{"juror", "save_sheet", "overdue", judging.NotNow},
		{"juror", "view_other_sheet", "announced", judging.Unseen},
		{"organizer", "view_sheet", "judging", judging.Unseen},
		{"organizer", "view_tally", "overdue", judging.NotNow},
		{"organizer", "announce", "closed", judging.NotNow},
	} {
		for _, g := range table.Groups {
			for _, row := range g.Rows {
				if g.Name == c.group && row.Name == c.row {
					if got := row.Cells[slices.Index(table.Stages, c.stage)]; got.Verdict != c.want || (got.Why != "") != (c.want == judging.NotNow) {
						t.Errorf("%s, %s, %s: got %+v, want %s", c.group, c.row, c.stage, got, c.want)
					}
				}
			}
		}
	}
}
