package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"
)

// clients are how many jurors save again and again.
var clients = []int{1, 8, 32}

// atDesks is how many jurors sit at their sheets at once, each of whose typing saves itself once a second.
const atDesks = 150

// save measures saving a score sheet over HTTP, signed in, against the bare transaction.
func save(b *bench) (figures []figure, err error) {
	for _, kind := range kinds {
		address, err := b.address(kind, "save")
		if err != nil {
			return figures, err
		}
		site, jurors, err := b.jury(address, 500, atDesks)
		if err != nil {
			return figures, err
		}
		for _, n := range clients {
			f, err := b.saveLoad(kind, jurors[:n], n)
			if err != nil {
				site.stop()
				return figures, fmt.Errorf("%s, %d clients: %w", kind, n, err)
			}
			figures = append(figures, f)
		}
		f, err := b.deskLoad(kind, jurors)
		if err != nil {
			site.stop()
			return figures, fmt.Errorf("%s, %d jurors at their desks: %w", kind, atDesks, err)
		}
		figures = append(figures, f)
		f, err = b.formLoad(kind, jurors[0])
		site.stop()
		if err != nil {
			return figures, err
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// jurorClient is a signed-in juror with sheets, and the revision of each.
type jurorClient struct {
	*visitor
	round     string
	sheets    []string
	revisions []int64
}

// jury fills a database, serves it, and signs the jurors in.
func (b *bench) jury(address string, candidates, jurors int) (*site, []*jurorClient, error) {
	s, err := b.open(address)
	if err != nil {
		return nil, nil, err
	}
	f, err := newFixture(b.ctx, s, candidates, jurors)
	if err != nil {
		return nil, nil, err
	}
	if err := f.assign(b.ctx, 5); err != nil {
		return nil, nil, err
	}
	site, err := b.serve(address)
	if err != nil {
		return nil, nil, err
	}
	var list []*jurorClient
	for juror := range jurors {
		if err := f.password(b.ctx, juror); err != nil {
			return site, nil, err
		}
		sheets, _, err := f.sheets(b.ctx, juror)
		if err != nil {
			return site, nil, err
		}
		c := &jurorClient{visitor: site.visitor(), round: f.round, sheets: sheets, revisions: make([]int64, len(sheets))}
		if err := c.signIn(f.emails[juror], password); err != nil {
			return site, nil, err
		}
		list = append(list, c)
	}
	return site, list, s.Close()
}

// saveOne saves one of the juror's sheets with other points.
func (c *jurorClient) saveOne() error {
	i := rand.IntN(len(c.sheets))
	form := url.Values{"revision": {strconv.FormatInt(c.revisions[i], 10)}, "act": {"draft"}, "comment": {""}}
	for _, k := range criteria {
		form.Set("score."+k.key, strconv.Itoa(rand.IntN(k.max+1)))
	}
	answer, body, err := c.post("/en/jury/"+c.round+"/sheets/"+c.sheets[i], form)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("save: %s\n%s", answer.Status, body)
	}
	c.revisions[i]++
	return nil
}

func (b *bench) saveLoad(kind string, jurors []*jurorClient, n int) (figure, error) {
	bare := barePostgres
	if kind == "SQLite" {
		bare = bareSQLite
	}
	limit, err := bare(b, n)
	if err != nil {
		return figure{}, err
	}
	took, err := load(b.ctx, b.seconds, n, func(i int) error { return jurors[i].saveOne() })
	if err != nil {
		return figure{}, err
	}
	rate := float64(len(took)) / b.seconds.Seconds()
	f := figure{what: fmt.Sprintf("saving a sheet over HTTP, %s, %d clients", kind, n),
		measured: fmt.Sprintf("%.0f/s, p50 %s, p99 %s", rate, quantile(took, 0.5), quantile(took, 0.99)),
		limit:    fmt.Sprintf("%.0f/s bare transaction", limit), ratio: fmt.Sprintf("%.0f %%", 100*rate/limit)}
	switch {
	case kind == "PostgreSQL" && n == 8:
		f.aim = "45 %, p99 under 20 ms"
	case kind == "PostgreSQL" && n == 32:
		f.aim = "50 %"
	}
	return f, nil
}

// deskLoad measures saves of many jurors who type: each save of one begins a second after the one before, as autosave does.
func (b *bench) deskLoad(kind string, jurors []*jurorClient) (figure, error) {
	next := make([]time.Time, len(jurors))
	for i := range next {
		next[i] = time.Now().Add(rand.N(time.Second))
	}
	took, err := load(b.ctx, b.seconds, len(jurors), func(i int) error { return jurors[i].saveOne() }, func(i int) {
		time.Sleep(time.Until(next[i]))
		next[i] = next[i].Add(time.Second)
	})
	if err != nil {
		return figure{}, err
	}
	f := figure{what: fmt.Sprintf("%d jurors at their desks, each saving once a second, %s", len(jurors), kind),
		measured: fmt.Sprintf("p50 %s, p99 %s of %d saves", quantile(took, 0.5), quantile(took, 0.99), len(took))}
	if kind == "PostgreSQL" {
		f.aim = "p99 under 100 ms"
	}
	return f, nil
}

// formLoad measures reading the juror's form, one client after the other.
func (b *bench) formLoad(kind string, juror *jurorClient) (figure, error) {
	var size int
	took, err := load(b.ctx, b.seconds, 1, func(int) error {
		answer, body, err := juror.get("/en/jury/" + juror.round + "/sheets/" + juror.sheets[rand.IntN(len(juror.sheets))])
		if err == nil && answer.StatusCode != http.StatusOK {
			err = fmt.Errorf("form: %s", answer.Status)
		}
		size = len(body)
		return err
	})
	if err != nil {
		return figure{}, err
	}
	bare, err := b.bareLoad(size, 1)
	if err != nil {
		return figure{}, err
	}
	return figure{what: "the juror's form, " + kind + ", 1 client",
		measured: fmt.Sprintf("%s, p99 %s", rate(len(took), b.seconds), quantile(took, 0.99)),
		limit:    fmt.Sprintf("%s the same bytes from memory", rate(len(bare), b.seconds)),
		ratio:    fmt.Sprintf("%.0f %%", 100*float64(len(took))/float64(len(bare)))}, nil
}

// load runs an act over and over by so many clients, for a time, and gives how long each took, shortest first.
func load(ctx context.Context, d time.Duration, clients int, act func(client int) error, pauses ...func(client int)) ([]time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	var lock sync.Mutex
	var all []time.Duration
	var failed error
	var group sync.WaitGroup
	for client := range clients {
		group.Go(func() {
			var own []time.Duration
			for ctx.Err() == nil {
				for _, pause := range pauses {
					pause(client)
				}
				start := time.Now()
				if err := act(client); err != nil {
					lock.Lock()
					failed = err
					lock.Unlock()
					cancel()
					return
				}
				own = append(own, time.Since(start))
			}
			lock.Lock()
			all = append(all, own...)
			lock.Unlock()
		})
	}
	group.Wait()
	slices.Sort(all)
	if failed == nil && len(all) == 0 {
		failed = fmt.Errorf("nothing was done in %s", d)
	}
	return all, failed
}

// quantile gives the time within which a share of sorted times lies.
func quantile(sorted []time.Duration, share float64) time.Duration {
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))].Round(100 * time.Microsecond)
}
