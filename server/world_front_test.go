package server_test

func init() {
	samples = append(samples, sample{"public.entrants", "", "empty judging announced", ""})
	for _, route := range []string{"public.sitemap_part", "public.competition_picture", "public.edition_picture", "public.contest_picture", "public.body_picture"} {
		noPages[route] = struct{ what, visitor string }{file, ""}
	}
}
