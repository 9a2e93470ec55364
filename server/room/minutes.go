package room

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"blazon/document"
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const minutesPage web.Page[minutesData] = "room/minutes"

// minutesData is minutes as they read now, or as they were issued.
type minutesData struct {
	*store.MinutesView
	Head    *head
	Printed document.Prose
	Shown   *store.Minutes // that were asked for by their number; nil: as they read now
	Errors  web.Errors
	Why     string // the minutes cannot be issued now; empty: they can

	Route, Name, UID string       // of the page
	Signing          []web.Option // which of the issued ones may have been signed, the newest first
}

// Fingerprint is what people compare of issued minutes.
func (minutesData) Fingerprint(m *store.Minutes) string { return paper.Fingerprint(m.Digest) }

// Office tells whether the visitor may bring signed copies: of a contest that is decided.
func (d minutesData) Office() bool {
	return d.Contest != nil && d.Head.Office && d.Contest.Contest.State != judging.Open
}

// minutesOf are what pages there are of minutes.
var minutesOf = map[store.MinutesAbout]struct{ route, name string }{
	store.MinutesOfContest: {"room.minutes", "contest"},
	store.MinutesOfRound:   {"room.round_minutes", "round"},
	store.MinutesOfMeeting: {"room.meeting_minutes", "meeting"},
}

func (d door) contestMinutes(r *web.Request) error { return d.minutes(r, store.MinutesOfContest) }
func (d door) roundMinutes(r *web.Request) error   { return d.minutes(r, store.MinutesOfRound) }
func (d door) meetingMinutes(r *web.Request) error { return d.minutes(r, store.MinutesOfMeeting) }

func (d door) issueContestMinutes(r *web.Request) error {
	return d.issueMinutes(r, store.MinutesOfContest)
}
func (d door) issueRoundMinutes(r *web.Request) error { return d.issueMinutes(r, store.MinutesOfRound) }
func (d door) issueMeetingMinutes(r *web.Request) error {
	return d.issueMinutes(r, store.MinutesOfMeeting)
}

func subjectOf(r *web.Request, about store.MinutesAbout) store.MinutesSubject {
	return store.MinutesSubject{About: about, UID: r.Var(minutesOf[about].name)}
}

// minutes shows them, or sends the file that is asked for.
func (d door) minutes(r *web.Request, about store.MinutesAbout) error {
	number, _ := strconv.Atoi(r.Query("number")) // what is no number is none
	as := r.Query("as")
	if number > 0 && as != "" {
		v, m, err := d.store.IssuedMinutes(r.Context(), r.Actor, subjectOf(r, about), number)
		if err != nil {
			return err
		}
		prose, err := printedMinutes(r, m)
		if err != nil {
			return err
		}
		return sendMinutes(r, v, prose, number, as)
	}
	data, err := d.minutesData(r, about, number)
	if err != nil {
		if about == store.MinutesOfContest {
			return d.notYet(r, err, "minutes.nav")
		}
		return err
	}
	if as != "" {
		return sendMinutes(r, data.MinutesView, data.Printed, 0, as)
	}
	return minutesPage.Show(r, data)
}

func (d door) minutesData(r *web.Request, about store.MinutesAbout, number int) (minutesData, error) {
	v, err := d.store.MinutesView(r.Context(), r.Actor, subjectOf(r, about))
	if err != nil {
		return minutesData{}, err
	}
	of := minutesOf[about]
	data := minutesData{MinutesView: v, Route: of.route, Name: of.name, UID: r.Var(of.name)}
	switch about {
	case store.MinutesOfContest:
		data.Head = headOfContest(r, v.Contest, "minutes.nav")
	case store.MinutesOfMeeting:
		data.Head = meetingHead(r, v.Meeting, r.T("minutes.title_meeting"))
	default:
		data.Head = headOf(r, &v.Place, "minutes.nav")
	}
	for _, m := range v.Issued {
		data.Signing = append(data.Signing, web.Option{Value: strconv.Itoa(m.Number), Label: r.T("minutes.which_number", "Number", m.Number)})
	}
	data.Signing = append(data.Signing, web.Option{Value: "0", Label: r.T("minutes.which_other")})
	if v.Unready != nil {
		data.Why = locale.Fault(r.Language, fault.Of(v.Unready))
	}
	copied := paper.MinutesCopy{Digest: v.Digest}
	if issued := v.Current(); issued != nil {
		copied.Number, copied.IssuedAt = issued.Number, issued.IssuedAt
	}
	data.Printed = paper.Minutes(r.Language, v.Content, copied)
	if number > 0 {
		_, data.Shown, err = d.store.IssuedMinutes(r.Context(), r.Actor, subjectOf(r, about), number)
		if err == nil {
			data.Printed, err = printedMinutes(r, data.Shown)
		}
	}
	return data, err
}

// printedMinutes are issued minutes in the visitor's language.
func printedMinutes(r *web.Request, m *store.Minutes) (document.Prose, error) {
	content, err := m.Read()
	if err != nil {
		return document.Prose{}, err
	}
	return paper.Minutes(r.Language, content, paper.MinutesCopy{Number: m.Number, Digest: m.Digest, IssuedAt: m.IssuedAt}), nil
}

// sendMinutes sends them as a file: "pdf", or "odt" to be edited; nothing else is there.
func sendMinutes(r *web.Request, v *store.MinutesView, prose document.Prose, number int, as string) error {
	write, kind := document.WriteProse, "application/pdf"
	switch as {
	case "pdf":
	case "odt":
		write, kind = document.WriteODT, document.ODT
	default:
		return fault.New(fault.NotFound, "fault.not_found")
	}
	parts := []string{r.T("minutes.file_name"), v.Competition.Slug, v.Edition.Slug, v.Round.Slug}
	if v.Contest != nil {
		parts = append(parts, v.Contest.Category.Slug)
	}
	if number > 0 {
		parts = append(parts, strconv.Itoa(number))
	}
	return sendWritten(r, strings.Join(parts, "-")+"."+as, kind, func(w io.Writer) error { return write(w, prose) })
}

// sendWritten sends what is written as a file; a PDF is shown where it can be.
func sendWritten(r *web.Request, name, kind string, write func(io.Writer) error) error {
	var file bytes.Buffer
	if err := write(&file); err != nil {
		return err
	}
	return r.Send(web.File{Name: name, Type: kind, Body: file.Bytes(), Attachment: kind != "application/pdf"})
}

// issueMinutes gives what the minutes say now a number.
func (d door) issueMinutes(r *web.Request, about store.MinutesAbout) error {
	number, err := d.store.IssueMinutes(r.Context(), r.Actor, subjectOf(r, about))
	of := minutesOf[about]
	if err != nil {
		data, e := d.minutesData(r, about, 0)
		if e != nil {
			if about == store.MinutesOfContest {
				return d.notYet(r, e, "minutes.nav")
			}
			return e
		}
		data.Errors = web.ErrorsOf(err)
		return minutesPage.Again(r, err, data)
	}
	r.Notice("minutes.issued_now", "Number", number)
	return r.Redirect(of.route, of.name, r.Var(of.name))
}
