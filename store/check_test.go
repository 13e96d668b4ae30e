package store

import (
	"strings"
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
}

func TestCheckFindsAWrongFigure(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 20, noon)
	if err := s.Change(func(tx *Tx) error { tx.add(+1, figMarks); return tx.SetMeta("with", "a write") }); err != nil {
		t.Fatal(err)
	}
	r, err := s.Check()
	if err != nil || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].String(), figMarks) {
		t.Errorf("%v, %v", r.Problems, err)
	}
}
