package server_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"

	"golang.org/x/text/unicode/norm"
)

// The names that pages must bear: the longest that a Czech municipality and a Czech town have, words that nothing breaks, other alphabets'
// signs, and letters that are put together out of two.
var (
	longestMunicipality = "Nová Ves u Nového Města na Moravě"
	longestTown         = "Brandýs nad Labem-Stará Boleslav"
	oneWord             = strings.Repeat("Nejneobhospodařovávatelnějšími", 10)
	manyWords           = strings.Repeat("Zażółć gęślą jaźń i żuj ", 12) + "Dość, gżegżó"
	signs               = "🏆 Příliš žluťoučký kůň 👩🏽‍⚖️ 🇨🇿🇵🇱"
	twoPartLetters      = norm.NFD.String("Želešické žluťoučké řeřichy – Łódź, Dąbrówka Żółć")
)

// inEach is a text that is long in every language.
func inEach(text string) locale.Text {
	return locale.Text{locale.Czech: text, locale.Polish: text, locale.English: text}
}

// asPerson shortens a name to the longest that a person with an account may have.
func asPerson(name string) string { return string([]rune(name)[:200]) }

// filled is a database full of long names, with a regional round at each of these stages, one in each edition.
type filled struct {
	t           testing.TB
	store       *store.Store
	organizer   judging.Actor // of the nation
	competition *store.Competition
	nation      *store.Chapter
	region      *store.Chapter
	entrants    []string                     // uids of bodies
	objects     map[string]map[string]string // by stage: what the variables of addresses stand for
}

// The stages of the rounds: nobody in it, judging on, closed with scores missing, closed with a tie that nobody has decided yet,
// and announced.
var filledStages = []string{"empty", "judging", "gaps", "tied", "announced"}

// fill fills the site's database.
func fill(t testing.TB, s *servertest.Server) *filled {
	t.Helper()
	f := &filled{t: t, store: s.Store, objects: map[string]map[string]string{}}
	ctx := context.Background()
	var err error
	f.competition, f.nation, err = s.Store.CreateCompetition(ctx, store.Operator(), store.CompetitionForm{Slug: "zlaty-erb",
		Name: inEach(longestMunicipality), Country: "CZ", Language: locale.Czech, TimeZone: "Europe/Prague",
		Root: store.ChapterForm{Slug: "celostatni-kolo", Name: inEach(oneWord)}})
	f.must(err)
	f.organizer = f.member("organizer", judging.Organizer, f.nation.UID, "")
	_, err = s.Store.AddUser(ctx, store.Operator(), store.UserForm{Email: "admin@example.org", Name: "Admin", Language: locale.Czech, Administrator: true,
		Password: servertest.Password})
	f.must(err)
	f.region, err = s.Store.AddChapter(ctx, f.organizer, f.nation.UID, store.ChapterForm{Slug: "region", Name: inEach(oneWord), RegionCode: "CZ020"})
	f.must(err)
	f.entrants = storetest.Bodies(t, s.Store, "CZ020", false, 3)
	for _, name := range []string{longestMunicipality, oneWord, manyWords, signs, twoPartLetters} {
		body, err := s.Store.AddBody(ctx, store.Operator(), store.NewBody{Name: name, Region: "CZ020", Web: "https://www.example.org/" + strings.Repeat("a", 200),
			Source: manyWords, Date: "2026-01-31"})
		f.must(err)
		f.entrants = append(f.entrants, body.UID)
	}
	for i, stage := range filledStages {
		f.addEdition(stage, 2021+i)
	}
	f.addChecking()
	f.addPhases()
	f.addSeats()
	_, token, err := s.Store.Invite(ctx, store.Operator(), "tied.chair@example.org")
	f.must(err)
	f.objects["empty"]["token"] = token
	f.addImport()
	f.addEntering()
	f.addFiles()
	return f
}

func (f *filled) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// member makes an account, "organizer@example.org", that can sign in. Addresses with a membership name the latest.
func (f *filled) member(name string, role judging.Role, chapter, body string) judging.Actor {
	f.t.Helper()
	m, err := f.store.GrantMembership(context.Background(), store.Operator(), store.MembershipForm{Role: role, Chapter: chapter, Body: body,
		Person: store.Person{Email: name + "@example.org", Name: asPerson(oneWord), Language: locale.Czech}})
	f.must(err)
	f.must(f.store.SetPassword(context.Background(), store.Operator(), name+"@example.org", servertest.Password))
	for _, o := range f.objects {
		o["membership"] = m.UID
	}
	return storetest.Actor(f.t, f.store, m.UserID)
}

