package organizer

import (
	"fmt"
	"strings"

	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

const advancementPage web.Page[advancementData] = "organizer/advancement"

type advancementData struct {
	*store.AdvancementPreview
	Head      *contestHead
	Reachable bool // the actor organizes the next round, too
	Form      advancementForm
	Errors    web.Errors
}

// minutesForm names the minutes in which an act is written down.
type minutesForm struct {
	Minutes   string `form:"minutes"`
	MinutesOn string `form:"minutes_on"`
}

func (f minutesForm) named() store.MinutesForm {
	return store.MinutesForm{Minutes: f.Minutes, MinutesOn: f.MinutesOn}
}

// advancementForm names who stays behind: a reason by the candidate's uid.
type advancementForm struct {
	Declined map[string]string `form:"declined"`
	minutesForm
}

// Gone counts who went on by the rule, Stayed who was named with a reason.
func (d advancementData) Gone() int { return len(d.Candidates) - d.Open() - d.Stayed() }

// Stayed counts who did not go on.
func (d advancementData) Stayed() (n int) {
	for _, c := range d.Candidates {
		if c.Done && c.Reason != "" {
			n++
		}
	}
	return n
}

// kept is what was kept of a candidate when it went on.
type kept struct {
	*store.AdvancementSnapshot
	Said    []entryform.Answers // what its entry said; none: it said nothing, or was not kept
	Ranges  bool
	Minutes string
}

// Kept is the snapshot of a candidate of whom something is on record.
func (d advancementData) Kept(c *store.AdvancingCandidate, lang locale.Language) (*kept, error) {
	snapshot, err := c.Advancement.Read()
	if err != nil || snapshot == nil {
		return nil, err
	}
	k := &kept{AdvancementSnapshot: snapshot, Ranges: d.Contest.Ranges(), Minutes: c.Advancement.Minutes}
	if day := c.Advancement.MinutesOn; day != "" {
		k.Minutes = locale.T(lang, "advancement.minutes_of", "Minutes", k.Minutes, "Day", locale.PartialDate(lang, day))
	}
	if snapshot.Entry != nil {
		if said := entryform.Shown(lang, snapshot.Entry.Material()); said.Any() {
			k.Said = []entryform.Answers{said}
		}
	}
	return k, nil
}

// deviationText says in words why seats and those who came differ: "+1 divoká karta: obec Lhota – nejlepší přístupnost".
func deviationText(lang locale.Language, d *store.NamedDeviation) string {
	why := string(d.Why)
	if why == "" {
		why = map[bool]string{true: "unnamed_there", false: "unnamed_missing"}[d.By > 0]
	}
	text := strings.Replace(fmt.Sprintf("%+d", d.By), "-", "−", 1) + " " + locale.T(lang, "advancement.why_"+why)
	if d.Candidate != nil {
		text += ": " + d.Candidate.Display(lang)
	}
	if d.Words != "" {
		text += " – " + d.Words
	}
	return text
}

// Deviation says in words why seats and those who came differ.
func (advancementData) Deviation(d *store.NamedDeviation, lang locale.Language) string {
	return deviationText(lang, d)
}

func (d door) advancementData(r *web.Request) (advancementData, error) {
	preview, err := d.store.PreviewAdvancement(r.Context(), r.Actor, r.Var("contest"))
	if err != nil {
		return advancementData{}, err
	}
	reachable := preview.Target != nil && r.Actor.Organizes(preview.Target.Chapter.Path)
	return advancementData{AdvancementPreview: preview, Head: headOf(&preview.ContestPlace, "organizer.advancement"), Reachable: reachable}, nil
}

func (d door) advancement(r *web.Request) error {
	data, err := d.advancementData(r)
	if err != nil {
		return d.notYet(r, err, "organizer.advancement")
	}
	return advancementPage.Show(r, data)
}

func (d door) advance(r *web.Request) error {
	data, err := d.advancementData(r)
	if err != nil {
		return d.notYet(r, err, "organizer.advancement")
	}
	err = r.Decode(&data.Form)
	if err == nil {
		form := store.AdvanceForm{Declined: data.Form.Declined, MinutesForm: data.Form.named()}
		err = d.store.Advance(r.Context(), r.Actor, r.Var("contest"), form)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return advancementPage.Again(r, err, data)
	}
	r.Notice("running.advanced_now")
	return r.Redirect("organizer.advancement", "contest", r.Var("contest"))
}
