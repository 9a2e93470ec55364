package server_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/server/paper"
	"blazon/store"
)

// The embargo is held by comparing worlds that are alike but for what is hidden: in one the first candidate wins and goes on alone, in
// others the second and the third share the first place and both go on. Whoever may not know gets, byte for byte and statement for
// statement, the same answers from both.

// embargoStep is one more act on the way to T0.
type embargoStep struct {
	name   string
	act    func(s *secret)
	others []string // who is asked after this step, in all worlds of whose secrets he may know none
	opened []string // pages that by it become somebody's to know, though all his others stay as they were
}

// The steps, in their order.
const (
	elsewhereDecided = "another region has decided"
	seated           = "the jury has its duties"
	submitted        = "the sheets are submitted"
	closed           = "the round is closed"
	decided          = "the result is decided, and certificates are issued"
	advanced         = "the winners have gone on, one was replaced, another let in, and all are assigned to the next jury"
	lastMoment       = "the last moment before the announcement"
)

var embargoSteps []embargoStep

func init() { // the secrets' table asks for the steps' order
	embargoSteps = []embargoStep{
		{elsewhereDecided, (*secret).judgeElsewhere, nil, nil},
		{seated, func(*secret) {}, []string{"public", "recused"}, nil},
		{submitted, (*secret).submit, []string{"public", "recused", "chair", "secretary", "region"}, nil},
		{closed, (*secret).close, []string{"public", "chair", "secretary"}, ownRoom},
		{decided, (*secret).decide, []string{"public", "entrant"}, nil},
		{advanced, (*secret).advance, []string{"public", "above"}, nil},
		{lastMoment, (*secret).announce, []string{"public", "entrant", "rival", "recused", "juror", "chair", "secretary", "above", "region", "other", "admin"}, nil},
	}
}

// ownRoom are the pages on which chair and secretary see the numbers of their own round, to lead the jury's meeting: from its
// closing on, as its organizer does.
var ownRoom = pagesOf([]string{"chair", "secretary"}, "region",
	"room.closing", "room.decisions", "room.history", "room.matrix", "room.minutes", "room.report", "room.round_minutes", "room.score_sheets", "room.tally", "room.tally_file")

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
			k := &comparison{t: t, whole: name == "sqlite", unseen: map[string]bool{}, kept: map[string]bool{}}
			for _, d := range differing {
				if k.whole || !d.sqlite {
					k.pairs = append(k.pairs, pair{d, newSecret(t, address(t)), newSecret(t, address(t), d.in...)})
				}
			}
			for _, step := range embargoSteps {
				k.take(step)
			}
			one, other := k.pairs[0].one, k.pairs[0].other
			if k.whole { // what a page is made to leak does not depend on the database
				k.finish()
				checkPlanted(t, one, other)
			}
			checkReleased(t, one)
			one.now, other.now = one.opens, other.opens
			checkOpened(t, one, other)
		})
	}
}

// comparison is all pairs of worlds.
type comparison struct {
	t      *testing.T
	pairs  []pair
	whole  bool            // all pairs are there, and all is asked that does not depend on the database
	unseen map[string]bool // by the page that somebody may know: whether the worlds have not differed in it yet
	found  int             // differences
	kept   map[string]bool // by the names of secrets: somebody was asked who may not know it
}

// pair is two worlds that differ; whatever is asked in one of them is asked in the other, too.
type pair struct {
	difference
	one, other *secret
}

// take makes a step in all worlds, and asks everybody who may not know wherein they differ.
func (k *comparison) take(step embargoStep) {
	for _, page := range step.opened {
		k.unseen[page] = true
	}
	for _, p := range k.pairs {
		p.one.take(step)
		p.other.take(step)
		for _, word := range []string{"certificate", "verification slug"} { // also where it is a code that there is not
			p.other.objects["region"][word] = p.one.objects["region"][word]
		}
		k.checkSeen(p, step.name)
		if p.at != "" && p.at != step.name {
			continue
		}
		q := questions{objects: p.objects, ways: plainly}
		for _, visitor := range step.others {
			if slices.Contains(p.who, visitor) && mayNotKnow(p.in, visitor, step.name) {
				q.who = append(q.who, visitor)
			}
		}
		k.ask(p, q, step.name)
		if step.name == lastMoment && k.whole && !p.sqlite {
			k.ask(p, questions{who: []string{"public", "entrant"}, objects: p.objects, ways: everyWay[1:]}, step.name)
		}
	}
}

// ask puts the questions in both worlds.
func (k *comparison) ask(p pair, q questions, step string) {
	for _, difference := range tell(p.one, p.other, q) {
		page, _, _ := strings.Cut(difference, ":\n")
		if _, may := k.unseen[page]; may {
			k.unseen[page] = false
			continue
		}
		if k.found++; k.found == 1 { // it takes a world for each secret to tell which it is
			difference += fmt.Sprintf("\nby %q", blame(k.t, p.in, q, step, page))
		}
		k.t.Errorf("%s: %s", step, difference)
	}
	for _, h := range secretTable {
		if len(q.who) > 0 && h.isIn(p.in, step) {
			k.kept[h.name] = true
		}
	}
}

