package inbox

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"takepart/mailproc/postoffice"
)

// flagsOf are those of each message in a mailbox, in lower case, sorted; "-" where the mailbox is missing.
func flagsOf(t *testing.T, f *postoffice.Office, mailbox string) (all []string) {
	t.Helper()
	kept, err := f.Messages(mailbox)
	if err != nil {
		return []string{"-"}
	}
	for _, m := range kept {
		slices.Sort(m.Flags)
		all = append(all, strings.ToLower(strings.Join(m.Flags, " ")))
	}
	return all
}

// prepared is an office with n messages that were read, and their UIDVALIDITY.
func prepared(t *testing.T, o postoffice.Options, n int, moveTo string) (*postoffice.Office, *Mailbox, uint32) {
	t.Helper()
	f := start(t, o)
	for i := range n {
		deliver(t, f, "", sample(i))
	}
	c := configFor(t, f.IMAPAddr())
	c.MoveTo = moveTo
	b, k := open(t, c), newKeeper()
	mustOnce(t, b, k)
	return f, b, k.cursors["INBOX"].UIDValidity
}

func mark(uid, valid uint32, move bool, add ...string) Mark {
	return Mark{Mailbox: "INBOX", UIDValidity: valid, UID: uid, Add: add, Move: move}
}

func TestMarksWithEqualFlagsTakeOneCommand(t *testing.T) {
	var stores atomic.Int32
	_, b, valid := prepared(t, postoffice.Options{Fault: func(s string) *postoffice.Verdict {
		if s == "imap store" {
			stores.Add(1)
		}
		return nil
	}}, 20, "")
	var marks []Mark
	for i := range uint32(20) {
		marks = append(marks, mark(i+1, valid, false, "$TakePart", `\Answered`))
	}
	fates, err := b.Mark(t.Context(), marks)
	if err != nil || slices.ContainsFunc(fates, func(m Marked) bool { return !m.Done }) {
		t.Fatalf("%+v, %v", fates, err)
	}
	if n := stores.Load(); n != 1 {
		t.Errorf("%d STORE commands for 20 equal marks", n)
	}
}

func TestMarkRefusedAsAWholeIsSetInParts(t *testing.T) {
	var stores atomic.Int32
	office, b, valid := prepared(t, postoffice.Options{Fault: func(s string) *postoffice.Verdict {
		if s == "imap store" && stores.Add(1) == 1 {
			return &postoffice.Verdict{Reply: "NO not both"}
		}
		return nil
	}}, 1, "")
	fates, err := b.Mark(t.Context(), []Mark{mark(1, valid, false, "$TakePart", `\Answered`)})
	if err != nil || !fates[0].Done || stores.Load() != 3 {
		t.Fatalf("%+v, %v after %d STORE commands", fates, err, stores.Load())
	}
	kept, err := office.Messages("INBOX")
	if err != nil || len(kept[0].Flags) != 2 {
		t.Errorf("%v, %v", kept[0].Flags, err)
	}
}

func TestMarkAddsAndRemovesAndIsIdempotent(t *testing.T) {
	f, b, valid := prepared(t, postoffice.Options{}, 2, "")
	review := mark(1, valid, false, "$TakePartReview")
	done := Mark{Mailbox: "INBOX", UIDValidity: valid, UID: 1, Add: []string{"$TakePart", `\Answered`}, Remove: []string{"$TakePartReview"}}
	for _, m := range []Mark{review, review, done, done} {
		if fates, err := b.Mark(t.Context(), []Mark{m}); err != nil || !fates[0].Done {
			t.Fatalf("%+v: %+v, %v", m, fates, err)
		}
	}
	if got := flagsOf(t, f, "INBOX"); !slices.Equal(got, []string{`$takepart \answered`, ""}) {
		t.Errorf("flags are %q", got)
	}
}

