package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"blazon/judging"
)

// certificatePlan compares the certificates of a round with what is decided.
type certificatePlan struct {
	*RoundResults
	open       int                         // contests that are not decided
	kinds      []CertificateKind           // that are issued
	admitted   map[int64][]*NamedCandidate // who takes part, by contest
	kept       []*Certificate              // they say what is decided; in the order of paper
	obsolete   []*Certificate              // they do not
	missing    []*Certificate              // content, series, kind and whose, nothing else yet; in the order of paper
	candidates map[int64]*NamedCandidate
}

// certificateKey says what a certificate is for.
type certificateKey struct {
	candidate, award int64
	kind             CertificateKind
}

func (c *Certificate) key() certificateKey { return certificateKey{c.CandidateID, c.AwardID, c.Kind} }

func (tx *transaction) planCertificates(ctx context.Context, actor judging.Actor, place *Place) (*certificatePlan, error) {
	r, err := tx.readResults(ctx, actor, place, "")
	if err != nil {
		return nil, err
	}
	plan := &certificatePlan{RoundResults: r, candidates: map[int64]*NamedCandidate{}}
	if plan.kinds, err = tx.chosenKinds(ctx, place.Round.ID); err != nil {
		return nil, err
	}
	plan.admitted, err = candidatesWhere(ctx, tx, r.Language(), `n.withdrawn_at is null and not n.training
		and n.contest_id in (select id from contest where round_id = ?)`, place.Round.ID)
	if err != nil {
		return nil, err
	}
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

// compare sorts out what exists and what is missing. What exists is held against all that might be issued, so that choosing other kinds
// revokes nothing.
func (plan *certificatePlan) compare(wanted, existing []*Certificate) {
	current := map[certificateKey]string{}
	for _, c := range wanted {
		current[c.key()] = c.Content
	}
	valid := map[certificateKey]*Certificate{}
	for _, c := range existing {
		if current[c.key()] == c.Content && valid[c.key()] == nil {
			valid[c.key()] = c
		} else {
			plan.obsolete = append(plan.obsolete, c)
		}
	}
	for _, c := range wanted {
		if done := valid[c.key()]; done != nil {
			plan.kept = append(plan.kept, done)
		} else if slices.Contains(plan.kinds, c.Kind) {
			plan.missing = append(plan.missing, c)
		}
	}
}

// wanted lists what the decided contests confer, in the order in which paper has it: by category, best first, then whoever is named without
// a place, by name.
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
		plan.wantedIn(c, w, overall+"/"+c.Category.Slug)
	}
	for _, a := range plan.Awards {
		if a.Conferred() {
			w.add(overall, kindOf(a), a.Candidate, a.ID, plan.awardContent("", a, latest))
		}
	}
	return w.list, w.err
}

// wantedIn adds what one contest confers.
func (plan *certificatePlan) wantedIn(c *ContestResult, w *wantedCertificates, series string) {
	for _, st := range c.Standings {
		prize := c.PrizeOf(st)
		if st.AwardedPlace > 0 && (st.AwardedPlace <= lastCertified || prize != nil) {
			w.add(series, ForPlace, st.Candidate, 0, plan.placeContent(c, st, prize))
		}
	}
	category := plan.printedCategory(c)
	for _, a := range c.Awards {
		if a.Conferred() {
			w.add(series, kindOf(a), a.Candidate, a.ID, plan.awardContent(category, a, c.DatedAt()))
		}
	}
	for _, n := range c.finalists(plan.Edition.FinalistPlaces) {
		w.add(series, ForFinalist, n, 0, plan.takingPart(ForFinalist, category, n, c.DatedAt()))
	}
	for _, n := range plan.admitted[c.Contest.ID] {
		w.add(series, ForParticipation, n, 0, plan.takingPart(ForParticipation, category, n, c.DatedAt()))
	}
}

// finalists are those who have one of the first places, by name.
func (c *ContestResult) finalists(places int) (list []*NamedCandidate) {
	for _, st := range c.Standings {
		if st.AwardedPlace > 0 && st.AwardedPlace <= places && !st.Candidate.Withdrawn {
			list = append(list, st.Candidate)
		}
	}
	sortByName(list)
	return list
}

type wantedCertificates struct {
	list       []*Certificate
	candidates map[int64]*NamedCandidate
	err        error
}

func (w *wantedCertificates) add(series string, kind CertificateKind, candidate *NamedCandidate, award int64, content CertificateContent) {
	body, err := json.Marshal(content)
	if err != nil {
		w.err = err
	}
	w.candidates[candidate.ID] = candidate
	w.list = append(w.list, &Certificate{Kind: kind, ContestID: candidate.ContestID, CandidateID: candidate.ID, AwardID: award,
		Series: series, Language: content.Language, Content: string(body)})
}
