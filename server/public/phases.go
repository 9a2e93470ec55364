package public

import (
	"blazon/fault"
	"blazon/server/web"
)

func (d door) phases(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
