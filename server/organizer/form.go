package organizer

import (
	"blazon/fault"
	"blazon/server/web"
)

func (d door) formless(*web.Request) error         { return fault.New(fault.NotFound, "fault.not_found") }
func (d door) form(r *web.Request) error           { return d.formless(r) }
func (d door) formParts(r *web.Request) error      { return d.formless(r) }
func (d door) saveFormParts(r *web.Request) error  { return d.formless(r) }
func (d door) addFormSet(r *web.Request) error     { return d.formless(r) }
func (d door) newField(r *web.Request) error       { return d.formless(r) }
func (d door) addField(r *web.Request) error       { return d.formless(r) }
func (d door) field(r *web.Request) error          { return d.formless(r) }
func (d door) saveField(r *web.Request) error      { return d.formless(r) }
func (d door) moveField(r *web.Request) error      { return d.formless(r) }
func (d door) endingField(r *web.Request) error    { return d.formless(r) }
func (d door) endField(r *web.Request) error       { return d.formless(r) }
func (d door) resumeField(r *web.Request) error    { return d.formless(r) }
func (d door) suppliers(r *web.Request) error      { return d.formless(r) }
func (d door) addSupplier(r *web.Request) error    { return d.formless(r) }
func (d door) supplier(r *web.Request) error       { return d.formless(r) }
func (d door) renameSupplier(r *web.Request) error { return d.formless(r) }
func (d door) mergeSupplier(r *web.Request) error  { return d.formless(r) }
