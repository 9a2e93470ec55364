package watch

import (
	"net/http"
	"strconv"
	"time"

	"blazon/server/web"
)

// The times of a stream. Who reads it comes back by himself, and is asked again who he is.
const (
	beatEvery     = 15 * time.Second
	longestStream = 15 * time.Minute
)

// Serve tells how new something is: a script that waits gets each new number as it comes, anybody else the one of now.
func (w *Watch) Serve(r *web.Request, key string, revision int64) error {
	if !r.Streams() {
		return r.JSON(http.StatusOK, map[string]int64{"revision": revision})
	}
	if err := r.Stopping(); err != nil {
		return err
	}
	who, leave, err := w.join(key, r.Actor.User)
	if err != nil {
		return err
	}
	defer leave()
	stream, err := r.EventStream()
	if err != nil {
		return err
	}
	pass(r, stream, who)
	return nil
}

// pass passes news on until somebody ends it.
func pass(r *web.Request, stream *web.EventStream, who *waiter) {
	beat, end := time.NewTicker(beatEvery), time.NewTimer(longestStream)
	defer beat.Stop()
	defer end.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-stream.Over():
			return
		case <-end.C:
			return
		case <-beat.C:
			err = stream.Beat()
		case revision := <-who.news:
			if revision == Over {
				_ = stream.Send("over", "") // nobody is left to be told otherwise
				return
			}
			err = stream.Send("revision", strconv.FormatInt(revision, 10))
		}
		if err != nil {
			return
		}
	}
}
