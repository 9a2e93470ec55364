package organizer

import (
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
)

// rules is what an edition's chapters do not change, as a page shows it.
type rules struct {
	Categories []ruledCategory
	Rubrics    []ruledRubric
	Chain      []chainRule
	Numbering  judging.Numbering
	Cut        judging.Cut
}

type ruledCategory struct {
	Name  locale.Text
	Scope store.CategoryScope
}

type ruledRubric struct {
	Name     locale.Text
	Trim     int
	Minimum  int
	Criteria []ruledCriterion
}

type ruledCriterion struct {
	judging.Criterion
	Name, Description, Unit locale.Text
	Conversion              judging.Conversion
}

// Weighted tells whether the criteria count differently, so that their points alone say little.
func (r ruledRubric) Weighted() bool {
	return slices.ContainsFunc(r.Criteria, func(c ruledCriterion) bool { return c.Weight != judging.One })
}

// Most is the highest total of a rubric that is not weighted.
func (r ruledRubric) Most() (total judging.Decimal) {
	for _, c := range r.Criteria {
		if c.Kind == judging.Points {
			total += c.Max
		}
	}
	return total
}

// chainRule is one of the rules that part a tie.
type chainRule struct {
	Kind      judging.RuleKind
	Criterion locale.Text // for that of a criterion
}

// chain reads the rules as an edition keeps them: "criterion:mandatory", "countback", "jury".
func (r rules) chain(tieBreak []string) (chain []chainRule) {
	for _, rule := range tieBreak {
		key, ok := strings.CutPrefix(rule, "criterion:")
		if !ok {
			chain = append(chain, chainRule{Kind: judging.RuleKind(rule)})
			continue
		}
		row := chainRule{Kind: judging.ByCriterion, Criterion: locale.Text{locale.English: key}}
		for _, rubric := range r.Rubrics {
			for _, c := range rubric.Criteria {
				if c.ID == key {
					row.Criterion = c.Name
				}
			}
		}
		chain = append(chain, row)
	}
	return chain
}

// rulesOfTemplate shows what a template brings.
func rulesOfTemplate(t store.Template) rules {
	view := rules{Numbering: t.Numbering, Cut: t.Cut}
	for _, c := range t.Categories {
		view.Categories = append(view.Categories, ruledCategory{c.Name, c.Scope})
	}
	for _, rubric := range t.Rubrics {
		row := ruledRubric{Name: rubric.Name, Trim: rubric.Trim, Minimum: rubric.Minimum}
		for _, c := range rubric.Criteria {
			row.Criteria = append(row.Criteria, ruledCriterion{
				judging.Criterion{ID: c.Key, Kind: c.Kind, Max: c.Max, Step: c.Step, Weight: c.Weight}, c.Name, c.Description, c.Unit, c.Conversion})
		}
		view.Rubrics = append(view.Rubrics, row)
	}
	view.Chain = view.chain(t.TieBreak)
	return view
}

// rulesOfEdition shows an edition's rules.
func rulesOfEdition(setup *store.EditionSetup) rules {
	view := rules{Numbering: setup.Edition.Numbering, Cut: setup.Edition.Cut}
	for _, c := range setup.Categories {
		view.Categories = append(view.Categories, ruledCategory{c.Name, c.Scope})
	}
	for _, rubric := range setup.Rubrics {
		view.Rubrics = append(view.Rubrics, ruledRubricOf(rubric))
	}
	view.Chain = view.chain(setup.Edition.TieBreak)
	return view
}

func ruledRubricOf(r *store.Rubric) ruledRubric {
	row := ruledRubric{Name: r.Name, Trim: r.Trim, Minimum: r.Minimum}
	for _, c := range r.Criteria {
		row.Criteria = append(row.Criteria, ruledCriterion{c.Rules(), c.Name, c.Description, c.Unit, c.Conversion})
	}
	return row
}
