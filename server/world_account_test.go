package server_test

import "net/url"

func init() {
	samples = append(samples, sample{"account.factor", "juror", "empty", ""}, sample{"organizer.second_factor", "organizer", "empty", ""},
		sample{"organizer.factor_removal", "admin", "empty", ""})
	noPages["account.code"] = struct{ what, visitor string }{elsewhere, ""}
	forms["organizer.second_factor"] = func(map[string]string) url.Values {
		return url.Values{"asks": {"true"}, "from.date": {"2099-01-31"}, "from.time": {"18:00"}}
	}
	forms["organizer.factor_removal"] = func(map[string]string) url.Values {
		return url.Values{"email": {"juror@example.org"}, "reason": {"Ztráta telefonu."}}
	}
}
