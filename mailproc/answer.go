package mailproc

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"takepart/mailproc/outbox"
	"takepart/store"
)

// The answer stage: one clerk and Config.Connections carriers. The clerk alone exchanges with the store: in one
// transaction he settles what the carriers bring back and claims what they take next, so that the commits of all
// connections are shared. A carrier has one mail in hand: it was claimed before its first byte goes out, and its fate is
// handed in before the carrier gets another. So a kill leaves at most one mail a connection in doubt.

// linger is how long at most the clerk waits for others before he commits: more than what eight carriers on two idle
// cores need to render and send a mail each, less than anybody notices. A single mail waits for nobody.
const linger = 10 * time.Millisecond

// asking is a carrier at the clerk's desk: it brings a fate (nil at first) and waits for a reply. A closed channel sends
// it home.
type asking struct {
	brings *carried
	takes  chan *store.Reply
}

// carried is a reply whose attempt is over.
type carried struct {
	reply   *store.Reply
	settle  store.Settlement
	outcome outbox.Outcome
}

type answering struct {
	p        *Processor
	once     bool
	asks     chan asking
	wholly   atomic.Bool // nothing more comes in: once nothing is due, it is over
	idle     []asking
	busy     int        // carriers that have a reply in hand
	brought  []*carried // not yet settled
	pause    pause
	limited  string // the limit that holds now: "per_hour", "per_day"
	told     string // the limit that was last told of
	next     time.Time
	fault    error // once only: the server's fault that ends it
	stopping bool
	// careful: replies were in flight when takepart ended last. Should it be killed again, or should one of them be what ends
	// it, then few are to be in doubt: one goes out by itself, and each `calm` settlements allow one more side by side.
	careful bool
	done    int // settlements so far
}

// calm is how many settlements allow one connection more. It was measured with 50 kills in a run of 320 mails over 4 connections:
// without it 38 mails went out twice, and up to nine were held after a third doubt; with it 12, and none in 50 such runs.
const calm = 8

func newAnswering(p *Processor, once bool) *answering {
	return &answering{p: p, once: once, asks: make(chan asking, p.config.Connections)}
}

// intakeEnds tells that receive has ended.
func (a *answering) intakeEnds() {
	a.wholly.Store(true)
	wake(a.p.wakeAnswer)
}

// run works until soft ends, or in a single pass until nothing is due; what is in flight is settled first. hard ends all
// at once.
func (a *answering) run(soft, hard context.Context) error {
	sends, cut := context.WithCancel(hard)
	defer cut()
	defer context.AfterFunc(soft, func() { // mails in flight get their time, but not for ever
		time.AfterFunc(a.p.config.Grace, cut)
	})()
	home, leave := context.WithCancel(hard)
	defer leave()
	var wg sync.WaitGroup
	failed := make(chan error, a.p.config.Connections)
	a.busy = a.p.config.Connections
	for range a.p.config.Connections {
		wg.Go(func() {
			if err := a.p.guard(func() error { return a.carry(home, sends) }); err != nil {
				failed <- err
				leave()
			}
		})
	}
	err := a.clerk(soft, home)
	leave()
	wg.Wait()
	select {
	case other := <-failed:
		if err == nil || errors.Is(err, context.Canceled) {
			err = other
		}
	default:
	}
	if errors.Is(err, context.Canceled) { // hard ended: whoever ended it has said why
		return nil
	}
	if err == nil {
		err = a.fault
	}
	return err
}

// clerk serves until there is nothing more to do.
func (a *answering) clerk(soft, hard context.Context) error {
	for {
		if err := a.await(soft, hard); err != nil {
			return err
		}
		a.p.health.round()
		a.stopping = a.stopping || soft.Err() != nil
		// Read before the exchange: what was recorded before receive ended is in the store by now, and is seen by it.
		wholly := a.wholly.Load()
		if err := a.exchange(); err != nil {
			return err
		}
		if a.busy == 0 && (a.stopping || a.fault != nil || a.once && wholly && !a.dueNow()) {
			return nil
		}
	}
}

