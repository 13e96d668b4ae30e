package store

import (
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// handle is one open file. A store gets another one when it is compacted; transactions that began before end on the old one.
type handle struct {
	db      *bbolt.DB
	file    *os.File // the same that db holds: closed by us when bbolt gives up in a panic
	users   int      // transactions; guarded by Store.swap
	retired bool     // another handle is in its place
}

// take gives the handle for one transaction; let ends its use, and the last user of a retired one closes it.
func (s *Store) take() *handle {
	s.swap.Lock()
	defer s.swap.Unlock()
	s.handle.users++
	return s.handle
}

func (s *Store) let(h *handle) {
	s.swap.Lock()
	h.users--
	over := h.retired && h.users == 0
	s.swap.Unlock()
	if over {
		_ = guard(func(error) {}, h.db.Close)
	}
}

// compactTx bounds the bytes of one transaction of a compaction, and with it the memory.
const compactTx = 4 << 20

// compacting is where the new file grows; one that a kill left behind is replaced by the next.
func compacting(path string) string { return path + ".compacting" }

// Compact writes all that is stored into a new file, without what was deleted, and puts that in the place of the old one: what
// Erase took away is in no byte of it. Changes wait meanwhile; looks go on. An error leaves the old file in use.
//
// The old file's blocks are given back to the disk, not overwritten.
func (s *Store) Compact() error {
	s.writer.Lock()
	defer s.writer.Unlock()
	if err := s.unknown.Load(); err != nil {
		return *err
	}
	if s.db.IsReadOnly() {
		return fmt.Errorf("store %s: %w", s.path, ErrReadOnly)
	}
	temporary := compacting(s.path)
	_ = os.Remove(temporary)
	fresh, err := s.compactInto(temporary)
	if err == nil {
		err = os.Rename(temporary, s.path)
	}
	if err != nil {
		if fresh != nil {
			_ = fresh.db.Close()
		}
		_ = os.Remove(temporary)
		return fmt.Errorf("compact store %s: %w", s.path, err)
	}
	s.swap.Lock()
	old := s.handle
	s.handle, old.retired = fresh, true
	old.users++
	s.swap.Unlock()
	s.let(old)
	return syncFolderOf(s.path)
}

// compactInto makes a whole, synced and locked copy at path.
func (s *Store) compactInto(path string) (*handle, error) {
	fresh := new(handle)
	options := openOptions(&fresh.file, os.O_CREATE)
	options.NoSync = true
	err := guard(func(error) {}, func() (err error) {
		if fresh.db, err = bbolt.Open(path, 0o600, options); err != nil {
			return err
		}
		return bbolt.Compact(fresh.db, s.db, compactTx)
	})
	if err != nil {
		if fresh.db == nil {
			return nil, err
		}
		return fresh, err
	}
	fresh.db.NoSync = false
	return fresh, fresh.db.Sync()
}
