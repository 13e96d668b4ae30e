package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"takepart/cmd/internal/config"
	"takepart/mailproc/inbox"
)

// letters gives every message that is to be explained to yield, in order, until yield says no. Its error is of the whole
// source; a message that cannot be read is a letter that says so.
type letters func(ctx context.Context, yield func(letter) bool) error

// mailboxLetters reads the configured mailboxes from the server, read-only, and keeps nothing: each is opened by EXAMINE and
// read from its beginning, or from since on, whatever a store may already know of it. A message is named MAILBOX#UID.
func mailboxLetters(c *config.Config, since time.Time) letters {
	return func(ctx context.Context, yield func(letter) bool) error {
		b := mailbox(c, nil)
		defer b.Close()
		err := b.Once(ctx, &onlooker{since: since, junk: c.IMAP.Junk, yield: yield, read: map[string]inbox.Cursor{}})
		if errors.Is(err, errEnough) || err == nil {
			return nil
		}
		err = fmt.Errorf("read the mailbox: %w", err)
		if f, ok := errors.AsType[*inbox.Fault](err); ok && f.Hint != "" {
			return hint(err, "%s", f.Hint)
		}
		return err
	}
}

// errEnough ends the reading of a mailbox when nobody wants more.
var errEnough = errors.New("enough")

// onlooker is an inbox.Reader that passes on what it is shown. It remembers its place only so that what a lost connection had
// already brought does not come twice.
type onlooker struct {
	since time.Time // zero: everything
	junk  string
	yield func(letter) bool
	read  map[string]inbox.Cursor
}

func (o *onlooker) Cursor(mailbox string) (inbox.Cursor, error) { return o.read[mailbox], nil }

func (o *onlooker) Start(string) (inbox.Start, error) { return inbox.Start{Since: o.since}, nil }

func (o *onlooker) Batch(_ context.Context, b inbox.Batch) (keep func() error) {
	return func() error { return o.pass(&b) }
}

func (o *onlooker) pass(b *inbox.Batch) error {
	for _, m := range b.Messages {
		l := letter{name: fmt.Sprintf("%s#%d", b.Mailbox, m.UID), raw: m.Raw, since: o.since, junk: o.junk != "" && strings.EqualFold(b.Mailbox, o.junk)}
		if m.Raw == nil {
			if m.Trouble == "vanished" {
				continue
			}
			l.err = errors.New(m.Trouble)
		}
		if !o.yield(l) {
			return errEnough
		}
	}
	o.read[b.Mailbox] = b.Cursor
	return nil
}

// older says that a message arrived before what was asked for: a server's own search knows days only.
func (v verdict) older() bool {
	return v.message != nil && !v.since.IsZero() && !v.message.Received.IsZero() && v.message.Received.Before(v.since)
}

// fileLetters reads the files named.
func fileLetters(s *session, files []string) letters {
	return func(_ context.Context, yield func(letter) bool) error {
		more := true
		for _, file := range files {
			sourceOf(file).each(s.stdin, func(l letter) bool { more = yield(l); return more })
			if !more {
				break
			}
		}
		return nil
	}
}
