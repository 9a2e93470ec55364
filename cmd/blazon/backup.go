package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"blazon/store"
)

// backupCommand writes the database and the attachments into one file, while the site goes on.
type backupCommand struct {
	databaseConfig `embed:""`
	File           string `arg:"" help:"File to write, such as blazon-2026-05-01.tar.gz; it must not exist yet. A dash is the standard output."`
}

// Help goes on where the one line ends.
func (backupCommand) Help() string {
	return `The file holds everything, personal data among it, and can be brought back into an empty database of either kind by blazon restore. It is whole
once the command has ended with the exit status 0.`
}

// Run writes the backup.
func (c backupCommand) Run(std streams) error {
	if err := c.present(); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := c.connect(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	migrated, err := s.Migrated(ctx)
	if err != nil {
		return err
	}
	if !migrated {
		return errors.New("the database has not the schema of this program: back it up with the program that serves it")
	}
	shown := newProgress(std.err)
	var manifest *store.Manifest
	err = writeWhole(c.File, std.out, func(to io.Writer) (err error) {
		manifest, err = s.Backup(ctx, to, version, shown.show)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.err, "Backed up: %s\n", summary(manifest))
	return nil
}

// writeWhole writes a file that bears its name only once all of it is on the disk.
func writeWhole(name string, out io.Writer, write func(io.Writer) error) error {
	if name == "-" {
		return write(out)
	}
	if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s exists already", name)
	}
	file, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // which is gone once it has its name
	defer file.Close()
	if err := write(file); err != nil {
		return err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// summary says what a backup holds.
func summary(m *store.Manifest) string {
	all, bytes := 0, int64(0)
	for _, t := range m.Tables {
		all += t.Rows
	}
	for _, f := range m.Files {
		bytes += f.Size
	}
	return fmt.Sprintf("%s and %d files of %d bytes, as they were at %s", rows(all), len(m.Files), bytes, m.MadeAt.Format("2006-01-02 15:04:05 MST"))
}
