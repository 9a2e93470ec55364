package organizer

import (
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const roundEditPage web.Page[roundEditData] = "organizer/round-edit"

type roundEditData struct {
	*store.RoundSetup
	Form   roundForm
	Errors web.Errors
}

// roundForm is what a round's organizer sets. Texts are in the edition's language; the round's name is in the others, too.
type roundForm struct {
	datesForm
	Name        string            `form:"name"`
	NameIn      map[string]string `form:"name_in"`
	Number      string            `form:"number"` // empty: as everybody counts
	Organizer   string            `form:"organizer"`
	Contact     string            `form:"contact"`
	Ceremony    ceremonyForm      `form:"ceremony"`
	Signatories []signatoryRow    `form:"signatories"`
	Partners    []partnerRow      `form:"partners"`
	Reason      string            `form:"reason"` // why a deadline moves that people rely on
}

type ceremonyForm struct {
	StartsAt web.Moment `form:"starts_at"`
	Town     string     `form:"town"`
	Venue    string     `form:"venue"`
}

type signatoryRow struct {
	Name string `form:"name"`
	Role string `form:"role"`
}

type partnerRow struct {
	Name string `form:"name"`
	URL  string `form:"url"`
}

// blankRows is how many empty rows follow those that are filled in, to add to a list.
const blankRows = 2

// SignatoryRows are the rows to show, with empty ones at the end.
func (f roundForm) SignatoryRows() []signatoryRow {
	return append(f.Signatories[:len(f.Signatories):len(f.Signatories)], make([]signatoryRow, blankRows)...)
}

// PartnerRows are the rows to show, with empty ones at the end.
func (f roundForm) PartnerRows() []partnerRow {
	return append(f.Partners[:len(f.Partners):len(f.Partners)], make([]partnerRow, blankRows)...)
}

// Closed tells whether the judging is closed, and with it the dates.
func (d roundEditData) Closed() bool { return !d.Round.ClosedAt.IsZero() }

// Others are the languages into which the round's name may be translated.
func (d roundEditData) Others() (list []locale.Language) {
	for _, l := range locale.Languages {
		if l != d.Language() {
			list = append(list, l)
		}
	}
	return list
}

func (d door) editRound(r *web.Request) error {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	return roundEditPage.Show(r, roundEditData{RoundSetup: setup, Form: formOf(setup)})
}

func (d door) saveRound(r *web.Request) error {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	data := roundEditData{RoundSetup: setup}
	err = r.Decode(&data.Form)
	data.Form.tidy()
	if err == nil {
		var form store.RoundForm
		if form, err = data.round(); err == nil {
			err = d.store.UpdateRound(r.Context(), r.Actor, setup.Round.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(roundEditLabels, err)
		return roundEditPage.Again(r, err, data)
	}
	r.Notice("organizer.round_saved")
	return r.Redirect("organizer.round", "round", setup.Round.UID)
}

// tidy drops the rows that are empty, so that they count as the store counts them.
func (f *roundForm) tidy() {
	signatories, partners := f.Signatories, f.Partners
	f.Signatories, f.Partners = nil, nil
	for _, row := range signatories {
		if row.Name = strings.TrimSpace(row.Name); row.Name != "" || strings.TrimSpace(row.Role) != "" {
			f.Signatories = append(f.Signatories, row)
		}
	}
	for _, row := range partners {
		row.Name, row.URL = strings.TrimSpace(row.Name), strings.TrimSpace(row.URL)
		if row != (partnerRow{}) {
			f.Partners = append(f.Partners, row)
		}
	}
}

// formOf fills the form with what is stored.
func formOf(setup *store.RoundSetup) roundForm {
	lang, zone := setup.Language(), setup.Edition.Zone()
	f := roundForm{datesForm: datesOf(setup.Round.Dates(), zone), Name: setup.Round.Name.In(lang), NameIn: map[string]string{},
		Number: digits(setup.Setting.Number), Organizer: setup.Setting.Organizer.In(lang), Contact: setup.Setting.Contact}
	for l, name := range setup.Round.Name {
		f.NameIn[string(l)] = name
	}
	if c := setup.Ceremony; c != nil {
		f.Ceremony = ceremonyForm{web.MomentOf(c.StartsAt, zone), c.Town.In(lang), c.Venue.In(lang)}
	}
	for _, s := range setup.Signatories {
		f.Signatories = append(f.Signatories, signatoryRow{s.Name, s.Role.In(lang)})
	}
	for _, p := range setup.Partners {
		f.Partners = append(f.Partners, partnerRow{p.Name, p.URL})
	}
	return f
}

// round reads the form; what the store checks is left to it.
func (d roundEditData) round() (store.RoundForm, error) {
	f, lang := d.Form, d.Language()
	c := reading{zone: d.Edition.Zone()}
	form := store.RoundForm{Name: locale.Text{lang: f.Name}, Dates: d.Round.Dates(), Contact: strings.TrimSpace(f.Contact),
		Organizer: retyped(d.Setting.Organizer, lang, f.Organizer)}
	for _, l := range d.Others() {
		form.Name[l] = f.NameIn[string(l)]
	}
	if !d.Closed() {
		form.Dates, form.Reason = c.dates("", f.datesForm, form.Dates), f.Reason
	}
	if strings.TrimSpace(f.Number) != "" {
		form.Number = c.number("number", f.Number, "fault.bad_number")
	}
	form.Ceremony = d.ceremony(&c)
	for i, row := range f.Signatories {
		var before locale.Text
		if i < len(d.Signatories) {
			before = d.Signatories[i].Role
		}
		form.Signatories = append(form.Signatories, store.SignatoryForm{Name: row.Name, Role: retyped(before, lang, row.Role)})
	}
	for _, row := range f.Partners {
		form.Partners = append(form.Partners, store.PartnerForm{Name: row.Name, URL: row.URL})
	}
	return form, fault.InForm(c.wrong...)
}

// ceremony reads the ceremony; left empty there is none.
func (d roundEditData) ceremony(c *reading) *store.CeremonyForm {
	f, before := d.Form.Ceremony, d.Ceremony
	if f == (ceremonyForm{}) {
		return nil
	}
	if before == nil {
		before = &store.Ceremony{}
	}
	return &store.CeremonyForm{StartsAt: c.moment("ceremony.starts_at", f.StartsAt, before.StartsAt),
		Town: retyped(before.Town, d.Language(), f.Town), Venue: retyped(before.Venue, d.Language(), f.Venue)}
}
