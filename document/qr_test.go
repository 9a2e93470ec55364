package document

import (
	imagecolor "image/color"
	"strings"
	"testing"
)

func TestCodesHoldAnAddress(t *testing.T) {
	for sentence, test := range map[string]struct {
		text string
		size int // modules on a side: 17 and 4 for each version of ISO/IEC 18004
	}{
		"a word":     {"blazon", 21},
		"an address": {"https://soutez.example.org/cs/jury/8f3kq7m2vw0xhtbz/paper?code=8f3k-q7m2", 37},
	} {
		code, err := newQR(test.text)
		if err != nil {
			t.Fatalf("%s: %v", sentence, err)
		}
		if size := code.Bounds().Dx(); size != test.size {
			t.Errorf("%s takes %d modules, want %d", sentence, size, test.size)
		}
		for _, corner := range [][2]int{{0, 0}, {test.size - 1, 0}, {0, test.size - 1}} { // of the three finders
			if code.At(corner[0], corner[1]) != imagecolor.Black {
				t.Errorf("%s: the finder at %v is not drawn", sentence, corner)
			}
		}
	}
	if _, err := newQR(strings.Repeat("x", 3000)); err == nil {
		t.Error("a text that is too long was drawn")
	}
}
