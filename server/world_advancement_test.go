package server_test

import "net/url"

func init() {
	forms["organizer.let_in"] = func(o map[string]string) url.Values {
		return url.Values{"candidate": {o["candidate"]}, "reason": {"Nejlepší přístupnost v kraji."}}
	}
	forms["organizer.source_report"] = func(map[string]string) url.Values { return url.Values{"shown": {"true"}} }
	samples = append(samples, []sample{
		{"organizer.let_in", "organizer", "announced", ""},
		{"organizer.advancements", "organizer", "above", ""},
		{"organizer.source_report", "organizer", "announced", ""},
		{"organizer.contest", "organizer", "above", ""},
	}...)
}
