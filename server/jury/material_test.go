package jury_test

import (
	"sync/atomic"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// A juror reads what an entry says, but for what is hidden from the jury and whoever filled it in.
func TestAJurorReadsTheEntryWithoutWhatIsHidden(t *testing.T) {
	begun := time.Now()
	var shift atomic.Int64
	options := store.Options{Now: func() time.Time { return begun.Add(time.Duration(shift.Load())) }}
	servertest.EachWith(t, options, func(t *testing.T, s *servertest.Server) {
		shift.Store(0)
		d := &materialDesk{t: t, server: s, round: storetest.Round(t, s.Store, 0, 1)}
		hidden := d.ask(store.FieldForm{Kind: store.LongText, Label: locale.Text{locale.Czech: "Rozpočet"}, Hidden: true})
		shown := d.ask(store.FieldForm{Kind: store.LongText, Label: locale.Text{locale.Czech: "Co je nového"}})
		ended := d.ask(store.FieldForm{Kind: store.ShortText, Label: locale.Text{locale.Czech: "Co už nás nezajímá"}})
		shift.Store(int64(-45 * 24 * time.Hour)) // entries are taken
		d.enter(store.Answers{hidden: {"Utajená částka 120 tisíc"}, shown: {"Nový <b>kalendář</b>\nakcí"}, ended: {"Dřívější odpověď"}})
		shift.Store(0)
		setup, err := s.Store.FormSetup(t.Context(), d.round.Organizer, d.category)
		d.must(err)
		for _, f := range setup.Fields {
			if f.Key == ended {
				d.must(s.Store.EndField(t.Context(), d.round.Organizer, d.category, f.UID))
			}
		}
		page := d.sheet()
		page.Has(t, "Co o\u00a0sobě uvádí přihláška", "Galileo Corporation", "Co je nového", "Nový &lt;b&gt;kalendář&lt;/b&gt;\nakcí",
			`href="https://www.obec.cz/web"`, "Co už nás nezajímá", "už se neptáme", "Dřívější odpověď")
		page.Lacks(t, "Rozpočet", "Utajená", "120 tisíc", "Tajemnice úřadu", "podatelna@example.org")

		parts := setup.Parts
		for i := range parts {
			parts[i].Hidden = parts[i].Part == store.PartSupplier
		}
		effects, err := s.Store.PartsPlan(t.Context(), d.round.Organizer, d.category, parts)
		d.must(err)
		d.must(s.Store.SaveParts(t.Context(), d.round.Organizer, d.category, parts, store.AgreementTo(effects)))
		d.sheet().Lacks(t, "Galileo")
	})
}

type materialDesk struct {
	t        *testing.T
	server   *servertest.Server
	round    *storetest.JudgedRound
	category string
	visitor  *servertest.Visitor
}

func (d *materialDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// ask adds a question to the form of municipalities, and gives its key.
func (d *materialDesk) ask(form store.FieldForm) string {
	d.t.Helper()
	setup, err := d.server.Store.EditionSetup(d.t.Context(), d.round.Organizer, d.round.Edition.UID, locale.Czech)
	d.must(err)
	for _, c := range setup.Categories {
		if c.Slug == "obec" {
			d.category = c.UID
		}
	}
	uid, err := d.server.Store.AddField(d.t.Context(), d.round.Organizer, d.category, form, "")
	d.must(err)
	all, err := d.server.Store.FormSetup(d.t.Context(), d.round.Organizer, d.category)
	d.must(err)
	return all.Field(uid).Key
}

// enter hands in and admits an entry of a body.
func (d *materialDesk) enter(answers store.Answers) {
	d.t.Helper()
	ctx, s := d.t.Context(), d.server.Store
	bodies := storetest.Bodies(d.t, s, "CZ020", false, 1)
	m, err := s.GrantMembership(ctx, store.Operator(), store.MembershipForm{Role: judging.Representative, Body: bodies[0],
		Person: store.Person{Email: "podatelna@example.org", Name: "Tajemnice úřadu", Language: locale.Czech}})
	d.must(err)
	clerk := storetest.Actor(d.t, s, m.UserID)
	entry, err := s.BeginEntry(ctx, clerk, d.category, bodies)
	d.must(err)
	view, err := s.EntryView(ctx, clerk, entry)
	d.must(err)
	saved, err := s.SaveDraft(ctx, clerk, entry, store.DraftForm{Revision: view.Entry.Revision,
		Filled: store.Filled{URL: "www.obec.cz/web", Supplier: "Galileo Corporation", Answers: answers}})
	d.must(err)
	_, err = s.SubmitEntry(ctx, clerk, entry, store.SubmitForm{Revision: saved.Revision, Agreed: true})
	d.must(err)
	d.must(s.CheckEntry(ctx, d.round.Organizer, entry, store.CheckForm{Revision: saved.Revision + 1, Outcome: store.CheckAdmitted}))
	_, err = s.Assign(ctx, d.round.Organizer, d.round.Contest, store.AssignForm{})
	d.must(err)
}

// sheet opens the juror's sheet of the entry.
func (d *materialDesk) sheet() servertest.Page {
	d.t.Helper()
	seat := d.round.Jurors[0]
	if d.visitor == nil {
		d.must(d.server.Store.SetPassword(d.t.Context(), store.Operator(), seat.Email, servertest.Password))
		d.visitor = d.server.Visitor(d.t)
		d.visitor.SignIn(seat.Email)
	}
	round, err := d.server.Store.DeskRound(d.t.Context(), seat.Actor, d.round.UID, locale.Czech)
	d.must(err)
	return d.visitor.Get("/cs/jury/" + d.round.UID + "/sheets/" + round.Contests[0].Sheets[0].Assignment)
}
