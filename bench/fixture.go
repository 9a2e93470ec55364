package main

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
	"blazon/store"
)

// password is that of all accounts of a fixture.
const password = "correct horse battery"

// fixture is a round of one category, judged by its jury.
type fixture struct {
	store     *store.Store
	organizer judging.Actor
	address   store.Address // of the contest
	round     string
	contest   string
	jurors    []string // uids
	emails    []string
	users     []int64
}

// newFixture makes a competition with one round of the whole nation, with so many candidates in the category of
// municipalities and so many jurors. Nobody is assigned anything yet.
func newFixture(ctx context.Context, s *store.Store, candidates, jurors int) (*fixture, error) {
	if _, err := s.SeedRegisters(ctx); err != nil {
		return nil, err
	}
	f := &fixture{store: s, address: store.Address{Competition: "zlaty-erb", Edition: "2023", Round: "celostatni-kolo", Category: "obec"}}
	if err := f.setUp(ctx); err != nil {
		return nil, err
	}
	if err := f.enrol(ctx, candidates); err != nil {
		return nil, err
	}
	for n := range jurors {
		email := fmt.Sprintf("porotce%d@demo.example", n+1)
		juror, err := s.AddJuror(ctx, f.organizer, f.round, store.JurorForm{Name: fmt.Sprint("Porotce ", n+1), Role: judging.Member, Email: email})
		if err != nil {
			return nil, err
		}
		if err := f.accept(ctx, juror.UserID); err != nil {
			return nil, err
		}
		f.jurors, f.emails, f.users = append(f.jurors, juror.UID), append(f.emails, email), append(f.users, juror.UserID)
	}
	return f, nil
}

// accept lets a juror accept his seat.
func (f *fixture) accept(ctx context.Context, user int64) error {
	actor, err := f.store.Actor(ctx, user)
	if err != nil {
		return err
	}
	return f.store.AnswerSeat(ctx, actor, f.round, store.AnswerForm{})
}

func (f *fixture) setUp(ctx context.Context) error {
	name := locale.Text{locale.Czech: "Zlatý erb"}
	competition, root, err := f.store.CreateCompetition(ctx, store.Operator(), store.CompetitionForm{Slug: f.address.Competition, Name: name,
		Country: register.Czechia, Language: locale.Czech, TimeZone: "Europe/Prague",
		Root: store.ChapterForm{Slug: "nation", Name: locale.Text{locale.Czech: "Česká republika"}}})
	if err != nil {
		return err
	}
	user, err := f.store.AddUser(ctx, store.Operator(), store.UserForm{Email: "poradatel@demo.example", Name: "Pořadatel",
		Language: locale.Czech, Password: password})
	if err != nil {
		return err
	}
	if _, err := f.store.GrantMembership(ctx, store.Operator(), store.MembershipForm{
		Person: store.Person{Email: user.Email, Name: user.Name, Language: user.Language}, Role: judging.Organizer, Chapter: root.UID}); err != nil {
		return err
	}
	if f.organizer, err = f.store.Actor(ctx, user.ID); err != nil {
		return err
	}
	template, err := store.TemplateByKey("zlaty-erb")
	if err != nil {
		return err
	}
	template.TieBreak = []string{"countback"} // ends ex aequo, and waits for nobody
	now := time.Now()
	_, err = f.store.SetUpEdition(ctx, f.organizer, competition.UID, store.EditionForm{Slug: f.address.Edition, Number: 25, Year: 2023, Template: template,
		Parts: []store.ChapterPart{{Chapter: root.UID, Mode: store.OwnRound, Slug: f.address.Round, Round: store.RoundForm{
			Name: locale.Text{locale.Czech: "Celostátní kolo"}, Dates: store.Dates{JudgingFrom: now.Add(-time.Hour), JudgingUntil: now.Add(30 * 24 * time.Hour)}}}}})
	if err != nil {
		return err
	}
	results, err := f.store.RoundResults(ctx, f.organizer, store.Address{Competition: f.address.Competition, Edition: f.address.Edition, Round: f.address.Round})
	if err != nil {
		return err
	}
	f.round = results.Round.UID
	for _, c := range results.Contests {
		if c.Category.Slug == f.address.Category {
			f.contest = c.Contest.UID
		}
	}
	return nil
}

