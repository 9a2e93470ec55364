package store

import (
	"context"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/judging"

	"github.com/uptrace/bun"
)

// rounds are those whose entries the plan would touch, in the order in which they are locked.
func (p *ImportPlan) rounds() (uids []string) {
	if p.Form.Round != "" {
		uids = append(uids, p.Form.Round)
	}
	for _, line := range p.Lines {
		if line.entry != nil && line.entry.place != nil {
			uids = append(uids, line.entry.place.Round.UID)
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids)
}

// importEntries makes and changes what the plan says. The rounds of the plan are locked.
func (tx *transaction) importEntries(ctx context.Context, actor judging.Actor, e *Edition, plan *ImportPlan) error {
	body := map[string][]int64{}
	var made []*entryWork
	for _, line := range plan.Lines {
		switch w := line.entry; line.Outcome {
		case ImportAdded:
			made = append(made, w)
		case ImportChanged:
			if err := tx.changeEntry(ctx, actor, w); err != nil {
				return err
			}
			body["changed"] = append(body["changed"], w.entry.ID)
		}
	}
	if err := tx.addEntries(ctx, actor, made, plan.Form.Reason); err != nil {
		return err
	}
	for _, w := range made {
		body["added"] = append(body["added"], w.entry.ID)
	}
	if err := tx.reviewRounds(ctx, actor, "edition_id = ?", e.ID); err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "entry.import", "edition", e.ID, body, strings.TrimSpace(plan.Form.File+" "+plan.Form.Reason))
}

// changeEntry stores what a line changes in an entry.
func (tx *transaction) changeEntry(ctx context.Context, actor judging.Actor, w *entryWork) error {
	e := w.entry
	moved := e.URL != w.after.URL
	e.Title, e.URL, e.Supplier, e.Revision, e.SavedAt = w.after.Title, w.after.URL, w.after.Supplier, e.Revision+1, tx.now
	_, err := tx.NewUpdate().Model(e).Column("title", "url", "supplier", "revision", "saved_at").WherePK().Exec(ctx)
	if err != nil {
		return err
	}
	if moved {
		if err := tx.keepURL(ctx, e, URLFromOrganizer, actor.User); err != nil {
			return err
		}
	}
	return tx.saveAnswers(ctx, e.ID, w.form.Fields, w.after.Answers)
}

// addEntries makes the new entries, with their entrants, addresses and answers; those that are to be admitted become candidates.
func (tx *transaction) addEntries(ctx context.Context, actor judging.Actor, made []*entryWork, reason string) error {
	if len(made) == 0 {
		return nil
	}
	var bodies []*Body
	for _, w := range made {
		bodies = append(bodies, w.bodies...)
	}
	entrants, err := tx.entrantsOf(ctx, made[0].place, distinct(bodies))
	if err != nil {
		return err
	}
	homes, err := tx.homes(ctx, made[0].place)
	if err != nil {
		return err
	}
	if err := tx.insertEntries(ctx, made, homes); err != nil {
		return err
	}
	var joined []EntryEntrant
	var urls []EntryURL
	for _, w := range made {
		for position, b := range w.bodies {
			joined = append(joined, EntryEntrant{EntryID: w.entry.ID, EntrantID: entrants[b.ID], Position: position + 1})
		}
		if w.entry.URL != "" {
			urls = append(urls, EntryURL{EntryID: w.entry.ID, URL: w.entry.URL, Source: URLFromOrganizer, UserID: actor.User, CreatedAt: tx.now})
		}
	}
	if err := insertAll(ctx, tx, joined); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, urls); err != nil {
		return err
	}
	return tx.completeImport(ctx, actor, made, reason)
}

// insertEntries inserts the new entries and reads their ids back, by their uids: in which order a database returns rows is its own
// affair.
func (tx *transaction) insertEntries(ctx context.Context, made []*entryWork, homes homes) error {
	byUID := map[string]*entryWork{}
	var entries []*Entry
	var uids []string
	for _, w := range made {
		w.entry = w.newEntry(tx, homes)
		byUID[w.entry.UID] = w
		entries, uids = append(entries, w.entry), append(uids, w.entry.UID)
	}
	if err := insertAll(ctx, tx, entries); err != nil {
		return err
	}
	for part := range slices.Chunk(uids, batch) {
		var found []struct {
			ID  int64
			UID string
		}
		if err := tx.NewRaw("select id, uid from entry where uid in (?)", bun.List(part)).Scan(ctx, &found); err != nil {
			return err
		}
		for _, e := range found {
			byUID[e.UID].entry.ID = e.ID
		}
	}
	return nil
}

func distinct(bodies []*Body) (list []*Body) {
	seen := map[int64]bool{}
	for _, b := range bodies {
		if !seen[b.ID] {
			seen[b.ID] = true
			list = append(list, b)
		}
	}
	return list
}

func (w *entryWork) newEntry(tx *transaction, homes homes) *Entry {
	e := &Entry{UID: tx.store.NewUID(), EditionID: w.place.Edition.ID, CategoryID: w.place.Category.ID, ChapterID: homes.of(w.bodies[0], w.place),
		Title: w.after.Title, URL: w.after.URL, Supplier: w.after.Supplier, State: w.state, CreatedAt: tx.now, ContestID: w.place.Contest.ID}
	switch w.state {
	case EntryAdmitted:
		e.SubmittedAt = tx.now
	case EntrySubmitted: // handed in below, from a draft
		e.State = EntryDraft
	}
	return e
}

// completeImport stores the answers of new entries, and moves them on to their states.
func (tx *transaction) completeImport(ctx context.Context, actor judging.Actor, made []*entryWork, reason string) error {
	var answers []Answer
	admitted := map[*ContestPlace][]int64{}
	for _, w := range made {
		for _, f := range w.form.Fields {
			if values := w.after.Answers[f.Key]; len(values) > 0 {
				answers = append(answers, Answer{EntryID: w.entry.ID, FieldID: f.ID, Value: strings.Join(values, "\n")})
			}
		}
		if w.state == EntryAdmitted {
			admitted[w.place] = append(admitted[w.place], w.entry.ID)
		}
	}
	if err := insertAll(ctx, tx, answers); err != nil {
		return err
	}
	for place, entries := range admitted {
		if _, err := tx.stand(ctx, place, entries); err != nil {
			return err
		}
	}
	for _, w := range made {
		if w.state == EntrySubmitted {
			if err := tx.submitImported(ctx, actor, w, reason); err != nil {
				return err
			}
		}
	}
	return nil
}

// submitImported hands an imported entry in, as its entrant would.
func (tx *transaction) submitImported(ctx context.Context, actor judging.Actor, w *entryWork, reason string) error {
	p, err := tx.entryWhere(ctx, "id = ?", w.entry.ID)
	if err != nil {
		return err
	}
	if err := tx.lacks(ctx, p); err != nil {
		return fault.Of(err).With("Body", titlesOf(w.bodies, w.place.Edition.Language))
	}
	if !w.late {
		reason = ""
	}
	_, err = tx.handIn(ctx, actor, p, URLFromOrganizer, reason)
	return err
}
