package organizer

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const roundPage web.Page[roundData] = "organizer/round"

type roundData struct {
	*store.RoundSetup
	Way way
}

// AllPublic tells whether everybody sees every result of the round.
func (d roundData) AllPublic() bool { return public(d.RoundCount) }

// Closed tells whether the judging is closed: no score changes any more.
func (d roundData) Closed() bool { return !d.Round.ClosedAt.IsZero() }

// Number is the edition's number as the chapter counts.
func (d roundData) Number() int {
	if d.Setting.Number != 0 {
		return d.Setting.Number
	}
	return d.Edition.Number
}

// Voting counts the jurors who have a vote and are still there.
func (d roundData) Voting() (n int) {
	for _, j := range d.Jurors {
		if j.Juror.LeftAt.IsZero() && j.Juror.Role != judging.Secretary {
			n++
		}
	}
	return n
}

// DecidedIn tells whether the contest has a result.
func (roundData) DecidedIn(c store.ContestSetup) bool { return c.Contest.State != judging.Open }

// PublicIn tells whether everybody sees the contest's result by now.
func (d roundData) PublicIn(c store.ContestSetup) bool {
	return c.Contest.State.Public(c.Contest.AnnouncedAt, d.Now)
}

// ScheduledIn tells whether the contest's result becomes public at a time that is set, and still to come.
func (d roundData) ScheduledIn(c store.ContestSetup) bool {
	return !c.Contest.AnnouncedAt.IsZero() && !d.PublicIn(c)
}

// contestWay leads from the round to one of a contest's pages.
type contestWay struct{ Route, Key, Contest string }

// Ways are the pages of a contest. One from an archive was never judged here, and from the last round nobody advances.
func (d roundData) Ways(c store.ContestSetup) []contestWay {
	uid := c.Contest.UID
	ways := []contestWay{{"organizer.contest", "organizer.stage_entries", uid}}
	if c.Contest.RubricID != 0 {
		ways = append(ways, contestWay{"organizer.assignments", "organizer.stage_assignments", uid})
	}
	if c.Contest.RubricID != 0 && d.Closed() {
		ways = append(ways, contestWay{"room.tally", "organizer.tally", uid}, contestWay{"room.decisions", "organizer.decisions", uid})
	}
	ways = append(ways, contestWay{"organizer.result", "organizer.result", uid}, contestWay{"organizer.announcement", "organizer.stage_announcement", uid})
	if d.RoundSetup.Next != nil {
		ways = append(ways, contestWay{"organizer.advancement", "organizer.stage_advancement", uid})
	}
	return ways
}

func (d door) round(r *web.Request) error {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	only := ""
	if len(setup.Contests) == 1 {
		only = setup.Contests[0].Contest.UID
	}
	w := wayOf(&setup.Round, setup.RoundCount, setup.Now).at(r, setup.Round.UID, only)
	return roundPage.Show(r, roundData{setup, w})
}
