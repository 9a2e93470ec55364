package store

import (
	"context"
	"slices"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Plant runs a statement past every rule, as only somebody with the database in hands could.
func (s *Store) Plant(ctx context.Context, statement string, args ...any) error {
	_, err := s.db.NewRaw(statement, args...).Exec(ctx)
	return err
}

// Look reads what no page shows.
func (s *Store) Look(ctx context.Context, into any, statement string, args ...any) error {
	return s.reader.NewRaw(statement, args...).Scan(ctx, into)
}

// SaveSheetUnguarded is SaveSheet without the round's lock: what the races are held against.
func (s *Store) SaveSheetUnguarded(ctx context.Context, actor judging.Actor, form SheetForm) (saved Sheet, err error) {
	err = s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) (err error) {
		saved, err = s.putSheet(ctx, tx, actor, form)
		return err
	})
	return saved, err
}

// CheckPlanted checks the data as it would be after the statements, and takes them back.
func (s *Store) CheckPlanted(ctx context.Context, report func(Finding), statements []string, args ...any) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, statement := range statements {
		if _, err := tx.NewRaw(statement, args...).Exec(ctx); err != nil {
			return err
		}
	}
	return (&transaction{Tx: tx, store: s, now: s.processClock()}).check(ctx, report)
}

// Invariants lists what the database checks by itself.
func Invariants() (sentences []string) {
	for _, i := range slices.Concat(judgingInvariants, changeInvariants) {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// AdvancementInvariants lists those about who goes on to the next round, and what each contest is reconciled by.
func AdvancementInvariants() []string {
	sentences := []string{reconciled}
	for _, i := range advancementInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// MeetingInvariants lists those about the jury's meetings.
func MeetingInvariants() (sentences []string) {
	for _, i := range meetingInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// AwardInvariants lists those about awards and prizes.
func AwardInvariants() (sentences []string) {
	for _, i := range awardInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// PairInvariants lists those about what takes two people.
func PairInvariants() (sentences []string) {
	for _, i := range pairInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// LifeInvariants lists those about the life of a result.
func LifeInvariants() (sentences []string) {
	for _, i := range lifeInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// ScriptInvariants lists those about scripts.
func ScriptInvariants() (sentences []string) {
	for _, i := range scriptInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// DesignInvariants lists those about designs.
func DesignInvariants() (sentences []string) {
	for _, i := range designInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}

// MinutesInvariants lists those about minutes.
func MinutesInvariants() (sentences []string) {
	for _, i := range minutesInvariants {
		sentences = append(sentences, i.sentence)
	}
	return sentences
}
