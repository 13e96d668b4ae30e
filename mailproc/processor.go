package mailproc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/outbox"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// Config is what the organisers decided, checked by the caller. The zero values of the durations mean the defaults given.
type Config struct {
	Event        string // event.name
	Organiser    string // organiser.name, the human name in From:
	Address      string // organiser.email
	From         string // the address in From: of our mails; "" = Address
	EnvelopeFrom string // where bounces go; a * in it becomes the mail's own number; "" = From

	Rules       *registration.Rules
	Required    []registration.Field // the same as in Rules
	Ours        *message.Ours
	Templates   *templates.Set
	Agenda      *templates.Agenda
	Phrases     map[string][]string // event.phrases and event.withdraw as they are shown; nil: the defaults
	Withdraw    map[string][]string
	Languages   []string                       // mails go out in one of these; the first is the fallback
	Attachments map[string][]outbox.Attachment // by language; "" for every language that has none of its own; where there is no "" either, those of the first language
	Privacy     templates.Text
	ByDays      bool // event.calendar: days

	Admission   Admission
	RepeatAfter time.Duration // 24 h; an agenda goes out again when the last one is older
	Limits      store.Limits  // PerAddress 0 means 4
	HoldDoubts  bool          // smtp.on_doubt: hold
	Start       Start         // of a mailbox that was never read
	Junk        string        // the mailbox whose mail is only ever reviewed; "" = none
	FileSent    bool          // copies of what organisers send are filed (imap.sent); inbox knows where
	MoveDone    bool          // messages that are done are moved (imap.move_to); inbox knows where
	Connections int           // to the SMTP server; 4
	Shadow      bool          // read, decide and store, but answer and mark nothing: what would be done waits in the store
	// SenderCheck (CheckSender) judges whether From: can be trusted; nil: no more is asked than DESIGN "Trust" does of everybody.
	SenderCheck func(*message.Message) (trusted bool, why string)

	Backoff Backoff
	Grace   time.Duration // what a graceful stop leaves to mails in flight: 7 s

	Log   *slog.Logger
	Now   func() time.Time
	Trace func(Event)      // what happened, after it is durable; called from several goroutines, must not block
	Step  func(Step) error // see Step; nil outside of tests
}

// Start says what is taken in of a mailbox that was never read.
type Start struct {
	All   bool
	Since time.Time // zero and not All: nothing that is already there
}

// isNow: from the first start on.
func (s Start) isNow() bool { return !s.All && s.Since.IsZero() }

// Backoff holds the waits after faults. A reply's own waits grow by four, the pauses for the whole by two; both have
// up to a fifth of jitter taken off.
type Backoff struct {
	Reply, ReplyCap   time.Duration // after a 4xx for one reply: 3 s, 30 min
	Server, ServerCap time.Duration // pause for all, server at fault: 2 s, 5 min
	Login, LoginCap   time.Duration // pause for all, login refused: 30 s, 15 min (accounts are locked for trying often)
	Mark, MarkCap     time.Duration // before marking is tried again: 2 s, 5 min
}

// Processor runs the road: receive, answer, mark. One store has one Processor at a time (the store's lock sees to it).
type Processor struct {
	config  Config
	store   *store.Store
	in      *inbox.Mailbox
	out     func() *outbox.Sender
	log     *slog.Logger
	version string // of the agenda

	editions atomic.Pointer[editions] // nil until they are needed

	wakeAnswer, wakeMark chan struct{}
	running              atomic.Bool
	killed               atomic.Bool
	health               health
}

// New makes a Processor. out is called once per connection and run.
func New(c Config, st *store.Store, in *inbox.Mailbox, out func() *outbox.Sender) *Processor {
	c = c.withDefaults()
	p := &Processor{config: c, store: st, in: in, out: out, log: c.Log, wakeAnswer: make(chan struct{}, 1), wakeMark: make(chan struct{}, 1)}
	if in != nil {
		in.Prove(p.restored, flagAnswered, KeywordDone)
	}
	if c.Agenda != nil { // a desk that only looks needs none
		p.version = c.Agenda.Version()
	}
	return p
}

