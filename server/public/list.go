package public

import (
	"blazon/server/paper"
	"blazon/server/printed"
	"blazon/server/web"
)

// candidates is the list of a round's candidates, as far as everybody may know of them, as a page to print.
func (d door) candidates(r *web.Request) error {
	found, err := d.store.PublicCandidates(r.Context(), address(r), r.Language)
	if err != nil {
		return err
	}
	return printed.Show(r, paper.PublicCandidates(found, r.Language).Reading(), d.way(r, found.RoundResults), "public.candidates_file", words(r)...)
}

func (d door) candidatesFile(r *web.Request) error {
	found, err := d.store.PublicCandidates(r.Context(), address(r), r.Language)
	if err != nil {
		return err
	}
	file, err := paper.List(paper.PublicCandidates(found, r.Language))
	if err != nil {
		return err
	}
	return sendPDF(r, "listing.candidates_file", file)
}

// pointsFile is what the jurors gave, where the edition publishes it.
func (d door) pointsFile(r *web.Request) error {
	points, err := d.store.ContestPoints(r.Context(), address(r))
	if err != nil {
		return err
	}
	file, err := paper.List(paper.Points(points, r.Language))
	if err != nil {
		return err
	}
	return sendPDF(r, "listing.points_file", file)
}
