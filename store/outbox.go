package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Outbox is a page of the letters that an organizer looks after, the latest first.
type Outbox struct {
	Found
	Rows     []*OutboxRow
	Editions []OutboxPlace // that have letters
	Rounds   []OutboxPlace
	Drafts   int // of all letters that may be listed
}

// OutboxRow is a letter in a list.
type OutboxRow struct {
	Message  Message `bun:"embed:message_"`
	Round    locale.Text
	TimeZone string // of the edition; empty: the letter belongs to none
	Away     bool   // letters to its address come back
	Early    bool   // it tells of a result that is not public yet, and stays until it is
}

// OutboxPlace is an edition or a round that has letters.
type OutboxPlace struct {
	UID         string
	Competition locale.Text
	Year        int
	Round       locale.Text // empty: the whole edition
}

// Zone is where the times of the letter are read.
func (r *OutboxRow) Zone() *time.Location { return zoneOf(r.TimeZone) }

func zoneOf(name string) *time.Location {
	if name == "" {
		name = lettersZone
	}
	return Edition{TimeZone: name}.Zone()
}

// outboxList is what can be asked of the outbox.
var outboxList = listable{
	search: func(query *bun.SelectQuery, word string) *bun.SelectQuery {
		return query.Where(`message.folded like ? escape '\'`, "%"+likePrefix(word))
	},
	filters: map[string]filter{
		"edition": func(query *bun.SelectQuery, value string) *bun.SelectQuery {
			return query.Where("edition.uid = ?", value)
		},
		"round": func(query *bun.SelectQuery, value string) *bun.SelectQuery {
			return query.Where("round.uid = ?", value)
		},
		"kind": func(query *bun.SelectQuery, value string) *bun.SelectQuery {
			return query.Where("message.kind = ?", value)
		},
		"state": func(query *bun.SelectQuery, value string) *bun.SelectQuery {
			return query.Where("message.state = ?", value)
		},
	},
	sorts: map[string][]string{"time": {"message.created_at"}, "recipient": {"message.folded"}, "kind": {"message.kind"}, "state": {"message.state"}},
	usual: "time",
	ties:  "message.id desc",
}

// Outbox lists the letters of the chapters that the actor organizes; an administrator's are those of no chapter. Without an order
// the latest come first. It takes a constant number of statements.
func (s *Store) Outbox(ctx context.Context, actor judging.Actor, asked Listing) (*Outbox, error) {
	if err := judging.May(actor, judging.OpenOffice, judging.Facts{}); err != nil {
		return nil, err
	}
	if asked.Sort == "" || asked.Sort == "time" {
		asked.Sort, asked.Desc = "time", !asked.Desc
	}
	o := &Outbox{}
	err := s.read(ctx, func(tx *transaction) (err error) {
		o.Found, err = tx.page(ctx, tx.letters(actor), outboxList, asked,
			s.columns(OutboxRow{})+", round.name as round, coalesce(edition.time_zone, '') as time_zone, "+isAway("message.email")+" as away", &o.Rows)
		if err != nil {
			return err
		}
		if err := tx.markEarly(ctx, o.Rows); err != nil {
			return err
		}
		return tx.outboxPlaces(ctx, actor, o)
	})
	return o, wrapped("outbox", err)
}

// letters are those that the actor looks after, with where they belong.
func (tx *transaction) letters(actor judging.Actor) *bun.SelectQuery {
	query := tx.NewSelect().TableExpr("message").
		Join("left join chapter on chapter.id = message.chapter_id").
		Join("left join edition on edition.id = message.edition_id").
		Join("left join round on round.id = message.round_id")
	if actor.Administrator {
		return query.WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
			q = q.Where("message.chapter_id is null")
			for _, path := range judging.ScopeOf(actor, judging.ManageRound).Chapters {
				q = q.WhereOr(`chapter.path like ? escape '\'`, likePrefix(path))
			}
			return q
		})
	}
	return within(query, judging.ScopeOf(actor, judging.ManageRound), scoped{chapter: "chapter.path"})
}

// outboxPlaces reads of which editions and rounds there are letters, and how many wait for the organizer.
func (tx *transaction) outboxPlaces(ctx context.Context, actor judging.Actor, o *Outbox) error {
	var rows []struct {
		Edition, Round string
		Name           locale.Text
		Competition    locale.Text
		Year           int
		Drafts         int
	}
	err := tx.letters(actor).Join("left join competition on competition.id = edition.competition_id").
		ColumnExpr("coalesce(edition.uid, '') as edition, coalesce(round.uid, '') as round, round.name, competition.name as competition, coalesce(edition.year, 0) as year").
		ColumnExpr("sum(case when message.state = 'draft' then 1 else 0 end) as drafts").
		GroupExpr("edition.uid, round.uid, round.name, competition.name, edition.year").
		OrderExpr("coalesce(edition.year, 0) desc, coalesce(edition.uid, ''), coalesce(round.uid, '')").Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("places: %w", err)
	}
	for _, r := range rows {
		o.Drafts += r.Drafts
		if n := len(o.Editions); r.Edition != "" && (n == 0 || o.Editions[n-1].UID != r.Edition) {
			o.Editions = append(o.Editions, OutboxPlace{UID: r.Edition, Competition: r.Competition, Year: r.Year})
		}
		if r.Round != "" {
			o.Rounds = append(o.Rounds, OutboxPlace{r.Round, r.Competition, r.Year, r.Name})
		}
	}
	return nil
}

// MessageView is a letter with everything that is on record of it.
type MessageView struct {
	OutboxRow
	Letter *Letter // as it leaves, but for its link
	Sender string  // who let it leave; empty: it left by itself
	Bounce *Bounce // nil: letters to the address arrive, as far as anybody knows
}

