package mailproc_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"takepart/store"
	"takepart/templates"
)

// highestScore is the bar for every kind of mail in every language; SpamAssassin calls 5.0 spam.
const highestScore = 0.5

var (
	spamStatus = regexp.MustCompile(`(?m)^X-Spam-Status: (?:Yes|No), score=(-?[0-9.]+) `)
	spamID     = regexp.MustCompile(`(?m)^Message-I[Dd]: (<.*>)$`)
	spamTests  = regexp.MustCompile(`(?s)\btests=(.*?)\s+autolearn`)
	// illBuilt are the rules that tell of a badly built message.
	illBuilt = regexp.MustCompile(`\b(MISSING|MIME|INVALID|BAD|UNPARSEABLE|MALFORMED|MSGID|SUBJ|DATE|FROM_[A-Z]*(?:ILLEGAL|EXCESS|EXPL)|HTML_(?:MIME|SHORT|TAG|IMAGE|FONT|OBFU)|MPART|BASE64|CHARSET|TVD|HEADER|EMPTY|DUP|TO_MALFORMED|T_TO_NO|KHOP|OBFU)[A-Z0-9_]*`)
)

// TestSpamAssassin needs TAKEPART_REAL=1 and Debian's spamassassin; its network tests are off.
func TestSpamAssassin(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to have SpamAssassin judge every kind of mail in every language")
	}
	p := previewer(t)
	var box bytes.Buffer
	var names []string
	for _, lang := range templates.Languages() {
		for _, kind := range templates.Kinds() {
			if kind == templates.Invitation {
				continue
			}
			r := sampleReply(kind, lang, store.Person{FirstName: "Ada", LastName: "Example", Email: "ada@org.example", Title: "Director", Institution: "Labour Office"})
			raw, err := p.Preview(r)
			if err != nil {
				t.Fatal(err)
			}
			// The rules have an opinion about addresses for documentation (192.0.2.0/24) in Received.
			fmt.Fprintf(&box, "From participate@meeting.example Mon Jan 11 08:00:00 2027\nReceived: from mail.meeting.example (mail.meeting.example [11.22.33.44])\n"+
				"\tby mx.org.example (Postfix) with ESMTPS id 4Xabc%d\n\tfor <ada@org.example>; Mon, 11 Jan 2027 08:00:01 +0000 (UTC)\n", len(names))
			box.Write(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")))
			box.WriteString("\n")
			names = append(names, string(kind)+" in "+lang)
		}
	}
	box.WriteString("From participate@meeting.example Mon Jan 11 08:00:00 2027\nFrom: x@meeting.example\nContent-Type: text/html\n\n<img src=x>\n")
	judged := assassinate(t, box.Bytes())
	if len(judged) != len(names)+1 {
		t.Fatalf("%d of %d mails were judged", len(judged)-1, len(names))
	}
	if bad := judged[""]; bad.score <= highestScore || !illBuilt.MatchString(bad.tests) {
		t.Fatalf("a mail without Date, Subject and text scores %.1f: %s", bad.score, bad.tests)
	}
	most, worst := -99.0, ""
	for _, name := range names {
		j, ok := judged["<"+strings.Replace(name, " in ", ".", 1)+"@meeting.example>"]
		if !ok || j.score > highestScore {
			t.Errorf("%s (judged: %v) scores %.1f: %s", name, ok, j.score, j.tests)
		}
		if rules := illBuilt.FindAllString(j.tests, -1); len(rules) > 0 {
			t.Errorf("%s is badly built: %v", name, rules)
		}
		if j.score > most {
			most, worst = j.score, name+" "+j.tests
		}
	}
	t.Logf("%d mails, at most %.1f (%s)", len(names), most, worst)
}

type judgement struct {
	score float64
	tests string
}

// assassinate has a whole mailbox judged in one process, with rules alone: nothing learnt, nothing asked of the network. The
// judgements come by Message-ID: SpamAssassin keeps an order of its own.
func assassinate(t *testing.T, box []byte) map[string]judgement {
	t.Helper()
	out := map[string]judgement{}
	home := t.TempDir()
	cmd := exec.Command("spamassassin", "--local", "--nocreate-prefs", "--mbox", "--cf=use_bayes 0", "--cf=report_safe 0", "--cf=use_auto_whitelist 0")
	cmd.Env = append(os.Environ(), "HOME="+home, "LC_ALL=C")
	cmd.Stdin = bytes.NewReader(box)
	var errors bytes.Buffer
	cmd.Stderr = &errors
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("spamassassin: %v\n%s", err, errors.Bytes())
	}
	for mail := range strings.SplitSeq("\n"+string(text), "\nFrom participate@") {
		head, _, _ := strings.Cut(mail, "\n\n")
		m := spamStatus.FindStringSubmatch(head)
		if m == nil {
			continue
		}
		score, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		j := judgement{score: score}
		if tests := spamTests.FindStringSubmatch(head); tests != nil {
			j.tests = strings.Join(strings.Fields(tests[1]), "")
		}
		id := ""
		if hit := spamID.FindStringSubmatch(head); hit != nil {
			id = hit[1]
		}
		out[id] = j
	}
	return out
}
