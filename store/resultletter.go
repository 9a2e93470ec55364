package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// resultKinds are the letters that tell of a result.
var resultKinds = []letter.Kind{letter.LaureateResult, letter.ResultPublished}

// unsent are the states of letters that have not left.
var unsent = []MessageState{MessageDraft, MessageQueued, MessageFailed}

// draftResultLetters writes to all who act for the entries of a contest whose T0 was just set, or whose public result was just corrected: to
// each who has no letter yet that says what holds now. The letters wait in the outbox: those that leave by themselves do so at T0, and T0 may
// still move.
func (tx *transaction) draftResultLetters(ctx context.Context, actor judging.Actor, p *ContestPlace) error {
	r, err := tx.readResults(ctx, actor, &p.Place, p.Category.Slug)
	if err != nil || len(r.Contests) == 0 || r.Contests[0].Result == nil {
		return err
	}
	letters, _, err := tx.resultLetters(ctx, r, r.Contests[0])
	if err != nil {
		return err
	}
	keys := []string{""}
	for _, l := range letters {
		l.ContestID = p.Contest.ID
		keys = append(keys, l.key())
	}
	if err := tx.dropResultLetters(ctx, p, keys); err != nil {
		return err
	}
	if err := tx.writeMessages(ctx, actor, letters); err != nil {
		return err
	}
	return tx.scheduleResultLetters(ctx, p)
}

// dropResultLetters discards the letters of a contest that say something else than what holds now, but for those that arrived. All of them
// leave their keys to others: what they say may hold again.
func (tx *transaction) dropResultLetters(ctx context.Context, p *ContestPlace, holding []string) error {
	_, err := tx.NewUpdate().Model((*Message)(nil)).Set("state = case when state = ? then state else ? end", MessageSent, MessageDiscarded).
		Set("key = key || ' ' || uid").Where("contest_id = ?", p.Contest.ID).Where("key not in (?)", bun.List(holding)).
		Where("key not like '% ' || uid").Exec(ctx)
	return err
}

// scheduleResultLetters lets the letters that leave by themselves do so at the T0 that holds now.
func (tx *transaction) scheduleResultLetters(ctx context.Context, p *ContestPlace) error {
	if !tx.store.Mails() {
		return nil
	}
	settings, err := tx.messageSettings(ctx, p.Edition.ID)
	if err != nil {
		return err
	}
	var kinds []letter.Kind
	for _, kind := range resultKinds {
		if byItself, set := settings[kind]; byItself || !set {
			kinds = append(kinds, kind)
		}
	}
	return tx.postWhere(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("message.contest_id = ?", p.Contest.ID).Where("message.kind in (?)", bun.List(kinds)).
			Where("message.state in (?)", bun.List([]MessageState{MessageDraft, MessageQueued}))
	}, len(kinds))
}

// holdResultLetters keeps the letters of a contest whose T0 was taken back from leaving by themselves.
func (tx *transaction) holdResultLetters(ctx context.Context, p *ContestPlace) error {
	_, err := tx.NewUpdate().Model((*Message)(nil)).Set("state = ?, queued_at = null", MessageDraft).Where("contest_id = ?", p.Contest.ID).
		Where("state = ?", MessageQueued).Exec(ctx)
	return err
}

// resultLetters are one to each of those who act for an entry of the contest, with the number of entries for which nobody does.
func (tx *transaction) resultLetters(ctx context.Context, r *RoundResults, c *ContestResult) (letters []*newMessage, nobody int, err error) {
	gets := map[int64]*PlacedStanding{} // by entry
	var entries []int64
	for _, st := range c.Standings {
		gets[st.Candidate.EntryID] = st
		entries = append(entries, st.Candidate.EntryID)
	}
	if len(entries) == 0 {
		return nil, 0, nil
	}
	about, err := tx.entriesAbout(ctx, entries)
	if err != nil {
		return nil, 0, err
	}
	place := &ContestPlace{Place: r.Place, Category: c.Category, Contest: c.Contest}
	for _, id := range entries {
		e := about[id]
		if e == nil || len(e.recipients) == 0 {
			nobody++
			continue
		}
		e.in(place)
		form := MessageForm{Kind: letter.ResultPublished, Event: c.Contest.UID}
		if len(r.gains(c, gets[id], e.Edition.Language)) > 0 {
			form.Kind = letter.LaureateResult
		}
		for _, l := range e.letters(form, tx.now) {
			award := strings.Join(r.gains(c, gets[id], l.To.Language), ", ")
			l.Words[letter.Award] = award
			l.Event = fmt.Sprintf("%s %x", l.Event, sha256.Sum256([]byte(award))) // who got something else is told again
			letters = append(letters, l)
		}
	}
	return letters, nobody, nil
}

// gains names what a candidate got that a certificate is issued for: its place, and what was conferred on it in this contest.
func (r *RoundResults) gains(c *ContestResult, st *PlacedStanding, lang locale.Language) (list []string) {
	if prize := c.PrizeOf(st); st.AwardedPlace > 0 && (st.AwardedPlace <= lastCertified || prize != nil) {
		list = append(list, locale.Place(lang, st.AwardedPlace, st.LastAwarded(), st.Shared, c.Contest.Numbering == judging.Range))
	}
	for _, a := range c.Awards {
		if a.Conferred() && a.Candidate != nil && a.Candidate.ID == st.Candidate.ID && a.Kind != AwardForPlace {
			list = append(list, a.Name.In(lang))
		}
	}
	return list
}

// openings gives T0 of the contests that letters tell of, where it is set.
func (tx *transaction) openings(ctx context.Context, messages []*Message) (map[int64]time.Time, error) {
	opens := map[int64]time.Time{}
	var contests []int64
	for _, m := range messages {
		if m.ContestID != 0 && !slices.Contains(contests, m.ContestID) {
			contests = append(contests, m.ContestID)
		}
	}
	if len(contests) == 0 {
		return opens, nil
	}
	var rows []struct {
		ID          int64
		AnnouncedAt time.Time
	}
	err := tx.NewRaw("select id, announced_at from contest where id in (?) and state in ('announced', 'final') and announced_at is not null", bun.List(contests)).
		Scan(ctx, &rows)
	for _, row := range rows {
		opens[row.ID] = row.AnnouncedAt
	}
	return opens, err
}

// markEarly marks the letters that tell of a result that is not public yet.
func (tx *transaction) markEarly(ctx context.Context, rows []*OutboxRow) error {
	var messages []*Message
	for _, row := range rows {
		messages = append(messages, &row.Message)
	}
	opens, err := tx.openings(ctx, messages)
	for _, row := range rows {
		at, set := opens[row.Message.ContestID]
		row.Early = row.Message.ContestID != 0 && (!set || at.After(tx.now))
	}
	return err
}

// tooEarly tells whether a letter tells of a result that is not public yet.
func (tx *transaction) tooEarly(ctx context.Context, m *Message) (bool, error) {
	opens, err := tx.openings(ctx, []*Message{m})
	at, set := opens[m.ContestID]
	return m.ContestID != 0 && (!set || at.After(tx.now)), err
}
