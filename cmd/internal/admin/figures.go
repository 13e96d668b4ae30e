package admin

import (
	"net/http"
	"os"
	"runtime"
	"slices"
	"time"

	"takepart/cmd/internal/export"
	"takepart/mailproc"
	"takepart/store"
)

// Status is how all is.
type Status struct {
	Daemon  bool             `json:"daemon"`
	Version string           `json:"version"`
	PID     int              `json:"pid,omitempty"`
	Started *time.Time       `json:"started,omitempty"`
	Store   string           `json:"store"`
	Health  *mailproc.Health `json:"health,omitempty"` // of the daemon
	// Goroutines of the daemon: what grows for ever would be a leak.
	Goroutines int `json:"goroutines,omitempty"`

	Seen          int                       `json:"seen"`     // messages, the sum of Outcomes
	Outcomes      map[string]int            `json:"outcomes"` // messages by decision
	Reasons       map[string]int            `json:"reasons"`  // messages by "decision reason"
	Registrations map[string]int            `json:"registrations"`
	Replies       map[string]int            `json:"replies"`
	Reviews       int                       `json:"reviews"` // messages that wait for a person
	Undelivered   int                       `json:"undelivered"`
	Marks         int                       `json:"marks"`              // marks still to be set in the mailbox
	Held          []string                  `json:"held"`               // the registrations whose mails are held; the first few
	Restored      *time.Time                `json:"restored,omitempty"` // a backup was put in place then, and is not resumed
	Mailings      map[string]map[string]int `json:"mailings"`           // the mails of each mailing, by state
	Capacity      int                       `json:"capacity,omitempty"` // places (event.capacity)
}

// heldShown bounds Status.Held.
const heldShown = 20

func (s *Server) status(w http.ResponseWriter, r *http.Request) {
	out := Status{Version: s.Version, Store: s.Store.Path(), Outcomes: map[string]int{}, Reasons: map[string]int{}, Registrations: map[string]int{}, Replies: map[string]int{}, Held: []string{}}
	if s.health() != nil {
		h := s.health()()
		out.Daemon, out.Health, out.PID, out.Started = true, &h, os.Getpid(), &s.Started
		out.Goroutines = runtime.NumGoroutine()
	}
	var f store.Figures
	err := s.Store.Look(func(tx *store.Tx) (err error) {
		if f, err = tx.Figures(); err != nil {
			return err
		}
		if at, _, err := mailproc.RestoredAt(tx); err != nil {
			return err
		} else if !at.IsZero() {
			out.Restored = &at
		}
		held, _, err := tx.Replies(store.Held, 0, heldShown)
		for _, r := range held {
			if r.Registration != "" && !slices.Contains(out.Held, r.Registration) {
				out.Held = append(out.Held, r.Registration)
			}
		}
		return err
	})
	if err != nil {
		fail(w, err)
		return
	}
	out.Capacity = s.desk().Capacity()
	out.Seen, out.Reviews, out.Undelivered, out.Marks = f.Seen(), f.Open, f.Undelivered, f.Marks
	for decision, reasons := range f.Messages {
		for reason, n := range reasons {
			out.Outcomes[decision] += n
			out.Reasons[decision+" "+reason] += n
		}
	}
	for k, n := range f.Registrations {
		out.Registrations[string(k)] = n
	}
	out.Mailings = map[string]map[string]int{}
	for occasion, states := range f.Occasions {
		out.Mailings[occasion] = map[string]int{}
		for state, n := range states {
			out.Mailings[occasion][string(state)] = n
		}
	}
	for k, n := range f.Replies {
		out.Replies[string(k)] = n
	}
	reply(w, out)
}

func (s *Server) stats(w http.ResponseWriter, r *http.Request) {
	out := export.NewFigures()
	for reg, err := range s.all(r.Context(), Filter{Status: everyStatus}) {
		if err != nil {
			fail(w, err)
			return
		}
		out.Add(reg)
	}
	reply(w, out)
}
