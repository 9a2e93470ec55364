package web

import (
	"testing"
	"time"

	"blazon/fault"
)

// On the night of 29 October 2023 the clocks of Prague went back at 3:00, on that of 26 March forward at 2:00.
func TestMomentsOfTheNightsWhenTheClocksChange(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sentence string
		moment   Moment
		want     string // in UTC; empty: refused
		key      string
	}{
		{"an hour that comes twice is asked back", Moment{Date: "2023-10-29", Time: "02:30"}, "", "fault.time_twice"},
		{"the first of the two", Moment{Date: "2023-10-29", Time: "02:30", Offset: "+02:00"}, "2023-10-29T00:30:00Z", ""},
		{"the second", Moment{Date: "2023-10-29", Time: "02:30", Offset: "+01:00"}, "2023-10-29T01:30:00Z", ""},
		{"neither", Moment{Date: "2023-10-29", Time: "02:30", Offset: "+05:00"}, "", "fault.time_twice"},
		{"an hour before, an old answer is of no account", Moment{Date: "2023-10-29", Time: "01:30", Offset: "+01:00"}, "2023-10-28T23:30:00Z", ""},
		{"an hour that is skipped", Moment{Date: "2023-03-26", Time: "02:30"}, "", "fault.time_skipped"},
		{"whatever the offset says", Moment{Date: "2023-03-26", Time: "02:30", Offset: "+01:00"}, "", "fault.time_skipped"},
		{"the last minute before it", Moment{Date: "2023-03-26", Time: "01:59"}, "2023-03-26T00:59:00Z", ""},
	} {
		at, err := c.moment.In(prague)
		if c.want == "" {
			if err == nil || fault.Of(err).Key != c.key {
				t.Errorf("%s: got %v, %v", c.sentence, at, err)
			}
			continue
		}
		if got := at.UTC().Format(time.RFC3339); err != nil || got != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.sentence, got, err, c.want)
		}
		if again, err := MomentOf(at, prague).In(prague); err != nil || !again.Equal(at) {
			t.Errorf("%s: filled in again it is %s, %v", c.sentence, again, err)
		}
	}
}
