package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Submission is an entry as it was handed in. Nobody changes it any more; what is handed in later is the next version.
type Submission struct {
	bun.BaseModel `bun:"table:submission"`

	ID          int64 `bun:",pk,autoincrement"`
	UID         string
	EntryID     int64
	Version     int
	Content     string // JSON: a SubmissionContent
	RulesID     int64  `bun:",nullzero"` // that the entrant agreed to
	Late        bool
	Reason      string // why it was taken late
	UserID      int64  `bun:",nullzero"`
	SubmittedAt time.Time
}

// SubmissionContent is everything that was handed in, with the words of the questions as they were then.
type SubmissionContent struct {
	Competition locale.Text      `json:"competition"`
	Year        int              `json:"year"`
	Round       locale.Text      `json:"round"`
	Category    locale.Text      `json:"category"`
	Entrants    []SubmittedBody  `json:"entrants"`
	Title       string           `json:"title,omitempty"`
	URL         string           `json:"url,omitempty"`
	Supplier    string           `json:"supplier,omitempty"`
	Parts       []SubmittedPart  `json:"parts"`
	Fields      []SubmittedField `json:"fields"`
	Answers     Answers          `json:"answers"`
	Files       []SubmittedFile  `json:"files"`
	Rules       int              `json:"rules,omitempty"` // the version agreed to
}

// SubmittedBody is a body that competes, as it was called.
type SubmittedBody struct {
	UID  string `json:"uid"`
	Code string `json:"code"`
	Name string `json:"name"` // as printed
}

// SubmittedPart is how title, address or supplier were asked for.
type SubmittedPart struct {
	Part  PartName    `json:"part"`
	Label locale.Text `json:"label,omitempty"`
}

// SubmittedField is a question as it was asked.
type SubmittedField struct {
	Key      string        `json:"key"`
	Kind     FieldKind     `json:"kind"`
	Label    locale.Text   `json:"label"`
	Options  []FieldOption `json:"options,omitempty"`
	Decimals int           `json:"decimals,omitempty"`
}

// SubmittedFile is an attachment by what tells it from any other.
type SubmittedFile struct {
	UID   string `json:"uid"`
	Field string `json:"field"` // key of the question that asked for it
	Name  string `json:"name"`
	Size  int64  `json:"size"` // bytes
	Hash  string `json:"hash"` // SHA-256, in hex
}

// Read gives what was handed in.
func (s *Submission) Read() (*SubmissionContent, error) {
	content := &SubmissionContent{}
	if err := json.Unmarshal([]byte(s.Content), content); err != nil {
		return nil, fmt.Errorf("content of submission %s: %w", s.UID, err)
	}
	return content, nil
}

// Hash is the fingerprint of the content: SHA-256 in hex.
func (s *Submission) Hash() string {
	sum := sha256.Sum256([]byte(s.Content))
	return hex.EncodeToString(sum[:])
}

// Material gives what was handed in as the pages show it.
func (c *SubmissionContent) Material() *Material {
	m := &Material{Filled: c.filled()}
	for _, p := range c.Parts {
		m.Parts = append(m.Parts, FormPart{Part: p.Part, Label: p.Label, Asked: true})
	}
	for _, f := range c.Fields {
		m.Fields = append(m.Fields, &FormField{Key: f.Key, Kind: f.Kind, Label: f.Label, Options: f.Options, Decimals: f.Decimals})
	}
	return m
}

func (c *SubmissionContent) filled() Filled {
	answers := c.Answers
	if answers == nil {
		answers = Answers{}
	}
	return Filled{Title: c.Title, URL: c.URL, Supplier: c.Supplier, Answers: answers}
}

// contentOf freezes what an entry says now.
func (tx *transaction) contentOf(ctx context.Context, p *EntryPlace) (*SubmissionContent, error) {
	c := &SubmissionContent{Competition: p.Competition.Name, Year: p.Edition.Year, Round: p.Round.Name, Category: p.Category.Name,
		Entrants: []SubmittedBody{}, Parts: []SubmittedPart{}, Fields: []SubmittedField{}, Files: []SubmittedFile{}}
	for _, b := range p.Bodies {
		c.Entrants = append(c.Entrants, SubmittedBody{UID: b.UID, Code: b.Code, Name: b.Printed()})
	}
	m, err := tx.material(ctx, p.Entry.ID, everything)
	if err != nil {
		return nil, err
	}
	c.Title, c.URL, c.Supplier, c.Answers = m.Title, m.URL, m.Supplier, m.Answers
	for _, part := range m.Parts {
		if part.Asked {
			c.Parts = append(c.Parts, SubmittedPart{part.Part, part.Label})
		}
	}
	for _, f := range m.Fields {
		c.Fields = append(c.Fields, SubmittedField{f.Key, f.Kind, f.Label, f.Options, f.Decimals})
	}
	c.Files, err = tx.submittedFiles(ctx, p.Entry.ID, m.Fields)
	return c, err
}

// lastSubmission gives what of an entry was handed in last; nil: nothing yet. It is all that anybody but its entrant sees of it.
func (tx *transaction) lastSubmission(ctx context.Context, entry int64) (*Submission, error) {
	var found []*Submission
	err := tx.NewSelect().Model(&found).Where("entry_id = ?", entry).Order("version desc").Limit(1).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// addSubmission puts an entry on record as it is now.
func (tx *transaction) addSubmission(ctx context.Context, p *EntryPlace, user int64, agreed, late bool, reason string) (*Submission, error) {
	content, err := tx.contentOf(ctx, p)
	if err != nil {
		return nil, err
	}
	rules, err := tx.currentRules(ctx, p.Edition.ID)
	if err != nil {
		return nil, err
	}
	last, err := tx.lastSubmission(ctx, p.Entry.ID)
	if err != nil {
		return nil, err
	}
	sub := &Submission{UID: tx.store.NewUID(), EntryID: p.Entry.ID, Version: 1, Late: late, Reason: reason, UserID: user, SubmittedAt: tx.now}
	if last != nil {
		sub.Version = last.Version + 1
	}
	if rules != nil && agreed { // to what an organizer hands in, nobody has agreed on the page
		sub.RulesID, content.Rules = rules.ID, rules.Version
	}
	text, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	sub.Content = string(text)
	if _, err := tx.NewInsert().Model(sub).Exec(ctx); err != nil {
		if isUnique(err) {
			return nil, fault.New(fault.Conflict, "fault.entry_changed")
		}
		return nil, err
	}
	return sub, nil
}
