package server_test

func init() {
	samples = append(samples, sample{"account.factor", "juror", "empty", ""})
	noPages["account.code"] = struct{ what, visitor string }{elsewhere, ""}
}