// checkSeen wants the worlds to differ for somebody who may know, in each secret that has just come: otherwise they would prove nothing.
func (k *comparison) checkSeen(p pair, step string) {
	for _, h := range secretTable {
		if h.from != step || !h.isIn(p.in, step) {
			continue
		}
		q := questions{who: []string{h.seen.visitor}, objects: []string{h.seen.object}, ways: plainly, only: h.seen.route}
		if len(tell(p.one, p.other, q)) == 0 {
			k.t.Errorf("%s: %s in %q: the worlds do not differ even for %v", step, h.name, p.in, h.seen)
		}
	}
}

// finish wants every secret to have been kept from somebody, and every page that is let through to differ.
func (k *comparison) finish() {
	for _, h := range secretTable {
		if !k.kept[h.name] {
			k.t.Errorf("nobody was asked about %s", h.name)
		}
	}
	for page, never := range k.unseen {
		if never { // it need not be let through
			k.t.Errorf("the worlds never differ in %s", page)
		}
	}
}

// blame tells which of the secrets shows on a page, each by itself.
func blame(t *testing.T, in []string, q questions, step, page string) (names []string) {
	for _, name := range in {
		one, other := newSecret(t, databases["sqlite"](t)), newSecret(t, databases["sqlite"](t), name)
		for _, s := range embargoSteps {
			if reached(s.name, step) {
				one.take(s)
				other.take(s)
			}
		}
		if slices.ContainsFunc(secretTable, func(h hidden) bool { return h.name == name && h.follows != "" }) {
			continue
		}
		_, rest, _ := strings.Cut(page, ": ")
		q.only, _, _ = strings.Cut(rest, " of ")
		if slices.ContainsFunc(tell(one, other, q), func(found string) bool { return strings.HasPrefix(found, page+":\n") }) {
			names = append(names, name)
		}
	}
	return names
}

// checkOpened wants the worlds to differ once everything is announced: otherwise they would prove nothing before.
func checkOpened(t *testing.T, one, other *secret) {
	t.Helper()
	opened := strings.Join(tell(one, other, questions{who: []string{"public", "above", "entrant"}, objects: []string{"region", "above"}, ways: plainly}), "\n")
	for _, page := range []string{"public: public.points of region", "public: public.round of region", "public: public.contest of region", "public: public.round_sheet of region",
		"public: public.contest_sheet of region", "public: public.body of region", "public: public.hall_of_fame of region",
		"public: public.round of above", "public: public.verify_certificate of region", "above: jury.round of above", "entrant: entrant.home of region"} {
		if !strings.Contains(opened, page) {
			t.Errorf("after the announcement the worlds do not differ in %s", page)
		}
	}
}

// tell says in what answers visitors can tell the worlds from each other.
func tell(one, other *secret, q questions) []string {
	if len(q.who) == 0 {
		return nil
	}
	return differences(one.answers(one.site, q), other.answers(other.site, q))
}

// as makes a request one of somebody else.
func as(visitor string, r *http.Request) *http.Request {
	r = r.Clone(r.Context())
	r.Header.Set("Cookie", "session="+visitor)
	return r
}

// submit has everybody of one mind, but for the first juror.
func (s *secret) submit() {
	points := []string{"5", "3", "1"}
	if s.differs(scores) {
		points = []string{"1", "4", "4"}
	}
	for juror := range s.round.Jurors[:3] { // the secretary has no sheets
		s.round.SubmitSheets(s.t, s.store, juror, func(candidate, _ int) string {
			if juror > 0 {
				return "4"
			}
			return points[candidate]
		})
	}
	s.comment()
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
	form := store.DecideForm{Note: cs(fmt.Sprint("Vítězů: ", len(tally.Outcome.Advancing)))}
	if s.differs(places) {
		form.Vacant, form.Reason = []int{len(tally.Outcome.Advancing) + 1}, "Porota další místo neudělila."
	}
	must(s.t, s.store.Decide(s.t.Context(), s.organizer, s.round.Contest, form))
	s.award()
}

// award gives the last one a distinction with money, withholds another award in one of the worlds, and gives everybody who got something a
// certificate. The prizes, which are pooled, come to other amounts in each.
func (s *secret) award() {
	ctx := s.t.Context()
	distinction := store.AwardForm{Contest: s.round.Contest, Candidate: s.standings()[2].Candidate.UID, Kind: store.AwardDistinction,
		Name: cs("Čestné uznání"), Citation: cs("Za odvahu."), Amount: 500_000, Currency: "CZK"}
	if s.differs(citations) {
		distinction.Citation = cs("Za přehlednou úřední desku.")
	}
	if s.differs(amounts) {
		distinction.Amount = 700_000
	}
	_, err := s.store.AddAward(ctx, s.organizer, s.round.UID, distinction)
	must(s.t, err)
	if s.differs(amounts) {
		_, err := s.store.AddAward(ctx, s.organizer, s.round.UID, store.AwardForm{Contest: s.round.Contest, Kind: store.AwardSpecial,
			Name: cs("Cena hejtmana"), Withheld: true, Reason: "Nikdo ji nezíská."})
		must(s.t, err)
	}
	if !s.differs(certificates) {
		press := &paper.Press{Store: s.store}
		_, err = press.Issue(ctx, s.organizer, s.round.UID)
		must(s.t, err)
		must(s.t, press.Print(ctx))
	}
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
	must(s.t, s.store.SaveResultPolicy(s.t.Context(), s.organizer, s.objects["region"]["edition"], everything()))
	must(s.t, s.store.Announce(s.t.Context(), s.organizer, s.round.Contest, s.opens))
	s.now = s.opens.Add(-time.Microsecond)
}
