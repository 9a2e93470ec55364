package paper

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"blazon/locale"
	"blazon/store"
)

// RecordFormat names the format of a certificate's facts for programs.
const RecordFormat = "blazon-certificate/1"

// Record is every fact on a certificate, as the file document.FactsName that lies in its PDF file has them.
type Record struct {
	Format   string    `json:"format"`
	Number   string    `json:"number"`
	Code     string    `json:"code"`
	Address  string    `json:"address,omitempty"` // where everybody verifies it
	IssuedAt time.Time `json:"issued_at"`
	store.CertificateContent

	kind store.CertificateKind // empty: read from a file, which does not tell
}

// RecordOf puts together what a certificate says.
func RecordOf(c *store.Certificate, content *store.CertificateContent) *Record {
	return &Record{Format: RecordFormat, Number: c.Number(), Code: c.Code, Address: c.Address, IssuedAt: c.IssuedAt.UTC(), CertificateContent: *content, kind: c.Kind}
}

// File writes the record down. The names come in the order of the struct, which only a new format may change, so that equal facts are equal bytes.
func (r *Record) File() ([]byte, error) {
	var out bytes.Buffer
	writer := json.NewEncoder(&out)
	writer.SetEscapeHTML(false)
	writer.SetIndent("", "  ")
	if err := writer.Encode(r); err != nil {
		return nil, fmt.Errorf("facts of certificate %s: %w", r.Number, err)
	}
	return out.Bytes(), nil
}

// ReadRecord reads what File wrote.
func ReadRecord(file []byte) (*Record, error) {
	r := &Record{}
	if err := json.Unmarshal(file, r); err != nil {
		return nil, fmt.Errorf("facts of a certificate: %w", err)
	}
	if r.Format != RecordFormat {
		return nil, fmt.Errorf("facts of a certificate: the format is %q, not %q", r.Format, RecordFormat)
	}
	return r, nil
}

// Fact is a line of what a certificate says.
type Fact struct {
	Key    string // of its name in the catalogues
	Value  string
	Frozen bool // Value is in the certificate's language, whatever is asked for
}

// Facts lists all that a certificate says, as a language writes it; texts stay as they were printed.
func (r *Record) Facts(lang locale.Language) (facts []Fact) {
	zone, err := time.LoadLocation(r.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	own := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{Key: key, Value: value, Frozen: true})
		}
	}
	written := func(key string, there bool, value func() string) {
		if there {
			facts = append(facts, Fact{Key: key, Value: value()})
		}
	}
	for _, name := range r.Entrants {
		own(r.whose(), name)
	}
	written("verify.place", r.Place > 0, func() string { return locale.Place(lang, r.Place, r.Last, r.Shared, r.Range) })
	own("verify.award", r.Award)
	own("batch.patron", r.Patron)
	own("verify.category", r.Category)
	own("verify.entry", r.Entry)
	own("verify.title", r.Title)
	own("verify.object", r.Object)
	written("verify.amount", r.Amount > 0, func() string { return locale.Money(lang, r.Amount, r.Currency) })
	own("verify.citation", r.Citation)
	own("verify.competition", r.Competition)
	written("verify.edition", r.Edition > 0, func() string { return locale.Edition(lang, r.Edition) })
	written("verify.year", r.Year > 0, func() string { return locale.Year(lang, r.Year) })
	own("verify.round", r.Round)
	own("verify.town", r.Town)
	written("verify.held", !r.HeldAt.IsZero(), func() string { return locale.Date(lang, r.HeldAt, zone) })
	own("verify.organizer", r.Organizer)
	for _, name := range r.Partners {
		own("verify.partner", name)
	}
	for _, s := range r.Signatories {
		own("verify.signatory", signatory(s))
	}
	own("verify.number", r.Number)
	own("verify.code", r.Code)
	own("verify.address", r.Address)
	return facts
}

// whose tells what those are whom the certificate names, as a key: not everybody who takes part is awarded.
func (r *Record) whose() string {
	if r.kind == store.ForParticipation {
		return "verify.competitor"
	}
	return "verify.entrant"
}

// signatory writes who signed: the role, and the name where it is printed.
func signatory(s store.Signature) string {
	if s.Name == "" {
		return s.Role
	}
	return s.Name + ", " + s.Role
}
