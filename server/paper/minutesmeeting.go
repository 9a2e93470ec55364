package paper

import (
	"fmt"
	"strings"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// meetings tell how the jury met: who called it, who was there, and what was voted on.
func (s *secretary) meetings(c *store.MinutesContent) {
	s.head("minutes.meetings")
	if len(c.Meetings) == 0 {
		s.t(document.Plain, "minutes.no_meeting")
	}
	for i := range c.Meetings {
		s.meeting(&c.Meetings[i])
	}
}

func (s *secretary) meeting(m *store.MinutesMeeting) {
	s.t(document.Subheading, "meeting.number", "Number", m.Number)
	called := locale.T(s.lang, "minutes.called", "Time", s.when(m.CalledAt))
	if m.CalledBy != "" {
		called += " " + locale.T(s.lang, "minutes.called_by", "Name", m.CalledBy)
	}
	if !m.StartsAt.IsZero() {
		called += " " + locale.T(s.lang, "minutes.starts", "Time", s.when(m.StartsAt))
	}
	s.say(document.Plain, called)
	if m.Venue != "" {
		s.t(document.Plain, "minutes.venue", "Text", m.Venue)
	}
	switch {
	case m.OpenedAt.IsZero():
		s.t(document.Plain, "minutes.not_opened")
		return
	case m.EndedAt.IsZero():
		s.t(document.Plain, "minutes.opened", "Time", s.when(m.OpenedAt))
	default:
		s.t(document.Plain, "minutes.held", "From", s.when(m.OpenedAt), "Until", s.when(m.EndedAt))
	}
	var agenda []string
	for _, category := range m.Agenda {
		agenda = append(agenda, category.In(s.lang))
	}
	s.t(document.Plain, "minutes.agenda", "Text", strings.Join(agenda, "; "))
	s.attendance(m)
	s.discussed(m)
	for i := range m.Motions {
		s.motion(&m.Motions[i], m.EndedAt.IsZero())
	}
	for _, p := range m.Proposals {
		key := "minutes.proposal_open"
		switch {
		case p.Conferred:
			key = "minutes.proposal_conferred"
		case p.Dropped:
			key = "minutes.proposal_dropped"
		}
		s.item(locale.T(s.lang, key, "Name", p.Name.In(s.lang), "For", p.For.In(s.lang)))
	}
}

// attendance says who was there, who was not, and whether there were enough.
func (s *secretary) attendance(m *store.MinutesMeeting) {
	g := document.Grid{Name: locale.T(s.lang, "minutes.attendance"), Head: s.words("minutes.name", "minutes.role", "minutes.attendance")}
	var away []string
	for _, seat := range m.Seats {
		var stays []string
		for _, stay := range seat.Stays {
			text := s.when(stay.From)
			if !stay.To.IsZero() {
				text += " – " + locale.Time(stay.To, s.zone)
			}
			if stay.Online {
				text += " (" + locale.T(s.lang, "meeting.stay_online") + ")"
			}
			stays = append(stays, text)
		}
		if len(stays) == 0 {
			stays, away = s.words("minutes.away"), append(away, seat.Name)
		}
		g.Rows = append(g.Rows, []string{seat.Name, s.role(seat.Role), strings.Join(stays, "; ")})
	}
	s.out.Grid(g)
	if len(away) > 0 {
		s.t(document.Plain, "minutes.absent", "Names", strings.Join(away, ", "))
	} else {
		s.t(document.Plain, "minutes.nobody_absent")
	}
	key := "minutes.quorum_missing"
	if m.Present >= m.Needed {
		key = "minutes.quorum_met"
	}
	text := locale.T(s.lang, "meeting.quorum_"+string(m.Quorum))
	if m.Quorum == judging.ByNumber {
		text = locale.T(s.lang, "meeting.quorum_of", "Count", m.QuorumNumber)
	}
	s.t(document.Plain, "minutes.quorum", "Rule", text, "Present", m.Present, "Members", m.Members, "Needed", m.Needed)
	s.t(document.Plain, key)
	if m.Casting {
		s.t(document.Plain, "meeting.casting_on")
	} else {
		s.t(document.Plain, "meeting.casting_off")
	}
}

// discussed lists whose turns there were, with who had to leave.
func (s *secretary) discussed(m *store.MinutesMeeting) {
	if len(m.Turns) == 0 {
		return
	}
	s.t(document.Plain, "minutes.discussed")
	for _, turn := range m.Turns {
		text := locale.Time(turn.At, s.zone) + " " + turn.Name.In(s.lang)
		if len(turn.Recused) > 0 {
			text += " (" + locale.T(s.lang, "minutes.without", "Names", strings.Join(turn.Recused, ", ")) + ")"
		}
		s.item(text)
	}
}

// motion is what was voted on, how, by whom, and who dissented.
func (s *secretary) motion(m *store.MinutesMotion, running bool) {
	title := locale.T(s.lang, "meeting.motion_number", "Number", m.Number) + ": " + locale.T(s.lang, "meeting.kind_"+string(m.Kind))
	if category := m.Category.In(s.lang); category != "" {
		title += " (" + category + ")"
	}
	s.say(document.Subheading, title)
	s.t(document.Plain, "minutes.quoted", "Text", m.Words)
	if len(m.About) > 0 {
		s.t(document.Plain, "minutes.about", "Names", s.ordered(m))
	}
	if criterion := m.Criterion.In(s.lang); criterion != "" {
		s.t(document.Plain, "minutes.about_criterion", "Name", criterion)
	}
	if m.Mover != "" {
		s.t(document.Plain, "minutes.mover", "Name", m.Mover)
	}
	switch {
	case m.ClosedAt.IsZero():
		s.t(document.Plain, "meeting.vote_on")
		return
	case m.Outcome == judging.MotionWithdraw:
		s.t(document.Plain, "minutes.motion_withdrawn")
		return
	}
	text := locale.T(s.lang, "minutes.outcome_"+string(m.Outcome)) + " " + locale.T(s.lang, "minutes.votes", "For", m.For, "Against", m.Against, "Abstained", m.Abstained,
		"Present", m.Present, "Members", m.Members, "Needed", m.Needed)
	if m.Casting {
		text += " " + locale.T(s.lang, "minutes.casting")
	}
	s.say(document.Plain, text)
	s.ballots(m)
}

// ordered names whom a motion is about; of one about an order, with their turns.
func (s *secretary) ordered(m *store.MinutesMotion) string {
	if m.Kind != judging.MotionKind(judging.Order) {
		return s.names(m.About)
	}
	var texts []string
	for i, n := range m.About {
		texts = append(texts, fmt.Sprintf("%d. %s", i+1, n.In(s.lang)))
	}
	return strings.Join(texts, ", ")
}

// ballots names who voted how, and then says who disagreed and why.
func (s *secretary) ballots(m *store.MinutesMotion) {
	by := map[string][]string{}
	for _, v := range m.Votes {
		how := "minutes.vote_none"
		switch {
		case v.Recused:
			how = "minutes.vote_recused"
		case v.Choice != "":
			how = "minutes.vote_" + string(v.Choice)
		}
		by[how] = append(by[how], v.Name)
	}
	for _, how := range []string{"minutes.vote_for", "minutes.vote_against", "minutes.vote_abstain", "minutes.vote_recused", "minutes.vote_none"} {
		if names := by[how]; len(names) > 0 {
			s.item(locale.T(s.lang, how, "Names", strings.Join(names, ", ")))
		}
	}
	for _, v := range m.Votes {
		if v.Dissent != "" {
			s.t(document.Plain, "minutes.dissent", "Name", v.Name, "Text", v.Dissent)
		}
	}
}
