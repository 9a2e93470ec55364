package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// scriptPlants break one invariant each; "?" is the contest.
var scriptPlants = []plant{
	{`update handover set round_id = (select id from round where id <> handover.round_id limit 1) where 'x' <> ?`, "what is handed over is of its round"},
	{`update script_version set version = 7 where version = 2 and 'x' <> ?`, "the versions of a script are numbered from 1 on"},
	{`update script_version set digest = 'x' where 'x' <> ?`, "a version of a script says something else than the one before"},
}

// called lists what a contest's script says, a line for each moment.
func called(c store.ScriptContest) (lines []string) {
	for _, m := range c.Moments {
		line := fmt.Sprintf("%d-%d %t %s|%s|%s:", m.Place, m.Last, m.Shared, m.Award[locale.Czech], m.Patron[locale.Czech], m.Handover[locale.Czech])
		for _, l := range m.Laureates {
			line += fmt.Sprintf(" %d %s", l.Amount/1000_00, l.Citation[locale.Czech])
			if len(l.Names) != 1 || l.Names[0] == "" {
				line += fmt.Sprint(l.Names)
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// The script says what is decided in the order in which it is called, and its number goes up with what it says.
func TestAScriptIsNumberedByWhatItSays(t *testing.T) {
	text := func(words string) locale.Text { return locale.Text{locale.Czech: words} }
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := prized(t, s, judging.Dense), t.Context()
		region, chair := storetest.Organizer(t, s, r.Region), r.Jurors[0].Actor
		must(t, s.SetAwardDefinitions(ctx, r.Organizer, r.Edition.UID, "", store.AwardSetupForm{Definitions: placePrizes(40, 30, 20)}))
		read := func() (*store.RoundScript, store.ScriptContest) {
			v, err := s.RoundScript(ctx, region, r.UID)
			must(t, err)
			at := slices.IndexFunc(v.Contests, func(c *store.ContestResult) bool { return c.Contest.UID == r.Contest })
			for _, c := range v.Content.Contests {
				if c.Category[locale.Czech] == v.Contests[at].Category.Name[locale.Czech] {
					return v, c
				}
			}
			t.Fatal("the contest is not in the script")
			return nil, store.ScriptContest{}
		}
		issue := func(want int) {
			t.Helper()
			if version, err := s.IssueScript(ctx, region, r.UID); err != nil || version != want {
				t.Errorf("issued as version %d, %v; want %d", version, err, want)
			}
		}
		form := store.ScriptForm{Opening: text("Zdraví hejtman."), About: text("O webech."), Contests: map[string]locale.Text{r.Contest: text("hejtman")}}
		must(t, s.SaveScript(ctx, region, r.UID, form))
		if v, c := read(); c.Decided || len(c.Moments) > 0 || c.Handover[locale.Czech] != "hejtman" || v.Current() != nil {
			t.Errorf("before the decision: %+v", c)
		}
		issue(1)
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{Vacant: []int{1}, Reason: "Nikdo nesplnil podmínky."}))
		award, err := s.AddAward(ctx, region, r.UID, store.AwardForm{Contest: r.Contest, Candidate: r.Candidates[3], Kind: store.AwardSpecial, Name: text("Cena hejtmana"),
			Patron: text("hejtman"), Citation: text("Za mapu.")})
		must(t, err)
		_, err = s.AddAward(ctx, region, r.UID, store.AwardForm{Contest: r.Contest, Kind: store.AwardPublic, Name: text("Cena veřejnosti"), Withheld: true, Reason: "Nehlasovalo se."})
		must(t, err)
		form.Awards = map[string]locale.Text{award: text("sám hejtman"), "gone": {}}
		wants(t, s.SaveScript(ctx, region, r.UID, form), fault.Conflict, "a tab that was opened before")
		form.Revision = 1
		form.Awards["gone"] = text("starosta")
		wants(t, s.SaveScript(ctx, region, r.UID, form), fault.Conflict, "words for an award that is not there")
		form.Awards["gone"] = locale.Text{}
		must(t, s.SaveScript(ctx, region, r.UID, form))
		issue(2)
		issue(2)
		v, c := read()
		same(t, called(c), []string{"0-0 false Cena hejtmana|hejtman|sám hejtman: 0 Za mapu.", "3-3 false ||: 20 ", "2-2 true ||: 30  30 ", "1-1 false ||:",
			"0-0 false Cena veřejnosti||:"})
		if c.Entries != 4 || v.Current() == nil || v.Current().Version != 2 || len(v.Versions) != 2 || v.Content.Opening[locale.Czech] != "Zdraví hejtman." {
			t.Errorf("version %+v of %d entries", v.Current(), c.Entries)
		}
		_, first, err := s.IssuedScript(ctx, region, r.UID, 1)
		must(t, err)
		if content, err := first.Read(); err != nil || strings.Contains(first.Content, "Cena hejtmana") || content.Round[locale.Czech] != v.Round.Name[locale.Czech] {
			t.Errorf("the first version is %s, %v", first.Content, err)
		}
		must(t, s.Check(ctx, func(f store.Finding) { t.Error(f) }))
		caught := findPlanted(t, s, scriptPlants, r.Contest)
		for _, sentence := range store.ScriptInvariants() {
			if !caught[sentence] {
				t.Errorf("nothing was planted against: %s", sentence)
			}
		}
		r.refusesScripts(s, region, chair, award)
	})
}

