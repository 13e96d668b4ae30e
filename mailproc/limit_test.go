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

// TestDefaultsArePatient: where nobody sets the times, no server is asked without a pause, and each pause may grow.
func TestDefaultsArePatient(t *testing.T) {
	c := Config{}.withDefaults()
	b := c.Backoff
	for name, d := range map[string][2]time.Duration{"reply": {b.Reply, b.ReplyCap}, "server": {b.Server, b.ServerCap}, "login": {b.Login, b.LoginCap}, "mark": {b.Mark, b.MarkCap}} {
		if d[0] < 2*time.Second || d[0] > 30*time.Second || d[1] < 5*time.Minute || d[1] > 30*time.Minute {
			t.Errorf("%s: from %v to %v", name, d[0], d[1])
		}
	}
	if c.Grace < 5*time.Second || c.Grace > 10*time.Second || c.RepeatAfter != 24*time.Hour || c.Limits.PerAddress != 4 || c.Connections != 4 {
		t.Errorf("%+v", c)
	}
}
