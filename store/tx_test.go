package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"takepart/store"
)

// These tests stand outside the package, so that what they give to it is foreign to it, as its callers' functions are.

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func openNew(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(t.TempDir(), "takepart.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func note(t *testing.T, s *store.Store, key string) (value string) {
	t.Helper()
	if err := s.Look(func(tx *store.Tx) (err error) { value, err = tx.Meta(key); return err }); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestAnErrorInAChangeKeepsNothing(t *testing.T) {
	s := openNew(t)
	mine := errors.New("mine")
	err := s.Change(func(tx *store.Tx) error {
		if err := tx.SetMeta("a", "b"); err != nil {
			return err
		}
		return mine
	})
	if err != mine || note(t, s, "a") != "" {
		t.Errorf("%v, %q", err, note(t, s, "a"))
	}
}

func TestAPanicInAChangeGoesOnAndKeepsNothing(t *testing.T) {
	s := openNew(t)
	for name, f := range map[string]func(){
		"own":      func() { panic("mine") },
		"nil":      func() { var p *int; *p = 1 },
		"standard": func() { _ = strings.Repeat("x", -len(os.Args)) },
	} {
		var got any
		func() {
			defer func() { got = recover() }()
			err := s.Change(func(tx *store.Tx) error {
				if err := tx.SetMeta("a", "b"); err != nil {
					return err
				}
				f()
				return nil
			})
			t.Errorf("%s: Change returned %v", name, err)
		}()
		if got == nil {
			t.Errorf("%s: no panic arrived", name)
		}
		if note(t, s, "a") != "" {
			t.Errorf("%s: something was kept", name)
		}
	}
	if err := s.Change(func(tx *store.Tx) error { return tx.SetMeta("a", "c") }); err != nil {
		t.Error(err)
	}
}

func TestGoexitInAChangeGivesTheLockBack(t *testing.T) {
	s := openNew(t)
	done := make(chan bool)
	go func() {
		defer close(done)
		_ = s.Change(func(*store.Tx) error { runtime.Goexit(); return nil })
	}()
	<-done
	if err := s.Change(func(tx *store.Tx) error { return tx.SetMeta("a", "b") }); err != nil {
		t.Error(err)
	}
}

// Backups are taken while others write; each opens, and is whole.
func TestBackupsUnderLoad(t *testing.T) {
	s := openNew(t)
	stop := make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				record(t, s, i)
			}
		}
	})
	for i := range 10 {
		var b bytes.Buffer
		n, err := s.Backup(&b)
		if err != nil || n != int64(b.Len()) {
			t.Fatal(n, b.Len(), err)
		}
		path := filepath.Join(t.TempDir(), fmt.Sprint(i))
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		report, err := store.Check(path)
		if err != nil || !report.OK() {
			t.Errorf("backup %d: %v, %v", i, report.Problems, err)
		}
	}
	close(stop)
	wg.Wait()
}

func record(t *testing.T, s *store.Store, i int) {
	to := fmt.Sprintf("p%d@example.org", i%7)
	err := s.Change(func(tx *store.Tx) error {
		r := &store.Registration{ID: tx.NewID(), Status: store.Registered, From: to, CreatedAt: noon}
		if err := tx.Save(r, store.Change{At: noon}); err != nil {
			return err
		}
		p := &store.Reply{To: to, Registration: r.ID, MessageID: fmt.Sprintf("<%d@example.org>", i), Due: noon}
		if err := tx.Owe(p); err != nil {
			return err
		}
		d := store.Digest{byte(i), byte(i >> 8), 1}
		return tx.Keep(&store.Message{Digest: d, Registration: r.ID, Reply: p.ID, SeenAt: noon})
	})
	if err != nil {
		t.Error(err)
	}
}

// All that runs side by side in a daemon, for the race detector; and Check agrees with it at any moment.
func TestSideBySide(t *testing.T) {
	s := openNew(t)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 150 {
			record(t, s, i)
		}
	})
	wg.Go(func() {
		var done []store.Settlement
		for range 150 {
			got, _, err := s.Exchange(noon, done, 8, store.Limits{PerHour: 1000, PerAddress: 100})
			if err != nil {
				t.Error(err)
			}
			done = done[:0]
			for _, r := range got {
				done = append(done, store.Settlement{ID: r.ID, State: store.Sent})
			}
		}
	})
	wg.Go(func() {
		for range 50 {
			marks, err := s.Marks(10)
			if err == nil {
				err = s.Marked(marks)
			}
			if err != nil {
				t.Error(err)
			}
		}
	})
	wg.Go(func() {
		for range 30 {
			report, err := s.Check()
			if err != nil || !report.OK() {
				t.Error(report.Problems, err)
			}
			err = s.Look(func(tx *store.Tx) error {
				_, err := tx.MailsTo("p1@example.org", noon)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
}
