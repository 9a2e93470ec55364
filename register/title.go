package register

import "strings"

// Ambiguity says how many others a name must be told apart from.
type Ambiguity int

// The steps of ambiguity.
const (
	Unique     Ambiguity = iota // the name is the only one of its region
	InRegion                    // another body of the region has the same name: the district tells
	InDistrict                  // another body of the same district has it, too: the ORP tells
)

// Title is the body's name as it is printed: "město Semily", and where the name is not the only one of its region, "obec
// Nová Ves (okres Liberec)". Two pairs of Czech municipalities share district and name; their ORP stands beside it.
func (r Row) Title(a Ambiguity) string {
	title := r.Name
	if word := r.Kind.Word(); word != "" {
		title = word + " " + r.Name
	}
	if hint := r.Hint(a); hint != "" {
		title += " (" + hint + ")"
	}
	return title
}

// Hint is what stands beside a name that is not the only one of its region: "okres Liberec".
func (r Row) Hint(a Ambiguity) string {
	var hints []string
	if district := r.District(); a >= InRegion && district != "" {
		hints = append(hints, district)
	}
	if a >= InDistrict && r.ORPName != "" {
		hints = append(hints, "ORP "+r.ORPName)
	}
	return strings.Join(hints, ", ")
}

// District is the name of the body's district with its word: "okres Semily", "powiat legionowski", "powiat m. Płock". It is
// empty where there is none; statistics count Prague as a district, which it is not.
func (r Row) District() string {
	region, _ := RegionOf(r.RegionCode)
	switch {
	case r.DistrictName == "" || r.DistrictName == "Praha":
		return ""
	case r.Kind.Register() == TERC || region.Country == Poland:
		return "powiat " + r.DistrictName
	}
	return "okres " + r.DistrictName
}
