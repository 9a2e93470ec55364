package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Certificate is the document for the awarded, issued once and remembered with every fact on it.
type Certificate struct {
	bun.BaseModel `bun:"table:certificate"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	Kind          CertificateKind
	ContestID     int64
	CandidateID   int64
	AwardID       int64 `bun:",nullzero"` // none: for the place
	EditionID     int64
	Series        string // what becomes public together: "2023/liberecky-kraj/obec"; over all categories: "2023/liberecky-kraj"
	Serial        int    // counts within the series, so that it tells nothing of another one
	Code          string // random; proves nothing about other certificates
	Address       string // where everybody can verify it, as it is printed; empty: it bears none
	Language      locale.Language
	DesignVersion string
	Content       string // JSON: a CertificateContent
	FileHash      string // SHA-256 of the file, in hex
	UserID        int64  `bun:",nullzero"`
	IssuedAt      time.Time
	RevokedAt     time.Time `bun:",nullzero"`
	Withdrawn     bool      // an organizer declared it void; otherwise it said something else than what was decided
	Reason        string    // why he did, for everybody who verifies it
	SuccessorID   int64     `bun:",nullzero"` // the one that was issued instead
	Pictures      string    // JSON: the hashes of the logos that it shows, by whose they are; empty: none

	Look *CertificateLook `bun:"-"` // what it is printed by, where somebody designed that
}

// CertificateContent is every fact that a certificate prints, but for its number and its code.
type CertificateContent struct {
	Occasion
	Category string   `json:"category"`
	Entrants []string `json:"entrants"`
	Entry    string   `json:"entry,omitempty"` // its title
	Place    int      `json:"place,omitempty"` // none: for an award beside the ranking
	Last     int      `json:"last_place,omitempty"`
	Shared   bool     `json:"shared,omitempty"`
	Range    bool     `json:"range,omitempty"`
	Award    string   `json:"award,omitempty"`  // what is conferred beside a place, or without one
	Patron   string   `json:"patron,omitempty"` // who gives the award
	Title    string   `json:"title,omitempty"`  // what the laureate may call itself
	Object   string   `json:"object,omitempty"`
	Amount   int64    `json:"amount,omitempty"` // minor units
	Currency string   `json:"currency,omitempty"`
	Citation string   `json:"citation,omitempty"`
}

// Facts reads what the certificate prints.
func (c *Certificate) Facts() (*CertificateContent, error) {
	content := &CertificateContent{}
	if err := json.Unmarshal([]byte(c.Content), content); err != nil {
		return nil, fmt.Errorf("content of certificate %s: %w", c.UID, err)
	}
	return content, nil
}

// Number is the certificate's as it is printed: "2023/liberecky-kraj/obec/7". No other of the edition has it, since no slug
// has a slash.
func (c *Certificate) Number() string {
	return fmt.Sprintf("%s/%d", c.Series, c.Serial)
}

// Printed tells whether there is a file of the certificate.
func (c *Certificate) Printed() bool { return c.FileHash != "" }

// RoundCertificates is what has been issued in a round, and what Issue would do.
type RoundCertificates struct {
	Place
	Issued  []*IssuedCertificate // by category, best first
	Missing int                  // awarded places and awards without a certificate
	Changed int                  // certificates that no longer say what is decided
	Decided int                  // contests with a decided result
	Open    int                  // contests without one
	Kinds   []CertificateKind    // that are issued
	Work    *Work
}

// Unprinted counts the issued certificates that have no file.
func (r *RoundCertificates) Unprinted() (n int) {
	for _, c := range r.Issued {
		if !c.Printed() {
			n++
		}
	}
	return n
}

// IssuedCertificate is a certificate with its facts and its candidate.
type IssuedCertificate struct {
	Certificate
	*CertificateContent
	Candidate *NamedCandidate
	Failure   string // key of why it could not be printed the last time; empty: it was, or it is being printed
}

// Fault says why the certificate could not be printed.
func (c *IssuedCertificate) Fault() *fault.Fault {
	return fault.New(fault.Invalid, c.Failure).With("Serial", c.Number()).With("Number", c.Number()).With("Name", locale.List(c.Certificate.Language, c.Entrants))
}

// Certificates reads the certificates of a round, for its organizer.
func (s *Store) Certificates(ctx context.Context, actor judging.Actor, round string) (*RoundCertificates, error) {
	var out *RoundCertificates
	err := s.read(ctx, func(tx *transaction) error {
		place, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		plan, err := tx.planCertificates(ctx, actor, place)
		if err != nil {
			return err
		}
		out = &RoundCertificates{Place: *place, Missing: len(plan.missing), Changed: len(plan.obsolete),
			Decided: len(plan.Contests) - plan.open, Open: plan.open, Kinds: plan.kinds}
		if out.Work, err = tx.workOf(ctx, "round_id = ?", place.Round.ID); err != nil {
			return err
		}
		for _, c := range plan.kept {
			content, err := c.Facts()
			if err != nil {
				return err
			}
			out.Issued = append(out.Issued, &IssuedCertificate{*c, content, plan.candidates[c.CandidateID], out.Work.failures[c.ID]})
		}
		return tx.readLooks(ctx, out.all()...)
	})
	if err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	return out, nil
}

// all lists the certificates.
func (r *RoundCertificates) all() (list []*Certificate) {
	for _, c := range r.Issued {
		list = append(list, &c.Certificate)
	}
	return list
}

// Certificate reads one certificate, for the organizer of its round and, once the edition publishes them, for whoever acts for
// its entrant; that of an award over all categories once all results of the round are. A revoked one is NotFound.
func (s *Store) Certificate(ctx context.Context, actor judging.Actor, uid string) (*Certificate, error) {
	c := &Certificate{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(c).Where("uid = ?", uid).Where("revoked_at is null").Scan(ctx)); err != nil {
			return err
		}
		p, err := tx.contestPlaceOf(ctx, "id = ?", c.ContestID)
		if err != nil {
			return err
		}
		if err := tx.readLooks(ctx, c); err != nil {
			return err
		}
		facts := p.Facts()
		if judging.May(actor, judging.ManageRound, facts) == nil {
			return nil
		}
		if facts.Bodies, err = tx.bodiesOf(ctx, c.CandidateID); err != nil {
			return err
		}
		facts.Public = p.Shows(judging.CertificatesLevel, &p.Contest)
		if facts.Public && c.AwardID != 0 {
			err := tx.NewSelect().TableExpr("award").ColumnExpr("?", awardIsPublic("award", tx.now)).Where("id = ?", c.AwardID).Scan(ctx, &facts.Public)
			if err != nil {
				return err
			}
		}
		return judging.May(actor, judging.ViewCertificate, facts)
	})
	if err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return c, nil
}

// bodiesOf lists the bodies that compete as a candidate.
func (tx *transaction) bodiesOf(ctx context.Context, candidate int64) (bodies []int64, err error) {
	err = tx.NewRaw(`select t.body_id from candidate n join entry_entrant ee on ee.entry_id = n.entry_id
		join entrant t on t.id = ee.entrant_id where n.id = ? order by t.body_id`, candidate).Scan(ctx, &bodies)
	return bodies, err
}
