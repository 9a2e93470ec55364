package judging

import "blazon/fault"

// What two people do to a score: one keys a paper in or enters a correction, and another, who sees it but cannot edit it, confirms
// or rejects it. Whoever entered it may only withdraw it.

// mayPaper is about score sheets filled in on paper. Those who key them in are the secretary and the organizer; they, the chair and the
// juror himself see them and confirm what somebody else keyed in, as long as the judging is on.
func mayPaper(actor Actor, act Act, facts Facts) error {
	keys := actor.Assists(facts.Round) || actor.Organizes(facts.Chapter)
	sees := keys || actor.Leads(facts.Round) || actor.Sits(facts.Juror)
	if !sees || facts.Recused || (act == KeyPaper || act == WithdrawPaper) && !keys {
		return absent()
	}
	if err := seated(actor, facts); err != nil {
		return err
	}
	switch act {
	case KeyPaper:
		if facts.Withdrawn {
			return absent()
		}
		return keying(facts)
	case ConfirmPaper:
		if err := keying(facts); err != nil {
			return err
		}
		if facts.Withdrawn {
			return fault.New(fault.Closed, "keying.duty_gone")
		}
		return another(actor, facts)
	case RejectPaper:
		return another(actor, facts)
	case WithdrawPaper:
		return own(actor, facts)
	}
	return nil
}

// keying refuses when no sheet can be saved: afterwards a score is corrected.
func keying(facts Facts) error {
	if facts.CalledOff {
		return calledOff()
	}
	return unless(facts.Phase != Judging, "keying.judging_over")
}

// mayCorrect is about corrections of scores, from the closing of the round on: while the result rests, from the moment that it is
// sealed or its T0 is set until T0, there are none. What is corrected once everybody knows the result asks for a new version of it.
func mayCorrect(actor Actor, act Act, facts Facts) error {
	decides := actor.Leads(facts.Round) || actor.Organizes(facts.Chapter)
	enters := decides || actor.Assists(facts.Round)
	if !enters || facts.Recused || (act == ConfirmCorrection || act == RejectCorrection) && !decides {
		return absent()
	}
	if err := seated(actor, facts); err != nil {
		return err
	}
	switch act {
	case EnterCorrection:
		return correcting(facts)
	case ConfirmCorrection:
		if err := correcting(facts); err != nil {
			return err
		}
		return another(actor, facts)
	case RejectCorrection:
		return another(actor, facts)
	}
	return own(actor, facts)
}

// correcting refuses when the scores are still the jurors', and while the result rests.
func correcting(facts Facts) error {
	switch {
	case facts.CalledOff:
		return calledOff()
	case !facts.Closed:
		return fault.New(fault.Closed, "correction.not_closed")
	case facts.Phase == Finished:
		return fault.New(fault.Closed, "phase.round_finished")
	}
	facts.Amending = true // it will be
	return changing(facts)
}

// another wants a second person.
func another(actor Actor, facts Facts) error {
	if actor.User == 0 || actor.User == facts.Author {
		return fault.New(fault.Forbidden, "keying.second_person")
	}
	return nil
}

// own wants the person who entered it.
func own(actor Actor, facts Facts) error {
	if actor.User == 0 || actor.User != facts.Author {
		return fault.New(fault.Forbidden, "keying.not_yours")
	}
	return nil
}
