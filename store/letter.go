package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
)

// Letter is a letter as it leaves, but for its link, which only the site knows how to write.
type Letter struct {
	Kind     letter.Kind
	Email    string
	Language locale.Language
	Subject  string
	Text     string // {link} and {instruction} stand where these go
	Contact  string // of the organizer; may be empty
	Token    string // the secret in the link; empty: it has none
	Entry    string // uid of the entry that the link leads to; may be empty
	Days     int    // how long a link with a secret works
}

// Written is the whole text, with the link in its place.
func (l *Letter) Written(link, site string) string {
	words := letter.Values{letter.Link: link, letter.Instruction: letter.Instructions(l.Language, l.Token != "", l.Days, l.Email)}
	filled := letter.Template{Text: l.Text}.Fill(words)
	return letter.Frame{Contact: l.Contact, Site: site}.Around(l.Language, filled.Text)
}

// messageJob is the payload of SendMessage. There is no token in it: whoever reads the database must not be able to act as
// somebody else, so one is made when the letter leaves, and only its hash kept.
type messageJob struct {
	Message int64 `json:"message"`
}

// Mails tells whether letters are sent; without, they wait in the outbox, and whoever invites hands the link over himself.
func (s *Store) Mails() bool { return s.mail && !s.silent.Load() }

// Letter writes the letter of a job that was claimed. nil: there is nothing to send any more, since the letter was discarded, or
// what it is about has ended, or its recipient is unknown.
func (s *Store) Letter(ctx context.Context, job *Job) (l *Letter, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		switch job.Kind {
		case SendMessage:
			l, err = tx.messageLetter(ctx, job)
		case SendReset:
			l, err = tx.resetLetter(ctx, job)
		case SendChanged:
			l, err = tx.changedLetter(ctx, job)
		case SendFactorEnded:
			l, err = tx.factorEndedLetter(ctx, job)
		default:
			err = fmt.Errorf("jobs of kind %q are no letters", job.Kind)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("letter: %w", err)
	}
	return l, nil
}

func (tx *transaction) messageLetter(ctx context.Context, job *Job) (*Letter, error) {
	var payload messageJob
	if err := json.Unmarshal([]byte(job.Payload), &payload); err != nil {
		return nil, fmt.Errorf("payload of job %s: %w", job.UID, err)
	}
	var found []*Message
	err := tx.NewSelect().Model(&found).Where("id = ?", payload.Message).Where("state = ?", MessageQueued).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	m := found[0]
	user, err := tx.recipient(ctx, m)
	if err != nil {
		return nil, err
	}
	state, err := tx.standingOf(ctx, m, user)
	if err != nil {
		return nil, err
	}
	if state != MessageQueued {
		_, err := tx.NewUpdate().Model(m).Set("state = ?", state).WherePK().Exec(ctx)
		return nil, err
	}
	l, err := tx.letterOf(ctx, m)
	if err == nil && m.Kind.Invites() && user.PasswordHash == "" {
		err = tx.inviteBy(ctx, l, m, user, job.CreatedAt)
	}
	if err == nil && m.Kind == letter.AddressCheck {
		err = tx.addProof(ctx, l, m.RequestID)
	}
	return l, err
}

// recipient reads the account that a letter goes to, and takes the address and name that it has by now; nil: it goes to an address.
func (tx *transaction) recipient(ctx context.Context, m *Message) (*User, error) {
	if m.UserID == 0 {
		return nil, nil
	}
	u := &User{}
	err := tx.NewSelect().Model(u).Where("id = ?", m.UserID).Scan(ctx)
	m.Email = u.Email
	return u, err
}

// inviteBy puts a new invitation into the letter. Those from before the job no longer work, but those of its earlier attempts
// do: their letters may have arrived.
func (tx *transaction) inviteBy(ctx context.Context, l *Letter, m *Message, user *User, since time.Time) (err error) {
	if l.Token, err = tx.newToken(ctx, user.ID, since); err != nil {
		return err
	}
	l.Days = int(InvitationLife / (24 * time.Hour))
	return tx.record(ctx, judging.Actor{User: m.SenderID}, "user.invite", "user", user.ID, map[string]int64{"message": m.ID})
}

// letterOf is a message as it leaves, without a secret.
func (tx *transaction) letterOf(ctx context.Context, m *Message) (*Letter, error) {
	l := &Letter{Kind: m.Kind, Email: m.Email, Language: m.Language, Subject: m.Subject, Text: m.Text}
	var found []struct{ Contact, Entry string }
	err := tx.NewRaw(`select coalesce(s.contact, '') as contact, coalesce(e.uid, '') as entry from message m
		left join chapter_setting s on s.chapter_id = m.chapter_id and s.edition_id = m.edition_id
		left join entry e on e.id = m.entry_id where m.id = ?`, m.ID).Scan(ctx, &found)
	if len(found) > 0 {
		l.Contact, l.Entry = found[0].Contact, found[0].Entry
	}
	return l, err
}

// standingOf says what becomes of a queued letter now: it waits for an organizer where letters to its address come back or what it
// tells is not public, and is discarded where it has no object any more.
func (tx *transaction) standingOf(ctx context.Context, m *Message, user *User) (MessageState, error) {
	if user != nil && !user.EndedAt.IsZero() && !user.EndedAt.After(tx.now) {
		return MessageDiscarded, nil
	}
	away, err := tx.NewSelect().Model((*Bounce)(nil)).Where("email = ?", m.Email).Exists(ctx)
	if err != nil || away {
		return MessageDraft, err
	}
	if early, err := tx.tooEarly(ctx, m); err != nil || early {
		return MessageDraft, err
	}
	for _, object := range objects {
		if id := object.of(m); id != 0 && (object.kind == "" || object.kind == m.Kind) {
			var n int
			if err := tx.NewRaw(object.standing, id, tx.now).Scan(ctx, &n); err != nil {
				return "", err
			}
			if n == 0 {
				return MessageDiscarded, nil
			}
		}
	}
	return MessageQueued, nil
}

// objects are what letters are about, and how it is asked whether the thing ?0 is still as they say at ?1.
var objects = []struct {
	kind     letter.Kind // empty: any
	of       func(m *Message) int64
	standing string
}{
	{"", func(m *Message) int64 { return m.JurorID }, "select count(*) from juror where id = ?0 and left_at is null"},
	{"", func(m *Message) int64 { return m.MembershipID },
		"select count(*) from membership where id = ?0 and (ends_at is null or ends_at > ?1)"},
	{letter.AddressCheck, func(m *Message) int64 { return m.RequestID },
		"select count(*) from request where id = ?0 and state = 'unproven' and expires_at > ?1"},
	{letter.DraftReminder, func(m *Message) int64 { return m.EntryID }, `select count(*) from entry e join contest t on t.id = e.contest_id
		join round r on r.id = t.round_id where e.id = ?0 and e.state = 'draft' and coalesce(t.entries_until, r.entries_until) > ?1`},
	{letter.SheetReminder, func(m *Message) int64 { return m.RoundID },
		"select count(*) from round where id = ?0 and closed_at is null and judging_until > ?1"},
	{letter.LateReminder, func(m *Message) int64 { return m.RoundID }, "select count(*) from round where id = ?0 and closed_at is null and ?1 is not null"},
}

// mayMail refuses where no letters are sent.
func (tx *transaction) mayMail() error {
	if !tx.store.mail {
		return fault.New(fault.Closed, "fault.no_mail")
	}
	return nil
}
