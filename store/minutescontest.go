package store

import (
	"time"

	"blazon/judging"
	"blazon/locale"
)

// MinutesContest is what a jury came to in one contest, with all that it came from.
type MinutesContest struct {
	UID       string      `json:"uid"`
	Category  locale.Text `json:"category"`
	Version   int         `json:"version,omitempty"` // of the result; 0: it is not decided, or something else comes out by now
	Stale     int         `json:"stale,omitempty"`   // the version that no longer says what comes out
	DecidedAt time.Time   `json:"decided_at,omitzero"`
	DecidedBy string      `json:"decided_by,omitempty"`
	Algorithm string      `json:"algorithm"`

	Better    judging.Better    `json:"better"`
	Trim      int               `json:"trim,omitempty"`
	Minimum   int               `json:"minimum"`
	Numbering judging.Numbering `json:"numbering"`
	TieBreak  []MinutesRule     `json:"tie_break,omitempty"`
	Cut       judging.Cut       `json:"cut"`

	Criteria   []MinutesCriterion `json:"criteria"`
	Jurors     []string           `json:"jurors"` // who scored, or should have
	Candidates []MinutesCandidate `json:"candidates"`
	Withdrawn  []MinutesName      `json:"withdrawn,omitempty"`
	Recusals   []MinutesRecusal   `json:"recusals,omitempty"`
	Declared   []MinutesDeclared  `json:"declared,omitempty"`

	Complete    bool                `json:"complete"`
	Gaps        int                 `json:"gaps,omitempty"` // that are open
	Stray       int                 `json:"stray,omitempty"`
	Control     *MinutesControl     `json:"control,omitempty"`
	Decisions   []MinutesDecision   `json:"decisions,omitempty"`
	Corrections []MinutesCorrection `json:"corrections,omitempty"`
	Ties        []MinutesTie        `json:"ties,omitempty"`
	Worked      *MinutesWorked      `json:"worked,omitempty"`

	Places   []MinutesAward  `json:"places,omitempty"` // what comes with them
	Awards   []MinutesAward  `json:"awards,omitempty"` // beside the ranking
	Withheld []MinutesVacant `json:"withheld,omitempty"`
	Annexes  []MinutesAnnex  `json:"annexes,omitempty"`
}

// MinutesRule is a rule that parts equal totals.
type MinutesRule struct {
	Kind      judging.RuleKind `json:"kind"`
	Criterion locale.Text      `json:"criterion,omitempty"`
}

// MinutesCriterion is a criterion with what was given on it, by all jurors to all candidates.
type MinutesCriterion struct {
	Name   locale.Text           `json:"name"`
	Kind   judging.CriterionKind `json:"kind"`
	Max    string                `json:"max"`
	Step   string                `json:"step"`
	Weight string                `json:"weight"`
	Counts bool                  `json:"counts"`
	Scores int                   `json:"scores"`
	Points string                `json:"points"`
}

// MinutesCandidate is who was judged, and what came of it.
type MinutesCandidate struct {
	Name        MinutesName  `json:"name"`
	Place       int          `json:"place,omitempty"` // 0: out of the ranking, or it is not there yet
	Last        int          `json:"last,omitempty"`
	Shared      bool         `json:"shared,omitempty"`
	Withheld    bool         `json:"withheld,omitempty"`
	Awarded     int          `json:"awarded,omitempty"`      // where another place was conferred than computed
	AwardedLast int          `json:"awarded_last,omitempty"` // of those who share it
	Excluded    bool         `json:"excluded,omitempty"`
	Total       string       `json:"total,omitempty"` // the fraction
	DecidedBy   *MinutesRule `json:"decided_by,omitempty"`
	Advances    bool         `json:"advances,omitempty"`
	Given       []string     `json:"given"` // points by juror, without weights; empty: nothing of his counts
	Means       []string     `json:"means"` // the fractions by criterion; empty: nothing counts
}

// MinutesRecusal is a duty that was taken away.
type MinutesRecusal struct {
	Juror     string               `json:"juror"`
	Role      judging.Role         `json:"role"`
	Name      MinutesName          `json:"name"`
	Criterion locale.Text          `json:"criterion,omitempty"`
	Why       judging.Why          `json:"why"`
	Kind      judging.ConflictKind `json:"kind,omitempty"`
	Reason    string               `json:"reason,omitempty"`
	Since     time.Time            `json:"since"`
	Until     time.Time            `json:"until,omitzero"`
	EndedFor  string               `json:"ended_for,omitempty"`
}

// MinutesDeclared is how many candidates a juror said something of, and of how many that there is a conflict.
type MinutesDeclared struct {
	Juror     string       `json:"juror"`
	Role      judging.Role `json:"role"`
	Answered  int          `json:"answered"`
	Conflicts int          `json:"conflicts"`
}

