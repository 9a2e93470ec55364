package public

import (
	"strings"

	"blazon/locale"
	"blazon/server/regionmap"
	"blazon/server/web"
	"blazon/store"
)

// wonRegion is a region with the entries from it that got a first, second or third place, the best first.
type wonRegion struct {
	Code, Name string
	Won        []*store.PlacedStanding
}

// placeClasses are the colors and patterns of the places on the map.
var placeClasses = []string{"first", "second", "third"}

// WonRegions lists the regions that first, second and third places went to, the best first. A contest within one region has none, nor
// has one whose winners were announced without an order.
func (d contestData) WonRegions() (list []*wonRegion) {
	if d.Chapter.RegionCode != "" || !d.Contest.Ordered() {
		return nil
	}
	for _, st := range d.Contest.Standings {
		if st.AwardedPlace < 1 || st.AwardedPlace > 3 {
			continue
		}
		for _, b := range st.Candidate.Bodies {
			code := regionmap.CodeOf(d.Competition.Country, b.Region)
			if code == "" {
				continue
			}
			list = addWon(list, code, b.Region, st)
		}
	}
	return list
}

func addWon(list []*wonRegion, code, name string, st *store.PlacedStanding) []*wonRegion {
	for _, known := range list {
		if known.Code != code {
			continue
		}
		if known.Won[len(known.Won)-1] != st { // bodies of one region entered together
			known.Won = append(known.Won, st)
		}
		return list
	}
	return append(list, &wonRegion{code, name, []*store.PlacedStanding{st}})
}

// drawWinners marks the regions by the best place that went there; one region alone needs no map.
func (d contestData) drawWinners(r *web.Request) *regionmap.Map {
	regions := d.WonRegions()
	if len(regions) < 2 {
		return nil
	}
	marked := map[string]regionmap.Marked{}
	for _, region := range regions {
		best := region.Won[0].AwardedPlace
		var parts []string
		for _, st := range region.Won {
			parts = append(parts, locale.Place(r.Language, st.AwardedPlace, st.LastAwarded(), false, d.AsRange())+" "+st.Candidate.Display(r.Language))
		}
		marked[region.Code] = regionmap.Marked{Address: "#region-" + region.Code, Label: region.Name + ": " + strings.Join(parts, ", "),
			Mark: regionmap.Mark{Class: placeClasses[best-1], Number: best, Text: locale.Place(r.Language, best, best, false, false)}}
	}
	return regionmap.Of(d.Competition.Country, r.T("front.map_winners"), marked)
}
