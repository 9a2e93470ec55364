package room

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const (
	meetingTallyPage web.Page[meetingTallyData] = "room/meeting_tally"
	recordPage       web.Page[recordData]       = "room/record"
)

// meetingTallyData is a contest as a meeting has it before it.
type meetingTallyData struct {
	*store.MeetingTally
	Head  *head
	List  *web.List
	Shown []*store.CandidateNumbers // of the page
	From  string                    // uid of the discussion that is on, for whoever holds the meeting
}

// Of is a candidate's row with the tally around it.
func (d meetingTallyData) Of(row *store.CandidateNumbers) rowOfTally {
	return rowOfTally{row, d.MeetingTally}
}

// Ties are the groups that wait for the jury, all of whom the reader may see.
func (d meetingTallyData) Ties() []tieOfMeeting { return tiesOf(d.MeetingTally) }

// tieOfMeeting is a group of candidates that waits for the jury's vote.
type tieOfMeeting struct {
	Number  int // from 0
	Members []*store.NamedCandidate
	Place   judging.Standing
}

func tiesOf(v *store.MeetingTally) (ties []tieOfMeeting) {
	rows := map[string]*store.CandidateNumbers{}
	for _, row := range v.Rows {
		rows[row.Candidate.UID] = row
	}
	for number, group := range v.Outcome.Undecided {
		tie := tieOfMeeting{Number: number}
		for _, candidate := range group {
			if row := rows[v.Candidates[candidate].UID]; row.Standing != nil {
				tie.Members, tie.Place = append(tie.Members, row.Candidate), *row.Standing
			}
		}
		if len(tie.Members) == len(group) {
			ties = append(ties, tie)
		}
	}
	return ties
}

func (d door) meetingTally(r *web.Request) error {
	view, err := d.store.MeetingTally(r.Context(), r.Actor, r.Var("meeting"), r.Var("contest"), r.Language)
	if err != nil {
		return err
	}
	data := meetingTallyData{MeetingTally: view, Head: meetingHead(r, view.MeetingPlace, view.Category.Name.In(r.Language)), List: r.List(nil)}
	if view.Holds && view.Meeting.Open() {
		if data.From, err = d.store.Discussing(r.Context(), r.Actor, r.Var("meeting")); err != nil {
			return err
		}
	}
	data.Shown = web.Cut(data.List, view.Rows)
	return meetingTallyPage.Show(r, data)
}

// recordData is what the meeting has put on record.
type recordData struct {
	*store.MeetingRecord
	Head *head
}

// When is when the meeting was.
func (d recordData) When() whenOfMeeting { return whenOfMeeting{&d.Meeting, d.Edition.Zone()} }

func (d door) record(r *web.Request) error {
	record, err := d.store.MeetingRecord(r.Context(), r.Actor, r.Var("meeting"), r.Language)
	if err != nil {
		return err
	}
	return recordPage.Show(r, recordData{MeetingRecord: record, Head: meetingHead(r, record.MeetingPlace, r.T("meeting.record"))})
}
