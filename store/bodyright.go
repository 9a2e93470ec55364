package store

import (
	"context"
	"fmt"

	"blazon/fault"
	"blazon/judging"
	"blazon/register"
)

// ManagesBody tells whether the actor may change what is known of a body, and who acts for it: an organizer of its region
// or of its whole country. One that is in no register is looked after by all until it competes, and if it is in no region
// either, then where it competes.
func (s *Store) ManagesBody(ctx context.Context, actor judging.Actor, body string) (bool, error) {
	err := s.read(ctx, func(tx *transaction) error { return tx.mayManageBody(ctx, actor, "uid = ?", body) })
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("manages body: %w", err)
	}
	return true, nil
}

// mayManageBody is ManagesBody for the body that a condition picks; who may not is told NotFound.
func (tx *transaction) mayManageBody(ctx context.Context, actor judging.Actor, where string, arg any) error {
	chapters, err := tx.chaptersOfBody(ctx, where, arg)
	if err != nil {
		return err
	}
	var facts judging.Facts
	for _, c := range chapters {
		facts.Chapters = append(facts.Chapters, c.Path)
	}
	return judging.May(actor, judging.ManageBody, facts)
}

// bodyChapter is a chapter that looks after a body.
type bodyChapter struct {
	Body int64
	ID   int64
	Path string
}

// chaptersOfBody reads who looks after the body that a condition picks.
func (tx *transaction) chaptersOfBody(ctx context.Context, where string, arg any) (chapters []bodyChapter, err error) {
	err = tx.NewRaw("with chosen as (select * from body where "+where+") "+lookingAfter,
		arg, register.Own, register.Czechia, register.TERC, register.RUIAN).Scan(ctx, &chapters)
	if err != nil {
		return nil, fmt.Errorf("chapters of a body: %w", err)
	}
	return chapters, nil
}

// lookingAfter picks the chapters that look after the chosen bodies.
const lookingAfter = `
	select b.id as body, c.id, c.path from chapter c join competition k on k.id = c.competition_id cross join chosen b
	where b.region_code <> '' and c.region_code = b.region_code
		or b.register = ? and not exists (select 1 from entrant where body_id = b.id)
		or c.parent_id is null and c.region_code = '' and b.register <> case k.country when ? then ? else ? end
	union
	select b.id, c.id, c.path from chosen b
	join entrant x on x.body_id = b.id
	join entry_entrant y on y.entrant_id = x.id
	join candidate n on n.entry_id = y.entry_id and n.withdrawn_at is null
	join contest t on t.id = n.contest_id
	join round r on r.id = t.round_id
	join chapter c on c.id = r.chapter_id
	where b.region_code = ''`
