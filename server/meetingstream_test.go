package server_test

import (
	"bufio"
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/server/servertest"
	"blazon/store"
	"blazon/store/storetest"
)

// streamLine is all that may stand in a stream.
var streamLine = regexp.MustCompile(`^(|:|event: revision|event: over|data: \d*)$`)

// stream reads events as a screen does.
type stream struct {
	*testing.T
	lines  *bufio.Scanner
	status int
}

func openStream(t *testing.T, s *servertest.Server, visitor *servertest.Visitor, round string) *stream {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/cs/room/"+round+"/meeting/revision", nil)
	must(t, err)
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := visitor.Client.Do(request)
	must(t, err)
	t.Cleanup(func() { response.Body.Close() })
	return &stream{t, bufio.NewScanner(response.Body), response.StatusCode}
}

// next waits for the next event and gives its data; at the end of the stream it is "the end".
func (s *stream) next() (event string) {
	s.Helper()
	for s.lines.Scan() {
		line := s.lines.Text()
		if !streamLine.MatchString(line) {
			s.Errorf("the stream says %q", line)
		}
		if name, found := strings.CutPrefix(line, "event: "); found {
			event = name
		} else if data, found := strings.CutPrefix(line, "data: "); found {
			return strings.TrimSpace(event + " " + data)
		}
	}
	must(s.T, s.lines.Err())
	return "the end"
}

// Screens learn that there is something new though another copy of the program has done it, and learn nothing else; they are told
// when the meeting is over, and a site that stops does not wait for them.
func TestScreensLearnOfNews(t *testing.T) {
	t.Parallel()
	address := storetest.PostgresAddress(t)
	here := servertest.Start(t, storetest.Open(t, address, store.Options{}))
	there := storetest.Open(t, address, store.Options{Connections: 2})
	ctx := t.Context()
	r := storetest.Round(t, there, 2, 2)
	recused := r.Jurors[1]
	must(t, there.Recuse(ctx, r.Organizer, store.RecusalForm{Juror: recused.Juror.UID, Candidate: r.Candidates[1], Why: judging.Recused, Reason: "Porotce je občanem obce."}))
	must(t, there.CloseRound(ctx, r.Organizer, r.UID))
	must(t, there.SetPassword(ctx, store.Operator(), recused.Email, servertest.Password))
	visitor := here.Visitor(t)
	visitor.SignIn(recused.Email)
	if none := openStream(t, here, visitor, r.UID); none.status != http.StatusConflict {
		t.Errorf("without a meeting the stream is answered with %d", none.status)
	}
	meeting, err := there.PlanMeeting(ctx, r.Organizer, r.UID, store.MeetingForm{Contests: []string{r.Contest}})
	must(t, err)
	must(t, there.OpenMeeting(ctx, r.Organizer, meeting))
	screen := openStream(t, here, visitor, r.UID)
	if got := screen.next(); got != "revision 1" {
		t.Errorf("first the stream says %q", got)
	}
	must(t, there.Discuss(ctx, r.Organizer, meeting, store.DiscussForm{Candidate: r.Candidates[1]}))
	if got := screen.next(); got != "revision 2" {
		t.Errorf("once another candidate is discussed, the stream says %q", got)
	}
	page := visitor.Get("/cs/room/" + r.UID + "/meeting")
	if !strings.Contains(page.Body, "Opusťte prosím místnost") || strings.Contains(page.Body, r.Candidates[1]) {
		t.Errorf("who is recused sees %s", page.Body)
	}
	must(t, there.EndMeeting(ctx, r.Organizer, meeting))
	if got := screen.next(); got != "over" {
		t.Errorf("once the meeting is over, the stream says %q", got)
	}
	if got := screen.next(); got != "the end" {
		t.Errorf("after it the stream says %q", got)
	}
	again, err := there.PlanMeeting(ctx, r.Organizer, r.UID, store.MeetingForm{Contests: []string{r.Contest}})
	must(t, err)
	must(t, there.OpenMeeting(ctx, r.Organizer, again))
	last := openStream(t, here, visitor, r.UID)
	if got := last.next(); got != "revision 1" {
		t.Errorf("of the next meeting the stream says %q", got)
	}
	here.Site.Stop()
	if got := last.next(); got != "the end" {
		t.Errorf("once the site stops, the stream says %q", got)
	}
	if refused := openStream(t, here, visitor, r.UID); refused.status != http.StatusTooManyRequests {
		t.Errorf("a site that stops answers a new stream with %d", refused.status)
	}
}
