package inbox

import (
	"context"
	"crypto/tls"
	"log/slog"
	"time"
)

// Cursor is how far a mailbox has been read: all messages with a UID up to UID are done. Zero: never read.
type Cursor struct{ UIDValidity, UID uint32 }

// Security says how the connection is protected.
type Security string

const (
	Implicit Security = "implicit" // TLS from the first byte
	StartTLS Security = "starttls"
	Plain    Security = "none"
)

// Config of one account.
type Config struct {
	Host      string
	Port      int
	Security  Security
	TLS       *tls.Config // nil: the system's roots, TLS 1.2 or newer, ServerName Host
	Username  string
	Password  string
	Mailboxes []string      // read in this order
	Poll      time.Duration // between unconditional looks; also where IDLE is offered
	MoveTo    string        // "" = messages stay where they are
	Sent      string        // File puts copies there
	Log       *slog.Logger
	// Complete says of the first bytes of a message of size bytes whether they suffice; where not, up to Max bytes are fetched.
	Complete func(prefix []byte, size int64) bool
	First    int // bytes fetched at first: 65536
	Max      int // bytes fetched at most: 2 MiB
	// Timeout bounds every single command (default 60 s); tests shorten it.
	Timeout time.Duration
	Backoff Backoff
	// InsecurePlaintext allows Plain to hosts other than this one: user name, password and mail are then readable on the way.
	InsecurePlaintext bool
}

// Backoff holds the waits between connections that failed; they grow by two, with up to half of jitter.
type Backoff struct {
	First time.Duration // 500 ms
	Cap   time.Duration // 5 min
	Login time.Duration // at least, after a refused login: 1 min (accounts are locked for less)
}

// Start says what is taken in where a mailbox has never been read, or where its UIDVALIDITY changed.
type Start struct {
	Now   bool      // nothing that is already there (only where never read)
	Since time.Time // messages since this instant (SEARCH SINCE its day, less one for time zones); zero: all
}

// Message is one fetched message.
type Message struct {
	UID  uint32
	Size int64  // RFC822.SIZE as the server says
	Raw  []byte // its first bytes (all of them where they fit)
	// Trouble says why the message could not be fetched ("vanished", "refused: …"); Raw is nil then.
	Trouble string
	// Proved is set where Prove asks, and the message carries every flag that it names.
	Proved bool
}

// Batch is what one look at a mailbox brought: messages in the order of their UIDs, and the cursor that stands for them.
type Batch struct {
	Mailbox  string
	Cursor   Cursor // to be stored together with what becomes of Messages
	Renumber bool   // UIDVALIDITY changed: messages known by their digest come again under new UIDs
	Messages []Message
}

// Reader is told what was read. Its methods are called from one goroutine at a time; what Batch returns runs beside them.
type Reader interface {
	// Cursor gives the stored cursor of a mailbox; the zero Cursor where it was never read.
	Cursor(mailbox string) (Cursor, error)
	// Start says from where to read where the cursor does not.
	Start(mailbox string) (Start, error)
	// Batch reads a batch, and gives what keeps it durably: that is called once the batch before is kept, while the next one is
	// read. An error of it ends Run with that error.
	Batch(ctx context.Context, b Batch) (keep func() error)
}

// Mark is what is to be set on a message in the mailbox, after its outcome is stored. Setting it again does no harm.
type Mark struct {
	Mailbox     string
	UIDValidity uint32
	UID         uint32
	Add, Remove []string // flags: "$TakePart", "$TakePartReview", "\\Answered"
	Move        bool     // to Config.MoveTo
}

// Marked is the fate of a Mark. Done: set, or needless (message gone). Unsupported: the server keeps no such keyword (or cannot move
// safely), so the mark is the store's alone. Else it is to be tried again.
type Marked struct {
	Done        bool
	Unsupported bool
	Why         string
}

// State is told to Config's owner as it changes, for `status`.
type State struct {
	Connected bool
	Since     time.Time
	Idle      bool   // IDLE in use
	LastError string // in words, with what to do
	Hint      string
	Retry     time.Time // of the next attempt where not connected
	Rounds    uint64    // looks, batches and attempts to connect so far: while Run works, it grows at least once in ten minutes
}
