package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// goodFile is the content of a store that has something in every bucket.
func goodFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "good.db")
	s := reopen(t, nil, path)
	recordBatch(t, s, 0, 120, noon)
	got, _ := exchange8(t, s, noon, nil, Limits{PerHour: 8})
	exchange8(t, s, noon, settled(Sent, got[:4]), Limits{PerHour: 8})
	err := s.Change(func(tx *Tx) error {
		return errors.Join(tx.SetStartedAt("INBOX", noon), tx.Keep(&Message{Digest: Digest{9}, Open: true, Text: strings.Repeat("long ", 4000)}))
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// use opens the file and does with it what a daemon does in a day. It returns what was read, as text, and the first error.
func use(path string) (read string, found Report, err error) {
	s, err := Open(path, Options{})
	if err != nil {
		return "", Report{}, err
	}
	defer s.Close()
	var b strings.Builder
	err = s.Look(func(tx *Tx) error { return readAll(tx, &b) })
	found, checkErr := s.Check()
	if err = errors.Join(err, checkErr); err != nil {
		return "", found, err
	}
	return b.String(), found, work(s)
}

func readAll(tx *Tx, b *strings.Builder) error {
	messages, _, err := tx.Messages(0, 1<<20)
	if err != nil {
		return err
	}
	for _, m := range messages {
		same, err := tx.Message(m.Digest)
		if err != nil {
			return err
		}
		byID, err := tx.MessageByID(m.MessageID)
		if err != nil {
			return err
		}
		tell(b, m, same != nil, byID != nil)
	}
	people, _, err := tx.Registrations("", 1<<20)
	if err != nil {
		return err
	}
	for _, r := range people {
		history, err := tx.History(r.ID)
		if err != nil {
			return err
		}
		from, err := tx.ByFrom(r.From)
		if err != nil {
			return err
		}
		tell(b, r, history, len(from))
	}
	replies, _, err := tx.Replies("", 0, 1<<20)
	if err != nil {
		return err
	}
	for _, r := range replies {
		tell(b, r)
	}
	figures, err := tx.Figures()
	tell(b, figures)
	return err
}

func tell(b *strings.Builder, what ...any) {
	_ = json.NewEncoder(b).Encode(what)
}

// work changes something everywhere.
func work(s *Store) error {
	if _, err := s.Recover(noon, false); err != nil {
		return err
	}
	for i := range 3 {
		got, _, err := s.Exchange(noon, nil, 8, Limits{PerAddress: 4})
		if err != nil {
			return err
		}
		if _, _, err := s.Exchange(noon, settled(Sent, got), 0, Limits{}); err != nil {
			return err
		}
		err = s.Change(func(tx *Tx) error { return recordOne(tx, 1000+i, noon) })
		if err != nil {
			return err
		}
	}
	return nil
}

// damage writes the file as change leaves it and uses it. Whatever happens, it is an error with words, or all is as it was, or Check says that it
// is not.
func damage(t *testing.T, name string, good []byte, want string, change func([]byte) []byte) (noticed bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(path, change(bytes.Clone(good)), 0o600); err != nil {
		t.Fatal(err)
	}
	read, found, err := use(path)
	switch {
	case err != nil && !errors.Is(err, ErrDamaged) && found.OK():
		t.Errorf("%s: an error that does not say damaged: %v", name, err)
	case err == nil && found.OK() && read != want:
		t.Errorf("%s: something else was read, and nothing was noticed", name)
	}
	return err != nil || !found.OK()
}

func whatIsRead(t *testing.T, good []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "good.db")
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	read, found, err := use(path)
	if err != nil || !found.OK() {
		t.Fatal(err, found)
	}
	return read
}

func TestTruncatedFiles(t *testing.T) {
	good := goodFile(t)
	used := usedBytes(t, good)
	want := whatIsRead(t, good)
	for _, n := range []int{0, 1, 100, 4095, 4096, 8192, 8193, 16384, used / 2, used - 4096, used - 1} {
		if !damage(t, fmt.Sprintf("cut at %d of %d", n, used), good, want, func(b []byte) []byte { return b[:n] }) {
			t.Errorf("cut at %d of %d: not noticed", n, used)
		}
	}
}

// usedBytes is where the last used page ends; behind it the file has room.
func usedBytes(t *testing.T, good []byte) (n int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "good.db")
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	s := reopen(t, nil, path)
	look(t, s, func(tx *Tx) error { n = int(tx.b.Size()); return nil })
	return n
}

func TestZeroedPages(t *testing.T) {
	good := goodFile(t)
	want := whatIsRead(t, good)
	noticed := 0
	pages := usedBytes(t, good) / 4096
	for p := range pages {
		if damage(t, fmt.Sprintf("page %d zeroed", p), good, want, func(b []byte) []byte { clear(b[p*4096 : (p+1)*4096]); return b }) {
			noticed++
		}
	}
	if noticed < pages/2 {
		t.Errorf("%d of %d zeroed pages were noticed; the others can only be free ones", noticed, pages)
	}
}

func TestFlippedBytes(t *testing.T) {
	good := goodFile(t)
	want := whatIsRead(t, good)
	used := usedBytes(t, good)
	rnd := rand.New(rand.NewPCG(5, 6))
	n := 120
	if testing.Short() {
		n = 40
	}
	for i := range n {
		at, to := rnd.IntN(used), byte(1+rnd.IntN(255))
		if i%3 == 0 { // heads of pages, and their first elements, decide where bbolt goes
			at = at/4096*4096 + rnd.IntN(64)
		}
		damage(t, fmt.Sprintf("byte %d ^ %x", at, to), good, want, func(b []byte) []byte { b[at] ^= to; return b })
	}
}

