package server_test

import (
	"maps"
	"net/url"
)

func init() {
	maps.Copy(forms, map[string]func(o map[string]string) url.Values{
		"organizer.revocation": func(map[string]string) url.Values { return url.Values{"reason": {"Vytištěno s chybou."}} },
	})
	samples = append(samples,
		sample{"public.verify", "", "empty", ""},
		sample{"public.verify_certificate", "", "announced", ""},
		sample{"public.keys", "", "empty", ""},
		sample{"organizer.revocation", "organizer", "announced", ""},
	)
	maps.Copy(noPages, map[string]struct{ what, visitor string }{
		"public.keys_file":    {file, ""},
		"public.verify_short": {elsewhere, ""},
	})
}
