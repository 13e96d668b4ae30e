package inbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
)

// keeper is a Reader that keeps everything in memory, as a store would.
type keeper struct {
	mu      sync.Mutex
	start   Start
	cursors map[string]Cursor
	got     []Message
	batches []Batch
	fail    error
	news    chan Message
	slow    time.Duration
}

func newKeeper() *keeper {
	return &keeper{cursors: map[string]Cursor{}, news: make(chan Message, 10000)}
}

func (k *keeper) Cursor(m string) (Cursor, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.cursors[m], nil
}

func (k *keeper) Start(string) (Start, error) { return k.start, nil }

func (k *keeper) Batch(_ context.Context, b Batch) (keep func() error) {
	return func() error { return k.keep(b) }
}

func (k *keeper) keep(b Batch) error {
	time.Sleep(k.slow)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return k.fail
	}
	k.cursors[b.Mailbox] = b.Cursor
	k.batches = append(k.batches, b)
	for _, m := range b.Messages {
		k.got = append(k.got, m)
		k.news <- m
	}
	return nil
}

// uids are those received so far, in order; those in trouble with their reason.
func (k *keeper) uids() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var all []string
	for _, m := range k.got {
		s := strconv.Itoa(int(m.UID))
		if m.Trouble != "" {
			s += " " + m.Trouble
		}
		all = append(all, s)
	}
	return all
}

func (k *keeper) next(t *testing.T) Message {
	t.Helper()
	select {
	case m := <-k.news:
		return m
	case <-time.After(10 * time.Second):
		t.Fatal("no message came within 10 s")
		return Message{}
	}
}

func sample(i int) []byte {
	return fmt.Appendf(nil, "From: Ada Nori <ada%d@org.example>\r\nTo: participate@meeting.example\r\nSubject: registration %d\r\n"+
		"Date: Mon, 02 Feb 2026 10:00:00 +0100\r\nMessage-ID: <m%d@org.example>\r\n\r\nI TAKE PART\r\n\r\nAda Nori\r\nDirector\r\n", i, i, i)
}

func start(t *testing.T, o postoffice.Options) *postoffice.Office {
	t.Helper()
	f, err := postoffice.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func deliver(t *testing.T, f *postoffice.Office, mailbox string, raw ...[]byte) (last uint32) {
	t.Helper()
	for _, r := range raw {
		var err error
		if last, err = f.Deliver(mailbox, r); err != nil {
			t.Fatal(err)
		}
	}
	return last
}

func configFor(t *testing.T, addr string) Config {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	n, _ := strconv.Atoi(port)
	return Config{Host: host, Port: n, Security: Plain, Username: "post", Password: "secret", Timeout: 5 * time.Second}
}

func open(t *testing.T, c Config) *Mailbox {
	t.Helper()
	b := New(c)
	t.Cleanup(func() { b.Close() })
	return b
}

func mustOnce(t *testing.T, b *Mailbox, k *keeper) {
	t.Helper()
	if err := b.Once(t.Context(), k); err != nil {
		t.Fatalf("Once: %v", err)
	}
}

func TestOnceHandsOverEachMessageOnce(t *testing.T) {
	f := start(t, postoffice.Options{})
	for i := range 3 {
		deliver(t, f, "", sample(i))
	}
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	mustOnce(t, b, k)
	mustOnce(t, b, k)
	if got := k.uids(); !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Fatalf("got %v", got)
	}
	if string(k.got[1].Raw) != string(sample(1)) || k.got[1].Size != int64(len(sample(1))) {
		t.Errorf("message 2 is not what was delivered: %d bytes, size %d", len(k.got[1].Raw), k.got[1].Size)
	}
	deliver(t, f, "", sample(3))
	mustOnce(t, b, k)
	if got := k.uids(); len(got) != 4 {
		t.Fatalf("after another delivery: %v", got)
	}
}

func TestRunReadsWhatArrivesByIdle(t *testing.T) {
	f := start(t, postoffice.Options{})
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx, k) }()
	var took []time.Duration
	for i := range 50 {
		began := time.Now()
		deliver(t, f, "", sample(i))
		k.next(t)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	t.Logf("delivery to Batch: p50 %v, worst %v", took[len(took)/2], took[len(took)-1])
	if !b.State().Connected || !b.State().Idle {
		t.Errorf("state while running: %+v", b.State())
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run ended with %v", err)
		}
	case <-time.After(2 * time.Second):
		t.Fatal("Run did not end with its context")
	}
	if got := k.uids(); len(got) != 50 {
		t.Errorf("%d messages handed over, want 50", len(got))
	}
}

func TestMarkSetsKeywordAndLeavesTheRest(t *testing.T) {
	f := start(t, postoffice.Options{})
	uid := deliver(t, f, "", sample(1), sample(2))
	k := newKeeper()
	b := open(t, configFor(t, f.IMAPAddr()))
	mustOnce(t, b, k)
	valid := k.cursors["INBOX"].UIDValidity
	fates, err := b.Mark(t.Context(), []Mark{{Mailbox: "INBOX", UIDValidity: valid, UID: uid, Add: []string{"$TakePart", `\Answered`}}})
	if err != nil || !fates[0].Done {
		t.Fatalf("Mark: %+v, %v", fates, err)
	}
	kept, err := f.Messages("")
	if err != nil {
		t.Fatal(err)
	}
	if len(kept[0].Flags) != 0 {
		t.Errorf("the other message has flags %v", kept[0].Flags)
	}
	if got := strings.ToLower(strings.Join(kept[1].Flags, " ")); !strings.Contains(got, "$takepart") || !strings.Contains(got, `\answered`) || strings.Contains(got, "seen") {
		t.Errorf("flags are %v", kept[1].Flags)
	}
}

func TestAnErrorOfTheReaderEndsRun(t *testing.T) {
	f := start(t, postoffice.Options{})
	deliver(t, f, "", sample(1))
	k := newKeeper()
	k.fail = errors.New("disk full")
	b := open(t, configFor(t, f.IMAPAddr()))
	if err := b.Run(t.Context(), k); !errors.Is(err, k.fail) {
		t.Errorf("Run: %v", err)
	}
	if err := b.Once(t.Context(), k); !errors.Is(err, k.fail) {
		t.Errorf("Once: %v", err)
	}
}
