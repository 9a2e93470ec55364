package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"blazon/locale"
)

// AdvancementSnapshot is an entry with its result as both were when it went on to the next round. What changes later changes nothing in it.
type AdvancementSnapshot struct {
	Result SnapshotResult     `json:"result"`
	Entry  *SubmissionContent `json:"entry"` // its texts, address and the fingerprints of its files; nil: it was not kept
}

// SnapshotResult is a place as a result gave it.
type SnapshotResult struct {
	Round     locale.Text `json:"round"`
	Version   int         `json:"version"` // of the result
	DecidedAt time.Time   `json:"decided_at"`
	Place     int         `json:"place,omitempty"` // 0: out of the ranking
	Last      int         `json:"last,omitempty"`
	Shared    bool        `json:"shared,omitempty"`
	Awarded   int         `json:"awarded,omitempty"` // 0: withheld
	Ranges    bool        `json:"ranges,omitempty"`  // how places are numbered
	Total     string      `json:"total,omitempty"`   // two decimals, as printed; empty: places without scores
	Exact     string      `json:"exact,omitempty"`   // the fraction
}

// snapshot freezes what a candidate's entry and its place are now.
func (tx *transaction) snapshot(ctx context.Context, preview *AdvancementPreview, c *AdvancingCandidate) (*AdvancementSnapshot, error) {
	result, err := tx.newestResult(ctx, preview.Contest.ID)
	if err != nil {
		return nil, err
	}
	s := &AdvancementSnapshot{Result: SnapshotResult{Round: preview.Round.Name, Place: c.Place, Last: c.LastPlace, Shared: c.Shared,
		Awarded: c.AwardedPlace, Ranges: preview.Contest.Ranges(), Total: c.Total, Exact: c.Exact}}
	if result != nil {
		s.Result.Version, s.Result.DecidedAt = result.Version, result.DecidedAt
	}
	entry := &EntryPlace{ContestPlace: preview.ContestPlace}
	if err := tx.NewSelect().Model(&entry.Entry).Where("id = ?", c.Candidate.EntryID).Scan(ctx); err != nil {
		return nil, err
	}
	if err := tx.nameBodies(ctx, entry); err != nil {
		return nil, err
	}
	s.Entry, err = tx.contentOf(ctx, entry)
	return s, err
}

// Read gives the snapshot that was kept. The oldest kept the standing alone.
func (a *Advancement) Read() (*AdvancementSnapshot, error) {
	s := &AdvancementSnapshot{}
	if a.ID == 0 {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(a.Snapshot), s); err != nil {
		return nil, fmt.Errorf("snapshot of advancement %s: %w", a.UID, err)
	}
	if s.Entry == nil {
		var old Standing
		if err := json.Unmarshal([]byte(a.Snapshot), &old); err != nil {
			return nil, fmt.Errorf("snapshot of advancement %s: %w", a.UID, err)
		}
		s.Result = SnapshotResult{Place: old.Place, Last: old.LastPlace, Shared: old.Shared, Awarded: old.AwardedPlace, Total: old.Total, Exact: old.Exact}
	}
	return s, nil
}
