package store

import (
	"slices"
	"strings"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// Todo is something in an edition that still needs a decision.
type Todo struct {
	Kind   TodoKind
	About  locale.Text // the round, chapter or category that it is about; empty: the edition
	UID    string      // of what is to be changed
	Detail string      // names or codes
	Field  string      // of a date: "entries_from", … "ceremony"
	At     time.Time   // of a date
}

// TodoKind is what has to be decided.
type TodoKind string

// The kinds, in the order in which they are listed.
const (
	TodoRules          TodoKind = "rules"           // none are public; the edition
	TodoPrivacy        TodoKind = "privacy"         // the root's notice is missing; chapter
	TodoNoCategory     TodoKind = "no_category"     // the edition
	TodoNobodyEligible TodoKind = "nobody_eligible" // category
	TodoUnknownCodes   TodoKind = "unknown_codes"   // category
	TodoChapterNew     TodoKind = "chapter_new"     // nobody has said what the chapter does; chapter
	TodoCollective     TodoKind = "collective"      // no round judges the chapter's entries; chapter
	TodoContact        TodoKind = "contact"         // chapter
	TodoOrganizer      TodoKind = "organizer"       // chapter
	TodoEntryDates     TodoKind = "entry_dates"     // are missing; round
	TodoJudgingDates   TodoKind = "judging_dates"   // are missing; round
	TodoPast           TodoKind = "past"            // a date, though nobody has entered; round
	TodoWeekend        TodoKind = "weekend"         // a date; round
	TodoGap            TodoKind = "gap"             // a date that the clocks skip; round
	TodoTwice          TodoKind = "twice"           // a date whose hour comes twice; round
	TodoLeap           TodoKind = "leap"            // a date that was on 29 February; round
	TodoCeremony       TodoKind = "ceremony"        // is missing; round
	TodoCeremonyPlace  TodoKind = "ceremony_place"  // round
	TodoSignatories    TodoKind = "signatories"     // round
	TodoJury           TodoKind = "jury"            // nobody with a vote; round
	TodoChair          TodoKind = "chair"           // round
	TodoNoAccount      TodoKind = "no_account"      // jurors; round
	TodoAccountEnded   TodoKind = "account_ended"   // jurors; round
	TodoInvited        TodoKind = "invited"         // jurors who have no password yet; round
	TodoNoRubric       TodoKind = "no_rubric"       // contest
)

// todos lists what is to be decided; before is the edition that it was copied from.
func (w *editionWhole) todos(before *editionWhole, now time.Time) (list []Todo) {
	if w.central {
		list = append(list, w.centralTodos()...)
	}
	for _, c := range w.chapters {
		if c.EndedAt.IsZero() {
			list = append(list, w.chapterTodos(c)...)
		}
	}
	for _, r := range w.rounds {
		if r.ClosedAt.IsZero() {
			list = append(list, w.dateTodos(r, before, now)...)
			list = append(list, r.todos()...)
		}
	}
	return list
}

func (w *editionWhole) centralTodos() (list []Todo) {
	if w.rules == nil {
		list = append(list, Todo{Kind: TodoRules, UID: w.edition.UID})
	}
	if w.settings[w.place.Root.ID].Privacy.Empty() {
		list = append(list, Todo{Kind: TodoPrivacy, UID: w.place.Root.UID, About: w.place.Root.Name})
	}
	if len(w.categories) == 0 {
		list = append(list, Todo{Kind: TodoNoCategory, UID: w.edition.UID})
	}
	for _, c := range w.categories {
		if !w.eligible[c.ID] {
			list = append(list, Todo{Kind: TodoNobodyEligible, UID: c.UID, About: c.Name})
		}
		if codes := w.unknown[c.ID]; len(codes) > 0 {
			list = append(list, Todo{Kind: TodoUnknownCodes, UID: c.UID, About: c.Name, Detail: strings.Join(codes, ", ")})
		}
	}
	return list
}

func (w *editionWhole) chapterTodos(c Chapter) (list []Todo) {
	add := func(kind TodoKind) { list = append(list, Todo{Kind: kind, UID: c.UID, About: c.Name}) }
	setting, set := w.settings[c.ID]
	ownRound := slices.ContainsFunc(w.rounds, func(r *roundWhole) bool { return r.ChapterID == c.ID })
	switch {
	case !set:
		add(TodoChapterNew)
	case setting.Mode == Collective && setting.RoundID == 0:
		add(TodoCollective)
	}
	if ownRound && setting.Contact == "" {
		add(TodoContact)
	}
	if ownRound && setting.Organizer.Empty() {
		add(TodoOrganizer)
	}
	return list
}

// leads tells whether the winners of another round come to this one.
func (w *editionWhole) leads(to *roundWhole) bool {
	return slices.ContainsFunc(w.rounds, func(r *roundWhole) bool { return r.NextRoundID == to.ID })
}

// dateTodos finds dates that are missing, over, on a weekend, or not where they were the year before.
func (w *editionWhole) dateTodos(r *roundWhole, before *editionWhole, now time.Time) (list []Todo) {
	about := Todo{UID: r.UID, About: r.Name}
	add := func(kind TodoKind, d dated) {
		todo := about
		todo.Kind, todo.Field, todo.At = kind, d.name, d.at
		list = append(list, todo)
	}
	if (r.EntriesFrom.IsZero() || r.EntriesUntil.IsZero()) && !w.leads(r) {
		add(TodoEntryDates, dated{})
	}
	if r.JudgingFrom.IsZero() || r.JudgingUntil.IsZero() {
		add(TodoJudgingDates, dated{})
	}
	zone, old := w.edition.Zone(), before.same(r)
	for _, d := range r.moments() {
		if d.at.IsZero() {
			continue
		}
		day := d.at.In(zone).Weekday()
		switch over := d.at.Before(now); {
		case over && r.entries == 0:
			add(TodoPast, d)
		case !over && (day == time.Saturday || day == time.Sunday):
			add(TodoWeekend, d)
		}
		if why := w.shiftOf(d, old, before); why != Unshifted {
			add(map[Shift]TodoKind{InGap: TodoGap, Twice: TodoTwice, LeapDay: TodoLeap}[why], d)
		}
	}
	return list
}

// shiftOf tells why a date does not stand as it did in the edition before, if it is the one that the copying made.
func (w *editionWhole) shiftOf(d dated, old *roundWhole, before *editionWhole) Shift {
	if old == nil || w.edition.SourceID != before.edition.ID {
		return Unshifted
	}
	for _, was := range old.moments() {
		at, why := shifted(was.at, w.edition.Zone(), w.edition.Year-before.edition.Year, was.edge)
		if was.name == d.name && at.Equal(d.at) {
			return why
		}
	}
	return Unshifted
}

// todos lists what is to be decided about the round's people and contests.
func (r *roundWhole) todos() (list []Todo) {
	add := func(kind TodoKind) { list = append(list, Todo{Kind: kind, UID: r.UID, About: r.Name}) }
	switch {
	case r.ceremony == nil:
		add(TodoCeremony)
	case r.ceremony.Town.Empty() || r.ceremony.Venue.Empty():
		add(TodoCeremonyPlace)
	}
	if len(r.signatories) == 0 {
		add(TodoSignatories)
	}
	list = append(list, r.juryTodos()...)
	for _, c := range r.contests {
		if c.Contest.RubricID == 0 && c.Contest.State == judging.Open {
			list = append(list, Todo{Kind: TodoNoRubric, UID: c.Contest.UID, About: r.Name, Detail: c.Category.Slug})
		}
	}
	return list
}

// juryTodos lists what is to be decided about who judges.
func (r *roundWhole) juryTodos() (list []Todo) {
	names := func(fits func(seated) bool) (names []string) {
		for _, j := range r.jurors {
			if fits(j) {
				names = append(names, j.Juror.Name)
			}
		}
		return names
	}
	add := func(kind TodoKind, detail []string) {
		list = append(list, Todo{Kind: kind, UID: r.UID, About: r.Name, Detail: strings.Join(detail, ", ")})
	}
	switch {
	case len(names(func(j seated) bool { return j.Juror.Role != judging.Secretary })) == 0:
		add(TodoJury, nil)
	case len(names(func(j seated) bool { return j.Juror.Role == judging.Chair })) == 0:
		add(TodoChair, nil)
	}
	for _, about := range []struct {
		kind TodoKind
		fits func(seated) bool
	}{
		{TodoNoAccount, func(j seated) bool { return j.Juror.UserID == 0 }},
		{TodoAccountEnded, func(j seated) bool { return j.Ended }},
		{TodoInvited, func(j seated) bool { return j.Invited && !j.Ended }},
	} {
		if found := names(about.fits); len(found) > 0 {
			add(about.kind, found)
		}
	}
	return list
}
