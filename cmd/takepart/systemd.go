package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	sd "github.com/coreos/go-systemd/v22/daemon"

	"takepart/mailproc"
	"takepart/mailproc/outbox"
)

// supervised speaks to the service manager (sd_notify(3)), where takepart was started by one:
//
//	READY=1     once, after both logins: the mailbox is open, and the SMTP server took the password
//	WATCHDOG=1  only after both sides of the road have gone round since the last one: a look at the mailbox (or a try to connect) and a look
//	            at the queue. Where nothing has happened for a quarter of the watchdog's time they are woken to do so; no timer stands in
//	            for a stage that hangs
//	STATUS=     one line for `systemctl status`; no names, no addresses
//	STOPPING=1  at the signal
//
// It outlives the processors of one run: while the store is opened again, waiting for room on the disk, that is progress too.
type supervised struct {
	notify func(state string)
	probe  func(context.Context) error // logs in to the SMTP server and leaves
	every  time.Duration               // of the watchdog; 0: none asked for

	ready    bool
	loggedIn bool
	mailbox  uint64 // rounds at the last WATCHDOG=1
	queue    uint64
	line     string    // the last STATUS=
	asked    time.Time // when they were woken, or had gone round, last
}

// supervisor is nil where nobody listens.
func (s *session) supervisor(way outbox.Config) *supervised {
	if s.env("NOTIFY_SOCKET") == "" {
		return nil
	}
	every, err := sd.SdWatchdogEnabled(false)
	if err != nil {
		every = 0 // meant for another process
	}
	return &supervised{
		// The service manager may be restarting itself: the next state reaches it.
		notify: func(state string) { _, _ = sd.SdNotify(false, state) },
		probe:  func(ctx context.Context) error { _, err := outbox.Probe(ctx, way); return err },
		every:  every,
	}
}

// tick is how often the states are looked at; a quarter of the watchdog's time where that is less.
func (v *supervised) tick() time.Duration {
	const usual = time.Second
	if v.every > 0 {
		return min(usual, max(v.every/4, 10*time.Millisecond))
	}
	return usual
}

// watch tells how p does until stop is called; wake has both sides go round.
func (v *supervised) watch(ctx context.Context, p *mailproc.Processor, wake func()) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var told sync.WaitGroup
	login := make(chan struct{})
	if !v.loggedIn {
		told.Go(func() { v.logIn(ctx, login) })
	}
	v.mailbox, v.queue, v.asked = 0, 0, time.Now() // p counts anew
	told.Go(func() {
		tick := time.NewTicker(v.tick())
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-login:
				v.loggedIn, login = true, nil
			case <-tick.C:
			}
			v.tell(p.Health(), wake)
		}
	})
	return func() { cancel(); told.Wait() }
}

// logIn tries until the SMTP server lets us in, ever more slowly: accounts are locked for trying often.
func (v *supervised) logIn(ctx context.Context, done chan<- struct{}) {
	for wait := 5 * time.Second; ; wait = min(2*wait, 5*time.Minute) {
		if v.probe(ctx) == nil {
			close(done)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// tell sends what has changed. A mail that was sent proves the login as well.
func (v *supervised) tell(h mailproc.Health, wake func()) {
	v.loggedIn = v.loggedIn || !h.LastSent.IsZero()
	if !v.ready && v.loggedIn && h.Inbox.Connected {
		v.ready = true
		v.notify(sd.SdNotifyReady)
	}
	switch {
	case v.every == 0:
	case h.Inbox.Rounds != v.mailbox && h.Rounds != v.queue:
		v.mailbox, v.queue, v.asked = h.Inbox.Rounds, h.Rounds, time.Now()
		v.notify(sd.SdNotifyWatchdog)
	case time.Since(v.asked) > v.every/4:
		v.asked = time.Now()
		wake()
	}
	if line := statusLine(h); line != v.line {
		v.line = line
		v.notify("STATUS=" + line)
	}
}

func statusLine(h mailproc.Health) string {
	mailbox, sending := "mailbox connected", ""
	if !h.Inbox.Connected {
		mailbox = "MAILBOX NOT CONNECTED"
	}
	switch {
	case !h.PausedUntil.IsZero():
		sending = ", SENDING PAUSED"
	case h.Limited != "":
		sending = ", smtp." + h.Limited + " is reached"
	}
	return fmt.Sprintf("%s%s; %d messages seen, %d mails wait, %d for a person", mailbox, sending, h.Figures.Seen(), h.Queued, h.Summary.Open)
}

// stops tells that the signal has come; what is in flight is finished yet.
func (v *supervised) stops() { v.notify(sd.SdNotifyStopping) }

// waits is progress without a processor: the store is about to be opened again.
func (v *supervised) waits() {
	if v != nil && v.every > 0 {
		v.notify(sd.SdNotifyWatchdog)
	}
}
