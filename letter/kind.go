// Package letter says which letters there are, what may stand in them, and how they are put together out of a template.
package letter

import (
	"slices"

	"blazon/judging"
	"blazon/locale"
)

// Kind is what a letter is about.
type Kind string

// The kinds of letters.
const (
	Receipt          Kind = "receipt"           // an entry was submitted
	Returned         Kind = "returned"          // it is to be completed
	Admitted         Kind = "admitted"          // it competes
	Rejected         Kind = "rejected"          // it does not
	Prolonged        Kind = "prolonged"         // a deadline was moved
	JudgingProlonged Kind = "judging_prolonged" // the deadline of the judging was
	DraftReminder    Kind = "draft_reminder"    // an entry is not submitted yet
	SheetReminder    Kind = "sheet_reminder"    // a juror has not submitted all sheets yet

	ObjectionReceived Kind = "objection_received" // an entrant objects to a result
	ObjectionUpheld   Kind = "objection_upheld"
	ObjectionRejected Kind = "objection_rejected"

	ResultPublished Kind = "result_published" // the result of an entrant's contest is public
	LaureateResult  Kind = "laureate_result"  // and the entrant got something in it

	LateReminder Kind = "late_reminder" // the jury waits for a juror's sheets

	JurorInvitation          Kind = "juror_invitation"
	OrganizerInvitation      Kind = "organizer_invitation"
	RepresentativeInvitation Kind = "representative_invitation"

	AddressCheck     Kind = "address_check"     // somebody asks to act for a body: is the address his?
	RequestReceived  Kind = "request_received"  // the organizer has the request
	RequestConfirmed Kind = "request_confirmed" // he may act for the body
	RequestRefused   Kind = "request_refused"

	FirstPassword   Kind = "first_password" // somebody was invited, and has not chosen a password yet
	PasswordReset   Kind = "password_reset"
	PasswordChanged Kind = "password_changed"
	FactorEnded     Kind = "factor_ended" // the second factor of an account was switched off, or removed by an administrator
)

// leaving is when a letter leaves.
type leaving int

const (
	whenSent leaving = iota // by an organizer's word, always
	asSet                   // by itself, unless the edition says otherwise
	atOnce                  // by itself, always
)

type properties struct {
	kind      Kind
	leaves    leaving
	ofEdition bool    // an edition may have words of its own for it
	fields    []Field // that may stand in it
	required  []Field // that must
}

var ofEntry = []Field{Recipient, Body, Entry, Competition, Edition, Year, Category, Round}

// kinds are all kinds in the order in which people meet them.
var kinds = []properties{
	{Receipt, asSet, true, with(ofEntry, Time, Deadline, Link), nil},
	{Returned, whenSent, true, with(ofEntry, Reason, Deadline, Link), []Field{Reason, Deadline, Link}},
	{Admitted, whenSent, true, with(ofEntry, Link), nil},
	{Rejected, whenSent, true, with(ofEntry, Reason, Link), []Field{Reason}},
	{Prolonged, whenSent, true, with(ofEntry, Reason, Deadline, Link), []Field{Deadline}},
	{JudgingProlonged, whenSent, true, []Field{Recipient, Competition, Edition, Year, Round, Reason, Deadline, Link}, []Field{Deadline}},
	{DraftReminder, asSet, true, with(ofEntry, Deadline, Link), []Field{Deadline}},
	{SheetReminder, asSet, true, []Field{Recipient, Competition, Edition, Year, Round, Deadline, Link}, []Field{Deadline}},
	{ObjectionReceived, asSet, true, with(ofEntry, Time, Link), nil},
	{ObjectionUpheld, whenSent, true, with(ofEntry, Reason, Link), []Field{Reason}},
	{ObjectionRejected, whenSent, true, with(ofEntry, Reason, Link), []Field{Reason}},
	{ResultPublished, asSet, true, with(ofEntry, Link), nil},
	{LaureateResult, asSet, true, with(ofEntry, Award, Link), []Field{Award}},
	{LateReminder, asSet, true, []Field{Recipient, Competition, Edition, Year, Round, Reason, Deadline, Link}, []Field{Reason, Link}},
	{JurorInvitation, asSet, true, []Field{Recipient, Role, Competition, Edition, Year, Round, Instruction, Link}, []Field{Instruction, Link}},
	{OrganizerInvitation, atOnce, false, []Field{Recipient, Role, Competition, Chapter, Instruction, Link}, []Field{Instruction, Link}},
	{RepresentativeInvitation, atOnce, false, []Field{Recipient, Body, Instruction, Link}, []Field{Instruction, Link}},
	{AddressCheck, atOnce, false, []Field{Body, Link}, []Field{Body, Link}},
	{RequestReceived, atOnce, false, []Field{Recipient, Body}, []Field{Body}},
	{RequestConfirmed, atOnce, false, []Field{Recipient, Body, Instruction, Link}, []Field{Body, Instruction, Link}},
	{RequestRefused, atOnce, false, []Field{Recipient, Body, Reason}, []Field{Body, Reason}},
	{FirstPassword, atOnce, false, []Field{Recipient, Instruction, Link}, []Field{Instruction, Link}},
	{PasswordReset, atOnce, false, []Field{Recipient, Link}, []Field{Link}},
	{PasswordChanged, atOnce, false, []Field{Recipient, Time, Link}, []Field{Time, Link}},
	{FactorEnded, atOnce, false, []Field{Recipient, Time, Reason, Link}, []Field{Time, Reason, Link}},
}

func with(some []Field, more ...Field) []Field { return append(slices.Clone(some), more...) }

// Kinds lists all kinds, or those that an edition may have words of its own for.
func Kinds(ofEdition bool) (list []Kind) {
	for _, p := range kinds {
		if p.ofEdition || !ofEdition {
			list = append(list, p.kind)
		}
	}
	return list
}

// properties of a kind that nobody knows let nothing be written.
func (k Kind) properties() properties {
	for _, p := range kinds {
		if p.kind == k {
			return p
		}
	}
	return properties{}
}

// Known tells whether there are such letters.
func (k Kind) Known() bool { return k.properties().kind == k && k != "" }

// Waits tells whether such a letter always waits for an organizer's word: it says what was decided.
func (k Kind) Waits() bool { return k.properties().leaves == whenSent }

// Settable tells whether an edition says if such letters leave by themselves; where it says nothing, they do.
func (k Kind) Settable() bool { return k.properties().leaves == asSet }

// OfEdition tells whether an edition may have words of its own for it.
func (k Kind) OfEdition() bool { return k.properties().ofEdition }

// Fields lists what may stand in such a letter.
func (k Kind) Fields() []Field { return k.properties().fields }

// Required lists what must stand in such a letter.
func (k Kind) Required() []Field { return k.properties().required }

// Invites tells whether the letter's link may open an account: it leads whoever has no password to choosing one.
func (k Kind) Invites() bool { return slices.Contains(k.Fields(), Instruction) }

// RoleIn names what somebody is invited to be.
func RoleIn(lang locale.Language, role judging.Role) string {
	return locale.T(lang, "message.role_"+string(role))
}
