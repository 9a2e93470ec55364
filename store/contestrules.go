package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
)

// ContestRules is what a contest is judged by, as its organizers see it.
type ContestRules struct {
	ContestPlace
	Root     Chapter
	Central  bool      // the actor organizes the root, and so is bound by no lock
	Begun    bool      // the judging has begun: nothing changes any more
	Rubric   *Rubric   // nil: places come from an archive
	Rubrics  []*Rubric // to choose from: the edition's, and the chapter's own
	Standing CountingRules
}

// Open tells whether the actor may change the part.
func (v *ContestRules) Open(part Part) bool {
	return !v.Begun && v.Rubric != nil && (v.Central || !v.Edition.Locks(part))
}

// ContestRulesForm is what a contest shall be judged by.
type ContestRulesForm struct {
	Rubric string // uid
	Rules  CountingRules
}

// ContestRules reads what a contest is judged by for its organizers.
func (s *Store) ContestRules(ctx context.Context, actor judging.Actor, contest string) (v *ContestRules, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		v, err = tx.contestRules(ctx, actor, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("contest rules: %w", err)
	}
	return v, nil
}

func (tx *transaction) contestRules(ctx context.Context, actor judging.Actor, p *ContestPlace) (*ContestRules, error) {
	v := &ContestRules{ContestPlace: *p, Begun: p.begun(), Standing: p.Contest.CountingRules()}
	if err := tx.NewSelect().Model(&v.Root).Where("competition_id = ?", p.Competition.ID).Where("parent_id is null").Scan(ctx); err != nil {
		return nil, err
	}
	v.Central = judging.May(actor, judging.SetUp, judging.Facts{Chapter: v.Root.Path}) == nil
	var err error
	if v.Rubrics, err = tx.rubricsWhere(ctx, "edition_id = ? and (chapter_id is null or chapter_id = ?)", p.Edition.ID, p.Chapter.ID); err != nil {
		return nil, err
	}
	for _, r := range v.Rubrics {
		if r.ID == p.Contest.RubricID {
			v.Rubric = r
		}
	}
	return v, nil
}

// UpdateContestRules changes what a contest is judged by. Closed once its judging has begun; Forbidden in a part that the
// center has locked, but for the center itself.
func (s *Store) UpdateContestRules(ctx context.Context, actor judging.Actor, contest string, form ContestRulesForm) error {
	err := s.writeContest(ctx, actor, judging.ManageRound, contest, func(tx *transaction, p *ContestPlace) error {
		v, err := tx.contestRules(ctx, actor, p)
		if err != nil {
			return err
		}
		rubric, err := v.choose(form)
		if err != nil {
			return err
		}
		if rubric.ID != v.Rubric.ID {
			if err := tx.unscored(ctx, "contest_id = ?", p.Contest.ID); err != nil {
				return err
			}
			if _, err := tx.NewUpdate().Model(&p.Contest).Set("rubric_id = ?", rubric.ID).WherePK().Exec(ctx); err != nil {
				return err
			}
		}
		if err := tx.putRules(ctx, &p.Contest, form.Rules); err != nil {
			return err
		}
		return tx.record(ctx, actor, "contest.rules", "contest", p.Contest.ID, map[string]any{"rubric": rubric.ID,
			"numbering": form.Rules.Numbering, "tie_break": form.Rules.TieBreak, "advance": form.Rules.Cut})
	})
	if err != nil {
		return fmt.Errorf("update contest rules: %w", err)
	}
	return nil
}

// choose finds the rubric that the form names, once everything in the form is right and may be changed.
func (v *ContestRules) choose(form ContestRulesForm) (*Rubric, error) {
	if v.Begun {
		return nil, fault.New(fault.Closed, "edition.judging_begun").With("Round", v.Round.Name)
	}
	if v.Rubric == nil {
		return nil, fault.New(fault.Closed, "edition.no_rubric")
	}
	var wrong fields
	form.Rules.check(&wrong)
	chosen := slices.IndexFunc(v.Rubrics, func(r *Rubric) bool { return r.UID == form.Rubric })
	if chosen < 0 {
		wrong.add("rubric", "fault.unknown_choice")
	}
	if err := wrong.err(); err != nil {
		return nil, err
	}
	for _, part := range form.Rules.differing(v.Standing) {
		if !v.Open(part) {
			return nil, lockedBy(v.Root.Name, part)
		}
	}
	rubric := v.Rubrics[chosen]
	same := slices.Equal(rubric.keys(), v.Rubric.keys())
	if rubric.ID != v.Rubric.ID && !v.Open(CriteriaPart) && !(same && v.Open(ScalePart)) {
		return nil, lockedBy(v.Root.Name, CriteriaPart)
	}
	return rubric, form.Rules.fits(rubric)
}

// keys lists the keys of the rubric's criteria in their order.
func (r *Rubric) keys() (keys []string) {
	for _, c := range r.Criteria {
		keys = append(keys, c.Key)
	}
	return keys
}

// unscored is Closed where somebody has saved a sheet, or is to score some criteria alone, in the contests of a condition.
func (tx *transaction) unscored(ctx context.Context, where string, args ...any) error {
	var row struct{ Saved, Chosen int }
	err := tx.NewRaw(`
		select count(case when h.revision > 0 then 1 end) as saved,
			count(case when exists (select 1 from assignment_criterion k where k.assignment_id = a.id) then 1 end) as chosen
		from assignment a join sheet h on h.assignment_id = a.id where a.`+where, args...).Scan(ctx, &row)
	switch {
	case err != nil:
		return err
	case row.Saved > 0:
		return fault.New(fault.Closed, "edition.sheets_saved")
	case row.Chosen > 0:
		return fault.New(fault.Closed, "edition.criteria_assigned")
	}
	return nil
}
