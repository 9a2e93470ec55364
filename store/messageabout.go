package store

import (
	"context"
	"strconv"

	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// aboutEntry is what letters about an entry say, and whom they go to.
type aboutEntry struct {
	OwnEntry
	roundID    int64 // 0: the entry is in no round
	chapterID  int64 // whose organizers look after the letters
	round      locale.Text
	number     int // of the edition, as the chapter counts
	recipients []recipient
}

// in lets the letters be about a contest that the entry came to later, and belong to those who organize it.
func (e *aboutEntry) in(p *ContestPlace) {
	if p == nil {
		return
	}
	e.roundID, e.chapterID, e.round, e.number = p.Round.ID, p.Chapter.ID, p.Round.Name, p.Edition.Number
	if p.Setting.Number != 0 {
		e.number = p.Setting.Number
	}
}

// words are those in a language.
func (e *aboutEntry) words(lang locale.Language) letter.Values {
	words := editionWords(&e.Competition, e.Edition.Year, e.number, lang)
	words[letter.Body], words[letter.Entry] = e.Entrants(lang), e.Entrants(lang)
	if e.Entry.Title != "" {
		words[letter.Entry] += " – " + e.Entry.Title
	}
	words[letter.Category], words[letter.Round] = e.Category.Name.In(lang), e.round.In(lang)
	return words
}

// editionWords are those that every letter of an edition may say.
func editionWords(c *Competition, year, number int, lang locale.Language) letter.Values {
	return letter.Values{letter.Competition: c.Name.In(lang), letter.Edition: locale.Edition(lang, number), letter.Year: strconv.Itoa(year)}
}

// entriesAbout reads entries with those who act for their bodies.
func (tx *transaction) entriesAbout(ctx context.Context, entries []int64) (map[int64]*aboutEntry, error) {
	var own []*OwnEntry
	err := tx.NewSelect().ColumnExpr(tx.store.columns(OwnEntry{})).TableExpr("entry").
		Join("join edition on edition.id = entry.edition_id").
		Join("join competition on competition.id = edition.competition_id").
		Join("join category on category.id = entry.category_id").
		Where("entry.id in (?)", bun.List(entries)).Scan(ctx, &own)
	if err != nil {
		return nil, err
	}
	about, named := map[int64]*aboutEntry{}, map[int64]*OwnEntry{}
	for _, e := range own {
		a := &aboutEntry{OwnEntry: *e, chapterID: e.Entry.ChapterID, number: e.Edition.Number}
		about[e.Entry.ID], named[e.Entry.ID] = a, &a.OwnEntry
	}
	if err := tx.nameEntries(ctx, named); err != nil {
		return nil, err
	}
	if err := tx.roundsOfEntries(ctx, about); err != nil {
		return nil, err
	}
	return about, tx.recipientsOf(ctx, about)
}

func (tx *transaction) roundsOfEntries(ctx context.Context, about map[int64]*aboutEntry) error {
	var rows []struct {
		ID, RoundID, ChapterID int64
		Name                   locale.Text
		Number                 int
	}
	err := tx.NewRaw(`select e.id, r.id as round_id, r.chapter_id, r.name, coalesce(s.number, d.number) as number
		from entry e join contest t on t.id = e.contest_id join round r on r.id = t.round_id join edition d on d.id = r.edition_id
		left join chapter_setting s on s.chapter_id = r.chapter_id and s.edition_id = r.edition_id
		where e.id in (?)`, keys(about)).Scan(ctx, &rows)
	for _, r := range rows {
		a := about[r.ID]
		a.roundID, a.chapterID, a.round, a.number = r.RoundID, r.ChapterID, r.Name, r.Number
	}
	return err
}

// recipientsOf reads who acts for the entries' bodies now; who acts for several of a joint entry gets one letter.
func (tx *transaction) recipientsOf(ctx context.Context, about map[int64]*aboutEntry) error {
	var rows []struct {
		EntryID int64
		recipient
	}
	err := tx.NewRaw(`select distinct y.entry_id, u.id as user_id, u.name, u.email, u.language
		from entry_entrant y join entrant x on x.id = y.entrant_id
		join membership m on m.body_id = x.body_id and m.role = 'representative' and m.starts_at <= ?0 and (m.ends_at is null or m.ends_at > ?0)
		join "user" u on u.id = m.user_id and (u.ended_at is null or u.ended_at > ?0)
		where not y.asked and y.entry_id in (?1) order by y.entry_id, u.email`, tx.now, keys(about)).Scan(ctx, &rows)
	for _, r := range rows {
		about[r.EntryID].recipients = append(about[r.EntryID].recipients, r.recipient)
	}
	return err
}
