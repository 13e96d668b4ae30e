package inbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// A message is moved by MOVE (RFC 6851) where the server has it: then it is in one of the two folders at all times. Elsewhere it is copied
// and then deleted, and a kill between the two leaves it in both. Nothing is written down beforehand: the folder itself tells, whenever a
// COPY may have been cut off (a run has just begun, or the last Mark did not come to its end), which messages it holds already.

// copyAtOnce bounds what a kill can leave in both folders.
const copyAtOnce = 50

// beginMoves notes that what is copied from now on may be cut off; done ends that. Where the moves before were, they are looked for first.
func (b *Mailbox) beginMoves(all []*group) (done func()) {
	if !slices.ContainsFunc(all, func(g *group) bool { return g.move }) {
		return func() {}
	}
	b.marker.unsure = !b.settled
	b.settled = false
	return func() { b.settled = true }
}

// move takes messages to Config.MoveTo without ever having none of them: by MOVE, or COPY and then, only once the copy is
// confirmed, \Deleted and UID EXPUNGE (RFC 4315) of just these. Where the server has neither they stay: a plain EXPUNGE would
// take others' deleted messages along. (go-imap's own Move would delete before it knows that the copy succeeded.)
func (s *session) move(ctx context.Context, set imap.UIDSet) (lacking string, err error) {
	if !s.can("MOVE") && !s.can("UIDPLUS") {
		return "the server can neither MOVE nor UID EXPUNGE: the messages stay where they are", nil
	}
	// Those that were moved before, or deleted, are needless; and some servers refuse the whole for one of them.
	there, err := s.uids(ctx, "search "+s.open.name, s.conf.Timeout, &imap.SearchCriteria{UID: []imap.UIDSet{set}})
	if err != nil || len(there) == 0 {
		return "", err
	}
	if s.can("MOVE") {
		return "", s.inParts(there, storeAtOnce, func(part imap.UIDSet) error {
			return s.into(ctx, func() error {
				_, err := s.c.Move(part, s.conf.MoveTo).Wait()
				return err
			})
		})
	}
	if s.unsure {
		copied, err := s.copiedBefore(ctx, there)
		if err != nil {
			return "", err
		}
		if err := s.inParts(copied, copyAtOnce, func(part imap.UIDSet) error { return s.remove(ctx, part) }); err != nil {
			return "", err
		}
		there = slices.DeleteFunc(there, func(u imap.UID) bool { return slices.Contains(copied, u) })
	}
	return "", s.inParts(there, copyAtOnce, func(part imap.UIDSet) error {
		err := s.into(ctx, func() error {
			_, err := s.c.Copy(part, s.conf.MoveTo).Wait()
			return err
		})
		if err != nil {
			return err
		}
		return s.remove(ctx, part)
	})
}

func (s *session) inParts(uids []imap.UID, n int, f func(imap.UIDSet) error) error {
	for part := range slices.Chunk(uids, n) {
		if err := f(imap.UIDSetNum(part...)); err != nil {
			return err
		}
	}
	return nil
}

// remove deletes what was copied.
func (s *session) remove(ctx context.Context, set imap.UIDSet) error {
	err := s.do(ctx, "delete what was copied from "+s.open.name, func() error {
		return s.c.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close()
	})
	if err != nil {
		return err
	}
	return s.do(ctx, "expunge what was copied from "+s.open.name, func() error { return s.c.UIDExpunge(set).Close() })
}

// into runs a MOVE or COPY, and makes the folder where it is missing.
func (s *session) into(ctx context.Context, f func() error) error {
	op := "move messages to " + s.conf.MoveTo
	err := s.do(ctx, op, f)
	no, ok := errors.AsType[*imap.Error](err)
	if !ok || no.Code != imap.ResponseCodeTryCreate && no.Code != imap.ResponseCodeNonExistent {
		return err
	}
	if err := s.do(ctx, "make folder "+s.conf.MoveTo, func() error { return s.c.Create(s.conf.MoveTo, nil).Wait() }); err != nil {
		return err
	}
	return s.do(ctx, op, f)
}

// looks is by what a message and its copy are known as the same: a COPY changes none of these (RFC 9051 section 6.4.7: INTERNALDATE SHOULD
// be preserved; where it is not, a message may stand twice, but none is deleted for another one's sake).
type looks struct {
	id   string // Message-ID, with angle brackets
	size int64
	date int64
}

