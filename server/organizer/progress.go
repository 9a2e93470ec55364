package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const progressPage web.Page[progressData] = "organizer/progress"

type progressData struct {
	*store.Progress
	Head   *roundHead
	Listed *store.ContestProgress // the contest whose candidates are listed; nil: there is none
	List   *web.List
	Rows   []*store.CandidateProgress // of the page
}

// progress shows how far the judging has come. There is no score on it.
func (d door) progress(r *web.Request) error {
	progress, err := d.store.Progress(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	data := progressData{Progress: progress, Head: &roundHead{&progress.Place, "organizer.progress"}}
	if data.Listed = listed(progress.Contests, r.Query("contest")); data.Listed != nil {
		data.List = r.List(nil, "contest")
		data.Rows = web.Cut(data.List, data.Listed.Candidates)
	}
	return progressPage.Show(r, data)
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
