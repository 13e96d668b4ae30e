package inbox

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	// chunk is how many messages one command asks for, at most: some hundreds are as fast as all at once (measured).
	chunk = 128
	// batchBytes is how much of raw bytes one command and one Batch may bring, by one message more at most. A command that
	// would bring more is cut short; the next ones ask for fewer.
	batchBytes = 8 << 20
	// bursts up to this many messages are fetched without a search for their UIDs.
	burst = 32
)

// fetch asks for bytes of messages, from an offset. What the server left out is missing in the result, which is in the order of
// UIDs; what came before a fault is returned with it. Where more came than a batch may hold, cut is the first UID that was left
// for later; else 0.
func (s *session) fetch(ctx context.Context, set imap.UIDSet, from, limit int) (got []Message, cut uint32, err error) {
	section := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Offset: int64(from), Size: int64(limit)}}
	o := &imap.FetchOptions{UID: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{section}}
	bytes := 0
	err = s.do(ctx, "fetch messages from "+s.open.name, func() error {
		cmd := s.c.Fetch(set, o)
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			if bytes >= batchBytes {
				if u := uidOf(m); cut == 0 || u != 0 && u < cut {
					cut = u
				}
				continue
			}
			msg, whole, err := takeMessage(m, limit)
			if err != nil {
				return err
			}
			if whole {
				bytes += len(msg.Raw)
				got = append(got, msg)
			}
		}
		return cmd.Close()
	})
	slices.SortFunc(got, func(a, b Message) int { return cmp.Compare(a.UID, b.UID) })
	if cut != 0 {
		got = slices.DeleteFunc(got, func(m Message) bool { return m.UID > cut })
	}
	return got, cut, err
}

// uidOf reads no further than the UID, which comes first.
func uidOf(m *imapclient.FetchMessageData) uint32 {
	for item := m.Next(); item != nil; item = m.Next() {
		if u, ok := item.(imapclient.FetchItemDataUID); ok {
			return uint32(u.UID)
		}
	}
	return 0
}

// takeMessage reads one FETCH response, up to room bytes of its text. It is whole if there was a text. After an error, which
// means that the connection has ended, neither m nor its command may be touched again: go-imap would read on in this goroutine
// while its own one does.
func takeMessage(m *imapclient.FetchMessageData, room int) (msg Message, whole bool, err error) {
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			msg.UID = uint32(item.UID)
		case imapclient.FetchItemDataRFC822Size:
			msg.Size = item.Size
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			msg.Raw = make([]byte, min(item.Literal.Size(), int64(room)))
			if _, err := io.ReadFull(item.Literal, msg.Raw); err != nil {
				return msg, false, err
			}
			whole = true
		}
	}
	return msg, whole && msg.UID != 0, nil
}

// grow fetches the rest of a message whose first bytes do not hold all its text.
func (s *session) grow(ctx context.Context, m *Message) error {
	c := s.conf
	if len(m.Raw) < c.First || m.Size != 0 && m.Size <= int64(len(m.Raw)) || c.Max <= c.First {
		return nil
	}
	if c.Complete == nil || c.Complete(m.Raw, m.Size) {
		return nil
	}
	rest, _, err := s.fetch(ctx, imap.UIDSetNum(imap.UID(m.UID)), len(m.Raw), c.Max-len(m.Raw))
	if f, ok := asFault(err); ok && !f.Lost {
		return nil // its first bytes will do
	}
	if len(rest) == 1 {
		m.Raw = append(m.Raw, rest[0].Raw...)
	}
	return err
}

// grip is how a mailbox is handled after trouble: with each connection that ends in a fetch, fewer messages are asked for at once,
// until the one is found at which it ends.
type grip struct {
	size   int              // messages a command
	tries  map[imap.UID]int // of single fetches that failed
	guilty map[imap.UID]int // of these, directly after another message had been fetched on the same connection
}

const (
	suspect = 3  // failures of one message, and each further try begins with another message, to see whether the server serves any
	proven  = 2  // failures directly after that are the message's own fault
	patent  = 20 // and so many are (an hour of trying), even where there is no other message to compare with
)

func (b *Mailbox) grip(mailbox string) *grip {
	g := b.grips[mailbox]
	if g == nil {
		g = &grip{size: chunk, tries: map[imap.UID]int{}, guilty: map[imap.UID]int{}}
		b.grips[mailbox] = g
	}
	return g
}

// failed notes that the connection ended while these were being fetched.
func (g *grip) failed(uids []imap.UID) {
	g.size = max(1, len(uids)/8)
	if len(uids) == 1 {
		g.tries[uids[0]]++
	}
}

// served notes a success: more at once the next time, but not more than a batch may hold if they are as large.
func (g *grip) served(got []Message) {
	bytes := 0
	for _, m := range got {
		bytes += len(m.Raw)
		delete(g.tries, imap.UID(m.UID))
		delete(g.guilty, imap.UID(m.UID))
	}
	g.size = min(chunk, g.size*2, max(1, batchBytes/(bytes/len(got)+1)))
}

