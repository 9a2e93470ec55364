package public

import (
	"blazon/server/web"
	"blazon/store"
)

const privacyPage web.Page[*store.PrivacyView] = "public/privacy"

// privacy shows what becomes of personal data in an edition.
func (d door) privacy(r *web.Request) error {
	view, err := d.store.PublicPrivacy(r.Context(), r.Var("competition"), r.Var("edition"), r.Language)
	if err != nil {
		return err
	}
	return privacyPage.Show(r, view)
}
