package mailproc_test

import (
	"regexp"
	"strings"
	"testing"

	"takepart/store"
)

var shortReference = regexp.MustCompile(`TP-[A-Z2-7]{12}`)

// TestBrokenThreads: mail programs drop In-Reply-To and References, change the subject, quote above, below or not at all. An
// answer completes the registration as long as one sign of the thread is left, and comes from the registration's address.
func TestBrokenThreads(t *testing.T) {
	const answer = "Director of Inspection\n"
	type reply struct {
		from, subject, answers, text string
	}
	cases := []struct {
		name   string
		reply  func(question sent, ref string) reply
		status store.Status
		reason string
	}{
		{"as it should be", func(q sent, _ string) reply {
			return reply{"ada@school.example", "Re: " + q.subject, q.id, answer}
		}, store.Registered, "thread-answer"},
		{"no In-Reply-To, the subject is left", func(q sent, ref string) reply {
			return reply{"ada@school.example", "Re: Workshop [" + ref + "]", "", answer}
		}, store.Registered, "thread-answer"},
		{"another subject, the references are left", func(q sent, _ string) reply {
			return reply{"ada@school.example", "my title", q.id, answer}
		}, store.Registered, "thread-answer"},
		{"neither, answered on top of a quotation", func(q sent, ref string) reply {
			return reply{"ada@school.example", "my title", "", answer + "\nOn Mon, 11 Jan 2027 at 09:00, The organisers wrote:\n> we still need one detail:\n>\n> - Institutional title\n>\n> Reference: " + ref + "\n"}
		}, store.Registered, "thread-answer"},
		{"neither, answered below the quotation", func(q sent, ref string) reply {
			return reply{"ada@school.example", "", "", "> we still need one detail:\n>\n> - Institutional title\n>\n> Reference: " + ref + "\n\n" + answer}
		}, store.Registered, "thread-answer"},
		{"neither, answered inside the quotation", func(q sent, ref string) reply {
			return reply{"ada@school.example", "", "", "> we still need one detail:\n>\n> - Institutional title\n\n" + answer + "\n> Reference: " + ref + "\n"}
		}, store.Registered, "thread-answer"},
		{"on the quoted line itself: a person reads it", func(q sent, _ string) reply {
			return reply{"ada@school.example", "Re: " + q.subject, q.id, "On Mon, 11 Jan 2027 at 09:00, The organisers wrote:\n> To complete your registration, we still need one detail:\n>\n> - Institutional title: Director of Inspection\n"}
		}, store.Incomplete, "thread-unclear"},
		{"a quotation and nothing else", func(q sent, _ string) reply {
			return reply{"ada@school.example", "Re: " + q.subject, q.id, "On Mon, 11 Jan 2027 at 09:00, The organisers wrote:\n> To complete your registration, we still need one detail:\n>\n> - Institutional title\n"}
		}, store.Incomplete, "empty"},
		{"in small letters", func(q sent, ref string) reply {
			return reply{"ada@school.example", "re: workshop [" + strings.ToLower(ref) + "]", "", answer}
		}, store.Registered, "thread-answer"},
		{"no sign left", func(sent, string) reply {
			return reply{"ada@school.example", "my title", "", answer}
		}, store.Incomplete, "no-phrase"},
		{"a reference that was made up", func(_ sent, ref string) reply {
			last := map[bool]string{true: "B", false: "A"}[strings.HasSuffix(ref, "A")]
			return reply{"ada@school.example", "Re: Workshop [" + ref[:len(ref)-1] + last + "]", "", answer}
		}, store.Incomplete, "no-phrase"},
		{"from another address, in the thread: what is empty may be filled", func(q sent, _ string) reply {
			return reply{"ada@home.example", "Re: " + q.subject, q.id, answer}
		}, store.Registered, "thread-answer"},
		{"from another address, by the reference alone", func(_ sent, ref string) reply {
			return reply{"ada@home.example", "Re: Workshop [" + ref + "]", "", answer}
		}, store.Incomplete, "other-sender"},
		{"from another address, withdrawing by the reference alone", func(_ sent, ref string) reply {
			return reply{"mallory@home.example", "Re: Workshop [" + ref + "]", "", "I WITHDRAW\n"}
		}, store.Incomplete, "withdraw-unknown"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t)
			w.deliver("INBOX", untitled())
			w.once()
			question := w.sent()[0]
			ref := shortReference.FindString(question.lines())
			if ref == "" || !strings.Contains(question.subject, "["+ref+"]") {
				t.Fatalf("the question bears no reference: %q\n%s", question.subject, question.lines())
			}
			r := c.reply(question, ref)
			w.deliver("INBOX", letter{from: r.from, name: "Ada", subject: r.subject, answers: r.answers, text: r.text, id: "answer"})
			w.once()
			of, all := w.registrations()[0], w.messages()
			if of.Status != c.status || len(all) != 2 || all[1].Reason != c.reason {
				t.Errorf("registration %s, last message %s (%s: %s); want %s, %s", of.Status, all[1].Decision, all[1].Reason, all[1].Why, c.status, c.reason)
			}
			for _, m := range w.sent() {
				if m.to != "ada@school.example" {
					t.Errorf("a mail went to %s", m.to)
				}
			}
		})
	}
}

// TestReferenceNamesTheRegistration: an office that has registered several people is understood by the reference alone; a
// stranger who writes the phrase under a forwarded mail of ours is somebody else.
func TestReferenceNamesTheRegistration(t *testing.T) {
	w := newTown(t)
	office := func(id, first, title string) letter {
		return letter{from: "office@school.example", name: "The Office", id: id, text: says(first, "Example", title, "")}
	}
	w.deliver("INBOX", office("1", "Ben", "Teacher"))
	w.once()
	w.deliver("INBOX", office("2", "Cleo", ""))
	w.once()
	ref := shortReference.FindString(w.sent()[1].subject)
	w.deliver("INBOX", letter{from: "office@school.example", name: "The Office", id: "3", subject: "Re: Workshop [" + ref + "]", text: "Head of Studies\n"})
	w.deliver("INBOX", letter{from: "dan@school.example", name: "Dan Example", id: "4", subject: "Fwd: Workshop [" + ref + "]",
		text: says("Dan", "Example", "Inspector", "") + "\nOn Mon, 11 Jan 2027 at 09:00, The organisers wrote:\n> Reference: " + ref + "\n"})
	w.once()
	titles := map[string]string{}
	for _, r := range w.registrations() {
		titles[r.Person.FirstName] = r.Person.Title
	}
	if len(titles) != 3 || titles["Ben"] != "Teacher" || titles["Cleo"] != "Head of Studies" || titles["Dan"] != "Inspector" {
		t.Errorf("titles: %v", titles)
	}
	if m := w.sentTo("dan@school.example"); len(m) != 1 || strings.Contains(m[0].subject, ref) {
		t.Errorf("the answer bears somebody else's reference: %+v", m)
	}
}
