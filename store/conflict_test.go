package store_test

import (
	"fmt"
	"slices"
	"testing"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// conflicted is a round whose edition asks about everything: candidates of three suppliers, two of them of one.
type conflicted struct {
	*storetest.JudgedRound
	t     *testing.T
	store *store.Store
}

var everything = &judging.ConflictPolicy{Region: judging.OwnDistrict, Supplier: true, Declaration: true}

func askAll(t *testing.T, s *store.Store, candidates, jurors int, policy *judging.ConflictPolicy) *conflicted {
	a := &conflicted{storetest.Round(t, s, candidates, jurors), t, s}
	must(t, s.Plant(t.Context(), "update entry set supplier = case id % 3 when 0 then 'Galileo Corporation' when 1 then 'WEBHOUSE, s.r.o.' else '' end"))
	must(t, s.SetConflictPolicy(t.Context(), a.Organizer, a.edition(), policy))
	return a
}

func (a *conflicted) edition() (uid string) {
	must(a.t, a.store.Look(a.t.Context(), &uid, "select e.uid from edition e join round r on r.edition_id = e.id where r.uid = '"+a.UID+"'"))
	return uid
}

func (a *conflicted) view(juror int) *store.DeclarationView {
	a.t.Helper()
	v, err := a.store.Declarations(a.t.Context(), a.Jurors[juror].Actor, a.UID, locale.Czech)
	must(a.t, err)
	return v
}

// answers is a form that answers everything with no.
func (a *conflicted) answers(juror int) store.DeclarationForm {
	form := store.DeclarationForm{Home: "none", Suppliers: map[string]store.Relation{}, Candidates: map[string]store.Relation{}, Reasons: map[string]string{}, Others: true}
	for _, q := range a.view(juror).Suppliers {
		form.Suppliers[q.UID] = store.Unrelated
	}
	return form
}

func (a *conflicted) declares(juror int, form store.DeclarationForm) error {
	return a.store.Declare(a.t.Context(), a.Jurors[juror].Actor, a.UID, form)
}

// sees lists the candidates on the juror's desk.
func (a *conflicted) sees(juror int) (uids []string) {
	a.t.Helper()
	desk, err := a.store.DeskRound(a.t.Context(), a.Jurors[juror].Actor, a.UID, locale.Czech)
	must(a.t, err)
	for _, c := range desk.Contests {
		for _, sheet := range c.Sheets {
			uids = append(uids, sheet.Candidate.UID)
		}
	}
	slices.Sort(uids)
	return uids
}

func (a *conflicted) list() *store.ConflictList {
	a.t.Helper()
	v, err := a.store.Conflicts(a.t.Context(), a.Organizer, a.UID, locale.Czech)
	must(a.t, err)
	return v
}

// of lists the candidates whose entries name a supplier.
func (a *conflicted) of(supplier string) (uids []string) {
	must(a.t, a.store.Look(a.t.Context(), &uids, "select n.uid from candidate n join entry e on e.id = n.entry_id where e.supplier = '"+supplier+"' order by n.uid"))
	return uids
}

func (a *conflicted) expect(when string, juror int, want ...string) {
	a.t.Helper()
	slices.Sort(want)
	if got := a.sees(juror); !slices.Equal(got, want) {
		a.t.Errorf("%s: the juror sees %q, want %q", when, got, want)
	}
}

func without(all []string, some ...string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(uid string) bool { return slices.Contains(some, uid) })
}

func TestWhatIsUnknownCountsAsAConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := askAll(t, s, 6, 2, everything)
		a.expect("nothing answered", 0)
		desk, err := s.DeskRound(ctx, a.Jurors[0].Actor, a.UID, locale.Czech)
		must(t, err)
		if desk.Waiting != 6 {
			t.Errorf("%d sheets wait for answers, want 6", desk.Waiting)
		}
		view := a.view(0)
		if len(view.Suppliers) != 2 || len(view.Candidates) != 6 || view.Unanswered() != 9 {
			t.Fatalf("asked about %d suppliers and %d candidates, %d unanswered", len(view.Suppliers), len(view.Candidates), view.Unanswered())
		}
		form := a.answers(0)
		form.Others = false
		must(t, a.declares(0, form))
		a.expect("suppliers and home answered", 0)
		form.Candidates[a.Candidates[2]] = store.Unrelated
		must(t, a.declares(0, form))
		a.expect("one candidate answered", 0, a.Candidates[2])
		must(t, a.declares(0, a.answers(0)))
		a.expect("everything answered", 0, a.Candidates...)
		a.expect("the other juror has not", 1)

		must(t, s.Plant(ctx, "update entry set supplier = 'Nová firma' where id = (select entry_id from candidate where uid = '"+a.Candidates[0]+"')"))
		a.expect("an entry that names somebody else, by whatever way", 0, a.Candidates[1:]...)
		form = store.DeclarationForm{Home: "none"}
		must(t, a.declares(0, form))
		view = a.view(0)
		at := slices.IndexFunc(view.Suppliers, func(q *store.SupplierQuestion) bool { return q.Name == "Nová firma" })
		if at < 0 || view.Suppliers[at].Answered || view.Unanswered() != 1 {
			t.Fatalf("the new supplier is not asked about")
		}
		form.Suppliers = map[string]store.Relation{view.Suppliers[at].UID: store.Unrelated}
		must(t, a.declares(0, form))
		a.expect("answered again", 0, a.Candidates...)
		must(t, s.SetConflictPolicy(ctx, a.Organizer, a.edition(), nil))
		a.expect("nobody is asked any more", 1, a.Candidates...)
	})
}