// copiedBefore tells which of the messages of the mailbox that is open stand in Config.MoveTo already. Each copy there counts once.
func (s *session) copiedBefore(ctx context.Context, uids []imap.UID) (copied []imap.UID, err error) {
	source := s.open
	here, err := s.looksOf(ctx, uids)
	if err != nil {
		return nil, err
	}
	there, err := s.lookalikes(ctx, here)
	if err != nil {
		return nil, err
	}
	back, err := s.selectAs(ctx, source.name, false)
	if err != nil {
		return nil, err
	}
	if back.valid != source.valid {
		return nil, &Fault{Op: "open mailbox " + source.name, Why: "it was renumbered meanwhile"}
	}
	for _, u := range uids {
		if l, known := here[u]; known && there[l] > 0 {
			there[l]--
			copied = append(copied, u)
		}
	}
	return copied, nil
}

// searchAtOnce bounds the Message-IDs of one SEARCH: with up to 250 octets each a line stays under 8,000 (as storeAtOnce).
const searchAtOnce = 25

// lookalikes opens Config.MoveTo and counts the messages there that have one of these Message-IDs, by their looks.
func (s *session) lookalikes(ctx context.Context, of map[imap.UID]looks) (count map[looks]int, err error) {
	count = map[looks]int{}
	_, err = s.selectAs(ctx, s.conf.MoveTo, true)
	if f, ok := asFault(err); ok && !f.Lost {
		return count, nil // it is not there yet
	}
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, l := range of {
		ids = append(ids, l.id)
	}
	slices.Sort(ids)
	found := map[imap.UID]looks{}
	for part := range slices.Chunk(slices.Compact(ids), searchAtOnce) {
		uids, err := s.uids(ctx, "search "+s.conf.MoveTo, s.conf.Timeout, anyOf(part))
		if err != nil {
			return nil, err
		}
		some, err := s.looksOf(ctx, uids)
		if err != nil {
			return nil, err
		}
		for u, l := range some {
			found[u] = l
		}
	}
	for _, l := range found {
		count[l]++
	}
	return count, nil
}

// anyOf searches for messages with one of these Message-IDs.
func anyOf(ids []string) *imap.SearchCriteria {
	c := imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: ids[0]}}}
	for _, id := range ids[1:] {
		one := imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: id}}}
		c = imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{one, c}}}
	}
	return &c
}

// looksOf fetches the looks of messages; those without a Message-ID that can be searched for are left out.
func (s *session) looksOf(ctx context.Context, uids []imap.UID) (map[imap.UID]looks, error) {
	out := map[imap.UID]looks{}
	o := &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{
		{Peek: true, Specifier: imap.PartSpecifierHeader, HeaderFields: []string{"Message-ID"}}}}
	err := s.inParts(uids, storeAtOnce, func(part imap.UIDSet) error {
		return s.do(ctx, "look at messages in "+s.open.name, func() error {
			cmd := s.c.Fetch(part, o)
			for m := cmd.Next(); m != nil; m = cmd.Next() {
				u, l, err := takeLooks(m)
				if err != nil {
					return err
				}
				if u != 0 && searchable(l.id) {
					out[u] = l
				}
			}
			return cmd.Close()
		})
	})
	return out, err
}

// takeLooks reads one FETCH response. After an error neither m nor its command may be touched again (see takeMessage).
func takeLooks(m *imapclient.FetchMessageData) (u imap.UID, l looks, err error) {
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			u = item.UID
		case imapclient.FetchItemDataRFC822Size:
			l.size = item.Size
		case imapclient.FetchItemDataInternalDate:
			l.date = item.Time.Unix()
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			raw := make([]byte, min(item.Literal.Size(), 4096))
			if _, err := io.ReadFull(item.Literal, raw); err != nil {
				return u, l, err
			}
			_, value, _ := bytes.Cut(raw, []byte(":"))
			l.id = strings.Join(strings.Fields(string(value)), " ")
		}
	}
	return u, l, nil
}

// searchable are Message-IDs that fit into a quoted string of a SEARCH.
func searchable(id string) bool {
	return id != "" && len(id) <= 250 && strings.IndexFunc(id, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) < 0
}
