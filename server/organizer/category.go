package organizer

import (
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const (
	categoriesPage web.Page[categoriesData] = "organizer/categories"
	categoryPage   web.Page[categoryData]   = "organizer/category"
)

type categoriesData struct{ *store.CategoryList }

func (d door) categories(r *web.Request) error {
	list, err := d.store.Categories(r.Context(), r.Actor, r.Var("edition"))
	if err != nil {
		return err
	}
	return categoriesPage.Show(r, categoriesData{list})
}

type categoryData struct {
	*store.CategoryView
	Eligible *store.EligibleCount
	Rule     []string // in words; none: everybody
}

// Off tells whether the category is called off.
func (d categoryData) Off() bool { return !d.Category.CancelledAt.IsZero() }

func (d door) category(r *web.Request) error {
	view, err := d.store.Category(r.Context(), r.Actor, r.Var("category"), r.Language)
	if err != nil {
		return err
	}
	count, err := d.store.CountEligible(r.Context(), r.Actor, r.Var("category"), view.Category.Eligibility, r.Language)
	if err != nil {
		return err
	}
	return categoryPage.Show(r, categoryData{view, count, eligibilityWords(r.Language, view.Category.Eligibility)})
}

// eligibilityWords puts a rule of eligibility into words; none lets everybody in.
func eligibilityWords(lang locale.Language, rule register.Eligibility) (lines []string) {
	add := func(holds bool, key string, args ...any) {
		if holds {
			lines = append(lines, locale.T(lang, key, args...))
		}
	}
	var regions []string
	for _, code := range rule.Regions {
		region, _ := register.RegionOf(code)
		regions = append(regions, region.Name)
	}
	add(len(regions) > 0, "category.rule_regions", "Regions", locale.List(lang, regions))
	add(len(rule.Kinds) > 0, "category.rule_kinds", "Kinds", locale.List(lang, kindNames(lang, rule.Kinds)))
	add(rule.ORP != nil && *rule.ORP, "category.rule_orp")
	add(rule.ORP != nil && !*rule.ORP, "category.rule_without_orp")
	if rule.PopulationMin != nil {
		add(true, "category.rule_min", "Count", *rule.PopulationMin)
	}
	if rule.PopulationMax != nil {
		add(true, "category.rule_max", "Count", *rule.PopulationMax)
	}
	counted := map[register.Kind]int{}
	for _, kind := range rule.CountAs {
		counted[kind]++
	}
	for _, kind := range register.Kinds() {
		add(counted[kind] > 0, "category.rule_count_as", "Count", counted[kind], "Kind", locale.T(lang, kind.Key()))
	}
	add(len(rule.Include) > 0, "category.rule_include", "Count", len(rule.Include))
	add(len(rule.Exclude) > 0, "category.rule_exclude", "Count", len(rule.Exclude))
	return lines
}

func kindNames(lang locale.Language, kinds []register.Kind) (names []string) {
	for _, kind := range kinds {
		names = append(names, locale.T(lang, kind.Key()))
	}
	return names
}