func TestAConflictIsFoundBySupplier(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := askAll(t, s, 6, 2, everything)
		theirs := a.of("Galileo Corporation")
		form := a.answers(0)
		for _, q := range a.view(0).Suppliers {
			if q.Name == "Galileo Corporation" {
				form.Suppliers[q.UID] = store.Related
			}
		}
		must(t, a.declares(0, form))
		a.expect("related to a supplier", 0, without(a.Candidates, theirs...)...)
		if view := a.view(0); len(view.Candidates) != 6-len(theirs) {
			t.Errorf("the declaration still lists %d candidates", len(view.Candidates))
		}
		for _, row := range a.list().Recusals {
			if row.Recusal.Kind != judging.SameSupplier || row.About != "Galileo Corporation" || !slices.Contains(theirs, row.Candidate.UID) {
				t.Errorf("a recusal of kind %s about %q", row.Recusal.Kind, row.About)
			}
		}
		if got := a.list().Jurors[0]; got.Recused != len(theirs) || got.Suppliers.Open() != 0 {
			t.Errorf("the organizer sees %+v", got)
		}

		// Another name of the supplier is the same supplier.
		var uid string
		must(t, s.Look(ctx, &uid, "select uid from supplier where name = 'Galileo Corporation'"))
		must(t, s.RenameSupplier(ctx, a.Organizer, a.Competition.UID, uid, "Galileo, a.s."))
		a.expect("renamed", 0, without(a.Candidates, theirs...)...)

		// An entry whose supplier was wrong is free again; one that the juror has scored waits for the organizer.
		must(t, s.Plant(ctx, "update entry set supplier = '' where id = (select entry_id from candidate where uid = '"+theirs[0]+"')"))
		must(t, a.declares(0, store.DeclarationForm{Others: true}))
		a.expect("corrected", 0, without(a.Candidates, theirs[1:]...)...)

		// Assigning leaves out who stands in conflict, and says so.
		third := storetest.Juror(t, s, a.Organizer, a.UID, 3)
		a.Jurors = append(a.Jurors, third)
		form = a.answers(2)
		for _, q := range a.view(2).Suppliers {
			form.Suppliers[q.UID] = store.Related
		}
		must(t, a.declares(2, form))
		done, err := s.Assign(ctx, a.Organizer, a.Contest, store.AssignForm{Duties: []store.DutyForm{{Juror: third.Juror.UID}}})
		must(t, err)
		if related := 6 - len(a.of("")); done.LeftOut != related || done.Made != 6-related {
			t.Errorf("assigned %+v, want %d left out", done, related)
		}
	})
}

func TestALateConflictMakesScoresStray(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := askAll(t, s, 3, 2, everything)
		must(t, a.declares(0, a.answers(0)))
		must(t, a.declares(1, a.answers(1)))
		a.Submit(t, s, func(juror, candidate, criterion int) string { return "1" })
		late := a.Candidates[1]
		form := store.DeclarationForm{Candidates: map[string]store.Relation{late: store.Related}, Reasons: map[string]string{}}
		if got := wrongFields(a.declares(0, form)); !slices.Equal(got, []string{"reason[" + late + "]"}) {
			t.Errorf("a conflict without a reason: %q", got)
		}
		form.Reasons[late] = "Bydlí tam sestra."
		must(t, a.declares(0, form))
		a.expect("declared", 0, without(a.Candidates, late)...)
		row := a.list().Recusals[0]
		if row.Stray == 0 || row.Recusal.Kind != judging.DeclaredRelation || row.Recusal.Reason != "Bydlí tam sestra." {
			t.Fatalf("the organizer sees %+v", row)
		}
		form.Candidates[late] = store.Unrelated
		if got := wrongFields(a.declares(0, form)); !slices.Equal(got, []string{"candidate[" + late + "]"}) {
			t.Errorf("a conflict is taken back after scoring: %q", got)
		}
		if got := wrongFields(s.EndRecusal(ctx, a.Organizer, row.Recusal.UID, " ")); !slices.Equal(got, []string{"reason"}) {
			t.Errorf("ended without a reason: %q", got)
		}
		must(t, s.EndRecusal(ctx, a.Organizer, row.Recusal.UID, "Sestra se odstěhovala."))
		a.expect("restored", 0, a.Candidates...)
		must(t, a.declares(0, store.DeclarationForm{Others: true}))
		a.expect("and it stays so", 0, a.Candidates...)
		form.Candidates[late], form.Reasons[late] = store.Related, "A teď i bratr."
		must(t, a.declares(0, form))
		a.expect("another conflict is another", 0, without(a.Candidates, late)...)

		must(t, s.CloseRound(ctx, a.Organizer, a.UID))
		if err := a.declares(0, store.DeclarationForm{Others: true}); !fault.Is(err, fault.Closed) {
			t.Errorf("declared after the closing: %v", err)
		}
		tally, err := s.Tally(ctx, a.Organizer, a.Contest)
		must(t, err)
		if n := len(tally.Outcome.Stray); n != row.Stray || !tally.Outcome.Complete {
			t.Errorf("%d stray scores and complete %t, want %d that no gap stands for", n, tally.Outcome.Complete, row.Stray)
		}
	})
}

