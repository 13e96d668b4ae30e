package mailproc_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"takepart/mailproc/message"
	"takepart/mailproc/postoffice"
)

// way is one that somebody might try to have more than four mails sent to one mailbox in a day: the i-th message of it. ref, id and
// subject are those of the first mail that the victim had.
type way struct {
	name string
	raw  func(i int, first sent) []byte
}

const sample = "Victim Sample"

// simple ways change the letter that the victim would write.
func simple(name string, change func(l *letter, i int, first sent)) way {
	return way{name, func(i int, first sent) []byte {
		l := letter{from: victim, name: sample, id: fmt.Sprintf("way-%d", i), text: says("Victim", "Sample", "Director", "")}
		change(&l, i, first)
		return l.raw()
	}}
}

// replaced ways change the bytes of that letter.
func replaced(name, old string, with func(i int) string) way {
	return way{name, func(i int, _ sent) []byte {
		l := letter{from: victim, name: sample, id: fmt.Sprintf("way-%d", i), text: says("Victim", "Sample", fmt.Sprintf("Director of Unit %d", i), "")}
		return []byte(strings.Replace(string(l.raw()), old, with(i), 1))
	}}
}

func nth(i int) string { return string(rune('a' + i%26)) }

var phrasesByTurn = []string{"I TAKE PART", "JE PARTICIPE", "PARTICIPO", "ICH NEHME TEIL", "IK NEEM DEEL", "PARTECIPO", "أشارك"}

func whatIsWritten() []way {
	return []way{
		simple("the same again", func(*letter, int, sent) {}),
		simple("another title each time", func(l *letter, i int, _ sent) { l.text = says("Victim", "Sample", "Director "+nth(i), "") }),
		simple("another institution", func(l *letter, i int, _ sent) { l.text += "Institution: Office " + nth(i) + "\n" }),
		simple("another signed address", func(l *letter, i int, _ sent) {
			l.text = says("Victim", "Sample", "Director", nth(i)+"@other.example")
		}),
		simple("another first name", func(l *letter, i int, _ sent) { l.text = says("Victim"+nth(i), "Sample", "Director", "") }),
		simple("another last name", func(l *letter, i int, _ sent) { l.text = says("Victim", "Sample"+nth(i), "Director", "") }),
		simple("to and fro", func(l *letter, i int, _ sent) {
			if i%2 == 1 {
				l.text = "I WITHDRAW\n"
			}
		}),
		simple("withdrawals alone", func(l *letter, _ int, _ sent) { l.text = "I WITHDRAW\n\nVictim Sample\n" }),
		simple("never the title", func(l *letter, _ int, _ sent) { l.text = says("Victim", "Sample", "", "") }),
		simple("never a name", func(l *letter, i int, _ sent) { l.name, l.text = "", "I TAKE PART "+strings.Repeat("!", i)+"\n" }),
		simple("no title, another name each time", func(l *letter, i int, _ sent) { l.text = says("V"+nth(i)+"ctor", "Sample", "", "") }),
		simple("corrections in the thread", func(l *letter, i int, first sent) {
			l.answers, l.text = first.id, "Title: Director "+nth(i)+"\n"
		}),
		simple("corrections by the reference", func(l *letter, i int, first sent) {
			l.subject, l.text = "Re: ["+shortReference.FindString(first.subject)+"]", "Title: Director "+nth(i)+"\n"
		}),
		simple("names corrected in the thread", func(l *letter, i int, first sent) {
			l.answers, l.text = first.id, "Last name: Sample"+nth(i)+"\n"
		}),
		simple("withdrawn and registered in the thread", func(l *letter, i int, first sent) {
			l.answers = first.id
			if i%2 == 0 {
				l.text = "I WITHDRAW\n"
			}
		}),
		simple("another subject", func(l *letter, i int, _ sent) { l.subject = "Meeting " + nth(i) }),
		simple("another language", func(l *letter, i int, _ sent) {
			l.text = strings.Replace(says("Victim", "Sample", "Director "+nth(i), ""), "I TAKE PART", phrasesByTurn[i%len(phrasesByTurn)], 1)
		}),
		simple("questions about it", func(l *letter, i int, _ sent) { l.text = "Must I write I TAKE PART " + nth(i) + "?\n" }),
		simple("thanks and complaints", func(l *letter, i int, first sent) { l.answers, l.text = first.id, "Send me more, "+nth(i)+"!\n" }),
		simple("several people in one message", func(l *letter, i int, _ sent) {
			l.text = "We take part: I TAKE PART\n\n" + says("Ann"+nth(i), "Sample", "Clerk", "") + "\n" + says("Ben"+nth(i), "Sample", "Clerk", "")
		}),
	}
}

