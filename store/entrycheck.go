package store

import (
	"context"
	"fmt"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"
)

// EntryCheck is an entry as its organizer sees it: what was handed in and when, what was decided, and what to look at.
type EntryCheck struct {
	EntryPlace
	Flags       *EntryFlags
	Material    *Material // nil: it was never handed in, and is nobody's but its entrant's
	Form        *Form     // what its category asks for now
	Submissions []*ReadSubmission
	Checks      []*MadeCheck // the latest first
	Duplicates  []*Duplicate
	Refused     []RefusedName // bodies that the category does not let in
	Remarks     []*MadeRemark
	Addresses   []EntryURL // the latest last
	Next        string     // uid of the entry that waits after this one; empty: none does
	Waiting     int        // entries of the round that wait
}

// ReadSubmission is a submission with who made it and what is in it.
type ReadSubmission struct {
	*MadeSubmission
	Content *SubmissionContent
}

// MadeCheck is a decision with who made it, and who took it back.
type MadeCheck struct {
	Check   FormalCheck `bun:"embed:made_"`
	Who     string
	Revoker string
}

// Duplicate is another entry of one of the bodies in the same category, or with the same address.
type Duplicate struct {
	*ListedEntry
	SameBody, SameURL bool
	Open              bool // the actor may look at it
}

// RefusedName is a body that the category does not let in, and why.
type RefusedName struct {
	BodyName
	Reason register.Reason
}

// Decidable tells whether the entry is one to decide about.
func (v *EntryCheck) Decidable() bool { return v.waits() }

// Candidate tells whether the entry competes.
func (v *EntryCheck) Candidate() bool { return v.Entry.State == EntryAdmitted }

// Last is the decision that holds; nil: there is none.
func (v *EntryCheck) Last() *MadeCheck {
	for _, c := range v.Checks {
		if c.Check.RevokedAt.IsZero() && EntryState(c.Check.Outcome) == v.Entry.State {
			return c
		}
	}
	return nil
}

// EntryCheck reads an entry for the organizer of the round that it enters. NotFound for anybody else.
func (s *Store) EntryCheck(ctx context.Context, actor judging.Actor, entry string, lang locale.Language) (*EntryCheck, error) {
	v := &EntryCheck{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.entryWhere(ctx, "uid = ?", entry)
		if err != nil {
			return err
		}
		if err := judging.May(actor, judging.ViewCheck, p.Facts()); err != nil {
			return err
		}
		v.EntryPlace = *p
		if err := tx.readHandedIn(ctx, v); err != nil {
			return err
		}
		if err := tx.readChecks(ctx, v); err != nil {
			return err
		}
		return tx.readNeighbors(ctx, actor, v, lang)
	})
	if err != nil {
		return nil, fmt.Errorf("entry to check: %w", err)
	}
	return v, nil
}

// readHandedIn reads what was handed in; what the organizer entered himself was never.
func (tx *transaction) readHandedIn(ctx context.Context, v *EntryCheck) error {
	made, err := tx.submissionsOf(ctx, v.Entry.ID)
	if err != nil {
		return err
	}
	for _, m := range made {
		content, err := m.Submission.Read()
		if err != nil {
			return err
		}
		v.Submissions = append(v.Submissions, &ReadSubmission{m, content})
	}
	if v.Form, err = tx.formOf(ctx, v.Category.ID); err != nil {
		return err
	}
	switch unread := (&ListedEntry{Entry: v.Entry}).unread(); {
	case len(v.Submissions) > 0:
		v.Material = v.Submissions[0].Content.Material()
	case !unread:
		v.Material, err = tx.material(ctx, v.Entry.ID, everything)
	default:
		v.Entry.Title, v.Entry.URL, v.Entry.Supplier = "", "", ""
	}
	return err
}

// readChecks reads what was decided, and what was said about it.
func (tx *transaction) readChecks(ctx context.Context, v *EntryCheck) (err error) {
	err = tx.NewRaw("select "+tx.store.columns(MadeCheck{})+`, coalesce(u.name, '') as who, coalesce(b.name, '') as revoker
		from formal_check as made left join "user" u on u.id = made.user_id left join "user" b on b.id = made.revoker_id
		where made.entry_id = ? order by made.id desc`, v.Entry.ID).Scan(ctx, &v.Checks)
	if err != nil {
		return err
	}
	if v.Remarks, err = tx.remarksOf(ctx, v.Entry.ID); err != nil {
		return err
	}
	v.Addresses, err = tx.urlsOf(ctx, v.Entry.ID)
	return err
}

