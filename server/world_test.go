package server_test

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/attachment"
	"blazon/judging"
	"blazon/locale"
	"blazon/server"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// stages are the editions of the world, from the oldest: how far each one's regional round has come.
var stages = []string{"announced", "decided", "closed", "judging"}

// world is a database with a round of one region at every stage, and everybody who may come to its pages signed in.
type world struct {
	t           testing.TB
	store       *store.Store
	files       *attachment.Folder // which all copies share
	address     string
	objects     map[string]map[string]string // by stage: what the variables of addresses stand for
	organizer   judging.Actor                // of the nation, and so of all
	competition *store.Competition
	chapters    map[string]*store.Chapter // "nation", "region", "other"
	bodies      []string                  // three that compete, one that does not, and one of the other region
}

// visitors are the actors of the world, by the names that the table of permissions gives them.
var visitors = []string{"public", "entrant", "rival", "juror", "recused", "chair", "secretary", "above", "region",
	"other", "nation", "ended", "gone", "admin"}

// eachWorld runs fn on a world in each database.
func eachWorld(t *testing.T, fn func(t *testing.T, w *world)) {
	for name, address := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fn(t, buildWorld(t, address(t)))
		})
	}
}

var databases = map[string]func(testing.TB) string{"sqlite": storetest.SQLiteAddress, "postgres": storetest.PostgresAddress}

// buildWorld fills a database and closes it, so that it can be copied.
func buildWorld(t testing.TB, address string) *world {
	t.Helper()
	w := newWorld(t, address, store.Options{})
	for i, stage := range stages {
		w.run(stage, w.addEdition(stage, 2021+i))
	}
	w.admit()
	w.addImports()
	w.addEntries()
	w.addTraining()
	w.addObjection()
	must(t, w.store.Close())
	return w
}

