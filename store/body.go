package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// Body is a public body, in an official register or added by an organizer. Its values are those that hold: where an
// organizer has overridden one, the override.
type Body struct {
	bun.BaseModel `bun:"table:body"`

	ID             int64 `bun:",pk,autoincrement"`
	UID            string
	Register       register.Register
	Code           string // unique in the register
	Kind           register.Kind
	Name           string
	NameFold       string
	Ambiguous      bool // the name is not unique in its region
	Twin           bool // nor in its district
	RegionCode     string
	RegionName     string
	DistrictCode   string
	DistrictName   string
	ORP            bool   `bun:"orp"`
	ORPCode        string `bun:"orp_code"`
	ORPName        string `bun:"orp_name"`
	ParentCode     string
	Population     *int // nil is unknown, not none
	PopulationDate string
	Web            string
	Source         string
	SourceDate     string
	SortCS         []byte    `bun:"sort_cs"`
	SortPL         []byte    `bun:"sort_pl"`
	SortEN         []byte    `bun:"sort_en"`
	EndedAt        time.Time `bun:",nullzero"` // the register has it no more
}

// BodyWord is a word of a folded name, by whose beginning a body is found.
type BodyWord struct {
	bun.BaseModel `bun:"table:body_word"`

	Word   string `bun:",pk"`
	BodyID int64  `bun:",pk"`
}

// Row gives the body as a register's row.
func (b *Body) Row() register.Row {
	return register.Row{Register: b.Register, Code: b.Code, Name: b.Name, Kind: b.Kind, ORP: b.ORP, ORPCode: b.ORPCode,
		ORPName: b.ORPName, DistrictCode: b.DistrictCode, DistrictName: b.DistrictName, RegionCode: b.RegionCode,
		RegionName: b.RegionName, ParentCode: b.ParentCode, Population: b.Population, PopulationDate: b.PopulationDate, Web: b.Web}
}

// Title is the body's name as it is printed, with what tells it from its namesakes.
func (b *Body) Title() string { return b.Row().Title(ambiguity(b.Ambiguous, b.Twin)) }

// District is the name of the body's district with its word, for lists in which namesakes meet.
func (b *Body) District() string { return b.Row().District() }

// Printed is the body's name as it is printed, with what tells it from its namesakes.
func (n BodyName) Printed() string {
	row := register.Row{Name: n.Name, Kind: n.Kind, DistrictName: n.District, ORPName: n.ORPName}
	return row.Title(ambiguity(n.Ambiguous, n.Twin))
}

// Hint is what tells the body from its namesakes, "okres Liberec"; empty: its name does.
func (n BodyName) Hint() string {
	row := register.Row{Kind: n.Kind, DistrictName: n.District, ORPName: n.ORPName}
	return row.Hint(ambiguity(n.Ambiguous, n.Twin))
}

func ambiguity(ambiguous, twin bool) register.Ambiguity {
	switch {
	case twin:
		return register.InDistrict
	case ambiguous:
		return register.InRegion
	}
	return register.Unique
}

// put takes over one column of a register's row.
func (b *Body) put(row register.Row, column register.Column) {
	switch column {
	case register.ColumnName:
		b.Name = row.Name
	case register.ColumnKind:
		b.Kind = row.Kind
	case register.ColumnORP:
		b.ORP = row.ORP
	case register.ColumnORPCode:
		b.ORPCode = row.ORPCode
	case register.ColumnORPName:
		b.ORPName = row.ORPName
	case register.ColumnDistrictCode:
		b.DistrictCode = row.DistrictCode
	case register.ColumnDistrictName:
		b.DistrictName = row.DistrictName
	case register.ColumnRegion:
		b.RegionCode, b.RegionName = row.RegionCode, row.RegionName
	case register.ColumnParent:
		b.ParentCode = row.ParentCode
	case register.ColumnPopulation:
		b.Population = row.Population
	case register.ColumnPopulationDate:
		b.PopulationDate = row.PopulationDate
	case register.ColumnWeb:
		b.Web = row.Web
	}
}

// same tells whether two states of a body say the same.
func (b *Body) same(other *Body) bool {
	unknown := b.Population == nil || other.Population == nil
	if unknown && b.Population != other.Population || !unknown && *b.Population != *other.Population {
		return false
	}
	left, right := b.Row(), other.Row()
	left.Population, right.Population = nil, nil
	return left == right && b.EndedAt.Equal(other.EndedAt)
}

// index computes what finds and orders the body out of its name.
func (b *Body) index() {
	b.NameFold = locale.Fold(b.Name)
	b.SortCS = locale.SortKey(locale.Czech, b.Name)
	b.SortPL = locale.SortKey(locale.Polish, b.Name)
	b.SortEN = locale.SortKey(locale.English, b.Name)
}

// words splits a folded text at everything that is neither letter nor digit; each word comes once.
func words(folded string) []string {
	var list []string
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !seen[word] {
			seen[word] = true
			list = append(list, word)
		}
	}
	return list
}

// Body reads a body by its uid; ended ones, too.
func (s *Store) Body(ctx context.Context, actor judging.Actor, uid string) (*Body, error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return nil, err
	}
	b := new(Body)
	if err := absentAs(s.reader.NewSelect().Model(b).Where("uid = ?", uid).Scan(ctx)); err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	return b, nil
}
