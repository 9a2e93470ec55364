package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"blazon/static"
)

const assetPrefix = "/static/"

// assets are the files of the browser bundle by name, in memory, each with the hash of its content.
type assets map[string]*asset

type asset struct {
	hash       string
	kind       string
	body       []byte
	compressed []byte
}

// bundle gives the assets that were built into the program.
var bundle = sync.OnceValues(func() (assets, error) {
	all := assets{}
	files, err := fs.Sub(static.Files, "dist")
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		all[name], err = newAsset(name, body)
		return err
	})
	return all, err
})

func newAsset(name string, body []byte) (*asset, error) {
	sum := sha256.Sum256(body)
	a := &asset{hash: strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10])), kind: mime.TypeByExtension(path.Ext(name)), body: body}
	var small bytes.Buffer
	z, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	a.compressed = small.Bytes()
	return a, nil
}

// address carries the content's hash, so that browsers may keep the file for good. Without the bundle it is the bare name.
func (all assets) address(name string) string {
	if a := all[name]; a != nil {
		return assetPrefix + name + "?v=" + a.hash
	}
	return assetPrefix + name
}

// HasBundle tells whether the browser bundle was built into the program.
func HasBundle() bool {
	_, err := fs.Stat(static.Files, "dist/app.css")
	return err == nil
}

func (s *Site) asset(w http.ResponseWriter, r *http.Request) {
	a := s.assets[strings.TrimPrefix(r.URL.Path, assetPrefix)]
	if a == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		s.notFound(w, r)
		return
	}
	h := w.Header()
	tag := fmt.Sprintf("%q", a.hash)
	h.Set("ETag", tag)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "no-cache")
	if r.URL.RawQuery == "v="+a.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.body
	if takesGzip(r) {
		body = a.compressed
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	_, _ = w.Write(body) // a client that went away is nobody's fault
}
