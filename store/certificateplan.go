package store

import (
	"context"
	"encoding/json"
	"time"

	"blazon/judging"
)

// certificatePlan compares the certificates of a round with what is decided.
type certificatePlan struct {
	*RoundResults
	open       int            // contests that are not decided
	kept       []*Certificate // they say what is decided; in the order of paper
	obsolete   []*Certificate // they do not
	missing    []*Certificate // content, series and whose, nothing else yet; in the order of paper
	candidates map[int64]*NamedCandidate
}

// certificateKey says what a certificate is for; without an award, it is for the place.
type certificateKey struct{ candidate, award int64 }

func (tx *transaction) planCertificates(ctx context.Context, actor judging.Actor, place *Place) (*certificatePlan, error) {
	r, err := tx.readResults(ctx, actor, place, "")
	if err != nil {
		return nil, err
	}
	plan := &certificatePlan{RoundResults: r, candidates: map[int64]*NamedCandidate{}}
	wanted, err := plan.wanted(actor)
	if err != nil {
		return nil, err
	}
	var existing []*Certificate
	err = tx.NewSelect().Model(&existing).Where("contest_id in (select id from contest where round_id = ?)", place.Round.ID).
		Where("revoked_at is null").Order("id").Scan(ctx)
	if err != nil {
		return nil, err
	}
	plan.compare(wanted, existing)
	return plan, nil
}

// compare sorts out what exists and what is missing.
func (plan *certificatePlan) compare(wanted, existing []*Certificate) {
	current := map[certificateKey]string{}
	for _, c := range wanted {
		current[certificateKey{c.CandidateID, c.AwardID}] = c.Content
	}
	valid := map[certificateKey]*Certificate{}
	for _, c := range existing {
		key := certificateKey{c.CandidateID, c.AwardID}
		if current[key] == c.Content && valid[key] == nil {
			valid[key] = c
		} else {
			plan.obsolete = append(plan.obsolete, c)
		}
	}
	for _, c := range wanted {
		if done := valid[certificateKey{c.CandidateID, c.AwardID}]; done != nil {
			plan.kept = append(plan.kept, done)
		} else {
			plan.missing = append(plan.missing, c)
		}
	}
}

// wanted lists what the decided contests confer, in the order in which paper has it: by category, best first.
func (plan *certificatePlan) wanted(actor judging.Actor) ([]*Certificate, error) {
	w := &wantedCertificates{candidates: plan.candidates}
	overall := plan.Edition.Slug + "/" + plan.Round.Slug // becomes public with the last contest
	var latest time.Time
	for _, c := range plan.Contests {
		if c.Result == nil || judging.May(actor, judging.IssueDocument, plan.ContestFacts(&c.Contest)) != nil {
			plan.open++
			continue
		}
		if c.DatedAt().After(latest) {
			latest = c.DatedAt()
		}
		series := overall + "/" + c.Category.Slug
		for _, st := range c.Standings {
			prize := c.PrizeOf(st)
			if st.AwardedPlace > 0 && (st.AwardedPlace <= lastCertified || prize != nil) {
				w.add(series, st.Candidate, 0, plan.placeContent(c, st, prize))
			}
		}
		for _, a := range c.Awards {
			if a.Conferred() {
				w.add(series, a.Candidate, a.ID, plan.awardContent(plan.printedCategory(c), a, c.DatedAt()))
			}
		}
	}
	for _, a := range plan.Awards {
		if a.Conferred() {
			w.add(overall, a.Candidate, a.ID, plan.awardContent("", a, latest))
		}
	}
	return w.list, w.err
}

type wantedCertificates struct {
	list       []*Certificate
	candidates map[int64]*NamedCandidate
	err        error
}

func (w *wantedCertificates) add(series string, candidate *NamedCandidate, award int64, content CertificateContent) {
	body, err := json.Marshal(content)
	if err != nil {
		w.err = err
	}
	w.candidates[candidate.ID] = candidate
	w.list = append(w.list, &Certificate{ContestID: candidate.ContestID, CandidateID: candidate.ID, AwardID: award,
		Series: series, Language: content.Language, Content: string(body)})
}
