package mailproc

import (
	"slices"
	"testing"
	"time"

	"takepart/store"
)

// TestLimitIsToldOnce: a limit that is reached lets a few mails out each minute, then holds again. That is told once, and its end once.
func TestLimitIsToldOnce(t *testing.T) {
	var told []EventKind
	p := New(Config{Trace: func(e Event) { told = append(told, e.Kind) }}, nil, nil, nil)
	a := newAnswering(p, false)
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	for _, pace := range []store.Pace{
		{Queued: 9, Next: now},
		{Queued: 6, Limited: "per_hour", Next: now},
		{Queued: 4, Next: now},
		{Queued: 3, Limited: "per_hour", Next: now},
		{Queued: 1, Next: now},
		{},
		{Queued: 1, Next: now},
	} {
		a.paced(now, 1, pace)
		if a.limited != pace.Limited {
			t.Errorf("limited by %q, not by %q", a.limited, pace.Limited)
		}
	}
	if want := []EventKind{Paused, Resumed}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}
