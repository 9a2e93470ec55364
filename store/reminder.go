package store

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// remindBefore is how long before a deadline people are reminded, each of them once.
var remindBefore = []time.Duration{24 * time.Hour, 3 * 24 * time.Hour}

// due reminders: the shortest of the times before the deadline that has come; 0: none has, or the deadline has passed.
func remindedFor(deadline, now time.Time) time.Duration {
	for _, before := range remindBefore {
		if left := deadline.Sub(now); left > 0 && left <= before {
			return before
		}
	}
	return 0
}

// Remind writes to those who act for entries that are not submitted yet, and to jurors who have not submitted all sheets, when a
// deadline is near. Where no letters are sent nobody is reminded. It may be asked at any time and by any number of processes:
// whoever was reminded is not reminded again.
func (s *Store) Remind(ctx context.Context) error {
	if !s.Mails() {
		return nil
	}
	waiting, err := s.remindable(ctx)
	if err != nil || !waiting { // looked at without a lock, so that an idle worker is in nobody's way
		return wrapped("look for reminders", err)
	}
	err = s.write(ctx, func(tx *transaction) error {
		if err := tx.lockName(ctx, "reminders"); err != nil {
			return err
		}
		if err := tx.remindEntrants(ctx); err != nil {
			return fmt.Errorf("entrants: %w", err)
		}
		return tx.remindJurors(ctx)
	})
	return wrapped("remind", err)
}

// remindable tells whether any deadline is near.
func (s *Store) remindable(ctx context.Context) (bool, error) {
	now, err := s.Now(ctx)
	if err != nil {
		return false, err
	}
	until := now.Add(remindBefore[len(remindBefore)-1])
	var n int
	err = s.reader.NewRaw(`select (select count(*) from round where entries_until > ?0 and entries_until <= ?1 or judging_until > ?0 and judging_until <= ?1)
		+ (select count(*) from contest where entries_until > ?0 and entries_until <= ?1)`, now, until).Scan(ctx, &n)
	return n > 0, err
}

func (tx *transaction) remindEntrants(ctx context.Context) error {
	var rows []struct {
		ID       int64
		Deadline time.Time
	}
	until := tx.now.Add(remindBefore[len(remindBefore)-1])
	err := tx.NewRaw(`select e.id, coalesce(t.entries_until, r.entries_until) as deadline from entry e
		join contest t on t.id = e.contest_id join round r on r.id = t.round_id
		where e.state = 'draft' and t.cancelled_at is null and r.cancelled_at is null
		and coalesce(t.entries_until, r.entries_until) > ?0 and coalesce(t.entries_until, r.entries_until) <= ?1
		order by e.id`, tx.now, until).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	type occasion struct {
		deadline time.Time
		before   time.Duration
	}
	byDeadline := map[occasion][]int64{}
	for _, r := range rows {
		o := occasion{r.Deadline, remindedFor(r.Deadline, tx.now)}
		byDeadline[o] = append(byDeadline[o], r.ID)
	}
	for o, entries := range byDeadline {
		form := MessageForm{Kind: letter.DraftReminder, Deadline: o.deadline, Event: reminderEvent(o.deadline, o.before)}
		if err := tx.messageEntries(ctx, judging.Actor{}, entries, form); err != nil {
			return err
		}
	}
	return nil
}

// reminderEvent names a reminder: a deadline that was moved is another.
func reminderEvent(deadline time.Time, before time.Duration) string {
	return fmt.Sprintf("%s %s", deadline.UTC().Format(time.RFC3339), before)
}

// remindJurors writes to those who owe sheets in a round whose judging ends soon.
func (tx *transaction) remindJurors(ctx context.Context) error {
	until := tx.now.Add(remindBefore[len(remindBefore)-1])
	places, err := tx.placesOf(ctx, "closed_at is null and cancelled_at is null and judging_until > ? and judging_until <= ?", tx.now, until)
	if err != nil || len(places) == 0 {
		return err
	}
	byRound := map[int64]*Place{}
	for _, p := range places {
		byRound[p.Round.ID] = p
	}
	owing, err := tx.owing(ctx, roundIDs(places))
	if err != nil {
		return err
	}
	var letters []*newMessage
	for _, o := range owing {
		p := byRound[o.Round]
		event := reminderEvent(p.Round.JudgingUntil, remindedFor(p.Round.JudgingUntil, tx.now))
		letters = append(letters, o.letter(p, MessageForm{Kind: letter.SheetReminder, Event: event, Deadline: p.Round.JudgingUntil}))
	}
	return tx.writeMessages(ctx, judging.Actor{}, letters)
}

// owingJuror is a juror with an account who has not submitted all sheets of a round.
type owingJuror struct {
	Round, Juror int64
	recipient
}

func (tx *transaction) owing(ctx context.Context, rounds []int64) (list []owingJuror, err error) {
	err = tx.NewRaw(`select distinct j.round_id as round, j.id as juror, u.id as user_id, u.name, u.email, u.language
		from juror j join "user" u on u.id = j.user_id and (u.ended_at is null or u.ended_at > ?0)
		where j.round_id in (?1) and j.left_at is null and exists (select 1 from `+standingDuty+` and a.juror_id = j.id and h.state <> 'submitted')
		order by j.id`, tx.now, bun.List(rounds)).Scan(ctx, &list)
	return list, err
}

// letter is what the juror is told about the round's judging.
func (o owingJuror) letter(p *Place, form MessageForm) *newMessage {
	words := editionWords(&p.Competition, p.Edition.Year, cmp.Or(p.Setting.Number, p.Edition.Number), o.Language)
	words[letter.Round], words[letter.Reason] = p.Round.Name.In(o.Language), form.Reason
	words[letter.Deadline] = locale.DateTime(o.Language, form.Deadline, p.Edition.Zone())
	return &newMessage{To: o.recipient, Words: words, Event: p.Round.UID + " " + form.Event, Message: Message{Kind: form.Kind, JurorID: o.Juror,
		RoundID: p.Round.ID, EditionID: p.Edition.ID, ChapterID: p.Chapter.ID}}
}

func roundIDs(places []*Place) (ids []int64) {
	for _, p := range places {
		ids = append(ids, p.Round.ID)
	}
	return ids
}