func TestAMarkOnAMessageThatIsGoneIsDone(t *testing.T) {
	_, b, valid := prepared(t, postoffice.Options{}, 1, "")
	fates, err := b.Mark(t.Context(), []Mark{mark(77, valid, false, "$TakePart"), mark(0, valid, false, "$TakePart"),
		{Mailbox: "Gone", UIDValidity: 1, UID: 1, Add: []string{"$TakePart"}}})
	if err != nil || slices.ContainsFunc(fates, func(m Marked) bool { return !m.Done }) {
		t.Errorf("%+v, %v", fates, err)
	}
}

func TestWithoutKeywordsTheMarkIsTheStoresAlone(t *testing.T) {
	f, b, valid := prepared(t, postoffice.Options{NoKeywords: true}, 1, "")
	fates, err := b.Mark(t.Context(), []Mark{mark(1, valid, false, "$TakePart", `\Answered`)})
	if err != nil || !fates[0].Unsupported || !strings.Contains(fates[0].Why, "$TakePart") {
		t.Errorf("%+v, %v", fates, err)
	}
	if got := flagsOf(t, f, "INBOX"); !slices.Equal(got, []string{`\answered`}) {
		t.Errorf("flags are %q; what the server keeps is set all the same", got)
	}
	if fates, err = b.Mark(t.Context(), []Mark{mark(1, valid, false, "two words)")}); err != nil || !fates[0].Unsupported {
		t.Errorf("no flag at all: %+v, %v", fates, err)
	}
}

// TestAKeywordRefusedIsTriedAgain: a server that says it keeps keywords, and refuses one without a reason, is asked again; only one that
// goes on so for half an hour is believed.
func TestAKeywordRefusedIsTriedAgain(t *testing.T) {
	var refusals atomic.Int32
	f, b, valid := prepared(t, postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step == "imap store" && refusals.Add(-1) >= 0 {
			return &postoffice.Verdict{Reply: "NO later"}
		}
		return nil
	}}, 1, "")
	ask := func() Marked {
		fates, err := b.Mark(t.Context(), []Mark{mark(1, valid, false, "$TakePart")})
		if err != nil {
			t.Fatal(err)
		}
		return fates[0]
	}
	refusals.Store(1)
	if got := ask(); got.Done || got.Unsupported {
		t.Errorf("refused once: %+v", got)
	}
	if got := ask(); !got.Done || !slices.Equal(flagsOf(t, f, "INBOX"), []string{"$takepart"}) {
		t.Errorf("tried again: %+v, flags %q", got, flagsOf(t, f, "INBOX"))
	}
	refusals.Store(100)
	for n := 1; n < keywordPatience; n++ {
		if got := ask(); got.Done || got.Unsupported {
			t.Fatalf("refusal %d of %d: %+v", n, keywordPatience, got)
		}
	}
	if got := ask(); !got.Unsupported {
		t.Errorf("refused %d times: %+v", keywordPatience, got)
	}
}

// TestMovingNeverLosesAMessage, on servers with MOVE, with UIDPLUS only, and with neither; with somebody else's \Deleted beside it.
func TestMovingNeverLosesAMessage(t *testing.T) {
	for name, row := range map[string]struct {
		o    postoffice.Options
		move bool
	}{
		"MOVE":         {postoffice.Options{}, true},
		"UIDPLUS only": {postoffice.Options{NoMove: true}, true},
		"neither":      {postoffice.Options{NoMove: true, NoUIDPlus: true}, false},
	} {
		for _, folder := range []string{"missing", "there"} {
			t.Run(name+"/folder "+folder, func(t *testing.T) {
				if folder == "there" {
					row.o.Mailboxes = []string{"INBOX", "Done"}
				}
				f, b, valid := prepared(t, row.o, 3, "Done")
				if _, err := b.Mark(t.Context(), []Mark{mark(3, valid, false, `\Deleted`)}); err != nil { // a colleague's
					t.Fatal(err)
				}
				fates, err := b.Mark(t.Context(), []Mark{mark(1, valid, true, "$TakePart"), mark(1, valid, true, "$TakePart")})
				if err != nil || fates[0].Done != row.move || fates[0].Unsupported == row.move {
					t.Fatalf("%+v, %v", fates, err)
				}
				inbox, done := flagsOf(t, f, "INBOX"), flagsOf(t, f, "Done")
				if row.move && (!slices.Equal(inbox, []string{"", `\deleted`}) || !slices.Equal(done, []string{"$takepart"})) {
					t.Errorf("INBOX %q, Done %q", inbox, done)
				}
				if !row.move && !slices.Equal(inbox, []string{"$takepart", "", `\deleted`}) {
					t.Errorf("INBOX %q", inbox)
				}
			})
		}
	}
}

