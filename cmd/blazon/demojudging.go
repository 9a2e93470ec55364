package main

import (
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// demoJudging is a round on its way.
type demoJudging struct {
	*demoYear
	round      demoRound
	candidates map[string]string // uids by contest, body and title
}

// say is a text in the competition's language.
func (j *demoJudging) say(czech, polish string) string {
	if j.competition.Language == locale.Polish {
		return polish
	}
	return czech
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
	reason := j.say("soutěžil podle zveřejněných výsledků", "startował według opublikowanych wyników")
	uid, err := j.store.AddEntry(j.ctx, j.actor, contest, store.EntryForm{Bodies: []string{body}, Title: e.Title, URL: e.URL, Supplier: j.supplier(e),
		Reason: reason, Late: reason})
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
		form := store.JurorForm{Name: fmt.Sprintf("%s %d", j.say("Porotce", "Członek komisji"), number+1), Role: judging.Member, Email: j.juror(number)}
		if number == 0 {
			form.Role = judging.Chair
		}
		juror, err := j.store.AddJuror(j.ctx, j.actor, r.Round.UID, form)
		if err != nil {
			return err
		}
		j.users[form.Email] = juror.UserID
		if err := j.accept(juror.UserID, r.Round.UID); err != nil {
			return err
		}
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
	if err := j.declare(r); err != nil {
		return err
	}
	if err := j.invite(r.Round.UID); err != nil {
		return err
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
	if j.edition.Year != demoAskingYear {
		return demoEmail(j.round.Slug+"-"+j.edition.Slug+"-porotce", number+1)
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
