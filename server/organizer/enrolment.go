package organizer

import (
	"slices"
	"strconv"
	"strings"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const enrolPage web.Page[enrolData] = "organizer/enrol"

type enrolData struct {
	*store.EnrolmentSetup
	Head    rosterHead
	Search  string
	Beyond  bool // the search goes beyond the chapter's region
	Chosen  []string
	Outcome *store.Enrolment // nil: nobody was refused just now
	Reason  string           // why the refused ones should be let in
	Errors  web.Errors
}

type enrolForm struct {
	Bodies []string `form:"bodies"`
	Reason string   `form:"reason"`
}

// Tickable tells whether any of the found may be ticked.
func (d enrolData) Tickable() bool {
	for _, b := range d.Found {
		if !b.Standing {
			return true
		}
	}
	return false
}

// IsChosen tells whether a body was ticked in the form that is shown again.
func (d enrolData) IsChosen(body string) bool { return slices.Contains(d.Chosen, body) }

// Rule puts the category's rule of eligibility into words.
func (d enrolData) Rule(lang locale.Language) (lines []string) {
	rule := d.Category.Eligibility
	if len(rule.Kinds) > 0 {
		kinds := make([]string, len(rule.Kinds))
		for i, kind := range rule.Kinds {
			kinds[i] = locale.T(lang, kind.Key())
		}
		lines = append(lines, locale.T(lang, "roster.rule_kinds", "Kinds", strings.Join(kinds, ", ")))
	}
	if rule.ORP != nil {
		lines = append(lines, locale.T(lang, "roster.rule_orp_"+strconv.FormatBool(*rule.ORP)))
	}
	if rule.PopulationMin != nil {
		lines = append(lines, locale.T(lang, "roster.rule_min", "Count", *rule.PopulationMin))
	}
	if rule.PopulationMax != nil {
		lines = append(lines, locale.T(lang, "roster.rule_max", "Count", *rule.PopulationMax))
	}
	if len(rule.Include) > 0 {
		lines = append(lines, locale.T(lang, "roster.rule_include", "Count", len(rule.Include)))
	}
	if len(rule.Exclude) > 0 {
		lines = append(lines, locale.T(lang, "roster.rule_exclude", "Count", len(rule.Exclude)))
	}
	return lines
}

// Sources say where the country's bodies come from.
func (d enrolData) Sources() []registerSource { return sourcesOf(d.EnrolmentSetup.Sources) }

func (d door) enrolData(r *web.Request) (enrolData, error) {
	data := enrolData{Search: strings.TrimSpace(r.Query("q")), Beyond: r.Query("beyond") != ""}
	place, err := d.store.EnrolmentSetup(r.Context(), r.Actor, r.Var("contest"), data.Search, data.Beyond)
	if err != nil {
		return data, err
	}
	data.EnrolmentSetup = place
	data.Head = rosterHead{place.ContestPlace, "organizer.enrol", ""}
	return data, nil
}

func (d door) enrolling(r *web.Request) error {
	data, err := d.enrolData(r)
	if err != nil {
		return err
	}
	return enrolPage.Show(r, data)
}

// enrol enters those that are ticked. Where some are refused, the page that answers says who and why, and lets the organizer
// insist.
func (d door) enrol(r *web.Request) error {
	var form enrolForm
	err := r.Decode(&form)
	var done *store.Enrolment
	if err == nil {
		done, err = d.store.Enrol(r.Context(), r.Actor, r.Var("contest"), store.EnrolForm(form))
	}
	return d.enrolled(r, form, done, err)
}

// enrolEligible enters everybody whom the category's rule lets in.
func (d door) enrolEligible(r *web.Request) error {
	done, err := d.store.EnrolEligible(r.Context(), r.Actor, r.Var("contest"))
	return d.enrolled(r, enrolForm{}, done, err)
}

func (d door) enrolled(r *web.Request, form enrolForm, done *store.Enrolment, err error) error {
	if err == nil && len(done.Refused) == 0 {
		if len(done.Warned) > 0 {
			r.Notice("seat.enrolled_warned", "Count", done.Added, "Names", warnedNames(r.Language, done.Warned))
		} else if done.Kept == 0 {
			r.Notice("roster.enrolled", "Count", done.Added)
		} else {
			r.Notice("roster.enrolled_kept", "Count", done.Added, "Kept", done.Kept)
		}
		return d.toEnrol(r)
	}
	data, pageErr := d.enrolData(r)
	if pageErr != nil {
		return pageErr
	}
	data.Chosen, data.Reason = form.Bodies, form.Reason
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return enrolPage.Again(r, err, data)
	}
	data.Outcome = done
	return enrolPage.Show(r, data)
}

// warnedNames lists bodies that were entered though something speaks against them, each with what it is.
func warnedNames(lang locale.Language, warned []store.RefusedBody) string {
	names := make([]string, len(warned))
	for i, w := range warned {
		names[i] = w.Body.Title() + " (" + locale.T(lang, string(w.Reason)) + ")"
	}
	return strings.Join(names, "; ")
}

// toEnrol leads to the page with the search that was on it.
func (d door) toEnrol(r *web.Request) error {
	return r.Redirect("organizer.enrol", "contest", r.Var("contest"), "q", r.Query("q"), "beyond", r.Query("beyond"))
}
