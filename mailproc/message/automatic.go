package message

import "strings"

// loopHeader marks the mails that takepart itself sends.
const loopHeader = "x-takepart-loop"

// automatic finds out whether a person wrote the message: DESIGN.md's "Never answered", in its order, first match wins.
func (r *reader) automatic(h header) {
	for _, rule := range automaticRules {
		if why := rule.why(r, h); why != "" {
			r.m.Automatic, r.m.AutoWhy = rule.is, why
			return
		}
	}
}

type automaticRule struct {
	is  Automatic
	why func(*reader, header) string // what proves it; "" where nothing does
}

var automaticRules = []automaticRule{
	{NullSender, (*reader).nullSender},
	{Report, (*reader).isReport},
	{AutoSubmitted, (*reader).autoSubmitted},
	{Bulk, (*reader).bulk},
	{ListMail, (*reader).listMail},
	{CalendarAnswer, (*reader).calendarAnswer},
	{RobotSender, (*reader).robotSender},
	{OurOwn, (*reader).ourOwn},
	{MailLoop, (*reader).mailLoop},
	{OutOfOffice, (*reader).outOfOffice},
}

func (r *reader) nullSender(header) string {
	if r.m.ReturnPath == "<>" {
		return "Return-Path: <>"
	}
	return ""
}

// isReport tells delivery reports and read receipts by their structure (RFC 6522, 3464, 8098), and bounces without one by
// what Exim and qmail write.
func (r *reader) isReport(h header) string {
	if kind, _ := structured(h.first("content-type")); kind == "multipart/report" {
		return "Content-Type: multipart/report"
	}
	if h.has("x-failed-recipients") {
		return "X-Failed-Recipients"
	}
	why := ""
	r.root.walk(func(p *part) bool {
		switch p.kind {
		case "message/delivery-status", "message/disposition-notification", "message/feedback-report", "message/global-delivery-status", "message/global-disposition-notification":
			why = "Content-Type: " + p.kind
		case "message/rfc822":
			return false // a report that a person attached is not one
		}
		return why == ""
	})
	return why
}

// autoSubmitted reads RFC 3834 section 5: anything but "no"; comments and parameters do not count. Fields of well-known
// answering programs that predate the RFC say the same.
func (r *reader) autoSubmitted(h header) string {
	for _, v := range h.all("auto-submitted") {
		value, _ := structured(v)
		if word, _, _ := strings.Cut(value, " "); word != "" && word != "no" {
			return "Auto-Submitted: " + word
		}
	}
	if p := strings.ToLower(strings.TrimSpace(h.first("precedence"))); strings.HasPrefix(p, "auto") {
		return "Precedence: " + p
	}
	for _, name := range autoReplyFields {
		if v := strings.ToLower(strings.TrimSpace(h.first(name))); h.has(name) && v != "no" && v != "false" && v != "0" {
			return name
		}
	}
	return ""
}

func (r *reader) bulk(h header) string {
	for _, v := range h.all("precedence") {
		switch p := strings.ToLower(strings.TrimSpace(dropComments(v))); p {
		case "bulk", "junk":
			return "Precedence: " + p
		}
	}
	return ""
}

// listMail tells a discussion list's mail, unless the list is the organisers' own inbox.
func (r *reader) listMail(h header) string {
	id, post := strings.ToLower(h.first("list-id")), strings.ToLower(h.first("list-post"))
	isList := id != "" || post != "" && post != "no" || strings.EqualFold(strings.TrimSpace(h.first("precedence")), "list")
	if !isList || r.ourList(id, post) {
		return ""
	}
	switch {
	case id != "":
		return "List-Id: " + cleanHeader(id)
	case post != "":
		return "List-Post: " + cleanHeader(post)
	}
	return "Precedence: list"
}

// ourList compares List-Id (the address with a dot for its @, RFC 2919) and List-Post with organiser.lists; a list that
// writes neither is known by its address in To or Cc.
func (r *reader) ourList(id, post string) bool {
	if r.ours == nil {
		return false
	}
	for l := range r.ours.lists {
		if l == "" {
			continue
		}
		if strings.Contains(id, "<"+strings.Replace(l, "@", ".", 1)+">") || strings.Contains(post, "mailto:"+l) || strings.Contains(id, "<"+l+">") {
			return true
		}
		if id != "" || post != "" {
			continue
		}
		for _, a := range append(append([]Address{}, r.m.To...), r.m.Cc...) {
			if strings.EqualFold(a.Addr, l) {
				return true
			}
		}
	}
	return false
}

