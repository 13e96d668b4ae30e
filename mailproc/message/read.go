package message

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// reader holds what one Read gathers. Nothing in it outlives the call.
type reader struct {
	ours   *Ours
	m      *Message
	budget *budget
	limits map[string]bool // codes of limits that were met
	logos  []string
	root   *part
	locale string // the charset that header bytes without declaration are read in
}

// Read reads one mail. It never fails: raw may be empty, cut anywhere, or hostile; what is wrong is noted in Trouble. At
// most MaxRaw bytes are looked at. ours may be nil. The result shares no memory with raw's future: raw may be reused.
func Read(raw []byte, ours *Ours) (m *Message) {
	m = &Message{Size: len(raw)}
	defer func() {
		if p := recover(); p != nil {
			m.Lines, m.HasText = nil, false
			m.trouble("panic", fmt.Sprint(p))
		}
	}()
	r := &reader{ours: ours, m: m, budget: newBudget(), limits: map[string]bool{}}
	cut := len(raw) > MaxRaw
	raw = raw[:min(len(raw), MaxRaw)]
	h := splitHeader(skipEnvelope(raw))
	r.note(h)
	r.headers(h.fields, h.body)
	s := splitter{limits: r.limits, budget: r.budget}
	r.root = s.split(h.fields, h.body, false, "text/plain", 0)
	if cut && !allText(r.root) {
		r.limits["limit-size"] = true
	}
	r.text()
	r.automatic(h.fields)
	r.report()
	r.calendarReply()
	r.finish()
	return m
}

func (m *Message) trouble(code, detail string) {
	m.Trouble = append(m.Trouble, Trouble{code, detail})
}

// note writes down what was wrong with the header block.
func (r *reader) note(h headerBlock) {
	if h.tooLong || h.tooMany {
		r.limits["limit-header"] = true
	}
	if h.bad > 0 {
		r.m.trouble("bad-header-line", itoa(h.bad)+" dropped")
	}
	if len(h.fields) == 0 {
		r.m.trouble("no-header", "")
	}
}

// finish writes down the limits that were met, in a fixed order, and the work that was left undone.
func (r *reader) finish() {
	for _, code := range [...]string{"limit-size", "limit-header", "limit-depth", "limit-parts", "limit-text", "limit-line", "limit-nodes"} {
		if r.limits[code] {
			r.m.trouble(code, "")
		}
	}
	if r.budget.left <= 0 {
		r.m.trouble("limit-work", "")
	}
}

// headers reads the fields of the message itself.
func (r *reader) headers(h header, body []byte) {
	m := r.m
	_, ct := structured(h.first("content-type"))
	r.locale = ct.get("charset")
	addresses := func(name string) []Address { return addressList(strings.Join(h.all(name), ", "), r.locale) }
	m.From, m.Sender, m.ReplyTo = addresses("from"), addresses("sender"), addresses("reply-to")
	m.To, m.Cc = addresses("to"), addresses("cc")
	m.Subject = headerText(h.first("subject"), r.locale)
	if ids := messageIDs(h.first("message-id")); len(ids) > 0 {
		m.MessageID = ids[0]
	}
	m.InReplyTo = messageIDs(h.first("in-reply-to"))
	m.References = messageIDs(h.first("references"))
	m.Date = parseDate(h.first("date"))
	m.Received = receivedAt(h.first("received"))
	m.ReturnPath = returnPath(h)
	m.AuthResult = h.all("authentication-results")
	m.Digest = digest(h, body)
	for _, a := range append(append([]Address{}, m.To...), m.Cc...) {
		m.ToUs = m.ToUs || r.ours.isOurs(a.Addr)
	}
	if r.ours != nil && len(m.From) == 1 {
		m.Form = r.ours.forms[strings.ToLower(m.From[0].Addr)]
	}
}

// returnPath is the envelope sender as the last server noted it: "<>" for none.
func returnPath(h header) string {
	if !h.has("return-path") {
		return ""
	}
	v := strings.TrimSpace(dropComments(h.first("return-path")))
	if v == "" || v == "<>" {
		return "<>"
	}
	if l := addressList(v, ""); len(l) == 1 {
		return l[0].Addr
	}
	return v
}

// digest is the identity of a message, alike for copies whose trace fields differ.
func digest(h header, body []byte) (d [16]byte) {
	sum := sha256.New()
	fields := make([]byte, 0, 512)
	for _, name := range [...]string{"from", "date", "subject", "message-id"} {
		fields = append(append(fields, oneSpaced(h.first(name))...), 0)
	}
	sum.Write(fields)
	sum.Write(body[:min(len(body), 16<<10)])
	copy(d[:], sum.Sum(nil))
	return d
}

// oneSpaced makes each run of blanks one space, and drops those at the ends.
func oneSpaced(s string) string {
	blank := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && blank {
			return strings.Join(strings.Fields(s), " ")
		}
		blank = c == ' '
	}
	return strings.TrimSuffix(s, " ")
}

// receivedAt is the time of a Received field: after its last semicolon.
func receivedAt(s string) time.Time {
	if i := strings.LastIndexByte(s, ';'); i >= 0 {
		return parseDate(s[i+1:])
	}
	return time.Time{}
}
