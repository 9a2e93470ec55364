package server_test

import (
	"context"
	"slices"

	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// hidden is something that not everybody may know: what the second world has otherwise than the first.
type hidden struct {
	name    string
	from    string                                  // the step by which it comes into the world
	differ  func(s *secret)                         // done at the end of the step, and only in a world that differs in it; nil: the step asks for itself
	follows string                                  // it comes of that secret alone, and so is in every world that differs in it; empty: of itself
	knowing map[string]string                       // visitors who may know it, by the step from which on
	seen    struct{ visitor, route, object string } // where somebody who may know it sees it
}

// page names an answer in which a secret shows.
func page(visitor, route, object string) struct{ visitor, route, object string } {
	return struct{ visitor, route, object string }{visitor, route, object}
}

// organizers of the region and of the nation know what becomes of the region's round, once they may.
func organizersFrom(step string) map[string]string {
	return map[string]string{"region": step, "nation": step}
}

// juryOffice are who know how a jury is organized.
var juryOffice = map[string]string{"juror": seated, // some of it is his own
	"chair": seated, "secretary": seated, "region": seated, "nation": seated}

// The names of the secrets that the steps themselves ask for.
const (
	scores       = "scores"
	comments     = "comments"
	notes        = "notes to the chair"
	places       = "ranks"
	amounts      = "awards and amounts"
	citations    = "planned citations"
	certificates = "unreleased certificates"
	elsewhereGot = "another region's data"
)

// secretTable is what the worlds differ in. A new kind of secret is a new row.
var secretTable = []hidden{
	{name: elsewhereGot, from: elsewhereDecided, knowing: map[string]string{"other": elsewhereDecided, "nation": elsewhereDecided},
		seen: page("other", "organizer.result", "other")},
	{name: "who judges what", from: seated, knowing: juryOffice, seen: page("chair", "jury.round", "region"),
		differ: func(s *secret) {
			must(s.t, s.store.RemoveAssignments(s.t.Context(), s.organizer, s.round.Contest,
				store.RemoveForm{Juror: s.round.Jurors[2].Juror.UID, Candidates: []string{s.objects["region"]["second"]}}))
		}},
	{name: "recusals", from: seated, knowing: juryOffice, seen: page("secretary", "room.coverage", "region"),
		differ: func(s *secret) {
			must(s.t, s.store.Recuse(s.t.Context(), s.organizer, store.RecusalForm{Juror: s.round.Jurors[0].Juror.UID,
				Candidate: s.objects["region"]["second"], Criterion: "security", Why: judging.Recused, Reason: "Dodavatel je příbuzný porotce."}))
		}},
	{name: scores, from: submitted, seen: page("juror", "jury.own", "region"),
		knowing: map[string]string{"juror": submitted, "region": closed, "nation": closed}},
	{name: comments, from: submitted, seen: page("juror", "jury.sheet", "region"),
		knowing: map[string]string{"juror": submitted, "region": closed, "nation": closed}},
	{name: notes, from: submitted, seen: page("chair", "room.round", "region"),
		knowing: map[string]string{"juror": submitted, "chair": submitted, "secretary": submitted, "region": submitted, "nation": submitted}},
	{name: places, from: decided, knowing: organizersFrom(decided), seen: page("region", "organizer.result", "region")},
	{name: amounts, from: decided, knowing: organizersFrom(decided), seen: page("region", "organizer.payments", "region")},
	{name: citations, from: decided, knowing: organizersFrom(decided), seen: page("region", "organizer.awards", "region")},
	{name: certificates, from: decided, knowing: organizersFrom(decided), seen: page("region", "organizer.certificates", "region")},
	{name: "advancement decided but not public", from: advanced, follows: scores, knowing: organizersFrom(advanced),
		seen: page("nation", "organizer.contest", "above")},
	{name: "drafted letters", from: advanced, knowing: organizersFrom(advanced), seen: page("region", "organizer.message", "region"),
		differ: func(s *secret) {
			must(s.t, s.store.SaveMessage(s.t.Context(), s.organizer, s.objects["region"]["message"],
				letter.Template{Subject: "Gratulujeme", Text: "Vaše obec vyhrála.\n\n{instruction}\n\n{link}"}))
		}},
}

// differing are the worlds that are compared with the first one, by the secrets in which they differ. All that one visitor may not know
// is in one world, since worlds take time; the others are there for those who may know part of it.
var differing = []difference{
	{in: names(func(h hidden) bool { return h.name != elsewhereGot }), objects: []string{"region", "above"},
		who: []string{"public", "entrant", "rival", "recused", "above", "other", "admin"}},
	{in: []string{scores, comments}, objects: []string{"region", "above"}, who: []string{"chair", "secretary", "region"}, sqlite: true},
	{in: []string{elsewhereGot}, objects: []string{"other", "region"}, who: []string{"public", "juror", "chair", "region"}, at: lastMoment, sqlite: true},
}

// difference is how a world differs from the first one.
type difference struct {
	in      []string // names of secrets
	objects []string // whose addresses are asked for
	who     []string // is asked, if he may not know
	at      string   // the step after which he is asked; empty: after each that asks him
	sqlite  bool     // on the other database, who may know what does not differ
}

func names(which func(hidden) bool) (list []string) {
	for _, h := range secretTable {
		if which(h) {
			list = append(list, h.name)
		}
	}
	return list
}

// knows tells whether a visitor may know of the secret after a step.
func (h hidden) knows(visitor, step string) bool {
	from, may := h.knowing[visitor]
	return may && reached(from, step)
}

// isIn tells whether a world with these secrets has come to differ in this one by the end of a step.
func (h hidden) isIn(in []string, step string) bool {
	return (slices.Contains(in, h.name) || slices.Contains(in, h.follows)) && reached(h.from, step)
}

// reached tells whether one step has been taken by the end of another.
func reached(step, by string) bool {
	at := func(name string) int {
		return slices.IndexFunc(embargoSteps, func(s embargoStep) bool { return s.name == name })
	}
	return at(step) <= at(by)
}

// mayNotKnow tells whether a visitor may know nothing of what a world has otherwise by the end of a step, and whether it has anything.
func mayNotKnow(in []string, visitor, step string) bool {
	any := false
	for _, h := range secretTable {
		if h.isIn(in, step) {
			if any = true; h.knows(visitor, step) {
				return false
			}
		}
	}
	return any
}

// comment has the first juror say something on a sheet, and something else in a world that differs in it.
func (s *secret) comment() {
	ctx, juror, sheet := context.Background(), s.round.Jurors[0].Actor, s.objects["region"]["sheet"]
	view, err := s.store.SheetView(ctx, juror, s.round.UID, sheet, locale.Czech)
	must(s.t, err)
	form := store.SheetForm{Round: s.round.UID, Assignment: sheet, Revision: view.Sheet.Revision, Submit: true, Values: map[string]string{},
		Comment: "Přehledné.", Note: "Stránky byly jeden den mimo provoz."}
	for _, c := range view.Criteria {
		form.Values[c.Criterion.Key] = c.Typed()
	}
	if s.differs(comments) {
		form.Comment = "Nepřehledné, a na úřední desce chybí rozpočet."
	}
	if s.differs(notes) {
		form.Note = "Web spravuje můj soused."
	}
	_, err = s.store.SaveSheet(ctx, juror, form)
	must(s.t, err)
}

// judgeElsewhere has the other region judge and decide.
func (s *secret) judgeElsewhere() {
	ctx, o := context.Background(), s.objects["other"]
	s.enrol(o["contest"], slices.DeleteFunc(storetest.Bodies(s.t, s.store, "CZ051", false, 3), func(body string) bool { return body == s.bodies[4] })...)
	r := &storetest.JudgedRound{Organizer: s.organizer, UID: o["round"], Contest: o["contest"]}
	for i := range 2 {
		r.Jurors = append(r.Jurors, storetest.Juror(s.t, s.store, s.organizer, r.UID, 10+i))
	}
	_, err := s.store.Assign(ctx, s.organizer, r.Contest, store.AssignForm{})
	must(s.t, err)
	r.Submit(s.t, s.store, func(_, candidate, _ int) string {
		if s.differs(elsewhereGot) {
			return []string{"2", "5"}[candidate]
		}
		return []string{"4", "1"}[candidate]
	})
	must(s.t, s.store.CloseRound(ctx, s.organizer, r.UID))
	must(s.t, s.store.Decide(ctx, s.organizer, r.Contest, store.DecideForm{}))
}
