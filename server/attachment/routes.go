// Package attachment is the door to the files of entries, for those who bring them and those who may read them, and to the
// logos that everybody sees.
package attachment

import (
	"blazon/fault"
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	const act, all = judging.OpenAttachments, "/entries/{entry}/attachments"
	return []web.Route{
		{Name: "attachment.list", Path: all, Act: act, Get: d.yet, Post: d.yet},
		{Name: "attachment.file", Path: all + "/{attachment}", Act: act, Get: d.yet},
		{Name: "attachment.removal", Path: all + "/{attachment}/removal", Act: act, Post: d.yet},
		{Name: "attachment.logo", Path: "/logos/{logo}", Act: judging.ViewRound, Bare: true, Get: d.yet},
	}
}

func (d door) yet(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
