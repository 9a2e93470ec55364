package server_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
	"blazon/store/storetest"
)

// secret is a world with a round of which something is hidden. Its clock is the test's, and so is chance: the same act has
// the same ids in two worlds.
type secret struct {
	*world
	site       *web.Site
	round      *storetest.JudgedRound
	in         []string // names of the secrets in which it differs from the first world
	now, opens time.Time
	chance     *rand.ChaCha8
	statements int
	asked      uint64              // how many questions
	mails      map[string][]string // that have left, by recipient
	searched   []string            // queries that name candidates
}

func newSecret(t *testing.T, address string, in ...string) *secret {
	t.Helper()
	s := &secret{in: in, now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), chance: rand.NewChaCha8(sha256.Sum256(nil)), mails: map[string][]string{}}
	s.world = newWorld(t, address, store.Options{Now: func() time.Time { return s.now }, Random: s.chance,
		Statement: func() { s.statements++ }, Connections: 1, Mail: true})
	s.round = s.addEdition("region", 2026)
	s.admit()
	above, other := maps.Clone(s.objects["region"]), maps.Clone(s.objects["region"])
	above["round"], above["contest"], above["sheet"], above["round slug"] = s.round.National, s.round.Target, above["above sheet"], s.chapters["nation"].Slug
	s.findContest(other, "other", "round", "contest")
	other["chapter"], other["round slug"] = s.chapters["other"].UID, s.chapters["other"].Slug
	s.objects["above"], s.objects["other"] = above, other
	for _, body := range s.bodies[:2] {
		b, err := s.store.Body(t.Context(), store.Operator(), body)
		must(t, err)
		s.searched = append(s.searched, "?q="+url.QueryEscape(b.Name))
	}
	s.site = newSite(t, s.store)
	s.guess()
	return s
}

// differs tells whether the world differs from the first one in a secret.
func (s *secret) differs(name string) bool { return slices.Contains(s.in, name) }

// guess gives addresses of what is not in this world, which has nothing to do with the result, words that name nothing.
func (s *secret) guess() {
	for _, o := range s.objects {
		for _, route := range s.site.Routes() {
			for _, found := range variable.FindAllStringSubmatch(route.Path, -1) {
				if word := wordOf(route.Name, "", found[1]); o[word] == "" {
					o[word] = strings.Repeat("0", 16)
				}
			}
		}
	}
}

// take makes a step with the chance that it always has, and then comes to differ, each time with a chance of its own.
func (s *secret) take(step embargoStep) {
	s.chance.Seed(sha256.Sum256([]byte(step.name)))
	step.act(s)
	for _, h := range secretTable {
		if h.from == step.name && h.differ != nil && s.differs(h.name) {
			s.chance.Seed(sha256.Sum256([]byte(h.name)))
			h.differ(s)
		}
	}
	for _, o := range s.objects {
		for _, word := range []string{"decision", "certificate", "verification slug"} { // whoever guesses them
			o[word] = strings.Repeat("0", 16)
		}
	}
	certificates, err := s.store.Certificates(context.Background(), s.organizer, s.round.UID)
	must(s.t, err)
	if len(certificates.Issued) > 0 {
		s.objects["region"]["certificate"], s.objects["region"]["verification slug"] = certificates.Issued[0].UID, certificates.Issued[0].Code
	}
	s.post()
}

// post sends the letters that are due.
func (s *secret) post() {
	ctx := context.Background()
	for {
		job, err := s.store.ClaimJob(ctx, time.Hour, store.Letters()...)
		must(s.t, err)
		if job == nil {
			return
		}
		l, err := s.store.Letter(ctx, job)
		must(s.t, err)
		if l != nil {
			who, _, _ := strings.Cut(l.Email, "@")
			s.mails[who] = append(s.mails[who], l.Subject+"\n"+l.Written("…", "…"))
		}
		job.Answer = "250 OK"
		must(s.t, s.store.FinishJob(ctx, job))
	}
}

// asking is a way to ask for an address.
type asking struct {
	name, method string
	header       http.Header
}

var plainly = []asking{{"", http.MethodGet, nil}}

// everyWay asks for the head alone, for a part, and for what somebody may have already, who has guessed what it is called.
var everyWay = append(plainly, asking{"HEAD", http.MethodHead, nil},
	asking{"a part", http.MethodGet, http.Header{"Range": {"bytes=0-10"}}},
	asking{"if there is none", http.MethodGet, http.Header{"If-None-Match": {"*"}}},
	asking{"if it is newer", http.MethodGet, http.Header{"If-Modified-Since": {"Mon, 02 Mar 2026 07:00:00 GMT"}}})

// questions are what is asked for, by whom.
type questions struct {
	who, objects []string
	ways         []asking
	only         string // the routes whose names begin so
}

// answers asks, and notes by whom and what each answer says and how many statements it took; the letters that somebody got are an answer,
// too. Each question has a chance of its own, the same in both worlds: what a page draws at random, such as the name under which it
// saves, is no difference.
func (s *secret) answers(site http.Handler, q questions) map[string]string {
	s.t.Helper()
	all, asked := map[string]string{}, map[string]bool{}
	for _, route := range s.site.Routes() {
		if route.Get == nil || !strings.HasPrefix(route.Name, q.only) {
			continue
		}
		for _, object := range q.objects {
			a := s.addressOf(s.t, s.site, permission{method: http.MethodGet, route: route.Name, object: object})
			if asked[a.path] {
				continue // it is of several rounds
			}
			asked[a.path] = true
			for _, query := range s.queries(route.Name) {
				for _, visitor := range q.who {
					for _, way := range q.ways {
						answer, statements := s.answer(site, visitor, way, a.path, query)
						if !strings.Contains(route.Path, "{certificate}") { // a code that there is looks like one that there is not
							answer = statements + answer
						}
						all[pageName(visitor, route.Name, object)+query+" "+way.name] = answer
					}
				}
			}
		}
	}
	for _, visitor := range q.who {
		all[visitor+": mails"] = strings.Join(s.mails[visitor], "\n")
	}
	return all
}

func (s *secret) queries(route string) []string {
	if route == "public.search" {
		return s.searched
	}
	return []string{""}
}

func (s *secret) answer(site http.Handler, visitor string, w asking, path, query string) (text, statements string) {
	s.asked++
	s.chance.Seed(sha256.Sum256(binary.AppendUvarint([]byte("question "), s.asked)))
	s.statements = 0
	answer := askWith(site, visitor, w.method, path+query, nil, w.header)
	return spell(answer, path), fmt.Sprintln(s.statements, "statements")
}

// pageName says by whom what was asked for.
func pageName(visitor, route, object string) string {
	return fmt.Sprintf("%s: %s of %s", visitor, route, object)
}

// differences says in what answers two worlds can be told from each other.
func differences(one, other map[string]string) (found []string) {
	for _, page := range slices.Sorted(maps.Keys(one)) {
		if one[page] != other[page] {
			found = append(found, strings.TrimSpace(page)+":\n"+firstDifference(one[page], other[page]))
		}
	}
	return found
}

// standings is the hidden result.
func (s *secret) standings() []*store.PlacedStanding {
	results, err := s.store.ContestResults(context.Background(), s.organizer, s.round.Contest)
	must(s.t, err)
	return results.Contests[0].Standings
}

// goneOn counts who advanced.
func (s *secret) goneOn() (n int) {
	for _, standing := range s.standings() {
		if standing.Advances {
			n++
		}
	}
	return n
}

func cs(text string) locale.Text { return locale.Text{locale.Czech: text} }
