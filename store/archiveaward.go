package store

import (
	"cmp"
	"context"
	"regexp"
	"strconv"
	"strings"

	"blazon/locale"
)

// prize is what came with a place; nil where the table says nothing of it.
func (w *archiveWork) prize(g *ArchiveGroup) *Award {
	if g.Prize == "" && g.Title == "" && g.Reason == "" {
		return nil
	}
	a := w.placeAward(g.Place.First, g.Reason)
	a.Title = w.text(g.Title)
	var known bool
	if a.Amount, a.Currency, known = money(g.Prize); !known {
		a.Object = w.text(g.Prize)
	}
	return a
}

// placeAward is an award for a place.
func (w *archiveWork) placeAward(place int, citation string) *Award {
	name := locale.Text{}
	for _, lang := range locale.Languages {
		name[lang] = locale.T(lang, "archive.prize", "Place", place)
	}
	a := w.award(AwardForPlace, name, citation)
	a.Place = place
	return a
}

// notAwarded withholds the awards of the places that nobody got.
func (w *archiveWork) notAwarded() (list []*Award) {
	for _, place := range w.table.withheld() {
		a := w.placeAward(place, "")
		a.Withheld = true
		list = append(list, a)
	}
	return list
}

// honors makes the awards beside the places. Who got one and has no place stands in the contest without one.
func (w *archiveWork) honors(ctx context.Context, candidates map[archiveName]string, bodies map[archiveName]*Body) (list []*Award, err error) {
	for i := range w.table.Distinctions {
		h := &w.table.Distinctions[i]
		a := w.award(cmp.Or(h.Kind, AwardDistinction), w.text(h.Award), h.Reason)
		uid := w.alreadyStands(h, candidates, bodies)
		if uid == "" {
			n := w.honoredName(h)
			if uid, _, err = w.standIn(ctx, []archiveName{n}, []*Body{bodies[n]}, h.Entry, ""); err != nil {
				return nil, err
			}
			candidates[n] = uid
		}
		if err := w.NewRaw("select id from candidate where uid = ?", uid).Scan(ctx, &a.CandidateID); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// alreadyStands finds the placed candidate whose body an award went to as well.
func (w *archiveWork) alreadyStands(h *ArchiveHonor, candidates map[archiveName]string, bodies map[archiveName]*Body) string {
	got := bodies[w.honoredName(h)]
	for _, n := range w.bodyNames() {
		if bodies[n] == got && candidates[n] != "" && h.Entry == "" {
			return candidates[n]
		}
	}
	return ""
}

func (w *archiveWork) award(kind string, name locale.Text, citation string) *Award {
	return &Award{UID: w.store.NewUID(), RoundID: w.place.Round.ID, ContestID: w.place.Contest.ID, Kind: kind, Name: name,
		Title: locale.Text{}, Citation: w.text(citation), Object: locale.Text{}}
}

// text is a text in the competition's language.
func (w *archiveWork) text(words string) locale.Text {
	if words == "" {
		return locale.Text{}
	}
	return locale.Text{w.competition.Language: words}
}

var (
	moneyForm  = regexp.MustCompile(`^([0-9]{1,3}(?:[ \x{a0}][0-9]{3})*|[0-9]+)(?:,([0-9]{2}))?[ \x{a0}](Kč|zł|€|CZK|PLN|EUR)( each)?$`)
	currencies = map[string]string{"Kč": "CZK", "zł": "PLN", "€": "EUR"}
)

// money reads an amount as it is printed, "40 000 Kč", into minor units.
func money(printed string) (amount int64, currency string, ok bool) {
	found := moneyForm.FindStringSubmatch(printed)
	if found == nil {
		return 0, "", false
	}
	digits := strings.NewReplacer(" ", "", "\u00a0", "").Replace(found[1]) + cmp.Or(found[2], "00")
	amount, err := strconv.ParseInt(digits, 10, 64)
	return amount, cmp.Or(currencies[found[3]], found[3]), err == nil && amount <= mostAmount
}

// inTheirOrder numbers awards as they stand in the table.
func inTheirOrder(awards []*Award) []*Award {
	for i, a := range awards {
		a.Position = i
	}
	return awards
}
