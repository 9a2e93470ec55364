package organizer

import (
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const chapterSettingPage web.Page[chapterSettingData] = "organizer/chapter-setting"

type chapterSettingData struct {
	*store.ChapterPlace
	Form       chapterSettingForm
	Errors     web.Errors
	lang       locale.Language
	logoAction string
	logoError  string
}

// chapterSettingForm is what a chapter is in an edition; the privacy notice is by language.
type chapterSettingForm struct {
	Mode      string            `form:"mode"`
	Round     string            `form:"round"`
	Number    string            `form:"number"`
	Organizer string            `form:"organizer"`
	Contact   string            `form:"contact"`
	Privacy   map[string]string `form:"privacy"`
}

var chapterSettingLabels = map[string]string{"mode": "edition.mode", "round": "edition.judged_by", "number": "organizer.own_number",
	"organizer": "organizer.organizer", "contact": "organizer.contact", "privacy[]": "edition.privacy"}

// Privacies are the privacy notices in all languages.
func (d chapterSettingData) Privacies() []writing {
	return writings("privacy", d.Form.Privacy, d.Edition.Language, false)
}

// Modes are the ways to take part.
func (d chapterSettingData) Modes() (options []web.Option) {
	for _, mode := range []store.Mode{store.OwnRound, store.Collective, store.NoPart} {
		options = append(options, web.Option{Value: string(mode), Label: locale.T(d.lang, "organizer.mode_"+string(mode))})
	}
	return options
}

// Rounds are those of other chapters that may judge the chapter's entries.
func (d chapterSettingData) Rounds() []web.Option {
	options := []web.Option{{Value: "", Label: locale.T(d.lang, "edition.round_unknown")}}
	for _, choice := range d.Judging {
		options = append(options, web.Option{Value: choice.Round.UID, Label: choice.Round.Name.In(d.lang)})
	}
	return options
}

// JudgedBy is the collective round that judges the chapter's entries; nil: none.
func (d chapterSettingData) JudgedBy() *store.Round {
	for i, choice := range d.Judging {
		if choice.Round.ID == d.Setting.RoundID {
			return &d.Judging[i].Round
		}
	}
	return nil
}

// Logo is the form of the chapter's logo.
func (d chapterSettingData) Logo() logoForm {
	return logoForm{Hash: d.Setting.Logo, Name: d.Chapter.Name.In(d.lang), Action: d.logoAction, Error: d.logoError}
}

// chapterSettingData reads a chapter in an edition, with the form as it is stored.
func (d door) chapterSettingData(r *web.Request) (chapterSettingData, error) {
	place, err := d.store.ChapterSetup(r.Context(), r.Actor, r.Var("edition"), r.Var("chapter"), r.Language)
	if err != nil {
		return chapterSettingData{}, err
	}
	data := chapterSettingData{ChapterPlace: place, lang: r.Language,
		logoAction: r.Address("organizer.chapter_logo", "edition", place.Edition.UID, "chapter", place.Chapter.UID)}
	s, lang := place.Setting, place.Edition.Language
	data.Form = chapterSettingForm{Mode: string(s.Mode), Number: digits(s.Number), Organizer: s.Organizer.In(lang), Contact: s.Contact, Privacy: typed(s.Privacy)}
	if by := data.JudgedBy(); by != nil {
		data.Form.Round = by.UID
	}
	return data, nil
}

func (d door) chapterSetting(r *web.Request) error {
	data, err := d.chapterSettingData(r)
	if err != nil {
		return err
	}
	return chapterSettingPage.Show(r, data)
}

func (d door) saveChapterSetting(r *web.Request) error {
	data, err := d.chapterSettingData(r)
	if err != nil {
		return err
	}
	data.Form = chapterSettingForm{}
	err = r.Decode(&data.Form)
	if err == nil {
		var form store.ChapterSettingForm
		if form, err = data.setting(); err == nil {
			err = d.store.UpdateChapterSetting(r.Context(), r.Actor, data.Edition.UID, data.Chapter.UID, form)
		}
	}
	if err != nil {
		data.Errors = wrongIn(chapterSettingLabels, err)
		return chapterSettingPage.Again(r, err, data)
	}
	r.Notice("edition.chapter_saved", "Name", data.Chapter.Name.In(r.Language))
	return r.Redirect("organizer.chapter_setting", "edition", data.Edition.UID, "chapter", data.Chapter.UID)
}

// setting reads the form; how the chapter takes part stays where the form does not say it, and what the store checks is left to it.
func (d chapterSettingData) setting() (store.ChapterSettingForm, error) {
	c, f := reading{}, d.Form
	form := store.ChapterSettingForm{Mode: store.Mode(f.Mode), Round: f.Round, Organizer: retyped(d.Setting.Organizer, d.Edition.Language, f.Organizer),
		Contact: f.Contact, Privacy: textOf(f.Privacy)}
	if f.Mode == "" {
		form.Mode = d.Setting.Mode
		if by := d.JudgedBy(); by != nil {
			form.Round = by.UID
		}
	}
	if strings.TrimSpace(f.Number) != "" {
		form.Number = c.number("number", f.Number, "fault.bad_number")
	}
	return form, fault.InForm(c.wrong...)
}
