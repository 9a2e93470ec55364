package public

import (
	"blazon/fault"
	"blazon/server/web"
)

func (d door) calendar(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }
