package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// questioned is a category with a question of some kinds, and three entries: one handed in, and two drafts, one of which is empty.
type questioned struct {
	*checked
	fields                  map[string]string // uids by key
	submitted, draft, blank string
}

// questions are what the category asks, by the keys that they get.
var questions = []store.FieldForm{
	{Kind: store.LongText, Label: inCzech("Popis"), Longest: 100},
	{Kind: store.Choice, Label: inCzech("Obor"), Options: []store.FieldOption{{Name: inCzech("Doprava")}, {Name: inCzech("Školství")}, {Name: inCzech("Kultura")}}},
	{Kind: store.Declaration, Label: inCzech("Souhlas")},
	{Kind: store.ShortText, Label: inCzech("Poznámka"), Hidden: true},
}

func inCzech(text string) locale.Text { return locale.Text{locale.Czech: text} }

func question(t *testing.T, s *store.Store) *questioned {
	t.Helper()
	q := &questioned{checked: check(t, s, 3), fields: map[string]string{}}
	for _, form := range questions {
		uid, err := s.AddField(t.Context(), q.Organizer, q.category, form, "")
		q.must(err)
		q.fields[locale.Fold(form.Label.In(locale.Czech))] = uid
	}
	answers := func(obor string) store.Answers {
		return store.Answers{"popis": {"Třicet písmen o webu obce, tady."}, "obor": {obor}, "souhlas": {"Souhlas"}, "poznamka": {"Jen pro organizátora."}}
	}
	q.submitted, q.draft, q.blank = q.begin(0, answers("doprava")), q.begin(1, answers("skolstvi")), q.begin(2, nil)
	q.must(q.submit(q.submitted))
	return q
}

// begin saves a draft of a body, by its number.
func (q *questioned) begin(body int, answers store.Answers) string {
	q.t.Helper()
	entry, err := q.store.BeginEntry(q.t.Context(), q.clerk, q.category, q.bodies[body:body+1])
	q.must(err)
	q.answer(entry, answers)
	return entry
}

func (q *questioned) answer(entry string, answers store.Answers) {
	q.t.Helper()
	view, err := q.store.EntryView(q.t.Context(), q.clerk, entry)
	q.must(err)
	_, err = q.store.SaveDraft(q.t.Context(), q.clerk, entry, store.DraftForm{Revision: view.Entry.Revision,
		Filled: store.Filled{URL: "https://www.obec.cz", Answers: answers}})
	q.must(err)
}

func (q *questioned) submit(entry string) error {
	q.t.Helper()
	view, err := q.store.EntryView(q.t.Context(), q.clerk, entry)
	q.must(err)
	_, err = q.store.SubmitEntry(q.t.Context(), q.clerk, entry, store.SubmitForm{Revision: view.Entry.Revision, Agreed: true})
	return err
}

// changed is one of the questions as a change makes it.
func (q *questioned) changed(key string, change func(*store.FieldForm)) (uid string, form store.FieldForm) {
	at := slices.IndexFunc(questions, func(f store.FieldForm) bool { return locale.Fold(f.Label.In(locale.Czech)) == key })
	form = questions[at]
	setup, err := q.store.FormSetup(q.t.Context(), q.Organizer, q.category)
	q.must(err)
	if form.Kind == store.Choice {
		form.Options = slices.Clone(setup.Field(q.fields[key]).Offered())
	}
	change(&form)
	return q.fields[key], form
}

func TestAChangedFormSaysWhatItComesToAndHarmsNoEntry(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		q := question(t, s)
		for _, c := range []struct {
			name, field string // empty: a new one
			change      func(*store.FieldForm)
			want        string
		}{
			{"a new question that need not be answered", "", func(f *store.FieldForm) {}, "[]"},
			{"a new one that must be answered", "", func(f *store.FieldForm) { f.Required = true }, "[unanswered 2 1]"},
			{"one that must be answered from now on", "popis", func(f *store.FieldForm) { f.Required = true }, "[unanswered 1 0]"},
			{"a shorter limit", "popis", func(f *store.FieldForm) { f.Longest = 10 }, "[unfit 1 1]"},
			{"a limit that nobody exceeds", "popis", func(f *store.FieldForm) { f.Longest = 50 }, "[]"},
			{"a choice taken back that somebody has chosen", "obor", func(f *store.FieldForm) { f.Options = f.Options[1:] }, "[choice_gone 0 1]"},
			{"one that nobody has chosen", "obor", func(f *store.FieldForm) { f.Options = f.Options[:2] }, "[]"},
			{"other words of a question", "popis", func(f *store.FieldForm) { f.Label = inCzech("Stručný popis") }, "[other_words 1 1]"},
			{"other words of a declaration", "souhlas", func(f *store.FieldForm) { f.Label = inCzech("Souhlas se vším") }, "[other_terms 1 1]"},
			{"what was hidden is shown", "poznamka", func(f *store.FieldForm) { f.Hidden = false }, "[shown_now 1 1]"},
			{"what was shown is hidden, and shorter", "popis", func(f *store.FieldForm) { f.Hidden, f.Longest = true, 10 }, "[unfit 1 1 hidden_now 1 1]"},
			{"another kind, once there are answers", "poznamka", func(f *store.FieldForm) { f.Kind = store.LongText }, "form.kind_has_answers"},
		} {
			field, form := "", store.FieldForm{Kind: store.ShortText, Label: inCzech("Nová")}
			if c.field == "" {
				c.change(&form)
			} else {
				field, form = q.changed(c.field, c.change)
			}
			effects, err := s.FieldPlan(t.Context(), q.Organizer, q.category, field, form)
			got := wrongIn(err)
			if err == nil {
				got = summary(effects)
			}
			if got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
		q.takeChoiceBack()
		q.endQuestion()
		q.askForMore()
	})
}

