package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"blazon/judging"
	"blazon/locale"
)

// ArchiveImport says how an archive is imported.
type ArchiveImport struct {
	Replace  bool     // a table that is there otherwise gets a corrected version
	Reason   string   // why, for everybody to read; in the competition's language
	AsNamed  bool     // a name that several bodies have stays a name, of a body of its own in no register
	Reserved []string // words that the addresses of competitions must leave alone
}

// ArchiveOutcome is what came of one table.
type ArchiveOutcome string

// The outcomes.
const (
	ArchiveAdded    ArchiveOutcome = "added"
	ArchiveKept     ArchiveOutcome = "kept" // was there already, and is the same
	ArchiveReplaced ArchiveOutcome = "replaced"
	ArchiveChanged  ArchiveOutcome = "changed" // is there otherwise, and stays so
	ArchiveTaken    ArchiveOutcome = "taken"   // its contest was held or entered here: nothing is imported over it
	ArchiveRefused  ArchiveOutcome = "refused" // its problems say why
)

// ArchiveReport is what came of one table.
type ArchiveReport struct {
	Table      *ArchiveTable
	Outcome    ArchiveOutcome
	Problems   []ArchiveProblem
	Difference []string // of one that is there otherwise: what it had with a minus before it, what it has now with a plus
	Bodies     int      // that were in no register, and were added
	Address    Address  // of its contest's public page, where it is one
}

// ImportArchive takes over results that were published elsewhere, each table in a transaction of its own: all of it or nothing. What
// it needs and is not there it makes: competition, chapter, edition, round, category, bodies in no register. Importing the same
// again changes nothing. It takes an administrator.
func (s *Store) ImportArchive(ctx context.Context, actor judging.Actor, file *ArchiveFile, how ArchiveImport) ([]*ArchiveReport, error) {
	if err := judging.May(actor, judging.ManageUsers, judging.Facts{}); err != nil {
		return nil, err
	}
	var reports []*ArchiveReport
	for _, t := range file.Tables {
		w := &archiveWork{actor: actor, file: file, how: how, table: t, report: &ArchiveReport{Table: t, Problems: t.check()}}
		if err := w.importTable(ctx, s); err != nil {
			return nil, fmt.Errorf("import archive, table %s in line %d: %w", t.ID, t.LineOf(t.ID), err)
		}
		reports = append(reports, w.report)
	}
	return reports, nil
}

// archiveWork is one table on its way into the archive.
type archiveWork struct {
	*transaction
	actor  judging.Actor
	file   *ArchiveFile
	how    ArchiveImport
	table  *ArchiveTable
	report *ArchiveReport

	competition Competition
	chapters    []Chapter // of the competition
	place       ContestPlace
	before      *ArchivedContest // what is there of the table; nil: nothing
	names       map[string]string
}

// errArchiveStop ends a table's transaction without a trace; the report says why.
var errArchiveStop = errors.New("the table is not imported")

func (w *archiveWork) importTable(ctx context.Context, s *Store) error {
	if len(w.report.Problems) > 0 {
		w.report.Outcome = ArchiveRefused
		return nil
	}
	err := s.write(ctx, func(tx *transaction) error {
		w.transaction = tx
		for _, name := range []string{"archive", bodiesLock} {
			if err := tx.lockName(ctx, name); err != nil {
				return err
			}
		}
		if err := judging.May(w.actor, judging.ManageUsers, judging.Facts{}); err != nil {
			return err
		}
		for _, step := range []func(context.Context) error{w.findCompetition, w.findEdition, w.findRound, w.findContest, w.enter} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errArchiveStop) {
		return nil
	}
	return err
}

// stop ends the work with an outcome.
func (w *archiveWork) stop(outcome ArchiveOutcome, problems ...ArchiveProblem) error {
	w.report.Outcome, w.report.Problems = outcome, problems
	return errArchiveStop
}

// refuse ends the work because of a word of the table.
func (w *archiveWork) refuse(word, key string, args ...any) error {
	return w.stop(ArchiveRefused, w.table.problem(word, key, args...))
}

// described is what the file says of the table's competition.
func (w *archiveWork) described() ArchiveCompetition {
	found := ArchiveCompetition{Name: w.table.Competition}
	for _, c := range w.file.Competitions {
		if c.Name == w.table.Competition {
			found = c
		}
	}
	found.Slug = cmp.Or(found.Slug, addressWord(found.Name))
	found.Country = cmp.Or(found.Country, w.file.country(found.Name))
	switch {
	case found.Language != "":
	case found.Country == "CZ" || found.Country == "SK":
		found.Language = locale.Czech
	case found.Country == "PL":
		found.Language = locale.Polish
	default:
		found.Language = locale.English
	}
	found.TimeZone = cmp.Or(found.TimeZone, map[locale.Language]string{locale.Polish: "Europe/Warsaw"}[found.Language], "Europe/Prague")
	found.Root.Slug = cmp.Or(found.Root.Slug, addressWord(found.Name))
	if found.Root.Name.Empty() {
		found.Root.Name = locale.Text{found.Language: found.Name}
	}
	return found
}
