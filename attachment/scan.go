package attachment

import (
	"context"
	"errors"
	"log/slog"
	"os/exec"
	"time"

	"blazon/fault"
)

// Scanner looks for viruses with a program of the operator's: it gets the file's path as its last argument, and exits with 0 when the
// file is clean and with 1 when it is not, as ClamAV does.
type Scanner struct {
	Command []string      // empty: nothing is looked for
	Limit   time.Duration // how long it may take; 0: a minute
	Log     *slog.Logger
}

// Ready tells why the program cannot be run.
func (s Scanner) Ready() error {
	if len(s.Command) == 0 {
		return nil
	}
	_, err := exec.LookPath(s.Command[0])
	return err
}

const infected = 1 // exit status

// check says why a file is not taken. One that could not be looked at is not taken either.
func (s Scanner) check(ctx context.Context, path string) error {
	if len(s.Command) == 0 {
		return nil
	}
	limit := s.Limit
	if limit == 0 {
		limit = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	command := exec.CommandContext(ctx, s.Command[0], append(append([]string{}, s.Command[1:]...), path)...)
	command.WaitDelay = time.Second
	err := command.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit) && exit.ExitCode() == infected:
		s.log(slog.LevelWarn, "a file was refused as infected", err)
		return refusal("attachment.infected")
	}
	s.log(slog.LevelError, "a file could not be looked at for viruses", err)
	return fault.New(fault.Closed, "attachment.unchecked").Because(err)
}

func (s Scanner) log(level slog.Level, message string, err error) {
	if s.Log != nil {
		s.Log.Log(context.Background(), level, message, "error", err)
	}
}
