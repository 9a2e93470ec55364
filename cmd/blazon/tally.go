package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"blazon/judging"
)

// tallyCommand computes a ranking without a database or a network, so that anybody can check a published one.
type tallyCommand struct {
	File string `arg:"" help:"Tally file (blazon-tally/1); - for standard input."`
}

// Help goes on where the one line ends.
func (tallyCommand) Help() string {
	return `Prints the ranking as JSON. The exit status is 0 when it is complete and decided, 3 when values are missing or a tie waits
for the jury, and 2 for a file that is not valid, with one line for each error.`
}

// Run tallies the file.
func (t tallyCommand) Run(std streams) error {
	outcome, err := t.tally(std.in)
	if err != nil {
		fmt.Fprintln(std.err, err)
		return statusInvalid
	}
	writer := json.NewEncoder(std.out)
	writer.SetEscapeHTML(false)
	writer.SetIndent("", "  ")
	if err := writer.Encode(outcome); err != nil {
		return err
	}
	if !outcome.Decided() {
		return statusPending
	}
	return nil
}

func (t tallyCommand) tally(in io.Reader) (*judging.Outcome, error) {
	if t.File != "-" {
		file, err := os.Open(t.File)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	contest, err := judging.ReadContest(in)
	if err != nil {
		return nil, err
	}
	return judging.Tally(contest)
}
