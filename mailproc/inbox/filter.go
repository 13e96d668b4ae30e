package inbox

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// filter reads what a server says and passes on the responses that this package uses, in a form that go-imap's parser takes: it
// ends the connection at a flag name with a "]" (real Gmail accounts have OIB-Seen-[Gmail]/All), at an untagged response it does
// not know, at a space too many. So: unknown untagged responses and their literals are dropped, flag lists of messages are emptied
// (they are never used), the mailbox's flags are cut down to plain names, response codes of an OK are dropped but for those of
// SELECT. Literals, which hold the mail, pass untouched. (RFC 3501 section 7)
type filter struct {
	src  *bufio.Reader
	out  []byte // ready to be read
	line []byte // scratch: the line being judged

	literal int64 // bytes of the current literal still to come
	mute    bool  // the current response is being dropped
	status  bool  // it ends in free text
	inside  bool  // the next line continues a response, after a literal
	long    bool  // the current line is longer than the buffer: passed on in pieces
	tail    []byte

	said said
}

// said is what the filter heard in passing that go-imap does not tell.
type said struct {
	mu        sync.Mutex
	bye       string
	permanent []string // of the last SELECT or EXAMINE
	hasPerm   bool     // PERMANENTFLAGS was sent; where not, all flags are permanent (RFC 3501 section 7.1)
}

func (s *said) Bye() string { s.mu.Lock(); defer s.mu.Unlock(); return s.bye }

func (s *said) reset() { s.mu.Lock(); defer s.mu.Unlock(); s.permanent, s.hasPerm = nil, false }

func (s *said) Permanent() ([]string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.permanent, s.hasPerm
}

// lineBuffer is the longest line that is judged as a whole; only SEARCH results are longer.
const lineBuffer = 64 << 10

func newFilter(r io.Reader) *filter { return &filter{src: bufio.NewReaderSize(r, lineBuffer)} }

func (f *filter) Read(p []byte) (int, error) {
	for {
		switch {
		case len(f.out) > 0:
			n := copy(p, f.out)
			f.out = f.out[n:]
			return n, nil
		case f.literal > 0 && f.mute:
			n, err := f.src.Discard(int(min(f.literal, lineBuffer)))
			f.literal -= int64(n)
			if err != nil {
				return 0, err
			}
		case f.literal > 0:
			n, err := f.src.Read(p[:min(int64(len(p)), f.literal)])
			f.literal -= int64(n)
			return n, err
		default:
			if err := f.next(); err != nil {
				return 0, err
			}
		}
	}
}

// next takes one line, or the next piece of a long one, into out.
func (f *filter) next() error {
	piece, err := f.src.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		f.begin(piece)
		f.pass(piece)
		f.long = true
		f.keepTail(piece)
		return nil
	}
	if err != nil {
		return err // a line cut short is of no use to anybody
	}
	if f.long {
		f.keepTail(piece)
		f.long = false
		f.pass(bytes.ReplaceAll(piece, []byte(" \r\n"), []byte("\r\n")))
		f.end(f.tail)
		return nil
	}
	f.begin(piece)
	if size, ok := literalSize(piece); ok && !f.inside && !f.mute && size <= holdLimit && uidIsLate(piece) {
		return f.uidFirst(piece, int(size))
	}
	f.line = f.rewrite(append(f.line[:0], piece...))
	f.pass(f.line)
	f.end(piece)
	return nil
}

// holdLimit is the largest literal that is held back to see what comes after it: more is never asked for.
const holdLimit = 4 << 20

// uidIsLate says whether a FETCH response comes to its literal before any UID.
func uidIsLate(line []byte) bool {
	if len(line) == 0 || line[0] != '*' {
		return false
	}
	kind, rest := untagged(line)
	return kind == "FETCH" && uidAt(rest) < 0
}

// uidAt finds the item "UID n" in a FETCH response's line.
func uidAt(line []byte) int {
	for i := range line {
		if begins(line[i:], "UID ") && (i == 0 || line[i-1] == ' ' || line[i-1] == '(') {
			return i
		}
	}
	return -1
}

