package public

import (
	"strconv"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const rulesPage web.Page[rulesData] = "public/rules"

type rulesData struct {
	*store.RulesView
	reader locale.Language
}

// Written is the language that the rules are shown in.
func (d rulesData) Written() locale.Language { return d.Rules.Text.Shown(d.reader) }

// Foreign tells whether the rules are not there in the reader's own language.
func (d rulesData) Foreign() bool { return d.Written() != d.reader }

// rules shows the newest version, or the one that the address names.
func (d door) rules(r *web.Request) error {
	version := 0
	if word := r.Var("version"); word != "" {
		var err error
		if version, err = strconv.Atoi(word); err != nil || version < 1 || strconv.Itoa(version) != word {
			return fault.New(fault.NotFound, "fault.not_found")
		}
	}
	view, err := d.store.PublicRules(r.Context(), r.Var("competition"), r.Var("edition"), version)
	if err != nil {
		return err
	}
	return rulesPage.Show(r, rulesData{view, r.Language})
}