// enrol enters so many of the bodies that may enter; each stands once.
func (f *fixture) enrol(ctx context.Context, candidates int) error {
	without := false
	bodies, err := f.store.ListEligible(ctx, f.organizer, register.Eligibility{ORP: &without,
		Kinds: []register.Kind{register.Obec, register.Mestys, register.Mesto}}, locale.Czech)
	if err != nil {
		return err
	}
	if len(bodies.Eligible) < candidates {
		return fmt.Errorf("%d candidates are wanted, and there are %d", candidates, len(bodies.Eligible))
	}
	var form store.EnrolForm
	for _, b := range bodies.Eligible[:candidates] {
		form.Bodies = append(form.Bodies, b.UID)
	}
	_, err = f.store.Enrol(ctx, f.organizer, f.contest, form)
	return err
}

// candidates lists the uids of the contest's candidates.
func (f *fixture) candidates(ctx context.Context) ([]string, error) {
	progress, err := f.store.Progress(ctx, f.organizer, f.round, locale.Czech)
	if err != nil {
		return nil, err
	}
	var uids []string
	for _, c := range progress.Contests {
		for _, candidate := range c.Candidates {
			uids = append(uids, candidate.Candidate.UID)
		}
	}
	return uids, nil
}

// assign has every candidate scored by so many jurors, each juror by the same number of candidates.
func (f *fixture) assign(ctx context.Context, each int) error {
	candidates, err := f.candidates(ctx)
	if err != nil {
		return err
	}
	juries := len(f.jurors) / each
	for jury := range juries {
		var form store.AssignForm
		for _, juror := range f.jurors[jury*each : (jury+1)*each] {
			form.Duties = append(form.Duties, store.DutyForm{Juror: juror})
		}
		for i := jury; i < len(candidates); i += juries {
			form.Candidates = append(form.Candidates, candidates[i])
		}
		if _, err := f.store.Assign(ctx, f.organizer, f.contest, form); err != nil {
			return err
		}
	}
	return nil
}

// criteria are the keys of the rubric and the highest points of each.
var criteria = []struct {
	key string
	max int
}{
	{"mandatory", 20}, {"notice_board", 15}, {"recommended", 15}, {"services", 10},
	{"usability", 15}, {"accessibility", 10}, {"design", 10}, {"security", 5},
}

// sheets lists the uids of a juror's assignments.
func (f *fixture) sheets(ctx context.Context, juror int) ([]string, judging.Actor, error) {
	actor, err := f.store.Actor(ctx, f.users[juror])
	if err != nil {
		return nil, actor, err
	}
	desk, err := f.store.Desk(ctx, actor, locale.Czech)
	if err != nil {
		return nil, actor, err
	}
	var uids []string
	for _, c := range desk[0].Contests {
		for _, sheet := range c.Sheets {
			uids = append(uids, sheet.Assignment)
		}
	}
	return uids, actor, nil
}

// password lets a juror sign in.
func (f *fixture) password(ctx context.Context, juror int) error {
	return f.store.SetPassword(ctx, store.Operator(), f.emails[juror], password)
}

// score has the first jurors submit all their sheets.
func (f *fixture) score(ctx context.Context, jurors int) error {
	for juror := range jurors {
		sheets, actor, err := f.sheets(ctx, juror)
		if err != nil {
			return err
		}
		for number, sheet := range sheets {
			form := store.SheetForm{Round: f.round, Assignment: sheet, Values: map[string]string{}, Submit: true}
			for k, c := range criteria {
				form.Values[c.key] = fmt.Sprint((number*7 + juror*3 + k) % (c.max + 1))
			}
			if _, err := f.store.SaveSheet(ctx, actor, form); err != nil {
				return err
			}
		}
	}
	return nil
}

// judge has three jurors score everything, and closes the judging.
func (f *fixture) judge(ctx context.Context) error {
	if err := f.assign(ctx, 3); err != nil {
		return err
	}
	if err := f.score(ctx, 3); err != nil {
		return err
	}
	return f.store.CloseRound(ctx, f.organizer, f.round)
}

// announce decides what was judged, and makes it public now.
func (f *fixture) announce(ctx context.Context) error {
	if err := f.store.Decide(ctx, f.organizer, f.contest, store.DecideForm{}); err != nil {
		return err
	}
	return f.store.Announce(ctx, f.organizer, f.contest, time.Time{})
}

// result is the address of the result's page.
func (f *fixture) result() string {
	return fmt.Sprintf("/en/%s/%s/%s/%s", f.address.Competition, f.address.Edition, f.address.Round, f.address.Category)
}
