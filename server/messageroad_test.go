package server_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"blazon/jobs"
	"blazon/judging"
	"blazon/letter"
	"blazon/locale"
	"blazon/mail"
	"blazon/mail/mailtest"
	"blazon/server/browsertest"
	"blazon/server/link"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// postOffice sends the site's letters by a real mail server.
type postOffice struct {
	t      *testing.T
	server *mailtest.Server
	worker *jobs.Worker
}

func openPostOffice(t *testing.T, s *servertest.Server) *postOffice {
	t.Helper()
	server := mailtest.Start(t, mailtest.Options{})
	post, err := mail.NewServer(server.URL(), "soutez@example.org")
	must(t, err)
	return &postOffice{t, server, &jobs.Worker{Store: s.Store, Mail: post, Site: s.URL, Log: slog.New(slog.DiscardHandler),
		Link: func(l *store.Letter) string { return link.Of(l, s.Site.Link) }}}
}

// link sends what waits, and gives the path of the link in the last letter.
func (p *postOffice) link() string {
	p.t.Helper()
	for {
		worked, err := p.worker.Next(context.Background())
		must(p.t, err)
		if !worked {
			break
		}
	}
	letters := p.server.Letters()
	if len(letters) == 0 {
		p.t.Fatal("no letter has come")
	}
	return strings.TrimPrefix(letters[len(letters)-1].Link(), p.worker.Site)
}

// scan looks at an address as programs do that look into mails.
func scan(t *testing.T, s *servertest.Server, path string) {
	t.Helper()
	for _, method := range []string{http.MethodHead, http.MethodGet, http.MethodGet, http.MethodHead} {
		request, err := http.NewRequest(method, s.URL+path, nil)
		must(t, err)
		response, err := http.DefaultClient.Do(request)
		must(t, err)
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Fatalf("%s %s: %d", method, path, response.StatusCode)
		}
	}
}

// A clerk asks to act for a municipality on a phone, is confirmed, forgets the password, and loses access at once.
func TestAClerkAsksForAccessAndForgetsThePassword(t *testing.T) {
	t.Parallel()
	servertest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *servertest.Server) {
		c, post := openCall(t, s.Store, 1), openPostOffice(t, s)
		body, err := s.Store.FoundBody(context.Background(), c.bodies[0])
		must(t, err)
		tab := browsertest.New(t, s.URL)
		tab.Emulate(360, browsertest.Light)
		tab.Open("/cs/sign-in")
		tab.Press("Chcete jednat za obec nebo jinou organizaci?")
		tab.Fill("Název obce nebo organizace", body.Name)
		tab.Press("Hledat")
		tab.Press(body.Title())
		tab.Fill("Jméno", "Tajemnice")
		tab.Fill("E-mail", "tajemnice@example.org")
		tab.Fill("Funkce", "tajemnice úřadu")
		tab.Press("Odeslat žádost")
		tab.Has("Poslali jsme zprávu s odkazem")
		proof := post.link()
		scan(t, s, proof)
		tab.Open(proof)
		tab.Press("Potvrdit žádost")
		tab.Has("adresa je ověřená")
		if tab.Open(proof) != http.StatusNotFound {
			t.Error("the link works a second time")
		}

		office := browsertest.New(t, s.URL)
		signIn(office, "organizator.celostatni-kolo@example.org", servertest.Password)
		office.Open("/cs/organizer")
		office.Press("1 žádost o zastupování čeká na vás.")
		office.Press("Tajemnice")
		office.Press("Vyhovět a poslat pozvánku")
		office.Has("Tajemnice může za soutěžícího jednat")

		invitation := post.link()
		scan(t, s, invitation)
		tab.Open(invitation)
		choosePassword(tab, "první dlouhé heslo", "Nastavit heslo a přihlásit se")
		tab.Open("/cs/profile")
		tab.Has(body.Title())
		tab.Press("Odhlásit se")

		tab.Open("/cs/sign-in")
		tab.Press("Zapomněli jste heslo?")
		tab.Fill("E-mail", "tajemnice@example.org")
		tab.Press("Poslat odkaz")
		tab.Has("Podívejte se do pošty")
		reset := post.link()
		scan(t, s, reset)
		tab.Open(reset)
		choosePassword(tab, "druhé dlouhé heslo", "Uložit nové heslo")
		tab.Has("Nové heslo platí")
		if tab.Open(reset) != http.StatusNotFound {
			t.Error("the link to a new password works a second time")
		}
		signIn(tab, "tajemnice@example.org", "druhé dlouhé heslo")
		for _, fault := range tab.Troubles() {
			if !strings.Contains(fault, "404") {
				t.Error(fault)
			}
		}
	})
}

func choosePassword(tab *browsertest.Tab, password, button string) {
	tab.Fill("Nové heslo", password)
	tab.Fill("Nové heslo znovu", password)
	tab.Press(button)
}