func (c Config) withDefaults() Config {
	orDuration := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	orDuration(&c.RepeatAfter, 24*time.Hour)
	orDuration(&c.Grace, 7*time.Second)
	orDuration(&c.Backoff.Reply, 3*time.Second)
	orDuration(&c.Backoff.ReplyCap, 30*time.Minute)
	orDuration(&c.Backoff.Server, 2*time.Second)
	orDuration(&c.Backoff.ServerCap, 5*time.Minute)
	orDuration(&c.Backoff.Login, 30*time.Second)
	orDuration(&c.Backoff.LoginCap, 15*time.Minute)
	orDuration(&c.Backoff.Mark, 2*time.Second)
	orDuration(&c.Backoff.MarkCap, 5*time.Minute)
	if c.Limits.PerAddress <= 0 {
		c.Limits.PerAddress = 4
	}
	if c.Connections <= 0 {
		c.Connections = 4
	}
	if c.From == "" {
		c.From = c.Address
	}
	if c.EnvelopeFrom == "" {
		c.EnvelopeFrom = c.From
	}
	if len(c.Languages) == 0 {
		c.Languages = []string{"en"}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// Summary is what one Once, or a Run so far, did.
type Summary struct {
	Read       int            // messages, those known already included
	Known      int            // of these: seen before
	Decided    map[string]int // by decision: register, incomplete, withdraw, review, ignore
	Sent       int
	Refused    int
	Doubts     int
	Retried    int
	Marked     int
	Queued     int       // replies still to be sent
	Next       time.Time // when the next of them is due; zero if none
	Limited    string    // "per_hour", "per_day": the limit that holds them back
	Unmarked   int       // messages still to be marked in the mailbox
	Open       int       // messages in front of a person
	HeldDoubts int       // replies in doubt after a crash, held or sent again, found at the start
}

var errRunning = errors.New("the processor runs already")

// Run works until ctx ends, then stops gracefully: no new claims; what is in flight is finished and settled, within
// Config.Grace and a little; then it returns nil. Faults of the network and of servers are waited out. An error is one of
// the store's (then nothing more may be done before it is opened again), or a fault that waiting does not mend.
func (p *Processor) Run(ctx context.Context) error {
	return p.work(ctx, func(ctx context.Context, r *reader) error { return p.in.Run(ctx, r) }, false)
}

// Once reads all that is there, sends all that is due, marks, and returns. The first fault of a server ends it, with what
// is not sent still in the store; the Summary says how much.
func (p *Processor) Once(ctx context.Context) (Summary, error) {
	err := p.work(ctx, func(ctx context.Context, r *reader) error {
		if err := p.in.Once(ctx, r); err != nil {
			return err
		}
		return p.reread()
	}, true)
	return p.Summary(), err
}

// Deliver is Once without the reading: it sends all that is due, and marks.
func (p *Processor) Deliver(ctx context.Context) (Summary, error) {
	err := p.work(ctx, func(context.Context, *reader) error { return nil }, true)
	return p.Summary(), err
}

// Wake tells that there is work in the store which did not come through the mailbox (an organiser's hand).
func (p *Processor) Wake() {
	wake(p.wakeAnswer)
	wake(p.wakeMark)
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// work runs the three stages side by side. Each ends by itself: receive with ctx (or when all is read), answer after
// receive has ended and nothing is in flight, mark after answer. An error of one, or a kill, ends all at once.
func (p *Processor) work(ctx context.Context, receive func(context.Context, *reader) error, once bool) error {
	if !p.running.CompareAndSwap(false, true) {
		return errRunning
	}
	defer p.running.Store(false)
	p.health.begin(p.config.Now())
	doubts, err := p.recoverDoubts()
	if err != nil {
		return err
	}
	if err := p.enter(p.config.Now()); err != nil {
		return fmt.Errorf("note the agenda: %w", err)
	}
	if err := p.store.Change(func(tx *store.Tx) error { return p.promote(tx, p.config.Now()) }); err != nil {
		return fmt.Errorf("give free places to those who wait: %w", err)
	}
	hard, abort := context.WithCancelCause(context.WithoutCancel(ctx))
	defer abort(nil)
	soft, stop := context.WithCancel(hard)
	defer stop()
	defer context.AfterFunc(ctx, stop)()

	a := newAnswering(p, once)
	a.careful = doubts > 0
	answered := make(chan struct{})
	var wg sync.WaitGroup
	var faults faults
	stage := func(name string, f func() error) {
		wg.Go(func() {
			if err := p.guard(f); err != nil {
				faults.add(name, err)
				if !once || fatal(err) {
					abort(err)
				}
			}
		})
	}
	stage("receive", func() error {
		defer a.intakeEnds()
		return receive(soft, &reader{p: p})
	})
	if p.config.Shadow {
		wg.Wait()
		return faults.first()
	}
	stage("answer", func() error {
		defer close(answered)
		return a.run(soft, hard)
	})
	stage("mark", func() error { return p.mark(soft, hard, answered, once) })
	wg.Wait()
	return faults.first()
}

// guard turns a panic of a stage into an error, so that the other stages end in order.
func (p *Processor) guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return f()
}

// recoverDoubts puts in order what a kill left behind, n replies in flight, before anything else is done.
func (p *Processor) recoverDoubts() (n int, err error) {
	if err := p.step(BeforeRecover); err != nil {
		return 0, err
	}
	n, err = p.store.Recover(p.config.Now(), p.config.HoldDoubts)
	if err != nil {
		return 0, fmt.Errorf("recover the replies in flight: %w", err)
	}
	if n > 0 {
		p.log.Warn("replies were in flight when takepart ended last", "replies", n, "hold", p.config.HoldDoubts)
		p.health.change(func(s *Summary) { s.HeldDoubts += n })
	}
	if err := p.tellHeld(); err != nil {
		return 0, err
	}
	return n, p.step(AfterRecover)
}

// tellHeld says at each start that somebody waits for an answer, and for the organisers.
func (p *Processor) tellHeld() error {
	var figures store.Figures
	err := p.store.Look(func(tx *store.Tx) (err error) { figures, err = tx.Figures(); return err })
	if held := figures.Replies[store.Held]; err == nil && held > 0 {
		p.log.Warn("replies are held, it is in doubt whether they were sent", "replies", held, "hint", "takepart status names them, takepart resend or takepart resume lets them go")
	}
	return err
}

// fatal tells the errors after which nothing more may be written or said.
func fatal(err error) bool { return errors.Is(err, ErrKilled) || errors.Is(err, store.ErrUnknown) }

// faults keeps the first error of each weight.
type faults struct {
	mu  sync.Mutex
	err error
}

func (f *faults) add(stage string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil || fatal(err) && !fatal(f.err) {
		f.err = fmt.Errorf("%s: %w", stage, err)
	}
}

func (f *faults) first() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// backoff gives the n-th wait (n from 1): first, grown by factor each time, at most limit, less up to a fifth that
// spread, any number, decides; so the same reply waits the same time in every replay.
func backoff(n int, first, limit time.Duration, factor int, spread uint64) time.Duration {
	d := first
	for i := 1; i < n && d < limit; i++ {
		d *= time.Duration(factor)
	}
	d = min(d, limit)
	return d - d/5*time.Duration(spread*0x9e3779b97f4a7c15>>54)/1024
}
