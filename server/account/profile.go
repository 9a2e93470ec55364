package account

import (
	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const profilePage web.Page[profileData] = "account/profile"

type profileData struct {
	Email     string
	Form      profileForm
	Languages []web.Option
	Bodies    []store.OwnBody
	Errors    web.Errors
}

// Zone is where a body's dates are read: the account belongs to no edition.
func (profileData) Zone() string { return "Europe/Prague" }

type profileForm struct {
	Name     string          `form:"name"`
	Language locale.Language `form:"language"`
}

// profileData is the page of one's own account.
func (d door) profileData(r *web.Request) (data profileData, err error) {
	user, err := d.store.Profile(r.Context(), r.Actor)
	if err != nil {
		return data, err
	}
	data = profileData{Email: user.Email, Form: profileForm{user.Name, user.Language}, Languages: languages()}
	data.Bodies, err = d.store.OwnBodies(r.Context(), r.Actor, r.Language)
	return data, err
}

func (d door) showProfile(r *web.Request) error {
	data, err := d.profileData(r)
	if err != nil {
		return err
	}
	return profilePage.Show(r, data)
}

func (d door) saveProfile(r *web.Request) error {
	data, err := d.profileData(r)
	if err != nil {
		return err
	}
	var form profileForm
	err = r.Decode(&form)
	if err == nil {
		err = d.store.SaveProfile(r.Context(), r.Actor, form.Name, form.Language)
	}
	if err != nil {
		data.Form, data.Errors = form, web.ErrorsOf(err)
		return profilePage.Again(r, err, data)
	}
	r.Language = form.Language
	r.Notice("account.profile_saved")
	return r.Redirect(web.ProfileRoute)
}

func languages() []web.Option {
	var options []web.Option
	for _, l := range locale.Languages {
		options = append(options, web.Option{Value: string(l), Label: l.Name()})
	}
	return options
}

const passwordPage web.Page[passwordData] = "account/password"

type passwordData struct{ Errors web.Errors }

type passwordForm struct {
	Current string `form:"current"`
	New     string `form:"password"`
	Again   string `form:"again"`
}

func (d door) showPassword(r *web.Request) error { return passwordPage.Show(r, passwordData{}) }

// changePassword ends all sessions, and begins this one anew.
func (d door) changePassword(r *web.Request) error {
	var form passwordForm
	err := r.Decode(&form)
	if err == nil {
		err = form.check()
	}
	if err == nil {
		err = d.store.ChangePassword(r.Context(), r.Actor, form.Current, form.New)
	}
	if err != nil {
		return passwordPage.Again(r, err, passwordData{web.ErrorsOf(err)})
	}
	if err := r.SignIn(r.Actor.User); err != nil {
		return err
	}
	r.Notice("account.password_changed")
	return r.Redirect(web.ProfileRoute)
}

func (form passwordForm) check() error {
	if form.New != form.Again {
		return fault.InForm(fault.Field{Name: "again", Key: "account.passwords_differ"})
	}
	return nil
}
