package jury

import (
	"strconv"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const lastLookPage web.Page[lastLookData] = "jury/last-look"

// lastLookData is everything that a juror is about to submit, with what is worth a second look.
type lastLookData struct {
	*store.OwnSheets
	Contests []lookedContest
	Editable bool
	Errors   web.Errors
}

// lookedContest is a contest with its sheets, those that something is the matter with first.
type lookedContest struct {
	*store.OwnContest
	Uniform []*store.OwnCriterion // on which all sheets have the same value
	Sheets  []lookedSheet
}

// lookedSheet is a sheet with what is worth a second look.
type lookedSheet struct {
	*store.OwnSheet
	Extreme []store.OwnCell // nothing or everything was given
	Far     []store.OwnCell // far from what the juror gives otherwise
}

// Looked is the name of the field with the revision that is looked at.
func (s lookedSheet) Looked() string { return "looked[" + s.Assignment + "]" }

// Remarkable tells whether there is anything to look at again.
func (s lookedSheet) Remarkable() bool { return len(s.Extreme)+len(s.Far) > 0 || s.Flat() }

// Ready counts the sheets that can be submitted now.
func (d lastLookData) Ready() int {
	return d.count(func(s lookedSheet) bool { return !s.Done() && s.Complete() })
}

// Submitted counts those that are.
func (d lastLookData) Submitted() int {
	return d.count(func(s lookedSheet) bool { return s.Done() })
}

// Incomplete counts those that lack something.
func (d lastLookData) Incomplete() int {
	return d.count(func(s lookedSheet) bool { return !s.Done() && !s.Complete() })
}

func (d lastLookData) count(is func(lookedSheet) bool) (n int) {
	for _, c := range d.Contests {
		for _, s := range c.Sheets {
			if is(s) {
				n++
			}
		}
	}
	return n
}

func (d door) lastLook(r *web.Request) error {
	data, err := d.lookAt(r)
	if err != nil {
		return err
	}
	return lastLookPage.Show(r, data)
}

func (d door) lookAt(r *web.Request) (data lastLookData, err error) {
	own, err := d.store.OwnSheets(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return data, err
	}
	data = lastLookData{OwnSheets: own, Editable: own.Phase() == judging.Judging}
	for _, c := range own.Contests {
		looked := lookedContest{OwnContest: c}
		judged := 0 // what is scored for training is no habit
		for _, s := range c.Sheets {
			if !s.Candidate.Training {
				judged++
			}
		}
		for _, k := range c.Criteria {
			if k.Habit.Uniform() && k.Habit.N == judged {
				looked.Uniform = append(looked.Uniform, k)
			}
		}
		for _, s := range c.Sheets {
			looked.Sheets = append(looked.Sheets, lookOver(s))
		}
		data.Contests = append(data.Contests, looked)
	}
	return data, nil
}

// lookOver finds what is worth a second look on a sheet. An item of a checklist is all or nothing by its nature.
func lookOver(s *store.OwnSheet) lookedSheet {
	looked := lookedSheet{OwnSheet: s}
	for _, c := range s.Cells {
		if c.Empty || c.Criterion.Max == judging.One {
			continue
		}
		if c.Value == 0 || c.Value == c.Criterion.Max {
			looked.Extreme = append(looked.Extreme, c)
		} else if c.Criterion.Habit.Far(c.Value, c.Criterion.Max) {
			looked.Far = append(looked.Far, c)
		}
	}
	return looked
}

// submitAll submits what was looked at, or takes everything back.
func (d door) submitAll(r *web.Request) error {
	var form struct {
		Act    string           `form:"act"`
		Looked map[string]int64 `form:"looked"`
	}
	err := r.Decode(&form)
	var n int
	switch {
	case err != nil:
	case form.Act == takeBack:
		n, err = d.store.TakeBackSheets(r.Context(), r.Actor, r.Var("round"))
	default:
		n, err = d.store.SubmitSheets(r.Context(), r.Actor, r.Var("round"), form.Looked)
	}
	if err != nil {
		data, lookErr := d.lookAt(r)
		if lookErr != nil {
			return lookErr
		}
		data.Errors = web.ErrorsOf(err)
		return lastLookPage.Again(r, err, data)
	}
	if form.Act == takeBack {
		r.Notice("sheet.all_taken_back", "Count", n)
		return r.Redirect("jury.last_look", "round", r.Var("round"))
	}
	r.Notice("sheet.all_submitted", "Count", n)
	return r.Redirect("jury.receipt", "round", r.Var("round"))
}

const receiptPage web.Page[receiptData] = "jury/receipt"

// receiptData is what the server has of a juror's submitted sheets.
type receiptData struct {
	*store.OwnSheets
	Code string
}

// When is when a sheet was submitted; the zone stands above, beside the time of the receipt.
func (d receiptData) When(lang locale.Language, t time.Time) string { return clock(lang, t, &d.Place) }

// Open counts the sheets that are not submitted.
func (d receiptData) Open() int { return d.Count().Open() }

// Of gives what a sheet has on a criterion; empty: it is not owed, or not given.
func (d receiptData) Of(s *store.OwnSheet, k *store.OwnCriterion) string {
	for _, c := range s.Cells {
		if c.Criterion == k && !c.Empty {
			return c.Value.String()
		}
	}
	return ""
}

func (d door) receipt(r *web.Request) error {
	own, err := d.store.OwnSheets(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	return receiptPage.Show(r, receiptData{own, own.Code()})
}

const ownPage web.Page[ownData] = "jury/own"

type ownData struct{ *store.OwnSheets }

func (d door) own(r *web.Request) error {
	own, err := d.store.OwnSheets(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err != nil {
		return err
	}
	return ownPage.Show(r, ownData{own})
}

// bar is how often a value was given, in a picture that is 200 wide and 48 high.
type bar struct{ X, Y, Height int }

// Bars draw a criterion's values: where on its scale, and how often.
func (ownData) Bars(k *store.OwnCriterion) (bars []bar) {
	counts, most := map[int]int{}, 0
	for _, v := range k.Values {
		x := int(v.Micros() * 190 / k.Max.Micros() / 5 * 5) // in 39 places
		counts[x]++
		most = max(most, counts[x])
	}
	for x := 0; x <= 190; x += 5 {
		if n := counts[x]; n > 0 {
			height := max(4, n*44/most)
			bars = append(bars, bar{x + 3, 46 - height, height})
		}
	}
	return bars
}

// Mean writes a mean with two decimals.
func (ownData) Mean(lang locale.Language, h judging.Habit) string { return meanOf(lang, h) }

func meanOf(lang locale.Language, h judging.Habit) string {
	mean, has := h.Mean()
	if !has {
		return "–"
	}
	return locale.Decimal(lang, mean.Round(2))
}

// MeanX is where the mean lies in the picture.
func (ownData) MeanX(k *store.OwnCriterion) string {
	mean, _ := k.Habit.Mean()
	value, err := judging.ParseDecimal(mean.Round(2))
	if err != nil {
		return "0"
	}
	return strconv.FormatInt(value.Micros()*190/k.Max.Micros()+5, 10)
}
