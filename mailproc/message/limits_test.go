package message

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sixtyFour is a line of 64 bytes.
const sixtyFour = "the words of this line are as many as make sixty-four of bytes.\n"

func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return b.String() + "Content-Type: text/plain\r\n\r\nI TAKE PART\r\n"
}

func manyParts(n int) string {
	return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", n) + "--b--\r\n"
}

// based is n bytes of text in base64.
func based(n int) string {
	text := strings.Repeat(sixtyFour, n/64) + strings.Repeat("x", n%64)
	return "Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(text))
}

func htmlNodes(n int) string {
	return "Content-Type: text/html\r\n\r\nI TAKE PART" + strings.Repeat("<br>", n-1)
}

// TestReceivedLimit: what went through more servers than any mail does goes in a circle.
func TestReceivedLimit(t *testing.T) {
	for n, want := range map[int]Automatic{MaxReceived: Person, MaxReceived + 1: MailLoop} {
		raw := strings.Repeat("Received: by mx.example; Mon, 11 Jan 2027 08:00:00 +0000\r\n", n) + "From: ana@org.example\r\n\r\nI TAKE PART\r\n"
		if m := Read([]byte(raw), sampleOurs); m.Automatic != want {
			t.Errorf("%d Received fields: %q, want %q", n, m.Automatic, want)
		}
	}
}

// TestLimits: each limit at its bound and just past it.
func TestLimits(t *testing.T) {
	field := func(n int) string { return strings.Repeat("X-A: b\r\n", n) + "\r\nI TAKE PART" }
	header := func(n int) string { return "X-A: " + strings.Repeat("b", n-len("X-A: \r\n")) + "\r\n\r\nI TAKE PART" }
	for _, c := range []struct {
		name, code string
		at, past   string
		keepsText  bool // the text is read all the same past the limit
	}{
		{"fields", "limit-header", field(MaxFields), field(MaxFields + 1), true},
		{"header bytes", "limit-header", header(MaxHeader), header(MaxHeader + 1), true},
		{"depth", "limit-depth", nested(MaxDepth), nested(MaxDepth + 1), false},
		{"parts", "limit-parts", manyParts(MaxParts - 1), manyParts(MaxParts), true},
		{"line", "limit-line", "\r\n" + strings.Repeat("x", MaxLine), "\r\n" + strings.Repeat("x", MaxLine+1), true},
		{"text", "limit-text", "\r\n" + strings.Repeat(sixtyFour, MaxText/64), "\r\n" + strings.Repeat(sixtyFour, MaxText/64) + "x", true},
		{"lines", "limit-text", "\r\n" + strings.Repeat("x\r\n", MaxLines), "\r\n" + strings.Repeat("x\r\n", MaxLines+1), true},
		{"decoded text", "limit-text", based(MaxText), based(MaxText + 1), true},
		{"nodes", "limit-nodes", htmlNodes(maxNodes), htmlNodes(maxNodes + 1), true},
		{"size", "limit-size", "\r\n" + strings.Repeat("x", MaxRaw-2), "\r\n" + strings.Repeat("x", MaxRaw-1), true},
	} {
		if m := Read([]byte(c.at), nil); m.Has(c.code) {
			t.Errorf("%s: %s already at the limit", c.name, c.code)
		}
		m := Read([]byte(c.past), nil)
		if !m.Has(c.code) {
			t.Errorf("%s: no %s past the limit: %v", c.name, c.code, m.Trouble)
		}
		if c.keepsText && len(m.Lines) == 0 {
			t.Errorf("%s: no text past the limit", c.name)
		}
	}
}

func TestLargeAttachmentIsNoLimit(t *testing.T) {
	raw := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nI TAKE PART\r\n--b\r\nContent-Type: application/pdf\r\n\r\n" + strings.Repeat("x", MaxRaw) + "\r\n--b--\r\n"
	if m := Read([]byte(raw), nil); m.Has("limit-size") || len(m.Lines) == 0 {
		t.Errorf("trouble %v, %d lines", m.Trouble, len(m.Lines))
	}
}

