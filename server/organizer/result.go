package organizer

import (
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const resultPage web.Page[resultData] = "organizer/result"

type resultData struct {
	*store.ContestResult
	Head    *contestHead
	Plan    *store.PrizePlan
	Tally   *store.TallyView // nil: there is nothing to compute, or not yet
	Blocked *fault.Fault     // why there is nothing to compute
	Form    resultForm
	Errors  web.Errors
	List    *web.List
	Rows    []*store.PlacedStanding // of the page
	Life    *store.ResultLife

	MaySeal, MayUnseal bool
}

type resultForm struct {
	Act      string            `form:"act"` // "seal", "unseal", or to decide
	Reason   string            `form:"reason"`
	Note     string            `form:"note"`
	Withheld []string          `form:"withheld"`
	Vacant   []string          `form:"vacant"`
	Why      string            `form:"withheld_reason"`
	Amounts  map[string]string `form:"amounts"` // what the chair decided, by candidate
}

// withholdable is the last place that may be withheld on the page; further down there is nothing to withhold.
const withholdable = 3

// Outdated tells whether the result no longer is what the data comes to.
func (d resultData) Outdated() bool { return d.Tally != nil && d.Tally.Outdated() }

// Decidable tells whether a result may be decided, or decided again.
func (d resultData) Decidable() bool {
	return d.Tally != nil && d.Tally.Outcome.Decided() && !d.Head.Announced() && d.Life.State != judging.Sealed
}

// Podium lists the candidates whose place may be withheld.
func (d resultData) Podium(lang locale.Language) (options []web.Option) {
	for _, st := range d.Tally.Outcome.Standings {
		if st.Place <= withholdable {
			c := d.Tally.Candidates[st.Candidate]
			place := locale.Place(lang, st.Place, st.Last, st.Shared, d.Head.Contest.Ranges())
			options = append(options, web.Option{Value: c.UID, Label: place + " – " + c.Display(lang)})
		}
	}
	return options
}

// Vacancies lists the places that may be given to nobody.
func (resultData) Vacancies(lang locale.Language) (options []web.Option) {
	for place := 1; place <= withholdable; place++ {
		options = append(options, web.Option{Value: strconv.Itoa(place), Label: locale.Place(lang, place, place, false, false)})
	}
	return options
}

// prizedCandidate is what somebody would get as the tally stands.
type prizedCandidate struct {
	Place     judging.Standing
	Candidate *store.NamedCandidate
	Share     judging.Share
	Typed     string // what the chair decided
}

// Prized lists those who would get money.
func (d resultData) Prized() (list []prizedCandidate) {
	for i, share := range d.Plan.Shares {
		if share.Minor > 0 || share.Open {
			st := d.Tally.Outcome.Standings[i]
			c := d.Tally.Candidates[st.Candidate]
			list = append(list, prizedCandidate{st, c, share, d.Form.Amounts[c.UID]})
		}
	}
	return list
}

func (d door) resultData(r *web.Request) (resultData, error) {
	results, err := d.store.ContestResults(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return resultData{}, err
	}
	data := resultData{ContestResult: results.Contests[0], Head: headOfResults(results, "organizer.result")}
	data.List = r.List(nil)
	data.Rows = web.Cut(data.List, data.Standings)
	if data.Result != nil {
		data.Form.Note = data.Result.Note.In(results.Language())
	}
	for _, st := range data.Standings {
		if st.Place != 0 && st.AwardedPlace == 0 {
			data.Form.Withheld = append(data.Form.Withheld, st.Candidate.UID)
		}
	}
	if data.Life, err = d.store.ResultLife(r.Context(), r.Actor, r.Var("contest")); err != nil {
		return resultData{}, err
	}
	data.MaySeal = judging.May(r.Actor, judging.SealResult, data.Life.Facts()) == nil
	data.MayUnseal = judging.May(r.Actor, judging.UnsealResult, data.Life.Facts()) == nil
	data.Form.remember(data.ContestResult)
	var outcome *judging.Outcome
	if data.Head.Contest.RubricID != 0 {
		data.Tally, err = d.store.Tally(r.Context(), r.Actor, r.Var("contest"))
		switch {
		case fault.Is(err, fault.Closed):
			data.Blocked = fault.Of(err)
		case err != nil:
			return data, err
		case data.Tally.Outcome.Decided():
			outcome = data.Tally.Outcome
		}
	}
	data.Plan, err = d.store.PrizePlan(r.Context(), r.Actor, r.Var("contest"), outcome)
	return data, err
}

// remember fills in what was decided last.
func (f *resultForm) remember(c *store.ContestResult) {
	f.Why = c.Why()
	for _, place := range c.Vacant() {
		f.Vacant = append(f.Vacant, strconv.Itoa(place))
	}
	f.Amounts = map[string]string{}
	for _, st := range c.Standings {
		if prize := c.PrizeOf(st); prize != nil {
			f.Amounts[st.Candidate.UID] = web.TypedAmount(prize.Amount)
		}
	}
}

// decision reads what the form decides; what the store checks is left to it.
func (d resultData) decision() (store.DecideForm, error) {
	c := reading{}
	form := store.DecideForm{Withheld: d.Form.Withheld, Reason: d.Form.Why, Amounts: map[string]int64{}}
	if note := strings.TrimSpace(d.Form.Note); note != "" {
		form.Note = locale.Text{d.Head.Language(): note}
	}
	for _, place := range d.Form.Vacant {
		form.Vacant = append(form.Vacant, c.number("vacant", place, "edition.bad_place"))
	}
	for candidate, typed := range d.Form.Amounts {
		if strings.TrimSpace(typed) == "" {
			continue
		}
		amount, err := web.ReadAmount(typed)
		if err != nil {
			c.add("amounts["+candidate+"]", "edition.bad_amount")
		}
		form.Amounts[candidate] = amount
	}
	return form, fault.InForm(c.wrong...)
}

func (d door) result(r *web.Request) error {
	data, err := d.resultData(r)
	if err != nil {
		return err
	}
	return resultPage.Show(r, data)
}

// decide freezes the result, seals it or opens it again. The note is in the edition's language, as the documents are.
func (d door) decide(r *web.Request) error {
	data, err := d.resultData(r)
	if err != nil {
		return err
	}
	data.Form = resultForm{}
	err = r.Decode(&data.Form)
	notice := "running.decided_now"
	switch {
	case err != nil:
	case data.Form.Act == "seal":
		notice, err = "result.sealed_now", d.store.SealResult(r.Context(), r.Actor, r.Var("contest"))
	case data.Form.Act == "unseal":
		notice, err = "result.unsealed_now", d.store.UnsealResult(r.Context(), r.Actor, r.Var("contest"), data.Form.Reason)
	default:
		var form store.DecideForm
		if form, err = data.decision(); err == nil {
			err = d.store.Decide(r.Context(), r.Actor, r.Var("contest"), form)
		}
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err).Labeled(map[string]string{"reason": "result.reason", "withheld_reason": "award.withheld_reason", "amounts[]": "award.money", "vacant": "award.vacant"})
		return resultPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("organizer.result", "contest", r.Var("contest"))
}
