package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// A process that is killed in the middle of its saves loses none that it acknowledged.
func TestAKilledProcessLosesNoSave(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteAddress, "postgres": storetest.PostgresAddress} {
		t.Run(name, func(t *testing.T) {
			k := newKilling(t, address(t))
			for cycle := range times(5, 300) {
				k.storm(10 + rand.IntN(100))
				if wrong := k.check(); len(wrong) > 0 {
					t.Fatalf("cycle %d: %s", cycle+1, strings.Join(wrong, "; "))
				}
			}
			k.acknowledged[k.sheets[0].Sheet] += 2 // as if two saves had been lost
			if len(k.check()) != 1 {
				t.Error("lost saves went unnoticed")
			}
		})
	}
}

// killing is a round, what was acknowledged of its saves, and processes that are killed one after the other.
type killing struct {
	t            *testing.T
	address      string
	store        *store.Store
	actor        judging.Actor
	round        string
	sheets       []stormSheet
	acknowledged map[string]int64
}

func newKilling(t *testing.T, address string) *killing {
	s := storetest.Open(t, address, store.Options{Connections: 2})
	r := storetest.Round(t, s, 6, 1)
	actor := r.Jurors[0].Actor
	return &killing{t: t, address: address, store: s, actor: actor, round: r.UID,
		sheets: allSheets(t, s, []judging.Actor{actor}, r.UID), acknowledged: map[string]int64{}}
}

// storm lets a process save until it has acknowledged so many saves, and kills it.
func (k *killing) storm(saves int) {
	k.t.Helper()
	c := startChild(k.t, k.address)
	c.order(order{Act: "storm", Round: k.round, Sheets: k.sheets})
	for range saves {
		_, a := c.wait("ack")
		k.note(a)
	}
	if err := c.command.Process.Kill(); err != nil {
		k.t.Fatal(err)
	}
	for a := range c.answers { // what it had said before it died
		k.note(a)
	}
	k.settle()
}

func (k *killing) note(a answer) {
	k.t.Helper()
	if a.Act != "ack" || a.Refused != "" || a.Broken != "" {
		k.t.Fatalf("a save failed: %+v", a)
	}
	k.acknowledged[a.Sheet] = a.Revision
}

// settle waits until PostgreSQL has noticed that its client is gone.
func (k *killing) settle() {
	k.t.Helper()
	for !k.store.MigratesItself() {
		var busy int
		if err := k.store.Look(k.t.Context(), &busy, `select count(*) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`); err != nil {
			k.t.Fatal(err)
		}
		if busy == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// check says of which sheets an acknowledged save is missing, or only half there. Beyond it there may be one more save,
// which was stored and could not be acknowledged any more. It goes on from what is stored.
func (k *killing) check() (wrong []string) {
	k.t.Helper()
	for i := range k.sheets {
		sheet := &k.sheets[i]
		view, err := k.store.SheetView(k.t.Context(), k.actor, k.round, sheet.Sheet, locale.Czech)
		if err != nil {
			k.t.Fatal(err)
		}
		var events int64
		if err := k.store.Look(k.t.Context(), &events, "select count(*) from event where act = 'sheet.save' and object_id = ?", view.Assignment.ID); err != nil {
			k.t.Fatal(err)
		}
		revision, acknowledged := view.Sheet.Revision, k.acknowledged[sheet.Sheet]
		switch {
		case revision != acknowledged && revision != acknowledged+1:
			wrong = append(wrong, fmt.Sprintf("revision %d was acknowledged, %d is stored", acknowledged, revision))
		case events != revision:
			wrong = append(wrong, fmt.Sprintf("%d of %d saves are on record", events, revision))
		case revision > 0 && !equal(stored(view), values(revision-1)):
			wrong = append(wrong, fmt.Sprintf("revision %d holds %v", revision, stored(view)))
		}
		sheet.Revision, sheet.Seed = revision, revision
		k.acknowledged[sheet.Sheet] = revision
	}
	return wrong
}
