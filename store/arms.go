package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Arms are the coat of arms or the logo that a body has on the screens of a ceremony. Who knows its uid may see it, and nobody learns that
// before the body is revealed: otherwise the pictures that an organizer has brought would tell whose names come.
type Arms struct {
	bun.BaseModel `bun:"table:arms"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	StageID   int64
	BodyID    int64
	Hash      string // SHA-256 of the content, in hex
	Type      string // "png" or "jpg"
	Size      int64  // bytes
	UserID    int64  `bun:",nullzero"` // who brought it
	CreatedAt time.Time
}

// Media gives the media type by which browsers know the picture.
func (a *Arms) Media() string { return attachment.Media(a.Type) }

// ArmedBody is a body that competes in a round, with its coat of arms; nil: none.
type ArmedBody struct {
	BodyName
	Arms *Arms
}

// BodyArms reads the bodies that compete in a round, in the order of their names, with their coats of arms, for its organizers.
func (s *Store) BodyArms(ctx context.Context, actor judging.Actor, round string) (p *StagePlace, bodies []*ArmedBody, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		if p, err = tx.stagePlace(ctx, actor, judging.ManageRound, round); err != nil {
			return err
		}
		arms, err := tx.armsOf(ctx, p.Stage.ID)
		if err != nil {
			return err
		}
		candidates, err := candidatesWhere(ctx, tx, p.Language(), `n.withdrawn_at is null and n.contest_id in
			(select id from contest where round_id = ? and cancelled_at is null)`, p.Round.ID)
		if err != nil {
			return err
		}
		bodies = armed(candidates, arms)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("arms of bodies: %w", err)
	}
	return p, bodies, nil
}

// armed lists the bodies of candidates once each, in the order of the candidates' names.
func armed(candidates map[int64][]*NamedCandidate, arms map[string]*Arms) (bodies []*ArmedBody) {
	var all []*NamedCandidate
	for _, list := range candidates {
		all = append(all, list...)
	}
	sortByName(all)
	seen := map[string]bool{}
	for _, c := range all {
		for _, b := range c.Bodies {
			if !seen[b.UID] {
				seen[b.UID] = true
				bodies = append(bodies, &ArmedBody{b, arms[b.UID]})
			}
		}
	}
	return bodies
}

// armsOf reads the coats of arms of a stage, by their bodies' uids.
func (tx *transaction) armsOf(ctx context.Context, stage int64) (map[string]*Arms, error) {
	var rows []struct {
		Arms `bun:",extend"`
		Body string
	}
	err := tx.NewRaw("select a.*, b.uid as body from arms a join body b on b.id = a.body_id where a.stage_id = ?", stage).Scan(ctx, &rows)
	list := map[string]*Arms{}
	for _, row := range rows {
		list[row.Body] = &row.Arms
	}
	return list, err
}

// SetArms gives a body of a round its coat of arms, read from a file that is called by a name; no content takes it away. What is no
// picture is Invalid, and says why.
func (s *Store) SetArms(ctx context.Context, actor judging.Actor, round, body, name string, content io.Reader) error {
	_, bodies, err := s.BodyArms(ctx, actor, round)
	if err != nil {
		return err // before anything of the file is read
	}
	competes := false
	for _, b := range bodies {
		competes = competes || b.UID == body
	}
	if !competes {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	var logo *attachment.Logo
	if content != nil {
		if logo, err = s.receiveFormLogo(ctx, name, content); err != nil {
			return fmt.Errorf("set arms: %w", err)
		}
		defer logo.Discard()
	}
	err = s.writeStage(ctx, actor, judging.ManageRound, round, func(tx *transaction, p *StagePlace) error {
		return tx.setArms(ctx, actor, p, body, logo)
	})
	return wrapped("set arms", err)
}

func (tx *transaction) setArms(ctx context.Context, actor judging.Actor, p *StagePlace, body string, logo *attachment.Logo) error {
	a := &Arms{UID: tx.store.NewUID(), StageID: p.Stage.ID, UserID: actor.User, CreatedAt: tx.now}
	if err := tx.NewRaw("select id from body where uid = ?", body).Scan(ctx, &a.BodyID); err != nil {
		return absentAs(err)
	}
	if _, err := tx.NewDelete().Model((*Arms)(nil)).Where("stage_id = ?", a.StageID).Where("body_id = ?", a.BodyID).Exec(ctx); err != nil {
		return err
	}
	if logo != nil {
		if err := tx.keep(ctx, logo.Draft); err != nil {
			return err
		}
		a.Hash, a.Type, a.Size = logo.Hash, logo.Type, logo.Size
		if _, err := tx.NewInsert().Model(a).Exec(ctx); err != nil {
			return err
		}
	}
	return tx.record(ctx, actor, "stage.arms", "stage", p.Stage.ID, map[string]any{"body": a.BodyID, "hash": a.Hash})
}

// OpenArms opens a coat of arms by its uid; whoever has it closes it.
func (s *Store) OpenArms(ctx context.Context, uid string) (*Arms, *os.File, error) {
	a := &Arms{}
	if err := absentAs(s.reader.NewSelect().Model(a).Where("uid = ?", uid).Scan(ctx)); err != nil {
		return nil, nil, fmt.Errorf("arms: %w", err)
	}
	file, err := s.files.Open(a.Hash)
	return a, file, wrapped("open arms", err)
}

// receiveFormLogo is ReceiveLogo for a form, whose field is called "file".
func (s *Store) receiveFormLogo(ctx context.Context, name string, content io.Reader) (*attachment.Logo, error) {
	logo, err := s.ReceiveLogo(ctx, name, content)
	if fault.Is(err, fault.Invalid) {
		f := fault.Of(err)
		return nil, fault.InForm(fault.Field{Name: "file", Key: f.Key, Args: f.Args})
	}
	return logo, err
}
