package locale

import (
	"testing"
	"time"

	"blazon/fault"
)

var prague = mustZone("Europe/Prague")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

func TestDates(t *testing.T) {
	moment := time.Date(2023, 4, 27, 16, 0, 0, 0, time.UTC)
	midnight := time.Date(2023, 4, 27, 22, 30, 0, 0, time.UTC)
	tests := []struct{ sentence, got, want string }{
		{"a Czech day", Date(Czech, moment, prague), "27.~dubna~2023"},
		{"a Polish day", Date(Polish, moment, prague), "27~kwietnia~2023~r."},
		{"an English day", Date(English, moment, prague), "27~April~2023"},
		{"the zone decides the day", Date(Czech, midnight, prague), "28.~dubna~2023"},
		{"a Czech hour", DateTime(Czech, moment, prague), "27.~dubna~2023 v~18:00"},
		{"a Polish hour", DateTime(Polish, moment, prague), "27~kwietnia~2023~r., godz.~18:00"},
		{"an English hour", DateTime(English, moment, prague), "27~April~2023, 18:00"},
		{"a Czech day in figures", ShortDate(Czech, moment, prague), "27.~4.~2023"},
		{"a Polish day in figures", ShortDate(Polish, moment, prague), "27.04.2023"},
		{"an English day in figures", ShortDate(English, moment, prague), "27/04/2023"},
		{"a range of one day", DateRange(Czech, moment, moment, prague), "27.~dubna~2023"},
		{"a range within a month", DateRange(Czech, moment, moment.AddDate(0, 0, 1), prague), "27.–28.~dubna~2023"},
		{"a range within a year", DateRange(Polish, moment, moment.AddDate(0, 0, 6), prague), "27~kwietnia – 3~maja~2023~r."},
		{"a range over years", DateRange(English, moment, moment.AddDate(1, 0, 0), prague), "27~April~2023 – 27~April~2024"},
	}
	for _, test := range tests {
		if got := tilde(test.got); got != test.want {
			t.Errorf("%s: got %q, want %q", test.sentence, got, test.want)
		}
	}
}

func TestLocalTimes(t *testing.T) {
	tests := []struct {
		sentence, date, clock string
		want, fault           string
	}{
		{"an ordinary time", "2023-04-27", "18:00", "2023-04-27T16:00:00Z", ""},
		{"the last minute before summer time", "2023-03-26", "01:59", "2023-03-26T00:59:00Z", ""},
		{"a skipped time is refused", "2023-03-26", "02:30", "", "fault.time_skipped"},
		{"the first minute of summer time", "2023-03-26", "03:00", "2023-03-26T01:00:00Z", ""},
		{"a doubled time is asked back", "2023-10-29", "02:30", "", "fault.time_twice"},
		{"its first coming", "2023-10-29", "02:30+02:00", "2023-10-29T00:30:00Z", ""},
		{"its second coming", "2023-10-29", "02:30+01:00", "2023-10-29T01:30:00Z", ""},
		{"an offset that the zone does not have", "2023-10-29", "02:30+03:00", "", "fault.bad_time"},
		{"the first minute after the doubled hour", "2023-10-29", "03:00", "2023-10-29T02:00:00Z", ""},
		{"a day that no calendar has", "2023-02-30", "18:00", "", "fault.bad_time"},
		{"no time at all", "2023-04-27", "", "", "fault.bad_time"},
	}
	for _, test := range tests {
		moment, err := ParseLocal(test.date, test.clock, prague)
		if test.fault != "" {
			if got := fault.Of(err).Key; err == nil || got != test.fault {
				t.Errorf("%s: got %v, want %s", test.sentence, err, test.fault)
			}
			continue
		}
		if got := moment.UTC().Format(time.RFC3339); err != nil || got != test.want {
			t.Errorf("%s: got %s, %v; want %s", test.sentence, got, err, test.want)
		}
	}
}

func TestADoubledTimeNamesBothOffsets(t *testing.T) {
	_, err := ParseLocal("2023-10-29", "02:30", prague)
	args := fault.Of(err).Args
	if args["First"] != "+02:00" || args["Second"] != "+01:00" {
		t.Errorf("got %v, want +02:00 and then +01:00", args)
	}
}
