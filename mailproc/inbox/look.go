package inbox

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

// look opens a mailbox and hands over what is new in it.
func (b *Mailbox) look(ctx context.Context, s *session, r Reader, name string) error {
	o, err := s.examine(ctx, name)
	if err != nil {
		if f, ok := asFault(err); ok && !f.Lost {
			return missingMailbox(name, err, s.mailboxes(ctx))
		}
		return err
	}
	return b.take(ctx, s, r, o)
}

// scan is what is to be read of a mailbox.
type scan struct {
	renumber bool
	criteria imap.SearchCriteria
	always   bool   // a batch goes out even if it is empty: its cursor is news
	upTo     uint32 // the cursor when all is read; 0: the last UID that was found
	skip     bool   // nothing is to be searched
}

// take reads what is above the cursor in the mailbox that is open.
func (b *Mailbox) take(ctx context.Context, s *session, r Reader, o opened) error {
	if o.valid == 0 {
		o.valid = 1 // RFC 2060 allowed servers without; their UIDs are taken to last
	}
	cur, err := r.Cursor(o.name)
	if err != nil {
		return &readerFault{err}
	}
	sc, err := b.plan(ctx, s, r, o, cur)
	if err != nil {
		return err
	}
	var uids []imap.UID
	if !sc.skip {
		if uids, err = s.uids(ctx, "search "+o.name, b.conf.Timeout, &sc.criteria); err != nil {
			return err
		}
	}
	if cur.UIDValidity == o.valid {
		// `n:*` names the last message even if its UID is lower (RFC 3501 section 6.4.8).
		uids = slices.DeleteFunc(uids, func(u imap.UID) bool { return uint32(u) <= cur.UID })
	}
	if len(uids) == 0 && !sc.always {
		return nil
	}
	return b.stream(ctx, s, r, o, sc, uids)
}

// plan decides what is searched for: what lies above the cursor, or since the start.
func (b *Mailbox) plan(ctx context.Context, s *session, r Reader, o opened, cur Cursor) (sc scan, err error) {
	if cur.UIDValidity == o.valid {
		sc.skip = o.count == 0 || o.next != 0 && o.next-1 <= cur.UID || cur.UID == math.MaxUint32
		sc.criteria.UID = []imap.UIDSet{{{Start: imap.UID(cur.UID + 1), Stop: 0}}}
		return sc, nil
	}
	start, err := r.Start(o.name)
	if err != nil {
		return sc, &readerFault{err}
	}
	sc.always = true
	sc.renumber = cur != Cursor{}
	if o.next != 0 {
		sc.upTo = o.next - 1
	}
	if start.Now && !sc.renumber {
		sc.skip = true
		if o.next == 0 && o.count > 0 {
			sc.upTo, err = s.lastUID(ctx)
		}
		return sc, err
	}
	if !start.Since.IsZero() {
		// SEARCH SINCE knows days only, and those of the server's zone.
		sc.criteria.Since = start.Since.UTC().AddDate(0, 0, -1)
	}
	sc.skip = o.count == 0
	return sc, nil
}

// lastUID finds the highest UID where the server does not tell UIDNEXT.
func (s *session) lastUID(ctx context.Context) (uint32, error) {
	last, err := s.uids(ctx, "search "+s.open.name, s.conf.Timeout, &imap.SearchCriteria{UID: []imap.UIDSet{{{Start: 0, Stop: 0}}}})
	if err != nil || len(last) == 0 {
		return 0, err
	}
	return uint32(last[len(last)-1]), nil
}

// stream fetches uids chunk by chunk while the Reader reads the chunk before, and keeps the one before that. At most these three are
// in memory.
func (b *Mailbox) stream(ctx context.Context, s *session, r Reader, o opened, sc scan, uids []imap.UID) error {
	out := newHandover(ctx, r)
	err := b.chunks(ctx, s, out, o, sc, uids)
	if kept := out.finish(); kept != nil {
		return &readerFault{kept}
	}
	return err
}

func (b *Mailbox) chunks(ctx context.Context, s *session, out *handover, o opened, sc scan, uids []imap.UID) error {
	g := b.grip(o.name)
	if len(uids) == 0 {
		return out.give(Batch{Mailbox: o.name, Cursor: Cursor{o.valid, sc.upTo}, Renumber: sc.renumber})
	}
	for len(uids) > 0 {
		n := min(len(uids), g.size)
		got, err := s.fetchAll(ctx, g, uids[:n])
		if err != nil {
			return err
		}
		uids = uids[len(got):]
		if err := b.batches(ctx, s, out, o, sc, got, len(uids) == 0); err != nil {
			return err
		}
	}
	return nil
}

