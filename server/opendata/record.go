package opendata

import "blazon/locale"

// The records below are what the files hold. Their JSON names are the words of the context; doc says what each is for the description of
// the API, which is made of them.

// heading is what every file begins with.
type heading struct {
	Context string `json:"@context" doc:"What the words of the file mean, as JSON-LD"`
	ID      string `json:"@id" doc:"The file's stable address"`
	Type    string `json:"@type"`
}

// Results are the announced results of an edition, of one of its rounds, or of one contest.
type Results struct {
	heading
	License     string    `json:"license" doc:"Under which the data may be used"`
	Competition named     `json:"competition"`
	Edition     edition   `json:"edition"`
	Contests    []contest `json:"contests" doc:"Announced ones only, in the order of rounds and categories"`
	Awards      []award   `json:"awards" doc:"Conferred over all categories of a round"`
}

// named is something with a word in addresses and a name.
type named struct {
	Slug string      `json:"slug" doc:"The word in addresses"`
	Name locale.Text `json:"name"`
}

type edition struct {
	Slug   string      `json:"slug" doc:"The word in addresses"`
	Number *int        `json:"number" doc:"null: unknown"`
	Year   *int        `json:"year" doc:"null: unknown"`
	Name   locale.Text `json:"name" doc:"Empty: its number and year are name enough"`
}

type round struct {
	named
	Chapter    named  `json:"chapter" doc:"The region or the nation that organizes it"`
	RegionCode string `json:"region_code" doc:"Of the chapter: NUTS 3 in Czechia, TERC in Poland; empty: of none"`
}

// contest is the announced result of one category in one round.
type contest struct {
	ID               string            `json:"@id" doc:"The stable address of the contest's own file"`
	Type             string            `json:"@type"`
	Round            round             `json:"round"`
	Category         named             `json:"category"`
	Pages            map[string]string `json:"pages" doc:"The page of the result, by language"`
	AnnouncedAt      *string           `json:"announced_at" doc:"T0, by RFC 3339; null: of an archived result the day is not known"`
	ProvisionalUntil *string           `json:"provisional_until" doc:"The end of the objection window; null: there is none"`
	Version          int               `json:"version" doc:"More than 1: the result was decided again or corrected"`
	Numbering        string            `json:"numbering" doc:"dense: 1 2 2 3, standard: 1 2 2 4, range: as standard, labelled 2.–3."`
	Algorithm        string            `json:"algorithm" doc:"How the places were computed; archive: published elsewhere, as places alone"`
	Source           string            `json:"source" doc:"Where an archived result was published"`
	Ordered          bool              `json:"ordered" doc:"false: winners were announced without an order"`
	Complete         bool              `json:"complete" doc:"false: of an archived result some places are not known"`
	Tally            string            `json:"tally,omitempty" doc:"The address of the tally file, from which everybody can recompute the result; absent: not published"`
	Standings        []standing        `json:"standings" doc:"Best first; last those who are out of the ranking"`
	NotAwarded       []int             `json:"not_awarded" doc:"Places that nobody gets"`
	Awards           []award           `json:"awards" doc:"Beside the ranking"`
}

// placing is where somebody stands.
type placing struct {
	First    *int    `json:"place_first" doc:"null: out of the ranking, or the place is withheld"`
	Last     *int    `json:"place_last" doc:"Differs from place_first where numbering is range and the place is shared"`
	Label    string  `json:"label" doc:"The place as it is written: 1. or 2.–3.; empty where there is none"`
	Shared   bool    `json:"shared"`
	Withheld bool    `json:"withheld" doc:"The place was computed and is not conferred"`
	Advances bool    `json:"advances" doc:"Goes on to the next round"`
	Total    *string `json:"total" doc:"An exact decimal; null: not published"`
}

type standing struct {
	placing
	Bodies      []body `json:"bodies" doc:"Several for a joint entry"`
	Entry       entry  `json:"entry"`
	PublishedAs string `json:"published_as" doc:"What it was called when it was announced; empty: as the register calls it"`
	Prize       *prize `json:"prize" doc:"What comes with the place; null: nothing"`
}

type entry struct {
	Title string `json:"title" doc:"Empty: the body's name says it all"`
	URL   string `json:"url,omitempty" doc:"Absent: the entry has none"`
}

// body is a public body as it stands in its register.
type body struct {
	ID      string `json:"@id" doc:"The stable address of the body's own file"`
	Type    string `json:"@type"`
	Country string `json:"country" doc:"CZ: the code is of RÚIAN, PL: of TERC, own: the body is in no register"`
	Code    string `json:"code" doc:"In the register"`
	Name    string `json:"name"`
	Title   string `json:"title" doc:"The name with its kind and, where it is not unique, its district"`
}

// money is exact.
type money struct {
	Amount   string `json:"amount" doc:"A decimal with two places"`
	Currency string `json:"currency" doc:"ISO 4217"`
}

type prize struct {
	Name     locale.Text `json:"name"`
	Title    locale.Text `json:"title" doc:"What the laureate may call itself"`
	Object   locale.Text `json:"object" doc:"What is handed over"`
	Citation locale.Text `json:"citation"`
	Patron   locale.Text `json:"patron" doc:"Who gives it"`
	Money    *money      `json:"money" doc:"null: none"`
}

// award is anything conferred beside the ranking.
type award struct {
	prize
	UID         string `json:"uid" doc:"Names it for good"`
	Kind        string `json:"kind" doc:"distinction, special, public, grand_prix or participation"`
	Round       string `json:"round" doc:"The word of the round in addresses"`
	Withheld    bool   `json:"withheld" doc:"Nobody gets it: nothing but its name is told"`
	Bodies      []body `json:"bodies"`
	Entry       *entry `json:"entry" doc:"null: nobody gets it"`
	PublishedAs string `json:"published_as"`
}

// BodyResults is what a body achieved over the years.
type BodyResults struct {
	heading
	Country    string            `json:"country" doc:"CZ: the code is of RÚIAN, PL: of TERC, own: the body is in no register"`
	Code       string            `json:"code" doc:"In the register"`
	Kind       string            `json:"kind"`
	Name       string            `json:"name"`
	Title      string            `json:"title" doc:"The name with its kind"`
	RegionCode string            `json:"region_code"`
	Region     string            `json:"region"`
	District   string            `json:"district"`
	Pages      map[string]string `json:"pages" doc:"The page of the body, by language"`
	Results    []achievement     `json:"results" doc:"The newest edition first"`
}

// achievement is what one entry of a body achieved in one contest.
type achievement struct {
	Contest     string  `json:"contest" doc:"The address of the contest's file"`
	License     string  `json:"license"`
	Competition named   `json:"competition"`
	Edition     edition `json:"edition"`
	Round       round   `json:"round"`
	Category    named   `json:"category"`
	AnnouncedAt *string `json:"announced_at" doc:"By RFC 3339; null: unknown"`
	placing
	Entry       entry   `json:"entry"`
	PublishedAs string  `json:"published_as"`
	Awards      []award `json:"awards"`

	lang locale.Language
}
