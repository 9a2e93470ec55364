package attachment

import (
	"bufio"
	"encoding/binary"
	"io"
)

// measureWebP walks over the chunks to the picture itself and takes the larger of its size and of what the file says at its
// beginning, since the two need not agree.
func measureWebP(whole *bufio.Reader) (format, error) {
	f := format{name: "webp", bytes: 10 * 4}
	if _, err := whole.Discard(12); err != nil {
		return f, err
	}
	for {
		head, err := whole.Peek(18)
		if err != nil {
			return f, err
		}
		length, body := int64(binary.LittleEndian.Uint32(head[4:])), head[8:]
		switch string(head[:4]) {
		case "VP8X":
			f.grow(1+int(body[4])+int(body[5])<<8+int(body[6])<<16, 1+int(body[7])+int(body[8])<<8+int(body[9])<<16)
		case "VP8 ":
			f.grow(int(binary.LittleEndian.Uint16(body[6:])&0x3fff), int(binary.LittleEndian.Uint16(body[8:])&0x3fff))
			if !f.seeThrough {
				f.bytes = 2 * 4
			}
			return f, nil
		case "VP8L":
			bits := int(binary.LittleEndian.Uint32(body[1:]))
			f.grow(1+bits&0x3fff, 1+bits>>14&0x3fff)
			return f, nil
		}
		f.seeThrough = f.seeThrough || string(head[:4]) == "ALPH"
		if _, err := io.CopyN(io.Discard, whole, 8+length+length%2); err != nil {
			return f, err
		}
	}
}

func (f *format) grow(width, height int) {
	f.width, f.height = max(f.width, width), max(f.height, height)
}
