package ceremony

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"blazon/fault"
	"blazon/server/web"
	"blazon/store"
)

const setupPage web.Page[setupData] = "ceremony/setup"

// setupData is how the results are to be revealed, as the organizer has it before him.
type setupData struct {
	*store.StageSetup
	Form   setupForm
	Link   string // the projector's new address: it is shown once
	Errors web.Errors
}

type setupForm struct {
	Act          string                 `form:"act"` // "add", "remove", "link", "unlink", "plan", "confirm", "withdraw", or to save
	Places       string                 `form:"places"`
	Opens        bool                   `form:"opens"`
	Public       bool                   `form:"public"`
	Light        bool                   `form:"light"`
	Contests     map[string]contestForm `form:"contests"` // by uid
	Name         string                 `form:"name"`
	Email        string                 `form:"email"`
	Presenter    string                 `form:"presenter"`    // uid
	Contest      string                 `form:"contest"`      // uid
	Announcement string                 `form:"announcement"` // uid
}

// contestForm is how one contest is revealed.
type contestForm struct {
	Order string `form:"order"`
	After bool   `form:"after"`
	Out   bool   `form:"out"`
}

// Of gives what the form says of a contest.
func (d setupData) Of(c *store.StagedContest) contestForm { return d.Form.Contests[c.Contest.UID] }

// Planned tells whether everybody learns of results by the ceremony, and two people have to say so.
func (d setupData) Planned() bool {
	return (d.Stage.Opens || d.Stage.Public) && d.Edition.AnnouncingPair
}

func (d door) setupData(r *web.Request) (setupData, error) {
	setup, err := d.store.StageSetup(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return setupData{}, err
	}
	form := setupForm{Opens: setup.Stage.Opens, Public: setup.Stage.Public, Light: setup.Stage.Light, Contests: map[string]contestForm{}}
	if setup.Stage.Places > 0 {
		form.Places = strconv.Itoa(setup.Stage.Places)
	}
	for i, c := range setup.Contests {
		form.Contests[c.Contest.UID] = contestForm{Order: strconv.Itoa(i + 1), After: c.Setting.AwardsAfter, Out: c.Setting.LeftOut}
	}
	return setupData{StageSetup: setup, Form: form}, nil
}

func (d door) setup(r *web.Request) error {
	data, err := d.setupData(r)
	if err != nil {
		return err
	}
	return setupPage.Show(r, data)
}

func (d door) save(r *web.Request) error {
	data, err := d.setupData(r)
	if err != nil {
		return err
	}
	form := setupForm{}
	if err = r.Decode(&form); err == nil {
		if form.Act == "link" {
			return d.showLink(r)
		}
		err = d.put(r, form, data.StageSetup)
	}
	if err != nil {
		if form.Act == "" {
			data.Form = form
		}
		data.Form.Name, data.Form.Email = form.Name, form.Email
		data.Errors = web.ErrorsOf(err).Labeled(map[string]string{"places": "hall.places", "name": "hall.presenter_name", "email": "hall.presenter_email"})
		return setupPage.Again(r, err, data)
	}
	r.Notice("hall.saved")
	return r.Redirect("ceremony.setup", "round", r.Var("round"))
}

// showLink shows a new address for the projector at once, since nothing but its hash is kept.
func (d door) showLink(r *web.Request) error {
	token, err := d.store.MakeHallLink(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return err
	}
	data, err := d.setupData(r)
	if err != nil {
		return err
	}
	data.Link = r.LinkIn(data.Language(), "ceremony.hall", "hall", token)
	return setupPage.Show(r, data)
}

// put carries out what the form says.
func (d door) put(r *web.Request, form setupForm, setup *store.StageSetup) error {
	switch round := r.Var("round"); form.Act {
	case "add":
		return d.store.AddPresenter(r.Context(), r.Actor, round, store.Person{Email: form.Email, Name: form.Name, Language: setup.Language()})
	case "remove":
		return d.store.RemovePresenter(r.Context(), r.Actor, round, form.Presenter)
	case "unlink":
		return d.store.EndHallLink(r.Context(), r.Actor, round)
	case "plan":
		return d.store.ProposeRevealing(r.Context(), r.Actor, form.Contest)
	case "confirm":
		return d.store.ConfirmAnnouncement(r.Context(), r.Actor, form.Announcement)
	case "withdraw":
		return d.store.WithdrawAnnouncement(r.Context(), r.Actor, form.Announcement)
	default:
		stage, err := form.stage(setup)
		if err != nil {
			return err
		}
		return d.store.SaveStage(r.Context(), r.Actor, round, stage)
	}
}

// stage reads the settings; contests of which the form says nothing keep their order behind the others.
func (f setupForm) stage(setup *store.StageSetup) (store.StageForm, error) {
	form := store.StageForm{Opens: f.Opens, Public: f.Public, Light: f.Light}
	var wrong []fault.Field
	number := func(field, text, key string) int {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 {
			wrong = append(wrong, fault.Field{Name: field, Key: key})
		}
		return n
	}
	if strings.TrimSpace(f.Places) != "" {
		form.Places = number("places", f.Places, "edition.bad_place")
	}
	order := map[string]int{}
	for _, c := range setup.Contests {
		uid := c.Contest.UID
		said, known := f.Contests[uid]
		order[uid] = len(setup.Contests) + 1
		if known && strings.TrimSpace(said.Order) != "" {
			order[uid] = number("contests["+uid+"].order", said.Order, "hall.bad_order")
		}
		form.Contests = append(form.Contests, store.StageContestForm{Contest: uid, AwardsAfter: said.After, LeftOut: said.Out})
	}
	slices.SortStableFunc(form.Contests, func(a, b store.StageContestForm) int { return cmp.Compare(order[a.Contest], order[b.Contest]) })
	return form, fault.InForm(wrong...)
}