// await waits until there is something to settle, to claim, or to stop for; then shortly for more.
func (a *answering) await(soft, hard context.Context) error {
	timer := time.NewTimer(a.wait())
	defer timer.Stop()
	stopped := soft.Done()
	if a.stopping {
		stopped = nil
	}
	select {
	case ask := <-a.asks:
		a.greet(ask)
	case <-a.p.wakeAnswer:
	case <-timer.C:
	case <-stopped:
		a.stopping = true
	case <-hard.Done():
		return context.Canceled
	}
	return a.gather(hard)
}

// gather takes what other carriers bring, and lingers for those who are on their way: one commit for eight fates costs little more
// than one for a single fate, and halving the commits was worth more than having half of the carriers send meanwhile.
func (a *answering) gather(hard context.Context) error {
	t := time.NewTimer(linger)
	defer t.Stop()
	for a.busy > 0 {
		select {
		case ask := <-a.asks:
			a.greet(ask)
			continue
		default:
		}
		if len(a.brought) == 0 {
			return nil
		}
		select {
		case ask := <-a.asks:
			a.greet(ask)
		case <-t.C:
			return nil
		case <-hard.Done():
			return context.Canceled
		}
	}
	return nil
}

func (a *answering) greet(ask asking) {
	a.busy--
	a.idle = append(a.idle, ask)
	if ask.brings != nil {
		a.brought = append(a.brought, ask.brings)
	}
}

// wait says how long nothing needs to be done if nobody comes. A minute at most: clocks jump.
func (a *answering) wait() time.Duration {
	const most = time.Minute
	now := a.p.config.Now()
	at := a.next
	if a.pause.until.After(at) && !at.IsZero() {
		at = a.pause.until
	}
	if at.IsZero() || len(a.idle) == 0 || a.stopping {
		return most
	}
	return min(most, max(at.Sub(now), time.Millisecond))
}

func (a *answering) dueNow() bool {
	return !a.next.IsZero() && !a.next.After(a.p.config.Now()) && a.limited == ""
}

// want is how many replies may be claimed: one for each idle carrier; none in a pause; a single one, to try, after it.
func (a *answering) want(now time.Time) int {
	if a.pause.until.Sub(now) > a.pause.wait { // the clock was put back
		a.pause.until = now.Add(a.pause.wait)
	}
	switch {
	case a.stopping, a.fault != nil, now.Before(a.pause.until):
		return 0
	case a.pause.failures > 0 && a.busy > 0:
		return 0
	case a.pause.failures > 0:
		return min(1, len(a.idle))
	case a.careful:
		return min(max(0, 1+a.done/calm-a.busy), len(a.idle))
	}
	return len(a.idle)
}

// exchange settles and claims, in one commit, and hands out what was claimed.
func (a *answering) exchange() error {
	p := a.p
	now := p.config.Now()
	for _, c := range a.brought {
		a.weigh(now, c)
	}
	want := a.want(now)
	if want == 0 && len(a.brought) == 0 {
		return nil
	}
	if err := p.step(BeforeExchange); err != nil {
		return err
	}
	settlements := make([]store.Settlement, len(a.brought))
	for i, c := range a.brought {
		settlements[i] = c.settle
	}
	replies, pace, err := p.store.Exchange(now, settlements, want, p.config.Limits)
	if errors.Is(err, store.ErrSettled) {
		// An organiser's hand, or a fault of ours: said, and not a reason to stop.
		p.log.Error("a reply was settled twice", "error", err)
		err = nil
	}
	if err != nil {
		return fmt.Errorf("settle and claim replies: %w", err)
	}
	if err := p.step(AfterExchange); err != nil {
		return err
	}
	a.settled(now)
	a.paced(now, want, pace)
	for i := range replies {
		ask := a.idle[len(a.idle)-1] // the last who came: its connection is the freshest
		a.idle = a.idle[:len(a.idle)-1]
		a.busy++
		ask.takes <- &replies[i]
	}
	return nil
}

