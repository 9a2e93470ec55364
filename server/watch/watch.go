// Package watch tells those who look at something that goes on, such as a meeting, when there is something new.
package watch

import (
	"context"
	"sync"
	"time"

	"blazon/fault"
)

// Watch tells of news. One question a second answers all who wait, and none is asked while nobody waits; so it works with any number of
// copies of the program. It passes on nothing but a number: what is new, each asks for by himself, and sees what he may.
type Watch struct {
	ask  func(ctx context.Context) (map[string]int64, error)
	none int64

	mutex   sync.Mutex
	waiting map[*waiter]bool
	running bool
}

// waiter is one stream of somebody.
type waiter struct {
	key   string
	user  int64
	news  chan int64 // the newest revision, or Over
	known int64
}

// Over stands for a revision where there is nothing to wait for any more: the stream ends.
const Over = -1

// The limits of streams. Who opens more tabs than that reloads the others by hand; of those without an account many may sit behind one
// address, in one hall.
const (
	mostWaiting = 4000
	mostOfOne   = 8
	askEvery    = time.Second
	longestAsk  = 5 * time.Second
)

// New makes a watch over what ask gives the revisions of, by their keys; none is the revision of what it does not tell of.
func New(none int64, ask func(ctx context.Context) (map[string]int64, error)) *Watch {
	return &Watch{ask: ask, none: none, waiting: map[*waiter]bool{}}
}

// join lets somebody wait for news until he leaves. TooMany tells that the limits are reached.
func (w *Watch) join(key string, user int64) (joined *waiter, leave func(), err error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	own := 0
	for other := range w.waiting {
		if user != 0 && other.user == user {
			own++
		}
	}
	if own >= mostOfOne || len(w.waiting) >= mostWaiting {
		return nil, nil, fault.New(fault.TooMany, "meeting.too_many_screens").With("Seconds", 30)
	}
	joined = &waiter{key: key, user: user, news: make(chan int64, 1), known: unknown}
	w.waiting[joined] = true
	if !w.running {
		w.running = true
		go w.run()
	}
	return joined, func() { w.leave(joined) }, nil
}

// unknown is no revision of anything.
const unknown = -2

func (w *Watch) leave(gone *waiter) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	delete(w.waiting, gone)
}

// run asks until nobody waits any more.
func (w *Watch) run() {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for w.tell() {
		<-tick.C
	}
}

// tell asks once and tells everybody; it says whether anybody still waits. A database that does not answer is asked again.
func (w *Watch) tell() bool {
	ctx, cancel := context.WithTimeout(context.Background(), longestAsk)
	defer cancel()
	revisions, err := w.ask(ctx)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.running = len(w.waiting) > 0; err != nil {
		return w.running
	}
	for other := range w.waiting {
		revision, on := revisions[other.key]
		if !on {
			revision = w.none
		}
		other.tell(revision)
	}
	return w.running
}

// tell leaves the newest revision for who waits, in place of one that was not fetched yet.
func (w *waiter) tell(revision int64) {
	if revision == w.known {
		return
	}
	w.known = revision
	select {
	case <-w.news:
	default:
	}
	w.news <- revision
}
