package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"blazon/fault"
	"blazon/register"
	"blazon/store"
)

// registerCommand looks after the registers of public bodies.
type registerCommand struct {
	Import registerImportCommand `cmd:"" help:"Take over a newer file of a register: what is new, what changed and what has ended."`
}

type registerImportCommand struct {
	databaseConfig `embed:""`
	Format         string `required:"" enum:"ruian,terc,csv" help:"ruian (UI_OBEC.csv), terc (the full TERC file) or csv (our own form, see docs/registers.md)."`
	Source         string `placeholder:"NAME" help:"Who published the file (default: the register's office; for csv the file's name)."`
	Date           string `placeholder:"DATE" help:"As of when, such as 2026-05-01 (default: what the file says, or when it was last changed)."`
	AllowEnded     bool   `help:"Go on even if a large part of the register ends."`
	File           string `arg:"" type:"existingfile" help:"The file, unpacked."`
}

// registerFormat is a reader with the office that publishes what it reads.
type registerFormat struct {
	read   func(file string, r io.Reader, source register.Source) (*register.Extract, error)
	office string
}

var registerFormats = map[string]registerFormat{
	"ruian": {register.ReadRUIAN, "ČÚZK, RÚIAN"},
	"terc":  {register.ReadTERC, "GUS, rejestr TERYT, TERC"},
	"csv":   {register.ReadCSV, ""},
}

// Run imports the file in one transaction; a bad line stops it, and then nothing is changed.
func (c registerImportCommand) Run(std streams) error {
	if c.Date != "" && !register.ValidDate(c.Date) {
		return fmt.Errorf("--date: %q is not like 2026-05-01", c.Date)
	}
	ctx := context.Background()
	s, err := c.open(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	// The bundled registers have what the official files lack, such as ORP.
	if _, err := s.SeedRegisters(ctx); err != nil {
		return err
	}
	report, err := c.load(ctx, s, newProgress(std.err))
	if fault.Is(err, fault.Invalid) {
		fmt.Fprintf(std.err, "blazon: %v\n", inWords(err))
		return statusInvalid
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s: %d added, %d changed, %d ended.\n", rows(report.Rows), report.Added, report.Changed, report.Ended)
	return nil
}

func (c registerImportCommand) load(ctx context.Context, s *store.Store, shown *progress) (store.ImportReport, error) {
	file, err := os.Open(c.File)
	if err != nil {
		return store.ImportReport{}, err
	}
	defer file.Close()
	source, err := c.source(file)
	if err != nil {
		return store.ImportReport{}, err
	}
	extract, err := registerFormats[c.Format].read(filepath.Base(c.File), file, source)
	if err != nil {
		return store.ImportReport{}, err
	}
	return s.ImportBodies(ctx, store.Operator(), extract, store.BodyImport{AllowEnded: c.AllowEnded, Progress: shown.show})
}

// source says whose the file is and as of when.
func (c registerImportCommand) source(file *os.File) (register.Source, error) {
	source := register.Source{Name: c.Source, Date: c.Date}
	if source.Name == "" {
		source.Name = registerFormats[c.Format].office
	}
	if source.Name == "" {
		source.Name = filepath.Base(c.File)
	}
	if source.Date == "" {
		info, err := file.Stat()
		if err != nil {
			return source, err
		}
		source.Date = info.ModTime().Format(time.DateOnly)
	}
	return source, nil
}
