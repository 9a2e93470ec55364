package public

import (
	"time"

	"blazon/server/web"
	"blazon/store"
)

// frontData is the front page of a competition.
type frontData struct {
	*store.Front
	Edition *editionView // nil: there is none
}

func (d door) readFront(r *web.Request, competition string) (*frontData, error) {
	front, err := d.store.Front(r.Context(), competition, r.Language)
	if err != nil {
		return nil, err
	}
	data := &frontData{Front: front}
	if front.Current != nil {
		data.Edition = &editionView{EditionOverview: front.Current, Merged: true}
	}
	return data, nil
}

// comingDate is a date, or several of a kind that fall on one moment.
type comingDate struct {
	*store.Date
	Rounds []*store.Round
}

// Only is the one round whose date it is, or nil.
func (c comingDate) Only() *store.Round {
	if len(c.Rounds) == 1 {
		return c.Rounds[0]
	}
	return nil
}

// comingRows is how many dates the front page shows.
const comingRows = 6

// Coming lists the next dates; those of several rounds that fall on one moment make one line.
func (d frontData) Coming() (list []*comingDate) {
	for _, date := range d.Dates {
		if n := len(list); n > 0 && list[n-1].Kind == date.Kind && list[n-1].At.Equal(date.At) {
			if last := list[n-1]; last.Rounds[len(last.Rounds)-1].ID != date.Round.ID {
				last.Rounds = append(last.Rounds, &date.Round)
			}
			continue
		}
		if len(list) == comingRows {
			break
		}
		list = append(list, &comingDate{date, []*store.Round{&date.Round}})
	}
	return list
}

// The words for whether entries are taken; each is the last one of its message.
const (
	enterNow   = "now"
	enterLater = "later"
	enterOver  = "over"
)

// entering is whether entries of an edition are taken.
type entering struct {
	Word string
	At   time.Time // when the next deadline is, or the first round begins to take them
}

// Entering tells whether entries are taken now, and until or from when.
func (d frontData) Entering() entering {
	later := entering{Word: enterOver}
	for _, date := range d.Dates {
		switch from := opens(date); {
		case date.Kind == store.EntriesEnd && !from.IsZero() && !from.After(date.Now):
			return entering{enterNow, date.At}
		case date.Kind == store.EntriesOpen && later.Word == enterOver:
			later = entering{enterLater, date.At}
		}
	}
	return later
}

// opens is when the entries that a date is about begin to be taken.
func opens(date *store.Date) time.Time {
	if c := date.Contest; c != nil && !c.Contest.EntriesFrom.IsZero() {
		return c.Contest.EntriesFrom
	}
	return date.Round.EntriesFrom
}
