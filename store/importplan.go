package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"blazon/fault"
)

// ImportForm is a table that somebody wants to bring in, with what holds for all of its lines.
type ImportForm struct {
	File   string       `json:"file"`  // its name
	Kind   ImportKind   `json:"kind"`  // what its lines are
	Lines  []ImportLine `json:"lines"` // in their order
	State  EntryState   `json:"state"` // of new entries: draft, submitted or admitted
	Reason string       `json:"reason"`
	Mail   bool         `json:"mail"`            // invite new representatives
	Round  string       `json:"round,omitempty"` // uid, of assignments: whose jury they are for
}

// ImportKind is what the lines of a table are.
type ImportKind string

// The kinds of tables.
const (
	ImportEntries         ImportKind = "entries"
	ImportRepresentatives ImportKind = "representatives"
	ImportAssignments     ImportKind = "assignments"
)

// ImportLine is a line of a table as somebody filled it in: texts by the names of their columns. A column that the table does not
// have is missing here, and what it is about stays as it is.
type ImportLine struct {
	Number int               `json:"number"` // as a spreadsheet counts
	Values map[string]string `json:"values"`
}

// The columns that tables may have. Any other is the heading of a column with the answers to a field of the entry form.
const (
	ColumnEntry    = "entry" // the uid of an entry that is there already
	ColumnCode     = "code"  // of the body in its register; of a joint entry several, parted by commas
	ColumnName     = "name"  // of the body: to be held against its code
	ColumnCategory = "category"
	ColumnTitle    = "title"
	ColumnURL      = "url"
	ColumnSupplier = "supplier"
	ColumnState    = "state"
	ColumnEmail    = "email"
	ColumnPerson   = "person"
	ColumnLanguage = "language"
	ColumnJuror    = "juror"
	ColumnCriteria = "criteria" // keys or names, parted by commas; none: all
)

// ImportColumns are the columns that mean the same in every table of a kind.
var ImportColumns = map[ImportKind][]string{
	ImportEntries:         {ColumnEntry, ColumnCode, ColumnName, ColumnCategory, ColumnTitle, ColumnURL, ColumnSupplier, ColumnState},
	ImportRepresentatives: {ColumnCode, ColumnName, ColumnEmail, ColumnPerson, ColumnLanguage},
	ImportAssignments:     {ColumnCategory, ColumnCode, ColumnName, ColumnTitle, ColumnJuror, ColumnEmail, ColumnCriteria},
}

// ImportOutcome is what a line comes to.
type ImportOutcome string

// The outcomes.
const (
	ImportAdded   ImportOutcome = "added"
	ImportChanged ImportOutcome = "changed"
	ImportSame    ImportOutcome = "same"
	ImportKept    ImportOutcome = "kept" // its entrant is writing it: nobody else reads or changes what it says
	ImportRefused ImportOutcome = "refused"
)

// ImportPlan is what bringing a table in would come to, line by line and cell by cell.
type ImportPlan struct {
	Edition string // uid
	Form    ImportForm
	Lines   []*PlannedLine
	Unread  []string // headings that mean nothing here, so that what stands below them is left out
	Digest  string   // of all of it: whoever confirms a plan confirms this one and no other
}

// PlannedLine is what a line would come to.
type PlannedLine struct {
	Number  int           `json:"number"`
	Outcome ImportOutcome `json:"outcome"`
	Title   string        `json:"title"` // what the line is about
	Cells   []PlannedCell `json:"cells"` // those that change something or are wrong; of a new line, all

	entry  *entryWork
	member *memberWork
	duty   *dutyWork
}

// PlannedCell is what a cell would change.
type PlannedCell struct {
	Column string       `json:"column"`
	Was    string       `json:"was"`
	Will   string       `json:"will"`
	Wrong  *fault.Field `json:"wrong,omitempty"`
}

// Count tells how many lines come to an outcome.
func (p *ImportPlan) Count(outcome ImportOutcome) (n int) {
	for _, line := range p.Lines {
		if line.Outcome == outcome {
			n++
		}
	}
	return n
}

// unread finds the headings that are neither columns of the kind nor known to somebody who is asked.
func (p *ImportPlan) unread(known func(heading string) bool) {
	seen := map[string]bool{}
	for _, line := range p.Form.Lines {
		for heading := range line.Values {
			if !seen[heading] && !slices.Contains(ImportColumns[p.Form.Kind], heading) && !known(heading) {
				p.Unread = append(p.Unread, heading)
			}
			seen[heading] = true
		}
	}
	slices.Sort(p.Unread)
}

// put notes what a cell changes.
func (l *PlannedLine) put(column, was, will string) {
	if was != will {
		l.Cells = append(l.Cells, PlannedCell{Column: column, Was: was, Will: will})
	}
}

// wrong notes what is wrong with a cell.
func (l *PlannedLine) wrong(column, will string, wrong fault.Field) {
	l.Outcome = ImportRefused
	if at := slices.IndexFunc(l.Cells, func(c PlannedCell) bool { return c.Column == column }); at >= 0 {
		if l.Cells[at].Wrong == nil {
			l.Cells[at].Wrong = &wrong
		}
		return
	}
	l.Cells = append(l.Cells, PlannedCell{Column: column, Will: will, Wrong: &wrong})
}

// settle says what a line that exists already comes to.
func (l *PlannedLine) settle(exists bool) {
	switch {
	case l.Outcome == ImportRefused:
	case !exists:
		l.Outcome = ImportAdded
	case len(l.Cells) == 0:
		l.Outcome = ImportSame
	default:
		l.Outcome = ImportChanged
	}
}

// seal computes the plan's digest.
func (p *ImportPlan) seal() error {
	body, err := json.Marshal(struct {
		Form  ImportForm
		Lines []*PlannedLine
	}{p.Form, p.Lines})
	sum := sha256.Sum256(body)
	p.Digest = hex.EncodeToString(sum[:])
	return err
}
