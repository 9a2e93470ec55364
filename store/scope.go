package store

import (
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
)

// scoped says how a list's rows show what a judging.Scope is about. What is empty says nothing, and covers nothing.
type scoped struct {
	chapter string               // the column with a chapter's path
	round   string               // a condition on a list of rounds: "t.round_id in (?)"
	contest string               // a condition on a list of contests: "t.id in (?)"
	juror   string               // a condition on a list of jurors: "a.juror_id in (?)"
	body    string               // a condition on a list of bodies
	public  schema.QueryWithArgs // a condition: the result is announced
	shown   schema.QueryWithArgs // a condition: the row gives no hidden winner away
}

// within narrows a list to the rows that the scope covers, as Scope.Covers would.
func within(query *bun.SelectQuery, scope judging.Scope, in scoped) *bun.SelectQuery {
	if scope.All {
		return query
	}
	return query.WhereGroup(" and ", func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Where("1 = 0")
		if in.chapter != "" {
			for _, path := range scope.Chapters {
				q = q.WhereOr(in.chapter+` like ? escape '\'`, likePrefix(path))
			}
		}
		if in.round != "" && len(scope.Rounds) > 0 {
			q = q.WhereOr(in.round, bun.List(scope.Rounds))
		}
		if in.contest != "" && len(scope.Contests) > 0 {
			q = q.WhereOr(in.contest, bun.List(scope.Contests))
		}
		if in.juror != "" && len(scope.Jurors) > 0 {
			q = q.WhereOr(in.juror, bun.List(scope.Jurors))
		}
		if in.body != "" && len(scope.Bodies) > 0 {
			q = q.WhereOr(in.body, bun.List(scope.Bodies))
		}
		if scope.Public && !in.public.IsZero() {
			q = q.WhereOr("?", in.public)
		}
		if scope.Shown && !in.shown.IsZero() {
			q = q.WhereOr("?", in.shown)
		}
		return q
	})
}

// isPublic is the condition that the contest with this alias is announced and its T0 has come.
func isPublic(contest string, now time.Time) schema.QueryWithArgs {
	return bun.SafeQuery(contest+".state in ('announced', 'final') and "+contest+".announced_at <= ?", now)
}

// awardIsPublic is the condition that the award with this alias, of a public contest, may be known: one over all categories
// only once its round is public.
func awardIsPublic(award string, now time.Time) schema.QueryWithArgs {
	return bun.SafeQuery("("+award+".contest_id is not null or ?)", roundIsPublic(award+".round_id", now))
}

// roundIsPublic is the condition that all contests of the round with this row id are public in which somebody stands or is to: of the others
// there is nothing to announce.
func roundIsPublic(round string, now time.Time) schema.QueryWithArgs {
	return bun.SafeQuery("not exists (select 1 from contest other where other.round_id = "+round+
		" and other.cancelled_at is null and "+contended("other")+" and not coalesce(?, false))", isPublic("other", now))
}

// contended is the condition that somebody stands in the contest with this alias, or is to: in a round below it, whoever goes on from the same
// category is not known yet.
func contended(contest string) string {
	return "(" + entered(contest) + " or exists (select 1 from contest source join round below on below.id = source.round_id" +
		" where below.next_round_id = " + contest + ".round_id and source.category_id = " + contest + ".category_id and source.announced_at is null" +
		" and source.cancelled_at is null and below.cancelled_at is null and below.finished_at is null and " + entered("source") + "))"
}

// entered is the condition that somebody stands in the contest with this alias.
func entered(contest string) string {
	return "exists (select 1 from candidate stands where stands.contest_id = " + contest + ".id and stands.withdrawn_at is null and not stands.training)"
}

// isShown is the condition that the candidate with this alias entered directly, or advanced from a contest that is public.
func isShown(candidate string, now time.Time) schema.QueryWithArgs {
	return bun.SafeQuery("("+candidate+".source_candidate_id is null or exists (select 1 from candidate origin "+
		"join contest source on source.id = origin.contest_id where origin.id = "+candidate+".source_candidate_id and ?))",
		isPublic("source", now))
}
