package store

import (
	"context"
	"fmt"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// Minutes are minutes of a jury as they were issued, numbered within the round.
type Minutes struct {
	bun.BaseModel `bun:"table:minutes"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	RoundID   int64
	ContestID int64  `bun:",nullzero"` // that they are about
	MeetingID int64  `bun:",nullzero"` // that they are about; neither: the whole round
	Number    int    // 1, 2, 3
	Content   string // JSON of MinutesContent
	Digest    string // SHA-256 of the content, in hex
	UserID    int64  `bun:",nullzero"` // who issued them
	IssuedAt  time.Time
	By        string `bun:",scanonly"`
}

// MinutesSubject names what minutes are about, by its uid.
type MinutesSubject struct {
	About MinutesAbout
	UID   string
}

// MinutesView is minutes as they read now, and as they were issued.
type MinutesView struct {
	Place
	Contest *ContestPlace // nil: they are not about one
	Meeting *MeetingPlace // nil: they are not about one
	Content *MinutesContent
	Digest  string
	Issued  []*Minutes    // about the same, the newest first, without what they say
	Signed  []*SignedCopy // of the contests that they are about, the newest first
	Unready error         // why they cannot be issued now; nil: they can
}

// SignedCopy is a signed file with the contest that it belongs to and the number of the minutes that were signed.
type SignedCopy struct {
	File    SignedMinutes `bun:"embed:signed_minutes_"`
	Contest string        // uid
	Number  int           // of the minutes; 0: others, written elsewhere
	By      string
}

// Current gives the issued minutes that say what there is to say now; nil: it has changed since, or none were issued.
func (v *MinutesView) Current() *Minutes {
	if last := v.Last(); last != nil && last.Digest == v.Digest {
		return last
	}
	return nil
}

// Last gives the newest issued minutes, nil before there are any.
func (v *MinutesView) Last() *Minutes {
	if len(v.Issued) == 0 {
		return nil
	}
	return v.Issued[0]
}

// Of finds issued minutes by their number; nil: there are none of this.
func (v *MinutesView) Of(number int) *Minutes {
	for _, m := range v.Issued {
		if m.Number == number {
			return m
		}
	}
	return nil
}

// MinutesView reads the minutes of a contest, a round or a meeting for the organizer, the chair and the secretary, once the judging is
// closed. Forbidden for whoever is recused from one of the candidates: minutes are whole or nothing.
func (s *Store) MinutesView(ctx context.Context, actor judging.Actor, subject MinutesSubject) (v *MinutesView, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.minutesView(ctx, actor, subject)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("minutes: %w", err)
	}
	return v, nil
}

// IssuedMinutes reads issued minutes with what they say, for whoever may read those of the same subject now.
func (s *Store) IssuedMinutes(ctx context.Context, actor judging.Actor, subject MinutesSubject, number int) (v *MinutesView, m *Minutes, err error) {
	m = &Minutes{}
	err = s.read(ctx, func(tx *transaction) error {
		if v, err = tx.minutesPlace(ctx, actor, subject); err != nil {
			return err
		}
		return absentAs(tx.NewSelect().Model(m).ColumnExpr("minutes.*").ColumnExpr(issuer).Where("?", v.subject()).Where("number = ?", number).Scan(ctx))
	})
	if err != nil {
		return nil, nil, fmt.Errorf("issued minutes: %w", err)
	}
	return v, m, nil
}

// issuer is who issued minutes.
const issuer = `coalesce((select u.name from "user" u where u.id = minutes.user_id), '') as "by"`

// minutesPlace finds what minutes are about, if the actor may know all that they say.
func (tx *transaction) minutesPlace(ctx context.Context, actor judging.Actor, subject MinutesSubject) (*MinutesView, error) {
	v := &MinutesView{}
	switch subject.About {
	case MinutesOfContest:
		p, err := tx.reported(ctx, actor, subject.UID)
		if err != nil {
			return nil, recusedFromMinutes(err)
		}
		v.Contest, v.Place = p, p.Place
	case MinutesOfMeeting:
		p, err := tx.heldMeeting(ctx, actor, subject.UID)
		if err != nil {
			return nil, err
		}
		v.Meeting, v.Place = p, p.Place
		return v, recusedFromMinutes(tx.mustSeeAll(ctx, actor, p.Chapter.Path, "n.contest_id in (?)", bun.List(append([]int64{0}, p.contests...))))
	default:
		p, err := tx.place(ctx, actor, judging.ViewTally, subject.UID)
		if err != nil {
			return nil, err
		}
		v.Place = *p
		return v, recusedFromMinutes(tx.mustSeeAll(ctx, actor, p.Chapter.Path, "n.contest_id in (select id from contest where round_id = ?)", p.Round.ID))
	}
	return v, nil
}

// recusedFromMinutes says why minutes and sheets are kept from whoever is recused from somebody in them.
func recusedFromMinutes(err error) error {
	if fault.Is(err, fault.Forbidden) {
		return fault.New(fault.Forbidden, "minutes.recused")
	}
	return err
}

// subject is the condition that issued minutes are about the same.
func (v *MinutesView) subject() any {
	switch {
	case v.Contest != nil:
		return bun.SafeQuery("contest_id = ?", v.Contest.Contest.ID)
	case v.Meeting != nil:
		return bun.SafeQuery("meeting_id = ?", v.Meeting.Meeting.ID)
	}
	return bun.SafeQuery("round_id = ? and contest_id is null and meeting_id is null", v.Round.ID)
}

func (tx *transaction) minutesView(ctx context.Context, actor judging.Actor, subject MinutesSubject) (*MinutesView, error) {
	v, err := tx.minutesPlace(ctx, actor, subject)
	if err != nil {
		return nil, err
	}
	if v.Content, err = tx.minutesContent(ctx, actor, v); err != nil {
		return nil, err
	}
	v.Unready = v.unready()
	if _, v.Digest, err = v.Content.frozen(); err != nil {
		return nil, err
	}
	err = tx.NewSelect().Model(&v.Issued).ExcludeColumn("content").ColumnExpr(issuer).Where("?", v.subject()).Order("number desc").Scan(ctx)
	if err != nil {
		return nil, err
	}
	v.Signed, err = tx.signedCopies(ctx, v)
	return v, err
}

// unready says why minutes cannot be issued: as long as they would change by themselves, they are a draft.
func (v *MinutesView) unready() error {
	if v.Meeting != nil {
		return unlessMinutes(!v.Meeting.Meeting.Ended(), "minutes.meeting_not_over")
	}
	for _, c := range v.Content.Contests {
		if c.Stale > 0 {
			return fault.New(fault.Closed, "minutes.result_outdated")
		}
		if c.Version == 0 {
			return fault.New(fault.Closed, "fault.not_decided")
		}
	}
	return unlessMinutes(len(v.Content.Contests) == 0, "fault.not_decided")
}

func unlessMinutes(refused bool, key string) error {
	if refused {
		return fault.New(fault.Closed, key)
	}
	return nil
}

// signedCopies reads the signed files of the contests that the minutes are about.
func (tx *transaction) signedCopies(ctx context.Context, v *MinutesView) (list []*SignedCopy, err error) {
	contests := []int64{0}
	switch {
	case v.Contest != nil:
		contests = append(contests, v.Contest.Contest.ID)
	case v.Meeting != nil:
		contests = append(contests, v.Meeting.contests...)
	default:
		err = tx.NewSelect().Model((*Contest)(nil)).Column("id").Where("round_id = ?", v.Round.ID).Scan(ctx, &contests)
	}
	if err != nil {
		return nil, err
	}
	err = tx.NewRaw("select "+tx.store.columns(SignedCopy{})+`, t.uid as contest, coalesce(m.number, 0) as number, coalesce(u.name, '') as "by"
		from signed_minutes join contest t on t.id = signed_minutes.contest_id left join minutes m on m.id = signed_minutes.minutes_id
		left join "user" u on u.id = signed_minutes.user_id where signed_minutes.contest_id in (?) order by signed_minutes.id desc`, bun.List(contests)).Scan(ctx, &list)
	return list, err
}

// IssueMinutes puts minutes on record with the next number of the round; those that say what the newest ones say keep their number.
// Faults: those of MinutesView; Closed before all that they are about is decided, or the meeting is over.
func (s *Store) IssueMinutes(ctx context.Context, actor judging.Actor, subject MinutesSubject) (number int, err error) {
	round, err := s.roundOfMinutes(ctx, subject)
	if err != nil {
		return 0, fmt.Errorf("issue minutes: %w", err)
	}
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		v, err := tx.minutesView(ctx, actor, subject)
		if err != nil {
			return err
		}
		if v.Unready != nil {
			return v.Unready
		}
		issued := v.Current()
		if issued == nil {
			if issued, err = tx.issueMinutes(ctx, actor, v); err != nil {
				return err
			}
		}
		number = issued.Number
		return tx.record(ctx, actor, "minutes.issue", "minutes", issued.ID, map[string]any{"number": issued.Number, "digest": issued.Digest})
	})
	if err != nil {
		return 0, fmt.Errorf("issue minutes: %w", err)
	}
	return number, nil
}

func (tx *transaction) issueMinutes(ctx context.Context, actor judging.Actor, v *MinutesView) (*Minutes, error) {
	content, digest, err := v.Content.frozen()
	if err != nil {
		return nil, err
	}
	m := &Minutes{UID: tx.store.NewUID(), RoundID: v.Round.ID, Content: content, Digest: digest, UserID: actor.User, IssuedAt: tx.now}
	switch {
	case v.Contest != nil:
		m.ContestID = v.Contest.Contest.ID
	case v.Meeting != nil:
		m.MeetingID = v.Meeting.Meeting.ID
	}
	if err := tx.NewRaw("select coalesce(max(number), 0) + 1 from minutes where round_id = ?", v.Round.ID).Scan(ctx, &m.Number); err != nil {
		return nil, err
	}
	_, err = tx.NewInsert().Model(m).Exec(ctx)
	return m, err
}

// roundOfMinutes finds the round whose lock guards what minutes are about.
func (s *Store) roundOfMinutes(ctx context.Context, subject MinutesSubject) (round string, err error) {
	switch subject.About {
	case MinutesOfContest:
		return s.roundOfContest(ctx, subject.UID)
	case MinutesOfMeeting:
		err = s.reader.NewRaw("select r.uid from round r join meeting m on m.round_id = r.id where m.uid = ?", subject.UID).Scan(ctx, &round)
		return round, absentAs(err)
	}
	return subject.UID, nil
}
