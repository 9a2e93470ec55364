package jury

import (
	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const commentsPage web.Page[commentsData] = "jury/comments"

type commentsData struct {
	*store.SharedComments
	Closed *fault.Fault // why nothing can be changed now; nil: it can
	Errors web.Errors
}

// comments are what the juror wrote, of which he says what the entrants may read.
func (d door) comments(r *web.Request) error {
	data, err := d.commentsData(r)
	if err != nil {
		return err
	}
	return commentsPage.Show(r, data)
}

func (d door) commentsData(r *web.Request) (data commentsData, err error) {
	data.SharedComments, err = d.store.SharedComments(r.Context(), r.Actor, r.Var("round"), r.Language)
	if err == nil && data.Editable != nil {
		data.Closed = fault.Of(data.Editable)
	}
	return data, err
}

type commentsForm struct {
	Shared []string `form:"shared"` // uids of assignments
}

func (d door) shareComments(r *web.Request) error {
	var form commentsForm
	err := r.Decode(&form)
	if err == nil {
		err = d.store.ShareComments(r.Context(), r.Actor, r.Var("round"), form.Shared)
	}
	if err != nil {
		data, failed := d.commentsData(r)
		if failed != nil {
			return failed
		}
		for _, c := range data.Comments {
			c.Shared = false
			for _, uid := range form.Shared {
				c.Shared = c.Shared || uid == c.Assignment
			}
		}
		data.Errors = web.ErrorsOf(err)
		return commentsPage.Again(r, err, data)
	}
	r.Notice("publication.comments_saved")
	return r.Redirect("jury.comments", "round", r.Var("round"))
}
