package organizer

import (
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const scriptWordsPage web.Page[scriptWordsData] = "organizer/script_words"

// scriptWordsData is what an organizer writes for the script and the press release, in the edition's language.
type scriptWordsData struct {
	*store.RoundScript
	Head   *roundHead
	Form   scriptWordsForm
	Errors web.Errors
	Stored []storedWords // by somebody else meanwhile, where the form says otherwise
	Gone   []string      // words of the form for what is not handed over any more
}

// storedWords are those of one field.
type storedWords struct{ Label, Words string }

type scriptWordsForm struct {
	Revision int               `form:"revision"`
	Opening  string            `form:"opening"`
	Closing  string            `form:"closing"`
	About    string            `form:"about"`
	Contests map[string]string `form:"contests"` // by uid: who hands over
	Awards   map[string]string `form:"awards"`
}

var scriptWordsLabels = map[string]string{"opening": "script.opening", "closing": "script.closing", "about": "press.about", "contests[]": "script.who",
	"awards[]": "script.who"}

func (d door) scriptWordsData(r *web.Request) (scriptWordsData, error) {
	v, err := d.store.RoundScript(r.Context(), r.Actor, r.Var("round"))
	if err != nil {
		return scriptWordsData{}, err
	}
	lang := v.Language()
	form := scriptWordsForm{Revision: v.Script.Revision, Opening: v.Script.Opening.In(lang), Closing: v.Script.Closing.In(lang), About: v.Script.About.In(lang),
		Contests: map[string]string{}, Awards: map[string]string{}}
	for _, c := range v.Contests {
		form.Contests[c.Contest.UID] = v.HandoverOf(c).In(lang)
	}
	for _, a := range v.HandedOver() {
		form.Awards[a.UID] = v.HandoverOfAward(a).In(lang)
	}
	return scriptWordsData{RoundScript: v, Head: &roundHead{&v.Place, "organizer.script"}, Form: form}, nil
}

func (d door) scriptWords(r *web.Request) error {
	data, err := d.scriptWordsData(r)
	if err != nil {
		return err
	}
	return scriptWordsPage.Show(r, data)
}

func (d door) saveScriptWords(r *web.Request) error {
	data, err := d.scriptWordsData(r)
	if err != nil {
		return err
	}
	data.Form = scriptWordsForm{}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.SaveScript(r.Context(), r.Actor, data.Round.UID, data.read())
	}
	if err == nil {
		r.Notice("script.saved")
		return r.Redirect("organizer.script", "round", data.Round.UID)
	}
	if fault.Is(err, fault.Conflict) {
		typed, e := data.Form, error(nil)
		if data, e = d.scriptWordsData(r); e != nil {
			return e
		}
		data.meet(r, typed)
	}
	data.Errors = wrongIn(scriptWordsLabels, err)
	return scriptWordsPage.Again(r, err, data)
}

// meet puts typed words over those that are stored, and lists what they would replace: saving them once more does that.
func (d *scriptWordsData) meet(r *web.Request, typed scriptWordsForm) {
	stored := d.Form
	d.Form = typed
	d.Form.Revision = stored.Revision
	differ := func(theirs, mine, key string, pairs ...any) {
		if typed.Revision != stored.Revision && theirs != strings.TrimSpace(mine) {
			d.Stored = append(d.Stored, storedWords{r.T(key, pairs...), theirs})
		}
	}
	differ(stored.Opening, typed.Opening, "script.opening")
	for _, c := range d.RoundScript.Contests {
		uid := c.Contest.UID
		differ(stored.Contests[uid], typed.Contests[uid], "script.who_in", "Category", c.Category.Name.In(r.Language))
	}
	for _, a := range d.HandedOver() {
		differ(stored.Awards[a.UID], typed.Awards[a.UID], "script.who_award", "Award", a.Name.In(r.Language))
	}
	differ(stored.Closing, typed.Closing, "script.closing")
	differ(stored.About, typed.About, "press.about")
	d.Gone = append(left(typed.Contests, stored.Contests), left(typed.Awards, stored.Awards)...)
}

// left are the words of a form for what nothing is asked about any more.
func left(typed, asked map[string]string) (list []string) {
	for uid, words := range typed {
		if _, there := asked[uid]; !there && strings.TrimSpace(words) != "" {
			list = append(list, words)
		}
	}
	slices.Sort(list)
	return list
}

// read reads the form. Translations stay where the words do.
func (d scriptWordsData) read() store.ScriptForm {
	lang := d.Language()
	form := store.ScriptForm{Revision: d.Form.Revision, Opening: retyped(d.Script.Opening, lang, d.Form.Opening), Closing: retyped(d.Script.Closing, lang, d.Form.Closing),
		About: retyped(d.Script.About, lang, d.Form.About), Contests: map[string]locale.Text{}, Awards: map[string]locale.Text{}}
	before := map[string]locale.Text{}
	for _, c := range d.RoundScript.Contests {
		before[c.Contest.UID] = d.HandoverOf(c)
	}
	for _, a := range d.HandedOver() {
		before[a.UID] = d.HandoverOfAward(a)
	}
	for uid, typed := range d.Form.Contests {
		form.Contests[uid] = retyped(before[uid], lang, typed)
	}
	for uid, typed := range d.Form.Awards {
		form.Awards[uid] = retyped(before[uid], lang, typed)
	}
	return form
}
