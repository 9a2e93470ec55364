package store

import "time"

// Conferred tells whether the award goes to somebody, beside the ranking.
func (a *AwardedAward) Conferred() bool {
	return a.Candidate != nil && !a.Withheld && a.Kind != AwardForPlace
}

// Beside lists what is conferred beside the ranking, and what of it is withheld.
func (c *ContestResult) Beside() []*AwardedAward { return shown(c.Awards) }

// Beside lists what is conferred over all categories, and what of it is withheld.
func (r *RoundResults) Beside() []*AwardedAward { return shown(r.Awards) }

func shown(awards []*AwardedAward) (list []*AwardedAward) {
	for _, a := range beside(awards) {
		if a.Conferred() || a.Withheld {
			list = append(list, a)
		}
	}
	return list
}

// PrizeOf finds what comes with a standing's place: what is its own, what the result froze, or, where that froze nothing, what everybody with
// the place gets.
func (c *ContestResult) PrizeOf(st *PlacedStanding) *AwardedAward {
	for _, a := range c.Awards {
		if a.Kind == AwardForPlace && !a.Withheld && a.CandidateID == st.CandidateID {
			return a
		}
	}
	if len(c.Prizes) > 0 {
		return c.frozenPrize(st)
	}
	for _, a := range c.Awards {
		if a.Kind == AwardForPlace && !a.Withheld && a.CandidateID == 0 && a.Place == st.AwardedPlace {
			return a
		}
	}
	return nil
}

// frozenPrize is what the result has a standing get; nil: nothing.
func (c *ContestResult) frozenPrize(st *PlacedStanding) *AwardedAward {
	for _, prize := range c.Prizes {
		if prize.CandidateID != st.CandidateID {
			continue
		}
		got := &AwardedAward{Award: Award{Kind: AwardForPlace, Place: st.AwardedPlace}}
		for _, a := range c.Awards {
			if a.ID == prize.AwardID {
				got.Award = a.Award
			}
		}
		got.Amount, got.Currency = prize.Amount, prize.Currency
		return got
	}
	return nil
}

// placeContent is the certificate for a place, with what comes with it.
func (r *RoundResults) placeContent(c *ContestResult, st *PlacedStanding, prize *AwardedAward) CertificateContent {
	content := r.content(r.printedCategory(c), st.Candidate, c.DatedAt())
	content.Place, content.Last = st.AwardedPlace, st.LastAwarded()
	content.Shared, content.Range = st.Shared, c.Contest.Ranges()
	content.add(prize)
	return content
}

// printedCategory is the contest's category as certificates name it; where the round has no other one, they name none.
func (r *RoundResults) printedCategory(c *ContestResult) string {
	if r.whole && len(r.Contests) == 1 {
		return ""
	}
	return c.Category.Name.In(r.Language())
}

// awardContent is the certificate for an award beside the ranking; one over all categories names none.
func (r *RoundResults) awardContent(category string, a *AwardedAward, datedAt time.Time) CertificateContent {
	content := r.content(category, a.Candidate, datedAt)
	content.add(a)
	content.Award = a.Name.In(content.Language)
	return content
}

// takingPart is a certificate that names neither a place nor an award.
func (r *RoundResults) takingPart(kind CertificateKind, category string, candidate *NamedCandidate, datedAt time.Time) CertificateContent {
	content := r.content(category, candidate, datedAt)
	content.Award = kind.words(content.Language)
	return content
}

// LastAwarded ends the range of places that a shared place occupies, "2.–3.", as it is conferred; otherwise it is that place.
func (st *Standing) LastAwarded() int {
	if st.AwardedPlace == 0 || st.AwardedLast > 0 {
		return st.AwardedLast
	}
	return st.AwardedPlace + max(st.LastPlace-st.Place, 0)
}

// DatedAt is what the result's documents are dated by where there is no ceremony: when it was decided, which a corrected version does not
// change, and of one that was published elsewhere, when it was announced there; zero where that day is not known.
func (c *ContestResult) DatedAt() time.Time {
	if !c.Archived.dated() {
		return time.Time{}
	}
	if c.Result.Algorithm == Archive {
		return c.Contest.AnnouncedAt
	}
	if !c.datedAt.IsZero() {
		return c.datedAt
	}
	return c.Result.DecidedAt
}

// content is what all certificates of a candidate say. Where there is no ceremony, they bear the day of the decision.
func (r *RoundResults) content(category string, candidate *NamedCandidate, datedAt time.Time) CertificateContent {
	content := CertificateContent{Occasion: r.Occasion(), Category: category, Entry: candidate.Title}
	if content.HeldAt.IsZero() {
		content.HeldAt = datedAt.UTC()
	}
	for _, b := range candidate.Bodies {
		content.Entrants = append(content.Entrants, b.Printed())
	}
	return content
}

// add puts what comes with the award onto the certificate.
func (c *CertificateContent) add(a *AwardedAward) {
	if a == nil {
		return
	}
	c.Title, c.Object = a.Title.In(c.Language), a.Object.In(c.Language)
	c.Citation, c.Amount, c.Currency = a.Citation.In(c.Language), a.Amount, a.Currency
	c.Patron = a.Patron.In(c.Language)
}
