package inbox

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	idleCycle = 5 * time.Minute  // IDLE is never trusted for longer
	stable    = 10 * time.Second // a connection that lasted so long was a good one
)

// Mailbox is one account. Run or Once reads it, from one goroutine; Mark, State and Wake may be called beside it from any.
type Mailbox struct {
	conf  Config
	proof proof // see Prove
	log   *slog.Logger
	wake  chan struct{}
	grips map[string]*grip // of the reading goroutine
	moved int              // messages handed over so far; of the reading goroutine

	mu     sync.Mutex
	state  State
	rounds uint64 // see State.Rounds

	marking sync.Mutex // held for a whole Mark
	marker  *session
	refused int  // keywords, in a row; counted over connections
	settled bool // no COPY was cut off: the last Mark that moved came to its end
}

// New describes an account; nothing is dialled yet.
func New(c Config) *Mailbox {
	if len(c.Mailboxes) == 0 {
		c.Mailboxes = []string{"INBOX"}
	}
	c.First = orDefault(c.First, 64<<10)
	c.Max = orDefault(c.Max, 2<<20)
	c.Poll = orDefault(c.Poll, time.Minute)
	c.Timeout = orDefault(c.Timeout, time.Minute)
	c.Backoff.First = orDefault(c.Backoff.First, 500*time.Millisecond)
	c.Backoff.Cap = orDefault(c.Backoff.Cap, 5*time.Minute)
	c.Backoff.Login = orDefault(c.Backoff.Login, time.Minute)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Mailbox{conf: c, log: c.Log.With("part", "inbox"), wake: make(chan struct{}, 1), grips: map[string]*grip{}}
}

func orDefault[T int | time.Duration](v, d T) T {
	if v <= 0 {
		return d
	}
	return v
}

// Once hands over all that is new in every mailbox, then returns. A mailbox that cannot be read does not keep the others from being
// read; the first fault is returned, as a *Fault. An error of the Reader ends it at once, and is returned as it is.
func (b *Mailbox) Once(ctx context.Context, r Reader) error {
	for tries := 0; ; tries++ {
		before := b.moved
		err := b.once(ctx, r)
		if b.moved > before {
			tries = 0
		}
		// One message may end the connection each time: with fewer at once the others come, and it is found.
		f, ok := asFault(err)
		if !ok || !f.fetching || isTimeout(f.Err) || tries > 12 {
			return b.noted(unwrapReader(err))
		}
		b.log.Info("connection lost while fetching, trying with fewer at once")
	}
}

func (b *Mailbox) once(ctx context.Context, r Reader) error {
	s, err := b.conf.newSession(ctx)
	if err != nil {
		return err
	}
	defer s.leave()
	b.setState(State{Connected: true, Since: time.Now()})
	return b.lookAll(ctx, s, r)
}

// lookAll looks at every mailbox, and leaves the first one open. Its error is the first of a mailbox that cannot be read, or that
// which ended the connection.
func (b *Mailbox) lookAll(ctx context.Context, s *session, r Reader) (first error) {
	for _, name := range b.conf.Mailboxes {
		err := b.look(ctx, s, r, name)
		if s.dead || ctx.Err() != nil || isReaderFault(err) {
			return err
		}
		if err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Run hands over what arrives until the context ends (it returns nil then) or the Reader fails (it returns that error). Everything
// else is only a reason to try again, told by State and the log.
func (b *Mailbox) Run(ctx context.Context, r Reader) error {
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.MaxInterval, pause.Multiplier, pause.RandomizationFactor = b.conf.Backoff.First, b.conf.Backoff.Cap, 2, 0.5
	for {
		began := time.Now()
		before := b.moved
		err := b.attend(ctx, r)
		if isReaderFault(err) { // also in the moment of a stop: it may be that nobody knows what is kept
			return unwrapReader(err)
		}
		if ctx.Err() != nil {
			b.setState(State{})
			return nil
		}
		if b.moved > before || time.Since(began) > stable {
			pause.Reset()
		}
		wait := pause.NextBackOff()
		if f, ok := asFault(err); ok && f.Login {
			wait = max(wait, b.conf.Backoff.Login)
		}
		b.down(err, wait)
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		case <-b.wake:
			pause.Reset()
		}
	}
}

// attend keeps one connection until it ends.
func (b *Mailbox) attend(ctx context.Context, r Reader) error {
	s, err := b.conf.newSession(ctx)
	if err != nil {
		return err
	}
	defer s.leave()
	b.log.Info("connected", "idle", s.can("IDLE"), "mailboxes", len(b.conf.Mailboxes))
	for {
		err := b.lookAll(ctx, s, r)
		if s.dead || ctx.Err() != nil || isReaderFault(err) {
			return err
		}
		b.up(s, err)
		if len(b.conf.Mailboxes) > 1 { // back to the first one; what came in meanwhile is read
			if err := b.look(ctx, s, r, b.conf.Mailboxes[0]); s.dead || ctx.Err() != nil || isReaderFault(err) {
				return err
			}
		}
		if err := b.await(ctx, s, r); err != nil {
			return err
		}
	}
}

// await reads what IDLE announces until the next look at everything is due.
func (b *Mailbox) await(ctx context.Context, s *session, r Reader) error {
	next := time.Now().Add(min(b.conf.Poll, idleCycle))
	for {
		left := time.Until(next)
		if left <= 0 {
			return nil
		}
		if !s.can("IDLE") || s.open.name == "" {
			return b.rest(ctx, left)
		}
		exists, err := s.idle(ctx, left, b.wake)
		if f, ok := asFault(err); ok && !f.Lost {
			b.log.Warn("IDLE refused, polling instead", "why", f.Why)
			s.caps = slices.DeleteFunc(s.caps, func(c string) bool { return c == "IDLE" || c == "IMAP4REV2" })
			continue
		}
		if err != nil || exists == 0 {
			return err
		}
		err = b.arrivals(ctx, s, r, exists)
		if s.dead || ctx.Err() != nil || isReaderFault(err) {
			return err
		}
		if err != nil {
			return b.rest(ctx, time.Until(next)) // refused: not again at once
		}
	}
}

func (b *Mailbox) rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-b.wake:
	case <-time.After(d):
	}
	return nil
}

