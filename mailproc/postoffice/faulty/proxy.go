// Package faulty is a proxy in front of an IMAP or SMTP server that breaks what passes through it, as networks and servers do. While no
// fault is set it only copies bytes. For tests.
//
// It knows just so much of both protocols: where an answer ends (a line with its literals; a reply of several lines), which command an
// SMTP reply belongs to, and the content between DATA and the dot, which it never touches.
package faulty

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Act is what happens to a connection at some point of it.
type Act string

const (
	Pass  Act = ""
	Close Act = "close" // in order, with a FIN
	Reset Act = "reset" // at once, with a RST
	Mute  Act = "mute"  // half-open: nothing comes any more, from either side, and nobody closes
)

// Fault is one way to be broken. The zero value copies bytes.
type Fault struct {
	Refuse bool // nobody listens

	// After so many bytes of the server, Then happens; 0: before the first one.
	After int
	Then  Act

	Latency time.Duration // before each piece that the server sends
	Crawl   time.Duration // a byte each; 0: as it comes

	// Command is shown each line of the client, SMTP content apart. With taken the server does not see it; reply goes to the client in its
	// turn ("" for none), each line of it without its end.
	Command func(line string) (reply string, taken bool)
	// Answer is shown each answer of the server, complete with its line ends, and what it answers to: the client's SMTP command in
	// capitals ("GREETING" for the first answer, "." for the content), for IMAP always "". It gives what the client gets instead, and what
	// happens then. n counts from 1.
	Answer func(n int, to, answer string) (instead string, then Act)
}

// lines says that the fault must know the protocol.
func (f *Fault) lines() bool { return f.Command != nil || f.Answer != nil }

// Protocol is what is spoken.
type Protocol string

const (
	IMAP Protocol = "imap"
	SMTP Protocol = "smtp"
)

// Proxy is a running one.
type Proxy struct {
	protocol Protocol
	addr     string

	mu      sync.Mutex
	server  string
	l       net.Listener // nil while it refuses
	fault   *Fault
	open    map[*pair]bool
	served  int
	closed  bool
	running sync.WaitGroup
}

// pair is a client and the server that it is connected to.
type pair struct {
	client, server net.Conn
	once           sync.Once
	over           chan struct{}
	muted          atomic.Bool
}

// Start puts a proxy in front of a server's address.
func Start(protocol Protocol, server string) (*Proxy, error) {
	p := &Proxy{protocol: protocol, server: server, open: map[*pair]bool{}}
	return p, p.listen("127.0.0.1:0")
}

// Addr is where clients connect to.
func (p *Proxy) Addr() string { return p.addr }

// Served counts the connections so far.
func (p *Proxy) Served() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.served
}

func (p *Proxy) listen(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("proxy: %w", err)
	}
	p.mu.Lock()
	p.l, p.addr = l, l.Addr().String()
	p.mu.Unlock()
	p.running.Go(func() { p.accept(l) })
	return nil
}

func (p *Proxy) accept(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		p.running.Go(func() { p.serve(c) })
	}
}

// Break sets a fault, nil for none. It holds for connections from now on; with now, those that are open are broken off, else they go on
// as they were made.
func (p *Proxy) Break(f *Fault, now bool) error {
	p.mu.Lock()
	p.fault = f
	l := p.l
	refuse := f != nil && f.Refuse
	if refuse {
		p.l = nil
	}
	p.mu.Unlock()
	if refuse && l != nil {
		_ = l.Close()
	}
	if now {
		p.Drop()
	}
	if !refuse && l == nil {
		return p.listen(p.addr)
	}
	return nil
}

// Mute makes the open connections half-open: they stay, and nothing comes over them any more.
func (p *Proxy) Mute() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		_ = c.do(Mute)
		_ = c.client.SetReadDeadline(time.Unix(1, 0)) // whoever sits in Read comes out
	}
}

// Lead sends new connections to another server.
func (p *Proxy) Lead(server string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.server = server
}

