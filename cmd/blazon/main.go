// Command blazon runs the competition management system and what belongs to it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

// version is set by the build.
var version = "dev"

// cli is the command line: one field for each command, which has a file of its own.
type cli struct {
	Serve    serveCommand    `cmd:"" help:"Serve the site."`
	Demo     demoCommand     `cmd:"" help:"Fill an unused database with real competitions to look around in."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database up to date."`
	Health   healthCommand   `cmd:"" help:"Tell whether the copy on this machine serves."`
	User     userCommand     `cmd:"" help:"Look after accounts."`
	Register registerCommand `cmd:"" help:"Look after the registers of public bodies."`
	Archive  archiveCommand  `cmd:"" help:"Look after results of earlier years."`
	Tally    tallyCommand    `cmd:"" help:"Compute the ranking of a published contest."`
	Verify   verifyCommand   `cmd:"" help:"Check a certificate without the network: print what is on it, or what does not hold."`
	Key      keyCommand      `cmd:"" help:"Look after the keys that sign certificates."`
	Check    checkCommand    `cmd:"" help:"Hold the data against its invariants."`
	Backup   backupCommand   `cmd:"" help:"Write the database and the attachments into one file."`
	Restore  restoreCommand  `cmd:"" help:"Bring a backup back into an empty database."`
	Mail     mailCommand     `cmd:"" help:"Let letters leave, or keep them from it."`

	Version kong.VersionFlag `help:"Print the version."`
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// status is an exit status other than 0 and 1, for which everything has been said already.
type status int

// The exit statuses that mean something of their own.
const (
	statusInvalid status = 2 // the command line or an input is not valid
	statusPending status = 3 // done, but something is left to do before it counts
)

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run carries out one command and gives the exit status.
func run(args []string, std streams) int {
	parser := kong.Must(&cli{}, kong.Name("blazon"), kong.Vars{"version": version},
		kong.Description("Competitions of digital government, from the entry to the printed result."),
		kong.Writers(std.out, std.err), kong.UsageOnError(), kong.Bind(std))
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(std.err, "blazon: %v\n", err)
		return int(statusInvalid)
	}
	err = command.Run()
	var exit status
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return int(exit)
	}
	fmt.Fprintf(std.err, "blazon: %v\n", err)
	return 1
}
