package document

import (
	"bytes"
	"encoding/xml"
	"image"
	imagecolor "image/color"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"blazon/fault"
	"blazon/locale"
)

// designGoldens are our other designs, landscape in Czech and upright in Polish.
func designGoldens() map[string]func(io.Writer) error {
	all := map[string]func(io.Writer) error{}
	for _, name := range OurDesigns[1:] {
		czech, polish := novaVes(), legionowo()
		czech.Look, polish.Look = &Look{Design: OurDesign(name, false)}, &Look{Design: OurDesign(name, true)}
		all["design-"+name] = certificates(czech, polish)
	}
	return all
}

// samples are the shortest and the longest that certificates say, and a joint entry, in each language.
func samples() (list []Certificate) {
	joint := semily()
	joint.Entrants = append(joint.Entrants, novaVes().Entrants...)
	for _, c := range []Certificate{semily(), novaVes(), joint, legionowo(), muzeum()} {
		for _, lang := range locale.Languages {
			c.Language = lang
			list = append(list, c)
		}
	}
	return list
}

func TestOurDesignsCarryTheLongestNamesWithoutAnyProblem(t *testing.T) {
	for _, name := range OurDesigns {
		for _, upright := range []bool{false, true} {
			d := OurDesign(name, upright)
			body, err := d.JSON()
			if err != nil {
				t.Fatal(err)
			}
			read, err := ReadDesign(body)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			problems, err := (&Look{Design: read}).Problems(samples())
			if err != nil || len(problems) > 0 {
				t.Errorf("%s, upright %t: %v, %v", name, upright, problems, err)
			}
			if again, _ := read.JSON(); !bytes.Equal(body, again) {
				t.Errorf("%s reads as another design", name)
			}
		}
	}
}

func TestADesignIsReadStrictly(t *testing.T) {
	good, err := OurDesign("deco", false).JSON()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ sentence, old, new, where string }{
		{"a field that nobody knows", `"format":1`, `"format":1,"colour":"red"`, "colour"},
		{"one within a block", `"kind":"qr"`, `"kind":"qr","script":"x"`, "blocks[17].script"},
		{"a later format", `"format":1`, `"format":2`, "format"},
		{"a paper as large as a wall", `"width":2970`, `"width":90000`, "width"},
		{"text of no size", `"size":320`, `"size":0`, "blocks[3].size"},
		{"a word for a number", `"width":2970`, `"width":"wide"`, "width"},
		{"a background that there is not", `"name":"deco"`, `"name":"kitsch"`, "background.name"},
		{"a color that is none", `#1b2333`, `red`, "background.colors[0]"},
		{"a block of a kind that there is not", `"kind":"mark"`, `"kind":"movie"`, "blocks[0].kind"},
		{"a picture named by a path", `"kind":"mark"`, `"kind":"mark","picture":"../../etc/passwd"`, "blocks[0].picture"},
		{"a language that nobody reads", `"en":"{{names}}"`, `"xx":"{{names}}"`, "blocks[5].text.xx"},
	}
	for _, test := range tests {
		body := bytes.Replace(good, []byte(test.old), []byte(test.new), 1)
		if bytes.Equal(body, good) {
			t.Fatalf("%s: nothing was changed", test.sentence)
		}
		_, err := ReadDesign(body)
		f := fault.Of(err)
		if f.Kind != fault.Invalid || !slices.ContainsFunc(f.Fields, func(field fault.Field) bool { return field.Name == test.where }) {
			t.Errorf("%s: %v, want a fault at %s", test.sentence, err, test.where)
		}
		for _, field := range f.Fields {
			if text := locale.Field(locale.Czech, field); strings.HasPrefix(text, "design.") {
				t.Errorf("%s: nobody can read %q", test.sentence, text)
			}
		}
	}
	for sentence, body := range map[string]string{"no JSON": "{", "nothing": "null", "a list": "[1]", "too much": strings.Repeat(" ", mostDesign+1)} {
		if _, err := ReadDesign([]byte(body)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", sentence, err)
		}
	}
}

