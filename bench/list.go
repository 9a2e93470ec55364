package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// listed is how many entries the lists have: as many as Czechia has municipalities.
const listed = 6254

// lists measures the organizers' lists of an edition with 6,254 entries, of which a fifth was submitted and not made from the
// register: each page alone, at the server.
func lists(b *bench) (figures []figure, err error) {
	for _, kind := range kinds {
		address, err := b.address(kind, "list")
		if err != nil {
			return figures, err
		}
		s, err := b.open(address)
		if err != nil {
			return figures, err
		}
		f, err := newFixture(b.ctx, s, listed*4/5, 3)
		if err != nil {
			return figures, err
		}
		if err := addEntries(kind, address, listed-listed*4/5); err != nil {
			return figures, err
		}
		more, err := b.listsOf(kind, address, f)
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

// listPages are the lists by what is asked of them; %s are the edition, the round and the contest, in this order.
var listPages = []struct{ name, path string }{
	{"entries by name", "editions/%[1]s/entries"},
	{"entries, the last page", "editions/%[1]s/entries?page=999"},
	{"entries by time, the latest first", "editions/%[1]s/entries?sort=-time"},
	{"entries by a folded search", "editions/%[1]s/entries?q=uredni+deska"},
	{"entries with anything to look at", "editions/%[1]s/entries?flag=any"},
	{"entries with the same address", "editions/%[1]s/entries?flag=same_url&sort=state"},
	{"the queue", "rounds/%[2]s/queue"},
	{"the queue with nothing to look at", "rounds/%[2]s/queue?flag=none"},
	{"candidates by name", "contests/%[3]s"},
	{"candidates by submitted sheets", "contests/%[3]s?sort=-submitted"},
	{"candidates by a folded search", "contests/%[3]s?q=nova+ves"},
	{"bodies by a search", "bodies?q=nova"},
}

func (b *bench) listsOf(kind, address string, f *fixture) (figures []figure, err error) {
	site, err := b.serve(address)
	if err != nil {
		return nil, err
	}
	defer site.stop()
	organizer := site.visitor()
	if err := organizer.signIn("poradatel@demo.example", password); err != nil {
		return nil, err
	}
	setup, err := f.store.RoundSetup(b.ctx, f.organizer, f.round)
	if err != nil {
		return nil, err
	}
	for _, page := range listPages {
		path := "/cs/organizer/" + page.path
		if strings.Contains(path, "%") {
			path = fmt.Sprintf(path+"%[4]s", setup.Edition.UID, f.round, f.contest, "")
		}
		timed, err := b.listPage(page.name+" of "+fmt.Sprint(listed)+", "+kind, organizer, path)
		if err != nil {
			return figures, err
		}
		figures = append(figures, timed)
	}
	public := "/cs/" + url.PathEscape(f.address.Competition) + "/" + f.address.Edition + "/" + f.address.Round
	timed, err := b.listPage("the public candidates, "+kind, site.visitor(), public)
	return append(figures, timed), err
}

// listPage times a page asked for by one client again and again, against the same bytes from memory.
func (b *bench) listPage(what string, v *visitor, path string) (figure, error) {
	answer, body, err := v.get(path)
	if err != nil {
		return figure{}, err
	}
	if answer.StatusCode != http.StatusOK {
		return figure{}, fmt.Errorf("%s: %s", path, answer.Status)
	}
	took, err := load(b.ctx, b.seconds/5, 1, func(int) error { _, _, err := v.get(path); return err })
	if err != nil {
		return figure{}, err
	}
	bare, err := b.bareFor(len(body), 1, b.seconds/5)
	if err != nil {
		return figure{}, err
	}
	page, limit := quantile(took, 0.5), quantile(bare, 0.5)
	return figure{what: what, measured: fmt.Sprintf("fastest %s, p50 %s, p99 %s, %d KB", milliseconds(quantile(took, 0)), milliseconds(page), milliseconds(quantile(took, 0.99)), len(body)>>10),
		limit: milliseconds(limit) + " the same bytes from memory", ratio: fmt.Sprintf("%.0f×", float64(page)/float64(limit)), aim: "p50 under 50 ms"}, nil
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

// addEntries adds submitted entries beside the automatic ones, straight in the database: every one of a body that has another, some
// with the same address, at every step of the check.
func addEntries(kind, address string, count int) error {
	driver, name := "pgx", address
	if kind == "SQLite" {
		driver, name = "sqlite", strings.TrimPrefix(address, "sqlite:")
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, statement := range []string{
		fmt.Sprintf(`insert into entry (uid, edition_id, category_id, chapter_id, contest_id, title, url, supplier, automatic, state, submitted_at, created_at)
			select 'l' || e.id, e.edition_id, e.category_id, e.chapter_id, e.contest_id, 'Elektronická úřední deska č. ' || e.id,
			'https://www.deska' || (e.id %% 900) || '.cz/', 'Dodavatel ' || (e.id %% 40), false,
			case e.id %% 5 when 0 then 'returned' when 1 then 'admitted' when 2 then 'rejected' else 'submitted' end, e.created_at, e.created_at
			from entry e order by e.id limit %d`, count),
		`insert into entry_entrant (entry_id, entrant_id, position)
			select n.id, x.entrant_id, 1 from entry e join entry n on n.uid = 'l' || e.id join entry_entrant x on x.entry_id = e.id`,
		`insert into formal_check (uid, entry_id, outcome, reason, fields, until, decided_at)
			select 'k' || e.id, e.id, e.state, 'Doplňte adresu.', '["url"]', e.created_at, e.created_at from entry e
			where e.uid like 'l%' and e.state in ('returned', 'admitted', 'rejected')`,
		`insert into candidate (uid, contest_id, entry_id, created_at)
			select 'c' || e.id, e.contest_id, e.id, e.created_at from entry e where e.uid like 'l%' and e.state = 'admitted'`,
		`analyze`,
	} {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}
