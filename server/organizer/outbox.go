package organizer

import (
	"blazon/fault"
	"blazon/server/web"
)

func notYetThere(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }

func (d door) outbox(r *web.Request) error              { return notYetThere(r) }
func (d door) outboxSend(r *web.Request) error          { return notYetThere(r) }
func (d door) sendOutbox(r *web.Request) error          { return notYetThere(r) }
func (d door) message(r *web.Request) error             { return notYetThere(r) }
func (d door) saveMessage(r *web.Request) error         { return notYetThere(r) }
func (d door) sendMessage(r *web.Request) error         { return notYetThere(r) }
func (d door) discardMessage(r *web.Request) error      { return notYetThere(r) }
func (d door) bounce(r *web.Request) error              { return notYetThere(r) }
func (d door) endBounce(r *web.Request) error           { return notYetThere(r) }
func (d door) messageTemplates(r *web.Request) error    { return notYetThere(r) }
func (d door) saveMessageSettings(r *web.Request) error { return notYetThere(r) }
func (d door) messageTemplate(r *web.Request) error     { return notYetThere(r) }
func (d door) saveMessageTemplate(r *web.Request) error { return notYetThere(r) }
func (d door) requests(r *web.Request) error            { return notYetThere(r) }
func (d door) request(r *web.Request) error             { return notYetThere(r) }
func (d door) decideRequest(r *web.Request) error       { return notYetThere(r) }
