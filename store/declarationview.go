package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"blazon/judging"
	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// DeclarationView is what a juror is asked about conflicts in one round, and what he answered so far.
type DeclarationView struct {
	Place
	Juror      Juror
	Policy     judging.ConflictPolicy
	Asks       bool // the edition asks: whoever has not answered sees no candidate
	Home       *judging.Home
	Places     []HomePlace // to choose the home from; none: it is not asked for
	Bodies     []*Body     // that the juror works for, as he or the organizer says
	Suppliers  []*SupplierQuestion
	Candidates []*CandidateQuestion // but for those that he is recused from for another reason than his own word
}

// HomePlace is a region, or a district of it, that a juror may be at home in.
type HomePlace struct {
	judging.Home
	Region string // name
	Name   string // of the district; empty: the region as a whole
}

// Code writes the place in one word, for forms.
func (h HomePlace) Code() string { return homeCode(h.Home) }

func homeCode(h judging.Home) string {
	switch {
	case h.Region == "":
		return nowhere
	case h.District == "":
		return h.Region
	}
	return h.Region + "/" + h.District
}

// nowhere is the home of a juror who is at home in none of the competition's regions.
const nowhere = "none"

// HomeCode is the home as forms write it; empty: not answered.
func (v *DeclarationView) HomeCode() string {
	if v.Home == nil {
		return ""
	}
	return homeCode(*v.Home)
}

// SupplierQuestion is a supplier that an entry of the juror's contests names, without saying which.
type SupplierQuestion struct {
	Supplier
	Answered bool
	Related  bool
}

// CandidateQuestion is a candidate of the juror's contests.
type CandidateQuestion struct {
	*NamedCandidate
	Category locale.Text
	Answered bool
	judging.Declared
	Scored bool // the juror has begun its sheet: a conflict makes its scores stray
}

// Unanswered counts what the juror has not answered yet, of what the edition asks.
func (v *DeclarationView) Unanswered() (n int) {
	if v.Policy.Region != judging.NoReach && v.Home == nil {
		n++
	}
	for _, q := range v.Suppliers {
		if !q.Answered {
			n++
		}
	}
	for _, q := range v.Candidates {
		if v.Policy.Declaration && !q.Answered {
			n++
		}
	}
	return n
}

// Editable is nil while the juror may declare something, and otherwise says why not.
func (v *DeclarationView) Editable(actor judging.Actor) error {
	facts := v.Facts()
	facts.Juror = v.Juror.ID
	return judging.May(actor, judging.DeclareConflict, facts)
}

// Declarations reads what a juror is asked about conflicts. Who does not sit in the round's jury gets NotFound.
func (s *Store) Declarations(ctx context.Context, actor judging.Actor, round string, lang locale.Language) (*DeclarationView, error) {
	var v *DeclarationView
	err := s.read(ctx, func(tx *transaction) (err error) {
		v, err = tx.declarations(ctx, actor, judging.ViewSheet, round, lang)
		return err
	})
	return v, wrapped("declarations", err)
}

func (tx *transaction) declarations(ctx context.Context, actor judging.Actor, act judging.Act, round string, lang locale.Language) (*DeclarationView, error) {
	p, juror, err := tx.declaringSeat(ctx, actor, act, round)
	if err != nil {
		return nil, err
	}
	r, err := tx.relations(ctx, &p.Round, juror.ID)
	if err != nil {
		return nil, err
	}
	if juror.Role == judging.Secretary { // who has no vote is asked nothing, and may declare all the same
		r.asks, r.policy = false, judging.ConflictPolicy{}
	}
	v := &DeclarationView{Place: *p, Juror: *juror, Policy: r.policy, Asks: r.asks, Home: r.jurors[0].facts.Home}
	if v.Bodies, err = tx.bodiesByID(ctx, r.jurors[0].facts.Bodies); err != nil {
		return nil, err
	}
	if v.Places, err = tx.homePlaces(ctx, p, v.Policy.Region); err != nil {
		return nil, err
	}
	asked, err := tx.askCandidates(ctx, actor, v, r, lang)
	if err != nil {
		return nil, err
	}
	return v, tx.askSuppliers(ctx, v, r, asked, lang)
}

// declaringSeat reads the actor's seat in a round, and asks whether he may do this from it.
func (tx *transaction) declaringSeat(ctx context.Context, actor judging.Actor, act judging.Act, round string) (*Place, *Juror, error) {
	seat, err := tx.ownSeat(ctx, actor, round)
	if err != nil {
		return nil, nil, err
	}
	facts := seat.Facts()
	facts.Juror, facts.Unready, facts.Withdrawn = seat.Juror.ID, !seat.Ready(), !seat.Juror.LeftAt.IsZero()
	return &seat.Place, &seat.Juror, judging.May(actor, act, facts)
}

