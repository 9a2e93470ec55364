package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// SaveScript stores what an organizer writes for the script of a round; empty words hand nothing over. Conflict where it was saved since
// the form was made, and where the form has words for something that is not handed over any more. A fault names its field "contests[UID]"
// or "awards[UID]".
func (s *Store) SaveScript(ctx context.Context, actor judging.Actor, round string, form ScriptForm) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		v, err := tx.roundScript(ctx, actor, judging.WriteScript, round)
		if err != nil {
			return err
		}
		if form.Revision != v.Script.Revision {
			return fault.New(fault.Conflict, "amend.script_conflict")
		}
		handovers, err := v.handed(form)
		if err != nil {
			return err
		}
		v.Script.Opening, v.Script.Closing, v.Script.About = trimmed(form.Opening), trimmed(form.Closing), trimmed(form.About)
		v.Script.Revision++
		if v.Script.UID == "" {
			v.Script.UID = s.NewUID()
		}
		_, err = tx.NewInsert().Model(&v.Script).ExcludeColumn("id").On("conflict (round_id) do update").
			Set("opening = excluded.opening, closing = excluded.closing, about = excluded.about, revision = excluded.revision").Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
		if err := tx.putHandovers(ctx, v, handovers); err != nil {
			return err
		}
		return tx.record(ctx, actor, "script.save", "round", v.Round.ID, nil)
	})
	return wrapped("save script", err)
}

// handed are the handovers after the form; those that it does not name stay.
func (v *RoundScript) handed(form ScriptForm) (list []Handover, err error) {
	var wrong fields
	wrong.text("opening", form.Opening, false, maxNote)
	wrong.text("closing", form.Closing, false, maxNote)
	wrong.text("about", form.About, false, maxNote)
	left := written(form.Contests) + written(form.Awards)
	hand := func(field string, words locale.Text, named bool, h Handover) {
		if !words.Empty() {
			left--
		}
		if named {
			wrong.text(field, words, false, maxName)
			h.Words = trimmed(words)
		}
		if !h.Words.Empty() {
			list = append(list, h)
		}
	}
	for _, c := range v.Contests {
		words, named := form.Contests[c.Contest.UID]
		hand("contests["+c.Contest.UID+"]", words, named, Handover{ContestID: c.Contest.ID, Words: v.HandoverOf(c)})
	}
	for _, a := range v.HandedOver() {
		words, named := form.Awards[a.UID]
		hand("awards["+a.UID+"]", words, named, Handover{AwardID: a.ID, Words: v.HandoverOfAward(a)})
	}
	if left > 0 {
		return nil, fault.New(fault.Conflict, "amend.script_gone")
	}
	return append(list, v.unasked()...), wrong.err()
}

// written counts the words that are not empty.
func written(words map[string]locale.Text) (count int) {
	for _, w := range words {
		if !w.Empty() {
			count++
		}
	}
	return count
}

// unasked are the handovers that no form asks for now: of awards in contests that are open again, and of what is withheld.
func (v *RoundScript) unasked() (list []Handover) {
	asked := v.HandedOver()
	for _, h := range v.Handovers {
		if h.AwardID != 0 && !slices.ContainsFunc(asked, func(a *AwardedAward) bool { return a.ID == h.AwardID }) ||
			h.ContestID != 0 && !slices.ContainsFunc(v.Contests, func(c *ContestResult) bool { return c.Contest.ID == h.ContestID }) {
			list = append(list, h)
		}
	}
	return list
}

// putHandovers replaces the handovers of a round.
func (tx *transaction) putHandovers(ctx context.Context, v *RoundScript, list []Handover) error {
	if _, err := tx.NewDelete().Model((*Handover)(nil)).Where("round_id = ?", v.Round.ID).Exec(ctx); err != nil {
		return err
	}
	for i := range list {
		list[i].ID, list[i].UID, list[i].RoundID = 0, tx.store.NewUID(), v.Round.ID
	}
	return insertAll(ctx, tx, list)
}

// IssueScript gives the script its number: that of the newest version where it says the same, else the next one.
func (s *Store) IssueScript(ctx context.Context, actor judging.Actor, round string) (version int, err error) {
	err = s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		v, err := tx.roundScript(ctx, actor, judging.WriteScript, round)
		if err != nil {
			return err
		}
		issued := v.Current()
		if issued == nil {
			if issued, err = tx.issueScript(ctx, actor, v); err != nil {
				return err
			}
		}
		version = issued.Version
		return tx.record(ctx, actor, "script.issue", "script_version", issued.ID, map[string]any{"version": issued.Version, "digest": issued.Digest})
	})
	if err != nil {
		return 0, fmt.Errorf("issue script: %w", err)
	}
	return version, nil
}

func (tx *transaction) issueScript(ctx context.Context, actor judging.Actor, v *RoundScript) (*ScriptVersion, error) {
	content, digest, err := v.Content.frozen()
	if err != nil {
		return nil, err
	}
	issued := &ScriptVersion{UID: tx.store.NewUID(), RoundID: v.Round.ID, Version: 1, Content: content, Digest: digest, UserID: actor.User, IssuedAt: tx.now}
	if last := v.Last(); last != nil {
		issued.Version = last.Version + 1
	}
	_, err = tx.NewInsert().Model(issued).Exec(ctx)
	return issued, err
}
