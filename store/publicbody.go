package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"blazon/fault"
	"blazon/register"

	"github.com/uptrace/bun"
)

// BodyRecord is what a body achieved in all editions and rounds, as far as it is announced.
type BodyRecord struct {
	Body     Body
	Achieved []*Achievement // newest edition first
}

// Achievement is what one entry of a body achieved in one contest.
type Achievement struct {
	Competition Competition `bun:"embed:competition_"`
	Edition     Edition     `bun:"embed:edition_"`
	Chapter     Chapter     `bun:"embed:chapter_"`
	Round       Round       `bun:"embed:round_"`
	Contest     Contest     `bun:"embed:contest_"`
	Category    Category    `bun:"embed:category_"`
	Candidate   Candidate   `bun:"embed:candidate_"`
	Entry       Entry       `bun:"embed:entry_"`
	Standing    Standing    `bun:"embed:standing_"`

	Awards   []*Award         `bun:"-"`
	Archived *ArchivedContest `bun:"-"`
}

// Unordered tells whether winners were announced without an order.
func (a *Achievement) Unordered() bool { return a.Archived != nil && !a.Archived.Ranked }

// Published is what the body was called when the result was published; empty: as the register calls it.
func (a *Achievement) Published() string {
	if a.Archived == nil {
		return ""
	}
	return a.Archived.Names[a.Candidate.UID]
}

// newest is the condition that a result with the alias is the one that is shown of its contest.
const newest = "version = (select max(o.version) from result o where o.contest_id = result.contest_id)"

// PublicBody reads what everybody may know of a body by its code, in a constant number of statements. A body in no register is
// NotFound until something of it is announced.
func (s *Store) PublicBody(ctx context.Context, code string) (*BodyRecord, error) {
	record := &BodyRecord{}
	err := s.read(ctx, func(tx *transaction) error {
		var bodies []Body
		if err := tx.NewSelect().Model(&bodies).Where("code = ?", code).Order("register").Limit(1).Scan(ctx); err != nil {
			return err
		}
		if len(bodies) == 0 {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		record.Body = bodies[0]
		if err := tx.readAchieved(ctx, record); err != nil {
			return err
		}
		if len(record.Achieved) == 0 && record.Body.Register == register.Own {
			return fault.New(fault.NotFound, "fault.not_found")
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("public body: %w", err)
	}
	return record, nil
}

// readAchieved reads the announced places and awards of the body, the newest edition first, in it the nation's round first.
func (tx *transaction) readAchieved(ctx context.Context, record *BodyRecord) error {
	query := "select " + tx.store.columns(Achievement{}) + `
		from entrant join entry_entrant ee on ee.entrant_id = entrant.id and not ee.asked
		join entry on entry.id = ee.entry_id
		join candidate on candidate.entry_id = entry.id and not candidate.training
		join contest on contest.id = candidate.contest_id and contest.cancelled_at is null and ?1
		join round on round.id = contest.round_id and round.cancelled_at is null
		join chapter on chapter.id = round.chapter_id
		join category on category.id = contest.category_id
		join edition on edition.id = round.edition_id
		join competition on competition.id = edition.competition_id
		left join result on result.contest_id = contest.id and result.` + newest + `
		left join standing on standing.result_id = result.id and standing.candidate_id = candidate.id
		where entrant.body_id = ?0 and (standing.id is not null or exists (
			select 1 from award where award.candidate_id = candidate.id and not award.withheld and ?2))
		order by edition.year desc, competition.slug, edition.number desc, length(chapter.path), chapter.slug, category.position, candidate.uid`
	err := tx.NewRaw(query, record.Body.ID, isPublic("contest", tx.now), awardIsPublic("award", tx.now)).Scan(ctx, &record.Achieved)
	if err != nil {
		return err
	}
	candidates, contests := []int64{0}, []int64{0}
	for _, a := range record.Achieved {
		candidates, contests = append(candidates, a.Candidate.ID), append(contests, a.Contest.ID)
	}
	var awards []*Award
	err = tx.NewSelect().Model(&awards).Where("candidate_id in (?)", bun.List(candidates)).Where("not withheld").
		Where("?", awardIsPublic("award", tx.now)).Order("position", "id").Scan(ctx)
	if err != nil {
		return err
	}
	var archived []*ArchivedContest
	if err := tx.NewSelect().Model(&archived).ExcludeColumn("content").Where("contest_id in (?)", bun.List(contests)).Scan(ctx); err != nil {
		return err
	}
	for _, a := range record.Achieved {
		a.add(awards, archived)
	}
	return nil
}

func (a *Achievement) add(awards []*Award, archived []*ArchivedContest) {
	for _, award := range awards {
		if award.CandidateID == a.Candidate.ID {
			a.Awards = append(a.Awards, award)
		}
	}
	if at := slices.IndexFunc(archived, func(c *ArchivedContest) bool { return c.ContestID == a.Contest.ID }); at >= 0 {
		a.Archived = archived[at]
	}
}

// Titles counts what the body won: contests of a nation's or the highest round, those of the rounds below, other places among the
// first three, and awards beside the places.
func (r *BodyRecord) Titles() (t Titles) {
	for _, a := range r.Achieved {
		t.add(a.Standing.AwardedPlace, a.Chapter.ParentID == 0, 1)
		for _, award := range a.Awards {
			if award.Kind != AwardForPlace {
				t.Awards++
			}
		}
	}
	return t
}

// Titles counts places and awards.
type Titles struct{ National, Regional, Second, Third, Awards int }

func (t *Titles) add(place int, national bool, count int) {
	switch {
	case place == 1 && national:
		t.National += count
	case place == 1:
		t.Regional += count
	case place == 2:
		t.Second += count
	case place == 3:
		t.Third += count
	}
}

// Won is how many contests were won.
func (t Titles) Won() int { return t.National + t.Regional }

// compare orders those who won more before those who won less: contests, then second and third places, then other awards.
func (t Titles) compare(other Titles) int {
	return cmp.Or(cmp.Compare(other.Won(), t.Won()), cmp.Compare(other.National, t.National), cmp.Compare(other.Second, t.Second),
		cmp.Compare(other.Third, t.Third), cmp.Compare(other.Awards, t.Awards))
}
