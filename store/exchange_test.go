package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// owe stores a pending reply, with what change does to it.
func owe(tb testing.TB, s *Store, id int, to string, due time.Time, change func(*Reply)) uint64 {
	tb.Helper()
	r := &Reply{Kind: "agenda", To: to, MessageID: fmt.Sprintf("<%d@example.org>", id), CreatedAt: due, Due: due}
	if change != nil {
		change(r)
	}
	if err := s.Change(func(tx *Tx) error { return tx.Owe(r) }); err != nil {
		tb.Fatal(err)
	}
	return r.ID
}

func exchange8(tb testing.TB, s *Store, now time.Time, done []Settlement, l Limits) ([]Reply, Pace) {
	tb.Helper()
	got, pace, err := s.Exchange(now, done, 8, l)
	if err != nil {
		tb.Fatal(err)
	}
	return got, pace
}

func ids(replies []Reply) (out []uint64) {
	for _, r := range replies {
		out = append(out, r.ID)
	}
	return out
}

func settled(state ReplyState, replies []Reply) (out []Settlement) {
	for _, r := range replies {
		out = append(out, Settlement{ID: r.ID, State: state})
	}
	return out
}

func look(tb testing.TB, s *Store, f func(*Tx) error) {
	tb.Helper()
	if err := s.Look(f); err != nil {
		tb.Fatal(err)
	}
}

func replyOf(tb testing.TB, s *Store, id uint64) (r *Reply) {
	tb.Helper()
	look(tb, s, func(tx *Tx) (err error) { r, err = tx.Reply(id); return err })
	return r
}

func TestFirstTimeWritersGoFirst(t *testing.T) {
	s := openNew(t)
	for i := range 20 {
		owe(t, s, i, "flood"+fmt.Sprint(i)+"@example.org", noon.Add(-time.Hour), func(r *Reply) { r.Repeat = true })
	}
	first := owe(t, s, 100, "new@example.org", noon, nil)
	got, pace := exchange8(t, s, noon, nil, Limits{})
	if len(got) != 8 || got[0].ID != first || got[1].ID != 1 || got[7].ID != 7 {
		t.Errorf("claimed %v, want the new writer's %d and the oldest repeats", ids(got), first)
	}
	if pace.Queued != 13 || !pace.Next.Equal(noon) || pace.Limited != "" {
		t.Errorf("%+v", pace)
	}
}

func TestOneMailAtOnceToAnAddress(t *testing.T) {
	s := openNew(t)
	for i := range 3 {
		owe(t, s, i, "One@Example.org", noon, func(r *Reply) { r.Repeat, r.ByHand = i == 1, i == 2 })
	}
	for i := range 3 {
		got, pace := exchange8(t, s, noon, nil, Limits{})
		if len(got) != 1 || pace.Queued != 2-i || !pace.Next.IsZero() {
			t.Fatalf("round %d: claimed %v, %+v", i, ids(got), pace)
		}
		if got, pace = exchange8(t, s, noon, nil, Limits{}); len(got) != 0 || !pace.Next.IsZero() {
			t.Fatalf("round %d: claimed %v beside the one in flight", i, ids(got))
		}
		if _, _, err := s.Exchange(noon, settledNow(t, s), 0, Limits{}); err != nil {
			t.Fatal(err)
		}
	}
	whole(t, s)
}

// settledNow settles all that is being sent as sent.
func settledNow(tb testing.TB, s *Store) (out []Settlement) {
	look(tb, s, func(tx *Tx) error {
		replies, _, err := tx.Replies(Sending, 0, 1000)
		for _, r := range replies {
			out = append(out, Settlement{ID: r.ID, State: Sent})
		}
		return err
	})
	return out
}

