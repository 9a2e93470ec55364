package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// BodyName is what a body is called, with all that tells it from its namesakes.
type BodyName struct {
	UID       string
	Register  register.Register
	Code      string
	Kind      register.Kind
	Name      string
	District  string
	ORPName   string
	Region    string
	Ambiguous bool // the name is not unique in its region: print the district
	Twin      bool // nor in its district: print the ORP, too
}

// Registered tells whether the body is in an official register, by its code: those of others begin with a letter.
func (n BodyName) Registered() bool { return n.Code != "" && n.Code[0] >= '0' && n.Code[0] <= '9' }

// NamedCandidate is a candidate with what it is called.
type NamedCandidate struct {
	ID        int64
	UID       string
	ContestID int64
	EntryID   int64
	EntryUID  string
	Title     string // of the entry; empty: the body's name says it all
	URL       string
	Bodies    []BodyName // several for a joint entry
	Withdrawn bool
	SourceID  int64 // the candidate it was in the round before; 0: entered directly
	Training  bool  // scored by all to try the scale out, and never counted; it has no bodies
	sort      []byte
}

// Entrants names the bodies that compete: "město Semily", of a joint entry all of them, "obec Lhota a obec Lhotka".
func (c *NamedCandidate) Entrants(lang locale.Language) string {
	titles := make([]string, len(c.Bodies))
	for i, b := range c.Bodies {
		titles[i] = b.Printed()
	}
	return locale.List(lang, titles)
}

// Display names the candidate on one line: its bodies and, where the entry has one, its title.
func (c *NamedCandidate) Display(lang locale.Language) string {
	switch {
	case c.Title == "":
		return c.Entrants(lang)
	case len(c.Bodies) == 0:
		return c.Title
	}
	return c.Entrants(lang) + " – " + c.Title
}

// candidatesOf reads the candidates of contests, each contest's in the language's order of names, then of titles
// and ids, so that nothing depends on the order in which rows were made.
func candidatesOf(ctx context.Context, db bun.IDB, lang locale.Language, contests ...int64) (map[int64][]*NamedCandidate, error) {
	return candidatesWhere(ctx, db, lang, "n.contest_id in (?)", bun.List(contests))
}

// candidateRow is a candidate with one of its bodies.
type candidateRow struct {
	ID        int64
	UID       string
	ContestID int64
	EntryID   int64
	EntryUID  string
	Title     string
	URL       string
	Withdrawn bool
	SourceID  int64
	Training  bool
	BodyUID   string
	Register  register.Register
	Code      string
	Kind      register.Kind
	Name      string
	District  string
	ORP       string `bun:"orp"`
	Region    string
	Ambiguous bool
	Twin      bool
	Sort      []byte
}

func candidatesWhere(ctx context.Context, db bun.IDB, lang locale.Language, where string, args ...any) (map[int64][]*NamedCandidate, error) {
	return namedWhere(ctx, db, lang, "join", where, args...)
}

// judgedWhere is candidatesWhere for the jurors themselves, with the training candidates, which come first.
func judgedWhere(ctx context.Context, db bun.IDB, lang locale.Language, where string, args ...any) (map[int64][]*NamedCandidate, error) {
	return namedWhere(ctx, db, lang, "left join", where, args...)
}

// namedWhere reads candidates with their bodies, which training candidates have none of: a join without them leaves those out.
func namedWhere(ctx context.Context, db bun.IDB, lang locale.Language, join, where string, args ...any) (map[int64][]*NamedCandidate, error) {
	var found []candidateRow
	query := `
		select n.id, n.uid, n.contest_id, n.entry_id, e.uid as entry_uid, e.title, e.url, n.withdrawn_at is not null as withdrawn,
			coalesce(n.source_candidate_id, 0) as source_id, n.training, b.uid as body_uid, b.register, b.code, b.kind, b.name,
			b.district_name as district, b.orp_name as orp, b.region_name as region, b.ambiguous, b.twin, b.? as sort
		from candidate n
		join entry e on e.id = n.entry_id
		` + join + ` entry_entrant ee on ee.entry_id = e.id
		` + join + ` entrant t on t.id = ee.entrant_id
		` + join + ` body b on b.id = t.body_id
		where ` + where + `
		order by n.id, ee.position, b.id`
	if err := db.NewRaw(query, append([]any{sortColumn(lang)}, args...)...).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	byContest := map[int64][]*NamedCandidate{}
	var last *NamedCandidate
	for _, r := range found {
		if last == nil || last.ID != r.ID {
			last = &NamedCandidate{ID: r.ID, UID: r.UID, ContestID: r.ContestID, EntryID: r.EntryID, EntryUID: r.EntryUID,
				Title: r.Title, URL: r.URL, Withdrawn: r.Withdrawn, SourceID: r.SourceID, Training: r.Training, sort: r.Sort}
			byContest[r.ContestID] = append(byContest[r.ContestID], last)
		}
		if r.BodyUID == "" {
			continue
		}
		last.Bodies = append(last.Bodies, BodyName{UID: r.BodyUID, Register: r.Register, Code: r.Code, Kind: r.Kind, Name: r.Name,
			District: r.District, ORPName: r.ORP, Region: r.Region, Ambiguous: r.Ambiguous, Twin: r.Twin})
	}
	for _, candidates := range byContest {
		sortByName(candidates)
	}
	return byContest, nil
}

func byName(a, b *NamedCandidate) int {
	if len(a.Bodies) == 0 || len(b.Bodies) == 0 {
		return cmp.Or(len(a.Bodies)-len(b.Bodies), cmp.Compare(a.Title, b.Title), cmp.Compare(a.UID, b.UID))
	}
	return cmp.Or(bytes.Compare(a.sort, b.sort), cmp.Compare(a.Bodies[0].Code, b.Bodies[0].Code),
		cmp.Compare(a.Title, b.Title), cmp.Compare(a.UID, b.UID))
}

// sortColumn names the stored collation key of bodies' names in a language.
func sortColumn(lang locale.Language) bun.Ident {
	switch lang {
	case locale.Czech:
		return "sort_cs"
	case locale.Polish:
		return "sort_pl"
	}
	return "sort_en"
}

func sortByName(candidates []*NamedCandidate) { slices.SortFunc(candidates, byName) }
