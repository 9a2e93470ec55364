package locale

import "fmt"

// Bytes is a size that messages name as people do.
type Bytes int64

// Size writes a number of bytes: "20 MB", "1,5 MB", "830 kB". It rounds up, since a limit that seems larger than it is helps nobody
// less than a file that seems smaller.
func Size(lang Language, n int64) string {
	unit, one := "kB", int64(1000)
	if n >= 999_500 {
		unit, one = "MB", 1_000_000
	}
	tenths := (n*10 + one - 1) / one
	if tenths >= 100 || tenths%10 == 0 || unit == "kB" {
		return Number(lang, (tenths+9)/10) + nbsp + unit
	}
	return Decimal(lang, fmt.Sprintf("%d.%d", tenths/10, tenths%10)) + nbsp + unit
}
