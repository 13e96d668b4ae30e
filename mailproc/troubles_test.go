package mailproc_test

import (
	"crypto/tls"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/faulty"
)

// allTroubles are the faults of the table: of the network, of IMAP, of SMTP, of TLS.
func allTroubles() []trouble {
	var all []trouble
	for _, at := range []faulty.Protocol{faulty.IMAP, faulty.SMTP} {
		all = append(all, networkTroubles(at)...)
		all = append(all, tlsTroubles(at)...)
	}
	return append(append(all, imapTroubles()...), smtpTroubles()...)
}

func networkTroubles(at faulty.Protocol) []trouble {
	all := []trouble{
		{name: "connection refused", fault: &faulty.Fault{Refuse: true}},
		{name: "half-open: open and new connections are silent", mute: true, fault: &faulty.Fault{Then: faulty.Mute}},
		{name: "a byte at a time, too slow", fault: &faulty.Fault{Crawl: 25 * time.Millisecond}},
		{name: "latency of a third of the limit", harmless: true, fault: &faulty.Fault{Latency: faultLimit / 3}},
		{name: "latency beyond the limit", fault: &faulty.Fault{Latency: faultLimit * 3 / 2}},
	}
	for _, n := range []int{0, 1, 40, 180} {
		all = append(all,
			trouble{name: fmt.Sprintf("reset after %d bytes", n), fault: &faulty.Fault{After: n, Then: faulty.Reset}},
			trouble{name: fmt.Sprintf("silent after %d bytes", n), fault: &faulty.Fault{After: n, Then: faulty.Mute}})
	}
	for i := range all {
		all[i].at = at
	}
	return all
}

func tlsTroubles(at faulty.Protocol) []trouble {
	now := time.Now()
	certificate := func(from, to time.Time, names ...string) func() (tls.Certificate, error) {
		return func() (tls.Certificate, error) { return postoffice.Certificate(from, to, names...) }
	}
	rows := []trouble{
		{name: "certificate expired", during: other(certificate(now.AddDate(0, -2, 0), now.AddDate(0, -1, 0), "localhost"))},
		{name: "certificate of another name", during: other(certificate(now, now.AddDate(0, 1, 0), "other.example"))},
		{name: "certificate that nobody signed", during: other(certificate(now.Add(-time.Hour), now.AddDate(0, 1, 0), "localhost"))},
	}
	for i := range rows {
		rows[i].at, rows[i].set, rows[i].after = at, secure(postoffice.Implicit), (*scene).leadBack
	}
	strip := &faulty.Fault{Answer: func(_ int, _, answer string) (string, faulty.Act) {
		return strings.ReplaceAll(strings.ReplaceAll(answer, " STARTTLS", ""), "250-STARTTLS\r\n", ""), faulty.Pass
	}}
	return append(rows, trouble{name: "STARTTLS stripped", at: at, set: secure(postoffice.StartTLS), fault: strip})
}

// instead answers one IMAP command in the server's place.
func instead(command, answer string) *faulty.Fault {
	return &faulty.Fault{Command: func(line string) (string, bool) {
		tag, rest, _ := strings.Cut(line, " ")
		rest = strings.ToUpper(rest) + " "
		if !strings.HasPrefix(rest, command+" ") && "UID "+rest[:min(6, len(rest))] != command+" " {
			return "", false
		}
		return tag + " " + answer, true
	}}
}

// answers changes what the server says.
func answers(change func(string) string) *faulty.Fault {
	return &faulty.Fault{Answer: func(_ int, _, answer string) (string, faulty.Act) { return change(answer), faulty.Pass }}
}

var (
	fetched  = regexp.MustCompile(`^\* \d+ FETCH`)
	literal  = regexp.MustCompile(`\{(\d+)\}\r\n`)
	validity = regexp.MustCompile(`UIDVALIDITY \d+`)
)

