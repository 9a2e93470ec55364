package attachment_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

const (
	pdf      = "%PDF-1.7\n"
	longName = "Zpráva o\u202e webu \u0301\u200b"
)

// town is a draft whose form asks for files, and its clerk at a browser.
type town struct {
	*servertest.Server
	*storetest.JudgedRound
	t        *testing.T
	clerk    *servertest.Visitor
	actor    judging.Actor
	entry    string
	path     string // of the page of files
	question string // uid
}

func open(t *testing.T, s *servertest.Server) *town {
	t.Helper()
	w := &town{Server: s, JudgedRound: storetest.Round(t, s.Store, 0, 0), t: t}
	ctx := t.Context()
	now, err := s.Store.Now(ctx)
	w.must(err)
	w.must(s.Store.UpdateRound(ctx, w.Organizer, w.UID, store.RoundForm{Name: locale.Text{locale.Czech: "Krajské kolo"}, Reason: "Posunuto pro zkoušku.", Dates: store.Dates{
		EntriesFrom: now.Add(-time.Hour), EntriesUntil: now.Add(time.Hour), JudgingFrom: now.Add(2 * time.Hour), JudgingUntil: now.Add(3 * time.Hour)}}))
	s.AddUser(t, "podatelna@example.org")
	body := storetest.Bodies(t, s.Store, "CZ020", false, 1)[0]
	m, err := s.Store.GrantMembership(ctx, store.Operator(), store.MembershipForm{Role: judging.Representative, Body: body,
		Person: store.Person{Email: "podatelna@example.org", Name: "Podatelna", Language: locale.Czech}})
	w.must(err)
	w.actor = storetest.Actor(t, s.Store, m.UserID)
	category := w.category()
	w.question, err = s.Store.AddField(ctx, w.Organizer, category, store.FieldForm{Kind: store.FileField, Most: 5, Longest: 1e6, Options: []store.FieldOption{{Key: "pdf"}},
		Label: locale.Text{locale.Czech: "Zpráva o webu"}}, "")
	w.must(err)
	w.entry, err = s.Store.BeginEntry(ctx, w.actor, category, []string{body})
	w.must(err)
	w.path = "/cs/entries/" + w.entry + "/attachments"
	w.clerk = s.Visitor(t)
	w.clerk.SignIn("podatelna@example.org")
	return w
}

func (w *town) category() string {
	w.t.Helper()
	setup, err := w.Store.EditionSetup(w.t.Context(), w.Organizer, w.Edition.UID, locale.Czech)
	w.must(err)
	for _, c := range setup.Categories {
		if c.Slug == "obec" {
			return c.UID
		}
	}
	w.t.Fatal("there is no category of municipalities")
	return ""
}

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// form writes a form with a file of this name and type.
func (w *town) form(name, kind, content string) (body []byte, contentType string) {
	w.t.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	w.must(form.WriteField("field", w.question))
	part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {kind}})
	w.must(err)
	_, err = io.WriteString(part, content)
	w.must(err)
	w.must(form.Close())
	return out.Bytes(), form.FormDataContentType()
}

// send posts a form; by a script where it is one's.
func (w *town) send(body io.Reader, contentType string, length int64, script bool) (status int, text string) {
	w.t.Helper()
	request, err := http.NewRequest(http.MethodPost, w.URL+w.path, body)
	w.must(err)
	request.ContentLength = length
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if script {
		request.Header.Set("Accept", "application/json")
	}
	answer, err := w.clerk.Client.Do(request)
	w.must(err)
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	w.must(err)
	return answer.StatusCode, string(read)
}

func (w *town) upload(name, kind, content string, script bool) (status int, text string) {
	w.t.Helper()
	body, contentType := w.form(name, kind, content)
	return w.send(bytes.NewReader(body), contentType, int64(len(body)), script)
}

// stored counts the files of the entry.
func (w *town) stored() (n int) {
	w.t.Helper()
	all, err := w.Store.Attachments(w.t.Context(), w.actor, w.entry)
	w.must(err)
	for _, f := range all.Fields {
		n += len(f.Files)
	}
	return n
}

