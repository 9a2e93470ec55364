package organizer

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const juryPage web.Page[juryData] = "organizer/jury"

type juryData struct {
	*store.RoundSetup
	List       *web.List // whose jurors are all on one page
	Form       jurorForm
	Mails      bool // letters are sent
	Errors     web.Errors
	Invitation *invitation // nil: nobody was invited just now
}

type jurorForm struct {
	Name     string          `form:"name"`
	Role     judging.Role    `form:"role"`
	Email    string          `form:"email"`
	Language locale.Language `form:"language"`
	Mail     bool            `form:"mail"`
	Contests []string        `form:"contests"`
	Bodies   []string        `form:"bodies"`
}

// Open tells whether the jury may still change.
func (d juryData) Open() bool { return d.Round.ClosedAt.IsZero() }

// Languages are those in which a juror may be written to.
func (juryData) Languages() []web.Option { return languageOptions() }

// Roles are what one may be in a jury.
func (juryData) Roles(lang locale.Language) (options []web.Option) {
	for _, role := range []judging.Role{judging.Member, judging.Chair, judging.Secretary} {
		options = append(options, web.Option{Value: string(role), Label: locale.T(lang, "roster.role_"+string(role))})
	}
	return options
}

// Kinds are the texts that jurors accept.
func (juryData) Kinds() []store.JuryTextKind { return store.JuryTextKinds }

// Uninvited counts those who sit in the jury and cannot sign in yet.
func (d juryData) Uninvited() (n int) {
	for _, j := range d.Jurors {
		if j.Invited && j.Juror.LeftAt.IsZero() {
			n++
		}
	}
	return n
}

func (d door) juryData(r *web.Request) (juryData, error) {
	setup, err := d.store.RoundSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return juryData{}, err
	}
	mails := d.store.Mails()
	return juryData{RoundSetup: setup, List: r.List(nil), Mails: mails, Form: jurorForm{Role: judging.Member, Language: setup.Language(), Mail: mails}}, nil
}

func (d door) jury(r *web.Request) error {
	data, err := d.juryData(r)
	if err != nil {
		return err
	}
	if data.List.IsFile() {
		return data.List.Send(r, juryFile(r, data.RoundSetup))
	}
	return juryPage.Show(r, data)
}

func (d door) addJuror(r *web.Request) error {
	data, err := d.juryData(r)
	if err != nil {
		return err
	}
	data.Form = jurorForm{}
	if err = r.Decode(&data.Form); err == nil {
		_, err = d.store.AddJuror(r.Context(), r.Actor, r.Var("round"), store.JurorForm(data.Form))
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return juryPage.Again(r, err, data)
	}
	r.Notice("roster.juror_added", "Name", data.Form.Name)
	return r.Redirect("organizer.jury", "round", r.Var("round"))
}

// toJury leads back from an address that only takes forms.
func (d door) toJury(r *web.Request) error {
	return r.Redirect("organizer.jury", "round", r.Var("round"))
}
