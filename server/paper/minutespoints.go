package paper

import (
	"strings"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// mostColumns are the numbers beside a name that a page holds.
const mostColumns = 8

// points are the tables of what everybody got: by juror, by criterion, and added up.
func (s *secretary) points(c *store.MinutesContest) {
	s.head("minutes.points")
	var jurors, criteria, legend []string
	for i, name := range c.Jurors {
		jurors = append(jurors, s.mark("minutes.juror_mark", i))
		legend = append(legend, s.mark("minutes.juror_mark", i)+" "+name)
	}
	for i := range c.Criteria {
		criteria = append(criteria, s.mark("minutes.criterion_mark", i))
	}
	s.t(document.Plain, "minutes.points_given", "Jurors", strings.Join(legend, ", "))
	s.matrix(c, locale.T(s.lang, "minutes.points_by_juror"), jurors, func(n *store.MinutesCandidate) []string { return s.decimals(n.Given) })
	s.t(document.Plain, "minutes.points_means")
	s.matrix(c, locale.T(s.lang, "minutes.points_by_criterion"), append(criteria, locale.T(s.lang, "minutes.total")), func(n *store.MinutesCandidate) []string {
		return append(s.rounded(n.Means), s.rounded([]string{n.Total})...)
	})
	if c.Stray > 0 {
		s.t(document.Plain, "minutes.stray", "Count", c.Stray)
	}
	s.sums(c)
	s.control(c)
}

// matrix is a table of candidates with numbers; one that is too wide goes on in another.
func (s *secretary) matrix(c *store.MinutesContest, name string, columns []string, of func(*store.MinutesCandidate) []string) {
	for from := 0; from < len(columns); from += mostColumns {
		to := min(from+mostColumns, len(columns))
		g := document.Grid{Name: name, From: 1, Head: append([]string{locale.T(s.lang, "minutes.candidate")}, columns[from:to]...)}
		for i := range c.Candidates {
			n := &c.Candidates[i]
			g.Rows = append(g.Rows, append([]string{n.Name.In(s.lang)}, of(n)[from:to]...))
		}
		s.out.Grid(g)
	}
}

// decimals are numbers as the language writes them, a dash where there is none.
func (s *secretary) decimals(list []string) (texts []string) {
	for _, text := range list {
		if text == "" {
			text = "–"
		} else {
			text = locale.Decimal(s.lang, text)
		}
		texts = append(texts, text)
	}
	return texts
}

// rounded are fractions with two decimals.
func (s *secretary) rounded(list []string) (texts []string) {
	for _, text := range list {
		if f, err := judging.ParseFraction(text); err == nil {
			text = f.Round(2)
		}
		texts = append(texts, text)
	}
	return s.decimals(texts)
}

// exactly is a fraction as the decimal that says it all, or as a fraction with what it is about.
func (s *secretary) exactly(text string) string {
	f, err := judging.ParseFraction(text)
	if err != nil {
		return text
	}
	if decimal, exact := f.Exactly(4); exact {
		return locale.Decimal(s.lang, decimal)
	}
	return locale.T(s.lang, "minutes.about_number", "Fraction", text, "Decimal", locale.Decimal(s.lang, f.Round(2)))
}

// sums are what was given on each criterion by everybody to everybody.
func (s *secretary) sums(c *store.MinutesContest) {
	g := document.Grid{Name: locale.T(s.lang, "minutes.sums"), From: 1, Sum: true, Head: s.words("minutes.criterion", "minutes.scores", "minutes.sum")}
	scores, points := 0, judging.Decimal(0)
	for i, k := range c.Criteria {
		g.Rows = append(g.Rows, []string{s.criterion(c, i), locale.Number(s.lang, int64(k.Scores)), locale.Decimal(s.lang, k.Points)})
		scores += k.Scores
		if d, err := judging.ParseDecimal(k.Points); err == nil {
			points += d
		}
	}
	g.Rows = append(g.Rows, []string{locale.T(s.lang, "minutes.together"), locale.Number(s.lang, int64(scores)), locale.Decimal(s.lang, points.String())})
	s.t(document.Plain, "minutes.sums_mean")
	s.out.Grid(g)
}

// control holds what the sheets came to when the judging was closed against what they come to now.
func (s *secretary) control(c *store.MinutesContest) {
	if c.Control == nil {
		return
	}
	row := func(key string, t store.MinutesTotals) []string {
		number := func(n int) string { return locale.Number(s.lang, int64(n)) }
		return []string{locale.T(s.lang, key), number(t.Candidates), number(t.Duties), number(t.Sheets), number(t.Scores)}
	}
	then, now := c.Control.Then, c.Control.Now
	s.out.Grid(document.Grid{Name: locale.T(s.lang, "minutes.control"), From: 1, Head: s.words("minutes.control", "minutes.entries", "minutes.duties", "minutes.sheets", "minutes.scores"),
		Rows: [][]string{row("minutes.then", then), row("minutes.now", now)}})
	s.t(document.Plain, "minutes.control_then", "Hash", then.Digest)
	switch {
	case then == now:
		s.t(document.Plain, "minutes.control_same")
	case c.Control.Explained:
		s.t(document.Plain, "minutes.control_explained", "Hash", now.Digest, "Count", c.Control.Corrections)
	default:
		s.t(document.Plain, "minutes.control_differs", "Hash", now.Digest)
	}
}

// ties are equal totals, what parted them, and what the jury decided.
func (s *secretary) ties(c *store.MinutesContest) {
	s.head("minutes.ties")
	if len(c.Ties) == 0 {
		if c.Complete {
			s.t(document.Plain, "minutes.no_tie")
		} else {
			s.t(document.Plain, "minutes.ties_later")
		}
	}
	for _, tie := range c.Ties {
		s.tie(c, tie)
	}
	for i := range c.Decisions {
		if d := &c.Decisions[i]; d.Kind == judging.Order || d.Kind == judging.LeaveTied {
			s.item(s.decision(d))
		}
	}
}

func (s *secretary) tie(c *store.MinutesContest, tie store.MinutesTie) {
	var names []store.MinutesName
	for _, number := range tie.Members {
		names = append(names, c.Candidates[number].Name)
	}
	s.t(document.Plain, "minutes.tie", "Total", s.exactly(tie.Total), "Names", s.names(names))
	if tie.Waits {
		s.t(document.Plain, "minutes.tie_waits")
		return
	}
	for i, number := range tie.Members {
		switch n := &c.Candidates[number]; {
		case i > 0 && n.DecidedBy != nil:
			s.item(locale.T(s.lang, "minutes.parted", "Below", n.Name.In(s.lang), "Above", c.Candidates[tie.Members[i-1]].Name.In(s.lang), "Rule", s.rule(*n.DecidedBy)))
		case i > 0 && n.Shared:
			s.item(locale.T(s.lang, "minutes.share", "One", c.Candidates[tie.Members[i-1]].Name.In(s.lang), "Other", n.Name.In(s.lang)))
		}
	}
}

// worked writes out how the first one's total came about, as one can reckon it again.
func (s *secretary) worked(c *store.MinutesContest) {
	s.head("minutes.worked")
	if c.Worked == nil {
		s.t(document.Plain, "minutes.worked_later")
		return
	}
	first := &c.Candidates[c.Worked.Candidate]
	s.t(document.Plain, "minutes.worked_of", "Name", first.Name.In(s.lang))
	var parts []string
	for i := range c.Worked.Lines {
		line := &c.Worked.Lines[i]
		s.item(s.criterion(c, line.Criterion) + ": " + s.workedLine(line))
		parts = append(parts, line.Contribution)
	}
	s.t(document.Plain, "minutes.worked_total", "Sum", s.total(parts), "Total", s.exactly(c.Worked.Total))
	s.t(document.Plain, "minutes.worked_place", "Place", locale.Place(s.lang, first.Place, first.Last, first.Shared, c.Numbering == judging.Range))
}

// workedLine goes from the values to what the total gains.
func (s *secretary) workedLine(w *store.MinutesWorkedSum) string {
	if w.Left == 0 {
		return locale.T(s.lang, "minutes.worked_none")
	}
	values := s.decimals(w.Values)
	text := strings.Join(values[w.Trimmed:len(values)-w.Trimmed], " + ") + " = " + locale.Decimal(s.lang, w.Sum)
	if w.Trimmed > 0 {
		text = locale.T(s.lang, "minutes.worked_trimmed", "Values", strings.Join(values, "; "), "Count", w.Trimmed) + " " + text
	}
	text += "; " + locale.T(s.lang, "minutes.divided", "Sum", locale.Decimal(s.lang, w.Sum), "By", w.Left, "Mean", s.exactly(w.Mean))
	if w.Factor == "1" {
		return text + "."
	}
	return text + "; " + locale.T(s.lang, "minutes.weighted", "Factor", locale.Decimal(s.lang, w.Factor), "Contribution", s.exactly(w.Contribution)) + "."
}

// total writes fractions as a sum; what is taken off is the sign between, and the number without one.
func (s *secretary) total(contributions []string) (text string) {
	for i, contribution := range contributions {
		size, less := strings.CutPrefix(contribution, "-")
		switch {
		case i == 0:
			text = s.exactly(contribution)
		case less:
			text += " – " + s.exactly(size)
		default:
			text += " + " + s.exactly(contribution)
		}
	}
	return text
}

// result is what the jury decided: places, what is conferred and what is not, and who goes on.
func (s *secretary) result(c *store.MinutesContest) {
	s.head("minutes.result")
	if !c.Complete {
		s.t(document.Plain, "minutes.result_later")
		return
	}
	g := document.Grid{Name: locale.T(s.lang, "minutes.result"), Head: s.words("minutes.candidate", "minutes.place", "minutes.total", "minutes.advances")}
	for i := range c.Candidates {
		n := &c.Candidates[i]
		advances := "–"
		if n.Advances {
			advances = locale.T(s.lang, "minutes.yes")
		}
		total := "–"
		if n.Total != "" {
			total = s.exactly(n.Total)
		}
		g.Rows = append(g.Rows, []string{n.Name.In(s.lang), s.place(c, n), total, advances})
	}
	s.out.Grid(g)
	s.conferred(c)
}

// place is a candidate's, as it was computed and as it is conferred.
func (s *secretary) place(c *store.MinutesContest, n *store.MinutesCandidate) string {
	if n.Place == 0 {
		return locale.T(s.lang, "minutes.out_of_ranking")
	}
	text := locale.Place(s.lang, n.Place, n.Last, n.Shared, c.Numbering == judging.Range)
	switch {
	case n.Withheld:
		return locale.T(s.lang, "minutes.place_withheld", "Place", text)
	case n.Awarded > 0:
		return locale.T(s.lang, "minutes.place_awarded", "Place", text, "Awarded", locale.Place(s.lang, n.Awarded, max(n.Awarded, n.AwardedLast), n.Shared, c.Numbering == judging.Range))
	}
	return text
}

// conferred lists what comes with the places, what is withheld and why, the awards beside the ranking, and who goes on.
func (s *secretary) conferred(c *store.MinutesContest) {
	for _, w := range c.Withheld {
		name := locale.T(s.lang, "minutes.nobody")
		if w.Name != nil {
			name = w.Name.In(s.lang)
		}
		s.item(locale.T(s.lang, "minutes.withheld", "Place", locale.Place(s.lang, w.Place, w.Place, false, false), "Name", name) + " " +
			locale.T(s.lang, "minutes.reason", "Text", w.Reason))
	}
	if len(c.Withheld) == 0 && c.Version > 0 {
		s.t(document.Plain, "minutes.nothing_withheld")
	}
	s.awards(c.Places)
	s.awards(c.Awards)
	var going []string
	for _, n := range c.Candidates {
		if n.Advances {
			going = append(going, n.Name.In(s.lang))
		}
	}
	if len(going) > 0 {
		s.t(document.Plain, "minutes.advancing", "Names", strings.Join(going, ", "))
	} else {
		s.t(document.Plain, "minutes.nobody_advances")
	}
}

// awards lists what is conferred to whom.
func (s *secretary) awards(list []store.MinutesAward) {
	for _, a := range list {
		var what []string
		if a.Place > 0 {
			what = append(what, locale.Place(s.lang, a.Place, a.Last, a.Shared, a.Last > a.Place))
		}
		if title := a.Title.In(s.lang); title != "" {
			title = locale.T(s.lang, "document.title", "Title", title)
			what = append(what, a.Name.In(s.lang), title)
		} else {
			what = append(what, a.Name.In(s.lang))
		}
		if a.Amount > 0 {
			what = append(what, locale.Money(s.lang, a.Amount, a.Currency))
		}
		text := joined(append(what, a.Object.In(s.lang))...)
		if patron := a.Patron.In(s.lang); patron != "" {
			text += " (" + locale.T(s.lang, "award.given_by", "Patron", patron) + ")"
		}
		switch {
		case a.To != nil:
			text += ": " + a.To.In(s.lang)
		case a.Withheld:
			text += ": " + locale.T(s.lang, "minutes.not_conferred") + " " + locale.T(s.lang, "minutes.reason", "Text", a.Reason)
		}
		s.item(text)
	}
}
