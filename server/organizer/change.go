package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const changePage web.Page[changeData] = "organizer/change"

// changeData is a change in mid-year, explained before it is made. The texts are in the reader's language.
type changeData struct {
	Crumbs   []web.Crumb
	Title    string   // what is to be done
	About    string   // to what
	Means    []string // what it comes to in any case
	Warnings []string // what somebody might not expect
	Done     string   // it is done already; empty: it is not
	Restore  string   // the address that takes it back; empty: nothing does
	Back     string   // the address where everything stays as it is
	Button   string
	Choice   *changeChoice // nil: there is nothing to choose
	Reason   string
	Errors   web.Errors

	*store.Consequences
}

// changeChoice is what the change needs to know first.
type changeChoice struct {
	Label   string
	Options []web.Option
	Chosen  string
	None    string // what to say where there is nothing to choose from
}

// Ready tells whether all is chosen that the consequences depend on.
func (d changeData) Ready() bool { return d.Choice == nil || d.Choice.Chosen != "" }

// changeForm is what a change is made with.
type changeForm struct {
	Reason string `form:"reason"`
	Into   string `form:"into"`
}

// change reads the form, makes the change, and leads on; what is refused is said on the page that explains it.
func (r changing) change(act func(form changeForm) error) error {
	var form changeForm
	err := r.Decode(&form)
	if err == nil {
		err = act(form)
	}
	if err == nil {
		r.Notice(r.notice)
		return r.then()
	}
	data, pageErr := r.page(form.Into)
	if pageErr != nil {
		return pageErr
	}
	data.Reason, data.Errors = form.Reason, web.ErrorsOf(err).Labeled(map[string]string{"reason": "category.reason", "into": "category.into"})
	return changePage.Again(r.Request, err, data)
}

// changing is one kind of change: the page that explains it, and what comes after.
type changing struct {
	*web.Request
	page   func(into string) (changeData, error)
	notice string
	then   func() error
}

func (r changing) show() error {
	data, err := r.page(r.Query("into"))
	if err != nil {
		return err
	}
	return changePage.Show(r.Request, data)
}

// restored takes a change back and leads on; what stands in the way is a page of its own.
func restored(r *web.Request, err error, then func() error) error {
	if err != nil {
		return err
	}
	r.Notice("category.restored")
	return then()
}

// chosen is a choice that the address or the form makes; an unknown one is none.
func chosen(label, none string, options []web.Option, into string) *changeChoice {
	c := &changeChoice{Label: label, None: none, Options: options}
	for _, o := range options {
		if o.Value == into {
			c.Chosen = into
		}
	}
	return c
}

// lines drops what does not apply.
func lines(list ...string) (kept []string) {
	for _, line := range list {
		if line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// when gives a text where a condition holds.
func when(holds bool, text string) string {
	if holds {
		return text
	}
	return ""
}
