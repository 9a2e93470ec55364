package organizer_test

import (
	"net/http"
	"net/url"
	"testing"

	"blazon/locale"
	"blazon/server/servertest"
	"blazon/store"
)

// Whoever saves the script's words after somebody else, or after an award was withheld, has all of them back and sees what they would replace.
func TestWordsOfAScriptAreNeverLost(t *testing.T) {
	servertest.Each(t, func(t *testing.T, s *servertest.Server) {
		r := decided(t, s, 2)
		ctx, path := t.Context(), r.ofRound+"script/words"
		award := store.AwardForm{Contest: r.round.Contest, Candidate: r.round.Candidates[0], Kind: store.AwardSpecial, Name: locale.Text{locale.Czech: "Cena hejtmana"}}
		uid, err := s.Store.AddAward(ctx, r.round.Organizer, r.round.UID, award)
		if err != nil {
			t.Fatal(err)
		}
		words := func(revision, opening, closing, patron string) url.Values {
			return url.Values{"revision": {revision}, "opening": {opening}, "closing": {closing}, "awards[" + uid + "]": {patron}}
		}
		r.Get(path).Has(t, `name="revision" value="0"`)
		r.sends(path, words("0", "Vítejte.", "", ""), says("script.saved"))
		page := r.refused(path, words("0", "Zdraví starosta.", "Nashledanou.", "hejtman"), http.StatusConflict, says("amend.script_conflict"), says("amend.stored"),
			"Zdraví starosta.</textarea>", "Nashledanou.</textarea>", `value="hejtman"`, "<dd>Vítejte.</dd>", `name="revision" value="1"`)
		page.Lacks(t, says("amend.script_left"))
		r.sends(path, words("1", "Zdraví starosta.", "Nashledanou.", ""), says("script.saved"))
		award.Withheld, award.Reason, award.Revision = true, "Web zanikl.", 0
		if err := s.Store.UpdateAward(ctx, r.round.Organizer, uid, award); err != nil {
			t.Fatal(err)
		}
		page = r.refused(path, words("2", "Dobrý den.", "Nashledanou.", "sám hejtman"), http.StatusConflict, says("amend.script_gone"), says("amend.script_left"),
			"Dobrý den.</textarea>", "<li>sám hejtman</li>")
		page.Lacks(t, says("amend.stored"))
		r.sends(path, words("2", "Dobrý den.", "Nashledanou.", ""), says("script.saved"))
	})
}
