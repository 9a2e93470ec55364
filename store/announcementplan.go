package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// AnnouncementPlan is what goes with announcing a contest's result: the letters, and what is still missing.
type AnnouncementPlan struct {
	Results *RoundResults   // of the contest alone
	Letters []ResultLetters // by kind; none of a kind that nobody would get
	Nobody  int             // entries that nobody acts for, and so nobody is written to about
	Mails   bool            // letters are sent at all
	Minutes []*SignedMinutes
	Gaps    []AnnouncementGap
}

// ResultLetters are the letters of one kind by which entrants learn a result.
type ResultLetters struct {
	Kind     letter.Kind
	Letters  int  // that would be drafted now, or are
	Drafted  int  // that lie in the outbox, and have not left
	ByItself bool // they leave at T0 unless somebody discards them
}

// AnnouncementGap is something that an organizer may not have thought of. None of them stands in the way.
type AnnouncementGap struct {
	What     GapKind
	Award    string // uid of the award that it is about; empty: it is about none
	Name     locale.Text
	Language locale.Language // that a citation is missing in
}

// GapKind is what is missing.
type GapKind string

// What may be missing.
const (
	AwardUnassigned    GapKind = "award"        // nobody has said who gets it
	CitationMissing    GapKind = "citation"     // of an award that is conferred, in a language
	MinutesMissing     GapKind = "minutes"      // that the jury signed, of the result's version
	CertificateMissing GapKind = "certificates" // of those that the entrants would get
)

// AnnouncementPlan reads it for the contest's organizer, who has seen the result.
func (s *Store) AnnouncementPlan(ctx context.Context, actor judging.Actor, contest string) (*AnnouncementPlan, error) {
	v := &AnnouncementPlan{Mails: s.Mails()}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ManageRound, contest)
		if err != nil {
			return err
		}
		r, err := tx.readResults(ctx, actor, &p.Place, p.Category.Slug)
		switch {
		case err != nil:
			return err
		case len(r.Contests) == 0: // called off
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v.Results = r
		c := r.Contests[0]
		if c.Result == nil {
			return nil
		}
		if v.Minutes, err = tx.signedMinutesOf(ctx, p.Contest.ID); err != nil {
			return err
		}
		if err := tx.planLetters(ctx, r, c, v); err != nil {
			return err
		}
		v.findGaps(r, c)
		return tx.planCertificatesGap(ctx, actor, p, v)
	})
	if err != nil {
		return nil, fmt.Errorf("announcement plan: %w", err)
	}
	return v, nil
}

// planLetters counts the letters that would be drafted, and those that are.
func (tx *transaction) planLetters(ctx context.Context, r *RoundResults, c *ContestResult, v *AnnouncementPlan) error {
	letters, nobody, err := tx.resultLetters(ctx, r, c)
	if err != nil {
		return err
	}
	v.Nobody = nobody
	settings, err := tx.messageSettings(ctx, r.Edition.ID)
	if err != nil {
		return err
	}
	drafted := map[letter.Kind]int{}
	var rows []struct {
		Kind letter.Kind
		N    int
	}
	err = tx.NewRaw("select kind, count(*) as n from message where contest_id = ? and state in (?) group by kind", c.Contest.ID, bun.List(unsent)).Scan(ctx, &rows)
	for _, row := range rows {
		drafted[row.Kind] = row.N
	}
	for _, kind := range resultKinds {
		n := 0
		for _, l := range letters {
			if l.Kind == kind {
				n++
			}
		}
		byItself, set := settings[kind]
		if n > 0 {
			v.Letters = append(v.Letters, ResultLetters{Kind: kind, Letters: n, Drafted: drafted[kind], ByItself: byItself || !set})
		}
	}
	return err
}

// findGaps finds what is missing of the result itself. A citation is wanted in every language in which the competition has a name.
func (v *AnnouncementPlan) findGaps(r *RoundResults, c *ContestResult) {
	for _, a := range beside(c.Awards) {
		gap := AnnouncementGap{Award: a.UID, Name: a.Name}
		switch {
		case a.Withheld:
		case !a.Conferred():
			gap.What = AwardUnassigned
			v.Gaps = append(v.Gaps, gap)
		default:
			for _, lang := range locale.Languages {
				if a.Citation[lang] == "" && (r.Competition.Name[lang] != "" || lang == r.Edition.Language) {
					gap.What, gap.Language = CitationMissing, lang
					v.Gaps = append(v.Gaps, gap)
				}
			}
		}
	}
	signed := slices.ContainsFunc(v.Minutes, func(m *SignedMinutes) bool { return m.Version == c.Result.Version })
	if !signed && c.Result.Algorithm != Archive {
		v.Gaps = append(v.Gaps, AnnouncementGap{What: MinutesMissing})
	}
}

// planCertificatesGap finds out whether certificates that the entrants would get are not issued.
func (tx *transaction) planCertificatesGap(ctx context.Context, actor judging.Actor, p *ContestPlace, v *AnnouncementPlan) error {
	if _, published := p.Edition.Publication[judging.CertificatesLevel]; !published {
		return nil
	}
	plan, err := tx.planCertificates(ctx, actor, &p.Place)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(plan.missing, func(c *Certificate) bool { return c.ContestID == p.Contest.ID }) {
		v.Gaps = append(v.Gaps, AnnouncementGap{What: CertificateMissing})
	}
	return nil
}
