package mailproc_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

// TestCrashesSampled plays longer lives: some letters of every kind, several kills one after the other at random points, servers that fail in
// between, letters that come meanwhile, a mailbox that is numbered anew. TAKEPART_CRASHES says how many (12), TAKEPART_SEED plays one
// again.
func TestCrashesSampled(t *testing.T) {
	runs, first := 12, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("TAKEPART_CRASHES")); err == nil {
		runs, first = n, uint64(time.Now().UnixNano())
	}
	if n, err := strconv.ParseUint(os.Getenv("TAKEPART_SEED"), 10, 64); err == nil {
		runs, first = 1, n
	}
	var mu sync.Mutex
	kills, held := 0, 0
	t.Cleanup(func() { t.Logf("%d lives, %d kills, %d mails held after a third doubt", runs, kills, held) })
	for seed := first; seed < first+uint64(runs); seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			l := newLife(t, seed)
			defer l.tale()
			l.live()
			mu.Lock()
			defer mu.Unlock()
			kills += l.kills
			held += len(l.replies(store.Held))
		})
	}
}

// tale prints what happened, if it did not end well.
func (l *life) tale() {
	if !l.t.Failed() {
		return
	}
	l.t.Logf("its story:\n%s", strings.Join(l.story, "\n"))
	l.t.Logf("again: TAKEPART_SEED=%d go test ./mailproc -run TestCrashesSampled", l.seed)
}

// life is one town from the first start to the end, and what happened in it.
type life struct {
	*town
	rnd   *rand.Rand
	seed  uint64
	kills int
	sent  []posted // letters delivered

	telling sync.Mutex
	story   []string
}

// posted is a letter with what must become of it.
type posted struct {
	letter
	kind string
}

// kinds of letters: what is registered, whether an answer goes out, and the marks.
var kinds = map[string]struct {
	registers, answered bool
	marks               []string
}{
	"yes":    {true, true, []string{"$takepart", "\\answered"}},
	"asked":  {true, true, []string{"$takepart", "\\answered"}}, // the title is missing
	"robot":  {marks: []string{}},
	"doubt":  {marks: []string{"$takepartreview"}},
	"noise":  {marks: []string{}},
	"copied": {true, true, []string{"$takepart", "\\answered"}}, // delivered twice
}

func newLife(t *testing.T, seed uint64) *life {
	l := &life{seed: seed, rnd: rand.New(rand.NewPCG(seed, 1))}
	l.town = newTown(t)
	l.config.Connections = 1 + l.rnd.IntN(3)
	l.smtp.Timeout, l.smtp.Final = 300*time.Millisecond, 300*time.Millisecond
	if l.rnd.IntN(4) == 0 {
		l.moveTo, l.config.MoveDone = "Done", true
	}
	l.config.Trace = func(e mailproc.Event) {
		switch {
		case e.Message != nil:
			l.tell("  %s %s: %s %s", e.Kind, e.Message.MessageID, e.Message.Decision, e.Message.Reason)
		case e.Reply != nil:
			l.tell("  reply %d, attempt %d, doubts %d: %s %d %s", e.Reply.ID, e.Reply.Attempts, e.Reply.Doubts, e.Fate, e.Code, e.Why)
		default:
			l.tell("  %s %s", e.Kind, e.Why)
		}
	}
	return l
}

func (l *life) tell(format string, args ...any) {
	l.telling.Lock()
	defer l.telling.Unlock()
	l.story = append(l.story, fmt.Sprintf(format, args...))
}

// live plays up to five starts that end in a kill, and one that does not.
func (l *life) live() {
	l.post(2 + l.rnd.IntN(4))
	for range 1 + l.rnd.IntN(5) {
		l.start()
		if l.rnd.IntN(6) == 0 {
			l.renumber()
		}
		if l.rnd.IntN(2) == 0 {
			l.post(1 + l.rnd.IntN(2))
		}
		l.restart()
		l.tell("restart: %d replies in flight", len(l.replies(store.Sending)))
	}
	l.config.Step = nil
	l.breakWith(nil)
	l.end()
	l.promises()
}