func howItIsSent() []way {
	return []way{
		simple("capital letters", func(l *letter, i int, _ sent) {
			l.from = strings.ToUpper(victim[:1+i]) + victim[1+i:]
			l.text = says("Victim", "Sample", "Director "+nth(i), "")
		}),
		simple("another domain's case", func(l *letter, i int, _ sent) {
			l.from = "victim@" + strings.ToUpper("school.example"[:i+1]) + "school.example"[i+1:]
			l.text = says("Victim", "Sample", "Director "+nth(i), "")
		}),
		simple("details behind a plus", func(l *letter, i int, _ sent) { l.from = "victim+" + nth(i) + "@school.example" }),
		simple("another display name", func(l *letter, i int, _ sent) { l.name, l.text = "Victim "+nth(i), "I TAKE PART\nDirector\n" }),
		replaced("a quoted local part", "<"+victim+">", func(int) string { return `<"victim"@school.example>` }),
		replaced("a quoted pair", "<"+victim+">", func(i int) string { return `<"v\` + "ictim"[:1] + `ctim"@school.example>` }),
		replaced("comments", "<"+victim+">", func(i int) string { return "<victim(" + nth(i) + ")@school.example>" }),
		replaced("a dot behind the domain", "<"+victim+">", func(int) string { return "<victim@school.example.>" }),
		replaced("folded", "<"+victim+">", func(i int) string { return strings.Repeat("\r\n ", i+1) + "<" + victim + ">" }),
		replaced("no name, no brackets", sample+" <"+victim+">", func(int) string { return victim }),
		replaced("a source route", "<"+victim+">", func(i int) string { return "<@relay" + nth(i) + ".example:" + victim + ">" }),
		replaced("a group", sample+" <"+victim+">", func(i int) string { return "Group " + nth(i) + ": " + victim + ";" }),
		replaced("two senders", "<"+victim+">", func(i int) string { return "<" + victim + ">, <" + nth(i) + "@other.example>" }),
		replaced("two From fields", "To: ", func(i int) string { return "From: " + nth(i) + "@other.example\r\nTo: " }),
		replaced("another address as the name", sample+" <", func(i int) string { return `"` + nth(i) + `@other.example" <` }),
		replaced("spaces around the at", "<"+victim+">", func(int) string { return "<victim @ school.example>" }),
		replaced("zero-width characters", "<"+victim+">", func(i int) string { return "<vic\u200btim@school.example>" }),
		replaced("no Message-ID", "Message-ID:", func(int) string { return "X-No-ID:" }),
		replaced("one Message-ID for all", "<way-", func(int) string { return "<same@x.example> <way-" }),
		replaced("dates of the past", "11 Jan 2027", func(i int) string { return fmt.Sprintf("%d Jan 2020", i+1) }),
		replaced("dates of the future", "11 Jan 2027", func(i int) string { return fmt.Sprintf("%d Jan 2099", i+1) }),
		replaced("Sender, Resent-From, Cc", "To: ", func(i int) string {
			return "Sender: " + nth(i) + "@other.example\r\nResent-From: " + victim + "\r\nCc: " + victim + "\r\nTo: "
		}),
		replaced("receipts asked for", "To: ", func(int) string {
			return "Disposition-Notification-To: " + victim + "\r\nReturn-Receipt-To: " + victim + "\r\nTo: "
		}),
		replaced("asks not to be suppressed", "To: ", func(int) string { return "Auto-Submitted: no\r\nX-Priority: 1\r\nTo: " }),
		replaced("HTML", "Content-Type: text/plain; charset=utf-8\r\n\r\n", func(i int) string {
			return "Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + nth(i) + "</p><pre>"
		}),
	}
}

// othersForIt are ways in which somebody else writes, and the victim is to get the mail.
func othersForIt() []way {
	stranger := func(i int) string { return nth(i) + "stranger@other.example" }
	return []way{
		simple("strangers with Reply-To", func(l *letter, i int, _ sent) { l.from, l.headers = stranger(i), "Reply-To: "+victim+"\r\n" }),
		simple("strangers who sign with the address", func(l *letter, i int, _ sent) {
			l.from, l.text = stranger(i), says("Vi"+nth(i), "Sample", "Director", victim)
		}),
		simple("strangers who answer in the thread", func(l *letter, i int, first sent) {
			l.from, l.answers, l.text = stranger(i), first.id, "Institution: Office "+nth(i)+"\n"
		}),
		simple("strangers who correct in the thread", func(l *letter, i int, first sent) {
			l.from, l.answers, l.text = stranger(i), first.id, "Title: Chief "+nth(i)+"\n"
		}),
		simple("strangers who withdraw in the thread", func(l *letter, i int, first sent) {
			l.from, l.answers, l.text = stranger(i), first.id, "I WITHDRAW\n"
		}),
		simple("strangers with the reference", func(l *letter, i int, first sent) {
			l.from, l.subject, l.text = stranger(i), "Re: ["+shortReference.FindString(first.subject)+"]", "Institution: "+nth(i)+"\n"
		}),
		simple("the organisers' web form", func(l *letter, i int, _ sent) {
			l.from, l.headers, l.text = "form@meeting.example", "Reply-To: "+victim+"\r\n", says("Victim", "Sample"+nth(i), "Director", victim)
		}),
		simple("the web form, signed", func(l *letter, i int, _ sent) {
			l.from, l.text = "form@meeting.example", says("Victim", "Sample", "Director "+nth(i), victim)
		}),
		simple("soft bounces", func(l *letter, i int, first sent) {
			l.from, l.headers = "mailer-daemon@mx.example", "Return-Path: <>\r\nX-Failed-Recipients: "+victim+"\r\n"
			l.text = "451 4.2.2 mailbox full, try " + nth(i) + "\n\nMessage-ID: " + first.id + "\n"
		}),
		simple("hard bounces, then the victim writes", func(l *letter, i int, first sent) {
			if i%2 == 0 {
				l.from, l.headers = "mailer-daemon@mx.example", "Return-Path: <>\r\nX-Failed-Recipients: "+victim+"\r\n"
				l.text = "550 5.1.1 no such user " + nth(i) + "\n\nMessage-ID: " + first.id + "\n"
			}
		}),
		simple("automatic answers", func(l *letter, i int, first sent) {
			l.answers, l.headers, l.text = first.id, "Auto-Submitted: auto-replied\r\n", says("Victim", "Sample", "Director "+nth(i), "")
		}),
		simple("absences", func(l *letter, i int, first sent) {
			l.answers, l.subject, l.text = first.id, "Out of office", "I am away until day "+nth(i)+".\n"
		}),
		simple("a discussion list", func(l *letter, i int, _ sent) {
			l.headers, l.text = "List-Id: <talk.lists.example>\r\n", says("Victim", "Sample", "Director "+nth(i), "")
		}),
		{"calendars", func(i int, first sent) []byte {
			l := letter{from: victim, name: sample, id: fmt.Sprintf("way-%d", i), answers: first.id, text: "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"}
			return asCalendar(l.raw())
		}},
		{"base64", func(i int, _ sent) []byte {
			l := letter{from: victim, name: sample, id: fmt.Sprintf("way-%d", i), headers: "Content-Transfer-Encoding: base64\r\n",
				text: base64.StdEncoding.EncodeToString([]byte(says("Victim", "Sample", "Director "+nth(i), "")))}
			return l.raw()
		}},
	}
}

// sameMailbox tells whether an address leads to the victim.
func sameMailbox(addr string) bool {
	local, domain, _ := strings.Cut(norm.NFC.String(strings.ToLower(addr)), "@")
	local, _, _ = strings.Cut(strings.Trim(local, `"`), "+")
	if u, err := idna.ToUnicode(strings.TrimSuffix(domain, ".")); err == nil {
		domain = u
	}
	return local+"@"+domain == victim
}

// TestFiftyWays: whatever is written in a day, one mailbox gets at most four mails of ours, and nobody gets one who did not write.
func TestFiftyWays(t *testing.T) {
	ways := append(append(whatIsWritten(), howItIsSent()...), othersForIt()...)
	if len(ways) < 50 {
		t.Fatalf("%d ways", len(ways))
	}
	for _, c := range ways {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tryWay(t, c)
		})
	}
}

