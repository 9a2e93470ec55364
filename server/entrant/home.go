package entrant

import (
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const homePage web.Page[homeData] = "entrant/home"

type homeData struct {
	Asked    []*store.AskedEntry // drafts of others in which a body is named that the actor acts for
	Calls    []callData          // what can be entered now
	Editions []editionData
}

// editionData is an edition with the entries in it.
type editionData struct {
	Competition store.Competition
	Edition     store.Edition
	Entries     []entryData
}

// entryData is an entry with how it fares in each round.
type entryData struct {
	*store.OwnEntry
	Outcomes []outcome
}

// Unconfirmed tells whether the entry was made from the register and nobody has said yet that its address is right; once the jury is
// at work it no longer changes.
func (e entryData) Unconfirmed() bool {
	judged := slices.ContainsFunc(e.Outcomes, func(o outcome) bool { return o.Phase().Judged() })
	return e.Entry.Automatic && e.Entry.URLConfirmedAt.IsZero() && e.Entry.State != store.EntryWithdrawn && !judged
}

// outcome is an entry in one round, in words.
type outcome struct {
	*store.OwnOutcome
	EntryUID string
}

// The states of an entry in a round, which are the ends of keys. What is not announced depends on the round's dates alone.
const (
	withdrawn = "withdrawn"
	entered   = "entered"
	judged    = "judged" // is being judged
	waiting   = "waiting"
	placed    = "placed"
	withheld  = "withheld" // its place was not conferred
	unranked  = "unranked"
)

// State tells where the entry stands.
func (o outcome) State() string {
	switch phase := o.Phase(); {
	case !o.Candidate.WithdrawnAt.IsZero():
		return withdrawn
	case o.Public():
		return o.result()
	case phase == judging.Judging:
		return judged
	case phase == judging.Deliberation || phase == judging.Finished:
		return waiting
	}
	return entered
}

// result tells what came of an entry whose result is public.
func (o outcome) result() string {
	switch {
	case o.Standing == nil || o.Standing.Place == 0:
		return unranked
	case o.Standing.AwardedPlace == 0:
		return withheld
	}
	return placed
}

// Prized tells whether something comes with the place that has a name of its own.
func (o outcome) Prized() bool {
	return o.Prize != nil && (!o.Prize.Title.Empty() || !o.Prize.Object.Empty() || o.Prize.Amount > 0)
}

// Award names what a certificate is for; the certificate itself does so in the edition's language.
func (o outcome) Award(c *store.IssuedCertificate, lang locale.Language) string {
	for _, a := range o.Awards {
		if a.ID == c.AwardID {
			return a.Name.In(lang)
		}
	}
	return locale.Place(lang, c.Place, c.Last, c.Shared, c.Range)
}

func (d door) home(r *web.Request) error {
	own, err := d.store.OwnEntries(r.Context(), r.Actor, r.Language)
	if err != nil {
		return err
	}
	calls, err := d.calls(r)
	if err != nil {
		return err
	}
	asked, err := d.store.AskedEntries(r.Context(), r.Actor, r.Language)
	if err != nil {
		return err
	}
	data := homeData{Asked: asked, Calls: calls}
	for _, e := range own {
		at := slices.IndexFunc(data.Editions, func(known editionData) bool { return known.Edition.ID == e.Edition.ID })
		if at < 0 {
			at = len(data.Editions)
			data.Editions = append(data.Editions, editionData{Competition: e.Competition, Edition: e.Edition})
		}
		entry := entryData{OwnEntry: e}
		for _, o := range e.Rounds {
			entry.Outcomes = append(entry.Outcomes, outcome{o, e.Entry.UID})
		}
		data.Editions[at].Entries = append(data.Editions[at].Entries, entry)
	}
	return homePage.Show(r, data)
}
