package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/register"
)

// RequestView is a request with the body that it is for.
type RequestView struct {
	Request Request `bun:"embed:request_"`
	Body    Body    `bun:"embed:body_"`
	Decider string  // who decided; may be empty
	Away    bool    // letters to the address come back
	Others  int     // who act for the body already
}

// mostRequests bounds the list of requests.
const mostRequests = 500

// Requests lists the requests for the bodies that the actor looks after: those that wait, the oldest first, then the decided ones,
// the latest first. It takes a constant number of statements.
func (s *Store) Requests(ctx context.Context, actor judging.Actor) (list []*RequestView, err error) {
	if err := judging.May(actor, judging.ManageBodies, judging.Facts{}); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *transaction) error {
		list, err = tx.requests(ctx, actor, "request.state in ('waiting', 'confirmed', 'refused')")
		return err
	})
	return list, wrapped("requests", err)
}

// RequestView reads one request. It takes who looks after its body.
func (s *Store) RequestView(ctx context.Context, actor judging.Actor, uid string) (v *RequestView, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		list, err := tx.requests(ctx, actor, "request.state <> 'unproven' and request.uid = ?", uid)
		if err == nil && len(list) == 0 {
			err = fault.New(fault.NotFound, "fault.not_found")
		}
		if err == nil {
			v = list[0]
		}
		return err
	})
	return v, wrapped("request", err)
}

// WaitingRequests counts the requests that wait for the actor.
func (s *Store) WaitingRequests(ctx context.Context, actor judging.Actor) (n int, err error) {
	if judging.May(actor, judging.ManageBodies, judging.Facts{}) != nil {
		return 0, nil
	}
	err = s.read(ctx, func(tx *transaction) error {
		list, err := tx.requests(ctx, actor, "request.state = 'waiting'")
		n = len(list)
		return err
	})
	return n, wrapped("waiting requests", err)
}

// requests reads those that a condition picks and whose bodies the actor looks after.
func (tx *transaction) requests(ctx context.Context, actor judging.Actor, where string, args ...any) (list []*RequestView, err error) {
	var found []*RequestView
	err = tx.NewRaw("select "+tx.store.columns(RequestView{})+", coalesce(u.name, '') as decider, "+isAway("request.email")+` as away,
		(select count(*) from membership m where m.body_id = body.id and m.ends_at is null) as others
		from request join body on body.id = request.body_id left join "user" u on u.id = request.user_id where `+where+`
		order by case request.state when 'waiting' then 0 else 1 end, case request.state when 'waiting' then request.proven_at end,
		request.decided_at desc, request.id`, args...).Scan(ctx, &found)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	chapters, err := tx.chaptersOfBodies(ctx, found)
	for _, v := range found {
		if judging.May(actor, judging.ManageBody, judging.Facts{Chapters: chapters[v.Body.ID]}) == nil {
			list = append(list, v)
		}
		if len(list) == mostRequests { // of the actor's own, so that nobody else's can crowd them out
			break
		}
	}
	return list, err
}

// chaptersOfBodies reads who looks after the bodies of some requests, as the paths of their chapters.
func (tx *transaction) chaptersOfBodies(ctx context.Context, list []*RequestView) (map[int64][]string, error) {
	bodies := map[int64]bool{}
	for _, v := range list {
		bodies[v.Body.ID] = true
	}
	var rows []bodyChapter
	err := tx.NewRaw("with chosen as (select * from body where id in (?)) "+lookingAfter, keys(bodies),
		register.Own, register.Czechia, register.TERC, register.RUIAN).Scan(ctx, &rows)
	paths := map[int64][]string{}
	for _, r := range rows {
		paths[r.Body] = append(paths[r.Body], r.Path)
	}
	return paths, err
}

// RequestDecision is what an organizer says to a request.
type RequestDecision struct {
	Confirm bool
	Reason  string // why not; needed to refuse
}

// DecideRequest confirms a request, which entitles its person, or refuses it. It takes who looks after the body. One that was
// decided meanwhile is a Conflict.
func (s *Store) DecideRequest(ctx context.Context, actor judging.Actor, uid string, decision RequestDecision) error {
	err := s.write(ctx, func(tx *transaction) error {
		r := &Request{}
		if err := s.forUpdate(tx.NewSelect().Model(r).Where("uid = ?", uid).Where("state <> ?", RequestUnproven)).Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := tx.mayManageBody(ctx, actor, "id = ?", r.BodyID); err != nil {
			return err
		}
		if r.State != RequestWaiting {
			return fault.New(fault.Conflict, "message.request_decided")
		}
		b := &Body{}
		if err := tx.NewSelect().Model(b).Where("id = ?", r.BodyID).Scan(ctx); err != nil {
			return err
		}
		r.UserID, r.DecidedAt = actor.User, tx.now
		kind, to, err := tx.decide(ctx, actor, r, decision)
		if err != nil {
			return err
		}
		if _, err := tx.NewUpdate().Model(r).Column("state", "reason", "membership_id", "user_id", "decided_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		if err := tx.tellRequest(ctx, r, kind, b, to); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "request."+string(r.State), "request", r.ID, map[string]int64{"membership": r.MembershipID}, r.Reason)
	})
	return wrapped("decide request", err)
}

// decide confirms or refuses, and says which letter tells it to whom.
func (tx *transaction) decide(ctx context.Context, actor judging.Actor, r *Request, decision RequestDecision) (letter.Kind, recipient, error) {
	to := recipient{Name: r.Name, Email: r.Email, Language: r.Language}
	if !decision.Confirm {
		var wrong fields
		wrong.word("reason", decision.Reason, true, 2000)
		r.State, r.Reason = RequestRefused, decision.Reason
		return letter.RequestRefused, to, wrong.err()
	}
	m := &Membership{UID: tx.store.NewUID(), Role: judging.Representative, BodyID: r.BodyID}
	m, err := tx.grant(ctx, actor, m, Person{Email: r.Email, Name: r.Name, Language: r.Language})
	if err != nil {
		return "", to, fmt.Errorf("grant: %w", err)
	}
	r.State, r.MembershipID = RequestConfirmed, m.ID
	to, err = tx.addressee(ctx, m.UserID)
	return letter.RequestConfirmed, to, err
}
