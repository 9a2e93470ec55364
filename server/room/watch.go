package room

import (
	"context"
	"sync"
	"time"

	"blazon/fault"
	"blazon/store"
)

// watch tells those who look at open meetings when there is something new. One question a second to the database answers all of
// them, and none is asked while nobody waits; so it works with any number of copies of the program. It passes on nothing but a
// number: what is new, each asks for by himself, and sees what he may.
type watch struct {
	store *store.Store

	mutex   sync.Mutex
	waiting map[*waiter]bool
	running bool
}

// waiter is one stream of somebody.
type waiter struct {
	round string // uid
	user  int64
	news  chan int64 // the newest revision, or meetingOver
	known int64
}

// meetingOver stands for a revision where there is no open meeting any more.
const meetingOver = -1

// The limits of streams. Who opens more tabs than that reloads the others by hand.
const (
	mostWaiting = 2000
	mostOfOne   = 8
	askEvery    = time.Second
	longestAsk  = 5 * time.Second
)

func newWatch(s *store.Store) *watch { return &watch{store: s, waiting: map[*waiter]bool{}} }

// join lets somebody wait for news of a round's meeting until he leaves. TooMany tells that the limits are reached.
func (w *watch) join(round string, user int64) (joined *waiter, leave func(), err error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	own := 0
	for other := range w.waiting {
		if other.user == user {
			own++
		}
	}
	if own >= mostOfOne || len(w.waiting) >= mostWaiting {
		return nil, nil, fault.New(fault.TooMany, "meeting.too_many_screens").With("Seconds", 30)
	}
	joined = &waiter{round: round, user: user, news: make(chan int64, 1)}
	w.waiting[joined] = true
	if !w.running {
		w.running = true
		go w.run()
	}
	return joined, func() { w.leave(joined) }, nil
}

func (w *watch) leave(gone *waiter) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	delete(w.waiting, gone)
}

// run asks until nobody waits any more.
func (w *watch) run() {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for w.ask() {
		<-tick.C
	}
}

// ask asks once and tells everybody; it says whether anybody still waits. A database that does not answer is asked again.
func (w *watch) ask() bool {
	ctx, cancel := context.WithTimeout(context.Background(), longestAsk)
	defer cancel()
	open, err := w.store.MeetingRevisions(ctx)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.running = len(w.waiting) > 0; err != nil {
		return w.running
	}
	revisions := map[string]int64{}
	for _, m := range open {
		revisions[m.Round] = m.Revision
	}
	for other := range w.waiting {
		revision, on := revisions[other.round]
		if !on {
			revision = meetingOver
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
