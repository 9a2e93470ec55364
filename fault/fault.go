// Package fault says what went wrong: a kind for the machine and a translation key for the person.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Kind is the class of a fault; the server maps each to one HTTP status.
type Kind int

// The kinds, from the harmless to the grave.
const (
	Internal        Kind = iota // a defect or a failing machine; the only kind that is logged as an error
	Invalid                     // the input is wrong; the form is shown again, as filled in
	NotFound                    // there is no such thing, or the actor may not know of it
	Unauthenticated             // nobody is signed in
	Forbidden                   // the actor sees the thing but may not do this to it
	Conflict                    // somebody else changed it meanwhile
	Closed                      // the phase of the round, or the state of the result, forbids it
	TooMany                     // a rate limit is used up
)

// Args are the values that a translated message names.
type Args map[string]any

// Fault is an error that a person can be shown: Key names its message in the catalogues.
type Fault struct {
	Kind   Kind
	Key    string
	Args   Args
	Fields []Field // for Invalid: which form fields, and why
	cause  error
}

// Field is one wrong form field: its name in the form and the key of the message beside it.
type Field struct {
	Name string
	Key  string
	Args Args
}

// New makes a fault of a kind with the key of its message.
func New(kind Kind, key string) *Fault { return &Fault{Kind: kind, Key: key} }

// With returns a copy of f that has one more value for its message.
func (f *Fault) With(name string, value any) *Fault {
	c := *f
	c.Args = maps.Clone(f.Args)
	if c.Args == nil {
		c.Args = Args{}
	}
	c.Args[name] = value
	return &c
}

// Because returns a copy of f that wraps its cause for the log.
func (f *Fault) Because(cause error) *Fault {
	c := *f
	c.cause = cause
	return &c
}

// InForm makes an Invalid fault out of wrong fields, or nil where there is none.
func InForm(fields ...Field) error {
	if len(fields) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Key: "fault.invalid_form", Fields: fields}
}

// Error gives the key and the cause, for logs only.
func (f *Fault) Error() string {
	text := f.Key
	for _, field := range f.Fields {
		text += fmt.Sprintf(" [%s: %s]", field.Name, field.Key)
	}
	if f.cause != nil {
		text += ": " + f.cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// Of finds the fault in an error's chain; a foreign error is Internal.
func Of(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return &Fault{Kind: Internal, Key: "fault.internal", cause: err}
}

// Renamed calls a wrong field as the form on a page calls it.
func Renamed(err error, from, to string) error {
	f := *Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		if f.Fields[i].Name == from {
			f.Fields[i].Name = to
		}
	}
	return &f
}

// Is tells whether err is a fault of the kind.
func Is(err error, kind Kind) bool { return err != nil && Of(err).Kind == kind }
