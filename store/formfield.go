package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/attachment"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// FormField is one question of a category's entry form.
type FormField struct {
	bun.BaseModel `bun:"table:form_field"`

	ID         int64 `bun:",pk,autoincrement"`
	UID        string
	CategoryID int64
	Key        string // stays when the words change
	Kind       FieldKind
	Label      locale.Text
	Help       locale.Text
	Required   bool
	Longest    int           `bun:",nullzero"` // a text in UTF-16 units, as browsers count, at most; a file in bytes; 0: as its kind allows
	Minimum    *int64        // a number, in millionths; nil: any
	Maximum    *int64        // a number, in millionths; nil: any
	Decimals   int           // digits that a number may have after the point
	Most       int           `bun:",nullzero"` // how many files or choices, at most; 0: one file, any number of choices
	Options    []FieldOption // the choices; of a file its types
	Hidden     bool          // from jurors
	Position   int
	EndedAt    time.Time `bun:",nullzero"` // no longer asked for; what was answered stays
}

// FieldOption is one thing to choose: a choice with its name, or a type of files such as "pdf".
type FieldOption struct {
	Key   string      `json:"key"`
	Name  locale.Text `json:"name,omitempty"`
	Ended bool        `json:"ended,omitempty"` // no longer offered; whoever has chosen it keeps it
}

// FieldKind is what kind of answer a field asks for.
type FieldKind string

// The kinds of fields.
const (
	ShortText   FieldKind = "short_text"
	LongText    FieldKind = "long_text"
	WebAddress  FieldKind = "url"
	NumberField FieldKind = "number"
	DateField   FieldKind = "date"
	Choice      FieldKind = "choice"
	Choices     FieldKind = "choices"
	Declaration FieldKind = "declaration"
	FileField   FieldKind = "file"
)

// FieldKinds are all kinds, in the order in which they are offered.
var FieldKinds = []FieldKind{ShortText, LongText, WebAddress, NumberField, DateField, Choice, Choices, Declaration, FileField}

// FileTypes are the types of files that a form may ask for, by the endings of their names.
var FileTypes = attachment.Types

// The most that a field may take, and what it takes where it says nothing itself.
const (
	MaxShortText = 1000   // UTF-16 units
	MaxLongText  = 20_000 // UTF-16 units
	MaxFile      = 100e6  // bytes
	MaxFiles     = 20     // in one field
	usualShort   = 300    // UTF-16 units
	usualLong    = 5000   // UTF-16 units
	usualFile    = 20e6   // bytes
	maxAddress   = 2000   // bytes
)

// Limit is the longest text, in UTF-16 units, or the largest file, in bytes, that the field takes.
func (f *FormField) Limit() int {
	if f.Longest != 0 {
		return f.Longest
	}
	switch f.Kind {
	case LongText:
		return usualLong
	case FileField:
		return usualFile
	case WebAddress:
		return maxAddress
	}
	return usualShort
}

// Files is how many files the field takes; one where it says nothing.
func (f *FormField) Files() int { return max(f.Most, 1) }

// Types are the types of files that the field takes.
func (f *FormField) Types() (types []string) {
	for _, o := range f.Options {
		types = append(types, o.Key)
	}
	return types
}

// Offered are the choices that may be chosen now.
func (f *FormField) Offered() (offered []FieldOption) {
	for _, o := range f.Options {
		if !o.Ended {
			offered = append(offered, o)
		}
	}
	return offered
}

// Option finds a choice by its key; nil: there has never been one.
func (f *FormField) Option(key string) *FieldOption {
	if at := slices.IndexFunc(f.Options, func(o FieldOption) bool { return o.Key == key }); at >= 0 {
		return &f.Options[at]
	}
	return nil
}

// Ended tells whether the field is no longer asked for.
func (f *FormField) Ended() bool { return !f.EndedAt.IsZero() }

// fieldsOf reads the fields that a category's form asks for now, in their order.
func (tx *transaction) fieldsOf(ctx context.Context, category int64) ([]*FormField, error) {
	all, err := tx.allFieldsOf(ctx, category)
	return slices.DeleteFunc(all, (*FormField).Ended), err
}

// allFieldsOf reads the fields of a category's form, in their order, with those that it no longer asks for at the end.
func (tx *transaction) allFieldsOf(ctx context.Context, category int64) ([]*FormField, error) {
	var fields []*FormField
	err := tx.NewSelect().Model(&fields).Where("category_id = ?", category).
		OrderExpr("case when ended_at is null then 0 else 1 end, position, id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("form fields: %w", err)
	}
	return fields, nil
}

// TypeList names the types of files, as people read them: "PDF, DOCX".
func (f *FormField) TypeList() string { return attachment.Names(f.Types()) }

// Megabytes is the size of the largest file that the field takes.
func (f *FormField) Megabytes() int { return f.Limit() / 1e6 }
