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
	List   paged[*store.CandidateProgress]
}

// progress shows how far the judging has come. There is no score on it.
func (d door) progress(r *web.Request) error {
	progress, err := d.store.Progress(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	data := progressData{Progress: progress, Head: &roundHead{&progress.Place, "organizer.progress"}}
	for _, c := range progress.Contests {
		if data.Listed == nil || c.Contest.UID == r.Query("contest") {
			data.Listed = c
		}
	}
	if data.Listed != nil {
		data.List = pageOf(r, data.Listed.Candidates)
	}
	return progressPage.Show(r, data)
}