// MinutesControl is what the sheets came to when the judging was closed, beside what they come to now.
type MinutesControl struct {
	Then        MinutesTotals `json:"then"`
	Now         MinutesTotals `json:"now"`
	Corrections int           `json:"corrections,omitempty"` // confirmed since
	Explained   bool          `json:"explained"`             // they account for all that has changed
}

// MinutesTotals are the control totals.
type MinutesTotals struct {
	Candidates int    `json:"candidates"`
	Duties     int    `json:"duties"`
	Sheets     int    `json:"sheets"`
	Scores     int    `json:"scores"`
	Digest     string `json:"sha256"`
}

func minutesTotals(c judging.Control) MinutesTotals {
	return MinutesTotals{Candidates: c.Candidates, Duties: c.Duties, Sheets: c.Sheets, Scores: c.Scores, Digest: c.Digest}
}

// MinutesDecision is a decision about a gap or a tie.
type MinutesDecision struct {
	Kind      judging.DecisionKind `json:"kind"`
	About     []MinutesName        `json:"about,omitempty"`
	Criterion locale.Text          `json:"criterion,omitempty"`
	Reason    string               `json:"reason"`
	By        string               `json:"by,omitempty"`
	At        time.Time            `json:"at"`
	RevokedAt time.Time            `json:"revoked_at,omitzero"`
	Meeting   int                  `json:"meeting,omitempty"` // number of the meeting and of the motion that it came from; 0: from none
	Motion    int                  `json:"motion,omitempty"`
}

// MinutesCorrection is a change of scores after the closing.
type MinutesCorrection struct {
	State     CorrectionState `json:"state"`
	Reason    string          `json:"reason"`
	EnteredBy string          `json:"entered_by"`
	EnteredAt time.Time       `json:"entered_at"`
	DecidedBy string          `json:"decided_by,omitempty"`
	DecidedAt time.Time       `json:"decided_at,omitzero"`
	Answer    string          `json:"answer,omitempty"`
	Cells     []MinutesCell   `json:"cells"`
}

// MinutesCell is a score that a correction changes; empty is none.
type MinutesCell struct {
	Name      MinutesName `json:"name"`
	Juror     string      `json:"juror"`
	Criterion locale.Text `json:"criterion"`
	Before    string      `json:"before,omitempty"`
	After     string      `json:"after,omitempty"`
}

// MinutesTie is candidates with the same total, and what became of them.
type MinutesTie struct {
	Total   string `json:"total"`   // the fraction
	Members []int  `json:"members"` // numbers of the candidates, the best first
	Waits   bool   `json:"waits,omitempty"`
}

// MinutesWorked is the arithmetic of one candidate's total.
type MinutesWorked struct {
	Candidate int                `json:"candidate"`
	Lines     []MinutesWorkedSum `json:"lines"`
	Total     string             `json:"total"` // the fraction
}

// MinutesWorkedSum is how one criterion enters the total.
type MinutesWorkedSum struct {
	Criterion    int      `json:"criterion"`
	Values       []string `json:"values"` // the lowest first
	Trimmed      int      `json:"trimmed,omitempty"`
	Sum          string   `json:"sum"`
	Left         int      `json:"left"`
	Mean         string   `json:"mean"` // the fraction
	Factor       string   `json:"factor"`
	Contribution string   `json:"contribution"` // the fraction
}

// MinutesAward is something conferred, or not.
type MinutesAward struct {
	Name     locale.Text  `json:"name,omitempty"`
	Place    int          `json:"place,omitempty"`
	Last     int          `json:"last,omitempty"`
	Shared   bool         `json:"shared,omitempty"`
	To       *MinutesName `json:"to,omitempty"`
	Title    locale.Text  `json:"title,omitempty"`
	Object   locale.Text  `json:"object,omitempty"`
	Patron   locale.Text  `json:"patron,omitempty"`
	Amount   int64        `json:"amount,omitempty"` // minor units
	Currency string       `json:"currency,omitempty"`
	Withheld bool         `json:"withheld,omitempty"`
	Reason   string       `json:"reason,omitempty"`
}

// MinutesVacant is a place that was not conferred: somebody's, or one that nobody gets.
type MinutesVacant struct {
	Place  int          `json:"place"`
	Name   *MinutesName `json:"name,omitempty"`
	Reason string       `json:"reason"`
}

// MinutesAnnex is a file that belongs to the minutes.
type MinutesAnnex struct {
	Kind AnnexKind `json:"kind"`
	Name string    `json:"name"`
	Size int64     `json:"size"` // bytes
	Hash string    `json:"sha256"`
}

// AnnexKind is what an annex is.
type AnnexKind string

// The kinds of annexes.
const (
	TallyAnnex      AnnexKind = "tally"
	SheetsAnnex     AnnexKind = "sheets"
	PaperAnnex      AnnexKind = "paper"
	CorrectionAnnex AnnexKind = "correction"
)
