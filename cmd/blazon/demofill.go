package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

// demo makes the demo through the same acts that people use, each on its day.
type demo struct {
	ctx   context.Context
	store *store.Store
	press *paper.Press
	data  *demoData
	clock *demoClock
	users map[string]int64 // by e-mail address
	steps []demoStep
}

// demoStep is something that happens at a moment.
type demoStep struct {
	at  time.Time
	act func() error
}

func (d *demo) then(at time.Time, act func() error) { d.steps = append(d.steps, demoStep{at, act}) }

// fill plans all steps, and takes them in the order of time.
func (d *demo) fill() error {
	d.clock.set(time.Date(2013, 12, 2, 8, 0, 0, 0, time.UTC))
	if err := d.account("spravce", "Správce", locale.Czech, true); err != nil {
		return err
	}
	for _, c := range d.data.Competitions {
		if err := d.competition(c); err != nil {
			return fmt.Errorf("%s: %w", c.Slug, err)
		}
	}
	if err := d.representative(); err != nil {
		return err
	}
	slices.SortStableFunc(d.steps, func(a, b demoStep) int { return a.at.Compare(b.at) })
	for i := 0; i < len(d.steps); i++ {
		d.clock.set(d.steps[i].at)
		if err := d.steps[i].act(); err != nil {
			return fmt.Errorf("%s: %w", d.steps[i].at.Format(time.DateOnly), err)
		}
	}
	d.clock.set(time.Time{})
	return d.press.Print(d.ctx)
}

func (d *demo) account(role, name string, lang locale.Language, administrator bool) error {
	user, err := d.store.AddUser(d.ctx, store.Operator(), store.UserForm{Email: demoEmail(role, 0), Name: name, Language: lang,
		Administrator: administrator, Password: d.data.Password})
	if err == nil {
		d.users[user.Email] = user.ID
	}
	return err
}

// as gives somebody with all that they are entitled to by now.
func (d *demo) as(email string) (judging.Actor, error) {
	actor, err := d.store.Actor(d.ctx, d.users[email])
	if err == nil && !actor.SignedIn() {
		err = fmt.Errorf("there is no account %s", email)
	}
	return actor, err
}

// competition makes a competition with its chapters and their organizers, and plans its editions.
func (d *demo) competition(c demoCompetition) error {
	made, root, err := d.store.CreateCompetition(d.ctx, store.Operator(), store.CompetitionForm{Slug: c.Slug, Name: c.Name,
		Country: c.Country, Language: c.Language, TimeZone: c.TimeZone, Reserved: web.Reserved,
		Root: store.ChapterForm{Slug: c.Root.Slug, Name: c.Root.Name, RegionCode: c.Root.Region}})
	if err != nil {
		return err
	}
	organizer, name := "poradatel", "Pořadatel"
	if c.Language == locale.Polish {
		organizer, name = "organizator", "Organizator"
	}
	if err := d.organizer(organizer, name, c.Language, root); err != nil {
		return err
	}
	actor, err := d.as(demoEmail(organizer, 0))
	if err != nil {
		return err
	}
	chapters := map[string]*store.Chapter{c.Root.Slug: root}
	for _, form := range c.Chapters {
		chapter, err := d.store.AddChapter(d.ctx, actor, root.UID, store.ChapterForm{Slug: form.Slug, Name: form.Name, RegionCode: form.Region})
		if err != nil {
			return err
		}
		chapters[form.Slug] = chapter
	}
	if liberec := chapters["liberecky-kraj"]; liberec != nil {
		if err := d.organizer("liberec", "Pořadatel Libereckého kraje", c.Language, liberec); err != nil {
			return err
		}
	}
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return err
	}
	for _, e := range c.Editions {
		edition := &demoYear{demo: d, competition: c, edition: e, uid: made.UID, chapters: chapters, actor: actor, zone: zone}
		d.then(e.At.at(9, zone), edition.setUp)
		for _, r := range e.Rounds {
			edition.plan(r)
		}
	}
	return nil
}

func (d *demo) organizer(role, name string, lang locale.Language, chapter *store.Chapter) error {
	if err := d.account(role, name, lang, false); err != nil {
		return err
	}
	_, err := d.store.GrantMembership(d.ctx, store.Operator(), store.MembershipForm{
		Person: store.Person{Email: demoEmail(role, 0), Name: name, Language: lang}, Role: judging.Organizer, Chapter: chapter.UID})
	return err
}

// representative makes an account that acts for the town of Semily.
func (d *demo) representative() error {
	name := "Zástupce města Semily"
	if err := d.account("semily", name, locale.Czech, false); err != nil {
		return err
	}
	found, err := d.store.SearchBodies(d.ctx, store.Operator(), store.BodySearch{Text: "576964"})
	if err != nil || len(found) != 1 {
		return fmt.Errorf("the town of Semily: %d found: %w", len(found), err)
	}
	_, err = d.store.GrantMembership(d.ctx, store.Operator(), store.MembershipForm{
		Person: store.Person{Email: demoEmail("semily", 0), Name: name, Language: locale.Czech}, Role: judging.Representative, Body: found[0].UID})
	return err
}

