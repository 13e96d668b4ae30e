package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/store"
)

// reopenAfter is the wait before the store is opened again when it is not known whether the last change was kept.
const reopenAfter = 5 * time.Second

type logFlags struct {
	Log   string `default:"text" enum:"text,json" help:"text or json."`
	Debug bool   `help:"Log every step; addresses of people appear in it."`
}

// logger writes one line per event from a level on to w.
func (f logFlags) logger(w io.Writer, level slog.Level) *slog.Logger {
	o := &slog.HandlerOptions{Level: level}
	if f.Debug {
		o.Level = slog.LevelDebug
	}
	if f.Log == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

type runCommand struct {
	logFlags
	Once   bool `help:"Read all that is there, send all that is due, end."`
	Shadow bool `help:"Read and decide, and keep what would be done, but answer and mark nothing."`
	Live   bool `help:"Go live after runs in the shadow, without a question: each is answered once."`
}

func (c *runCommand) Run(s *session) error {
	cfg, err := s.load(true)
	if err != nil {
		return c.lasting(err)
	}
	s.collectLess()
	level := slog.LevelInfo
	watched := c.Once && c.Log == "text" && !c.Debug && isTerminal(s.stderr)
	if watched { // a line that says how far it is, instead of one for each message
		level = slog.LevelWarn
	}
	d := &daemon{session: s, config: cfg, log: c.logger(s.stderr, level), once: c.Once, watched: watched, shadow: c.Shadow, live: c.Live, storePath: cfg.Store, next: make(chan *reloaded, 1)}
	if !c.Once {
		d.supervised = s.supervisor(way(cfg))
	}
	for {
		err := d.work(s.ctx)
		if !errors.Is(err, store.ErrUnknown) || c.Once || s.ctx.Err() != nil {
			return c.lasting(plainWords(err))
		}
		d.supervised.waits()
		// The disk may be full for a while. Nothing was sent on the strength of what may not be kept; begin again from the file.
		d.log.Error("the store could not keep a change; everything waits and begins again from what is kept", "error", err, "again_in", reopenAfter.String(), "hint", "see whether the disk is full or broken")
		select {
		case <-time.After(reopenAfter):
		case <-s.ctx.Done():
			return nil
		}
	}
}

// lasting marks those faults of the daemon that no restart mends, so that its supervisor can leave it at rest (RestartPreventExitStatus).
func (c *runCommand) lasting(err error) error {
	var problems config.Problems
	var wrong setupError
	switch {
	case c.Once || err == nil:
		return err
	case errors.As(err, &problems), errors.As(err, &wrong):
		return statusError{err, exitConfig}
	case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNewer):
		return statusError{err, exitData}
	}
	return err
}

// collectLess makes the garbage collector rarer: intake makes much garbage and keeps little, so this takes most of the collector's share
// of the time (14% of 10,000 messages), and a look into a large store is over before a collection is worth while (15 of 50 ms). The
// soft limit holds what that costs in memory: RssAnon 80 MB at its peak, with 10,000 messages as with 50,000. A limit of 56 MB cost 6% of
// the time.
func (s *session) collectLess() {
	if s.env("GOGC") != "" {
		return
	}
	debug.SetGCPercent(400)
	if s.env("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(88 << 20)
	}
}

// plainWords adds what to do about the faults that end a run.
func plainWords(err error) error {
	var mail *inbox.Fault
	var sending *outbox.Fault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mail):
		return hint(err, "%s", mail.Hint)
	case errors.As(err, &sending):
		return hint(err, "%s", sending.Hint)
	case errors.Is(err, store.ErrUnknown):
		return hint(err, "see whether the disk is full or broken; then start again: nothing is lost, and what may have been sent keeps its Message-ID")
	case errors.Is(err, store.ErrDamaged):
		return hint(err, "put back a backup; the file is left as it is")
	}
	return err
}

// daemon is one run: store, socket and processor, opened together and closed together.
type daemon struct {
	*session
	config *config.Config
	log    *slog.Logger
	once   bool
	shadow bool // read and decide only
	live   bool // going live from the shadow needs no question

	supervised *supervised // nil: by nobody who listens

	storePath string         // does not change while it runs
	next      chan *reloaded // what was read again and is right

	watched bool          // somebody at a terminal waits for it
	sending *admin.Mailed // only what is queued is sent, this above all
}

