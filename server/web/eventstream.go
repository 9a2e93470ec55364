package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"blazon/fault"
)

// EventStream is an answer that goes on: events that a page's script waits for. It ends when the reader goes, and when the
// site stops.
type EventStream struct {
	request *Request
	control *http.ResponseController
}

// longestWrite is how long a reader may take to get an event before the stream is given up.
const longestWrite = 10 * time.Second

// Streams tells whether a script asks for a stream of events.
func (r *Request) Streams() bool {
	return r.Method == http.MethodGet && strings.HasPrefix(r.Header.Get("Accept"), "text/event-stream")
}

// EventStream begins a stream. The handler must not fail once it has begun.
func (r *Request) EventStream() (*EventStream, error) {
	s := &EventStream{request: r, control: http.NewResponseController(r.writer)}
	if err := s.control.SetReadDeadline(time.Time{}); err != nil { // the limit for sending a request would end the stream
		return nil, fmt.Errorf("event stream: %w", err)
	}
	h := r.writer.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	return s, s.Beat()
}

// Send sends an event. An error says that the reader has gone.
func (s *EventStream) Send(event, data string) error {
	return s.write(fmt.Sprintf("event: %s\ndata: %s\n\n", event, data))
}

// Beat keeps the connection from being taken for dead.
func (s *EventStream) Beat() error { return s.write(":\n\n") }

func (s *EventStream) write(text string) error {
	if err := s.control.SetWriteDeadline(time.Now().Add(longestWrite)); err != nil {
		return err
	}
	if _, err := s.request.writer.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}

// Over is closed when the site stops; that the reader has gone is told by the request's context.
func (s *EventStream) Over() <-chan struct{} { return s.request.site.stopping }

// Stop ends the answers that go on, so that a server that shuts down does not wait for them, and refuses new ones.
func (s *Site) Stop() { s.stop() }

// Stopping is the refusal of a stream that would not last.
func (r *Request) Stopping() error {
	select {
	case <-r.site.stopping:
		return fault.New(fault.TooMany, "web.stopping").With("Seconds", 5)
	default:
		return nil
	}
}
