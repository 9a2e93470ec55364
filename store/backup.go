package store

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/uptrace/bun"
)

// Backup writes down everything that the database holds, as it is at one moment while the site goes on, and the files that it
// names. Both databases give the same backup of the same data. Progress is told how much of how much is done.
func (s *Store) Backup(ctx context.Context, to io.Writer, program string, progress func(done, total int)) (*Manifest, error) {
	zipped, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	b := &backup{store: s, tar: tar.NewWriter(zipped), progress: progress, manifest: Manifest{Format: backupFormat, Program: program}}
	err = s.read(ctx, func(tx *transaction) error { return b.readAll(ctx, tx) })
	if err == nil {
		err = b.finish(ctx)
	}
	if err == nil {
		err = zipped.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	return &b.manifest, nil
}

// backup is one that is being made.
type backup struct {
	store       *Store
	tar         *tar.Writer
	manifest    Manifest
	progress    func(done, total int)
	done, total int
}

// readAll writes the tables of one snapshot, and notes which files they name.
func (b *backup) readAll(ctx context.Context, tx *transaction) error {
	b.manifest.MadeAt = tx.now
	if err := tx.NewRaw("select max(version_id) from goose_db_version where is_applied").Scan(ctx, &b.manifest.Schema); err != nil {
		return err
	}
	tables, err := tx.dataTables(ctx)
	if err != nil {
		return err
	}
	next, err := tx.nextIDs(ctx, tables)
	if err != nil {
		return err
	}
	err = tx.NewRaw("select distinct hash, size from ("+keptFiles+") kept order by hash").
		Scan(ctx, &b.manifest.Files)
	if err != nil {
		return err
	}
	b.total = len(b.manifest.Files)
	for _, t := range tables {
		n, err := tx.NewSelect().TableExpr("?", bun.Ident(t.name)).Count(ctx)
		if err != nil {
			return err
		}
		b.total += int(n)
	}
	for _, t := range tables {
		if err := b.addTable(ctx, tx, t, next[t.name]); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return nil
}

// addTable writes a table's rows in parts, so that none has to lie in memory as a whole.
func (b *backup) addTable(ctx context.Context, tx *transaction, t *table, next int64) error {
	m := ManifestTable{Name: t.name, NextID: next}
	for _, c := range t.columns {
		m.Columns = append(m.Columns, c.name)
	}
	w := &tableWriter{backup: b, name: t.name, hash: sha256.New()}
	rows, err := tx.QueryContext(ctx, "select "+columnList(t)+` from "`+t.name+`" order by `+tx.store.ordered(t))
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		into[i] = &values[i]
	}
	for ; rows.Next(); m.Rows++ {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := w.add(values); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	m.Hash = hex.EncodeToString(w.hash.Sum(nil))
	b.manifest.Tables = append(b.manifest.Tables, m)
	return nil
}

// tableWriter collects rows to parts.
type tableWriter struct {
	*backup
	name  string
	parts int
	part  bytes.Buffer
	hash  hash.Hash
}

func (w *tableWriter) add(values []any) error {
	for i, value := range values {
		values[i] = canonicalValue(value)
	}
	encoder := json.NewEncoder(&w.part) // a row is a line
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(values); err != nil {
		return err
	}
	w.step()
	if w.part.Len() < backupPart {
		return nil
	}
	return w.flush()
}

func (w *tableWriter) flush() error {
	if w.part.Len() == 0 {
		return nil
	}
	w.parts++
	w.hash.Write(w.part.Bytes())
	err := w.put(fmt.Sprintf("%s%s/%04d.jsonl", tablesFolder, w.name, w.parts), int64(w.part.Len()), &w.part)
	w.part.Reset()
	return err
}

// canonicalValue gives a value the form that it has in backups of either database.
func canonicalValue(value any) any {
	switch v := value.(type) {
	case bool:
		if v {
			return 1
		}
		return 0
	case time.Time:
		return v.UTC().Format(momentsLayout)
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	}
	return value
}

// finish adds the files, which nobody changes or removes while a backup is made, and the manifest.
func (b *backup) finish(ctx context.Context) error {
	for _, f := range b.manifest.Files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := b.addFile(f); err != nil {
			return fmt.Errorf("file %s: %w", f.Hash, err)
		}
		b.step()
	}
	text, err := json.MarshalIndent(b.manifest, "", "  ")
	if err != nil {
		return err
	}
	if err := b.put(manifestName, int64(len(text)), bytes.NewReader(text)); err != nil {
		return err
	}
	return b.tar.Close()
}

func (b *backup) addFile(f ManifestFile) error {
	file, err := b.store.files.Open(f.Hash)
	if err != nil {
		return err
	}
	defer file.Close()
	return b.put(filesFolder+f.Hash, f.Size, file)
}

func (b *backup) put(name string, size int64, content io.Reader) error {
	head := &tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: b.manifest.MadeAt.Truncate(time.Second), Format: tar.FormatPAX}
	if err := b.tar.WriteHeader(head); err != nil {
		return err
	}
	_, err := io.Copy(b.tar, content)
	return err
}

// step counts what is done.
func (b *backup) step() {
	b.done++
	if b.done%1000 == 0 || b.done == b.total {
		b.progress(b.done, b.total)
	}
}

func columnList(t *table) string {
	list := ""
	for i, c := range t.columns {
		if i > 0 {
			list += ", "
		}
		list += `"` + c.name + `"`
	}
	return list
}
