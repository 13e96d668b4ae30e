package main

import (
	"bufio"
	"fmt"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// sink is a slow SMTP server that keeps account of every mail as only a server can: what it took, and whether the client can
// know that it did.
type sink struct {
	addr string
	slow func() time.Duration // the wait before each answer

	mu    sync.Mutex
	taken []*taken
	seen  func(event string) // told of each command, of the dot ("."), and of each mail's 250; nil: nobody listens
}

// taken is a mail that the sink answers for.
type taken struct {
	id, to string
	// doubt: nothing came over the connection after the dot. Then its 250, or what the client made of it, is lost.
	doubt bool
}

// newSink starts one, which ends with the test.
func newSink(t *testing.T, slow func() time.Duration) *sink {
	t.Helper()
	return newSinkAt(t, "127.0.0.1:0", slow)
}

func newSinkAt(t *testing.T, addr string, slow func() time.Duration) *sink {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	s := &sink{addr: l.Addr().String(), slow: slow}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() { defer c.Close(); s.serve(c) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); open.Wait() })
	return s
}

// listen calls f at each event from now on.
func (s *sink) listen(f func(event string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = f
}

func (s *sink) tell(event string) {
	s.mu.Lock()
	f := s.seen
	s.mu.Unlock()
	if f != nil {
		f(event)
	}
}

func (s *sink) serve(c net.Conn) {
	r := bufio.NewReader(c)
	_ = c.SetDeadline(time.Now().Add(patience))
	s.tell("connect")
	if !s.say(c, "220 sink.example") {
		return
	}
	to, last := "", (*taken)(nil)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		if last != nil {
			s.mu.Lock()
			last.doubt = false
			s.mu.Unlock()
			last = nil
		}
		verb := strings.ToUpper(strings.TrimRight(line[:min(4, len(line))], "\r\n"))
		s.tell(verb)
		answer := "250 2.0.0 fine"
		switch verb {
		case "RCPT":
			to = between(line, "<", ">")
		case "DATA":
			if !s.say(c, "354 go on") {
				return
			}
			if last = s.take(r, to); last == nil {
				return
			}
			s.tell(".")
		case "QUIT":
			s.say(c, "221 2.0.0 bye")
			return
		}
		if !s.say(c, answer) {
			return
		}
		if last != nil {
			s.tell("250")
		}
	}
}

// take reads a mail to its dot; nil where the connection ends before.
func (s *sink) take(r *bufio.Reader, to string) *taken {
	var raw strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return nil
		}
		if line == ".\r\n" {
			break
		}
		raw.WriteString(strings.TrimPrefix(line, "."))
	}
	m, err := mail.ReadMessage(strings.NewReader(raw.String()))
	if err != nil {
		return nil
	}
	t := &taken{id: m.Header.Get("Message-ID"), to: to, doubt: true}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = append(s.taken, t)
	return t
}

func (s *sink) say(c net.Conn, answer string) bool {
	if s.slow != nil {
		time.Sleep(s.slow())
	}
	_, err := fmt.Fprintf(c, "%s\r\n", answer)
	return err == nil
}

func between(s, left, right string) string {
	_, s, _ = strings.Cut(s, left)
	s, _, _ = strings.Cut(s, right)
	return s
}

// mails are all mails taken so far.
func (s *sink) mails() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]taken, len(s.taken))
	for i, t := range s.taken {
		out[i] = *t
	}
	return out
}
