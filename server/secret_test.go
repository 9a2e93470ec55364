package server_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
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
	points     []string // what the first juror gives, by candidate
	now, opens time.Time
	chance     *rand.ChaCha8
	statements int
	asked      uint64 // how many questions
}

func newSecret(t *testing.T, address string, points ...string) *secret {
	t.Helper()
	s := &secret{points: points, now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), chance: rand.NewChaCha8(sha256.Sum256(nil))}
	s.world = newWorld(t, address, store.Options{Now: func() time.Time { return s.now }, Random: s.chance,
		Statement: func() { s.statements++ }, Connections: 1})
	s.round = s.addEdition("region", 2026)
	s.admit()
	above := maps.Clone(s.objects["region"])
	above["round"], above["contest"], above["sheet"], above["round slug"] = s.round.National, s.round.Target, above["above sheet"], s.chapters["nation"].Slug
	s.objects["above"] = above
	s.site = newSite(t, s.store)
	s.guess()
	return s
}

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

// take makes a step with the chance that it always has.
func (s *secret) take(step embargoStep) {
	s.chance.Seed(sha256.Sum256([]byte(step.name)))
	step.act(s)
	for _, o := range s.objects {
		for _, word := range []string{"decision", "certificate"} { // whoever guesses them
			o[word] = strings.Repeat("0", 16)
		}
	}
	certificates, err := s.store.Certificates(context.Background(), s.organizer, s.round.UID)
	must(s.t, err)
	if len(certificates.Issued) > 0 {
		s.objects["region"]["certificate"] = certificates.Issued[0].UID
	}
}

// answers asks for every page and file of both rounds on behalf of the visitors, and notes by whom and what each answer says and
// how many statements it took. Each question has a chance of its own, the same in both worlds: what a page draws at random, such as
// the name under which it saves, is no difference.
func (s *secret) answers(site http.Handler, who ...string) map[string]string {
	s.t.Helper()
	all, asked := map[string]string{}, map[string]bool{}
	for _, route := range s.site.Routes() {
		if route.Get == nil {
			continue
		}
		for _, object := range []string{"region", "above"} {
			a := s.addressOf(s.t, s.site, permission{method: http.MethodGet, route: route.Name, object: object})
			if asked[a.path] {
				continue // it is of both rounds
			}
			asked[a.path] = true
			for _, visitor := range who {
				s.asked++
				s.chance.Seed(sha256.Sum256(binary.AppendUvarint([]byte("question "), s.asked)))
				s.statements = 0
				answer := ask(site, visitor, http.MethodGet, a.path, nil)
				all[pageName(visitor, route.Name, object)] = fmt.Sprintln(s.statements, "statements") + spell(answer, a.path)
			}
		}
	}
	return all
}

// pageName says by whom what was asked for.
func pageName(visitor, route, object string) string {
	return fmt.Sprintf("%s: %s of %s", visitor, route, object)
}

// differences says in what answers two worlds can be told from each other.
func differences(one, other map[string]string) (found []string) {
	for _, page := range slices.Sorted(maps.Keys(one)) {
		if one[page] != other[page] {
			found = append(found, page+":\n"+firstDifference(one[page], other[page]))
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