// addEdition sets an edition up and brings its regional round to its stage.
func (f *filled) addEdition(stage string, year int) {
	f.t.Helper()
	form := store.EditionForm{Slug: stage, Number: year - 1998, Year: year, Name: inEach(manyWords), Note: inEach(oneWord), Template: f.template(stage)}
	for _, chapter := range []*store.Chapter{f.nation, f.region} {
		form.Parts = append(form.Parts, store.ChapterPart{Chapter: chapter.UID, Mode: store.OwnRound, Round: f.round(stage)})
	}
	edition, err := f.store.SetUpEdition(context.Background(), f.organizer, f.competition.UID, form)
	f.must(err)
	o := map[string]string{"edition": edition.UID, "competition": f.competition.UID, "chapter": f.region.UID, "body": f.entrants[4]}
	f.objects[stage] = o
	f.findContests(o)
	f.addForm(o)
	f.addYear(stage, o)
	f.addAwards(stage, o)
	f.addJuryTexts(stage, o)
	if stage != "empty" {
		f.enter(o)
		f.bring(stage, o, f.seat(stage, o))
	}
	f.addCeremony(stage, o)
}

// template is the rules of Zlatý erb under longer names.
func (f *filled) template(stage string) store.Template {
	template, err := store.TemplateByKey("zlaty-erb")
	f.must(err)
	categories := []string{oneWord, manyWords}
	if stage == "announced" {
		categories = []string{longestMunicipality, longestTown}
	}
	for i, name := range categories {
		template.Categories[i].Name = inEach(name)
	}
	names := []string{oneWord, manyWords, signs, twoPartLetters}
	for i := range template.Rubrics[0].Criteria {
		c := &template.Rubrics[0].Criteria[i]
		c.Name, c.Description = inEach(names[i%len(names)]), inEach(names[(i+1)%len(names)])
		for j := range c.Anchors {
			c.Anchors[j].Text = inEach(names[j%len(names)])
		}
	}
	return template
}

// round is what is filled in about a round. What is printed on certificates is no longer than one page bears, together with the
// names of the candidates.
func (f *filled) round(stage string) store.RoundForm {
	long, longer := oneWord, manyWords
	if stage == "announced" {
		long, longer = longestMunicipality, longestMunicipality
	}
	return store.RoundForm{Name: inEach(longer), Dates: storetest.JudgingOn(f.t, f.store), Number: 7, Organizer: inEach(long), Contact: manyWords,
		Ceremony:    &store.CeremonyForm{StartsAt: time.Now().AddDate(0, 1, 0), Town: inEach(long), Venue: inEach(manyWords)},
		Signatories: []store.SignatoryForm{{Name: long, Role: inEach(longer)}, {Name: longer, Role: inEach(long)}},
		Partners:    []store.PartnerForm{{Name: long, URL: "https://www.example.org/" + strings.Repeat("b", 200)}, {Name: signs}}}
}

// findContests finds the round of the region and its contest, and those of the nation above it.
func (f *filled) findContests(o map[string]string) {
	f.t.Helper()
	setup, err := f.store.EditionSetup(context.Background(), f.organizer, o["edition"], locale.Czech)
	f.must(err)
	for _, round := range setup.Rounds {
		at := slices.IndexFunc(round.Contests, func(c store.CategorizedContest) bool { return c.Category.Slug == "obec" })
		if round.Round.ChapterID == f.nation.ID {
			o["above round"], o["above contest"] = round.Round.UID, round.Contests[at].Contest.UID
		} else {
			o["round"], o["contest"] = round.Round.UID, round.Contests[at].Contest.UID
		}
	}
}

// enter enters all bodies, two of them together with a title.
func (f *filled) enter(o map[string]string) {
	f.t.Helper()
	_, err := f.store.Enrol(context.Background(), f.organizer, o["contest"], store.EnrolForm{Bodies: f.entrants[:7], Reason: manyWords})
	f.must(err)
	_, err = f.store.AddEntry(context.Background(), f.organizer, o["contest"], store.EntryForm{Bodies: f.entrants[2:4], Title: oneWord, Late: manyWords,
		URL: "https://www.example.org/" + strings.Repeat("c", 200), Supplier: manyWords, Reason: oneWord})
	f.must(err)
}

