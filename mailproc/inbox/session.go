package inbox

import (
	"context"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// session is one connection, logged in. One command at a time, each under a deadline and the context; not for concurrent use.
type session struct {
	conf *Config
	wire *wire
	c    *imapclient.Client
	caps []string // after the login, in capitals

	arrived chan uint32 // EXISTS seen outside of SELECT; the last one
	open    opened
	dead    bool
	used    time.Time // end of the last command
	refused *int      // of a marking session: refusals of keywords in a row
	unsure  bool      // of a marking session: what is to be moved may have been copied already
}

// opened is the mailbox that is selected.
type opened struct {
	name     string
	readOnly bool
	valid    uint32 // UIDVALIDITY
	next     uint32 // UIDNEXT; 0: the server does not say (Courier)
	count    uint32
}

func (c *Config) newSession(ctx context.Context) (*session, error) {
	w, caps, err := c.connect(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{conf: c, wire: w, caps: caps, arrived: make(chan uint32, 1)}
	s.c = imapclient.New(w, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				s.announce(*d.NumMessages)
			}
		},
	}})
	// go-imap's own greeting handling reads the line that newWire put first; until then its capabilities are empty.
	if err := s.do(ctx, "log in", s.c.WaitGreeting); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *session) announce(n uint32) {
	select {
	case <-s.arrived:
	default:
	}
	select {
	case s.arrived <- n:
	default:
	}
}

func (s *session) can(capability string) bool {
	return slices.Contains(s.caps, capability) || slices.Contains(s.caps, "IMAP4REV2") && slices.Contains([]string{"IDLE", "MOVE", "UIDPLUS", "ESEARCH"}, capability)
}

func (s *session) close() {
	s.dead = true
	_ = s.wire.Close() // go-imap's reader ends by itself at this; its own Close could wait for ever
}

// leave says goodbye, shortly, and closes.
func (s *session) leave() {
	if !s.dead {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = s.within(ctx, time.Second, "log out", func() error { return s.c.Logout().Wait() })
	}
	s.close()
}

func (s *session) do(ctx context.Context, op string, f func() error) error {
	return s.within(ctx, s.conf.Timeout, op, f)
}

// within runs one command under a limit. After a lost connection the session is dead; after a NO or BAD it lives on.
func (s *session) within(ctx context.Context, limit time.Duration, op string, f func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.wire.begin(limit)
	stop := context.AfterFunc(ctx, func() { _ = s.wire.Close() })
	err := f()
	stopped := !stop()
	s.wire.end()
	s.used = time.Now()
	if stopped {
		s.dead = true
		return ctx.Err()
	}
	if err == nil {
		return nil
	}
	if isRefusal(err) {
		return commandFault(op, "", err)
	}
	s.close()
	return commandFault(op, s.wire.filter.said.Bye(), s.wire.cause(err))
}

// examine opens a mailbox read-only; where the server does not know EXAMINE, by SELECT, which changes nothing we care about.
func (s *session) examine(ctx context.Context, name string) (opened, error) {
	o, err := s.selectAs(ctx, name, true)
	if f, ok := asFault(err); ok && !f.Lost && isBad(f.Err) {
		return s.selectAs(ctx, name, false)
	}
	return o, err
}

func (s *session) selectAs(ctx context.Context, name string, readOnly bool) (opened, error) {
	s.wire.filter.said.reset()
	s.open = opened{}
	select {
	case <-s.arrived: // of the mailbox before
	default:
	}
	var data *imap.SelectData
	err := s.do(ctx, "open mailbox "+name, func() (err error) {
		data, err = s.c.Select(name, &imap.SelectOptions{ReadOnly: readOnly}).Wait()
		return err
	})
	if err != nil {
		return opened{}, err
	}
	s.open = opened{name: name, readOnly: readOnly, valid: data.UIDValidity, next: uint32(data.UIDNext), count: data.NumMessages}
	return s.open, nil
}

// uids searches and returns UIDs in ascending order, without doubles.
func (s *session) uids(ctx context.Context, op string, limit time.Duration, c *imap.SearchCriteria) ([]imap.UID, error) {
	var found []imap.UID
	err := s.within(ctx, limit, op, func() error {
		data, err := s.c.UIDSearch(c, nil).Wait()
		if err == nil {
			found = data.AllUIDs()
		}
		return err
	})
	slices.Sort(found)
	return slices.Compact(found), err
}
