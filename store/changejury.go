package store

import (
	"slices"

	"blazon/judging"
	"blazon/locale"
)

// juries compares who may sit in a jury, and what becomes of conflicts.
func (c *comparison) juries() {
	own, before := c.own.edition, c.before.edition
	changed := func(is bool, field string) {
		if is {
			c.add(Change{Part: "edition", Way: Changed, Field: field})
		}
	}
	changed(own.JurorBars != before.JurorBars, "juror_bars")
	changed(own.WinnersRest != before.WinnersRest || own.WinnersBarred != before.WinnersBarred, "winners")
	changed(!samePolicy(c.before.conflicts, c.own.conflicts), "conflicts")
}

// samePolicy tells whether jurors are asked the same about conflicts, with the same consequences.
func samePolicy(a, b *judging.ConflictPolicy) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Region == b.Region && a.Supplier == b.Supplier && a.Declaration == b.Declaration && slices.Equal(a.BarsEntry, b.BarsEntry)
}

// juryTexts compares what jurors are given to accept in an edition, or in one of its rounds.
func (c *comparison) juryTexts(part string, about locale.Text, before, own int64) {
	for _, kind := range JuryTextKinds {
		if !same(c.before.juryText(kind, before), c.own.juryText(kind, own)) {
			c.add(Change{Part: part, Way: Changed, About: about, Field: string(kind)})
		}
	}
}

// juryText is the text of a kind of a round's own, or with 0 the edition's; none where it has none.
func (w *editionWhole) juryText(kind JuryTextKind, round int64) locale.Text {
	for _, text := range w.texts {
		if text.Kind == kind && text.RoundID == round {
			return text.Text
		}
	}
	return nil
}
