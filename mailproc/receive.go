package mailproc

import (
	"context"
	"crypto/sha256"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
)

// reader is what inbox reads into.
type reader struct {
	p *Processor
	// exact holds the mailboxes that are being read from their start instant on: there, what is older is left alone to
	// the second. Elsewhere a message is new because its UID is.
	exact map[string]bool
}

// Cursor gives how far a mailbox was read.
func (r *reader) Cursor(mailbox string) (c inbox.Cursor, err error) {
	err = r.p.store.Look(func(tx *store.Tx) error {
		stored, err := tx.Cursor(mailbox)
		c = inbox.Cursor(stored)
		return err
	})
	return c, err
}

// earliest is before any instant at which this program can run: a clock that shows less has not been set yet.
var earliest = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// Start gives the instant from which a mailbox is read, and stores it at the first time: all later scans begin there.
func (r *reader) Start(mailbox string) (s inbox.Start, err error) {
	err = r.p.store.Change(func(tx *store.Tx) error {
		at, known, err := tx.StartedAt(mailbox)
		if err != nil || known {
			s = inbox.Start{Since: at}
			return err
		}
		c := r.p.config
		switch {
		case c.Start.All:
		case c.Start.isNow():
			s = inbox.Start{Now: true, Since: c.Now()}
			if s.Since.Before(earliest) {
				return fmt.Errorf("begin to read %s: the clock of this machine shows %s; set it right first, since mail is read from now on",
					mailbox, s.Since.Format(time.DateTime))
			}
		default:
			s = inbox.Start{Since: c.Start.Since}
		}
		return tx.SetStartedAt(mailbox, s.Since)
	})
	if err == nil && !s.Now {
		r.scan(mailbox)
	}
	return s, err
}

func (r *reader) scan(mailbox string) {
	if r.exact == nil {
		r.exact = map[string]bool{}
	}
	r.exact[mailbox] = true
}

// Batch reads and decides a batch. What it returns stores it: all in one transaction, the cursor included, or nothing.
func (r *reader) Batch(_ context.Context, b inbox.Batch) (keep func() error) {
	if b.Renumber {
		r.scan(b.Mailbox)
	}
	exact := r.exact[b.Mailbox]
	items := r.p.readAll(b.Messages)
	return func() error { return r.p.keep(&b, items, exact) }
}

func (p *Processor) keep(b *inbox.Batch, items []*item, exact bool) error {
	if err := p.step(BeforeRecord); err != nil {
		return err
	}
	var rec *recorder
	err := p.store.Change(func(tx *store.Tx) (err error) {
		if rec, err = p.newRecorder(tx, b, exact); err != nil {
			return err
		}
		for _, it := range items {
			if err := rec.take(it); err != nil {
				return fmt.Errorf("record message %d of %s: %w", it.UID, b.Mailbox, err)
			}
		}
		return tx.SetCursor(b.Mailbox, store.Cursor(b.Cursor))
	})
	if err != nil {
		return err
	}
	if err := p.step(AfterRecord); err != nil {
		return err
	}
	rec.report()
	return nil
}

// item is one message on its way into the store.
type item struct {
	*inbox.Message
	read    *message.Message // nil where it could not be fetched
	decided *registration.Decision
}

// readAll reads and decides messages side by side: that is nearly all of the work that a message makes. They are decided
// as if they answered none of our mails; the few that do are decided again within the transaction, which alone knows what
// they answer to.
//
// One processor is left to the connections: goroutines that wait for the network come late (by up to 10 ms a step, measured)
// while every processor has work that does not wait, and answering stood nearly still until all was read.
func (p *Processor) readAll(messages []inbox.Message) []*item {
	items := make([]*item, len(messages))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(deciders(), len(messages)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(messages); i = int(next.Add(1)) - 1 {
				items[i] = p.readOne(&messages[i])
			}
		})
	}
	wg.Wait()
	return items
}

// deciders is how many messages are decided side by side.
func deciders() int { return max(1, runtime.GOMAXPROCS(0)-1) }

func (p *Processor) readOne(m *inbox.Message) *item {
	it := &item{Message: m}
	if m.Raw == nil {
		return it
	}
	it.read = read(m.Raw, p.config.Ours)
	m.Raw = nil // not needed again, and most of a batch's memory
	d := decide(it.read, nil, p.config.Rules)
	it.decided = &d
	return it
}

// Explain tells what would be decided about a message outside of any thread, and what it was decided from. It keeps and
// sends nothing, and never fails.
func Explain(raw []byte, ours *message.Ours, rules *registration.Rules) (*message.Message, registration.Decision) {
	m := read(raw, ours)
	return m, decide(m, nil, rules)
}

// read is message.Read behind a fence: should it ever panic, this one message is quarantined and the mailbox goes on.
func read(raw []byte, ours *message.Ours) (m *message.Message) {
	defer func() {
		if v := recover(); v != nil {
			sum := sha256.Sum256(raw)
			m = &message.Message{Size: len(raw), Trouble: []message.Trouble{{Code: "panic", Detail: fmt.Sprint(v)}}}
			copy(m.Digest[:], sum[:])
		}
	}()
	return message.Read(raw, ours)
}

// decide is registration.Decide behind the same fence.
func decide(m *message.Message, t *registration.Thread, rules *registration.Rules) (d registration.Decision) {
	defer func() {
		if v := recover(); v != nil {
			d = panicked(v)
		}
	}()
	for _, t := range m.Trouble {
		if t.Code == "panic" {
			return panicked(t.Detail)
		}
	}
	return registration.Decide(m, t, rules)
}

// trusts is Config.SenderCheck behind the same fence.
func (p *Processor) trusts(m *message.Message) (trusted bool, why string) {
	defer func() {
		if v := recover(); v != nil {
			trusted, why = false, panicked(v).Why
		}
	}()
	return p.config.SenderCheck(m)
}

func panicked(v any) registration.Decision {
	return registration.Decision{Kind: registration.Review, Reason: "panic",
		Why: "takepart could not read this message, which is a fault of takepart: " + clip(fmt.Sprint(v), 200)}
}

// clip cuts s to n characters.
func clip(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// olderThan tells whether a message came before the start instant. Only the topmost Received field proves it; the Date is
// the sender's own. Where UIDs tell what is new (exact is false), clocks that differ a little must not cost a
// registration: only what is clearly old, a message that somebody moved into the mailbox, is left alone.
func olderThan(start time.Time, m *message.Message, exact bool) bool {
	if start.IsZero() || m.Received.IsZero() {
		return false
	}
	if !exact {
		start = start.Add(-24 * time.Hour)
	}
	return m.Received.Before(start)
}
