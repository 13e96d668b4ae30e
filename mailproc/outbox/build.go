package outbox

import (
	"bytes"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	mail "github.com/wneessen/go-mail"
	"golang.org/x/net/idna"
)

const (
	maxAddress    = 254 // RFC 5321 4.5.3.1.3, less the angle brackets
	maxLocal      = 64  // RFC 5321 4.5.3.1.1
	maxHeaderText = 500 // characters of a subject or a name; longer ones are cut
	maxReferences = 20  // the first and the last ones are kept
)

// Build gives the exact bytes of a mail, lines ended by CRLF, as they go after DATA (before dot-stuffing). Only what lies
// in the Mail decides them. An error says what makes the mail impossible to send: it will be so at every attempt.
func Build(m *Mail) ([]byte, error) { return build(nil, m) }

// build is Build into b's memory, where that is large enough.
func build(b []byte, m *Mail) ([]byte, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP))
	if err := setAddresses(msg, m); err != nil {
		return nil, err
	}
	if err := setHeaders(msg, m); err != nil {
		return nil, err
	}
	files, err := checkFiles(m)
	if err != nil {
		return nil, err
	}
	fields := bytes.NewBuffer(b[:0])
	fields.Grow(sizeOf(m))
	if _, err := msg.WriteTo(fields); err != nil { // without parts these are the header fields alone
		return nil, fmt.Errorf("render mail: %w", err)
	}
	return appendBody(fields.Bytes(), m, files), nil
}

// sizeOf guesses the rendered size, so that the buffer grows once.
func sizeOf(m *Mail) int {
	n := 4096 + (len(m.Text)+len(m.HTML))*9/8 + len(m.Calendar)*7/5
	for _, a := range m.Attachments {
		n += 512 + len(a.Data)*7/5
	}
	return n
}

func setAddresses(msg *mail.Msg, m *Mail) error {
	for _, f := range []struct {
		header     mail.AddrHeader
		name, addr string
	}{
		{mail.HeaderFrom, m.FromName, m.From},
		{mail.HeaderTo, m.ToName, m.To},
		{mail.HeaderReplyTo, "", m.ReplyTo},
	} {
		if f.addr == "" && f.header == mail.HeaderReplyTo {
			continue
		}
		addr, err := mailbox(f.addr)
		if err != nil {
			return fmt.Errorf("%s: %w", f.header, err)
		}
		addr = strings.ReplaceAll(addr, `"`, "") // netmail puts quotes where they are needed
		msg.SetAddrHeaderFromMailAddress(f.header, &netmail.Address{Name: headerText(f.name), Address: addr})
	}
	return nil
}

func setHeaders(msg *mail.Msg, m *Mail) error {
	id, ok := messageID(m.MessageID)
	if !ok {
		return errors.New("the mail has no usable Message-ID")
	}
	if m.Date.IsZero() {
		return errors.New("the mail has no date")
	}
	msg.SetDateWithValue(m.Date)
	msg.SetGenHeader(mail.HeaderMessageID, id)
	msg.Subject(headerText(m.Subject))
	if re, ok := messageID(m.InReplyTo); ok {
		msg.SetGenHeader(mail.HeaderInReplyTo, re)
	}
	if refs := references(m.References); refs != "" {
		msg.SetGenHeader(mail.HeaderReferences, refs)
	}
	if lang := languageTag(m.Language); lang != "" {
		msg.SetGenHeader("Content-Language", lang)
	}
	if m.Auto {
		msg.SetGenHeader("Auto-Submitted", "auto-replied")
	}
	// Exchange's own out-of-office replies heed this one (MS-OXCMAIL 2.2.3.2.14); reports of failure are still wanted.
	msg.SetGenHeader("X-Auto-Response-Suppress", "OOF, AutoReply")
	msg.SetGenHeader(LoopHeader, id)
	return nil
}

// headerText makes s fit for a header field: one line, no control or formatting characters that could hide or end
// something, valid UTF-8, at most maxHeaderText characters. Its encoding (RFC 2047) is go-mail's.
func headerText(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > maxHeaderText {
		s = string([]rune(s)[:maxHeaderText])
	}
	return s
}

// bodyText drops NUL (RFC 5321 2.3.8 forbids it even where 8 bits pass) and repairs broken UTF-8.
func bodyText(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}

// messageID accepts "<left@right>" of printable ASCII without white space; anything else is left out rather than sent on.
func messageID(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 5 || len(s) > 900 || s[0] != '<' || s[len(s)-1] != '>' {
		return "", false
	}
	for _, c := range []byte(s[1 : len(s)-1]) {
		if c <= ' ' || c > '~' || c == '<' || c == '>' {
			return "", false
		}
	}
	return s, strings.Contains(s, "@")
}

func references(ids []string) string {
	kept := make([]string, 0, len(ids))
	for _, id := range ids {
		if id, ok := messageID(id); ok {
			kept = append(kept, id)
		}
	}
	if n := len(kept); n > maxReferences { // RFC 5322 sets no limit; RFC 5537 3.4.4 says which to drop: not the first, not the last
		kept = append(kept[:1:1], kept[n-maxReferences+1:]...)
	}
	return strings.Join(kept, " ")
}

func languageTag(s string) string {
	if len(s) > 35 {
		return ""
	}
	for _, c := range []byte(s) {
		if c != '-' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return ""
		}
	}
	return s
}

// mailbox checks an address for the envelope and the header fields, and turns its domain into A-labels (RFC 5891): most
// servers take no others. The local part is left as it is.
func mailbox(addr string) (string, error) {
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || at == len(addr)-1 {
		return "", fmt.Errorf("%q is not an address", headerText(addr))
	}
	local, domain := addr[:at], addr[at+1:]
	if !usableLocal(local) {
		return "", fmt.Errorf("%q has a part before the @ that no server takes", headerText(addr))
	}
	ascii, err := domainName(domain)
	if err != nil {
		return "", fmt.Errorf("%q: %w", headerText(addr), err)
	}
	if len(local)+1+len(ascii) > maxAddress {
		return "", fmt.Errorf("an address of more than %d characters", maxAddress)
	}
	return local + "@" + ascii, nil
}

// usableLocal takes the dot-atoms of RFC 5321, internationalised ones (RFC 6531) included, and forgives misplaced dots
// (some Japanese providers gave such addresses out); quoted local parts that hold nothing but printable characters too.
func usableLocal(local string) bool {
	if len(local) > maxLocal || !utf8.ValidString(local) {
		return false
	}
	quoted := len(local) > 2 && local[0] == '"' && local[len(local)-1] == '"'
	if quoted {
		local = local[1 : len(local)-1]
	}
	for _, r := range local {
		if r < ' ' || r == 0x7f || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return false
		}
		if !quoted && strings.ContainsRune(" ()<>[]:;@\\,\"", r) || quoted && strings.ContainsRune(`"\`, r) {
			return false
		}
	}
	return local != ""
}

func domainName(domain string) (string, error) {
	if strings.HasPrefix(domain, "[") {
		return "", errors.New("an address literal instead of a domain")
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(domain, "."))
	if err != nil {
		// Underscores and the like are no host names, but some mail domains have them.
		ascii, err = idna.ToASCII(domain)
	}
	if err != nil || !plainDomain(ascii) {
		return "", errors.New("an unusable domain")
	}
	return ascii, nil
}

func plainDomain(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 {
			return false
		}
	}
	for _, c := range []byte(s) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_' {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