// refusesScripts tries what nobody may do, or not now.
func (r *prizedRound) refusesScripts(s *store.Store, region, chair judging.Actor, award string) {
	t, ctx := r.t, r.t.Context()
	t.Helper()
	long := locale.Text{locale.Czech: strings.Repeat("á", 5001)}
	_, err := s.RoundScript(ctx, chair, r.UID)
	wants(t, err, fault.NotFound, "a juror reading the script")
	_, _, err = s.IssuedScript(ctx, chair, r.UID, 1)
	wants(t, err, fault.NotFound, "a juror reading an issued script")
	_, err = s.PressRelease(ctx, chair, r.UID, false)
	wants(t, err, fault.NotFound, "a juror reading the press release")
	_, err = s.IssueScript(ctx, chair, r.UID)
	wants(t, err, fault.NotFound, "a juror issuing the script")
	_, _, err = s.IssuedScript(ctx, region, r.UID, 3)
	wants(t, err, fault.NotFound, "a version that there is not")
	if wrong := wrongFields(s.SaveScript(ctx, region, r.UID, store.ScriptForm{Revision: 2, Opening: long, Awards: map[string]locale.Text{award: long}})); len(wrong) != 2 {
		t.Errorf("wrong fields %q", wrong)
	}
	must(t, s.Plant(ctx, "update round set finished_at = closed_at where uid = ?", r.UID))
	_, err = s.IssueScript(ctx, region, r.UID)
	wants(t, err, fault.Closed, "issuing once the round is finished")
}

// A press release tells of no contest that is not decided, warns of what is not public, and counts what the data carry.
func TestAPressReleaseSaysWhatTheDataSay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r, ctx := prized(t, s, judging.Dense), t.Context()
		tells := func(public bool, contests, hidden, left, entries, jurors int, notBefore time.Time) {
			t.Helper()
			v, err := s.PressRelease(ctx, r.Organizer, r.UID, public)
			must(t, err)
			if len(v.Content.Contests) != contests || v.Hidden != hidden || v.Left != left || v.Entries != entries || v.Entrants != entries || v.Jurors != jurors ||
				!v.NotBefore.Equal(notBefore) {
				t.Errorf("tells of %d contests, %d hidden, %d left, %d entries of %d, %d jurors, not before %s", len(v.Content.Contests), v.Hidden, v.Left, v.Entries,
					v.Entrants, v.Jurors, v.NotBefore)
			}
			if contests > 0 && (v.Content.Contests[0].Moments[0].Place != 1 || len(v.Content.Contests[0].Moments[0].Laureates) != 2) {
				t.Errorf("it begins with %+v", v.Content.Contests[0].Moments[0])
			}
		}
		tells(false, 0, 0, 2, 0, 0, time.Time{})
		must(t, s.Decide(ctx, r.Organizer, r.Contest, store.DecideForm{}))
		tells(false, 1, 1, 1, 4, 2, time.Time{})
		tells(true, 0, 0, 2, 0, 0, time.Time{})
		opens := time.Now().Add(time.Hour).Truncate(time.Second)
		must(t, s.Announce(ctx, r.Organizer, r.Contest, opens))
		tells(false, 1, 1, 1, 4, 2, opens)
		must(t, s.Announce(ctx, r.Organizer, r.Contest, time.Time{}))
		tells(true, 1, 0, 1, 4, 2, time.Time{})
	})
}
