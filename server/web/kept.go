package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"blazon/judging"
	"blazon/locale"
)

// keeper keeps answers of routes that everybody sees alike, as long as what they are made of stays the same. It asks that anew for each
// reader, so that a correction is seen at once, whichever copy of the program made it.
type keeper struct {
	public Public
	stamps stamps

	lock  sync.Mutex
	pages map[string]*keptPage
	bytes int // that were made since all was forgotten
}

// The most that is kept, in bytes, and how long an answer is kept at most; what an address takes besides its letters, with or without an
// answer (its entry, its lock and its place in the map), and what an answer takes besides its body (its header and its stamp).
const (
	mostKept    = 16 << 20
	longestKept = 10 * time.Second
	entryCost   = 256
	answerCost  = 1 << 10
)

func newKeeper(public Public) *keeper {
	return &keeper{public: public, stamps: stamps{ask: public.State}, pages: map[string]*keptPage{}}
}

// keptPage is an address with the answer to it, if there is one that holds.
type keptPage struct {
	lock   sync.Mutex
	answer *answer
	right  int // the number of the last question by whose answer it held
}

// answer is what a handler answered, as it is sent to all.
type answer struct {
	status       int
	header       http.Header
	body, packed []byte
	tag          string // says what is in the body, and nothing else

	revision    string
	from, until time.Time // by the clock of the data
}

// keeps tells whether the request may be answered with what is kept: it asks for what everybody sees alike.
func (k *keeper) keeps(r *Request) bool {
	_, err := r.Cookie(cookieName("notice", r.site.secure()))
	return k.public.State != nil && r.route.Kept && !r.Actor.SignedIn() && err != nil && r.Method != http.MethodPost
}

// serve answers with what is kept, or makes it.
func (k *keeper) serve(r *Request, handler Handler) error {
	now, err := k.stamps.get(r.Context())
	if err != nil {
		return err
	}
	a, err := k.page(r).get(now, func() (*answer, error) { return k.make(r, handler, now) })
	if err != nil {
		return err
	}
	a.send(r)
	return nil
}

// page finds what is kept of an address. Where too much is kept, all is forgotten: most of it holds no longer.
func (k *keeper) page(r *Request) *keptPage {
	key := r.URL.RequestURI()
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.bytes > mostKept {
		k.pages, k.bytes = map[string]*keptPage{}, 0
	}
	p := k.pages[key]
	if p == nil {
		p = &keptPage{}
		k.pages[key] = p
		k.bytes += len(key) + entryCost
	}
	return p
}

// get gives the answer that holds at the stamp; it is made by one reader at a time, for all who wait for it.
func (p *keptPage) get(now stamp, produce func() (*answer, error)) (*answer, error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.answer != nil && (now.number <= p.right || p.answer.holds(now.State)) {
		p.right = max(p.right, now.number)
		return p.answer, nil
	}
	a, err := produce()
	p.answer = nil
	if err == nil && a.until.After(now.At) {
		p.answer, p.right = a, max(p.right, now.number)
	}
	return a, err
}

func (a *answer) holds(now State) bool {
	return a.revision == now.Revision && !now.At.Before(a.from) && now.At.Before(a.until)
}

// make has the handler answer for nobody in particular. The answer is kept if nothing has changed meanwhile.
func (k *keeper) make(r *Request, handler Handler, now stamp) (*answer, error) {
	record := &recorder{answer{status: http.StatusOK, header: http.Header{}, revision: now.Revision, from: now.At}}
	a := &record.answer
	if err := handler(r.anybody(record)); err != nil {
		return nil, err
	}
	a.header.Del("Set-Cookie")
	if a.status != http.StatusOK {
		return a, nil
	}
	a.seal()
	after, err := k.public.State(r.Context())
	if err != nil || after.Revision != now.Revision {
		return a, err
	}
	turn, err := k.public.Turn(r.Context(), now.At)
	if err != nil {
		return nil, err
	}
	if a.until = now.At.Add(longestKept); !turn.IsZero() && turn.Before(a.until) {
		a.until = turn
	}
	if !after.At.Before(a.until) {
		a.until = time.Time{}
		return a, nil
	}
	k.lock.Lock()
	k.bytes += len(a.body) + len(a.packed) + answerCost
	k.lock.Unlock()
	return a, nil
}

// anybody is the request as if somebody had made it of whom nothing is known but the address and its language.
func (r *Request) anybody(w http.ResponseWriter) *Request {
	plain, own := *r.Request, *r
	if r.route.Bare {
		own.Language = locale.English
	}
	plain.Method = http.MethodGet
	plain.Header = http.Header{"Accept-Language": {string(own.Language)}}
	own.Request, own.Actor, own.writer = &plain, judging.Actor{}, w
	return &own
}

// seal names the body by its content, and packs it.
func (a *answer) seal() {
	sum := sha256.Sum256(a.body)
	a.tag = strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:15]))
	if len(a.body) < smallest || !compressible(a.header) {
		return
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(a.body) // a buffer takes everything
	_ = z.Close()
	a.packed = packed.Bytes()
}

// send answers with the body, packed for those who take that, or with 304 where the reader has it already.
func (a *answer) send(r *Request) {
	h := r.writer.Header()
	for name := range a.header {
		h.Set(name, a.header.Get(name))
	}
	if h.Get("Content-Language") != "" { // a page, whose language somebody chose
		r.rememberLanguage()
	}
	if a.status != http.StatusOK {
		r.writer.WriteHeader(a.status)
		_, _ = r.writer.Write(a.body) // a client that went away is nobody's fault
		return
	}
	body, tag := a.body, a.tag
	h.Set("Vary", "Accept-Encoding, Cookie")
	if a.packed != nil && takesGzip(r.Request) {
		body, tag = a.packed, tag+"-gzip"
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", `"`+tag+`"`)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if asksConditionally(r.Request) {
		http.ServeContent(r.writer, r.Request, "", time.Time{}, bytes.NewReader(body))
	} else if r.Method != http.MethodHead {
		_, _ = r.writer.Write(body)
	}
}

// asksConditionally tells whether the reader has the page already, or wants a part of it.
func asksConditionally(hr *http.Request) bool {
	for _, name := range []string{"If-None-Match", "If-Match", "If-Range", "Range"} {
		if hr.Header.Get(name) != "" {
			return true
		}
	}
	return false
}

// recorder takes down what a handler answers.
type recorder struct{ answer }

func (w *recorder) Header() http.Header { return w.header }

func (w *recorder) WriteHeader(status int) { w.status = status }

func (w *recorder) Write(body []byte) (int, error) {
	w.body = append(w.body, body...)
	return len(body), nil
}
