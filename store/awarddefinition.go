package store

import (
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// AwardDefinition is an award that an edition gives in all its rounds, or a chapter in its own: what comes with a place in each contest, or
// an award beside the ranking.
type AwardDefinition struct {
	bun.BaseModel `bun:"table:award_definition"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EditionID int64
	ChapterID int64       `bun:",nullzero"` // none: of all chapters
	Kind      string      // AwardForPlace, or one of AwardKinds
	Place     int         `bun:",nullzero"`
	Overall   bool        // once in a round, over all categories
	Name      locale.Text // "Cena hejtmana"
	Title     locale.Text // what the laureate may call itself
	Object    locale.Text
	Patron    locale.Text // who gives it
	Amount    int64       `bun:",nullzero"` // minor units
	Currency  string
	Position  int
}

// AwardDefinitionForm is a definition as it is filled in.
type AwardDefinitionForm struct {
	UID      string // of one that is there; empty: a new one
	Kind     string
	Place    int // of what comes with a place
	Overall  bool
	Name     locale.Text
	Title    locale.Text
	Object   locale.Text
	Patron   locale.Text
	Amount   int64 // minor units
	Currency string
}

// AwardSetupForm is what a level gives, as it is filled in.
type AwardSetupForm struct {
	Revision    int               // of what the form was made from
	Ties        judging.PrizeTies // empty: as above
	Definitions []AwardDefinitionForm
}

// AwardSetup is what an edition, or a chapter in it, gives, as its organizers see it.
type AwardSetup struct {
	EditionPlace
	Chapter     *Chapter          // nil: the edition for all chapters
	Round       *Round            // the chapter's own; nil: none
	Definitions []AwardDefinition // of this level
	Above       []AwardDefinition // the edition's, of a chapter
	Ties        judging.PrizeTies // of this level; empty: as above
	AboveTies   judging.PrizeTies // what goes where this level says nothing
	Revision    int               // counts the changes of this level, so that two tabs cannot overwrite each other
	Open        bool              // the actor may change it
}

// AwardSetup reads what an edition gives, or with a chapter's uid what the chapter gives in it, for its organizers.
func (s *Store) AwardSetup(ctx context.Context, actor judging.Actor, edition, chapter string, lang locale.Language) (v *AwardSetup, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		v, err = tx.awardSetup(ctx, actor, edition, chapter, lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("award setup: %w", err)
	}
	return v, nil
}

func (tx *transaction) awardSetup(ctx context.Context, actor judging.Actor, edition, chapter string, lang locale.Language) (*AwardSetup, error) {
	v := &AwardSetup{}
	if chapter == "" {
		p, err := tx.editionPlace(ctx, actor, "uid = ?", edition)
		if err != nil {
			return nil, err
		}
		v.EditionPlace, v.Open, v.Revision = *p, p.MaySetUp, p.Edition.AwardRevision
	} else {
		p, err := tx.chapterPlace(ctx, actor, edition, chapter, lang)
		if err != nil {
			return nil, err
		}
		v.EditionPlace, v.Chapter, v.Round, v.Revision = p.EditionPlace, &p.Chapter, p.Round, p.Chapter.AwardRevision
		v.Open = p.MaySetUp || !p.Edition.Locks(PrizesPart)
	}
	return v, tx.fillAwardSetup(ctx, v)
}

// fillAwardSetup adds what is defined.
func (tx *transaction) fillAwardSetup(ctx context.Context, v *AwardSetup) error {
	var own int64
	if v.Chapter != nil {
		own = v.Chapter.ID
	}
	definitions, err := tx.definitions(ctx, v.Edition.ID, own)
	if err != nil {
		return err
	}
	for _, d := range definitions {
		if d.ChapterID == own {
			v.Definitions = append(v.Definitions, d)
		} else {
			v.Above = append(v.Above, d)
		}
	}
	policies, err := tx.policies(ctx, v.Edition.ID)
	if err != nil {
		return err
	}
	v.AboveTies = judging.FullPrize
	for _, policy := range policies {
		switch {
		case policy.ContestID != 0:
		case policy.ChapterID == own:
			v.Ties = policy.Ties
		case policy.ChapterID == 0:
			v.AboveTies = policy.Ties
		}
	}
	return nil
}

// definitions reads what an edition gives, and a chapter in it, in their order.
func (tx *transaction) definitions(ctx context.Context, edition, chapter int64) (list []AwardDefinition, err error) {
	err = tx.NewSelect().Model(&list).Where("edition_id = ?", edition).Where("chapter_id is null or chapter_id = ?", chapter).
		OrderExpr("coalesce(chapter_id, 0), position, id").Scan(ctx)
	return list, err
}

// SetAwardDefinitions replaces what an edition gives, or with a chapter's uid what the chapter gives in it, and what those get who share a
// place; no policy is the one above. What was conferred, and the prizes of decided contests, stay as they are. Forbidden where the
// center has locked the prizes; Conflict when they were changed since the form was made. A fault names its field "awards[0].amount".
func (s *Store) SetAwardDefinitions(ctx context.Context, actor judging.Actor, edition, chapter string, form AwardSetupForm) error {
	err := s.writeRounds(ctx, "edition_id = (select id from edition where uid = ?)", []any{edition}, func(tx *transaction) error {
		v, err := tx.awardSetup(ctx, actor, edition, chapter, locale.Czech)
		if err != nil {
			return err
		}
		if chapter == "" {
			if err := judging.May(actor, judging.SetUp, judging.Facts{Chapter: v.Root.Path}); err != nil {
				return err
			}
		}
		if err := checkDefinitions(v, form.Ties, form.Definitions); err != nil {
			return err
		}
		if !v.Open {
			return lockedBy(v.Root.Name, PrizesPart)
		}
		if form.Revision != v.Revision {
			return fault.New(fault.Conflict, "amend.setup_conflict")
		}
		if err := tx.putDefinitions(ctx, v, form.Definitions); err != nil {
			return err
		}
		if err := tx.putTies(ctx, v, form.Ties); err != nil {
			return err
		}
		own, err := tx.countAwardChange(ctx, v)
		if err != nil {
			return err
		}
		return tx.record(ctx, actor, "award_definition.save", "edition", v.Edition.ID, map[string]any{"chapter": own, "ties": form.Ties, "awards": len(form.Definitions)})
	})
	if err != nil {
		return fmt.Errorf("set award definitions: %w", err)
	}
	return nil
}

// countAwardChange counts a change of a level, and gives the row id of its chapter; 0: the edition.
func (tx *transaction) countAwardChange(ctx context.Context, v *AwardSetup) (chapter int64, err error) {
	if v.Chapter == nil {
		_, err = tx.NewUpdate().Model(&v.Edition).Set("award_revision = ?", v.Revision+1).WherePK().Exec(ctx)
		return 0, err
	}
	_, err = tx.NewUpdate().Model(v.Chapter).Set("award_revision = ?", v.Revision+1).WherePK().Exec(ctx)
	return v.Chapter.ID, err
}

func checkDefinitions(v *AwardSetup, ties judging.PrizeTies, forms []AwardDefinitionForm) error {
	var wrong fields
	if ties != "" && !slices.Contains(judging.PrizePolicies, ties) {
		wrong.add("ties", "fault.unknown_choice")
	}
	seen := map[int]bool{}
	for i, form := range forms {
		field := func(name string) string { return fmt.Sprintf("awards[%d].%s", i, name) }
		place := form.Kind == AwardForPlace
		if !place && !slices.Contains(AwardKinds, form.Kind) || form.UID != "" && !v.defines(form.UID) {
			wrong.add(field("kind"), "fault.unknown_choice")
		}
		switch {
		case place && (form.Place < 1 || form.Place > lastPrize):
			wrong.add(field("place"), "edition.bad_place")
		case place && seen[form.Place]:
			wrong.add(field("place"), "edition.place_twice")
		}
		seen[form.Place] = seen[form.Place] || place
		wrong.text(field("name"), form.Name, !place, maxName)
		wrong.text(field("title"), form.Title, false, maxName)
		wrong.text(field("object"), form.Object, false, maxName)
		wrong.text(field("patron"), form.Patron, false, maxName)
		wrong.money(field("amount"), field("currency"), form.Amount, form.Currency)
		if place && form.Amount == 0 && form.Name.Empty() && form.Title.Empty() && form.Object.Empty() {
			wrong.add(field("name"), "edition.prize_empty")
		}
	}
	return wrong.err()
}

// defines tells whether a definition with this uid is of the level.
func (v *AwardSetup) defines(uid string) bool {
	return slices.ContainsFunc(v.Definitions, func(d AwardDefinition) bool { return d.UID == uid })
}

// putDefinitions writes the definitions: those that are there keep their uids, so that awards conferred by them stay theirs.
func (tx *transaction) putDefinitions(ctx context.Context, v *AwardSetup, forms []AwardDefinitionForm) error {
	kept := []string{""}
	for i, form := range forms {
		row := AwardDefinition{UID: form.UID, EditionID: v.Edition.ID, Kind: form.Kind, Name: trimmed(form.Name), Title: trimmed(form.Title),
			Object: trimmed(form.Object), Patron: trimmed(form.Patron), Amount: form.Amount, Overall: form.Overall || form.Kind == AwardGrandPrix, Position: i}
		if v.Chapter != nil {
			row.ChapterID = v.Chapter.ID
		}
		if row.Kind == AwardForPlace {
			row.Place, row.Overall = form.Place, false
		}
		if row.Amount > 0 {
			row.Currency = form.Currency
		}
		if row.UID == "" {
			row.UID = tx.store.NewUID()
		}
		kept = append(kept, row.UID)
		_, err := tx.NewInsert().Model(&row).ExcludeColumn("id").On("conflict (uid) do update").
			Set("kind = excluded.kind, place = excluded.place, overall = excluded.overall, name = excluded.name, title = excluded.title").
			Set("object = excluded.object, patron = excluded.patron, amount = excluded.amount, currency = excluded.currency, position = excluded.position").
			Returning("NULL").Exec(ctx)
		if err != nil {
			return err
		}
	}
	gone := []int64{0}
	for _, d := range v.Definitions {
		if !slices.Contains(kept, d.UID) {
			gone = append(gone, d.ID)
		}
	}
	_, err := tx.NewDelete().Model((*AwardDefinition)(nil)).Where("id in (?)", bun.List(gone)).Exec(ctx)
	return err
}

// award is what the definition becomes in a round: nobody has got it yet.
func (d *AwardDefinition) award() Award {
	return Award{DefinitionID: d.ID, Kind: d.Kind, Place: d.Place, Name: d.Name, Title: d.Title, Citation: locale.Text{}, Object: d.Object, Patron: d.Patron,
		Amount: d.Amount, Currency: d.Currency}
}
