package room

import (
	"strconv"

	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/server/web"
	"blazon/store"
)

const (
	newProposalPage web.Page[newProposalData] = "room/proposal_new"
	proposalPage    web.Page[proposalData]    = "room/proposal"
)

// proposalForm is an award as it is drafted, in every language of the site.
type proposalForm struct {
	Act       string            `form:"act"`
	Contest   string            `form:"-"`
	Candidate string            `form:"-"`
	Kind      string            `form:"kind"`
	Name      map[string]string `form:"name"`
	Citation  map[string]string `form:"citation"`
	Revision  string            `form:"revision"`
}

// form is what the store reads.
func (f proposalForm) form() store.ProposalForm {
	revision, _ := strconv.Atoi(f.Revision) // none is that of no wording
	return store.ProposalForm{Contest: f.Contest, Candidate: f.Candidate, Kind: f.Kind, Name: textOf(f.Name), Citation: textOf(f.Citation), Revision: revision}
}

func textOf(typed map[string]string) locale.Text {
	text := locale.Text{}
	for _, lang := range locale.Languages {
		if words := typed[string(lang)]; words != "" {
			text[lang] = words
		}
	}
	return text
}

func typedOf(text locale.Text) map[string]string {
	typed := map[string]string{}
	for lang, words := range text {
		typed[string(lang)] = words
	}
	return typed
}

// wordingField is one language of a draft.
type wordingField struct {
	Language locale.Language
	Required bool
}

// wordingFields are all languages, the edition's first.
func wordingFields(own locale.Language) (fields []wordingField) {
	fields = append(fields, wordingField{own, true})
	for _, lang := range locale.Languages {
		if lang != own {
			fields = append(fields, wordingField{Language: lang})
		}
	}
	return fields
}

// newProposalData is the form of a new award for a candidate.
type newProposalData struct {
	*store.MeetingTally
	Head   *head
	Row    *store.CandidateNumbers
	Form   proposalForm
	Errors web.Errors
}

// Fields are the languages of the draft.
func (d newProposalData) Fields() []wordingField { return wordingFields(d.Edition.Language) }

// Kinds are the kinds of awards.
func (newProposalData) Kinds() []string { return []string{store.AwardDistinction, store.AwardSpecial} }

func (d door) newProposalData(r *web.Request, form proposalForm) (newProposalData, error) {
	tally, err := d.store.MeetingTally(r.Context(), r.Actor, r.Var("meeting"), form.Contest, r.Language)
	if err != nil {
		return newProposalData{}, err
	}
	data := newProposalData{MeetingTally: tally, Head: meetingHead(r, tally.MeetingPlace, r.T("meeting.new_proposal")), Form: form}
	for _, row := range tally.Rows {
		if row.Candidate.UID == form.Candidate && !row.OutOfSight {
			data.Row = row
		}
	}
	if data.Row == nil || !tally.Holds {
		return data, fault.New(fault.NotFound, "fault.not_found")
	}
	return data, nil
}

func (d door) newProposal(r *web.Request) error {
	data, err := d.newProposalData(r, proposalForm{Contest: r.Var("contest"), Candidate: r.Var("candidate"), Kind: store.AwardDistinction})
	if err != nil {
		return err
	}
	return newProposalPage.Show(r, data)
}

func (d door) propose(r *web.Request) error {
	var form proposalForm
	if err := r.Decode(&form); err != nil {
		return err
	}
	form.Contest, form.Candidate = r.Var("contest"), r.Var("candidate")
	proposal, err := d.store.Propose(r.Context(), r.Actor, r.Var("meeting"), form.form())
	if err != nil {
		data, e := d.newProposalData(r, form)
		if e != nil {
			return err
		}
		data.Errors = web.ErrorsOf(err)
		return newProposalPage.Again(r, err, data)
	}
	r.Notice("meeting.proposed")
	return r.Redirect("room.proposal", "proposal", proposal)
}

// proposalData is an award that is being drafted.
type proposalData struct {
	*store.ProposalView
	Head   *head
	Form   proposalForm
	Theirs *store.ProposalVersion // what somebody else has saved meanwhile; nil: nothing
	May    bool                   // the reader may confer it without a vote
	Errors web.Errors
}

// Fields are the languages of the draft.
func (d proposalData) Fields() []wordingField { return wordingFields(d.Edition.Language) }

func (d door) proposalData(r *web.Request) (proposalData, error) {
	view, err := d.store.ProposalView(r.Context(), r.Actor, r.Var("proposal"), r.Language)
	if err != nil {
		return proposalData{}, err
	}
	data := proposalData{ProposalView: view, Head: meetingHead(r, view.MeetingPlace, view.Proposal.Name.In(r.Language))}
	data.Form = proposalForm{Name: typedOf(view.Proposal.Name), Citation: typedOf(view.Proposal.Citation), Revision: strconv.Itoa(view.Proposal.Revision)}
	data.May = judging.May(r.Actor, judging.Decide, view.ContestFacts(&view.Contest)) == nil && !view.Proposal.Conferred()
	return data, nil
}

func (d door) proposal(r *web.Request) error {
	data, err := d.proposalData(r)
	if err != nil {
		return err
	}
	return proposalPage.Show(r, data)
}

// saveProposal saves another wording, confers the award, or gives it up.
func (d door) saveProposal(r *web.Request) error {
	var form proposalForm
	err := r.Decode(&form)
	switch {
	case err != nil:
	case form.Act == "confer":
		err = d.store.ConferProposal(r.Context(), r.Actor, r.Var("proposal"))
	case form.Act == "drop":
		err = d.store.DropProposal(r.Context(), r.Actor, r.Var("proposal"))
	default:
		form.Act = "save"
		err = d.store.SaveProposal(r.Context(), r.Actor, r.Var("proposal"), form.form())
	}
	if err != nil {
		data, e := d.proposalData(r)
		if e != nil {
			return err
		}
		if data.Errors = web.ErrorsOf(err); form.Act == "save" {
			if fault.Is(err, fault.Conflict) {
				data.Theirs, form.Revision = data.Versions[0], data.Form.Revision
			}
			data.Form = form
		}
		return proposalPage.Again(r, err, data)
	}
	r.Notice("meeting.proposal_" + form.Act)
	if form.Act == "save" {
		return r.Redirect("room.proposal", "proposal", r.Var("proposal"))
	}
	view, err := d.store.ProposalView(r.Context(), r.Actor, r.Var("proposal"), r.Language)
	if err != nil {
		return err
	}
	return r.Redirect("room.meeting", "meeting", view.Meeting.UID)
}
