package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
)

// maxAddressWord is the longest word of an address that is made out of a name; a longer one ends in what tells it from others.
const maxAddressWord = 60

var betweenWords = regexp.MustCompile(`[^a-z0-9]+`)

// addressWord makes a word of a public address out of a name: "Liberecký kraj" gives "liberecky-kraj".
func addressWord(name string) string {
	word := strings.Trim(betweenWords.ReplaceAllString(locale.Fold(name), "-"), "-")
	if len(word) > maxAddressWord {
		sum := sha256.Sum256([]byte(word))
		word = strings.Trim(word[:maxAddressWord-7], "-") + "-" + hex.EncodeToString(sum[:3])
	}
	return word
}

// country is that of the registers and regions which the file's tables of a competition name; empty: of none.
func (f *ArchiveFile) country(competition string) register.Country {
	for _, t := range f.Tables {
		if t.Competition != competition {
			continue
		}
		if region, ok := regionNamed(t.Round); ok {
			return region.Country
		}
		if slices.ContainsFunc(t.Places, func(g ArchiveGroup) bool { return g.RUIANCodes != nil }) {
			return register.Czechia
		}
	}
	return ""
}

// regionNamed finds a region by its name.
func regionNamed(name string) (register.Region, bool) {
	for _, country := range []register.Country{register.Czechia, register.Poland} {
		for _, region := range register.Regions(country) {
			if name != "" && locale.Fold(region.Name) == locale.Fold(name) {
				return region, true
			}
		}
	}
	return register.Region{}, false
}

// findCompetition finds the competition by the word of its address, or makes it with its root chapter.
func (w *archiveWork) findCompetition(ctx context.Context) error {
	said := w.described()
	var found []Competition
	if err := w.NewSelect().Model(&found).Where("slug = ?", said.Slug).Scan(ctx); err != nil {
		return err
	}
	if len(found) == 0 {
		return w.makeCompetition(ctx, said)
	}
	w.competition = found[0]
	return w.NewSelect().Model(&w.chapters).Where("competition_id = ?", w.competition.ID).Order("path").Scan(ctx)
}

func (w *archiveWork) makeCompetition(ctx context.Context, said ArchiveCompetition) error {
	var wrong fields
	wrong.slug("slug", said.Slug, w.how.Reserved)
	wrong.text("name", said.Root.Name, true, maxName)
	wrong.language("language", said.Language)
	wrong.zone("time_zone", said.TimeZone)
	root := ChapterForm{Slug: said.Root.Slug, Name: said.Root.Name, RegionCode: said.Root.Region}
	if root.check(&wrong, "root."); len(wrong) > 0 {
		return w.refuse(w.table.Competition, wrong[0].Key)
	}
	w.competition = Competition{UID: w.store.NewUID(), Slug: said.Slug, Name: locale.Text{said.Language: said.Name},
		Country: said.Country, Language: said.Language, TimeZone: said.TimeZone, CreatedAt: w.now}
	if _, err := w.NewInsert().Model(&w.competition).Exec(ctx); err != nil {
		return err
	}
	chapter, err := w.addChapter(ctx, w.competition.ID, nil, root)
	if err == nil {
		w.chapters = []Chapter{*chapter}
	}
	return err
}

// undated is the word of the address of an edition whose year is unknown.
const undated = "undated"

// findEdition finds the edition by its year, or makes it.
func (w *archiveWork) findEdition(ctx context.Context) error {
	slug := undated
	if w.table.Year != 0 {
		slug = strconv.Itoa(w.table.Year)
	}
	var found []Edition
	if err := w.NewSelect().Model(&found).Where("competition_id = ?", w.competition.ID).Where("slug = ?", slug).Scan(ctx); err != nil {
		return err
	}
	e := &w.place.Edition
	if len(found) == 0 {
		*e = Edition{UID: w.store.NewUID(), CompetitionID: w.competition.ID, Slug: slug, Number: w.table.Edition, Year: w.table.Year,
			Language: w.competition.Language, TimeZone: w.competition.TimeZone, Numbering: judging.Dense, TieBreak: []string{},
			CreatedAt: w.now, Locked: slices.Clone(usuallyLocked), FinalistPlaces: usualFinalists, PointsShown: judging.PointsMean, License: Attribution}
		_, err := w.NewInsert().Model(e).Exec(ctx)
		return err
	}
	switch *e = found[0]; {
	case w.table.Edition == 0 || w.table.Edition == e.Number:
		return nil
	case e.Number == 0:
		e.Number = w.table.Edition
		_, err := w.NewUpdate().Model(e).Column("number").WherePK().Exec(ctx)
		return err
	}
	return w.refuse(w.table.Competition, "archive.other_number", "Year", e.Slug, "Number", e.Number)
}

