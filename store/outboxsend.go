package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"

	"github.com/uptrace/bun"
)

// OutboxSelection picks drafts to let leave together.
type OutboxSelection struct {
	Edition string        // uid; empty: of all
	Round   string        // uid; empty: of all
	Kinds   []letter.Kind // at least one
	Until   time.Time     // drafts made later have not been seen, and stay
}

// DraftCount is how many drafts of a kind can leave, and how many have to wait since letters to their addresses come back.
type DraftCount struct {
	Kind       letter.Kind
	Letters    int
	Recipients int // different addresses
	Away       int // letters that wait
}

// Drafts counts the drafts that the actor may let leave, by kinds, as of the moment that it gives.
func (s *Store) Drafts(ctx context.Context, actor judging.Actor, selection OutboxSelection) (counts []DraftCount, until time.Time, err error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return nil, time.Time{}, err
	}
	err = s.read(ctx, func(tx *transaction) error {
		until = tx.now
		selection.Until = tx.now
		query := tx.drafts(actor, selection).ColumnExpr("message.kind").
			ColumnExpr("sum(case when " + isAway("message.email") + " then 0 else 1 end) as letters").
			ColumnExpr("count(distinct case when " + isAway("message.email") + " then null else message.email end) as recipients").
			ColumnExpr("sum(case when " + isAway("message.email") + " then 1 else 0 end) as away").GroupExpr("message.kind")
		return query.Scan(ctx, &counts)
	})
	slices.SortFunc(counts, func(a, b DraftCount) int {
		return slices.Index(letter.Kinds(false), a.Kind) - slices.Index(letter.Kinds(false), b.Kind)
	})
	return counts, until, wrapped("drafts", err)
}

// drafts picks out of the letters that the actor looks after; what tells of a result that is not public yet is not among them.
func (tx *transaction) drafts(actor judging.Actor, selection OutboxSelection) *bun.SelectQuery {
	query := tx.letters(actor).Where("message.state = ?", MessageDraft).Where("message.created_at <= ?", selection.Until).
		Where("(message.contest_id is null or exists (select 1 from contest t where t.id = message.contest_id and ?))", isPublic("t", tx.now))
	if selection.Edition != "" {
		query = query.Where("edition.uid = ?", selection.Edition)
	}
	if selection.Round != "" {
		query = query.Where("round.uid = ?", selection.Round)
	}
	return query
}

// SendMessages lets the drafts leave that are picked, and tells how many. Without any it is Invalid in "kinds"; those to addresses
// that letters come back from stay.
func (s *Store) SendMessages(ctx context.Context, actor judging.Actor, selection OutboxSelection) (n int, err error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return 0, err
	}
	nothing := fault.InForm(fault.Field{Name: "kinds", Key: "message.nothing_to_send"})
	if len(selection.Kinds) == 0 {
		return 0, nothing
	}
	err = s.write(ctx, func(tx *transaction) error {
		if err := tx.mayMail(); err != nil {
			return err
		}
		if err := tx.lockName(ctx, "outbox"); err != nil { // two who press the button at once
			return err
		}
		var found []*Message
		err := tx.drafts(actor, selection).Where("message.kind in (?)", bun.List(selection.Kinds)).Where(notAway).
			ColumnExpr("message.id, message.uid, message.contest_id").OrderExpr("message.id").Scan(ctx, &found)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return nothing
		}
		if n, err = tx.sendBy(ctx, actor, found); err != nil {
			return err
		}
		return tx.record(ctx, actor, "message.send", "message", found[0].ID, map[string]any{"messages": messageIDs(found)})
	})
	return n, wrapped("send messages", err)
}

// SendMessage lets one letter leave, for the first time or again. One that is on its way or has arrived is Closed, as is one to
// an address that letters come back from.
func (s *Store) SendMessage(ctx context.Context, actor judging.Actor, message string) error {
	err := s.writeMessage(ctx, actor, message, func(tx *transaction, m *Message) error {
		if err := tx.mayMail(); err != nil {
			return err
		}
		if !sendable(m.State) {
			return fault.New(fault.Closed, "message.has_left")
		}
		if early, err := tx.tooEarly(ctx, m); err != nil || early {
			return cmp.Or(err, error(fault.New(fault.Closed, "publication.letter_waits")))
		}
		away, err := tx.NewSelect().Model((*Bounce)(nil)).Where("email = ?", m.Email).Exists(ctx)
		if err != nil {
			return err
		}
		if away {
			return fault.New(fault.Closed, "message.is_away")
		}
		if _, err := tx.sendBy(ctx, actor, []*Message{m}); err != nil {
			return err
		}
		return tx.record(ctx, actor, "message.send", "message", m.ID, nil)
	})
	return wrapped("send message", err)
}

func (tx *transaction) sendBy(ctx context.Context, actor judging.Actor, messages []*Message) (int, error) {
	_, err := tx.NewUpdate().Model((*Message)(nil)).Set("sender_id = ?", actor.User).Where("id in (?)", bun.List(messageIDs(messages))).Exec(ctx)
	if err != nil {
		return 0, err
	}
	return tx.post(ctx, messages)
}

func messageIDs(messages []*Message) (ids []int64) {
	for _, m := range messages {
		ids = append(ids, m.ID)
	}
	return ids
}
