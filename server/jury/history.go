package jury

import (
	"blazon/server/web"
	"blazon/store"
)

const historyPage web.Page[historyData] = "jury/history"

type historyData struct{ *store.SheetHistory }

// Turn is the key of what a change did to the sheet's state; empty: it stayed.
func (historyData) Turn(c *store.SheetChange) string {
	switch {
	case c.State == c.Was:
		return ""
	case c.State == store.SheetSubmitted:
		return "sheet.turned_submitted"
	case c.Was == store.SheetSubmitted:
		return "sheet.turned_draft"
	}
	return "sheet.turned_begun"
}

func (d door) history(r *web.Request) error {
	history, err := d.store.SheetHistory(r.Context(), r.Actor, r.Var("round"), r.Var("sheet"), r.Language)
	if err != nil {
		return err
	}
	return historyPage.Show(r, historyData{history})
}