func TestALostHeadPageIsSaid(t *testing.T) {
	good := goodFile(t)
	for p := range 2 {
		path := filepath.Join(t.TempDir(), "takepart.db")
		b := bytes.Clone(good)
		clear(b[p*4096 : p*4096+100])
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s := reopen(t, nil, path)
		if !strings.Contains(s.Notice(), fmt.Sprintf("head page %d is damaged", p)) {
			t.Errorf("head page %d: %q", p, s.Notice())
		}
	}
}

func TestAFailedCommitPoisons(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takepart.db")
	s := reopen(t, nil, path)
	recordBatch(t, s, 0, 3, noon)
	_ = s.file.Close() // every write fails from now on
	err := s.Change(func(tx *Tx) error { return tx.SetMeta("a", "b") })
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "opened again") {
		t.Fatal(err)
	}
	_, _, exchangeErr := s.Exchange(noon, nil, 8, Limits{})
	_, marksErr := s.Marks(1)
	_, recoverErr := s.Recover(noon, false)
	for name, err := range map[string]error{
		"Change": s.Change(func(*Tx) error { t.Error("run"); return nil }), "Look": s.Look(func(*Tx) error { t.Error("run"); return nil }),
		"Exchange": exchangeErr, "Marks": marksErr, "Recover": recoverErr,
	} {
		if !errors.Is(err, ErrUnknown) {
			t.Errorf("%s afterwards: %v", name, err)
		}
	}
	_ = s.Close()
	s = reopen(t, nil, path)
	whole(t, s)
	if n := countRegistrations(t, s); n != 3 {
		t.Errorf("%d registrations", n)
	}
}

func TestADamagedQueueSendsNothingTwice(t *testing.T) {
	s := openNew(t)
	owe(t, s, 1, "one@example.org", noon, nil)
	got, _ := exchange8(t, s, noon, nil, Limits{})
	exchange8(t, s, noon, settled(Sent, got), Limits{})
	change(t, s, func(tx *Tx) error { return tx.place(head{number(1), 0, 0, got[0].ID}) })
	if got, _, err := s.Exchange(noon, nil, 8, Limits{}); !errors.Is(err, ErrDamaged) || len(got) != 0 {
		t.Errorf("claimed %v, %v", ids(got), err)
	}
	if r := replyOf(t, s, 1); r.State != Sent {
		t.Errorf("%+v", r)
	}
}

// TestAnIndexThatPointsNowhereIsSaid: not an empty registrant, but damage.
func TestAnIndexThatPointsNowhereIsSaid(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 1, noon)
	change(t, s, func(tx *Tx) error {
		k, _ := tx.bucket(inRegistrations).Cursor().First()
		return tx.delete(inRegistrations, bytes.Clone(k))
	})
	err := s.Look(func(tx *Tx) error {
		found, err := tx.ByFrom(address(0))
		if err == nil {
			t.Errorf("found %+v", found)
		}
		return err
	})
	if !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if r, err := s.Check(); err != nil || r.OK() {
		t.Errorf("check finds nothing: %v", err)
	}
}

// TestAPageUsedTwiceIsSaid: every page of the tree in its turn reaches over one page more than it has, into its neighbour, which is in use.
// Whichever of the two is changed next would write over the other.
func TestAPageUsedTwiceIsSaid(t *testing.T) {
	good := goodFile(t)
	path := filepath.Join(t.TempDir(), "good.db")
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	s := reopen(t, nil, path)
	change(t, s, func(tx *Tx) error { // rows of several pages each, side by side
		for i := range 8 {
			if _, err := tx.AddEdition(&Edition{Version: fmt.Sprint("long ", i), At: noon, Snapshot: bytes.Repeat([]byte{byte('a' + i)}, 10_000)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s = reopen(t, nil, path)
	tried, over := 0, 0
	look(t, s, func(tx *Tx) error {
		walk := func(raw []byte) (seen map[uint64]bool, faults []string) {
			tree := newTree(tx, true, func(what string) { faults = append(faults, what) })
			tree.file = bytes.NewReader(raw)
			tree.walk(uint64(tx.b.Cursor().Bucket().RootPage()), nil, nil, 0)
			return tree.seen, faults
		}
		used, faults := walk(good)
		if len(faults) > 0 {
			t.Fatalf("the good file: %q", faults)
		}
		size := uint64(tx.h.db.Info().PageSize)
		for page := range used {
			head := good[page*size:]
			if native.Uint64(head) != page {
				continue // what another one flows over into
			}
			more := uint64(native.Uint32(head[12:]))
			if !used[page+more+1] {
				continue
			}
			tried++
			if more > 0 {
				over++
			}
			damaged := bytes.Clone(good)
			native.PutUint32(damaged[page*size+12:], uint32(more+1))
			_, faults := walk(damaged)
			if !strings.Contains(strings.Join(faults, "\n"), "is used twice") {
				t.Errorf("page %d with %d more also uses page %d, which is in use: %q", page, more, page+more+1, faults)
			}
		}
		return nil
	})
	if tried < 5 || over == 0 {
		t.Errorf("%d pages were tried, %d of them long ones", tried, over)
	}
}
