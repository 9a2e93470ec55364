package organizer

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"blazon/document"
	"blazon/fault"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const designPage web.Page[designData] = "organizer/design"

// designData is a design while it is edited: what is typed, and how it looks.
type designData struct {
	*store.DesignSetup
	Form     designForm
	Errors   web.Errors
	Picture  template.HTML // the page as SVG; empty: the form cannot be read
	Problems []document.Problem
	Checked  bool // the problems are those of what is typed
	Open     int  // number of the block that was added; -1: none
	lang     locale.Language
	site     string // its address
}

var designLabels = map[string]string{"name": "design.name", "kind": "design.kind", "width": "design.width", "height": "design.height", "top": "design.top",
	"right": "design.right", "bottom": "design.bottom", "left": "design.left", "background": "design.background", "picture": "design.picture",
	"colors[]": "design.color", "blocks[].x": "design.x", "blocks[].y": "design.y", "blocks[].width": "design.width", "blocks[].height": "design.height",
	"blocks[].text[]": "design.text", "blocks[].size": "design.size", "blocks[].smallest": "design.smallest", "blocks[].lines": "design.most_lines",
	"blocks[].spacing": "design.letter_spacing", "blocks[].gap": "design.gap", "blocks[].color": "design.color", "blocks[].picture": "design.picture",
	"blocks[].source": "design.source", "file": "design.picture_file"}

func (d door) designData(r *web.Request) (*designData, error) {
	v, err := d.store.DesignSetup(r.Context(), r.Actor, r.Var("design"), r.Language)
	if err != nil {
		return nil, err
	}
	return &designData{DesignSetup: v, Open: -1, lang: r.Language, site: r.Site()}, nil
}

// stored fills the form with what is stored.
func (v *designData) stored() error {
	design, err := document.ReadDesign([]byte(v.Newest().Content))
	if err != nil {
		return fmt.Errorf("design %s: %w", v.Design.UID, err)
	}
	v.Form = designFormOf(design)
	v.Form.Name, v.Form.Kind, v.Form.Revision = v.Design.Name, v.Design.AwardKind, v.Newest().Version
	return nil
}

func (d door) design(r *web.Request) error {
	data, err := d.designData(r)
	if err == nil {
		err = data.stored()
	}
	if err != nil {
		return err
	}
	if err := d.preview(r, data); err != nil {
		return err
	}
	return designPage.Show(r, *data)
}

// changeDesign does what the pressed button says with the design as it is typed. Only saving saves anything.
func (d door) changeDesign(r *web.Request) error {
	data, err := d.designData(r)
	if err != nil {
		return err
	}
	if err := r.Decode(&data.Form); err != nil {
		return d.againDesign(r, data, err)
	}
	for i := range data.Form.Blocks {
		if data.Form.Blocks[i].Text == nil {
			data.Form.Blocks[i].Text = map[string]string{}
		}
	}
	switch {
	case data.Form.Do == "end":
		return d.endDesign(r, data)
	case strings.HasPrefix(data.Form.Do, "restore-"):
		return d.restoreDesign(r, data)
	case data.Form.Do == "save":
		return d.saveDesign(r, data)
	case data.Form.Do == "pdf":
		return d.samplePDF(r, data)
	}
	if data.Form.rearrange(data.writes()) && data.Form.Do == "add" {
		data.Open = len(data.Form.Blocks) - 1
	}
	if err := d.preview(r, data); err != nil {
		return err
	}
	return designPage.Show(r, *data)
}

// writes is the language that texts are begun in.
func (v designData) writes() locale.Language { return v.Competition.Language }

// againDesign shows the form as it was filled in.
func (d door) againDesign(r *web.Request, data *designData, err error) error {
	if fault.Is(err, fault.Conflict) {
		data.Form.Revision = data.Newest().Version // to save once more is to mean it
	}
	if e := d.preview(r, data); e != nil {
		return e
	}
	data.Errors = wrongIn(designLabels, err)
	return designPage.Again(r, err, *data)
}

// checkDesign reads what is typed and finds what is wrong with it.
func (d door) checkDesign(data *designData) (*document.Look, []document.Problem, error) {
	design, err := data.Form.design()
	if err != nil {
		return nil, nil, err
	}
	look, err := data.look(d.store, design)
	if err != nil {
		return nil, nil, err
	}
	if err := look.Design.Valid(); err != nil { // without the pictures that are not its own
		return nil, nil, typedNames(err)
	}
	problems, err := look.Problems(data.samples(look))
	return look, problems, err
}

// look gives a design its pictures, and of what was typed takes away those that are not its own.
func (v *designData) look(s *store.Store, design *document.Design) (*document.Look, error) {
	kept := *design
	kept.Blocks = append([]document.Block(nil), design.Blocks...)
	if !v.has(kept.Background.Picture) {
		kept.Background.Picture = ""
	}
	for i, b := range kept.Blocks {
		if !v.has(b.Picture) {
			kept.Blocks[i].Picture = ""
		}
		kept.Blocks[i].Images = nil
		for _, hash := range b.Images {
			if !v.has(hash) {
				hash = ""
			}
			kept.Blocks[i].Images = append(kept.Blocks[i].Images, hash)
		}
	}
	return paper.Look(&kept, &store.CertificateLook{Picture: s.DesignPictureContent, Logos: v.Sample.Logos})
}

