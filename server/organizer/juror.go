package organizer

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

const jurorEndPage web.Page[jurorEndData] = "organizer/juror_end"

type jurorEndData struct {
	juryData
	Leaver     *store.JurorSetup
	Substitute string
}

// Heirs are the jurors who may take over.
func (d jurorEndData) Heirs(nobody string) []web.Option {
	options := []web.Option{{Value: "", Label: nobody}}
	for _, j := range d.Jurors {
		if j.Juror.UID != d.Leaver.Juror.UID && j.Juror.LeftAt.IsZero() && j.Juror.Role != judging.Secretary {
			options = append(options, web.Option{Value: j.Juror.UID, Label: j.Juror.Name})
		}
	}
	return options
}

// Missing is how many sheets the leaver owes.
func (d jurorEndData) Missing() int { return d.Leaver.Sheets - d.Leaver.Submitted }

// seat finds one who sits in the jury.
func (d juryData) seat(juror string) (*store.JurorSetup, error) {
	for i := range d.Jurors {
		if d.Jurors[i].Juror.UID == juror && d.Jurors[i].Juror.LeftAt.IsZero() {
			return &d.Jurors[i], nil
		}
	}
	return nil, fault.New(fault.NotFound, "fault.not_found")
}

// leaver finds one who sits in the jury, or has left it and owes sheets that may go to somebody else.
func (d juryData) leaver(juror string) (*store.JurorSetup, error) {
	for i, j := range d.Jurors {
		if j.Juror.UID == juror && !j.Juror.LeftAt.IsZero() && j.Submitted < j.Sheets {
			return &d.Jurors[i], nil
		}
	}
	return d.seat(juror)
}

func (d door) jurorEndData(r *web.Request) (jurorEndData, error) {
	jury, err := d.juryData(r)
	if err != nil {
		return jurorEndData{}, err
	}
	leaver, err := jury.leaver(r.Var("juror"))
	return jurorEndData{juryData: jury, Leaver: leaver}, err
}

func (d door) jurorEnd(r *web.Request) error {
	data, err := d.jurorEndData(r)
	if err != nil {
		return err
	}
	return jurorEndPage.Show(r, data)
}

func (d door) endJuror(r *web.Request) error {
	data, err := d.jurorEndData(r)
	if err != nil {
		return err
	}
	var form struct {
		Substitute string `form:"substitute"`
	}
	if err = r.Decode(&form); err == nil {
		err = d.store.EndJuror(r.Context(), r.Actor, r.Var("juror"), form.Substitute)
	}
	if err != nil {
		data.Substitute, data.Errors = form.Substitute, web.ErrorsOf(err)
		return jurorEndPage.Again(r, err, data)
	}
	r.Notice("roster.juror_ended", "Name", data.Leaver.Juror.Name)
	return d.toJury(r)
}

// inviteJuror sends a letter, or shows the link once, on the page that answers the form.
func (d door) inviteJuror(r *web.Request) error {
	data, err := d.juryData(r)
	if err != nil {
		return err
	}
	seat, err := data.seat(r.Var("juror"))
	if err != nil {
		return err
	}
	if data.Mails && r.FormValue("by") == byMail {
		if err = d.store.MailJuror(r.Context(), r.Actor, seat.Juror.UID); err == nil {
			r.Notice("roster.mailed", "Email", seat.Email)
			return d.toJury(r)
		}
	}
	var token string
	if err == nil {
		token, err = d.store.InviteJuror(r.Context(), r.Actor, seat.Juror.UID)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return juryPage.Again(r, err, data)
	}
	data.Invitation = newInvitation(r, seat.Juror.Name, seat.Email, token)
	return juryPage.Show(r, data)
}
