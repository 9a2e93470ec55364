package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"time"

	"blazon/store"
)

// sizes are a tenth and the whole of the largest competition known: India's National Awards for e-Governance 2025.
var sizes = []int{14_500, 145_000}

// scale measures pages of a round with so many entries that only a whole country's competition has them, on PostgreSQL:
// ten times as many may take four times as long as linear.
func scale(b *bench) ([]figure, error) {
	took := map[string][]time.Duration{}
	var order []string
	for _, size := range sizes {
		pages, err := b.scaled(size)
		if err != nil {
			return nil, fmt.Errorf("%d entries: %w", size, err)
		}
		for _, p := range pages {
			if len(took[p.name]) == 0 {
				order = append(order, p.name)
			}
			took[p.name] = append(took[p.name], p.took)
		}
	}
	var figures []figure
	for _, name := range order {
		small, large := took[name][0], took[name][1]
		figures = append(figures, figure{what: fmt.Sprintf("%s, %d entries", name, sizes[1]), measured: large.Round(time.Millisecond).String(),
			limit: fmt.Sprintf("%s × 10 (%d entries)", small.Round(time.Millisecond), sizes[0]),
			ratio: times(large, 10*small), aim: "4×"})
	}
	return figures, nil
}

type timedPage struct {
	name string
	took time.Duration
}

// closedRound is a closed round with so many scored entries, in a database of its own.
func (b *bench) closedRound(size int) (f *fixture, address string, err error) {
	if address, err = b.address("PostgreSQL", fmt.Sprint("scale", size)); err != nil {
		return nil, "", err
	}
	s, err := b.open(address)
	if err != nil {
		return nil, "", err
	}
	if f, err = newFixture(b.ctx, s, 1, 2); err == nil {
		err = multiply(address, size)
	}
	if err == nil {
		err = s.CloseRound(b.ctx, f.organizer, f.round)
	}
	if err != nil {
		s.Close()
	}
	return f, address, err
}

// scaled times the pages of a round with so many scored entries.
func (b *bench) scaled(size int) ([]timedPage, error) {
	f, address, err := b.closedRound(size)
	if err != nil {
		return nil, err
	}
	defer f.store.Close()
	var pages []timedPage
	tallied := best(1, func() { _, err = f.store.Tally(b.ctx, f.organizer, f.contest) })
	if err != nil {
		return nil, err
	}
	pages = append(pages, timedPage{"tally out of the database", tallied})
	site, err := b.serve(address)
	if err != nil {
		return nil, err
	}
	defer site.stop()
	organizer := site.visitor()
	if err := organizer.signIn("poradatel@demo.example", password); err != nil {
		return nil, err
	}
	for _, p := range [][2]string{
		{"the tally's page", "/en/room/contests/" + f.contest + "/tally"},
		{"the round's progress", "/en/room/" + f.round + "/coverage"},
		{"the round's public page", fmt.Sprintf("/en/%s/%s/%s", f.address.Competition, f.address.Edition, f.address.Round)},
	} {
		timed, err := timePage(organizer, p[0], p[1])
		if err != nil {
			return nil, err
		}
		pages = append(pages, timed)
	}
	if err := f.store.Decide(b.ctx, f.organizer, f.contest, store.DecideForm{}); err != nil {
		return nil, err
	}
	if err := f.store.Announce(b.ctx, f.organizer, f.contest, time.Time{}); err != nil {
		return nil, err
	}
	timed, err := timePage(organizer, "the result's page", fmt.Sprintf("/en/%s/%s/%s/%s", f.address.Competition, f.address.Edition, f.address.Round, f.address.Category))
	return append(pages, timed), err
}

func timePage(v *visitor, name, path string) (timedPage, error) {
	var answer *http.Response
	var err error
	took := best(2, func() { answer, _, err = v.get(path) })
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, answer.Status)
	}
	return timedPage{name, took}, err
}

// multiply makes many entries, each with the submitted sheets of two jurors, straight in the database: through the store's
// acts they would take an hour.
func multiply(address string, size int) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, statement := range []string{
		fmt.Sprintf(`insert into entry (uid, edition_id, category_id, chapter_id, title, state, created_at)
		 select 'e' || g, e.edition_id, e.category_id, e.chapter_id, 'Entry ' || g, 'admitted', now()
		 from generate_series(2, %d) g, (select * from entry limit 1) e`, size),
		`insert into entrant (uid, edition_id, body_id)
		 select 't' || b.id, (select edition_id from entry limit 1), b.id from body b
		 where b.id not in (select body_id from entrant)`,
		`insert into entry_entrant (entry_id, entrant_id, position)
		 select e.id, (select min(id) from entrant) + e.id % 6000, 1 from entry e
		 where not exists (select 1 from entry_entrant x where x.entry_id = e.id)`,
		`insert into candidate (uid, contest_id, entry_id, created_at)
		 select 'n' || e.id, (select contest_id from candidate limit 1), e.id, now() from entry e
		 where not exists (select 1 from candidate x where x.entry_id = e.id)`,
		`insert into assignment (uid, contest_id, juror_id, candidate_id, created_at)
		 select 'a' || n.id || '-' || j.id, n.contest_id, j.id, n.id, now() from candidate n, juror j`,
		`insert into sheet (assignment_id, revision, state, saved_at, submitted_at) select id, 1, 'submitted', now(), now() from assignment`,
		`insert into score (assignment_id, criterion_id, value, saved_at)
		 select a.id, k.id, (a.id * 7 + k.id * 3) % (k.max / 1000000 + 1) * 1000000, now()
		 from assignment a join contest t on t.id = a.contest_id join criterion k on k.rubric_id = t.rubric_id`,
		`analyze`,
	} {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%.40s: %w", statement, err)
		}
	}
	return nil
}