func summary(effects []store.Effect) string {
	var list []string
	for _, e := range effects {
		list = append(list, fmt.Sprintf("%s %d %d", e.Kind, e.Drafts, e.Submitted))
	}
	return fmt.Sprint(list)
}

// takeChoiceBack takes the choice of the draft back: the draft says so, and the choice comes back under its own key.
func (q *questioned) takeChoiceBack() {
	q.t.Helper()
	uid, form := q.changed("obor", func(f *store.FieldForm) { f.Options = slices.Delete(f.Options, 1, 2) })
	if err := q.store.ChangeField(q.t.Context(), q.Organizer, q.category, uid, form, ""); !fault.Is(err, fault.Conflict) {
		q.t.Errorf("nobody was told of the draft: %v", err)
	}
	effects, err := q.store.FieldPlan(q.t.Context(), q.Organizer, q.category, uid, form)
	q.must(err)
	q.must(q.store.ChangeField(q.t.Context(), q.Organizer, q.category, uid, form, store.AgreementTo(effects)))
	if err := q.submit(q.draft); wrongIn(err) != "form.choice_ended" {
		q.t.Errorf("the draft with the old choice: %v", err)
	}
	uid, form = q.changed("obor", func(f *store.FieldForm) {
		f.Options = append(f.Options, store.FieldOption{Name: inCzech("školství")})
	})
	q.must(q.store.ChangeField(q.t.Context(), q.Organizer, q.category, uid, form, ""))
	q.must(q.submit(q.draft))
}

// endQuestion ends a question: its answers stay, also when it comes back.
func (q *questioned) endQuestion() {
	q.t.Helper()
	ctx := q.t.Context()
	q.must(q.store.EndField(ctx, q.Organizer, q.category, q.fields["popis"]))
	if err := q.store.ChangeField(ctx, q.Organizer, q.category, q.fields["popis"], questions[0], ""); !fault.Is(err, fault.Closed) {
		q.t.Errorf("changing what is ended: %v", err)
	}
	setup, err := q.store.FormSetup(ctx, q.Organizer, q.category)
	q.must(err)
	if !slices.ContainsFunc(setup.Ended, func(f *store.FormField) bool { return f.Key == "popis" }) {
		q.t.Error("the question is still asked")
	}
	q.must(q.store.ResumeField(ctx, q.Organizer, q.category, q.fields["popis"]))
	view, err := q.store.EntryView(ctx, q.clerk, q.submitted)
	q.must(err)
	if got := view.Filled.Answers.One("popis"); got != "Třicet písmen o webu obce, tady." {
		q.t.Errorf("the answer is now %q", got)
	}
	q.must(q.store.EndField(ctx, q.Organizer, q.category, q.fields["souhlas"]))
}

// askForMore adds a question that must be answered: what is handed in stays so, and the blank draft has to answer it.
func (q *questioned) askForMore() {
	q.t.Helper()
	ctx := q.t.Context()
	form := store.FieldForm{Kind: store.ShortText, Label: inCzech("Popis"), Required: true}
	effects, err := q.store.FieldPlan(ctx, q.Organizer, q.category, "", form)
	q.must(err)
	_, err = q.store.AddField(ctx, q.Organizer, q.category, form, store.AgreementTo(effects))
	q.must(err)
	if err := q.submit(q.blank); wrongIn(err) != "fault.required" || fault.Of(err).Fields[0].Name != "answers[popis_2]" {
		q.t.Errorf("handing in without the new answer: %v", err)
	}
	q.answer(q.blank, store.Answers{"popis_2": {"Ano."}})
	q.must(q.submit(q.blank))
	view, err := q.store.EntryView(ctx, q.clerk, q.submitted)
	q.must(err)
	if view.Entry.State != store.EntrySubmitted {
		q.t.Errorf("the entry that was handed in before is %s", view.Entry.State)
	}
}

// What is saved is what the question asked when it was saved: no text answers what has become a choice, however close the two are.
func TestNobodyAnswersWhatIsNoLongerAsked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const entries, asked = 8, 12
		q := &questioned{checked: check(t, s, entries)}
		var drafts, fields []string
		answers := store.Answers{}
		for i := range asked {
			form := store.FieldForm{Kind: store.ShortText, Label: inCzech(fmt.Sprintf("q%d", i))}
			uid, err := s.AddField(t.Context(), q.Organizer, q.category, form, "")
			q.must(err)
			fields = append(fields, uid)
			answers[fmt.Sprintf("q%d", i)] = []string{"text"}
		}
		for i := range entries {
			drafts = append(drafts, q.begin(i, nil))
		}
		var group sync.WaitGroup
		for _, entry := range drafts {
			group.Go(func() { q.answer(entry, answers) })
		}
		choice := store.FieldForm{Kind: store.Choice, Label: inCzech("Výběr"), Options: []store.FieldOption{{Name: inCzech("A")}, {Name: inCzech("B")}}}
		group.Go(func() {
			for _, uid := range fields {
				err := s.ChangeField(t.Context(), q.Organizer, q.category, uid, choice, "")
				if err != nil && wrongIn(err) != "form.kind_has_answers" {
					t.Error(err)
				}
			}
		})
		group.Wait()
		var stray int
		q.must(s.Look(t.Context(), &stray, "select count(*) from answer a join form_field f on f.id = a.field_id where f.kind = 'choice'"))
		if stray > 0 {
			t.Errorf("%d texts answer a choice", stray)
		}
	})
}
