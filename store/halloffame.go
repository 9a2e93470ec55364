package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/locale"
)

// HallOfFame is who won most in a competition, as far as it is announced and known.
type HallOfFame struct {
	Competition Competition
	Series      []CategorySeries // the categories over the years, in the order of their names
	Reach       Reach
	Bodies      []*FamousBody // those on the page
	Found       Found
}

// CategorySeries is what a category is over the years, by its newest name.
type CategorySeries struct {
	Word string // in addresses
	Name locale.Text
}

// FamousBody is a body with what it won.
type FamousBody struct {
	Body BodyName
	Titles
	id   int64
	sort []byte
}

// HallOfFame reads who won most in a competition; with a series, in this category alone. It takes a constant number of statements.
func (s *Store) HallOfFame(ctx context.Context, competition, series string, lang locale.Language, page int) (*HallOfFame, error) {
	v := &HallOfFame{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := absentAs(tx.NewSelect().Model(&v.Competition).Where("slug = ?", competition).Scan(ctx)); err != nil {
			return err
		}
		var err error
		if v.Reach, err = tx.reach(ctx, v.Competition.ID, series); err != nil {
			return err
		}
		if v.Series, err = tx.series(ctx, v.Competition.ID, lang); err != nil {
			return err
		}
		famous, err := tx.famous(ctx, v.Competition.ID, series, lang)
		if err != nil {
			return err
		}
		v.Found = foundOf(len(famous), page)
		v.Bodies = famous[max(v.Found.First-1, 0):v.Found.Last]
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("hall of fame: %w", err)
	}
	return v, nil
}

// announced joins, for a competition, the contests that everybody may see to what they belong to.
const announced = `
	from contest t join round r on r.id = t.round_id and r.cancelled_at is null join chapter c on c.id = r.chapter_id
	join edition e on e.id = r.edition_id join category k on k.id = t.category_id left join archive a on a.contest_id = t.id
	where e.competition_id = ?0 and t.cancelled_at is null and ?1 and (?2 = '' or coalesce(a.series, k.slug) = ?2)`

// famous counts what each body won, the most first.
func (tx *transaction) famous(ctx context.Context, competition int64, series string, lang locale.Language) ([]*FamousBody, error) {
	var rows []struct {
		Body     int64
		Place    int // 0: an award beside the places
		National bool
		Count    int
	}
	err := tx.NewRaw(`with shown as (select t.id, c.parent_id is null as national `+announced+`)
		select ent.body_id as body, st.awarded_place as place, shown.national, count(*) as count
		from shown join result on result.contest_id = shown.id and result.`+newest+`
		join standing st on st.result_id = result.id and st.awarded_place between 1 and 3
		join candidate n on n.id = st.candidate_id join entry_entrant ee on ee.entry_id = n.entry_id and not ee.asked
		join entrant ent on ent.id = ee.entrant_id group by 1, 2, 3
		union all
		select ent.body_id, 0, shown.national, count(*)
		from shown join candidate n on n.contest_id = shown.id join award w on w.candidate_id = n.id and w.kind <> 'place' and not w.withheld and ?3
		join entry_entrant ee on ee.entry_id = n.entry_id and not ee.asked
		join entrant ent on ent.id = ee.entrant_id group by 1, 2, 3`, competition, isPublic("t", tx.now), series, awardIsPublic("w", tx.now)).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	byBody := map[int64]*FamousBody{}
	for _, r := range rows {
		b := byBody[r.Body]
		if b == nil {
			b = &FamousBody{id: r.Body}
			byBody[r.Body] = b
		}
		if r.Place == 0 {
			b.Awards += r.Count
		}
		b.add(r.Place, r.National, r.Count)
	}
	return tx.nameFamous(ctx, byBody, lang)
}

// nameFamous names the bodies and puts them into order; equal ones stand in the language's order of names.
func (tx *transaction) nameFamous(ctx context.Context, byBody map[int64]*FamousBody, lang locale.Language) (list []*FamousBody, err error) {
	var bodies []*Body
	if err := tx.NewSelect().Model(&bodies).Where("id in (?)", keys(byBody)).Scan(ctx); err != nil {
		return nil, err
	}
	for _, b := range bodies {
		f := byBody[b.ID]
		f.Body = b.name()
		f.sort = map[locale.Language][]byte{locale.Czech: b.SortCS, locale.Polish: b.SortPL, locale.English: b.SortEN}[lang]
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b *FamousBody) int {
		return cmp.Or(a.compare(b.Titles), bytes.Compare(a.sort, b.sort), cmp.Compare(a.Body.Code, b.Body.Code))
	})
	return list, nil
}

// name gives the body's name with what tells it from its namesakes.
func (b *Body) name() BodyName {
	return BodyName{UID: b.UID, Code: b.Code, Kind: b.Kind, Name: b.Name, District: b.DistrictName, ORPName: b.ORPName, Region: b.RegionName,
		Ambiguous: b.Ambiguous, Twin: b.Twin}
}

// series lists what categories the announced contests of a competition have over the years.
func (tx *transaction) series(ctx context.Context, competition int64, lang locale.Language) (list []CategorySeries, err error) {
	var rows []CategorySeries
	err = tx.NewRaw(`select coalesce(a.series, k.slug) as word, k.name `+announced+` order by e.year desc, e.number desc, k.position, k.id`,
		competition, isPublic("t", tx.now), "").Scan(ctx, &rows)
	for _, r := range rows {
		if !slices.ContainsFunc(list, func(s CategorySeries) bool { return s.Word == r.Word }) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b CategorySeries) int {
		return cmp.Or(bytes.Compare(locale.SortKey(lang, a.Name.In(lang)), locale.SortKey(lang, b.Name.In(lang))), cmp.Compare(a.Word, b.Word))
	})
	return list, err
}