// begins compares whatever the case, in place: a copy in capitals has other offsets where a line holds bytes that are no UTF-8.
func begins(line []byte, word string) bool {
	return len(line) >= len(word) && bytes.EqualFold(line[:len(word)], []byte(word))
}

// uidFirst moves the UID before the literal: go-imap hands on a message only if it knows its UID by then, and otherwise drops it
// without a word. The order of items is the server's choice (RFC 3501 section 7.4.2).
func (f *filter) uidFirst(head []byte, size int) error {
	head = bytes.Clone(head)
	body := make([]byte, size)
	if _, err := io.ReadFull(f.src, body); err != nil {
		return err
	}
	next, err := f.src.ReadSlice('\n')
	if err != nil {
		return err
	}
	rest := bytes.Clone(next)
	if i, open := uidAt(rest), bytes.IndexByte(head, '('); i >= 0 && open >= 0 {
		end := i + len("UID ")
		for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
			end++
		}
		item := append(bytes.Clone(rest[i:end]), ' ')
		head = slices.Insert(head, open+1, item...)
		rest = append(bytes.TrimRight(rest[:i:i], " "), rest[end:]...)
	}
	f.out = append(f.out[:0], f.rewrite(head)...)
	f.out = append(f.out, body...)
	f.inside = true
	f.out = append(f.out, f.rewrite(bytes.Clone(rest))...)
	f.end(rest)
	return nil
}

func (f *filter) pass(line []byte) {
	if !f.mute {
		f.out = append(f.out[:0], line...)
	}
}

// keepTail keeps the last bytes of a long line, where a literal's length would stand.
func (f *filter) keepTail(piece []byte) {
	f.tail = append(f.tail, piece...)
	if over := len(f.tail) - 32; over > 0 {
		f.tail = append(f.tail[:0], f.tail[over:]...)
	}
}

// begin decides at the first line of a response whether it is passed on.
func (f *filter) begin(line []byte) {
	if !f.inside && !f.long {
		f.mute, f.status = !f.wanted(line), isStatus(line)
	}
}

// end looks for a literal after a line. Human-readable text may hold "{5}" too, so status responses are not looked at.
func (f *filter) end(line []byte) {
	f.inside = false
	f.tail = f.tail[:0]
	if n, ok := literalSize(line); ok && !f.status {
		f.literal, f.inside = n, true
	}
}

// literalSize reads the {n} or {n+} at the end of a line.
func literalSize(line []byte) (int64, bool) {
	line = bytes.TrimRight(line, "\r\n")
	if !bytes.HasSuffix(line, []byte("}")) {
		return 0, false
	}
	open := bytes.LastIndexByte(line, '{')
	if open < 0 {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(string(line[open+1:len(line)-1]), "+"), 10, 64)
	return n, err == nil && n >= 0
}

// isStatus says whether a line is a tagged response, a continuation, or an untagged OK, NO, BAD, BYE: all end in free text.
func isStatus(line []byte) bool {
	if len(line) == 0 || line[0] != '*' {
		return true
	}
	switch kind, _ := untagged(line); kind {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		return true
	}
	return false
}

// untagged is the name of an untagged response, in capitals, and what follows it; for "* 12 EXISTS" that is EXISTS.
func untagged(line []byte) (kind string, rest []byte) {
	rest = bytes.TrimLeft(bytes.TrimPrefix(line, []byte("*")), " ")
	word, after, _ := bytes.Cut(bytes.TrimRight(rest, "\r\n"), []byte(" "))
	if len(word) > 0 && word[0] >= '0' && word[0] <= '9' {
		word, after, _ = bytes.Cut(bytes.TrimLeft(after, " "), []byte(" "))
	}
	return strings.ToUpper(string(word)), after
}

