// Package regionmap draws what is known of the regions of a country on its map: shapes of an SVG that are links, marked by numbers
// and patterns for those who see no colors. The template "region-map" shows it; a table with the same facts stands beside it.
package regionmap

import (
	"cmp"
	"slices"

	"blazon/judging"
	"blazon/register"
)

// Mark is one of the things that can be known of a region.
type Mark struct {
	Class  string // of its color and pattern
	Number int    // which stands on the map, and orders the legend
	Text   string // in the legend
}

// Marked is what is known of one region.
type Marked struct {
	Mark
	Address string // that the region leads to
	Label   string // names it with all that is known of it, for those who do not see the map
}

// Region is a shape of the map; nil: nothing is known of it.
type Region struct {
	register.Shape
	*Marked
}

// Map is a country's regions, with what is known of them.
type Map struct {
	Width, Height int
	Name          string // of the drawing, for those who do not see it
	Regions       []Region
	Legend        []Mark // each mark that occurs, once
}

// Of marks the regions of a country by their codes. It gives nil where nobody has drawn the country, or no region is marked.
func Of(country register.Country, name string, marked map[string]Marked) *Map {
	drawn := register.MapOf(country)
	if drawn == nil {
		return nil
	}
	m := &Map{Width: drawn.Width, Height: drawn.Height, Name: name}
	for _, shape := range drawn.Shapes {
		region := Region{Shape: shape}
		if known, ok := marked[shape.Code]; ok {
			region.Marked = &known
			m.Legend = append(m.Legend, known.Mark)
		}
		m.Regions = append(m.Regions, region)
	}
	if len(m.Legend) == 0 {
		return nil
	}
	slices.SortFunc(m.Legend, func(a, b Mark) int { return cmp.Compare(a.Number, b.Number) })
	m.Legend = slices.CompactFunc(m.Legend, func(a, b Mark) bool { return a.Number == b.Number })
	return m
}

// CodeOf gives the code of a region by its name in the register; empty: the country has none of this name.
func CodeOf(country register.Country, name string) string {
	for _, r := range register.Regions(country) {
		if r.Name == name {
			return r.Code
		}
	}
	return ""
}

// Standing is where a chapter stands in an edition: the phase of its round, or why there is none. It is the last word of its message.
type Standing string

// The standings beside the phases of a round.
const (
	Announced  Standing = "announced"
	Collective Standing = "collective" // another round judges its entries
	NoPart     Standing = "none"
)

// standings are in the order of the legend.
var standings = []Standing{Standing(judging.Planned), Standing(judging.Entries), Standing(judging.FormalCheck), Standing(judging.Judging),
	Standing(judging.Deliberation), Announced, Standing(judging.Finished), Collective, NoPart}

// Number is the standing's on the map and in the legend, from 1.
func (s Standing) Number() int { return slices.Index(standings, s) + 1 }
