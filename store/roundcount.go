package store

import (
	"context"

	"github.com/uptrace/bun"
)

// RoundCount is how much there is in a round, and how far it has come.
type RoundCount struct {
	Contests, Candidates, Jurors int
	Sheets, Submitted            int
	Scored                       int // contests that are scored here; the others have their places from an archive
	Filled                       int // contests with a candidate
	Decided, Announced           int // contests with a result; with one that is announced, be it for a time to come
	Public                       int // contests whose result everybody sees by now
	Onward, Advanced             int // contests with a candidate and a next round; those whose winners were sent on
	Certificates                 int
	Feeding                      int // rounds whose winners come here
}

// roundCounts counts what is in the rounds; duties that were taken away and contests that are called off do not count.
func (tx *transaction) roundCounts(ctx context.Context, rounds []Round) (map[int64]RoundCount, error) {
	ids := []int64{0}
	for _, r := range rounds {
		ids = append(ids, r.ID)
	}
	var rows []struct {
		ID int64
		RoundCount
	}
	err := tx.NewRaw(roundCounting, bun.List(ids), tx.now).Scan(ctx, &rows)
	counts := map[int64]RoundCount{}
	for _, r := range rows {
		counts[r.ID] = r.RoundCount
	}
	return counts, err
}

// roundCounting counts in one statement what is in the rounds ?0 at the moment ?1.
const roundCounting = `
	with duty as (
		select t.round_id, h.state from assignment a
		join sheet h on h.assignment_id = a.id
		join candidate n on n.id = a.candidate_id
		join contest t on t.id = a.contest_id
		where t.round_id in (?0) and t.cancelled_at is null and a.removed_at is null and n.withdrawn_at is null
		and not exists (select 1 from recusal x where x.juror_id = a.juror_id and x.candidate_id = a.candidate_id
			and x.criterion_id is null and x.ended_at is null)),
	done as (select round_id, count(*) as sheets, count(case when state = 'submitted' then 1 end) as submitted from duty group by round_id),
	counted as (
		select t.*, (select count(*) from candidate n where n.contest_id = t.id and n.withdrawn_at is null) as candidates,
			(select count(*) from contest further where further.round_id = r.next_round_id and further.category_id = t.category_id and further.cancelled_at is null) as targets,
			(select count(*) from advancement v join candidate n on n.id = v.source_candidate_id where n.contest_id = t.id) as sent,
			(select count(*) from result o join standing d on d.result_id = o.id where o.contest_id = t.id and d.advances
				and o.version = (select max(v.version) from result v where v.contest_id = t.id)
				and not exists (select 1 from advancement v where v.source_candidate_id = d.candidate_id)) as unsent,
			(select count(*) from certificate f where f.contest_id = t.id and f.revoked_at is null) as certificates
		from contest t join round r on r.id = t.round_id where t.round_id in (?0) and t.cancelled_at is null),
	summed as (
		select round_id, count(*) as contests, sum(candidates) as candidates, sum(certificates) as certificates,
			count(rubric_id) as scored, count(case when candidates > 0 then 1 end) as filled,
			count(case when state <> 'open' then 1 end) as decided, count(case when state in ('announced', 'final') then 1 end) as announced,
			count(case when state in ('announced', 'final') and announced_at <= ?1 then 1 end) as open_to_all,
			count(case when candidates > 0 and targets > 0 then 1 end) as onward, count(case when sent > 0 and unsent = 0 then 1 end) as advanced
		from counted group by round_id)
	select r.id, (select count(*) from juror j where j.round_id = r.id and j.left_at is null) as jurors,
		(select count(*) from round b where b.next_round_id = r.id) as feeding,
		coalesce(done.sheets, 0) as sheets, coalesce(done.submitted, 0) as submitted,
		coalesce(contests, 0) as contests, coalesce(candidates, 0) as candidates, coalesce(certificates, 0) as certificates,
		coalesce(scored, 0) as scored, coalesce(filled, 0) as filled, coalesce(decided, 0) as decided,
		coalesce(announced, 0) as announced, coalesce(open_to_all, 0) as public, coalesce(onward, 0) as onward, coalesce(advanced, 0) as advanced
	from round r left join done on done.round_id = r.id left join summed on summed.round_id = r.id
	where r.id in (?0)`
