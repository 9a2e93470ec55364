// Package attachment is the door to the files of entries, for those who bring them and those who may read them, and to the
// logos that everybody sees.
package attachment

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// mostForm is the largest file that a form may ask for, with some room for the form around it.
const mostForm = store.MaxFile + 100_000

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	const act, all = judging.OpenAttachments, "/entries/{entry}/attachments"
	return []web.Route{
		{Name: "attachment.list", Path: all, Act: act, Most: mostForm, Get: d.list, Post: d.add},
		{Name: "attachment.file", Path: all + "/{attachment}", Act: act, Get: d.file},
		{Name: "attachment.removal", Path: all + "/{attachment}/removal", Act: act, Post: d.remove},
		{Name: "attachment.logo", Path: "/logos/{logo}", Act: judging.ViewRound, Bare: true, Get: d.logo},
	}
}
