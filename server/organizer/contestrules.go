package organizer

import (
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const contestRulesPage web.Page[contestRulesData] = "organizer/contest-rules"

type contestRulesData struct {
	*store.ContestRules
	Form   contestRulesForm
	Errors web.Errors
	lang   locale.Language
}

// contestRulesForm is what a contest shall be judged by.
type contestRulesForm struct {
	countingForm
	Rubric string `form:"rubric"` // uid; empty: as it is
	Own    bool   `form:"own"`    // the chapter wants a rubric of its own
}

var contestRulesLabels = with(countingLabels, map[string]string{"rubric": "edition.rubric"}, "")

// Rules shows what the contest is judged by now.
func (d contestRulesData) Rules() rules {
	view := rules{Numbering: d.Standing.Numbering, Cut: d.Standing.Cut}
	if d.Rubric != nil {
		view.Rubrics = []ruledRubric{ruledRubricOf(d.Rubric)}
	}
	view.Chain = view.chain(d.Standing.TieBreak)
	return view
}

// Last tells whether nobody goes on from the contest's round.
func (d contestRulesData) Last() bool { return d.Round.NextRoundID == 0 }

// Locked are the keys of the parts that the center has locked for the actor.
func (d contestRulesData) Locked() (keys []string) {
	for _, part := range d.parts() {
		if !d.Central && d.Edition.Locks(part) {
			keys = append(keys, "edition.part_"+string(part))
		}
	}
	return keys
}

// Changeable tells whether there is any part that the actor may change.
func (d contestRulesData) Changeable() bool {
	for _, part := range d.parts() {
		if d.Open(part) {
			return true
		}
	}
	return false
}

// parts are those that a contest has of its own.
func (d contestRulesData) parts() []store.Part {
	parts := []store.Part{store.CriteriaPart, store.ScalePart, store.TieBreakPart, store.NumberingPart}
	if !d.Last() {
		parts = append(parts, store.CutPart)
	}
	return parts
}

// MayChoose tells whether the actor may choose another rubric.
func (d contestRulesData) MayChoose() bool {
	return d.Open(store.CriteriaPart) && len(d.Rubrics) > 1
}

// MayOwn tells whether the contest may get a rubric of its chapter's own.
func (d contestRulesData) MayOwn() bool {
	return (d.Open(store.CriteriaPart) || d.Open(store.ScalePart)) && d.ContestRules.Rubric.ChapterID == 0
}

// Choices are the rubrics to choose from.
func (d contestRulesData) Choices() (options []web.Option) {
	for _, r := range d.Rubrics {
		label := r.Name.In(d.lang)
		if r.ChapterID != 0 {
			label = locale.T(d.lang, "edition.own_rubric_of", "Name", label, "Chapter", d.Chapter.Name)
		}
		options = append(options, web.Option{Value: r.UID, Label: label})
	}
	return options
}

// Counting is the form of how totals become places.
func (d contestRulesData) Counting() countingView {
	return countingView{Form: d.Form.countingForm, Errors: d.Errors, Open: d.Open, Last: d.Last(), rubric: d.Rubrics, lang: d.lang}
}

func (d door) contestRulesData(r *web.Request) (contestRulesData, error) {
	setup, err := d.store.ContestRules(r.Context(), r.Actor, r.Var("contest"))
	return contestRulesData{ContestRules: setup, lang: r.Language}, err
}

func (d door) contestRules(r *web.Request) error {
	data, err := d.contestRulesData(r)
	if err != nil {
		return err
	}
	data.Form.countingForm = countingOf(data.Standing)
	if data.Rubric != nil {
		data.Form.Rubric = data.Rubric.UID
	}
	return contestRulesPage.Show(r, data)
}

func (d door) saveContestRules(r *web.Request) error {
	data, err := d.contestRulesData(r)
	if err != nil {
		return err
	}
	if err = r.Decode(&data.Form); err == nil && data.Form.Own {
		var own *store.Rubric
		if own, err = d.store.OwnRubric(r.Context(), r.Actor, data.Contest.UID); err == nil {
			r.Notice("edition.own_rubric_made")
			return r.Redirect("organizer.rubric", "rubric", own.UID)
		}
	} else if err == nil {
		err = d.putContestRules(r, data)
	}
	if err != nil {
		data.Errors = wrongIn(contestRulesLabels, err)
		return contestRulesPage.Again(r, err, data)
	}
	r.Notice("edition.contest_rules_saved")
	return r.Redirect("organizer.contest_rules", "contest", data.Contest.UID)
}

func (d door) putContestRules(r *web.Request, data contestRulesData) error {
	counting, err := data.Form.rules(data.Standing)
	if err != nil {
		return err
	}
	form := store.ContestRulesForm{Rubric: data.Form.Rubric, Rules: counting}
	if form.Rubric == "" && data.Rubric != nil {
		form.Rubric = data.Rubric.UID
	}
	return d.store.UpdateContestRules(r.Context(), r.Actor, data.Contest.UID, form)
}