// calendarAnswer tells an iTIP answer (RFC 5546): a calendar part with method REPLY or COUNTER.
func (r *reader) calendarAnswer(h header) string {
	why := ""
	r.root.walk(func(p *part) bool {
		if p.kind == "message/rfc822" {
			return false
		}
		if p.kind == "text/calendar" {
			if m := calendarMethod(p); m == "reply" || m == "counter" {
				why = "text/calendar method=" + m
			}
		}
		return why == ""
	})
	return why
}

func calendarMethod(p *part) string {
	if m := strings.ToLower(p.params.get("method")); m != "" {
		return m
	}
	body := decodeTransfer(p.body[:min(len(p.body), 8<<10)], p.encoding)
	for at := 0; at < len(body); {
		line, next := cutLine(body, at)
		if name, value, ok := strings.Cut(string(line), ":"); ok && strings.EqualFold(name, "method") {
			return strings.ToLower(strings.TrimSpace(value))
		}
		at = next
	}
	return ""
}

// robotSender tells addresses behind which nobody reads. The organisers' own web form may write from one.
func (r *reader) robotSender(header) string {
	if !r.m.Form {
		for _, a := range r.m.From {
			if isRobot(a.Addr) {
				return "From: " + a.Addr
			}
		}
		for _, a := range r.m.Sender {
			if isListRobot(a.Addr) {
				return "Sender: " + a.Addr
			}
		}
	}
	if isListRobot(r.m.ReturnPath) {
		return "Return-Path: " + r.m.ReturnPath
	}
	return ""
}

// isRobot compares the local part with the table: whole, or as a piece set off by a dot, dash, plus or underscore where
// the row says so.
func isRobot(addr string) bool {
	local, _, _ := strings.Cut(strings.ToLower(addr), "@")
	if robotNames[local] || isListRobot(addr) {
		return true
	}
	bare := strings.Map(func(c rune) rune {
		if c == '-' || c == '_' || c == '.' || c == '+' {
			return -1
		}
		return c
	}, local)
	for _, s := range silentNames {
		if strings.HasPrefix(bare, s) || strings.HasSuffix(bare, s) {
			return true
		}
	}
	return false
}

// isListRobot tells RFC 3834's mailer-daemon, owner-* and *-request, also in an envelope.
func isListRobot(addr string) bool {
	local, _, _ := strings.Cut(strings.ToLower(addr), "@")
	return strings.HasPrefix(local, "owner-") || strings.HasSuffix(local, "-request") || strings.HasSuffix(local, "-owner") || strings.HasPrefix(local, "mailer-daemon")
}

func (r *reader) ourOwn(h header) string {
	if h.has(loopHeader) {
		return loopHeader
	}
	for _, a := range r.m.From {
		if !r.m.Form && r.ours.isOurs(a.Addr) {
			return "From: " + a.Addr
		}
	}
	return ""
}

func (r *reader) mailLoop(h header) string {
	n := 0
	for i := range h {
		if h[i].name == "received" {
			n++
		}
	}
	if n > MaxReceived {
		return itoa(n) + " Received fields"
	}
	return ""
}

// outOfOffice tells answers of absence by what they say: their subject, or the opening of the author's own lines. People
// write such words too, so this proves little.
func (r *reader) outOfOffice(header) string {
	subject := fold(r.m.Subject)
	for _, s := range [...]string{subject, stripReply(subject)} {
		if n, _ := absentSubjects.at(s); n > 0 {
			return "Subject: " + s[:n]
		}
	}
	if p, ok := absentOpenings.alone(r.opening()); ok {
		return "text: " + p
	}
	return ""
}

// stripReply drops one "re:" and kin of a folded subject.
func stripReply(s string) string {
	at := strings.IndexByte(s, ':')
	if at <= 0 || at > 12 {
		return s
	}
	return strings.TrimLeft(s[at+1:], " ")
}

// opening is the folded beginning of the author's own text, some 400 bytes.
func (r *reader) opening() string {
	var b strings.Builder
	for i := range r.m.Lines {
		l := &r.m.Lines[i]
		if l.Zone != Own || isBlank(l.Text) {
			continue
		}
		b.WriteString(l.Text)
		b.WriteByte(' ')
		if b.Len() > 400 {
			break
		}
	}
	s := b.String()
	return fold(s[:min(len(s), 600)])
}
