package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
)

// formRoutes are the pages of what entries are asked: the forms of categories, and the list of suppliers.
func (d door) formRoutes() []web.Route {
	const (
		act       = judging.OpenOffice
		form      = "/organizer/categories/{category}/form"
		field     = form + "/fields/{field}"
		suppliers = "/organizer/competitions/{competition}/suppliers"
	)
	return []web.Route{
		{Name: "organizer.form", Path: form, Act: act, Get: d.form},
		{Name: "organizer.form_parts", Path: form + "/parts", Act: act, Get: d.formParts, Post: d.saveFormParts},
		{Name: "organizer.form_set", Path: form + "/set", Act: act, Post: d.addFormSet},
		{Name: "organizer.field_new", Path: form + "/fields/new", Act: act, Get: d.newField, Post: d.addField},
		{Name: "organizer.field", Path: field, Act: act, Get: d.field, Post: d.saveField},
		{Name: "organizer.field_move", Path: field + "/move", Act: act, Post: d.moveField},
		{Name: "organizer.field_end", Path: field + "/end", Act: act, Get: d.endingField, Post: d.endField},
		{Name: "organizer.field_resume", Path: field + "/resumption", Act: act, Post: d.resumeField},
		{Name: "organizer.suppliers", Path: suppliers, Act: act, Get: d.suppliers, Post: d.addSupplier},
		{Name: "organizer.supplier", Path: suppliers + "/{supplier}", Act: act, Get: d.supplier, Post: d.renameSupplier},
		{Name: "organizer.supplier_merge", Path: suppliers + "/{supplier}/merging", Act: act, Post: d.mergeSupplier},
	}
}

// notThere is what somebody sees of a page that is there for others.
func notThere() error { return fault.New(fault.NotFound, "fault.not_found") }
