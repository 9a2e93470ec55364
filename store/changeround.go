package store

import (
	"slices"

	"blazon/locale"
)

func (c *comparison) rounds() {
	for _, r := range c.own.rounds {
		if old := c.before.same(r); old != nil {
			c.round(old, r)
		} else {
			c.add(Change{Part: "round", Way: Added, About: r.Name})
		}
	}
	for _, r := range c.before.rounds {
		if c.own.same(r) == nil {
			c.add(Change{Part: "round", Way: Removed, About: r.Name})
		}
	}
}

func (c *comparison) round(before, own *roundWhole) {
	c.text("round", own.Name, "name", before.Name, own.Name)
	c.dates(before, own)
	if before.ceremony != nil && own.ceremony != nil {
		c.text("round", own.Name, "town", before.ceremony.Town, own.ceremony.Town)
		c.text("round", own.Name, "venue", before.ceremony.Venue, own.ceremony.Venue)
	}
	c.contests(before, own)
	c.juryTexts("round", own.Name, before.Round.ID, own.Round.ID)
	for _, j := range own.jurors {
		if old := before.seat(j.Juror); old == nil {
			c.add(Change{Part: "jury", Way: Added, About: own.Name, Name: j.Juror.Name})
		} else if old.Juror.Role != j.Juror.Role {
			c.add(Change{Part: "jury", Way: Changed, About: own.Name, Name: j.Juror.Name, Field: "role",
				From: Value{Word: string(old.Juror.Role)}, To: Value{Word: string(j.Juror.Role)}})
		}
	}
	for _, j := range before.jurors {
		if own.seat(j.Juror) == nil {
			c.add(Change{Part: "jury", Way: Removed, About: own.Name, Name: j.Juror.Name})
		}
	}
	if !slices.EqualFunc(before.signatories, own.signatories, func(a, b Signatory) bool { return a.Name == b.Name && same(a.Role, b.Role) }) {
		c.add(Change{Part: "signatory", Way: Changed, About: own.Name})
	}
	c.partners(before, own)
	if !slices.EqualFunc(c.byCategory(before), c.byCategory(own), func(a, b prizeIn) bool { return a.category == b.category && a.givesTheSame(b.Award) }) {
		c.add(Change{Part: "prize", Way: Changed, About: own.Name})
	}
}

// dates compares the moments of two years, the older ones moved by the years between.
func (c *comparison) dates(before, own *roundWhole) {
	zone, years := c.own.edition.Zone(), c.own.edition.Year-c.before.edition.Year
	old := map[string]dated{}
	for _, d := range before.moments() {
		d.at, _ = shifted(d.at, zone, years, d.edge)
		old[d.name] = d
	}
	seen := map[string]bool{}
	for _, d := range own.moments() {
		seen[d.name] = true
		if was := old[d.name]; !was.at.Equal(d.at) {
			c.add(Change{Part: "round", Way: Changed, About: own.Name, Field: d.name, From: Value{At: was.at}, To: Value{At: d.at}})
		}
	}
	if was, there := old["ceremony"]; there && !seen["ceremony"] {
		c.add(Change{Part: "round", Way: Changed, About: own.Name, Field: "ceremony", From: Value{At: was.at}})
	}
}

// contests compares two rounds' categories, and how they are judged.
func (c *comparison) contests(before, own *roundWhole) {
	find := func(in *roundWhole, slug string) *CategorizedContest {
		at := slices.IndexFunc(in.contests, func(k CategorizedContest) bool { return k.Category.Slug == slug })
		if at < 0 {
			return nil
		}
		return &in.contests[at]
	}
	about := func(k CategorizedContest) locale.Text { return joined(own.Name, k.Category.Name) }
	for _, k := range own.contests {
		old := find(before, k.Category.Slug)
		if old == nil {
			c.add(Change{Part: "contest", Way: Added, About: about(k)})
			continue
		}
		from, to := old.Contest.CountingRules(), k.Contest.CountingRules()
		for _, part := range to.differing(from) {
			c.add(Change{Part: "contest", Way: Changed, About: about(k), Field: string(part)})
		}
	}
	for _, k := range before.contests {
		if find(own, k.Category.Slug) == nil {
			c.add(Change{Part: "contest", Way: Removed, About: about(k)})
		}
	}
}

// joined puts two texts together, in each language that either has.
func joined(a, b locale.Text) locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		text[lang] = a.In(lang) + ": " + b.In(lang)
	}
	return text
}

func (c *comparison) partners(before, own *roundWhole) {
	has := func(in []Partner, name string) bool {
		return slices.ContainsFunc(in, func(p Partner) bool { return p.Name == name })
	}
	for _, p := range own.partners {
		if !has(before.partners, p.Name) {
			c.add(Change{Part: "partner", Way: Added, About: own.Name, Name: p.Name})
		}
	}
	for _, p := range before.partners {
		if !has(own.partners, p.Name) {
			c.add(Change{Part: "partner", Way: Removed, About: own.Name, Name: p.Name})
		}
	}
}

// prizeIn is a prize with the address of its category.
type prizeIn struct {
	Award
	category string
}

// byCategory lists the prizes of a round, category by category.
func (c *comparison) byCategory(r *roundWhole) (list []prizeIn) {
	for _, k := range r.contests {
		for _, a := range r.prizes {
			if a.ContestID == k.Contest.ID {
				list = append(list, prizeIn{a, k.Category.Slug})
			}
		}
	}
	return list
}