var fileLink = regexp.MustCompile(`/cs/entries/\w+/attachments/\w+`)

func TestAClerkAddsReadsAndRemovesAFile(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		w := open(t, s)
		w.clerk.Get(w.path).Has(t, "Zpráva o\u00a0webu", "Zatím tu žádný soubor není", "nejvýše 1\u00a0MB", `enctype="multipart/form-data"`)
		if status, page := w.upload("Zpráva.pdf", "application/pdf", pdf, false); status != http.StatusOK || !strings.Contains(page, "Soubor Zpráva.pdf je uložený") {
			t.Errorf("after the upload: %d", status)
		}
		page := w.clerk.Get(w.path)
		page.Has(t, "Zpráva.pdf", "PDF, 1\u00a0kB")
		link := fileLink.FindString(page.Body)
		file := w.clerk.Get(link)
		for name, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff",
			"Content-Disposition": "inline; filename*=utf-8''Zpr%C3%A1va.pdf", "Cache-Control": "private, no-cache", "Accept-Ranges": "bytes"} {
			if got := file.Header.Get(name); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
		if policy := file.Header.Get("Content-Security-Policy"); file.Body != pdf || !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("got %q under %q", file.Body, policy)
		}
		if status, part := w.again(link, "Range", "bytes=0-3"); status != http.StatusPartialContent || part != "%PDF" {
			t.Errorf("a part: %d %q", status, part)
		}
		if status, _ := w.again(link, "If-None-Match", file.Header.Get("ETag")); status != http.StatusNotModified {
			t.Errorf("what the browser has already: %d", status)
		}
		if page := s.Visitor(t).Get(link); !strings.HasPrefix(page.Path, "/cs/sign-in") {
			t.Errorf("the public is sent to %s", page.Path)
		}
		w.clerk.Post(link+"/removal", url.Values{}).Has(t, "Soubor Zpráva.pdf je odebraný", "Zatím tu žádný soubor není")
		if page := w.clerk.Get(link); page.Status != http.StatusNotFound {
			t.Errorf("the removed file: %d", page.Status)
		}
	})
}

// again asks for a file with one more header.
func (w *town) again(path, header, value string) (status int, body string) {
	w.t.Helper()
	request, err := http.NewRequest(http.MethodGet, w.URL+path, nil)
	w.must(err)
	request.Header.Set(header, value)
	answer, err := w.clerk.Client.Do(request)
	w.must(err)
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	w.must(err)
	return answer.StatusCode, string(read)
}

func TestARefusedFileSaysWhyOnThePageAndToAScript(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		w := open(t, s)
		for _, c := range []struct {
			sentence, name, kind, content string
			status                        int
			want                          string
		}{
			{"a page that calls itself a PDF", "Zpráva.pdf", "application/pdf", "<!DOCTYPE html><script>alert(1)</script>", http.StatusUnprocessableEntity, "uvnitř je .html"},
			{"a program", "setup.exe", "application/pdf", "MZ", http.StatusUnprocessableEntity, "Soubory .exe nepřijímáme"},
			{"nothing", "Zpráva.pdf", "application/pdf", "", http.StatusUnprocessableEntity, "Soubor je prázdný"},
			{"no file", "", "application/octet-stream", "", http.StatusUnprocessableEntity, "Vyberte soubor."},
			{"a name with NUL", "a\x00.pdf", "application/pdf", pdf, http.StatusUnprocessableEntity, ""},
			{"too much for the question", "a.pdf", "application/pdf", pdf + strings.Repeat(" ", 1_100_000), http.StatusUnprocessableEntity, "nejvýše 1\u00a0MB"},
		} {
			t.Run(c.sentence, func(t *testing.T) {
				status, page := w.upload(c.name, c.kind, c.content, false)
				if status != c.status || !strings.Contains(page, c.want) || !strings.Contains(page, "<h1") {
					t.Errorf("the page: %d, says it: %t", status, strings.Contains(page, c.want))
				}
				status, answer := w.upload(c.name, c.kind, c.content, true)
				if status != c.status || !strings.Contains(answer, c.want) || !strings.HasPrefix(answer, `{"error":"`) {
					t.Errorf("the script: %d, %s", status, answer)
				}
			})
		}
		if status, answer := w.upload(strings.Repeat(longName, 20)+".pdf", "text/html", pdf, true); status != http.StatusCreated || strings.Contains(answer, "\u202e") {
			t.Errorf("a long name with hidden signs and a wrong type: %d, %s", status, answer)
		}
		if n := w.stored(); n != 1 {
			t.Errorf("%d files are stored, want the good one", n)
		}
	})
}

