package web

import (
	"context"
	"sync"
	"time"
)

// State says of what a page was made that everybody sees alike.
type State struct {
	Revision string    // of the data
	At       time.Time // when it was asked
}

// Public tells the state of what everybody may see, so that pages can be kept while it lasts. Without State nothing is kept.
type Public struct {
	State func(context.Context) (State, error)
	Turn  func(ctx context.Context, after time.Time) (time.Time, error) // when something changes by the clock alone; zero: never
}

// stamp is a state with the number of the question that it answers: a later question has a higher one.
type stamp struct {
	State
	number int
}

// stamps asks for the state, once at a time. Who comes while it is being asked waits for the next answer, which all share who come
// until then: nobody gets an answer to a question from before he came.
type stamps struct {
	ask func(context.Context) (State, error)

	lock   sync.Mutex
	next   *question // that nobody has asked yet
	asking bool
	number int
}

type question struct {
	answered chan struct{}
	stamp    stamp
	err      error
}

// longestQuestion is how long the database may take to tell its state.
const longestQuestion = 10 * time.Second

func (s *stamps) get(ctx context.Context) (stamp, error) {
	s.lock.Lock()
	q := s.next
	if q == nil {
		q = &question{answered: make(chan struct{})}
		s.next = q
	}
	if !s.asking {
		s.asking = true
		go s.run()
	}
	s.lock.Unlock()
	select {
	case <-q.answered:
		return q.stamp, q.err
	case <-ctx.Done():
		return stamp{}, ctx.Err()
	}
}

// betweenQuestions is how long the next question waits after the last was asked: a thousand readers a second need not ask each.
const betweenQuestions = time.Millisecond

// run answers one question after the other until there is none.
func (s *stamps) run() {
	for {
		s.lock.Lock()
		q := s.next
		s.next = nil
		if q == nil {
			s.asking = false
			s.lock.Unlock()
			return
		}
		s.number++
		q.stamp.number = s.number
		s.lock.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), longestQuestion)
		q.stamp.State, q.err = s.ask(ctx)
		cancel()
		close(q.answered)
		time.Sleep(betweenQuestions)
	}
}
