package server_test

import "net/url"

func init() {
	forms["organizer.assigning"] = func(map[string]string) url.Values { return url.Values{"mode": {"everything"}, "do": {"show"}} }
	forms["organizer.assignment_grid"] = func(o map[string]string) url.Values {
		return url.Values{"on": {o["juror"] + "/" + o["candidate"]}}
	}
}
