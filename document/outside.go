package document

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"

	"blazon/fault"
)

// OutsideSeal puts an organization's own electronic seal (PAdES, ETSI EN 319 142) on files by a program of its own: it gets the file on its standard
// input, and writes the sealed one to its standard output.
type OutsideSeal struct {
	Command []string      // empty: there is no such seal
	Limit   time.Duration // how long it may take; 0: a minute
}

// mostAdded is how many bytes a seal may add: signatures with all certificates and time stamps take some tens of kilobytes, a picture more.
const mostAdded = 4 << 20

// Ready tells why the program cannot be run.
func (o OutsideSeal) Ready() error {
	if len(o.Command) == 0 {
		return nil
	}
	_, err := exec.LookPath(o.Command[0])
	return err
}

// Put gives the file with the seal on it. What comes back has to be the same document: our file to the last byte, and after it an update that changes
// nothing of what its pages draw; anything else is Closed, and says why.
func (o OutsideSeal) Put(ctx context.Context, file []byte) ([]byte, error) {
	if len(o.Command) == 0 {
		return file, nil
	}
	sealed, err := o.run(ctx, file)
	if err != nil {
		return nil, fault.New(fault.Closed, "verify.outside_failed").Because(err)
	}
	if !bytes.HasPrefix(sealed, file) {
		return nil, fault.New(fault.Closed, "verify.outside_other")
	}
	if len(sealed) == len(file) {
		return nil, fault.New(fault.Closed, "verify.outside_nothing")
	}
	if err := sameDocument(file, sealed); err != nil {
		return nil, err
	}
	return sealed, nil
}

// run lets the program do its work, within bounds.
func (o OutsideSeal) run(ctx context.Context, file []byte) ([]byte, error) {
	limit := o.Limit
	if limit == 0 {
		limit = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	command := exec.CommandContext(ctx, o.Command[0], o.Command[1:]...)
	command.WaitDelay = time.Second
	out, said := &bounded{most: len(file) + mostAdded, stop: cancel}, &bounded{most: 2000}
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(file), out, said
	if err := command.Run(); err != nil {
		return nil, errors.Join(err, out.err, errors.New(strings.ToValidUTF8(said.buffer.String(), "")))
	}
	return out.buffer.Bytes(), nil
}

// bounded holds so many bytes at most, and forgives what is more or refuses it.
type bounded struct {
	buffer bytes.Buffer // not embedded: its ReadFrom would take everything
	most   int
	stop   func() // is called when there is more, which is then refused; nil: it is forgiven
	err    error
}

// Write takes what there is room for.
func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.buffer.Len()
	if len(p) <= room {
		return b.buffer.Write(p)
	}
	if b.stop != nil {
		b.err = errors.New("it writes too much")
		b.stop()
		return 0, b.err
	}
	b.buffer.Write(p[:room])
	return len(p), nil
}