// Drop resets every open connection.
func (p *Proxy) Drop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		c.end(Reset)
	}
}

// Close ends the proxy and all its connections.
func (p *Proxy) Close() {
	p.mu.Lock()
	p.closed = true
	if p.l != nil {
		_ = p.l.Close()
	}
	p.mu.Unlock()
	p.Drop()
	p.running.Wait()
}

func (p *Proxy) serve(client net.Conn) {
	p.mu.Lock()
	p.served++
	f, to := p.fault, p.server
	p.mu.Unlock()
	if f == nil {
		f = &Fault{}
	}
	server, err := net.Dial("tcp", to)
	if err != nil {
		_ = client.Close()
		return
	}
	c := &pair{client: client, server: server, over: make(chan struct{})}
	p.mu.Lock()
	p.open[c] = true
	closed := p.closed
	p.mu.Unlock()
	if closed {
		c.end(Reset)
	}
	c.work(p.protocol, f)
	p.mu.Lock()
	delete(p.open, c)
	p.mu.Unlock()
}

// work copies in both directions until the pair is over.
func (c *pair) work(protocol Protocol, f *Fault) {
	var both sync.WaitGroup
	out := &slow{to: c, fault: f, left: f.After}
	switch {
	case !f.lines():
		both.Go(func() { c.copyTo(c.server, c.client) })
		both.Go(func() { c.copyTo(out, c.server) })
	case protocol == SMTP:
		d := newDialogue(c, f, out)
		both.Go(d.hear)
		both.Go(d.speak)
	default:
		d := &conversation{c: c, f: f, out: out}
		both.Go(d.hear)
		both.Go(d.speak)
	}
	both.Wait()
}

var errMuted = errors.New("nothing comes any more")

func (c *pair) copyTo(to io.Writer, from net.Conn) {
	_, _ = io.Copy(to, from)
	c.ended()
}

// ended closes both sides, or, where the connection went mute, waits until somebody else does.
func (c *pair) ended() {
	if c.muted.Load() {
		c.wait()
		return
	}
	c.end(Close)
}

// wait holds a mute connection until the client gives it up: what the client still says is read and thrown away.
func (c *pair) wait() {
	_ = c.client.SetReadDeadline(time.Time{})
	go func() {
		_, _ = io.Copy(io.Discard, c.client)
		c.end(Close)
	}()
	<-c.over
}

func (c *pair) end(how Act) {
	c.once.Do(func() {
		if t, ok := c.client.(*net.TCPConn); ok && how == Reset {
			_ = t.SetLinger(0)
		}
		_ = c.client.Close()
		_ = c.server.Close()
		close(c.over)
	})
}

// do ends the connection as told; the error ends whoever copies.
func (c *pair) do(a Act) error {
	switch a {
	case Pass:
		return nil
	case Mute:
		c.muted.Store(true)
		_ = c.server.Close() // it hears nothing any more
		return errMuted
	}
	c.end(a)
	return net.ErrClosed
}

// slow is the way to the client, with its latency, its pace and its end.
type slow struct {
	to    *pair
	fault *Fault
	left  int // bytes until Then
}

func (s *slow) Write(p []byte) (n int, err error) {
	if !s.to.sleep(s.fault.Latency) {
		return 0, net.ErrClosed
	}
	if s.fault.Then != Pass {
		if len(p) > s.left {
			n, _ = s.to.client.Write(p[:s.left])
			s.left = 0
			return n, s.to.do(s.fault.Then)
		}
		s.left -= len(p)
	}
	if s.fault.Crawl == 0 {
		return s.to.client.Write(p)
	}
	for i := range p {
		if !s.to.sleep(s.fault.Crawl) {
			return i, net.ErrClosed
		}
		if _, err := s.to.client.Write(p[i : i+1]); err != nil {
			return i, err
		}
	}
	return len(p), nil
}

// sleep is false when the connection has ended meanwhile.
func (c *pair) sleep(d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-c.over:
		return false
	}
}
