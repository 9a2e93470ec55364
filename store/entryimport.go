package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// entryWork is an entry as a line of a table would make or change it.
type entryWork struct {
	place  *ContestPlace
	bodies []*Body
	entry  *Entry // as it is; nil: it is to be made
	state  EntryState
	form   *Form
	after  Filled
	late   bool
}

// entryTable is what the lines of a table of entries are held against.
type entryTable struct {
	*transaction
	actor      judging.Actor
	edition    *Edition
	form       ImportForm
	ways       *entryWays
	categories []*Category
	forms      map[int64]*Form         // by category
	bodies     map[string]*Body        // by code
	entries    map[string]*Entry       // by uid
	owners     map[int64][]*Body       // of entries
	answers    map[int64]Answers       // of entries
	places     map[int64]*ContestPlace // by contest
	known      map[string]*Entry       // by alike
	seen       map[string]int          // which line has an entry already
	counts     map[string]int          // entries by category and body
}

// planEntries plans each line of a table of entries. It takes a constant number of statements for each category.
func (tx *transaction) planEntries(ctx context.Context, actor judging.Actor, e *Edition, form ImportForm) (*ImportPlan, error) {
	t := newEntryTable(tx, actor, e, form)
	if err := t.load(ctx); err != nil {
		return nil, err
	}
	plan := &ImportPlan{Form: form}
	for _, line := range form.Lines {
		planned := &PlannedLine{Number: line.Number}
		t.plan(planned, line.Values)
		plan.Lines = append(plan.Lines, planned)
	}
	plan.unread(t.asks)
	return plan, nil
}

func newEntryTable(tx *transaction, actor judging.Actor, e *Edition, form ImportForm) *entryTable {
	return &entryTable{transaction: tx, actor: actor, edition: e, form: form, forms: map[int64]*Form{}, bodies: map[string]*Body{},
		entries: map[string]*Entry{}, owners: map[int64][]*Body{}, places: map[int64]*ContestPlace{}, seen: map[string]int{},
		known: map[string]*Entry{}, counts: map[string]int{}}
}

// asks tells whether some category's form has a field whose column is headed so.
func (t *entryTable) asks(heading string) bool {
	for _, form := range t.forms {
		for _, f := range form.Fields {
			if name, _ := f.column(map[string]string{heading: ""}); name != "" {
				return true
			}
		}
	}
	return false
}

// plan plans one line.
func (t *entryTable) plan(l *PlannedLine, values map[string]string) {
	w := &entryWork{}
	l.entry = w
	t.findEntry(l, w, values)
	if l.Outcome == ImportRefused {
		return
	}
	key := alike(w.place.Category.ID, w.bodies, values[ColumnTitle])
	if w.entry != nil {
		key = w.entry.UID
	}
	if earlier := t.seen[key]; earlier != 0 {
		l.wrong(ColumnCode, values[ColumnCode], fault.Field{Key: "transfer.line_twice", Args: fault.Args{"Line": earlier}})
		return
	}
	t.seen[key] = l.Number
	if w.entry != nil && w.entry.beingWritten() {
		l.Outcome = ImportKept
		return
	}
	t.fillIn(l, w, values)
	t.admitLine(l, w, values)
	l.settle(w.entry != nil)
}

// findEntry finds out which entry the line is about, or where its new one would stand.
func (t *entryTable) findEntry(l *PlannedLine, w *entryWork, values map[string]string) {
	if uid := values[ColumnEntry]; uid != "" {
		w.entry = t.entries[uid]
		if w.entry != nil {
			w.place, w.bodies = t.places[w.entry.ContestID], t.owners[w.entry.ID]
		}
		if w.place == nil || judging.May(t.actor, judging.ManageRound, w.place.Facts()) != nil {
			l.wrong(ColumnEntry, uid, fault.Field{Key: "transfer.no_entry"})
			return
		}
		t.sameBodies(l, w, values)
		return
	}
	if w.bodies = t.namedBodies(l, values); l.Outcome == ImportRefused {
		return
	}
	l.Title = titlesOf(w.bodies, t.edition.Language)
	category := t.category(values[ColumnCategory])
	if category == nil {
		l.wrong(ColumnCategory, values[ColumnCategory], fault.Field{Key: "transfer.no_category"})
		return
	}
	switch w.place = t.ways.contest(t.edition.ID, category.ID, w.bodies[0]); {
	case w.place == nil:
		l.wrong(ColumnCategory, values[ColumnCategory], fault.Field{Key: "fault.entry_nowhere"})
	case judging.May(t.actor, judging.ManageRound, w.place.Facts()) != nil:
		l.wrong(ColumnCode, values[ColumnCode], fault.Field{Key: "transfer.other_chapter"})
	default:
		t.findAlike(l, w, alike(category.ID, w.bodies, values[ColumnTitle]))
	}
}

