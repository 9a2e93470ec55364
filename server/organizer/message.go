package organizer

import (
	"blazon/letter"
	"blazon/locale"
	"blazon/server/link"
	"blazon/server/web"
	"blazon/store"
)

const messagePage web.Page[messageData] = "organizer/message"

type messageData struct {
	*store.MessageView
	Preview letter.Template // as its recipient sees it
	Form    messageForm
	Fields  []letter.Field // that are filled in when it leaves
	Mails   bool           // letters are sent
	Errors  web.Errors
}

type messageForm struct {
	Subject string `form:"subject"`
	Text    string `form:"text"`
}

// Color tells the letter's state apart, beside its words.
func (d messageData) Color() string { return stateColor(d.Message.State) }

// LanguageName is the language's own name.
func (d messageData) LanguageName() string { return d.Message.Language.Name() }

func (d door) messageData(r *web.Request) (messageData, error) {
	view, err := d.store.MessageView(r.Context(), r.Actor, r.Var("message"))
	if err != nil {
		return messageData{}, err
	}
	data := messageData{MessageView: view, Mails: d.store.Mails(), Form: messageForm{view.Message.Subject, view.Message.Text}}
	data.Preview = letter.Template{Subject: view.Message.Subject, Text: view.Letter.Written(link.Of(view.Letter, r.LinkIn), r.Site())}
	for _, f := range view.Message.Kind.Fields() {
		if f == letter.Instruction || f == letter.Link {
			data.Fields = append(data.Fields, f)
		}
	}
	return data, nil
}

func (d door) message(r *web.Request) error {
	data, err := d.messageData(r)
	if err != nil {
		return err
	}
	return messagePage.Show(r, data)
}

// onMessage does something to the letter, and shows it again.
func (d door) onMessage(r *web.Request, notice string, act func(data *messageData) error) error {
	data, err := d.messageData(r)
	if err != nil {
		return err
	}
	if err := act(&data); err != nil {
		data.Errors = web.ErrorsOf(err)
		return messagePage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("organizer.message", "message", r.Var("message"))
}

func (d door) saveMessage(r *web.Request) error {
	return d.onMessage(r, "message.saved", func(data *messageData) error {
		data.Form = messageForm{}
		if err := r.Decode(&data.Form); err != nil {
			return err
		}
		return d.store.SaveMessage(r.Context(), r.Actor, r.Var("message"), letter.Template(data.Form).Lines())
	})
}

func (d door) sendMessage(r *web.Request) error {
	return d.onMessage(r, "message.is_sending", func(*messageData) error {
		return d.store.SendMessage(r.Context(), r.Actor, r.Var("message"))
	})
}

func (d door) discardMessage(r *web.Request) error {
	return d.onMessage(r, "message.discarded", func(*messageData) error {
		return d.store.DiscardMessage(r.Context(), r.Actor, r.Var("message"))
	})
}

func (d door) bounce(r *web.Request) error {
	return d.onMessage(r, "message.bounced", func(*messageData) error {
		var form struct {
			Reason string `form:"reason"`
		}
		if err := r.Decode(&form); err != nil {
			return err
		}
		return d.store.MarkBounce(r.Context(), r.Actor, r.Var("message"), form.Reason)
	})
}

func (d door) endBounce(r *web.Request) error {
	return d.onMessage(r, "message.bounce_ended", func(*messageData) error {
		return d.store.EndBounce(r.Context(), r.Actor, r.Var("message"))
	})
}

// languageOf reads a language out of the address.
func languageOf(r *web.Request) locale.Language { return locale.Language(r.Var("language")) }
