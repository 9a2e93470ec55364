package document

import (
	"fmt"
	imagecolor "image/color"
	"strings"
)

// CodePicture is a QR code as an outline for a page: the squares that are dark, as the data of an SVG path.
type CodePicture struct {
	Path string
	Size int // squares in a row, with the margin of four that readers need
}

// NewCodePicture draws the smallest QR code that holds the text.
func NewCodePicture(text string) (*CodePicture, error) {
	code, err := newQR(text)
	if err != nil {
		return nil, fmt.Errorf("code picture: %w", err)
	}
	const margin = 4
	size := code.Bounds().Dx()
	var path strings.Builder
	for row := range size {
		for column := range size {
			if code.At(column, row) == imagecolor.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", column+margin, row+margin)
			}
		}
	}
	return &CodePicture{Path: path.String(), Size: size + 2*margin}, nil
}
