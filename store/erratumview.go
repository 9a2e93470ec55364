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

// ErratumItem is a corrected version with the people who acted on it.
type ErratumItem struct {
	Erratum   Erratum `bun:"embed:erratum_"`
	EnteredBy string
	DecidedBy string             // empty: nobody has yet
	Former    []*FormerCandidate `bun:"-"`
	Awards    []*AwardChange     `bun:"-"` // that it changes
	Answers   []*ObjectionItem   `bun:"-"` // objections that it answers
}

// FormerCandidate is who went on to the next round and would not by a corrected version.
type FormerCandidate struct {
	Candidate *NamedCandidate
	Round     locale.Text // where it stands
	Closed    bool        // the judging there is
	OwnError  bool        // as the item says
}

// ContestErrata is what is to be corrected in a contest's public result, and what was.
type ContestErrata struct {
	ContestPlace
	Result  *ContestResult
	Tally   *TallyView         // nil: Blocked says why
	Blocked *fault.Fault       // why no corrected version can be entered now
	Changes []*PlaceChange     // that it would bring
	Shared  []*SharedAmount    // who shares a place for which the chair decides amounts
	Former  []*FormerCandidate // about whom it has to be said whose error it was
	Awards  []*AwardedAward    // beside the ranking, that it may change
	Upheld  []*ObjectionItem   // that wait for it
	Items   []*ErratumItem     // the one that waits first, then the newest
}

// SharedAmount is what the chair decided that somebody gets who shares a place.
type SharedAmount struct {
	Candidate *NamedCandidate
	Place     *Standing
	judging.Money
	Said bool // decided, in the version before or in the one that waits
}

// Amending tells whether something asks for other places; otherwise only awards beside the ranking can be corrected.
func (v *ContestErrata) Amending() bool { return v.Facts().Amending }

// Waiting is the corrected version that waits for a second person, nil: there is none.
func (v *ContestErrata) Waiting() *ErratumItem {
	if len(v.Items) > 0 && v.Items[0].Erratum.State == PairWaiting {
		return v.Items[0]
	}
	return nil
}

// ContestErrata reads them for whoever may enter corrections. Of what would change, whoever is recused from a candidate sees nothing.
func (s *Store) ContestErrata(ctx context.Context, actor judging.Actor, contest string, lang locale.Language) (*ContestErrata, error) {
	v := &ContestErrata{}
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.contestPlace(ctx, actor, judging.ViewTally, contest)
		if err != nil {
			return err
		}
		v.ContestPlace = *p
		if !p.Facts().Public {
			v.Blocked = fault.New(fault.Closed, "result.not_public")
			return nil
		}
		results, err := tx.readResults(ctx, judging.Actor{}, &p.Place, p.Category.Slug)
		if err != nil {
			return err
		}
		if len(results.Contests) == 0 { // called off
			return fault.New(fault.NotFound, "fault.not_found")
		}
		v.Result = results.Contests[0]
		if v.Items, err = tx.erratumItems(ctx, p); err != nil {
			return err
		}
		unseen, err := tx.outOfSight(ctx, actor, p.Chapter.Path, "n.contest_id = ?", p.Contest.ID)
		if err != nil {
			return err
		}
		if len(unseen) > 0 {
			v.Items = slices.DeleteFunc(v.Items, func(item *ErratumItem) bool { return item.Erratum.State != PairConfirmed })
			v.Blocked = fault.New(fault.Closed, "result.withheld_numbers")
			return nil
		}
		return tx.draftErrata(ctx, actor, v)
	})
	if err != nil {
		return nil, fmt.Errorf("errata: %w", err)
	}
	return v, nil
}

// draftErrata adds what a corrected version would bring, or why there is none to enter.
func (tx *transaction) draftErrata(ctx context.Context, actor judging.Actor, v *ContestErrata) error {
	facts := v.Facts()
	facts.Conferring = true
	err := judging.May(actor, judging.EnterErratum, facts)
	if fault.Is(err, fault.NotFound) { // whoever watches the round
		err = fault.New(fault.Closed, "amend.errata_of_others")
	}
	var draft *erratumDraft
	if err == nil {
		draft, err = tx.erratumDraft(ctx, actor, &v.ContestPlace)
	}
	if fault.Is(err, fault.Closed) {
		v.Blocked = fault.Of(err)
		return nil
	}
	if err != nil {
		return err
	}
	v.Tally = &TallyView{ContestPlace: &v.ContestPlace, LoadedContest: draft.loaded, Outcome: draft.outcome}
	form, own := DecideForm{}, map[int64]bool{}
	if item := v.Waiting(); item != nil {
		form.Withheld, form.Amounts = item.Erratum.Withheld, item.Erratum.Amounts
		for _, f := range item.Former {
			own[f.Candidate.ID] = f.OwnError
		}
	}
	for _, f := range draft.Former {
		v.Former = append(v.Former, &FormerCandidate{f.Candidate, f.Round, f.Closed, own[f.Candidate.ID]})
	}
	if err := tx.draftPlaces(ctx, v, draft, form); err != nil {
		return err
	}
	return tx.draftAwards(ctx, v)
}

