package paper

import (
	"fmt"
	"sync"

	"blazon/document"
	"blazon/store"
)

// mostPictures is how many bytes of pictures are kept ready for paper.
const mostPictures = 48 << 20

// pictures are those that were made ready, by their hashes: to read one takes longer than to print a certificate.
var pictures = struct {
	sync.Mutex
	ready map[string]*document.Picture
	bytes int
}{ready: map[string]*document.Picture{}}

// picture gives a picture ready for paper.
func picture(hash string, read func(hash string) ([]byte, error)) (*document.Picture, error) {
	pictures.Lock()
	defer pictures.Unlock()
	if ready := pictures.ready[hash]; ready != nil {
		return ready, nil
	}
	content, err := read(hash)
	if err != nil {
		return nil, err
	}
	ready, err := document.NewPicture(content)
	if err != nil {
		return nil, fmt.Errorf("picture %s: %w", hash, err)
	}
	if pictures.bytes += ready.Size(); pictures.bytes > mostPictures {
		clear(pictures.ready)
		pictures.bytes = ready.Size()
	}
	pictures.ready[hash] = ready
	return ready, nil
}

// look reads what a certificate is printed by; nil: the program's own design.
func look(c *store.Certificate) (*document.Look, error) {
	switch {
	case !c.Designed():
		return nil, nil
	case c.Look == nil || c.Look.Design == "":
		return nil, fmt.Errorf("certificate %s: nobody has read its design %s", c.UID, c.DesignVersion)
	}
	design, err := document.ReadDesign([]byte(c.Look.Design))
	if err != nil {
		return nil, fmt.Errorf("design %s: %w", c.DesignVersion, err)
	}
	return Look(design, c.Look)
}

// Look gives a design with the pictures that it shows.
func Look(design *document.Design, l *store.CertificateLook) (*document.Look, error) {
	out := &document.Look{Design: design, Pictures: map[string]*document.Picture{}}
	for _, hash := range design.Pictures() {
		ready, err := picture(hash, l.Picture)
		if err != nil {
			return nil, err
		}
		out.Pictures[hash] = ready
	}
	for source, hashes := range l.Logos {
		for _, hash := range hashes {
			ready, err := picture(hash, l.Picture)
			if err != nil {
				return nil, err
			}
			switch source {
			case "competition":
				out.Competition = ready
			case "chapter":
				out.Chapter = ready
			case "entrants":
				out.Entrants = append(out.Entrants, ready)
			case "partners":
				out.Partners = append(out.Partners, ready)
			}
		}
	}
	return out, nil
}

// OccasionOf is what the store knows of a round's documents, as the paper wants it.
func OccasionOf(o store.Occasion) document.Occasion { return occasion(o) }
