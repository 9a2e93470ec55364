package judging

// Ground is the reason by which the number of those who came to the next round differs from the number of its seats.
type Ground string

// The reasons. The first three are the rule's own, the others are on record.
const (
	TieOver     Ground = "tie_over"    // a tie at the cut, of which all went
	TieShort    Ground = "tie_short"   // a tie at the cut, of which nobody went
	TooFew      Ground = "too_few"     // fewer candidates have a place than there are seats
	Declined    Ground = "declined"    // the result sends it, and it does not go
	Withdrawn   Ground = "withdrawn"   // it went, and was taken out there
	Replacement Ground = "replacement" // it went in somebody's stead
	WildCard    Ground = "wild_card"   // it was let in beside the rule
	Correction  Ground = "correction"  // it went by a result that was corrected since, and stays
)

// Onward is what became of one candidate of a contest.
type Onward struct {
	Ranked bool   // the result in force gives it a place
	Sent   bool   // the result in force sends it on
	Came   bool   // it stands in the next round
	Why    Ground // on record for Sent and Came not being the same; empty: nothing is
}

// Deviation is one reason why the numbers differ, with how much it adds to those who came.
type Deviation struct {
	Why Ground // empty: nobody has named one
	Row int    // of the candidate; -1: it is the rule's own
	By  int    // +1 for each who came, -1 for each who did not
}

// Reconciliation holds the seats of a contest against who came to the next round from it: n in = n out + n named reasons.
type Reconciliation struct {
	Seats       int // by the rule; where it goes by places, as many as the result sends
	Sent, Came  int
	Differences []Deviation
}

// Reconcile names every difference between the seats that the cut gives and those who came.
func Reconcile(cut Cut, rows []Onward) Reconciliation {
	r := Reconciliation{}
	ranked := 0
	for _, row := range rows {
		ranked += counted(row.Ranked)
		r.Sent += counted(row.Sent)
		r.Came += counted(row.Came)
	}
	r.Seats = r.Sent
	if cut.Seats > 0 {
		r.Seats = cut.Seats
		r.addCut(ranked)
	}
	for i, row := range rows {
		if by := counted(row.Came) - counted(row.Sent); by != 0 {
			r.Differences = append(r.Differences, Deviation{row.Why, i, by})
		}
	}
	return r
}

// addCut names why the result sends more or fewer than there are seats.
func (r *Reconciliation) addCut(ranked int) {
	if few := min(ranked-r.Seats, 0); few < 0 {
		r.Differences = append(r.Differences, Deviation{TooFew, -1, few})
	}
	switch by := r.Sent - min(r.Seats, ranked); {
	case by > 0:
		r.Differences = append(r.Differences, Deviation{TieOver, -1, by})
	case by < 0:
		r.Differences = append(r.Differences, Deviation{TieShort, -1, by})
	}
}

// Unnamed counts the differences that have no reason.
func (r Reconciliation) Unnamed() (n int) {
	for _, d := range r.Differences {
		n += counted(d.Why == "")
	}
	return n
}

// Balanced tells whether the seats, with every named reason, come to those who came.
func (r Reconciliation) Balanced() bool {
	sum := r.Seats
	for _, d := range r.Differences {
		if d.Why != "" {
			sum += d.By
		}
	}
	return sum == r.Came && r.Unnamed() == 0
}

// Count sums up how much a reason adds.
func (r Reconciliation) Count(why Ground) (n int) {
	for _, d := range r.Differences {
		if d.Why == why {
			n += d.By
		}
	}
	return n
}

func counted(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
