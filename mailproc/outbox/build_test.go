package outbox

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
)

func parse(t *testing.T, m *Mail) (*mail.Message, []byte) {
	t.Helper()
	raw, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return msg, raw
}

func TestHeaders(t *testing.T) {
	msg, raw := parse(t, sample())
	for name, want := range map[string]string{
		"From": `"The organisers" <participate@meeting.example>`, "To": `"Ada Example" <ada@school.example>`,
		"Message-Id": "<abc@meeting.example>", "In-Reply-To": "<q@school.example>", "References": "<p@school.example> <q@school.example>",
		"Auto-Submitted": "auto-replied", "Content-Language": "fr", "Precedence": "", "Date": "Tue, 05 Jan 2027 09:00:00 +0000",
		"X-Takepart-Loop": "<abc@meeting.example>", "User-Agent": "", "X-Mailer": "", "Mime-Version": "1.0",
	} {
		if got := msg.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if s, _ := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); s != "Re: Réunion" {
		t.Errorf("subject %q", s)
	}
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > 78 || bytes.ContainsAny(line, "\r\n\x00") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	m := sample()
	m.To = `"ada example"@school.example`
	if msg, _ := parse(t, m); msg.Header.Get("To") != `"Ada Example" <"ada example"@school.example>` {
		t.Errorf("a quoted address became %s", msg.Header.Get("To"))
	}
	m = sample()
	m.Auto = false
	if msg, _ := parse(t, m); msg.Header.Get("Auto-Submitted") != "" {
		t.Error("a mail by hand says that it is automatic")
	}
}

// TestNothingIsInjected: no value of a mail can begin a header field, a part or a line of its own.
func TestNothingIsInjected(t *testing.T) {
	evil := "x\r\nBcc: victim@stranger.example\r\n\r\nbody\x00\u202e"
	m := sample()
	m.FromName, m.ToName, m.Subject, m.InReplyTo, m.Language = evil, evil, evil, "<a@b>\r\nBcc: v@s.example", evil
	m.References = []string{"<a@b.example>\r\nBcc: v@s.example", "<c@d.example>"}
	m.Attachments = []Attachment{{Name: evil + "\".pdf", Type: "application/pdf\r\nBcc: x", Data: []byte("x")}}
	msg, raw := parse(t, m)
	if msg.Header.Get("Bcc") != "" || msg.Header.Get("References") != "<c@d.example>" || msg.Header.Get("In-Reply-To") != "" {
		t.Errorf("%v", msg.Header)
	}
	if bytes.Contains(raw, []byte("\r\nBcc")) || bytes.Contains(raw, []byte{0}) || bytes.Contains(raw, []byte("\u202e")) {
		t.Errorf("%s", raw)
	}
	for _, id := range []string{"", "abc", "<a b@c>", "<a@b>\r\nX: y", "<ab>"} {
		m := sample()
		m.MessageID = id
		if _, err := Build(m); err == nil {
			t.Errorf("Message-ID %q was taken", id)
		}
	}
}

func TestParts(t *testing.T) {
	m := sample()
	m.Attachments = []Attachment{{Name: "Ordre du jour.pdf", Type: "application/pdf", Data: []byte("%PDF")}}
	msg, _ := parse(t, m)
	kind, p, _ := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if kind != "multipart/mixed" {
		t.Fatalf("outermost part is %s", kind)
	}
	mixed := multipart.NewReader(msg.Body, p["boundary"])
	alt, err := mixed.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	_, p, _ = mime.ParseMediaType(alt.Header.Get("Content-Type"))
	inner := multipart.NewReader(alt, p["boundary"])
	for _, want := range []struct{ kind, body string }{{"text/plain", m.Text}, {"text/html", m.HTML}} {
		part, err := inner.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if got := strings.ReplaceAll(string(body), "\r\n", "\n"); err != nil || got != want.body || !strings.HasPrefix(part.Header.Get("Content-Type"), want.kind) {
			t.Errorf("%s: %q, want %q (%v)", part.Header.Get("Content-Type"), got, want.body, err)
		}
	}
	cal, err := mixed.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	kind, p, _ = mime.ParseMediaType(cal.Header.Get("Content-Type"))
	if kind != "text/calendar" || p["method"] != "PUBLISH" || cal.FileName() != "agenda.ics" {
		t.Errorf("calendar: %v", cal.Header)
	}
	pdf, err := mixed.NextPart()
	if err != nil || pdf.FileName() != "Ordre du jour.pdf" {
		t.Errorf("attachment: %v, %v", pdf, err)
	}
	m.HTML, m.Calendar, m.Attachments = "", nil, nil
	msg, _ = parse(t, m)
	if kind, _, _ := mime.ParseMediaType(msg.Header.Get("Content-Type")); kind != "text/plain" {
		t.Errorf("a mail of text alone is %s", kind)
	}
}
