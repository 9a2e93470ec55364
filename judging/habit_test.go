package judging_test

import (
	"testing"

	"blazon/judging"
)

func TestAHabitIsReckonedExactly(t *testing.T) {
	points := func(values ...string) (h judging.Habit) {
		for _, text := range values {
			value, err := judging.ParseDecimal(text)
			if err != nil {
				t.Fatal(err)
			}
			h.Add(value)
		}
		return h
	}
	tests := []struct {
		sentence string
		habit    judging.Habit
		value    string
		mean     string
		far      bool
		uniform  bool
		against  int
	}{
		{"nothing given is no mean", points(), "5", "0", false, false, 1},
		{"tenths add up without a rest", points("0.1", "0.2", "0.3"), "0.2", "1/5", false, false, 0},
		{"two values say nothing yet", points("0", "0"), "10", "0", false, false, 1},
		{"half of the scale away is not far", points("5", "5", "5"), "10", "5", false, true, 1},
		{"more than half of the scale above is far", points("4", "4", "4"), "10", "4", true, true, 1},
		{"more than half of the scale below is far", points("9", "9", "10"), "4", "28/3", true, false, -1},
	}
	for _, test := range tests {
		value, err := judging.ParseDecimal(test.value)
		if err != nil {
			t.Fatal(err)
		}
		mean, _ := test.habit.Mean()
		if mean.String() != test.mean || test.habit.Far(value, judging.DecimalOfMicros(10_000_000)) != test.far ||
			test.habit.Uniform() != test.uniform || test.habit.Against(value) != test.against {
			t.Errorf("%s: mean %s, far %t, uniform %t, against %d", test.sentence, mean,
				test.habit.Far(value, judging.DecimalOfMicros(10_000_000)), test.habit.Uniform(), test.habit.Against(value))
		}
	}
}