func imapTroubles() []trouble {
	all := []trouble{
		{name: "noise before each answer", harmless: true, fault: answers(func(a string) string {
			return "* OK [X-NOISE (\"]\")] still here\r\n* 3 XNOISE\r\n* XLIT {7}\r\nT1 OK a more\r\n* NO [ALERT] almost full\r\n" + a
		})},
		{name: "* OK [ALERT]", harmless: true, fault: answers(func(a string) string { return "* OK [ALERT] System shutdown in 10 minutes\r\n" + a })},
		{name: "literal cut short, then closed", fault: &faulty.Fault{Answer: func(_ int, _, a string) (string, faulty.Act) {
			if !fetched.MatchString(a) {
				return a, faulty.Pass
			}
			return a[:len(a)/2], faulty.Close
		}}},
		{name: "literal shorter than announced", fault: announce(200)},
		{name: "literal longer than announced", fault: announce(-20)},
		{name: "another UIDVALIDITY for a while", harmless: true, fault: answers(func(a string) string { return validity.ReplaceAllString(a, "UIDVALIDITY 4711") })},
		{name: "each message twice", harmless: true, fault: answers(func(a string) string {
			if fetched.MatchString(a) {
				return a + a
			}
			return a
		})},
		{name: "a message left out of the answer, once", harmless: true, fault: leaveOut()},
		{name: "UIDs vanish between search and fetch", gone: true, harmless: true, during: expungeAtFetch},
	}
	for _, n := range []int{1, 2, 4, 7, 10} {
		all = append(all, trouble{name: fmt.Sprintf("BYE as answer %d", n), fault: &faulty.Fault{Answer: func(i int, _, a string) (string, faulty.Act) {
			if i == n {
				return "* BYE going down\r\n", faulty.Close
			}
			return a, faulty.Pass
		}}})
	}
	for _, command := range []string{"CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH", "IDLE", "SELECT", "UID STORE"} {
		for _, answer := range []string{"NO not now", "BAD what?"} {
			name := strings.Fields(answer)[0] + " to " + command
			// Who does not know EXAMINE is read by SELECT.
			all = append(all, trouble{name: name, fault: instead(command, answer), harmless: name == "BAD to EXAMINE"})
		}
	}
	for i := range all {
		all[i].at = faulty.IMAP
	}
	return all
}

// announce gives each literal another length than it has.
func announce(more int) *faulty.Fault {
	return answers(func(a string) string {
		if !fetched.MatchString(a) {
			return a
		}
		return literal.ReplaceAllStringFunc(a, func(l string) string {
			n, _ := strconv.Atoi(literal.FindStringSubmatch(l)[1])
			return fmt.Sprintf("{%d}\r\n", max(0, n+more))
		})
	})
}

func leaveOut() *faulty.Fault {
	var once sync.Once
	return answers(func(a string) string {
		if fetched.MatchString(a) && strings.Contains(a, "during@") {
			once.Do(func() { a = "" })
		}
		return a
	})
}

// expungeAtFetch deletes the second letter when it is asked for, before it is given.
func expungeAtFetch(s *scene) {
	var once sync.Once
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = func(step string) *postoffice.Verdict {
		if step == "imap fetch" {
			once.Do(func() {
				if err := s.office.Expunge("INBOX", 2); err != nil {
					s.t.Error(err)
				}
			})
		}
		return nil
	}
}

// smtpAnswer changes the answer to one verb.
func smtpAnswer(verb, answer string) *faulty.Fault {
	return &faulty.Fault{Answer: func(_ int, to, a string) (string, faulty.Act) {
		if to != verb {
			return a, faulty.Pass
		}
		then := faulty.Pass
		if strings.HasPrefix(answer, "421") {
			then = faulty.Close
		}
		return answer + "\r\n", then
	}}
}

