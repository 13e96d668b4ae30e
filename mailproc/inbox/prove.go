package inbox

import (
	"context"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// Prove lets the mailbox look, for each message that it reads while wanted says so, whether it carries all of flags; Message.Proved tells.
// To be called before Run and Once. Flags are searched for, not fetched: other people's odd ones have closed connections.
func (b *Mailbox) Prove(wanted func() bool, flags ...string) {
	b.proof.wanted, b.proof.flags = wanted, flags
}

type proof struct {
	wanted func() bool
	flags  []string
}

// prove sets Proved on what was fetched.
func (b *Mailbox) prove(ctx context.Context, s *session, got []Message) error {
	if b.proof.wanted == nil || len(got) == 0 || !b.proof.wanted() {
		return nil
	}
	var set imap.UIDSet
	for _, m := range got {
		set.AddNum(imap.UID(m.UID))
	}
	c := &imap.SearchCriteria{UID: []imap.UIDSet{set}}
	for _, f := range b.proof.flags {
		c.Flag = append(c.Flag, imap.Flag(f))
	}
	found, err := s.uids(ctx, "search "+s.open.name+" for what is answered", s.conf.Timeout, c)
	if f, ok := asFault(err); ok && !f.Lost {
		return nil // a server that cannot search for keywords proves nothing
	}
	if err != nil {
		return err
	}
	for i := range got {
		_, got[i].Proved = slices.BinarySearch(found, imap.UID(got[i].UID))
	}
	return nil
}
