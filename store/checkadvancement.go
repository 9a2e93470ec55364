package store

import (
	"context"
)

// advancementInvariants are about who goes on to the next round.
var advancementInvariants = []invariant{
	{"who came from another round came by an advancement", "candidate",
		`select n.uid from candidate n where n.source_candidate_id is not null and not exists (select 1 from advancement a
		where a.target_candidate_id = n.id and a.source_candidate_id = n.source_candidate_id)`},
	{"an advancement leads the same entry to the same category of the next round", "advancement",
		`select a.uid from advancement a join candidate n on n.id = a.source_candidate_id join contest t on t.id = n.contest_id
		join round r on r.id = t.round_id join contest g on g.id = a.target_contest_id left join candidate m on m.id = a.target_candidate_id
		where g.category_id <> t.category_id or g.round_id <> coalesce(r.next_round_id, 0) or m.contest_id <> g.id or m.entry_id <> n.entry_id`},
	{"once a contest's winners have gone on, each of them has, or is named with a reason", "candidate",
		`select n.uid from standing s join result r on r.id = s.result_id join candidate n on n.id = s.candidate_id
		where s.advances and r.version = (select max(o.version) from result o where o.contest_id = r.contest_id)
		and not exists (select 1 from advancement a where a.source_candidate_id = n.id)
		and exists (select 1 from advancement a join candidate m on m.id = a.source_candidate_id where m.contest_id = r.contest_id
			and a.way in ('rule', 'correction'))`},
	{"who went on by the rule was to go on by a result", "advancement",
		`select a.uid from advancement a where a.way in ('rule', 'correction') and not exists (select 1 from standing s
		where s.candidate_id = a.source_candidate_id and s.advances)`},
	{"who did not go on, or was let in beside the rule, is named with a reason", "advancement",
		`select a.uid from advancement a where a.reason = '' and (a.target_candidate_id is null or a.way = 'wild_card')`},
	{"who went in somebody's stead replaces one of the same contest", "advancement",
		`select a.uid from advancement a where (a.way = 'replacement') <> (a.replaces_id is not null)
		or exists (select 1 from advancement g join candidate o on o.id = g.source_candidate_id, candidate n
			where g.id = a.replaces_id and n.id = a.source_candidate_id and (o.contest_id <> n.contest_id or g.id = a.id))`},
	{"nobody stands in the next round beside the one who went in its stead", "advancement",
		`select a.uid from advancement a join candidate m on m.id = a.target_candidate_id and m.withdrawn_at is null
		join advancement i on i.replaces_id = a.id join candidate h on h.id = i.target_candidate_id and h.withdrawn_at is null`},
}

// reconciled is the sentence that checkAdvancements holds every contest against whose winners have gone on.
const reconciled = "the seats of a contest and those who went on from it differ by named reasons alone"

// checkAdvancements reconciles every contest of which somebody went on, or was named.
func (tx *transaction) checkAdvancements(ctx context.Context, report func(Finding)) error {
	const begun = `n.contest_id in (select b.contest_id from advancement v join candidate b on b.id = v.source_candidate_id where v.way <> 'wild_card')`
	rows, err := tx.onwardOf(ctx, begun)
	if err != nil {
		return err
	}
	contests, err := tx.contestPlacesOf(ctx, "id in (select n.contest_id from candidate n where "+begun+")")
	if err != nil {
		return err
	}
	for _, p := range contests {
		if !p.Contest.reconcile(rows[p.Contest.ID]).Balanced() {
			report(Finding{reconciled, "contest", p.Contest.UID})
		}
	}
	return nil
}
