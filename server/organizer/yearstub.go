package organizer

import (
	"blazon/fault"
	"blazon/server/web"
)

func (d door) differences(r *web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
