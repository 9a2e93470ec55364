package judging

import "slices"

// ConflictKind is what stands between a juror and a candidate.
type ConflictKind string

// The kinds of conflicts. The first two need no policy: nobody judges the body that he works or speaks for.
const (
	SameBody           ConflictKind = "body"           // the juror works for a body of the candidate
	SameRepresentative ConflictKind = "representative" // the juror acts for one in the competition
	SameRegion         ConflictKind = "region"         // the candidate comes from where the juror is at home
	SameSupplier       ConflictKind = "supplier"       // the juror has to do with who built what is judged
	DeclaredRelation   ConflictKind = "declared"       // the juror says that there is something else
)

// ConflictKinds lists the kinds in the order in which they are named.
var ConflictKinds = []ConflictKind{SameBody, SameRepresentative, SameRegion, SameSupplier, DeclaredRelation}

// Reach is how far around his home a juror judges nobody.
type Reach string

// The reaches; the empty one lets everybody judge his neighbors.
const (
	NoReach     Reach = ""
	OwnRegion   Reach = "region"
	OwnDistrict Reach = "district"
)

// ConflictPolicy is which relations an edition takes for conflicts beside body and representative, and so what it asks its jurors.
type ConflictPolicy struct {
	Region      Reach          `json:"region"`
	Supplier    bool           `json:"supplier"`    // jurors say which suppliers they have to do with
	Declaration bool           `json:"declaration"` // jurors say of each candidate whether there is a conflict
	BarsEntry   []ConflictKind `json:"bars_entry"`  // these bar the entry in place of the juror
}

// Home is a place in the register's codes. Empty codes are nowhere in it, and so in conflict with nothing.
type Home struct{ Region, District string }

// Declared is what a juror says of one candidate.
type Declared struct {
	Conflict bool
	Reason   string
}

// JurorFacts is what is known of a juror. What is missing in a map, or nil, he has not been asked or has not answered.
type JurorFacts struct {
	Voteless   bool    // a secretary, who is asked nothing
	Bodies     []int64 // that he works for
	Represents []int64 // bodies that he acts for in the competition
	Home       *Home
	Suppliers  map[int64]bool     // whether he has to do with them
	Declared   map[int64]Declared // by candidate
	Waived     map[int64][]Conflict
}

// CandidateFacts is what is known of a candidate.
type CandidateFacts struct {
	ID       int64
	Training bool    // scored to try the scale out, and never counted: anybody may
	Bodies   []int64 // of a joint entry all of them
	Homes    []Home  // of the bodies, and the chapter that it advanced from
	Supplier int64   // 0: its entry names none
}

// Conflict is one relation between a juror and a candidate.
type Conflict struct {
	Kind   ConflictKind
	Object int64 // the body or the supplier that it is about; 0: neither
}

// Finding is what stands between a juror and a candidate.
type Finding struct {
	Conflicts []Conflict
	Barring   []Conflict     // those that bar the entry, by the edition's policy, and not the juror
	Unknown   []ConflictKind // what is not answered yet
}

// Clear tells whether the juror may see and judge the candidate. What is unknown counts as a conflict until it is answered.
func (f Finding) Clear() bool { return len(f.Conflicts)+len(f.Barring)+len(f.Unknown) == 0 }

// Between finds what stands between a juror and a candidate.
func (p ConflictPolicy) Between(j JurorFacts, c CandidateFacts) (f Finding) {
	if c.Training {
		return f
	}
	for _, body := range c.Bodies {
		if slices.Contains(j.Bodies, body) {
			f.add(p, j, c, Conflict{SameBody, body})
		}
		if slices.Contains(j.Represents, body) {
			f.add(p, j, c, Conflict{SameRepresentative, body})
		}
	}
	p.ofRegion(&f, j, c)
	p.ofSupplier(&f, j, c)
	declared, answered := j.Declared[c.ID]
	switch {
	case declared.Conflict:
		f.add(p, j, c, Conflict{Kind: DeclaredRelation})
	case p.Declaration && !answered && !j.Voteless:
		f.Unknown = append(f.Unknown, DeclaredRelation)
	}
	return f
}

func (p ConflictPolicy) ofRegion(f *Finding, j JurorFacts, c CandidateFacts) {
	switch {
	case p.Region == NoReach:
	case j.Home == nil:
		if !j.Voteless {
			f.Unknown = append(f.Unknown, SameRegion)
		}
	case slices.ContainsFunc(c.Homes, func(home Home) bool { return p.Region.joins(*j.Home, home) }):
		f.add(p, j, c, Conflict{Kind: SameRegion})
	}
}

func (p ConflictPolicy) ofSupplier(f *Finding, j JurorFacts, c CandidateFacts) {
	if !p.Supplier || c.Supplier == 0 {
		return
	}
	related, answered := j.Suppliers[c.Supplier]
	switch {
	case related:
		f.add(p, j, c, Conflict{SameSupplier, c.Supplier})
	case !answered && !j.Voteless:
		f.Unknown = append(f.Unknown, SameSupplier)
	}
}

// add puts a conflict into the finding, unless the organizer has let the juror judge in spite of it.
func (f *Finding) add(p ConflictPolicy, j JurorFacts, c CandidateFacts, found Conflict) {
	switch {
	case slices.Contains(j.Waived[c.ID], found):
	case slices.Contains(p.BarsEntry, found.Kind):
		f.Barring = append(f.Barring, found)
	default:
		f.Conflicts = append(f.Conflicts, found)
	}
}

// joins tells whether two places are one as far as the reach goes. A region without districts, as Prague, is its own district.
func (r Reach) joins(a, b Home) bool {
	if a.Region == "" || a.Region != b.Region {
		return false
	}
	return r == OwnRegion || a.District == b.District
}
