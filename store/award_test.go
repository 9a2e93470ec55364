package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// awardPlants break one invariant each; "?" is the contest.
var awardPlants = []plant{
	{`update award_definition set chapter_id = (select id from chapter where parent_id is null); update award set definition_id = (select min(id) from award_definition)
		where contest_id = (select id from contest where uid = ?)`, "an award is given as its edition or its chapter defines it, if it is theirs"},
	{`insert into competition (uid, slug, name, country, language, time_zone, created_at) select 'planted', 'planted', name, country, language, time_zone, created_at
		from competition where 'x' <> ?; update edition set competition_id = (select id from competition where uid = 'planted');
		update award_definition set chapter_id = (select id from chapter where parent_id is null)`, "an edition's award is defined for a chapter of its competition"},
	{`update award_definition set amount = -1 where 'x' <> ?`, "a definition's amount is not negative"},
	{`insert into prize_policy (uid, edition_id, ties) select 'planted', edition_id, ties from prize_policy where contest_id is null and 'x' <> ?`,
		"a policy on ties is an edition's, a chapter's or a contest's once at most"},
	{`update standing set awarded_place = null where awarded_place = 1 and result_id in (select r.id from result r join contest t on t.id = r.contest_id where t.uid = ?)`,
		"a prize is given for a place that its result confers"},
	{`update award set place = 9 where place = 1 and contest_id = (select id from contest where uid = ?)`, "what comes with a prize is what comes with the place that is conferred"},
	{`update prize set currency = '' where 'x' <> ?`, "an amount of a prize is above zero and has a currency"},
	{`update prize set amount = amount + 1 where 'x' <> ?`, "a result's prizes are those of its contest's table and policy"},
	{`update withholding set place = 7 where candidate_id is not null and 'x' <> ?`, "what is withheld from somebody is withheld from his standing"},
	{`update withholding set place = 2 where candidate_id is null and 'x' <> ?`, "nobody has a place that the result gives to nobody"},
	{`update withholding set reason = '' where 'x' <> ?`, "what a result withholds has a reason"},
}

// prizedRound is a closed round whose first two candidates tie, as the jury has left them.
type prizedRound struct {
	*storetest.JudgedRound
	t *testing.T
	s *store.Store
}

func prized(t *testing.T, s *store.Store, numbering judging.Numbering) *prizedRound {
	t.Helper()
	r := &prizedRound{storetest.Round(t, s, 4, 2), t, s}
	must(t, s.Plant(t.Context(), "update contest set numbering = ? where uid = ?", numbering, r.Contest))
	r.Submit(t, s, func(_, candidate, _ int) string { return []string{"5", "5", "4", "3"}[candidate] })
	must(t, s.CloseRound(t.Context(), r.Organizer, r.UID))
	must(t, s.AddDecision(t.Context(), r.Organizer, r.Contest, store.DecisionForm{Kind: judging.LeaveTied, Candidates: r.Candidates[:2], Reason: "Hlasování."}))
	return r
}

// placePrizes are what places get, in thousands of crowns.
func placePrizes(thousands ...int64) (forms []store.AwardDefinitionForm) {
	for i, n := range thousands {
		forms = append(forms, store.AwardDefinitionForm{Kind: store.AwardForPlace, Place: i + 1, Amount: n * 1000_00, Currency: "CZK",
			Title: locale.Text{locale.Czech: fmt.Sprintf("Titul %d", i+1)}})
	}
	return forms
}

// paid lists who was conferred what, as the sheets and the list of payments have it.
func (r *prizedRound) paid(version int) (list []string) {
	r.t.Helper()
	results, payments, err := r.s.Payments(r.t.Context(), r.Organizer, r.UID)
	must(r.t, err)
	owed := map[string]int64{}
	for _, p := range payments {
		if p.Reference != fmt.Sprint("2023/stredocesky-kraj/obec/", version) || p.Codes() == "" || p.Currency != "CZK" || p.DecidedAt.IsZero() {
			r.t.Errorf("payment %+v", p)
		}
		owed[p.Candidate.UID] = p.Minor
	}
	at := slices.IndexFunc(results.Contests, func(c *store.ContestResult) bool { return c.Contest.UID == r.Contest })
	for _, st := range results.Contests[at].Standings {
		title := ""
		if prize := results.Contests[at].PrizeOf(st); prize != nil {
			title = prize.Title[locale.Czech]
		}
		list = append(list, fmt.Sprintf("%d-%d %d %s", st.AwardedPlace, st.LastAwarded(), owed[st.Candidate.UID]/1000_00, title))
	}
	return list
}

