package inbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
)

// counter is a Reader that keeps nothing but the cursor.
type counter struct {
	*keeper
	messages, bytes atomic.Int64
	trouble         atomic.Int64
}

func (c *counter) Batch(_ context.Context, b Batch) (keep func() error) {
	return func() error { return c.keep(b) }
}

func (c *counter) keep(b Batch) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cursors[b.Mailbox] = b.Cursor
	for _, m := range b.Messages {
		c.messages.Add(1)
		c.bytes.Add(int64(len(m.Raw)))
		if m.Trouble != "" {
			c.trouble.Add(1)
		}
	}
	return nil
}

// rssAnon is the memory of this process in MB that no file stands for.
func rssAnon() int {
	raw, _ := os.ReadFile("/proc/self/status")
	_, after, _ := bytes.Cut(raw, []byte("RssAnon:"))
	kb, _ := strconv.Atoi(strings.Fields(string(after) + " 0")[0])
	return kb >> 10
}

func watchMemory(stop <-chan struct{}) <-chan int {
	peak := make(chan int, 1)
	go func() {
		top := 0
		for {
			top = max(top, rssAnon())
			select {
			case <-stop:
				peak <- top
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return peak
}

// BenchmarkIntakeFromDovecot reads a mailbox of TAKEPART_MAILDIR's messages (a Maildir of the generator's, say; else 2,000 of its own)
// over plain text and TLS, and then finds nothing new in it.
func BenchmarkIntakeFromDovecot(b *testing.B) {
	d := real.StartDovecot(b, real.DovecotOptions{})
	n := fill(b, d)
	plain := benchConfig(b, d.Addr)
	secure := benchConfig(b, d.TLSAddr)
	secure.Security, secure.TLS = Implicit, d.ClientTLS()
	warm := &counter{keeper: newKeeper()}
	if err := New(plain).Once(b.Context(), warm); err != nil {
		b.Fatal(err)
	}
	for name, c := range map[string]Config{"plain": plain, "tls": secure} {
		b.Run(name+"/socket", func(b *testing.B) { // the reference: one command, and its bytes thrown away
			for b.Loop() {
				rawFetch(b, c)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "messages/s")
		})
		b.Run(name, func(b *testing.B) {
			stop := make(chan struct{})
			peak := watchMemory(stop)
			for b.Loop() {
				k := &counter{keeper: newKeeper()}
				if err := New(c).Once(b.Context(), k); err != nil {
					b.Fatal(err)
				}
				if int(k.messages.Load()) != n || k.trouble.Load() != 0 {
					b.Fatalf("%d messages of %d, %d in trouble", k.messages.Load(), n, k.trouble.Load())
				}
			}
			close(stop)
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "messages/s")
			b.ReportMetric(float64(<-peak), "MB-RssAnon")
		})
		b.Run(name+"/nothing-new", func(b *testing.B) {
			for b.Loop() {
				if err := New(c).Once(b.Context(), warm); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func rawFetch(b *testing.B, c Config) {
	b.Helper()
	addr := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	if c.Security == Implicit {
		conn = tls.Client(conn, c.TLS)
	}
	defer conn.Close()
	r := bufio.NewReaderSize(conn, 64<<10)
	for i, line := range []string{"LOGIN post secret", "EXAMINE INBOX", "UID FETCH 1:* (UID RFC822.SIZE BODY.PEEK[]<0.65536>)"} {
		tag := fmt.Sprintf("x%d ", i)
		fmt.Fprint(conn, tag, line, "\r\n")
		for {
			got, err := r.ReadSlice('\n')
			if err != nil && err != bufio.ErrBufferFull {
				b.Fatal(err)
			}
			if bytes.HasPrefix(got, []byte(tag)) {
				break
			}
			if size, ok := literalSize(got); ok && bytes.HasPrefix(got, []byte("* ")) {
				if _, err := io.CopyN(io.Discard, r, size); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

func benchConfig(b *testing.B, addr string) Config {
	b.Helper()
	i := strings.LastIndexByte(addr, ':')
	port, err := strconv.Atoi(addr[i+1:])
	if err != nil {
		b.Fatal(err)
	}
	return Config{Host: "127.0.0.1", Port: port, Security: Plain, Username: "post", Password: real.Password,
		Complete: func([]byte, int64) bool { return true }}
}

func fill(b *testing.B, d *real.Dovecot) int {
	b.Helper()
	from := os.Getenv("TAKEPART_MAILDIR")
	if from == "" {
		for i := range 2000 {
			d.Deliver(append(sample(i), bytes.Repeat([]byte("The quick brown fox jumps over the lazy dog.\r\n"), i%400)...))
		}
		return 2000
	}
	n := 0
	for _, sub := range []string{"cur", "new"} {
		files, err := os.ReadDir(filepath.Join(from, sub))
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range files {
			raw, err := os.ReadFile(filepath.Join(from, sub, f.Name()))
			if err != nil {
				b.Fatal(err)
			}
			d.Deliver(raw)
			n++
		}
	}
	return n
}

// BenchmarkIntakeFromPostoffice is the same without anything to install.
func BenchmarkIntakeFromPostoffice(b *testing.B) {
	f, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	const n = 2000
	for i := range n {
		if _, err := f.Deliver("", append(sample(i), fmt.Sprint(i)...)); err != nil {
			b.Fatal(err)
		}
	}
	c := benchConfig(b, f.IMAPAddr())
	for b.Loop() {
		k := &counter{keeper: newKeeper()}
		if err := New(c).Once(b.Context(), k); err != nil {
			b.Fatal(err)
		}
		if k.messages.Load() != n {
			b.Fatalf("%d messages", k.messages.Load())
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "messages/s")
}
