package attachment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// Folder keeps files by the SHA-256 of their content. Any number of processes, on any number of machines, may share it.
// The zero Folder is nowhere and keeps nothing.
type Folder struct {
	Path string
	Scan Scanner
}

// Kept is a file in the folder.
type Kept struct {
	Hash string // SHA-256, in hex
	Type string // one of Types
	Size int64  // bytes
}

// incoming is where files lie until they are known to be good, on the same disk as those that are kept.
const incoming = "incoming"

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f *Folder) path(hash string) string { return filepath.Join(f.Path, hash[:2], hash[2:4], hash) }

// Open opens a kept file. One that is not there is fs.ErrNotExist.
func (f *Folder) Open(hash string) (*os.File, error) {
	if !hashForm.MatchString(hash) {
		return nil, fs.ErrNotExist
	}
	return os.Open(f.path(hash))
}

// Draft is a file that is not kept yet. Whoever has it either keeps or discards it.
type Draft struct {
	file *os.File
	Kept
}

// draft makes an empty one.
func (f *Folder) draft() (*Draft, error) {
	if f.Path == "" {
		return nil, errors.New("there is no folder of attachments")
	}
	folder := filepath.Join(f.Path, incoming)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return nil, fmt.Errorf("folder of attachments: %w", err)
	}
	file, err := os.CreateTemp(folder, "*")
	if err != nil {
		return nil, fmt.Errorf("folder of attachments: %w", err)
	}
	return &Draft{file: file}, nil
}

// Make has fn write a file of our own, which is as long as it gets. Whoever gets the draft discards it in the end, kept or not.
func (f *Folder) Make(fn func(to io.Writer) error) (*Draft, error) {
	d, err := f.draft()
	if err != nil {
		return nil, err
	}
	if err := d.write(fn); err != nil {
		d.Discard()
		return nil, err
	}
	return d, nil
}

// fill copies at most so many bytes, and reckons the hash; a longer content is errLong.
func (d *Draft) fill(content io.Reader, most int64) error {
	return d.write(func(to io.Writer) error {
		n, err := io.Copy(to, io.LimitReader(content, most+1))
		if err == nil && n > most {
			err = errLong
		}
		return err
	})
}

var errLong = errors.New("longer than allowed")

// write lets fn write the content, and sees that it is on the disk.
func (d *Draft) write(fn func(to io.Writer) error) error {
	hash := sha256.New()
	if err := fn(io.MultiWriter(d.file, hash)); err != nil {
		return err
	}
	info, err := d.file.Stat()
	if err != nil {
		return err
	}
	d.Hash, d.Size = hex.EncodeToString(hash.Sum(nil)), info.Size()
	return d.file.Sync()
}

// Discard removes what was not kept. After Keep it does nothing.
func (d *Draft) Discard() {
	d.file.Close()
	_ = os.Remove(d.file.Name()) // sweeping removes what is left
}

// Keep puts a draft among the files that are kept. When it returns, the file survives a power cut. A file with the same content is
// replaced by it, and so is young again.
func (f *Folder) Keep(d *Draft) error {
	path := f.path(d.Hash)
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	if err := os.Rename(d.file.Name(), path); err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	for range 3 { // the folder, and those that may be new above it
		if err := syncFolder(folder); err != nil {
			return fmt.Errorf("keep file: %w", err)
		}
		folder = filepath.Dir(folder)
	}
	return nil
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// Add keeps a content that is known by its hash, such as from a backup, and refuses any other.
func (f *Folder) Add(ctx context.Context, hash string, content io.Reader) error {
	d, err := f.draft()
	if err != nil {
		return err
	}
	defer d.Discard()
	if err := d.fill(content, 1<<40); err != nil {
		return err
	}
	if d.Hash != hash {
		return fmt.Errorf("file %s has another content", hash)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return f.Keep(d)
}

// Sound tells whether the file is there and has the content that its hash says.
func (f *Folder) Sound(hash string) (bool, error) {
	file, err := f.Open(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return false, err
	}
	return hex.EncodeToString(sum.Sum(nil)) == hash, nil
}

// Touch makes a file young again, so that it outlives the row that named it by as long as a new one would.
func (f *Folder) Touch(hash string) error {
	now := time.Now()
	return ignoreGone(os.Chtimes(f.path(hash), now, now))
}

// RemoveOld removes a kept file that was last brought before a moment; one that is not there is no error.
func (f *Folder) RemoveOld(hash string, before time.Time) error {
	info, err := os.Stat(f.path(hash))
	if err != nil || !info.ModTime().Before(before) {
		return ignoreGone(err)
	}
	return ignoreGone(os.Remove(f.path(hash)))
}

// Old lists the kept files that were last brought before a moment, and removes what was begun before it and never kept.
func (f *Folder) Old(before time.Time) (hashes []string, err error) {
	err = filepath.WalkDir(f.Path, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // nothing was ever kept, or somebody else just removed it
		}
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil || !info.ModTime().Before(before) {
			return ignoreGone(err)
		}
		if filepath.Base(filepath.Dir(path)) == incoming {
			return ignoreGone(os.Remove(path))
		}
		if hashForm.MatchString(entry.Name()) {
			hashes = append(hashes, entry.Name())
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look through the folder of attachments: %w", err)
	}
	return hashes, nil
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
