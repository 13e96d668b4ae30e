package inbox

import (
	"context"
	"errors"
	"time"

	"github.com/emersion/go-imap/v2"
)

// Copy is a mail of ours of which Config.Sent is to hold a copy.
type Copy struct {
	MessageID string    // with angle brackets
	At        time.Time // when it was sent
	Raw       []byte    // lines end with CRLF
}

// fileTimes is by how much an APPEND may take longer than other commands: it carries whole mails.
const fileTimes = 5

// File puts copies into Config.Sent, in order, on the connection that Mark keeps open; n is how many are there now, also with an error. A
// copy whose Message-ID is there already is left out: many providers file themselves what goes out over them, and a kill may have
// come after the APPEND. Where the folder is missing it is made. Copies are \Seen: the organisers wrote them.
func (b *Mailbox) File(ctx context.Context, copies []Copy) (n int, err error) {
	if len(copies) == 0 {
		return 0, nil
	}
	b.marking.Lock()
	defer b.marking.Unlock()
	s, err := b.markingSession(ctx)
	if err != nil {
		return 0, err
	}
	if err := s.openSent(ctx); err != nil {
		return 0, err
	}
	for _, c := range copies {
		if err := s.file(ctx, c); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// openSent opens the folder, and makes it where it is missing.
func (s *session) openSent(ctx context.Context) error {
	_, err := s.selectAs(ctx, s.conf.Sent, true)
	no, ok := errors.AsType[*imap.Error](err)
	if !ok || s.dead || no.Type != imap.StatusResponseTypeNo {
		return err
	}
	// Servers say NONEXISTENT, or nothing but NO; if it is there after all, CREATE fails and the second SELECT says why.
	_ = s.do(ctx, "make folder "+s.conf.Sent, func() error { return s.c.Create(s.conf.Sent, nil).Wait() })
	_, err = s.selectAs(ctx, s.conf.Sent, true)
	return err
}

func (s *session) file(ctx context.Context, c Copy) error {
	there, err := s.uids(ctx, "search "+s.conf.Sent, s.conf.Timeout, &imap.SearchCriteria{
		Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: c.MessageID}},
	})
	if err != nil || len(there) > 0 {
		return err
	}
	return s.within(ctx, fileTimes*s.conf.Timeout, "file a copy in "+s.conf.Sent, func() error {
		cmd := s.c.Append(s.conf.Sent, int64(len(c.Raw)), &imap.AppendOptions{Flags: []imap.Flag{imap.FlagSeen}, Time: c.At})
		if _, err := cmd.Write(c.Raw); err != nil {
			return err
		}
		if err := cmd.Close(); err != nil {
			return err
		}
		_, err := cmd.Wait()
		return err
	})
}