func TestLimitPerAddressHoldsForADay(t *testing.T) {
	s := openNew(t)
	for i := range 6 {
		owe(t, s, i, "one@example.org", noon, nil)
	}
	hand := owe(t, s, 10, "one@example.org", noon.Add(time.Hour), func(r *Reply) { r.ByHand = true })
	l := Limits{PerAddress: 4}
	var done []Settlement
	for i := range 4 {
		got, _ := exchange8(t, s, noon.Add(time.Duration(i)*time.Minute), done, l)
		if len(got) != 1 {
			t.Fatalf("mail %d: claimed %v", i+1, ids(got))
		}
		done = settled(Sent, got)
	}
	got, pace := exchange8(t, s, noon.Add(30*time.Minute), done, l)
	if len(got) != 0 || !pace.Next.Equal(noon.Add(time.Hour)) {
		t.Fatalf("the fifth: claimed %v, %+v", ids(got), pace)
	}
	got, _ = exchange8(t, s, noon.Add(time.Hour), nil, l)
	if len(got) != 1 || got[0].ID != hand {
		t.Fatalf("the one by hand: claimed %v", ids(got))
	}
	_, pace = exchange8(t, s, noon.Add(time.Hour), settled(Sent, got), l)
	if !pace.Next.Equal(noon.Add(24*time.Hour)) || pace.Queued != 2 {
		t.Fatalf("%+v", pace)
	}
	if got, _ = exchange8(t, s, noon.Add(24*time.Hour-time.Second), nil, l); len(got) != 0 {
		t.Fatalf("claimed %v a second too early", ids(got))
	}
	if got, _ = exchange8(t, s, noon.Add(24*time.Hour), nil, l); len(got) != 1 {
		t.Fatalf("claimed %v a day later", ids(got))
	}
	whole(t, s)
}

func TestRaisedLimitCountsFromTheNextStart(t *testing.T) {
	s := openNew(t)
	owe(t, s, 1, "one@example.org", noon, nil)
	owe(t, s, 2, "one@example.org", noon, nil)
	got, _ := exchange8(t, s, noon, nil, Limits{PerAddress: 1})
	exchange8(t, s, noon, settled(Sent, got), Limits{PerAddress: 1})
	if _, err := s.Recover(noon, false); err != nil {
		t.Fatal(err)
	}
	if got, _ = exchange8(t, s, noon, nil, Limits{PerAddress: 2}); len(got) != 1 {
		t.Errorf("claimed %v", ids(got))
	}
}

func TestLimitPerHourIsRolling(t *testing.T) {
	s := openNew(t)
	for i := range 30 {
		owe(t, s, i, address(i), noon, nil)
	}
	l := Limits{PerHour: 10, PerDay: 25}
	got, _ := exchange8(t, s, noon.Add(30*time.Second), nil, l)
	more, pace := exchange8(t, s, noon.Add(40*time.Minute), settled(Sent, got), l)
	if len(got) != 8 || len(more) != 2 || pace.Limited != "per_hour" || pace.Queued != 20 {
		t.Fatalf("%d, %d, %+v", len(got), len(more), pace)
	}
	if want := noon.Add(61 * time.Minute); !pace.Next.Equal(want) {
		t.Errorf("next %v, want %v: the first minute has to leave the hour wholly", pace.Next, want)
	}
	if got, _ = exchange8(t, s, pace.Next.Add(-time.Second), settled(Sent, more), l); len(got) != 0 {
		t.Fatalf("claimed %d before Next", len(got))
	}
	if got, _ = exchange8(t, s, pace.Next, nil, l); len(got) != 8 {
		t.Fatalf("claimed %d at Next", len(got))
	}
	more, _ = exchange8(t, s, noon.Add(3*time.Hour), settled(Sent, got), l)
	_, pace = exchange8(t, s, noon.Add(5*time.Hour), settled(Sent, more), l)
	if len(more) != 7 || pace.Limited != "per_day" || !pace.Next.Equal(noon.Add(24*time.Hour+time.Minute)) {
		t.Errorf("%d, %+v", len(more), pace)
	}
}

func TestLimitsAreKeptOverARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takepart.db")
	s := reopen(t, nil, path)
	for i := range 9 {
		owe(t, s, i, address(i), noon, nil)
	}
	got, _ := exchange8(t, s, noon, nil, Limits{PerHour: 8})
	exchange8(t, s, noon, settled(Sent, got), Limits{PerHour: 8})
	s = reopen(t, s, path)
	if got, pace := exchange8(t, s, noon.Add(time.Minute), nil, Limits{PerHour: 8}); len(got) != 0 || pace.Limited != "per_hour" {
		t.Errorf("claimed %v, %+v", ids(got), pace)
	}
}

func reopen(tb testing.TB, s *Store, path string) *Store {
	tb.Helper()
	if s != nil {
		if err := s.Close(); err != nil {
			tb.Fatal(err)
		}
	}
	s, err := Open(path, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

func TestRefundGivesTheLimitBack(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	l := Limits{PerHour: 1, PerAddress: 1}
	for i := range 5 {
		at := noon.Add(time.Duration(i) * time.Minute)
		got, _ := exchange8(t, s, at, nil, l)
		if len(got) != 1 || got[0].Attempts != 1 {
			t.Fatalf("attempt %d: %+v", i+1, got)
		}
		exchange8(t, s, at, []Settlement{{ID: id, State: Pending, Due: at.Add(time.Minute), Refund: true, Error: "connection refused"}}, l)
	}
	if r := replyOf(t, s, id); r.Attempts != 0 || r.LastError != "connection refused" || r.State != Pending {
		t.Errorf("%+v", r)
	}
}

// TestAMailTurnedAwayWasTried: a 4xx for one mail gives the limit back, too, but the attempts grow, by which its waits grow.
func TestAMailTurnedAwayWasTried(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	l := Limits{PerHour: 1, PerAddress: 1}
	for i := range 5 {
		at := noon.Add(time.Duration(i) * time.Minute)
		got, _ := exchange8(t, s, at, nil, l)
		if len(got) != 1 || got[0].Attempts != i+1 {
			t.Fatalf("attempt %d: %+v", i+1, got)
		}
		exchange8(t, s, at, []Settlement{{ID: id, State: Pending, Due: at.Add(time.Minute), Refund: true, Tried: true, Error: "greylisted"}}, l)
	}
	if r := replyOf(t, s, id); r.Attempts != 5 {
		t.Errorf("%+v", r)
	}
}

func TestARetryWaitsForItsTimeAndCounts(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	l := Limits{PerHour: 2, PerAddress: 1}
	exchange8(t, s, noon, nil, l)
	_, pace := exchange8(t, s, noon, []Settlement{{ID: id, State: Pending, Due: noon.Add(time.Minute), Error: "try later", Code: 451}}, l)
	if !pace.Next.Equal(noon.Add(time.Minute)) {
		t.Fatalf("%+v", pace)
	}
	got, _ := exchange8(t, s, noon.Add(time.Minute), nil, l)
	if len(got) != 1 || got[0].Attempts != 2 || got[0].LastCode != 451 {
		t.Fatalf("%+v: the limit per address counts mails, not attempts", got)
	}
	_, pace = exchange8(t, s, noon.Add(time.Minute), []Settlement{{ID: id, State: Pending, Due: noon.Add(2 * time.Minute)}}, l)
	if got, pace = exchange8(t, s, noon.Add(2*time.Minute), nil, l); len(got) != 0 || pace.Limited != "per_hour" {
		t.Errorf("claimed %v, %+v: an hour's attempts count", ids(got), pace)
	}
}

func TestOddSettlementsAreNamedAndTheOthersKept(t *testing.T) {
	s := openNew(t)
	for i := range 3 {
		owe(t, s, i, address(i), noon, nil)
	}
	got, _, err := s.Exchange(noon, nil, 2, Limits{})
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	done := append(settled(Sent, got), Settlement{ID: got[0].ID, State: Sent}, Settlement{ID: 99, State: Sent}, Settlement{ID: 3, State: Sent})
	more, pace, err := s.Exchange(noon, done, 8, Limits{})
	if !errors.Is(err, ErrSettled) || len(more) != 0 || pace.Queued != 1 {
		t.Fatalf("%v, %+v, %v", ids(more), pace, err)
	}
	for _, want := range []string{"reply 1: not being sent: it is sent", "reply 99: not being sent: it is unknown", "reply 3: not being sent: it is pending"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %q", want, err)
		}
	}
	if r := replyOf(t, s, 2); r.State != Sent {
		t.Errorf("%+v", r)
	}
	if got, _ := exchange8(t, s, noon, nil, Limits{}); len(got) != 1 {
		t.Errorf("claimed %v afterwards", ids(got))
	}
	whole(t, s)
}

func TestRefusedIsNotedOnTheRegistration(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 1, noon)
	got, _ := exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon.Add(time.Second), []Settlement{{ID: got[0].ID, State: Refused, Error: "no such user", Code: 550}}, Limits{})
	look(t, s, func(tx *Tx) error {
		r, err := tx.Registration(got[0].Registration)
		if err != nil || r.Undelivered != "no such user" || r.Revision != 2 {
			t.Errorf("%+v, %v", r, err)
		}
		history, err := tx.History(r.ID)
		if err != nil || len(history) != 2 || history[1].Why != "undelivered" || history[1].Was.Undelivered != "" || history[1].Was.ID != r.ID {
			t.Errorf("%+v, %v", history, err)
		}
		f, err := tx.Figures()
		if f.Undelivered != 1 || f.Replies[Refused] != 1 || f.Marks != 1 {
			t.Errorf("%+v", f)
		}
		return err
	})
	if marks, err := s.Marks(9); err != nil || len(marks) != 1 || marks[0].Answered || !marks[0].Ours {
		t.Errorf("the message of a refused reply is done but not answered: %+v, %v", marks, err)
	}
}

