package registration

import (
	"strings"

	"takepart/mailproc/message"
)

// ownSubject gives the subject where its words are the author's own: it answers nothing and forwards nothing. A reply
// mark without In-Reply-To and References was typed by hand.
func ownSubject(m *message.Message) (string, bool) {
	s, mark := stripMarks(m.Subject)
	if mark == forwardMark || mark == autoMark || mark == replyMark && (len(m.InReplyTo) > 0 || len(m.References) > 0) {
		return "", false
	}
	return s, true
}

type subjectMark uint8

const (
	noMark subjectMark = iota
	replyMark
	forwardMark
	autoMark // of a program that answers by itself; nobody types it
)

// stripMarks takes reply and forward marks ("Re:", "AW[2]:", "[list]") off a subject, and tells the outermost.
func stripMarks(s string) (rest string, outermost subjectMark) {
	for {
		s = strings.TrimSpace(s)
		if strings.HasPrefix(s, "[") {
			if end := strings.IndexByte(s, ']'); end > 0 && end < 40 {
				s = s[end+1:]
				continue
			}
		}
		end := strings.IndexAny(s, ":：")
		if end < 1 || end > 24 {
			return s, outermost
		}
		word := strings.TrimRight(plain(strings.TrimSpace(s[:end])), "0123456789[]()^. ")
		k := subjectMarks[word]
		if k == noMark {
			return s, outermost
		}
		if outermost == noMark {
			outermost = k
		}
		s = strings.TrimPrefix(strings.TrimPrefix(s[end:], ":"), "：")
	}
}