// tryWay lets the victim register, then eight messages come in three batches of the same day.
func tryWay(t *testing.T, c way) {
	now := time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)
	w := newTown(t, func(w *town, _ *postoffice.Options) {
		w.config.Now = func() time.Time { return now }
		w.config.Ours = message.Know(message.Known{Addresses: []string{organiser}, Forms: []string{"form@meeting.example"}, Event: w.config.Event})
	})
	w.deliver("INBOX", letter{from: victim, name: sample, text: says("Victim", "Sample", "Director", "")})
	w.once()
	first := w.sent()[0]
	writers := map[string]bool{}
	for i := range 8 {
		raw := c.raw(i, first)
		if _, err := w.office.Deliver("INBOX", raw); err != nil {
			t.Fatal(err)
		}
		if m := message.Read(raw, nil); len(m.From) == 1 {
			writers[strings.ToLower(m.From[0].Addr)] = true
		}
		if i%3 == 2 || i == 7 {
			now = now.Add(3 * time.Hour)
			w.once()
		}
	}
	mine := 0
	for _, m := range w.sent() {
		switch {
		case sameMailbox(m.to):
			mine++
		case !writers[strings.ToLower(m.to)]:
			t.Errorf("a mail went to %s, who did not write", m.to)
		}
	}
	t.Logf("%d mails", mine)
	if mine > 4 {
		t.Errorf("%d mails to the victim in a day", mine)
	}
	if err := w.figuresAdd(); err != nil {
		t.Error(err)
	}
}
