package store

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"blazon/locale"
)

// Change is one thing in which an edition differs from another.
type Change struct {
	Part  string // "edition", "category", "rubric", "chapter", "round", "contest", "jury", "signatory", "partner" or "prize"
	Way   ChangeWay
	About locale.Text // what it is about: the round, the category
	Name  string      // of what was added or removed, where it is no text
	Field string      // what of it changed: "number", "entries_from"
	From  Value
	To    Value
}

// ChangeWay is how something differs.
type ChangeWay string

// The ways.
const (
	Added   ChangeWay = "added"
	Removed ChangeWay = "removed"
	Changed ChangeWay = "changed"
)

// Value is what something was or is: words, a moment, or a word of a message ("own_round").
type Value struct {
	Text locale.Text
	At   time.Time
	Word string
}

// changes lists in what the edition differs from the one before, part by part. Dates that moved by the years between are the same.
func (w *editionWhole) changes(before *editionWhole) []Change {
	c := &comparison{own: w, before: before}
	if w.central {
		c.editions()
		c.categories()
		c.rubrics()
	}
	for _, chapter := range w.chapters {
		c.settings(chapter)
	}
	c.rounds()
	return c.list
}

// comparison collects the changes between two editions.
type comparison struct {
	own, before *editionWhole
	list        []Change
}

func (c *comparison) add(change Change) { c.list = append(c.list, change) }

// word adds a change where two words are not the same.
func (c *comparison) word(part string, about locale.Text, field, from, to string) {
	if from != to {
		c.add(Change{Part: part, Way: Changed, About: about, Field: field, From: Value{Word: from}, To: Value{Word: to}})
	}
}

// text adds a change where two texts are not the same.
func (c *comparison) text(part string, about locale.Text, field string, from, to locale.Text) {
	if !same(from, to) {
		c.add(Change{Part: part, Way: Changed, About: about, Field: field, From: Value{Text: from}, To: Value{Text: to}})
	}
}

func (c *comparison) editions() {
	own, before := c.own.edition, c.before.edition
	c.word("edition", nil, "numbering", string(before.Numbering), string(own.Numbering))
	c.word("edition", nil, "tie_break", strings.Join(before.TieBreak, ", "), strings.Join(own.TieBreak, ", "))
	c.word("edition", nil, "cut", before.CountingRules().cutWord(), own.CountingRules().cutWord())
	var locked [2][]string
	for i, e := range []*Edition{before, own} {
		for _, part := range Parts {
			if e.Locks(part) {
				locked[i] = append(locked[i], string(part))
			}
		}
	}
	c.word("edition", nil, "locked", strings.Join(locked[0], ", "), strings.Join(locked[1], ", "))
	if own, before := c.own.newestRules(), c.before.newestRules(); !same(own, before) {
		c.add(Change{Part: "edition", Way: Changed, Field: "rules"})
	}
	c.juries()
	c.juryTexts("edition", nil, 0, 0)
}

// newestRules is the text of the rules that were written last.
func (w *editionWhole) newestRules() locale.Text {
	switch {
	case w.draft != nil:
		return w.draft.Text
	case w.rules != nil:
		return w.rules.Text
	}
	return nil
}

// cutWord writes who goes on: "places 1", "seats 3 all"; empty: nobody.
func (r CountingRules) cutWord() string {
	switch {
	case r.Cut.Places > 0:
		return "places " + strconv.Itoa(r.Cut.Places)
	case r.Cut.Seats > 0:
		return "seats " + strconv.Itoa(r.Cut.Seats) + " " + string(r.Cut.OnTie)
	}
	return ""
}

func (c *comparison) categories() {
	find := func(in []Category, slug string) *Category {
		at := slices.IndexFunc(in, func(k Category) bool { return k.Slug == slug })
		if at < 0 {
			return nil
		}
		return &in[at]
	}
	for _, k := range c.own.categories {
		old := find(c.before.categories, k.Slug)
		if old == nil {
			c.add(Change{Part: "category", Way: Added, About: k.Name})
			continue
		}
		c.text("category", k.Name, "name", old.Name, k.Name)
		c.word("category", k.Name, "scope", string(old.Scope), string(k.Scope))
		c.word("category", k.Name, "limit", count(old.EntryLimit), count(k.EntryLimit))
		if !reflect.DeepEqual(old.Eligibility, k.Eligibility) {
			c.add(Change{Part: "category", Way: Changed, About: k.Name, Field: "eligibility"})
		}
		if old.WinnersCompete != k.WinnersCompete {
			c.add(Change{Part: "category", Way: Changed, About: k.Name, Field: "winners"})
		}
		if old.Automatic != k.Automatic {
			c.add(Change{Part: "category", Way: Changed, About: k.Name, Field: "automatic"})
		}
	}
	for _, k := range c.before.categories {
		if find(c.own.categories, k.Slug) == nil {
			c.add(Change{Part: "category", Way: Removed, About: k.Name})
		}
	}
}

// count writes a number; none is empty.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// rubrics compares those of the center by their names, and criteria by their keys.
func (c *comparison) rubrics() {
	find := func(in []*Rubric, name locale.Text) *Rubric {
		at := slices.IndexFunc(in, func(r *Rubric) bool { return same(r.Name, name) })
		if at < 0 {
			return nil
		}
		return in[at]
	}
	for _, r := range c.own.rubrics {
		if old := find(c.before.rubrics, r.Name); old != nil {
			c.criteria(old, r)
		} else {
			c.add(Change{Part: "rubric", Way: Added, About: r.Name})
		}
	}
	for _, r := range c.before.rubrics {
		if find(c.own.rubrics, r.Name) == nil {
			c.add(Change{Part: "rubric", Way: Removed, About: r.Name})
		}
	}
}

func (c *comparison) criteria(before, own *Rubric) {
	for _, k := range own.Criteria {
		at := slices.IndexFunc(before.Criteria, func(old *Criterion) bool { return old.Key == k.Key })
		if at < 0 {
			c.add(Change{Part: "rubric", Way: Added, About: own.Name, Field: "criterion", To: Value{Text: k.Name}})
			continue
		}
		c.text("rubric", own.Name, "criterion", before.Criteria[at].Name, k.Name)
		if old := before.Criteria[at]; old.scale() != k.scale() {
			c.add(Change{Part: "rubric", Way: Changed, About: own.Name, Field: "scale", To: Value{Text: k.Name}})
		}
	}
	for _, old := range before.Criteria {
		if !slices.ContainsFunc(own.Criteria, func(k *Criterion) bool { return k.Key == old.Key }) {
			c.add(Change{Part: "rubric", Way: Removed, About: own.Name, Field: "criterion", From: Value{Text: old.Name}})
		}
	}
}

func (c *comparison) settings(chapter Chapter) {
	own, now := c.own.settings[chapter.ID]
	old, then := c.before.settings[chapter.ID]
	switch {
	case !now && !then:
		return
	case !then:
		c.add(Change{Part: "chapter", Way: Added, About: chapter.Name})
		return
	case !now:
		c.add(Change{Part: "chapter", Way: Removed, About: chapter.Name})
		return
	}
	c.word("chapter", chapter.Name, "mode", string(old.Mode), string(own.Mode))
	c.word("chapter", chapter.Name, "contact", old.Contact, own.Contact)
	c.text("chapter", chapter.Name, "organizer", old.Organizer, own.Organizer)
	if !same(old.Privacy, own.Privacy) {
		c.add(Change{Part: "chapter", Way: Changed, About: chapter.Name, Field: "privacy"})
	}
}
