package organizer

import (
	"time"

	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// stage is one stretch of a round's way.
type stage struct {
	Name    string // the last word of its messages
	Done    bool
	Next    bool   // the first that is not done
	Address string // of the page where it is worked on
}

// way is the stretches that a round goes, from its dates to its certificates.
type way []stage

// Next is the stage that comes next, nil at the end of the way.
func (w way) Next() *stage {
	for i := range w {
		if w[i].Next {
			return &w[i]
		}
	}
	return nil
}

// wayOf tells how far a round has come. A round whose places come from an archive was never judged here.
func wayOf(r *store.Round, n store.RoundCount, now time.Time) way {
	phase := r.Schedule().PhaseAt(now)
	closed := !r.ClosedAt.IsZero() || phase == judging.Finished
	over := closed || phase == judging.Deliberation
	begun := over || phase == judging.Judging
	filled := n.Filled > 0 && (n.Filled == n.Contests || begun || n.Scored == 0) // a category may stay empty
	w := way{{Name: "dates", Done: over || !r.JudgingFrom.IsZero()}, {Name: "entries", Done: filled}}
	if n.Scored == 0 {
		w = way{{Name: "entries", Done: filled}}
	} else {
		w = append(w, stage{Name: "jury", Done: n.Jurors > 0}, stage{Name: "assignments", Done: n.Sheets > 0},
			stage{Name: "judging", Done: over || n.Sheets > 0 && n.Submitted == n.Sheets}, stage{Name: "closing", Done: closed})
	}
	w = append(w, stage{Name: "decisions", Done: n.Filled > 0 && n.Decided >= n.Filled},
		stage{Name: "announcement", Done: n.Filled > 0 && n.Announced >= n.Filled})
	if r.NextRoundID != 0 {
		w = append(w, stage{Name: "advancement", Done: n.Filled > 0 && n.Advanced >= n.Onward})
	}
	w = append(w, stage{Name: "certificates", Done: n.Certificates > 0})
	for i := range w {
		if !w[i].Done {
			w[i].Next = true
			break
		}
	}
	return w
}

// at fills in where each stage is worked on. What is done contest by contest leads to the round's only one, or to the list of all.
func (w way) at(r *web.Request, round, contest string) way {
	for i, s := range w {
		switch s.Name {
		case "dates":
			w[i].Address = r.Address("organizer.round_edit", "round", round)
		case "jury":
			w[i].Address = r.Address("organizer.jury", "round", round)
		case "judging":
			w[i].Address = r.Address("room.coverage", "round", round)
		case "closing":
			w[i].Address = r.Address("room.closing", "round", round)
		case "certificates":
			w[i].Address = r.Address("organizer.certificates", "round", round)
		default:
			w[i].Address = r.Address("organizer.round", "round", round) + "#contests"
			if contest != "" {
				w[i].Address = r.Address(contestPages[s.Name], "contest", contest)
			}
		}
	}
	return w
}

// contestPages are the routes of the stages that each contest goes by itself.
var contestPages = map[string]string{"entries": "organizer.contest", "assignments": "organizer.assignments", "decisions": "organizer.result",
	"announcement": "organizer.announcement", "advancement": "organizer.advancement"}

// roundRow is a round in a table of rounds.
type roundRow struct {
	*store.OfficeRound
	Way  way
	Zone *time.Location
}

// AllPublic tells whether everybody sees every result of the round.
func (r roundRow) AllPublic() bool { return public(r.RoundCount) }

func public(n store.RoundCount) bool { return n.Filled > 0 && n.Public >= n.Filled }

func roundRows(r *web.Request, rounds []*store.OfficeRound, zone *time.Location, now time.Time) (rows []roundRow) {
	for _, round := range rounds {
		w := wayOf(&round.Round, round.RoundCount, now).at(r, round.Round.UID, "")
		rows = append(rows, roundRow{round, w, zone})
	}
	return rows
}
