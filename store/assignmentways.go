package store

import (
	"blazon/fault"
	"blazon/judging"
)

// wanted is the shares that ought to be, of those pairs that a form speaks of; takenAway stands for none at all.
type wanted map[square][]int

// takenAway is the share of somebody whose assignment is to be taken away.
var takenAway = []int{}

// wanted finds out what the form asks for, and what of a draw cannot be met.
func (t *assignTable) wanted(form AssignmentForm) (wanted, []judging.Shortage, error) {
	switch form.Mode {
	case AssignEverything:
		want := wanted{}
		for juror := range t.Jurors {
			if t.votes(juror) {
				want.put(t, juror, nil, nil)
			}
		}
		return want, nil, want.orNobody()
	case AssignShares:
		want, err := t.shares(form)
		return want, nil, err
	case AssignDraw:
		return t.draw(form.Draw)
	case AssignHand:
		want, err := t.byHand(form)
		return want, nil, err
	}
	return nil, nil, fault.InForm(fault.Field{Name: "mode", Key: "fault.unknown_choice"})
}

// put asks for a juror's share of candidates, all where none are named. Whoever is off a candidate gets nothing of it.
func (w wanted) put(t *assignTable, juror int, share []int, candidates map[int]bool) {
	for candidate := range t.Candidates {
		at := square{juror, candidate}
		if (candidates == nil || candidates[candidate]) && !t.barred(at) {
			w[at] = share
		}
	}
}

func (w wanted) orNobody() error {
	if len(w) == 0 {
		return fault.InForm(fault.Field{Name: "duties", Key: "fault.no_juror"})
	}
	return nil
}

// shares reads who specializes in what.
func (t *assignTable) shares(form AssignmentForm) (wanted, error) {
	var wrong fields
	var candidates map[int]bool
	for _, uid := range form.Candidates {
		if candidates == nil {
			candidates = map[int]bool{}
		}
		candidate := t.candidateCalled(uid)
		if candidate < 0 {
			wrong.add("candidates", "fault.unknown_choice")
		}
		candidates[candidate] = true
	}
	want := wanted{}
	for _, duty := range form.Duties {
		juror := t.jurorCalled(duty.Juror)
		if juror < 0 || !t.sits(juror) {
			wrong.add("duties", "fault.unknown_choice")
			continue
		}
		var share []int
		for _, key := range duty.Criteria {
			criterion := t.criterionCalled(key)
			if criterion < 0 {
				wrong.add("duties", "fault.unknown_choice")
				continue
			}
			share = append(share, criterion)
		}
		want.put(t, juror, t.whole(share), candidates)
	}
	if len(form.Duties) == 0 {
		wrong.add("duties", "fault.nothing_chosen")
	}
	return want, wrong.err()
}

func (t *assignTable) criterionCalled(key string) int {
	for number, c := range t.Criteria {
		if c.Key == key {
			return number
		}
	}
	return -1
}

// byHand reads what was ticked. Nobody is put before a candidate that he is off.
func (t *assignTable) byHand(form AssignmentForm) (wanted, error) {
	want := wanted{}
	var wrong fields
	each := func(pairs []PairForm, do func(at square)) {
		for _, pair := range pairs {
			at := square{t.jurorCalled(pair.Juror), t.candidateCalled(pair.Candidate)}
			if at.juror < 0 || at.candidate < 0 {
				wrong.add("on", "fault.unknown_choice")
				continue
			}
			do(at)
		}
	}
	each(form.Put, func(at square) {
		switch {
		case !t.sits(at.juror):
			wrong.add("on", "fault.unknown_choice")
		case t.barred(at):
			wrong.add("on", "assign.barred")
		case t.standing(at) == nil:
			want[at] = t.usual(at.juror)
		}
	})
	each(form.Take, func(at square) { want[at] = takenAway })
	return want, wrong.err()
}

// usual is the share that the juror has of every candidate of his, or all where they differ.
func (t *assignTable) usual(juror int) []int {
	var share []int
	first := true
	for candidate := range t.Candidates {
		h := t.standing(square{juror, candidate})
		if h == nil {
			continue
		}
		if !first && !sameShare(share, h.criteria) {
			return nil
		}
		share, first = h.criteria, false
	}
	return share
}
