package store

import (
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Remark is what an entrant says about an entry, or its organizer answers.
type Remark struct {
	bun.BaseModel `bun:"table:remark"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EntryID   int64
	Text      string
	UserID    int64 `bun:",nullzero"`
	CreatedAt time.Time
	Organizer bool // said by the organizer, not by the entrant
}

// MadeRemark is a remark with who made it.
type MadeRemark struct {
	Remark Remark `bun:"embed:remark_"`
	Who    string
}

// AddRemark puts on record what an entrant says about an entry that was handed in, or made for him.
func (s *Store) AddRemark(ctx context.Context, actor judging.Actor, entry, text string) error {
	err := s.writeEntry(ctx, actor, judging.RemarkEntry, entry, func(tx *transaction, p *EntryPlace) error {
		return tx.remark(ctx, actor, p, text, false)
	})
	if err != nil {
		return fmt.Errorf("add remark: %w", err)
	}
	return nil
}

// AnswerRemark puts on record what the organizer of an entry's round answers.
func (s *Store) AnswerRemark(ctx context.Context, actor judging.Actor, contest, entry, text string) error {
	err := s.lockEntry(ctx, entry, func(tx *transaction, p *EntryPlace) error {
		if err := p.mayManage(actor, contest); err != nil {
			return err
		}
		return tx.remark(ctx, actor, p, text, true)
	})
	if err != nil {
		return fmt.Errorf("answer remark: %w", err)
	}
	return nil
}

func (tx *transaction) remark(ctx context.Context, actor judging.Actor, p *EntryPlace, text string, organizer bool) error {
	text, _ = plainText(text, true)
	var wrong fields
	wrong.word("remark", text, true, maxNote)
	if err := wrong.err(); err != nil {
		return err
	}
	r := &Remark{UID: tx.store.NewUID(), EntryID: p.Entry.ID, Text: text, UserID: actor.User, CreatedAt: tx.now, Organizer: organizer}
	if _, err := tx.NewInsert().Model(r).Exec(ctx); err != nil {
		return err
	}
	return tx.record(ctx, actor, "entry.remark", "entry", p.Entry.ID, map[string]int64{"remark": r.ID})
}

// remarksOf lists what was said about an entry, the first first.
func (tx *transaction) remarksOf(ctx context.Context, entry int64) (list []*MadeRemark, err error) {
	err = tx.NewRaw("select "+tx.store.columns(MadeRemark{})+`, coalesce(u.name, '') as who from remark
		left join "user" u on u.id = remark.user_id where remark.entry_id = ? order by remark.id`, entry).Scan(ctx, &list)
	return list, err
}

// RemarkList is what was said about the entries of a contest.
type RemarkList struct {
	ContestPlace
	Entries []*RemarkedEntry // those that wait for an answer first
}

// RemarkedEntry is an entry with what was said about it.
type RemarkedEntry struct {
	Entry   Entry
	Bodies  []BodyName
	Remarks []*MadeRemark // the first first
}

// Entrants names the bodies that compete.
func (e *RemarkedEntry) Entrants(lang locale.Language) string {
	return (&NamedCandidate{Bodies: e.Bodies}).Entrants(lang)
}

// Waits tells whether the entrant had the last word.
func (e *RemarkedEntry) Waits() bool { return !e.Remarks[len(e.Remarks)-1].Remark.Organizer }

// Remarks reads what was said about the entries of a contest, for the organizer of its round.
func (s *Store) Remarks(ctx context.Context, actor judging.Actor, contest string) (*RemarkList, error) {
	var list *RemarkList
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		list = &RemarkList{ContestPlace: *p}
		return tx.readRemarks(ctx, list)
	})
	if err != nil {
		return nil, fmt.Errorf("remarks: %w", err)
	}
	return list, nil
}

func (tx *transaction) readRemarks(ctx context.Context, list *RemarkList) error {
	var remarks []*MadeRemark
	err := tx.NewRaw("select "+tx.store.columns(MadeRemark{})+`, coalesce(u.name, '') as who from remark
		join entry e on e.id = remark.entry_id left join "user" u on u.id = remark.user_id
		where e.contest_id = ? order by remark.id`, list.Contest.ID).Scan(ctx, &remarks)
	if err != nil || len(remarks) == 0 {
		return err
	}
	byID, own := map[int64]*RemarkedEntry{}, map[int64]*OwnEntry{}
	for _, r := range remarks {
		if byID[r.Remark.EntryID] == nil {
			byID[r.Remark.EntryID], own[r.Remark.EntryID] = &RemarkedEntry{}, &OwnEntry{}
		}
		byID[r.Remark.EntryID].Remarks = append(byID[r.Remark.EntryID].Remarks, r)
	}
	if err := tx.nameEntries(ctx, own); err != nil {
		return err
	}
	var entries []Entry
	if err := tx.NewSelect().Model(&entries).Where("id in (?)", keys(own)).Scan(ctx); err != nil {
		return err
	}
	for _, e := range entries {
		byID[e.ID].Entry, byID[e.ID].Bodies = e, own[e.ID].Bodies
	}
	list.Entries = waitingFirst(remarks, byID)
	return nil
}

// waitingFirst puts those that wait for an answer first, the longest waiting before the others.
func waitingFirst(remarks []*MadeRemark, byID map[int64]*RemarkedEntry) (sorted []*RemarkedEntry) {
	for _, waiting := range []bool{true, false} {
		listed := map[int64]bool{}
		for _, r := range remarks {
			e := byID[r.Remark.EntryID]
			if e.Waits() == waiting && !listed[r.Remark.EntryID] {
				listed[r.Remark.EntryID] = true
				sorted = append(sorted, e)
			}
		}
	}
	return sorted
}
