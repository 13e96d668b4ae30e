package store

import (
	"path/filepath"
	"testing"
)

// whole fails unless everything in the store is verified.
func whole(tb testing.TB, s *Store) {
	tb.Helper()
	r, err := s.Check()
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range r.Problems {
		tb.Errorf("check: %v", p)
	}
}

func TestCheckFindsNothingInAWholeStore(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 2000, noon)
	whole(t, s)
	sendAll(t, s, 8, Limits{})
	whole(t, s)
	if s.Notice() != "" {
		t.Error(s.Notice())
	}
	_ = filepath.Join
}
