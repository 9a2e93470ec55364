package organizer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const rubricPage web.Page[rubricData] = "organizer/rubric"

type rubricData struct {
	*store.RubricPlace
	In     locale.Language // in which its words are edited
	Form   rubricForm
	Errors web.Errors
	lang   locale.Language
}

var rubricLabels = map[string]string{"name": "edition.rubric_name", "trim": "edition.trim", "minimum": "edition.minimum", "criteria": "organizer.criteria",
	"criteria[].name": "edition.criterion_name", "criteria[].description": "edition.criterion_description", "criteria[].kind": "edition.criterion_kind",
	"criteria[].form": "edition.criterion_form", "criteria[].max": "edition.criterion_max", "criteria[].step": "edition.criterion_step",
	"criteria[].weight": "edition.criterion_weight", "criteria[].law": "edition.criterion_law", "criteria[].anchors": "edition.criterion_anchors",
	"criteria[].unit": "matrix.unit", "criteria[].conversion": "matrix.conversion",
	"copy": "edition.rubric_name"}

// Languages are those in which the words may be edited.
func (rubricData) Languages() []locale.Language { return locale.Languages }

// Why says why the rubric does not change any more; nil: it may.
func (d rubricData) Why() *fault.Fault {
	if d.Fixed == nil {
		return nil
	}
	return fault.Of(d.Fixed)
}

// Editable tells whether the actor may change anything of the rubric.
func (d rubricData) Editable() bool { return d.Open(store.CriteriaPart) || d.Open(store.ScalePart) }

// Locked are the keys of the parts that the center has locked for the actor.
func (d rubricData) Locked() (keys []string) {
	for _, part := range []store.Part{store.CriteriaPart, store.ScalePart} {
		if d.May && d.Fixed == nil && !d.Open(part) {
			keys = append(keys, "edition.part_"+string(part))
		}
	}
	return keys
}

// Rules shows the rubric as a table.
func (d rubricData) Rules() rules { return rules{Rubrics: []ruledRubric{ruledRubricOf(d.Rubric)}} }

// Kinds are what a value may do to the total.
func (d rubricData) Kinds() (options []web.Option) {
	for _, kind := range []judging.CriterionKind{judging.Points, judging.Penalty, judging.Informative} {
		options = append(options, web.Option{Value: string(kind), Label: locale.T(d.lang, "edition.kind_"+string(kind))})
	}
	return options
}

// Forms are the ways in which a sheet asks.
func (d rubricData) Forms() (options []web.Option) {
	for _, form := range []string{"points", "checklist", "measured"} {
		options = append(options, web.Option{Value: form, Label: locale.T(d.lang, "edition.form_"+form)})
	}
	return options
}

func (d door) rubricData(r *web.Request, in string) (rubricData, error) {
	place, err := d.store.RubricSetup(r.Context(), r.Actor, r.Var("rubric"))
	if err != nil {
		return rubricData{}, err
	}
	lang, known := locale.Parse(in)
	if !known {
		lang = place.Edition.Language
	}
	return rubricData{RubricPlace: place, In: lang, lang: r.Language}, nil
}

func (d door) rubric(r *web.Request) error {
	data, err := d.rubricData(r, r.Query("in"))
	if err != nil {
		return err
	}
	data.Form = rubricFormOf(data.Rubric, data.In)
	return rubricPage.Show(r, data)
}

func (d door) saveRubric(r *web.Request) error {
	var form rubricForm
	err := r.Decode(&form)
	data, e := d.rubricData(r, form.In)
	if e != nil {
		return e
	}
	if !data.May {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	data.Form = form
	var rows []int
	if data.Fixed != nil {
		err = data.Fixed
	}
	if err == nil {
		var next store.RubricForm
		if next, rows, err = form.rubric(data.In); err == nil {
			err = d.store.UpdateRubric(r.Context(), r.Actor, data.Rubric.UID, next)
		}
	}
	if err != nil {
		data.Errors = wrongIn(rubricLabels, renumbered(err, rows))
		return rubricPage.Again(r, err, data)
	}
	r.Notice("edition.rubric_saved")
	return r.Redirect("organizer.rubric", "rubric", data.Rubric.UID, "in", string(data.In))
}

// copyRubric makes another rubric for the center out of this one.
func (d door) copyRubric(r *web.Request) error {
	data, err := d.rubricData(r, "")
	if err != nil {
		return err
	}
	var form struct {
		Name string `form:"copy"`
	}
	err = r.Decode(&form)
	name := cmp.Or(strings.TrimSpace(form.Name), locale.T(data.Edition.Language, "edition.copy_of", "Name", data.Rubric.Name))
	var made *store.Rubric
	if err == nil {
		made, err = d.store.CopyRubric(r.Context(), r.Actor, data.Rubric.UID, locale.Text{data.Edition.Language: name})
	}
	if err != nil {
		data.Form = rubricFormOf(data.Rubric, data.In)
		data.Errors = wrongIn(rubricLabels, err)
		return rubricPage.Again(r, err, data)
	}
	r.Notice("edition.rubric_copied")
	return r.Redirect("organizer.rubric", "rubric", made.UID)
}

// criterionAt is a criterion of the form at its place, with what may be chosen for it.
type criterionAt struct {
	rubricData
	Row    criterionRow
	Number int // from 1
}

// At puts a criterion at its place in the form, counted from 0.
func (d rubricData) At(i int, row criterionRow) criterionAt { return criterionAt{d, row, i + 1} }

// Name is the name of one of the criterion's fields.
func (c criterionAt) Name(field string) string {
	return "criteria[" + strconv.Itoa(c.Number-1) + "]." + field
}

// Wrong tells whether something is wrong in the criterion, which is then shown whole.
func (c criterionAt) Wrong() bool {
	return slices.ContainsFunc(c.Errors.Links(), func(l web.Link) bool { return strings.HasPrefix(l.Field.Name, c.Name("")) })
}