func TestFieldsAreMerged(t *testing.T) {
	plainOne := semily()
	plainOne.Category = ""
	tests := []struct {
		sentence, text string
		of             Certificate
		want           string
	}{
		{"words and fields", "Uděluje se {{names}} za {{ place }}", semily(), "Uděluje se město Semily za 1.~místo"},
		{"a line whose fields are all empty vanishes", "{{in_category}} {{category}}\n{{names}}", plainOne, "město Semily"},
		{"a part between dots vanishes", "{{edition}} · {{entry}} · {{year}}", semily(), "25.~ročník · 2023"},
		{"a dot in what is filled in is left", "{{entry}}", with(semily(), func(c *Certificate) { c.Entry = "A · B" }), "„A · B“"},
		{"words alone stay", "Gratulujeme", plainOne, "Gratulujeme"},
		{"quotation marks are those of the language", `"{{names}}" a "dobře"`, semily(), "„město Semily“ a „dobře“"},
		{"an amount", "{{amount}} – {{title}}", legionowo(), "15~000~zł – Samorządowy Lider Cyfryzacji"},
		{"a distinction stands where the place would", "{{result}}{{besides}}", muzeum(), "Wyróżnienie"},
		{"what there is not stays as it was typed", "{{nonsense}}", semily(), "{{nonsense}}"},
	}
	for _, test := range tests {
		got := strings.Join(test.of.merged(test.text), "|")
		if got = strings.ReplaceAll(got, "\u00a0", "~"); strings.ReplaceAll(got, "~", " ") != strings.ReplaceAll(test.want, "~", " ") {
			t.Errorf("%s: %q, want %q", test.sentence, got, test.want)
		}
	}
}

func with(c Certificate, change func(*Certificate)) Certificate {
	change(&c)
	return c
}

func TestProblemsAreNamedWithTheirBlock(t *testing.T) {
	tests := []struct {
		sentence string
		change   func(d *Design)
		want     Problem
	}{
		{"a field that there is not", func(d *Design) { d.Blocks[5].Text = same("{{name}}") }, Problem{Block: 5, Key: "design.unknown_merge", Text: "name"}},
		{"a letter that the font lacks", func(d *Design) { d.Blocks[3].Text = same("DIPLOM 🏆") }, Problem{Block: 3, Key: "design.no_glyph", Text: "🏆"}},
		{"a name that cannot shrink", func(d *Design) { d.Blocks[5].Smallest, d.Blocks[5].Lines = 330, 1 }, Problem{Block: 5, Key: "design.does_not_fit"}},
		{"a code as small as a stamp", func(d *Design) { d.Blocks[17].Box.Width = 160 }, Problem{Block: 17, Key: "design.small_code"}},
		{"words as pale as their paper", func(d *Design) { d.Blocks[1].Color = "#dddddd" }, Problem{Block: 1, Key: "design.low_contrast", Text: "#dddddd", Warning: true}},
		{"words in the margin", func(d *Design) { d.Blocks[1].Box.Y = 20 }, Problem{Block: 1, Key: "design.in_margin", Warning: true}},
		{"no code", func(d *Design) { d.Blocks[17] = d.Blocks[0] }, Problem{Block: -1, Key: "design.no_code"}},
		{"no serial", func(d *Design) { d.Blocks[19].Text = same("{{code}}") }, Problem{Block: -1, Key: "design.no_serial"}},
		{"words on the code", func(d *Design) { d.Blocks[15].Box, d.Blocks[15].Align = d.Blocks[17].Box, "center" }, Problem{Block: 17, Key: "design.overlaps"}},
		{"a picture that is gone", func(d *Design) {
			d.Blocks[0] = Block{Kind: PictureBlock, Box: d.Blocks[0].Box, Picture: strings.Repeat("a", 64)}
		}, Problem{Block: 0, Key: "design.picture_missing"}},
	}
	for _, test := range tests {
		d := OurDesign("blazon", false)
		test.change(d)
		problems, err := (&Look{Design: d}).Problems(samples())
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(problems, func(p Problem) bool {
			return p.Block == test.want.Block && p.Key == test.want.Key && p.Warning == test.want.Warning && strings.Contains(p.Text, test.want.Text)
		})
		if !found {
			t.Errorf("%s: %+v is not among %+v", test.sentence, test.want, problems)
		}
		if Usable(problems) != test.want.Warning {
			t.Errorf("%s: usable %t", test.sentence, Usable(problems))
		}
		if text := test.want.Message(locale.Polish); strings.HasPrefix(text, "design.") || text == "" {
			t.Errorf("%s: nobody can read %q", test.sentence, text)
		}
	}
}

