package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func TestANewStoreIsForItsOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "takepart.db")
	s := reopen(t, nil, path)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	secret := string(s.Secret())
	if len(secret) != 32 || secret == strings.Repeat("\x00", 32) {
		t.Errorf("secret %x", secret)
	}
	if s = reopen(t, s, path); string(s.Secret()) != secret {
		t.Error("the secret has changed")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%v were left", entries)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	held := filepath.Join(dir, "held.db")
	reopen(t, nil, held)
	newer := filepath.Join(dir, "newer.db")
	withSchema(t, newer, "99")
	cases := map[string]struct {
		path    string
		options Options
		want    error
		words   string
	}{
		"missing":         {filepath.Join(dir, "none.db"), Options{MustExist: true}, ErrMissing, "there is no such file"},
		"missing to read": {filepath.Join(dir, "none.db"), Options{ReadOnly: true}, ErrMissing, "there is no such file"},
		"held":            {held, Options{Timeout: 60 * time.Millisecond}, ErrInUse, "already running"},
		"held, to read":   {held, Options{Timeout: 60 * time.Millisecond, ReadOnly: true}, ErrInUse, "already running"},
		"newer":           {newer, Options{}, ErrNewer, "schema 99"},
		"empty":           {write("empty.db", ""), Options{}, ErrDamaged, "the file is empty"},
		"text":            {write("text.db", strings.Repeat("not a store\n", 2000)), Options{}, ErrDamaged, "backup"},
		"short text":      {write("short.db", "hello"), Options{}, ErrDamaged, "backup"},
		"a folder":        {dir, Options{}, nil, "is a folder"},
		"no folder":       {filepath.Join(dir, "no", "x.db"), Options{}, os.ErrNotExist, "cannot make the file"},
		"foreign":         {foreign(t, dir), Options{}, ErrDamaged, "not a store of takepart"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path)
			s, err := Open(c.path, c.options)
			if err == nil {
				_ = s.Close()
				t.Fatal("it was opened")
			}
			if c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("%v", err)
			}
			if after, _ := os.ReadFile(c.path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

// withSchema makes a store that says it has this schema version.
func withSchema(t *testing.T, path, version string) {
	t.Helper()
	s := reopen(t, nil, path)
	if err := s.Change(func(tx *Tx) error { return tx.setMeta(keySchema, version) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// foreign is a bbolt file of another program.
func foreign(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "foreign.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// An older file is made by hand: a schema in which the bucket marks did not exist, brought forward over two steps.
func TestAnOlderStoreIsMigrated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takepart.db")
	s := reopen(t, nil, path)
	recordBatch(t, s, 0, 3, noon)
	err := s.Change(func(tx *Tx) error {
		tx.dirty = true
		if err := tx.b.DeleteBucket([]byte(bucketNames[inMarks])); err != nil {
			return err
		}
		return tx.setMeta(keySchema, "5")
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	table := map[uint64]migration{
		5: func(tx *Tx) error { return tx.makeBuckets() },
		6: func(tx *Tx) error { return tx.SetMeta("migrated", "twice") },
	}
	if _, err := open(path, Options{ReadOnly: true}, 7, table); err == nil || !strings.Contains(err.Error(), "start takepart once") {
		t.Errorf("to read: %v", err)
	}
	table[6] = func(*Tx) error { return errors.New("no space") }
	if _, err := open(path, Options{}, 7, table); err == nil || !strings.Contains(err.Error(), "migrate from schema 6: no space") {
		t.Errorf("a step that fails: %v", err)
	}
	table[6] = func(tx *Tx) error { return tx.SetMeta("migrated", "twice") }
	s, err = open(path, Options{}, 7, table)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	look(t, s, func(tx *Tx) error {
		note, err := tx.Meta("migrated")
		version, _ := tx.meta(keySchema)
		if note != "twice" || version != "7" {
			t.Errorf("%q, schema %s", note, version)
		}
		return err
	})
	whole(t, s)
}

func TestASchemaWithoutAWayIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takepart.db")
	withSchema(t, path, "0")
	if _, err := Open(path, Options{}); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestReadOnlyRefusesChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "takepart.db")
	s := reopen(t, nil, path)
	recordBatch(t, s, 0, 3, noon)
	_ = s.Close()
	a, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("a second reader: %v", err)
	}
	defer b.Close()
	if err := a.Change(func(*Tx) error { return nil }); !errors.Is(err, ErrReadOnly) {
		t.Error(err)
	}
	if n := countRegistrations(t, b); n != 3 {
		t.Errorf("%d registrations", n)
	}
}

func TestWritingInALookIsRefused(t *testing.T) {
	s := openNew(t)
	look(t, s, func(tx *Tx) error {
		for name, err := range map[string]error{
			"Keep": tx.Keep(new(Message)), "Save": tx.Save(&Registration{ID: "x"}, Change{}), "Owe": tx.Owe(&Reply{MessageID: "x"}),
			"SetCursor": tx.SetCursor("INBOX", Cursor{}), "SetMeta": tx.SetMeta("a", "b"), "QueueMark": tx.QueueMark(Mark{}),
		} {
			if !errors.Is(err, ErrReadOnly) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
}
