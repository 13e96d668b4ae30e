package admin

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"sync"
	"time"

	"takepart/mailproc"
)

// Event is one thing that happened: decided, seen, fate, paused, resumed or marked, by the daemon itself; changed, by an organiser.
type Event struct {
	At           time.Time `json:"at"`
	Kind         string    `json:"kind"`
	What         string    `json:"what,omitempty"` // of changed: the path of the request
	Message      string    `json:"message,omitempty"`
	Decision     string    `json:"decision,omitempty"`
	Reason       string    `json:"reason,omitempty"`
	Registration string    `json:"registration,omitempty"`
	Mail         string    `json:"mail,omitempty"` // its kind
	Fate         string    `json:"fate,omitempty"`
	Why          string    `json:"why,omitempty"`
	Missed       int       `json:"missed,omitempty"` // events before this one that the listener was too slow for
}

// Events passes on what happens to those who listen. The zero value is ready; it never waits for a listener.
type Events struct {
	mu        sync.Mutex
	listeners map[chan Event]*int // with how many each has missed
	closed    bool
}

// behindAtMost is how many events a slow listener may be behind before it misses some.
const behindAtMost = 256

// Trace is for mailproc.Config.Trace.
func (e *Events) Trace(of mailproc.Event) {
	out := Event{At: of.At, Kind: string(of.Kind), Fate: of.Fate, Why: of.Why}
	if m := of.Message; m != nil {
		out.Message, out.Decision, out.Reason, out.Registration = hex.EncodeToString(m.Digest[:]), m.Decision, m.Reason, m.Registration
	}
	if r := of.Reply; r != nil {
		out.Mail, out.Registration = r.Kind, r.Registration
	}
	e.tell(out)
}

func (e *Events) tell(of Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for c, missed := range e.listeners {
		of.Missed = *missed
		select {
		case c <- of:
			*missed = 0
		default:
			*missed++
		}
	}
}

// listen gives the events from now on until stop; the channel is closed when the daemon ends.
func (e *Events) listen() (c chan Event, stop func()) {
	c = make(chan Event, behindAtMost)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		close(c)
		return c, func() {}
	}
	if e.listeners == nil {
		e.listeners = map[chan Event]*int{}
	}
	e.listeners[c] = new(int)
	return c, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.listeners, c)
	}
}

// end lets every listener go.
func (e *Events) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	for c := range e.listeners {
		close(c)
		delete(e.listeners, c)
	}
}

// keepAlive is how often a silent stream shows that it lives.
const keepAlive = 15 * time.Second

// events streams what happens as server-sent events.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if s.Events == nil {
		fail(w, &Fault{Status: http.StatusConflict, Why: "nothing happens while takepart does not run", Hint: "takepart run"})
		return
	}
	c, stop := s.Events.listen()
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	_, _ = fmt.Fprint(w, ": takepart\n\n")
	_ = out.Flush()
	alive := time.NewTicker(keepAlive)
	defer alive.Stop()
	for {
		var err error
		select {
		case e, more := <-c:
			if !more {
				return
			}
			data, _ := json.Marshal(e) // plain fields: it cannot fail
			_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.Kind, data)
		case <-alive.C:
			_, err = fmt.Fprint(w, ": \n\n")
		case <-r.Context().Done():
			return
		}
		if err != nil || out.Flush() != nil {
			return
		}
	}
}

// announced tells listeners of a change that an organiser made.
func (s *Server) announced(path string, handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		seen := &status{ResponseWriter: w, code: http.StatusOK}
		handler(seen, r)
		if s.Events != nil && seen.code == http.StatusOK {
			s.Events.tell(Event{At: s.now(), Kind: "changed", What: path})
		}
	}
}

// status remembers with which status was answered.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Listen gives what happens, until ctx ends or the daemon does. ready is called once nothing can be missed any more.
func (c *Client) Listen(ctx context.Context, ready func()) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		body, err := c.open(ctx, http.MethodGet, "/v1/events", nil, nil)
		if err != nil {
			yield(Event{}, err)
			return
		}
		defer body.Close()
		ready()
		lines := bufio.NewScanner(body)
		for lines.Scan() {
			data, is := strings.CutPrefix(lines.Text(), "data: ")
			if !is {
				continue
			}
			var e Event
			err := json.Unmarshal([]byte(data), &e)
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}
