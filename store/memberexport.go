package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
)

// MemberExport is who acts for the bodies that belong to the chapters of an edition which an actor organizes.
type MemberExport struct {
	Edition Edition
	Members []ExportedMember
}

// ExportedMember is a person as a line of a table has it.
type ExportedMember struct {
	Code, Body, Email, Name string
	Language                locale.Language

	sort []byte
}

// MemberExport reads the representatives for a table, in the language's order of the bodies' names. Of the bodies it takes those that
// compete in the edition.
func (s *Store) MemberExport(ctx context.Context, actor judging.Actor, edition string, lang locale.Language) (*MemberExport, error) {
	v := &MemberExport{}
	err := s.read(ctx, func(tx *transaction) error {
		e, err := tx.officeEdition(ctx, actor, edition)
		if err != nil {
			return err
		}
		v.Edition = *e
		ways, err := tx.entryWays(ctx, e.ID)
		if err != nil {
			return err
		}
		var rows []struct {
			Body     Body `bun:"embed:body_"`
			Email    string
			Name     string
			Language locale.Language
		}
		err = tx.NewRaw(`select u.email, u.name, u.language, `+tx.store.columns(struct {
			Body Body `bun:"embed:body_"`
		}{})+` from membership m join "user" u on u.id = m.user_id join body on body.id = m.body_id
			where m.role = 'representative' and (m.ends_at is null or m.ends_at > ?0) and (u.ended_at is null or u.ended_at > ?0)
			and exists (select 1 from entrant t where t.body_id = body.id and t.edition_id = ?1) order by m.id`, tx.now, e.ID).Scan(ctx, &rows)
		for i := range rows {
			r := &rows[i]
			home := ways.home(e.ID, &r.Body)
			if home == nil || judging.May(actor, judging.ManageBody, judging.Facts{Chapters: []string{home.Path}}) != nil {
				continue
			}
			v.Members = append(v.Members, ExportedMember{Code: r.Body.Code, Body: r.Body.Title(), Email: r.Email, Name: r.Name,
				Language: r.Language, sort: locale.SortKey(lang, r.Body.Name)})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("member export: %w", err)
	}
	slices.SortStableFunc(v.Members, func(a, b ExportedMember) int {
		return cmp.Or(bytes.Compare(a.sort, b.sort), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Email, b.Email))
	})
	return v, nil
}
