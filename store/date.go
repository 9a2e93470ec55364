package store

import (
	"context"
	"time"

	"blazon/judging"

	"github.com/uptrace/bun"
)

// Date is one moment of a round, or of one of its contests, for calendars.
type Date struct {
	Place
	Kind     DateKind
	Contest  *CategorizedContest // nil: of the whole round
	Ceremony *Ceremony           // of the kind CeremonyDate
	At       time.Time
	Canceled bool

	Changes    int       // how often the round's dates may have changed: grows, and never goes back
	ModifiedAt time.Time // when they did last
}

// DateKind says what happens then; it is the last word of its message, and part of the date's identity.
type DateKind string

// The kinds of dates.
const (
	EntriesOpen  DateKind = "entries_from"
	EntriesEnd   DateKind = "entries_until"
	JudgingStart DateKind = "judging_from"
	JudgingEnd   DateKind = "judging_until"
	CeremonyDate DateKind = "ceremony"
	AnnouncedAt  DateKind = "announcement"
)

// UID names the date for good, whenever it is.
func (d *Date) UID() string {
	if d.Contest != nil {
		return d.Contest.Contest.UID + "-" + string(d.Kind)
	}
	return d.Round.UID + "-" + string(d.Kind)
}

// view is what of a round's dates somebody may know; its ceremony and what is announced everybody may.
type view struct {
	entries bool
	judging bool
	planned bool // announcements that are still to come
}

// changed counts what may have moved a date, by rounds and by contests.
type changed struct {
	ID       int64
	Changes  int
	Modified time.Time
}

// datesOf reads the dates of the rounds that a condition picks, in a constant number of statements.
func (tx *transaction) datesOf(ctx context.Context, of func(p *Place) view, where string, args ...any) ([]*Date, error) {
	places, err := tx.placesOf(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	ids := []int64{0}
	for _, p := range places {
		ids = append(ids, p.Round.ID)
	}
	contests, err := tx.contestsWhere(ctx, "round_id in (?)", bun.List(ids))
	if err != nil {
		return nil, err
	}
	var ceremonies []*Ceremony
	if err := tx.NewSelect().Model(&ceremonies).Where("round_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, err
	}
	rounds, err := tx.changes(ctx, "round", "e.object_id in (?)", ids)
	if err != nil {
		return nil, err
	}
	const inRounds = "e.object_id in (select t.id from contest t where t.round_id in (?))"
	own, err := tx.changes(ctx, "contest", inRounds, ids)
	if err != nil {
		return nil, err
	}
	announced, err := tx.changes(ctx, "announcement", inRounds, ids)
	if err != nil {
		return nil, err
	}
	var dates []*Date
	for _, p := range places {
		v := of(p)
		list := append(roundDates(p, v, ceremonies), contestDates(p, v, contests, own, announced)...)
		for _, d := range list {
			d.Place, d.Canceled = *p, d.Canceled || !p.Round.CancelledAt.IsZero()
			d.Changes += rounds[p.Round.ID].Changes
			d.ModifiedAt = latest(d.ModifiedAt, rounds[p.Round.ID].Modified, p.Edition.CreatedAt)
		}
		dates = append(dates, list...)
	}
	return dates, nil
}

// dateActs are the acts on record that may move a date. Announcing counts for announcements alone: until T0 nobody may see
// that there was one.
var dateActs = map[string][]string{
	"round": {"round.add", "round.save", "round.prolong", "round.cancel", "round.restore", "round.open_entries", "round.end_entries",
		"round.start_judging", "round.end_judging"},
	"contest":      {"contest.deadline", "contest.cancel", "contest.restore"},
	"announcement": {"result.announce", "result.call_off"},
}

func (tx *transaction) changes(ctx context.Context, what, where string, ids []int64) (map[int64]changed, error) {
	object := "contest"
	if what == "round" {
		object = what
	}
	var rows []changed
	err := tx.NewRaw("select e.object_id as id, count(*) as changes, max(e.happened_at) as modified from event e where e.object = ? and e.act in (?) and "+where+" group by e.object_id",
		object, bun.List(dateActs[what]), bun.List(ids)).Scan(ctx, &rows)
	byID := map[int64]changed{}
	for _, r := range rows {
		byID[r.ID] = r
	}
	return byID, err
}

// roundDates are the moments that a round has as a whole.
func roundDates(p *Place, v view, ceremonies []*Ceremony) (dates []*Date) {
	add := func(may bool, kind DateKind, at time.Time) {
		if may && !at.IsZero() {
			dates = append(dates, &Date{Kind: kind, At: at})
		}
	}
	add(v.entries, EntriesOpen, p.Round.EntriesFrom)
	add(v.entries, EntriesEnd, p.Round.EntriesUntil)
	add(v.judging, JudgingStart, p.Round.JudgingFrom)
	add(v.judging, JudgingEnd, p.Round.JudgingUntil)
	for _, c := range ceremonies {
		if c.RoundID == p.Round.ID {
			dates = append(dates, &Date{Kind: CeremonyDate, At: c.StartsAt, Ceremony: c})
		}
	}
	return dates
}

// contestDates are the moments that a contest has for itself: its own time for entries, and its announcement once that has
// come. One that is to come is for its organizers: that there is one tells that the result is decided.
func contestDates(p *Place, v view, contests []CategorizedContest, own, announcements map[int64]changed) (dates []*Date) {
	for i := range contests {
		c := &contests[i]
		if c.Contest.RoundID != p.Round.ID {
			continue
		}
		add := func(may bool, kind DateKind, at time.Time, n changed) {
			if may && !at.IsZero() {
				dates = append(dates, &Date{Kind: kind, At: at, Contest: c, Changes: n.Changes, ModifiedAt: n.Modified, Canceled: !c.Contest.CancelledAt.IsZero()})
			}
		}
		add(v.entries, EntriesOpen, c.Contest.EntriesFrom, own[c.Contest.ID])
		add(v.entries, EntriesEnd, c.Contest.EntriesUntil, own[c.Contest.ID])
		announced := c.Contest.State == judging.Announced || c.Contest.State == judging.Final
		add(announced && (v.planned || c.Contest.State.Public(c.Contest.AnnouncedAt, p.Now)), AnnouncedAt, c.Contest.AnnouncedAt, announcements[c.Contest.ID])
	}
	return dates
}

func latest(moments ...time.Time) (last time.Time) {
	for _, at := range moments {
		if at.After(last) {
			last = at
		}
	}
	return last
}
