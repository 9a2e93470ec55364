package judging

import (
	"errors"
	"io"
)

// maxInput is the most that a tally file may have, in bytes.
const maxInput = 256 << 20

var errTooLarge = errors.New("the input is over 256 MiB")

// capped is a reader that fails once it has read more than so many bytes.
type capped struct {
	in   io.Reader
	left int
}

func (c *capped) Read(buffer []byte) (int, error) {
	n, err := c.in.Read(buffer)
	if c.left -= n; c.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
