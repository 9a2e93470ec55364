package store

import (
	"context"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// A training candidate is scored by a whole jury to try its scale out, and never counted. It stands as one that was withdrawn, and its
// entry has no entrant, so that nothing that reads who competes finds it: only the jurors' own desk looks for it.

// TrainingForm is what a training candidate is called, and where it is looked at.
type TrainingForm struct {
	Title string
	URL   string
}

// Training is a training candidate as its organizer sees it.
type Training struct {
	UID         string
	Title       string
	URL         string
	Jurors      int // who have it to score
	Submitted   int // who have done so
	DiscussedAt time.Time
}

// Open tells whether the jurors see what each of them gave.
func (t *Training) Open() bool {
	return !t.DiscussedAt.IsZero() || t.Jurors > 0 && t.Submitted == t.Jurors
}

// TrainingSetup is the training candidates of a contest.
type TrainingSetup struct {
	ContestPlace
	Trainings []*Training
}

// TrainingSetup reads a contest's training candidates for its organizer. It holds no score.
func (s *Store) TrainingSetup(ctx context.Context, actor judging.Actor, contest string) (*TrainingSetup, error) {
	v := &TrainingSetup{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		v.Trainings, err = tx.trainings(ctx, "n.contest_id = ?", p.Contest.ID)
		return err
	})
	return v, wrapped("training setup", err)
}

// trainings reads those that a condition picks and that are still somebody's to score, with how far they have come.
func (tx *transaction) trainings(ctx context.Context, where string, args ...any) (list []*Training, err error) {
	err = tx.NewRaw(`
		select n.uid, e.title, e.url, n.discussed_at, count(*) as jurors, count(case when h.state = 'submitted' then 1 end) as submitted
		from candidate n join entry e on e.id = n.entry_id join assignment a on a.candidate_id = n.id and a.removed_at is null
		join juror j on j.id = a.juror_id and (j.left_at is null) join sheet h on h.assignment_id = a.id
		where n.training and `+where+`
		group by n.id, e.id order by e.title, n.uid`, args...).Scan(ctx, &list)
	return list, err
}

// AddTraining makes a training candidate and gives it to everybody who may have duties in the contest. Faults: Invalid with the fields
// "title", "url", or "title" where there is nobody; Closed once the judging is closed.
func (s *Store) AddTraining(ctx context.Context, actor judging.Actor, contest string, form TrainingForm) error {
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		if !p.Round.ClosedAt.IsZero() {
			return fault.New(fault.Closed, "fault.already_closed")
		}
		if p.Contest.RubricID == 0 {
			return fault.New(fault.Invalid, "fault.no_rubric")
		}
		var wrong fields
		wrong.word("title", form.Title, true, maxName)
		wrong.web("url", form.URL)
		jurors, err := tx.contestJury(ctx, p)
		if err == nil && len(jurors) == 0 {
			wrong.add("title", "fault.no_juror")
		}
		if err == nil {
			err = wrong.err()
		}
		if err != nil {
			return err
		}
		n, err := tx.addTraining(ctx, p, form)
		if err != nil {
			return err
		}
		if err := tx.assignTraining(ctx, n, jurors); err != nil {
			return err
		}
		return tx.record(ctx, actor, "training.add", "candidate", n.ID, map[string]int64{"contest": p.Contest.ID})
	})
	return wrapped("add training", err)
}

func (tx *transaction) addTraining(ctx context.Context, p *ContestPlace, form TrainingForm) (*Candidate, error) {
	e := &Entry{UID: tx.store.NewUID(), EditionID: p.Edition.ID, CategoryID: p.Category.ID, ChapterID: p.Chapter.ID,
		Title: strings.TrimSpace(form.Title), URL: form.URL, State: EntryWithdrawn, CreatedAt: tx.now}
	if _, err := tx.NewInsert().Model(e).Exec(ctx); err != nil {
		return nil, err
	}
	n := &Candidate{UID: tx.store.NewUID(), ContestID: p.Contest.ID, EntryID: e.ID, WithdrawnAt: tx.now, CreatedAt: tx.now, Training: true}
	_, err := tx.NewInsert().Model(n).Exec(ctx)
	return n, err
}

// train gives a juror the training candidates of the contests that he may have duties in, and takes those of others away.
func (tx *transaction) train(ctx context.Context, j *Juror) error {
	var given []struct {
		ID, ContestID int64
		Sits          bool
	}
	err := tx.NewRaw(`select n.id, n.contest_id, `+sitsFor("?0", "n.contest_id")+` as sits from candidate n join contest t on t.id = n.contest_id
		where t.round_id = ?1 and t.cancelled_at is null and n.training
			and exists (select 1 from assignment a where a.candidate_id = n.id and a.removed_at is null) order by n.id`, j.ID, j.RoundID).Scan(ctx, &given)
	if err != nil {
		return err
	}
	others := []int64{0}
	for _, n := range given {
		if !n.Sits || j.Role == judging.Secretary {
			others = append(others, n.ID)
		} else if err := tx.assignTraining(ctx, &Candidate{ID: n.ID, ContestID: n.ContestID}, []Juror{*j}); err != nil {
			return err
		}
	}
	_, err = tx.NewUpdate().Model((*Assignment)(nil)).Set("removed_at = ?", tx.now).Where("juror_id = ?", j.ID).Where("removed_at is null").
		Where("candidate_id in (?)", bun.List(others)).Exec(ctx)
	return err
}

// assignTraining gives every juror the whole rubric.
func (tx *transaction) assignTraining(ctx context.Context, n *Candidate, jurors []Juror) error {
	plan := &assignPlan{contest: n.ContestID, wanted: map[pair][]int64{}}
	for _, j := range jurors {
		plan.wanted[pair{j.ID, n.ID}] = nil
	}
	return tx.assign(ctx, plan)
}

// DiscussTraining lets the jurors see what each of them gave a training candidate, before all have submitted.
func (s *Store) DiscussTraining(ctx context.Context, actor judging.Actor, training string) error {
	err := s.writeTraining(ctx, actor, training, func(tx *transaction, n *Candidate) error {
		n.DiscussedAt = tx.now
		if _, err := tx.NewUpdate().Model(n).Column("discussed_at").WherePK().Exec(ctx); err != nil {
			return err
		}
		return tx.record(ctx, actor, "training.discuss", "candidate", n.ID, nil)
	})
	return wrapped("discuss training", err)
}

// RemoveTraining takes a training candidate from the jurors.
func (s *Store) RemoveTraining(ctx context.Context, actor judging.Actor, training string) error {
	err := s.writeTraining(ctx, actor, training, func(tx *transaction, n *Candidate) error {
		_, err := tx.NewUpdate().Model((*Assignment)(nil)).Set("removed_at = ?", tx.now).Where("candidate_id = ?", n.ID).Where("removed_at is null").Exec(ctx)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "training.remove", "candidate", n.ID, nil)
	})
	return wrapped("remove training", err)
}

// writeTraining runs fn on a training candidate under its contest's lock.
func (s *Store) writeTraining(ctx context.Context, actor judging.Actor, training string, fn func(tx *transaction, n *Candidate) error) error {
	var contest string
	err := s.reader.NewRaw("select t.uid from contest t join candidate n on n.contest_id = t.id where n.uid = ? and n.training", training).Scan(ctx, &contest)
	if err != nil {
		return absentAs(err)
	}
	return s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, _ *ContestPlace) error {
		n := &Candidate{}
		if err := tx.NewSelect().Model(n).Where("uid = ?", training).Scan(ctx); err != nil {
			return absentAs(err)
		}
		return fn(tx, n)
	})
}
