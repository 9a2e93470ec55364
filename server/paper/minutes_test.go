package paper_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"blazon/document"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"
)

// each is a text in all three languages.
func each(czech, polish, english string) locale.Text {
	return locale.Text{locale.Czech: czech, locale.Polish: polish, locale.English: english}
}

var minutesDay = time.Date(2023, 4, 20, 8, 0, 0, 0, time.UTC)

// minuted is a contest in which everything happened: a tie that a vote parted, with a dissent and the chair's vote, a gap that was decided, a
// recusal, a correction, a place that is withheld, and one who is out of the ranking.
func minuted() *store.MinutesContent {
	hour := func(n int) time.Time { return minutesDay.Add(time.Duration(n) * time.Hour) }
	named := func(name string) store.MinutesName { return store.MinutesName{Names: []string{name}} }
	semily, bor, turnov, bela := named("město Semily"), named("město Nový Bor"), named("město Turnov"), store.MinutesName{Names: []string{"obec Mařenice", "obec Bělá"}, Entry: "SMS Hlídač"}
	desk, design := each("Úřední deska", "Tablica ogłoszeń", "Notice board"), each("Design", "Wygląd", "Design")
	seat := func(name string, role judging.Role) store.MinutesSeat {
		return store.MinutesSeat{Name: name, Role: role, AcceptedAt: hour(-500), DeclaredAt: hour(-499)}
	}
	left := seat("Porotce 4", judging.Member)
	left.LeftAt, left.Substitute = hour(-40), "Porotce 3"
	there := []store.MinutesTime{{From: hour(1), To: hour(4)}}
	content := &store.MinutesContent{About: store.MinutesOfContest, Competition: each("Zlatý erb", "Złoty Herb", "Golden Coat of Arms"), Edition: 25, Year: 2023,
		Round: each("Liberecký kraj", "kraj liberecki", "Liberec Region"), Organizer: each("Liberecký kraj", "kraj liberecki", "Liberec Region"), TimeZone: "Europe/Prague",
		Rules:    &store.MinutesRules{Version: 2, PublishedAt: hour(-2000), Hash: "aa11"},
		ClosedAt: hour(0), ClosedBy: "Organizátor", Reopened: []store.MinutesReopen{{ClosedAt: hour(-3), ReopenedAt: hour(-2), Reason: "Chyběl list."}},
		Jury: []store.MinutesSeat{seat("Porotce 1", judging.Chair), seat("Porotce 2", judging.Member), seat("Porotce 3", judging.Member), left, seat("Tajemník", judging.Secretary)}}
	content.Meetings = []store.MinutesMeeting{{Number: 1, CalledBy: "Tajemník", CalledAt: hour(-100), StartsAt: hour(1), Venue: "Krajský úřad", OpenedAt: hour(1), EndedAt: hour(4),
		Quorum: judging.MoreThanHalf, Casting: true, Members: 3, Present: 2, Needed: 2, Agenda: []locale.Text{each("Město", "Miasto", "Town")},
		Seats: []store.MinutesStay{{Name: "Porotce 1", Role: judging.Chair, Stays: there}, {Name: "Porotce 2", Role: judging.Member, Stays: []store.MinutesTime{{From: hour(1), To: hour(4), Online: true}}},
			{Name: "Porotce 3", Role: judging.Member}, {Name: "Tajemník", Role: judging.Secretary, Stays: there}},
		Turns: []store.MinutesTurn{{Name: semily, At: hour(2), Recused: []string{"Porotce 2"}}},
		Motions: []store.MinutesMotion{{Number: 1, Category: each("Město", "Miasto", "Town"), Kind: judging.MotionKind(judging.Order), Words: "Nový Bor před Turnovem.", Mover: "Porotce 1",
			About: []store.MinutesName{bor, turnov}, ClosedAt: hour(3), Outcome: judging.Carried, Members: 3, Present: 2, Needed: 2, For: 1, Against: 1, Casting: true,
			Votes: []store.MinutesVote{{Name: "Porotce 1", Choice: judging.For}, {Name: "Porotce 2", Choice: judging.Against, Dissent: "Turnov má lepší desku."}, {Name: "Porotce 3"}}},
			{Number: 2, Kind: judging.MotionOther, Words: "Přestávka.", ClosedAt: hour(3), Outcome: judging.MotionWithdraw}},
		Proposals: []store.MinutesProposal{{Name: each("Čestné uznání", "Wyróżnienie", "Distinction"), For: turnov, Conferred: true}}}}
	chain := []store.MinutesRule{{Kind: judging.ByCriterion, Criterion: desk}, {Kind: judging.ByCountback}, {Kind: judging.ByJury}}
	totals := store.MinutesTotals{Candidates: 4, Duties: 12, Sheets: 11, Scores: 22, Digest: "bb22"}
	later := totals
	later.Digest = "cc33"
	content.Contests = []store.MinutesContest{{UID: "c", Category: each("Město", "Miasto", "Town"), Version: 2, DecidedAt: hour(5), DecidedBy: "Organizátor", Algorithm: judging.Algorithm,
		Better: judging.Higher, Trim: 1, Minimum: 2, Numbering: judging.Dense, TieBreak: chain, Cut: judging.Cut{Places: 1},
		Criteria: []store.MinutesCriterion{{Name: desk, Kind: judging.Points, Max: "10", Step: "0.5", Weight: "1", Counts: true, Scores: 11, Points: "85.5"},
			{Name: design, Kind: judging.Points, Max: "10", Step: "1", Weight: "1.5", Counts: true, Scores: 11, Points: "79"}, {Name: each("Web", "Strona", "Site"), Kind: judging.Informative, Max: "5", Step: "1", Weight: "1", Points: "0"}},
		Jurors: []string{"Porotce 1", "Porotce 2", "Porotce 3"},
		Candidates: []store.MinutesCandidate{{Name: semily, Place: 1, Last: 1, Total: "81/4", Advances: true, Given: []string{"17", "", "16"}, Means: []string{"33/4", "8", ""}},
			{Name: bor, Place: 2, Last: 2, Total: "119/6", Withheld: true, Given: []string{"16", "15.5", "16"}, Means: []string{"22/3", "25/3", ""}},
			{Name: turnov, Place: 3, Last: 3, Total: "119/6", DecidedBy: &chain[2], Given: []string{"15", "16", "16.5"}, Means: []string{"22/3", "25/3", ""}},
			{Name: bela, Excluded: true, Given: []string{"9", "", ""}, Means: []string{"4", "5", ""}}},
		Withdrawn: []store.MinutesName{named("město Jablonné v Podještědí")},
		Declared:  []store.MinutesDeclared{{Juror: "Porotce 2", Role: judging.Member, Answered: 4, Conflicts: 1}},
		Recusals: []store.MinutesRecusal{{Juror: "Porotce 2", Role: judging.Member, Name: semily, Why: judging.Recused, Kind: judging.SameBody, Reason: "Pracuje na úřadu.", Since: hour(-300)},
			{Juror: "Porotce 3", Role: judging.Member, Name: bela, Criterion: design, Why: judging.Abstained, Reason: "Nerozumím.", Since: hour(-200), Until: hour(-100), EndedFor: "Přečetl si metodiku."}},
		Complete: true, Stray: 1, Control: &store.MinutesControl{Then: totals, Now: later, Corrections: 1, Explained: true},
		Decisions: []store.MinutesDecision{{Kind: judging.Exclude, About: []store.MinutesName{bela}, Reason: "Chybí hodnocení.", By: "Organizátor", At: hour(1)},
			{Kind: judging.AcceptFewer, About: []store.MinutesName{semily}, Criterion: desk, Reason: "Dva stačí.", At: hour(1), RevokedAt: hour(2)},
			{Kind: judging.Order, About: []store.MinutesName{bor, turnov}, Reason: "Nový Bor před Turnovem. (hlasování 1 : 1)", At: hour(3), Meeting: 1, Motion: 1}},
		Corrections: []store.MinutesCorrection{{State: store.CorrectionConfirmed, Reason: "Přehozené řádky.", EnteredBy: "Tajemník", EnteredAt: hour(1), DecidedBy: "Organizátor", DecidedAt: hour(2),
			Cells: []store.MinutesCell{{Name: turnov, Juror: "Porotce 1", Criterion: design, Before: "6", After: "7.5"}, {Name: bor, Juror: "Porotce 1", Criterion: design, After: "7"}}}},
		Ties: []store.MinutesTie{{Total: "119/6", Members: []int{1, 2}}},
		Worked: &store.MinutesWorked{Candidate: 0, Total: "81/4", Lines: []store.MinutesWorkedSum{
			{Criterion: 0, Values: []string{"8", "8.5"}, Sum: "16.5", Left: 2, Mean: "33/4", Factor: "1", Contribution: "33/4"},
			{Criterion: 1, Values: []string{"2", "7", "8", "8", "9"}, Trimmed: 1, Sum: "23", Left: 3, Mean: "23/3", Factor: "1.5", Contribution: "23/2"}}},
		Places:   []store.MinutesAward{{Place: 1, Last: 1, To: &semily, Name: each("Cena hejtmana", "Nagroda marszałka", "Governor’s prize"), Title: each("Zlaté město", "Złote miasto", "Golden town"), Amount: 4_000_000, Currency: "CZK"}},
		Awards:   []store.MinutesAward{{Name: each("Čestné uznání", "Wyróżnienie", "Distinction"), To: &turnov}, {Name: each("Cena veřejnosti", "Nagroda publiczności", "Public’s prize"), Withheld: true, Reason: "Nikdo nehlasoval."}},
		Withheld: []store.MinutesVacant{{Place: 2, Name: &bor, Reason: "Web byl mimo provoz."}},
		Annexes:  []store.MinutesAnnex{{Kind: store.TallyAnnex, Name: "obec.json", Size: 4096, Hash: "dd44"}, {Kind: store.SheetsAnnex, Name: "obec.sheets.json", Size: 9000, Hash: "ee55"}, {Kind: store.PaperAnnex, Name: "list.pdf", Size: 100, Hash: "ff66"}}}}
	return content
}

