package message

import (
	"bytes"
	"strings"
)

// report reads what a bounce or receipt tells about a mail: the structured form (RFC 3464, RFC 8098), else the prose of
// programs that write none (Exim, qmail, old gateways), only for messages that no person sent.
func (r *reader) report() {
	if r.m.Automatic == Person || r.m.Automatic == OutOfOffice || r.m.Automatic == ListMail || r.m.Automatic == CalendarAnswer {
		return
	}
	var d DeliveryReport
	structured := false
	r.root.walk(func(p *part) bool {
		switch p.kind {
		case "message/delivery-status", "message/global-delivery-status":
			structured = d.deliveryStatus(decodeTransfer(p.body, p.encoding)) || structured
		case "message/disposition-notification", "message/global-disposition-notification":
			structured = d.disposition(decodeTransfer(p.body, p.encoding)) || structured
		case "message/rfc822", "message/global":
			if len(p.children) == 1 {
				d.original(p.children[0].fields)
			}
			return false
		case "text/rfc822-headers", "message/global-headers", "text/rfc822", "message/rfc822-headers":
			d.original(splitHeader(decodeTransfer(p.body, p.encoding)).fields)
		}
		return true
	})
	if !structured || d.OriginalID == "" {
		d.prose(r, structured)
	}
	if d != (DeliveryReport{}) && (structured || d.Status != "" || d.OriginalID != "" && d.Recipient != "") {
		r.m.Report = &d
	}
}

// original takes the id of the mail that came back: as our own field says it, since servers on the way may have given the
// mail another one.
func (d *DeliveryReport) original(h header) {
	if ids := messageIDs(h.first(loopHeader)); len(ids) > 0 {
		d.OriginalID = ids[0]
	} else if ids := messageIDs(h.first("message-id")); len(ids) > 0 && d.OriginalID == "" {
		d.OriginalID = ids[0]
	}
}

// deliveryStatus reads the groups of fields of RFC 3464. Of several recipients the first failed one counts.
func (d *DeliveryReport) deliveryStatus(body []byte) bool {
	found := false
	for len(bytes.TrimSpace(body)) > 0 {
		h := splitHeader(body)
		if len(h.fields) == 0 && !h.ended {
			break
		}
		body = h.body
		action := strings.ToLower(strings.TrimSpace(dropComments(h.fields.first("action"))))
		if id := messageIDs(h.fields.first("x-original-message-id")); len(id) > 0 && d.OriginalID == "" {
			d.OriginalID = id[0]
		}
		if action == "" && !h.fields.has("final-recipient") && !h.fields.has("status") {
			continue
		}
		if found && (d.Action == "failed" || action != "failed") {
			continue
		}
		found = true
		d.Action = action
		d.Recipient = typed(h.fields.first("final-recipient"))
		if orig := typed(h.fields.first("original-recipient")); d.Recipient == "" || orig != "" && !strings.Contains(d.Recipient, "@") {
			d.Recipient = orig
		}
		d.Status = statusCode(h.fields.first("status"))
		d.Diagnostic = oneLine(typed(h.fields.first("diagnostic-code")))
		if class := replyCode(d.Diagnostic); d.Status == "" && class != "" {
			d.Status = class + ".0.0"
		}
	}
	return found
}

// disposition reads the fields of a receipt (RFC 8098).
func (d *DeliveryReport) disposition(body []byte) bool {
	h := splitHeader(body).fields
	if !h.has("disposition") && !h.has("final-recipient") {
		return false
	}
	if ids := messageIDs(h.first("original-message-id")); len(ids) > 0 {
		d.OriginalID = ids[0]
	}
	if d.Recipient = typed(h.first("final-recipient")); d.Recipient == "" {
		d.Recipient = typed(h.first("original-recipient"))
	}
	_, action, _ := strings.Cut(h.first("disposition"), ";")
	action, _, _ = strings.Cut(strings.TrimSpace(action), "/")
	d.Action = strings.ToLower(strings.TrimSpace(action))
	return true
}

// typed drops the "rfc822;" or "smtp;" of a typed field.
func typed(s string) string {
	if kind, value, ok := strings.Cut(s, ";"); ok && !strings.ContainsAny(kind, " @") {
		s = value
	}
	return cleanHeader(strings.Trim(strings.TrimSpace(s), "<>"))
}

