package judging

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with a contest, in English for whoever made the file.
type Problem struct {
	Place string // in the file: "scores[17].value"; empty: the file as a whole
	Text  string
}

func (p Problem) String() string {
	if p.Place == "" {
		return p.Text
	}
	return p.Place + ": " + p.Text
}

// Problems is everything that is wrong with a contest; as an error it has one line for each.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// add notes a problem at a place.
func (p *Problems) add(place, text string, args ...any) {
	*p = append(*p, Problem{place, fmt.Sprintf(text, args...)})
}

// places tells where there is a problem.
func (p Problems) places() map[string]bool {
	places := make(map[string]bool, len(p))
	for _, problem := range p {
		places[problem.Place] = true
	}
	return places
}
