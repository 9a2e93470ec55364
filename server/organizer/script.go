package organizer

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"blazon/document"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const scriptPage web.Page[scriptData] = "organizer/script"

// scriptData is a round's script as it reads now.
type scriptData struct {
	*store.RoundScript
	Head    *roundHead
	Printed document.Prose
	Copy    int // the version that somebody holds and asks about; 0: none
	Errors  web.Errors
}

// Latest tells whether the copy that is asked about says what the script says now.
func (d scriptData) Latest() bool { return d.Current() != nil && d.Current().Version == d.Copy }

// Unknown tells whether there is no such version as that which is asked about.
func (d scriptData) Unknown() bool { return d.Last() == nil || d.Copy > d.Last().Version }

// Fingerprint is that of the newest version.
func (d scriptData) Fingerprint() string { return paper.Fingerprint(d.Last().Digest) }

func (d door) scriptData(r *web.Request) (scriptData, error) {
	v, err := d.store.RoundScript(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return scriptData{}, err
	}
	data := scriptData{RoundScript: v, Head: &roundHead{&v.Place, "organizer.script"}}
	copied := paper.ScriptCopy{Digest: v.Digest}
	if issued := v.Current(); issued != nil {
		copied.Version = issued.Version
	}
	data.Printed = paper.Script(r.Language, v.Content, copied)
	if n, err := strconv.Atoi(r.Query("version")); err == nil && n > 0 {
		data.Copy = n
	}
	return data, nil
}

func (d door) script(r *web.Request) error {
	data, err := d.scriptData(r)
	if err != nil {
		return err
	}
	return scriptPage.Show(r, data)
}

// issueScript gives what the script says now its number.
func (d door) issueScript(r *web.Request) error {
	version, err := d.store.IssueScript(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		data, e := d.scriptData(r)
		if e != nil {
			return e
		}
		data.Errors = web.ErrorsOf(err)
		return scriptPage.Again(r, err, data)
	}
	r.Notice("script.issued", "Version", version)
	return r.Redirect("organizer.script", "round", r.Var("round"))
}

func (d door) scriptPDF(r *web.Request) error {
	return d.issuedScript(r, ".pdf", "application/pdf", document.WriteProse)
}

func (d door) scriptODT(r *web.Request) error {
	return d.issuedScript(r, ".odt", document.ODT, document.WriteODT)
}

// issuedScript sends a version as it was issued. Its code leads to where it shows whether there is a newer one.
func (d door) issuedScript(r *web.Request, ending, kind string, write func(io.Writer, document.Prose) error) error {
	version, err := strconv.Atoi(r.Var("script"))
	if err != nil {
		return notThere()
	}
	p, issued, err := d.store.IssuedScript(r.Context(), r.Actor, r.Var("round"), version)
	if err != nil {
		return err
	}
	content, err := issued.Read()
	if err != nil {
		return err
	}
	prose := paper.Script(r.Language, content, paper.ScriptCopy{Version: issued.Version, Digest: issued.Digest,
		Link: r.Link("organizer.script", "round", p.Round.UID, "version", issued.Version)})
	name := []string{r.T("script.file"), p.Competition.Slug, p.Edition.Slug, p.Round.Slug, strconv.Itoa(issued.Version)}
	return sendProse(r, strings.Join(name, "-")+ending, kind, prose, write)
}

func sendProse(r *web.Request, name, kind string, prose document.Prose, write func(io.Writer, document.Prose) error) error {
	var file bytes.Buffer
	if err := write(&file, prose); err != nil {
		return err
	}
	return r.Send(web.File{Name: name, Type: kind, Body: file.Bytes(), Attachment: kind != "application/pdf"})
}
