package server_test

// frames are the pages that stand in those of other sites.
var frames = map[string]bool{"public.widget": true, "public.body_widget": true}

func init() {
	samples = append(samples,
		sample{"data.page", "", "empty announced", ""},
		sample{"public.widget", "", "judging announced", ""},
		sample{"public.body_widget", "", "empty announced", "?rows=2"},
	)
	noPages["public.badge"] = struct{ what, visitor string }{file, ""}
	for _, route := range []string{"catalog", "context", "columns", "openapi", "body", "body_csv", "body_table", "edition", "edition_csv", "edition_table",
		"round", "round_csv", "round_table", "contest", "contest_csv", "contest_table", "tally"} {
		noPages["data."+route] = struct{ what, visitor string }{file, ""}
	}
}
