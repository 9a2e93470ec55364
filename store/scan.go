package store

import (
	"context"
	"io"
	"os"
	"slices"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"
)

// Scan is a file that proves what somebody keyed in or entered: a scanned paper. Its content lies in the folder of attachments.
type Scan struct {
	Name string // as it is saved by whoever gets it
	Type string // the ending that tells what it is: "pdf"
	Size int64  // bytes
	Hash string // SHA-256 of the content, in hex
}

// Any tells whether there is a file.
func (s Scan) Any() bool { return s.Hash != "" }

// Media gives the media type by which browsers know the file.
func (s Scan) Media() string { return attachment.Media(s.Type) }

// Picture tells whether a page can show the file as a picture.
func (s Scan) Picture() bool { return s.Any() && s.Type != "pdf" }

// ScanForm is a scan as it is sent.
type ScanForm struct {
	Name    string
	Content io.Reader // nil: none is sent
}

// ScanTypes are the types of files that a scan may be.
var ScanTypes = []string{"pdf", "jpg", "png"}

// MaxScan is the largest scan, in bytes.
const MaxScan = 20e6

// receiveScan reads a scan, before any transaction; keep then keeps it. Pictures are drawn anew. What is not taken is Invalid in the
// field "file". Whoever gets the draft discards it in the end, kept or not.
func (s *Store) receiveScan(ctx context.Context, form ScanForm) (*attachment.Draft, Scan, error) {
	draft, name, err := s.files.Receive(ctx, form.Name, form.Content, attachment.Wanted{Types: ScanTypes, Most: MaxScan})
	if err != nil {
		return nil, Scan{}, err
	}
	return draft, Scan{Name: name, Type: draft.Type, Size: draft.Size, Hash: draft.Hash}, nil
}

// openScan opens a scan; whoever has it closes it.
func (s *Store) openScan(scan Scan) (*os.File, error) {
	if !scan.Any() {
		return nil, absentAs(os.ErrNotExist)
	}
	return s.files.Open(scan.Hash)
}

// barred lists the candidates of a round that a seat of the actor keeps from him: of those he sees nothing, whatever else he is.
func (tx *transaction) barred(ctx context.Context, actor judging.Actor, round int64) (map[int64]bool, error) {
	barred := map[int64]bool{}
	if len(seatsIn(actor, round)) == 0 {
		return barred, nil
	}
	var candidates []int64
	err := tx.NewRaw("select n.id from candidate n join contest t on t.id = n.contest_id where t.round_id = ? and not (?)", round, inSight(actor, "n.id")).
		Scan(ctx, &candidates)
	for _, id := range candidates {
		barred[id] = true
	}
	return barred, err
}

// papersOf asks whether the actor may see papers of a round: everybody's, or, where it gives the row ids of his seats, his own.
func papersOf(actor judging.Actor, p *Place) (own []int64, err error) {
	facts := p.Facts()
	err = judging.May(actor, judging.ViewPaper, facts)
	if own = seatsIn(actor, p.Round.ID); len(own) == 0 || !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	facts.Juror = own[0]
	return own, judging.May(actor, judging.ViewPaper, facts)
}

// seatsIn lists the actor's seats in a round.
func seatsIn(actor judging.Actor, round int64) (jurors []int64) {
	for _, seat := range actor.Seats {
		if seat.Round == round {
			jurors = append(jurors, seat.Juror)
		}
	}
	return slices.Clip(jurors)
}
