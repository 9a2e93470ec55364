package organizer

import (
	"io"
	"strings"

	"blazon/document"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const pressPage web.Page[pressData] = "organizer/press_release"

// pressData is a draft of a press release.
type pressData struct {
	*store.PressRelease
	Head    *roundHead
	Printed document.Prose
	Public  bool // only what everybody may know
}

// publicOnly are the words of an address that asks for what everybody may know.
const publicOnly = "public"

func (d door) pressData(r *web.Request) (pressData, error) {
	public := r.Query("only") == publicOnly
	v, err := d.store.PressRelease(r.Context(), r.Actor, r.Var("round"), public)
	if err != nil {
		return pressData{}, err
	}
	link := r.Link("public.round", "competition", v.Competition.Slug, "edition", v.Edition.Slug, "round", v.Round.Slug)
	return pressData{PressRelease: v, Head: &roundHead{&v.Place, "organizer.press"}, Printed: paper.PressRelease(r.Language, v, link), Public: public}, nil
}

// Only repeats what the page was asked for in the addresses of its files.
func (d pressData) Only() string {
	if d.Public {
		return publicOnly
	}
	return ""
}

func (d door) pressRelease(r *web.Request) error {
	data, err := d.pressData(r)
	if err != nil {
		return err
	}
	return pressPage.Show(r, data)
}

func (d door) pressODT(r *web.Request) error {
	return d.pressFile(r, ".odt", document.ODT, document.WriteODT)
}

func (d door) pressText(r *web.Request) error {
	return d.pressFile(r, ".txt", "text/plain; charset=utf-8", document.WriteText)
}

func (d door) pressFile(r *web.Request, ending, kind string, write func(io.Writer, document.Prose) error) error {
	data, err := d.pressData(r)
	if err != nil {
		return err
	}
	name := []string{r.T("press.file"), data.Competition.Slug, data.Edition.Slug, data.Round.Slug}
	return sendProse(r, strings.Join(name, "-")+ending, kind, data.Printed, write)
}