// TestABrokenMoveLosesNothing breaks each step of a move; the message is in one of the two mailboxes at all times, and in the end moved.
func TestABrokenMoveLosesNothing(t *testing.T) {
	for _, step := range []string{"imap move", "imap move done", "imap copy", "imap copy done", "imap store", "imap store done", "imap expunge", "imap expunge done", "imap create"} {
		for name, v := range map[string]postoffice.Verdict{"drop": {Drop: true}, "NO": {Reply: "NO [UNAVAILABLE] not now"}} {
			t.Run(step+"/"+name, func(t *testing.T) {
				var armed, fired atomic.Bool
				o := postoffice.Options{NoMove: !strings.HasPrefix(step, "imap move"), Fault: func(s string) *postoffice.Verdict {
					if s == step && armed.Load() && !fired.Swap(true) {
						return &v
					}
					return nil
				}}
				f, b, valid := prepared(t, o, 2, "Done")
				armed.Store(true)
				for try := range 4 {
					fates, _ := b.Mark(t.Context(), []Mark{mark(1, valid, true, "$TakePart")})
					inbox, done := flagsOf(t, f, "INBOX"), flagsOf(t, f, "Done")
					if gone := !slices.ContainsFunc(append(inbox, done...), func(s string) bool { return strings.Contains(s, "takepart") }); gone && try > 0 {
						t.Fatalf("the message is nowhere: INBOX %q, Done %q", inbox, done)
					}
					if fates[0].Done {
						break
					}
				}
				if inbox, done := flagsOf(t, f, "INBOX"), flagsOf(t, f, "Done"); len(inbox) != 1 || len(done) != 1 || done[0] == "-" {
					t.Errorf("in the end: INBOX %q, Done %q", inbox, done)
				}
				if !fired.Load() {
					t.Error("the step was never reached")
				}
			})
		}
	}
}

// TestAKilledMoveLeavesNothingTwice kills a move by COPY at each of its IMAP commands, before and after its effect, and starts anew: all
// messages are moved, once; also two that have one Message-ID, and one whose Message-ID stands in the folder already.
func TestAKilledMoveLeavesNothingTwice(t *testing.T) {
	const n = 2*copyAtOnce + 3
	points := 0
	for at := int32(1); ; at++ {
		var left atomic.Int32
		f, b, valid := prepared(t, postoffice.Options{NoMove: true, Mailboxes: []string{"INBOX", "Done"}, Fault: func(string) *postoffice.Verdict {
			if left.Add(-1) == 0 {
				return &postoffice.Verdict{Drop: true}
			}
			return nil
		}}, n, "Done")
		twin, other := "Message-ID: <m0@org.example>\r\n\r\nAnother text under the same id.\r\n", "Message-ID: <m1@org.example>\r\n\r\nFiled by hand.\r\n"
		deliver(t, f, "", []byte(twin))
		deliver(t, f, "Done", []byte(other))
		var marks []Mark
		for i := range uint32(n + 1) {
			marks = append(marks, mark(i+1, valid, true, "$TakePart"))
		}
		left.Store(at)
		_, _ = b.Mark(t.Context(), marks[:n])
		if left.Swap(0) > 0 {
			break // it came to its end before
		}
		points++
		b = open(t, b.conf)
		if fates, err := b.Mark(t.Context(), marks); err != nil || slices.ContainsFunc(fates, func(m Marked) bool { return !m.Done }) {
			t.Fatalf("killed at command %d: %+v, %v", at, fates, err)
		}
		want := map[string]int{twin: 1, other: 1}
		for i := range n {
			want[string(sample(i))] = 1
		}
		got := map[string]int{}
		moved, err := f.Messages("Done")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range moved {
			got[string(m.Raw)]++
		}
		if inbox := flagsOf(t, f, "INBOX"); len(inbox) != 0 || !maps.Equal(got, want) {
			t.Errorf("killed at command %d: %d messages in Done (of %d kinds, want %d), %d in INBOX", at, len(moved), len(got), len(want), len(inbox))
		}
	}
	t.Logf("killed at %d points", points)
	if points < 15 {
		t.Errorf("only %d points", points)
	}
}

