package register

import (
	"maps"
	"slices"

	"blazon/fault"
)

// Eligibility is a rule over what a register knows of bodies: who may enter a category. The zero rule lets everybody in.
//
// The regions hold for everybody. Excluded codes are out. Included codes are in, whatever their kind, ORP and population. A
// rule of included codes alone lets only these in. Codes that count as another kind are judged as if they were of that kind, in
// all else as what they are: so do Praha 1 to 22 compete as towns, be they wanted or not.
type Eligibility struct {
	Kinds         []Kind   `json:"kinds,omitempty"`
	ORP           *bool    `json:"orp,omitempty"`
	Regions       []string `json:"regions,omitempty"`        // codes
	PopulationMin *int     `json:"population_min,omitempty"` // inclusive
	PopulationMax *int     `json:"population_max,omitempty"` // inclusive
	Include       []string `json:"include,omitempty"`        // codes
	Exclude       []string `json:"exclude,omitempty"`        // codes

	CountAs map[string]Kind `json:"count_as,omitempty"` // by code
}

// Reason says which part of a rule keeps a body out; it is the key of a message.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	Eligible          Reason = ""
	WrongRegion       Reason = "register.not_region"
	Excluded          Reason = "register.not_excluded"
	NotIncluded       Reason = "register.not_included"
	WrongKind         Reason = "register.not_kind"
	NoORP             Reason = "register.not_orp"
	IsORP             Reason = "register.not_without_orp"
	PopulationMissing Reason = "register.population_missing" // the rule cannot be judged: the register has no number
	TooSmall          Reason = "register.not_small"
	TooLarge          Reason = "register.not_large"
)

// Matches tells whether a body may enter, and if not, why.
func (e Eligibility) Matches(r Row) (bool, Reason) {
	reason := e.reason(r)
	return reason == Eligible, reason
}

func (e Eligibility) reason(r Row) Reason {
	switch {
	case len(e.Regions) > 0 && !slices.Contains(e.Regions, r.RegionCode):
		return WrongRegion
	case slices.Contains(e.Exclude, r.Code):
		return Excluded
	case slices.Contains(e.Include, r.Code):
		return Eligible
	case len(e.Include) > 0 && len(e.Kinds) == 0 && e.ORP == nil && !e.NeedsPopulation():
		return NotIncluded
	case len(e.Kinds) > 0 && !slices.Contains(e.Kinds, e.KindOf(r)):
		return WrongKind
	case e.ORP != nil && *e.ORP && !r.ORP:
		return NoORP
	case e.ORP != nil && !*e.ORP && r.ORP:
		return IsORP
	}
	return e.size(r.Population)
}

// KindOf is the kind that the rule judges the body by.
func (e Eligibility) KindOf(r Row) Kind {
	if as, counts := e.CountAs[r.Code]; counts {
		return as
	}
	return r.Kind
}

func (e Eligibility) size(population *int) Reason {
	switch {
	case !e.NeedsPopulation():
		return Eligible
	case population == nil:
		return PopulationMissing
	case e.PopulationMin != nil && *population < *e.PopulationMin:
		return TooSmall
	case e.PopulationMax != nil && *population > *e.PopulationMax:
		return TooLarge
	}
	return Eligible
}

// NeedsPopulation tells whether the rule asks for the number of inhabitants, which not every register has.
func (e Eligibility) NeedsPopulation() bool { return e.PopulationMin != nil || e.PopulationMax != nil }

// Ground says which part of a rule lets a body in where it is not all of the rule; it is the key of a message.
type Ground string

// The grounds.
const (
	ByRule    Ground = "register.by_rule"
	ByName    Ground = "register.by_name"     // named one by one
	ByCountAs Ground = "register.by_count_as" // counts as another kind
)

// Ground tells why a body that may enter does; of one that may not it means nothing.
func (e Eligibility) Ground(r Row) Ground {
	switch _, counts := e.CountAs[r.Code]; {
	case slices.Contains(e.Include, r.Code):
		return ByName
	case counts && len(e.Kinds) > 0:
		return ByCountAs
	}
	return ByRule
}

// Named lists the codes that the rule names one by one, each once and in order.
func (e Eligibility) Named() []string {
	named := slices.Concat(e.Include, e.Exclude, slices.Collect(maps.Keys(e.CountAs)))
	slices.Sort(named)
	return slices.Compact(named)
}

// Check finds out whether the rule can be judged: its kinds and regions are known, and its band of population holds somebody.
// What is wrong is Invalid, with the names of the rule's fields as they are in JSON.
func (e Eligibility) Check() error {
	var wrong []fault.Field
	unknown := func(kind Kind) bool { return !kind.Valid() }
	if slices.ContainsFunc(e.Kinds, unknown) {
		wrong = append(wrong, fault.Field{Name: "kinds", Key: "fault.unknown_choice"})
	}
	if slices.ContainsFunc(e.Regions, func(code string) bool { _, known := RegionOf(code); return !known }) {
		wrong = append(wrong, fault.Field{Name: "regions", Key: "fault.unknown_choice"})
	}
	if slices.ContainsFunc(slices.Collect(maps.Values(e.CountAs)), unknown) {
		wrong = append(wrong, fault.Field{Name: "count_as", Key: "fault.unknown_choice"})
	}
	for i, bound := range []*int{e.PopulationMin, e.PopulationMax} {
		if bound != nil && (*bound < 0 || *bound > mostPeople) {
			wrong = append(wrong, fault.Field{Name: []string{"population_min", "population_max"}[i], Key: "register.bad_population"})
		}
	}
	if e.PopulationMin != nil && e.PopulationMax != nil && *e.PopulationMin > *e.PopulationMax {
		wrong = append(wrong, fault.Field{Name: "population_max", Key: "register.band_empty"})
	}
	return fault.InForm(wrong...)
}

// mostPeople is more than any body governs.
const mostPeople = 100_000_000
