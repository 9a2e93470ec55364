package main

import (
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"
)

// demoJudging is a round on its way.
type demoJudging struct {
	*demoYear
	round      demoRound
	candidates map[string]string // uids by contest, body and title
}

// results reads the round as its organizer sees it.
func (j *demoJudging) results() (*store.RoundResults, error) {
	return j.store.RoundResults(j.ctx, j.actor, store.Address{Competition: j.competition.Slug, Edition: j.edition.Slug, Round: j.round.Slug})
}

// contest gives the round's contest in a category.
func contestOf(r *store.RoundResults, category string) (string, error) {
	i := slices.IndexFunc(r.Contests, func(c *store.ContestResult) bool { return c.Category.Slug == category })
	if i < 0 {
		return "", fmt.Errorf("no contest in category %s", category)
	}
	return r.Contests[i].Contest.UID, nil
}

// each does something with every contest of the round.
func (j *demoJudging) each(act func(r *store.RoundResults, contest string, table demoContest) error) error {
	r, err := j.results()
	if err != nil {
		return err
	}
	for _, table := range j.round.Contests {
		contest, err := contestOf(r, table.Category)
		if err != nil {
			return err
		}
		if err := act(r, contest, table); err != nil {
			return fmt.Errorf("%s: %w", table.Category, err)
		}
	}
	return nil
}

// enter enters one entrant, unless it is there, and gives its candidate.
func (j *demoJudging) enter(contest string, e demoEntrant) (string, error) {
	key := contest + "/" + e.Code + e.Name + "/" + e.Title
	if uid := j.candidates[key]; uid != "" {
		return uid, nil
	}
	body, err := j.body(e)
	if err != nil {
		return "", err
	}
	uid, err := j.store.AddEntry(j.ctx, j.actor, contest, store.EntryForm{Bodies: []string{body}, Title: e.Title, URL: e.URL,
		Reason: "soutěžil podle zveřejněných výsledků"})
	j.candidates[key] = uid
	return uid, err
}

// enrol enters whose place was published.
func (j *demoJudging) enrol() error {
	return j.each(func(_ *store.RoundResults, contest string, table demoContest) error {
		for _, e := range slices.Concat(table.Groups...) {
			if _, err := j.enter(contest, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// seat makes the jury and gives everybody everything.
func (j *demoJudging) seat() error {
	r, err := j.results()
	if err != nil {
		return err
	}
	for number := range j.round.Jurors {
		form := store.JurorForm{Name: fmt.Sprintf("Porotce %d", number+1), Role: judging.Member, Email: j.juror(number)}
		if number == 0 {
			form.Role = judging.Chair
		}
		juror, err := j.store.AddJuror(j.ctx, j.actor, r.Round.UID, form)
		if err != nil {
			return err
		}
		j.users[form.Email] = juror.UserID
		if j.round.Closed.text == "" {
			if err := j.store.SetPassword(j.ctx, store.Operator(), form.Email, j.data.Password); err != nil {
				return err
			}
		}
	}
	for _, c := range r.Contests {
		if _, err := j.store.Assign(j.ctx, j.actor, c.Contest.UID, store.AssignForm{}); err != nil {
			return err
		}
	}
	return j.enrolUnplaced()
}

// enrolUnplaced enters who got an award but whose place was not published; nobody scores them.
func (j *demoJudging) enrolUnplaced() error {
	return j.each(func(_ *store.RoundResults, contest string, table demoContest) error {
		for _, a := range table.Awards {
			if e := a.entrant(); e != nil {
				if _, err := j.enter(contest, *e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// juror is the address of a juror's account; those of the round that is still open have a password.
func (j *demoJudging) juror(number int) string {
	if j.round.Closed.text == "" {
		return demoEmail("porotce", number+1)
	}
	return demoEmail(j.round.Slug+"-porotce", number+1)
}

// score has the jurors fill in and submit their sheets.
func (j *demoJudging) score() error {
	for number := range j.round.Jurors {
		actor, err := j.as(j.juror(number))
		if err != nil {
			return err
		}
		desk, err := j.store.Desk(j.ctx, actor, locale.Czech)
		if err != nil {
			return err
		}
		left := 0
		if number == j.round.Jurors-1 {
			left = j.round.Unfinished
		}
		if err := j.fillIn(actor, number, desk[0], left); err != nil {
			return err
		}
	}
	return nil
}

// fillIn submits a juror's sheets but for some that are left: the first of these begun, the others empty.
func (j *demoJudging) fillIn(actor judging.Actor, number int, round *store.DeskRound, left int) error {
	var sheets []*store.DeskSheet
	for _, c := range round.Contests {
		sheets = append(sheets, c.Sheets...)
	}
	for i, sheet := range sheets {
		unfinished := i - (len(sheets) - left)
		if unfinished > 0 {
			continue
		}
		if err := j.fillInSheet(actor, number, round.Round.UID, sheet, unfinished < 0); err != nil {
			return err
		}
	}
	return nil
}

func (j *demoJudging) fillInSheet(actor judging.Actor, number int, round string, sheet *store.DeskSheet, submit bool) error {
	view, err := j.store.SheetView(j.ctx, actor, round, sheet.Assignment, locale.Czech)
	if err != nil {
		return err
	}
	group, member := j.groupOf(sheet.Candidate)
	points := demoPoints(view.Criteria, group, member, number)
	if !submit {
		points = demoPoints(view.Criteria[:len(view.Criteria)/2], group, member, number)
	}
	_, err = j.store.SaveSheet(j.ctx, actor, store.SheetForm{Round: round, Assignment: sheet.Assignment, Revision: view.Sheet.Revision,
		Values: points, Submit: submit})
	return err
}

// groupOf finds an entrant's published group of places. In a round without a published table all stand in the first, each
// as another member of it.
func (j *demoJudging) groupOf(c *store.NamedCandidate) (group, member int) {
	code := c.Bodies[0].Code
	for _, table := range j.round.Contests {
		for group, entrants := range table.Groups {
			if member := slices.IndexFunc(entrants, func(e demoEntrant) bool { return e.Code == code }); member >= 0 {
				return group, member
			}
		}
	}
	return 0, int(code[len(code)-1]) % 2
}

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
		if err := j.store.Decide(j.ctx, j.actor, contest, store.DecideForm{Note: j.edition.Note}); err != nil {
			return err
		}
		return j.award(r.Round.UID, contest, table)
	})
	if err != nil {
		return err
	}
	_, err = j.store.IssueCertificates(j.ctx, j.actor, r.Round.UID, paper.Printing())
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
		form := store.DecisionForm{Kind: judging.LeaveTied, Reason: "Místo zůstává dělené, jak bylo zveřejněno."}
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
			Name: a.Name, Title: a.Title, Amount: a.Amount, Currency: a.Currency})
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
		return j.store.Advance(j.ctx, j.actor, contest, nil)
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
	_, err = j.store.IssueCertificates(j.ctx, j.actor, r.Round.UID, paper.Printing())
	return err
}
