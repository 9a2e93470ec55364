package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// messageRoutes are the pages of letters: what waits, what has left, what they say, and who asks to act for a body.
func (d door) messageRoutes() []web.Route {
	const (
		office   = judging.OpenOffice
		message  = "/organizer/messages/{message}"
		edition  = "/organizer/editions/{edition}/messages"
		site     = "/organizer/site/messages"
		requests = "/organizer/requests"
	)
	return []web.Route{
		{Name: "organizer.outbox", Path: "/organizer/outbox", Act: office, Nav: "message.outbox", Get: d.outbox},
		{Name: "organizer.outbox_send", Path: "/organizer/outbox/send", Act: office, Get: d.outboxSend, Post: d.sendOutbox},
		{Name: "organizer.message", Path: message, Act: office, Get: d.message, Post: d.saveMessage},
		{Name: "organizer.message_send", Path: message + "/send", Act: office, Post: d.sendMessage},
		{Name: "organizer.message_discard", Path: message + "/discard", Act: office, Post: d.discardMessage},
		{Name: "organizer.bounce", Path: message + "/bounce", Act: office, Post: d.bounce},
		{Name: "organizer.bounce_end", Path: message + "/bounce/end", Act: office, Post: d.endBounce},
		{Name: "organizer.message_templates", Path: edition, Act: office, Get: d.messageTemplates, Post: d.saveMessageSettings},
		{Name: "organizer.message_template", Path: edition + "/{kind}/{language}", Act: office, Get: d.messageTemplate, Post: d.saveMessageTemplate},
		{Name: "organizer.site_templates", Path: site, Act: judging.ManageUsers, Get: d.messageTemplates},
		{Name: "organizer.site_template", Path: site + "/{kind}/{language}", Act: judging.ManageUsers, Get: d.messageTemplate, Post: d.saveMessageTemplate},
		{Name: "organizer.requests", Path: requests, Act: judging.ManageBodies, Get: d.requests},
		{Name: "organizer.request", Path: requests + "/{request}", Act: judging.ManageBodies, Get: d.request, Post: d.decideRequest},
	}
}