// What the rule says of a juror and a candidate is what he sees, whatever he answers.
func TestTheDeskShowsWhatTheRuleSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := askAll(t, s, 6, 3, everything)
		var bodies []string
		must(t, s.Look(ctx, &bodies, "select b.uid from body b join entrant e on e.body_id = b.id order by b.id"))
		for seed, policy := range []*judging.ConflictPolicy{everything, {Supplier: true}, {Region: judging.OwnRegion}, {Declaration: true},
			{Supplier: true, BarsEntry: []judging.ConflictKind{judging.SameSupplier}}, {}} {
			must(t, s.SetConflictPolicy(ctx, a.Organizer, a.edition(), policy))
			for juror := range 2 { // the third answers nothing
				form := a.answers(juror)
				form.Others = juror == 0
				form.Home = ""
				for i, q := range a.view(juror).Suppliers {
					form.Suppliers[q.UID] = []store.Relation{store.Related, store.Unrelated, ""}[(i+juror+seed)%3]
				}
				other := a.Candidates[(juror+seed)%6]
				form.Candidates[other], form.Reasons[other] = store.Related, "přítel"
				form.Bodies = []string{bodies[(2*juror+seed)%6]}
				if places := a.view(juror).Places; len(places) > 0 {
					form.Home = places[(seed+juror)%len(places)].Code()
				}
				must(t, a.declares(juror, form))
			}
			for juror := range 3 {
				a.expect(fmt.Sprintf("policy %d, juror %d", seed, juror), juror, a.clear(juror, *policy)...)
			}
		}
	})
}

// clear asks the rule whom the juror may see, from what the tables say.
func (a *conflicted) clear(juror int, policy judging.ConflictPolicy) (uids []string) {
	look := func(into any, statement string, args ...any) {
		must(a.t, a.store.Look(a.t.Context(), into, statement, args...))
	}
	own := "(select id from juror where uid = '" + a.Jurors[juror].Juror.UID + "')"
	j := judging.JurorFacts{Suppliers: map[int64]bool{}, Declared: map[int64]judging.Declared{}}
	look(&j.Bodies, "select body_id from juror_body where juror_id = "+own)
	var homes []judging.Home
	look(&homes, "select region_code as region, district_code as district from juror_home where juror_id = "+own)
	for _, home := range homes {
		j.Home = &home
	}
	var said []struct {
		ID      int64
		Related bool
	}
	look(&said, "select supplier_id as id, related from juror_supplier where juror_id = "+own)
	for _, answer := range said {
		j.Suppliers[answer.ID] = answer.Related
	}
	look(&said, "select candidate_id as id, conflict as related from declaration where juror_id = "+own)
	for _, answer := range said {
		j.Declared[answer.ID] = judging.Declared{Conflict: answer.Related}
	}
	var candidates []struct {
		UID                string
		ID, Body, Supplier int64
		Region, District   string
	}
	look(&candidates, `select n.uid, n.id, b.id as body, b.region_code as region, b.district_code as district, coalesce(s.id, 0) as supplier
		from candidate n join entry e on e.id = n.entry_id join entry_entrant x on x.entry_id = e.id join entrant t on t.id = x.entrant_id
		join body b on b.id = t.body_id left join supplier s on s.name = e.supplier`)
	for _, c := range candidates {
		facts := judging.CandidateFacts{ID: c.ID, Bodies: []int64{c.Body}, Homes: []judging.Home{{Region: c.Region, District: c.District}}, Supplier: c.Supplier}
		if policy.Between(j, facts).Clear() {
			uids = append(uids, c.UID)
		}
	}
	return uids
}
