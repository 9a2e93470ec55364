package store_test

import (
	"testing"

	"blazon/fault"
	"blazon/locale"
	"blazon/store/storetest"
)

func TestABodyNamedByOthersTakesPartOnceItAgrees(t *testing.T) {
	eachClerk(t, func(c *clerk) {
		ctx := c.t.Context()
		entry := c.begin()
		named := storetest.Representative(c.t, c.s, "jiny@example.org", c.Bodies[1])
		c.must(c.s.JoinEntry(ctx, c.Clerk, entry, c.Bodies[1:2]))

		_, err := c.s.EntryView(ctx, named, entry)
		c.refused("seeing it before agreeing", err, fault.NotFound, "fault.not_found")
		_, err = c.submit(entry)
		c.refused("handing it in before all have agreed", err, fault.Conflict, "entrant.not_agreed")
		asked, err := c.s.AskedEntries(ctx, named, locale.Czech)
		c.must(err)
		if len(asked) != 1 || asked[0].Entry != entry || asked[0].Body != c.Bodies[1] || len(asked[0].Bodies) != 2 {
			c.t.Fatalf("asked: %+v", asked)
		}
		if mine, err := c.s.AskedEntries(ctx, c.Clerk, locale.Czech); err != nil || len(mine) != 0 {
			c.t.Errorf("who asks is asked, too: %v %v", mine, err)
		}
		c.refused("answering for another's body", c.s.AnswerEntry(ctx, c.Clerk, entry, c.Bodies[1], true), fault.NotFound, "fault.not_found")

		c.must(c.s.AnswerEntry(ctx, named, entry, c.Bodies[1], false))
		if v := c.view(entry); len(v.Bodies) != 1 {
			c.t.Errorf("who declined is still named: %v", v.Bodies)
		}
		c.refused("answering twice", c.s.AnswerEntry(ctx, named, entry, c.Bodies[1], true), fault.NotFound, "fault.not_found")

		c.must(c.s.JoinEntry(ctx, c.Clerk, entry, c.Bodies[1:2]))
		c.must(c.s.AnswerEntry(ctx, named, entry, c.Bodies[1], true))
		c.save(entry, "Web je přehledný.")
		if v, err := c.s.EntryView(ctx, named, entry); err != nil || len(v.Bodies) != 2 || len(v.Pending) != 0 {
			c.t.Errorf("who agreed does not see the entry: %v", err)
		}
		_, err = c.submit(entry)
		c.must(err)
	})
}
