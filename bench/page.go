package main

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"time"
)

// pages measures the pages of a contest of 500 candidates: its tally while it is open, and its result once decided.
func pages(b *bench) (figures []figure, err error) {
	for _, kind := range kinds {
		address, err := b.address(kind, "page")
		if err != nil {
			return figures, err
		}
		s, err := b.open(address)
		if err != nil {
			return figures, err
		}
		f, err := newFixture(b.ctx, s, 500, 3)
		if err != nil {
			return figures, err
		}
		more, err := b.pagesOf(kind, address, f)
		figures = append(figures, more...)
		if err != nil {
			return figures, err
		}
		if err := s.Close(); err != nil {
			return figures, err
		}
	}
	return figures, nil
}

func (b *bench) pagesOf(kind, address string, f *fixture) ([]figure, error) {
	if err := f.judge(b.ctx); err != nil {
		return nil, err
	}
	site, err := b.serve(address)
	if err != nil {
		return nil, err
	}
	defer site.stop()
	organizer := site.visitor()
	if err := organizer.signIn("poradatel@demo.example", password); err != nil {
		return nil, err
	}
	computed, err := b.pageLoad("the tally of 500 candidates, computed, "+kind, organizer, "/en/room/contests/"+f.contest+"/tally")
	if err != nil {
		return nil, err
	}
	if err := f.announce(b.ctx); err != nil {
		return nil, err
	}
	decided, err := b.pageLoad("the result of 500 candidates, decided, "+kind, site.visitor(), f.result())
	return []figure{computed, decided}, err
}

// pageLoad measures a page by 8 clients against the same bytes, gzipped, from memory.
func (b *bench) pageLoad(what string, v *visitor, path string) (figure, error) {
	answer, body, err := v.get(path)
	if err != nil || answer.StatusCode != http.StatusOK {
		return figure{}, fmt.Errorf("%s: %s: %w", path, answer.Status, err)
	}
	took, err := load(b.ctx, b.seconds, 8, func(int) error {
		answer, _, err := v.get(path)
		if err == nil && answer.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s: %s", path, answer.Status)
		}
		return err
	})
	if err != nil {
		return figure{}, err
	}
	bare, err := b.bareLoad(len(body), 8)
	if err != nil {
		return figure{}, err
	}
	return figure{what: what + ", 8 clients",
		measured: fmt.Sprintf("%s, p99 %s, %d KB", rate(len(took), b.seconds), quantile(took, 0.99), len(body)>>10),
		limit:    fmt.Sprintf("%s the same bytes from memory", rate(len(bare), b.seconds)),
		ratio:    fmt.Sprintf("%.1f %%", 100*float64(len(took))/float64(len(bare)))}, nil
}

// bareLoad is the limit of a page: as many bytes, gzipped, written from memory by a bare handler.
func (b *bench) bareLoad(size, clients int) ([]time.Duration, error) {
	return b.bareFor(size, clients, b.seconds)
}

func (b *bench) bareFor(size, clients int, seconds time.Duration) ([]time.Duration, error) {
	text := make([]byte, size/2)
	rand.Read(text)
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	if _, err := zip.Write([]byte(hex.EncodeToString(text))); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return bareBytes(b, packed.Bytes(), clients, seconds, (&site{}).visitor().Client)
}

// bareBytes is the limit of an answer: its very bytes, packed already, written from memory by a bare handler to the same client.
func bareBytes(b *bench, packed []byte, clients int, seconds time.Duration, client *http.Client) ([]time.Duration, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(packed)
	}), ReadHeaderTimeout: time.Minute}
	go server.Serve(listener)
	defer server.Close()
	v := &visitor{Client: client, site: &site{url: "http://" + listener.Addr().String()}}
	return load(b.ctx, seconds, clients, func(int) error { _, _, err := v.get("/"); return err })
}
