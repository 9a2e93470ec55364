package attachment

import (
	"net/http"
	"slices"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const listPage web.Page[listData] = "attachment/list"

type listData struct {
	Errors web.Errors
	Back   string // where the entry is; empty: the reader has no such page
	*store.EntryAttachments
}

// list is the page of an entry's files.
func (d door) list(r *web.Request) error {
	data, err := d.page(r, "", nil)
	if err != nil {
		return err
	}
	return listPage.Show(r, data)
}

// page reads the files again, with what is wrong with one that was sent to answer a question.
func (d door) page(r *web.Request, field string, wrong error) (listData, error) {
	all, err := d.store.Attachments(r.Context(), r.Actor, r.Var("entry"))
	if err != nil {
		return listData{}, err
	}
	data := listData{EntryAttachments: all}
	if all.Entrant {
		data.Back = r.Address("entrant.entry", "entry", all.Entry.UID)
	}
	refused := fault.Of(wrong)
	for _, f := range all.Fields {
		f.Alone = true
		if wrong != nil && f.UID == field && len(refused.Fields) > 0 {
			f.Refused = &refused.Fields[0]
			f.Refused.Name = f.Input()
		}
	}
	data.Errors = web.ErrorsOf(wrong)
	return data, nil
}

// add takes a file. A script gets its answer in JSON; anybody else is shown the page again.
func (d door) add(r *web.Request) error {
	field, added, err := d.attach(r)
	switch {
	case r.Scripted() && err == nil:
		return r.JSON(http.StatusCreated, map[string]string{"name": added.Name})
	case r.Scripted():
		return err
	case err != nil:
		data, failed := d.page(r, field, err)
		if failed != nil {
			return failed
		}
		return listPage.Again(r, err, data)
	}
	r.Notice("attachment.added", "Name", added.Name)
	return r.Redirect("attachment.list", "entry", r.Var("entry"))
}

func (d door) attach(r *web.Request) (field string, added *store.Attachment, err error) {
	if err := d.store.MayAttach(r.Context(), r.Actor, r.Var("entry")); err != nil {
		return "", nil, err
	}
	upload, err := r.Upload("file")
	if err != nil {
		return "", nil, err
	}
	field = upload.Values.Get("field")
	added, err = d.store.Attach(r.Context(), r.Actor, r.Var("entry"), store.AttachmentForm{Field: field, Name: upload.Name,
		Content: upload.Content, Size: max(0, r.ContentLength-store.AroundFile)})
	return field, added, err
}

// remove takes a file out of the entry.
func (d door) remove(r *web.Request) error {
	removed, err := d.store.RemoveAttachment(r.Context(), r.Actor, r.Var("entry"), r.Var("attachment"))
	if err != nil {
		return err
	}
	if r.Scripted() {
		return r.JSON(http.StatusOK, map[string]string{"name": removed.Name})
	}
	r.Notice("attachment.removed", "Name", removed.Name)
	return r.Redirect("attachment.list", "entry", r.Var("entry"))
}

// pictures are shown in the window, without any program of the browser's.
var pictures = []string{"png", "jpg"}

// file is one file. What a browser has no need to show is saved.
func (d door) file(r *web.Request) error {
	a, content, err := d.store.OpenAttachment(r.Context(), r.Actor, r.Var("entry"), r.Var("attachment"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: a.Name, Type: a.Media(), Attachment: !a.Shown()}, Content: content, Tag: a.Hash,
		Plugin: a.Shown() && !slices.Contains(pictures, a.Type)})
}

// logo is a picture that everybody may see.
func (d door) logo(r *web.Request) error {
	i, content, err := d.store.OpenLogo(r.Context(), r.Var("logo"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: i.Hash[:12] + "." + i.Type, Type: i.Media()}, Content: content, Tag: i.Hash, Public: true})
}
