package store

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"blazon/locale"
	"blazon/register"
)

// ArchiveFile is results that were published elsewhere, with what is to be known of their competitions and of bodies that are in
// no register. Its form is described in docs/archive.md.
type ArchiveFile struct {
	Competitions []ArchiveCompetition `json:"competitions"`
	Bodies       []ArchiveBody        `json:"bodies"`
	Tables       []*ArchiveTable      `json:"tables"`
}

// ArchiveCompetition is a competition of the file; only its name must be there.
type ArchiveCompetition struct {
	Name     string           `json:"name"`
	Slug     string           `json:"slug"`
	Country  register.Country `json:"country"` // ISO 3166; empty: of several countries
	Language locale.Language  `json:"language"`
	TimeZone string           `json:"time_zone"`
	Root     struct {
		Slug   string      `json:"slug"`
		Name   locale.Text `json:"name"`
		Region string      `json:"region"`
	} `json:"root"`
	Rounds []struct {
		Name  string      `json:"name"` // as the tables have it
		Slug  string      `json:"slug"`
		Title locale.Text `json:"title"`
	} `json:"rounds"`
}

// ArchiveBody is a body that is in no register, or that the source names without saying which of several it is.
type ArchiveBody struct {
	Name   string        `json:"name"`
	As     []string      `json:"as"` // how the tables write it, too
	Kind   register.Kind `json:"kind"`
	Region string        `json:"region"` // code
}

// ArchiveTable is the published result of one category in one round.
type ArchiveTable struct {
	ID           string         `json:"id"`
	Source       string         `json:"source"`
	Date         string         `json:"date"` // as exactly as is known: "2003", "2003-01", "2003-01-15"
	Competition  string         `json:"competition"`
	Year         int            `json:"year"`    // 0: unknown
	Edition      int            `json:"edition"` // 0: unknown
	Round        string         `json:"round"`
	Category     string         `json:"category"`
	Series       string         `json:"series"` // which category it is over the years; empty: by its name
	Places       []ArchiveGroup `json:"places"`
	NotAwarded   []int          `json:"not_awarded"`
	FirstMissing bool           `json:"first_place_not_awarded"`
	Distinctions []ArchiveHonor `json:"distinctions"`
	Complete     bool           `json:"complete"`
	Entered      int            `json:"entered"` // 0: unknown
	Note         locale.Text    `json:"note"`
	Notes        string         `json:"notes"` // for those who keep the file; this and what follows is read and left out
	Tie          bool           `json:"tie"`
	TieStyle     string         `json:"tie_style"`
	Unranked     bool           `json:"unranked"`
	JointEntry   bool           `json:"joint_entry"`

	text  string           // as it stands in the file
	start int64            // where
	file  *archiveFileText // that it stands in
}

// ArchiveGroup is who shares a place, or the bodies of a joint entry.
type ArchiveGroup struct {
	Place      ArchivePlace `json:"place"`
	Names      []string     `json:"names"`
	Codes      []*string    `json:"codes"` // of a register, one for each name; null: in none
	RUIANCodes []*string    `json:"ruian_codes"`
	Joint      bool         `json:"joint"` // the names are those of one entry
	Entry      string       `json:"entry"`
	Entries    []string     `json:"entries"` // one for each name
	URL        string       `json:"url"`
	Points     json.Number  `json:"points"`
	Prize      string       `json:"prize"`
	Title      string       `json:"title"`
	Reason     string       `json:"reason"`
	Advances   bool         `json:"advances"`
	Region     string       `json:"region"`   // by its name: tells namesakes apart
	District   string       `json:"district"` // the same
	Normalized []string     `json:"names_normalized"`
}

// code is the code of a name; known tells whether the file says anything of it, if only that there is none.
func (g *ArchiveGroup) code(number int) (code string, known bool) {
	codes := g.Codes
	if codes == nil {
		codes = g.RUIANCodes
	}
	if number >= len(codes) {
		return "", false
	}
	if codes[number] == nil {
		return "", true
	}
	return *codes[number], true
}

// title is what was entered under a name.
func (g *ArchiveGroup) title(number int) string {
	if number < len(g.Entries) {
		return g.Entries[number]
	}
	return g.Entry
}

// ArchiveHonor is an award beside the places.
type ArchiveHonor struct {
	Award  string `json:"award"`
	Kind   string `json:"kind"` // of the award; empty: a distinction
	To     string `json:"to"`
	Code   string `json:"code"`
	Entry  string `json:"entry"`
	Reason string `json:"reason"`
	Note   string `json:"note"` // for those who keep the file, as the next
	Source string `json:"source"`
}

// ArchivePlace is a place as it was published: 2, a range that several share, or the winner among others without an order.
type ArchivePlace struct {
	First, Last int
	Winner      bool
}

var placeForm = regexp.MustCompile(`^([1-9][0-9]{0,2})(?:[-–]([1-9][0-9]{0,2}))?$`)

// UnmarshalJSON reads 2, "2", "2-3" or "winner".
func (p *ArchivePlace) UnmarshalJSON(text []byte) error {
	word := string(text)
	if unquoted, err := strconv.Unquote(word); err == nil {
		word = unquoted
	}
	if word == "winner" {
		*p = ArchivePlace{First: 1, Last: 1, Winner: true}
		return nil
	}
	found := placeForm.FindStringSubmatch(word)
	if found == nil {
		return fmt.Errorf("place %s is no number, no range such as \"2-3\", and not \"winner\"", text)
	}
	p.First, _ = strconv.Atoi(found[1])
	if p.Last = p.First; found[2] != "" {
		p.Last, _ = strconv.Atoi(found[2])
	}
	if p.Last < p.First {
		return fmt.Errorf("place %s ends before it begins", text)
	}
	return nil
}

// MarshalJSON writes what UnmarshalJSON reads.
func (p ArchivePlace) MarshalJSON() ([]byte, error) { return json.Marshal(p.String()) }

// String is the place as the file has it.
func (p ArchivePlace) String() string {
	switch {
	case p.Winner:
		return "winner"
	case p.Last != p.First:
		return fmt.Sprintf("%d-%d", p.First, p.Last)
	}
	return strconv.Itoa(p.First)
}
