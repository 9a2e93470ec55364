// Command bench measures Blazon and prints each figure as a ratio to a limit that is measured in the same run: what the
// machine can do without Blazon. Run it with make bench; it needs PostgreSQL's pgbench and a server in
// BLAZON_TEST_POSTGRES that writes its commits through (tools/postgres.sh --durable).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// figure is one line of the report.
type figure struct {
	what     string
	measured string
	limit    string // what it is held against; empty: nothing
	ratio    string
	aim      string // empty: none is set
}

// bench holds what all measurements share.
type bench struct {
	ctx      context.Context
	folder   string // for databases, gone at the end
	program  string // the built blazon
	seconds  time.Duration
	postgres string
}

type measurement struct {
	name string
	run  func(*bench) ([]figure, error)
}

var measurements = []measurement{
	{"tally", tally},
	{"save", save},
	{"pages", pages},
	{"result", result},
	{"lists", lists},
	{"paper", paper},
	{"memory", memory},
	{"scale", scale},
}

func main() {
	only := flag.String("only", "", "run the measurements whose names match this pattern")
	seconds := flag.Int("seconds", 5, "how long each load lasts")
	flag.Parse()
	if err := run(*only, time.Duration(*seconds)*time.Second); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(only string, seconds time.Duration) error {
	pattern, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "blazon-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b := &bench{ctx: context.Background(), folder: folder, program: filepath.Join(folder, "blazon"), seconds: seconds,
		postgres: os.Getenv("BLAZON_TEST_POSTGRES")}
	if b.postgres == "" {
		return fmt.Errorf("BLAZON_TEST_POSTGRES is not set: run make bench")
	}
	build := exec.Command("go", "build", "-trimpath", "-o", b.program, "./cmd/blazon")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	fmt.Printf("%s, %s, %d cores, %s\n\n", time.Now().UTC().Format("2006-01-02"), machine(), runtime.NumCPU(), runtime.Version())
	fmt.Println("| what | measured | limit | ratio | aim |")
	fmt.Println("|---|---|---|---|---|")
	for _, m := range measurements {
		if !pattern.MatchString(m.name) {
			continue
		}
		figures, err := m.run(b)
		for _, f := range figures {
			fmt.Printf("| %s | %s | %s | %s | %s |\n", f.what, f.measured, f.limit, f.ratio, f.aim)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return nil
}

// machine names the processor.
func machine() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for line := range strings.SplitSeq(string(info), "\n") {
			if name, found := strings.CutPrefix(line, "model name"); found {
				return strings.TrimSpace(strings.TrimLeft(name, " \t:"))
			}
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}

// rate writes a number of things per second.
func rate(n int, d time.Duration) string { return fmt.Sprintf("%.0f/s", float64(n)/d.Seconds()) }

// times writes how many times as long one took as the other.
func times(a, b time.Duration) string { return fmt.Sprintf("%.2f×", float64(a)/float64(b)) }
