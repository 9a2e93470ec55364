package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
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

// content is what the script says now.
func (v *RoundScript) content() *ScriptContent {
	content := v.RoundResults.scriptContent()
	content.Opening, content.Closing = v.Script.Opening, v.Script.Closing
	for _, c := range v.Contests {
		contest := v.scriptContest(c, true)
		contest.Handover = v.HandoverOf(c)
		v.handAwards(contest.Moments)
		content.Contests = append(content.Contests, contest)
	}
	if overall := v.Beside(); len(overall) > 0 {
		contest := ScriptContest{Decided: true, Moments: awardMoments(overall)}
		v.handAwards(contest.Moments)
		content.Contests = append(content.Contests, contest)
	}
	return content
}

// handAwards says of the moments of awards who hands them over.
func (v *RoundScript) handAwards(moments []ScriptMoment) {
	for i := range moments {
		if moments[i].award != 0 {
			moments[i].Handover = v.handover(0, moments[i].award)
		}
	}
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

// scriptContest is what is announced of a contest: places and then awards. Upward, the last place comes first.
func (r *RoundResults) scriptContest(c *ContestResult, upward bool) ScriptContest {
	out := ScriptContest{Category: c.Category.Name, Decided: c.Result != nil, Ranges: c.Contest.Ranges()}
	if c.Result == nil {
		return out
	}
	out.Ordered, out.Entries = c.Ordered(), len(c.Standings)
	if c.Result.Algorithm == Archive {
		out.Entries = 0
		if c.Archived != nil {
			out.Entries = c.Archived.Entered
		}
	}
	out.Moments = c.placeMoments()
	if upward {
		slices.Reverse(out.Moments)
	}
	out.Moments = append(out.Moments, awardMoments(c.Beside())...)
	return out
}

// awardMoments are the moments of awards beside the ranking.
func awardMoments(awards []*AwardedAward) (moments []ScriptMoment) {
	for _, a := range awards {
		m := ScriptMoment{Kind: a.Kind, Award: a.Name, Patron: a.Patron, award: a.ID}
		if a.Conferred() {
			m.Laureates = []ScriptLaureate{laureate(a.Candidate, a)}
		}
		moments = append(moments, m)
	}
	return moments
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

// public tells whether everybody sees the contest's result at the moment of reading.
func (r *RoundResults) public(c *ContestResult) bool {
	return judging.May(judging.Actor{}, judging.ViewResult, r.ContestFacts(&c.Contest)) == nil
}
