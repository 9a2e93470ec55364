package store

import (
	"time"

	"blazon/judging"
	"blazon/locale"
)

// Occasion is what all documents of a round have in common, in the edition's language.
type Occasion struct {
	Language    locale.Language `json:"language"`
	Competition string          `json:"competition"`
	Edition     int             `json:"edition"` // its number, as the chapter counts
	Year        int             `json:"year"`
	Round       string          `json:"round"`
	Organizer   string          `json:"organizer,omitempty"`
	Partners    []string        `json:"partners,omitempty"`
	Town        string          `json:"town,omitempty"`
	HeldAt      time.Time       `json:"held_at,omitzero"`
	TimeZone    string          `json:"time_zone"`
	Signatories []Signature     `json:"signatories,omitempty"`
}

// Signature is who signs a document: the role is printed, the name only where it is known.
type Signature struct {
	Role string `json:"role"`
	Name string `json:"name,omitempty"`
}

// Occasion gives what the documents of these results have in common, in the edition's language.
func (r *RoundResults) Occasion() Occasion { return r.OccasionIn(r.Language()) }

// OccasionIn is Occasion in another language.
func (r *RoundResults) OccasionIn(lang locale.Language) Occasion {
	o := Occasion{Language: lang, Competition: r.Competition.Name.In(lang), Edition: r.Edition.Number, Year: r.Edition.Year,
		Round: r.Round.Name.In(lang), Organizer: r.Setting.Organizer.In(lang), TimeZone: r.Edition.TimeZone}
	if r.Setting.Number != 0 {
		o.Edition = r.Setting.Number
	}
	if r.Ceremony != nil {
		o.Town, o.HeldAt = r.Ceremony.Town.In(lang), r.Ceremony.StartsAt.UTC()
	}
	for _, p := range r.Partners {
		o.Partners = append(o.Partners, p.Name)
	}
	for _, s := range r.Signatories {
		o.Signatories = append(o.Signatories, Signature{Role: s.Role.In(lang), Name: s.Name})
	}
	return o
}

// Ranges tells whether a shared place is printed as the range of the places that it occupies, "2.–3.".
func (c *Contest) Ranges() bool { return c.Numbering == judging.Range }
