package register

import (
	"regexp"
	"testing"
)

var outline = regexp.MustCompile(`^(M[0-9. ]+(L[0-9. ]+)+Z)+$`)

func TestEveryCzechRegionHasItsShape(t *testing.T) {
	m := MapOf(Czechia)
	regions := Regions(Czechia)
	if len(m.Shapes) != len(regions) {
		t.Fatalf("%d shapes of %d regions", len(m.Shapes), len(regions))
	}
	for i, s := range m.Shapes {
		if s.Code != regions[i].Code || !outline.MatchString(s.Path) || s.X <= 0 || s.X >= m.Width || s.Y <= 0 || s.Y >= m.Height {
			t.Errorf("shape %s of %s at %d, %d", s.Code, regions[i].Name, s.X, s.Y)
		}
	}
	if MapOf(Poland) != nil {
		t.Error("there is a map of Poland, of which nobody has drawn one")
	}
}
