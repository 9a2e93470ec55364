package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Edition is one yearly run of a competition.
type Edition struct {
	bun.BaseModel `bun:"table:edition"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	CompetitionID int64
	Slug          string
	Number        int
	Year          int
	Name          locale.Text // empty: number and competition are name enough
	Note          locale.Text // shown on the public pages
	Language      locale.Language
	TimeZone      string
	Numbering     judging.Numbering
	TieBreak      []string
	Cut           judging.Cut `bun:"advance"` // who goes on to the next round
	CreatedAt     time.Time

	SourceID int64  `bun:",nullzero"` // that it was copied from
	Locked   []Part // of the rules that chapters leave alone

	JurorBars     bool // nobody judges where a body of his competes; otherwise it is only said
	WinnersRest   int  // the winners of so many editions before this one do not compete
	WinnersBarred bool // they are refused; otherwise it is only said

	AnnouncingPair bool                // setting T0 takes two people
	ObjectionDays  int                 // after the day of T0; 0: nobody objects
	Publication    judging.Publication // which parts of a result become public, and when
	AwardRevision  int                 // counts the changes of its awards and prizes
	FinalistPlaces int                 // who has a place up to this one is a finalist
	PointsShown    judging.PointsShown // whose points everybody sees, once they are published

	SourceReport bool    // the next round's jurors and organizers see what came of its candidates in the round before
	License      License // of its open data
}

// Zone gives the edition's time zone, in which people read and type its times.
func (e Edition) Zone() *time.Location {
	zone, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// EditionForm is what is filled in to set up an edition.
type EditionForm struct {
	Slug     string
	Number   int
	Year     int
	Name     locale.Text     // empty: number and competition are name enough
	Note     locale.Text     // shown on the public pages
	Language locale.Language // empty: the competition's
	TimeZone string          // empty: the competition's
	Template Template
	Parts    []ChapterPart

	Conflicts *judging.ConflictPolicy // what jurors are asked about conflicts; nil: nothing
}

// ChapterPart is what a chapter does in an edition; only a chapter with a round of its own fills in the round.
type ChapterPart struct {
	Chapter string // uid
	Mode    Mode
	Slug    string // of the round; empty: the chapter's
	Round   RoundForm
}

// SetUpEdition makes an edition by a template: its categories and rubrics, and for each chapter with a round of its own
// that round with its contests. A round's winners advance to the round of the nearest chapter above that has one.
func (s *Store) SetUpEdition(ctx context.Context, actor judging.Actor, competition string, form EditionForm) (*Edition, error) {
	edition := &Edition{}
	err := s.write(ctx, func(tx *transaction) error {
		var c Competition
		if err := tx.NewSelect().Model(&c).Where("uid = ?", competition).Scan(ctx); err != nil {
			return absentAs(err)
		}
		var root Chapter
		if err := tx.NewSelect().Model(&root).Where("competition_id = ?", c.ID).Where("parent_id is null").Scan(ctx); err != nil {
			return absentAs(err)
		}
		if err := judging.May(actor, judging.SetUp, judging.Facts{Chapter: root.Path}); err != nil {
			return err
		}
		if err := form.check(&c); err != nil {
			return err
		}
		*edition = form.edition(tx, &c)
		if _, err := tx.NewInsert().Model(edition).Exec(ctx); err != nil {
			return taken(err)
		}
		if err := checkPolicy(form.Conflicts); err != nil {
			return err
		}
		if err := tx.putPolicy(ctx, edition.ID, form.Conflicts); err != nil {
			return err
		}
		rubrics, err := tx.addCategories(ctx, edition, form.Template)
		if err != nil {
			return err
		}
		for i, part := range form.Parts {
			if err := inPart(i, tx.addPart(ctx, actor, edition, part)); err != nil {
				return err
			}
		}
		if err := tx.addContests(ctx, edition, rubrics); err != nil {
			return err
		}
		return tx.record(ctx, actor, "edition.set_up", "edition", edition.ID, map[string]int64{"competition": c.ID})
	})
	if err != nil {
		return nil, fmt.Errorf("set up edition: %w", err)
	}
	return edition, nil
}

// reservedEditions are the words below a competition's public address that are no edition's.
var reservedEditions = []string{"archive", "hall-of-fame", undated}

// check fills in what the competition says where the form is silent.
func (form *EditionForm) check(c *Competition) error {
	if form.Language == "" {
		form.Language = c.Language
	}
	if form.TimeZone == "" {
		form.TimeZone = c.TimeZone
	}
	if err := form.checkBasics(); err != nil {
		return err
	}
	return form.Template.Check()
}

// checkBasics finds out what is wrong in the form, but for its template and its chapters.
func (form *EditionForm) checkBasics() error {
	var wrong fields
	wrong.slug("slug", form.Slug, reservedEditions)
	if form.Number < 1 || form.Number > 999 {
		wrong.add("number", "fault.bad_number")
	}
	if form.Year < 1900 || form.Year > 2999 {
		wrong.add("year", "fault.bad_year")
	}
	wrong.text("name", form.Name, false, maxName)
	wrong.text("note", form.Note, false, maxNote)
	wrong.language("language", form.Language)
	wrong.zone("time_zone", form.TimeZone)
	return wrong.err()
}

func (form *EditionForm) edition(tx *transaction, c *Competition) Edition {
	t := form.Template
	return Edition{UID: tx.store.NewUID(), CompetitionID: c.ID, Slug: form.Slug, Number: form.Number, Year: form.Year,
		Name: trimmed(form.Name), Note: trimmed(form.Note), Language: form.Language, TimeZone: form.TimeZone,
		Numbering: t.Numbering, TieBreak: append([]string{}, t.TieBreak...), Cut: t.Cut, CreatedAt: tx.now,
		Locked: slices.Clone(usuallyLocked), Publication: judging.UsualPublication(),
		FinalistPlaces: usualFinalists, PointsShown: judging.PointsMean, License: Attribution}
}

// inPart puts the number of the chapter's part before the names of the fields that are wrong in it.
func inPart(number int, err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	inner := fault.Of(err)
	wrong := make(fields, len(inner.Fields))
	for i, field := range inner.Fields {
		field.Name = fmt.Sprintf("parts[%d].%s", number, field.Name)
		wrong[i] = field
	}
	return wrong.err()
}

// addCategories makes the edition's categories and rubrics, and gives each category's rubric by their ids.
func (tx *transaction) addCategories(ctx context.Context, edition *Edition, t Template) (map[int64]int64, error) {
	ids := map[string]int64{} // of the rubrics by their keys
	for _, r := range t.Rubrics {
		rubric, err := tx.addRubric(ctx, edition, r)
		if err != nil {
			return nil, fmt.Errorf("rubric %s: %w", r.Key, err)
		}
		ids[r.Key] = rubric.ID
	}
	rubrics := map[int64]int64{}
	for i, c := range t.Categories {
		category := &Category{UID: tx.store.NewUID(), EditionID: edition.ID, Slug: c.Slug, Name: c.Name,
			Eligibility: c.Eligibility, Scope: cmp.Or(c.Scope, Everywhere), Position: i + 1}
		if _, err := tx.NewInsert().Model(category).Exec(ctx); err != nil {
			return nil, fmt.Errorf("category %s: %w", c.Slug, err)
		}
		if err := tx.addForm(ctx, category, c); err != nil {
			return nil, fmt.Errorf("form of category %s: %w", c.Slug, err)
		}
		rubrics[category.ID] = ids[c.Rubric]
	}
	return rubrics, nil
}

func (tx *transaction) addRubric(ctx context.Context, edition *Edition, t RubricTemplate) (*Rubric, error) {
	rubric := t.rubric(tx, edition.ID)
	if _, err := tx.NewInsert().Model(rubric).Exec(ctx); err != nil {
		return nil, err
	}
	for _, k := range rubric.Criteria {
		k.RubricID = rubric.ID
	}
	_, err := tx.NewInsert().Model(&rubric.Criteria).Exec(ctx)
	return rubric, err
}
