package jury

import (
	"cmp"
	"slices"

	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const deskPage web.Page[deskData] = "jury/desk"

type deskData struct{ Rounds []roundData }

const roundPage web.Page[roundData] = "jury/round"

// roundData is a round of the desk; Listed tells whether its sheets are shown one by one, Alone whether the page shows no
// other round.
type roundData struct {
	*store.DeskRound
	Listed bool
	Alone  bool
	Show   filter                 // of the sheets
	Moved  []*store.MovedDeadline // of the sheets
}

// Judging tells whether sheets can be saved.
func (d roundData) Judging() bool { return d.Phase() == judging.Judging }

// Over tells whether the judging is past, by its deadline or by the act of closing.
func (d roundData) Over() bool { return over(&d.Place) }

func over(p *store.Place) bool {
	return p.Phase() == judging.Deliberation || p.Phase() == judging.Finished
}

// Queue lists the contest's sheets with those that are missing first.
func (d roundData) Queue(c *store.DeskContest) []*store.DeskSheet {
	sheets := slices.DeleteFunc(slices.Clone(c.Sheets), func(s *store.DeskSheet) bool { return !d.Show.has(s) })
	slices.SortStableFunc(sheets, func(a, b *store.DeskSheet) int {
		switch {
		case a.Done() == b.Done():
			return 0
		case b.Done():
			return -1
		}
		return 1
	})
	return sheets
}

// filter chooses sheets of the desk; empty: all.
type filter string

// filters are the choices in their order.
var filters = []filter{"", "unscored", "drafts", "submitted", "noted"}

func (f filter) has(s *store.DeskSheet) bool {
	switch f {
	case "unscored":
		return s.Scored == 0
	case "drafts":
		return !s.Done() && s.Scored > 0
	case "submitted":
		return s.Done()
	case "noted":
		return s.Noted
	}
	return true
}

// shown is a filter as the page offers it.
type shown struct {
	Show    filter
	Label   string // key
	Count   int
	Current bool
}

// Filters offers the filters with how many sheets each has.
func (d roundData) Filters() (list []shown) {
	for _, f := range filters {
		offer := shown{Show: f, Label: "sheet.show_" + cmp.Or(string(f), "all"), Current: f == d.Show}
		for _, c := range d.Contests {
			for _, s := range c.Sheets {
				if f.has(s) {
					offer.Count++
				}
			}
		}
		list = append(list, offer)
	}
	return list
}

func (d door) desk(r *web.Request) error {
	desk, err := d.store.Desk(r.Context(), r.Actor, r.Language)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(desk, func(round *store.DeskRound) bool { return !round.Unready }); i < 0 && len(desk) > 0 {
		return r.Redirect("jury.seat", "round", desk[0].Round.UID)
	}
	moved, err := d.moved(r, desk...)
	if err != nil {
		return err
	}
	var data deskData
	for _, round := range desk {
		data.Rounds = append(data.Rounds, roundData{DeskRound: round, Listed: round.Phase() == judging.Judging, Moved: moved[round.Round.UID]})
	}
	return deskPage.Show(r, data)
}

func (d door) round(r *web.Request) error {
	round, err := d.store.DeskRound(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	moved, err := d.moved(r, round)
	if err != nil {
		return err
	}
	return roundPage.Show(r, roundData{DeskRound: round, Listed: true, Alone: true, Show: shownBy(r), Moved: moved[round.Round.UID]})
}

// shownBy is the filter that the address names.
func shownBy(r *web.Request) filter {
	if f := filter(r.Query("show")); slices.Contains(filters, f) {
		return f
	}
	return ""
}

// moved gives by the rounds' uids how the deadline of the sheets was moved.
func (d door) moved(r *web.Request, rounds ...*store.DeskRound) (map[string][]*store.MovedDeadline, error) {
	var uids []string
	for _, round := range rounds {
		uids = append(uids, round.Round.UID)
	}
	all, err := d.store.Prolongations(r.Context(), r.Actor, uids...)
	for uid, list := range all {
		all[uid] = slices.DeleteFunc(list, func(m *store.MovedDeadline) bool { return m.Deadline != judging.JudgingDeadline })
	}
	return all, err
}

// next leads to the next sheet of the round that is not submitted, after the one that the query names, or back to the
// desk. Saving sends the juror here, so that a save itself reads nothing of the other sheets.
func (d door) next(r *web.Request) error {
	round, err := d.store.DeskRound(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	done, missing := round.Sheet(r.Query("after")), round.NextMissing(r.Query("after"))
	if done != nil && done.Done() {
		key := "jury.submitted_next"
		if missing == nil {
			key = "jury.submitted_last"
		}
		r.Notice(key, "Name", done.Candidate.Display(r.Language), "Time", clock(r.Language, done.SavedAt, &round.Place))
	}
	if missing == nil {
		return r.Redirect("jury.desk")
	}
	return r.Redirect("jury.sheet", "round", round.Round.UID, "sheet", missing.Assignment)
}
