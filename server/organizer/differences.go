package organizer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const differencesPage web.Page[differencesData] = "organizer/differences"

type differencesData struct {
	*store.EditionDifferences
	Groups  []todoGroup
	Parts   []changePart
	request *web.Request
}

// todoGroup is what is to be decided about one thing.
type todoGroup struct {
	About string // empty: the whole edition
	Todos []todoRow
}

// todoRow is something to be decided, and where.
type todoRow struct {
	Text    string
	Address string
}

// changePart is what differs in one part of an edition.
type changePart struct {
	Part string
	Rows []changeRow
}

// changeRow is one difference as a page shows it.
type changeRow struct {
	Way      store.ChangeWay
	About    string
	What     string
	From, To string
}

// todoPages say on which page something is decided, and which of its words the object is.
var todoPages = map[store.TodoKind]struct{ route, variable string }{
	store.TodoRules: {"organizer.rules", "edition"}, store.TodoNoCategory: {"organizer.categories", "edition"},
	store.TodoNobodyEligible: {"organizer.eligibility", "category"}, store.TodoUnknownCodes: {"organizer.eligibility", "category"},
	store.TodoPrivacy: {"organizer.chapter_setting", "chapter"}, store.TodoChapterNew: {"organizer.chapter_setting", "chapter"},
	store.TodoCollective: {"organizer.chapter_setting", "chapter"}, store.TodoContact: {"organizer.chapter_setting", "chapter"},
	store.TodoOrganizer: {"organizer.chapter_setting", "chapter"}, store.TodoJury: {"organizer.jury", "round"}, store.TodoChair: {"organizer.jury", "round"},
	store.TodoNoAccount: {"organizer.jury", "round"}, store.TodoAccountEnded: {"organizer.jury", "round"}, store.TodoInvited: {"organizer.jury", "round"},
	store.TodoNoRubric: {"organizer.contest_rules", "contest"},
}

// address is the page where the thing is decided; what no page of its own decides is decided where the round is edited.
func (d differencesData) address(todo store.Todo) string {
	page, own := todoPages[todo.Kind]
	if !own {
		return d.request.Address("organizer.round_edit", "round", todo.UID)
	}
	if page.variable == "chapter" {
		return d.request.Address(page.route, "edition", d.Edition.UID, "chapter", todo.UID)
	}
	return d.request.Address(page.route, page.variable, todo.UID)
}

// groups puts together what is to be decided about the same thing, in the order in which the things come.
func (d differencesData) groups() (groups []todoGroup) {
	for _, todo := range d.Todos {
		about := todo.About.In(d.request.Language)
		at := slices.IndexFunc(groups, func(g todoGroup) bool { return g.About == about })
		if at < 0 {
			at, groups = len(groups), append(groups, todoGroup{About: about})
		}
		groups[at].Todos = append(groups[at].Todos, todoRow{d.todoText(todo), d.address(todo)})
	}
	return groups
}

func (d differencesData) todoText(todo store.Todo) string {
	field, at := "", ""
	if todo.Field != "" {
		field = d.request.T("edition.date_" + todo.Field)
		at = d.moment(todo.At)
	}
	return d.request.T("edition.todo_"+string(todo.Kind), "Detail", todo.Detail, "Field", field, "Time", at)
}

func (d differencesData) moment(t time.Time) string {
	return locale.DateTime(d.request.Language, t, d.Edition.Zone())
}

// parts puts together what differs in the same part.
func (d differencesData) parts() (parts []changePart) {
	for _, c := range d.Changes {
		at := slices.IndexFunc(parts, func(p changePart) bool { return p.Part == c.Part })
		if at < 0 {
			at, parts = len(parts), append(parts, changePart{Part: c.Part})
		}
		row := changeRow{Way: c.Way, About: c.About.In(d.request.Language), What: c.Name, From: d.value(c, c.From), To: d.value(c, c.To)}
		if c.Field != "" {
			row.What = strings.Trim(row.What+": "+d.request.T("edition.field_"+c.Field), ": ")
		}
		parts[at].Rows = append(parts[at].Rows, row)
	}
	return parts
}

// wordedFields are the fields whose words are those of messages, with the beginnings of their keys.
var wordedFields = map[string]string{"mode": "organizer.mode_", "numbering": "organizer.numbering_", "locked": "edition.part_", "scope": "edition.scope_", "role": "edition.role_"}

// value writes what something was or is.
func (d differencesData) value(c store.Change, v store.Value) string {
	switch {
	case !v.At.IsZero():
		return d.moment(v.At)
	case !v.Text.Empty():
		return v.Text.In(d.request.Language)
	case v.Word == "":
		return ""
	}
	prefix, is := wordedFields[c.Field]
	if !is {
		return v.Word
	}
	var words []string
	for word := range strings.SplitSeq(v.Word, ", ") {
		words = append(words, d.request.T(prefix+word))
	}
	return strings.Join(words, ", ")
}

// Heading is the key of a part's heading.
func (p changePart) Heading() string { return "edition.differs_" + p.Part }

// Choices are the editions that this one may be held against.
func (d differencesData) Choices() (options []web.Option) {
	for _, e := range d.Others {
		options = append(options, web.Option{Value: e.UID, Label: fmt.Sprintf("%d – %s", e.Year, locale.Edition(d.request.Language, e.Number))})
	}
	return options
}

func (d door) differences(r *web.Request) error {
	found, err := d.store.EditionDifferences(r.Context(), r.Actor, r.Var("edition"), r.Query("with"), r.Language)
	if err != nil {
		return err
	}
	data := differencesData{EditionDifferences: found, request: r}
	data.Groups, data.Parts = data.groups(), data.parts()
	return differencesPage.Show(r, data)
}

// NoErrors is for forms that are never wrong.
func (differencesData) NoErrors() web.Errors { return web.Errors{} }
