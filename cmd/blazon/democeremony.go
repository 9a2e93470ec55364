package main

import (
	"fmt"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// seal makes a decided round ready for its ceremony: nothing is left to do but to begin it.
func (j *demoJudging) seal() error {
	r, err := j.results()
	if err != nil {
		return err
	}
	stage := store.StageForm{Opens: true, Public: true}
	err = j.each(func(_ *store.RoundResults, contest string, _ demoContest) error {
		stage.Contests = append(stage.Contests, store.StageContestForm{Contest: contest})
		return j.store.SealResult(j.ctx, j.actor, contest)
	})
	if err != nil {
		return err
	}
	return j.store.SaveStage(j.ctx, j.actor, r.Round.UID, stage)
}

// correct publishes corrected versions of the round's results: the organizer enters what was wrong, and the chair of the jury confirms it.
func (j *demoJudging) correct() error {
	chair, err := j.as(j.juror(0))
	if err != nil {
		return err
	}
	err = j.each(func(r *store.RoundResults, contest string, table demoContest) error {
		if table.Erratum == nil {
			return nil
		}
		return j.amend(r, contest, chair, table)
	})
	if err != nil {
		return err
	}
	r, err := j.results()
	if err != nil {
		return err
	}
	_, err = j.press.Issue(j.ctx, j.actor, r.Round.UID)
	return err
}

// amend corrects one contest.
func (j *demoJudging) amend(r *store.RoundResults, contest string, chair judging.Actor, table demoContest) error {
	wrong := table.Awards[table.Erratum.Award]
	for _, c := range r.Contests {
		if c.Contest.UID != contest {
			continue
		}
		for _, a := range c.Awards {
			if a.Kind != wrong.Kind || a.Name[locale.Czech] != wrong.Name[locale.Czech] {
				continue
			}
			form := store.AwardForm{Kind: a.Kind, Name: a.Name, Title: a.Title, Citation: table.Erratum.Citation, Object: a.Object, Patron: a.Patron,
				Amount: a.Amount, Currency: a.Currency, Revision: a.Revision}
			erratum, err := j.store.EnterErratum(j.ctx, j.actor, store.ErratumForm{Contest: contest, Words: table.Erratum.Words, Note: c.Result.Note,
				Changed: map[string]store.AwardForm{a.UID: form}})
			if err != nil {
				return err
			}
			return j.store.ConfirmErratum(j.ctx, chair, erratum)
		}
	}
	return fmt.Errorf("there is no award %v to be corrected", wrong.Name)
}
