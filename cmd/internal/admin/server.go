package admin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"takepart/mailproc"
	"takepart/store"
)

// pageSize is how many rows one read transaction takes: a long one would make the store's file grow.
const pageSize = 1000

// Server answers the API. Its fields are set before it serves; only Use changes what it works with.
type Server struct {
	Store   *store.Store
	Desk    *mailproc.Desk
	Health  func() mailproc.Health // nil where no daemon runs
	Reload  func() (Reloaded, error)
	Events  *Events // likewise
	Version string
	Event   string                  // the meeting's name
	used    atomic.Pointer[working] // instead of Desk and Health, once Use was called
	Now     func() time.Time        // nil: the machine's clock
	Started time.Time               // of the daemon
}

// Serve answers on the socket until ctx ends, then lets what runs finish for at most a second.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	context.AfterFunc(ctx, func() {
		if s.Events != nil {
			s.Events.end()
		}
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if srv.Shutdown(grace) != nil {
			_ = srv.Close()
		}
	})
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("answer on the socket: %w", err)
	}
	return nil
}

// working is what a processor brings.
type working struct {
	desk   *mailproc.Desk
	health func() mailproc.Health
}

// Use makes the server work with another processor: after a reload there is one.
func (s *Server) Use(p *mailproc.Processor) { s.used.Store(&working{p.Desk(), p.Health}) }

func (s *Server) desk() *mailproc.Desk {
	if w := s.used.Load(); w != nil {
		return w.desk
	}
	return s.Desk
}

func (s *Server) health() func() mailproc.Health {
	if w := s.used.Load(); w != nil {
		return w.health
	}
	return s.Health
}

func (s *Server) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func fail(w http.ResponseWriter, err error) {
	fault := &Fault{Status: http.StatusInternalServerError, Why: err.Error()}
	var known *Fault
	switch {
	case errors.As(err, &known):
		fault = known
	case errors.Is(err, store.ErrUnknown):
		fault.Hint = "the disk may be full or broken: look at it, then restart takepart"
	case errors.Is(err, store.ErrDamaged):
		fault.Hint = "stop takepart and put back a backup of the store"
	case errors.Is(err, store.ErrStale):
		fault.Status, fault.Hint = http.StatusConflict, "look at it again, then decide"
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(fault.Status)
	_ = json.NewEncoder(w).Encode(fault)
}

func wrong(why, hint string) *Fault {
	return &Fault{Status: http.StatusBadRequest, Why: why, Hint: hint}
}

func (s *Server) reviews(w http.ResponseWriter, r *http.Request) {
	var after uint64
	if v := r.URL.Query().Get("after"); v != "" {
		n, err := strconv.ParseUint(v, 10, 64)
		if err != nil {
			fail(w, wrong("after is not a place in the queue: "+v, "give what the last page gave as next"))
			return
		}
		after = n
	}
	page := Reviews{Reviews: []Review{}}
	err := s.Store.Look(func(tx *store.Tx) error {
		list, next, err := tx.OpenReviews(after, 100)
		for _, m := range list {
			page.Reviews = append(page.Reviews, reviewOf(m, false))
		}
		if next != 0 {
			page.Next = strconv.FormatUint(next, 10)
		}
		return err
	})
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, page)
}

// find gives the message that an id, or the beginning of one, means. A beginning is looked for in the queue only.
func (s *Server) find(id string) (m *store.Message, err error) {
	id = strings.ToLower(id)
	err = s.Store.Look(func(tx *store.Tx) error {
		if d, ok := digestOf(id); ok {
			m, err = tx.Message(d)
			return err
		}
		for after := uint64(0); ; {
			list, next, err := tx.OpenReviews(after, pageSize)
			if err != nil {
				return err
			}
			for _, one := range list {
				if !strings.HasPrefix(idOf(one.Digest), id) {
					continue
				}
				if m != nil {
					return wrong(fmt.Sprintf("several messages begin with %s", id), "write more of the id")
				}
				m = one
			}
			if next == 0 {
				return nil
			}
			after = next
		}
	})
	if err == nil && (m == nil || len(id) < 4) {
		return nil, &Fault{Status: http.StatusNotFound, Why: fmt.Sprintf("no message %s waits for review", id), Hint: "`takepart review list` shows which do"}
	}
	return m, err
}