// The screen has every letter where paper has it, and nothing that a page's security refuses.
func TestTheScreenShowsWhatPaperWill(t *testing.T) {
	for _, name := range OurDesigns {
		c := novaVes()
		c.Look = &Look{Design: OurDesign(name, false)}
		svg, problems, err := Screen(c, `a "quoted" & label`, func(hash string) string { return "/" + hash })
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		letters := strings.Count(svg, "<use ")
		path, _ := printed(t, certificates(c))
		printedLetters := len([]rune(strings.ReplaceAll(text(t, path), " ", "")))
		if letters != printedLetters {
			t.Errorf("%s: %d letters on the screen, %d on paper", name, letters, printedLetters)
		}
		if strings.Contains(svg, "style=") || strings.Contains(svg, "NaN") {
			t.Errorf("%s has what a page must not have", name)
		}
		if err := xml.Unmarshal([]byte(svg), new(struct{})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// photograph and drawing are small pictures of both types.
func photograph() []byte {
	var out bytes.Buffer
	_ = jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 24, 16)), nil) // into memory, which takes it
	return out.Bytes()
}

func drawing() []byte {
	var out bytes.Buffer
	picture := image.NewNRGBA(image.Rect(0, 0, 30, 40))
	picture.Set(3, 4, imagecolor.NRGBA{200, 30, 30, 128})
	_ = png.Encode(&out, picture) // into memory, which takes it
	return out.Bytes()
}

func TestADesignShowsItsPictures(t *testing.T) {
	seal, err := NewPicture(drawing())
	if err != nil {
		t.Fatal(err)
	}
	behind, err := NewPicture(photograph())
	if err != nil {
		t.Fatal(err)
	}
	d := OurDesign("blazon", false)
	d.Background = Background{Name: PictureBackground, Picture: behind.Hash}
	d.Blocks[16].Images = []string{seal.Hash}
	d.Blocks = append(d.Blocks, Block{Kind: PictureBlock, Box: Box{200, 200, 300, 300}, Picture: seal.Hash},
		Block{Kind: LogoBlock, Source: "partners", Box: Box{2200, 200, 500, 200}})
	c := semily()
	c.Look = &Look{Design: d, Pictures: map[string]*Picture{seal.Hash: seal, behind.Hash: behind}, Partners: []*Picture{seal, behind}}
	path, _ := printed(t, certificates(c))
	if out := tool(t, "pdfimages", "-list", path); strings.Count(out, "\n") != 7 || !strings.Contains(out, "jpeg") || strings.Contains(out, "smask") {
		t.Errorf("background, picture, signature and two logos are not all there:\n%s", out)
	}
	if got := d.Pictures(); !slices.Equal(got, []string{behind.Hash, seal.Hash}) {
		t.Errorf("it names the pictures %v", got)
	}
}

// FuzzDesign holds that no design, text or picture breaks a certificate: it is printed or refused, never a panic.
func FuzzDesign(f *testing.F) {
	for _, name := range OurDesigns {
		body, _ := OurDesign(name, name == "waves").JSON() // of our own, which can be written
		f.Add(body, longName, drawing())
	}
	f.Add([]byte(`{"format":1,"blocks":[{"below":true}]}`), "\x00\xff\u202e🏆", photograph())
	f.Fuzz(func(t *testing.T, body []byte, said string, picture []byte) {
		d, err := ReadDesign(body)
		if err != nil {
			d = OurDesign("deco", false)
		}
		p, err := NewPicture(picture)
		look := &Look{Design: d, Pictures: map[string]*Picture{}}
		if err == nil {
			look.Competition, look.Partners = p, []*Picture{p, p}
			for _, hash := range d.Pictures() {
				look.Pictures[hash] = p
			}
			d.Blocks = append(slices.Clone(d.Blocks), Block{Kind: LogoBlock, Source: "partners", Box: Box{0, 0, 400, 300}})
		}
		c := novaVes()
		c.Look, c.Entrants[0].Name, c.Citation, c.Signatories[0].Role = look, said, said, said
		d.Blocks = append(slices.Clone(d.Blocks), saying(strings.ToValidUTF8(said, "?"), 100, 50, 9, "#000000").in(100, 100, 700, 700))
		var out bytes.Buffer
		if err := Certificates(&out, []Certificate{c}); err == nil && !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
			t.Error("the certificate is no PDF")
		}
		svg, _, err := Screen(c, said, func(string) string { return said })
		if err == nil && xml.Unmarshal([]byte(strings.ToValidUTF8(svg, "?")), new(struct{})) != nil && !strings.ContainsFunc(said, func(r rune) bool { return r < ' ' || r > 0xfffd }) {
			t.Errorf("the picture is not well-formed: %s", svg)
		}
		if _, err := look.Problems([]Certificate{c}); err != nil {
			t.Error(err)
		}
	})
}
