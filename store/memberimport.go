package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// memberWork is a person as a line of a table would let him act for a body.
type memberWork struct {
	body   *Body
	person Person
}

// planMembers plans each line of a table of representatives. It takes a constant number of statements.
func (tx *transaction) planMembers(ctx context.Context, actor judging.Actor, e *Edition, form ImportForm) (*ImportPlan, error) {
	t := newEntryTable(tx, actor, e, form)
	var err error
	if t.ways, err = tx.entryWays(ctx, e.ID); err != nil {
		return nil, err
	}
	if err := t.loadBodies(ctx); err != nil {
		return nil, err
	}
	held, err := t.held(ctx)
	if err != nil {
		return nil, err
	}
	plan := &ImportPlan{Form: form}
	for _, line := range form.Lines {
		l := &PlannedLine{Number: line.Number}
		t.planMember(l, line.Values, held)
		plan.Lines = append(plan.Lines, l)
	}
	plan.unread(func(string) bool { return false })
	return plan, nil
}

// held reads who acts for the bodies already, by body and address.
func (t *entryTable) held(ctx context.Context) (map[string]bool, error) {
	held := map[string]bool{}
	var ids []int64
	for _, b := range t.bodies {
		ids = append(ids, b.ID)
	}
	if len(ids) == 0 {
		return held, nil
	}
	var rows []struct {
		BodyID int64
		Email  string
	}
	err := t.NewRaw(`select m.body_id, u.email from membership m join "user" u on u.id = m.user_id
		where m.role = 'representative' and (m.ends_at is null or m.ends_at > ?) and m.body_id in (?)`, t.now, bun.List(ids)).Scan(ctx, &rows)
	for _, r := range rows {
		held[fmt.Sprint(r.BodyID, "/", r.Email)] = true
	}
	return held, err
}

// planMember plans one line. Whoever acts for the body already keeps doing so; what an account is called is his own affair.
func (t *entryTable) planMember(l *PlannedLine, values map[string]string, held map[string]bool) {
	bodies := t.namedBodies(l, values)
	if l.Outcome == ImportRefused {
		return
	}
	l.Title = titlesOf(bodies, t.edition.Language)
	if len(bodies) > 1 {
		l.wrong(ColumnCode, values[ColumnCode], fault.Field{Key: "transfer.one_body"})
		return
	}
	if home := t.ways.home(t.edition.ID, bodies[0]); home == nil || judging.May(t.actor, judging.ManageBody, judging.Facts{Chapters: []string{home.Path}}) != nil {
		l.wrong(ColumnCode, values[ColumnCode], fault.Field{Key: "transfer.other_chapter"})
		return
	}
	w := &memberWork{body: bodies[0], person: Person{Email: values[ColumnEmail], Name: values[ColumnPerson], Language: t.spoken(l, values[ColumnLanguage])}}
	checked, err := UserForm{Email: w.person.Email, Name: w.person.Name, Language: w.person.Language}.user()
	for _, field := range fieldsIn(err) {
		column := map[string]string{"email": ColumnEmail, "name": ColumnPerson, "language": ColumnLanguage}[field.Name]
		l.wrong(column, values[column], field)
	}
	if l.Outcome == ImportRefused {
		return
	}
	w.person.Email, w.person.Name = checked.Email, checked.Name
	l.member = w
	key := fmt.Sprint(w.body.ID, "/", checked.Email)
	if earlier := t.seen[key]; earlier != 0 {
		l.wrong(ColumnEmail, values[ColumnEmail], fault.Field{Key: "transfer.line_twice", Args: fault.Args{"Line": earlier}})
		return
	}
	t.seen[key] = l.Number
	if !held[key] {
		l.put(ColumnCode, "", w.body.Code)
		l.put(ColumnEmail, "", checked.Email)
		l.put(ColumnPerson, "", checked.Name)
		l.put(ColumnLanguage, "", string(w.person.Language))
	}
	l.settle(held[key])
}

func fieldsIn(err error) []fault.Field {
	if err == nil {
		return nil
	}
	return fault.Of(err).Fields
}

// spoken reads a language by its code; where the table has none it is the edition's.
func (t *entryTable) spoken(l *PlannedLine, cell string) locale.Language {
	if cell == "" {
		return t.edition.Language
	}
	language, known := locale.Parse(strings.ToLower(cell))
	if !known {
		l.wrong(ColumnLanguage, cell, fault.Field{Key: "fault.unknown_choice"})
	}
	return language
}

// importMembers entitles whom the plan says.
func (tx *transaction) importMembers(ctx context.Context, actor judging.Actor, e *Edition, plan *ImportPlan) error {
	var added []int64
	for _, line := range plan.Lines {
		if line.Outcome != ImportAdded {
			continue
		}
		user, err := tx.userOf(ctx, actor, line.member.person)
		if err != nil {
			return err
		}
		if err := tx.lockName(ctx, "membership "+user.UID); err != nil {
			return err
		}
		m := &Membership{UID: tx.store.NewUID(), Role: judging.Representative, BodyID: line.member.body.ID, UserID: user.ID, StartsAt: tx.now}
		if err := tx.entitle(ctx, actor, user, m); err != nil {
			return err
		}
		if plan.Form.Mail && tx.store.mail {
			if err := tx.mailMember(ctx, actor, m); err != nil {
				return err
			}
		}
		added = append(added, m.ID)
	}
	err := tx.reviewRounds(ctx, actor, `id in (select j.round_id from juror j join membership m on m.user_id = j.user_id
		where j.left_at is null and m.id in (?))`, bun.List(append(added, 0)))
	if err != nil {
		return err
	}
	return tx.recordWithNote(ctx, actor, "membership.import", "edition", e.ID, map[string][]int64{"added": added}, plan.Form.File)
}
