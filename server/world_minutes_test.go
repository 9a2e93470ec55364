package server_test

import (
	"context"
	"testing"

	"blazon/judging"
	"blazon/store"
)

// issueMinutes puts the minutes of a decided contest on record.
func issueMinutes(t testing.TB, s *store.Store, organizer judging.Actor, contest string) {
	t.Helper()
	_, err := s.IssueMinutes(context.Background(), organizer, store.MinutesSubject{About: store.MinutesOfContest, UID: contest})
	must(t, err)
}

func init() {
	samples = append(samples,
		sample{"room.minutes", "organizer", "gaps tied announced", ""},
		sample{"room.minutes", "organizer", "announced", "?number=1"},
		sample{"room.round_minutes", "organizer", "tied announced", ""},
		sample{"room.meeting_minutes", "organizer", "tied", ""},
		sample{"room.score_sheets", "organizer", "announced", ""},
		sample{"jury.score_sheets", "juror", "judging announced", ""})
}
