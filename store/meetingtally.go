package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// MeetingTally is a contest's tally as a meeting has it before it.
type MeetingTally struct {
	*MeetingPlace
	*LoadedContest
	Contest  Contest
	Category Category
	Outcome  *judging.Outcome
	Rows     []*CandidateNumbers // best first, then who has no place; who is out of the reader's sight comes last
	Blind    bool                // a candidate is out of the reader's sight, so that nobody's place is told: a gap among them would tell
	Holds    bool                // the reader holds the meeting
}

// CandidateNumbers is a candidate with what its values come to.
type CandidateNumbers struct {
	Candidate  *NamedCandidate
	OutOfSight bool              // of the reader, who is recused: no number is told
	Standing   *judging.Standing // nil: out of the ranking, values are missing, or not told
	Waits      bool              // its tie waits for the jury
	Above      []*judging.NearTie
	Below      []*judging.NearTie
	Criteria   []CriterionNumbers // by their number in the contest
}

// CriterionNumbers is a criterion of a candidate with what its values come to.
type CriterionNumbers struct {
	judging.Working
	Spread judging.Spread
	Values []ShownValue // none where the rule shows nobody's
}

// ShownValue is one juror's value, under his name or under a letter.
type ShownValue struct {
	By    string
	Value judging.Decimal
}

// Near tells whether the order beside a neighbor hangs on the smallest step of one juror.
func (n *CandidateNumbers) Near() bool { return len(n.Above)+len(n.Below) > 0 }

// MeetingTally reads the tally of a contest on a meeting's agenda, for whoever holds the meeting and, while it is open, for the
// members.
func (s *Store) MeetingTally(ctx context.Context, actor judging.Actor, meeting, contest string, lang locale.Language) (v *MeetingTally, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.meetingPlace(ctx, actor, judging.ViewMeeting, "uid = ?", meeting)
		if err != nil {
			return err
		}
		c, err := tx.onAgenda(ctx, p, contest)
		if err != nil {
			return err
		}
		v, err = tx.meetingTally(ctx, actor, p, c, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tally of a meeting: %w", err)
	}
	return v, nil
}

// onAgenda reads a contest on the meeting's agenda; any other is NotFound.
func (tx *transaction) onAgenda(ctx context.Context, p *MeetingPlace, contest string) (*ContestPlace, error) {
	return tx.contestPlaceOf(ctx, "uid = ? and id in (select contest_id from agenda_item where meeting_id = ?)", contest, p.Meeting.ID)
}

func (tx *transaction) meetingTally(ctx context.Context, actor judging.Actor, p *MeetingPlace, c *ContestPlace, lang locale.Language) (*MeetingTally, error) {
	v := &MeetingTally{MeetingPlace: p, Contest: c.Contest, Category: c.Category, Holds: judging.May(actor, judging.HoldMeeting, p.Facts()) == nil}
	if c.Contest.RubricID == 0 {
		return nil, fault.New(fault.NotFound, "fault.not_found") // an archive's places have no numbers
	}
	var err error
	if v.LoadedContest, v.Outcome, err = tx.tally(ctx, c); err != nil {
		return nil, err
	}
	unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.contest_id = ?", c.Contest.ID)
	if err != nil {
		return nil, err
	}
	v.fill(unseen)
	return v, nil
}

// fill makes the rows. What is out of sight has no numbers, and takes no part in what is said of others.
func (v *MeetingTally) fill(unseen map[int64]bool) {
	rows, ranked := map[int]*CandidateNumbers{}, map[int]bool{}
	for number, c := range v.Candidates {
		rows[number] = &CandidateNumbers{Candidate: c, OutOfSight: unseen[c.ID]}
		v.Blind = v.Blind || unseen[c.ID]
	}
	var seen []judging.Standing
	for _, st := range v.Outcome.Standings {
		if row := rows[st.Candidate]; !row.OutOfSight {
			seen = append(seen, st)
			row.Standing = &st
			ranked[st.Candidate] = true
			v.Rows = append(v.Rows, row)
		}
	}
	last := []*CandidateNumbers{}
	for number := range v.Candidates {
		switch row := rows[number]; {
		case row.OutOfSight:
			last = append(last, row)
		case !ranked[number]:
			v.Rows = append(v.Rows, row)
		}
	}
	v.Rows = append(v.Rows, last...)
	for _, near := range v.Outcome.NearTies(seen) {
		rows[near.Above].Below = append(rows[near.Above].Below, &near)
		rows[near.Below].Above = append(rows[near.Below].Above, &near)
	}
	for _, group := range v.Outcome.Undecided {
		for _, number := range group {
			rows[number].Waits = !rows[number].OutOfSight
		}
	}
	for number, row := range rows {
		if !row.OutOfSight {
			row.Criteria = v.criteria(number)
		}
	}
}

// criteria gives what the values of a candidate come to, criterion by criterion.
func (v *MeetingTally) criteria(candidate int) (list []CriterionNumbers) {
	spreads := v.Outcome.Spreads(candidate)
	for number, w := range v.Outcome.Working(candidate) {
		list = append(list, CriterionNumbers{Working: w, Spread: spreads[number]})
	}
	if v.Meeting.Shows == ShowNobody {
		return list
	}
	for _, s := range v.Outcome.Counted(candidate) {
		list[s.Criterion].Values = append(list[s.Criterion].Values, ShownValue{By: v.shownAs(s.Juror), Value: s.Value})
	}
	for i := range list {
		slices.SortFunc(list[i].Values, func(a, b ShownValue) int {
			return cmp.Or(cmp.Compare(len(a.By), len(b.By)), strings.Compare(a.By, b.By))
		})
	}
	return list
}

// shownAs is what a juror is called beside his values: his name, or a letter in the order of the random ids, which tells nobody
// who he is.
func (v *MeetingTally) shownAs(juror int) string {
	if v.Meeting.Shows == ShowNames {
		return v.Jurors[juror].Name
	}
	place := 0
	for _, other := range v.Jurors {
		if other.UID < v.Jurors[juror].UID {
			place++
		}
	}
	letter := string(rune('A' + place%26))
	if place >= 26 {
		letter += fmt.Sprint(place / 26)
	}
	return letter
}