// wanted says whether a response is passed on, and keeps what it tells.
func (f *filter) wanted(line []byte) bool {
	if len(bytes.TrimSpace(line)) == 0 {
		return false
	}
	if line[0] != '*' {
		return true
	}
	kind, rest := untagged(line)
	switch kind {
	case "OK":
		code, _ := responseCode(rest)
		return code == "PERMANENTFLAGS" || code == "UIDVALIDITY" || code == "UIDNEXT"
	case "BYE":
		f.said.mu.Lock()
		f.said.bye = strings.TrimSpace(string(rest))
		f.said.mu.Unlock()
		return true
	case "PREAUTH", "CAPABILITY", "FLAGS", "LIST", "STATUS", "SEARCH", "ESEARCH", "EXISTS", "EXPUNGE":
		return true
	case "FETCH":
		// Without a body it tells of flags that somebody changed.
		_, lit := literalSize(line)
		return lit || bytes.Contains(bytes.ToUpper(rest), []byte("BODY["))
	}
	return false
}

// responseCode is the word of "[CODE ...] text", in capitals, and what stands between it and the "]".
func responseCode(rest []byte) (code string, args []byte) {
	if len(rest) == 0 || rest[0] != '[' {
		return "", nil
	}
	word, after, _ := bytes.Cut(rest[1:], []byte(" "))
	if i := bytes.IndexByte(word, ']'); i >= 0 {
		word, after = word[:i], nil
	}
	return strings.ToUpper(string(word)), after
}

// rewrite puts one line into the form that the parser takes. It ends in CRLF.
func (f *filter) rewrite(line []byte) []byte {
	if !bytes.HasSuffix(line, []byte("\r\n")) { // a bare LF
		line = append(bytes.TrimRight(line, "\r\n"), "\r\n"...)
	}
	if f.inside {
		return emptyFlags(line)
	}
	if line[0] != '*' {
		return rewriteTagged(line)
	}
	kind, rest := untagged(line)
	switch kind {
	case "OK":
		if code, args := responseCode(rest); code == "PERMANENTFLAGS" {
			return f.permanentFlags(line, args)
		}
	case "FLAGS":
		return []byte("* FLAGS ()\r\n")
	case "FETCH":
		return emptyFlags(line)
	case "SEARCH":
		return append(bytes.TrimRight(line, " \r\n"), "\r\n"...)
	}
	return line
}

// rewriteTagged drops the response code of an OK: what it tells is not used, and an odd COPYUID would end the connection.
func rewriteTagged(line []byte) []byte {
	tag, rest, _ := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(" "))
	if len(rest) >= 4 && bytes.EqualFold(rest[:4], []byte("OK [")) {
		return append(bytes.Clone(tag), " OK done\r\n"...)
	}
	return line
}

// permanentFlags keeps the list and passes on those names that are plain.
func (f *filter) permanentFlags(line, args []byte) []byte {
	open, end := bytes.IndexByte(args, '('), bytes.LastIndexByte(args, ')')
	if open < 0 || end < open {
		return []byte("* OK noted\r\n")
	}
	var plain []string
	for _, name := range strings.Fields(string(args[open+1 : end])) {
		if name == `\*` || plainFlag(name) {
			plain = append(plain, name)
		}
	}
	f.said.mu.Lock()
	f.said.permanent, f.said.hasPerm = plain, true
	f.said.mu.Unlock()
	return append(line[:0], "* OK [PERMANENTFLAGS ("+strings.Join(plain, " ")+")] noted\r\n"...)
}

// plainFlag says whether a flag's name is an atom, with or without a backslash before it (RFC 3501 section 9, flag).
func plainFlag(name string) bool {
	name = strings.TrimPrefix(name, `\`)
	if name == "" {
		return false
	}
	for _, c := range []byte(name) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`(){%*"\]`, c) >= 0 {
			return false
		}
	}
	return true
}

// emptyFlags empties the flag list of a FETCH response's line. Quoted strings (a short body) are skipped.
func emptyFlags(line []byte) []byte {
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '"':
			i = closingQuote(line, i)
		case begins(line[i:], "FLAGS ("):
			end := bytes.IndexByte(line[i:], ')')
			if end < 0 {
				return line
			}
			return append(append(line[:i:i], "FLAGS ("...), line[i+end:]...)
		}
	}
	return line
}

func closingQuote(line []byte, i int) int {
	for i++; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return i
}
