package judging_test

import (
	"reflect"
	"testing"

	"blazon/judging"
)

func TestConflicts(t *testing.T) {
	const lhota, turnov, kraj = 1, 2, 3    // bodies
	const galileo, webhouse int64 = 10, 11 // suppliers
	liberec := judging.Home{Region: "CZ051", District: "40505"}
	semily := judging.Home{Region: "CZ051", District: "40509"}
	praha := judging.Home{Region: "CZ010"}
	candidate := judging.CandidateFacts{ID: 7, Bodies: []int64{lhota, turnov}, Homes: []judging.Home{liberec, praha}, Supplier: galileo}
	answered := map[int64]judging.Declared{7: {}}
	district := judging.ConflictPolicy{Region: judging.OwnDistrict}
	region := judging.ConflictPolicy{Region: judging.OwnRegion}
	supplier := judging.ConflictPolicy{Supplier: true}
	declaration := judging.ConflictPolicy{Declaration: true}
	conflict := func(kind judging.ConflictKind, object int64) judging.Finding {
		return judging.Finding{Conflicts: []judging.Conflict{{Kind: kind, Object: object}}}
	}
	unknown := func(kind judging.ConflictKind) judging.Finding {
		return judging.Finding{Unknown: []judging.ConflictKind{kind}}
	}
	for _, c := range []struct {
		sentence string
		policy   judging.ConflictPolicy
		juror    judging.JurorFacts
		want     judging.Finding
	}{
		{"nobody is asked, and nothing stands between them", judging.ConflictPolicy{}, judging.JurorFacts{}, judging.Finding{}},
		{"he works for one body of a joint entry", judging.ConflictPolicy{}, judging.JurorFacts{Bodies: []int64{turnov}}, conflict(judging.SameBody, turnov)},
		{"he works for another body", judging.ConflictPolicy{}, judging.JurorFacts{Bodies: []int64{kraj}}, judging.Finding{}},
		{"he represents it", judging.ConflictPolicy{}, judging.JurorFacts{Represents: []int64{lhota}}, conflict(judging.SameRepresentative, lhota)},
		{"he has not said where he is at home", district, judging.JurorFacts{}, unknown(judging.SameRegion)},
		{"a secretary need not", district, judging.JurorFacts{Voteless: true}, judging.Finding{}},
		{"he is at home in its district", district, judging.JurorFacts{Home: &liberec}, conflict(judging.SameRegion, 0)},
		{"he is at home in another district of its region", district, judging.JurorFacts{Home: &semily}, judging.Finding{}},
		{"which matters where the region does", region, judging.JurorFacts{Home: &semily}, conflict(judging.SameRegion, 0)},
		{"a region without districts is one", district, judging.JurorFacts{Home: &praha}, conflict(judging.SameRegion, 0)},
		{"he is at home nowhere here", region, judging.JurorFacts{Home: &judging.Home{}}, judging.Finding{}},
		{"he has not answered for the supplier", supplier, judging.JurorFacts{Suppliers: map[int64]bool{webhouse: false}}, unknown(judging.SameSupplier)},
		{"he has nothing to do with the supplier", supplier, judging.JurorFacts{Suppliers: map[int64]bool{galileo: false}}, judging.Finding{}},
		{"he has", supplier, judging.JurorFacts{Suppliers: map[int64]bool{galileo: true}}, conflict(judging.SameSupplier, galileo)},
		{"he has, but nobody minds", judging.ConflictPolicy{}, judging.JurorFacts{Suppliers: map[int64]bool{galileo: true}}, judging.Finding{}},
		{"he has, and that bars the entry", judging.ConflictPolicy{Supplier: true, BarsEntry: []judging.ConflictKind{judging.SameSupplier}},
			judging.JurorFacts{Suppliers: map[int64]bool{galileo: true}}, judging.Finding{Barring: []judging.Conflict{{Kind: judging.SameSupplier, Object: galileo}}}},
		{"he has, but the organizer lets him judge", supplier, judging.JurorFacts{Suppliers: map[int64]bool{galileo: true},
			Waived: map[int64][]judging.Conflict{7: {{Kind: judging.SameSupplier, Object: galileo}}}}, judging.Finding{}},
		{"he has not declared anything", declaration, judging.JurorFacts{}, unknown(judging.DeclaredRelation)},
		{"he has declared that there is nothing", declaration, judging.JurorFacts{Declared: answered}, judging.Finding{}},
		{"he declares a conflict that nobody asked for", judging.ConflictPolicy{},
			judging.JurorFacts{Declared: map[int64]judging.Declared{7: {Conflict: true, Reason: "sestra"}}}, conflict(judging.DeclaredRelation, 0)},
	} {
		got := c.policy.Between(c.juror, candidate)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.sentence, got, c.want)
		}
		if got.Clear() != reflect.DeepEqual(c.want, judging.Finding{}) {
			t.Errorf("%s: clear is %t", c.sentence, got.Clear())
		}
		training := candidate
		training.Training = true
		if found := c.policy.Between(c.juror, training); !found.Clear() {
			t.Errorf("%s: a training candidate is kept away: %+v", c.sentence, found)
		}
	}
}
