package document

import (
	"strings"
	"testing"
)

// texts are all texts of a reading, in their order.
func (r Reading) texts() (texts []string) {
	texts = append(append(texts, r.Title), r.Subject...)
	for _, p := range r.Parts {
		texts = append(texts, p.Opens, p.Held, p.Heading, p.Count)
		for _, c := range p.Columns {
			texts = append(texts, c.Title)
		}
		for _, row := range p.Rows {
			texts = append(append(texts, row.Cells...), row.Under)
		}
		for _, a := range p.Beside {
			texts = append(texts, a.Name, a.Who, a.More)
		}
		texts = append(texts, p.Notes...)
	}
	return append(append(append(texts, r.Notes...), r.Signed...), r.Sponsors)
}

// nationSheet is a sheet of two rounds.
func nationSheet() Sheet {
	s, south := liberecSheet(), moraviaSheet()
	o := s.Occasion
	s.Contests[0].Opens = &o
	o2 := south.Occasion
	south.Contests[0].Opens = &o2
	s.Contests = append(s.Contests, south.Contests...)
	s.Round, s.Signatories, s.When, s.Ceremony = "všechna kola", nil, o.Ceremony.Time, Ceremony{}
	s.Contests[0].Rows[1].Total, s.Contests[0].Rows[2].Total = "86.33", "86.33"
	s.Contests[0].Awards = []Award{{Name: "Cena hejtmana", Patron: "uděluje hejtman", Entrants: []Entrant{{Name: "Jablonec nad Nisou"}}, Prize: Prize{Object: "skleněná plaketa"}}}
	return s
}

func TestWhatIsReadIsWhatIsPrinted(t *testing.T) {
	for name, s := range map[string]Sheet{"a round": liberecSheet(), "all rounds": nationSheet(), "a range": moraviaSheet(), "prizes": mazoviaSheet()} {
		path, _ := printed(t, sheet(s))
		paper := strings.ToLower(text(t, path))
		for _, read := range s.Reading().texts() {
			if read = strings.ToLower(strings.Join(strings.Fields(read), " ")); !strings.Contains(paper, read) {
				t.Errorf("%s: %q is read, and not on paper:\n%s", name, read, paper)
			}
		}
	}
	path, _ := printed(t, list(candidateList(3)))
	for _, read := range candidateList(3).Reading().texts() {
		if read = strings.ToLower(strings.Join(strings.Fields(read), " ")); !strings.Contains(strings.ToLower(text(t, path)), read) {
			t.Errorf("a list: %q is read, and not on paper", read)
		}
	}
}

func TestASheetOfAllRoundsHeadsEachOfThem(t *testing.T) {
	path, _ := printed(t, sheet(nationSheet()))
	got := text(t, path)
	for _, want := range []string{"krajské kolo – Liberecký kraj V Liberci dne 27. dubna 2023 · Pořadatel: Liberecký kraj Nejlepší webové stránky obce s rozšířenou působností",
		"dělené 2. místo město Nový Bor 86,33", "Cena hejtmana Jablonec nad Nisou uděluje hejtman, skleněná plaketa", "krajské kolo – Jihomoravský kraj Brno, 24. března 2014"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
