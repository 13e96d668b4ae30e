package main

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"takepart/mailproc/postoffice"
)

// canary stands in every payload, so that a test knows whether it came through at all.
const canary = "Zq7x"

// payloads try to become more than a value: a header field, markup, an action of a template, a calendar property, a line of
// the log, a formula, a command to the terminal. Every one may be read as a name or a title.
var payloads = map[string]string{
	"header":       canary + "\r\nX-Injected: yes\r\nBcc: stranger@other.example",
	"body":         canary + "\r\n\r\n<script>alert(1)</script>",
	"line feed":    canary + "\nBEGIN:VALARM\nX-INJECTED:1",
	"escape":       canary + "\x1b[2J\x1b]0;owned\x07\x9b31m",
	"bidi":         "\u202e" + canary + "\u2066\u200b",
	"separators":   canary + "\u2028X-Injected: yes\u0085X-Injected: yes\x0bX-Injected: yes",
	"formula":      "=HYPERLINK(\"http://evil.example\"," + canary + ")",
	"plus":         "+" + canary,
	"minus":        "-" + canary,
	"at":           "@SUM(" + canary + ")",
	"template":     "{{.Organiser}}{{range .Missing}}{{end}}" + canary,
	"markup":       "<img src=x onerror=alert(1)>" + canary + "<a href=\"javascript:alert(1)\">",
	"calendar":     canary + ";CN=x:mailto:stranger@other.example\\nATTENDEE:x",
	"log":          canary + "\" level=ERROR msg=\"forged\" time=1",
	"verbs":        canary + "%s%n%!d(MISSING)",
	"ends a quote": canary + "\"> <stranger@other.example>, \"",
	"NUL":          canary + "\x00after",
}

