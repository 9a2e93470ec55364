package paper

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"blazon/document"
	"blazon/fault"
	"blazon/judging"
	"blazon/store"
)

// VerifyPath is below the site, and above a certificate's code, where everybody verifies it: short, since people type it.
const VerifyPath = "/v/"

// OwnDesign is the version of the program's own design, as certificates name it.
var OwnDesign = strconv.Itoa(document.DesignVersion)

// Press makes the files of certificates, as they are kept.
type Press struct {
	Store *store.Store
	Site  string               // its address, which certificates bear, and after whose host the key is named that signs them; empty: they bear none
	Seal  document.OutsideSeal // of the organization
}

// HostOf gives the host of a site's address; empty where there is none.
func HostOf(site string) string {
	address, err := url.Parse(site)
	if err != nil {
		return ""
	}
	return address.Host
}

// address is where everybody verifies the certificate with this code.
func (p *Press) address(code string) string {
	if p.Site == "" {
		return ""
	}
	return p.Site + VerifyPath + code
}

// Printing is how the store has certificates printed when it issues them: with all facts in the file, with the organization's own seal where it
// has one, and signed as a whole.
func (p *Press) Printing(ctx context.Context) (store.Printing, error) {
	key, err := p.Store.SigningKey(ctx, HostOf(p.Site))
	if err != nil {
		return store.Printing{}, err
	}
	signer, err := key.Signer()
	if err != nil {
		return store.Printing{}, err
	}
	return store.Printing{
		DesignVersion: OwnDesign,
		Address:       p.address,
		Print: func(ctx context.Context, c *store.Certificate) ([]byte, error) {
			drawn, err := Certificates(c)
			if err != nil {
				return nil, err
			}
			sealed, err := p.Seal.Put(ctx, drawn)
			if err != nil {
				return nil, named(err, c)
			}
			content, err := c.Facts()
			if err != nil {
				return nil, err
			}
			return document.Seal(sealed, document.Sealed{Number: c.Number(), Code: c.Code, Competition: content.Competition}, signer)
		},
		PrintAll: printFile,
		Results:  p.results,
	}, nil
}

// Issue issues the certificates of a round that are missing: see Store.IssueCertificates.
func (p *Press) Issue(ctx context.Context, actor judging.Actor, round string) (int, error) {
	printing, err := p.Printing(ctx)
	if err != nil {
		return 0, err
	}
	return p.Store.IssueCertificates(ctx, actor, round, printing)
}

// Print prints here and now what waits to be printed, for programs that have no worker beside them.
func (p *Press) Print(ctx context.Context) error { return p.Store.WorkBatches(ctx, p.Printing) }

// results is the result sheet of a round as the actor may see it.
func (p *Press) results(ctx context.Context, actor judging.Actor, round string) ([]byte, error) {
	sheet, err := p.Store.RoundSheetOf(ctx, actor, round)
	if err != nil {
		return nil, err
	}
	return ResultSheet(sheet, sheet.Rounds[0].Language())
}

// named says of which certificate a fault is.
func named(err error, c *store.Certificate) error {
	return fault.Of(err).With("Number", c.Number())
}

// Certificates prints certificates as they are on record, one page each, into one file that is not signed. Equal records give equal bytes.
func Certificates(certificates ...*store.Certificate) ([]byte, error) {
	var file bytes.Buffer
	if err := printFile(&file, certificates, false, func() error { return nil }); err != nil {
		return nil, fmt.Errorf("certificates: %w", err)
	}
	return file.Bytes(), nil
}

// printFile prints certificates into one file: see document.PrintFile.
func printFile(to io.Writer, certificates []*store.Certificate, marks bool, each func() error) error {
	pages := make([]document.Certificate, len(certificates))
	for i, c := range certificates {
		content, err := c.Facts()
		if err != nil {
			return err
		}
		pages[i] = certificate(c, content)
		if pages[i].Look, err = look(c); err != nil {
			return err
		}
		if pages[i].Facts, err = RecordOf(c, content).File(); err != nil {
			return err
		}
	}
	return document.PrintFile(to, pages, marks, each)
}

// CertificateFile gives the file of a certificate as it was kept when it was issued; kept is nil of one that was issued before files were.
func CertificateFile(c *store.Certificate, kept []byte) ([]byte, error) {
	if kept != nil {
		return kept, nil
	}
	return Certificates(c)
}

func certificate(c *store.Certificate, content *store.CertificateContent) document.Certificate {
	return document.Certificate{
		Occasion: occasion(content.Occasion),
		Category: content.Category,
		Entrants: entrants(content.Entrants),
		Place:    document.Place{First: content.Place, Last: content.Last, Shared: content.Shared, Range: content.Range},
		Award:    content.Award,
		Patron:   content.Patron,
		Entry:    content.Entry,
		Prize:    document.Prize{Title: content.Title, Minor: content.Amount, Currency: content.Currency},
		Citation: content.Citation,
		Serial:   c.Number(),
		Code:     c.Code,
		Address:  c.Address,
	}
}

// occasion is what the store knows of a round's documents, as the paper wants it.
func occasion(o store.Occasion) document.Occasion {
	zone, err := time.LoadLocation(o.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	out := document.Occasion{Language: o.Language, Competition: o.Competition, Edition: o.Edition, Year: o.Year, Round: o.Round,
		Organizer: o.Organizer, Partners: o.Partners, Ceremony: document.Ceremony{Place: o.Town, Time: o.HeldAt, Zone: zone}}
	for _, s := range o.Signatories {
		out.Signatories = append(out.Signatories, document.Signatory{Role: s.Role, Name: s.Name})
	}
	return out
}

// entrants are names with their kinds, as every page has them.
func entrants(names []string) []document.Entrant {
	out := make([]document.Entrant, len(names))
	for i, name := range names {
		out[i] = document.Entrant{Name: name}
	}
	return out
}
