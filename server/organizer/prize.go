package organizer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const prizesPage web.Page[prizesData] = "organizer/prizes"

type prizesData struct {
	*store.PrizeTable
	Form   prizesForm
	Errors web.Errors
}

// prizesForm is what comes with the places, by the contests' uids; texts are in the edition's language.
type prizesForm struct {
	Prizes map[string][]prizeRow `form:"prizes"`
}

type prizeRow struct {
	Place    string `form:"place"`
	Name     string `form:"name"`
	Title    string `form:"title"`
	Object   string `form:"object"`
	Amount   string `form:"amount"` // in whole units, "40 000" or "40000,50"
	Currency string `form:"currency"`
}

var prizesLabels = map[string]string{"prizes[][].place": "edition.prize_place", "prizes[][].name": "edition.prize_name", "prizes[][].title": "edition.prize_title",
	"prizes[][].object": "edition.prize_object", "prizes[][].amount": "edition.prize_amount", "prizes[][].currency": "edition.prize_currency"}

// prizeContest is a contest with its prizes as the page shows them.
type prizeContest struct {
	*store.ContestPrizes
	Open bool
	Rows []prizeRow // of the form, with empty ones at the end
}

// Tables are the contests in their order.
func (d prizesData) Tables() (tables []prizeContest) {
	for i := range d.Contests {
		c := &d.Contests[i]
		rows := slices.Clone(d.Form.Prizes[c.Contest.UID])
		for range blankRows {
			rows = append(rows, prizeRow{Currency: currencyOf(&d.Competition)})
		}
		tables = append(tables, prizeContest{c, d.Open(c), rows})
	}
	return tables
}

// Locked tells whether the center has locked the prizes for the actor.
func (d prizesData) Locked() bool { return !d.Central && d.Edition.Locks(store.PrizesPart) }

// Changeable tells whether the actor may change the prizes of any contest.
func (d prizesData) Changeable() bool {
	for i := range d.Contests {
		if d.Open(&d.Contests[i]) {
			return true
		}
	}
	return false
}

// Field is the name of a field in a contest's row.
func (prizesData) Field(contest string, i int, name string) string {
	return fmt.Sprintf("prizes[%s][%d].%s", contest, i, name)
}

func (d door) prizes(r *web.Request) error {
	table, err := d.store.Prizes(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	data := prizesData{PrizeTable: table, Form: prizesForm{Prizes: map[string][]prizeRow{}}}
	lang := table.Language()
	for _, c := range table.Contests {
		for _, a := range c.Prizes {
			row := prizeRow{Place: strconv.Itoa(a.Place), Name: a.Name.In(lang), Title: a.Title.In(lang), Object: a.Object.In(lang), Currency: a.Currency}
			if a.Amount != 0 {
				row.Amount = web.TypedAmount(a.Amount)
			}
			data.Form.Prizes[c.Contest.UID] = append(data.Form.Prizes[c.Contest.UID], row)
		}
	}
	return prizesPage.Show(r, data)
}

func (d door) savePrizes(r *web.Request) error {
	table, err := d.store.Prizes(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	data := prizesData{PrizeTable: table}
	err = r.Decode(&data.Form)
	data.Form.tidy()
	if err == nil {
		var prizes map[string][]store.PrizeForm
		if prizes, err = data.read(); err == nil {
			err = d.store.SetPrizes(r.Context(), r.Actor, table.Round.UID, prizes)
		}
	}
	if err != nil {
		data.Errors = wrongIn(prizesLabels, err)
		return prizesPage.Again(r, err, data)
	}
	r.Notice("edition.prizes_saved")
	return r.Redirect("organizer.prizes", "round", table.Round.UID)
}

// tidy drops the rows that are empty, so that they count as the store counts them.
func (f *prizesForm) tidy() {
	for contest, rows := range f.Prizes {
		var kept []prizeRow
		for _, row := range rows {
			if strings.TrimSpace(row.Place+row.Name+row.Title+row.Object+row.Amount) != "" {
				kept = append(kept, row)
			}
		}
		f.Prizes[contest] = kept
	}
}

// read reads the form; what the store checks is left to it. Translations stay where the words do.
func (d prizesData) read() (map[string][]store.PrizeForm, error) {
	c, lang := reading{}, d.Language()
	prizes := map[string][]store.PrizeForm{}
	for i := range d.Contests {
		contest := &d.Contests[i]
		uid := contest.Contest.UID
		rows, sent := d.Form.Prizes[uid]
		if !sent {
			continue
		}
		prizes[uid] = []store.PrizeForm{}
		for n, row := range rows {
			form := store.PrizeForm{Currency: strings.ToUpper(strings.TrimSpace(row.Currency))}
			form.Place = c.number(d.Field(uid, n, "place"), row.Place, "edition.bad_place")
			before := prizeBefore(contest, form.Place)
			form.Name, form.Title, form.Object = retyped(before.Name, lang, row.Name), retyped(before.Title, lang, row.Title), retyped(before.Object, lang, row.Object)
			var err error
			if form.Amount, err = web.ReadAmount(row.Amount); err != nil {
				c.add(d.Field(uid, n, "amount"), "edition.bad_amount")
			}
			prizes[uid] = append(prizes[uid], form)
		}
	}
	return prizes, fault.InForm(c.wrong...)
}

// prizeBefore is what came with the place so far.
func prizeBefore(c *store.ContestPrizes, place int) store.Award {
	for _, a := range c.Prizes {
		if a.Place == place {
			return a
		}
	}
	return store.Award{Name: locale.Text{}, Title: locale.Text{}, Object: locale.Text{}}
}