// post delivers n letters.
func (l *life) post(n int) {
	names := []string{"yes", "yes", "yes", "asked", "robot", "doubt", "noise", "copied"}
	for range n {
		p := posted{ada(), names[l.rnd.IntN(len(names))]}
		i := len(l.sent)
		p.from, p.id = fmt.Sprintf("ada%d@school.example", i), fmt.Sprint("m", i)
		switch p.kind {
		case "asked":
			p.text = says("Ada", "Example", "", "")
		case "robot":
			p.headers = "Auto-Submitted: auto-replied\r\n"
		case "doubt":
			p.text = "I cannot TAKE PART.\n\nAda Example\nDirector\n"
		case "noise":
			p.text = "Where is the venue?\n"
		case "copied":
			l.deliver("INBOX", p.letter)
		}
		l.deliver("INBOX", p.letter)
		l.sent = append(l.sent, p)
		l.tell("letter %s: %s", p.id, p.kind)
	}
}

// start runs takepart until a kill, which is at a random passing of a random step of its own or of a server's, or until nothing is left.
func (l *life) start() {
	d := &doom{life: l, counts: map[string]int{}, once: l.rnd.IntN(3) == 0}
	steps := append(mailproc.Steps()[2:], "")
	d.at, d.n = string(steps[l.rnd.IntN(len(steps))]), 1+l.rnd.IntN(4)
	if d.at == "" {
		d.at, d.drop = verbs[l.rnd.IntN(len(verbs))], true
	}
	if l.rnd.IntN(2) == 0 {
		faults := []string{"smtp mail=451 4.3.0 later", "smtp rcpt=450 4.2.1 greylisted", "smtp dot=452 4.3.1 full", "smtp connect=", "smtp dot done=", "imap store=NO later",
			"smtp mail=421 4.3.2 down", "imap store done="}
		d.fault = faults[l.rnd.IntN(len(faults))]
		d.faults = 1 + l.rnd.IntN(2)
	}
	l.tell("start (once: %v), to be killed at passing %d of %q; %d times %q", d.once, d.n, d.at, d.faults, d.fault)
	d.run()
}

// verbs are the servers' steps at which a kill may come.
var verbs = []string{"smtp connect", "smtp mail", "smtp rcpt", "smtp rcpt done", "smtp data", "smtp dot", "smtp dot done", "imap login", "imap select",
	"imap search", "imap fetch", "imap fetch done", "imap store", "imap store done"}

// doom is one start and its end.
type doom struct {
	*life
	once   bool
	at     string // the step of the kill
	n      int
	drop   bool   // it is a server's step: the connection breaks there
	fault  string // step=answer of a server; no answer: the connection breaks
	faults int

	mu     sync.Mutex
	counts map[string]int
	dead   bool
}

func (d *doom) run() {
	d.config.Step = func(s mailproc.Step) error {
		if d.passes(string(s)) {
			return errKill
		}
		return nil
	}
	d.breakWith(d.verdict)
	if d.once {
		_, err := d.processor().Once(d.t.Context())
		d.tell("ended: %v", err)
		return
	}
	p, stop := d.town.run()
	d.eventually("all done, or killed", func() bool { return d.isDead() || d.settled(p) })
	d.tell("ended: %v", stop())
}

// passes counts, and tells whether takepart is dead, or dies here.
func (d *doom) passes(step string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counts[step]++
	if !d.dead && step == d.at && d.counts[step] == d.n {
		d.dead = true
		d.kills++
		d.tell("killed at %s", step)
	}
	return d.dead
}

func (d *doom) isDead() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.dead
}

func (d *doom) verdict(step string) *postoffice.Verdict {
	if d.drop && d.passes(step) {
		return &postoffice.Verdict{Drop: true}
	}
	at, answer, _ := strings.Cut(d.fault, "=")
	d.mu.Lock()
	defer d.mu.Unlock()
	if step != at || d.faults == 0 {
		return nil
	}
	d.faults--
	d.tell("  fault: %s", d.fault)
	return &postoffice.Verdict{Reply: answer, Drop: answer == ""}
}

func (l *life) breakWith(f func(string) *postoffice.Verdict) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fault = f
}

// settled tells whether all that was delivered is read, and nothing is left to do.
func (l *life) settled(p *mailproc.Processor) bool {
	f := p.Health().Figures
	return f.Seen() == len(l.sent) && f.Replies[store.Pending]+f.Replies[store.Sending]+f.Marks == 0
}

