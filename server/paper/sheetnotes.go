package paper

import (
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// notes are what stands under a contest's places: corrections, words of the jury, ties and what broke them, who has no place, and the days.
func notes(r *store.SheetRound, c *store.ContestResult, lang locale.Language) (list []string) {
	for _, e := range c.Errata {
		list = append(list, locale.T(lang, "result.erratum_of", "Time", locale.Date(lang, e.At, r.Edition.Zone()))+": "+e.Words.In(lang))
	}
	if note := c.Result.Note.In(lang); note != "" {
		list = append(list, note)
	}
	if r.Prints(judging.TotalsLevel, c) {
		list = append(list, ties(r, c, lang)...)
	}
	if words := unranked(c, lang); words != "" {
		list = append(list, words)
	}
	if words := days(r, c, lang); words != "" {
		list = append(list, words)
	}
	return list
}

// ties says who had the same total, and what became of it.
func ties(r *store.SheetRound, c *store.ContestResult, lang locale.Language) (list []string) {
	for _, tie := range c.Ties() {
		words := locale.T(lang, "listing.tie", "Names", displayed(lang, tie.Candidates))
		if len(tie.Rules) > 0 {
			words += " " + locale.T(lang, "listing.tie_broken", "Rules", rules(r, c, lang, tie.Rules))
		}
		if len(tie.Left) > 0 {
			words += " " + locale.T(lang, "listing.tie_left", "Names", displayed(lang, tie.Left))
		}
		list = append(list, words)
	}
	return list
}

func displayed(lang locale.Language, candidates []*store.NamedCandidate) string {
	names := make([]string, len(candidates))
	for i, c := range candidates {
		names[i] = c.Display(lang)
	}
	return locale.List(lang, names)
}

// chain says what decides between equal totals, as it was fixed before the judging; of what was published elsewhere nobody knows.
func chain(r *store.SheetRound, c *store.ContestResult, lang locale.Language) string {
	if c.Result.Algorithm == store.Archive || len(c.Contest.TieBreak) == 0 {
		return ""
	}
	return locale.T(lang, "listing.tie_chain", "Rules", rules(r, c, lang, c.Contest.TieBreak))
}

// rules puts tie-break rules into words.
func rules(r *store.SheetRound, c *store.ContestResult, lang locale.Language, written []string) string {
	words := make([]string, len(written))
	for i, rule := range written {
		kind, key, _ := strings.Cut(rule, ":")
		if judging.RuleKind(kind) == judging.ByCriterion {
			words[i] = locale.T(lang, "running.rule_criterion", "Name", r.Criterion(c, key).In(lang))
		} else {
			words[i] = locale.T(lang, "running.rule_"+kind)
		}
	}
	return strings.Join(words, "; ")
}

// unranked names who competed without a place.
func unranked(c *store.ContestResult, lang locale.Language) string {
	var list []*store.NamedCandidate
	for _, st := range c.Standings {
		if st.Place == 0 {
			list = append(list, st.Candidate)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return locale.T(lang, "public.unranked") + ": " + displayed(lang, list) + "."
}

// days says when the result was decided and announced, as far as it is known, and which version it is.
func days(r *store.SheetRound, c *store.ContestResult, lang locale.Language) string {
	var parts []string
	if c.Result.Algorithm != store.Archive {
		parts = append(parts, locale.T(lang, "listing.decided_on", "Date", locale.Date(lang, c.DatedAt(), r.Edition.Zone())))
	}
	if at := c.AnnouncedAt(); !at.IsZero() {
		parts = append(parts, locale.T(lang, "listing.announced_on", "Date", locale.Date(lang, at, r.Edition.Zone())))
	}
	if c.Result.Version > 1 {
		parts = append(parts, locale.T(lang, "listing.version", "Version", c.Result.Version))
	}
	return strings.Join(parts, " · ")
}

// jury names who sat in the round's jury, or says how many they were, as the edition publishes it.
func jury(r *store.SheetRound, lang locale.Language) string {
	if len(r.Jury) == 0 {
		return ""
	}
	if !r.NamesJury() {
		return locale.T(lang, "listing.jury_count", "Count", len(r.Jury))
	}
	names := make([]string, len(r.Jury))
	for i, j := range r.Jury {
		if names[i] = j.Name; j.Role == judging.Chair {
			names[i] = locale.T(lang, "listing.chair", "Name", j.Name)
		}
	}
	return locale.T(lang, "listing.jury", "Names", locale.List(lang, names))
}
