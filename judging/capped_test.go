package judging

import (
	"errors"
	"io"
	"testing"
)

// endless gives zeros without end.
type endless struct{}

func (endless) Read(buffer []byte) (int, error) {
	clear(buffer)
	return len(buffer), nil
}

func TestInputMayHave256MiBAndNotAByteMore(t *testing.T) {
	const most = 256 << 20
	for size, want := range map[int64]error{most: nil, most + 1: errTooLarge} {
		in := &capped{io.LimitReader(endless{}, size), maxInput}
		if _, err := io.Copy(io.Discard, in); !errors.Is(err, want) {
			t.Errorf("%d bytes: got %v, want %v", size, err, want)
		}
	}
}

func TestALargeInputIsNothingButTooLarge(t *testing.T) {
	r := newReader(nil)
	r.wrong("noted before")
	r.die(errTooLarge)
	if len(r.problems) != 1 || r.problems[0].String() != "the input is over 256 MiB" {
		t.Errorf("got %v", r.problems)
	}
}
