package locale

import "testing"

func TestSize(t *testing.T) {
	for _, c := range []struct {
		lang  Language
		bytes int64
		want  string
	}{
		{Czech, 0, "0\u00a0kB"},
		{Czech, 1, "1\u00a0kB"},
		{Czech, 830_000, "830\u00a0kB"},
		{Czech, 999_500, "1\u00a0MB"},
		{Czech, 1_500_000, "1,5\u00a0MB"},
		{English, 1_500_000, "1.5\u00a0MB"},
		{Polish, 20_000_000, "20\u00a0MB"},
		{Polish, 100_000_000, "100\u00a0MB"},
		{English, 1_234_000_000, "1,234\u00a0MB"},
	} {
		if got := Size(c.lang, c.bytes); got != c.want {
			t.Errorf("Size(%s, %d): got %q, want %q", c.lang, c.bytes, got, c.want)
		}
	}
}