func (d *daemon) work(ctx context.Context) error {
	pc, err := d.processing(d.config, d.log)
	if err != nil {
		return setupError{err}
	}
	st, err := openStore(d.config, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	if notice := st.Notice(); notice != "" {
		d.log.Warn(notice)
	}
	if err := d.light(st); err != nil {
		return err
	}
	pc.Shadow = d.shadow
	events := new(admin.Events)
	server := &admin.Server{Store: st, Events: events, Version: version(), Event: d.config.Event.Name, Started: time.Now(), Reload: d.reload}
	pc.Trace = events.Trace
	in, p := d.processor(pc, st)
	defer func() { in.Close() }()
	server.Use(p)
	stop, err := d.answerDesk(ctx, server)
	if err != nil {
		return err
	}
	defer stop()
	if d.sending != nil {
		return d.deliver(p)
	}
	if d.once {
		return d.runOnce(ctx, p)
	}
	defer d.heedHangups(ctx)()
	d.log.Info("started", "version", version(), "config", d.config.Path, "store", d.config.Store)
	if d.supervised != nil {
		defer context.AfterFunc(ctx, d.supervised.stops)()
	}
	for {
		quiet := d.beside(ctx, in, p, st)
		next, err := d.until(ctx, p)
		quiet()
		if next == nil {
			d.log.Info("stopped", "signal", ctx.Err() != nil)
			return err
		}
		in.Close()
		d.config = next.config
		next.processing.Trace, next.processing.Shadow = events.Trace, d.shadow
		in, p = d.processor(next.processing, st)
		server.Use(p)
		d.log.Info("reloaded", "config", d.config.Path)
	}
}

// beside starts what goes along with a processor, until it is told to be quiet: word to a supervisor, mails to the organisers.
func (d *daemon) beside(ctx context.Context, in *inbox.Mailbox, p *mailproc.Processor, st *store.Store) (quiet func()) {
	ctx, cancel := context.WithCancel(ctx)
	var told sync.WaitGroup
	told.Go(func() { d.notifier(st, p.Health).run(ctx) })
	unwatched := func() {}
	if d.supervised != nil {
		unwatched = d.supervised.watch(ctx, p, func() { p.Wake(); in.Wake() })
	}
	return func() { cancel(); told.Wait(); unwatched() }
}

// processor makes what reads and answers, as the configuration says now.
func (d *daemon) processor(pc mailproc.Config, st *store.Store) (*inbox.Mailbox, *mailproc.Processor) {
	in, servers := mailbox(d.config, d.log), way(d.config)
	return in, mailproc.New(pc, st, in, func() *outbox.Sender { return outbox.New(servers) })
}

// light begins a run in the shadow, or leaves the shadow after a count and a question.
func (d *daemon) light(st *store.Store) error {
	if d.shadow {
		if err := mailproc.Live(st, true); err != nil {
			return hint(err, "--shadow is for before; with another store.path it is possible any time")
		}
		return nil
	}
	waiting, err := mailproc.Shadowed(st)
	if err != nil || waiting < 0 {
		return err
	}
	question := fmt.Sprintf("%s gathered in the shadow. Go live and send them?", plural(waiting, "mail has", "mails have"))
	if !d.live && !isTerminalIn(d.stdin) {
		return hint(fmt.Errorf("%s gathered in runs with --shadow", plural(waiting, "mail has", "mails have")), "takepart list shows the people; takepart run --live sends them, each once")
	}
	if err := d.confirm(d.live, question); err != nil {
		return err
	}
	return mailproc.Live(st, false)
}

// answerDesk opens the socket for the organiser commands and answers on it until stop is called.
func (d *daemon) answerDesk(ctx context.Context, server *admin.Server) (stop func(), err error) {
	l, err := admin.Listen(d.config.Store)
	if err != nil {
		return nil, err
	}
	// Not ended by the signal but after the processor: `status` answers while what is in flight is settled.
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(ctx, l); err != nil {
			d.log.Error("organiser commands cannot reach the daemon", "error", err)
		}
	}()
	return func() { cancel(); <-done; _ = l.Close() }, nil
}

func (d *daemon) runOnce(ctx context.Context, p *mailproc.Processor) error {
	stop := func() {}
	if d.watched {
		stop = d.watch(p)
	}
	sum, err := p.Once(ctx)
	stop()
	printSummary(d.session, sum)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return hint(errors.New("run: stopped before all was done"), "start again: it goes on where it ended")
	}
	return nil
}

// watch shows how far the run is until stop is called.
func (d *daemon) watch(p *mailproc.Processor) (stop func()) {
	end := every(look, func() {
		s := p.Summary()
		fmt.Fprintf(d.stderr, "\r\x1b[K%d read, %d sent, %d to send", s.Read, s.Sent, s.Queued)
	})
	return func() { end(); fmt.Fprint(d.stderr, "\r\x1b[K") }
}

// every calls f again and again until stop is called.
func every(wait time.Duration, f func()) (stop func()) {
	quit := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		tick := time.NewTicker(wait)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				f()
			case <-quit:
				return
			}
		}
	})
	return func() { close(quit); running.Wait() }
}

// printSummary says what was done and, above all, what is left.
func printSummary(on *session, s mailproc.Summary) {
	w := on.stdout
	fmt.Fprintf(w, "%s read", plural(s.Read, "message", "messages"))
	var parts []string
	for _, kind := range []string{"register", "incomplete", "withdraw", "review", "ignore"} {
		if n := s.Decided[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	if s.Known > 0 {
		parts = append(parts, fmt.Sprintf("%d known already", s.Known))
	}
	if len(parts) > 0 {
		fmt.Fprintf(w, " (%s)", strings.Join(parts, ", "))
	}
	fmt.Fprintf(w, "; %s sent", plural(s.Sent, "mail", "mails"))
	if s.Refused > 0 {
		fmt.Fprintf(w, ", %d refused by the server", s.Refused)
	}
	fmt.Fprintln(w)
	printLeft(on, s)
	if s.Unmarked > 0 {
		fmt.Fprintf(w, "%s still to be marked in the mailbox\n", plural(s.Unmarked, "message", "messages"))
	}
	if s.Open > 0 {
		fmt.Fprintf(w, "%s for you: takepart review\n", plural(s.Open, "message waits", "messages wait"))
	}
}

// printLeft says what is still to be sent, and until when.
func printLeft(on *session, s mailproc.Summary) {
	w := on.stdout
	if s.Queued > 0 {
		fmt.Fprintf(w, "%s left in the store", plural(s.Queued, "mail", "mails"))
		if s.Limited != "" {
			fmt.Fprintf(w, ", because smtp.%s is reached", s.Limited)
		}
		if !s.Next.IsZero() {
			fmt.Fprintf(w, "; the next is due at %s", on.second(s.Next))
		}
		fmt.Fprintln(w)
	}
}