// injected is a message with a payload in one of the fields that come from mail.
func injected(field, payload string, n int) []byte {
	word := func(s string) string { return mime.BEncoding.Encode("utf-8", s) }
	plain := strings.NewReplacer("\r", " ", "\n", " ", "\x00", "").Replace(payload)
	v := map[string]string{"first": "Ada", "last": "Nori", "title": "Inspector", "institution": "Office", "name": "Ada Nori", "subject": "registration",
		"id": fmt.Sprintf("<%d@org.example>", n), "references": "<r@org.example>", "local": fmt.Sprintf("a%d", n), "list": "", "text": "I TAKE PART"}
	switch field {
	case "name", "subject":
		v[field] = word(payload)
	case "id", "references":
		v[field] = "<" + strings.ReplaceAll(plain, "@", ".") + fmt.Sprint(n) + "@org.example>"
	case "local":
		v[field] = `"` + strings.NewReplacer(`\`, "", `"`, "").Replace(plain) + fmt.Sprint(n) + `"`
	case "list":
		v[field] = "List-Id: " + plain + "\n"
	case "text": // in front of a person
		v["subject"], v[field] = word(payload), plain+"\nmaybe I TAKE PART? "+plain
	default:
		v[field] = plain
	}
	return []byte(strings.NewReplacer("\n", "\r\n").Replace(fmt.Sprintf("From: %s <%s@org.example>\nTo: %s\nSubject: %s\nDate: Mon, 01 Feb 2027 10:00:00 +0100\nMessage-ID: %s\n"+
		"References: %s\n%sMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n%s\n\nFirst name: %s\nLast name: %s\nTitle: %s\nInstitution: %s\n",
		v["name"], v["local"], organisers, v["subject"], v["id"], v["references"], v["list"], v["text"], v["first"], v["last"], v["title"], v["institution"])))
}

// TestInjection: nothing that comes from mail becomes more than a value, in our mails, the log, exports, or on the terminal.
func TestInjection(t *testing.T) {
	office, err := postoffice.Start(postoffice.Options{Fault: func(step string) *postoffice.Verdict {
		if step == "smtp rcpt" { // what a server says is foreign text, too
			return &postoffice.Verdict{Reply: "451 4.2.0 \x1b[2Jlater\u202e level=ERROR"}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	f := newSite(t, "takepart", office.IMAPAddr(), office.SMTPAddr())
	n := 0
	for format, fields := range map[string][]string{"text": {"name", "id", "local", "last", "institution", "text"}, "json": {"subject", "references", "first", "title", "list"}} {
		for _, field := range fields {
			for _, payload := range payloads {
				n++
				raw := injected(field, payload, n)
				f.put(fmt.Sprintf("%03d-%s.eml", n, field), string(raw))
				if _, err := office.Deliver("INBOX", raw); err != nil {
					t.Fatal(err)
				}
			}
		}
		checkLog(t, format, f.run("run", "--once", "--debug", "--log", format).stderr)
	}
	for _, args := range []string{"list --status all", "review", "export --format json", "list --json", "review list --json", "explain --full .", "status", "stats"} {
		out := f.must(strings.Fields(args)...)
		checkTerminal(t, args, out.stdout+out.stderr)
		if !strings.Contains(out.stdout, canary) && args != "status" && args != "stats" {
			t.Errorf("%s: no payload came through", args)
		}
	}
	checkShown(t, f)
	checkCSV(t, f.must("export", "--format", "csv", "--status", "all").stdout)
}

var logLine = regexp.MustCompile(`^(time=\S+ level=(DEBUG|INFO|WARN|ERROR) msg=|\{.*\}$|takepart: |hint: |\d+ )`)

func checkLog(t *testing.T, name, log string) {
	t.Helper()
	if !strings.Contains(log, "registration") || !strings.Contains(log, "later") { // the server's words
		t.Errorf("%s: nothing was logged:\n%s", name, log)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(log, "\n"), "\n") {
		if !logLine.MatchString(line) {
			t.Errorf("%s: not a line of ours: %q", name, line)
		}
		if strings.HasPrefix(line, "{") && !json.Valid([]byte(line)) {
			t.Errorf("%s: not JSON: %q", name, line)
		}
	}
	checkTerminal(t, "log "+name, log)
}

// checkTerminal: only characters that show themselves, and line ends.
func checkTerminal(t *testing.T, name, out string) {
	t.Helper()
	for line := range strings.Lines(out) {
		for _, c := range strings.TrimSuffix(line, "\n") {
			if c != '\t' && unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u2028' || c == '\u2029' {
				t.Errorf("%s: %q in %q", name, c, line)
				break
			}
		}
	}
}

func checkShown(t *testing.T, f *site) {
	t.Helper()
	seen := 0
	for line := range strings.Lines(f.must("export", "--format", "jsonl", "--status", "all").stdout) {
		var p struct{ ID string }
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		if seen++; seen%8 == 0 { // a process each: a sample
			out := f.must("show", p.ID)
			checkTerminal(t, "show", out.stdout)
		}
	}
	for line := range strings.Lines(f.must("review", "list", "--json").stdout) {
		var r struct{ ID string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if seen++; seen%8 == 0 {
			checkTerminal(t, "review show", f.must("review", "show", r.ID).stdout)
		}
	}
}

// checkCSV: as many columns everywhere, no cell that a spreadsheet would take for a formula.
func checkCSV(t *testing.T, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("a formula: %q", cell)
			}
			if strings.Contains(cell, canary) {
				found++
			}
		}
	}
	if len(rows) < 50 || found < 20 {
		t.Errorf("%d rows, %d cells with a payload: too few came through to prove anything", len(rows), found)
	}
}

// TestInjectionIntoMails: what is sent holds payloads as values only, in header fields, text, HTML and calendar.
func TestInjectionIntoMails(t *testing.T) {
	office, err := postoffice.Start(postoffice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = office.Close() })
	f := newSite(t, "takepart", office.IMAPAddr(), office.SMTPAddr())
	n := 0
	for _, field := range []string{"name", "subject", "id", "references", "local", "first", "last", "title", "institution"} {
		for _, payload := range payloads {
			n++
			if _, err := office.Deliver("INBOX", injected(field, payload, n)); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.must("run", "--once")
	came := 0
	for _, m := range office.Accepted() {
		if bytes.Contains(checkMail(t, m), []byte(canary)) {
			came++
		}
	}
	if all := len(office.Accepted()); all < 100 || came < 50 {
		t.Errorf("%d mails, %d with a payload: too few to prove anything", all, came)
	}
}

// ourFields are all that our mails may have.
var ourFields = []string{"From", "To", "Reply-To", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "Mime-Version", "Content-Type",
	"Content-Transfer-Encoding", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Takepart-Loop"}

// checkMail gives all of a mail's text, decoded.
func checkMail(t *testing.T, m postoffice.Mail) []byte {
	t.Helper()
	if len(m.To) != 1 || !strings.HasSuffix(m.To[0], "@org.example") {
		t.Errorf("sent to %q", m.To)
	}
	for i, c := range m.Raw {
		if c == '\r' && (i+1 == len(m.Raw) || m.Raw[i+1] != '\n') || c == '\n' && (i == 0 || m.Raw[i-1] != '\r') || c == 0 {
			t.Fatalf("a bare %q in the mail to %s", c, m.To)
		}
	}
	read, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range read.Header {
		if !slices.Contains(ourFields, name) || len(values) != 1 {
			t.Errorf("to %s: field %s: %q", m.To, name, values)
		}
	}
	to, err := read.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != m.To[0] {
		t.Errorf("To: %q (%v), sent to %s", read.Header.Get("To"), err, m.To)
	}
	text := []byte(read.Header.Get("Subject") + to[0].Name)
	for kind, part := range partsOf(t, textproto.MIMEHeader(read.Header), read.Body) {
		text = append(text, part...)
		low := strings.ToLower(part)
		switch {
		case kind == "text/html" && (strings.Contains(low, "<script") || strings.Contains(low, "<img") || strings.Contains(low, `href="javascript`)):
			t.Errorf("to %s: markup in the HTML", m.To)
		case kind == "text/calendar" && regexp.MustCompile(`(?m)^(X-INJECTED|ATTENDEE|BEGIN:VALARM)`).MatchString(part):
			t.Errorf("to %s: a property of somebody else's in the calendar:\n%s", m.To, part)
		}
	}
	return text
}

// partsOf are a mail's parts, decoded, by media type.
func partsOf(t *testing.T, head textproto.MIMEHeader, body io.Reader) map[string]string {
	t.Helper()
	parts := map[string]string{}
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextRawPart()
			if err == io.EOF {
				return parts
			}
			if err != nil {
				t.Fatal(err)
			}
			maps.Copy(parts, partsOf(t, p.Header, p))
		}
	}
	switch strings.ToLower(head.Get("Content-Transfer-Encoding")) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	parts[kind] = string(text)
	return parts
}

// TestPrintable is the last lock before the terminal; what is read from mail has none of this any more.
func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"\x1b[2Jada\x07\u009b31m": "·[2Jada··31m", "a\tb\nc": "a b·c", "\u202eada\u2066": "ada", "أدا é 名": "أدا é 名",
	} {
		if got := printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
