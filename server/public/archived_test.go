package public

import (
	"slices"
	"testing"

	"blazon/store"
)

func TestOfAnArchivedResultOnlyWhatIsConferredOrWithheldIsTold(t *testing.T) {
	laureate := &store.NamedCandidate{UID: "laureate"}
	award := func(kind, uid string, withheld bool, to *store.NamedCandidate) *store.AwardedAward {
		return &store.AwardedAward{Award: store.Award{UID: uid, Kind: kind, Withheld: withheld}, Candidate: to}
	}
	d := contestData{Contest: &store.ContestResult{
		Archived: &store.ArchivedContest{Names: map[string]string{"laureate": "Město Vyškov"}},
		Awards: []*store.AwardedAward{
			award(store.AwardForPlace, "place", false, laureate),
			award(store.AwardSpecial, "conferred", false, laureate),
			award(store.AwardSpecial, "nobody's", false, nil),
			award(store.AwardSpecial, "withheld from somebody", true, laureate),
			award(store.AwardSpecial, "withheld", true, nil),
		}}}
	var got []string
	for _, h := range d.Honors() {
		got = append(got, h.UID+": "+h.Published)
	}
	want := []string{"conferred: Město Vyškov", "withheld from somebody: ", "withheld: "}
	if !slices.Equal(got, want) {
		t.Errorf("the page tells of %q, want %q", got, want)
	}
}
