package store

import (
	"time"

	"blazon/letter"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Message is a letter to one recipient, from its draft on. Its text lacks nothing but the link, which is made when it leaves.
type Message struct {
	bun.BaseModel `bun:"table:message"`

	ID           int64 `bun:",pk,autoincrement"`
	UID          string
	Kind         letter.Kind
	Key          string // of the event and the recipient: nobody is told twice
	ChapterID    int64  `bun:",nullzero"` // whose organizers look after it; 0: administrators do
	EditionID    int64  `bun:",nullzero"`
	RoundID      int64  `bun:",nullzero"`
	EntryID      int64  `bun:",nullzero"`
	JurorID      int64  `bun:",nullzero"`
	MembershipID int64  `bun:",nullzero"`
	RequestID    int64  `bun:",nullzero"`
	ContestID    int64  `bun:",nullzero"` // whose result it tells: it never leaves before T0
	UserID       int64  `bun:",nullzero"` // the recipient's account; 0: a letter to an address
	Name         string
	Email        string
	Folded       string // both, for the search
	Language     locale.Language
	Subject      string
	Text         string
	State        MessageState
	Attempts     int    // to hand it over
	Answer       string // of the mail server, to the last of them
	SenderID     int64  `bun:",nullzero"` // who let it leave; 0: it left by itself
	CreatedAt    time.Time
	EditedAt     time.Time `bun:",nullzero"`
	QueuedAt     time.Time `bun:",nullzero"`
	AnsweredAt   time.Time `bun:",nullzero"`
}

// MessageState is how far a letter has come.
type MessageState string

// The states of a letter.
const (
	MessageDraft     MessageState = "draft"     // waits for an organizer
	MessageQueued    MessageState = "queued"    // is on its way to the mail server
	MessageSent      MessageState = "sent"      // the mail server has it
	MessageFailed    MessageState = "failed"    // the mail server did not take it
	MessageBounced   MessageState = "bounced"   // came back
	MessageDiscarded MessageState = "discarded" // is not sent: an organizer said so, or its reason is gone
)

// MessageStates lists the states in the order in which a letter goes through them.
func MessageStates() []MessageState {
	return []MessageState{MessageDraft, MessageQueued, MessageSent, MessageFailed, MessageBounced, MessageDiscarded}
}