func (l *life) renumber() {
	l.tell("the mailbox is numbered anew")
	if err := l.office.Renumber("INBOX"); err != nil {
		l.t.Fatal(err)
	}
}

// end works until nothing is left.
func (l *life) end() {
	l.tell("the last start")
	l.eventually("all done", func() bool {
		s := l.once()
		time.Sleep(5 * time.Millisecond)
		return s.Queued == 0 && s.Unmarked == 0
	})
}

// promises holds the outcome against DESIGN's promises.
func (l *life) promises() {
	people, replies := map[string]int{}, map[string]*store.Reply{}
	for _, r := range l.registrations() {
		people[r.From]++
	}
	for _, r := range l.replies("") {
		replies[r.To] = r
	}
	for _, p := range l.sent {
		k := kinds[p.kind]
		if want := map[bool]int{true: 1}[k.registers]; people[p.from] != want {
			l.t.Errorf("%s, %s: %d registrations, want %d", p.id, p.kind, people[p.from], want)
		}
		l.answers(p, replies[p.from])
		delete(people, p.from)
	}
	if len(people) > 0 {
		l.t.Errorf("registered without having written: %v", people)
	}
	if got := len(l.messages()); got != len(l.sent) {
		l.t.Errorf("%d messages are kept of %d", got, len(l.sent))
	}
	l.mailboxIsTheirs()
	if err := l.figuresAdd(); err != nil {
		l.t.Error(err)
	}
}

// answers: who is to be answered was, under one Message-ID; more copies than one only for doubts; a mail that was not sent is held after the
// third doubt.
func (l *life) answers(p posted, r *store.Reply) {
	mails := l.sentTo(p.from)
	if !kinds[p.kind].answered {
		if len(mails) > 0 || r != nil {
			l.t.Errorf("%s, %s: was answered", p.id, p.kind)
		}
		return
	}
	switch {
	case r == nil:
		l.t.Errorf("%s, %s: nothing is owed", p.id, p.kind)
		return
	case r.State == store.Held && r.Doubts < 3, r.State != store.Held && r.State != store.Sent:
		l.t.Errorf("%s, %s: its reply is %s after %d doubts", p.id, p.kind, r.State, r.Doubts)
	case r.State == store.Sent && len(mails) == 0:
		l.t.Errorf("%s, %s: its reply counts as sent, and is not", p.id, p.kind)
	}
	if len(mails) > 1+r.Doubts {
		l.t.Errorf("%s, %s: %d copies for %d doubts", p.id, p.kind, len(mails), r.Doubts)
	}
	for _, m := range mails {
		if m.id != r.MessageID {
			l.t.Errorf("%s, %s: a copy under %s, not %s", p.id, p.kind, m.id, r.MessageID)
		}
	}
}

// mailboxIsTheirs: every letter is there, unchanged, as often as it was delivered, with our marks and no other.
func (l *life) mailboxIsTheirs() {
	var kept []postoffice.Kept
	for _, name := range []string{"INBOX", "Done"} {
		here, err := l.office.Messages(name)
		if err != nil {
			l.t.Fatal(err)
		}
		kept = append(kept, here...)
	}
	total := 0
	for _, p := range l.sent {
		copies, marked := 0, 0
		var flags [][]string
		for _, k := range kept {
			if !bytes.Equal(k.Raw, p.raw()) {
				continue
			}
			copies++
			flags = append(flags, marksOf(k))
			if slices.Equal(marksOf(k), kinds[p.kind].marks) || l.isHeld(p) {
				marked++
			}
		}
		want := 1
		if p.kind == "copied" {
			want = 2
		}
		if copies != want || marked == 0 {
			l.t.Errorf("%s, %s: %d copies in the mailbox, want %d; none is marked as it should be: %q", p.id, p.kind, copies, want, flags)
		}
		total += copies
	}
	if total != len(kept) {
		l.t.Errorf("%d messages in the mailbox, of which %d were delivered", len(kept), total)
	}
}

func (l *life) isHeld(p posted) bool {
	return slices.ContainsFunc(l.replies(store.Held), func(r *store.Reply) bool { return r.To == p.from })
}

func marksOf(k postoffice.Kept) []string {
	flags := []string{}
	for _, f := range k.Flags {
		if f = strings.ToLower(f); f != "\\recent" {
			flags = append(flags, f)
		}
	}
	slices.Sort(flags)
	return flags
}
