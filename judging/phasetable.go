package judging

import (
	"time"

	"blazon/fault"
)

// PhaseTable is who may see and do what at each stage of a round. Each cell is what May answers there, so that the table says
// what the program does.
type PhaseTable struct {
	Stages []string // keys' last words: the phases, of which deliberation has four stages
	Groups []PhaseGroup
}

// PhaseGroup is the part of the table about one group of people.
type PhaseGroup struct {
	Name string // "public", "entrant", "juror", "organizer"
	Rows []PhaseRow
}

// PhaseRow is one act of a group, with its answer at each stage.
type PhaseRow struct {
	Name  string // the act, or a variant of it
	Cells []PhaseCell
}

// PhaseCell is the answer at one stage.
type PhaseCell struct {
	Verdict Verdict
	Why     string // the key of the refusal; only where it is not now
}

// Verdict is an answer of May in one word.
type Verdict string

// The verdicts.
const (
	Granted Verdict = "may"
	NotNow  Verdict = "not_now" // seen, but not at this stage; the refusal says why
	Unseen  Verdict = "unseen"  // as if there were no such thing
)

// stage is a moment in the life of a round that takes entries, and how far its result has come by then.
type stage struct {
	name             string
	day              int
	closed, finished bool
	state            State
}

// The stages in the order of a round's life. Deliberation begins with the deadline of the sheets, goes on past the act of
// closing and the decision, and ends with the ceremony.
var stages = []stage{
	{name: "planned", day: 0, state: Open},
	{name: "entries", day: 1, state: Open},
	{name: "formal_check", day: 2, state: Open},
	{name: "judging", day: 3, state: Open},
	{name: "overdue", day: 4, state: Open},
	{name: "deliberation", day: 4, closed: true, state: Open},
	{name: "decided", day: 4, closed: true, state: Approved},
	{name: "announced", day: 5, closed: true, state: Announced},
	{name: "closed", day: 5, closed: true, finished: true, state: Announced},
}

// facts are those of the stage, reckoned from a schedule by the rules that reckon every round's.
func (s stage) facts() Facts {
	day := func(n int) time.Time { return time.Date(2023, 3, 1+n, 8, 0, 0, 0, time.UTC) }
	now := day(s.day)
	schedule := Schedule{EntriesFrom: day(1), EntriesUntil: day(2), JudgingFrom: day(3), JudgingUntil: day(4)}
	if s.closed {
		schedule.ClosedAt = now
	}
	if s.finished {
		schedule.FinishedAt = now
	}
	return Facts{Chapter: "1/", Bodies: []int64{1}, Juror: 1, Phase: schedule.PhaseAt(now), Closed: s.closed, State: s.state,
		Public: s.state.Public(day(5), now), Taking: Window{From: schedule.EntriesFrom, Until: schedule.EntriesUntil}.At(now), Entry: EntryDraft}
}

// right is a row before it is asked for.
type right struct {
	name string
	act  Act
	with func(f *Facts) // nil: the facts of the stage as they are
}

var groups = []struct {
	name   string
	actor  Actor
	rights []right
}{
	{"public", Actor{}, []right{
		{"view_round", ViewRound, nil},
		{"view_candidate", ViewCandidate, nil},
		{"view_hidden", ViewCandidate, func(f *Facts) { f.Hidden = true }},
		{"view_result", ViewResult, nil},
	}},
	{"entrant", Actor{User: 1, Memberships: []Membership{{Role: Representative, Body: 1}}}, []right{
		{"begin_entry", BeginEntry, nil},
		{"edit_entry", EditEntry, nil},
		{"submit_entry", SubmitEntry, nil},
		{"take_back_entry", TakeBackEntry, func(f *Facts) { f.Entry = EntrySubmitted }},
		{"edit_returned", EditEntry, func(f *Facts) { f.Entry, f.Taking = EntryReturned, TakingOn }},
		{"view_entry", ViewEntry, nil},
		{"remark_entry", RemarkEntry, func(f *Facts) { f.Entry = EntryAdmitted }},
		{"view_result", ViewResult, nil},
		{"view_certificate", ViewCertificate, nil},
	}},
	{"juror", Actor{User: 1, Seats: []Seat{{Juror: 1, Role: Member}}}, []right{
		{"view_sheet", ViewSheet, nil},
		{"save_sheet", SaveSheet, nil},
		{"declare_conflict", DeclareConflict, nil},
		{"view_other_sheet", ViewSheet, func(f *Facts) { f.Juror = 2 }},
		{"view_tally", ViewTally, nil},
		{"view_result", ViewResult, nil},
	}},
	{"organizer", Actor{User: 1, Memberships: []Membership{{Role: Organizer, Chapter: "1/"}}}, []right{
		{"manage_round", ManageRound, nil},
		{"view_hidden", ViewCandidate, func(f *Facts) { f.Hidden = true }},
		{"view_progress", ViewProgress, nil},
		{"view_sheet", ViewSheet, nil},
		{"close_round", CloseRound, nil},
		{"reopen_round", ReopenRound, nil},
		{"view_tally", ViewTally, nil},
		{"decide", Decide, nil},
		{"view_result", ViewResult, nil},
		{"announce", Announce, nil},
		{"advance", Advance, nil},
		{"issue_document", IssueDocument, nil},
	}},
}

// Rights asks May for every cell of the table.
func Rights() (table PhaseTable) {
	for _, s := range stages {
		table.Stages = append(table.Stages, s.name)
	}
	for _, g := range groups {
		group := PhaseGroup{Name: g.name}
		for _, right := range g.rights {
			row := PhaseRow{Name: right.name}
			for _, s := range stages {
				facts := s.facts()
				if right.with != nil {
					right.with(&facts)
				}
				row.Cells = append(row.Cells, cellOf(May(g.actor, right.act, facts)))
			}
			group.Rows = append(group.Rows, row)
		}
		table.Groups = append(table.Groups, group)
	}
	return table
}

func cellOf(err error) PhaseCell {
	switch {
	case err == nil:
		return PhaseCell{Verdict: Granted}
	case fault.Is(err, fault.NotFound):
		return PhaseCell{Verdict: Unseen}
	}
	return PhaseCell{Verdict: NotNow, Why: fault.Of(err).Key}
}
