package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// FormPart is how a category asks for one of the things that every entry has: its title, its address, its supplier.
type FormPart struct {
	bun.BaseModel `bun:"table:form_part"`

	CategoryID int64    `bun:",pk"`
	Part       PartName `bun:",pk"`
	Asked      bool
	Required   bool
	Hidden     bool        // from jurors; title and address never are
	Label      locale.Text // empty: its usual name
	Help       locale.Text
}

// PartName names a thing that every entry has. Its value is also its key beside those of a form's fields.
type PartName string

// The parts.
const (
	PartTitle    PartName = "title"
	PartURL      PartName = "url"
	PartSupplier PartName = "supplier"
)

// PartNames are all parts, in the order in which a form asks for them.
var PartNames = []PartName{PartTitle, PartURL, PartSupplier}

// partsOf reads how a category asks for the parts, in the order of PartNames. One that nobody has set is asked for and not required.
func (tx *transaction) partsOf(ctx context.Context, category int64) ([]FormPart, error) {
	var stored []FormPart
	if err := tx.store.prepared(ctx, tx, &stored, "select * from form_part where category_id = ?", category); err != nil {
		return nil, fmt.Errorf("form parts: %w", err)
	}
	return completed(category, stored), nil
}

// completed puts the parts into their order and adds those that are not stored.
func completed(category int64, stored []FormPart) []FormPart {
	var parts []FormPart
	for _, name := range PartNames {
		part := FormPart{CategoryID: category, Part: name, Asked: true, Label: locale.Text{}, Help: locale.Text{}}
		for _, s := range stored {
			if s.Part == name {
				part = s
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// read reads what was filled in for the part as it is kept.
func (p *FormPart) read(typed string) (string, *fault.Field) {
	text, sound := plainText(typed, false)
	switch {
	case !sound:
		return text, problem("form.bad_character")
	case text == "" && p.Required:
		return "", problem("fault.required")
	case text == "":
		return "", nil
	case p.Part == PartURL:
		address, ok := NormalAddress(text)
		if !ok {
			return text, problem("form.bad_address")
		}
		return address, nil
	}
	if over := Units(text) - maxName; over > 0 {
		return text, withCount("form.too_long", over)
	}
	return text, nil
}

// Limit is the longest text that the part takes, in UTF-16 units.
func (p *FormPart) Limit() int {
	if p.Part == PartURL {
		return maxAddress
	}
	return maxName
}

// partColumn names the column of an entry that has the part.
func partColumn(part PartName) bun.Ident { return bun.Ident(part) }