func (r *prizedRound) budget() string {
	r.t.Helper()
	v, err := r.s.RoundAwards(r.t.Context(), r.Organizer, r.UID)
	must(r.t, err)
	return fmt.Sprint(v.Budget())
}

// A result freezes what each gets by the table and the policy of the edition, which are the contest's own from then on; deciding again gives
// it again.
func TestPrizesOfTheCenterAreFrozenWithTheResult(t *testing.T) {
	usti := []string{"1-1 40 Titul 1", "1-1 40 Titul 1", "2-2 30 Titul 2", "3-3 20 Titul 3"}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := prized(t, s, judging.Dense), t.Context()
		must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", store.AwardSetupForm{Definitions: placePrizes(40, 30, 20)}))
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
		same(t, r.paid(1), usti)
		if got := r.budget(); got != "[{CZK 18000000 13000000}]" { // planned in both contests of the round
			t.Errorf("the budget of Ústí 2025: %s", got)
		}
		another := store.AwardSetupForm{Ties: judging.PooledPrizes, Definitions: placePrizes(1)}
		wants(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", another), fault.Conflict, "a tab that was opened before")
		another.Revision = 1
		must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", another))
		same(t, r.paid(1), usti)
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Vacant: []int{1}, Reason: "Nikdo nesplnil podmínky."}))
		same(t, r.paid(2), []string{"2-2 30 Titul 2", "2-2 30 Titul 2", "3-3 20 Titul 3", "4-4 0 "})
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Withheld: r.Candidates[:1], Reason: "Podvod."}))
		same(t, r.paid(3), []string{"0-0 0 ", "1-1 40 Titul 1", "2-2 30 Titul 2", "3-3 20 Titul 3"})
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		caught := findPlanted(t, s, awardPlants, r.Contest)
		for _, sentence := range store.AwardInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
	})
}

func TestAResultWaitsForWhatTheChairDecides(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := prized(t, s, judging.Dense), t.Context()
		must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, r.Region.UID, store.AwardSetupForm{Ties: judging.ChairDecides, Definitions: placePrizes(40, 30)}))
		for _, c := range []struct {
			name string
			form store.DecideForm
			want []string
		}{
			{"no amounts", store.DecideForm{}, []string{"amounts[" + r.Candidates[0] + "]", "amounts[" + r.Candidates[1] + "]"}},
			{"one amount", store.DecideForm{Amounts: map[string]int64{r.Candidates[0]: 1}}, []string{"amounts[" + r.Candidates[1] + "]"}},
			{"less than nothing", store.DecideForm{Amounts: map[string]int64{r.Candidates[0]: -1}}, []string{"amounts[" + r.Candidates[0] + "]"}},
			{"withheld without a reason", store.DecideForm{Withheld: r.Candidates[:1]}, []string{"withheld_reason"}},
			{"a place that is none", store.DecideForm{Vacant: []int{0}, Reason: "Tak."}, []string{"vacant"}},
		} {
			wrong := wrongFields(s.Decide(ctx, r.Organizer, r.Contest, c.form))
			slices.Sort(wrong)
			slices.Sort(c.want)
			if !slices.Equal(wrong, c.want) {
				t.Errorf("%s: wrong fields %q, want %q", c.name, wrong, c.want)
			}
		}
		if got := r.budget(); got != "[{CZK 14000000 0}]" { // the region's table goes before the edition's, in both contests
			t.Errorf("budget %s", got)
		}
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Amounts: map[string]int64{r.Candidates[0]: 45_000_00, r.Candidates[1]: 25_000_00}}))
		as := []string{"1-1 45 Titul 1", "1-1 25 Titul 1", "2-2 30 Titul 2", "3-3 0 "}
		same(t, r.paid(1), as)
		must(t, s.Announce(ctx, r.Organizer, r.Contest, time.Time{}))
		must(t, s.Plant(ctx, "update contest set amending_at = announced_at where uid = ?", r.Contest))
		corrected := time.Now().Add(-time.Hour)
		must(t, s.Plant(ctx, "update result set decided_at = ? where version = 1", corrected.Add(-time.Hour).UTC()))
		erratum := store.ErratumForm{Contest: r.Contest, Words: locale.Text{locale.Czech: "Podvod."}, Withheld: r.Candidates[:1]}
		_, err := s.EnterErratum(ctx, r.Organizer, erratum)
		if got := wrongFields(err); !slices.Equal(got, []string{"amounts[" + r.Candidates[1] + "]"}) {
			t.Errorf("a correction leaves another alone on a shared place: wrong fields %q", got)
		}
		amend := func(erratum store.ErratumForm) {
			t.Helper()
			uid, err := s.EnterErratum(ctx, r.Organizer, erratum)
			must(t, err)
			must(t, s.ConfirmErratum(ctx, storetest.Organizer(t, s, r.Region), uid))
			must(t, s.Plant(ctx, "update contest set amending_at = announced_at where uid = ?", r.Contest))
		}
		erratum.Withheld = nil
		amend(erratum)
		same(t, r.paid(2), as)
		erratum.Withheld, erratum.Amounts = r.Candidates[:1], map[string]int64{r.Candidates[1]: 12_000_00}
		amend(erratum)
		same(t, r.paid(3), []string{"0-0 0 ", "1-1 12 Titul 1", "2-2 30 Titul 2", "3-3 0 "})
		erratum.Words, erratum.Withheld = locale.Text{locale.Czech: "I druhý."}, r.Candidates[:2]
		amend(erratum)
		var reasons []string
		must(t, s.Look(ctx, &reasons, "select w.reason from withholding w join result r on r.id = w.result_id where r.version = 4 order by w.id"))
		same(t, reasons, []string{"Podvod.", "I druhý."})
		withheld := r.paid(4)
		must(t, s.Plant(ctx, "delete from withholding")) // as results that are older than reasons
		must(t, s.Plant(ctx, "update contest set amending_at = null where uid = ?", r.Contest))
		amend(store.ErratumForm{Contest: r.Contest, Words: locale.Text{locale.Czech: "Chybělo uznání."}, Added: []store.AwardForm{
			{Candidate: r.Candidates[2], Kind: store.AwardDistinction, Name: locale.Text{locale.Czech: "Čestné uznání"}}}})
		same(t, r.paid(5), withheld)
		_, payments, err := s.Payments(ctx, r.Organizer, r.UID)
		must(t, err)
		if payments[0].DecidedAt.Before(corrected) {
			t.Errorf("the corrected version is owed from %s on", payments[0].DecidedAt)
		}
		must(t, s.Plant(ctx, "update result set algorithm = ? where version = 5", store.Archive))
		if _, payments, err = s.Payments(ctx, r.Organizer, r.UID); err != nil || len(payments) > 0 {
			t.Errorf("of what was published elsewhere is owed %v, %v", payments, err)
		}
		must(t, s.Plant(ctx, "update award set withheld = true, definition_id = null where place = 2"))
		made, err := s.CopyEdition(ctx, r.Organizer, r.Edition.UID, store.CopyForm{Slug: "2024", Number: 26, Year: 2024})
		must(t, err)
		var copied []string
		must(t, s.Look(ctx, &copied, "select w.uid from award w join round r on r.id = w.round_id join edition e on e.id = r.edition_id where e.uid = ?", made.UID))
		if len(copied) != 0 {
			t.Errorf("%d of the prizes that a decision froze or withheld are the next year's contest's own", len(copied))
		}
	})
}

