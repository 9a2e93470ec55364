package store

import (
	"archive/zip"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// partSize is how many certificates one file takes, so that none needs much memory to be made; more go into several files in an archive.
const partSize = 500

// makeFile makes what a batch makes one file of, and ends the batch with it. It begins anew where another was interrupted: the papers that it
// puts together are there already.
func (w *batchWork) makeFile(ctx context.Context) error {
	w.Done, w.moved = 0, time.Now()
	papers, err := w.papers(ctx)
	if err != nil {
		return err
	}
	if w.Type = "zip"; w.Kind == PrintFile && len(papers.certificates) <= partSize {
		w.Type = "pdf"
	}
	draft, err := w.store.files.Make(func(to io.Writer) error { return w.write(ctx, to, papers) })
	if err != nil {
		return err
	}
	defer draft.Discard()
	return w.finish(ctx, papers, draft)
}

// papers are what a batch puts together.
type papers struct {
	actor        judging.Actor // who started it, as he may today
	certificates []*Certificate
	rounds       []*Place
}

// papers reads what there is to put together, in the order in which paper has it.
func (w *batchWork) papers(ctx context.Context) (*papers, error) {
	p := &papers{}
	err := w.store.read(ctx, func(tx *transaction) (err error) {
		if p.actor, err = tx.starter(ctx, w.Batch); err != nil {
			return err
		}
		if w.Kind == PrintResults {
			p.rounds, err = tx.placesOf(ctx, "id in (?)", bun.List(append(w.Params.Rounds, 0)))
			slices.SortFunc(p.rounds, func(a, b *Place) int { return cmp.Compare(a.Round.Slug, b.Round.Slug) })
			return err
		}
		place, err := tx.placeOf(ctx, "id = ?", w.RoundID)
		if err != nil {
			return err
		}
		if err := judging.May(p.actor, judging.ManageRound, place.Facts()); err != nil {
			return err
		}
		p.certificates, err = tx.keptCertificates(ctx, p.actor, place)
		return err
	})
	if err == nil && len(p.certificates)+len(p.rounds) == 0 {
		err = fault.New(fault.Closed, "batch.nothing")
	}
	return p, err
}

// keptCertificates lists a round's certificates that say what is decided and are printed.
func (tx *transaction) keptCertificates(ctx context.Context, actor judging.Actor, place *Place) ([]*Certificate, error) {
	plan, err := tx.planCertificates(ctx, actor, place)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(plan.kept, func(c *Certificate) bool { return !c.Printed() })
	return list, tx.readLooks(ctx, list...)
}

// write writes the batch's file.
func (w *batchWork) write(ctx context.Context, to io.Writer, p *papers) error {
	if w.Type == "pdf" {
		return w.printPart(ctx, to, p.certificates)
	}
	archive := zip.NewWriter(to)
	var err error
	switch w.Kind {
	case PrintFile:
		err = w.addParts(ctx, archive, p.certificates)
	case ZipFiles:
		err = w.addCertificates(ctx, archive, p.certificates)
	default:
		err = w.addResults(ctx, archive, p)
	}
	if err != nil {
		return err
	}
	return archive.Close()
}

func (w *batchWork) printPart(ctx context.Context, to io.Writer, list []*Certificate) error {
	return w.printing.PrintAll(to, list, w.Params.Marks, func() error { return w.moveOn(ctx) })
}

func (w *batchWork) addParts(ctx context.Context, archive *zip.Writer, list []*Certificate) error {
	number := 0
	for part := range slices.Chunk(list, partSize) {
		number++
		entry, err := packed(archive, fmt.Sprintf("%d.pdf", number), part[0].IssuedAt)
		if err != nil {
			return err
		}
		if err := w.printPart(ctx, entry, part); err != nil {
			return err
		}
	}
	return nil
}

// addCertificates adds each certificate's file as it is kept, and a table of them.
func (w *batchWork) addCertificates(ctx context.Context, archive *zip.Writer, list []*Certificate) error {
	rows := [][]string{{"number", "name", "file", "sha256"}}
	for _, c := range list {
		content, err := c.Facts()
		if err != nil {
			return err
		}
		hash, err := w.addFile(ctx, archive, c)
		if err != nil {
			return err
		}
		rows = append(rows, []string{c.Number(), locale.List(c.Language, content.Entrants), c.FileName(), hash})
		if err := w.moveOn(ctx); err != nil {
			return err
		}
	}
	entry, err := packed(archive, "manifest.csv", list[0].IssuedAt)
	if err != nil {
		return err
	}
	return csv.NewWriter(entry).WriteAll(rows)
}

// addFile adds a certificate's file and gives its hash. One that is not what it was is refused: "batch.damaged". One that was printed before files
// were kept is printed once more, as its page does, and has no hash: the file that left had another.
func (w *batchWork) addFile(ctx context.Context, archive *zip.Writer, c *Certificate) (hash string, err error) {
	var kept []CertificateFile
	if err := w.store.reader.NewSelect().Model(&kept).Where("certificate_id = ?", c.ID).Scan(ctx); err != nil {
		return "", err
	}
	for _, k := range kept {
		if sum := sha256.Sum256(k.Content); hex.EncodeToString(sum[:]) != c.FileHash {
			return "", fault.New(fault.Conflict, "batch.damaged")
		}
	}
	entry, err := packed(archive, c.FileName(), c.IssuedAt)
	if err != nil {
		return "", err
	}
	if len(kept) == 0 {
		return "", w.printing.PrintAll(entry, []*Certificate{c}, false, func() error { return nil })
	}
	_, err = entry.Write(kept[0].Content)
	return c.FileHash, err
}

// addResults adds the result sheet of each round of which the actor still sees something.
func (w *batchWork) addResults(ctx context.Context, archive *zip.Writer, p *papers) error {
	for _, round := range p.rounds {
		sheet, err := w.printing.Results(ctx, p.actor, round.Round.UID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		entry, err := packed(archive, round.Edition.Slug+"-"+round.Round.Slug+".pdf", w.CreatedAt)
		if err != nil {
			return err
		}
		if _, err := entry.Write(sheet); err != nil {
			return err
		}
		if err := w.moveOn(ctx); err != nil {
			return err
		}
	}
	return nil
}

// packed begins a file in an archive. PDF files are packed in themselves already.
func packed(archive *zip.Writer, name string, at time.Time) (io.Writer, error) {
	return archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: at.UTC()})
}

// finish keeps the file that was made, and ends the batch.
func (w *batchWork) finish(ctx context.Context, p *papers, draft *attachment.Draft) error {
	return w.store.writeBatch(ctx, w.Batch, w.lease, func(tx *transaction) error {
		if err := tx.keep(ctx, draft); err != nil {
			return err
		}
		w.Hash, w.Size, w.Total = draft.Hash, draft.Size, len(p.certificates)+len(p.rounds)
		w.Done = w.Total
		return w.over(ctx, tx, BatchDone, "")
	})
}

// FileName is the name that a certificate's file has for people: its number with hyphens, "2023-liberecky-kraj-obec-7.pdf".
func (c *Certificate) FileName() string {
	return strings.ReplaceAll(c.Series, "/", "-") + "-" + strconv.Itoa(c.Serial) + ".pdf"
}
