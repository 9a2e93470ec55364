package organizer

import (
	"bytes"
	"io"
	"mime"
	"strings"

	"blazon/document"
	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const designsPage web.Page[designsData] = "organizer/designs"

// designsData is the designs of a chapter, and the forms of a new one.
type designsData struct {
	*store.ChapterDesigns
	Form   newDesignForm
	Errors web.Errors
	lang   locale.Language
}

type newDesignForm struct {
	Name    string `form:"name"`
	Kind    string `form:"kind"`
	Look    string `form:"look"` // one of document.OurDesigns
	Upright bool   `form:"upright"`
}

var newDesignLabels = map[string]string{"name": "design.name", "kind": "design.kind", "look": "design.begin_with", "file": "design.file"}

// Kinds are the kinds of awards that a design can be for.
func (d designsData) Kinds() []web.Option { return designKinds(d.lang) }

// KindOf names the kind of awards of a design.
func (d designsData) KindOf(design *store.ListedDesign) string {
	return kindName(d.lang, design.AwardKind)
}

// Looks are the designs to begin with.
func (d designsData) Looks() (options []web.Option) {
	for _, name := range document.OurDesigns {
		options = append(options, web.Option{Value: name, Label: locale.T(d.lang, "design.look_"+name)})
	}
	return options
}

func (d door) designsData(r *web.Request) (designsData, error) {
	v, err := d.store.ChapterDesigns(r.Context(), r.Actor, r.Var("chapter"))
	return designsData{ChapterDesigns: v, lang: r.Language, Form: newDesignForm{Look: document.StandardDesign}}, err
}

func (d door) designs(r *web.Request) error {
	data, err := d.designsData(r)
	if err != nil {
		return err
	}
	return designsPage.Show(r, data)
}

// createDesign makes a design out of one of ours, or out of a file.
func (d door) createDesign(r *web.Request) error {
	data, err := d.designsData(r)
	if err != nil {
		return err
	}
	var uid string
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		uid, err = d.importDesign(r, &data)
	} else if err = r.Decode(&data.Form); err == nil {
		uid, err = d.beginDesign(r, &data)
	}
	if err != nil {
		data.Errors = wrongIn(newDesignLabels, err)
		return designsPage.Again(r, err, data)
	}
	r.Notice("design.created")
	return r.Redirect("organizer.design", "design", uid)
}

// beginDesign makes a design out of one of ours, whose texts are then in the competition's language.
func (d door) beginDesign(r *web.Request, data *designsData) (uid string, err error) {
	ours := document.OurDesign(data.Form.Look, data.Form.Upright)
	if ours == nil {
		return "", fault.InForm(fault.Field{Name: "look", Key: "design.unknown_background"})
	}
	for i, b := range ours.Blocks {
		if text := b.Text[locale.English]; text != "" {
			ours.Blocks[i].Text = locale.Text{data.Competition.Language: text}
		}
	}
	body, err := ours.JSON()
	if err != nil {
		return "", err
	}
	form := store.DesignForm{Name: data.Form.Name, Kind: data.Form.Kind, Content: string(body), Usable: true}
	return d.store.CreateDesign(r.Context(), r.Actor, data.Chapter.UID, form)
}

// importDesign makes a design out of a file that designFile wrote.
func (d door) importDesign(r *web.Request, data *designsData) (uid string, err error) {
	upload, err := r.Upload("file")
	if err != nil {
		return "", err
	}
	data.Form.Kind = upload.Values.Get("kind")
	body, err := io.ReadAll(io.LimitReader(upload.Content, mostDesignFile))
	if err != nil {
		return "", err
	}
	file, err := document.ReadDesignFile(body)
	if err != nil {
		return "", inFile(r.Language, err)
	}
	data.Form.Name = file.Name
	form := store.DesignForm{Name: file.Name, Kind: data.Form.Kind}
	var pictures []*store.DesignUpload
	defer func() {
		for _, p := range pictures {
			p.Discard()
		}
	}()
	hashes := map[string]string{}
	for _, p := range file.Pictures {
		kept, err := d.store.ReceiveDesignPicture(r.Context(), p.Name, bytes.NewReader(p.Data))
		if err != nil {
			return "", err
		}
		pictures = append(pictures, kept)
		hashes[p.Hash] = kept.Hash
	}
	file.Design.Rename(hashes)
	content, err := file.Design.JSON()
	if err != nil {
		return "", err
	}
	form.Content = string(content)
	return d.store.CreateDesign(r.Context(), r.Actor, data.Chapter.UID, form, pictures...)
}

// inFile says of a file what is wrong in it, with its place there.
func inFile(lang locale.Language, err error) error {
	f := fault.Of(err)
	if f.Kind != fault.Invalid || len(f.Fields) == 0 {
		return err
	}
	var places []string
	for _, field := range f.Fields {
		places = append(places, field.Name+": "+locale.Field(lang, field))
	}
	if len(places) > 5 {
		places = append(places[:5], "…")
	}
	return fault.InForm(fault.Field{Name: "file", Key: "design.wrong_file", Args: fault.Args{"Places": strings.Join(places, " ")}})
}

// designFile is a design with its pictures as one file.
func (d door) designFile(r *web.Request) error {
	v, err := d.store.DesignSetup(r.Context(), r.Actor, r.Var("design"), r.Language)
	if err != nil {
		return err
	}
	design, err := document.ReadDesign([]byte(v.Newest().Content))
	if err != nil {
		return err
	}
	file := document.DesignFile{Name: v.Design.Name, Design: design}
	used := design.Pictures()
	for _, p := range v.Pictures {
		for _, hash := range used {
			if hash != p.Hash {
				continue
			}
			content, err := d.store.DesignPictureContent(hash)
			if err != nil {
				return err
			}
			file.Pictures = append(file.Pictures, document.FilePicture{Hash: hash, Name: p.Name, Data: content})
		}
	}
	body, err := file.JSON()
	if err != nil {
		return err
	}
	return r.Send(web.File{Name: r.T("design.file_name") + "-" + v.Design.UID + ".json", Type: "application/json", Body: body, Attachment: true})
}
