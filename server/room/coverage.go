package room

import (
	"blazon/server/web"
	"blazon/store"
)

const coveragePage web.Page[coverageData] = "room/coverage"

type coverageData struct {
	*store.Progress
	Head   *head
	Listed *store.ContestProgress // the contest whose candidates are listed; nil: there is none
	List   *web.List
	Rows   []*store.CandidateProgress // of the page
}

// coverage shows how far the judging has come. There is no score on it.
func (d door) coverage(r *web.Request) error {
	progress, err := d.store.Progress(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	data := coverageData{Progress: progress, Head: headOf(r, &progress.Place, "running.progress")}
	if data.Listed = listed(progress.Contests, r.Query("contest")); data.Listed != nil {
		data.List = r.List(nil, "contest")
		data.Rows = web.Cut(data.List, data.Listed.Candidates)
	}
	return coveragePage.Show(r, data)
}

// listed is the contest that was asked for, or else the first one with candidates.
func listed(contests []*store.ContestProgress, uid string) (chosen *store.ContestProgress) {
	for _, c := range contests {
		if c.Contest.UID == uid {
			return c
		}
		if chosen == nil || len(chosen.Candidates) == 0 {
			chosen = c
		}
	}
	return chosen
}
