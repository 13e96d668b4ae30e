package demo

import (
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"

	"takepart/mailproc"
	"takepart/store"
)

// telling follows what becomes of each sample.
type telling struct {
	order []*role
	byID  map[string]*role // by the message's Message-ID
	owed  map[uint64]*role // by the reply's id
	begun time.Time
}

// role is one sample and its outcome so far.
type role struct {
	Sample
	from    string
	message *store.Message
	reply   *store.Reply
	fate    string
	took    time.Duration // from decided to the reply's fate
	at      time.Time
}

func newTelling(story []Sample) *telling {
	t := &telling{byID: map[string]*role{}, owed: map[uint64]*role{}, begun: time.Now()}
	for _, s := range story {
		r := &role{Sample: s}
		if m, err := mail.ReadMessage(strings.NewReader(string(s.Raw))); err == nil {
			t.byID[m.Header.Get("Message-ID")] = r
			if a, err := mail.ParseAddress(m.Header.Get("From")); err == nil {
				r.from = a.Address
			}
		}
		t.order = append(t.order, r)
	}
	return t
}

func (t *telling) hear(e mailproc.Event) {
	switch e.Kind {
	case mailproc.Decided:
		r := t.byID[e.Message.MessageID]
		if r == nil {
			return
		}
		r.message, r.reply, r.at = e.Message, e.Reply, e.At
		if e.Reply != nil {
			t.owed[e.Reply.ID] = r
		}
	case mailproc.Fate:
		if r := t.owed[e.Reply.ID]; r != nil {
			r.fate, r.took = e.Fate, e.At.Sub(r.at)
		}
	}
}

// done says that every sample is decided, and every reply that is owed has its fate.
func (t *telling) done() bool {
	for _, r := range t.order {
		if r.message == nil || r.reply != nil && r.fate == "" {
			return false
		}
	}
	return true
}

func (t *telling) table() (head []string, rows [][]string) {
	for i, r := range t.order {
		row := []string{fmt.Sprint(i + 1), r.Name, r.from, "not read yet", "", ""}
		if r.message != nil {
			row[2], row[3], row[4], row[5] = r.message.From, r.message.Decision, r.message.Reason, replyTold(r)
		}
		rows = append(rows, row)
	}
	return []string{"", "MESSAGE", "FROM", "DECISION", "REASON", "REPLY"}, rows
}

func replyTold(r *role) string {
	if r.reply == nil {
		return "-"
	}
	return fmt.Sprintf("%s (%s) %s", r.reply.Kind, r.reply.Lang, r.fate)
}

func (t *telling) summary() string {
	decisions, sent := map[string]int{}, 0
	for _, r := range t.order {
		decisions[r.message.Decision]++
		if r.fate == "sent" {
			sent++
		}
	}
	var parts []string
	for _, d := range []string{"register", "incomplete", "withdraw", "review", "ignore"} {
		if n := decisions[d]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, d))
		}
	}
	return fmt.Sprintf("%d messages: %s; %d mails sent, in %s.", len(t.order), strings.Join(parts, ", "), sent, time.Since(t.begun).Round(time.Millisecond))
}

// line tells one event of a message that is no sample; "" where there is nothing to tell.
func (t *telling) line(e mailproc.Event) string {
	switch e.Kind {
	case mailproc.Decided:
		m := e.Message
		s := fmt.Sprintf("%s  from %s: %s (%s)", e.At.Format("15:04:05"), m.From, m.Decision, m.Reason)
		if name := strings.TrimSpace(m.Fields.FirstName + " " + m.Fields.LastName); name != "" {
			s += ": " + strings.Join(notEmpty(name, m.Fields.Title, m.Fields.Institution), ", ")
		}
		return clean(s)
	case mailproc.Fate:
		return clean(fmt.Sprintf("%s  to %s: %s mail %s %s", e.At.Format("15:04:05"), e.Reply.To, e.Reply.Kind, e.Fate, e.Why))
	case mailproc.Paused:
		return clean(fmt.Sprintf("%s  sending pauses: %s", e.At.Format("15:04:05"), e.Why))
	}
	return ""
}

func notEmpty(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// clean keeps what strangers wrote from steering the terminal.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