func TestSentQueuesTheMark(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 1, noon)
	got, _ := exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon, settled(Sent, got), Limits{})
	marks, err := s.Marks(5)
	want := Mark{ID: 1, Digest: digestOf(0), Mailbox: "INBOX", UIDValidity: 1, UID: 1, Answered: true, Ours: true}
	if err != nil || len(marks) != 1 || marks[0] != want {
		t.Fatalf("%+v, %v", marks, err)
	}
	for range 2 { // the second time it is not there any more
		if err := s.Marked(marks); err != nil {
			t.Fatal(err)
		}
	}
	if marks, err = s.Marks(5); err != nil || len(marks) != 0 {
		t.Errorf("%+v, %v", marks, err)
	}
	whole(t, s)
}

func TestRecoverMakesDoubts(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	for doubt := 1; doubt <= 3; doubt++ {
		if got, _ := exchange8(t, s, noon, nil, Limits{}); len(got) != 1 {
			t.Fatalf("before doubt %d: claimed %v", doubt, ids(got))
		}
		if n, err := s.Recover(noon, false); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		r := replyOf(t, s, id)
		want := Pending
		if doubt == 3 {
			want = Held
		}
		if r.Doubts != doubt || r.State != want {
			t.Fatalf("after doubt %d: %+v", doubt, r)
		}
	}
	if got, _ := exchange8(t, s, noon, nil, Limits{}); len(got) != 0 {
		t.Errorf("claimed %v, which is held", ids(got))
	}
	whole(t, s)
}

func TestRecoverHoldsWhenTold(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	exchange8(t, s, noon, nil, Limits{})
	if n, err := s.Recover(noon, true); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if r := replyOf(t, s, id); r.State != Held {
		t.Errorf("%+v", r)
	}
}

