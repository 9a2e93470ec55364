package jury

import (
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const calibrationPage web.Page[calibrationData] = "jury/calibration"

type calibrationData struct{ *store.Calibration }

// Shown writes a value as the page's language does; empty: there is none.
func (calibrationData) Shown(lang locale.Language, value *judging.Decimal) string {
	if value == nil {
		return ""
	}
	return locale.Decimal(lang, value.String())
}

// calibration shows what each juror gave a training candidate.
func (d door) calibration(r *web.Request) error {
	found, err := d.store.Calibration(r.Context(), r.Actor, r.Var("round"), r.Var("training"))
	if err != nil {
		return err
	}
	return calibrationPage.Show(r, calibrationData{found})
}
