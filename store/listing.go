package store

import (
	"context"
	"fmt"
	"strings"

	"blazon/locale"

	"github.com/uptrace/bun"
)

// Listing is what is asked of a list. What the list does not know is not asked: an unknown order is the usual one, and an
// unknown value of a filter finds nothing.
type Listing struct {
	Search  string            // words of which each must be found, in any form of case and accents
	Filters map[string]string // the values chosen, by the filters' names
	Sort    string            // by what; empty: the usual
	Desc    bool              // from the last to the first
	Page    int               // from 1; one beyond the last is the last
	Whole   bool              // all pages in one, for a file
}

// Found is how many rows a list has, and which of them its page shows.
type Found struct {
	Total       int
	Page, Pages int
	First, Last int // numbers of the page's rows, from 1; both 0 where nothing is found
}

// pageRows is how many rows a page of a list has.
const pageRows = 50

// listable says what can be asked of a list.
type listable struct {
	search  filter                                        // narrows to the rows with a folded word of letters and digits
	filters map[string]filter                             // by their names
	sorts   map[string][]string                           // expressions, which a listing may turn round all together
	joins   func(query *bun.SelectQuery) *bun.SelectQuery // what only the order needs; nil: nothing
	usual   string                                        // the order where none is asked for
	ties    string                                        // what orders equal rows for good
}

// filter narrows a query by a value.
type filter func(query *bun.SelectQuery, value string) *bun.SelectQuery

// choice is a filter with a condition for each of its values, which may ask for the arguments ?0 and so on; any other value finds
// nothing.
func choice(conditions map[string]string, args ...any) filter {
	return func(query *bun.SelectQuery, value string) *bun.SelectQuery {
		switch condition := conditions[value]; {
		case condition == "":
			return query.Where("1 = 0")
		case strings.Contains(condition, "?"):
			return query.Where(condition, args...)
		default:
			return query.Where(condition)
		}
	}
}

// narrow leaves out what the listing does not ask for.
func (by listable) narrow(query *bun.SelectQuery, l Listing) *bun.SelectQuery {
	list := words(locale.Fold(l.Search))
	for _, word := range list[:min(len(list), maxSearchWords)] {
		query = by.search(query, word)
	}
	for name, value := range l.Filters {
		if filter := by.filters[name]; filter != nil && value != "" {
			query = filter(query, value)
		}
	}
	return query
}

// order puts the rows into the order that the listing asks for.
func (by listable) order(query *bun.SelectQuery, l Listing) *bun.SelectQuery {
	sort, known := by.sorts[l.Sort]
	if !known {
		sort = by.sorts[by.usual]
	}
	for _, expression := range sort {
		if l.Desc {
			expression += " desc"
		}
		query = query.OrderExpr(expression)
	}
	return query.OrderExpr(by.ties)
}

// page narrows a query to what is asked, counts what it finds, and reads the page. The columns of the rows are given apart, as
// they are nothing to what counts.
func (tx *transaction) page(ctx context.Context, query *bun.SelectQuery, by listable, l Listing, columns string, into any) (Found, error) {
	query = by.narrow(query, l)
	total, err := query.Count(ctx)
	if err != nil {
		return Found{}, fmt.Errorf("count: %w", err)
	}
	found := foundOf(int(total), l.Page)
	if by.joins != nil {
		query = by.joins(query)
	}
	query = by.order(query, l).ColumnExpr(columns)
	if l.Whole {
		found = Found{Total: found.Total, Page: 1, Pages: 1, First: min(1, found.Total), Last: found.Total}
	} else {
		query = query.Limit(pageRows).Offset(int64(max(found.First-1, 0)))
	}
	if err := query.Scan(ctx, into); err != nil {
		return found, fmt.Errorf("page: %w", err)
	}
	return found, nil
}

// foundOf tells which rows a page has.
func foundOf(total, page int) Found {
	f := Found{Total: total, Pages: max(1, (total+pageRows-1)/pageRows)}
	f.Page = min(max(page, 1), f.Pages)
	if total > 0 {
		f.First = (f.Page-1)*pageRows + 1
		f.Last = min(f.Page*pageRows, total)
	}
	return f
}
