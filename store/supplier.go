package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Supplier is who built a judged site or service, as a competition knows it over the years: a list that grows with its entries. A
// row that leads into another is an earlier or a second name of that one.
type Supplier struct {
	bun.BaseModel `bun:"table:supplier"`

	ID            int64 `bun:",pk,autoincrement"`
	UID           string
	CompetitionID int64
	Name          string
	Folded        string
	IntoID        int64 `bun:",nullzero"` // the supplier that this is another name of
	CreatedAt     time.Time
}

// supplierOf gives the one spelling of a supplier's name that the competition uses: where the name is known apart from accents, signs
// and legal form, the known one; otherwise the name as typed, which is known from then on. It is asked when an entry is handed in,
// not at every save: half a name is nobody's.
func (tx *transaction) supplierOf(ctx context.Context, competition int64, typed string) (string, error) {
	name, _ := plainText(typed, false)
	if name == "" {
		return "", nil
	}
	made := &Supplier{UID: tx.store.NewUID(), CompetitionID: competition, Name: name, Folded: FoldSupplier(name), CreatedAt: tx.now}
	_, err := tx.NewInsert().Model(made).On("conflict (competition_id, folded) do nothing").Returning("NULL").Exec(ctx)
	if err != nil {
		return "", fmt.Errorf("supplier: %w", err)
	}
	var known string
	err = tx.NewRaw(`select coalesce(chosen.name, s.name) from supplier s left join supplier chosen on chosen.id = s.into_id
		where s.competition_id = ? and s.folded = ?`, competition, made.Folded).Scan(ctx, &known)
	if err != nil {
		return "", fmt.Errorf("supplier: %w", err)
	}
	return known, nil
}

// spellSupplier gives an entry that is handed in the competition's spelling of its supplier.
func (tx *transaction) spellSupplier(ctx context.Context, p *EntryPlace) error {
	name, err := tx.supplierOf(ctx, p.Competition.ID, p.Entry.Supplier)
	if err != nil || name == p.Entry.Supplier {
		return err
	}
	p.Entry.Supplier = name
	_, err = tx.NewUpdate().Model(&p.Entry).Column("supplier").WherePK().Exec(ctx)
	return err
}

// supplierNames lists the names to suggest, in the order of their folded forms.
func (tx *transaction) supplierNames(ctx context.Context, competition int64) (names []string, err error) {
	err = tx.NewSelect().Model((*Supplier)(nil)).Column("name").Where("competition_id = ?", competition).Where("into_id is null").
		Order("folded").Scan(ctx, &names)
	return names, err
}

// respell writes the name on all entries of the competition whose supplier folds to one of the forms.
func (tx *transaction) respell(ctx context.Context, competition int64, name string, folded map[string]bool) (entries int64, err error) {
	counts, err := tx.supplierCounts(ctx, competition)
	if err != nil {
		return 0, err
	}
	var wrong []string
	for _, c := range counts {
		if c.Supplier != name && folded[FoldSupplier(c.Supplier)] {
			wrong = append(wrong, c.Supplier)
		}
	}
	if len(wrong) == 0 {
		return 0, nil
	}
	result, err := tx.NewUpdate().Model((*Entry)(nil)).Set("supplier = ?", name).Where("supplier in (?)", bun.List(wrong)).
		Where("edition_id in (select id from edition where competition_id = ?)", competition).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("respell: %w", err)
	}
	return result.RowsAffected()
}

// supplierCount is how many entries name a supplier so.
type supplierCount struct {
	Supplier string
	Entries  int
}

func (tx *transaction) supplierCounts(ctx context.Context, competition int64) (counts []supplierCount, err error) {
	err = tx.NewRaw(`select e.supplier, count(*) as entries from entry e join edition d on d.id = e.edition_id
		where d.competition_id = ? and e.supplier <> '' group by e.supplier order by e.supplier`, competition).Scan(ctx, &counts)
	return counts, err
}
