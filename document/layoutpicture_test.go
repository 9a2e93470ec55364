package document

import (
	"slices"
	"testing"

	"blazon/locale"
)

func TestSeveralLogosAreNamedOnce(t *testing.T) {
	logo, err := NewPicture(drawing())
	if err != nil {
		t.Fatal(err)
	}
	fonts, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	d := OurDesign("blazon", false)
	d.Blocks = []Block{{Kind: LogoBlock, Source: "partners", Box: Box{200, 200, 900, 200}}}
	c := legionowo()
	c.Look = &Look{Design: d, Partners: []*Picture{nil, logo, logo, logo}}
	var said []string
	for _, b := range c.set(fonts).page.laid {
		for _, p := range b.pictures {
			said = append(said, p.about)
		}
	}
	want := locale.T(c.Language, "document.partners", "Count", 3, "Names", c.Partners[0]+", "+c.Partners[1]+", "+c.Partners[2])
	if !slices.Equal(said, []string{want, "", ""}) {
		t.Errorf("three logos say %q", said)
	}
}

// An award beside a place, with all that is said of it, is the most that a certificate has to carry.
func TestOurDesignsCarryAnAwardBesideThePlace(t *testing.T) {
	for _, lang := range locale.Languages {
		c := novaVes()
		c.Language, c.Serial = lang, "2023/liberecky-kraj/nejlepsi-webove-stranky-obce/100"
		c.Code, c.Address = "7QF3-K9TM-XD2P-4HW8-ZB6R-N3CV-5JYE", "https://soutez.example.org/v/7QF3-K9TM-XD2P-4HW8-ZB6R-N3CV-5JYE"
		c.Award, c.Patron, c.Citation = locale.T(lang, "design.sample_award"), locale.T(lang, "design.sample_patron"), locale.T(lang, "design.sample_citation")
		c.Prize.Title = locale.T(lang, "design.sample_title")
		for _, name := range OurDesigns {
			for _, upright := range []bool{false, true} {
				problems, err := (&Look{Design: OurDesign(name, upright)}).Problems([]Certificate{c})
				if err != nil || len(problems) > 0 {
					t.Errorf("%s in %s, upright %t: %v, %v", name, lang, upright, problems, err)
				}
			}
		}
	}
}
