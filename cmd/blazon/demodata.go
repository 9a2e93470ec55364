package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
)

//go:embed demo.json
var demoFile []byte

// demoData is what the demo shows: results of real competitions, as they were published.
type demoData struct {
	Password     string
	Competitions []demoCompetition
}

type demoCompetition struct {
	Slug     string
	Name     locale.Text
	Country  register.Country
	Language locale.Language
	TimeZone string `json:"time_zone"`
	Root     demoChapter
	Chapters []demoChapter
	Editions []demoEdition
}

type demoChapter struct {
	Slug   string
	Name   locale.Text
	Region string
}

// demoEdition has either a template, by which its rounds are judged, or the categories of archived results.
type demoEdition struct {
	Slug       string
	Number     int
	Year       int
	Note       locale.Text
	At         demoDay // when it was set up
	Template   string
	Numbering  judging.Numbering
	Categories []struct {
		Slug string
		Name locale.Text
	}
	Ties   judging.PrizeTies
	Prizes []demoPrize // of all rounds
	Rounds []demoRound
}

// demoPrize is what comes with a place.
type demoPrize struct {
	Place    int
	Title    locale.Text
	Amount   int64
	Currency string
}

type demoRound struct {
	Chapter     string
	Slug        string
	Name        locale.Text
	Organizer   locale.Text
	Signatories []locale.Text // roles
	JudgingFrom demoDay       `json:"judging_from"`
	Closed      demoDay
	Sealed      demoDay // instead of announcing it: its ceremony is left to whoever tries the demo
	Announced   demoDay
	Corrected   demoDay
	Ceremony    *demoCeremony
	Jurors      int
	Unfinished  int // so many of the last juror's sheets are left to whoever tries the demo
	Contests    []demoContest
}

type demoCeremony struct {
	Date  demoDay
	Town  locale.Text
	Venue locale.Text
}

// demoContest is a published table: groups of entrants that share a place, best first.
type demoContest struct {
	Category string
	Source   string
	Note     locale.Text
	Groups   [][]demoEntrant
	Vacant   []int  // places that nobody got
	Reason   string // why
	Awards   []demoAward
	Erratum  *demoErratum // after the announcement; nil: none
}

// demoErratum corrects the citation of one of the contest's awards.
type demoErratum struct {
	Award    int
	Words    locale.Text // what was wrong
	Citation locale.Text
}

// demoEntrant is a body by its code in the register, or by its name where it is in none, with what it entered.
type demoEntrant struct {
	Code   string
	Name   string
	Kind   register.Kind
	Region string
	Title  string
	URL    string
}

// demoAward goes to the winner of a group of places, or to somebody whose place was not published.
type demoAward struct {
	Kind     string
	Place    int
	Name     locale.Text
	Title    locale.Text
	Citation locale.Text
	Patron   locale.Text
	Amount   int64
	Currency string
	Group    *int
	Code     string
	Body     *demoEntrant
}

// entrant is who got the award, where that is nobody with a published place.
func (a demoAward) entrant() *demoEntrant {
	if a.Code != "" {
		return &demoEntrant{Code: a.Code}
	}
	return a.Body
}

// demoDay is a day, without an hour, in the competition's zone.
type demoDay struct{ text string }

// UnmarshalText reads "2023-04-27".
func (d *demoDay) UnmarshalText(text []byte) error {
	d.text = string(text)
	_, err := time.Parse(time.DateOnly, d.text)
	return err
}

// at gives an hour of the day; a day that is not set has none.
func (d demoDay) at(hour int, zone *time.Location) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, d.text, zone)
	if err != nil {
		return time.Time{}
	}
	return day.Add(time.Duration(hour) * time.Hour)
}

func readDemo() (*demoData, error) {
	var data demoData
	if err := json.Unmarshal(demoFile, &data); err != nil {
		return nil, fmt.Errorf("demo.json: %w", err)
	}
	return &data, nil
}
