package document

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"blazon/locale"
)

func TestCardsBearEveryText(t *testing.T) {
	long := strings.Repeat("Nejneobhospodařovávatelnější ", 40)
	for name, card := range map[string]Card{
		"nothing at all": {},
		"a result": {Language: locale.Czech, Above: "Zlatý erb 2023 · Liberecký kraj", Title: "Nejlepší webové stránky města",
			Lines: [][2]string{{"1. místo", "město Semily"}, {"2. místo", "město Nový Bor"}, {"2. místo", "město Turnov"}}, Foot: "blazon.example.org"},
		"more than there is room for": {Language: locale.Polish, Above: long, Title: strings.ReplaceAll(long, " ", ""), Foot: long,
			Lines: [][2]string{{long, long}, {long, long}, {long, long}, {long, long}, {long, long}, {long, long}, {long, long}}},
		"signs that the fonts lack": {Language: locale.English, Title: "🏆 e\u0301 \u200f\u0000 漢"},
	} {
		body, err := card.Picture()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again, _ := card.Picture()
		if size, err := png.DecodeConfig(bytes.NewReader(body)); err != nil || size.Width != CardWidth || size.Height != CardHeight || !bytes.Equal(body, again) {
			t.Errorf("%s: %d × %d, equal bytes %v, %v", name, size.Width, size.Height, bytes.Equal(body, again), err)
		}
	}
	one, _ := Card{Title: "Semily"}.Picture()
	if other, _ := (Card{Title: "Turnov"}).Picture(); bytes.Equal(one, other) {
		t.Error("the title is not in the picture")
	}
}
