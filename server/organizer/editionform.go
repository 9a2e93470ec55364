package organizer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// firstForm is what the form begins with: the edition before, a year later, or what is usual.
func (d door) firstForm(r *web.Request, data editionNewData) (editionForm, error) {
	c := data.Competition
	year := usualYear(data.Now)
	form := editionForm{Number: "1", Year: strconv.Itoa(year), Language: c.Language, TimeZone: c.TimeZone, Modes: map[string]string{}}
	for _, chapter := range data.Chapters {
		form.Modes[chapter.UID] = string(store.OwnRound)
	}
	if templates := data.Templates(); len(templates) > 0 {
		form.Template = templates[0].Key
	}
	if data.Last == nil {
		form.Regional, form.National = usualDates(year)
		return form, nil
	}
	form.Number, form.Year = strconv.Itoa(data.Last.Number+1), strconv.Itoa(data.Last.Year+1)
	form.Language, form.TimeZone = data.Last.Language, data.Last.TimeZone
	before, err := d.store.EditionSetup(r.Context(), r.Actor, data.Last.UID, r.Language)
	if err != nil {
		return form, err
	}
	form.begin(before, data.Root)
	return form, nil
}

// begin takes over what the chapters did in the edition before, and the first dates in it that are complete, a year later.
func (form *editionForm) begin(before *store.EditionSetup, root store.Chapter) {
	form.Regional, form.National = usualDates(before.Edition.Year + 1)
	zone := before.Edition.Zone()
	for _, c := range before.Chapters {
		form.Modes[c.Chapter.UID] = string(c.Setting.Mode)
	}
	taken := map[bool]bool{}
	for _, round := range before.Rounds {
		national := round.Chapter.ID == root.ID
		if taken[national] || round.Round.JudgingFrom.IsZero() || round.Round.JudgingUntil.IsZero() {
			continue
		}
		taken[national] = true
		dates := datesOf(nextYear(round.Round.Dates(), zone), zone)
		if national {
			form.National = dates
		} else {
			form.Regional = dates
		}
	}
}

// edition reads the form; what the store checks is left to it.
func (d editionNewData) edition() (store.EditionForm, error) {
	f := d.Form
	lang, zoneName := cmp.Or(f.Language, d.Competition.Language), cmp.Or(f.TimeZone, d.Competition.TimeZone)
	form := store.EditionForm{Slug: cmp.Or(f.Slug, slugOf(f.Year)), Language: lang, TimeZone: zoneName,
		Name: locale.Text{lang: f.Name}, Note: locale.Text{lang: f.Note}}
	zone, err := time.LoadLocation(zoneName)
	c := reading{zone: zone}
	if err != nil {
		c.zone = time.UTC
		c.add("time_zone", "fault.bad_zone")
	}
	form.Number = c.number("number", f.Number, "fault.bad_number")
	form.Year = c.number("year", f.Year, "fault.bad_year")
	chosen := slices.IndexFunc(d.Templates(), func(t choosable) bool { return t.Key == f.Template })
	if chosen < 0 {
		c.add("template", "fault.unknown_choice")
	} else {
		form.Template = d.Templates()[chosen].Template
		form.Conflicts = form.Template.Conflicts
	}
	form.Parts = d.parts(&c)
	return form, fault.InForm(c.wrong...)
}

// parts gives each chapter its mode, and those with a round the dates of the regions or of the nation.
func (d editionNewData) parts(c *reading) (parts []store.ChapterPart) {
	national, regional := c.dates("national.", d.Form.National, store.Dates{}), c.dates("regional.", d.Form.Regional, store.Dates{})
	for _, chapter := range d.Chapters {
		part := store.ChapterPart{Chapter: chapter.UID, Mode: store.Mode(cmp.Or(d.Form.Modes[chapter.UID], string(store.NoPart)))}
		part.Round.Dates = regional
		if chapter.ID == d.Root.ID {
			part.Round.Dates = national
		}
		parts = append(parts, part)
	}
	return parts
}

// fieldOfPart is a field that is wrong in one chapter's part: "parts[3].judging_until".
var fieldOfPart = regexp.MustCompile(`^parts\[(\d+)\]\.(.+)$`)

// named gives the fields that are wrong in a chapter's part the names that they have in the form.
func (d editionNewData) named(err error) error {
	f := *fault.Of(err)
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		match := fieldOfPart.FindStringSubmatch(field.Name)
		if match == nil {
			continue
		}
		number, _ := strconv.Atoi(match[1])
		chapter := d.Chapters[number]
		switch isDate := strings.HasPrefix(match[2], "entries_") || strings.HasPrefix(match[2], "judging_"); {
		case isDate && chapter.ID == d.Root.ID:
			f.Fields[i].Name = "national." + match[2]
		case isDate:
			f.Fields[i].Name = "regional." + match[2]
		default:
			f.Fields[i].Name = "mode[" + chapter.UID + "]"
		}
	}
	return &f
}
