package ceremony

import (
	"io"
	"mime"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const armsPage web.Page[armsData] = "ceremony/arms"

// armsData is the coats of arms of those who compete.
type armsData struct {
	*store.StagePlace
	Bodies []*store.ArmedBody
	Wrong  string // uid of the body whose picture was not taken
	Errors web.Errors
}

func (d door) armsData(r *web.Request) (armsData, error) {
	p, bodies, err := d.store.BodyArms(r.Context(), r.Actor, r.Var("round"))
	return armsData{StagePlace: p, Bodies: bodies}, err
}

func (d door) arms(r *web.Request) error {
	data, err := d.armsData(r)
	if err != nil {
		return err
	}
	return armsPage.Show(r, data)
}

// saveArms takes a picture for a body, or takes it away.
func (d door) saveArms(r *web.Request) error {
	data, err := d.armsData(r)
	if err != nil {
		return err
	}
	body, name, content, err := broughtArms(r)
	if err == nil {
		err = d.store.SetArms(r.Context(), r.Actor, r.Var("round"), body, name, content)
	}
	if err != nil {
		data.Wrong, data.Errors = body, web.ErrorsOf(err).Labeled(map[string]string{"file": "edition.logo_file"})
		return armsPage.Again(r, err, data)
	}
	r.Notice("edition.logo_saved")
	return r.Redirect("ceremony.arms", "round", r.Var("round"))
}

// broughtArms reads the picture of a form, or that the one that is there shall go, where there is none.
func broughtArms(r *web.Request) (body, name string, content io.Reader, err error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "multipart/form-data" {
		upload, err := r.Upload("file")
		if err != nil {
			return "", "", nil, err
		}
		return upload.Values.Get("body"), upload.Name, upload.Content, nil
	}
	var form struct {
		Body   string `form:"body"`
		Remove bool   `form:"remove"`
	}
	if err := r.Decode(&form); err != nil {
		return "", "", nil, err
	}
	if !form.Remove {
		return form.Body, "", nil, fault.InForm(fault.Field{Name: "file", Key: "edition.no_file"})
	}
	return form.Body, "", nil, nil
}
