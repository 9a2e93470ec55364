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

// MinutesContent is all that minutes of a jury say, in all languages; issued minutes keep it as it was.
type MinutesContent struct {
	About       MinutesAbout     `json:"about"`
	Competition locale.Text      `json:"competition"`
	Edition     int              `json:"edition,omitempty"` // its number, as the chapter counts
	Year        int              `json:"year"`
	Round       locale.Text      `json:"round"`
	Organizer   locale.Text      `json:"organizer,omitempty"`
	Town        locale.Text      `json:"town,omitempty"` // where the ceremony is
	TimeZone    string           `json:"time_zone"`
	Rules       *MinutesRules    `json:"rules,omitempty"` // that held when the judging was closed; nil: none were public
	ClosedAt    time.Time        `json:"closed_at,omitzero"`
	ClosedBy    string           `json:"closed_by,omitempty"`
	Reopened    []MinutesReopen  `json:"reopened,omitempty"`
	Jury        []MinutesSeat    `json:"jury"`
	Meetings    []MinutesMeeting `json:"meetings,omitempty"`
	Contests    []MinutesContest `json:"contests,omitempty"`
	Awards      []MinutesAward   `json:"awards,omitempty"` // over all categories
}

// MinutesAbout is what minutes are about.
type MinutesAbout string

// What minutes may be about.
const (
	MinutesOfContest MinutesAbout = "contest"
	MinutesOfRound   MinutesAbout = "round"
	MinutesOfMeeting MinutesAbout = "meeting"
)

// MinutesRules is the version of the competition's rules.
type MinutesRules struct {
	Version     int       `json:"version"`
	PublishedAt time.Time `json:"published_at"`
	Hash        string    `json:"sha256"` // of the text in all its languages, as JSON
}

// MinutesReopen is a closing of the judging that was taken back.
type MinutesReopen struct {
	ClosedAt   time.Time `json:"closed_at"`
	ReopenedAt time.Time `json:"reopened_at"`
	Reason     string    `json:"reason"`
}

// MinutesSeat is somebody of the jury.
type MinutesSeat struct {
	Name       string       `json:"name"`
	Role       judging.Role `json:"role"`
	InvitedAt  time.Time    `json:"invited_at,omitzero"`
	AcceptedAt time.Time    `json:"accepted_at,omitzero"`
	DeclaredAt time.Time    `json:"declared_at,omitzero"` // when he accepted the declaration of confidentiality last
	LeftAt     time.Time    `json:"left_at,omitzero"`
	Substitute string       `json:"substitute,omitempty"` // who took over what he had not submitted
}

// MinutesName is whom something is about.
type MinutesName struct {
	Names []string `json:"names"` // of the bodies, with their kinds
	Entry string   `json:"entry,omitempty"`
}

// In writes the name on one line.
func (n MinutesName) In(lang locale.Language) string {
	text := locale.List(lang, n.Names)
	if n.Entry != "" && text != "" {
		return text + " – " + n.Entry
	}
	return text + n.Entry
}

func minutesName(c *NamedCandidate) MinutesName {
	n := MinutesName{Entry: c.Title}
	for _, b := range c.Bodies {
		n.Names = append(n.Names, b.Printed())
	}
	return n
}

// MinutesMeeting is a meeting of the jury.
type MinutesMeeting struct {
	Number       int                `json:"number"`
	CalledBy     string             `json:"called_by,omitempty"`
	CalledAt     time.Time          `json:"called_at"`
	StartsAt     time.Time          `json:"starts_at,omitzero"`
	Venue        string             `json:"venue,omitempty"`
	OpenedAt     time.Time          `json:"opened_at,omitzero"`
	EndedAt      time.Time          `json:"ended_at,omitzero"`
	Quorum       judging.QuorumRule `json:"quorum"`
	QuorumNumber int                `json:"quorum_number,omitempty"`
	Casting      bool               `json:"casting,omitempty"`
	Members      int                `json:"members"` // with a vote
	Present      int                `json:"present"` // of them, who was there at any time
	Needed       int                `json:"needed"`
	Agenda       []locale.Text      `json:"agenda"`
	Seats        []MinutesStay      `json:"seats"`
	Turns        []MinutesTurn      `json:"turns,omitempty"`
	Motions      []MinutesMotion    `json:"motions,omitempty"`
	Proposals    []MinutesProposal  `json:"proposals,omitempty"`
}

// MinutesStay is when somebody was at a meeting; without a time he was not there.
type MinutesStay struct {
	Name  string        `json:"name"`
	Role  judging.Role  `json:"role"`
	Stays []MinutesTime `json:"stays,omitempty"`
}

// MinutesTime is from when until when somebody was there.
type MinutesTime struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to,omitzero"`
	Online bool      `json:"online,omitempty"`
}

// MinutesTurn is a candidate that was discussed.
type MinutesTurn struct {
	Name    MinutesName `json:"name"`
	At      time.Time   `json:"at"`
	Recused []string    `json:"recused,omitempty"`
}

// MinutesMotion is what was voted on.
type MinutesMotion struct {
	Number    int                   `json:"number"`
	Category  locale.Text           `json:"category,omitempty"`
	Kind      judging.MotionKind    `json:"kind"`
	Words     string                `json:"words"`
	Mover     string                `json:"mover,omitempty"`
	About     []MinutesName         `json:"about,omitempty"`
	Criterion locale.Text           `json:"criterion,omitempty"`
	ClosedAt  time.Time             `json:"closed_at,omitzero"`
	Outcome   judging.MotionOutcome `json:"outcome,omitempty"`
	Members   int                   `json:"members,omitempty"`
	Present   int                   `json:"present,omitempty"`
	Needed    int                   `json:"needed,omitempty"`
	For       int                   `json:"for"`
	Against   int                   `json:"against"`
	Abstained int                   `json:"abstained"`
	Casting   bool                  `json:"casting,omitempty"`
	Votes     []MinutesVote         `json:"votes,omitempty"`
}

// MinutesVote is how somebody voted.
type MinutesVote struct {
	Name    string         `json:"name"`
	Choice  judging.Choice `json:"choice,omitempty"` // empty: not at all
	Recused bool           `json:"recused,omitempty"`
	Dissent string         `json:"dissent,omitempty"`
}

// MinutesProposal is an award that the jury proposed.
type MinutesProposal struct {
	Name      locale.Text `json:"name"`
	For       MinutesName `json:"for"`
	Conferred bool        `json:"conferred,omitempty"`
	Dropped   bool        `json:"dropped,omitempty"`
}

// frozen writes the content down, with its digest.
func (c *MinutesContent) frozen() (content, digest string, err error) {
	body, err := json.Marshal(c)
	if err != nil {
		return "", "", err
	}
	return string(body), hashOf(body), nil
}

// hashOf is the SHA-256 of a text, in hex.
func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Read gives what issued minutes say.
func (m *Minutes) Read() (*MinutesContent, error) {
	content := &MinutesContent{}
	if err := json.Unmarshal([]byte(m.Content), content); err != nil {
		return nil, fmt.Errorf("minutes %d: %w", m.Number, err)
	}
	return content, nil
}