// has tells whether the design has a picture.
func (v *designData) has(hash string) bool {
	return slices.ContainsFunc(v.Pictures, func(p *store.DesignPicture) bool { return p.Hash == hash })
}

// preview draws what is typed; nothing where it cannot be read.
func (d door) preview(r *web.Request, data *designData) error {
	look, problems, err := d.checkDesign(data)
	if err != nil {
		if fault.Is(err, fault.Invalid) {
			data.Errors = wrongIn(designLabels, err)
			return nil
		}
		return err
	}
	data.Problems, data.Checked = problems, true
	samples := data.samples(look)
	sample := samples[min(max(data.Form.Sample, 0), len(samples)-1)]
	svg, _, err := document.Screen(sample, r.T("design.preview_of", "Name", sample.Entrants[0].Name), func(hash string) string {
		if data.has(hash) {
			return r.Address("organizer.design_picture", "design", data.Design.UID, "picture", hash)
		}
		return r.Address("attachment.logo", "logo", hash)
	})
	data.Picture = template.HTML(svg) //nolint:gosec // made by us: texts and attributes are escaped there
	return err
}

func (d door) saveDesign(r *web.Request, data *designData) error {
	look, problems, err := d.checkDesign(data)
	if err != nil {
		return d.againDesign(r, data, err)
	}
	body, err := look.JSON()
	if err != nil {
		return err
	}
	usable := document.Usable(problems)
	version, err := d.store.SaveDesign(r.Context(), r.Actor, data.Design.UID, store.DesignForm{Name: data.Form.Name, Kind: data.Form.Kind, Content: string(body),
		Usable: usable, Revision: data.Form.Revision})
	if err != nil {
		return d.againDesign(r, data, err)
	}
	key := "design.saved"
	if !usable {
		key = "design.saved_unusable"
	}
	r.Notice(key, "Version", version)
	return r.Redirect("organizer.design", "design", data.Design.UID)
}

// samplePDF is the chosen sample as it would be printed.
func (d door) samplePDF(r *web.Request, data *designData) error {
	look, _, err := d.checkDesign(data)
	if err != nil {
		return d.againDesign(r, data, err)
	}
	samples := data.samples(look)
	var file strings.Builder
	if err := document.Certificates(&file, samples[min(max(data.Form.Sample, 0), len(samples)-1):][:1]); err != nil {
		return d.againDesign(r, data, err)
	}
	return r.Send(web.File{Name: r.T("design.sample_file") + ".pdf", Type: "application/pdf", Body: []byte(file.String())})
}

func (d door) endDesign(r *web.Request, data *designData) error {
	if err := d.store.EndDesign(r.Context(), r.Actor, data.Design.UID); err != nil {
		return err
	}
	r.Notice("design.ended", "Name", data.Design.Name)
	return r.Redirect("organizer.designs", "chapter", data.Chapter.UID)
}

// restoreDesign makes an old version the next one, once it is checked again.
func (d door) restoreDesign(r *web.Request, data *designData) error {
	var from int
	if _, err := fmt.Sscanf(data.Form.Do, "restore-%d", &from); err != nil {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	old, err := d.store.DesignContent(r.Context(), r.Actor, data.Design.UID, from)
	if err != nil {
		return err
	}
	revision := data.Form.Revision
	data.Versions[0].Content = old.Content
	if err := data.stored(); err != nil {
		return err
	}
	_, problems, err := d.checkDesign(data)
	if err != nil {
		return err
	}
	version, err := d.store.RestoreDesign(r.Context(), r.Actor, data.Design.UID, from, revision, document.Usable(problems))
	if err != nil {
		return err
	}
	r.Notice("design.restored", "From", from, "Version", version)
	return r.Redirect("organizer.design", "design", data.Design.UID)
}

// addDesignPicture takes a picture for a design.
func (d door) addDesignPicture(r *web.Request) error {
	data, err := d.designData(r)
	if err == nil {
		err = data.stored()
	}
	if err != nil {
		return err
	}
	upload, err := r.Upload("file")
	if err == nil {
		_, err = d.store.AddDesignPicture(r.Context(), r.Actor, data.Design.UID, upload.Name, upload.Content)
	}
	if err != nil {
		return d.againDesign(r, data, err)
	}
	r.Notice("design.picture_added")
	return r.Redirect("organizer.design", "design", data.Design.UID)
}

// designPicture is a picture of a design, for its editor.
func (d door) designPicture(r *web.Request) error {
	picture, file, err := d.store.OpenDesignPicture(r.Context(), r.Actor, r.Var("design"), r.Var("picture"))
	if err != nil {
		return err
	}
	defer file.Close()
	body := make([]byte, picture.Size)
	if _, err := file.ReadAt(body, 0); err != nil {
		return fmt.Errorf("design picture: %w", err)
	}
	return r.Send(web.File{Name: picture.Name, Type: picture.Media(), Body: body})
}
