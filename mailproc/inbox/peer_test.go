package inbox

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// server is a scripted IMAP server: a plain one, of which a test replaces single answers.
type server struct {
	addr     string
	greeting string
	caps     string
	selected string // lines of SELECT and EXAMINE, "\n" between them; nil value: the usual ones

	// odd may answer a command itself; it returns true if it did.
	odd func(p *peer, c command) bool

	mu    sync.Mutex
	mail  map[uint32]string
	conns int
	log   []string
}

type command struct {
	tag, name, args string // name in capitals, with "UID " before it
}

// peer is one connection of it.
type peer struct {
	s *server
	n int // which connection, from 1
	r *bufio.Reader
	c net.Conn
}

func (p *peer) say(format string, args ...any) { fmt.Fprintf(p.c, format+"\r\n", args...) }

func (p *peer) ok(c command) { p.say("%s OK done", c.tag) }

func scripted(t *testing.T, s *server) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	var mu sync.Mutex
	var open []net.Conn
	t.Cleanup(func() {
		l.Close()
		mu.Lock()
		for _, c := range open {
			c.Close()
		}
		mu.Unlock()
		serving.Wait()
	})
	s.addr = l.Addr().String()
	if s.greeting == "" {
		s.greeting = "* OK ready"
	}
	if s.caps == "" {
		s.caps = "IMAP4rev1 UIDPLUS"
	}
	serving.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			s.mu.Lock()
			s.conns++
			p := &peer{s: s, n: s.conns, r: bufio.NewReader(c), c: c}
			s.mu.Unlock()
			serving.Go(func() { defer c.Close(); p.serve() })
		}
	})
	return s
}

func (p *peer) serve() {
	p.say("%s", p.s.greeting)
	for {
		line, err := p.r.ReadString('\n')
		if err != nil {
			return
		}
		c := parseCommand(strings.TrimRight(line, "\r\n"))
		p.s.mu.Lock()
		p.s.log = append(p.s.log, strings.TrimSpace(c.name+" "+c.args))
		p.s.mu.Unlock()
		if p.s.odd != nil && p.s.odd(p, c) {
			continue
		}
		p.answer(c)
	}
}

func parseCommand(line string) command {
	tag, rest, _ := strings.Cut(line, " ")
	name, args, _ := strings.Cut(rest, " ")
	name = strings.ToUpper(name)
	if name == "UID" {
		sub, more, _ := strings.Cut(args, " ")
		name, args = "UID "+strings.ToUpper(sub), more
	}
	return command{tag, name, args}
}

func (p *peer) answer(c command) {
	switch c.name {
	case "CAPABILITY":
		p.say("* CAPABILITY %s", p.s.caps)
		p.ok(c)
	case "SELECT", "EXAMINE":
		p.opened()
		p.ok(c)
	case "UID SEARCH":
		p.say("* SEARCH%s", join(p.s.matching(c.args)))
		p.ok(c)
	case "UID FETCH":
		set, _, _ := strings.Cut(c.args, " ")
		for _, u := range p.s.matching("UID " + set) {
			p.message(u)
		}
		p.ok(c)
	case "FETCH":
		set, _, _ := strings.Cut(c.args, " ")
		if i, _ := strconv.Atoi(set); i > 0 && i <= len(p.s.uids()) {
			p.message(p.s.uids()[i-1])
		}
		p.ok(c)
	case "LOGOUT":
		p.say("* BYE see you")
		p.ok(c)
		p.c.Close()
	default:
		p.ok(c)
	}
}

func (p *peer) opened() {
	lines := p.s.selected
	if lines == "" {
		lines = fmt.Sprintf("* %d EXISTS\n* FLAGS (\\Answered \\Seen)\n* OK [PERMANENTFLAGS (\\Answered \\Seen \\*)] ok\n* OK [UIDVALIDITY 7] ok\n* OK [UIDNEXT %d] ok",
			len(p.s.uids()), p.s.next())
	}
	for line := range strings.SplitSeq(lines, "\n") {
		p.say("%s", line)
	}
}

func (p *peer) message(u uint32) {
	p.s.mu.Lock()
	raw := p.s.mail[u]
	p.s.mu.Unlock()
	p.say("* %d FETCH (UID %d RFC822.SIZE %d BODY[]<0> {%d}\r\n%s)", p.s.seq(u), u, len(raw), len(raw), raw)
}

func (s *server) uids() (all []uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for u := range s.mail {
		all = append(all, u)
	}
	slices.Sort(all)
	return all
}

func (s *server) next() uint32 {
	all := s.uids()
	if len(all) == 0 {
		return 1
	}
	return all[len(all)-1] + 1
}

func (s *server) seq(u uint32) int { return slices.Index(s.uids(), u) + 1 }

// matching reads "UID set"; everything else matches all. "n:*" names the last message, whatever n is.
func (s *server) matching(criteria string) (found []uint32) {
	_, set, ok := strings.Cut(criteria, "UID ")
	all := s.uids()
	if !ok || len(all) == 0 {
		return all
	}
	set, _, _ = strings.Cut(set, " ")
	last := all[len(all)-1]
	for _, u := range all {
		for part := range strings.SplitSeq(set, ",") {
			from, to, ranged := strings.Cut(part, ":")
			a, b := number(from, last), number(to, last)
			if !ranged {
				b = a
			}
			if u >= min(a, b) && u <= max(a, b) {
				found = append(found, u)
				break
			}
		}
	}
	return found
}

func number(s string, last uint32) uint32 {
	if s == "*" {
		return last
	}
	n, _ := strconv.Atoi(s)
	return uint32(n)
}

func join(uids []uint32) string {
	var b strings.Builder
	for _, u := range uids {
		fmt.Fprintf(&b, " %d", u)
	}
	return b.String()
}

func mails(n int) map[uint32]string {
	m := map[uint32]string{}
	for i := range n {
		m[uint32(i+1)] = string(sample(i + 1))
	}
	return m
}

// listen accepts connections and never says a word.
func listen(t *testing.T) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}
