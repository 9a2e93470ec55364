package judging_test

import (
	"slices"
	"testing"

	"blazon/judging"
)

func TestNobodyJudgesWhereABodyOfHisCompetes(t *testing.T) {
	bonds := []judging.Bound{{Juror: 1, Body: 5, Bond: judging.ActsFor}, {Juror: 1, Body: 5, Bond: judging.WorksFor}, {Juror: 2, Body: 6, Bond: judging.WorksFor}}
	competing := []judging.Competing{{Contest: 10, Body: 5}, {Contest: 11, Body: 5}, {Contest: 11, Body: 6}}
	for _, test := range []struct {
		sentence string
		seats    []judging.Sitting
		want     []judging.Clash
	}{
		{"a seat for the whole round clashes in each contest, by each bond", []judging.Sitting{{Juror: 1}},
			[]judging.Clash{{Bound: bonds[0], Contest: 10}, {Bound: bonds[0], Contest: 11}, {Bound: bonds[1], Contest: 10}, {Bound: bonds[1], Contest: 11}}},
		{"a seat for one contest only there", []judging.Sitting{{Juror: 2, Contests: []int64{11}}}, []judging.Clash{{Bound: bonds[2], Contest: 11}}},
		{"a seat for another contest nowhere", []judging.Sitting{{Juror: 2, Contests: []int64{10}}}, nil},
		{"nor does who is bound to nobody", []judging.Sitting{{Juror: 3}}, nil},
		{"nor who does not sit", nil, nil},
	} {
		if got := judging.Clashes(test.seats, bonds, competing); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.sentence, got, test.want)
		}
	}
}

func TestWinnersRest(t *testing.T) {
	win := judging.Win{Body: 1, Category: "obec", Ago: 2}
	for _, test := range []struct {
		sentence string
		rule     judging.Resting
		win      judging.Win
		category string
		want     bool
	}{
		{"who won the category two editions ago rests for two", judging.Resting{Editions: 2}, win, "obec", true},
		{"but not for one", judging.Resting{Editions: 1}, win, "obec", false},
		{"nor where winners compete", judging.Resting{}, win, "obec", false},
		{"nor in another category", judging.Resting{Editions: 2}, win, "mesto", false},
		{"nor in one that is excepted", judging.Resting{Editions: 2, Except: []string{"obec"}}, win, "obec", false},
		{"this edition's own winners are none", judging.Resting{Editions: 2}, judging.Win{Body: 1, Category: "obec"}, "obec", false},
	} {
		if got := test.rule.Rests(test.win, test.category); got != test.want {
			t.Errorf("%s: got %t", test.sentence, got)
		}
	}
}
