package outbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"mime"
	"strings"
)

// The parts are written here and not by go-mail, which encodes through three buffers: an agenda of 20 KB cost it three times
// as much as all the rest of a transaction.

// file is an attachment, checked.
type file struct {
	name, kind string
	data       []byte
}

// appendBody appends the Content fields of the mail and its parts.
func appendBody(b []byte, m *Mail, files []file) []byte {
	// "=_" can stand neither in quoted-printable nor in base64 (RFC 2045 section 6.7), so that no text ends a part.
	sum := sha256.Sum256([]byte(m.MessageID))
	id := "=_" + hex.EncodeToString(sum[:12])
	if len(files) == 0 {
		return appendText(b, m, id+"a")
	}
	outer := id + "m"
	b = appendMultipart(b, "mixed", outer)
	b = appendText(b, m, id+"a")
	for _, f := range files {
		b = appendDelimiter(b, outer, "\r\n")
		b = appendFile(b, f)
	}
	return appendDelimiter(b, outer, "--\r\n")
}

func appendMultipart(b []byte, kind, boundary string) []byte {
	b = append(b, "Content-Type: multipart/"+kind+";\r\n boundary=\""+boundary+"\"\r\n"...)
	return appendDelimiter(b, boundary, "\r\n")
}

// appendDelimiter ends the line above, which belongs to the delimiter (RFC 2046 section 5.1.1).
func appendDelimiter(b []byte, boundary, end string) []byte {
	return append(b, "\r\n--"+boundary+end...)
}

// appendText appends the text, with its HTML form beside it where there is one. Everything is quoted-printable: lines stay
// under 76 characters, and no relay without 8BITMIME can break a DKIM signature by encoding it anew.
func appendText(b []byte, m *Mail, boundary string) []byte {
	if m.HTML == "" {
		return appendPart(b, "text/plain", m.Text)
	}
	b = appendMultipart(b, "alternative", boundary)
	b = appendPart(b, "text/plain", m.Text)
	b = appendDelimiter(b, boundary, "\r\n")
	b = appendPart(b, "text/html", m.HTML)
	return appendDelimiter(b, boundary, "--\r\n")
}

func appendPart(b []byte, kind, text string) []byte {
	b = append(b, "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: "+kind+"; charset=UTF-8\r\n\r\n"...)
	return appendQP(b, bodyText(text))
}

func appendFile(b []byte, f file) []byte {
	name := mime.QEncoding.Encode("UTF-8", fileName(f.name))
	b = append(b, "Content-Disposition: attachment; filename=\""+name+"\"\r\nContent-Transfer-Encoding: base64\r\n"+
		"Content-Type: "+f.kind+"; name=\""+name+"\"\r\n"...)
	const perLine = 57 // bytes: 76 characters, RFC 2045 section 6.8
	for data := f.data; len(data) > 0; {
		n := min(perLine, len(data))
		b = append(b, "\r\n"...)
		b = base64.StdEncoding.AppendEncode(b, data[:n])
		data = data[n:]
	}
	return b
}

// fileName makes a name that fits into quotation marks and that every file system takes.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`"/:<>?\|`, r) {
			return '_'
		}
		return r
	}, headerText(s))
}

// checkFiles gives what is attached; an error names an attachment that no mail can carry.
func checkFiles(m *Mail) ([]file, error) {
	var out []file
	if m.Calendar != nil {
		out = append(out, file{"agenda.ics", "text/calendar; charset=UTF-8; method=PUBLISH", m.Calendar})
	}
	for _, a := range m.Attachments {
		kind, params, err := mime.ParseMediaType(a.Type)
		if err != nil || strings.HasPrefix(kind, "multipart/") || strings.HasPrefix(kind, "message/") {
			kind, params = "application/octet-stream", nil
		}
		delete(params, "name")
		kind = mime.FormatMediaType(kind, params)
		if kind == "" {
			return nil, fmt.Errorf("attachment %q: unusable media type %q", a.Name, a.Type)
		}
		out = append(out, file{a.Name, kind, a.Data})
	}
	return out, nil
}

const maxLine = 76 // characters of an encoded line, RFC 2045 section 6.7

// literal holds the bytes that quoted-printable leaves as they are.
var literal = func() (t [256]bool) {
	for c := ' '; c <= '~'; c++ {
		t[c] = c != '='
	}
	t['\t'] = true
	return t
}()

// appendQP appends text whose lines end with \n, encoded. A full stop that begins a line is encoded too: the mail then needs
// no dot-stuffing, and a relay that forgets it does no harm.
func appendQP(b []byte, text string) []byte {
	for {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			return appendLine(b, text)
		}
		b = append(appendLine(b, text[:i]), "\r\n"...)
		text = text[i+1:]
	}
}

func appendLine(b []byte, line string) []byte {
	const room = maxLine - 1 // the last place is for the "=" of a soft line break
	for col := 0; line != ""; {
		n := literals(line, room-col)
		if col == 0 && line[0] == '.' {
			n = 0
		}
		if n > 0 {
			b, col, line = append(b, line[:n]...), col+n, line[n:]
			continue
		}
		if col == room || !plainAt(line, col) && col+3 > room {
			b, col = append(b, "=\r\n"...), 0
			continue
		}
		const digits = "0123456789ABCDEF"
		b, col, line = append(b, '=', digits[line[0]>>4], digits[line[0]&15]), col+3, line[1:]
	}
	return b
}

// plainAt tells whether the line's first byte may stand as it is.
func plainAt(line string, col int) bool {
	return literals(line, 1) == 1 && !(col == 0 && line[0] == '.')
}

// literals counts the bytes, at most room, that stand as they are. A blank that ends the line does not: relays drop it.
func literals(line string, room int) int {
	n := 0
	for n < len(line) && n < room && literal[line[n]] {
		n++
	}
	if n > 0 && n == len(line) && (line[n-1] == ' ' || line[n-1] == '\t') {
		n--
	}
	return n
}

// stuff doubles dots at the beginning of lines and adds the final one (RFC 5321 4.5.2). textproto's writer does the same
// byte by byte, which cost as much as all the rest of a transaction.
func stuff(raw []byte) []byte {
	if bytes.Contains(raw, []byte("\r\n.")) {
		raw = bytes.ReplaceAll(raw, []byte("\r\n."), []byte("\r\n.."))
	}
	if bytes.HasPrefix(raw, []byte(".")) {
		raw = append([]byte("."), raw...)
	}
	if !bytes.HasSuffix(raw, []byte("\r\n")) {
		raw = append(raw, "\r\n"...)
	}
	return append(raw, ".\r\n"...)
}
