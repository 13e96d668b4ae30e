package mailproc_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"takepart/mailproc"
	"takepart/store"
	"takepart/templates"
)

// mimePart is a part that is no multipart, decoded.
type mimePart struct {
	kind   string
	params map[string]string
	header textproto.MIMEHeader
	body   []byte
}

// walkMIME visits every leaf of a message. An error says what is ill made in its structure (RFC 2045, 2046).
func walkMIME(h textproto.MIMEHeader, body io.Reader, visit func(mimePart)) error {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return fmt.Errorf("Content-Type %q: %w", h.Get("Content-Type"), err)
	}
	encoding := strings.ToLower(h.Get("Content-Transfer-Encoding"))
	if strings.HasPrefix(kind, "multipart/") {
		if encoding != "" && encoding != "7bit" {
			return fmt.Errorf("%s is encoded as %s (RFC 2045 6.4)", kind, encoding)
		}
		r, n := multipart.NewReader(body, params["boundary"]), 0
		for ; ; n++ {
			p, err := r.NextRawPart()
			if err == io.EOF {
				break
			}
			if err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
			if err := walkMIME(p.Header, p, visit); err != nil {
				return err
			}
		}
		if n < 2 {
			return fmt.Errorf("%s of %d parts", kind, n)
		}
		return nil
	}
	data, err := decodedBody(body, encoding)
	if err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	visit(mimePart{kind, params, h, data})
	return nil
}

func decodedBody(body io.Reader, encoding string) ([]byte, error) {
	raw, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	longest := 998
	switch encoding {
	case "quoted-printable", "base64":
		longest = 76 // RFC 2045 6.7 (5), 6.8
	case "", "7bit":
	default:
		return nil, fmt.Errorf("encoding %q", encoding)
	}
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > longest {
			return nil, fmt.Errorf("a line of %d characters in %s", len(line), encoding)
		}
	}
	switch encoding {
	case "quoted-printable":
		return io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw)))
	case "base64":
		return base64.StdEncoding.DecodeString(strings.ReplaceAll(string(raw), "\r\n", ""))
	}
	return raw, nil
}

var encodedWord = regexp.MustCompile(`=\?[^?]+\?[bBqQ]\?[^?]*\?=`)

// illMade lists what is wrong with the bytes of a mail of ours by RFC 5322, 2045 to 2047 and 3834. It is written anew from the RFCs,
// with nothing of what makes the mails.
func illMade(raw []byte, domain string) (faults []string) {
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if bytes.Count(raw, []byte("\n")) != bytes.Count(raw, []byte("\r\n")) || bytes.Count(raw, []byte("\r")) != bytes.Count(raw, []byte("\r\n")) {
		say("a line that does not end in CRLF (RFC 5322 2.3)")
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		say("a NUL (RFC 5321 2.3.8)")
	}
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > 998 {
			say("a line of %d characters (RFC 5322 2.1.1)", len(line))
		}
	}
	head, _, ok := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !ok {
		say("no empty line below the header fields")
	}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		if words := encodedWord.FindAllString(line, -1); len(words) > 0 && len(line) > 76 {
			say("a line of %d characters with encoded words (RFC 2047 2): %s", len(line), line)
		}
		if strings.TrimSpace(line) == "" {
			say("a header line of blanks (RFC 5322 3.2.2)")
		}
		for i := range len(line) {
			if line[i] >= utf8.RuneSelf {
				say("8-bit characters in a header field without need (RFC 6532): %s", line)
				break
			}
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return append(faults, err.Error())
	}
	faults = append(faults, illHeaders(m.Header, domain)...)
	return append(faults, illParts(m)...)
}

func illHeaders(h mail.Header, domain string) (faults []string) {
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, name := range []string{"From", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Content-Type"} {
		if n := len(h[name]); n != 1 || h[name][0] == "" {
			say("%d fields %s (RFC 5322 3.6)", n, name)
		}
	}
	for _, name := range []string{"Sender", "Reply-To", "Cc", "Bcc", "In-Reply-To", "References", "Auto-Submitted"} {
		if n := len(h[name]); n > 1 {
			say("%d fields %s (RFC 5322 3.6)", n, name)
		}
	}
	if _, err := h.Date(); err != nil {
		say("Date: %v", err)
	}
	if id := h.Get("Message-Id"); !strings.HasPrefix(id, "<") || !strings.HasSuffix(id, "@"+domain+">") {
		say("Message-ID %s is not of our domain", id)
	}
	for _, name := range []string{"From", "To"} {
		if list, err := h.AddressList(name); err != nil || len(list) != 1 {
			say("%s: %d addresses, %v", name, len(list), err)
		}
	}
	if h.Get("Precedence") != "" {
		say("Precedence: %s (DESIGN: not at all)", h.Get("Precedence"))
	}
	if re := h.Get("In-Reply-To"); re != "" && !strings.HasSuffix(h.Get("References"), re) {
		say("References do not end with In-Reply-To %s (RFC 5322 3.6.4)", re)
	}
	if a := h.Get("Auto-Submitted"); h.Get("In-Reply-To") != "" && a != "auto-replied" {
		say("an answer with Auto-Submitted %q (RFC 3834 5)", a)
	}
	if s, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject")); err != nil || strings.ContainsAny(s, "\r\n\x00") {
		say("Subject %q: %v", s, err)
	}
	return faults
}

