package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blazon/register"

	"github.com/uptrace/bun"
)

// bodySort is bodies of entries that their category's rule does not tell apart.
type bodySort struct {
	Category   int64
	Code       string // of the one body that a rule names; otherwise empty
	Kind       register.Kind
	ORP        bool `bun:"orp"`
	RegionCode string
	Population *int   // where the rule asks for it
	Entries    string // ids with commas between them
}

// ineligible finds the entries of which a body is not one that their category, which is among these, lets in, and why. The rule is asked
// in Go, as it is everywhere, but once for each sort of bodies: of these there are few where entries are thousands.
func (tx *transaction) ineligible(ctx context.Context, categories []Category, where string, args ...any) (map[int64]register.Reason, error) {
	rules := map[int64]register.Eligibility{}
	named, counting := []string{""}, []int64{0}
	for _, c := range categories {
		rules[c.ID] = c.Eligibility
		named = append(named, c.Eligibility.Named()...)
		if c.Eligibility.NeedsPopulation() {
			counting = append(counting, c.ID)
		}
	}
	var sorts []bodySort
	err := tx.NewRaw(`select category, code, kind, orp, region_code, population, string_agg(cast(entry as text), ',') as entries
		from (select e.id as entry, e.category_id as category, case when b.code in (?) then b.code else '' end as code, b.kind, b.orp, b.region_code,
			case when e.category_id in (?) then b.population end as population
			from entry e join entry_entrant x on x.entry_id = e.id join entrant t on t.id = x.entrant_id join body b on b.id = t.body_id where `+where+`) s
		group by category, code, kind, orp, region_code, population`, slices.Concat([]any{bun.List(named), bun.List(counting)}, args)...).Scan(ctx, &sorts)
	if err != nil {
		return nil, fmt.Errorf("ineligible: %w", err)
	}
	refused := map[int64]register.Reason{}
	for _, sort := range sorts {
		body := register.Row{Code: sort.Code, Kind: sort.Kind, ORP: sort.ORP, RegionCode: sort.RegionCode, Population: sort.Population}
		ok, reason := rules[sort.Category].Matches(body)
		if ok {
			continue
		}
		for entry := range strings.SplitSeq(sort.Entries, ",") {
			id, err := strconv.ParseInt(entry, 10, 64)
			if err != nil {
				return nil, err
			}
			refused[id] = reason
		}
	}
	return refused, nil
}