func TestNothingToDoWritesNothing(t *testing.T) {
	s := openNew(t)
	owe(t, s, 1, "one@example.org", noon.Add(time.Hour), nil)
	before := fileState(t, s)
	for i := range 5 {
		if got, pace := exchange8(t, s, noon.Add(time.Duration(i)*time.Minute), nil, Limits{PerHour: 5}); len(got) != 0 || !pace.Next.Equal(noon.Add(time.Hour)) {
			t.Fatalf("%v, %+v", ids(got), pace)
		}
	}
	if after := fileState(t, s); after != before {
		t.Errorf("transaction %d became %d", before, after)
	}
}

// fileState is the number of the last transaction that was written.
func fileState(tb testing.TB, s *Store) (id int) {
	look(tb, s, func(tx *Tx) error { id = tx.b.ID(); return nil })
	return id
}

// What one claim costs must not grow with the queue when an address is busy or full or a limit holds. Allocations
// stand for the steps: each step over a bucket makes some.
func TestClaimsDoNotSearchTheQueue(t *testing.T) {
	cases := map[string]struct {
		to     func(int) string
		limits Limits
	}{
		"address busy":       {func(int) string { return "one@example.org" }, Limits{}},
		"address full":       {func(int) string { return "one@example.org" }, Limits{PerAddress: 1}},
		"hour full":          {address, Limits{PerHour: 1}},
		"all addresses full": {func(i int) string { return address(i / 2) }, Limits{PerAddress: 1}},
	}
	for name, c := range cases {
		steps := func(n int) float64 {
			s := openNew(t)
			err := s.Change(func(tx *Tx) error {
				for i := range n {
					r := &Reply{To: c.to(i), MessageID: fmt.Sprint(i), Due: noon}
					if err := tx.Owe(r); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			var done []Settlement
			for range n/2 + 1 {
				got, _ := exchange8(t, s, noon, done, c.limits)
				if done = settled(Sent, got); name == "address busy" || len(got) == 0 {
					break
				}
			}
			exchange8(t, s, noon, nil, c.limits)
			return testing.AllocsPerRun(20, func() { exchange8(t, s, noon, nil, c.limits) })
		}
		if few, many := steps(100), steps(4000); many > 2*few+10 {
			t.Errorf("%s: %v allocations with 100 queued, %v with 4,000", name, few, many)
		}
	}
}

func TestClockBackAnHour(t *testing.T) {
	s := openNew(t)
	for i := range 20 {
		owe(t, s, i, address(i), noon, nil)
	}
	l := Limits{PerHour: 8}
	got, _ := exchange8(t, s, noon, nil, l)
	back := noon.Add(-time.Hour)
	more, pace := exchange8(t, s, back, settled(Sent, got), l)
	if len(more) != 0 || pace.Limited != "per_hour" || !pace.Next.Equal(back.Add(61*time.Minute)) {
		t.Fatalf("claimed %d, %+v: the hour began at the old clock's noon", len(more), pace)
	}
	if more, _ = exchange8(t, s, back.Add(61*time.Minute), nil, l); len(more) != 8 {
		t.Fatalf("claimed %d an hour later", len(more))
	}
	whole(t, s)
}

func TestClockBackDecadesDoesNotStarveARetry(t *testing.T) {
	s := openNew(t)
	id := owe(t, s, 1, "one@example.org", noon, nil)
	exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon, []Settlement{{ID: id, State: Pending, Due: noon.Add(time.Minute)}}, Limits{})
	old := time.Unix(1000, 0)
	_, pace := exchange8(t, s, old, nil, Limits{})
	if wait := pace.Next.Sub(old); wait != time.Minute {
		t.Errorf("waits %v", wait)
	}
	got, _ := exchange8(t, s, old.Add(time.Minute), nil, Limits{})
	if len(got) != 1 {
		t.Errorf("claimed %v", ids(got))
	}
	// The clock is set right again: the offset is given back.
	exchange8(t, s, noon.Add(time.Hour), settled(Sent, got), Limits{})
	if s.pace.offset > int64(48*time.Hour) {
		t.Errorf("the offset is still %v", time.Duration(s.pace.offset))
	}
}

// simulation plays organisers, writers, servers and clocks at random against a store, and knows what must hold.
type simulation struct {
	t       *testing.T
	rnd     *rand.Rand
	s       *Store
	path    string
	now     time.Time // the wall clock, which jumps
	real    time.Time // the time that really passed
	limits  Limits
	flight  map[uint64]Reply
	busy    map[string]bool
	claims  []time.Time            // in real time, refunded ones apart
	sent    map[string][]time.Time // claims to an address that count, in real time
	forward time.Duration          // by which the clock was put forwards: so much sooner limits may end
	nextID  int
	pending map[uint64]Reply
	steady  bool // the clock is never put forwards
}

func TestInvariantsHoldInRandomRuns(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed", seed), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "takepart.db")
			x := &simulation{t: t, rnd: rand.New(rand.NewPCG(seed, 1)), s: reopen(t, nil, path), path: path, now: noon, real: noon,
				limits: Limits{PerHour: 30, PerDay: 200, PerAddress: 3},
				flight: map[uint64]Reply{}, busy: map[string]bool{}, sent: map[string][]time.Time{}, pending: map[uint64]Reply{},
				steady: seed%2 == 0}
			for step := range 400 {
				x.step()
				if step%100 == 99 {
					whole(t, x.s)
				}
				if t.Failed() {
					t.Fatalf("at step %d", step)
				}
			}
			x.drain()
		})
	}
}

