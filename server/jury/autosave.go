package jury

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// answer is what the script that saves sheets is told: static/autosave.ts says what each means to it.
type answer struct {
	Revision  int64             `json:"revision,omitempty"`
	Saved     string            `json:"saved,omitempty"`
	Values    map[string]string `json:"values,omitempty"`
	Errors    map[string]string `json:"errors,omitempty"`
	Unsaved   []string          `json:"unsaved,omitempty"`
	Points    map[string]string `json:"points,omitempty"` // what measured values are worth, in words, by their fields
	States    map[string]string `json:"states,omitempty"` // of a matrix's rows, in words, by their sheets
	Error     string            `json:"error,omitempty"`
	Kept      bool              `json:"kept,omitempty"`
	Conflict  bool              `json:"conflict,omitempty"`
	Submitted bool              `json:"submitted,omitempty"`
	Closed    bool              `json:"closed,omitempty"`
	Gone      bool              `json:"gone,omitempty"`
}

// autosave saves what is being typed. What cannot become the sheet is kept as a draft.
func (d door) autosave(r *web.Request, form store.SheetForm) error {
	saved, err := d.store.SaveSheet(r.Context(), r.Actor, form)
	if err != nil {
		return d.refuse(r, form, err)
	}
	a := answer{Revision: saved.Revision, Saved: r.T("sheet.saved", "Time", saved.SavedAt.In(store.Edition{TimeZone: saved.Zone}.Zone()).Format(time.TimeOnly)),
		Values: map[string]string{"revision": strconv.FormatInt(saved.Revision, 10)}, Errors: map[string]string{}}
	a.Points = map[string]string{}
	for _, m := range saved.Marks {
		if m.Empty || m.Measured != "" {
			a.Points[fieldPrefix+m.Criterion] = worth(r.Language, m)
		}
		if name := fieldPrefix + m.Criterion; saved.Typed[name] == "" {
			a.Values[name] = written(r.Language, m)
		}
	}
	for _, f := range saved.Wrong {
		a.Errors[f.Name] = locale.Field(r.Language, f)
	}
	return r.JSON(http.StatusOK, a)
}

// refuse says why what was typed could not become the sheet, once it is kept.
func (d door) refuse(r *web.Request, form store.SheetForm, err error) error {
	why, err := d.keep(r, form, err)
	if why == "" {
		return err
	}
	a := answer{Error: locale.Fault(r.Language, fault.Of(err)), Kept: true}
	status := http.StatusConflict
	switch why {
	case store.DraftConflict:
		a.Conflict = true
	case store.DraftSubmitted:
		a.Submitted = true
	case store.DraftLate:
		a.Closed = true
	case store.DraftWithdrawn:
		a.Gone, status = true, http.StatusNotFound
	}
	return r.JSON(status, a)
}

// keptWords say what became of what was typed.
var keptWords = map[store.DraftWhy]string{store.DraftConflict: "sheet.kept_conflict", store.DraftSubmitted: "sheet.kept_submitted",
	store.DraftLate: "sheet.kept_late", store.DraftWithdrawn: "sheet.kept_withdrawn"}

// keep puts on record what a refused save had, and gives the refusal with what became of it; as it came where there is nothing to keep.
func (d door) keep(r *web.Request, form store.SheetForm, refused error) (store.DraftWhy, error) {
	f := fault.Of(refused)
	switch f.Kind {
	case fault.Conflict, fault.Closed, fault.NotFound:
	default:
		return "", refused
	}
	why, err := d.store.KeepDraft(r.Context(), r.Actor, form)
	switch {
	case fault.Is(err, fault.NotFound), fault.Is(err, fault.Conflict): // not the actor's, or overtaken
		return "", refused
	case err != nil:
		return "", err
	case f.Key == "seat.not_ready": // it is kept, but what is in the way is not the sheet
		return "", refused
	}
	return why, fault.New(f.Kind, keptWords[why])
}

// written is a stored value as the language writes it in a field.
func written(lang locale.Language, m judging.Mark) string {
	switch {
	case m.Empty:
		return ""
	case m.Measured != "":
		return inField(lang, m.Measured)
	}
	return inField(lang, m.Value.String())
}

// worth says how many points a measured value is worth; nothing of points that were typed.
func worth(lang locale.Language, m judging.Mark) string {
	if m.Measured == "" {
		return ""
	}
	return locale.T(lang, "matrix.worth", "Points", locale.Decimal(lang, m.Value.String()))
}

// inField writes a number as people type it: with the comma of their language, and nothing between the thousands.
func inField(lang locale.Language, value string) string {
	if lang == locale.English {
		return value
	}
	return strings.Replace(value, ".", ",", 1)
}
