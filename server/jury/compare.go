package jury

import (
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// stored is the offer to take what is stored in a field instead of what was typed.
type stored struct{ ID, Name, Label string }

// Theirs offers what is stored in a field; nil: nobody saved it elsewhere.
func (d sheetData) Theirs(name, label string) *stored {
	if !d.Foreign || !d.Editable {
		return nil
	}
	return &stored{strings.ReplaceAll(name, ".", "-"), name, label}
}

// takeTheirs puts into the form what is stored in the fields that are to stay as they are. Should the sheet have been saved once more
// since the two were compared, the save is refused again.
func (d door) takeTheirs(r *web.Request, form store.SheetForm, names []string) (store.SheetForm, error) {
	view, err := d.store.SheetView(r.Context(), r.Actor, form.Round, form.Assignment, r.Language)
	if err != nil {
		return form, err
	}
	for _, name := range names {
		remark, isRemark := strings.CutPrefix(name, remarkPrefix)
		switch {
		case isRemark:
			form.Remarks[remark] = view.Sheet.TypedRemark(remark)
		case name == "comment":
			form.Comment = view.Sheet.TypedComment()
		case name == "note":
			form.Note = view.Sheet.TypedNote()
		}
		for _, c := range view.Criteria {
			if name == fieldPrefix+c.Criterion.Key {
				form.Values[c.Criterion.Key] = view.Sheet.TypedValue(c)
			}
		}
	}
	return form, nil
}

// kept is what was typed on another page and could not be saved, where it says something else than the sheet.
type kept struct {
	UID, Time, Why string // Why is a key
	Fields         []keptField
}

// keptField is one field as it was typed and as it is stored.
type keptField struct {
	Name          locale.Text // of the criterion; of a field that has none, Key says what it is
	Key           string
	Typed, Stored string
}

// keptOf lists what could not be saved, the newest first.
func keptOf(lang locale.Language, view *store.SheetView) (list []kept) {
	for _, draft := range view.Kept {
		content, err := draft.Typed()
		if err != nil {
			continue // words that were erased
		}
		k := kept{UID: draft.UID, Time: clock(lang, draft.SavedAt, &view.Place), Why: keptBefore[draft.Why]}
		add := func(name locale.Text, key, typed, stored string) {
			if typed != stored {
				k.Fields = append(k.Fields, keptField{name, key, typed, stored})
			}
		}
		form := content.On(view)
		for _, c := range view.Criteria {
			key := c.Criterion.Key
			if !sameValue(&view.Sheet, form.Values[key], c) {
				add(c.Criterion.Name, "", form.Values[key], shownValue(lang, &view.Sheet, c))
			}
			add(c.Criterion.Name, "sheet.remark", form.Remarks[key], view.Sheet.TypedRemark(key))
		}
		add(nil, "jury.comment", form.Comment, view.Sheet.TypedComment())
		add(nil, "sheet.note", form.Note, view.Sheet.TypedNote())
		if len(k.Fields) > 0 {
			list = append(list, k)
		}
	}
	return list
}

// keptBefore say why a draft could not be saved.
var keptBefore = map[store.DraftWhy]string{store.DraftConflict: "sheet.before_conflict", store.DraftSubmitted: "sheet.before_submitted",
	store.DraftLate: "sheet.before_late", store.DraftWithdrawn: "sheet.before_withdrawn"}

// compare shows a draft that could not be saved in the form, beside what is stored.
func (d door) compare(r *web.Request, data sheetData, uid string) error {
	for _, draft := range data.SheetView.Kept {
		if draft.UID != uid {
			continue
		}
		content, err := draft.Typed()
		if err != nil {
			return err
		}
		data.fill(content.On(data.SheetView)) // under a word of its own: the page where it was typed may still be open
		data.Foreign = true
		return sheetPage.Show(r, data)
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

// drop throws a draft away.
func (d door) drop(r *web.Request, uid string) error {
	if err := d.store.DropDraft(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), uid); err != nil {
		return err
	}
	r.Notice("sheet.dropped")
	return r.Redirect("jury.sheet", "round", r.Var("round"), "sheet", r.Var("sheet"))
}