// Whoever no longer acts for a body is refused at the very next request, in the middle of a draft as well.
func TestWhoLeavesLosesAccessAtOnce(t *testing.T) {
	t.Parallel()
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		c := openCall(t, s.Store, 1)
		ctx := context.Background()
		for i, email := range []string{"odvolany@example.org", "odchozi@example.org"} {
			user := s.AddUser(t, email)
			m, err := s.Store.GrantMembership(ctx, store.Operator(), store.MembershipForm{Role: judging.Representative, Body: c.bodies[0],
				Person: store.Person{Email: email, Name: user.Name, Language: locale.Czech}})
			must(t, err)
			v := s.Visitor(t)
			v.SignIn(email)
			draft, err := s.Store.BeginEntry(ctx, storetest.Actor(t, s.Store, user.ID), c.category, c.bodies)
			must(t, err)
			path := "/cs/entrant/entries/" + draft + "/edit"
			if page := v.Get(path); page.Status != http.StatusOK {
				t.Fatalf("%s at his draft: %d", email, page.Status)
			}
			if i == 0 {
				must(t, s.Store.EndMembership(ctx, store.Operator(), m.UID))
			} else if page := v.Post("/cs/profile/bodies/"+m.UID+"/leave", nil); page.Path != "/cs/profile" {
				t.Fatalf("leaving: %d at %s", page.Status, page.Path)
			}
			for what, page := range map[string]servertest.Page{
				"saving":  v.Post(path, url.Values{"revision": {"0"}, "url": {"https://www.priklad.cz"}}),
				"looking": v.Get(path), "the list": v.Get("/cs/entrant"),
			} {
				if page.Status != http.StatusNotFound {
					t.Errorf("%s, %s: %d", email, what, page.Status)
				}
			}
		}
	})
}

// An organizer words a letter, lets drafts leave, and marks an address, as the pages offer it.
func TestAnOrganizerAtTheOutbox(t *testing.T) {
	t.Parallel()
	servertest.EachWith(t, store.Options{Mail: true}, func(t *testing.T, s *servertest.Server) {
		c, post := openCall(t, s.Store, 1), openPostOffice(t, s)
		entry := storetest.Enter(t, s.Store, c.clerk, c.category, "https://www.priklad.cz", c.bodies[0])
		v := s.Visitor(t)
		v.SignIn("organizator.celostatni-kolo@example.org")
		words := "/cs/organizer/editions/" + c.edition + "/messages/" + string(letter.Admitted) + "/cs"
		wrong := v.Post(words, url.Values{"subject": {"Soutěžíte"}, "text": {"Dobrý den {kdo}"}, "do": {"save"}})
		wrong.Has(t, "Pole {kdo} v", "Dobrý den {kdo}")
		preview := v.Post(words, url.Values{"subject": {"Soutěžíte: {entry}"}, "text": {"Vítejte, {recipient}.\r\n\r\n{link}"}, "do": {"preview"}})
		preview.Has(t, "Soutěžíte: město Semily", "Vítejte, Podatelna.")
		v.Post(words, url.Values{"subject": {"Soutěžíte: {entry}"}, "text": {"Vítejte, {recipient}.\r\n\r\n{link}"}, "do": {"save"}}).Has(t, "Text je uložený.", "vlastní text")
		view, err := s.Store.EntryCheck(context.Background(), storetest.Actor(t, s.Store, organizerOf(t, s)), entry, locale.Czech)
		must(t, err)
		must(t, s.Store.CheckEntry(context.Background(), storetest.Actor(t, s.Store, organizerOf(t, s)), entry, store.CheckForm{Revision: view.Entry.Revision, Outcome: store.CheckAdmitted}))
		v.Get("/cs/organizer/outbox?state=draft").Has(t, "Soutěžíte: obec ", "Odeslat (1\u00a0zpráva čeká)")
		dialog := v.Get("/cs/organizer/outbox/send")
		dialog.Has(t, "Přihláška přijata: 1\u00a0zpráva, 1\u00a0příjemce")
		until := between(t, dialog.Body, `name="until" value="`, `"`)
		if page := v.Post("/cs/organizer/outbox/send", url.Values{"until": {until}}); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("an empty selection: %d", page.Status)
		}
		v.Post("/cs/organizer/outbox/send", url.Values{"until": {until}, "kinds": {string(letter.Admitted)}}).Has(t, "Odesílá se 1\u00a0zpráva.")
		if got := post.link(); got != "/cs/entrant/entries/"+entry {
			t.Errorf("the link leads to %s", got)
		}
		sent := v.Get("/cs/organizer/outbox?kind=" + string(letter.Admitted))
		message := "/cs/organizer/messages/" + between(t, sent.Body, `href="/cs/organizer/messages/`, `"`)
		v.Get(message).Has(t, "odeslaná", "Vítejte, ", "/cs/entrant/entries/"+entry)
		v.Post(message+"/bounce", url.Values{"reason": {"schránka neexistuje"}}).Has(t, "Označeno", "schránka neexistuje", "Zprávy se vracejí")
		v.Get("/cs/organizer/bodies/"+c.bodies[0]).Has(t, "Zprávy se vracejí")
	})
}

func organizerOf(t *testing.T, s *servertest.Server) int64 {
	t.Helper()
	user, err := s.Store.SignIn(context.Background(), "organizator.celostatni-kolo@example.org", servertest.Password, netip.MustParseAddr("192.0.2.1"))
	must(t, err)
	return user.ID
}

// between finds what stands between two texts.
func between(t *testing.T, text, before, after string) string {
	t.Helper()
	_, rest, found := strings.Cut(text, before)
	got, _, closed := strings.Cut(rest, after)
	if !found || !closed {
		t.Fatalf("there is no %q", before)
	}
	return got
}
