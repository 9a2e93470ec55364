package register

import (
	_ "embed"
	"fmt"
	"strings"
)

// Shape is the border of a region on a map, as the path of an SVG, with the point for its label.
type Shape struct {
	Code string
	X, Y int
	Path string
}

// Map is the shapes of all regions of a country, within a width and a height.
type Map struct {
	Width, Height int
	Shapes        []Shape
}

//go:embed data/cz_region_shapes.csv
var czechShapes string

var czechMap = readShapes(czechShapes, 1000, 573)

// MapOf gives the map of a country's regions; nil: there is none.
func MapOf(country Country) *Map {
	if country == Czechia {
		return czechMap
	}
	return nil
}

// readShapes reads lines of a code, a label's place and a path; a broken one is a defect of the build and stops the program.
func readShapes(text string, width, height int) *Map {
	m := &Map{Width: width, Height: height}
	_, lines, _ := strings.Cut(text, "\n") // below the header
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		s := Shape{Code: fields[0], Path: fields[len(fields)-1]}
		if _, err := fmt.Sscan(fields[1]+" "+fields[2], &s.X, &s.Y); err != nil {
			panic(fmt.Sprintf("register: shape of %s: %v", s.Code, err))
		}
		m.Shapes = append(m.Shapes, s)
	}
	return m
}
