package store

import (
	"context"
	"fmt"
	"slices"
)

// Finding is a place where the data does not hold together.
type Finding struct {
	Invariant string // what should hold, as an English sentence
	Object    string // the table of the thing that breaks it
	UID       string // of the thing
}

// String writes the finding on one line.
func (f Finding) String() string { return fmt.Sprintf("%s %s: %s", f.Object, f.UID, f.Invariant) }

// Check holds the data against its invariants, on one snapshot, and reports every finding. It changes nothing. It is for
// whoever runs the program on the database's own machine, and asks for no actor.
func (s *Store) Check(ctx context.Context, report func(Finding)) error {
	err := s.read(ctx, func(tx *transaction) error { return tx.check(ctx, report) })
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	return nil
}

func (tx *transaction) check(ctx context.Context, report func(Finding)) error {
	for _, i := range invariants {
		if err := tx.checkInvariant(ctx, i, report); err != nil {
			return fmt.Errorf("%s: %w", i.sentence, err)
		}
	}
	for _, check := range []func(context.Context, func(Finding)) error{
		tx.checkReferences, tx.checkSheets, tx.checkMeasured, tx.checkResults, tx.checkContests, tx.checkAdvancements, tx.checkFiles, tx.checkCertificateFiles,
	} {
		if err := check(ctx, report); err != nil {
			return err
		}
	}
	return nil
}

// invariant is one that the database can check by itself: broken selects the uids of the rows that break it.
type invariant struct{ sentence, object, broken string }

func (tx *transaction) checkInvariant(ctx context.Context, i invariant, report func(Finding)) error {
	var uids []string
	if err := tx.NewRaw(i.broken+" order by 1").Scan(ctx, &uids); err != nil {
		return err
	}
	for _, uid := range uids {
		report(Finding{i.sentence, i.object, uid})
	}
	return nil
}

// invariants are all that the database checks by itself.
var invariants = slices.Concat(judgingInvariants, changeInvariants, pairInvariants, meetingInvariants, lifeInvariants, awardInvariants, advancementInvariants, ceremonyInvariants, scriptInvariants, designInvariants, minutesInvariants)

