package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// ScriptContent is all that a host's script says, in all languages; an issued version keeps it as it was.
type ScriptContent struct {
	Competition locale.Text     `json:"competition"`
	Edition     int             `json:"edition,omitempty"` // its number, as the chapter counts
	Year        int             `json:"year"`
	Round       locale.Text     `json:"round"`
	Organizer   locale.Text     `json:"organizer,omitempty"`
	Partners    []string        `json:"partners,omitempty"`
	HeldAt      time.Time       `json:"held_at,omitzero"`
	TimeZone    string          `json:"time_zone"`
	Town        locale.Text     `json:"town,omitempty"`
	Venue       locale.Text     `json:"venue,omitempty"`
	Opening     locale.Text     `json:"opening,omitempty"`
	Closing     locale.Text     `json:"closing,omitempty"`
	Contests    []ScriptContest `json:"contests"` // as they are announced
}

// ScriptContest is what is announced in one category; the last one, over all categories, has none.
type ScriptContest struct {
	Category locale.Text    `json:"category,omitempty"`
	Handover locale.Text    `json:"handover,omitempty"`
	Decided  bool           `json:"decided"`
	Entries  int            `json:"entries,omitempty"` // how many competed, 0 where it is not known
	Ranges   bool           `json:"ranges,omitempty"`  // shared places are printed as the places that they occupy
	Ordered  bool           `json:"ordered"`           // the winners have places
	Moments  []ScriptMoment `json:"moments,omitempty"` // as they are announced

	contest int64 // row id; 0: over all categories
}

// ScriptMoment is what is announced in one breath: a place with all who share it, or an award. Nobody: it is not conferred.
type ScriptMoment struct {
	Place     int              `json:"place,omitempty"`
	Last      int              `json:"last,omitempty"`
	Shared    bool             `json:"shared,omitempty"`
	Kind      string           `json:"kind,omitempty"` // of an award
	Award     locale.Text      `json:"award,omitempty"`
	Patron    locale.Text      `json:"patron,omitempty"`
	Handover  locale.Text      `json:"handover,omitempty"`
	Laureates []ScriptLaureate `json:"laureates,omitempty"`

	award int64 // row id, of an award
}

// ScriptLaureate is who gets something, and what.
type ScriptLaureate struct {
	Names    []string    `json:"names"` // with their kinds
	Entry    string      `json:"entry,omitempty"`
	Title    locale.Text `json:"title,omitempty"`
	Object   locale.Text `json:"object,omitempty"`
	Amount   int64       `json:"amount,omitempty"` // minor units
	Currency string      `json:"currency,omitempty"`
	Citation locale.Text `json:"citation,omitempty"`
	Advances bool        `json:"advances,omitempty"`
}

// frozen writes the content down, with its digest.
func (c *ScriptContent) frozen() (content, digest string, err error) {
	body, err := json.Marshal(c)
	if err != nil {
		return "", "", err
	}
	sum := sha256.Sum256(body)
	return string(body), hex.EncodeToString(sum[:]), nil
}

// Read gives what the version says.
func (v *ScriptVersion) Read() (*ScriptContent, error) {
	content := &ScriptContent{}
	if err := json.Unmarshal([]byte(v.Content), content); err != nil {
		return nil, fmt.Errorf("script %d: %w", v.Version, err)
	}
	return content, nil
}

// content is what the script says now: what the ceremony reveals, and what is not decided yet.
func (v *RoundScript) content(contests []ScriptContest) *ScriptContent {
	content := v.scriptContent()
	content.Opening, content.Closing, content.Contests = v.Script.Opening, v.Script.Closing, contests
	for i := range contests {
		c := &contests[i]
		if c.contest != 0 {
			c.Handover = v.handover(c.contest, 0)
		}
		for j := range c.Moments {
			if m := &c.Moments[j]; m.award != 0 {
				m.Handover = v.handover(0, m.award)
			}
		}
	}
	return content
}

// scriptContent is what a script and a press release of these results begin with.
func (r *RoundResults) scriptContent() *ScriptContent {
	o := r.Occasion()
	content := &ScriptContent{Competition: r.Competition.Name, Edition: o.Edition, Year: o.Year, Round: r.Round.Name, Organizer: r.Setting.Organizer,
		Partners: o.Partners, HeldAt: o.HeldAt, TimeZone: o.TimeZone}
	if r.Ceremony != nil {
		content.Town, content.Venue = r.Ceremony.Town, r.Ceremony.Venue
	}
	return content
}

// scriptContests are what a ceremony reveals, contest by contest, with the awards that are withheld behind the others.
func (v *CeremonySequence) scriptContests() (list []ScriptContest) {
	for _, step := range v.Steps {
		if step.Kind == judging.RevealContest {
			list = append(list, v.scriptContest(step.Contest))
			continue
		}
		c := &list[len(list)-1]
		c.Moments = append(c.Moments, step.moment())
	}
	for i := range list {
		awards := v.Awards
		for _, c := range v.Contests {
			if c.Contest.ID == list[i].contest {
				awards = c.Awards
			}
		}
		for _, a := range beside(awards) {
			if a.Withheld {
				list[i].Moments = append(list[i].Moments, ScriptMoment{Kind: a.Kind, Award: a.Name, Patron: a.Patron, award: a.ID})
			}
		}
	}
	return list
}

// scriptContest is what a contest begins with; nil: what is conferred over all categories.
func (v *CeremonySequence) scriptContest(c *ContestResult) ScriptContest {
	if c == nil {
		return ScriptContest{Decided: true}
	}
	out := ScriptContest{Category: c.Category.Name, Decided: c.Result != nil, Ranges: c.Contest.Ranges(), Ordered: c.Ordered(), contest: c.Contest.ID}
	switch {
	case c.Result == nil:
	case c.Result.Algorithm != Archive:
		out.Entries = len(c.Standings)
	case c.Archived != nil:
		out.Entries = c.Archived.Entered
	}
	return out
}

// moment is what the step reveals.
func (s *CeremonyStep) moment() (m ScriptMoment) {
	if s.Award != nil {
		m = ScriptMoment{Kind: s.Award.Kind, Award: s.Award.Name, Patron: s.Award.Patron, award: s.Award.ID}
	} else {
		m = ScriptMoment{Place: s.Place, Last: s.Last}
	}
	for _, l := range s.Laureates {
		said := laureate(l.Candidate, l.Prize)
		if l.Standing != nil {
			m.Shared, said.Advances = l.Standing.Shared, l.Standing.Advances
		}
		m.Laureates = append(m.Laureates, said)
	}
	return m
}

// laureate is who gets a prize or an award, nil: nothing but the place.
func laureate(c *NamedCandidate, a *AwardedAward) ScriptLaureate {
	l := ScriptLaureate{Entry: c.Title}
	for _, b := range c.Bodies {
		l.Names = append(l.Names, b.Printed())
	}
	if a != nil {
		l.Title, l.Object, l.Amount, l.Currency, l.Citation = a.Title, a.Object, a.Amount, a.Currency, a.Citation
	}
	return l
}