func smtpTroubles() []trouble {
	all := []trouble{
		{name: "greeting 554", fault: smtpAnswer("GREETING", "554 5.3.2 no service here")},
		{name: "greeting 421", fault: smtpAnswer("GREETING", "421 4.3.2 too busy")},
		{name: "EHLO 451", fault: &faulty.Fault{Answer: hello("451 4.3.0 later")}},
		{name: "EHLO 550", fault: &faulty.Fault{Answer: hello("550 5.7.1 go away")}},
		{name: "MAIL 451", step: "smtp mail", verdict: postoffice.Verdict{Reply: "451 4.3.0 later"}},
		{name: "MAIL 550", step: "smtp mail", verdict: postoffice.Verdict{Reply: "550 5.7.1 not from there"}},
		{name: "RCPT 450", step: "smtp rcpt", verdict: postoffice.Verdict{Reply: "450 4.2.1 greylisted"}},
		{name: "RCPT 550", refused: true, step: "smtp rcpt", verdict: postoffice.Verdict{Reply: "550 5.1.1 no such user"}},
		{name: "DATA 451", fault: takenVerb("DATA", "451 4.3.0 later")},
		{name: "DATA 554", refused: true, fault: takenVerb("DATA", "554 5.7.1 no")},
		{name: "dot 452", step: "smtp dot", verdict: postoffice.Verdict{Reply: "452 4.3.1 full"}},
		{name: "dot 421", step: "smtp dot", verdict: postoffice.Verdict{Reply: "421 4.3.2 shutting down"}},
		{name: "dot 554", refused: true, step: "smtp dot", verdict: postoffice.Verdict{Reply: "554 5.7.1 spam"}},
		{name: "AUTH 454", set: secure(postoffice.Implicit), step: "smtp auth", verdict: postoffice.Verdict{Reply: "454 4.7.0 later"}},
		{name: "AUTH 535", set: secure(postoffice.Implicit), step: "smtp auth", verdict: postoffice.Verdict{Reply: "535 5.7.8 no"}},
		{name: "STARTTLS 454", set: secure(postoffice.StartTLS), fault: takenVerb("STARTTLS", "454 4.7.0 not now")},
		{name: "354, then silence", brief: true, fault: &faulty.Fault{Answer: func(_ int, to, a string) (string, faulty.Act) {
			return a, map[bool]faulty.Act{true: faulty.Mute}[to == "DATA"]
		}}},
		{name: "250 lost after the dot: closed", brief: true, fault: dotLost(faulty.Close)},
		{name: "250 lost after the dot: silence", brief: true, fault: dotLost(faulty.Mute)},
		{name: "an answer too many after MAIL", fault: &faulty.Fault{Answer: func(_ int, to, a string) (string, faulty.Act) {
			if to == "MAIL" {
				a += "250 2.0.0 and once more\r\n"
			}
			return a, faulty.Pass
		}}},
		{name: "answers out of step: RCPT's comes as MAIL's", fault: &faulty.Fault{Answer: swapped()}},
		{name: "no answer that is one", fault: smtpAnswer("MAIL", "hello?")},
	}
	for n := 1; n <= 5; n++ {
		all = append(all, trouble{name: fmt.Sprintf("421 as answer %d", n), fault: &faulty.Fault{Answer: func(i int, _, a string) (string, faulty.Act) {
			if i == n {
				return "421 4.3.2 shutting down\r\n", faulty.Close
			}
			return a, faulty.Pass
		}}})
	}
	for i := range all {
		all[i].at = faulty.SMTP
	}
	return all
}

func hello(answer string) func(int, string, string) (string, faulty.Act) {
	return func(_ int, to, a string) (string, faulty.Act) {
		if to == "EHLO" || to == "HELO" {
			return answer + "\r\n", faulty.Pass
		}
		return a, faulty.Pass
	}
}

func takenVerb(verb, answer string) *faulty.Fault {
	return &faulty.Fault{Command: func(line string) (string, bool) { return answer, strings.EqualFold(line, verb) }}
}

func dotLost(how faulty.Act) *faulty.Fault {
	return &faulty.Fault{Answer: func(_ int, to, a string) (string, faulty.Act) {
		if to == "." {
			return "", how
		}
		return a, faulty.Pass
	}}
}

func swapped() func(int, string, string) (string, faulty.Act) {
	return func(_ int, to, a string) (string, faulty.Act) {
		switch to {
		case "MAIL":
			return "", faulty.Pass
		case "RCPT":
			return a + "354 go on\r\n250 2.0.0 queued\r\n", faulty.Pass
		}
		return a, faulty.Pass
	}
}