// oneLine makes a diagnostic fit for a list: one line of at most 500 bytes.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(cleanHeader(s)), " ")
	if len(s) > 500 {
		s = strings.ToValidUTF8(s[:500], "")
	}
	return s
}

// statusCode finds the first enhanced status code (RFC 3463), "5.1.1".
func statusCode(s string) string {
	for i := 0; i+4 < len(s); i++ {
		if (s[i] != '2' && s[i] != '4' && s[i] != '5') || s[i+1] != '.' || i > 0 && (isDigit(s[i-1]) || s[i-1] == '.') {
			continue
		}
		end := i + 2
		dots := 1
		for end < len(s) && (isDigit(s[end]) || s[end] == '.' && dots == 1 && isDigit(s[end-1])) {
			if s[end] == '.' {
				dots++
			}
			end++
		}
		if dots == 2 && isDigit(s[end-1]) && end-i <= 9 && (end == len(s) || s[end] != '.' || end+1 == len(s) || !isDigit(s[end+1])) {
			return s[i:end]
		}
	}
	return ""
}

// replyCode finds an SMTP reply code of failure at the beginning of a word: "550 ".
func replyCode(s string) string {
	for i := 0; i+3 < len(s); i++ {
		if (s[i] == '5' || s[i] == '4') && isDigit(s[i+1]) && isDigit(s[i+2]) && (s[i+3] == ' ' || s[i+3] == '-') && (i == 0 || s[i-1] == ' ' || s[i-1] == ':' || s[i-1] == '\'') && s[i+1] <= '5' {
			return s[i : i+1]
		}
	}
	return ""
}

// prose reads a bounce written for people: the recipient stands alone on a line, in brackets, or before a colon; the words
// after it are the reason; the returned headers hold the id.
func (d *DeliveryReport) prose(r *reader, keepFields bool) {
	inCopy := false
	for i := range r.m.Lines {
		text := strings.TrimSpace(r.m.Lines[i].Text)
		text = strings.TrimLeft(text, "> ")
		low := strings.ToLower(text)
		if name, value, ok := strings.Cut(text, ":"); ok {
			d.original(header{{strings.ToLower(name), []byte(value)}})
		}
		if inCopy = inCopy || beginsCopy(low); inCopy || keepFields {
			continue
		}
		if addr := loneAddress(text); addr != "" && d.Recipient == "" && !r.ours.isOurs(addr) {
			d.Recipient = addr
			continue
		}
		code := statusCode(text)
		if d.Recipient == "" && code == "" || d.Diagnostic != "" {
			continue
		}
		if class := replyCode(text); code != "" || class != "" {
			d.Status, d.Diagnostic = code, oneLine(text)
			if d.Status == "" {
				d.Status = class + ".0.0"
			}
		}
	}
	if !keepFields {
		d.concludeProse(r)
	}
}

// concludeProse settles what the prose left open.
func (d *DeliveryReport) concludeProse(r *reader) {
	if l := addressList(r.root.fields.first("x-failed-recipients"), ""); len(l) > 0 {
		d.Recipient = l[0].Addr
		if d.Status == "" {
			d.Status = "5.0.0"
		}
	}
	if d.Action == "" && d.Status != "" {
		d.Action = "failed"
		if strings.HasPrefix(d.Status, "4") {
			d.Action = "delayed"
		}
	}
}

// loneAddress gives the address of a line that holds nothing else: "<a@b.example>:", "    a@b.example".
func loneAddress(s string) string {
	s = strings.TrimRight(s, ":")
	if strings.HasPrefix(s, "<") {
		if end := strings.IndexByte(s, '>'); end > 0 && (end == len(s)-1 || s[end+1] == ':') {
			return bareAddress(s[1:end])
		}
	}
	if strings.ContainsAny(s, " \t<>:/") {
		return ""
	}
	return bareAddress(s)
}

// beginsCopy tells the line above the returned mail.
func beginsCopy(low string) bool {
	for _, p := range [...]string{"--- below this line is a copy", "------ this is a copy of", "----- original message -----", "--- original message", "------ the body of the message", "--- enclosed are the original headers", "original message headers:", "--- mail header follows"} {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	return false
}