// findRound finds the round by the word of its address, or makes it with its chapter; one that is made is closed.
func (w *archiveWork) findRound(ctx context.Context) error {
	slug, title := addressWord(w.table.Round), locale.Text{w.competition.Language: w.table.Round}
	for _, said := range w.described().Rounds {
		if said.Name == w.table.Round {
			title = said.Title
			if said.Slug != "" {
				slug = said.Slug
			}
		}
	}
	at, err := w.table.announced(w.place.Edition.Zone())
	if err != nil {
		return err
	}
	r := &w.place.Round
	chapter, err := w.chapter(ctx, slug, title)
	if err != nil {
		return err
	}
	if chapter.RegionCode != "" && slug != chapter.Slug {
		slug, title = chapter.Slug, chapter.Name
	}
	var found []Round
	if err := w.NewSelect().Model(&found).Where("edition_id = ?", w.place.Edition.ID).Where("slug = ?", slug).Scan(ctx); err != nil {
		return err
	}
	if len(found) > 0 {
		if *r = found[0]; !r.CancelledAt.IsZero() {
			return w.stop(ArchiveTaken, w.table.problem(w.table.Round, "archive.taken"))
		}
		if err := w.store.lockRound(ctx, w.Tx, r.UID, exclusive); err != nil {
			return err
		}
		return w.mustBeOver(ctx, r)
	}
	*r = Round{UID: w.store.NewUID(), EditionID: w.place.Edition.ID, ChapterID: chapter.ID, Slug: slug, Name: title, ClosedAt: micros(at), FinishedAt: micros(at)}
	if _, err := w.NewInsert().Model(r).Exec(ctx); err != nil {
		return err
	}
	setting := &ChapterSetting{ChapterID: chapter.ID, EditionID: w.place.Edition.ID, Mode: OwnRound, Organizer: locale.Text{}}
	_, err = w.NewInsert().Model(setting).On("conflict (chapter_id, edition_id) do nothing").Exec(ctx)
	return err
}

// mustBeOver stops where a round is being set up or under way: it is not closed, and holds something else than announced results.
func (w *archiveWork) mustBeOver(ctx context.Context, r *Round) error {
	if err := w.NewSelect().Model(r).WherePK().Scan(ctx); err != nil || !r.ClosedAt.IsZero() { // as it is under the lock
		return err
	}
	var all, announced int
	err := w.NewRaw(`select count(*), count(case when state in ('announced', 'final') then 1 end) from contest where round_id = ? and cancelled_at is null`,
		r.ID).Scan(ctx, &all, &announced)
	if err == nil && (all == 0 || announced < all) {
		err = w.stop(ArchiveTaken, w.table.problem(w.table.Round, "amend.archive_under_way"))
	}
	return err
}

// chapter finds whose round it is: the region's that it is named after, the root's where the file has no other round of the
// competition, and else a chapter of its own.
func (w *archiveWork) chapter(ctx context.Context, slug string, title locale.Text) (*Chapter, error) {
	region, regional := regionNamed(w.table.Round)
	for i := range w.chapters {
		c := &w.chapters[i]
		if regional && c.RegionCode == region.Code || c.Slug == slug {
			return c, nil
		}
	}
	if !regional && !w.file.severalRounds(w.table.Competition) {
		return &w.chapters[0], nil
	}
	c, err := w.addChapter(ctx, w.competition.ID, &w.chapters[0], ChapterForm{Slug: slug, Name: title, RegionCode: region.Code})
	if err == nil {
		w.chapters = append(w.chapters, *c)
	}
	return c, err
}