// seat fills the jury: a member who is in every round, a chair, a secretary, and while the judging is on somebody without an account.
// Everybody but the secretary scores everything, save that the chair is recused from the first candidate.
func (f *filled) seat(stage string, o map[string]string) *storetest.JudgedRound {
	f.t.Helper()
	ctx := context.Background()
	r := &storetest.JudgedRound{UID: o["round"]}
	forms := []store.JurorForm{
		{Name: asPerson(oneWord), Role: judging.Member, Email: "juror@example.org"},
		{Name: asPerson(manyWords), Role: judging.Chair, Email: stage + ".chair@example.org"},
		{Name: signs, Role: judging.Secretary, Email: stage + ".secretary@example.org"},
		{Name: twoPartLetters, Role: judging.Member}}
	if stage != "judging" {
		forms = forms[:3]
	}
	for _, form := range forms {
		juror, err := f.store.AddJuror(ctx, f.organizer, o["round"], form)
		f.must(err)
		if form.Email != "" {
			actor := storetest.Accept(f.t, f.store, storetest.Actor(f.t, f.store, juror.UserID), o["round"])
			r.Jurors = append(r.Jurors, storetest.Seat{Juror: juror, Actor: actor})
		}
	}
	f.must(f.store.SetPassword(ctx, store.Operator(), "juror@example.org", servertest.Password))
	_, err := f.store.Assign(ctx, f.organizer, o["contest"], store.AssignForm{})
	f.must(err)
	progress, err := f.store.Progress(ctx, f.organizer, o["round"], locale.Czech)
	f.must(err)
	for _, contest := range progress.Contests {
		for _, c := range contest.Candidates {
			r.Candidates = append(r.Candidates, c.Candidate.UID)
		}
	}
	desk, err := f.store.DeskRound(ctx, r.Jurors[0].Actor, o["round"], locale.Czech)
	f.must(err)
	o["juror"], o["candidate"], o["sheet"] = r.Jurors[0].Juror.UID, r.Candidates[0], desk.Contests[0].Sheets[1].Assignment
	o["criterion"] = "design"
	f.must(f.store.Recuse(ctx, f.organizer, store.RecusalForm{Juror: r.Jurors[1].Juror.UID, Candidate: r.Candidates[0], Why: judging.Recused, Reason: manyWords}))
	return r
}

// bring brings a round to its stage.
func (f *filled) bring(stage string, o map[string]string, r *storetest.JudgedRound) {
	f.t.Helper()
	ctx := context.Background()
	r.SubmitSheets(f.t, f.store, 1, func(int, int) string { return "3" })
	f.addSheets(o, r)
	o["paper"] = addPaper(f.t, f.store, f.organizer, o["round"], o["juror"], r.Candidates[1])
	if stage == "judging" {
		o["specialist"] = addSpecialist(f.t, f.store, f.organizer, o["round"], o["contest"])
		f.declare(o, r)
		f.must(f.store.WithdrawCandidate(ctx, f.organizer, r.Candidates[7], manyWords))
		return
	}
	if stage != "gaps" {
		r.SubmitSheets(f.t, f.store, 0, func(candidate, _ int) string { return []string{"4", "4", "4", "2", "2", "1", "0", "0"}[candidate] })
	}
	f.must(f.store.CloseRound(ctx, f.organizer, o["round"]))
	o["correction"] = addCorrection(f.t, f.store, f.organizer, o["contest"], o["juror"], r.Candidates[1])
	if stage == "announced" {
		f.announce(o, r)
	}
	if stage != "gaps" {
		f.addMeeting(stage, o, r)
	}
}

// announce decides, leaves the ties as they are, awards, prints, announces and sends the winners on.
func (f *filled) announce(o map[string]string, r *storetest.JudgedRound) {
	f.t.Helper()
	ctx := context.Background()
	tally, err := f.store.Tally(ctx, f.organizer, o["contest"])
	f.must(err)
	for _, tied := range tally.Outcome.Undecided {
		form := store.DecisionForm{Kind: judging.LeaveTied, Reason: manyWords}
		for _, candidate := range tied {
			form.Candidates = append(form.Candidates, tally.Candidates[candidate].UID)
		}
		f.must(f.store.AddDecision(ctx, f.organizer, o["contest"], form))
	}
	f.must(f.store.Decide(ctx, f.organizer, o["contest"], store.DecideForm{Note: inEach(oneWord), Withheld: r.Candidates[3:4], Vacant: []int{2}, Reason: manyWords}))
	press := &paper.Press{Store: f.store}
	_, err = press.Issue(ctx, f.organizer, o["round"])
	f.must(err)
	f.must(press.Print(ctx))
	f.addBatches(o, press)
	issued, err := f.store.Certificates(ctx, f.organizer, o["round"])
	f.must(err)
	o["verification"] = issued.Issued[0].Code
	o["certificate"], o["laureate"] = issued.Issued[0].UID, issued.Issued[0].Candidate.Bodies[0].UID
	o["badge"] = issued.Issued[0].Candidate.UID
	for _, name := range []string{oneWord, manyWords} {
		_, err = f.store.AddAward(ctx, f.organizer, o["round"], store.AwardForm{Contest: o["contest"], Candidate: r.Candidates[5], Kind: "special",
			Name: inEach(name), Title: inEach(signs), Citation: inEach(manyWords), Object: inEach(oneWord), Amount: 15_000_00, Currency: "CZK"})
		f.must(err)
	}
	f.must(allowObjections(ctx, f.store, f.organizer, o["edition"]))
	f.must(f.store.Announce(ctx, f.organizer, o["contest"], time.Time{}))
	f.must(f.store.Advance(ctx, f.organizer, o["contest"], store.AdvanceForm{}))
	f.addObjections(o)
	f.addAdvancement(o)
	f.addMinutes(o)
}
