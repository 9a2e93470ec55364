package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
)

// EditionMessages are the letters of an edition: their words, and which of them leave by themselves. Without an edition they are
// those of the whole site.
type EditionMessages struct {
	Competition Competition
	Edition     Edition // zero: the whole site
	Kinds       []KindMessages
}

// KindMessages is one kind of letters.
type KindMessages struct {
	Kind     letter.Kind
	ByItself bool
	Written  map[locale.Language]bool // organizers have words of their own, here
}

// EditionMessages reads what is said of the letters of an edition. It takes an organizer of the root chapter, or without an edition
// an administrator.
func (s *Store) EditionMessages(ctx context.Context, actor judging.Actor, edition string) (*EditionMessages, error) {
	v := &EditionMessages{}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.wordsPlace(ctx, actor, edition, v); err != nil {
			return err
		}
		set, err := tx.templatesOf(ctx, v.Edition.ID)
		if err != nil {
			return err
		}
		settings, err := tx.messageSettings(ctx, v.Edition.ID)
		if err != nil {
			return err
		}
		for _, kind := range letter.Kinds(edition != "") {
			row := KindMessages{Kind: kind, ByItself: !kind.Waits(), Written: map[locale.Language]bool{}}
			if byItself, said := settings[kind]; said {
				row.ByItself = byItself
			}
			for _, lang := range locale.Languages {
				row.Written[lang] = find(set.here(edition), kind, lang) != nil
			}
			v.Kinds = append(v.Kinds, row)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("edition's messages: %w", err)
	}
	return v, nil
}

// here are the words of the edition, or without one of the site.
func (t *templates) here(edition string) []*MessageTemplate {
	if edition == "" {
		return t.site
	}
	return t.own
}

// wordsPlace reads the edition and asks whether the actor may say how its letters are worded.
func (tx *transaction) wordsPlace(ctx context.Context, actor judging.Actor, edition string, v *EditionMessages) error {
	if edition == "" {
		return judging.May(actor, judging.ManageUsers, judging.Facts{})
	}
	if err := tx.NewSelect().Model(&v.Edition).Where("uid = ?", edition).Scan(ctx); err != nil {
		return absentAs(err)
	}
	if err := tx.NewSelect().Model(&v.Competition).Where("id = ?", v.Edition.CompetitionID).Scan(ctx); err != nil {
		return err
	}
	var root string
	err := tx.NewRaw("select path from chapter where competition_id = ? and parent_id is null", v.Competition.ID).Scan(ctx, &root)
	if err != nil {
		return err
	}
	return judging.May(actor, judging.SetUp, judging.Facts{Chapter: root})
}

// SaveMessageSettings says which of an edition's letters leave by themselves: those that are named, of those that may.
func (s *Store) SaveMessageSettings(ctx context.Context, actor judging.Actor, edition string, byThemselves []letter.Kind) error {
	err := s.write(ctx, func(tx *transaction) error {
		var v EditionMessages
		if err := tx.wordsPlace(ctx, actor, edition, &v); err != nil {
			return err
		}
		for _, kind := range letter.Kinds(true) {
			if !kind.Settable() {
				continue
			}
			_, err := tx.NewRaw(`insert into message_setting (edition_id, kind, by_itself) values (?, ?, ?)
				on conflict (edition_id, kind) do update set by_itself = excluded.by_itself`, v.Edition.ID, kind, slices.Contains(byThemselves, kind)).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "message.settings", "edition", v.Edition.ID, map[string]any{"by_themselves": byThemselves})
	})
	return wrapped("save message settings", err)
}

// MessageWords are the words of one kind of letters in one language.
type MessageWords struct {
	EditionMessages
	Kind     letter.Kind
	Language locale.Language
	Words    letter.Template // that hold now
	Usual    letter.Template // that hold without own ones
	Written  bool            // organizers have words of their own, here
}

// MessageWords reads the words of letters. A kind or a language that is none, or that the edition does not word, is NotFound.
func (s *Store) MessageWords(ctx context.Context, actor judging.Actor, edition string, kind letter.Kind, lang locale.Language) (*MessageWords, error) {
	v := &MessageWords{Kind: kind, Language: lang}
	err := s.read(ctx, func(tx *transaction) error {
		if err := tx.wordsOf(ctx, actor, edition, v); err != nil {
			return err
		}
		set, err := tx.templatesOf(ctx, v.Edition.ID)
		if err != nil {
			return err
		}
		v.Words = set.of(kind, lang)
		v.Written = find(set.here(edition), kind, lang) != nil
		set.own = nil
		if edition == "" {
			set.site = nil
		}
		v.Usual = set.of(kind, lang)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("message's words: %w", err)
	}
	return v, nil
}

func (tx *transaction) wordsOf(ctx context.Context, actor judging.Actor, edition string, v *MessageWords) error {
	if err := tx.wordsPlace(ctx, actor, edition, &v.EditionMessages); err != nil {
		return err
	}
	if !slices.Contains(letter.Kinds(edition != ""), v.Kind) || !slices.Contains(locale.Languages, v.Language) {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	return nil
}

// SaveMessageWords puts own words in place of the usual ones; empty ones give these back. What is wrong is Invalid, and named.
func (s *Store) SaveMessageWords(ctx context.Context, actor judging.Actor, edition string, kind letter.Kind, lang locale.Language, words letter.Template) error {
	err := s.write(ctx, func(tx *transaction) error {
		v := &MessageWords{Kind: kind, Language: lang}
		if err := tx.wordsOf(ctx, actor, edition, v); err != nil {
			return err
		}
		if err := tx.lockName(ctx, "words "+edition); err != nil {
			return err
		}
		_, err := tx.NewDelete().Model((*MessageTemplate)(nil)).Where("coalesce(edition_id, 0) = ?", v.Edition.ID).Where("kind = ?", kind).
			Where("language = ?", lang).Exec(ctx)
		if err != nil {
			return err
		}
		if words != (letter.Template{}) {
			if err := words.Check(kind); err != nil {
				return err
			}
			t := &MessageTemplate{UID: s.NewUID(), EditionID: v.Edition.ID, Kind: kind, Language: lang, Subject: words.Subject, Text: words.Text,
				UserID: actor.User, SavedAt: tx.now}
			if _, err := tx.NewInsert().Model(t).Exec(ctx); err != nil {
				return err
			}
		}
		return tx.record(ctx, actor, "message.words", "edition", v.Edition.ID, map[string]any{"kind": kind, "language": lang})
	})
	return wrapped("save message's words", err)
}