func (x *simulation) step() {
	x.pass(time.Duration(x.rnd.IntN(300)) * time.Second)
	switch x.rnd.IntN(20) {
	case 0:
		x.now = x.now.Add(-time.Duration(x.rnd.IntN(7200)) * time.Second)
	case 1:
		if x.steady {
			return
		}
		jump := time.Duration(x.rnd.IntN(3600)) * time.Second
		x.now, x.forward = x.now.Add(jump), x.forward+jump
	case 2:
		x.restart()
	case 3, 4, 5, 6, 7, 8:
		x.write()
	default:
		x.exchange()
	}
}

func (x *simulation) pass(d time.Duration) { x.now, x.real = x.now.Add(d), x.real.Add(d) }

func (x *simulation) write() {
	for range x.rnd.IntN(10) {
		x.nextID++
		to := fmt.Sprintf("p%d@example.org", x.rnd.IntN(25))
		hand, repeat := x.rnd.IntN(10) == 0, x.rnd.IntN(2) == 0
		due := x.now.Add(time.Duration(x.rnd.IntN(4)) * time.Minute)
		id := owe(x.t, x.s, x.nextID, to, due, func(r *Reply) { r.ByHand, r.Repeat = hand, repeat })
		x.pending[id] = *replyOf(x.t, x.s, id)
	}
}

func (x *simulation) restart() {
	x.s = reopen(x.t, x.s, x.path)
	if _, err := x.s.Recover(x.now, false); err != nil {
		x.t.Fatal(err)
	}
	for id, r := range x.flight {
		x.putBack(id, r)
	}
}

func (x *simulation) putBack(id uint64, r Reply) {
	delete(x.flight, id)
	delete(x.busy, r.To)
	if now := replyOf(x.t, x.s, id); now.State == Pending {
		x.pending[id] = *now
	}
	x.uncount(r)
}

// uncount takes the last claim from what counts for the address: it is to be sent again.
func (x *simulation) uncount(r Reply) {
	if n := len(x.sent[r.To]); n > 0 && !r.ByHand {
		x.sent[r.To] = x.sent[r.To][:n-1]
	}
}

func (x *simulation) exchange() {
	var done []Settlement
	for id, r := range x.flight {
		if x.rnd.IntN(3) > 0 {
			done = append(done, x.fate(id, r))
		}
	}
	want := 1 + x.rnd.IntN(8)
	got, pace, err := x.s.Exchange(x.now, done, want, x.limits)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, d := range done {
		r := x.flight[d.ID]
		delete(x.flight, d.ID)
		delete(x.busy, r.To)
		if d.State != Sent {
			x.uncount(r)
		}
		if now := replyOf(x.t, x.s, d.ID); now.State == Pending || now.State == Sending { // claimed again already
			x.pending[d.ID] = *now
		}
	}
	x.judge(got, want)
	if pace.Queued != len(x.pending) {
		x.t.Errorf("%d queued instead of %d", pace.Queued, len(x.pending))
	}
}

