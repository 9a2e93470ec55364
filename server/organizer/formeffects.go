package organizer

import (
	"cmp"
	"slices"

	"blazon/locale"
	"blazon/server/entryform"
	"blazon/server/web"
	"blazon/store"
)

// effectsData is what a change of a form comes to, with all that was filled in, to be sent again.
type effectsData struct {
	*store.FormSetup
	Effects   []store.Effect
	Agreement string
	Sent      []sent
}

// sent is one value of a form.
type sent struct{ Name, Value string }

func newEffects(r *web.Request, setup *store.FormSetup, effects []store.Effect) effectsData {
	data := effectsData{FormSetup: setup, Effects: effects, Agreement: store.AgreementTo(effects)}
	for name, values := range r.PostForm {
		for _, value := range values {
			if name != "agreement" && name != "back" {
				data.Sent = append(data.Sent, sent{name, value})
			}
		}
	}
	slices.SortStableFunc(data.Sent, func(a, b sent) int { return cmp.Compare(a.Name, b.Name) })
	return data
}

// Subject names the part of the form that an effect is about; of a field the page says it already.
func (d effectsData) Subject(lang locale.Language, e store.Effect) string {
	if e.Part == "" {
		return ""
	}
	return entryform.PartLabel(lang, d.Part(e.Part))
}
