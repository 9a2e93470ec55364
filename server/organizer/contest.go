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
	Head rosterHead
	List *web.List
}

type withdrawalData struct {
	Head      rosterHead
	Candidate *store.ListedCandidate
	Reason    string
	Errors    web.Errors
}

func (d door) contest(r *web.Request) error {
	list := r.List([]string{"name", "submitted"})
	list.Filter(r, "standing", r.T("roster.participation"), web.Option{Value: "yes", Label: r.T("roster.stands")}, web.Option{Value: "no", Label: r.T("roster.withdrawn")})
	list.Filter(r, "origin", r.T("roster.origin"), web.Option{Value: "register", Label: r.T("roster.from_register")},
		web.Option{Value: "entered", Label: r.T("roster.entered")}, web.Option{Value: "advanced", Label: r.T("roster.advanced")})
	found, err := d.store.ContestList(r.Context(), r.Actor, r.Var("contest"), store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(found.Found)
	if list.IsFile() {
		return list.Send(r, contestFile(r, found))
	}
	return contestPage.Show(r, contestData{ContestList: found, Head: rosterHead{found.ContestPlace, "organizer.contest", ""}, List: list})
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

// toContest leads back to the list of candidates, as it was shown.
func (d door) toContest(r *web.Request) error {
	return r.Back("organizer.contest", "contest", r.Var("contest"))
}
