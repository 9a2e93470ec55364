package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Script is what a round's organizer writes for the host and for the press; all else that these read is the round's results.
type Script struct {
	bun.BaseModel `bun:"table:script"`

	ID      int64 `bun:",pk,autoincrement"`
	UID     string
	RoundID int64
	Opening locale.Text
	Closing locale.Text
	About   locale.Text // what the press release says of the competition

	Revision int // goes up with each save
}

// Handover is who hands over what comes with a contest's places, or an award: one of the two is set.
type Handover struct {
	bun.BaseModel `bun:"table:handover"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	RoundID   int64
	ContestID int64 `bun:",nullzero"`
	AwardID   int64 `bun:",nullzero"`
	Words     locale.Text
}

// ScriptVersion is a script as it was issued: its number is what a stale copy is noticed by.
type ScriptVersion struct {
	bun.BaseModel `bun:"table:script_version"`

	ID       int64 `bun:",pk,autoincrement"`
	UID      string
	RoundID  int64
	Version  int    // 1, 2, 3; it goes up with what the script says
	Content  string // JSON of ScriptContent
	Digest   string // SHA-256 of the content, in hex
	UserID   int64  `bun:",nullzero"` // who issued it
	IssuedAt time.Time
}

// RoundScript is a round's script as it reads now, and as it was issued.
type RoundScript struct {
	*RoundResults
	Script    Script
	Handovers []Handover
	Content   *ScriptContent
	Digest    string
	Versions  []*ScriptVersion // the newest first, without what they say
	Open      bool             // the actor may write and issue
}

// Current gives the issued version that says what the script says now; nil: it has changed since, or none was issued.
func (v *RoundScript) Current() *ScriptVersion {
	if last := v.Last(); last != nil && last.Digest == v.Digest {
		return last
	}
	return nil
}

// Last gives the newest version, nil before there is one.
func (v *RoundScript) Last() *ScriptVersion {
	if len(v.Versions) == 0 {
		return nil
	}
	return v.Versions[0]
}

// ScriptForm is what an organizer writes. What is handed over is named by the uid of the contest or of the award; what is not named stays.
type ScriptForm struct {
	Revision                int // of the script that it was made from
	Opening, Closing, About locale.Text
	Contests, Awards        map[string]locale.Text
}

// RoundScript reads the script of a round for its organizers, in a constant number of statements.
func (s *Store) RoundScript(ctx context.Context, actor judging.Actor, round string) (v *RoundScript, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.roundScript(ctx, actor, judging.ViewScript, round)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	return v, nil
}

func (tx *transaction) roundScript(ctx context.Context, actor judging.Actor, act judging.Act, round string) (*RoundScript, error) {
	p, err := tx.stagePlace(ctx, actor, act, round)
	if err != nil {
		return nil, err
	}
	sequence, err := tx.ceremonySequence(ctx, actor, p)
	if err != nil {
		return nil, err
	}
	v := &RoundScript{RoundResults: sequence.RoundResults, Open: judging.May(actor, judging.WriteScript, p.Facts()) == nil}
	if v.Script, err = tx.scriptOf(ctx, p.Round.ID); err != nil {
		return nil, err
	}
	if err := tx.NewSelect().Model(&v.Handovers).Where("round_id = ?", p.Round.ID).Order("id").Scan(ctx); err != nil {
		return nil, err
	}
	err = tx.NewSelect().Model(&v.Versions).ExcludeColumn("content").Where("round_id = ?", p.Round.ID).Order("version desc").Scan(ctx)
	if err != nil {
		return nil, err
	}
	of, err := tx.stageContests(ctx, p)
	if err != nil {
		return nil, err
	}
	contests := sequence.scriptContests()
	for _, c := range v.Contests {
		if c.Result == nil && !of(c.Contest.ID).LeftOut {
			contests = append(contests, sequence.scriptContest(c))
		}
	}
	v.Content = v.content(contests)
	_, v.Digest, err = v.Content.frozen()
	return v, err
}

// scriptOf reads what was written for a round, which may be nothing yet.
func (tx *transaction) scriptOf(ctx context.Context, round int64) (Script, error) {
	var found []Script
	err := tx.NewSelect().Model(&found).Where("round_id = ?", round).Scan(ctx)
	if err != nil || len(found) == 0 {
		return Script{RoundID: round}, err
	}
	return found[0], nil
}

// IssuedScript reads a version of a round's script as it was issued, with what it says.
func (s *Store) IssuedScript(ctx context.Context, actor judging.Actor, round string, version int) (p *Place, v *ScriptVersion, err error) {
	v = &ScriptVersion{}
	err = s.read(ctx, func(tx *transaction) error {
		if p, err = tx.place(ctx, actor, judging.ViewScript, round); err != nil {
			return err
		}
		return absentAs(tx.NewSelect().Model(v).Where("round_id = ?", p.Round.ID).Where("version = ?", version).Scan(ctx))
	})
	if err != nil {
		return nil, nil, fmt.Errorf("issued script: %w", err)
	}
	return p, v, nil
}

// handover finds who hands something over: what comes with a contest's places, or an award.
func (v *RoundScript) handover(contest, award int64) locale.Text {
	for _, h := range v.Handovers {
		if h.ContestID == contest && h.AwardID == award {
			return h.Words
		}
	}
	return nil
}

// HandoverOf gives who hands over what comes with the contest's places.
func (v *RoundScript) HandoverOf(c *ContestResult) locale.Text { return v.handover(c.Contest.ID, 0) }

// HandoverOfAward gives who hands the award over.
func (v *RoundScript) HandoverOfAward(a *AwardedAward) locale.Text { return v.handover(0, a.ID) }

// HandedOver lists the awards beside the ranking that somebody may hand over, those over all categories last.
func (v *RoundScript) HandedOver() (list []*AwardedAward) {
	for _, c := range v.Contests {
		list = append(list, c.Awards...)
	}
	awards := beside(append(list, v.Awards...))
	list = awards[:0]
	for _, a := range awards {
		if !a.Withheld {
			list = append(list, a)
		}
	}
	return list
}