func (s *Server) review(w http.ResponseWriter, r *http.Request) {
	m, err := s.find(r.PathValue("id"))
	if err != nil {
		fail(w, err)
		return
	}
	out := reviewOf(m, true)
	if m.Open {
		if out.Missing, err = s.desk().Lacks(m.Digest); err != nil {
			fail(w, err)
			return
		}
	}
	reply(w, out)
}

// decision reads the request of accept and ignore.
func (s *Server) decision(r *http.Request) (*store.Message, Decide, error) {
	var d Decide
	in := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20))
	in.DisallowUnknownFields()
	if err := in.Decode(&d); err != nil {
		return nil, d, wrong("the request is not readable: "+err.Error(), "")
	}
	if strings.TrimSpace(d.Who) == "" {
		return nil, d, wrong("nobody is named who decides", "give who")
	}
	m, err := s.find(r.PathValue("id"))
	if err == nil && !m.Open {
		err = &Fault{Status: http.StatusConflict, Why: fmt.Sprintf("message %s is decided already: %s", idOf(m.Digest)[:8], shown(m.Resolved, m.Decision))}
	}
	return m, d, err
}

func shown(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (s *Server) accept(w http.ResponseWriter, r *http.Request) {
	m, d, err := s.decision(r)
	if err != nil {
		fail(w, err)
		return
	}
	if len(d.People) > 0 {
		s.acceptSeveral(w, m, d)
		return
	}
	corrected, err := fieldsOf(d.Fields)
	if err != nil {
		fail(w, err)
		return
	}
	kept, err := s.desk().Accept(m.Digest, corrected, d.Who)
	if err != nil {
		fail(w, ofDesk(err, m))
		return
	}
	reply(w, Decided{Review: idOf(m.Digest), Registration: kept.ID, Answered: true, Status: string(kept.Status)})
}

func (s *Server) ignore(w http.ResponseWriter, r *http.Request) {
	m, d, err := s.decision(r)
	if err == nil {
		err = ofDesk(s.desk().Ignore(m.Digest, d.Who), m)
	}
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, Decided{Review: idOf(m.Digest), Registration: m.Registration})
}

// ofDesk says what the organiser can do about a refusal of the desk.
func ofDesk(err error, m *store.Message) error {
	var missing *mailproc.MissingError
	var value *mailproc.ValueError
	switch {
	case errors.As(err, &missing):
		var flags []string
		for _, f := range missing.Fields {
			flags = append(flags, "--"+strings.ReplaceAll(string(f), "_", "-")+" …")
		}
		return &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: fmt.Sprintf("takepart review accept %s %s", idOf(m.Digest)[:8], strings.Join(flags, " "))}
	case errors.As(err, &value):
		return wrong(err.Error(), "")
	case errors.Is(err, mailproc.ErrNotOpen):
		return &Fault{Status: http.StatusConflict, Why: err.Error()}
	case errors.Is(err, mailproc.ErrNoAddress):
		return &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: fmt.Sprintf("takepart review accept %s --email ADDRESS …", idOf(m.Digest)[:8])}
	case errors.Is(err, mailproc.ErrWhichRegistration):
		return &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: fmt.Sprintf("takepart withdraw ADDRESS|ID, then takepart review ignore %s", idOf(m.Digest)[:8])}
	case errors.Is(err, mailproc.ErrNothingMissing):
		return &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: fmt.Sprintf("takepart review accept %s", idOf(m.Digest)[:8])}
	case errors.Is(err, mailproc.ErrUnknownMessage):
		return &Fault{Status: http.StatusNotFound, Why: err.Error()}
	}
	return err
}
