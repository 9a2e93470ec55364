package server_test

import (
	"net/http"
	"strings"
	"testing"

	"blazon/locale"
	"blazon/server/browsertest"
)

// file and elsewhere are answers to GET that are no pages.
const (
	file      = "a file"
	elsewhere = "leads to another page"
)

// noPages are the routes whose GET shows no page of its own, with what they answer whom at the stage "announced".
var noPages = map[string]struct{ what, visitor string }{
	"public.round_sheet":                  {file, ""},
	"public.contest_sheet":                {file, ""},
	"public.edition_sheet":                {file, ""},
	"public.candidates_file":              {file, ""},
	"public.points_file":                  {file, ""},
	"jury.own_file":                       {file, "juror"},
	"organizer.points_file":               {file, "organizer"},
	"organizer.candidates_file":           {file, "organizer"},
	"organizer.plates_file":               {file, "organizer"},
	"organizer.laureate_plates_file":      {file, "organizer"},
	"public.calendar":                     {file, ""},
	"account.calendar_file":               {file, ""},
	"jury.next":                           {elsewhere, "juror"},
	"entrant.certificate":                 {file, "entrant"},
	"attachment.file":                     {file, "entrant"},
	"attachment.logo":                     {file, ""},
	"ceremony.news":                       {file, "organizer"},
	"ceremony.hall_news":                  {file, ""},
	"ceremony.live_news":                  {file, ""},
	"ceremony.picture":                    {file, ""},
	"entrant.receipt_file":                {file, "entrant"},
	"entrant.restoring":                   {elsewhere, "entrant"},
	"entrant.facts":                       {elsewhere, "entrant"},
	"entrant.answer":                      {elsewhere, "entrant"},
	"entrant.remarks":                     {elsewhere, "entrant"},
	"organizer.payments":                  {file, "organizer"},
	"organizer.script_pdf":                {file, "organizer"},
	"organizer.script_odt":                {file, "organizer"},
	"organizer.press_odt":                 {file, "organizer"},
	"organizer.press_text":                {file, "organizer"},
	"organizer.round_sheet":               {file, "organizer"},
	"organizer.contest_sheet":             {file, "organizer"},
	"organizer.certificate":               {file, "organizer"},
	"room.tally_file":                     {file, "organizer"},
	"room.revision":                       {file, "organizer"},
	"room.matrix":                         {file, "organizer"},
	"room.history":                        {file, "organizer"},
	"organizer.entry_table":               {file, "organizer"},
	"organizer.member_table":              {file, "organizer"},
	"organizer.assignment_table":          {file, "organizer"},
	"organizer.juror_invitation":          {elsewhere, "organizer"},
	"organizer.seat_acceptance":           {elsewhere, "organizer"},
	"organizer.enrol_eligible":            {elsewhere, "organizer"},
	"organizer.representatives":           {elsewhere, "organizer"},
	"organizer.representative_invitation": {elsewhere, "organizer"},
	"organizer.member_invitation":         {elsewhere, "organizer"},
}

