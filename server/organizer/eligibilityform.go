package organizer

import (
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/register"
)

// eligibilityForm is a rule as its form sends it.
type eligibilityForm struct {
	Kinds   []string          `form:"kinds"`
	ORP     string            `form:"orp"` // yes, no, or empty: no matter
	Regions []string          `form:"regions"`
	Min     string            `form:"population_min"`
	Max     string            `form:"population_max"`
	Named   map[string]string `form:"named"` // by code: include, exclude, a kind that it counts as, or empty: no longer named
	Search  string            `form:"q"`
	Add     []string          `form:"add"` // codes
	AddAs   string            `form:"add_as"`
	Act     string            `form:"act"`
}

// What the form's buttons ask for; whatever else is to be saved.
const (
	countNow  = "count"
	searchNow = "search"
	addFound  = "add"
)

// What a rule may say of a body that it names; anything else is the kind that it counts as.
const (
	including = "include"
	excluding = "exclude"
)

// eligibilityOf fills the form with a rule.
func eligibilityOf(rule register.Eligibility) eligibilityForm {
	f := eligibilityForm{Regions: rule.Regions, Named: map[string]string{}, AddAs: including}
	for _, kind := range rule.Kinds {
		f.Kinds = append(f.Kinds, string(kind))
	}
	if rule.ORP != nil {
		f.ORP = map[bool]string{true: "yes", false: "no"}[*rule.ORP]
	}
	for at, bound := range map[*string]*int{&f.Min: rule.PopulationMin, &f.Max: rule.PopulationMax} {
		if bound != nil {
			*at = strconv.Itoa(*bound)
		}
	}
	for code, kind := range rule.CountAs {
		f.Named[code] = string(kind)
	}
	for _, code := range rule.Include {
		f.Named[code] = including
	}
	for _, code := range rule.Exclude {
		f.Named[code] = excluding
	}
	return f
}

// rule reads the form; what the store checks is left to it.
func (f eligibilityForm) rule() (register.Eligibility, error) {
	rule := register.Eligibility{Regions: f.Regions}
	for _, kind := range f.Kinds {
		rule.Kinds = append(rule.Kinds, register.Kind(kind))
	}
	if f.ORP != "" {
		orp := f.ORP == "yes"
		rule.ORP = &orp
	}
	c := reading{}
	rule.PopulationMin = c.bound("population_min", f.Min)
	rule.PopulationMax = c.bound("population_max", f.Max)
	codes := []string{}
	for code := range f.Named {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		switch as := f.Named[code]; as {
		case "":
		case including:
			rule.Include = append(rule.Include, code)
		case excluding:
			rule.Exclude = append(rule.Exclude, code)
		default:
			if rule.CountAs == nil {
				rule.CountAs = map[string]register.Kind{}
			}
			rule.CountAs[code] = register.Kind(as)
		}
	}
	return rule, fault.InForm(c.wrong...)
}

// bound reads one end of a band of population; none is no end. People part thousands by spaces.
func (c *reading) bound(name, text string) *int {
	text = strings.Join(strings.Fields(text), "")
	if text == "" {
		return nil
	}
	n := c.number(name, text, "register.bad_population")
	return &n
}
