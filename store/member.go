package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// Member is a membership in force with the person who holds it.
type Member struct {
	Membership Membership `bun:"embed:membership_"`
	Name       string
	Email      string
	Invited    bool // has no password yet: cannot sign in
	Away       bool // letters to the address come back
}

// ChapterMembers is a chapter with those who organize it.
type ChapterMembers struct {
	Competition Competition
	Chapter     Chapter
	Members     []Member
}

// ChapterMembers reads who organizes a chapter. It takes an administrator or an organizer of the chapter.
func (s *Store) ChapterMembers(ctx context.Context, actor judging.Actor, chapter string) (*ChapterMembers, error) {
	v := &ChapterMembers{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.NewSelect().Model(&v.Chapter).Where("uid = ?", chapter).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := mayGrant(actor, &v.Chapter); err != nil {
			return err
		}
		if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", v.Chapter.CompetitionID).Scan(ctx); err != nil {
			return err
		}
		var err error
		v.Members, err = tx.members(ctx, "m.chapter_id = ?", v.Chapter.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("chapter members: %w", err)
	}
	return v, nil
}

// Representatives reads who acts for a body.
func (s *Store) Representatives(ctx context.Context, actor judging.Actor, body string) (members []Member, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		err := tx.mayManageBody(ctx, actor, "uid = ?", body)
		if err != nil {
			return err
		}
		members, err = tx.members(ctx, "m.body_id = (select id from body where uid = ?)", body)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("representatives: %w", err)
	}
	return members, nil
}

func (tx *transaction) members(ctx context.Context, where string, args ...any) (list []Member, err error) {
	err = tx.NewRaw(`
		select m.id as membership_id, m.uid as membership_uid, m.user_id as membership_user_id, m.role as membership_role,
			m.starts_at as membership_starts_at, u.name, u.email, u.password_hash = '' as invited, `+isAway("u.email")+` as away
		from membership m join "user" u on u.id = m.user_id
		where m.ends_at is null and `+where+` order by u.name, u.email`, args...).Scan(ctx, &list)
	return list, err
}

// mayGrant asks whether the actor may entitle somebody in the chapter.
func mayGrant(actor judging.Actor, chapter *Chapter) error {
	if actor.Administrator {
		return nil
	}
	return judging.May(actor, judging.SetUp, judging.Facts{Chapter: chapter.Path})
}

// InviteMember gives the token of a new invitation for somebody with a membership and no password yet; whoever might grant
// the membership may invite. Whoever has chosen a password is Invalid: only he himself changes it.
func (s *Store) InviteMember(ctx context.Context, actor judging.Actor, membership string) (token string, err error) {
	err = s.write(ctx, func(tx *transaction) error {
		m, err := tx.granted(ctx, actor, membership)
		if err != nil {
			return err
		}
		token, err = tx.inviteNew(ctx, actor, "id = ?", m.UserID)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("invite member: %w", err)
	}
	return token, nil
}

// inviteNew invites the user that a condition picks, unless he has a password. Where letters are sent only an administrator sees a
// link: whoever chose the password by it would hold the account when others entitle it to more.
func (tx *transaction) inviteNew(ctx context.Context, actor judging.Actor, where string, args ...any) (string, error) {
	var user User
	query := tx.store.forUpdate(tx.NewSelect().Model(&user).Where(where, args...).Where("ended_at is null"))
	if err := query.Scan(ctx); err != nil {
		return "", absentAs(err)
	}
	if user.PasswordHash != "" {
		return "", fault.New(fault.Invalid, "fault.has_password")
	}
	if tx.store.Mails() && !actor.Administrator {
		return "", fault.New(fault.Forbidden, "roster.by_mail_only")
	}
	if err := tx.mayInvite(ctx, actor, &user); err != nil {
		return "", err
	}
	return tx.invite(ctx, actor, user.ID)
}

// mayInvite keeps organizers from opening accounts that are entitled to something outside their chapters: whoever holds an
// invitation could act as its user.
func (tx *transaction) mayInvite(ctx context.Context, actor judging.Actor, user *User) error {
	if actor.Administrator {
		return nil
	}
	var paths []string
	err := tx.NewRaw(`
		select c.path from membership m join chapter c on c.id = m.chapter_id where m.user_id = ?0 and m.ends_at is null
		union
		select c.path from juror j join round r on r.id = j.round_id join chapter c on c.id = r.chapter_id
		where j.user_id = ?0 and j.left_at is null`, user.ID).Scan(ctx, &paths)
	if err != nil {
		return err
	}
	foreign := user.Administrator || slices.ContainsFunc(paths, func(path string) bool { return !actor.Organizes(path) })
	if !foreign {
		foreign, err = tx.actsElsewhere(ctx, actor, user)
	}
	if foreign {
		return fault.New(fault.Forbidden, "fault.invite_elsewhere")
	}
	return err
}

// actsElsewhere tells whether the user acts for a body that the actor does not look after.
func (tx *transaction) actsElsewhere(ctx context.Context, actor judging.Actor, user *User) (bool, error) {
	var bodies []int64
	err := tx.NewRaw("select body_id from membership where user_id = ? and body_id is not null and ends_at is null", user.ID).Scan(ctx, &bodies)
	for _, body := range bodies {
		if err == nil {
			err = tx.mayManageBody(ctx, actor, "id = ?", body)
		}
	}
	if fault.Is(err, fault.NotFound) {
		return true, nil
	}
	return false, err
}

// entitle inserts a membership of the user.
func (tx *transaction) entitle(ctx context.Context, actor judging.Actor, user *User, m *Membership) error {
	if err := tx.closeInvitations(ctx, actor, user); err != nil {
		return err
	}
	_, err := tx.NewInsert().Model(m).Exec(ctx)
	return err
}

// closeInvitations ends the invitations to an account that is about to be entitled to more, if others have made any: who holds
// one could act as the user in what the actor answers for. An administrator could do so anyway.
func (tx *transaction) closeInvitations(ctx context.Context, actor judging.Actor, user *User) error {
	if user.PasswordHash != "" {
		return nil
	}
	_, err := tx.NewUpdate().Model((*Invitation)(nil)).Set("used_at = ?", tx.now).Where("user_id = ?", user.ID).Where("used_at is null").
		Where(`exists (select 1 from event e join "user" u on u.id = e.user_id where e.act = 'user.invite' and e.object = 'user'
			and e.object_id = ? and e.happened_at >= ? and e.user_id <> ? and not u.administrator)`,
			user.ID, tx.now.Add(-InvitationLife), actor.User).Exec(ctx)
	return err
}