// batches hands over what one command brought, in as many batches as its bytes need, each message grown to all its text first.
func (b *Mailbox) batches(ctx context.Context, s *session, out *handover, o opened, sc scan, got []Message, last bool) error {
	first, bytes := 0, 0
	if err := b.prove(ctx, s, got); err != nil {
		return err
	}
	for i := range got {
		if err := s.grow(ctx, &got[i]); err != nil {
			if f, ok := asFault(err); ok {
				f.fetching = true
				b.grip(o.name).failed([]imap.UID{imap.UID(got[i].UID)})
			}
			return err
		}
		bytes += len(got[i].Raw)
		end := i == len(got)-1
		if !end && bytes < batchBytes {
			continue
		}
		c := Cursor{o.valid, got[i].UID}
		if end && last && sc.upTo > c.UID {
			c.UID = sc.upTo
		}
		if err := out.give(Batch{Mailbox: o.name, Cursor: c, Renumber: sc.renumber, Messages: slices.Clone(got[first : i+1])}); err != nil {
			return err
		}
		clear(got[first : i+1]) // so that their bytes go when the Reader has done with them
		b.noteProgress(i + 1 - first)
		first, bytes = i+1, 0
	}
	return nil
}

// arrivals reads the few messages that a server has just announced, without asking for their UIDs first: one round trip less.
func (b *Mailbox) arrivals(ctx context.Context, s *session, r Reader, exists uint32) error {
	o := s.open
	fresh := int64(exists) - int64(o.count)
	s.open.count, o.count, o.next = exists, exists, 0
	cur, err := r.Cursor(o.name)
	if err != nil {
		return &readerFault{err}
	}
	g := b.grip(o.name)
	if cur.UIDValidity != o.valid || fresh < 1 || fresh > burst || g.size < chunk || cur.UID == math.MaxUint32 {
		return b.take(ctx, s, r, o)
	}
	got, cut, err := s.fetch(ctx, imap.UIDSet{{Start: imap.UID(cur.UID + 1), Stop: 0}}, 0, b.conf.First)
	if f, ok := asFault(err); err != nil && (!ok || f.Lost) {
		if ok {
			g.size = max(1, int(fresh)/8)
		}
		return err
	}
	got = slices.DeleteFunc(got, func(m Message) bool { return m.UID <= cur.UID })
	if err != nil || cut != 0 || int64(len(got)) != fresh {
		return b.take(ctx, s, r, o) // one is missing, or more came: by UIDs then
	}
	out := newHandover(ctx, r)
	err = b.batches(ctx, s, out, o, scan{}, got, true)
	if kept := out.finish(); kept != nil {
		return &readerFault{kept}
	}
	return err
}

// handover carries batches to the Reader: one goroutine has them read, one has them kept, each one at a time and in order.
type handover struct {
	batches chan Batch
	read    chan struct{} // closed when no batch is being read, nor will be
	done    chan struct{} // closed when none is being kept, nor will be
	err     error         // of the Reader; valid after done
}

func newHandover(ctx context.Context, r Reader) *handover {
	h := &handover{batches: make(chan Batch), read: make(chan struct{}), done: make(chan struct{})}
	keeps := make(chan func() error)
	go func() {
		defer close(h.read)
		defer close(keeps)
		for b := range h.batches {
			select {
			case keeps <- r.Batch(ctx, b):
			case <-h.done:
				return
			}
		}
	}()
	go func() {
		defer close(h.done)
		for keep := range keeps {
			if h.err = keep(); h.err != nil {
				return
			}
		}
	}()
	return h
}

// give waits until the batch before is read.
func (h *handover) give(b Batch) error {
	select {
	case h.batches <- b:
		return nil
	case <-h.done:
		return h.err
	}
}

// finish waits for the last batch, and returns the Reader's error. After one, a batch may still be being read: the Reader's methods
// must not be called beside it.
func (h *handover) finish() error {
	close(h.batches)
	<-h.done
	<-h.read
	return h.err
}

// mailboxes lists what the account has, for a hint; nil where it cannot be told.
func (s *session) mailboxes(ctx context.Context) (names []string) {
	_ = s.within(ctx, min(s.conf.Timeout, 10*time.Second), "list mailboxes", func() error {
		all, err := s.c.List("", "*", nil).Collect()
		for _, m := range all {
			if !slices.Contains(m.Attrs, imap.MailboxAttrNoSelect) && len(names) < 20 {
				names = append(names, m.Mailbox)
			}
		}
		return err
	})
	return names
}
