package judging

import (
	"io"
	"math"
)

const contestFormat = "blazon-tally/1"

// ReadContest reads a tally file of at most 256 MiB. A file that is not a valid contest is refused with Problems, all that
// were found, each with its place in the file.
func ReadContest(in io.Reader) (*Contest, error) {
	r := &contestReader{reader: newReader(in), contest: &Contest{Better: Higher, Numbering: Dense, Minimum: 1}}
	is := r.object(r.fields())
	r.end()
	if !is || r.dead {
		return nil, r.problems
	}
	k := checker{Contest: r.contest, problems: r.problems, foreign: r.renumber(), noted: r.problems.places()}
	if _, err := k.table(); err != nil {
		return nil, err
	}
	return r.contest, nil
}

// contestReader knows the keys of a tally file. Ids are numbered as they come by, since a file may refer to what it
// only lists further down.
type contestReader struct {
	*reader
	contest                      *Contest
	jurors, candidates, criteria roster
}

// roster numbers ids in the order in which they come by.
type roster struct {
	numbers map[string]int
	ids     []string
}

func (r *roster) number(id string) int {
	number, known := r.numbers[id]
	if !known {
		if r.numbers == nil {
			r.numbers = map[string]int{}
		}
		number = len(r.ids)
		r.numbers[id] = number
		r.ids = append(r.ids, id)
	}
	return number
}

// fields are the keys of the whole file.
func (r *contestReader) fields() []field {
	c := r.contest
	return []field{
		{"format", true, r.format},
		{"contest", false, func() { c.Name, _ = r.text() }},
		{"better", false, func() { readWord(r.reader, &c.Better) }},
		{"numbering", false, func() { readWord(r.reader, &c.Numbering) }},
		{"trim", false, func() { r.integer(&c.Trim) }},
		{"minimum", false, func() { r.integer(&c.Minimum) }},
		{"tie_break", false, func() { r.list(r.rule) }},
		{"advance", false, r.cut},
		{"criteria", true, func() { readList(r.reader, &c.Criteria, r.criterion()) }},
		{"candidates", true, func() { readList(r.reader, &c.Candidates, r.candidate()) }},
		{"jurors", true, func() { readList(r.reader, &c.Jurors, r.juror()) }},
		{"assignments", false, func() { c.Assignments = []Assignment{}; readList(r.reader, &c.Assignments, r.assignment()) }},
		{"released", false, func() { readList(r.reader, &c.Released, r.release()) }},
		{"scores", false, func() { readList(r.reader, &c.Scores, r.score()) }},
		{"decisions", false, func() { readList(r.reader, &c.Decisions, r.decision()) }},
	}
}

// shape is how an item of a list is read: what it is before, and its keys, which write into item.
type shape[T any] struct {
	item   *T
	empty  T
	fields []field
}

func readList[T any](r *reader, list *[]T, s shape[T]) {
	r.list(func() {
		*s.item = s.empty
		r.object(s.fields)
		*list = append(*list, *s.item)
	})
}

// readWord reads a word into place, which keeps what it has where there is none to read.
func readWord[T ~string](r *reader, into *T) {
	if text, read := r.text(); read {
		*into = T(text)
	}
}

func (r *contestReader) format() {
	if text, read := r.text(); read && text != contestFormat {
		r.wrong("%q is not %s", text, contestFormat)
	}
}

func (r *contestReader) rule() {
	rule := Rule{Kind: ByCountback} // in the place of one that cannot be read
	if text, read := r.text(); read {
		rule = parseRule(text, r.criteria.number)
	}
	r.contest.TieBreak = append(r.contest.TieBreak, rule)
}

func (r *contestReader) cut() {
	cut := &r.contest.Advance
	count := func(into *int) {
		*into = 1 // in the place of one that cannot be read
		if r.integer(into); *into < 1 {
			r.wrong("%d is less than 1", *into)
			*into = 1
		}
	}
	is := r.object([]field{
		{"places", false, func() { count(&cut.Places) }},
		{"seats", false, func() { count(&cut.Seats) }},
		{"on_tie", false, func() { readWord(r.reader, &cut.OnTie) }},
	})
	switch {
	case is && cut.Places == 0 && cut.Seats == 0:
		r.wrong("has neither places nor seats")
		*cut = Cut{}
	case cut.Seats > 0 && cut.OnTie == "":
		cut.OnTie = AllAdvance
	}
}

