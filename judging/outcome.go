package judging

// Algorithm is the id, with version, of how Tally computes; a frozen result keeps it.
const Algorithm = "weighted-criterion-means/1"

// Outcome is what a contest comes to. While a value is missing, it has gaps and nothing else.
type Outcome struct {
	Complete  bool // there is no gap
	Gaps      []Cell
	Stray     []Cell  // scores outside their juror's duty: reported, not counted
	Undecided [][]int // the groups of candidates that wait for the jury, best first
	Standings []Standing
	Advancing []int // candidates, in the order of Standings

	contest *Contest
	table   *table
}

// Nobody stands for the juror of a gap that no juror owes.
const Nobody = -1

// Cell is where one juror's value for one criterion of one candidate stands, or should.
type Cell struct{ Juror, Candidate, Criterion int }

// Standing is one candidate's place, in the order best first and inside a tie as in the contest.
type Standing struct {
	Candidate int
	Place     int  // as the contest's numbering has it
	Last      int  // where a shared range of places ends, "2.–3."; otherwise the same as Place
	Shared    bool // others have the same place: ex aequo
	Total     Fraction
	DecidedBy Rule // the rule that parted it from the one above; none where totals differ or the place is shared
}

// Decided tells whether the contest has come to its end: nothing is missing, and no tie waits for the jury.
func (o *Outcome) Decided() bool { return o.Complete && len(o.Undecided) == 0 }
