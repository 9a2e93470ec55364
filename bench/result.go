package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// readers are how many ask for a result at once.
const readers = 32

// result measures the page of a result of 500 rows, which its readers ask for again and again, against the very bytes that they get from
// memory. What they get must stay the same, and change with the first correction of what it shows.
func result(b *bench) (figures []figure, err error) {
	for _, kind := range kinds {
		address, err := b.address(kind, "result")
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
		if err := f.judge(b.ctx); err != nil {
			return figures, err
		}
		if err := f.announce(b.ctx); err != nil {
			return figures, err
		}
		more, err := b.resultLoad(kind, address, f.result())
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

// resultLoad reads a page packed, as browsers do, and then again by those who have it.
func (b *bench) resultLoad(kind, address, path string) ([]figure, error) {
	site, err := b.serve(address)
	if err != nil {
		return nil, err
	}
	defer site.stop()
	v := site.visitor()
	v.Transport = &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: readers}
	answer, packed, err := v.packed(path, "")
	if err != nil || answer.StatusCode != http.StatusOK || answer.Header.Get("ETag") == "" {
		return nil, fmt.Errorf("%s: %s, tag %q: %w", path, answer.Status, answer.Header.Get("ETag"), err)
	}
	tag := answer.Header.Get("ETag")
	var figures []figure
	for _, known := range []string{"", tag} {
		took, err := load(b.ctx, b.seconds, readers, func(int) error {
			again, body, err := v.packed(path, known)
			if err == nil && (again.Header.Get("ETag") != tag || (known == "") != (len(body) == len(packed))) {
				err = fmt.Errorf("%s: %s, %d bytes with the tag %s", path, again.Status, len(body), again.Header.Get("ETag"))
			}
			return err
		})
		if err != nil {
			return figures, err
		}
		f := figure{what: "a result of 500 rows, " + kind, aim: "50 %", measured: fmt.Sprintf("%s, p99 %s, %d KB packed", rate(len(took), b.seconds), quantile(took, 0.99), len(packed)>>10)}
		if known != "" {
			f.what, f.aim, f.measured = "the same by those who have it, "+kind, "", fmt.Sprintf("%s, p99 %s", rate(len(took), b.seconds), quantile(took, 0.99))
			packed = nil
		}
		bare, err := bareBytes(b, packed, readers, b.seconds, v.Client)
		if err != nil {
			return figures, err
		}
		f.limit = rate(len(bare), b.seconds) + " the same bytes from memory"
		f.ratio = fmt.Sprintf("%.0f %%", 100*float64(len(took))/float64(len(bare)))
		figures = append(figures, f)
	}
	return figures, nil
}

// packed gets a page as it is sent, packed; with a tag only if it has another one.
func (v *visitor) packed(path, tag string) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, v.site.url+path, nil)
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Accept-Encoding", "gzip")
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	answer, err := v.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, body, err
}