// fetchAll fetches each of uids, or says why it cannot be fetched. The result has them all, in order; or only the first of them, at
// least one, where all together are too large.
func (s *session) fetchAll(ctx context.Context, g *grip, uids []imap.UID) ([]Message, error) {
	tested := len(uids) == 1 && g.tries[uids[0]] >= suspect
	if tested {
		if g.guilty[uids[0]] >= proven || g.tries[uids[0]] >= patent {
			got := []Message{{UID: uint32(uids[0]), Trouble: "refused: the connection ended each time that it was asked for"}}
			g.served(got)
			return got, nil
		}
		if err := s.serves(ctx, g, uids[0]); err != nil {
			return nil, err
		}
	}
	got, cut, err := s.fetch(ctx, imap.UIDSetNum(uids...), 0, s.conf.First)
	if f, ok := asFault(err); err != nil && (!ok || f.Lost) {
		if ok {
			f.fetching = true
			g.failed(uids)
			if tested {
				g.guilty[uids[0]]++
			}
		}
		return nil, err
	}
	if cut != 0 {
		uids = slices.DeleteFunc(slices.Clone(uids), func(u imap.UID) bool { return uint32(u) >= cut })
	}
	if missing := missingOf(uids, got); len(missing) > 0 {
		singled, err := s.singleOut(ctx, g, missing, len(got) > 0)
		if err != nil {
			return nil, err
		}
		got = append(got, singled...)
		slices.SortFunc(got, func(a, b Message) int { return cmp.Compare(a.UID, b.UID) })
	}
	g.served(got)
	return got, nil
}

// serves returns a fault where no message other than the suspect can be fetched: then it is the server or the network.
func (s *session) serves(ctx context.Context, g *grip, u imap.UID) error {
	if s.servesOthers(ctx, []imap.UID{u}) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.dead {
		g.tries[u]++
		return &Fault{Op: "fetch messages from " + s.open.name, Lost: true, Why: "the connection ends each time that one is asked for"}
	}
	return nil // there is no other message: on with it
}

func missingOf(uids []imap.UID, got []Message) (missing []imap.UID) {
	have := make(map[uint32]bool, len(got))
	for _, m := range got {
		have[m.UID] = true
	}
	for _, u := range uids {
		if !have[uint32(u)] {
			missing = append(missing, u)
		}
	}
	return missing
}

// singleOut asks singly for what the server left out or refused together: a deleted message is "vanished"; one that is there and
// does not come, even when asked again after others came, is refused. If the server serves none, that is its own trouble, and passes.
func (s *session) singleOut(ctx context.Context, g *grip, missing []imap.UID, serves bool) (out []Message, err error) {
	there, err := s.uids(ctx, "search "+s.open.name, s.conf.Timeout, &imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(missing...)}})
	if err != nil {
		return nil, err
	}
	var refused []imap.UID
	for _, u := range missing {
		if !slices.Contains(there, u) {
			out = append(out, Message{UID: uint32(u), Trouble: "vanished"})
			continue
		}
		m, _, err := s.single(ctx, g, u)
		if err != nil {
			return nil, err
		}
		if m != nil {
			serves = true
			out = append(out, *m)
		} else {
			refused = append(refused, u)
		}
	}
	if len(refused) == 0 {
		return out, nil
	}
	return s.quarantine(ctx, g, out, refused, serves || s.servesOthers(ctx, refused))
}

// quarantine asks once more for what was refused, and then gives it up with its reason, unless the server's refusal means later.
func (s *session) quarantine(ctx context.Context, g *grip, out []Message, refused []imap.UID, serves bool) ([]Message, error) {
	for _, u := range refused {
		m, no, err := s.single(ctx, g, u)
		if err != nil {
			return nil, err
		}
		if m != nil {
			out = append(out, *m)
			continue
		}
		g.tries[u]++
		if (!serves || !permanent(no.Err)) && g.tries[u] < patent {
			no.Op = "fetch message " + strconv.Itoa(int(u)) + " from " + s.open.name
			no.Hint = "it is tried again; the message stays in the mailbox, where it can be read by hand"
			return nil, no
		}
		out = append(out, Message{UID: uint32(u), Trouble: "refused: " + no.Why})
	}
	return out, nil
}

// single fetches one message. The server's refusal is not an error.
func (s *session) single(ctx context.Context, g *grip, u imap.UID) (m *Message, no *Fault, err error) {
	got, _, err := s.fetch(ctx, imap.UIDSetNum(u), 0, s.conf.First)
	switch f, ok := asFault(err); {
	case err == nil && len(got) == 1:
		return &got[0], nil, nil
	case err == nil:
		return nil, &Fault{Why: "the server leaves it out"}, nil
	case ok && !f.Lost:
		return nil, f, nil
	case ok:
		f.fetching = true
		g.failed([]imap.UID{u})
	}
	return nil, nil, err
}

// servesOthers tries the first and the last message of the mailbox: can the server serve any that is not under suspicion?
func (s *session) servesOthers(ctx context.Context, suspects []imap.UID) bool {
	served := false
	o := &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true, Partial: &imap.SectionPartial{Size: 64}}}}
	for _, seq := range []uint32{1, s.open.count} {
		if seq == 0 || served {
			continue
		}
		_ = s.do(ctx, "fetch a message from "+s.open.name, func() error {
			cmd := s.c.Fetch(imap.SeqSetNum(seq), o)
			for m := cmd.Next(); m != nil; m = cmd.Next() {
				msg, whole, err := takeMessage(m, 64)
				if err != nil {
					return err
				}
				served = served || whole && !slices.Contains(suspects, imap.UID(msg.UID))
			}
			return cmd.Close()
		})
	}
	return served
}