// hostile are messages of up to 2 MiB that try to make reading dear.
func hostile() map[string]string {
	fill := func(head, unit string) string {
		return head + strings.Repeat(unit, (MaxRaw-len(head))/len(unit))
	}
	htm := "Content-Type: text/html; charset=utf-8\r\n\r\n"
	plain := "Content-Type: text/plain; charset=utf-8\r\n\r\n"
	var fonts strings.Builder
	for i := range 450 {
		fmt.Fprintf(&fonts, "<font color=%d>", i)
	}
	mixed := "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	return map[string]string{
		"nested divs":             fill(htm, "<div>"),
		"100,000 nested, closed":  htm + strings.Repeat("<div>", 100_000) + "x" + strings.Repeat("</div>", 100_000),
		"end tags only":           fill(htm, "</p>"),
		"mismatched":              fill(htm, "<b><i></b></p>"),
		"formatting amplified":    fill(htm+"<p>"+fonts.String()+"</p>", "<p>x</p>"),
		"tables":                  fill(htm, "<table><tr><td>x"),
		"attributes":              fill(htm+"<div ", "a=b "),
		"unclosed tag":            fill(htm, "<"),
		"unclosed comment":        fill(htm, "<!--"),
		"entities":                fill(htm, "&amp;&lt"),
		"styles":                  fill(htm+"<style>", ".a{display:none}"),
		"quotes":                  fill(plain, "> > > > > > "),
		"quote lines":             fill(plain, ">\r\n"),
		"attributions":            fill(plain, "On 2026-01-27 10:02 a@b.example wrote:\r\n"),
		"attribution words":       fill(plain, "On Tue, 27 Jan 2026 at 10:02\r\n"),
		"labels":                  fill(plain, "To: x\r\n"),
		"from labels":             fill(plain, "From: a@b.example\r\n\r\n"),
		"separators":              fill(plain, "-----x-----\r\n"),
		"disclaimers":             fill(plain, "this message\r\n"),
		"disclaimer words":        fill(plain, "confidential recipient "),
		"ats":                     fill(plain, "@"),
		"long lines with colons":  fill(plain, strings.Repeat("a", 480)+":\r\n"),
		"rules":                   fill(plain, "____________________\r\n"),
		"initials":                fill(plain, "AB> x\r\nCD> y\r\n"),
		"brackets":                fill(plain, "[<[<"),
		"bracket lines":           fill(plain, "x <mailto:a@b.example>"),
		"our words":               fill(plain, "To participate and receive the detailed agenda, email "),
		"boundaries":              fill(mixed, "--b\r\n"),
		"near boundaries":         fill(mixed, "--bx--b"),
		"boundary prefix lines":   fill(mixed+"--b\r\n\r\n", "\r\n--"),
		"multipart in multipart":  fill("", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
		"rfc822 in rfc822":        fill("", "Content-Type: message/rfc822\r\n\r\n"),
		"header lines":            fill("", "A: b\r\n"),
		"bad header lines":        fill("", "bad\r\n"),
		"folds":                   fill("Subject: x", "\r\n y"),
		"encoded words":           fill("Subject: ", "=?utf-8?Q?x?= "),
		"open encoded words":      fill("Subject: ", "=?utf-8?B?"),
		"addresses":               fill("From: ", "a@b.example, "),
		"address comments":        fill("From: ", "(("),
		"parameters":              fill("Content-Type: text/plain; ", "a*0=b; "),
		"ids":                     fill("References: ", "<a@b> "),
		"base64 noise":            fill("Content-Transfer-Encoding: base64\r\n\r\n", "!!!!"),
		"base64 of nothing":       fill("Content-Transfer-Encoding: base64\r\n\r\n", "===="),
		"qp signs":                fill("Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=="),
		"guessing":                fill("\r\n", "\x80\xff\xc3"),
		"escapes":                 fill("\r\n", "\x1b$B\x1b(B"),
		"utf-7":                   fill("Content-Type: text/plain; charset=utf-7\r\n\r\n", "+AAAA"),
		"utf-16":                  fill("Content-Type: text/plain; charset=utf-16\r\n\r\n", "\xd8\x00"),
		"combining marks":         fill(plain, "e\u0301\u0301\u0301\u0301"),
		"cms":                     fill("Content-Type: application/pkcs7-mime\r\n\r\n", "\x30\x80"),
		"dsn groups":              fill("Return-Path: <>\r\nContent-Type: message/delivery-status\r\n\r\n", "Status: 5.0.0\r\n\r\n"),
		"alternative, both large": "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n" + strings.Repeat("word x\r\n", 60_000) + "\r\n--b\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat("<p>term<td>", 60_000) + "\r\n--b--\r\n",
		"zeros":                   fill("", "\x00"),
		"new lines":               fill("", "\n"),
		"new lines in the text":   fill("x: y\n\n", "\nx"),
		"carriage returns":        fill("x: y\n\n", "\r"),
	}
}

// cpuTime is the processor time of this thread since it began, as far as the system tells it: other work on the machine counts
// little in it.
func cpuTime() time.Duration {
	const ofThread = 1 // RUSAGE_THREAD, getrusage(2)
	var u syscall.Rusage
	if err := syscall.Getrusage(ofThread, &u); err != nil {
		return time.Duration(time.Now().UnixNano())
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Budgets of DESIGN.md for one hostile message. The least of three runs counts.
const (
	hostileTime   = 200 * time.Millisecond
	hostileMemory = 64 << 20
)

func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	for name, raw := range hostile() {
		t.Run(name, func(t *testing.T) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			b := []byte(raw)
			best := time.Hour
			for range 3 {
				start := cpuTime()
				Read(b, sampleOurs)
				best = min(best, cpuTime()-start)
			}
			air := time.Duration(1)
			if raceEnabled {
				air = 20
			}
			if best > air*hostileTime {
				t.Errorf("took %v", best)
			}
			if used := peak(b); used > hostileMemory {
				t.Errorf("held %d MiB", used>>20)
			}
			t.Logf("%v", best)
		})
	}
}

// peak estimates what one Read holds at most: what it allocates altogether is a bound from above.
func peak(b []byte) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m := Read(b, sampleOurs)
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(m)
	return after.TotalAlloc - before.TotalAlloc
}

// TestDeterministic: the same bytes give the same lines, whatever ran before.
func TestDeterministic(t *testing.T) {
	for name, raw := range hostile() {
		a, b := Read([]byte(raw), sampleOurs), Read(bytes.Clone([]byte(raw)), sampleOurs)
		if fmt.Sprint(a.Trouble, len(a.Lines)) != fmt.Sprint(b.Trouble, len(b.Lines)) {
			t.Errorf("%s: %v %d lines, then %v %d lines", name, a.Trouble, len(a.Lines), b.Trouble, len(b.Lines))
		}
	}
}
