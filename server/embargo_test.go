package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/server/paper"
	"blazon/store"
)

// The embargo is held by comparing two worlds that are alike but for what is hidden: in one the first candidate wins and goes
// on alone, in the other the second and the third share the first place and both go on. Whoever may not know who won gets,
// byte for byte and statement for statement, the same answers from both.

// embargoStep is one more act on the way to T0.
type embargoStep struct {
	name    string
	act     func(s *secret)
	knowing []string // who learns of the hidden by it, and sees different pages from then on
	others  []string // who must not, and is asked after this step
	opened  []string // pages that by it become somebody's to know, though all his others stay as they were
}

var embargoSteps = []embargoStep{
	{"the sheets are submitted", (*secret).submit, []string{"juror"}, []string{"public", "chair", "secretary", "region"}, nil},
	{"the round is closed", (*secret).close, []string{"region", "nation"}, []string{"public", "chair", "secretary"}, ownRoom},
	{"the result is decided, and certificates are issued", (*secret).decide, nil, []string{"public", "entrant"}, nil},
	{"the winners have gone on, one was replaced, another let in, and all are assigned to the next jury", (*secret).advance, nil, []string{"public", "above"}, nil},
	{"the last moment before the announcement", (*secret).announce, nil,
		[]string{"public", "entrant", "chair", "secretary", "above", "other", "admin"}, nil},
}

// ownRoom are the pages on which chair and secretary see the numbers of their own round, to lead the jury's meeting: from its
// closing on, as its organizer does.
var ownRoom = pagesOf([]string{"chair", "secretary"}, "region",
	"room.closing", "room.decisions", "room.history", "room.matrix", "room.report", "room.tally", "room.tally_file")

// pagesOf names pages as the answers do.
func pagesOf(visitors []string, object string, routes ...string) (pages []string) {
	for _, visitor := range visitors {
		for _, route := range routes {
			pages = append(pages, pageName(visitor, route, object))
		}
	}
	return pages
}

func TestNothingLeaksBeforeTheAnnouncement(t *testing.T) {
	t.Parallel()
	for name, address := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one, other := newPair(t, address)
			unseen := map[string]bool{} // by the page that somebody may know: whether the worlds have not differed in it yet
			for _, step := range embargoSteps {
				one.take(step)
				other.take(step)
				for _, page := range step.opened {
					unseen[page] = true
				}
				for _, difference := range tell(one, other, step.others...) {
					page, _, _ := strings.Cut(difference, ":\n")
					if _, may := unseen[page]; !may {
						t.Errorf("%s: %s", step.name, difference)
					} else {
						unseen[page] = false
					}
				}
				if step.knowing != nil && len(tell(one, other, step.knowing...)) == 0 {
					t.Errorf("%s: the worlds do not differ even for %v", step.name, step.knowing)
				}
			}
			for page, never := range unseen {
				if never { // it need not be let through
					t.Errorf("the worlds never differ in %s", page)
				}
			}
			checkPlanted(t, one, other)
			one.now, other.now = one.opens, other.opens
			checkOpened(t, one, other)
		})
	}
}

// checkOpened wants the worlds to differ once everything is announced: otherwise they would prove nothing before.
func checkOpened(t *testing.T, one, other *secret) {
	t.Helper()
	opened := strings.Join(tell(one, other, "public", "above", "entrant"), "\n")
	for _, page := range []string{"public: public.round of region", "public: public.contest of region", "public: public.round_sheet of region",
		"public: public.contest_sheet of region", "public: public.body of region", "public: public.hall_of_fame of region",
		"public: public.round of above", "above: jury.round of above", "entrant: entrant.home of region"} {
		if !strings.Contains(opened, page) {
			t.Errorf("after the announcement the worlds do not differ in %s", page)
		}
	}
}

// leaks are faults such as a page might have: what one of them gives away, the comparison must find.
var leaks = map[string]func(s *secret) http.HandlerFunc{
	"a page shows what only organizers may see": func(s *secret) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			s.site.ServeHTTP(w, as("nation", r))
		}
	},
	"a file is there before its time": func(s *secret) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "obec/result-sheet.pdf") {
				r = as("nation", r)
				r.URL.Path = "/cs/organizer/contests/" + s.objects["region"]["contest"] + "/result-sheet.pdf"
			}
			s.site.ServeHTTP(w, r)
		}
	},
	"a header counts who has gone on": func(s *secret) http.HandlerFunc {
		gone := fmt.Sprint(s.goneOn())
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Total", gone)
			s.site.ServeHTTP(w, r)
		}
	},
	"a header tells how much money was given": func(s *secret) http.HandlerFunc {
		_, payments, err := s.store.Payments(s.t.Context(), s.organizer, s.round.UID)
		must(s.t, err)
		most := int64(0)
		for _, p := range payments {
			most = max(most, p.Minor)
		}
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Most", fmt.Sprint(most))
			s.site.ServeHTTP(w, r)
		}
	},
	"a page ends with candidates in the order of the result": func(s *secret) http.HandlerFunc {
		standings := s.standings()
		return func(w http.ResponseWriter, r *http.Request) {
			s.site.ServeHTTP(w, r)
			for _, standing := range standings {
				fmt.Fprintln(w, standing.Candidate.UID)
			}
		}
	},
	"only the winner's page asks the database once more": func(s *secret) http.HandlerFunc {
		first := s.standings()[0].Candidate.UID
		return func(w http.ResponseWriter, r *http.Request) {
			if first == s.objects["region"]["candidate"] {
				_, err := s.store.Overview(r.Context())
				must(s.t, err)
			}
			s.site.ServeHTTP(w, r)
		}
	},
}

