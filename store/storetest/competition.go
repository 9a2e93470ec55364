package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
)

// Competition makes a Czech competition and the chapter of its nation.
func Competition(t testing.TB, s *store.Store) (*store.Competition, *store.Chapter) {
	t.Helper()
	c, root, err := s.CreateCompetition(context.Background(), store.Operator(), store.CompetitionForm{
		Slug: "zlaty-erb", Name: locale.Text{locale.Czech: "Zlatý erb"}, Country: register.Czechia, Language: locale.Czech,
		TimeZone: "Europe/Prague",
		Root:     store.ChapterForm{Slug: "celostatni-kolo", Name: locale.Text{locale.Czech: "Celostátní kolo"}},
	})
	must(t, err)
	return c, root
}

// Chapter makes the chapter of a region, "CZ051", below another.
func Chapter(t testing.TB, s *store.Store, organizer judging.Actor, parent, region string) *store.Chapter {
	t.Helper()
	known, ok := register.RegionOf(region)
	if !ok {
		t.Fatalf("no region %q", region)
	}
	c, err := s.AddChapter(context.Background(), organizer, parent, store.ChapterForm{
		Slug: strings.ReplaceAll(locale.Fold(known.Name), " ", "-"), Name: locale.Text{locale.Czech: known.Name}, RegionCode: region})
	must(t, err)
	return c
}

// Organizer makes an account that organizes a chapter. Its e-mail address is "organizator.SLUG@example.org".
func Organizer(t testing.TB, s *store.Store, chapter *store.Chapter) judging.Actor {
	t.Helper()
	m, err := s.GrantMembership(context.Background(), store.Operator(), store.MembershipForm{
		Person: store.Person{Email: "organizator." + chapter.Slug + "@example.org", Name: "Organizátor", Language: locale.Czech},
		Role:   judging.Organizer, Chapter: chapter.UID})
	must(t, err)
	return Actor(t, s, m.UserID)
}

// Actor gives a user with everything that it is entitled to now.
func Actor(t testing.TB, s *store.Store, user int64) judging.Actor {
	t.Helper()
	actor, err := s.Actor(context.Background(), user)
	must(t, err)
	return actor
}

// Edition sets up an edition by the template of Zlatý erb: 2023, the 25th.
func Edition(t testing.TB, s *store.Store, organizer judging.Actor, c *store.Competition, parts ...store.ChapterPart) *store.Edition {
	t.Helper()
	template, err := store.TemplateByKey("zlaty-erb")
	must(t, err)
	e, err := s.SetUpEdition(context.Background(), organizer, c.UID, store.EditionForm{
		Slug: "2023", Number: 25, Year: 2023, Template: template, Parts: parts})
	must(t, err)
	return e
}

// Bodies puts n municipalities of a Czech region into the store, with extended powers or without, in the order of their
// codes, and gives their uids in the order of their names.
func Bodies(t testing.TB, s *store.Store, region string, orp bool, n int) []string {
	t.Helper()
	var codes []string
	for _, r := range municipalities(t) {
		if r.RegionCode == region && r.ORP == orp && len(codes) < n && r.Population != nil && r.Kind != register.VojenskyUjezd {
			codes = append(codes, r.Code)
		}
	}
	if len(codes) < n {
		t.Fatalf("region %s has %d such bodies, not %d", region, len(codes), n)
	}
	return Registered(t, s, codes...)
}

// Registered puts the Czech municipalities with these codes into the store, and gives their uids in the order of their names.
func Registered(t testing.TB, s *store.Store, codes ...string) (uids []string) {
	t.Helper()
	file := "code,name,kind,orp,orp_code,orp_name,district_code,district_name,region_code,population,web\n"
	for _, r := range municipalities(t) {
		if slices.Contains(codes, r.Code) && r.Population != nil {
			flag := map[bool]int{true: 1}[r.ORP]
			file += fmt.Sprintf("%s,%s,%s,%d,%s,%s,%s,%s,%s,%d,%s\n", r.Code, r.Name, r.Kind, flag, r.ORPCode, r.ORPName,
				r.DistrictCode, r.DistrictName, r.RegionCode, *r.Population, r.Web)
		}
	}
	extract, err := register.ReadCSV("bodies.csv", strings.NewReader(file), register.Source{Name: "RÚIAN", Date: "2024-06"})
	must(t, err)
	_, err = s.ImportBodies(context.Background(), store.Operator(), extract, store.BodyImport{})
	must(t, err)
	found, err := s.ListEligible(context.Background(), store.Operator(), register.Eligibility{Include: codes}, locale.Czech)
	must(t, err)
	if len(found.Eligible) != len(codes) {
		t.Fatalf("%d of %d bodies are in the register", len(found.Eligible), len(codes))
	}
	for _, b := range found.Eligible {
		uids = append(uids, b.UID)
	}
	return uids
}

func municipalities(t testing.TB) []register.Row {
	t.Helper()
	rows, err := czechBundle()
	must(t, err)
	return rows
}

var czechBundle = sync.OnceValues(func() (rows []register.Row, err error) {
	extract, err := register.Bundles()[0].Open()
	if err != nil {
		return nil, err
	}
	for row, err := range extract.Rows() {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
})

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
