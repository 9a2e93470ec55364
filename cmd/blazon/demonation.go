package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
)

// What the edition of the whole country has in it.
const (
	nationJurors  = 10  // in each of its fifteen rounds
	nationEntries = 500 // beside the automatic ones
	nationSlug    = "zlaty-erb"
)

// demoNation is an edition of the whole country on its way: entries are taken at the moment when it is made.
type demoNation struct {
	*demo
	setup *store.CompetitionSetup
	actor judging.Actor // the organizer of the nation
	zone  *time.Location
	made  time.Time
	slug  string // of the edition
}

// nation adds an edition with a round in every region, all municipalities with extended powers, other entries, and juries.
func (d *demo) nation() error {
	d.clock.set(time.Time{})
	n := &demoNation{demo: d, made: d.clock.now()}
	if err := n.find(); err != nil {
		return err
	}
	d.clock.set(n.day(-40, 9))
	if err := n.addChapters(); err != nil {
		return err
	}
	edition, err := n.addEdition()
	if err != nil {
		return err
	}
	if err := n.juryTexts(n.actor, edition.Edition.UID); err != nil {
		return err
	}
	for _, r := range edition.Rounds {
		if err := n.fillRound(r); err != nil {
			return fmt.Errorf("%s: %w", r.Round.Slug, err)
		}
	}
	if err := n.publish(edition.Edition.UID); err != nil {
		return err
	}
	if err := n.enter(edition); err != nil {
		return err
	}
	d.clock.set(time.Time{})
	return nil
}

// find finds the competition that the demo has made.
func (n *demoNation) find() (err error) {
	if n.actor, err = n.as(demoEmail("poradatel", 0)); err != nil {
		return err
	}
	office, err := n.store.Office(n.ctx, n.actor, locale.Czech)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(office.Competitions, func(c *store.OfficeCompetition) bool { return c.Competition.Slug == nationSlug })
	if at < 0 {
		return fmt.Errorf("there is no competition %s", nationSlug)
	}
	if n.zone, err = time.LoadLocation(office.Competitions[at].Competition.TimeZone); err != nil {
		return err
	}
	n.setup, err = n.store.CompetitionSetup(n.ctx, n.actor, office.Competitions[at].Competition.UID, locale.Czech)
	return err
}

// day is an hour of a day so many days from now.
func (n *demoNation) day(days, hour int) time.Time {
	y, m, d := n.made.In(n.zone).Date()
	return time.Date(y, m, d+days, hour, 0, 0, 0, n.zone)
}

// addChapters makes a chapter of each region that has none.
func (n *demoNation) addChapters() (err error) {
	for _, region := range register.Regions(register.Czechia) {
		if slices.ContainsFunc(n.setup.Chapters, func(c store.Chapter) bool { return c.RegionCode == region.Code }) {
			continue
		}
		form := store.ChapterForm{Slug: regionSlug(region.Name), Name: locale.Text{locale.Czech: region.Name}, RegionCode: region.Code}
		if _, err := n.store.AddChapter(n.ctx, n.actor, n.setup.Root.UID, form); err != nil {
			return fmt.Errorf("%s: %w", region.Name, err)
		}
	}
	n.setup, err = n.store.CompetitionSetup(n.ctx, n.actor, n.setup.Competition.UID, locale.Czech)
	return err
}

// addEdition sets the edition up: every chapter has a round of its own, which takes entries now.
func (n *demoNation) addEdition() (*store.EditionSetup, error) {
	template, err := store.TemplateByKey(nationSlug)
	if err != nil {
		return nil, err
	}
	year := n.made.In(n.zone).Year() + 1
	n.slug = fmt.Sprint(year)
	form := store.EditionForm{Slug: n.slug, Number: year - 1998, Year: year, Template: template, Conflicts: template.Conflicts}
	for _, c := range n.setup.Chapters {
		round := store.RoundForm{Dates: store.Dates{EntriesFrom: n.day(-30, 8), EntriesUntil: n.day(30, 18), JudgingFrom: n.day(40, 8), JudgingUntil: n.day(70, 18)}}
		if c.ID == n.setup.Root.ID {
			round.Dates = store.Dates{EntriesFrom: n.day(-30, 8), EntriesUntil: n.day(75, 18), JudgingFrom: n.day(80, 8), JudgingUntil: n.day(110, 18)}
		}
		form.Parts = append(form.Parts, store.ChapterPart{Chapter: c.UID, Mode: store.OwnRound, Round: round})
	}
	made, err := n.store.SetUpEdition(n.ctx, n.actor, n.setup.Competition.UID, form)
	if err != nil {
		return nil, err
	}
	return n.store.EditionSetup(n.ctx, n.actor, made.UID, locale.Czech)
}

