package organizer

import (
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const autoEnrolmentPage web.Page[autoEnrolmentData] = "organizer/auto_enrolment"

type autoEnrolmentData struct {
	*store.AutoEnrolment
	Rule   []string
	Errors web.Errors
}

// Off tells whether nobody is entered, because the category is called off or entered of one's own accord.
func (d autoEnrolmentData) Off() bool {
	return !d.Category.CancelledAt.IsZero() || !d.Category.Automatic
}

// Where names a chapter that takes no part; a region without one is named as such.
func (d autoEnrolmentData) Where(lang locale.Language, c *store.EnrolChapter) string {
	if c.Chapter == nil {
		return locale.T(lang, "category.no_chapter")
	}
	return c.Chapter.Name.In(lang)
}

func (d door) autoEnrolment(r *web.Request) error {
	plan, err := d.store.PreviewAutoEnrolment(r.Context(), r.Actor, r.Var("category"))
	if err != nil {
		return err
	}
	return autoEnrolmentPage.Show(r, autoEnrolmentData{AutoEnrolment: plan, Rule: eligibilityWords(r.Language, plan.Category.Eligibility)})
}

func (d door) autoEnrol(r *web.Request) error {
	done, err := d.store.AutoEnrol(r.Context(), r.Actor, r.Var("category"))
	if err != nil {
		plan, planErr := d.store.PreviewAutoEnrolment(r.Context(), r.Actor, r.Var("category"))
		if planErr != nil {
			return planErr
		}
		return autoEnrolmentPage.Again(r, err, autoEnrolmentData{AutoEnrolment: plan, Errors: web.ErrorsOf(err)})
	}
	r.Notice("category.enrolled", "Count", done.New, "Kept", done.Kept)
	return r.Redirect("organizer.auto_enrolment", "category", r.Var("category"))
}