// settled tells of the fates that are stored now.
func (a *answering) settled(now time.Time) {
	if len(a.brought) == 0 {
		return
	}
	wake(a.p.wakeMark)
	a.done += len(a.brought)
	for _, c := range a.brought {
		a.p.health.carried(now, c)
		a.p.logFate(c)
		a.p.tell(Event{At: now, Kind: Fate, Reply: c.reply, Fate: fateName(c), Code: c.outcome.Code, Why: c.outcome.Why, Hint: c.outcome.Hint})
	}
	a.brought = a.brought[:0]
}

func fateName(c *carried) string {
	if c.settle.State == store.Held {
		return string(store.Held)
	}
	return string(c.outcome.Fate)
}

func (p *Processor) logFate(c *carried) {
	o := c.outcome
	args := []any{"reply", c.reply.ID, "kind", c.reply.Kind, "fate", fateName(c), "attempt", c.reply.Attempts}
	if o.Fate == outbox.Sent {
		p.log.Info("reply", args...)
		return
	}
	p.log.Warn("reply", append(args, "code", o.Code, "status", o.Enhanced, "stage", o.Stage, "due", c.settle.Due)...)
	p.log.Debug("reply", "reply", c.reply.ID, "why", o.Why) // servers repeat addresses in their words
}

// paced notes what holds back the queue.
func (a *answering) paced(now time.Time, want int, pace store.Pace) {
	a.next = pace.Next
	if want > 0 || pace.Limited != "" {
		a.limited = pace.Limited
	}
	a.tellLimit(now, pace)
	a.p.health.paced(pace, a.limited)
}

// tellLimit says once that a limit is reached, and once that nothing is held back by it any more. In between the limit lets a
// few mails out each minute and then holds again: that is not news.
func (a *answering) tellLimit(now time.Time, pace store.Pace) {
	switch {
	case a.limited != "" && a.limited != a.told:
		a.told = a.limited
		a.p.log.Warn("the limit of mails is reached, sending waits", "limit", "smtp."+a.limited, "queued", pace.Queued, "next", pace.Next)
		a.p.tell(Event{At: now, Kind: Paused, Why: "smtp." + a.limited + " is reached", Until: pace.Next})
	case a.limited == "" && a.told != "" && pace.Queued == 0:
		a.told = ""
		a.p.log.Info("sending goes on, nothing is held back any more")
		a.p.tell(Event{At: now, Kind: Resumed})
	}
}

// pause holds back all sending while the server or the login is at fault.
type pause struct {
	failures int // attempts in a row that failed by the server's fault
	until    time.Time
	wait     time.Duration // the whole of the last pause
}

// weigh decides what is stored of an attempt, and whether all must pause.
func (a *answering) weigh(now time.Time, c *carried) {
	b := a.p.config.Backoff
	o := &c.outcome
	c.settle = store.Settlement{ID: c.reply.ID, Error: o.Why, Code: o.Code, Refund: !o.Handed, Tried: !o.Server}
	wait := backoff(c.reply.Attempts, b.Reply, b.ReplyCap, 4, c.reply.ID)
	switch o.Fate {
	case outbox.Sent:
		c.settle.State, c.settle.Error = store.Sent, ""
	case outbox.Refused:
		c.settle.State, c.settle.Refund = store.Refused, false
		c.settle.Error, c.settle.Stop = returnWords(o.Enhanced, o.Why), aboutAddress(o)
	case outbox.Doubt:
		c.settle.State, c.settle.Doubt, c.settle.Due = store.Pending, true, now.Add(wait)
		if a.p.config.HoldDoubts || c.reply.Doubts >= 2 {
			c.settle.State = store.Held
		}
	default:
		c.settle.State, c.settle.Due = store.Pending, now.Add(wait)
		if o.Server { // the pause is wait enough; the reply itself is innocent
			c.settle.Due = now
		}
	}
	switch {
	case o.Server && a.once:
		if a.fault == nil {
			a.fault = &outbox.Fault{Op: o.Op, Why: impersonal(o), Hint: o.Hint}
			a.p.health.fault(now, o.Why, o.Hint)
		}
	case o.Server:
		a.hold(now, c)
	case o.Stage != stageCompose && o.Code != 0 && a.pause.failures > 0: // the server speaks again
		a.pause = pause{}
		a.p.log.Info("the SMTP server answers again")
		a.p.tell(Event{At: now, Kind: Resumed})
		a.p.health.resumed()
	}
}