func (x *simulation) fate(id uint64, r Reply) Settlement {
	switch x.rnd.IntN(8) {
	case 0:
		return Settlement{ID: id, State: Refused, Error: "no"}
	case 1:
		return Settlement{ID: id, State: Pending, Due: x.now.Add(time.Minute)}
	case 2:
		return Settlement{ID: id, State: Held}
	case 3:
		return Settlement{ID: id, State: Pending, Due: x.now, Doubt: true}
	}
	return Settlement{ID: id, State: Sent}
}

// judge holds what was claimed against the invariants.
func (x *simulation) judge(got []Reply, want int) {
	if len(got) > want {
		x.t.Errorf("%d claimed, wanted %d", len(got), want)
	}
	repeat := false
	for _, r := range got {
		if x.busy[r.To] {
			x.t.Errorf("two in flight to %s", r.To)
		}
		if repeat && !r.Repeat {
			x.t.Errorf("reply %d of a first-time writer behind a repeat", r.ID)
		}
		if _, ok := x.pending[r.ID]; !ok {
			x.t.Errorf("reply %d was not pending", r.ID)
		}
		repeat = repeat || r.Repeat
		x.busy[r.To], x.flight[r.ID] = true, r
		delete(x.pending, r.ID)
		x.claims = append(x.claims, x.real)
		if !r.ByHand {
			x.sent[r.To] = append(x.sent[r.To], x.real)
		}
	}
	x.judgeLimit("hour", x.claims, time.Hour, x.limits.PerHour)
	x.judgeLimit("day", x.claims, 24*time.Hour, x.limits.PerDay)
	for to, at := range x.sent {
		x.judgeLimit(to, at, 24*time.Hour, x.limits.PerAddress)
	}
}

// judgeLimit: in a window of real time, shortened by what the clock was put forwards in all, no more than the limit.
func (x *simulation) judgeLimit(name string, at []time.Time, window time.Duration, limit int) {
	n := 0
	for i := len(at) - 1; i >= 0 && x.real.Sub(at[i]) < window-x.forward; i-- {
		n++
	}
	if n > limit {
		x.t.Errorf("%s: %d in %v", name, n, window-x.forward)
	}
}

// drain: in quiet times all that is pending is sent in the end.
func (x *simulation) drain() {
	for range 3000 {
		x.pass(10 * time.Minute)
		done := settledNow(x.t, x.s)
		got, pace, err := x.s.Exchange(x.now, done, 8, x.limits)
		if err != nil {
			x.t.Fatal(err)
		}
		if pace.Queued == 0 && len(got) == 0 {
			whole(x.t, x.s)
			return
		}
	}
	x.t.Error("something starved")
}

// TestRecoverServesFewerDoubtsFirst: else kill upon kill would meet the same reply until it is held.
func TestRecoverServesFewerDoubtsFirst(t *testing.T) {
	s := openNew(t)
	often := owe(t, s, 1, "one@example.org", noon, nil)
	exchange8(t, s, noon, nil, Limits{})
	if _, err := s.Recover(noon, false); err != nil {
		t.Fatal(err)
	}
	once := owe(t, s, 2, "two@example.org", noon, nil)
	exchange8(t, s, noon, nil, Limits{})
	if n, err := s.Recover(noon.Add(time.Second), false); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	got, _ := exchange8(t, s, noon.Add(time.Second), nil, Limits{})
	if len(got) != 2 || got[0].ID != once || got[1].ID != often {
		t.Errorf("claimed %v, want %d with one doubt before %d with two", ids(got), once, often)
	}
}
