package mailproc

import (
	"time"

	"takepart/store"
)

// EventKind says what happened.
type EventKind string

const (
	Decided EventKind = "decided" // a message was read and its outcome stored
	Seen    EventKind = "seen"    // a message that was known already came again
	Fate    EventKind = "fate"    // an attempt at a reply is over and settled
	Paused  EventKind = "paused"  // all sending waits: server, login, or a limit
	Resumed EventKind = "resumed"
	Marked  EventKind = "marked" // a message was marked in the mailbox
)

// Event is one thing that happened, told after it is durable. It holds personal data: logs must not.
type Event struct {
	At      time.Time
	Kind    EventKind
	Message *store.Message // Decided, Seen
	Reply   *store.Reply   // Decided: the reply that is owed; Fate
	Fate    string         // "sent", "doubt", "refused", "retry", "held"
	Code    int
	Why     string
	Hint    string
	Until   time.Time // Paused
	Marks   int       // Marked: how many
}

func (p *Processor) tell(e Event) {
	if p.config.Trace == nil {
		return
	}
	if e.At.IsZero() {
		e.At = p.config.Now()
	}
	p.config.Trace(e)
}
