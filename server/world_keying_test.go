package server_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

func init() {
	confirm := func(map[string]string) url.Values { return url.Values{"act": {"confirm"}} }
	forms["keying.paper"], forms["room.correction"] = confirm, confirm
	samples = append(samples, []sample{
		{"keying.home", "organizer", "judging", ""},
		{"keying.home", "juror", "announced", ""},
		{"keying.juror", "organizer", "judging", ""},
		{"keying.sheet", "organizer", "judging", ""},
		{"keying.column", "organizer", "judging", ""},
		{"keying.paper", "organizer", "judging announced", ""},
		{"keying.paper", "juror", "judging", ""},
		{"room.corrections", "organizer", "judging tied", ""},
		{"room.correction", "organizer", "gaps tied", ""},
		{"room.correction_new", "organizer", "tied", ""},
	}...)
	for _, route := range []string{"keying.print", "keying.scan", "room.correction_file"} {
		noPages[route] = struct{ what, visitor string }{file, "organizer"}
	}
}

// addPaper keys a juror's sheet for a candidate in, and gives the paper's uid.
func addPaper(t testing.TB, s *store.Store, organizer judging.Actor, round, juror, candidate string) string {
	t.Helper()
	blanks, err := s.BlanksToKey(context.Background(), organizer, round, juror, locale.Czech)
	must(t, err)
	form := store.PaperForm{Round: round, DatedOn: "2026-03-27", Scan: store.ScanForm{Name: "list.pdf", Content: strings.NewReader(smallPDF + juror)}}
	for _, b := range blanks.Sheets {
		if b.Candidate.UID != candidate {
			continue
		}
		sheet := store.SheetForm{Assignment: b.Assignment, Revision: b.Revision, Values: map[string]string{}, Comment: manyWords}
		for _, c := range b.Criteria {
			sheet.Values[c.Key] = "1"
		}
		form.Sheets = append(form.Sheets, sheet)
	}
	p, err := s.KeyPaper(context.Background(), organizer, form)
	must(t, err)
	return p.UID
}

// addSpecialist seats a juror without an account who scores one criterion of every candidate.
func addSpecialist(t testing.TB, s *store.Store, organizer judging.Actor, round, contest string) string {
	t.Helper()
	juror, err := s.AddJuror(context.Background(), organizer, round, store.JurorForm{Name: "Porotce bez účtu", Role: judging.Member})
	must(t, err)
	_, err = s.Assign(context.Background(), organizer, contest, store.AssignForm{Duties: []store.DutyForm{{Juror: juror.UID, Criteria: []string{"design"}}}})
	must(t, err)
	return juror.UID
}

// addCorrection enters a correction of a score, with a file, and gives its uid.
func addCorrection(t testing.TB, s *store.Store, organizer judging.Actor, contest, juror, candidate string) string {
	t.Helper()
	d, err := s.CorrectionDraft(context.Background(), organizer, contest, juror, candidate, locale.Czech)
	must(t, err)
	c, err := s.EnterCorrection(context.Background(), organizer, store.CorrectionForm{Contest: contest, Reason: manyWords,
		File:   store.ScanForm{Name: "dopis.pdf", Content: strings.NewReader(smallPDF + candidate)},
		Sheets: []store.SheetForm{{Assignment: d.Sheet.UID, Revision: d.Sheet.Revision(), Values: map[string]string{"design": "2", "mandatory": "20"}}}})
	must(t, err)
	return c.UID
}