func TestAwardsAreConferredUntilTheAnnouncement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := prized(t, s, judging.Range), t.Context()
		text := func(words string) locale.Text { return locale.Text{locale.Czech: words} }
		region := storetest.Organizer(t, s, r.Region)
		must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", store.AwardSetupForm{Definitions: []store.AwardDefinitionForm{
			{Kind: store.AwardSpecial, Name: text("Cena ministra"), Patron: text("ministr vnitra"), Amount: 10_000_00, Currency: "CZK"},
			{Kind: store.AwardGrandPrix, Name: text("Hlavní cena")}}}))
		find := func() (own, overall *store.ContestAwards) {
			v, err := s.RoundAwards(ctx, region, r.UID)
			must(t, err)
			at := slices.IndexFunc(v.Contests, func(c *store.ContestAwards) bool { return c.Contest != nil && c.Contest.UID == r.Contest })
			return v.Contests[at], v.Contests[len(v.Contests)-1]
		}
		own, overall := find()
		if len(own.Waiting) != 1 || len(overall.Waiting) != 1 || !own.Open || !overall.Open {
			t.Fatalf("waiting %+v and %+v", own.Waiting, overall.Waiting)
		}
		form := store.AwardForm{Contest: r.Contest, Candidate: r.Candidates[2], Definition: own.Waiting[0].UID, Kind: store.AwardSpecial, Name: own.Waiting[0].Name,
			Patron: own.Waiting[0].Patron, Citation: locale.Text{locale.Czech: "Za mapu.", locale.Polish: "Za mapę."}, Amount: 10_000_00, Currency: "CZK"}
		award, err := s.AddAward(ctx, region, r.UID, form)
		must(t, err)
		second := store.AwardForm{Contest: r.Contest, Candidate: r.Candidates[2], Kind: store.AwardDistinction, Name: text("Čestné uznání")}
		another, err := s.AddAward(ctx, region, r.UID, second)
		must(t, err)
		second.Withheld = true
		wants(t, s.UpdateAward(ctx, region, another, second), fault.Invalid, "withholding without a reason")
		second.Reason = "Web přestal být dostupný."
		must(t, s.UpdateAward(ctx, region, another, second))
		if own, _ = find(); len(own.Awards) != 2 || own.Unassigned() != 0 || own.Uncited(locale.Polish) != 0 || own.Awards[1].Conferred() {
			t.Errorf("awards %+v", own.Awards)
		}
		undecided := storetest.Chapter(t, s, r.Organizer, r.Nation.UID, "CZ051")
		must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, undecided.UID, store.AwardSetupForm{Definitions: placePrizes(40)}))
		wants(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, undecided.UID, store.AwardSetupForm{}), fault.Conflict, "a tab of the region's that was opened before")
		if v, err := s.EditionOverview(ctx, r.Competition.Slug, r.Edition.Slug, locale.Czech); err != nil || len(v.Others) > 0 {
			t.Errorf("of a region that has only set its prizes everybody reads %+v, %v", v, err)
		}
		stranger := storetest.Organizer(t, s, undecided)
		foreign := form
		foreign.Candidate = "nobody"
		for name, c := range map[string]struct {
			err  error
			kind fault.Kind
		}{
			"another region's organizer":      {s.UpdateAward(ctx, stranger, award, form), fault.NotFound},
			"the chair":                       {s.RemoveAward(ctx, r.Jurors[0].Actor, award), fault.NotFound},
			"who does not compete":            {s.UpdateAward(ctx, region, award, foreign), fault.Invalid},
			"a region's word on the center's": {s.SetAwardDefinitions(ctx, region, r.Edition.UID, "", store.AwardSetupForm{}), fault.NotFound},
		} {
			wants(t, c.err, c.kind, name)
		}
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Vacant: []int{1, 3}, Reason: "Nikdo nesplnil podmínky."}))
		same(t, r.paid(1), []string{"2-4 0 ", "2-4 0 ", "5-5 10 ", "6-6 0 "})
		_, err = s.IssueCertificates(ctx, r.Organizer, r.UID, files)
		must(t, err)
		wants(t, s.RemoveAward(ctx, region, award), fault.Closed, "removing what a certificate was issued for")
		obsolete := func(after string) {
			t.Helper()
			if list, err := s.Certificates(ctx, r.Organizer, r.UID); err != nil || list.Changed > 0 {
				t.Errorf("%s: %d certificates say something else, %v", after, list.Changed, err)
			}
		}
		form.Withheld, form.Reason = true, "Mapa zmizela."
		must(t, s.UpdateAward(ctx, region, award, form))
		obsolete("withheld")
		form.Withheld, form.Reason = false, ""
		wants(t, s.UpdateAward(ctx, region, award, form), fault.Conflict, "a tab that was opened before")
		form.Revision = 1
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Withheld: r.Candidates[:1], Reason: "Podvod."}))
		obsolete("decided again")
		form.Candidate = r.Candidates[3]
		must(t, s.UpdateAward(ctx, region, award, form))
		must(t, s.RemoveAward(ctx, region, another))
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		must(t, s.Announce(ctx, r.Organizer, r.Contest, time.Time{}))
		wants(t, s.UpdateAward(ctx, region, award, form), fault.Closed, "changing what is announced")
		_, err = s.AddAward(ctx, region, r.UID, form)
		wants(t, err, fault.Closed, "adding to what is announced")
		_, err = s.AddAward(ctx, region, r.UID, store.AwardForm{Candidate: r.Candidates[0], Kind: store.AwardGrandPrix, Name: text("Hlavní cena")})
		must(t, err) // the other contest is not announced yet
		awards := func() (n int) {
			hall, err := s.HallOfFame(ctx, "zlaty-erb", "", locale.Czech, 1)
			must(t, err)
			for _, b := range hall.Bodies {
				n += b.Awards
			}
			return n
		}
		if got := awards(); got != 2 {
			t.Errorf("%d awards in the hall of fame while nobody stands in the other contest, want 2", got)
		}
		must(t, s.Plant(ctx, `update candidate set contest_id = (select o.id from contest o join contest t on t.round_id = o.round_id and t.id <> o.id
			where t.uid = ? limit 1) where uid = ?`, r.Contest, r.Candidates[1]))
		if got := awards(); got != 1 {
			t.Errorf("%d awards in the hall of fame before the whole round is announced, want 1", got)
		}
		must(t, s.Plant(ctx, "update contest set cancelled_at = created from (select created_at as created from edition limit 1) e where uid <> ?", r.Contest))
		if got := awards(); got != 2 {
			t.Errorf("%d awards in the hall of fame, want 2 with the one over all categories", got)
		}
	})
}