// Open tells whether the letter's text can still be changed.
func (v *MessageView) Open() bool {
	return v.Message.State == MessageDraft || v.Message.State == MessageFailed
}

// Sendable tells whether an organizer may let the letter leave: for the first time, or again.
func (v *MessageView) Sendable() bool {
	return sendable(v.Message.State) && v.Bounce == nil && !v.Early
}

func sendable(state MessageState) bool {
	return state == MessageDraft || state == MessageFailed || state == MessageBounced
}

// MessageView reads a letter. It takes who looks after it.
func (s *Store) MessageView(ctx context.Context, actor judging.Actor, message string) (*MessageView, error) {
	v := &MessageView{}
	err := s.read(ctx, func(tx *transaction) error {
		m, err := tx.messageFor(ctx, actor, message, func(q *bun.SelectQuery) *bun.SelectQuery { return q })
		if err != nil {
			return err
		}
		var rows []struct {
			Round            locale.Text
			TimeZone, Sender string
		}
		err = tx.NewRaw(`select round.name as round, coalesce(edition.time_zone, '') as time_zone, coalesce(u.name, '') as sender from message
			left join round on round.id = message.round_id left join edition on edition.id = message.edition_id
			left join "user" u on u.id = message.sender_id where message.id = ?`, m.ID).Scan(ctx, &rows)
		if err != nil {
			return err
		}
		v.Message, v.Round, v.TimeZone, v.Sender = *m, rows[0].Round, rows[0].TimeZone, rows[0].Sender
		var bounces []*Bounce
		if err := tx.NewSelect().Model(&bounces).Where("email = ?", m.Email).Scan(ctx); err != nil {
			return err
		}
		if v.Away = len(bounces) > 0; v.Away {
			v.Bounce = bounces[0]
		}
		if v.Early, err = tx.tooEarly(ctx, m); err != nil {
			return err
		}
		if v.Letter, err = tx.letterOf(ctx, m); err != nil || !m.Kind.Invites() || m.UserID == 0 {
			return err
		}
		return tx.sampleToken(ctx, m, v.Letter)
	})
	if err != nil {
		return nil, fmt.Errorf("message: %w", err)
	}
	return v, nil
}

// sampleToken shows whoever looks at an invitation to somebody without a password where its link will lead: the secret is made
// when it leaves.
func (tx *transaction) sampleToken(ctx context.Context, m *Message, l *Letter) error {
	var chooses bool
	err := tx.NewRaw(`select password_hash = '' from "user" where id = ?`, m.UserID).Scan(ctx, &chooses)
	if chooses {
		l.Token, l.Days = "xxxxxxxx", int(InvitationLife/(24*time.Hour))
	}
	return err
}

// messageFor reads a letter that the actor looks after; others are NotFound.
func (tx *transaction) messageFor(ctx context.Context, actor judging.Actor, uid string, lock func(*bun.SelectQuery) *bun.SelectQuery) (*Message, error) {
	m := &Message{}
	if err := lock(tx.NewSelect().Model(m).Where("uid = ?", uid)).Scan(ctx); err != nil {
		return nil, absentAs(err)
	}
	if m.ChapterID == 0 {
		return m, judging.May(actor, judging.ManageUsers, judging.Facts{})
	}
	var path string
	if err := tx.NewRaw("select path from chapter where id = ?", m.ChapterID).Scan(ctx, &path); err != nil {
		return nil, err
	}
	return m, judging.May(actor, judging.ManageRound, judging.Facts{Chapter: path})
}

// writeMessage runs fn on a letter that the actor looks after, and that nobody else changes meanwhile.
func (s *Store) writeMessage(ctx context.Context, actor judging.Actor, uid string, fn func(tx *transaction, m *Message) error) error {
	return s.write(ctx, func(tx *transaction) error {
		m, err := tx.messageFor(ctx, actor, uid, s.forUpdate)
		if err != nil {
			return err
		}
		return fn(tx, m)
	})
}

// SaveMessage changes the words of a letter that has not left. What is wrong with them is Invalid; one that has left is Closed.
func (s *Store) SaveMessage(ctx context.Context, actor judging.Actor, message string, words letter.Template) error {
	err := s.writeMessage(ctx, actor, message, func(tx *transaction, m *Message) error {
		if m.State != MessageDraft && m.State != MessageFailed {
			return fault.New(fault.Closed, "message.has_left")
		}
		if err := words.CheckLetter(m.Kind); err != nil {
			return err
		}
		_, err := tx.NewUpdate().Model(m).Set("subject = ?, text = ?, edited_at = ?", words.Subject, words.Text, tx.now).WherePK().Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "message.save", "message", m.ID, nil)
	})
	return wrapped("save message", err)
}

// DiscardMessage keeps a letter that has not left from leaving.
func (s *Store) DiscardMessage(ctx context.Context, actor judging.Actor, message string) error {
	err := s.writeMessage(ctx, actor, message, func(tx *transaction, m *Message) error {
		if m.State == MessageSent || m.State == MessageBounced {
			return fault.New(fault.Closed, "message.has_left")
		}
		if _, err := tx.NewUpdate().Model(m).Set("state = ?", MessageDiscarded).WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "message.discard", "message", m.ID, nil)
	})
	return wrapped("discard message", err)
}

// WaitingMessages counts the drafts that wait for the actor.
func (s *Store) WaitingMessages(ctx context.Context, actor judging.Actor) (n int, err error) {
	if judging.May(actor, judging.OpenOffice, judging.Facts{}) != nil {
		return 0, nil
	}
	err = s.read(ctx, func(tx *transaction) error {
		count, err := tx.letters(actor).Where("message.state = ?", MessageDraft).Count(ctx)
		n = int(count)
		return err
	})
	return n, wrapped("waiting messages", err)
}