func TestMinutesReadAsTheyDid(t *testing.T) {
	content := minuted()
	for _, lang := range locale.Languages {
		prose := paper.Minutes(lang, content, paper.MinutesCopy{Number: 3, Digest: "3f9a21bc00", IssuedAt: minutesDay.Add(6 * time.Hour)})
		sameText(t, "minutes-"+string(lang), prose)
		for _, write := range []func() ([]byte, error){
			func() ([]byte, error) {
				var b bytes.Buffer
				err := document.WriteProse(&b, prose)
				return b.Bytes(), err
			},
			func() ([]byte, error) { var b bytes.Buffer; err := document.WriteODT(&b, prose); return b.Bytes(), err },
		} {
			one, err := write()
			if err != nil {
				t.Fatal(err)
			}
			if again, _ := write(); !bytes.Equal(one, again) {
				t.Errorf("%s: the same minutes made two files", lang)
			}
		}
	}
	var off bytes.Buffer
	less := minuted()
	c := &less.Contests[0]
	c.Numbering, c.Candidates[2].Awarded, c.Candidates[2].AwardedLast, c.Candidates[2].Shared = judging.Range, 2, 3, true
	c.Worked.Lines[1].Contribution = "-12/7"
	if err := document.WriteText(&off, paper.Minutes(locale.Czech, less, paper.MinutesCopy{})); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"8,25 – 12/7 (zaokrouhleně 1,71) =", "2.–3."} {
		if !strings.Contains(off.String(), want) {
			t.Errorf("the minutes do not say %q", want)
		}
	}
	round := minuted()
	round.About, round.Awards = store.MinutesOfRound, round.Contests[0].Awards[:1]
	open := store.MinutesContest{Category: each("Obec", "Gmina", "Municipality"), Algorithm: judging.Algorithm, Minimum: 1, Numbering: judging.Range, Gaps: 2, Cut: judging.Cut{Seats: 2, OnTie: judging.JuryDecides}}
	round.Contests, round.Meetings, round.Rules = append(round.Contests[:0:0], open), nil, nil
	sameText(t, "minutes-draft", paper.Minutes(locale.Czech, round, paper.MinutesCopy{Digest: "3f9a21bc00"}))
}
