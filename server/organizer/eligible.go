package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const eligiblePage web.Page[eligibleData] = "organizer/eligible"

type eligibleData struct {
	*store.EligibleList
	List *web.List
	Rule []string
}

// eligible lists who may enter a category, or who may not, and why.
func (d door) eligible(r *web.Request) error {
	list := r.List(nil)
	list.Hint = r.T("category.search_hint")
	list.Filter(r, "show", r.T("category.show"), web.Option{Value: string(store.ShowEligible), Label: r.T("category.show_eligible")},
		web.Option{Value: string(store.ShowOut), Label: r.T("category.show_out")},
		web.Option{Value: string(store.ShowUnjudged), Label: r.T("category.show_unjudged")})
	bodies, err := d.store.EligibleBodies(r.Context(), r.Actor, r.Var("category"), store.Listing(list.Asked), r.Language)
	if err != nil {
		return err
	}
	list.Found = web.Found(bodies.Found)
	if list.IsFile() {
		return list.Send(r, eligibleFile(r, bodies))
	}
	return eligiblePage.Show(r, eligibleData{bodies, list, eligibilityWords(r.Language, bodies.Category.Eligibility)})
}
