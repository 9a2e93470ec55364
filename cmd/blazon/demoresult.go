package main

import (
	"fmt"

	"blazon/judging"
	"blazon/store"
)

// decide closes the round, decides its contests and prints its certificates.
func (j *demoJudging) decide() error {
	r, err := j.results()
	if err != nil {
		return err
	}
	if err := j.store.CloseRound(j.ctx, j.actor, r.Round.UID); err != nil {
		return err
	}
	err = j.each(func(r *store.RoundResults, contest string, table demoContest) error {
		if err := j.exclude(contest, table); err != nil {
			return err
		}
		if err := j.leaveTied(contest); err != nil {
			return err
		}
		form := store.DecideForm{Note: j.edition.Note, Vacant: table.Vacant, Reason: table.Reason}
		if !table.Note.Empty() {
			form.Note = table.Note
		}
		if err := j.store.Decide(j.ctx, j.actor, contest, form); err != nil {
			return err
		}
		return j.award(r.Round.UID, contest, table)
	})
	if err != nil {
		return err
	}
	_, err = j.press.Issue(j.ctx, j.actor, r.Round.UID)
	return err
}

// exclude takes those out of the ranking whose place was not published.
func (j *demoJudging) exclude(contest string, table demoContest) error {
	for _, a := range table.Awards {
		e := a.entrant()
		if e == nil {
			continue
		}
		candidate, err := j.enter(contest, *e)
		if err != nil {
			return err
		}
		err = j.store.AddDecision(j.ctx, j.actor, contest, store.DecisionForm{Kind: judging.Exclude, Candidate: candidate,
			Reason: "Umístění nebylo zveřejněno."})
		if err != nil {
			return err
		}
	}
	return nil
}

// leaveTied has the jury leave published ties as they were published.
func (j *demoJudging) leaveTied(contest string) error {
	view, err := j.store.Tally(j.ctx, j.actor, contest)
	if err != nil {
		return err
	}
	for _, group := range view.Outcome.Undecided {
		form := store.DecisionForm{Kind: judging.LeaveTied, Reason: j.say("Místo zůstává dělené.", "Miejsce pozostaje dzielone.")}
		for _, number := range group {
			form.Candidates = append(form.Candidates, view.Candidates[number].UID)
		}
		if err := j.store.AddDecision(j.ctx, j.actor, contest, form); err != nil {
			return err
		}
	}
	return nil
}

// award adds what was awarded beside the ranking.
func (j *demoJudging) award(round, contest string, table demoContest) error {
	for _, a := range table.Awards {
		candidate, err := j.laureate(contest, table, a)
		if err != nil {
			return err
		}
		_, err = j.store.AddAward(j.ctx, j.actor, round, store.AwardForm{Contest: contest, Candidate: candidate, Kind: a.Kind, Place: a.Place,
			Name: a.Name, Title: a.Title, Citation: a.Citation, Patron: a.Patron, Amount: a.Amount, Currency: a.Currency})
		if err != nil {
			return err
		}
	}
	return nil
}

// laureate gives the candidate that got an award.
func (j *demoJudging) laureate(contest string, table demoContest, a demoAward) (string, error) {
	entrant := a.entrant()
	if entrant == nil && a.Group != nil {
		entrant = &table.Groups[*a.Group][0]
	}
	if entrant == nil {
		return "", fmt.Errorf("award %v goes to nobody", a.Name)
	}
	return j.enter(contest, *entrant)
}

// announce makes the results public, and sends the winners on.
func (j *demoJudging) announce() error {
	return j.each(func(r *store.RoundResults, contest string, _ demoContest) error {
		if err := j.store.Announce(j.ctx, j.actor, contest, r.Now); err != nil {
			return err
		}
		if r.Round.NextRoundID == 0 {
			return nil
		}
		minutes := store.MinutesForm{Minutes: "Protokol o jednání krajské poroty", MinutesOn: j.round.Closed.text}
		return j.store.Advance(j.ctx, j.actor, contest, store.AdvanceForm{MinutesForm: minutes})
	})
}

// archive enters a round that was judged elsewhere: its entrants, their places and awards, public at once.
func (j *demoJudging) archive() error {
	err := j.each(func(r *store.RoundResults, contest string, table demoContest) error {
		form := store.ArchiveForm{Source: table.Source, Note: table.Note, AnnouncedAt: r.Now}
		before := 0
		for number, entrants := range table.Groups {
			place := number + 1
			if j.edition.Numbering != judging.Dense {
				place = before + 1
			}
			last := place
			if j.edition.Numbering == judging.Range {
				last = before + len(entrants)
			}
			for _, e := range entrants {
				candidate, err := j.enter(contest, e)
				if err != nil {
					return err
				}
				form.Places = append(form.Places, store.ArchivedPlace{Candidate: candidate, Place: place, Last: last, Shared: len(entrants) > 1})
			}
			before += len(entrants)
		}
		if err := j.award(r.Round.UID, contest, table); err != nil {
			return err
		}
		return j.store.Archive(j.ctx, j.actor, contest, form)
	})
	if err != nil {
		return err
	}
	r, err := j.results()
	if err != nil {
		return err
	}
	_, err = j.press.Issue(j.ctx, j.actor, r.Round.UID)
	return err
}
