package inbox

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// lowestRate is how many bytes a second a server must send on the average once a command has used up its time: 64 KiB, the most
// that one message takes, in 16 seconds.
const lowestRate = 4 << 10

// wire is a connection as go-imap sees it: what is read has passed the filter, and its deadlines are ours. go-imap sets
// none while it waits for an answer, and others that are too short or too long.
type wire struct {
	net.Conn
	filter *filter
	hello  []byte // read before all else: the greeting that go-imap waits for

	mu      sync.Mutex
	limit   time.Duration // of the command under way; 0: none is
	started time.Time
	got     int64 // bytes since then
	set     time.Time
	err     error // the first one of a read or write
}

func newWire(c net.Conn, hello string) *wire {
	w := &wire{Conn: c, hello: []byte(hello)}
	w.filter = newFilter(metered{w})
	return w
}

// SetDeadline and its kin are go-imap's wish, and ignored.
func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }

// begin starts the clock of one command.
func (w *wire) begin(limit time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit, w.started, w.got = limit, time.Now(), 0
	w.set = w.started.Add(limit)
	_ = w.Conn.SetDeadline(w.set)
}

// end stops it: between commands the server may be silent for as long as we are busy.
func (w *wire) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.limit = 0
	_ = w.Conn.SetDeadline(time.Time{})
}

// received moves the deadline: silence may last as long as the limit, and the whole as long as the rate is not too low.
func (w *wire) received(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.limit == 0 {
		return
	}
	w.got += int64(n)
	now := time.Now()
	whole := w.started.Add(w.limit + time.Duration(w.got)*time.Second/lowestRate)
	silence := now.Add(w.limit)
	if silence.Before(whole) {
		whole = silence
	}
	if d := whole.Sub(w.set); d > w.limit/64 || d < 0 { // not at every read
		w.set = whole
		_ = w.Conn.SetDeadline(whole)
	}
}

func (w *wire) Read(p []byte) (int, error) {
	if len(w.hello) > 0 {
		n := copy(p, w.hello)
		w.hello = w.hello[n:]
		return n, nil
	}
	return w.filter.Read(p)
}

func (w *wire) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	w.failed(err)
	return n, err
}

func (w *wire) failed(err error) {
	if err == nil {
		return
	}
	w.mu.Lock()
	if w.err == nil {
		w.err = err
	}
	w.mu.Unlock()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		_ = w.Conn.Close() // at the first timeout: what comes later would answer another command
	}
}

// cause is the first error of the connection itself, where there was one.
func (w *wire) cause(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil && !errors.Is(w.err, net.ErrClosed) {
		return w.err
	}
	return err
}

// metered is the raw side of a wire.
type metered struct{ w *wire }

func (m metered) Read(p []byte) (int, error) {
	n, err := m.w.Conn.Read(p)
	if n > 0 {
		m.w.received(n)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		m.w.failed(err)
	}
	return n, err
}
