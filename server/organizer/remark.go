package organizer

import (
	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const remarksPage web.Page[remarksData] = "organizer/remarks"

type remarksData struct {
	*store.RemarkList
	Head   rosterHead
	Entry  string // uid of the one that was answered
	Answer string
	Errors web.Errors
}

// talk is what was said about an entry, as its list shows it.
type talk struct {
	Remarks []*store.MadeRemark
	Edition store.Edition
}

// Said is what was said about an entry.
func (d remarksData) Said(e *store.RemarkedEntry) talk { return talk{e.Remarks, d.Edition} }

// Typed is the answer that was typed for an entry and could not be stored.
func (d remarksData) Typed(entry string) string {
	if entry == d.Entry {
		return d.Answer
	}
	return ""
}

// Wrong is what is wrong with the answer to an entry.
func (d remarksData) Wrong(entry string) web.Errors {
	if entry == d.Entry {
		return d.Errors
	}
	return web.Errors{}
}

func (d door) remarksData(r *web.Request) (remarksData, error) {
	list, err := d.store.Remarks(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return remarksData{}, err
	}
	return remarksData{RemarkList: list, Head: rosterHead{list.ContestPlace, "organizer.remarks", "entrant.remarks"}}, nil
}

func (d door) remarks(r *web.Request) error {
	data, err := d.remarksData(r)
	if err != nil {
		return err
	}
	return remarksPage.Show(r, data)
}

func (d door) answerRemark(r *web.Request) error {
	data, err := d.remarksData(r)
	if err != nil {
		return err
	}
	var form struct {
		Entry  string            `form:"entry"`
		Remark map[string]string `form:"remark"` // by the entries' uids, since each has a form of its own
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.AnswerRemark(r.Context(), r.Actor, data.Contest.UID, form.Entry, form.Remark[form.Entry])
	}
	if err != nil {
		data.Entry, data.Answer = form.Entry, form.Remark[form.Entry]
		data.Errors = web.ErrorsOf(fault.Renamed(err, "remark", "remark["+form.Entry+"]"))
		return remarksPage.Again(r, err, data)
	}
	r.Notice("entrant.answered")
	return r.Redirect("organizer.remarks", "contest", r.Var("contest"))
}