// idle waits until the server announces messages (their number, never 0, is returned), or for so long, or for a wake-up (0).
// RFC 2177; the session is under a deadline throughout.
func (s *session) idle(ctx context.Context, d time.Duration, wake <-chan struct{}) (exists uint32, err error) {
	select {
	case exists = <-s.arrived: // came in during a command
		return exists, nil
	default:
	}
	err = s.do(ctx, "wait for mail", func() error {
		cmd, err := s.c.Idle()
		if err != nil {
			return err
		}
		s.wire.begin(d + s.conf.Timeout)
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case exists = <-s.arrived:
		case <-t.C:
		case <-wake:
		case <-s.c.Closed():
		case <-ctx.Done():
		}
		s.wire.begin(s.conf.Timeout)
		if err := cmd.Close(); err != nil {
			return err
		}
		return cmd.Wait()
	})
	return exists, err
}

// Wake makes Run look now: at every mailbox, or at once for a new connection.
func (b *Mailbox) Wake() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// State says how things stand, at any time.
func (b *Mailbox) State() State {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state.Rounds = b.rounds
	return b.state
}

func (b *Mailbox) setState(s State) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state = s
	b.rounds++
}

// up notes a good connection; err is of a mailbox that could not be read on it.
func (b *Mailbox) up(s *session, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rounds++
	if !b.state.Connected {
		b.state = State{Connected: true, Since: time.Now()}
	}
	b.state.Idle = s.can("IDLE")
	b.state.LastError, b.state.Hint = words(err)
	if err != nil {
		b.log.Error("mailbox cannot be read", "error", err, "hint", b.state.Hint)
	}
}

func (b *Mailbox) down(err error, wait time.Duration) {
	s := State{Since: time.Now(), Retry: time.Now().Add(wait)}
	s.LastError, s.Hint = words(err)
	b.setState(s)
	b.log.Warn("no connection", "error", err, "hint", s.Hint, "retry_in", wait.Round(time.Millisecond))
}

// noted keeps the outcome of Once for State.
func (b *Mailbox) noted(err error) error {
	s := State{Since: time.Now()}
	s.LastError, s.Hint = words(err)
	b.setState(s)
	return err
}

func words(err error) (text, hint string) {
	if err == nil {
		return "", ""
	}
	if f, ok := asFault(err); ok {
		hint = f.Hint
	}
	return err.Error(), hint
}

func (b *Mailbox) noteProgress(n int) {
	b.moved += n
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rounds++
}

func isReaderFault(err error) bool {
	_, ok := errors.AsType[*readerFault](err)
	return ok
}

func unwrapReader(err error) error {
	if r, ok := errors.AsType[*readerFault](err); ok {
		return r.err
	}
	return err
}

// Close ends the connection that Mark keeps open. Run ends with its context.
func (b *Mailbox) Close() error {
	b.marking.Lock()
	defer b.marking.Unlock()
	if b.marker != nil {
		b.marker.leave()
		b.marker = nil
	}
	return nil
}
