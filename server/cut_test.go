package server_test

import (
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server"
	"blazon/server/browsertest"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// cutting is a juror who scores on a phone while one thing after another goes wrong.
type cutting struct {
	t        *testing.T
	database string
	store    *store.Store // of the test; the site has one of its own
	address  string
	server   *http.Server
	site     *store.Store
	round    *storetest.JudgedRound
	juror    judging.Actor
	email    string
	sheets   []string // uids of the assignments
	tab      *browsertest.Tab
}

// newCutting seats a juror at a site on SQLite whose server can be stopped.
func newCutting(t *testing.T, candidates int) *cutting {
	t.Helper()
	c := &cutting{t: t, database: storetest.SQLiteAddress(t)}
	c.store = storetest.Open(t, c.database, store.Options{})
	c.round = storetest.Round(t, c.store, candidates, 2)
	c.juror, c.email = c.round.Jurors[0].Actor, c.round.Jurors[0].Email
	for _, seat := range c.round.Jurors {
		must(t, c.store.SetPassword(t.Context(), store.Operator(), seat.Email, servertest.Password))
	}
	desk, err := c.store.DeskRound(t.Context(), c.juror, c.round.UID, locale.Czech)
	must(t, err)
	for _, sheet := range desk.Contests[0].Sheets {
		c.sheets = append(c.sheets, sheet.Assignment)
	}
	c.start()
	t.Cleanup(c.stop)
	c.open()
	return c
}

// open takes a phone and signs in.
func (c *cutting) open() {
	c.t.Helper()
	c.tab = browsertest.New(c.t, c.address)
	c.tab.Emulate(360, browsertest.Light)
	signIn(c.tab, c.email, servertest.Password)
}

// start starts the site, on the same port as before.
func (c *cutting) start() {
	c.t.Helper()
	place := "127.0.0.1:0"
	if c.address != "" {
		place = strings.TrimPrefix(c.address, "http://")
	}
	listener, err := net.Listen("tcp", place)
	must(c.t, err)
	c.address = "http://" + listener.Addr().String()
	c.site = storetest.Open(c.t, c.database, store.Options{})
	site, err := server.New(c.site, server.Options{URL: c.address, Log: slog.New(slog.DiscardHandler)})
	must(c.t, err)
	c.server = &http.Server{Handler: site}
	go c.server.Serve(listener)
}

// stop ends the site at once, in the middle of whatever it does.
func (c *cutting) stop() {
	c.server.Close()
	c.site.Close()
}

func (c *cutting) path(sheet string) string { return "/cs/jury/" + c.round.UID + "/sheets/" + sheet }

// begin opens a sheet and types the first half of a text; the server has it.
func (c *cutting) begin(sheet, text string) (rest string) {
	c.t.Helper()
	c.tab.Open(c.path(sheet))
	half := len([]rune(text)) / 2
	c.tab.Fill("[name=comment]", string([]rune(text)[:half]))
	c.holds(sheet, string([]rune(text)[:half]))
	return string([]rune(text)[half:])
}

// holds waits until the server has a text, in the sheet or, if it came in between, as a draft.
func (c *cutting) holds(sheet, text string) {
	c.t.Helper()
	var got []string
	for late := time.Now().Add(time.Minute); time.Now().Before(late); {
		if got = c.texts(sheet); len(got) > 0 && contains(got, text) {
			return
		}
	}
	c.t.Fatalf("%d characters are lost: the server has %q, not %q", len([]rune(text)), got, text)
}

func contains(texts []string, text string) bool {
	for _, t := range texts {
		if t == text {
			return true
		}
	}
	return false
}

// texts are the comments that the server has of a sheet.
func (c *cutting) texts(sheet string) (texts []string) {
	c.t.Helper()
	view, err := c.store.SheetView(c.t.Context(), c.juror, c.round.UID, sheet, locale.Czech)
	must(c.t, err)
	texts = append(texts, view.Sheet.Comment)
	for _, draft := range view.Kept {
		content, err := draft.Typed()
		must(c.t, err)
		texts = append(texts, content.Comment)
	}
	return texts
}

// cut types a text into a sheet, lets something go wrong in the middle, puts it right again, and fails unless the server has every
// character in the end.
type cut func(c *cutting, sheet, text string)

// cuts are all that can go wrong.
var cuts = map[string]cut{
	"the connection is lost and comes back": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		c.tab.Offline(true)
		c.tab.Add("[name=comment]", rest)
		c.tab.Awaits("Neuloženo: není spojení")
		c.tab.Offline(false)
		c.holds(sheet, text)
		c.tab.Awaits("Uloženo ")
	},
	"the session expires, and one signs in beside the text": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		c.tab.ForgetCookies()
		c.tab.Add("[name=comment]", rest)
		c.tab.Awaits("Neuloženo: přihlášení vypršelo")
		c.tab.Click("Přihlásit se tady")
		c.tab.Fill("[id=autosave-email]", c.email)
		c.tab.Fill("[id=autosave-password]", servertest.Password)
		c.tab.Click("Přihlásit se", "Heslo")
		c.holds(sheet, text)
		c.tab.Awaits("Uloženo ")
	},
	"somebody else signs in beside the text, and then its author": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		c.tab.ForgetCookies()
		c.tab.Add("[name=comment]", rest)
		c.tab.Awaits("Neuloženo: přihlášení vypršelo")
		for i, email := range []string{c.round.Jurors[1].Email, c.email} {
			c.tab.Click("Přihlásit se tady")
			c.tab.Fill("[id=autosave-email]", email)
			c.tab.Fill("[id=autosave-password]", servertest.Password)
			c.tab.Click("Přihlásit se", "Heslo")
			if i == 0 {
				c.tab.Awaits("tento formulář patří jinému účtu")
			}
		}
		c.holds(sheet, text)
	},
	"the tab is closed while the site is there": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		c.tab.Add("[name=comment]", rest)
		c.tab.Close()
		c.holds(sheet, text)
		c.open()
	},
	"the server is stopped and started": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		c.stop()
		c.tab.Add("[name=comment]", rest)
		c.tab.Awaits("Neuloženo")
		c.start()
		c.holds(sheet, text)
		c.tab.Awaits("Uloženo ")
	},
	"the round is closed": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		must(c.t, c.store.CloseRound(c.t.Context(), c.round.Organizer, c.round.UID))
		c.tab.Add("[name=comment]", rest)
		c.tab.Awaits("Kolo je uzavřené. Co jste napsali, je schované jako koncept a nezapočítá se.")
		c.holds(sheet, text)
		must(c.t, c.store.ReopenRound(c.t.Context(), c.round.Organizer, c.round.UID, "Předčasně."))
	},
	"two tabs write into one sheet": func(c *cutting, sheet, text string) {
		rest := c.begin(sheet, text)
		other := c.tab.Beside()
		other.Emulate(360, browsertest.Light)
		other.Open(c.path(sheet))
		other.Fill("[name=comment]", "Z druhé karty: "+text)
		c.holds(sheet, "Z druhé karty: "+text)
		c.tab.Add("[name=comment]", rest)
		c.tab.Awaits("formulář mezitím někdo uložil jinde")
		c.holds(sheet, text)
		c.holds(sheet, "Z druhé karty: "+text)
		other.Close()
	},
}

// text is one that no other typing has, with letters of two bytes.
func text(kind string, n int) string {
	return fmt.Sprintf("Žluťoučký kůň č. %d úpěl ďábelské ódy: %s.", n, kind)
}

// Whatever comes in between, no character is lost: each kind of cut once, and 500 in all at full size.
func TestNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	total := len(cuts)
	if os.Getenv("BLAZON_SOAK") != "" {
		total = 500
	}
	c := newCutting(t, len(cuts))
	kinds := slices.Sorted(maps.Keys(cuts))
	for i := range total {
		kind := kinds[i%len(kinds)]
		t.Log(kind)
		cuts[kind](c, c.sheets[i%len(kinds)], text(kind, i))
	}
}
