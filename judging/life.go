package judging

import (
	"slices"
	"time"

	"blazon/fault"
)

// Life is what the state of a contest's result at a moment is made of: what is on record, and the clock.
type Life struct {
	Closed          bool      // the judging is
	Stored          State     // as the last act left it
	AnnouncedAt     time.Time // T0; zero: not set
	ObjectionsUntil time.Time // zero: there is no objection window
	Pending         bool      // an objection waits for an answer, or a correction for its new version
}

// StateAt computes the state at a moment, so that no job has to be on time. Once the judging is closed, the tally is the draft. A result
// whose T0 lies ahead is sealed; one that is public is provisional, which is Announced, until the objection window has ended and
// nothing is pending, and then Final.
func (l Life) StateAt(now time.Time) State {
	switch {
	case l.Stored == Open && l.Closed:
		return Draft
	case l.Stored != Announced && l.Stored != Final:
		return l.Stored
	case !l.Stored.Public(l.AnnouncedAt, now):
		return Sealed
	case l.Pending || now.Before(l.ObjectionsUntil):
		return Announced
	}
	return Final
}

// ObjectionsUntil gives the end of the objection window: the end of the last of so many days after the day of T0, in the edition's
// zone. Without days there is no window, and the time is zero.
func ObjectionsUntil(announcedAt time.Time, days int, zone *time.Location) time.Time {
	if days <= 0 || announcedAt.IsZero() {
		return time.Time{}
	}
	year, month, day := announcedAt.In(zone).Date()
	return time.Date(year, month, day+days+1, 0, 0, 0, 0, zone)
}

// mayPublish is about the acts on a decided result before everybody knows it; each refusal says what has to be done first.
func mayPublish(actor Actor, act Act, facts Facts) error {
	switch {
	case facts.State == Open:
		return fault.New(fault.Closed, "fault.not_decided")
	case facts.Public:
		return fault.New(fault.Closed, "fault.already_announced")
	}
	set := facts.State == Announced || facts.State == Final
	switch act {
	case SealResult:
		if set {
			return fault.New(fault.Closed, "result.time_set")
		}
		return unless(facts.State == Sealed, "result.sealed")
	case UnsealResult:
		if set {
			return fault.New(fault.Closed, "result.time_set")
		}
		return unless(facts.State != Sealed, "result.not_sealed")
	case CallOffAnnouncement:
		return unless(!set, "result.time_not_set")
	case ConfirmAnnouncement:
		return another(actor, facts)
	}
	return nil // Announce: until T0 the moment may be moved
}

// changing refuses to change what a result is made of while it rests: sealed until it is opened with a reason, and from T0 on until a
// correction or an objection asks for a new version.
func changing(facts Facts) error {
	switch set := facts.State == Announced || facts.State == Final; {
	case facts.State == Sealed:
		return fault.New(fault.Closed, "result.sealed")
	case set && !facts.Public:
		return fault.New(fault.Closed, "result.time_set")
	case set && !facts.Amending:
		return fault.New(fault.Closed, "fault.already_announced")
	}
	return nil
}

// mayAmend is about the corrected version of a public result: who enters corrections drafts it, and another of those who confirm
// them lets it replace the version before. Awards beside the ranking may be corrected at any time; places only when something asks for it.
func mayAmend(actor Actor, act Act, facts Facts) error {
	decides := actor.Leads(facts.Round) || actor.Organizes(facts.Chapter)
	enters := decides || actor.Assists(facts.Round)
	if !enters || facts.Recused || (act == ConfirmErratum || act == RejectErratum) && !decides {
		return absent()
	}
	if err := seated(actor, facts); err != nil {
		return err
	}
	switch act {
	case RejectErratum:
		return another(actor, facts)
	case WithdrawErratum:
		return own(actor, facts)
	}
	switch {
	case facts.CalledOff:
		return calledOff()
	case facts.Phase == Finished:
		return fault.New(fault.Closed, "phase.round_finished")
	case !facts.Public:
		return fault.New(fault.Closed, "result.not_public")
	case !facts.Amending && !facts.Conferring:
		return fault.New(fault.Closed, "result.nothing_amended")
	case act == ConfirmErratum:
		return another(actor, facts)
	}
	return nil
}

// mayObject is about objections: whoever acts for the entrant makes them while the result is provisional, and the organizer answers, if
// he has not made it and does not act for the entrant. Who leads the jury, or chairs the contest, reads them, if he is recused from nobody
// there.
func mayObject(actor Actor, act Act, facts Facts) error {
	represents := facts.Public && actor.Represents(facts.Bodies...)
	chairs := actor.Leads(facts.Round) || actor.Chairs(facts.Contest)
	switch act {
	case MakeObjection:
		if !represents || facts.Withdrawn {
			return absent()
		}
		return unless(!facts.Provisional, "result.no_window")
	case DecideObjection:
		if !actor.Organizes(facts.Chapter) {
			return absent()
		}
		if actor.Represents(facts.Bodies...) {
			return fault.New(fault.Forbidden, "amend.own_objection")
		}
		return another(actor, facts)
	}
	if chairs && !facts.Recused && !represents && !actor.Organizes(facts.Chapter) {
		return seated(actor, facts)
	}
	return known(represents || actor.Organizes(facts.Chapter))
}

// mayPresent is about a round's ceremony. Who leads it learns who won what; so does everybody who looks at the screens, and that is why
// nothing is revealed that could still change. Once the round is finished, the console can be looked at, and what is still on can be ended.
func mayPresent(actor Actor, act Act, facts Facts) error {
	presents := actor.SignedIn() && slices.Contains(facts.Presenters, actor.User)
	switch {
	case !presents && !actor.Organizes(facts.Chapter):
		return absent()
	case facts.CalledOff:
		return calledOff()
	case act == ViewCeremony, act == EndCeremony:
		return nil
	case facts.Phase == Finished:
		return fault.New(fault.Closed, "phase.round_finished")
	case act == RevealResult && facts.State == Open:
		return fault.New(fault.Closed, "fault.not_decided")
	}
	resting := facts.State == Sealed || facts.State == Announced || facts.State == Final
	return unless(act == RevealResult && !resting, "hall.not_sealed")
}
