package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"blazon/fault"
	"blazon/judging"
)

// ArchiveProblem is what keeps a table from being imported, and where it stands.
type ArchiveProblem struct {
	Line  int
	Field fault.Field
}

// problem is one about a word of the table.
func (t *ArchiveTable) problem(word, key string, args ...any) ArchiveProblem {
	values := fault.Args{"Name": word}
	for i := 0; i+1 < len(args); i += 2 {
		values[args[i].(string)] = args[i+1]
	}
	return ArchiveProblem{t.LineOf(word), fault.Field{Key: key, Args: values}}
}

var (
	archiveDate = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)
	honorKinds  = []string{AwardDistinction, AwardSpecial, "public", "grand_prix", "participation"}
)

// check finds what is wrong with the table by itself.
func (t *ArchiveTable) check() (found []ArchiveProblem) {
	for _, word := range []struct{ value, field string }{{t.Competition, "competition"}, {t.Round, "round"}, {t.Category, "category"}} {
		if strings.TrimSpace(word.value) == "" {
			found = append(found, t.problem(word.field, "archive.missing"))
		}
	}
	if _, err := t.announced(time.UTC); err != nil {
		found = append(found, t.problem(t.Date, "archive.bad_date"))
	}
	if t.Year != 0 && (t.Year < 1900 || t.Year > 2999) || t.Edition < 0 || t.Edition > 999 || t.Entered < 0 {
		found = append(found, t.problem(strconv.Itoa(t.Year), "archive.bad_number"))
	}
	for _, g := range t.Places {
		found = append(found, t.checkGroup(g)...)
	}
	for _, h := range t.Distinctions {
		if h.Award == "" || h.To == "" || h.Kind != "" && !slices.Contains(honorKinds, h.Kind) {
			found = append(found, t.problem(cmp.Or(h.Award, h.To), "archive.bad_award"))
		}
	}
	if !t.inOrder() {
		found = append(found, t.problem(t.Category, "archive.bad_places"))
	}
	return found
}

func (t *ArchiveTable) checkGroup(g ArchiveGroup) (found []ArchiveProblem) {
	if len(g.Names) == 0 || slices.Contains(g.Names, "") {
		return []ArchiveProblem{t.problem("places", "archive.missing")}
	}
	name := g.Names[0]
	for _, list := range []int{len(g.Codes), len(g.RUIANCodes), len(g.Entries)} {
		if list != 0 && list != len(g.Names) {
			found = append(found, t.problem(name, "archive.bad_list"))
		}
	}
	if _, ok := judging.ParseDecimal(g.Points.String()); g.Points != "" && ok != nil {
		found = append(found, t.problem(name, "archive.bad_number"))
	}
	return found
}

// inOrder tells whether the places go down the table, each once, and leave out those that were not awarded.
func (t *ArchiveTable) inOrder() bool {
	taken := t.withheld()
	for i, g := range t.Places {
		if i > 0 && g.Place.First <= t.Places[i-1].Place.First || g.Place.Winner != t.Places[0].Place.Winner || slices.Contains(taken, g.Place.First) {
			return false
		}
	}
	return !slices.ContainsFunc(taken, func(place int) bool { return place < 1 })
}

// withheld lists the places that nobody got.
func (t *ArchiveTable) withheld() []int {
	places := slices.Clone(t.NotAwarded)
	if t.FirstMissing && !slices.Contains(places, 1) {
		places = append(places, 1)
	}
	slices.Sort(places)
	return places
}

// ranked tells whether the table has an order.
func (t *ArchiveTable) ranked() bool { return len(t.Places) == 0 || !t.Places[0].Place.Winner }

// numbering is how the table numbers what comes after a shared place; where none is shared, as competitions do by default.
func (t *ArchiveTable) numbering() judging.Numbering {
	above := 0
	for i, g := range t.Places {
		switch {
		case g.Place.Last != g.Place.First:
			return judging.Range
		case above > i && g.Place.First == above+1:
			return judging.Standard
		}
		above += g.rows()
	}
	return judging.Dense
}

// rows is how many entries share the place.
func (g *ArchiveGroup) rows() int {
	if g.Joint {
		return 1
	}
	return len(g.Names)
}

// undatedYear is the year from which a result counts as announced of which nobody knows when it was: it is public, and newer than none.
const undatedYear = "1900"

// announced is the moment from which the result counts as announced.
func (t *ArchiveTable) announced(zone *time.Location) (at time.Time, err error) {
	text := t.Date
	if text == "" && t.Year != 0 {
		text = strconv.Itoa(t.Year)
	}
	if text == "" {
		text = undatedYear
	}
	if !archiveDate.MatchString(text) {
		return time.Time{}, fmt.Errorf("no date: %q", text)
	}
	day, err := time.ParseInLocation(time.DateOnly, (text + "-01-01")[:len(time.DateOnly)], zone)
	return day.Add(12 * time.Hour), err
}

// content is what of the table is kept, in one form whatever the file's was.
func (t *ArchiveTable) content() string {
	kept := *t
	kept.NotAwarded, kept.FirstMissing = t.withheld(), false
	kept.ID, kept.Notes, kept.Tie, kept.TieStyle, kept.Unranked, kept.JointEntry = "", "", false, "", false, false
	kept.Places, kept.Distinctions = slices.Clone(t.Places), slices.Clone(t.Distinctions)
	for i := range kept.Places {
		g := &kept.Places[i]
		if g.Codes == nil {
			g.Codes = g.RUIANCodes
		}
		g.RUIANCodes, g.Normalized = nil, nil
	}
	for i := range kept.Distinctions {
		kept.Distinctions[i].Note, kept.Distinctions[i].Source = "", ""
	}
	text, err := json.Marshal(&kept)
	if err != nil {
		panic(err) // nothing in it cannot be written
	}
	return string(text)
}

// archiveDifference lists what a table had and has not any more, with a minus before it, and what it has now, with a plus.
func archiveDifference(before, after string) (lines []string) {
	old, fresh := facts(before), facts(after)
	for _, line := range old {
		if !slices.Contains(fresh, line) {
			lines = append(lines, "- "+line)
		}
	}
	for _, line := range fresh {
		if !slices.Contains(old, line) {
			lines = append(lines, "+ "+line)
		}
	}
	return lines
}

// facts lists what a table says, one thing a line.
func facts(content string) (lines []string) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(content), &fields); err != nil {
		return []string{content}
	}
	for name, value := range fields {
		var list []json.RawMessage
		if json.Unmarshal(value, &list) != nil {
			list = []json.RawMessage{value}
		}
		for _, item := range list {
			lines = append(lines, name+": "+string(item))
		}
	}
	slices.Sort(lines)
	return lines
}
