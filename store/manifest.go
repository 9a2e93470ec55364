package store

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// Manifest is what a backup says of itself, at its end: whatever lacks it is not whole.
type Manifest struct {
	Format  int             `json:"format"`
	Program string          `json:"program"` // its version
	Schema  int64           `json:"schema"`  // the last migration
	MadeAt  time.Time       `json:"made_at"`
	Tables  []ManifestTable `json:"tables"` // by name
	Files   []ManifestFile  `json:"files"`  // by hash
}

// ManifestTable is one table in a backup.
type ManifestTable struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`           // by name, as the rows have them
	Rows    int      `json:"rows"`              // in the order of the key
	NextID  int64    `json:"next_id,omitempty"` // that the table would give
	Hash    string   `json:"sha256"`            // of all rows, in hex
}

// ManifestFile is a file in a backup.
type ManifestFile struct {
	Hash string `json:"sha256"`
	Size int64  `json:"size"` // bytes
}

// The format of backups: a gzipped tar file of parts of tables, tables/NAME/0001.jsonl and so on, of files/HASH, and of the
// manifest. A row is a JSON list: truth is 0 or 1, a moment is text in UTC, bytes are in base64.
const (
	backupFormat  = 1
	manifestName  = "manifest.json"
	tablesFolder  = "tables/"
	filesFolder   = "files/"
	backupPart    = 1 << 20 // bytes
	mostManifest  = 64 << 20
	momentsLayout = "2006-01-02 15:04:05.999999-07:00" // in which SQLite keeps them, too
)

// readBackup reads a backup to its end and holds it against its manifest; what it reads goes into r, unless that is nil.
func readBackup(from io.Reader, r *restoration) (*Manifest, error) {
	zipped, err := gzip.NewReader(bufio.NewReaderSize(from, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("this is no backup: %w", err)
	}
	found := &contents{tables: map[string]hash.Hash{}, files: map[string]bool{}}
	for entries := tar.NewReader(zipped); ; {
		head, err := entries.Next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = found.add(head, entries, r)
		}
		if err != nil {
			return nil, fmt.Errorf("the backup cannot be read: %w", err)
		}
	}
	if _, err := io.Copy(io.Discard, zipped); err != nil { // the sum at its end
		return nil, fmt.Errorf("the backup cannot be read: %w", err)
	}
	return found.manifest, found.whole()
}

// contents is what was found in a backup.
type contents struct {
	manifest *Manifest
	tables   map[string]hash.Hash
	files    map[string]bool
}

func (c *contents) add(head *tar.Header, content io.Reader, r *restoration) error {
	if name, isTable := strings.CutPrefix(head.Name, tablesFolder); isTable {
		name, _, _ = strings.Cut(name, "/")
		return c.addPart(name, content, r)
	}
	if name, isFile := strings.CutPrefix(head.Name, filesFolder); isFile {
		return c.addFile(name, content, r)
	}
	if head.Name != manifestName {
		return fmt.Errorf("nobody knows %s", head.Name)
	}
	c.manifest = &Manifest{}
	return json.NewDecoder(io.LimitReader(content, mostManifest)).Decode(c.manifest)
}

func (c *contents) addPart(name string, content io.Reader, r *restoration) error {
	part, err := io.ReadAll(io.LimitReader(content, 64*backupPart))
	if err != nil {
		return err
	}
	if c.tables[name] == nil {
		c.tables[name] = sha256.New()
	}
	c.tables[name].Write(part)
	if r == nil {
		return nil
	}
	return r.addPart(name, part)
}

func (c *contents) addFile(name string, content io.Reader, r *restoration) error {
	c.files[name] = true
	if r != nil {
		return r.addFile(name, content)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, content); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != name {
		return fmt.Errorf("the file %s has another content", name)
	}
	return nil
}

// whole says what is missing of a backup, or was changed in it.
func (c *contents) whole() error {
	switch {
	case c.manifest == nil:
		return errors.New("the backup is not whole: it has no manifest at its end")
	case c.manifest.Format != backupFormat:
		return fmt.Errorf("the backup is of format %d, this program reads format %d", c.manifest.Format, backupFormat)
	}
	for _, t := range c.manifest.Tables {
		sum := sha256.New()
		if c.tables[t.Name] != nil {
			sum = c.tables[t.Name]
		}
		if hex.EncodeToString(sum.Sum(nil)) != t.Hash {
			return fmt.Errorf("the backup was changed: the table %s has other rows than its manifest says", t.Name)
		}
	}
	for _, f := range c.manifest.Files {
		if _, found := c.files[f.Hash]; !found {
			return fmt.Errorf("the backup is not whole: it lacks the file %s", f.Hash)
		}
	}
	return nil
}
