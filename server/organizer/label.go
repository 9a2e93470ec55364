package organizer

import (
	"maps"

	"blazon/fault"
	"blazon/server/web"
)

// The keys of the labels of forms by their fields' names, for the summaries of what is wrong in them.
var (
	competitionLabels = map[string]string{"name": "organizer.competition_name", "slug": "organizer.slug", "country": "organizer.country",
		"language": "organizer.language", "time_zone": "organizer.time_zone", "root.name": "organizer.root_name", "root.slug": "organizer.slug",
		"root.region_code": "organizer.territory"}
	chapterLabels = map[string]string{"name": "organizer.chapter_name", "slug": "organizer.slug", "parent": "organizer.parent",
		"region_code": "organizer.territory"}
	dateLabels = map[string]string{"entries_from": "organizer.entries_from", "entries_until": "organizer.entries_until",
		"judging_from": "organizer.judging_from", "judging_until": "organizer.judging_until"}
	editionLabels = with(dateLabels, map[string]string{"number": "organizer.number", "year": "organizer.year", "slug": "organizer.slug",
		"name": "organizer.edition_name", "note": "organizer.note", "language": "organizer.language", "time_zone": "organizer.time_zone",
		"template": "organizer.template", "mode[]": "organizer.who_takes_part"}, "regional.", "national.")
	roundNewLabels  = with(dateLabels, map[string]string{"chapter": "organizer.chapter", "name": "organizer.round_name", "slug": "organizer.slug"}, "")
	roundEditLabels = with(dateLabels, map[string]string{"name": "organizer.round_name", "name_in[]": "organizer.round_name", "number": "organizer.own_number",
		"organizer": "organizer.organizer", "contact": "organizer.contact", "ceremony.starts_at": "organizer.starts_at", "ceremony.town": "organizer.town",
		"ceremony.venue": "organizer.venue", "signatories[].name": "organizer.signatory_name", "signatories[].role": "organizer.signatory_role",
		"partners[].name": "organizer.partner_name", "partners[].url": "organizer.partner_web", "reason": "phase.reason_edit"}, "")
)

// with adds the dates' labels to a form's, once with each prefix.
func with(dates, form map[string]string, prefixes ...string) map[string]string {
	all := maps.Clone(form)
	for _, prefix := range prefixes {
		for name, key := range dates {
			all[prefix+name] = key
		}
	}
	return all
}

// withoutSlug leaves it at the name that is missing: the slug would have been made from it.
func withoutSlug(err error, prefix string) error {
	f := *fault.Of(err)
	missing := func(name string) int {
		for i, field := range f.Fields {
			if field.Name == prefix+name && field.Key == "fault.required" {
				return i
			}
		}
		return -1
	}
	if slug := missing("slug"); slug >= 0 && missing("name") >= 0 {
		f.Fields = append(append([]fault.Field{}, f.Fields[:slug]...), f.Fields[slug+1:]...)
	}
	return &f
}

// wrongIn shows an error in a form whose fields have these labels.
func wrongIn(labels map[string]string, err error) web.Errors {
	return web.ErrorsOf(err).Labeled(labels)
}
