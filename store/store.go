package store

import "time"

// Digest recognises a message by its content.
type Digest [16]byte

// Person is what is registered of somebody.
type Person struct {
	FirstName, LastName, Email, Title, Institution string
}

// Evidence says where a value stood in a message.
type Evidence struct {
	Text       string
	Line       int
	Source     string
	Confidence float64
}

// Status of a registration.
type Status string

const (
	Registered Status = "registered"
	Incomplete Status = "incomplete"
	Waiting    Status = "waiting"
	Withdrawn  Status = "withdrawn"
)

// Registration is one person's; it belongs to the address in From: plus the person's name.
type Registration struct {
	ID            string // random, 16 letters and digits
	Status        Status
	From          string // address in From:, folded
	Person        Person
	Missing       []string // required fields not yet told
	Language      string
	RegisteredAt  time.Time // first registered; zero while incomplete
	CreatedAt     time.Time
	UpdatedAt     time.Time
	Revision      int
	AgendaVersion string    // of the last agenda queued
	AgendaAt      time.Time // when it was queued
	Undelivered   string    // why mail to the person came back; "" where none did
	Note          string
	Stopped       bool      // From takes no mail: none is owed until an organiser sends one, or a message comes from there
	WaitingSince  time.Time // waiting for a place: when the message was first seen; zero while waiting for the organiser's approval
	Attendance    string    // the last answer from a calendar: "accepted", "declined", "tentative"; "" where none came
	MergedInto    string    // the id of the registration of the same person that an organiser merged this one into; "" mostly
	Merged        []string  // ids of those that were merged into this one
	// Settled is the place (Tx.LastMessage) up to which no message of this registration waits for anything of its own: none keeps a text
	// but those under review, none waits for approval. 0: nobody has looked.
	Settled uint64
}

// Change is one line of a registration's history.
type Change struct {
	At       time.Time
	Who      string // "message" or the system user of the organiser
	Why      string
	Digest   Digest // the message; zero where none
	Revision int
	Was      Registration // before the change; zero for the first
}

// Message is what is kept of one mail.
type Message struct {
	Digest       Digest
	Mailbox      string
	UIDValidity  uint32
	UID          uint32
	MessageID    string
	From         string
	FromName     string
	Subject      string // only while under review
	Date         time.Time
	SeenAt       time.Time
	Decision     string
	Reason       string
	Why          string
	Lang         string
	Fields       Person
	Phrase       *Evidence
	Evidence     map[string]Evidence
	Registration string
	Reply        uint64 // id of the reply it brought; 0 for none
	Text         string // own text, 64 KiB at most, while incomplete or under review
	Open         bool   // a person must look at it
	Resolved     string // what the organiser decided: "accepted", "ignored"; who and when follow
	ResolvedBy   string
	ResolvedAt   time.Time
	People       []Person // of a delegation, as far as they were read; only while under review
}

// ReplyState is where a reply stands.
type ReplyState string

const (
	Pending ReplyState = "pending" // to be sent when due
	Sending ReplyState = "sending" // claimed; after a crash: in doubt
	Sent    ReplyState = "sent"
	Refused ReplyState = "refused" // for good
	Held    ReplyState = "held"    // waits for the organiser
	Dropped ReplyState = "dropped" // the organiser decided that it is never sent
)

// Reply is one mail of ours, committed before it is ever sent.
type Reply struct {
	ID            uint64
	Kind          string // "agenda", "correction", "question", "withdrawn"
	State         ReplyState
	Registration  string
	Digest        Digest // of the message answered; zero where an organiser asked for it
	To, ToName    string
	Lang          string
	Person        Person
	Missing       []string
	AgendaVersion string
	MessageID     string // fixed for ever, with angle brackets
	InReplyTo     string
	References    []string
	Subject       string // of the message answered
	Repeat        bool   // the writer has had mail of ours before: first-time writers go first
	ByHand        bool   // sent by an organiser: outside the limit per address
	CreatedAt     time.Time
	Due           time.Time
	Attempts      int
	Doubts        int
	LastError     string
	LastCode      int
	SentAt        time.Time
	Bounces       int          // how often it came back after it was sent
	Occasion      string       // what an organiser's mailing or a promotion sends it for, at most once to a registration: "agenda 1f6c…", "reminder eve"
	Since         string       // with a new agenda: the version that the person had before; "" for none
	Bulk          bool         // part of a mailing: behind all answers, and never the last fifth of the limits
	Copy          bool         // when it is sent, the mark Copy is queued for it
	Changes       []Correction // what the message changed in the registration
	Again         bool         // not stored: told to Owe, what is already sent, refused or dropped is owed once more
}

// Correction is one value of a registration that was changed; Old is "" where nothing was known before.
type Correction struct{ Field, Old, New string }

// Cursor of one mailbox.
type Cursor struct{ UIDValidity, UID uint32 }

// Mark is what is still to be set on a message in the mailbox.
type Mark struct {
	ID          uint64 // given by QueueMark; Marked knows a mark by it
	Digest      Digest
	Mailbox     string
	UIDValidity uint32
	UID         uint32
	Answered    bool   // \Answered
	Review      bool   // $TakePartReview instead of $TakePart
	Ours        bool   // $TakePart
	Move        bool   // to the folder for what is done
	Copy        uint64 // the reply of which a copy is to be filed among what was sent; then there is no message
}

// Settlement is the outcome of one claimed reply.
type Settlement struct {
	ID     uint64
	State  ReplyState // Sent, Refused, Held; Pending = again at Due; Sending is not allowed
	Due    time.Time
	Doubt  bool // the server's answer was lost
	Error  string
	Code   int
	Stop   bool // with Refused: the address takes no mail at all
	Refund bool // nothing was handed to the server: it does not count against the limits
	Tried  bool // with Refund: it counts as an attempt all the same, because this mail itself was turned away
}

// Limits are kept by Exchange.
type Limits struct {
	PerHour, PerDay int // all mails
	PerAddress      int // to one address in 24 h, mails by hand apart
}

// Pace says why a claim brought fewer replies than wanted.
type Pace struct {
	Next    time.Time // when the next reply may be claimed; zero: nothing is queued
	Limited string    // "per_hour" or "per_day" while that limit holds; else ""
	Queued  int       // replies pending, due or not
}