// publish makes the rules public, before entries are taken.
func (n *demoNation) publish(edition string) error {
	return n.store.PublishRules(n.ctx, n.actor, edition, store.RulesForm{Text: locale.Text{
		locale.Czech: "# Pravidla\n\nTento text je ukázkový. Soutěží webové stránky obcí a měst.\n\n- Obce s rozšířenou působností " +
			"a Praha se hodnotí samy, ostatní obce podávají přihlášku.\n- Pořadí v kraji určí součet bodů, do celostátního kola postupují první.",
		locale.English: "# Rules\n\nThis text is a sample. Web sites of municipalities compete.\n\n- Municipalities with extended powers and " +
			"Prague are judged without an entry, the others enter.\n- Totals decide in a region, and the first go on to the round of the nation.",
	}})
}

// fillRound seats a jury and enters everybody.
func (n *demoNation) fillRound(r *store.EditionRound) error {
	for number := range nationJurors {
		form := store.JurorForm{Name: fmt.Sprintf("Porotce %d", number+1), Role: judging.Member, Language: locale.Czech,
			Email: demoEmail(r.Round.Slug+"-"+n.slug+"-porotce", number+1)}
		if number == 0 {
			form.Role = judging.Chair
		}
		juror, err := n.store.AddJuror(n.ctx, n.actor, r.Round.UID, form)
		if err != nil {
			return err
		}
		if err := n.accept(juror.UserID, r.Round.UID); err != nil {
			return err
		}
	}
	for _, c := range r.Contests {
		if c.Category.Slug != "orp" || r.Round.NextRoundID == 0 { // the nation's round judges whom the regions send
			continue
		}
		if _, err := n.store.EnrolEligible(n.ctx, n.actor, c.Contest.UID); err != nil {
			return err
		}
	}
	return nil
}

// enter enters other municipalities, each in its region's round, as an organizer does who got them in a table: most are handed in and
// wait for the formal check, some are drafts, some are admitted already.
func (n *demoNation) enter(edition *store.EditionSetup) error {
	bodies, err := nationBodies()
	if err != nil {
		return err
	}
	states := []store.EntryState{store.EntrySubmitted, store.EntrySubmitted, store.EntrySubmitted, store.EntryDraft, store.EntryAdmitted}
	form := store.ImportForm{File: "prihlasky.xlsx", Kind: store.ImportEntries, State: store.EntrySubmitted}
	for i, b := range bodies {
		form.Lines = append(form.Lines, store.ImportLine{Number: i + 2, Values: map[string]string{store.ColumnCode: b.Code, store.ColumnName: b.Name,
			store.ColumnCategory: "obec", store.ColumnURL: "https://" + b.Web, store.ColumnState: string(states[i%len(states)])}})
	}
	file, err := n.store.KeepImport(n.ctx, n.actor, edition.Edition.UID, form)
	if err != nil {
		return err
	}
	plan, _, err := n.store.ImportPlan(n.ctx, n.actor, file)
	if err != nil {
		return err
	}
	for _, line := range plan.Lines {
		if line.Outcome == store.ImportRefused {
			return fmt.Errorf("line %d is refused: %+v", line.Number, line.Cells)
		}
	}
	_, err = n.store.Import(n.ctx, n.actor, file, plan.Digest)
	return err
}

// regionSlug is a region's word in addresses.
func regionSlug(name string) string { return strings.ReplaceAll(locale.Fold(name), " ", "-") }

// nationBodies picks the municipalities that enter by themselves: evenly over the register, in the order of their codes.
func nationBodies() (picked []register.Row, err error) {
	extract, err := register.Bundles()[0].Open()
	if err != nil {
		return nil, err
	}
	var all []register.Row
	for row, err := range extract.Rows() {
		if err != nil {
			return nil, err
		}
		if !row.ORP && row.Web != "" && row.Code != "554782" { // Praha stands among those with extended powers
			all = append(all, row)
		}
	}
	slices.SortFunc(all, func(a, b register.Row) int { return strings.Compare(a.Code, b.Code) })
	for i := range nationEntries {
		picked = append(picked, all[i*len(all)/nationEntries])
	}
	return picked, nil
}