func (r *contestReader) criterion() shape[Criterion] {
	c := new(Criterion)
	return shape[Criterion]{c, Criterion{Max: math.MaxInt64, Step: 1, Weight: One, Kind: Points}, []field{
		{"id", true, func() { r.id(&c.ID) }},
		{"max", true, func() { r.decimal(&c.Max) }},
		{"step", true, func() { r.decimal(&c.Step) }},
		{"weight", false, func() { r.decimal(&c.Weight) }},
		{"kind", false, func() { readWord(r.reader, &c.Kind) }},
	}}
}

func (r *contestReader) candidate() shape[Candidate] {
	c := new(Candidate)
	return shape[Candidate]{c, Candidate{}, []field{{"id", true, func() { r.id(&c.ID) }}}}
}

func (r *contestReader) juror() shape[Juror] {
	j := new(Juror)
	return shape[Juror]{j, Juror{}, []field{
		{"id", true, func() { r.id(&j.ID) }},
		{"criteria", false, func() { j.Criteria = r.references(&r.criteria) }},
	}}
}

func (r *contestReader) assignment() shape[Assignment] {
	a := new(Assignment)
	return shape[Assignment]{a, Assignment{Juror: unread, Candidate: unread}, []field{
		{"juror", true, func() { a.Juror = r.reference(&r.jurors) }},
		{"candidate", true, func() { a.Candidate = r.reference(&r.candidates) }},
		{"criteria", false, func() { a.Criteria = r.references(&r.criteria) }},
	}}
}

func (r *contestReader) release() shape[Release] {
	e := new(Release)
	return shape[Release]{e, Release{unread, unread, EveryCriterion, Recused}, []field{
		{"juror", true, func() { e.Juror = r.reference(&r.jurors) }},
		{"candidate", true, func() { e.Candidate = r.reference(&r.candidates) }},
		{"criterion", false, func() { e.Criterion = r.reference(&r.criteria) }},
		{"why", true, func() { readWord(r.reader, &e.Why) }},
	}}
}

func (r *contestReader) score() shape[Score] {
	s := new(Score)
	return shape[Score]{s, Score{Juror: unread, Candidate: unread, Criterion: unread}, []field{
		{"juror", true, func() { s.Juror = r.reference(&r.jurors) }},
		{"candidate", true, func() { s.Candidate = r.reference(&r.candidates) }},
		{"criterion", true, func() { s.Criterion = r.reference(&r.criteria) }},
		{"value", true, func() { r.decimal(&s.Value) }},
	}}
}

func (r *contestReader) decision() shape[Decision] {
	d := new(Decision)
	kind := func(k DecisionKind) {
		if d.Kind != "" {
			r.wrong("stands beside %s", d.Kind)
		}
		d.Kind = k
	}
	pair := []field{
		{"candidate", true, func() { d.Candidate = r.reference(&r.candidates) }},
		{"criterion", true, func() { d.Criterion = r.reference(&r.criteria) }},
	}
	return shape[Decision]{d, Decision{Candidate: unread, Criterion: unread}, []field{
		{"accept", false, func() { kind(AcceptFewer); r.object(pair) }},
		{"drop_criterion", false, func() { kind(DropCriterion); d.Criterion = r.reference(&r.criteria) }},
		{"exclude", false, func() { kind(Exclude); d.Candidate = r.reference(&r.candidates) }},
		{"order", false, func() { kind(Order); d.Candidates = r.references(&r.candidates) }},
		{"tie", false, func() { kind(LeaveTied); d.Candidates = r.references(&r.candidates) }},
		{"reason", false, func() { d.Reason, _ = r.text() }},
	}}
}

// id reads the id of something that the file has.
func (r *contestReader) id(into *string) {
	text, read := r.text()
	if read && text == "" {
		r.wrong("is empty")
	}
	*into = text
}

// reference reads the id of something that the file should have, as its number.
func (r *contestReader) reference(to *roster) int {
	text, read := r.text()
	if !read {
		return unread
	}
	return to.number(text)
}

// references reads a list of ids; it is nil only where there is no list.
func (r *contestReader) references(to *roster) []int {
	list := []int{}
	if !r.list(func() { list = append(list, r.reference(to)) }) {
		return nil
	}
	return list
}
