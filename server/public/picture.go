package public

import (
	"encoding/json"
	"strings"
	"sync"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

// pictures keeps cards that were drawn, by all that stands on them: whatever changes, the old picture is not found any more.
type pictures struct {
	sync.Mutex
	drawn map[string][]byte
}

// keptPictures is how many pictures are kept; then all are forgotten. One is about 30 kB.
const keptPictures = 256

// of gives the picture of a card.
func (p *pictures) of(card document.Card) ([]byte, error) {
	text, err := json.Marshal(card)
	if err != nil {
		return nil, err
	}
	p.Lock()
	body := p.drawn[string(text)]
	p.Unlock()
	if body != nil {
		return body, nil
	}
	if body, err = card.Picture(); err != nil {
		return nil, err
	}
	p.Lock()
	defer p.Unlock()
	if p.drawn == nil || len(p.drawn) >= keptPictures {
		p.drawn = map[string][]byte{}
	}
	p.drawn[string(text)] = body
	return body, nil
}

// sendPicture sends the picture of a card. Pages of other sites may show it: that is what it is for.
func (d door) sendPicture(r *web.Request, card document.Card) error {
	card.Language = r.Language
	_, card.Foot, _ = strings.Cut(r.Site(), "://")
	body, err := d.pictures.of(card)
	if err != nil {
		return err
	}
	r.Writer().Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return r.Send(web.File{Name: "picture.png", Type: "image/png", Body: body})
}

func (d door) competitionPicture(r *web.Request) error {
	front, err := d.readFront(r, r.Var("competition"))
	if err != nil {
		return err
	}
	card := document.Card{Above: r.T("public.home_title"), Title: front.Competition.Name.In(r.Language)}
	if front.Edition != nil {
		card.Above = editionName(r.Language, front.Edition.Edition)
	}
	return d.sendPicture(r, card)
}

// editionName is an edition's number, year and name: "25. ročník, 2023".
func editionName(lang locale.Language, e store.Edition) string {
	name := locale.Edition(lang, e.Number) + ", " + locale.Year(lang, e.Year)
	if !e.Name.Empty() {
		name += " · " + e.Name.In(lang)
	}
	return name
}

func (d door) editionPicture(r *web.Request) error {
	overview, err := d.store.EditionOverview(r.Context(), r.Var("competition"), r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	return d.sendPicture(r, document.Card{Above: editionName(r.Language, overview.Edition), Title: overview.Competition.Name.In(r.Language)})
}

// contestPicture shows who was announced first, second and third. Before the announcement there is no such picture.
func (d door) contestPicture(r *web.Request) error {
	results, err := d.store.RoundResults(r.Context(), everybody, address(r))
	if err != nil {
		return err
	}
	data := contestData{RoundResults: results, Contest: results.Contests[0]}
	card := document.Card{Title: data.Contest.Category.Name.In(r.Language),
		Above: results.Competition.Name.In(r.Language) + " " + locale.Year(r.Language, results.Edition.Year) + " · " + results.Round.Name.In(r.Language)}
	for _, row := range data.Contest.Ranking() {
		switch {
		case row.Vacant > 0 && row.Vacant <= 3:
			card.Lines = append(card.Lines, [2]string{locale.Place(r.Language, row.Vacant, row.Vacant, false, false), r.T("award.not_awarded")})
		case row.PlacedStanding == nil || row.AwardedPlace == 0 || row.AwardedPlace > 3:
		case data.Contest.Ordered():
			place := locale.Place(r.Language, row.AwardedPlace, row.LastAwarded(), false, data.AsRange())
			card.Lines = append(card.Lines, [2]string{place, row.Candidate.Display(r.Language)})
		default:
			card.Lines = append(card.Lines, [2]string{r.T("archive.winner"), row.Candidate.Display(r.Language)})
		}
	}
	return d.sendPicture(r, card)
}

// bodyPicture shows the latest first, second and third places of a body, as far as they are announced.
func (d door) bodyPicture(r *web.Request) error {
	record, err := d.store.PublicBody(r.Context(), r.Var("code"))
	if err != nil {
		return err
	}
	card := document.Card{Above: record.Body.RegionName, Title: record.Body.Title()}
	for _, a := range record.Achieved {
		if place := a.Standing.AwardedPlace; place > 0 && place <= 3 {
			won := a.Competition.Name.In(r.Language) + " " + locale.Year(r.Language, a.Edition.Year) + " – " + a.Category.Name.In(r.Language)
			text := locale.Place(r.Language, place, a.Standing.LastAwarded(), false, a.Contest.Numbering == judging.Range)
			if a.Unordered() {
				text = r.T("archive.winner")
			}
			card.Lines = append(card.Lines, [2]string{text, won})
		}
	}
	return d.sendPicture(r, card)
}