// readNeighbors reads what there is to look at, the entries like this one, and which one waits after it.
func (tx *transaction) readNeighbors(ctx context.Context, actor judging.Actor, v *EntryCheck, lang locale.Language) error {
	flags, err := tx.flagsOf(ctx, []int64{v.Entry.ID})
	if err != nil {
		return err
	}
	v.Flags = flags[v.Entry.ID]
	var bodies []*Body
	if err := tx.bodies(&bodies).Where("id in (select t.body_id from entrant t join entry_entrant x on x.entrant_id = t.id where x.entry_id = ?)", v.Entry.ID).Scan(ctx); err != nil {
		return err
	}
	for _, b := range bodies {
		for _, name := range v.Bodies {
			if ok, reason := v.Category.Eligibility.Matches(b.Row()); !ok && name.UID == b.UID {
				v.Refused = append(v.Refused, RefusedName{name, reason})
			}
		}
	}
	if err := tx.readDuplicates(ctx, actor, v, lang); err != nil {
		return err
	}
	return tx.readNext(ctx, v)
}

// duplicatesAtMost is how many entries like one are shown.
const duplicatesAtMost = 20

func (tx *transaction) readDuplicates(ctx context.Context, actor judging.Actor, v *EntryCheck, lang locale.Language) error {
	if !v.Flags.SameBody && !v.Flags.SameURL {
		return nil
	}
	var rows []struct {
		ID                int64
		SameBody, SameURL bool
		Path              string
	}
	err := tx.NewRaw(`
		with like_it as (
			select y.entry_id as id, 1 as body, 0 as url from entry_entrant x join entry_entrant y on y.entrant_id = x.entrant_id where x.entry_id = ?0
			union all select o.id, 0, 1 from entry e join entry o on o.edition_id = e.edition_id and o.url_key = e.url_key where e.id = ?0 and e.url_key <> ''),
		found as (
			select o.id, o.contest_id, max(case when o.category_id = ?1 then l.body else 0 end) as body, max(l.url) as url
			from like_it l join entry o on o.id = l.id where o.id <> ?0 and o`+competes+` group by o.id, o.contest_id)
		select f.id, f.body > 0 as same_body, f.url > 0 as same_url, coalesce(c.path, '') as path from found f left join contest t on t.id = f.contest_id
		left join round r on r.id = t.round_id left join chapter c on c.id = r.chapter_id
		where f.body > 0 or f.url > 0 order by f.id limit ?2`, v.Entry.ID, v.Category.ID, duplicatesAtMost).Scan(ctx, &rows)
	if err != nil {
		return err
	}
	var ids []int64
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	list := &EntryList{Now: v.Now}
	if err := tx.fillEntries(ctx, ids, list); err != nil {
		return err
	}
	for i, r := range rows {
		open := judging.May(actor, judging.ViewCheck, judging.Facts{Chapter: r.Path}) == nil
		v.Duplicates = append(v.Duplicates, &Duplicate{list.Entries[i], r.SameBody, r.SameURL, open})
	}
	return nil
}

// readNext finds the entry that has waited the longest after this one, from the beginning again after the last.
func (tx *transaction) readNext(ctx context.Context, v *EntryCheck) error {
	var waiting []struct {
		ID  int64
		UID string
	}
	err := tx.NewRaw(`select e.id, e.uid from entry e join contest t on t.id = e.contest_id where t.round_id = ? and e.state = 'submitted'
		order by e.submitted_at, e.id`, v.Round.ID).Scan(ctx, &waiting)
	if err != nil {
		return err
	}
	v.Waiting = len(waiting)
	var first string
	passed := false
	for _, e := range waiting {
		switch {
		case e.ID == v.Entry.ID:
			passed = true
		case passed:
			v.Next = e.UID
			return nil
		case first == "":
			first = e.UID
		}
	}
	v.Next = first
	return nil
}
