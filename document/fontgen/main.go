// Command fontgen cuts Noto Sans down to the letters that documents need: Latin, Greek and Cyrillic with their signs.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/font/sfnt"
)

// ranges are the blocks of Unicode that go into the fonts, as far as Noto Sans draws them.
var ranges = [][2]rune{
	{0x0020, 0x007E}, {0x00A0, 0x024F}, // Latin
	{0x0300, 0x036F},                   // combining marks
	{0x0370, 0x03FF}, {0x0400, 0x04FF}, // Greek, Cyrillic
	{0x1E00, 0x1EFF},                   // Latin with two marks
	{0x2010, 0x2027}, {0x2030, 0x205E}, // punctuation
	{0x2070, 0x209C}, {0x20A0, 0x20C0}, // superscripts, currencies
	{0x2100, 0x218B}, {0x2190, 0x2199}, // letter-like signs, fractions, arrows
	{0x2200, 0x22FF}, {0x25CC, 0x25CC}, // mathematics
	{0xFFFD, 0xFFFD}, // the sign for what cannot be shown
}

// sources are the files of the font package and the names they get.
var sources = map[string]string{
	"400Regular/NotoSans_400Regular.ttf": "regular.ttf",
	"700Bold/NotoSans_700Bold.ttf":       "bold.ttf",
}

func main() {
	log.SetFlags(0)
	from := flag.String("from", "../node_modules/@expo-google-fonts/noto-sans", "folder of the font package")
	to := flag.String("to", "fonts", "folder for the cut fonts")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatalf("fontgen: %v", err)
	}
}

func run(from, to string) error {
	for source, name := range sources {
		whole, err := os.ReadFile(filepath.Join(from, filepath.FromSlash(source)))
		if err != nil {
			return fmt.Errorf("the font package is missing; run npm ci: %w", err)
		}
		cut, err := cut(whole)
		if err != nil {
			return fmt.Errorf("%s: %w", source, err)
		}
		if err := os.WriteFile(filepath.Join(to, name), cut, 0o644); err != nil {
			return err
		}
	}
	license, err := os.ReadFile(filepath.Join(from, "LICENSE_FONT"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "LICENSE"), license, 0o644)
}

// cut keeps the glyphs of the wanted characters only; what is cut is what the font has of them.
func cut(whole []byte) ([]byte, error) {
	font, err := sfnt.Parse(whole)
	if err != nil {
		return nil, err
	}
	var wanted strings.Builder
	var buffer sfnt.Buffer
	for _, block := range ranges {
		for r := block[0]; r <= block[1]; r++ {
			glyph, err := font.GlyphIndex(&buffer, r)
			if err != nil {
				return nil, err
			}
			if glyph != 0 {
				wanted.WriteRune(r)
			}
		}
	}
	return gofpdf.UTF8CutFont(whole, wanted.String()), nil
}