func illParts(m *mail.Message) (faults []string) {
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	var kinds []string
	err := walkMIME(textproto.MIMEHeader(m.Header), m.Body, func(p mimePart) {
		kinds = append(kinds, p.kind)
		if !strings.HasPrefix(p.kind, "text/") {
			return
		}
		if !strings.EqualFold(p.params["charset"], "utf-8") || !utf8.Valid(p.body) {
			say("%s is not UTF-8 (charset %q)", p.kind, p.params["charset"])
		}
		if len(bytes.Fields(p.body)) < 10 {
			say("%s says next to nothing: %q", p.kind, p.body)
		}
	})
	if err != nil {
		say("%v", err)
	}
	if len(kinds) < 2 || kinds[0] != "text/plain" || kinds[1] != "text/html" {
		say("parts %v: the plain text comes first, then the HTML (RFC 2046 5.1.4)", kinds)
	}
	return faults
}

// TestEveryMailIsWellMade builds every kind of mail in every language, with people who have little, much, and strange things to tell.
func TestEveryMailIsWellMade(t *testing.T) {
	p := previewer(t)
	people := []store.Person{
		{},
		{FirstName: "Ada", LastName: "Example", Email: "ada@org.example", Title: "Director", Institution: "Labour Office"},
		{FirstName: "ناتاليا " + strings.Repeat("هالة ", 15), LastName: strings.Repeat("Ñandú-Ωμέγα ", 8), Email: strings.Repeat("a", 60) + "@" + strings.Repeat("sub.", 20) + "example",
			Title: strings.Repeat("Directeur général adjoint ", 7), Institution: strings.Repeat("労働基準監督署", 25)},
	}
	subjects := []string{"", "Workshop", "Re: " + strings.Repeat("Une réunion à distance ", 20), "أشارك في الاجتماع", strings.Repeat("x", 1200)}
	n := 0
	for _, lang := range templates.Languages() {
		for _, kind := range templates.Kinds() {
			if kind == templates.Invitation {
				continue
			}
			for i, who := range people {
				r := sampleReply(kind, lang, who)
				r.Subject = subjects[(n+i)%len(subjects)]
				raw, err := p.Preview(r)
				if err != nil {
					t.Errorf("%s in %s: %v", kind, lang, err)
					continue
				}
				for _, fault := range illMade(raw, "meeting.example") {
					t.Errorf("%s in %s, person %d: %s", kind, lang, i, fault)
				}
				n++
			}
		}
	}
	t.Logf("%d mails", n)
}

// TestIllMadeMailIsNoticed: the checks find what they look for.
func TestIllMadeMailIsNoticed(t *testing.T) {
	raw, err := previewer(t).Preview(sampleReply(templates.Correction, "fr", store.Person{FirstName: "Ada"}))
	if err != nil {
		t.Fatal(err)
	}
	if faults := illMade(raw, "meeting.example"); len(faults) > 0 {
		t.Fatalf("the mail as it is: %v", faults)
	}
	for name, change := range map[string][2]string{
		"no date":               {"\r\nDate:", "\r\nX-Date:"},
		"somebody's Message-ID": {"@meeting.example>", "@other.example>"},
		"bare LF":               {"\r\nTo:", "\nTo:"},
		"two subjects":          {"\r\nTo:", "\r\nSubject: x\r\nTo:"},
		"long line":             {"\r\nTo:", "\r\nX-Long: " + strings.Repeat("x", 1000) + "\r\nTo:"},
		"no automatic mark":     {"Auto-Submitted: auto-replied\r\n", ""},
		"no HTML":               {"text/html", "text/plain"},
		"another charset":       {"utf-8", "latin1"},
		"8-bit header":          {"\r\nTo:", "\r\nX-Name: é\r\nTo:"},
	} {
		broken := []byte(caseless(change[0]).ReplaceAllLiteralString(string(raw), change[1]))
		if bytes.Equal(broken, raw) {
			t.Errorf("%s: nothing to change", name)
		} else if len(illMade(broken, "meeting.example")) == 0 {
			t.Errorf("%s: not noticed", name)
		}
	}
}

func caseless(s string) *regexp.Regexp { return regexp.MustCompile("(?i)" + regexp.QuoteMeta(s)) }

// previewer renders mails in every language, with a store for its secret.
func previewer(t testing.TB) *mailproc.Processor {
	t.Helper()
	c, err := storyConfig(templates.Languages())
	if err != nil {
		t.Fatal(err)
	}
	c.Now = func() time.Time { return time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC) }
	st, err := store.Open(t.TempDir()+"/takepart.db", store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return mailproc.New(c, st, nil, nil)
}

// sampleReply is a mail to somebody that answers a message of theirs.
func sampleReply(kind templates.Kind, lang string, who store.Person) *store.Reply {
	return &store.Reply{Kind: string(kind), Registration: "abcdefgh23456723", To: "ada@org.example", ToName: strings.TrimSpace(who.FirstName + " " + who.LastName),
		Lang: lang, Person: who, Missing: []string{"last_name", "title"}, Subject: "Workshop",
		Changes:   []store.Correction{{Field: "title", Old: "Inspector", New: "Director"}, {Field: "institution", New: "Labour Office"}},
		MessageID: "<" + string(kind) + "." + lang + "@meeting.example>", InReplyTo: "<one@org.example>", References: slices.Clone([]string{"<zero@org.example>", "<one@org.example>"}),
		CreatedAt: time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)}
}
