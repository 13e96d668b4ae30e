package mailproc_test

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"takepart/mailproc/message"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

const bot = "front.office@agency.example"

// loopEnds is how many of our mails any conversation with a machine may cost (DESIGN "Trust").
const loopEnds = 4

// TestAutoresponderEnds: a machine that answers each of our mails at once, under a new Message-ID and without any header that tells
// it from a person, gets at most 4 mails, whatever it writes.
func TestAutoresponderEnds(t *testing.T) {
	for name, answer := range map[string]func(n int, ours string) string{
		"the same again":  func(int, string) string { return says("Front", "Office", "Director", "") },
		"without a title": func(int, string) string { return says("Front", "Office", "", "") },
		"another title": func(n int, _ string) string {
			return says("Front", "Office", fmt.Sprintf("Director of Unit %d", n), "")
		},
		"another name": func(n int, _ string) string { return says("Front", "Office"+strings.Repeat("a", n), "Director", "") },
		"another signed address": func(n int, _ string) string {
			return says("Front", "Office", "Director", fmt.Sprintf("fo%d@agency.example", n))
		},
		"in and out": func(n int, _ string) string {
			if n%2 == 1 {
				return "I WITHDRAW\n\nFront Office\n"
			}
			return says("Front", "Office", "Director", "")
		},
		"our own words":          func(_ int, ours string) string { return ours },
		"our own words, phrased": func(_ int, ours string) string { return "I TAKE PART\n\n" + ours },
		"a ticket": func(n int, ours string) string {
			return fmt.Sprintf("Thank you. Your message was given the number FO-%d.\n\nAgency Support\nTicket Manager\n\nYou wrote:\n> ", n) +
				strings.ReplaceAll(ours, "\n", "\n> ") + "\n"
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			var delivered atomic.Int64
			write := func(n int, ours, inReplyTo, subject string) {
				l := letter{from: bot, name: "Front Office", id: fmt.Sprintf("fo-%d", n), subject: subject, answers: inReplyTo, text: answer(n, ours)}
				if _, err := w.office.Deliver("INBOX", l.raw()); err != nil {
					t.Error(err)
				}
				delivered.Add(1)
			}
			w.office.OnAccept(func(m postoffice.Mail) {
				if m.To[0] != bot {
					t.Errorf("a mail went to %s", m.To[0])
					return
				}
				read := message.Read(m.Raw, nil)
				if n := int(delivered.Load()); n < 40 { // a loop is seen without filling the disk
					write(n, textOf(read), read.MessageID, "Re: "+read.Subject)
				}
			})
			w.run()
			w.deliver("INBOX", letter{from: bot, name: "Front Office", id: "fo-first", text: answerOrCall(answer)})
			delivered.Add(1)
			w.settles(func() int { return int(delivered.Load()) })
			t.Logf("%d mails sent, %d messages came", len(w.sent()), len(w.messages()))
			if got := len(w.sent()); got < 1 || got > loopEnds {
				t.Errorf("%d mails were sent, want 1 to %d", got, loopEnds)
			}
			if err := w.figuresAdd(); err != nil {
				t.Error(err)
			}
		})
	}
}

// answerOrCall is how the conversation begins: with the machine's own text where that registers, else as a person would.
func answerOrCall(answer func(int, string) string) string {
	if s := answer(0, ""); strings.HasPrefix(s, "I TAKE PART\n\nFirst") {
		return s
	}
	return says("Front", "Office", "", "")
}

func textOf(m *message.Message) string {
	var b strings.Builder
	for _, l := range m.Lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

// settles waits until every message delivered is in the store, nothing is due, and that stays so for a while.
func (w *town) settles(delivered func() int) {
	w.t.Helper()
	quiet := time.Now()
	for end := time.Now().Add(20 * time.Second); time.Since(quiet) < 250*time.Millisecond; time.Sleep(5 * time.Millisecond) {
		if len(w.messages()) != delivered() || len(w.replies(store.Pending)) > 0 || len(w.replies(store.Sending)) > 0 {
			quiet = time.Now()
		}
		if time.Now().After(end) {
			w.t.Fatal("the conversation does not end within 20 s")
		}
	}
}

// TestTwoTakeparts: each gets what the other sends. It ends at once by our own header; and where a gateway strips every field that
// tells a machine, it ends because our mails do not say what registers.
func TestTwoTakeparts(t *testing.T) {
	strip := func(raw []byte) []byte {
		for _, field := range []string{"X-Takepart-Loop", "Auto-Submitted", "In-Reply-To", "References"} {
			raw = withoutField(raw, field)
			if m, err := mail.ReadMessage(bytes.NewReader(raw)); err != nil || m.Header.Get(field) != "" {
				t.Errorf("%s was not stripped: %v", field, err)
			}
		}
		return raw
	}
	for name, gateway := range map[string]func([]byte) []byte{
		"as sent": func(raw []byte) []byte { return raw }, "fields stripped": strip,
	} {
		t.Run(name, func(t *testing.T) {
			const other = "register@other.example"
			a := newTown(t)
			b := newTown(t, func(w *town, _ *postoffice.Options) {
				w.config.Address, w.config.Organiser = other, "Other Meeting"
				w.config.Ours = message.Know(message.Known{Addresses: []string{other}, Event: "Regional Workshop"})
			})
			var toA, toB atomic.Int64
			connect := func(from, to *town, n *atomic.Int64) {
				from.office.OnAccept(func(m postoffice.Mail) {
					if n.Load() >= 40 {
						return
					}
					if _, err := to.office.Deliver("INBOX", gateway(m.Raw)); err != nil {
						t.Error(err)
					}
					n.Add(1)
				})
			}
			connect(a, b, &toB)
			connect(b, a, &toA)
			a.run()
			b.run()
			// Somebody forges the one's address towards the other; without a title, so that a question begins it.
			a.deliver("INBOX", letter{from: other, name: "Other Meeting", text: says("Other", "Meeting", "", "")})
			toA.Add(1)
			a.settles(func() int { return int(toA.Load()) })
			b.settles(func() int { return int(toB.Load()) })
			a.settles(func() int { return int(toA.Load()) })
			if n, m := len(a.sent()), len(b.sent()); n != 1 || m > 0 {
				t.Errorf("%d and %d mails were sent, want 1 and none", n, m)
			}
		})
	}
}

// withoutField drops a header field with its folded lines.
func withoutField(raw []byte, field string) []byte {
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	var kept []string
	drop := false
	for _, l := range strings.Split(string(head), "\r\n") {
		if l != "" && l[0] != ' ' && l[0] != '\t' {
			drop = len(l) > len(field) && strings.EqualFold(l[:len(field)+1], field+":")
		}
		if !drop {
			kept = append(kept, l)
		}
	}
	return append([]byte(strings.Join(kept, "\r\n")+"\r\n\r\n"), body...)
}
