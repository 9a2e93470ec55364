package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/store"
	"blazon/store/storetest"
)

// files prints certificates as nothing but their facts.
var files = store.Printing{DesignVersion: "1", Print: func(_ context.Context, c *store.Certificate) ([]byte, error) { return []byte(c.Content), nil }}

// printing is how batches print them.
func printing(context.Context) (store.Printing, error) { return files, nil }

// announced is a round that has gone the whole way: judged, closed, decided, announced, advanced and put onto paper. Of the
// four candidates two share the second place.
func announced(t *testing.T, s *store.Store) *storetest.JudgedRound {
	t.Helper()
	r := storetest.Round(t, s, 4, 2)
	r.Submit(t, s, func(_, candidate, _ int) string { return []string{"3", "2", "2", "1"}[candidate] })
	ctx := context.Background()
	for _, act := range []func() error{
		func() error { return s.CloseRound(ctx, r.Organizer, r.UID) },
		func() error { return settleTies(s, r) },
		func() error { return s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}) },
		func() error { return s.Announce(ctx, r.Organizer, r.Contest, time.Time{}) },
		func() error { return s.Advance(ctx, r.Organizer, r.Contest, store.AdvanceForm{}) },
		func() error { _, err := s.IssueCertificates(ctx, r.Organizer, r.UID, files); return err },
		func() error { return s.WorkBatches(ctx, printing) },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// settleTies leaves ex aequo whatever waits for the jury.
func settleTies(s *store.Store, r *storetest.JudgedRound) error {
	ctx := context.Background()
	view, err := s.Tally(ctx, r.Organizer, r.Contest)
	if err != nil {
		return err
	}
	for _, group := range view.Outcome.Undecided {
		var uids []string
		for _, number := range group {
			uids = append(uids, view.Candidates[number].UID)
		}
		form := store.DecisionForm{Kind: "tie", Candidates: uids, Reason: "hlasování 5:0"}
		if err := s.AddDecision(ctx, r.Organizer, r.Contest, form); err != nil {
			return err
		}
	}
	return nil
}

func findings(t *testing.T, s *store.Store) (all []string) {
	t.Helper()
	if err := s.Check(context.Background(), func(f store.Finding) { all = append(all, f.String()) }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEverythingHoldsOfARoundThatWentTheWholeWay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		announced(t, s)
		if found := findings(t, s); len(found) > 0 {
			t.Errorf("findings: %s", strings.Join(found, "\n"))
		}
	})
}

// plant is what somebody with the database in hands may do to it, and what it is to be found as.
type plant struct{ plant, finding string }

// The statements break one thing each; ?0 is the uid of the judged contest.
const (
	ofContest   = `(select id from contest where uid = ?0)`
	firstSheet  = `(select min(id) from assignment where contest_id = ` + ofContest + `)`
	firstResult = `(select id from result where contest_id = ` + ofContest + `)`
	winner      = `(select candidate_id from standing where position = 1 and result_id = ` + firstResult + `)`
)