// newWorld fills a database with a competition, its chapters and some bodies.
func newWorld(t testing.TB, address string, options store.Options) *world {
	t.Helper()
	options.Files = &attachment.Folder{Path: t.TempDir()}
	w := &world{t: t, store: storetest.Open(t, address, options), files: options.Files, address: address, objects: map[string]map[string]string{},
		chapters: map[string]*store.Chapter{}}
	w.competition, w.chapters["nation"] = storetest.Competition(t, w.store)
	w.organizer = storetest.Organizer(t, w.store, w.chapters["nation"])
	w.chapters["region"] = storetest.Chapter(t, w.store, w.organizer, w.chapters["nation"].UID, "CZ020")
	w.chapters["other"] = storetest.Chapter(t, w.store, w.organizer, w.chapters["nation"].UID, "CZ051")
	w.bodies = append(storetest.Bodies(t, w.store, "CZ020", false, 4), storetest.Bodies(t, w.store, "CZ051", false, 1)...)
	return w
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// addEdition sets an edition up: three bodies compete in the region, and one directly in the nation's round.
func (w *world) addEdition(stage string, year int) *storetest.JudgedRound {
	w.t.Helper()
	ctx := context.Background()
	template, err := store.TemplateByKey("zlaty-erb")
	must(w.t, err)
	form := store.EditionForm{Slug: stage, Number: year - 1998, Year: year, Template: template}
	for _, chapter := range []string{"nation", "region", "other"} {
		form.Parts = append(form.Parts, store.ChapterPart{Chapter: w.chapters[chapter].UID, Mode: store.OwnRound,
			Round: store.RoundForm{Dates: storetest.JudgingOn(w.t, w.store)}})
	}
	edition, err := w.store.SetUpEdition(ctx, w.organizer, w.competition.UID, form)
	must(w.t, err)
	country, code := codeOf(w.t, w.store, w.bodies[0])
	o := map[string]string{"edition": edition.UID, "competition": w.competition.UID, "chapter": w.chapters["region"].UID,
		"root": w.chapters["nation"].UID, "newcomer": w.bodies[3],
		"competition slug": w.competition.Slug, "edition slug": stage, "round slug": w.chapters["region"].Slug, "category slug": "obec", "criterion": "design",
		"code slug": code, "country slug": country}
	w.objects[stage] = o
	w.findContest(o, "region", "round", "contest")
	w.findContest(o, "nation", "above", "target")
	w.addCategory(o)
	w.addYear(o)
	w.addJuryTexts(o)
	w.addForms(o)
	w.enrol(o["contest"], w.bodies[:3]...)
	w.enrol(o["target"], w.bodies[4])
	r := &storetest.JudgedRound{Organizer: w.organizer, UID: o["round"], Contest: o["contest"], National: o["above"], Target: o["target"]}
	w.seatAll(o, r)
	o["paper"] = addPaper(w.t, w.store, w.organizer, r.UID, o["juror"], o["second"])
	if stage == "judging" {
		o["specialist"] = addSpecialist(w.t, w.store, w.organizer, r.UID, r.Contest)
	}
	w.addCheck(o)
	w.addAwards(o, r)
	w.addCeremony(stage, o)
	return r
}

// findContest finds a chapter's round, and its contest of municipalities.
func (w *world) findContest(o map[string]string, chapter, round, contest string) {
	w.t.Helper()
	setup, err := w.store.EditionSetup(context.Background(), w.organizer, o["edition"], locale.Czech)
	must(w.t, err)
	for _, r := range setup.Rounds {
		if r.Round.ChapterID == w.chapters[chapter].ID {
			at := slices.IndexFunc(r.Contests, func(c store.CategorizedContest) bool { return c.Category.Slug == "obec" })
			o[round], o[contest] = r.Round.UID, r.Contests[at].Contest.UID
		}
	}
}

func (w *world) enrol(contest string, bodies ...string) {
	w.t.Helper()
	enrolment, err := w.store.Enrol(context.Background(), w.organizer, contest, store.EnrolForm{Bodies: bodies, Reason: "Přihlášeno přímo."})
	must(w.t, err)
	if enrolment.Added != len(bodies) {
		w.t.Fatalf("%d of %d bodies enrolled", enrolment.Added, len(bodies))
	}
}

// seatAll seats the jurors of both rounds and lets everybody score everything, but for who is recused and who leaves.
func (w *world) seatAll(o map[string]string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx := context.Background()
	for i, role := range []judging.Role{judging.Member, judging.Member, judging.Chair, judging.Secretary} {
		r.Jurors = append(r.Jurors, w.seat(r.UID, visitors[3+i], role))
	}
	ended, above := w.seat(r.UID, "ended", judging.Member), w.seat(r.National, "above", judging.Member)
	for _, contest := range []string{r.Contest, r.Target} {
		_, err := w.store.Assign(ctx, w.organizer, contest, store.AssignForm{})
		must(w.t, err)
	}
	w.findSheet(o, "sheet", r.UID, r.Jurors[0])
	w.findSheet(o, "recused sheet", r.UID, r.Jurors[1])
	w.findSheet(o, "ended sheet", r.UID, ended)
	w.findSheet(o, "above sheet", r.National, above)
	must(w.t, w.store.EndJuror(ctx, w.organizer, ended.Juror.UID, r.Jurors[0].Juror.UID))
	progress, err := w.store.Progress(ctx, w.organizer, r.UID, locale.Czech)
	must(w.t, err)
	at := slices.IndexFunc(progress.Contests, func(c *store.ContestProgress) bool { return c.Contest.UID == r.Contest })
	o["award slug"] = progress.Contests[at].Candidates[0].Candidate.UID // who wins; its badge
	o["candidate"], o["second"] = progress.Contests[at].Candidates[0].Candidate.UID, progress.Contests[at].Candidates[1].Candidate.UID
	o["juror"], o["heir"] = r.Jurors[0].Juror.UID, r.Jurors[2].Juror.UID
	must(w.t, w.store.Recuse(ctx, w.organizer, store.RecusalForm{Juror: r.Jurors[1].Juror.UID, Candidate: o["candidate"],
		Why: judging.Recused, Reason: "Porotce je občanem obce."}))
	setup, err := w.store.AssignmentSetup(ctx, w.organizer, r.Contest)
	must(w.t, err)
	o["recusal"] = setup.Recusals[0].Recusal.UID
}

func (w *world) seat(round, visitor string, role judging.Role) storetest.Seat {
	w.t.Helper()
	juror, err := w.store.AddJuror(context.Background(), w.organizer, round, store.JurorForm{Name: visitor, Role: role, Email: visitor + "@example.org"})
	must(w.t, err)
	actor := storetest.Accept(w.t, w.store, storetest.Actor(w.t, w.store, juror.UserID), round)
	return storetest.Seat{Juror: juror, Actor: actor, Email: visitor + "@example.org"}
}

// findSheet finds a juror's first sheet.
func (w *world) findSheet(o map[string]string, name, round string, juror storetest.Seat) {
	w.t.Helper()
	desk, err := w.store.DeskRound(context.Background(), juror.Actor, round, locale.Czech)
	must(w.t, err)
	o[name] = desk.Contests[0].Sheets[0].Assignment
}

// run brings a round to its stage; the first two candidates of the closed one tie, and the jury has voted.
func (w *world) run(stage string, r *storetest.JudgedRound) {
	w.t.Helper()
	ctx, o := context.Background(), w.objects[stage]
	if stage == "judging" {
		w.addAbstention(o, r)
		return
	}
	for juror := range r.Jurors[:3] { // the secretary has no sheets
		r.SubmitSheets(w.t, w.store, juror, func(candidate, _ int) string {
			if stage == "closed" && candidate < 2 {
				return "5"
			}
			return []string{"5", "4", "3"}[candidate]
		})
	}
	must(w.t, w.store.CloseRound(ctx, w.organizer, r.UID))
	o["correction"] = addCorrection(w.t, w.store, w.organizer, r.Contest, o["juror"], o["second"])
	if stage == "closed" {
		must(w.t, w.store.AddDecision(ctx, w.organizer, r.Contest, store.DecisionForm{Kind: judging.Order,
			Candidates: []string{o["candidate"], o["second"]}, Reason: "Porota hlasovala."}))
		tally, err := w.store.Tally(ctx, w.organizer, r.Contest)
		must(w.t, err)
		o["decision"] = tally.Decisions[0].UID
		w.addMeeting(stage, r)
		return
	}
	must(w.t, w.store.Decide(ctx, w.organizer, r.Contest, store.DecideForm{}))
	press := &paper.Press{Store: w.store}
	_, err := press.Issue(ctx, w.organizer, r.UID)
	must(w.t, err)
	must(w.t, press.Print(ctx))
	w.addBatch(stage, r, press)
	issued, err := w.store.Certificates(ctx, w.organizer, r.UID)
	must(w.t, err)
	o["certificate"], o["verification slug"] = issued.Issued[0].UID, issued.Issued[0].Code
	w.addMinutes(o, r)
	w.addMeeting(stage, r)
	if stage == "announced" {
		must(w.t, allowObjections(ctx, w.store, w.organizer, o["edition"]))
		must(w.t, w.store.Announce(ctx, w.organizer, r.Contest, time.Time{}))
	}
}

// admit makes the accounts that have none yet, signs everybody in, and takes away what has ended.
func (w *world) admit() {
	w.t.Helper()
	ctx := context.Background()
	memberships := map[string][]string{}
	for _, grant := range []struct {
		visitor       string
		role          judging.Role
		chapter, body string
	}{
		{"entrant", judging.Representative, "", w.bodies[0]},
		{"rival", judging.Representative, "", w.bodies[3]},
		{"region", judging.Organizer, w.chapters["region"].UID, ""},
		{"other", judging.Organizer, w.chapters["other"].UID, ""},
		{"nation", judging.Organizer, w.chapters["nation"].UID, ""},
		{"ended", judging.Organizer, w.chapters["nation"].UID, ""},
		{"ended", judging.Representative, "", w.bodies[0]},
		{"gone", judging.Organizer, w.chapters["nation"].UID, ""},
	} {
		m, err := w.store.GrantMembership(ctx, store.Operator(), store.MembershipForm{Role: grant.role, Chapter: grant.chapter, Body: grant.body,
			Person: store.Person{Email: grant.visitor + "@example.org", Name: grant.visitor, Language: locale.Czech}})
		must(w.t, err)
		memberships[grant.visitor] = append(memberships[grant.visitor], m.UID)
	}
	_, err := w.store.AddUser(ctx, store.Operator(), store.UserForm{Email: "admin@example.org", Name: "admin", Language: locale.Czech, Administrator: true})
	must(w.t, err)
	token := ""
	for _, visitor := range visitors[1:] {
		token = w.signIn(visitor)
		if visitor == "gone" {
			must(w.t, w.store.EndUser(ctx, store.Operator(), "gone@example.org"))
		}
	}
	for _, ended := range memberships["ended"] {
		must(w.t, w.store.EndMembership(ctx, store.Operator(), ended))
	}
	w.addCalendar("nation")
	for _, o := range w.objects {
		o["body"], o["token"] = w.bodies[0], token
		o["membership"], o["representation"] = memberships["region"][0], memberships["entrant"][0]
	}
	w.addLetters()
}

// signIn gives a visitor a session, whose token is his name, and an invitation.
func (w *world) signIn(visitor string) (token string) {
	w.t.Helper()
	ctx := context.Background()
	user, token, err := w.store.Invite(ctx, store.Operator(), visitor+"@example.org")
	must(w.t, err)
	expires := time.Now().Add(time.Hour)
	body, err := w.store.Sessions().Encode(expires, map[string]any{web.SessionUser: user.ID})
	must(w.t, err)
	must(w.t, w.store.Sessions().CommitCtx(ctx, visitor, body, expires))
	return token
}

// open gives the site of a fresh copy of the world.
func (w *world) open(t testing.TB) *web.Site {
	t.Helper()
	return newSite(t, storetest.Open(t, storetest.Copy(t, w.address), store.Options{Connections: 2, Files: w.files}))
}

func newSite(t testing.TB, s *store.Store) *web.Site {
	t.Helper()
	site, err := server.New(s, server.Options{URL: "http://localhost", Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))})
	must(t, err)
	return site
}

// ask sends a visitor's request and follows no redirect.
func ask(site http.Handler, visitor, method, path string, form url.Values) *httptest.ResponseRecorder {
	return askWith(site, visitor, method, path, form, nil)
}

// askWith is ask with some more headers.
func askWith(site http.Handler, visitor, method, path string, form url.Values, header http.Header) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if visitor != "public" {
		request.AddCookie(&http.Cookie{Name: "session", Value: visitor})
	}
	maps.Copy(request.Header, header)
	request.Header.Set("Accept-Language", "cs")
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, request)
	return answer
}
