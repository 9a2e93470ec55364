package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Round is one judging stage of one chapter.
type Round struct {
	bun.BaseModel `bun:"table:round"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	EditionID    int64
	ChapterID    int64
	NextRoundID  int64 `bun:",nullzero"` // where the winners advance to
	Slug         string
	Name         locale.Text
	EntriesFrom  time.Time `bun:",nullzero"`
	EntriesUntil time.Time `bun:",nullzero"`
	JudgingFrom  time.Time `bun:",nullzero"`
	JudgingUntil time.Time `bun:",nullzero"`
	ClosedAt     time.Time `bun:",nullzero"` // the act of closing: no score changes after it
	FinishedAt   time.Time `bun:",nullzero"`
	CancelledAt  time.Time `bun:",nullzero"`
}

// Schedule gives the moments that make the round's phase.
func (r *Round) Schedule() judging.Schedule {
	return judging.Schedule{EntriesFrom: r.EntriesFrom, EntriesUntil: r.EntriesUntil, JudgingFrom: r.JudgingFrom,
		JudgingUntil: r.JudgingUntil, ClosedAt: r.ClosedAt, FinishedAt: r.FinishedAt}
}

// RoundForm is what is filled in about a round.
type RoundForm struct {
	Name        locale.Text // empty: the chapter's
	Dates       Dates
	Number      int         // of the edition as the chapter counts; 0: as everybody counts
	Organizer   locale.Text // who organizes it, as printed
	Contact     string
	Ceremony    *CeremonyForm // nil: not known yet
	Signatories []SignatoryForm
	Partners    []PartnerForm
	Reason      string // why a deadline moves that people rely on
}

// Dates are the moments that a round's organizer sets; a zero time is one that is not set.
type Dates struct{ EntriesFrom, EntriesUntil, JudgingFrom, JudgingUntil time.Time }

// CeremonyForm is when and where the results are announced.
type CeremonyForm struct {
	StartsAt time.Time
	Town     locale.Text // in the form that stands before the date
	Venue    locale.Text
}

// SignatoryForm is who signs the round's documents; without a name the line is signed by hand.
type SignatoryForm struct {
	Name string
	Role locale.Text
}

// PartnerForm is a sponsor.
type PartnerForm struct{ Name, URL string }

// Dates gives the round's moments.
func (r *Round) Dates() Dates {
	return Dates{r.EntriesFrom, r.EntriesUntil, r.JudgingFrom, r.JudgingUntil}
}

func (r *Round) setDates(d Dates) {
	r.EntriesFrom, r.EntriesUntil = stored(d.EntriesFrom), stored(d.EntriesUntil)
	r.JudgingFrom, r.JudgingUntil = stored(d.JudgingFrom), stored(d.JudgingUntil)
}

func (d Dates) equal(other Dates) bool {
	return d.EntriesFrom.Equal(other.EntriesFrom) && d.EntriesUntil.Equal(other.EntriesUntil) &&
		d.JudgingFrom.Equal(other.JudgingFrom) && d.JudgingUntil.Equal(other.JudgingUntil)
}

// stored is a time as the database keeps it; one that is not set stays so.
func stored(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return micros(t)
}

// check finds moments that are not in their order.
func (d Dates) check(wrong *fields) {
	var last time.Time
	for _, moment := range []struct {
		name string
		at   time.Time
	}{{"entries_from", d.EntriesFrom}, {"entries_until", d.EntriesUntil}, {"judging_from", d.JudgingFrom}, {"judging_until", d.JudgingUntil}} {
		if moment.at.IsZero() {
			continue
		}
		if !last.IsZero() && moment.at.Before(last) {
			wrong.add(moment.name, "fault.dates_order")
		}
		last = moment.at
	}
}

func (form RoundForm) check() error {
	var wrong fields
	wrong.text("name", form.Name, false, maxName)
	form.Dates.check(&wrong)
	if form.Number < 0 || form.Number > 999 {
		wrong.add("number", "fault.bad_number")
	}
	wrong.text("organizer", form.Organizer, false, maxName)
	wrong.word("contact", form.Contact, false, maxName)
	if c := form.Ceremony; c != nil {
		if c.StartsAt.IsZero() {
			wrong.add("ceremony.starts_at", "fault.required")
		}
		wrong.text("ceremony.town", c.Town, false, maxName)
		wrong.text("ceremony.venue", c.Venue, false, maxName)
	}
	for i, s := range form.Signatories {
		wrong.word(fmt.Sprintf("signatories[%d].name", i), s.Name, false, maxName)
		wrong.text(fmt.Sprintf("signatories[%d].role", i), s.Role, true, maxName)
	}
	for i, p := range form.Partners {
		wrong.word(fmt.Sprintf("partners[%d].name", i), p.Name, true, maxName)
		wrong.web(fmt.Sprintf("partners[%d].url", i), p.URL)
	}
	return wrong.err()
}

// UpdateRound changes what a round's organizer sets. Once the judging is closed, the dates stay as they are: to change
// them is Closed. Every change of a date is on record with what it was before.
func (s *Store) UpdateRound(ctx context.Context, actor judging.Actor, round string, form RoundForm) error {
	err := s.writeRound(ctx, round, exclusive, func(tx *transaction) error {
		p, err := tx.place(ctx, actor, judging.ManageRound, round)
		if err != nil {
			return err
		}
		if err := form.check(); err != nil {
			return err
		}
		before := p.Round.Dates()
		if err := tx.redate(ctx, actor, p, form); err != nil {
			return err
		}
		p.Round.Name = trimmed(form.Name)
		if p.Round.Name.Empty() {
			p.Round.Name = p.Chapter.Name
		}
		if err := tx.saveRound(ctx, &p.Round, form); err != nil {
			return err
		}
		body := map[string]Dates{"before": before, "after": p.Round.Dates()}
		return tx.recordWithNote(ctx, actor, "round.save", "round", p.Round.ID, body, strings.TrimSpace(form.Reason))
	})
	if err != nil {
		return fmt.Errorf("update round: %w", err)
	}
	return nil
}

// redate changes the round's dates as the form says, with the deadlines that this moves on record.
func (tx *transaction) redate(ctx context.Context, actor judging.Actor, p *Place, form RoundForm) error {
	var after Round
	after.setDates(form.Dates)
	if after.Dates().equal(p.Round.Dates()) {
		return nil
	}
	if !p.Round.ClosedAt.IsZero() {
		return fault.New(fault.Closed, "fault.dates_closed")
	}
	if err := tx.mustEnterBefore(ctx, &p.Round, after.JudgingFrom); err != nil {
		return err
	}
	if err := tx.moveDates(ctx, actor, p, after.Dates(), form.Reason); err != nil {
		return err
	}
	p.Round.setDates(form.Dates)
	return nil
}

// mustEnterBefore refuses a beginning of the judging at which a contest of the round still takes entries by a deadline of its own.
func (tx *transaction) mustEnterBefore(ctx context.Context, r *Round, judgingFrom time.Time) error {
	if judgingFrom.IsZero() {
		return nil
	}
	entering, err := tx.NewSelect().Model((*Contest)(nil)).Where("round_id = ?", r.ID).Where("cancelled_at is null").
		Where("entries_until > ?", judgingFrom).Count(ctx)
	if err != nil || entering == 0 {
		return err
	}
	return fault.InForm(fault.Field{Name: "judging_from", Key: "phase.guard_entering", Args: fault.Args{"Count": int(entering)}})
}
