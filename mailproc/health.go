package mailproc

import (
	"maps"
	"sync"
	"time"

	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/store"
)

// Health is how things stand, for `status` and for a watchdog.
type Health struct {
	Started     time.Time
	Inbox       inbox.State
	LastMessage time.Time // when a message was last stored
	LastSent    time.Time // when a reply was last accepted
	Rounds      uint64    // of the queue's keeper: while Run works, it grows at least once in two minutes
	Progress    time.Time // of anything at all: stored, settled, marked
	PausedUntil time.Time // sending waits because of the server; zero: it does not
	Limited     string    // "per_hour", "per_day" while that limit holds sending back
	Queued      int
	Next        time.Time // when the next reply is due
	Oldest      time.Time // since when the oldest pending reply waits; zero: none
	LastError   string
	Hint        string
	ErrorAt     time.Time
	Summary     Summary
	Figures     store.Figures
}

// health is kept by the stages, under a lock that is never held across anything slow.
type health struct {
	mu  sync.Mutex
	now Health
}

func (h *health) update(f func(*Health)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(&h.now)
}

func (h *health) change(f func(*Summary)) { h.update(func(n *Health) { f(&n.Summary) }) }

func (h *health) begin(now time.Time) {
	h.update(func(n *Health) { *n = Health{Started: now, Progress: now, Summary: Summary{Decided: map[string]int{}}} })
}

func (h *health) recorded(now time.Time, s *Summary) {
	h.update(func(n *Health) {
		n.Progress = now
		if s.Read > 0 {
			n.LastMessage = now
		}
		n.Summary.Read += s.Read
		n.Summary.Known += s.Known
		for decision, count := range s.Decided {
			n.Summary.Decided[decision] += count
		}
	})
}

func (h *health) carried(now time.Time, c *carried) {
	h.update(func(n *Health) {
		n.Progress = now
		switch c.outcome.Fate {
		case outbox.Sent:
			n.LastSent = now
			n.Summary.Sent++
		case outbox.Refused:
			n.Summary.Refused++
		case outbox.Doubt:
			n.Summary.Doubts++
		default:
			n.Summary.Retried++
		}
		if c.outcome.Stage == stageCompose {
			n.LastError, n.Hint, n.ErrorAt = c.outcome.Why, c.outcome.Hint, now
		}
	})
}

func (h *health) paced(p store.Pace, limited string) {
	h.update(func(n *Health) {
		n.Queued, n.Next, n.Limited = p.Queued, p.Next, limited
		n.Summary.Queued, n.Summary.Next, n.Summary.Limited = p.Queued, p.Next, limited
	})
}

func (h *health) fault(now time.Time, why, hint string) {
	h.update(func(n *Health) { n.LastError, n.Hint, n.ErrorAt = why, hint, now })
}

func (h *health) paused(now time.Time, why, hint string, until time.Time) {
	h.update(func(n *Health) { n.LastError, n.Hint, n.ErrorAt, n.PausedUntil = why, hint, now, until })
}

func (h *health) round() { h.update(func(n *Health) { n.Rounds++ }) }

func (h *health) resumed() { h.update(func(n *Health) { n.PausedUntil = time.Time{} }) }

func (h *health) marked(count int) { h.change(func(s *Summary) { s.Marked += count }) }

// Health says how things stand. It reads the store shortly; an error of that is told as LastError.
func (p *Processor) Health() Health {
	p.health.mu.Lock()
	h := p.health.now
	h.Summary.Decided = maps.Clone(h.Summary.Decided)
	p.health.mu.Unlock()
	if p.in != nil {
		h.Inbox = p.in.State()
	}
	err := p.store.Look(func(tx *store.Tx) (err error) {
		if h.Figures, err = tx.Figures(); err != nil {
			return err
		}
		h.Oldest, err = oldest(tx)
		return err
	})
	if err != nil {
		h.LastError, h.ErrorAt = err.Error(), p.config.Now()
	}
	h.Queued = h.Figures.Replies[store.Pending]
	h.Summary.Queued, h.Summary.Unmarked, h.Summary.Open = h.Queued, h.Figures.Marks, h.Figures.Open
	return h
}

// oldest is when the pending reply was made that waits longest.
func oldest(tx *store.Tx) (time.Time, error) {
	replies, _, err := tx.Replies(store.Pending, 0, 1)
	if err != nil || len(replies) == 0 {
		return time.Time{}, err
	}
	return replies[0].CreatedAt, nil
}

// Summary is what was done since Run or Once began.
func (p *Processor) Summary() Summary { return p.Health().Summary }