// severalRounds tells whether the file has more than one round of the competition that is no region's.
func (f *ArchiveFile) severalRounds(competition string) bool {
	first := ""
	for _, t := range f.Tables {
		if _, regional := regionNamed(t.Round); regional || t.Competition != competition {
			continue
		}
		if first == "" {
			first = t.Round
		}
		if t.Round != first {
			return true
		}
	}
	return false
}

// findContest finds the contest, or makes it with its category. One that was held here, or entered by hand, is left alone.
func (w *archiveWork) findContest(ctx context.Context) error {
	p := &w.place
	var judged bool
	err := w.NewRaw("select exists (select 1 from contest where round_id = ? and rubric_id is not null)", p.Round.ID).Scan(ctx, &judged)
	if err != nil {
		return err
	}
	if judged {
		return w.stop(ArchiveTaken, w.table.problem(w.table.Round, "archive.taken"))
	}
	if err := w.category(ctx); err != nil {
		return err
	}
	var contests []Contest
	if err := w.NewSelect().Model(&contests).Where("round_id = ?", p.Round.ID).Where("category_id = ?", p.Category.ID).Scan(ctx); err != nil {
		return err
	}
	if len(contests) == 0 {
		contest := Contest{UID: w.store.NewUID(), RoundID: p.Round.ID, CategoryID: p.Category.ID, Numbering: w.table.numbering(),
			TieBreak: []string{}, State: judging.Open}
		if _, err := w.NewInsert().Model(&contest).Exec(ctx); err != nil {
			return err
		}
		contests = append(contests, contest)
	}
	full, err := w.contestPlaceOf(ctx, "id = ?", contests[0].ID)
	if err != nil {
		return err
	}
	*p = *full
	w.report.Address = Address{Competition: p.Competition.Slug, Edition: p.Edition.Slug, Round: p.Round.Slug, Category: p.Category.Slug}
	return w.compare(ctx)
}

// category finds the category by its name in the edition, or makes it.
func (w *archiveWork) category(ctx context.Context) error {
	var list []Category
	if err := w.NewSelect().Model(&list).Where("edition_id = ?", w.place.Edition.ID).Order("position").Scan(ctx); err != nil {
		return err
	}
	slug := addressWord(w.table.Category)
	for _, c := range list {
		named := slices.ContainsFunc(locale.Languages, func(lang locale.Language) bool { return locale.Fold(c.Name[lang]) == locale.Fold(w.table.Category) })
		if named || c.Slug == slug {
			w.place.Category = c
			return nil
		}
	}
	w.place.Category = Category{UID: w.store.NewUID(), EditionID: w.place.Edition.ID, Slug: slug, Scope: Everywhere, Position: len(list) + 1,
		Name: locale.Text{w.competition.Language: w.table.Category}}
	_, err := w.NewInsert().Model(&w.place.Category).Exec(ctx)
	return err
}

// compare stops where the table is there already, unless it is to be replaced.
func (w *archiveWork) compare(ctx context.Context) error {
	var there []*ArchivedContest
	if err := w.NewSelect().Model(&there).Where("contest_id = ?", w.place.Contest.ID).Scan(ctx); err != nil {
		return err
	}
	switch {
	case len(there) == 0 && w.place.Contest.State != judging.Open:
		return w.stop(ArchiveTaken, w.table.problem(w.table.Category, "archive.taken"))
	case len(there) == 0:
		return nil
	case there[0].Content == w.table.content():
		return w.stop(ArchiveKept)
	case !w.how.Replace:
		w.report.Difference = archiveDifference(there[0].Content, w.table.content())
		return w.stop(ArchiveChanged, w.table.problem(w.table.Category, "archive.changed"))
	case strings.TrimSpace(w.how.Reason) == "" || len(w.how.Reason) > maxNote:
		return w.stop(ArchiveChanged, w.table.problem(w.table.Category, "amend.archive_reason"))
	}
	w.before = there[0]
	var certified bool
	err := w.NewRaw("select exists (select 1 from certificate where contest_id = ?)", w.place.Contest.ID).Scan(ctx, &certified)
	if err == nil && certified {
		err = w.refuse(w.table.Category, "archive.certified")
	}
	return err
}
