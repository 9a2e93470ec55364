package organizer

import (
	"slices"
	"strconv"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// Assignable tells whether there is anything to assign to anybody.
func (d assigningData) Assignable() bool { return assignable(d.AssignmentSetup, d.Head) }

func assignable(setup *store.AssignmentSetup, head rosterHead) bool {
	return head.Open() && setup.Candidates > 0 && len(sitting(setup)) > 0 && setup.Rubric != nil
}

// sitting are the jurors who may be given duties.
func sitting(setup *store.AssignmentSetup) (list []*store.AssignedJuror) {
	for _, j := range setup.Jurors {
		if j.Juror.LeftAt.IsZero() {
			list = append(list, j)
		}
	}
	return list
}

// Sitting are the jurors who may be given duties.
func (d assigningData) Sitting() []*store.AssignedJuror { return sitting(d.AssignmentSetup) }

// Scorers counts the jurors who score unless somebody says otherwise.
func (d assigningData) Scorers() (n int) {
	for _, j := range d.Sitting() {
		if j.Juror.Role != judging.Secretary {
			n++
		}
	}
	return n
}

// Ticked tells whether a juror is to score a criterion.
func (f assigningForm) Ticked(juror, criterion string) bool {
	return slices.Contains(f.Duties, juror+"/"+criterion)
}

// Has tells whether a candidate is ticked.
func (f assigningForm) Has(candidate string) bool { return slices.Contains(f.Candidates, candidate) }

// Draws tells whether a juror is among those for whom lots are drawn.
func (f assigningForm) Draws(juror string) bool { return slices.Contains(f.Among, juror) }

// MostOf writes how many a juror takes at most; empty: any number.
func (f assigningForm) MostOf(juror string) string {
	if f.Most[juror] == 0 {
		return ""
	}
	return strconv.Itoa(f.Most[juror])
}

// Parted tells whether the criteria are in more than one part.
func (f assigningForm) Parted() bool {
	first := 0
	for _, part := range f.Part {
		if first != 0 && part != first {
			return true
		}
		first = part
	}
	return false
}

// Shares are how available a juror may be.
func (d assigningData) Shares(lang locale.Language) (options []web.Option) {
	for share := judging.FullShare; share > 0; share-- {
		options = append(options, web.Option{Value: strconv.Itoa(share), Label: locale.T(lang, "assign.share_"+strconv.Itoa(share))})
	}
	return options
}

// Parts are the numbers of parts that criteria may be in.
func (d assigningData) Parts() (numbers []int) {
	for part := range min(len(d.Rubric.Criteria), 9) {
		numbers = append(numbers, part+1)
	}
	return numbers
}

// Ways are what a draw may do with what is assigned already.
func (d assigningData) Ways(lang locale.Language) []web.Option {
	return []web.Option{{Value: "topup", Label: locale.T(lang, "assign.how_topup")}, {Value: "anew", Label: locale.T(lang, "assign.how_anew")}}
}

// Begun tells whether anybody has a duty already.
func (d assigningData) Begun() bool {
	return slices.ContainsFunc(d.Jurors, func(j *store.AssignedJuror) bool { return j.Assigned > 0 })
}

// Heaviest is the largest load, before or after.
func (d assigningData) Heaviest() (most int) {
	for _, j := range d.Plan.Jurors {
		most = max(most, j.Before, j.After)
	}
	return max(most, 1)
}

// Loaded are the jurors whom the plan or what stands before it concerns.
func (d assigningData) Loaded() (list []*store.PlannedJuror) {
	for _, j := range d.Plan.Jurors {
		if j.Before > 0 || j.After > 0 || j.Drawn {
			list = append(list, j)
		}
	}
	return list
}

// covering is how many candidates have so many jurors.
type covering struct{ Jurors, Candidates int }

// Coverings count candidates by how many jurors they would have.
func (d assigningData) Coverings() (list []covering) {
	counts := map[int]int{}
	for _, c := range d.Plan.Candidates {
		counts[len(c.After)]++
	}
	for jurors, candidates := range counts {
		list = append(list, covering{jurors, candidates})
	}
	slices.SortFunc(list, func(a, b covering) int { return a.Jurors - b.Jurors })
	return list
}

// Listed are the candidates that the page lists one by one.
func (d assigningData) Listed() []*store.PlannedCandidate {
	return d.Plan.Candidates[:min(len(d.Plan.Candidates), mostChoices)]
}

// Unlisted counts the others.
func (d assigningData) Unlisted() int { return len(d.Plan.Candidates) - len(d.Listed()) }

// sentenceNames is the most names that a sentence lists.
const sentenceNames = 12

// CandidatesNamed names candidates by their numbers in the plan; of many it says how many more there are.
func (d assigningData) CandidatesNamed(lang locale.Language, numbers []int) string {
	if len(numbers) == len(d.Plan.Candidates) {
		return locale.T(lang, "assign.all_candidates")
	}
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = d.Plan.Candidates[n].Display(lang)
	}
	return someOf(lang, names)
}

// JurorsNamed names jurors by their numbers in the plan.
func (d assigningData) JurorsNamed(lang locale.Language, numbers []int) string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = d.Plan.Jurors[n].Juror.Name
	}
	return someOf(lang, names)
}

func someOf(lang locale.Language, names []string) string {
	if len(names) <= sentenceNames {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:sentenceNames], ", ") + " " + locale.T(lang, "assign.and_more", "Count", len(names)-sentenceNames)
}
