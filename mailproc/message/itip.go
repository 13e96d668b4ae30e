package message

import "strings"

// CalendarReply is what a calendar answers to an invitation (RFC 5546, METHOD:REPLY).
type CalendarReply struct {
	Status string // "accepted", "declined" or "tentative"
	UIDs   []string
}

// calendarReply reads the first calendar part that answers. Where it names several attendees, the writer counts.
func (r *reader) calendarReply() {
	r.root.walk(func(p *part) bool {
		if p.kind == "message/rfc822" {
			return false
		}
		if p.kind == "text/calendar" && r.m.Calendar == nil && calendarMethod(p) == "reply" {
			r.m.Calendar = readReply(decodeTransfer(p.body[:min(len(p.body), 64<<10)], p.encoding), r.writers())
		}
		return true
	})
}

func (r *reader) writers() string {
	if len(r.m.From) != 1 {
		return ""
	}
	return strings.ToLower(r.m.From[0].Addr)
}

// readReply gives nil where nobody's answer can be told.
func readReply(body []byte, from string) *CalendarReply {
	var c CalendarReply
	byWriter := false
	for _, line := range unfoldCalendar(body) {
		name, value, _ := strings.Cut(line, ":")
		name, params, _ := strings.Cut(name, ";")
		switch strings.ToUpper(name) {
		case "UID":
			c.UIDs = append(c.UIDs, strings.TrimSpace(value))
		case "ATTENDEE":
			status := partStat(params)
			mine := from != "" && strings.Contains(strings.ToLower(line), "mailto:"+from)
			if mine || status != "" && c.Status == "" && !byWriter {
				c.Status, byWriter = status, mine
			}
		}
	}
	if c.Status == "" {
		return nil
	}
	return &c
}

// partStat reads PARTSTAT (RFC 5545, 3.2.12); "" for states that are no answer.
func partStat(params string) string {
	for p := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(p, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "partstat") {
			continue
		}
		switch s := strings.ToLower(strings.Trim(strings.TrimSpace(value), `"`)); s {
		case "accepted", "declined", "tentative":
			return s
		}
	}
	return ""
}

// unfoldCalendar joins folded lines (RFC 5545, 3.1).
func unfoldCalendar(body []byte) []string {
	var lines []string
	for at := 0; at < len(body); {
		line, next := cutLine(body, at)
		at = next
		if n := len(lines); n > 0 && len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
			lines[n-1] += string(line[1:])
		} else {
			lines = append(lines, string(line))
		}
	}
	return lines
}
