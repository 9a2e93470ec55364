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
	var chapters []string
	err := tx.NewRaw(`with chosen as (select * from body where `+where+`)
		select c.path from chapter c join competition k on k.id = c.competition_id cross join chosen b
		where b.region_code <> '' and c.region_code = b.region_code
			or b.register = ? and not exists (select 1 from entrant where body_id = b.id)
			or c.parent_id is null and c.region_code = '' and b.register <> case k.country when ? then ? else ? end
		union
		select c.path from chosen b
		join entrant x on x.body_id = b.id
		join entry_entrant y on y.entrant_id = x.id
		join candidate n on n.entry_id = y.entry_id and n.withdrawn_at is null
		join contest t on t.id = n.contest_id
		join round r on r.id = t.round_id
		join chapter c on c.id = r.chapter_id
		where b.region_code = ''`,
		arg, register.Own, register.Czechia, register.TERC, register.RUIAN).Scan(ctx, &chapters)
	if err != nil {
		return fmt.Errorf("chapters of a body: %w", err)
	}
	return judging.May(actor, judging.ManageBody, judging.Facts{Chapters: chapters})
}