// draftPlaces adds whose places would change, and whose amounts the chair decides.
func (tx *transaction) draftPlaces(ctx context.Context, v *ContestErrata, draft *erratumDraft, form DecideForm) error {
	if err := tx.carryOver(ctx, &v.ContestPlace, draft, &form); err != nil {
		return err
	}
	find, err := tx.prizeTerms(ctx, &v.Place)
	if err != nil {
		return err
	}
	names := map[int64]*NamedCandidate{}
	for _, n := range draft.loaded.Candidates {
		names[n.ID] = n
	}
	var before, after []*Standing
	for _, st := range v.Result.Standings {
		before = append(before, &st.Standing)
	}
	rows := standingsOf(0, draft.loaded, draft.outcome, form)
	for i := range rows {
		after = append(after, &rows[i])
	}
	v.Changes = changesOf(before, after, names, v.Contest.Ranges())
	terms := find(v.Contest.ID)
	for i, share := range judging.PrizeShares(terms.Ties, terms.Table(), winners(rows), form.Vacant) {
		if n := names[rows[i].CandidateID]; share.Open && rows[i].AwardedPlace > 0 {
			minor, said := form.Amounts[n.UID]
			v.Shared = append(v.Shared, &SharedAmount{n, &rows[i], judging.Money{Minor: minor, Currency: share.Currency}, said})
		}
	}
	return nil
}

// draftAwards adds the awards that a corrected version may change, and the objections that wait for one.
func (tx *transaction) draftAwards(ctx context.Context, v *ContestErrata) error {
	awards, err := tx.amendable(ctx, &v.ContestPlace)
	if err != nil {
		return err
	}
	for _, a := range awards {
		for _, n := range v.Tally.Candidates {
			if n.ID == a.CandidateID {
				v.Awards = append(v.Awards, &AwardedAward{*a, n})
			}
		}
	}
	v.Upheld, err = tx.objectionItems(ctx, v.Language(), "objection.id in (select o.id from objection o where o.contest_id = ? and "+unanswered+")", v.Contest.ID)
	return err
}

// erratumItems reads the corrected versions that were entered for a contest.
func (tx *transaction) erratumItems(ctx context.Context, p *ContestPlace) ([]*ErratumItem, error) {
	var items []*ErratumItem
	err := tx.NewRaw("select "+tx.store.columns(ErratumItem{})+`, u.name as entered_by, coalesce(d.name, '') as decided_by
		from erratum join "user" u on u.id = erratum.entered_by left join "user" d on d.id = erratum.decided_by
		where erratum.contest_id = ? order by case erratum.state when 'waiting' then 0 else 1 end, erratum.entered_at desc, erratum.id desc`, p.Contest.ID).Scan(ctx, &items)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	var ids []int64
	for _, i := range items {
		ids = append(ids, i.Erratum.ID)
	}
	var rows []ErratumCandidate
	if err := tx.NewSelect().Model(&rows).Where("erratum_id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, err
	}
	found, err := candidatesOf(ctx, tx, p.Language(), p.Contest.ID)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		for _, n := range found[p.Contest.ID] {
			for _, r := range rows {
				if r.ErratumID == i.Erratum.ID && r.CandidateID == n.ID {
					i.Former = append(i.Former, &FormerCandidate{Candidate: n, OwnError: r.OwnError})
				}
			}
		}
	}
	return items, tx.fillErrata(ctx, p, items, found[p.Contest.ID])
}

// fillErrata adds what the versions change in the awards, and which objections they answer.
func (tx *transaction) fillErrata(ctx context.Context, p *ContestPlace, items []*ErratumItem, candidates []*NamedCandidate) error {
	changes, err := tx.awardChanges(ctx, "x.contest_id = ?", p.Contest.ID)
	if err != nil {
		return err
	}
	var links []ErratumObjection
	if err := tx.NewSelect().Model(&links).Where("erratum_id in (select id from erratum where contest_id = ?)", p.Contest.ID).Scan(ctx); err != nil {
		return err
	}
	answered, err := tx.objectionItems(ctx, p.Language(), "objection.id in (select eo.objection_id from erratum_objection eo) and objection.contest_id = ?", p.Contest.ID)
	if err != nil {
		return err
	}
	for _, i := range items {
		for _, c := range changes {
			if c.ErratumID == i.Erratum.ID {
				if at := slices.IndexFunc(candidates, func(n *NamedCandidate) bool { return n.ID == c.CandidateID }); at >= 0 {
					c.Candidate = candidates[at]
				}
				i.Awards = append(i.Awards, c)
			}
		}
		for _, o := range answered {
			if slices.Contains(links, ErratumObjection{ErratumID: i.Erratum.ID, ObjectionID: o.Objection.ID}) {
				i.Answers = append(i.Answers, o)
			}
		}
	}
	return nil
}

// MayConfirm says whether the actor may confirm the version that waits, and why not.
func (v *ContestErrata) MayConfirm(actor judging.Actor) error {
	facts := v.Facts()
	facts.Author, facts.Conferring = v.Waiting().Erratum.EnteredBy, len(v.Waiting().Awards) > 0
	if v.Blocked != nil {
		return v.Blocked
	}
	return judging.May(actor, judging.ConfirmErratum, facts)
}
