package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// progress shows how far a long act is: a bar that grows on a terminal, elsewhere a line at each quarter.
type progress struct {
	out      io.Writer
	terminal bool
	quarter  int // the last one shown
}

func newProgress(out io.Writer) *progress {
	p := &progress{out: out}
	if file, ok := out.(*os.File); ok {
		info, err := file.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

// barWidth is the length of the full bar in characters.
const barWidth = 40

// show is told how much is done.
func (p *progress) show(done, total int) {
	if p.terminal {
		full := barWidth * done / total
		fmt.Fprintf(p.out, "\r[%s%s] %3d %%", strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), 100*done/total)
		if done == total {
			fmt.Fprintln(p.out)
		}
		return
	}
	if quarter := 4 * done / total; quarter > p.quarter {
		p.quarter = quarter
		fmt.Fprintf(p.out, "%d of %s written\n", done, rows(total))
	}
}

// rows says how many there are.
func rows(many int) string {
	if many == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", many)
}
