package outbox

import (
	"bytes"
	"fmt"

	mail "github.com/wneessen/go-mail"
)

// Draft gives a mail as a draft for a mail program: without To, Date and Message-ID, which the program sets when somebody
// sends it, and with X-Unsent, which makes Outlook open it for writing. Of m it takes FromName, From, Subject, Language, Text and HTML.
func Draft(m *Mail) ([]byte, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP))
	from, err := mailbox(m.From)
	if err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := msg.FromFormat(headerText(m.FromName), from); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	msg.Subject(headerText(m.Subject))
	if lang := languageTag(m.Language); lang != "" {
		msg.SetGenHeader("Content-Language", lang)
	}
	msg.SetGenHeader("X-Unsent", "1")
	var b bytes.Buffer
	if _, err := msg.WriteTo(&b); err != nil { // without parts these are the header fields alone
		return nil, fmt.Errorf("render draft: %w", err)
	}
	body := &Mail{Text: m.Text, HTML: m.HTML, MessageID: "<draft@" + from + ">"}
	return appendBody(withoutFields(b.Bytes(), "date", "message-id"), body, nil), nil
}

// withoutFields drops header fields by their names in small letters, with their folded lines.
func withoutFields(head []byte, names ...string) []byte {
	var out []byte
	drop := false
	for line := range bytes.SplitAfterSeq(head, []byte("\r\n")) {
		if len(line) > 0 && line[0] != ' ' && line[0] != '\t' {
			name, _, _ := bytes.Cut(line, []byte(":"))
			drop = false
			for _, n := range names {
				drop = drop || bytes.EqualFold(name, []byte(n))
			}
		}
		if !drop {
			out = append(out, line...)
		}
	}
	return out
}