// impersonal is why the server is at fault, fit for an error message: what it says about a mail in hand may name the person.
func impersonal(o *outbox.Outcome) string {
	switch o.Stage {
	case "mail", stageRecipient, "data", "dot":
		if o.Code != 0 {
			return strings.TrimSpace(fmt.Sprintf("the server answers %d %s", o.Code, o.Enhanced))
		}
	}
	return o.Why
}

// hold begins or lengthens the pause. What other connections bring back from before it began does not count again.
func (a *answering) hold(now time.Time, c *carried) {
	if now.Before(a.pause.until) {
		return
	}
	b, o := a.p.config.Backoff, c.outcome
	a.pause.failures++
	first, limit := b.Server, b.ServerCap
	if o.Login {
		first, limit = b.Login, b.LoginCap
	}
	a.pause.wait = backoff(a.pause.failures, first, limit, 2, c.reply.ID)
	a.pause.until = now.Add(a.pause.wait)
	a.p.log.Error("no mail can be sent, all sending waits", "stage", o.Stage, "code", o.Code, "login", o.Login, "hint", o.Hint, "until", a.pause.until)
	a.p.tell(Event{At: now, Kind: Paused, Code: o.Code, Why: o.Why, Hint: o.Hint, Until: a.pause.until})
	a.p.health.paused(now, o.Why, o.Hint, a.pause.until)
}

// idleClose is how long a carrier without work keeps its connection: long enough for a busy hour, short of what servers
// and routers allow.
const idleClose = 20 * time.Second

// carry is one carrier with its connection.
func (a *answering) carry(home, sends context.Context) error {
	out := a.p.out()
	defer func() { _ = out.Close() }() // all fates are known; there is nobody to tell
	takes := make(chan *store.Reply, 1)
	var brings *carried
	for {
		select {
		case a.asks <- asking{brings, takes}:
		case <-home.Done():
			return nil
		}
		reply := wait(home, takes, out)
		if reply == nil {
			return nil
		}
		var err error
		if brings, err = a.attempt(sends, out, reply); err != nil {
			return err
		}
	}
}

// wait gives the next reply; nil when it is time to go.
func wait(home context.Context, takes <-chan *store.Reply, out *outbox.Sender) *store.Reply {
	t := time.NewTimer(idleClose)
	defer t.Stop()
	for {
		select {
		case reply := <-takes:
			return reply
		case <-home.Done():
			return nil
		case <-t.C:
			_ = out.Close() // politeness only: the next mail opens another
		}
	}
}

// stageCompose is the Outcome.Stage of a mail that could not even be rendered.
const stageCompose = "compose"

// attempt renders and sends one reply. An error is a kill.
func (a *answering) attempt(ctx context.Context, out *outbox.Sender, reply *store.Reply) (*carried, error) {
	c := &carried{reply: reply}
	mail, err := a.p.compose(reply)
	if err != nil { // the organiser's template or agenda: mended, it goes out
		c.outcome = outbox.Outcome{Fate: outbox.Retry, Stage: stageCompose, Why: err.Error(), Hint: "takepart check tells what is wrong with the templates"}
		a.p.log.Error("a mail cannot be rendered", "reply", reply.ID, "kind", reply.Kind, "lang", reply.Lang)
		return c, nil
	}
	if err := a.p.step(BeforeSend); err != nil {
		return nil, err
	}
	c.outcome = out.Send(ctx, mail)
	return c, a.p.step(AfterSend)
}