// checkPlanted plants each leak, and wants it found.
func checkPlanted(t *testing.T, one, other *secret) {
	t.Helper()
	for name, leak := range leaks {
		if len(differences(one.answers(leak(one), "public"), other.answers(leak(other), "public"))) == 0 {
			t.Errorf("not found: %s", name)
		}
	}
}

// newPair makes the two worlds, by what the first juror will give each candidate.
func newPair(t *testing.T, address func(testing.TB) string) (one, other *secret) {
	t.Helper()
	return newSecret(t, address(t), "5", "3", "1"), newSecret(t, address(t), "1", "5", "5")
}

// tell says in what answers visitors can tell the worlds from each other.
func tell(one, other *secret, who ...string) []string {
	return differences(one.answers(one.site, who...), other.answers(other.site, who...))
}

// as makes a request one of somebody else.
func as(visitor string, r *http.Request) *http.Request {
	r = r.Clone(r.Context())
	r.Header.Set("Cookie", "session="+visitor)
	return r
}

func (s *secret) submit() {
	for juror := range s.round.Jurors[:3] { // the secretary has no sheets
		s.round.SubmitSheets(s.t, s.store, juror, func(candidate, _ int) string {
			if juror > 0 {
				return "4" // all others are of one mind
			}
			return s.points[candidate]
		})
	}
}

func (s *secret) close() { must(s.t, s.store.CloseRound(s.t.Context(), s.organizer, s.round.UID)) }

// decide has the jury leave every tie as it is, and freezes the result.
func (s *secret) decide() {
	tally, err := s.store.Tally(s.t.Context(), s.organizer, s.round.Contest)
	must(s.t, err)
	for _, tied := range tally.Outcome.Undecided {
		form := store.DecisionForm{Kind: judging.LeaveTied, Reason: "Porota nechala místo dělené."}
		for _, candidate := range tied {
			form.Candidates = append(form.Candidates, tally.Candidates[candidate].UID)
		}
		must(s.t, s.store.AddDecision(s.t.Context(), s.organizer, s.round.Contest, form))
	}
	must(s.t, s.store.Decide(s.t.Context(), s.organizer, s.round.Contest, store.DecideForm{Note: cs(fmt.Sprint("Vítězů: ", len(tally.Outcome.Advancing))),
		Vacant: []int{len(tally.Outcome.Advancing) + 1}, Reason: fmt.Sprint("Důvodů: ", len(tally.Outcome.Advancing))}))
	s.award()
}

// award gives the last one a distinction with money, withholds another award in one of the worlds, and gives everybody who got something a
// certificate. The prizes, which are pooled, come to other amounts in each.
func (s *secret) award() {
	if len(s.standings()) > 0 && !s.standings()[0].Shared {
		_, err := s.store.AddAward(s.t.Context(), s.organizer, s.round.UID, store.AwardForm{Contest: s.round.Contest, Kind: store.AwardSpecial,
			Name: cs("Cena hejtmana"), Withheld: true, Reason: "Jen jeden vítěz."})
		must(s.t, err)
	}
	_, err := s.store.AddAward(s.t.Context(), s.organizer, s.round.UID, store.AwardForm{Contest: s.round.Contest,
		Candidate: s.standings()[2].Candidate.UID, Kind: "distinction", Name: cs("Čestné uznání"), Citation: cs("Za odvahu."),
		Amount: 500_000, Currency: "CZK"})
	must(s.t, err)
	_, err = s.store.IssueCertificates(s.t.Context(), s.organizer, s.round.UID, paper.Printing())
	must(s.t, err)
}

func (s *secret) advance() {
	must(s.t, s.store.Advance(s.t.Context(), s.organizer, s.round.Contest, store.AdvanceForm{}))
	s.letIn()
	_, err := s.store.Assign(s.t.Context(), s.organizer, s.round.Target, store.AssignForm{})
	must(s.t, err)
}

// letIn withdraws the first of those who went on, sends the runner-up in its stead, and gives whoever is left a wild card.
func (s *secret) letIn() {
	ctx := s.t.Context()
	preview := func() *store.AdvancementPreview {
		p, err := s.store.PreviewLetIn(ctx, s.organizer, s.round.Contest)
		must(s.t, err)
		return p
	}
	first := preview().Candidates[0]
	must(s.t, s.store.WithdrawCandidate(ctx, s.organizer, first.Target, "Vzdal se."))
	must(s.t, s.store.LetIn(ctx, s.organizer, s.round.Contest, store.LetInForm{Candidate: preview().RunnersUp()[0].Candidate.UID,
		Stead: first.Candidate.UID, Reason: "Další v pořadí."}))
	for _, c := range preview().Beside() {
		must(s.t, s.store.LetIn(ctx, s.organizer, s.round.Contest, store.LetInForm{Candidate: c.Candidate.UID, Reason: "Divoká karta."}))
	}
}

// announce sets the announcement for an hour later, and waits for that hour but for its last microsecond.
func (s *secret) announce() {
	s.opens = s.now.Add(time.Hour)
	must(s.t, s.store.Announce(s.t.Context(), s.organizer, s.round.Contest, s.opens))
	s.now = s.opens.Add(-time.Microsecond)
}
