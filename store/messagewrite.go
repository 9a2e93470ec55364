package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// MessageForm is what an act has to say to those who act for an entry.
type MessageForm struct {
	Kind     letter.Kind
	Event    string    // what happened, by uid: about the same event nobody is told twice
	Deadline time.Time // zero: none
	Reason   string
	Contest  *ContestPlace // what it is about; nil: the one that the entry enters
}

// recipient is whom a letter goes to.
type recipient struct {
	UserID   int64
	Name     string
	Email    string
	Language locale.Language
}

// newMessage is a letter about to be written down.
type newMessage struct {
	Message // what it is about
	To      recipient
	Event   string        // with the kind and the recipient the letter's key
	Words   letter.Values // that go into the template
}

// key is what nobody is told twice.
func (l *newMessage) key() string { return fmt.Sprintf("%s %s %s", l.Kind, l.Event, l.To.Email) }

// messageEntry tells those who act for an entry, each in his language. What says what was decided waits in the outbox, in place
// of what was decided before and has not been said yet; the rest leaves by itself where the edition lets it.
func (tx *transaction) messageEntry(ctx context.Context, actor judging.Actor, entry int64, form MessageForm) error {
	return tx.messageEntries(ctx, actor, []int64{entry}, form)
}

// messageEntries is messageEntry for many entries, in a constant number of statements.
func (tx *transaction) messageEntries(ctx context.Context, actor judging.Actor, entries []int64, form MessageForm) error {
	if len(entries) == 0 {
		return nil
	}
	if slices.Contains(decisions, form.Kind) {
		if err := tx.withdrawDecisions(ctx, entries); err != nil {
			return err
		}
	}
	about, err := tx.entriesAbout(ctx, entries)
	if err != nil {
		return err
	}
	var letters []*newMessage
	for _, id := range entries {
		if e := about[id]; e != nil {
			e.in(form.Contest)
			letters = append(letters, e.letters(form, tx.now)...)
		}
	}
	return tx.writeMessages(ctx, actor, letters)
}

// decisions are the kinds of which an entry's latest holds.
var decisions = []letter.Kind{letter.Returned, letter.Admitted, letter.Rejected}

// withdrawDecisions discards the letters that have not left and say what no longer holds of the entries.
func (tx *transaction) withdrawDecisions(ctx context.Context, entries []int64) error {
	_, err := tx.NewUpdate().Model((*Message)(nil)).Set("state = ?", MessageDiscarded).Where("entry_id in (?)", bun.List(entries)).
		Where("kind in (?)", bun.List(decisions)).Where("state in (?)", bun.List([]MessageState{MessageDraft, MessageQueued, MessageFailed})).Exec(ctx)
	return err
}

// letters are one to each of those who act for the entry.
func (e *aboutEntry) letters(form MessageForm, now time.Time) (list []*newMessage) {
	for _, to := range e.recipients {
		zone := e.Edition.Zone()
		words := e.words(to.Language)
		words[letter.Reason], words[letter.Time], words[letter.Deadline] = form.Reason, locale.DateTime(to.Language, now, zone), ""
		if !form.Deadline.IsZero() {
			words[letter.Deadline] = locale.DateTime(to.Language, form.Deadline, zone)
		}
		list = append(list, &newMessage{To: to, Event: e.Entry.UID + " " + form.Event, Words: words, Message: Message{
			Kind: form.Kind, EntryID: e.Entry.ID, EditionID: e.Edition.ID, RoundID: e.roundID, ChapterID: e.chapterID}})
	}
	return list
}

// writeMessages writes letters down, as drafts or, where they leave by themselves, with a job each. Whoever has a letter about the
// same event gets none. An address that letters come back from waits for an organizer, as do all where no mail is sent.
func (tx *transaction) writeMessages(ctx context.Context, actor judging.Actor, letters []*newMessage) error {
	if len(letters) == 0 {
		return nil
	}
	w := messageWriter{tx: tx, templates: map[int64]*templates{}, settings: map[int64]map[letter.Kind]bool{}}
	var rows []*Message
	var leaving []string
	for _, l := range letters {
		row, err := w.row(ctx, l)
		if err != nil {
			return err
		}
		rows = append(rows, row)
		if leaves, err := w.leaves(ctx, row); err != nil {
			return err
		} else if leaves {
			row.SenderID = actor.User
			leaving = append(leaving, row.UID)
		}
	}
	for from := 0; from < len(rows); from += batch {
		part := rows[from:min(from+batch, len(rows))]
		if _, err := tx.NewInsert().Model(&part).Returning("NULL").On("conflict (key) do nothing").Exec(ctx); err != nil {
			return fmt.Errorf("draft letters: %w", err)
		}
	}
	return tx.postWhere(ctx, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("message.uid in (?)", bun.List(leaving)) }, len(leaving))
}

