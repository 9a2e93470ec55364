package store_test

import (
	"slices"
	"testing"

	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"

	"golang.org/x/text/unicode/norm"
)

// Both databases find a title by what locale.Fold makes of it.
func TestTitlesAreFoundByTheirFoldedWords(t *testing.T) {
	titles := []string{"Elektronická ÚŘEDNÍ deska", norm.NFD.String("Úřední hodiny přes telefon"), "Łódź dla mieszkańców", "Portál občana 2023", "Mapy"}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 1, 0)
		bodies := storetest.Bodies(t, s, "CZ020", false, 1)
		for i, title := range titles {
			if _, err := s.AddEntry(t.Context(), r.Organizer, r.Contest, store.EntryForm{Late: "Dodatečně.", Bodies: bodies, Title: title, URL: "https://WWW.priklad.cz/" + string(rune('a'+i))}); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			search string
			want   []int
		}{
			{"uredni", []int{0, 1}}, {"ÚŘEDNÍ telef", []int{1}}, {"lodz", []int{2}}, {"MIESZKAŃCÓW łódź", []int{2}}, {"obcana 2023", []int{3}},
			{"deska mapy", nil}, {"www.priklad.cz mapy", []int{4}}, {"%", []int{0, 1, 2, 3, 4}}, {"' or 1=1", nil},
		} {
			list, err := s.ContestList(t.Context(), r.Organizer, r.Contest, store.Listing{Search: c.search, Filters: map[string]string{"origin": "entered"}})
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, n := range list.Candidates {
				got = append(got, slices.Index(titles, n.Title))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) || list.Found.Total != len(c.want) {
				t.Errorf("%q (%s) finds %v, want %v", c.search, locale.Fold(c.search), got, c.want)
			}
		}
		none, err := s.ContestList(t.Context(), r.Organizer, r.Contest, store.Listing{Filters: map[string]string{"standing": "no"}})
		if err != nil || none.Found.Total != 0 || len(none.Candidates) != 0 {
			t.Errorf("nobody is withdrawn, and the list has %+v, %v", none.Found, err)
		}
	})
}
