package mailproc_test

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/store"
)

// bomb is a message that is made to cost much, and what must become of it: a decision and its reason, "" for any.
type bomb struct {
	headers, body    string
	decision, reason string
}

// phrased is what each bomb also says: what can still be read of it is decided on.
const phrased = "I TAKE PART\r\n\r\nFirst name: Eve\r\nLast name: Bomb\r\nTitle: Director\r\n"

func bombs() map[string]bomb {
	noise := make([]byte, 1<<20)
	r := rand.NewChaCha8([32]byte{})
	_, _ = r.Read(noise)
	mixed := "Content-Type: multipart/mixed; boundary=b\r\n"
	text := "--b\r\nContent-Type: text/plain\r\n\r\n" + phrased
	htm := "Content-Type: text/html; charset=utf-8\r\n"
	line := func(s string, n int) string { return strings.Repeat(s, n) }
	nested := func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n", i, i+1)
		}
		return s.String() + fmt.Sprintf("--b%d\r\n\r\n%s", n, phrased)
	}
	return map[string]bomb{
		"10,000 levels of MIME":         {"Content-Type: multipart/mixed; boundary=b0\r\n", nested(10_000), "review", "limit-depth"},
		"messages in messages":          {"Content-Type: message/rfc822\r\n", line("Content-Type: message/rfc822\r\n\r\n", 20_000) + phrased, "review", "limit-depth"},
		"100,000 parts":                 {mixed, text + line("--b\r\n\r\nx\r\n", 100_000), "review", "limit-parts"},
		"20,000 header fields":          {line("X-A: b\r\n", 20_000), phrased, "review", "limit-header"},
		"a header of 1 MiB":             {"X-A: " + line("b", 1<<20) + "\r\n", phrased, "review", "limit-header"},
		"boundaries that begin alike":   {"Content-Type: multipart/mixed; boundary=" + line("b", 70) + "\r\n", line("--"+line("b", 69)+"\r\n", 25_000), "", ""},
		"one boundary for all levels":   {mixed, line("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 30_000), "", ""},
		"a boundary that never ends":    {mixed, text, "register", "phrase"},
		"an empty boundary":             {"Content-Type: multipart/mixed; boundary=\"\"\r\n", line("--\r\n", 100_000) + phrased, "", ""},
		"base64 of noise as text":       {"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n", base64.StdEncoding.EncodeToString(noise), "", ""},
		"what base64 does not know":     {"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n", line("!*#\r\n", 400_000), "", ""},
		"noise beside the text":         {mixed, text + "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(noise) + "\r\n--b--\r\n", "register", "phrase"},
		"100,000 nested elements":       {htm, line("<b>", 100_000) + "I TAKE PART" + line("</b>", 100_000), "review", "limit-nodes"},
		"100,000 nested tables":         {htm, line("<table><tr><td>", 100_000) + "I TAKE PART", "review", "limit-text"},
		"one attribute of 2 MiB":        {htm, "<p>I TAKE PART</p><div style=\"" + line("a:b;", 500_000) + "\">", "", ""},
		"the phrase 100,000 times":      {"", line("I TAKE PART\r\n", 100_000), "", ""},
		"the phrase in one line":        {"", line("I TAKE PART if ", 100_000), "", ""},
		"40,000 people":                 {"", "I TAKE PART\r\n" + line("Eve Bomb, Director, Office\r\n", 40_000), "", ""},
		"40,000 labels":                 {"", "I TAKE PART\r\n" + line("First name: Eve\r\nLast name: Bomb\r\n", 20_000), "", ""},
		"5,000 marks on one letter":     {"", "I TAKE PART\r\n" + line("e"+line("\u0301", 5000), 100), "", ""},
		"quotes in quotes":              {"", line(line(">", 1000)+" I TAKE PART\r\n", 1000), "", ""},
		"100 MB of text":                {"", phrased + line(line("more ", 199)+"\r\n", 100_000), "review", "limit-text"},
		"100 MB beside the text":        {mixed, text + "--b\r\nContent-Type: application/pdf\r\n\r\n" + line(line("more ", 199)+"\r\n", 100_000) + "--b--\r\n", "register", "phrase"},
		"100 MB of HTML below the text": {"Content-Type: multipart/alternative; boundary=b\r\n", text + "--b\r\nContent-Type: text/html\r\n\r\n" + line("<p>"+line("more ", 199)+"</p>\r\n", 100_000) + "--b--\r\n", "review", "limit-text"},
	}
}

func (b bomb) raw(i int) []byte {
	return []byte(fmt.Sprintf("From: Eve Bomb <eve-%d@bomb.example>\r\nTo: <%s>\r\nSubject: Workshop\r\nDate: Mon, 11 Jan 2027 09:00:00 +0100\r\nMessage-ID: <bomb-%d@bomb.example>\r\n%s\r\n",
		i, organiser, i, b.headers) + b.body)
}

// The budget for one hostile message (DESIGN.md "Hostile input").
const (
	bombTime   = 200 * time.Millisecond
	bombMemory = 64 << 20
)

// TestBombs: each message is decided within the budget, as it must be, and the one after it is answered as usual.
func TestBombs(t *testing.T) {
	w := newTown(t)
	w.reach = func(c *inbox.Config) { c.Timeout = time.Minute } // 100 MB, on a machine that is busy with much else
	w.smtp.Timeout, w.smtp.Final = time.Minute, time.Minute
	i := 0
	for name, b := range bombs() {
		i++
		raw := b.raw(i)
		t.Run(name, func(t *testing.T) {
			w.t = t
			fits(t, w.config, raw[:min(len(raw), message.MaxRaw)])
			honest := letter{from: fmt.Sprintf("honest-%d@school.example", i), name: "Honest Sample", text: says("Honest", "Sample", "Teacher", "")}
			if _, err := w.office.Deliver("INBOX", raw); err != nil {
				t.Fatal(err)
			}
			w.deliver("INBOX", honest)
			w.once()
			if got := len(w.sentTo(honest.from)); got != 1 {
				t.Errorf("the message after it brought %d mails", got)
			}
			rows := w.messages()
			row := rows[len(rows)-2]
			if row.Reason == "panic" || b.decision != "" && (row.Decision != b.decision || row.Reason != b.reason) {
				t.Errorf("%s (%s), want %s (%s)", row.Decision, row.Reason, b.decision, b.reason)
			}
			if n := len(row.Text); n > 64<<10 {
				t.Errorf("%d bytes of its text are kept", n)
			}
		})
	}
	w.t = t
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
	if open := len(w.replies(store.Pending)); open > 0 {
		t.Errorf("%d replies are still owed", open)
	}
}

const ofThread = 1 // RUSAGE_THREAD, getrusage(2)

// cpuTime is the processor time of this thread (or process) since it began, as far as the system tells it: other work on the
// machine counts little in it.
func cpuTime(who int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		return time.Duration(time.Now().UnixNano())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fits measures the reading and deciding of one message: the least processor time of three, and all that is allocated, a bound from above
// for what is held at a time.
func fits(t *testing.T, c mailproc.Config, raw []byte) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	best := time.Hour
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 3 {
		start := cpuTime(ofThread)
		mailproc.Explain(raw, c.Ours, c.Rules)
		best = min(best, cpuTime(ofThread)-start)
	}
	runtime.ReadMemStats(&after)
	used := (after.TotalAlloc - before.TotalAlloc) / 3
	t.Logf("%v, %d MiB", best.Round(time.Millisecond), used>>20)
	if best > bombTime && !slowed {
		t.Errorf("took %v", best)
	}
	if used > bombMemory {
		t.Errorf("allocated %d MiB", used>>20)
	}
}
