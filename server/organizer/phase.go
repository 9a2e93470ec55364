package organizer

import (
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const phasePage web.Page[phaseData] = "organizer/phase"

type phaseData struct {
	*store.RoundPhase
	Head   *roundHead
	Form   moveForm
	Errors web.Errors
}

// moveForm is an act by hand, with a reason for each that the page offers.
type moveForm struct {
	Move   judging.Move      `form:"move"`
	Reason map[string]string `form:"reason"`
}

// phaseStep is one phase on the time line.
type phaseStep struct {
	Phase       judging.Phase
	From, Until time.Time // zero: not set
	Current     bool
	Passed      bool
}

// Line is the round's way through its phases.
func (d phaseData) Line() (line []phaseStep) {
	r, now := d.Round, d.Phase()
	at := slices.Index(judging.Phases, now)
	bounds := map[judging.Phase][2]time.Time{
		judging.Entries: {r.EntriesFrom, r.EntriesUntil}, judging.FormalCheck: {r.EntriesUntil, r.JudgingFrom},
		judging.Judging: {r.JudgingFrom, r.JudgingUntil}, judging.Finished: {r.FinishedAt, {}}}
	for i, phase := range judging.Phases {
		line = append(line, phaseStep{Phase: phase, From: bounds[phase][0], Until: bounds[phase][1], Current: i == at, Passed: i < at})
	}
	return line
}

// Next is the phase that the clock brings next, empty where it brings none, and NextAt when.
func (d phaseData) Next() judging.Phase {
	phase, _ := d.Facts.Schedule.Next(d.Now)
	return phase
}

// NextAt is when the clock does what it does next.
func (d phaseData) NextAt() time.Time {
	_, at := d.Facts.Schedule.Next(d.Now)
	return at
}

// clockMoves says which act by hand the clock does by itself when a phase comes.
var clockMoves = map[judging.Phase]judging.Move{judging.Entries: judging.OpenEntering, judging.Judging: judging.StartJudging}

// Missing is what would hold the next change up if somebody did it by hand: the clock does not ask.
func (d phaseData) Missing() (reasons []judging.Reason) {
	move, known := clockMoves[d.Next()]
	if !known {
		return nil
	}
	facts := d.Facts
	for _, r := range judging.Guards(move, facts) {
		if r.Key != "phase.guard_phase" {
			reasons = append(reasons, r)
		}
	}
	return reasons
}

// offer is an act by hand that makes sense in the round's phase.
type offer struct {
	Move    judging.Move
	Reasons []judging.Reason
	Blocked bool
	Asks    bool // a reason is needed
	Public  bool // and everybody will read it
	Reason  string
	Field   string
}

// Hint is the key of what is said of the reason.
func (o offer) Hint() string {
	if o.Public {
		return "phase.reason_public"
	}
	return "phase.reason_hint"
}

// Offers are the acts that the phase allows, each with what stands in its way. Finishing is offered early only where nothing
// was ever judged.
func (d phaseData) Offers() (offers []offer) {
	for _, move := range judging.Moves {
		early := move == judging.FinishRound && d.Phase() != judging.Deliberation && d.Facts.Scored > 0
		if early || !slices.Contains(move.From(d.Facts.Schedule), d.Phase()) {
			continue
		}
		o := offer{Move: move, Reasons: judging.Guards(move, d.Facts), Reason: d.Form.Reason[string(move)], Field: fmt.Sprintf("reason[%s]", move)}
		for _, r := range o.Reasons {
			o.Blocked = o.Blocked || r.Blocks
		}
		o.Public = move.Deadline() != "" && d.Facts.Schedule.Relied(move.Deadline(), d.Facts.RulesPublic, d.Now)
		o.Asks = o.Public || len(o.Reasons) > 0
		offers = append(offers, o)
	}
	return offers
}

// OwnWindows are the times of the contests that take entries at other times than the round.
func (d phaseData) OwnWindows() (own []store.OwnWindow) {
	for _, w := range d.Windows {
		if w.Own {
			own = append(own, w)
		}
	}
	return own
}

// Judged tells whether there is a judging that can be closed.
func (d phaseData) Judged() bool {
	return d.Round.ClosedAt.IsZero() && (d.Phase() == judging.Judging || d.Phase() == judging.Deliberation)
}

// Movable tells whether a deadline of the round can be moved.
func (d phaseData) Movable() bool { return d.Round.ClosedAt.IsZero() && len(choices(d.RoundPhase)) > 0 }

func (d door) phaseData(r *web.Request) (phaseData, error) {
	v, err := d.store.RoundPhase(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return phaseData{}, err
	}
	return phaseData{RoundPhase: v, Head: &roundHead{&v.Place, "organizer.phase"}}, nil
}

// phase shows where a round stands, what comes next, and what can be done by hand.
func (d door) phase(r *web.Request) error {
	data, err := d.phaseData(r)
	if err != nil {
		return err
	}
	return phasePage.Show(r, data)
}

func (d door) moveRound(r *web.Request) error {
	data, err := d.phaseData(r)
	if err != nil {
		return err
	}
	if err = r.Decode(&data.Form); err == nil {
		move := data.Form.Move
		if !slices.Contains(judging.Moves, move) {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		err = d.store.MoveRound(r.Context(), r.Actor, r.Var("round"), store.MoveForm{Move: move, Reason: data.Form.Reason[string(move)]})
		err = renamed(err, "reason", fmt.Sprintf("reason[%s]", move))
	}
	if err != nil {
		data.Errors = wrongIn(phaseLabels, err)
		return phasePage.Again(r, err, data)
	}
	r.Notice("phase.done_" + string(data.Form.Move))
	return r.Redirect("organizer.phase", "round", r.Var("round"))
}

var phaseLabels = map[string]string{"reason[]": "phase.reason"}

// renamed gives a field of an Invalid fault the name that it has in the form.
func renamed(err error, field, name string) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		if f.Fields[i].Name == field {
			f.Fields[i].Name = name
		}
	}
	return &f
}