// messageWriter remembers what the editions of the letters that it writes say of letters.
type messageWriter struct {
	tx        *transaction
	templates map[int64]*templates
	settings  map[int64]map[letter.Kind]bool
}

func (w *messageWriter) row(ctx context.Context, l *newMessage) (row *Message, err error) {
	set := w.templates[l.EditionID]
	if set == nil {
		if set, err = w.tx.templatesOf(ctx, l.EditionID); err != nil {
			return nil, err
		}
		w.templates[l.EditionID] = set
	}
	row = &l.Message
	row.UID, row.CreatedAt, row.State = w.tx.store.NewUID(), w.tx.now, MessageDraft
	row.UserID, row.Name, row.Email, row.Language = l.To.UserID, l.To.Name, l.To.Email, l.To.Language
	row.Key = l.key()
	row.Folded = locale.Fold(l.To.Name + " " + l.To.Email)
	l.Words[letter.Recipient] = l.To.Name
	filled := set.of(l.Kind, l.To.Language).Fill(l.Words)
	row.Subject, row.Text = filled.Subject, filled.Text
	return row, nil
}

// leaves tells whether the letter leaves without an organizer's word.
func (w *messageWriter) leaves(ctx context.Context, m *Message) (leaves bool, err error) {
	if m.Kind.Waits() || !w.tx.store.Mails() {
		return false, nil
	}
	settings := w.settings[m.EditionID]
	if settings == nil {
		if settings, err = w.tx.messageSettings(ctx, m.EditionID); err != nil {
			return false, err
		}
		w.settings[m.EditionID] = settings
	}
	byItself, set := settings[m.Kind]
	return byItself || !set, nil
}

// messageSettings reads which letters an edition lets leave by themselves; what is not there is as the kind has it.
func (tx *transaction) messageSettings(ctx context.Context, edition int64) (map[letter.Kind]bool, error) {
	var rows []struct {
		Kind     letter.Kind
		ByItself bool
	}
	err := tx.NewRaw("select kind, by_itself from message_setting where edition_id = ?", edition).Scan(ctx, &rows)
	settings := map[letter.Kind]bool{}
	for _, r := range rows {
		if r.Kind.Settable() {
			settings[r.Kind] = r.ByItself
		}
	}
	return settings, err
}

// postWhere queues the letters that a condition picks, but for those to addresses that letters come back from; most says how many
// there may be, and with none nothing is asked.
func (tx *transaction) postWhere(ctx context.Context, pick func(*bun.SelectQuery) *bun.SelectQuery, most int) error {
	if most == 0 {
		return nil
	}
	var found []*Message
	if err := pick(tx.NewSelect().Model(&found).Column("id", "uid", "contest_id")).Where(notAway).Order("message.id").Scan(ctx); err != nil {
		return err
	}
	_, err := tx.post(ctx, found)
	return err
}

// notAway is the condition that letters to the message's address do not come back.
const notAway = "not exists (select 1 from bounce b where b.email = message.email)"

// post queues letters that are written down, and tells how many. What tells of a result leaves at T0 at the earliest, and stays where that
// is not set.
func (tx *transaction) post(ctx context.Context, messages []*Message) (int, error) {
	opens, err := tx.openings(ctx, messages)
	if err != nil || len(messages) == 0 {
		return 0, err
	}
	var ids []int64
	for _, m := range messages {
		if _, set := opens[m.ContestID]; set || m.ContestID == 0 {
			ids = append(ids, m.ID)
		}
	}
	var left []int64 // those that nobody has discarded meanwhile
	_, err = tx.NewUpdate().Model((*Message)(nil)).Set("state = ?, queued_at = ?, attempts = 0, answer = '', answered_at = null", MessageQueued, tx.now).
		Where("id in (?)", bun.List(append(ids, 0))).Where("state <> ?", MessageDiscarded).Returning("id").Exec(ctx, &left)
	if err != nil {
		return 0, err
	}
	var jobs []queuing
	for _, m := range messages {
		if slices.Contains(left, m.ID) {
			jobs = append(jobs, queuing{m.UID, messageJob{m.ID}, opens[m.ContestID]})
		}
	}
	return len(jobs), tx.enqueueAll(ctx, SendMessage, jobs)
}