// demoYear is an edition on its way.
type demoYear struct {
	*demo
	competition demoCompetition
	edition     demoEdition
	uid         string // of the competition
	chapters    map[string]*store.Chapter
	actor       judging.Actor
	zone        *time.Location
}

// setUp makes the edition, by its template or for archived results.
func (y *demoYear) setUp() error {
	form := store.EditionForm{Slug: y.edition.Slug, Number: y.edition.Number, Year: y.edition.Year, Note: y.edition.Note}
	var err error
	if y.edition.Template != "" {
		if form.Template, err = store.TemplateByKey(y.edition.Template); err != nil {
			return err
		}
	} else {
		form.Template = store.Template{Key: "archive", Country: y.competition.Country, Numbering: y.edition.Numbering}
		for _, c := range y.edition.Categories {
			form.Template.Categories = append(form.Template.Categories, store.CategoryTemplate{Slug: c.Slug, Name: c.Name, Scope: store.Everywhere})
		}
	}
	for _, r := range y.edition.Rounds {
		form.Parts = append(form.Parts, store.ChapterPart{Chapter: y.chapters[r.Chapter].UID, Mode: store.OwnRound, Slug: r.Slug, Round: y.round(r)})
	}
	made, err := y.store.SetUpEdition(y.ctx, y.actor, y.uid, form)
	if err != nil || y.edition.Template == "" {
		return err
	}
	if err := y.definePrizes(made.UID); err != nil {
		return err
	}
	return y.juryTexts(y.actor, made.UID)
}

// definePrizes says what comes with the places, and what those get who share one.
func (y *demoYear) definePrizes(edition string) error {
	if len(y.edition.Prizes) == 0 {
		return nil
	}
	form := store.AwardSetupForm{Ties: y.edition.Ties}
	for _, p := range y.edition.Prizes {
		form.Definitions = append(form.Definitions, store.AwardDefinitionForm{Kind: store.AwardForPlace, Place: p.Place, Title: p.Title, Amount: p.Amount,
			Currency: p.Currency})
	}
	return y.store.SetAwardDefinitions(y.ctx, y.actor, edition, "", form)
}

func (y *demoYear) round(r demoRound) store.RoundForm {
	form := store.RoundForm{Name: r.Name, Organizer: r.Organizer}
	form.Dates.JudgingFrom = r.JudgingFrom.at(8, y.zone)
	if r.Ceremony != nil {
		form.Ceremony = &store.CeremonyForm{StartsAt: r.Ceremony.Date.at(0, y.zone), Town: r.Ceremony.Town, Venue: r.Ceremony.Venue}
	}
	for _, role := range r.Signatories {
		form.Signatories = append(form.Signatories, store.SignatoryForm{Role: role})
	}
	return form
}

// plan plans what happens in a round.
func (y *demoYear) plan(r demoRound) {
	j := &demoJudging{demoYear: y, round: r, candidates: map[string]string{}}
	if r.Jurors == 0 {
		y.then(r.Announced.at(18, y.zone), j.archive)
		return
	}
	if len(r.Contests) > 0 {
		y.then(y.edition.At.at(10, y.zone), j.enrol)
	}
	y.then(r.JudgingFrom.at(9, y.zone), j.seat)
	y.then(r.JudgingFrom.at(24*7, y.zone), j.score)
	if r.Closed.text == "" {
		return
	}
	y.then(r.Closed.at(15, y.zone), j.decide)
	if r.Sealed.text != "" {
		y.then(r.Sealed.at(9, y.zone), j.seal)
		return
	}
	y.then(r.Announced.at(18, y.zone), j.announce)
	if r.Corrected.text != "" {
		y.then(r.Corrected.at(10, y.zone), j.correct)
	}
}

// body finds a body of the register by its code, or adds one that is in none.
func (y *demoYear) body(e demoEntrant) (string, error) {
	found, err := y.store.SearchBodies(y.ctx, y.actor, store.BodySearch{Text: cmp.Or(e.Code, e.Name), Language: y.competition.Language})
	if err != nil {
		return "", err
	}
	for _, b := range found {
		if e.Code != "" && b.Code == e.Code || e.Code == "" && b.Name == e.Name && b.Register == register.Own {
			return b.UID, nil
		}
	}
	if e.Code != "" {
		return "", fmt.Errorf("no body has the code %s", e.Code)
	}
	b, err := y.store.AddBody(y.ctx, y.actor, store.NewBody{Name: e.Name, Kind: e.Kind, Region: e.Region,
		Source: "zveřejněné výsledky", Date: y.edition.At.text})
	if err != nil {
		return "", err
	}
	return b.UID, nil
}
