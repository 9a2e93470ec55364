package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// archiveCommand looks after results of earlier years.
type archiveCommand struct {
	Import archiveImportCommand `cmd:"" help:"Take over results that were published elsewhere: places, awards and where they come from."`
}

type archiveImportCommand struct {
	databaseConfig `embed:""`
	Replace        bool   `help:"Put what the file has in place of tables that are there otherwise, as corrected versions with an erratum that everybody sees."`
	Reason         string `placeholder:"WORDS" help:"With --replace: what was wrong, in the competition's language."`
	AsNamed        bool   `help:"Keep a name that several bodies have as it is printed, as that of a body in no register, where the table would be refused."`
	File           string `arg:"" type:"existingfile" help:"The file, see docs/archive.md."`
}

// Help goes on where the one line ends.
func (archiveImportCommand) Help() string {
	return `Each table is imported as a whole or not at all, and importing the same again changes nothing. Tables that are not imported are listed
with their lines; then the exit status is 2.`
}

// Run imports the file and says what came of it.
func (c archiveImportCommand) Run(std streams) error {
	ctx := context.Background()
	file, err := readArchive(c.File)
	if fault.Is(err, fault.Invalid) {
		fmt.Fprintf(std.err, "blazon: %v\n", inWords(err))
		return statusInvalid
	}
	if err != nil {
		return err
	}
	s, err := c.open(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.SeedRegisters(ctx); err != nil {
		return err
	}
	reports, err := s.ImportArchive(ctx, store.Operator(), file, store.ArchiveImport{Replace: c.Replace, Reason: c.Reason, AsNamed: c.AsNamed, Reserved: web.Reserved})
	if err != nil {
		return err
	}
	return c.report(std, reports)
}

func readArchive(path string) (*store.ArchiveFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return store.ReadArchive(filepath.Base(path), f)
}

// report lists the tables that were not imported, and counts the others.
func (c archiveImportCommand) report(std streams, reports []*store.ArchiveReport) error {
	counts, bodies := map[store.ArchiveOutcome]int{}, 0
	for _, r := range reports {
		counts[r.Outcome]++
		for _, p := range r.Problems {
			fmt.Fprintf(std.err, "%s:%d: %s: %s\n", filepath.Base(c.File), p.Line, r.Table.ID, locale.Field(locale.English, p.Field))
		}
		for _, line := range r.Difference {
			fmt.Fprintf(std.err, "    %s\n", line)
		}
		if r.Outcome == store.ArchiveAdded || r.Outcome == store.ArchiveReplaced {
			bodies += r.Bodies
		}
	}
	left := counts[store.ArchiveRefused] + counts[store.ArchiveChanged] + counts[store.ArchiveTaken]
	fmt.Fprintf(std.out, "%d tables: %d added, %d replaced, %d there already, %d not imported; %d bodies in no register added.\n",
		len(reports), counts[store.ArchiveAdded], counts[store.ArchiveReplaced], counts[store.ArchiveKept], left, bodies)
	if left > 0 {
		return statusInvalid
	}
	return nil
}
