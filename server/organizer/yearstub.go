package organizer

import (
	"blazon/fault"
	"blazon/server/web"
)

func absent(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }

func (d door) editionCopy(r *web.Request) error         { return absent(r) }
func (d door) copyEdition(r *web.Request) error         { return absent(r) }
func (d door) differences(r *web.Request) error         { return absent(r) }
func (d door) editionSettings(r *web.Request) error     { return absent(r) }
func (d door) saveEditionSettings(r *web.Request) error { return absent(r) }
func (d door) rules(r *web.Request) error               { return absent(r) }
func (d door) saveRules(r *web.Request) error           { return absent(r) }
func (d door) chapterSetting(r *web.Request) error      { return absent(r) }
func (d door) saveChapterSetting(r *web.Request) error  { return absent(r) }
func (d door) prizes(r *web.Request) error              { return absent(r) }
func (d door) savePrizes(r *web.Request) error          { return absent(r) }
func (d door) contestRules(r *web.Request) error        { return absent(r) }
func (d door) saveContestRules(r *web.Request) error    { return absent(r) }
func (d door) rubric(r *web.Request) error              { return absent(r) }
func (d door) saveRubric(r *web.Request) error          { return absent(r) }
func (d door) copyRubric(r *web.Request) error          { return absent(r) }
