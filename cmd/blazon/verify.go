package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"blazon/document"
	"blazon/fault"
	"blazon/locale"
	"blazon/server/paper"
)

// verifyCommand checks a certificate's file without a database or a network, so that anybody can.
type verifyCommand struct {
	File string `arg:"" help:"Certificate, a PDF file; - for standard input."`
	Key  string `placeholder:"FILE|KEY" help:"Keys as the site of whoever issued the certificate publishes them at /keys.txt: the file, or one of its lines."`
}

// Help goes on where the one line ends.
func (verifyCommand) Help() string {
	return `Prints what is on the certificate when its file is, to the last byte, the one that was issued by somebody with one of the keys. The exit status
is 1 when it is not, with what does not hold, and 2 when there is no such file or no such key.

A certificate may have been superseded or revoked since: its address tells, and nothing else can.`
}

// mostFile is how large a certificate's file may be.
const mostFile = 64 << 20

// Run checks the file.
func (v verifyCommand) Run(std streams) error {
	file, err := v.read(std.in)
	if err == nil && v.Key == "" {
		err = errors.New("say by which keys, as the site of whoever issued the certificate publishes them: --key keys.txt")
	}
	var keys note.Verifiers
	if err == nil {
		keys, err = readKeys(v.Key)
	}
	if err != nil {
		fmt.Fprintf(std.err, "blazon: %v\n", err)
		return statusInvalid
	}
	sealed, err := document.CheckSeal(file, keys)
	if err != nil {
		fmt.Fprintf(std.out, "NOT VALID: %s\n", locale.Fault(locale.English, fault.Of(err)))
		return status(1)
	}
	return printVerified(std.out, file, sealed)
}

func (v verifyCommand) read(in io.Reader) ([]byte, error) {
	if v.File != "-" {
		file, err := os.Open(v.File)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	content, err := io.ReadAll(io.LimitReader(in, mostFile+1))
	if err == nil && len(content) > mostFile {
		err = errors.New("no certificate is that large")
	}
	return content, err
}

// readKeys reads verifiers, one on each line, from a file or as they are.
func readKeys(keys string) (note.Verifiers, error) {
	text := keys
	if file, err := os.ReadFile(keys); err == nil {
		text = string(file)
	} else if !strings.Contains(keys, "+") {
		return nil, err
	}
	var all []note.Verifier
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		verifier, err := note.NewVerifier(line)
		if err != nil {
			return nil, fmt.Errorf("%q is no key such as competition.example.org+1a2b3c4d+…", line)
		}
		all = append(all, verifier)
	}
	if len(all) == 0 {
		return nil, errors.New("there is no key in it")
	}
	return note.VerifierList(all...), nil
}

// printVerified says what is on a certificate whose seal holds.
func printVerified(out io.Writer, file []byte, sealed *document.Sealed) error {
	facts, err := document.Attached(file, document.FactsName)
	if err != nil {
		return fmt.Errorf("facts of the certificate: %w", err)
	}
	record, err := paper.ReadRecord(facts)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "VALID: the file is as it was issued, signed by %s.\n", sealed.Key)
	for _, f := range record.Facts(locale.English) {
		fmt.Fprintf(out, "%s: %s\n", locale.T(locale.English, f.Key), f.Value)
	}
	if record.Address != "" {
		fmt.Fprintf(out, "Whether it was superseded or revoked since: %s\n", record.Address)
	}
	return nil
}