// refusals are forms that are refused, sent past the browser's own checks, and pages that there are not.
var refusals = []struct {
	route, visitor, stage, query string
	form                         string   // a CSS selector
	fill                         []string // pairs of a CSS selector and a value
	status                       int
}{
	{"public.competition", "", "empty", "x", "", nil, http.StatusNotFound},
	{"account.sign_in", "", "empty", "", "main form", []string{"[name=email]", "nikdo@example.org", "[name=password]", "nic"}, http.StatusUnprocessableEntity},
	{"account.invitation", "", "empty", "", "main form", nil, http.StatusUnprocessableEntity},
	{"account.profile", "juror", "empty", "", "main form", []string{"[name=name]", ""}, http.StatusUnprocessableEntity},
	{"account.password", "juror", "empty", "", "main form", nil, http.StatusUnprocessableEntity},
	{"jury.sheet", "juror", "judging", "", "main form[data-autosave]", []string{"[name='score.design']", "11"}, http.StatusUnprocessableEntity},
	{"jury.abstention", "juror", "judging", "", "main form", nil, http.StatusUnprocessableEntity},
	{"entrant.entry", "entrant", "automatic", "", "main form[action$=remarks]", nil, http.StatusUnprocessableEntity},
	{"organizer.remarks", "organizer", "checking", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.competition_new", "admin", "empty", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.chapters", "organizer", "empty", "", "main form[action$=chapters]", nil, http.StatusUnprocessableEntity},
	{"organizer.edition_new", "organizer", "empty", "", "main form", []string{"[name=number]", "x", "[name=year]", "y"}, http.StatusUnprocessableEntity},
	{"organizer.edition_awards", "organizer", "judging", "", "main form", []string{"[name='awards[0].amount']", "x"}, http.StatusUnprocessableEntity},
	{"organizer.award", "organizer", "tied", "", "main form", []string{"[name=amount]", "x"}, http.StatusUnprocessableEntity},
	{"organizer.round_edit", "organizer", "judging", "", "main form", []string{"[name='judging_until.time']", "25:00"}, http.StatusUnprocessableEntity},
	{"organizer.jury", "organizer", "judging", "", "main form[action$=jury]", nil, http.StatusUnprocessableEntity},
	{"jury.seat", "juror", "invited", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.jury_text", "organizer", "judging", "", "main form", []string{"[name='text[cs]']", ""}, http.StatusUnprocessableEntity},
	{"organizer.sitting", "organizer", "judging", "", "main form", []string{"[name=winners_rest]", "x"}, http.StatusUnprocessableEntity},
	{"organizer.recusal_new", "organizer", "judging", "", "main form[method=post]", nil, http.StatusUnprocessableEntity},
	{"organizer.recusal_end", "organizer", "judging", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.withdrawal", "organizer", "judging", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.entry_new", "organizer", "judging", "?q=nej", "main form[method=post]", nil, http.StatusUnprocessableEntity},
	{"organizer.body_new", "admin", "empty", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.body", "organizer", "empty", "", "main form", nil, http.StatusUnprocessableEntity},
	{"organizer.members", "organizer", "empty", "", "main form[action$=members]", nil, http.StatusUnprocessableEntity},
	{"room.meetings", "organizer", "gaps", "", "main form", []string{"[name='starts_at.time']", "25:00"}, http.StatusUnprocessableEntity},
	{"room.proposal_new", "organizer", "tied", "", "main form", nil, http.StatusUnprocessableEntity},
	{"room.decisions", "organizer", "gaps", "", "main form", nil, http.StatusUnprocessableEntity},
	{"room.decisions", "organizer", "tied", "", "main form", nil, http.StatusUnprocessableEntity},
}

// refuse sends a form and looks at the page that comes back, light and wide and then dark and narrow: what is wrong must be
// where the keyboard is, and the page must be as good as any.
func (g *gallery) refuse(t *testing.T, i int) {
	r := refusals[i]
	tab := g.tabs[r.visitor]
	tab.Emulate(1280, browsertest.Light)
	tab.Open(g.path(locale.Czech, r.route, r.stage, r.query))
	for i := 0; i < len(r.fill); i += 2 {
		tab.Fill(r.fill[i], r.fill[i+1])
	}
	if r.form != "" {
		tab.Send(r.form)
		if id := tab.Focus(); id != "errors" {
			t.Errorf("the keyboard is at %q, not at what is wrong", id)
		}
	}
	if tab.Status() != r.status {
		t.Errorf("got %d, want %d", tab.Status(), r.status)
	}
	for _, look := range []struct {
		width int64
		theme browsertest.Theme
		axe   func(*browsertest.Tab) []string
	}{{1280, browsertest.Light, (*browsertest.Tab).Axe}, {320, browsertest.Dark, (*browsertest.Tab).AxeShown}} {
		tab.Emulate(look.width, look.theme)
		for _, fault := range append(look.axe(tab), tab.Sideways()...) {
			t.Errorf("%d px, %s: %s", look.width, look.theme, fault)
		}
		g.picture(tab, sample{route: r.route}, r.stage+".refused", string(look.theme))
	}
	for _, trouble := range tab.Troubles() {
		t.Error(trouble)
	}
}

// fetch looks at what is no page, as a browser without a screen gets it.
func (g *gallery) fetch(t *testing.T, name string) {
	answer := noPages[name]
	visitor := g.server.Visitor(t)
	if answer.visitor != "" {
		visitor.SignIn(answer.visitor + "@example.org")
	}
	path := g.path(locale.Czech, name, "announced", "")
	page := visitor.Get(path)
	switch isPage := strings.HasPrefix(page.Header.Get("Content-Type"), "text/html"); {
	case page.Status != http.StatusOK:
		t.Errorf("%s gets %d", path, page.Status)
	case answer.what == file && isPage, answer.what == elsewhere && (!isPage || page.Path == path):
		t.Errorf("%s is not %s: it gets %s at %s", path, answer.what, page.Header.Get("Content-Type"), page.Path)
	}
}
