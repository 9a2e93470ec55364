package organizer

import (
	"slices"
	"strconv"
	"time"

	"blazon/letter"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const (
	outboxPage     web.Page[outboxData]     = "organizer/outbox"
	outboxSendPage web.Page[outboxSendData] = "organizer/outbox-send"
)

type outboxData struct {
	*store.Outbox
	List    *web.List
	Mails   bool // letters are sent
	MaySite bool // may say how the letters of the whole site are worded

	SendAddress string // of the page that lets what is listed leave
}

// Color tells a letter's state apart, beside its words.
func (outboxData) Color(state store.MessageState) string { return stateColor(state) }

func stateColor(state store.MessageState) string {
	switch state {
	case store.MessageSent:
		return "success"
	case store.MessageFailed, store.MessageBounced:
		return "danger"
	case store.MessageDraft:
		return "warning"
	}
	return "neutral"
}

// outbox lists letters: what waits, and what became of the others.
func (d door) outbox(r *web.Request) error {
	list := r.List([]string{"time", "recipient", "kind", "state"})
	list.Hint = r.T("message.search_hint")
	list.Filter(r, "state", r.T("message.state"), stateOptions(r)...)
	list.Filter(r, "kind", r.T("message.kind"), kindOptions(r, letter.Kinds(false))...)
	list.Filter(r, "round", r.T("message.round"))
	list.Filter(r, "edition", r.T("message.edition"))
	outbox, err := d.store.Outbox(r.Context(), r.Actor, store.Listing(list.Asked))
	if err != nil {
		return err
	}
	list.Found = web.Found(outbox.Found)
	if list.IsFile() {
		return list.Send(r, outboxFile(r, outbox))
	}
	list.Offer("edition", placeOptions(r, outbox.Editions))
	list.Offer("round", placeOptions(r, outbox.Rounds))
	return outboxPage.Show(r, outboxData{Outbox: outbox, List: list, Mails: d.store.Mails(), MaySite: r.Actor.Administrator,
		SendAddress: r.Address("organizer.outbox_send", selected(list.Asked.Filters["edition"], list.Asked.Filters["round"])...)})
}

func stateOptions(r *web.Request) (options []web.Option) {
	for _, state := range store.MessageStates() {
		options = append(options, web.Option{Value: string(state), Label: r.T("message.state_" + string(state))})
	}
	return options
}

func kindOptions(r *web.Request, kinds []letter.Kind) (options []web.Option) {
	for _, kind := range kinds {
		options = append(options, web.Option{Value: string(kind), Label: r.T("message.kind_" + string(kind))})
	}
	return options
}

func placeOptions(r *web.Request, places []store.OutboxPlace) (options []web.Option) {
	for _, p := range places {
		options = append(options, web.Option{Value: p.UID, Label: placeName(r.Language, p)})
	}
	return options
}

func placeName(lang locale.Language, p store.OutboxPlace) string {
	name := p.Competition.In(lang) + " " + strconv.Itoa(p.Year)
	if !p.Round.Empty() {
		name += ", " + p.Round.In(lang)
	}
	return name
}

type outboxSendData struct {
	Counts  []store.DraftCount
	Chosen  []letter.Kind
	Edition string // uid; empty: all
	Round   string // uid; empty: all
	Place   string // as it is written; empty: everything
	Until   string // when it was counted
	Mails   bool
	Errors  web.Errors
}

// Has tells whether the kind is chosen.
func (d outboxSendData) Has(kind letter.Kind) bool { return slices.Contains(d.Chosen, kind) }

// Away tells how many letters have to wait.
func (d outboxSendData) Away() (n int) {
	for _, c := range d.Counts {
		n += c.Away
	}
	return n
}

// Some tells whether any letter can leave.
func (d outboxSendData) Some() bool {
	return slices.ContainsFunc(d.Counts, func(c store.DraftCount) bool { return c.Letters > 0 })
}

type outboxSendForm struct {
	Kinds   []letter.Kind `form:"kinds"`
	Edition string        `form:"edition"`
	Round   string        `form:"round"`
	Until   string        `form:"until"`
}

// momentForm is how exactly the moment of counting is kept in the form.
const momentForm = "2006-01-02T15:04:05.000000Z07:00"

func (d door) outboxSendData(r *web.Request, edition, round string) (outboxSendData, error) {
	data := outboxSendData{Edition: edition, Round: round, Mails: d.store.Mails()}
	counts, until, err := d.store.Drafts(r.Context(), r.Actor, store.OutboxSelection{Edition: edition, Round: round})
	if err != nil {
		return data, err
	}
	data.Counts, data.Until = counts, until.UTC().Format(momentForm)
	outbox, err := d.store.Outbox(r.Context(), r.Actor, store.Listing{Page: 1})
	if err != nil {
		return data, err
	}
	for _, p := range append(outbox.Editions, outbox.Rounds...) {
		if p.UID == round || round == "" && p.UID == edition {
			data.Place = placeName(r.Language, p)
		}
	}
	return data, nil
}

// outboxSend counts what would leave.
func (d door) outboxSend(r *web.Request) error {
	data, err := d.outboxSendData(r, r.Query("edition"), r.Query("round"))
	if err != nil {
		return err
	}
	return outboxSendPage.Show(r, data)
}

// sendOutbox lets leave what was counted, and nothing that came later.
func (d door) sendOutbox(r *web.Request) error {
	var form outboxSendForm
	err := r.Decode(&form)
	n := 0
	if err == nil {
		until, bad := time.Parse(momentForm, form.Until)
		if bad != nil {
			form.Kinds = nil // nothing was counted
		}
		n, err = d.store.SendMessages(r.Context(), r.Actor, store.OutboxSelection{Edition: form.Edition, Round: form.Round, Kinds: form.Kinds, Until: until})
	}
	if err != nil {
		data, e := d.outboxSendData(r, form.Edition, form.Round)
		if e != nil {
			return e
		}
		data.Chosen, data.Errors = form.Kinds, web.ErrorsOf(err)
		return outboxSendPage.Again(r, err, data)
	}
	r.Notice("message.sending", "Count", n)
	return r.RedirectTo(r.Address("organizer.outbox", selected(form.Edition, form.Round)...))
}

// selected are the parts of the outbox's address that pick an edition or a round.
func selected(edition, round string) (pairs []any) {
	if edition != "" {
		pairs = append(pairs, "edition", edition)
	}
	if round != "" {
		pairs = append(pairs, "round", round)
	}
	return pairs
}
