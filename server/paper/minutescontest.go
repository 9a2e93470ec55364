package paper

import (
	"fmt"
	"strconv"
	"strings"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// contest is what the jury came to in a category, in the order in which it came to it.
func (s *secretary) contest(all *store.MinutesContent, c *store.MinutesContest) {
	s.criteria(c)
	s.recusals(c)
	s.points(c)
	s.decisions(c)
	s.corrections(c)
	s.ties(c)
	s.worked(c)
	s.result(c)
	s.annexes(c)
}

// criteria are what was scored, and how a total comes of it.
func (s *secretary) criteria(c *store.MinutesContest) {
	s.head("minutes.criteria")
	g := document.Grid{Name: locale.T(s.lang, "minutes.criteria"), From: 2, Head: s.words("minutes.criterion", "minutes.counting", "minutes.most", "minutes.step", "minutes.weight")}
	for i, k := range c.Criteria {
		counts := locale.T(s.lang, "edition.kind_"+string(k.Kind))
		if !k.Counts && k.Kind != judging.Informative {
			counts = locale.T(s.lang, "minutes.dropped")
		}
		g.Rows = append(g.Rows, []string{s.criterion(c, i), counts, locale.Decimal(s.lang, k.Max), locale.Decimal(s.lang, k.Step), locale.Decimal(s.lang, k.Weight)})
	}
	s.out.Grid(g)
	s.t(document.Plain, "minutes.reckoned", "Algorithm", c.Algorithm)
	if c.Better == judging.Lower {
		s.t(document.Plain, "minutes.lower_better")
	}
	if c.Trim > 0 {
		s.t(document.Plain, "minutes.trimming", "Count", c.Trim)
	}
	s.t(document.Plain, "minutes.minimum", "Count", c.Minimum)
	s.t(document.Plain, "minutes.numbering_"+string(c.Numbering))
	var chain []string
	for i, rule := range c.TieBreak {
		chain = append(chain, strconv.Itoa(i+1)+". "+s.rule(rule))
	}
	s.t(document.Plain, "minutes.chain", "Rules", strings.Join(append(chain, locale.T(s.lang, "minutes.ex_aequo")), "; "))
	s.cut(c.Cut)
}

// criterion is one with its mark, by which tables name it: "K3 Design".
func (s *secretary) criterion(c *store.MinutesContest, number int) string {
	return s.mark("minutes.criterion_mark", number) + " " + c.Criteria[number].Name.In(s.lang)
}

func (s *secretary) mark(key string, number int) string {
	return locale.T(s.lang, key, "Number", number+1)
}

func (s *secretary) rule(rule store.MinutesRule) string {
	if rule.Kind == judging.ByCriterion {
		return locale.T(s.lang, "minutes.rule_criterion", "Name", rule.Criterion.In(s.lang))
	}
	return locale.T(s.lang, "minutes.rule_"+string(rule.Kind))
}

// cut says who goes on to the next round by the rules.
func (s *secretary) cut(cut judging.Cut) {
	switch {
	case cut.Places > 0:
		s.t(document.Plain, "minutes.cut_places", "Count", cut.Places)
	case cut.Seats > 0:
		s.t(document.Plain, "minutes.cut_seats", "Count", cut.Seats)
		s.t(document.Plain, "minutes.on_tie_"+string(cut.OnTie))
	default:
		s.t(document.Plain, "minutes.cut_nobody")
	}
}

// recusals are who stood, and who of the jury did not judge whom, and why.
func (s *secretary) recusals(c *store.MinutesContest) {
	s.head("minutes.recusals")
	s.t(document.Plain, "minutes.candidates", "Count", len(c.Candidates))
	if len(c.Withdrawn) > 0 {
		s.t(document.Plain, "minutes.withdrawn", "Names", s.names(c.Withdrawn))
	}
	for _, d := range c.Declared {
		s.item(locale.T(s.lang, "minutes.declaration", "Name", d.Juror, "Role", s.role(d.Role), "Answered", d.Answered, "Conflicts", d.Conflicts))
	}
	if len(c.Recusals) == 0 {
		s.t(document.Plain, "minutes.no_recusal")
		return
	}
	s.t(document.Plain, "minutes.recused_list")
	for i := range c.Recusals {
		s.item(s.recusal(&c.Recusals[i]))
	}
}

func (s *secretary) recusal(x *store.MinutesRecusal) string {
	about := x.Name.In(s.lang)
	if criterion := x.Criterion.In(s.lang); criterion != "" {
		about += ", " + locale.T(s.lang, "minutes.only_criterion", "Name", criterion)
	}
	text := locale.T(s.lang, "minutes.recusal_"+string(x.Why), "Name", x.Juror, "Role", s.role(x.Role), "About", about, "Date", s.date(x.Since))
	var why []string
	if x.Kind != "" {
		why = append(why, locale.T(s.lang, "conflict.kind_"+string(x.Kind)))
	}
	if x.Reason != "" {
		why = append(why, x.Reason)
	}
	if len(why) > 0 {
		text += " " + locale.T(s.lang, "minutes.reason", "Text", strings.Join(why, ": "))
	}
	if !x.Until.IsZero() {
		text += " " + locale.T(s.lang, "minutes.recusal_ended", "Date", s.date(x.Until))
		if x.EndedFor != "" {
			text += " " + locale.T(s.lang, "minutes.reason", "Text", x.EndedFor)
		}
	}
	return text
}

// decisions are about values that were missing, and whatever else the chair or the jury decided; also those taken back.
func (s *secretary) decisions(c *store.MinutesContest) {
	s.head("minutes.decisions")
	if c.Gaps > 0 {
		s.t(document.Plain, "minutes.gaps_open", "Count", c.Gaps)
	}
	none := true
	for i := range c.Decisions {
		d := &c.Decisions[i]
		if d.Kind != judging.Order && d.Kind != judging.LeaveTied {
			s.item(s.decision(d))
			none = false
		}
	}
	if none && c.Gaps == 0 {
		s.t(document.Plain, "minutes.no_gap")
	}
}

func (s *secretary) decision(d *store.MinutesDecision) string {
	about := s.names(d.About)
	if d.Kind == judging.Order {
		var texts []string
		for i, n := range d.About {
			texts = append(texts, fmt.Sprintf("%d. %s", i+1, n.In(s.lang)))
		}
		about = strings.Join(texts, ", ")
	}
	about = joined(about, d.Criterion.In(s.lang))
	text := locale.T(s.lang, "minutes.decided_"+string(d.Kind), "About", about) + " " + locale.T(s.lang, "minutes.reason", "Text", d.Reason)
	if d.Motion > 0 {
		text += " " + locale.T(s.lang, "minutes.by_motion", "Meeting", d.Meeting, "Motion", d.Motion)
	}
	text += " " + locale.T(s.lang, "minutes.recorded", "Time", s.when(d.At))
	if d.By != "" {
		text += " " + locale.T(s.lang, "minutes.recorded_by", "Name", d.By)
	}
	if !d.RevokedAt.IsZero() {
		text += " " + locale.T(s.lang, "minutes.revoked", "Time", s.when(d.RevokedAt))
	}
	return text
}

// corrections are changes of scores after the closing, each with the two people that it took.
func (s *secretary) corrections(c *store.MinutesContest) {
	s.head("minutes.corrections")
	if len(c.Corrections) == 0 {
		s.t(document.Plain, "minutes.no_correction")
	}
	for i := range c.Corrections {
		k := &c.Corrections[i]
		s.t(document.Plain, "minutes.correction", "Number", i+1, "Entered", k.EnteredBy, "Time", s.when(k.EnteredAt))
		for _, cell := range k.Cells {
			s.item(locale.T(s.lang, "minutes.cell", "Name", cell.Name.In(s.lang), "Criterion", cell.Criterion.In(s.lang), "Juror", cell.Juror,
				"Before", s.value(cell.Before), "After", s.value(cell.After)))
		}
		s.t(document.Plain, "minutes.reason", "Text", k.Reason)
		switch k.State {
		case store.CorrectionOpen:
			s.t(document.Plain, "minutes.correction_open")
		default:
			s.t(document.Plain, "minutes.correction_"+string(k.State), "Name", k.DecidedBy, "Time", s.when(k.DecidedAt))
		}
		if k.Answer != "" {
			s.t(document.Plain, "minutes.reason", "Text", k.Answer)
		}
	}
}

// value is a score, or that there was none.
func (s *secretary) value(text string) string {
	if text == "" {
		return locale.T(s.lang, "minutes.no_value")
	}
	return locale.Decimal(s.lang, text)
}

// annexes are the files that belong to the minutes, with what they are told from others by.
func (s *secretary) annexes(c *store.MinutesContest) {
	s.head("minutes.annexes")
	g := document.Grid{Name: locale.T(s.lang, "minutes.annexes"), Head: s.words("minutes.annex", "minutes.file", "minutes.sha256")}
	for i, a := range c.Annexes {
		g.Rows = append(g.Rows, []string{strconv.Itoa(i+1) + ". " + locale.T(s.lang, "minutes.annex_"+string(a.Kind)),
			a.Name + " (" + locale.Size(s.lang, a.Size) + ")", a.Hash})
	}
	s.out.Grid(g)
}
