package web

import "blazon/fault"

// Inside puts the form's name in front of the fields that an error names, on a page with several forms.
func Inside(form string, err error) error {
	f := fault.Of(err)
	if len(f.Fields) == 0 {
		return err
	}
	fields := make([]fault.Field, len(f.Fields))
	for i, field := range f.Fields {
		fields[i] = field
		fields[i].Name = form + "." + field.Name
	}
	return fault.InForm(fields...)
}
