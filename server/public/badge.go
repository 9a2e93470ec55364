package public

import (
	"strings"
	"unicode/utf8"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const badgePicture web.Page[badgeData] = "public/badge"

// badgeData is a badge as it is drawn, in one language.
type badgeData struct {
	*store.Badge
	lang locale.Language
}

// badgeWidth is how much room a line of the badge has, in its own units, and letterWidth how much of its size a letter takes.
const (
	badgeWidth  = 248
	letterWidth = 0.56
)

// badgeLine is a line of the badge, as large as it may be and still have room.
type badgeLine struct {
	Text string
	Y    int
	Size int
	Bold bool
}

// What names what was achieved: "1. místo", or the award.
func (d badgeData) What() string {
	switch st := d.Standing; {
	case st == nil:
		return d.Award.Name.In(d.lang)
	case !d.Ordered:
		return locale.T(d.lang, "archive.winner")
	default:
		return locale.Place(d.lang, st.AwardedPlace, st.LastAwarded(), st.Shared, d.Ranges)
	}
}

// Year names the competition and its year.
func (d badgeData) Year() string {
	name := d.Competition.Name.In(d.lang)
	if d.Edition.Year > 0 {
		name += " " + locale.Year(d.lang, d.Edition.Year)
	}
	return name
}

// Whole says everything that is on the badge, and whose it is.
func (d badgeData) Whole() string {
	parts := []string{d.Candidate.Display(d.lang) + ": " + d.What()}
	for _, part := range []string{d.Category.In(d.lang), d.Round.Name.In(d.lang), d.Year()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " – ")
}

// Lines are the texts from above.
func (d badgeData) Lines() (lines []badgeLine) {
	for _, line := range []badgeLine{{d.Year(), 28, 17, false}, {d.What(), 62, 28, true}, {d.Category.In(d.lang), 86, 15, false}, {d.Round.Name.In(d.lang), 106, 14, false}} {
		if letters := utf8.RuneCountInString(line.Text); letters > 0 {
			line.Size = max(6, min(line.Size, int(badgeWidth/(letterWidth*float64(letters)))))
			lines = append(lines, line)
		}
	}
	return lines
}

// Metal is the color of the shield: gold, silver and bronze for places, blue for what stands beside them.
func (d badgeData) Metal() string {
	if d.Standing == nil {
		return "#9cc4f2"
	}
	return map[int]string{1: "#f2c14e", 2: "#cfd6de", 3: "#d99a6c"}[d.Standing.AwardedPlace]
}

// badge is the picture for a laureate's own site.
func (d door) badge(r *web.Request) error {
	badge, err := d.store.PublicBadge(r.Context(), r.Var("award"))
	if err != nil {
		return err
	}
	r.Writer().Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return badgePicture.As(r, web.File{Name: r.Var("award") + ".svg", Type: "image/svg+xml"}, badgeData{badge, r.Language})
}

// bodyBadge is a badge on its body's page, with what to copy.
type bodyBadge struct {
	UID, Address string
	Title        string // what it is for
	Code         string // HTML
}

// badges are those of what the body achieved.
func badges(r *web.Request, achieved []*store.Achievement) (list []bodyBadge) {
	for _, a := range achieved {
		where := a.Category.Name.In(r.Language) + " – " + a.Round.Name.In(r.Language) + " – " + a.Competition.Name.In(r.Language)
		if a.Edition.Year > 0 {
			where += " " + locale.Year(r.Language, a.Edition.Year)
		}
		page := r.Link("public.contest", "competition", a.Competition.Slug, "edition", a.Edition.Slug, "round", a.Round.Slug, "category", a.Category.Slug)
		add := func(uid, what string) {
			b := bodyBadge{UID: uid, Address: r.Address("public.badge", "award", uid), Title: what + " – " + where}
			b.Code = element("a", "href", page) + element("img", "src", r.Link("public.badge", "award", uid), "alt", b.Title, "width", "340", "height", "120") + "</a>"
			list = append(list, b)
		}
		if st := &a.Standing; st.HasBadge() && a.Unordered() {
			add(a.Candidate.UID, r.T("archive.winner"))
		} else if st.HasBadge() {
			add(a.Candidate.UID, locale.Place(r.Language, st.AwardedPlace, st.LastAwarded(), st.Shared, a.Contest.Ranges()))
		}
		for _, award := range a.Awards {
			if award.HasBadge() {
				add(award.UID, award.Name.In(r.Language))
			}
		}
	}
	return list
}
