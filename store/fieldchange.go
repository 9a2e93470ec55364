package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/locale"
)

// Effect is what a change of a form comes to for entries that are there already.
type Effect struct {
	Kind      EffectKind
	Part      PartName    // that changes; empty: a field does
	Name      locale.Text // of a choice that is taken back
	Drafts    int         // entries that are not handed in yet
	Submitted int         // entries that are
}

// EffectKind says what happens to the entries.
type EffectKind string

// The kinds of effects.
const (
	Unanswered  EffectKind = "unanswered"   // it becomes required, and they have no answer
	Unfit       EffectKind = "unfit"        // their answers would no longer be taken
	ChoiceGone  EffectKind = "choice_gone"  // they have chosen what is no longer offered
	OtherWords  EffectKind = "other_words"  // they answered another question
	OtherTerms  EffectKind = "other_terms"  // they agreed to other words
	ShownNow    EffectKind = "shown_now"    // jurors will see what they were told would be hidden
	HiddenNow   EffectKind = "hidden_now"   // jurors will no longer see it
	OtherFiles  EffectKind = "other_files"  // their files were taken under another limit
	AnswersStay EffectKind = "answers_stay" // it is no longer asked for; they keep their answers
)

// AgreementTo identifies effects, so that nobody agrees to others than were shown.
func AgreementTo(list []Effect) string {
	if len(list) == 0 {
		return ""
	}
	sum := sha256.Sum256(fmt.Append(nil, list))
	return hex.EncodeToString(sum[:8])
}

// agreedTo refuses effects that the actor has not been shown.
func agreedTo(list []Effect, agreement string) error {
	if AgreementTo(list) != agreement {
		return fault.New(fault.Conflict, "form.effects_changed")
	}
	return nil
}

// answering is an entry that a change may concern: whether it is still a draft, and its answer, nil where it has none.
type answering struct {
	State  EntryState
	Stored *string
}

// answering reads the entries of a category with their answers to a field. Those withdrawn or rejected are out of it.
func (tx *transaction) answering(ctx context.Context, category, field int64) (entries []answering, err error) {
	err = tx.NewRaw(`select e.state, a.value as stored from entry e left join answer a on a.entry_id = e.id and a.field_id = ?
		where e.category_id = ? and e.state not in (?, ?)`, field, category, EntryWithdrawn, EntryRejected).Scan(ctx, &entries)
	return entries, err
}

// add counts an entry.
func (c *Effect) add(state EntryState) {
	if state == EntryDraft {
		c.Drafts++
	} else {
		c.Submitted++
	}
}

// effects finds out what becomes of the entries when before, nil where the field is new, changes to after.
func effects(before, after *FormField, entries []answering) []Effect {
	var list []Effect
	for _, check := range changeChecks(before, after) {
		for _, e := range entries {
			if check.concerns(e.Stored) {
				check.Effect.add(e.State)
			}
		}
		if check.Drafts+check.Submitted > 0 {
			list = append(list, check.Effect)
		}
	}
	return list
}

type changeCheck struct {
	Effect
	concerns func(stored *string) bool
}

func changeChecks(before, after *FormField) (checks []changeCheck) {
	add := func(kind EffectKind, name locale.Text, concerns func(stored *string) bool) {
		checks = append(checks, changeCheck{Effect{Kind: kind, Name: name}, concerns})
	}
	missing := func(stored *string) bool { return stored == nil }
	answered := func(stored *string) bool { return stored != nil }
	everyone := func(*string) bool { return true }
	if after.Required && after.Kind != FileField && (before == nil || !before.Required) {
		add(Unanswered, nil, missing)
	}
	if after.Required && after.Kind == FileField && (before == nil || !before.Required) {
		add(Unanswered, nil, everyone)
	}
	if before == nil {
		return checks
	}
	for _, gone := range withoutOptions(before, after) {
		add(ChoiceGone, gone.Name, func(stored *string) bool {
			return stored != nil && slices.Contains(before.values(*stored), gone.Key)
		})
	}
	add(Unfit, nil, func(stored *string) bool { return stored != nil && unfit(before, after, *stored) })
	if !sameText(before.Label, after.Label) && after.Kind == Declaration {
		add(OtherTerms, nil, answered)
	} else if !sameText(before.Label, after.Label) {
		add(OtherWords, nil, answered)
	}
	if before.Hidden && !after.Hidden {
		add(ShownNow, nil, answered)
	}
	if !before.Hidden && after.Hidden {
		add(HiddenNow, nil, answered)
	}
	if after.Kind == FileField && (after.Limit() < before.Limit() || after.Files() < before.Files() || len(withoutOptions(before, after)) > 0) {
		add(OtherFiles, nil, everyone)
	}
	return checks
}

// unfit tells whether an answer that was taken would no longer be: what concerns choices and words is said of them.
func unfit(before, after *FormField, stored string) bool {
	if after.Kind == Choice || after.Kind == Declaration {
		return false
	}
	values := before.values(stored)
	_, wrong := before.read(values)
	_, worse := after.read(values)
	return wrong == nil && worse != nil && worse.Key != "form.choice_ended"
}

// withoutOptions are the options that a change takes back.
func withoutOptions(before, after *FormField) (gone []FieldOption) {
	for _, o := range before.Offered() {
		if now := after.Option(o.Key); now == nil || now.Ended {
			gone = append(gone, o)
		}
	}
	return gone
}

func sameText(a, b locale.Text) bool {
	for _, lang := range locale.Languages {
		if a[lang] != b[lang] {
			return false
		}
	}
	return true
}