var plants = []plant{
	{`update chapter set parent_id = id where parent_id is not null`, "no chapter lies below itself"},
	{`update chapter set parent_id = (select max(id) from chapter) where parent_id is null`, "no chapter lies below itself"},
	{`update chapter set parent_id = null`, "a chapter's path leads through its parents"},
	{`update chapter set path = '9/' || path`, "a chapter's path leads through its parents"},
	{`insert into competition (uid, slug, name, country, language, time_zone, created_at)
		select 'planted', 'planted', name, country, language, time_zone, created_at from competition;
		update chapter set competition_id = (select id from competition where uid = 'planted') where parent_id is null`,
		"a chapter's parent is of its competition"},
	{`delete from assignment where id = ` + firstSheet, "a sheet that is on record as saved is there"},
	{`delete from assignment where id = ` + firstSheet, "the data behind a result have not changed since it was decided"},
	{`update assignment set removed_at = created_at where id = ` + firstSheet, "the data behind a result have not changed"},
	{`update contest set numbering = case numbering when 'range' then 'standard' else 'range' end where uid = ?0`, "the data behind a result have not changed"},
	{`update contest set tie_break = '[]' where uid = ?0`, "the data behind a result have not changed"},
	{`update criterion set weight = weight * 2`, "the data behind a result have not changed"},
	{`update decision set revoked_at = decided_at`, "the data behind a result have not changed"},
	{`update decision set reason = 'hlasování 4:1'`, "the data behind a result have not changed"},
	{`update result set version = 5 where id = ` + firstResult, "versions from the first on, without a hole"},
	{`delete from result where id = ` + firstResult, "a result that is on record as decided is there"},
	{`insert into result (uid, contest_id, version, algorithm, note, erratum, decided_at)
		select 'planted', contest_id, 2, 'archive', note, erratum, decided_at from result where id = ` + firstResult, "a result is on record as decided"},
	{`delete from sheet where assignment_id = ` + firstSheet, "an assignment has a sheet"},
	{`update assignment set contest_id = (select min(id) from contest where uid <> ?0) where id = ` + firstSheet, "its candidate stands in the contest"},
	{`update contest set rubric_id = null where uid = ?0`, "in the rubric of its contest"},
	{`update score set value = 900000001000000 where assignment_id = ` + firstSheet, "on its criterion's scale"},
	{`update score set value = value + 1 where assignment_id = ` + firstSheet, "on its criterion's scale"},
	{`update score set value = 0 where assignment_id = ` + firstSheet, "a sheet's scores are those that were saved"},
	{`update score set value = 0 where assignment_id = ` + firstSheet, "still tally to its result"},
	{`delete from score where assignment_id = ` + firstSheet, "a sheet's scores are those that were saved"},
	{`update sheet set revision = revision + 1 where assignment_id = ` + firstSheet, "every save of a sheet is on record"},
	{`update sheet set state = 'draft' where assignment_id = ` + firstSheet, "every save of a sheet is on record"},
	{`update sheet set state = 'draft' where assignment_id = ` + firstSheet, "a submitted sheet says when"},
	{`update round set closed_at = (select created_at from edition) where id = (select round_id from contest where uid = ?0)`, "nothing was saved after its round was closed, but by a correction"},
	{`update closing set closed_at = (select created_at from edition)`, "closed since its last closing"},
	{`update closing_sum set points = points + 1 where contest_id = ` + ofContest, "comes to what it came to at the closing"},
	{`update round set closed_at = null where id = (select round_id from contest where uid = ?0)`, "decided only after its round was closed"},
	{`insert into declaration (juror_id, candidate_id, conflict, declared_at) select j.id, n.id, false, n.created_at
		from juror j, candidate n where n.contest_id <> ` + ofContest + ` limit 1`, "a declaration's juror sits in the round of its candidate"},
	{`insert into clearance (juror_id, candidate_id, supplier) select j.id, n.id, '' from juror j, candidate n
		where n.contest_id <> ` + ofContest + ` limit 1`, "nobody is cleared for a candidate of another round"},
	{`insert into recusal (uid, juror_id, candidate_id, why, created_at) select 'planted', j.id, n.id, 'recused', n.created_at
		from juror j, candidate n where n.contest_id <> ` + ofContest + ` limit 1`, "a recusal's juror sits in the round of its candidate"},
	{`update entry set category_id = (select min(c.id) from category c where c.id <> entry.category_id)`, "a candidate's entry is of its contest's category"},
	{`insert into edition (uid, competition_id, slug, number, year, name, note, language, time_zone, numbering, tie_break, advance, created_at)
		select 'planted', competition_id, 'planted', 1, 1999, name, note, language, time_zone, numbering, tie_break, advance, created_at from edition;
		update category set edition_id = (select id from edition where uid = 'planted')`, "category and rubric are of its round's edition"},
	{`update rubric set chapter_id = (select max(id) from chapter)`, "a contest's rubric is its edition's, for everybody or for its round's chapter"},
	{`update chapter_setting set round_id = (select max(r.id) from round r where r.chapter_id = chapter_setting.chapter_id)`, "a collective round is of the chapter's edition, and another chapter's"},
	{`update edition set source_id = id`, "an edition is copied from one of its competition"},
	{`insert into rules (uid, edition_id, version, text, published_at, created_at) select 'planted', id, 2, '{}', created_at, created_at from edition`,
		"the versions of an edition's rules have no gap, and only the last is a draft"},
	{`delete from entry_entrant where entry_id = (select entry_id from candidate where id = ` + winner + `)`, "an entry has an entrant"},
	{`update contest set state = 'open' where uid = ?0`, "a contest has a result exactly when it is decided"},
	{`update contest set state = 'open' where uid = ?0`, "a certificate is of a decided contest"},
	{`update contest set announced_at = null where uid = ?0`, "an announced result says when"},
	{`update result set input = replace(input, '"value":"3"', '"value":"2"') where id = ` + firstResult, "frozen input tallies to its outcome"},
	{`update result set input = 'gone' where id = ` + firstResult, "frozen input is a tally file"},
	{`update result set outcome = replace(outcome, '"place":1', '"place":2') where id = ` + firstResult, "frozen input tallies to its outcome"},
	{`update result set algorithm = 'guess/1' where id = ` + firstResult, "algorithm is one that this program computes"},
	{`update standing set exact = '1/3' where position = 1 and result_id = ` + firstResult, "standings are those of its outcome"},
	{`update standing set advances = true where position = 4 and result_id = ` + firstResult, "standings are those of its outcome"},
	{`update standing set place = 4, last_place = 4 where position = 4 and result_id = ` + firstResult, "numbered as their contest says"},
	{`update standing set shared = false where position = 2 and result_id = ` + firstResult, "numbered as their contest says"},
	{`update standing set place = 3 where position = 1 and result_id = ` + firstResult, "numbered as their contest says"},
	{`update standing set candidate_id = (select target_candidate_id from advancement) where position = 1 and result_id = ` + firstResult,
		"a standing's candidate stands in the contest of its result"},
	{`update result set algorithm = 'archive' where id = ` + firstResult + `; update standing set place = 9 where position = 1`, "places go down the page"},
	{`insert into award (uid, round_id, candidate_id, kind, name, title, citation, object, position)
		select 'planted', t.round_id, ` + winner + `, 'special', '{}', '{}', '{}', '{}', 1 from contest t where t.round_id <>
		(select round_id from contest where uid = ?0) limit 1`, "an award's candidate stands in its contest and its round"},
	{`insert into award (uid, round_id, kind, name, title, citation, object, amount, currency, position)
		select 'planted', round_id, 'grand_prix', '{}', '{}', '{}', '{}', -1, 'CZK', 1 from contest where uid = ?0`, "an award's amount is not negative"},
	{`update certificate set candidate_id = (select target_candidate_id from advancement) where serial = 1`, "a certificate is of a decided contest"},
	{`update certificate set successor_id = (select max(id) from certificate) where serial = 1`, "instead of another is for the same, and that one is revoked"},
	{`update certificate set reason = 'přepsání' where serial = 1`, "who declared a certificate void said why"},
	{`insert into signing_key (public, seed, began_at) select 'planted ' || certificate_id, content, created_at from certificate_file`, "one key signs"},
	{`update certificate set candidate_id = (select candidate_id from certificate where serial = 1) where serial = 2`, "one valid certificate at most"},
	{`insert into award (uid, round_id, contest_id, candidate_id, kind, name, title, citation, object, position)
		select 'planted', round_id, id, ` + winner + `, 'special', '{}', '{}', '{}', '{}', 1 from contest where uid = ?0;
		update certificate set award_id = (select id from award where uid = 'planted') where serial = 2`, "an award's certificate names its candidate"},
}

func TestEachPlantedFaultIsFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		caught := findPlanted(t, s, slices.Concat(plants, changePlants), announced(t, s).Contest)
		for _, sentence := range store.Invariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}

// findPlanted makes sure that each fault is found, and gives the invariants that were seen broken.
func findPlanted(t *testing.T, s *store.Store, plants []plant, contest string) map[string]bool {
	t.Helper()
	caught := map[string]bool{}
	for _, c := range plants {
		found := planted(t, s, c.plant, contest)
		for _, f := range found {
			caught[f.Invariant] = true
		}
		if !slices.ContainsFunc(found, func(f store.Finding) bool { return strings.Contains(f.String(), c.finding) }) {
			t.Errorf("%s\nwas to be found as: %s\nfound: %v", c.plant, c.finding, found)
		}
	}
	return caught
}

func planted(t *testing.T, s *store.Store, statements, contest string) (found []store.Finding) {
	t.Helper()
	report := func(f store.Finding) { found = append(found, f) }
	if err := s.CheckPlanted(context.Background(), report, strings.Split(statements, ";"), contest); err != nil {
		t.Errorf("%s: %v", statements, err)
	}
	return found
}

func TestWhatMayChangeAfterTheDecisionIsNoFault(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		contest := announced(t, s).Contest
		for name, change := range map[string]string{
			"a round gets another name":     `update round set name = '{"cs":"Krajské kolo"}'`,
			"the last juror is named first": `update juror set name = 'Aneta' where id = (select max(id) from juror)`,
			"the first body sorts among the last": `update body set sort_cs = (select sort_cs from body order by sort_cs desc limit 1)
				where id = (select id from body order by sort_cs limit 1)`,
			"an account ends": `update "user" set ended_at = created_at`,
		} {
			if found := planted(t, s, change, contest); len(found) > 0 {
				t.Errorf("%s: %v", name, found)
			}
		}
	})
}

func TestADecisionAfterTheResultIsNoFault(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		r := storetest.Round(t, s, 3, 2)
		r.Submit(t, s, func(_, candidate, _ int) string { return []string{"3", "2", "2"}[candidate] })
		for _, step := range []struct {
			name string
			act  func() error
		}{
			{"closed", func() error { return s.CloseRound(ctx, r.Organizer, r.UID) }},
			{"tie left", func() error { return settleTies(s, r) }},
			{"decided", func() error { return s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}) }},
			{"decision revoked", func() error {
				view, err := s.Tally(ctx, r.Organizer, r.Contest)
				if err != nil {
					return err
				}
				return s.RevokeDecision(ctx, r.Organizer, r.Contest, view.Decisions[0].UID)
			}},
			{"tie left again", func() error { return settleTies(s, r) }},
			{"decided again", func() error { return s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}) }},
		} {
			if err := step.act(); err != nil {
				t.Fatalf("%s: %v", step.name, err)
			}
			if found := findings(t, s); len(found) > 0 {
				t.Errorf("%s: %s", step.name, strings.Join(found, "\n"))
			}
		}
	})
}