func TestFiveGigabytesAreRefusedByTheirAnnouncement(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		w := open(t, s)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for _, script := range []bool{false, true} {
			head, rest := w.announce(5e9, script)
			if !strings.HasPrefix(head, "HTTP/1.1 413") || !strings.Contains(rest, "nejvýše 100") {
				t.Errorf("by a script %t: %s, says how much fits: %t", script, head, strings.Contains(rest, "nejvýše 100"))
			}
			if isJSON := strings.Contains(rest, `{"error":"`); isJSON != script {
				t.Errorf("by a script %t: in JSON %t", script, isJSON)
			}
		}
		if head, rest := w.announce(50e6, true); !strings.HasPrefix(head, "HTTP/1.1 422") || !strings.Contains(rest, "nejvýše 1") {
			t.Errorf("50 MB for a question of 1 MB: %s", head)
		}
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
			t.Errorf("it took %d MB", used>>20)
		}
	})
}

// announce says that so many bytes will follow, sends the beginning of the form, and reads the answer without sending more.
func (w *town) announce(length int64, script bool) (head, rest string) {
	w.t.Helper()
	connection := w.dial()
	defer connection.Close()
	body, contentType := w.form("Zpráva.pdf", "application/pdf", pdf)
	accept := ""
	if script {
		accept = "Accept: application/json\r\n"
	}
	w.begin(connection, length, contentType, accept)
	_, _ = connection.Write(body[:len(body)-60])
	answer, err := io.ReadAll(connection)
	if len(answer) == 0 {
		w.must(err)
	}
	head, rest, _ = strings.Cut(string(answer), "\r\n")
	return head, rest
}

func (w *town) dial() net.Conn {
	w.t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(w.URL, "http://"))
	w.must(err)
	w.must(connection.SetDeadline(time.Now().Add(time.Minute)))
	return connection
}

// begin writes the head of an upload.
func (w *town) begin(connection net.Conn, length int64, contentType, more string) {
	w.t.Helper()
	site, err := url.Parse(w.URL)
	w.must(err)
	cookies := ""
	for _, c := range w.clerk.Client.Jar.Cookies(site) {
		cookies += c.Name + "=" + c.Value + "; "
	}
	_, err = fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
		w.path, site.Host, cookies, more, contentType, length)
	w.must(err)
}

func TestAnUploadThatIsCutLeavesNothingBehind(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		w := open(t, s)
		body, contentType := w.form("Zpráva.pdf", "application/pdf", pdf+strings.Repeat(" ", 500_000))
		connection := w.dial()
		w.begin(connection, int64(len(body)), contentType, "Accept: application/json\r\n")
		_, err := connection.Write(body[:len(body)/2])
		w.must(err)
		w.must(connection.(*net.TCPConn).CloseWrite())
		answer, err := io.ReadAll(connection)
		w.must(err)
		connection.Close()
		if !strings.Contains(string(answer), "Soubor nedorazil celý") {
			t.Errorf("the answer: %.300s", answer)
		}
		if n := w.stored(); n != 0 {
			t.Errorf("%d files are stored", n)
		}
		if status, _ := w.upload("Zpráva.pdf", "application/pdf", pdf, true); status != http.StatusCreated {
			t.Errorf("sent again: %d", status)
		}
	})
}
