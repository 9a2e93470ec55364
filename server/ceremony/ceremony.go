// Package ceremony is the round's ceremony: how its results are to be revealed, the presenter's console, and the screens.
package ceremony

import (
	"context"

	"blazon/judging"
	"blazon/server/watch"
	"blazon/server/web"
	"blazon/store"
)

// door is what every page of the ceremony needs.
type door struct {
	store  *store.Store
	watch  *watch.Watch // of the projector and of those who lead it
	public *watch.Watch // of everybody else: however many they are, the hall has its places
}

// mostPicture is the most that the form with a picture may be, in bytes: a picture and what stands around it.
const mostPicture = 10_100_000

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s, watch: newWatch(s), public: newWatch(s)}
	const office, leads, all, round = judging.OpenOffice, judging.OpenStage, judging.ViewRound, "/ceremony/{round}"
	return []web.Route{
		{Name: "ceremony.setup", Path: round + "/setup", Act: office, Get: d.setup, Post: d.save, Keep: true},
		{Name: "ceremony.arms", Path: round + "/arms", Act: office, Most: mostPicture, Get: d.arms, Post: d.saveArms},
		{Name: "ceremony.console", Path: round, Act: leads, Get: d.console, Post: d.perform},
		{Name: "ceremony.stage", Path: round + "/stage", Act: leads, Get: d.stage, Post: d.performThere},
		{Name: "ceremony.news", Path: round + "/news", Act: leads, Get: d.news},
		{Name: "ceremony.hall", Path: "/ceremony/hall/{hall}", Act: all, Get: d.hall},
		{Name: "ceremony.hall_news", Path: "/ceremony/hall/{hall}/news", Act: all, Get: d.hallNews},
		{Name: "ceremony.live", Path: "/ceremony/live/{stage}", Act: all, Get: d.live},
		{Name: "ceremony.live_news", Path: "/ceremony/live/{stage}/news", Act: all, Get: d.liveNews},
		{Name: "ceremony.picture", Path: "/ceremony/pictures/{arms}", Act: all, Bare: true, Get: d.picture},
	}
}

// hallKey is what the watch calls a stage for those who see rehearsals, too; everybody else's key is the stage's uid.
func hallKey(stage string) string { return "hall " + stage }

// newWatch tells those who look at stages when there is something new; where nothing goes on, they wait.
func newWatch(s *store.Store) *watch.Watch {
	return watch.New(0, func(ctx context.Context) (map[string]int64, error) {
		on, err := s.StageRevisions(ctx)
		revisions := map[string]int64{}
		for _, r := range on {
			revisions[hallKey(r.Stage)] = r.Revision
			if !r.Rehearsal {
				revisions[r.Stage] = r.Revision
			}
		}
		return revisions, err
	})
}
