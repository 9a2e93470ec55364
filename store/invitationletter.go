package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"blazon/judging"
	"blazon/letter"

	"github.com/uptrace/bun"
)

// MailJuror queues a letter that invites a juror who has an account. It takes who may invite him.
func (s *Store) MailJuror(ctx context.Context, actor judging.Actor, juror string) error {
	round, err := s.roundOfJuror(ctx, juror)
	if err != nil {
		return fmt.Errorf("mail juror: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		if _, err := tx.place(ctx, actor, judging.ManageRound, round); err != nil {
			return err
		}
		j := &Juror{}
		if err := tx.NewSelect().Model(j).Where("uid = ?", juror).Where("left_at is null").Where("user_id is not null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		return tx.mailJuror(ctx, actor, j)
	})
	return wrapped("mail juror", err)
}

// MailMember queues a letter about a membership in force. It takes who might grant it.
func (s *Store) MailMember(ctx context.Context, actor judging.Actor, membership string) error {
	err := s.write(ctx, func(tx *transaction) error {
		m, err := tx.granted(ctx, actor, membership)
		if err != nil {
			return err
		}
		return tx.mailMember(ctx, actor, m)
	})
	return wrapped("mail member", err)
}

func (tx *transaction) mailJuror(ctx context.Context, actor judging.Actor, j *Juror) error {
	p, err := tx.placeOf(ctx, "id = ?", j.RoundID)
	if err != nil {
		return err
	}
	to, err := tx.addressee(ctx, j.UserID)
	if err != nil {
		return err
	}
	words := editionWords(&p.Competition, p.Edition.Year, cmp.Or(p.Setting.Number, p.Edition.Number), to.Language)
	words[letter.Round], words[letter.Role] = p.Round.Name.In(to.Language), letter.RoleIn(to.Language, j.Role)
	return tx.mailInvitation(ctx, actor, &newMessage{To: to, Words: words, Message: Message{Kind: letter.JurorInvitation, JurorID: j.ID,
		RoundID: p.Round.ID, EditionID: p.Edition.ID, ChapterID: p.Chapter.ID}})
}

func (tx *transaction) mailMember(ctx context.Context, actor judging.Actor, m *Membership) error {
	to, err := tx.addressee(ctx, m.UserID)
	if err != nil {
		return err
	}
	l := &newMessage{To: to, Words: letter.Values{}, Message: Message{Kind: letter.RepresentativeInvitation, MembershipID: m.ID}}
	if m.BodyID != 0 {
		var b Body
		if err := tx.NewSelect().Model(&b).Where("id = ?", m.BodyID).Scan(ctx); err != nil {
			return err
		}
		l.Words[letter.Body] = b.Title()
		if l.ChapterID, err = tx.chapterFor(ctx, actor, m.BodyID); err != nil {
			return err
		}
		return tx.mailInvitation(ctx, actor, l)
	}
	var c Chapter
	if err := tx.NewSelect().Model(&c).Where("id = ?", m.ChapterID).Scan(ctx); err != nil {
		return err
	}
	var competition Competition
	if err := tx.NewSelect().Model(&competition).Where("id = ?", c.CompetitionID).Scan(ctx); err != nil {
		return err
	}
	l.Kind, l.ChapterID = letter.OrganizerInvitation, c.ID
	l.Words = letter.Values{letter.Competition: competition.Name.In(to.Language), letter.Chapter: c.Name.In(to.Language),
		letter.Role: letter.RoleIn(to.Language, m.Role)}
	return tx.mailInvitation(ctx, actor, l)
}

// addressee reads an account as the recipient of a letter.
func (tx *transaction) addressee(ctx context.Context, user int64) (to recipient, err error) {
	err = tx.NewRaw(`select id as user_id, name, email, language from "user" where id = ?`, user).Scan(ctx, &to)
	return to, err
}

// mailInvitation writes the letter, in place of one about the same that has not left yet. It goes to the account's own address,
// so whoever queues it opens nobody's account.
func (tx *transaction) mailInvitation(ctx context.Context, actor judging.Actor, l *newMessage) error {
	if err := tx.mayMail(); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Model((*Message)(nil)).Set("state = ?", MessageDiscarded).Where("kind = ?", l.Kind).
		Where("coalesce(juror_id, 0) = ? and coalesce(membership_id, 0) = ?", l.JurorID, l.MembershipID).
		Where("state in (?)", bun.List([]MessageState{MessageDraft, MessageQueued})).Exec(ctx)
	if err != nil {
		return err
	}
	l.Event = tx.store.NewUID() // each time that somebody is invited
	if err := tx.writeMessages(ctx, actor, []*newMessage{l}); err != nil {
		return err
	}
	return tx.record(ctx, actor, "user.mail", "user", l.To.UserID, map[string]int64{"juror": l.JurorID, "membership": l.MembershipID})
}

// chapterFor chooses the chapter whose organizers look after letters about a body: the lowest that the actor organizes, or the
// lowest of all.
func (tx *transaction) chapterFor(ctx context.Context, actor judging.Actor, body int64) (int64, error) {
	chapters, err := tx.chaptersOfBody(ctx, "id = ?", body)
	if err != nil || len(chapters) == 0 {
		return 0, err
	}
	own := func(c bodyChapter) int {
		if actor.Organizes(c.Path) {
			return 0
		}
		return 1
	}
	slices.SortFunc(chapters, func(a, b bodyChapter) int {
		return cmp.Or(own(a)-own(b), strings.Count(b.Path, "/")-strings.Count(a.Path, "/"), cmp.Compare(a.ID, b.ID))
	})
	return chapters[0].ID, nil
}
