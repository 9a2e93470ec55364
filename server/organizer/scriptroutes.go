package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// scriptRoutes are what the host and the press get to read.
func (d door) scriptRoutes() []web.Route {
	const office = judging.OpenOffice
	const round = "/organizer/rounds/{round}"
	return []web.Route{
		{Name: "organizer.script", Path: round + "/script", Act: office, Get: d.script, Post: d.issueScript},
		{Name: "organizer.script_words", Path: round + "/script/words", Act: office, Get: d.scriptWords, Post: d.saveScriptWords},
		{Name: "organizer.script_pdf", Path: round + "/script/{script}/pdf", Act: office, Get: d.scriptPDF},
		{Name: "organizer.script_odt", Path: round + "/script/{script}/odt", Act: office, Get: d.scriptODT},
		{Name: "organizer.press", Path: round + "/press-release", Act: office, Get: d.pressRelease},
		{Name: "organizer.press_odt", Path: round + "/press-release/odt", Act: office, Get: d.pressODT},
		{Name: "organizer.press_text", Path: round + "/press-release/text", Act: office, Get: d.pressText},
	}
}