var judgingInvariants = []invariant{
	{"no chapter lies below itself", "chapter",
		`with recursive above (id, above_id) as (select id, parent_id from chapter where parent_id is not null
		union select a.id, c.parent_id from above a join chapter c on c.id = a.above_id where c.parent_id is not null)
		select c.uid from chapter c join above a on a.id = c.id and a.above_id = c.id`},
	{"a chapter's path leads through its parents", "chapter",
		`select c.uid from chapter c left join chapter p on p.id = c.parent_id where c.path <> coalesce(p.path, '') || c.id || '/'`},
	{"a chapter's parent is of its competition", "chapter",
		`select c.uid from chapter c join chapter p on p.id = c.parent_id where p.competition_id <> c.competition_id`},
	{"a sheet that is on record as saved is there", "event",
		`select max(e.uid) from event e where e.act in ('sheet.save', 'sheet.correct') and e.object = 'assignment'
		and not exists (select 1 from sheet h where h.assignment_id = e.object_id) group by e.object_id`},
	{"an assignment has a sheet", "assignment",
		`select a.uid from assignment a where not exists (select 1 from sheet h where h.assignment_id = a.id)`},
	{"an assignment's juror sits in the round and its candidate stands in the contest", "assignment",
		`select a.uid from assignment a join contest t on t.id = a.contest_id join juror j on j.id = a.juror_id
		join candidate n on n.id = a.candidate_id where j.round_id <> t.round_id or n.contest_id <> t.id`},
	{"a score's criterion is in the rubric of its contest", "assignment",
		`select distinct a.uid from score s join assignment a on a.id = s.assignment_id join contest t on t.id = a.contest_id
		join criterion k on k.id = s.criterion_id where t.rubric_id is null or k.rubric_id <> t.rubric_id`},
	{"a score is on its criterion's scale", "assignment",
		`select distinct a.uid from score s join assignment a on a.id = s.assignment_id join criterion k on k.id = s.criterion_id
		where s.value < 0 or s.value > k.max or s.value % k.step <> 0`},
	{"nothing was saved after its round was closed, but by a correction", "assignment",
		`select a.uid from sheet h join assignment a on a.id = h.assignment_id join contest t on t.id = a.contest_id
		join round r on r.id = t.round_id where h.saved_at > r.closed_at and not exists (select 1 from correction_cell k
		join correction c on c.id = k.correction_id where k.assignment_id = a.id and c.state = 'confirmed' and c.decided_at = h.saved_at)`},
	{"a round is closed since its last closing", "closing",
		`select c.uid from closing c join round r on r.id = c.round_id
		where c.reopened_at is null and (r.closed_at is null or r.closed_at <> c.closed_at)`},
	{"what is tallied comes to what it came to at the closing, unless a correction was confirmed", "contest",
		`select distinct t.uid from closing c join closing_sum s on s.closing_id = c.id join contest t on t.id = s.contest_id
		where c.reopened_at is null and not exists (select 1 from correction x where x.contest_id = t.id and x.state = 'confirmed')
		and s.points <> (select coalesce(sum(v.value), 0) from score v join assignment a on a.id = v.assignment_id
			join sheet h on h.assignment_id = a.id and h.state = 'submitted' join candidate n on n.id = a.candidate_id
			where a.contest_id = t.id and v.criterion_id = s.criterion_id and n.withdrawn_at is null and not n.training)`},
	{"a submitted sheet says when, and no other does", "assignment",
		`select a.uid from sheet h join assignment a on a.id = h.assignment_id where (h.state = 'submitted') <> (h.submitted_at is not null)`},
	{"a recusal's juror sits in the round of its candidate", "recusal",
		`select x.uid from recusal x join juror j on j.id = x.juror_id join candidate n on n.id = x.candidate_id
		join contest t on t.id = n.contest_id where j.round_id <> t.round_id`},
	{"a declaration's juror sits in the round of its candidate", "juror",
		`select distinct j.uid from declaration d join juror j on j.id = d.juror_id join candidate n on n.id = d.candidate_id
		join contest t on t.id = n.contest_id where j.round_id <> t.round_id`},
	{"nobody is cleared for a candidate of another round", "juror",
		`select distinct j.uid from clearance d join juror j on j.id = d.juror_id join candidate n on n.id = d.candidate_id
		join contest t on t.id = n.contest_id where j.round_id <> t.round_id`},
	{"a contest's category and rubric are of its round's edition", "contest",
		`select t.uid from contest t join round r on r.id = t.round_id join category c on c.id = t.category_id
		left join rubric b on b.id = t.rubric_id where c.edition_id <> r.edition_id or b.edition_id <> r.edition_id`},
	{"a candidate's entry is of its contest's category", "candidate",
		`select n.uid from candidate n join entry e on e.id = n.entry_id join contest t on t.id = n.contest_id
		where n.withdrawn_at is null and e.category_id <> t.category_id`},
	{"an entry has an entrant, and all of them are of its edition", "entry",
		`select e.uid from entry e where not exists (select 1 from entry_entrant o where o.entry_id = e.id)
		and not exists (select 1 from candidate n where n.entry_id = e.id and n.training)
		or exists (select 1 from entry_entrant o join entrant t on t.id = o.entrant_id where o.entry_id = e.id and t.edition_id <> e.edition_id)`},
	{"a contest has a result exactly when it is decided", "contest",
		`select t.uid from contest t where (t.state <> 'open') <> exists (select 1 from result r where r.contest_id = t.id)`},
	{"an announced result says when", "contest",
		`select t.uid from contest t where (t.state in ('announced', 'final')) <> (t.announced_at is not null)`},
	{"what was judged here is decided only after its round was closed", "contest",
		`select t.uid from contest t join round r on r.id = t.round_id where t.state <> 'open' and t.rubric_id is not null and r.closed_at is null`},
	{"a contest's results are its versions from the first on, without a hole", "contest",
		`select t.uid from contest t join result r on r.contest_id = t.id group by t.id, t.uid
		having min(r.version) <> 1 or max(r.version) <> count(*)`},
	{"a result that is on record as decided is there", "event",
		`select e.uid from event e where e.act in ('result.decide', 'result.correct', 'result.archive')
		and not exists (select 1 from result r where r.id = e.object_id)`},
	{"a result is on record as decided", "result",
		`select r.uid from result r where not exists (select 1 from event e where e.object = 'result' and e.object_id = r.id
		and e.act in ('result.decide', 'result.correct', 'result.archive'))`},
	{"a standing's candidate stands in the contest of its result", "candidate",
		`select n.uid from standing s join result r on r.id = s.result_id join candidate n on n.id = s.candidate_id where n.contest_id <> r.contest_id`},
	{"a contest's rubric is its edition's, for everybody or for its round's chapter", "contest",
		`select t.uid from contest t join round r on r.id = t.round_id join rubric b on b.id = t.rubric_id
		where b.edition_id <> r.edition_id or b.chapter_id <> r.chapter_id`},
	{"a collective round is of the chapter's edition, and another chapter's", "round",
		`select r.uid from chapter_setting s join round r on r.id = s.round_id where r.edition_id <> s.edition_id or r.chapter_id = s.chapter_id`},
	{"an edition is copied from one of its competition", "edition",
		`select e.uid from edition e join edition o on o.id = e.source_id where o.competition_id <> e.competition_id or o.id = e.id`},
	{"the versions of an edition's rules have no gap, and only the last is a draft", "rules",
		`select r.uid from rules r where r.version <> (select count(*) from rules o where o.edition_id = r.edition_id and o.version <= r.version)
		or r.published_at is null and exists (select 1 from rules o where o.edition_id = r.edition_id and o.version > r.version)`},
	{"an award's candidate stands in its contest and its round", "award",
		`select w.uid from award w join candidate n on n.id = w.candidate_id join contest t on t.id = n.contest_id
		where t.round_id <> w.round_id or w.contest_id <> t.id`},
	{"an award's amount is not negative", "award", `select w.uid from award w where w.amount < 0`},
	{"a certificate is of a decided contest, in which its candidate stands", "certificate",
		`select f.uid from certificate f join contest t on t.id = f.contest_id join round r on r.id = t.round_id
		join candidate n on n.id = f.candidate_id
		where t.state = 'open' or not exists (select 1 from result o where o.contest_id = t.id) or n.contest_id <> t.id or r.edition_id <> f.edition_id`},
	{"an award has one valid certificate at most, and so has a place and whatever else is certified", "certificate",
		`select f.uid from certificate f where f.revoked_at is null and exists (select 1 from certificate o where o.id < f.id
		and o.revoked_at is null and o.candidate_id = f.candidate_id and o.kind = f.kind and coalesce(o.award_id, 0) = coalesce(f.award_id, 0))`},
	{"a certificate that was issued instead of another is for the same, and that one is revoked", "certificate",
		`select f.uid from certificate f join certificate next on next.id = f.successor_id where f.revoked_at is null or next.id <= f.id
		or next.candidate_id <> f.candidate_id or next.kind <> f.kind or coalesce(next.award_id, 0) <> coalesce(f.award_id, 0)`},
	{"who declared a certificate void said why", "certificate",
		`select f.uid from certificate f where f.withdrawn and f.reason = '' or not f.withdrawn and f.reason <> '' or f.withdrawn and f.revoked_at is null`},
	{"one key signs", "signing_key",
		`select k.public from signing_key k where k.ended_at is null and exists (select 1 from signing_key o where o.id > k.id)`},
	{"an award's certificate names its candidate", "certificate",
		`select f.uid from certificate f join award w on w.id = f.award_id where f.revoked_at is null and coalesce(w.candidate_id, 0) <> f.candidate_id`},
}
