package account

import (
	"blazon/fault"
	"blazon/server/web"
)

func notYetThere(*web.Request) error { return fault.New(fault.NotFound, "fault.not_found") }

func (d door) showForgotten(r *web.Request) error  { return notYetThere(r) }
func (d door) forgotten(r *web.Request) error      { return notYetThere(r) }
func (d door) showReset(r *web.Request) error      { return notYetThere(r) }
func (d door) reset(r *web.Request) error          { return notYetThere(r) }
func (d door) represent(r *web.Request) error      { return notYetThere(r) }
func (d door) showNewRequest(r *web.Request) error { return notYetThere(r) }
func (d door) newRequest(r *web.Request) error     { return notYetThere(r) }
func (d door) showProof(r *web.Request) error      { return notYetThere(r) }
func (d door) prove(r *web.Request) error          { return notYetThere(r) }
func (d door) leave(r *web.Request) error          { return notYetThere(r) }