// findAlike finds the entry that the line speaks of without naming it. It may stand in another contest than a new one would: then that is
// where the actor must manage it.
func (t *entryTable) findAlike(l *PlannedLine, w *entryWork, key string) {
	if w.entry = t.known[key]; w.entry == nil {
		return
	}
	w.place = t.places[w.entry.ContestID]
	if w.place == nil || judging.May(t.actor, judging.ManageRound, w.place.Facts()) != nil {
		l.wrong(ColumnCode, codesIn(w.bodies), fault.Field{Key: "transfer.other_chapter"})
	}
}

// sameBodies refuses a line whose bodies or category are not the entry's: they are changed elsewhere.
func (t *entryTable) sameBodies(l *PlannedLine, w *entryWork, values map[string]string) {
	l.Title = titlesOf(w.bodies, t.edition.Language)
	if code, given := values[ColumnCode]; given && code != codesIn(w.bodies) {
		l.put(ColumnCode, codesIn(w.bodies), code)
		l.wrong(ColumnCode, code, fault.Field{Key: "transfer.not_here"})
	}
	if name, given := values[ColumnCategory]; given && t.category(name) != t.categoryOf(w.entry) {
		l.put(ColumnCategory, t.categoryOf(w.entry).Slug, name)
		l.wrong(ColumnCategory, name, fault.Field{Key: "transfer.not_here"})
	}
}

// namedBodies finds the bodies of a line by their codes, and holds their name against them.
func (t *entryTable) namedBodies(l *PlannedLine, values map[string]string) (bodies []*Body) {
	codes := values[ColumnCode]
	for _, code := range strings.Split(codes, ", ") {
		b := t.bodies[code]
		if b == nil || slices.Contains(bodies, b) {
			l.wrong(ColumnCode, codes, fault.Field{Key: "transfer.no_body", Args: fault.Args{"Code": code}})
			return nil
		}
		bodies = append(bodies, b)
	}
	if name := values[ColumnName]; name != "" && !calledSo(bodies, name, t.edition.Language) {
		l.wrong(ColumnName, name, fault.Field{Key: "transfer.other_name", Args: fault.Args{"Name": titlesOf(bodies, t.edition.Language)}})
	}
	return bodies
}

// calledSo tells whether a name in a table is that of the bodies, with or without what they are.
func calledSo(bodies []*Body, name string, lang locale.Language) bool {
	folded := locale.Fold(name)
	return folded == locale.Fold(titlesOf(bodies, lang)) || folded == locale.Fold(bodies[0].Name) ||
		folded == locale.Fold(bodies[0].Title()) || strings.HasPrefix(folded, locale.Fold(bodies[0].Name)+" (")
}

func titlesOf(bodies []*Body, lang locale.Language) string {
	titles := make([]string, len(bodies))
	for i, b := range bodies {
		titles[i] = b.Title()
	}
	return locale.List(lang, titles)
}

func codesIn(bodies []*Body) string {
	codes := make([]string, len(bodies))
	for i, b := range bodies {
		codes[i] = b.Code
	}
	return strings.Join(codes, ", ")
}

// category finds a category by its word in addresses or its name in any language.
func (t *entryTable) category(name string) *Category {
	for _, c := range t.categories {
		if c.CancelledAt.IsZero() && name == c.Slug {
			return c
		}
	}
	for _, c := range t.categories {
		for _, text := range c.Name {
			if c.CancelledAt.IsZero() && name != "" && locale.Fold(text) == locale.Fold(name) {
				return c
			}
		}
	}
	return nil
}

func (t *entryTable) categoryOf(e *Entry) *Category {
	return t.categories[slices.IndexFunc(t.categories, func(c *Category) bool { return c.ID == e.CategoryID })]
}

// alike is the key by which a line without the entry's uid finds it: of the same bodies in the category with the same title, so that
// a table brought in twice makes nothing twice.
func alike(category int64, bodies []*Body, title string) string {
	return fmt.Sprint(category, "/", codesIn(bodies), "/", title)
}
