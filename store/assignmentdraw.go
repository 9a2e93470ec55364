package store

import (
	"slices"

	"blazon/judging"
)

// draw draws so many jurors for each candidate, beside what stays as it is.
func (t *assignTable) draw(form DrawForm) (wanted, []judging.Shortage, error) {
	among, err := t.among(form)
	if err != nil {
		return nil, nil, err
	}
	parts := t.parts(form)
	d := judging.Draw{Parts: len(parts), Each: form.Each, Seed: uint64(form.Seed)}
	for _, c := range t.Candidates {
		d.Candidates = append(d.Candidates, c.UID)
	}
	for number, j := range t.Jurors {
		juror := judging.DrawnJuror{ID: j.UID, Most: judging.NoLimit, Share: judging.FullShare}
		if a, drawn := among[number]; drawn {
			juror.Share = a.Share
			if a.Most > 0 {
				juror.Most = a.Most
			}
		}
		d.Jurors = append(d.Jurors, juror)
	}
	t.lots(&d, among, parts, form)
	drawn := d.Run()
	return t.drawn(drawn.Lots, parts, form.Anew), drawn.Short, nil
}

// parts lists the criteria of each part that has any.
func (t *assignTable) parts(form DrawForm) [][]int {
	byPart := make([][]int, mostParts+1)
	for number, c := range t.Criteria {
		part := max(1, form.Parts[c.Key])
		byPart[part] = append(byPart[part], number)
	}
	return slices.DeleteFunc(byPart, func(part []int) bool { return len(part) == 0 })
}

// lots says what is held and what must not be drawn. What somebody submitted counts, even of a juror who left; a submitted sheet is not
// given more to score.
func (t *assignTable) lots(d *judging.Draw, among map[int]AmongForm, parts [][]int, form DrawForm) {
	for juror := range t.Jurors {
		_, drawn := among[juror]
		for candidate := range t.Candidates {
			at := square{juror, candidate}
			h := t.held[at]
			for number, part := range parts {
				lot := judging.Lot{Juror: juror, Candidate: candidate, Part: number}
				off := t.off(at, part)
				if !off && t.counts(at, form.Anew) && t.covers(h.criteria, part) {
					d.Held = append(d.Held, lot)
				} else if off || !drawn || form.Answered && t.open(at) || h != nil && h.state == SheetSubmitted && !t.covers(h.criteria, part) {
					d.Barred = append(d.Barred, lot)
				}
			}
		}
	}
}

// counts tells whether an assignment stays in a draw.
func (t *assignTable) counts(at square, anew bool) bool {
	h := t.standing(at)
	return h != nil && (h.state == SheetSubmitted || t.sits(at.juror)) && (!anew || h.state != SheetEmpty)
}

// off tells whether the juror is off a part of the candidate.
func (t *assignTable) off(at square, part []int) bool {
	return t.barred(at) || slices.ContainsFunc(part, func(criterion int) bool { return t.released[at][criterion] })
}

// covers tells whether a share holds all of a part that counts.
func (t *assignTable) covers(share, part []int) bool {
	return !slices.ContainsFunc(part, func(criterion int) bool {
		return t.Criteria[criterion].Kind != judging.Informative && !scores(share, criterion)
	})
}

// drawn turns lots into shares, and takes away what was drawn anew and came to others.
func (t *assignTable) drawn(lots []judging.Lot, parts [][]int, anew bool) wanted {
	want := wanted{}
	if anew {
		for at, h := range t.held {
			if !h.removed && h.state == SheetEmpty && t.sits(at.juror) && !t.barred(at) {
				want[at] = takenAway
			}
		}
	}
	for _, lot := range lots {
		at := square{lot.Juror, lot.Candidate}
		share := slices.Clone(parts[lot.Part])
		if before, asked := want[at]; asked {
			share = append(share, before...)
		} else if h := t.standing(at); h != nil {
			share = append(share, h.criteria...)
		}
		want[at] = slices.Compact(slices.Sorted(slices.Values(share)))
	}
	for at, share := range want {
		if len(share) == len(t.Criteria) {
			want[at] = nil
		}
	}
	return want
}