func TestMarkTriesAgainOnAFreshConnection(t *testing.T) {
	f, b, valid := prepared(t, postoffice.Options{}, 2, "")
	if _, err := b.Mark(t.Context(), []Mark{mark(1, valid, false, "$TakePart")}); err != nil {
		t.Fatal(err)
	}
	f.Disconnect()
	fates, err := b.Mark(t.Context(), []Mark{mark(2, valid, false, "$TakePart")})
	if err != nil || !fates[0].Done {
		t.Errorf("%+v, %v", fates, err)
	}
}

func TestMarkFromSeveralGoroutinesBesideRun(t *testing.T) {
	f, b, valid := prepared(t, postoffice.Options{}, 30, "")
	running(t, b, newKeeper())
	var all sync.WaitGroup
	for i := range uint32(30) {
		all.Go(func() {
			if fates, err := b.Mark(t.Context(), []Mark{mark(i+1, valid, false, "$TakePart", `\Answered`)}); err != nil || !fates[0].Done {
				t.Errorf("%+v, %v", fates, err)
			}
		})
	}
	all.Wait()
	for i, flags := range flagsOf(t, f, "INBOX") {
		if flags != `$takepart \answered` {
			t.Errorf("message %d has %q", i+1, flags)
		}
	}
}

// TestAMarkThatDidNothingIsSetAgain: a server says OK to a STORE for a message that its session does not see yet, and does nothing.
func TestAMarkThatDidNothingIsSetAgain(t *testing.T) {
	for name, blind := range map[string]int32{"once": 1, "for ever: the message is gone": 100} {
		t.Run(name, func(t *testing.T) {
			var stores, opened atomic.Int32
			s := scripted(t, &server{mail: map[uint32]string{1: "a"}, odd: func(p *peer, c command) bool {
				switch {
				case c.name == "SELECT":
					opened.Add(1)
					return false
				case c.name == "UID STORE":
					stores.Add(1)
				case c.name == "UID SEARCH" && strings.Contains(c.args, "KEYWORD $TakePart ANSWERED UNKEYWORD $TakePartReview") && stores.Load()/2 > blind:
					p.say("* SEARCH 1")
				case c.name == "UID SEARCH":
					p.say("* SEARCH")
				default:
					return false
				}
				p.ok(c)
				return true
			}})
			b := open(t, configFor(t, s.addr))
			fates, err := b.Mark(t.Context(), []Mark{{Mailbox: "INBOX", UIDValidity: 7, UID: 1, Add: []string{"$TakePart", `\Answered`}, Remove: []string{"$TakePartReview"}}})
			if err != nil || !fates[0].Done {
				t.Fatalf("%+v, %v", fates, err)
			}
			if want := min(2*(blind+1), 8); stores.Load() != want || opened.Load() != want/2 {
				t.Errorf("%d STORE commands, opened %d times; wanted %d", stores.Load(), opened.Load(), want)
			}
		})
	}
}
