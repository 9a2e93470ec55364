// Package account is the door to one's own account: signing in and out, the profile, and choosing a first password.
package account

import (
	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

type door struct{ store *store.Store }

// Routes is the table of the door's addresses.
func Routes(s *store.Store) []web.Route {
	d := door{store: s}
	return []web.Route{
		{Name: web.SignInRoute, Path: "/sign-in", Act: judging.SignIn, Get: d.showSignIn, Post: d.signIn},
		{Name: "account.code", Path: "/sign-in/code", Act: judging.SignIn, Get: d.showCode, Post: d.signInByCode},
		{Name: web.SignOutRoute, Path: "/sign-out", Act: judging.SignIn, Post: d.signOut},
		{Name: web.ProfileRoute, Path: "/profile", Act: judging.ViewProfile, Get: d.showProfile, Post: d.saveProfile},
		{Name: "account.password", Path: "/profile/password", Act: judging.ViewProfile, Get: d.showPassword, Post: d.changePassword},
		{Name: web.FactorRoute, Path: "/profile/second-factor", Act: judging.ViewProfile, Get: d.showFactor, Post: d.setFactor},
		{Name: "account.recovery_codes", Path: "/profile/second-factor/codes", Act: judging.ViewProfile, Post: d.renewCodes},
		{Name: "account.factor_end", Path: "/profile/second-factor/end", Act: judging.ViewProfile, Post: d.endFactor},
		{Name: "account.calendar", Path: "/profile/calendar", Act: judging.ViewProfile, Get: d.calendar, Post: d.changeCalendar},
		{Name: "account.calendar_file", Path: "/calendar/{token}.ics", Act: judging.ViewRound, Bare: true, Get: d.calendarFile},
		{Name: "account.invitation", Path: "/invitation/{token}", Act: judging.SignIn, Get: d.showInvitation, Post: d.accept},
		{Name: "account.forgotten", Path: "/forgotten", Act: judging.SignIn, Get: d.showForgotten, Post: d.forgotten},
		{Name: "account.reset", Path: "/reset/{reset}", Act: judging.SignIn, Get: d.showReset, Post: d.reset},
		{Name: "account.represent", Path: "/represent", Act: judging.SignIn, Get: d.represent},
		{Name: "account.request_new", Path: "/represent/{body}", Act: judging.SignIn, Get: d.showNewRequest, Post: d.newRequest},
		{Name: "account.request", Path: "/request/{proof}", Act: judging.SignIn, Get: d.showProof, Post: d.prove},
		{Name: "account.leave", Path: "/profile/bodies/{representation}/leave", Act: judging.ViewProfile, Post: d.leave},
	}
}
