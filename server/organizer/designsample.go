package organizer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blazon/document"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

// The ways in which a design is tried, in each language.
var sampleKinds = []string{"longest", "shortest", "joint"}

// samples are certificates that the design is tried with: the longest and the shortest real names, and a joint entry, in each language.
// Their places, prizes and codes are made up, as nobody may know the real ones.
func (v designData) samples(look *document.Look) []document.Certificate {
	var list []document.Certificate
	for _, lang := range v.languages() {
		for _, kind := range sampleKinds {
			c := v.sample(kind, lang)
			c.Look = look
			list = append(list, c)
		}
	}
	return list
}

// languages are all of them, that in which the competition writes first.
func (v designData) languages() []locale.Language {
	list := []locale.Language{v.writes()}
	for _, lang := range locale.Languages {
		if lang != v.writes() {
			list = append(list, lang)
		}
	}
	return list
}

func (v designData) sample(kind string, lang locale.Language) document.Certificate {
	s := v.Sample
	names, categories := s.Names, s.Categories
	if len(names) == 0 {
		names = []string{"město Semily", "obec Nová Ves u Nového Města na Moravě (okres Žďár nad Sázavou)"}
	}
	if len(categories) == 0 {
		categories = []string{"Obec", "Nejlepší webové stránky obce, která není obcí s rozšířenou působností"}
	}
	shortest, longest := names[0], names[len(names)-1]
	c := document.Certificate{Occasion: paper.OccasionOf(s.Occasion), Category: categories[0], Place: document.Place{First: 1, Last: 1},
		Serial: v.serial(), Code: sampleCode, Address: v.site + paper.VerifyPath + sampleCode}
	c.Language = lang
	bodies := []string{shortest}
	switch kind {
	case "longest":
		bodies, c.Category, c.Entry = []string{longest}, categories[len(categories)-1], s.Entry
		c.Place = document.Place{First: 2, Last: 3, Shared: true, Range: true}
		c.Award, c.Patron, c.Citation = locale.T(lang, "design.sample_award"), locale.T(lang, "design.sample_patron"), locale.T(lang, "design.sample_citation")
		c.Prize = document.Prize{Title: locale.T(lang, "design.sample_title"), Minor: 2000000, Currency: cmp.Or(map[locale.Language]string{locale.Polish: "PLN"}[v.writes()], "CZK")}
	case "joint":
		bodies = s.Joint
		if len(bodies) == 0 {
			bodies = []string{shortest, longest}
		}
	}
	for _, name := range bodies {
		c.Entrants = append(c.Entrants, document.Entrant{Name: name})
	}
	if v.Form.Kind != "" && v.Form.Kind != store.AwardForPlace {
		c.Place, c.Award = document.Place{}, locale.T(lang, "award.kind_"+v.Form.Kind)
	}
	return c
}

// sampleCode stands for the code of a sample, as long as real ones are.
const sampleCode = "7QF3-K9TM-XD2P-4HW8-ZB6R-N3CV-5JYE"

// serial is the longest that a certificate can have.
func (v designData) serial() string {
	series := cmp.Or(v.Sample.Series, v.Chapter.Slug+"/nejlepsi-webove-stranky")
	return fmt.Sprintf("%d/%s/100", cmp.Or(v.Sample.Occasion.Year, 2023), series)
}

// Samples are the choices of what is tried, in the order of samples.
func (v designData) Samples() (options []web.Option) {
	for _, lang := range v.languages() {
		for _, kind := range sampleKinds {
			label := locale.T(v.lang, "design.sample_"+kind) + " – " + lang.Name()
			options = append(options, web.Option{Value: strconv.Itoa(len(options)), Label: label})
		}
	}
	return options
}

// Kinds are the kinds of awards that a design can be for.
func (v designData) Kinds() []web.Option { return designKinds(v.lang) }

func designKinds(lang locale.Language) []web.Option {
	var options []web.Option
	for _, kind := range append([]string{""}, store.DesignKinds...) {
		options = append(options, web.Option{Value: kind, Label: kindName(lang, kind)})
	}
	return options
}

// kindName names a kind of awards.
func kindName(lang locale.Language, kind string) string {
	if kind == "" {
		return locale.T(lang, "design.kind_all")
	}
	return locale.T(lang, "award.kind_"+kind)
}

// Backgrounds are what can lie behind.
func (v designData) Backgrounds() (options []web.Option) {
	for _, b := range document.Backgrounds {
		options = append(options, web.Option{Value: b.Name, Label: locale.T(v.lang, "design.look_"+b.Name)})
	}
	return options
}

// Colors are the colors of the background as they are typed, or as they are by themselves.
func (v designData) Colors() (colors []string) {
	for _, c := range v.Form.colors() {
		colors = append(colors, string(c))
	}
	return colors
}

// PictureChoices are the pictures of the design.
func (v designData) PictureChoices() []web.Option {
	options := []web.Option{{Value: "", Label: locale.T(v.lang, "design.no_picture_chosen")}}
	for _, p := range v.Pictures {
		options = append(options, web.Option{Value: p.Hash, Label: p.Name})
	}
	return options
}

// Additions are the kinds of blocks.
func (v designData) Additions() []web.Option { return v.words(document.Kinds, "design.block_") }

// Aligns, Verticals and Sources are what a block can choose from.
func (v designData) Aligns() []web.Option {
	return v.words([]string{"left", "center", "right"}, "design.align_")
}

// Verticals are where a column stands in its box.
func (v designData) Verticals() []web.Option {
	return v.words([]string{"top", "middle", "bottom"}, "design.align_")
}

// Sources are whose logo a block shows.
func (v designData) Sources() []web.Option { return v.words(document.Sources, "design.source_") }

func (v designData) words(values []string, prefix string) (options []web.Option) {
	for _, value := range values {
		options = append(options, web.Option{Value: value, Label: locale.T(v.lang, prefix+value)})
	}
	return options
}

// Fields are what texts can name.
func (v designData) Fields() []string { return document.MergeFields() }

// editedBlock is a block in the editor.
type editedBlock struct {
	blockForm
	Number   int // from 0
	Open     bool
	Problems []document.Problem
	Texts    []editedText
	Images   []string // of the first signatures
}

// editedText is what a block says in one language.
type editedText struct {
	Language locale.Language
	Text     string
}

// Blocks are the blocks as they are typed.
func (v designData) Blocks() (list []editedBlock) {
	for i, b := range v.Form.Blocks {
		e := editedBlock{blockForm: b, Number: i, Open: i == v.Open}
		for _, p := range v.Problems {
			if p.Block == i {
				e.Problems, e.Open = append(e.Problems, p), e.Open || !p.Warning
			}
		}
		for _, lang := range v.languages() {
			e.Texts = append(e.Texts, editedText{lang, b.Text[string(lang)]})
		}
		if b.Kind == document.SignaturesBlock {
			e.Images = append(slices.Clone(b.Images), make([]string, max(0, 3-len(b.Images)))...)
		}
		list = append(list, e)
	}
	return list
}

// Label names the block: what it is, and the beginning of what it says.
func (b editedBlock) Label(lang locale.Language) string {
	label := locale.T(lang, "design.block_"+b.Kind)
	for _, t := range b.Texts {
		if t.Text != "" && b.Kind == document.TextBlock {
			text := []rune(strings.Join(strings.Fields(t.Text), " "))
			if len(text) > 40 {
				text = append(text[:40], '…')
			}
			return label + ": " + string(text)
		}
	}
	return label
}

// Usable tells whether certificates can be printed by what is typed.
func (v designData) Usable() bool { return v.Checked && document.Usable(v.Problems) }
