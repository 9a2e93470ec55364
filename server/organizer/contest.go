package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const (
	contestPage    web.Page[contestData]    = "organizer/contest"
	withdrawalPage web.Page[withdrawalData] = "organizer/withdrawal"
)

type contestData struct {
	*store.ContestList
	Head   rosterHead
	Errors web.Errors // of the search, which has none
}

// Withdrawn counts those whom the search finds and who no longer stand.
func (d contestData) Withdrawn() int { return d.Total - d.Standing }

type withdrawalData struct {
	Head      rosterHead
	Candidate *store.ListedCandidate
	Reason    string
	Errors    web.Errors
}

func (d door) contest(r *web.Request) error {
	list, err := d.store.ContestList(r.Context(), r.Actor, r.Var("contest"), r.Query("q"), pageNumber(r))
	if err != nil {
		return err
	}
	return contestPage.Show(r, contestData{ContestList: list, Head: rosterHead{list.ContestPlace, "organizer.contest", ""}})
}

func (d door) withdrawalData(r *web.Request) (withdrawalData, error) {
	list, err := d.store.ContestCandidate(r.Context(), r.Actor, r.Var("contest"), r.Var("candidate"))
	if err != nil {
		return withdrawalData{}, err
	}
	return withdrawalData{Head: rosterHead{list.ContestPlace, "organizer.withdrawal", "roster.withdrawal"}, Candidate: list.Candidates[0]}, nil
}

func (d door) withdrawal(r *web.Request) error {
	data, err := d.withdrawalData(r)
	if err != nil {
		return err
	}
	return withdrawalPage.Show(r, data)
}

func (d door) withdraw(r *web.Request) error {
	data, err := d.withdrawalData(r)
	if err != nil {
		return err
	}
	var form struct {
		Reason string `form:"reason"`
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.WithdrawCandidate(r.Context(), r.Actor, r.Var("candidate"), form.Reason)
	}
	if err != nil {
		data.Reason, data.Errors = form.Reason, web.ErrorsOf(err)
		return withdrawalPage.Again(r, err, data)
	}
	r.Notice("roster.withdrawn_now", "Name", data.Candidate.Display(r.Language))
	return d.toContest(r)
}

// reinstate puts a withdrawn candidate back.
func (d door) reinstate(r *web.Request) error {
	data, err := d.withdrawalData(r)
	if err != nil {
		return err
	}
	if err := d.store.ReinstateCandidate(r.Context(), r.Actor, r.Var("candidate")); err != nil {
		return err
	}
	r.Notice("roster.reinstated", "Name", data.Candidate.Display(r.Language))
	return d.toContest(r)
}

func (d door) toContest(r *web.Request) error {
	return r.Redirect("organizer.contest", "contest", r.Var("contest"))
}
