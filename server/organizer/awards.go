package organizer

import (
	"strings"

	"blazon/locale"
	"blazon/server/web"
	"blazon/spreadsheet"
	"blazon/store"
)

const awardsPage web.Page[awardsData] = "organizer/awards"

// awardsData is what a round confers.
type awardsData struct {
	*store.RoundAwards
	Head   *roundHead
	Errors web.Errors
}

// Missing are the languages of the site in which a conferred award has no citation.
func (awardsData) Missing(a *store.AwardedAward) (languages []string) {
	if !a.Conferred() {
		return nil
	}
	for _, lang := range locale.Languages {
		if a.Citation[lang] == "" {
			languages = append(languages, lang.Name())
		}
	}
	return languages
}

func (d door) awardsData(r *web.Request) (awardsData, error) {
	awards, err := d.store.RoundAwards(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return awardsData{}, err
	}
	return awardsData{RoundAwards: awards, Head: &roundHead{&awards.Place, "organizer.awards"}}, nil
}

func (d door) awards(r *web.Request) error {
	data, err := d.awardsData(r)
	if err != nil {
		return err
	}
	return awardsPage.Show(r, data)
}

// takeProposal confers what the jury has drafted.
func (d door) takeProposal(r *web.Request) error {
	data, err := d.awardsData(r)
	if err != nil {
		return err
	}
	var form struct {
		Proposal string `form:"proposal"`
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.ConferProposal(r.Context(), r.Actor, form.Proposal)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return awardsPage.Again(r, err, data)
	}
	r.Notice("award.taken_over")
	return r.Redirect("organizer.awards", "round", r.Var("round"))
}

// payments sends what the round owes as a table.
func (d door) payments(r *web.Request) error {
	results, list, err := d.store.Payments(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	table := &spreadsheet.Table{Name: r.T("award.payments") + " " + results.Edition.Slug + " " + results.Round.Slug, Zone: results.Edition.Zone(),
		Columns: r.Columns("award.decided_at", "award.reference", "award.category", "award.for", "award.code", "award.beneficiary", "award.money", "award.currency")}
	for _, p := range list {
		table.Rows = append(table.Rows, []any{p.DecidedAt, p.Reference, p.Category.In(r.Language), paidFor(r.Language, p), p.Codes(),
			p.Candidate.Display(r.Language), exactAmount(p.Minor), p.Currency})
	}
	return r.SendTable(table, spreadsheet.XLSX)
}

// paidFor says for what somebody gets money.
func paidFor(lang locale.Language, p *store.Payment) string {
	var words []string
	if st := p.Standing; st != nil {
		words = append(words, locale.Place(lang, st.AwardedPlace, st.LastAwarded(), st.Shared, p.Ranges))
	}
	if name := p.Award.In(lang); name != "" {
		words = append(words, name)
	}
	return strings.Join(words, " – ")
}

// exactAmount writes hundredths as spreadsheets read them.
func exactAmount(minor int64) spreadsheet.Decimal {
	return spreadsheet.Decimal(strings.Replace(web.TypedAmount(minor), ",", ".", 1))
}
