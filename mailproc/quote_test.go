package mailproc_test

import (
	"fmt"
	"strings"
	"testing"

	"takepart/mailproc/message"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// TestQuotingUsDoesNothing: two words above or below any mail of ours, with or without a mark, in whole or in its HTML, neither register
// nor withdraw where the thread is lost.
func TestQuotingUsDoesNothing(t *testing.T) {
	c, err := storyConfig(templates.Languages())
	if err != nil {
		t.Fatal(err)
	}
	p := previewer(t)
	who := store.Person{FirstName: "Ada", LastName: "Example", Email: "ada@org.example", Title: "Director", Institution: "Labour Office"}
	n := 0
	for _, lang := range templates.Languages() {
		for _, kind := range templates.Kinds() {
			if kind == templates.Invitation {
				continue
			}
			raw, err := p.Preview(sampleReply(kind, lang, who))
			if err != nil {
				t.Fatal(err)
			}
			for how, body := range quoting(raw) {
				mail := fmt.Sprintf("From: Ada Example <ada@org.example>\r\nTo: %s\r\nSubject: Re: Workshop [TP-ABCDEFGHIJKL]\r\nMessage-ID: <q@org.example>\r\n"+
					"MIME-Version: 1.0\r\nContent-Type: %s; charset=utf-8\r\n\r\n%s", organiser, body[0], strings.ReplaceAll(body[1], "\n", "\r\n"))
				m := message.Read([]byte(mail), c.Ours)
				if d := registration.Decide(m, nil, c.Rules); d.Kind != registration.Ignore && d.Kind != registration.Review {
					t.Errorf("%s in %s, quoted %s: %s (%s: %s) %+v", kind, lang, how, d.Kind, d.Reason, d.Why, d.Fields)
				}
				n++
			}
		}
	}
	t.Logf("%d answers", n)
}

// quoting are the ways in which an answer of two words may quote a mail, each with its type.
func quoting(raw []byte) map[string][2]string {
	html, _ := readPart(raw, "text/html")
	text := strings.TrimSpace(plainText(raw))
	return map[string][2]string{
		"marked":   {"text/plain", "Thank you!\n\n> " + strings.ReplaceAll(text, "\n", "\n> ")},
		"unmarked": {"text/plain", "Thank you!\n\n" + text},
		"wrapped":  {"text/plain", "Thank you!\n\n" + wrapped(text, 60)},
		"below":    {"text/plain", text + "\n\nThank you!"},
		"html":     {"text/html", "<p>Thank you!</p>" + html},
	}
}

// wrapped breaks lines as old mail programs do.
func wrapped(s string, width int) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		for len([]rune(line)) > width {
			at := strings.LastIndexByte(string([]rune(line)[:width]), ' ')
			if at < 1 {
				break
			}
			out = append(out, line[:at])
			line = line[at+1:]
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// TestQuotingUsInTheThread: in the thread such answers change nothing, bring no mail, and leave the registration as it is: after the
// question, the agenda, the correction and the withdrawal, in every language.
func TestQuotingUsInTheThread(t *testing.T) {
	c, err := storyConfig(templates.Languages())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range templates.Languages() {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			w := newTown(t, func(w *town, _ *postoffice.Options) {
				now, connections := w.config.Now, w.config.Connections
				w.config = c
				w.config.Now, w.config.Connections = now, connections
			})
			form := c.Templates.Form(lang, templates.Data{Event: c.Event, Address: c.Address})
			phrase, _, _ := strings.Cut(form.Body, "\n")
			write := func(id, subject, text string, last sent) {
				w.deliver("INBOX", letter{from: "ada@org.example", name: "Ada Example", subject: subject, id: id, answers: last.id, text: text})
				w.once()
			}
			title := c.Templates.FieldName(lang, "title")
			for i, text := range []string{phrase + "\n\nAda Example\n", title + ": Head of Unit\n", title + ": Head of Department\n", withdrawalOf(lang) + "\n"} {
				var last sent
				if i > 0 {
					last = w.sent()[i-1]
				}
				write(fmt.Sprint("step-", i), "Workshop", text, last)
				if n := len(w.sent()); n != i+1 {
					t.Fatalf("step %d: %d mails; %+v", i, n, w.messages()[len(w.messages())-1])
				}
				quoteAll(t, w, i)
			}
		})
	}
}

func withdrawalOf(lang string) string { return registration.DefaultWithdraw()[lang][0] }

// quoteAll answers the last mail in all ways, and wants nothing to come of it.
func quoteAll(t *testing.T, w *town, step int) {
	t.Helper()
	was, mails := *w.registrations()[0], w.sent()
	last := mails[len(mails)-1]
	for how, body := range quoting(last.raw) {
		raw := fmt.Sprintf("From: Ada Example <ada@org.example>\r\nTo: %s\r\nSubject: Re: %s\r\nMessage-ID: <q-%d-%s@org.example>\r\nIn-Reply-To: %s\r\n"+
			"MIME-Version: 1.0\r\nContent-Type: %s; charset=utf-8\r\n\r\n%s", organiser, last.subject, step, how, last.id, body[0], strings.ReplaceAll(body[1], "\n", "\r\n"))
		if _, err := w.office.Deliver("INBOX", []byte(raw)); err != nil {
			t.Fatal(err)
		}
		w.once()
		all := w.registrations()
		m := w.messages()[len(w.messages())-1]
		if len(all) != 1 || all[0].Person != was.Person || all[0].Status != was.Status || len(w.sent()) != len(mails) {
			t.Fatalf("step %d, quoted %s: %s (%s: %s), %d registrations, %+v, not %+v; %d mails", step, how, m.Decision, m.Reason, m.Why, len(all), all[0].Person, was.Person, len(w.sent()))
		}
	}
}