// homePlaces lists where a juror may be at home: regions, or their districts.
func (tx *transaction) homePlaces(ctx context.Context, p *Place, reach judging.Reach) (places []HomePlace, err error) {
	if reach == judging.NoReach {
		return nil, nil
	}
	var districts []struct{ Region, Code, Name string }
	if reach == judging.OwnDistrict {
		err = tx.NewRaw(`select distinct region_code as region, district_code as code, district_name as name from body
			where register = ? and district_code <> '' and ended_at is null order by 1, 3, 2`, p.Competition.register()).Scan(ctx, &districts)
	}
	for _, region := range register.Regions(p.Competition.Country) {
		before := len(places)
		for _, d := range districts {
			if d.Region == region.Code {
				places = append(places, HomePlace{judging.Home{Region: d.Region, District: d.Code}, region.Name, d.Name})
			}
		}
		if len(places) == before {
			places = append(places, HomePlace{judging.Home{Region: region.Code}, region.Name, ""})
		}
	}
	return places, err
}

// askCandidates lists the candidates of the juror's contests that he may know of, and gives all of their ids, with those that he
// is recused from: their suppliers are asked about all the same.
func (tx *transaction) askCandidates(ctx context.Context, actor judging.Actor, v *DeclarationView, r *relations, lang locale.Language) (map[int64]bool, error) {
	const own = `n.withdrawn_at is null and not n.training and t.round_id = ?0 and t.cancelled_at is null
		and (not exists (select 1 from juror_contest o where o.juror_id = ?1)
			or exists (select 1 from juror_contest o where o.juror_id = ?1 and o.contest_id = t.id)
			or exists (select 1 from assignment a where a.juror_id = ?1 and a.candidate_id = n.id and a.removed_at is null))`
	var known []struct {
		ID     int64
		Scored bool
		Name   locale.Text
	}
	err := tx.NewRaw(`select n.id, k.name, exists (select 1 from assignment a join sheet h on h.assignment_id = a.id
			where a.juror_id = ?1 and a.candidate_id = n.id and h.state <> 'empty') as scored
		from candidate n join contest t on t.id = n.contest_id join category k on k.id = t.category_id
		where `+own+` and ?2 order by k.position, n.id`, v.Round.ID, v.Juror.ID, isShown("n", tx.now)).Scan(ctx, &known)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	ids, asked := []int64{}, map[int64]bool{}
	for _, k := range known {
		ids, asked[k.ID] = append(ids, k.ID), true
	}
	named, err := candidatesWhere(ctx, tx, lang, "n.id in (?)", bun.List(ids))
	if err != nil {
		return nil, err
	}
	var contests []int64
	about := map[int64]*CandidateQuestion{}
	for _, k := range known {
		about[k.ID] = &CandidateQuestion{Category: k.Name, Scored: k.Scored}
	}
	for _, c := range r.candidates {
		if asked[c.ID] && !slices.Contains(contests, c.ContestID) {
			contests = append(contests, c.ContestID)
		}
	}
	facts := r.jurors[0].facts
	for _, contest := range contests {
		for _, n := range named[contest] {
			q := about[n.ID]
			q.NamedCandidate = n
			q.Declared, q.Answered = facts.Declared[n.ID]
			if !hiddenFrom(r.standing[pair{v.Juror.ID, n.ID}]) {
				v.Candidates = append(v.Candidates, q)
			}
		}
	}
	return asked, nil
}

// hiddenFrom tells whether a juror is off a candidate for more than his own word, which he may take back.
func hiddenFrom(standing []*Recusal) bool {
	return slices.ContainsFunc(standing, func(x *Recusal) bool { return x.Kind != judging.DeclaredRelation })
}

// askSuppliers lists the suppliers that the candidates' entries name, in the language's order.
func (tx *transaction) askSuppliers(ctx context.Context, v *DeclarationView, r *relations, asked map[int64]bool, lang locale.Language) error {
	if !v.Policy.Supplier {
		return nil
	}
	ids := []int64{0}
	for _, c := range r.candidates {
		if asked[c.ID] {
			ids = append(ids, c.facts.Supplier)
		}
	}
	var rows []Supplier
	if err := tx.NewSelect().Model(&rows).Where("id in (?)", bun.List(ids)).Scan(ctx); err != nil {
		return fmt.Errorf("suppliers: %w", err)
	}
	keys := map[string][]byte{}
	for _, s := range rows {
		keys[s.UID] = locale.SortKey(lang, s.Name)
		related, answered := r.jurors[0].facts.Suppliers[s.ID]
		v.Suppliers = append(v.Suppliers, &SupplierQuestion{Supplier: s, Answered: answered, Related: related})
	}
	slices.SortFunc(v.Suppliers, func(a, b *SupplierQuestion) int { return bytes.Compare(keys[a.UID], keys[b.UID]) })
	return nil
}
