package mailproc_test

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net/mail"
	"net/textproto"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// A story is a conversation in mail: what somebody writes, what comes back, what is registered then. Its files are messages; a
// header field that every message has is filled in where the file leaves it out, and <<id 1>>, <<subject 1>>, <<ref 1>>, <<quote 1>>
// <<text 1>> and <<uid 1>> (of its first calendar entry) stand for what our first mail says. Its commands:
//
//	languages L…        event.languages, where they are not all that takepart has
//	write FILE…         the messages arrive, one run of the road, a minute after what was before
//	mails N             so many mails of ours went out so far; each is well made
//	mail N              shows the N-th: To, Subject, In-Reply-To, Content-Language, Kind, and its text
//	html N              shows its HTML
//	decided             shows how each message was decided, in order: "register phrase"
//	people              shows who is registered: status|name|title|institution|email|from|language, and what else there is
//	history             shows the lines of everybody's history
//	later DURATION      time passes
//	accept [FIELD=V]…   the organiser accepts the oldest message under review
//	ignore              the organiser closes it without a mail
const storyFolder = "testdata/stories"

// story is the state of one.
type story struct {
	place place
	conf  mailproc.Config
	store *store.Store
	now   time.Time
	sent  []sent
}

// place is where the mail goes: mail servers of the test, or real ones.
type place interface {
	deliver(raw []byte) error
	inbox() inbox.Config
	smtp() outbox.Config
	mails() ([][]byte, error) // of ours, as they arrived
}

func TestStories(t *testing.T) {
	tellStories(t, storyFiles(t), func(t testing.TB) place { return startVillage(t) })
}

func storyFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(storyFolder, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories in %s: %v", storyFolder, err)
	}
	return files
}

// TestStoriesAreEnough holds the bar: forty stories, five of them in each language.
func TestStoriesAreEnough(t *testing.T) {
	by := map[string]int{}
	files := storyFiles(t)
	for _, f := range files {
		lang, _, _ := strings.Cut(filepath.Base(f), "-")
		by[lang]++
	}
	if len(files) < 40 {
		t.Errorf("%d stories, not 40", len(files))
	}
	for _, lang := range templates.Languages() {
		if by[lang] < 5 {
			t.Errorf("%d stories in %s, not 5", by[lang], lang)
		}
	}
}

func tellStories(t *testing.T, files []string, start func(testing.TB) place) {
	stories := &sync.Map{}
	of := func(ts *testscript.TestScript) *story {
		s, ok := stories.Load(ts.Getenv("WORK"))
		if !ok {
			ts.Fatalf("the story has not begun")
		}
		return s.(*story)
	}
	commands := map[string]func(*testscript.TestScript, bool, []string){}
	for name, do := range storyCommands {
		commands[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			if neg {
				ts.Fatalf("! %s says nothing", name)
			}
			do(of(ts), ts, args)
		}
	}
	testscript.Run(t, testscript.Params{
		Files: files, RequireUniqueNames: true, Cmds: commands,
		Setup: func(e *testscript.Env) error {
			tb, ok := e.T().(testing.TB)
			if !ok {
				tb = t
			}
			s, err := newStory(start(tb), filepath.Join(e.WorkDir, "takepart.db"))
			if err != nil {
				return err
			}
			e.Defer(func() { _ = s.store.Close(); stories.Delete(e.WorkDir) })
			stories.Store(e.WorkDir, s)
			return nil
		},
	})
}

// storyConfig is the configuration with the given event.languages, made once for all stories that have them.
var storyConfigs sync.Map

func storyConfig(languages []string) (mailproc.Config, error) {
	key := strings.Join(languages, " ")
	if c, ok := storyConfigs.Load(key); ok {
		return c.(mailproc.Config), nil
	}
	c, err := sampled()
	if err != nil {
		return c, err
	}
	c.Languages, c.Event = languages, "Zero tolerance"
	if c.Templates, err = templates.Load("", languages); err != nil {
		return c, err
	}
	c.Rules = registration.Compile(registration.Config{Required: c.Required, Languages: languages})
	c.Privacy = templates.Text{"": "What you tell us is kept for two months and then deleted (privacy)."}
	d := templates.Data{Event: c.Event, Organiser: c.Organiser, Address: c.Address, Agenda: c.Agenda, Privacy: c.Privacy}
	c.Ours = message.Know(message.Known{Addresses: []string{organiser}, Event: c.Event, Texts: c.Templates.Published(d)})
	storyConfigs.Store(key, c)
	return c, nil
}

func newStory(p place, path string) (*story, error) {
	c, err := storyConfig(templates.Languages())
	if err != nil {
		return nil, err
	}
	st, err := store.Open(path, store.Options{})
	if err != nil {
		return nil, err
	}
	s := &story{place: p, conf: c, store: st, now: time.Date(2027, 1, 11, 8, 0, 0, 0, time.UTC)}
	s.conf.Now = func() time.Time { return s.now }
	return s, nil
}

var storyCommands = map[string]func(*story, *testscript.TestScript, []string){
	"languages": (*story).setLanguages,
	"write":     (*story).write,
	"mails":     (*story).countMails,
	"mail":      (*story).showMail,
	"html":      (*story).showHTML,
	"decided":   (*story).showDecisions,
	"people":    (*story).showPeople,
	"history":   (*story).showHistory,
	"later":     (*story).later,
	"accept":    (*story).accept,
	"ignore":    (*story).ignore,
}

func (s *story) setLanguages(ts *testscript.TestScript, args []string) {
	c, err := storyConfig(args)
	ts.Check(err)
	c.Now = s.conf.Now
	s.conf = c
}

func (s *story) later(ts *testscript.TestScript, args []string) {
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	s.now = s.now.Add(d)
}

func (s *story) write(ts *testscript.TestScript, files []string) {
	s.now = s.now.Add(time.Minute)
	for _, f := range files {
		ts.Check(s.place.deliver(s.raw(ts, f)))
	}
	s.run(ts)
}

// run is one run of the road, and what came of it.
func (s *story) run(ts *testscript.TestScript) {
	in := inbox.New(s.place.inbox())
	defer func() { _ = in.Close() }()
	p := mailproc.New(s.conf, s.store, in, func() *outbox.Sender { return outbox.New(s.place.smtp()) })
	sum, err := p.Once(context.Background())
	ts.Check(err)
	want := len(s.sent) + sum.Sent
	var raws [][]byte
	for end := time.Now().Add(time.Minute); time.Now().Before(end) && len(raws) < want; time.Sleep(5 * time.Millisecond) {
		raws, err = s.place.mails()
		ts.Check(err)
	}
	for _, raw := range raws[min(len(s.sent), len(raws)):] {
		m, err := mail.ReadMessage(bytes.NewReader(raw))
		ts.Check(err)
		s.sent = append(s.sent, sent{to: m.Header.Get("To"), id: m.Header.Get("Message-Id"), subject: decoded(m.Header.Get("Subject")),
			answers: m.Header.Get("In-Reply-To"), auto: m.Header.Get("Auto-Submitted"), raw: raw})
	}
}

func decoded(header string) string {
	s, err := new(mime.WordDecoder).DecodeHeader(header)
	if err != nil {
		return header
	}
	return s
}

// slot is what stands for a part of one of our mails.
var slot = regexp.MustCompile(`<<(id|subject|ref|quote|text|uid) (\d+)>>`)

// raw makes a message of a story's file.
func (s *story) raw(ts *testscript.TestScript, file string) []byte {
	text := slot.ReplaceAllStringFunc(ts.ReadFile(file), func(hit string) string {
		parts := slot.FindStringSubmatch(hit)
		n, _ := strconv.Atoi(parts[2])
		return s.part(ts, parts[1], n)
	})
	head, body, _ := strings.Cut(text, "\n\n")
	head = strings.Trim(head, "\n")
	_, from, _ := strings.Cut("\n"+head, "\nFrom: ")
	from, _, _ = strings.Cut(from, "\n")
	_, domain, _ := strings.Cut(strings.TrimRight(from, "> "), "@")
	for _, f := range [...][2]string{
		{"To", organiser}, {"Date", s.now.Format(time.RFC1123Z)}, {"Message-ID", "<" + strings.ReplaceAll(file, ".", "-") + "@" + domain + ">"},
		{"MIME-Version", "1.0"}, {"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "8bit"},
	} {
		if !strings.Contains("\n"+strings.ToLower(head), "\n"+strings.ToLower(f[0])+":") {
			head += "\n" + f[0] + ": " + f[1]
		}
	}
	return []byte(strings.ReplaceAll(head+"\n\n"+body, "\n", "\r\n"))
}

func (s *story) part(ts *testscript.TestScript, what string, n int) string {
	m := s.at(ts, n)
	switch what {
	case "id":
		return m.id
	case "subject":
		return m.subject
	case "ref":
		return shortReference.FindString(m.subject)
	case "uid":
		ics, _ := readPart(m.raw, "text/calendar")
		_, uid, _ := strings.Cut(strings.ReplaceAll(ics, "\n ", ""), "\nUID:")
		uid, _, _ = strings.Cut(uid, "\n")
		return uid
	case "quote":
		return "> " + strings.ReplaceAll(strings.TrimSpace(plainText(m.raw)), "\n", "\n> ")
	}
	return strings.TrimSpace(plainText(m.raw))
}

func (s *story) at(ts *testscript.TestScript, n int) sent {
	if n < 1 || n > len(s.sent) {
		ts.Fatalf("there is no mail %d of %d", n, len(s.sent))
	}
	return s.sent[n-1]
}

func (s *story) countMails(ts *testscript.TestScript, args []string) {
	if got := strconv.Itoa(len(s.sent)); got != args[0] {
		for i, m := range s.sent {
			ts.Logf("mail %d: to %s: %s", i+1, m.to, m.subject)
		}
		s.showDecisions(ts, nil)
		ts.Fatalf("%s mails went out, not %s", got, args[0])
	}
	for i, m := range s.sent {
		for _, fault := range illMade(m.raw, "meeting.example") {
			ts.Fatalf("mail %d: %s", i+1, fault)
		}
		if m.auto != "auto-replied" || m.answers == "" {
			ts.Fatalf("mail %d is no answer: Auto-Submitted %q, In-Reply-To %q", i+1, m.auto, m.answers)
		}
	}
}

func (s *story) showMail(ts *testscript.TestScript, args []string) {
	n, _ := strconv.Atoi(args[0])
	m := s.at(ts, n)
	var kind, lang string
	ts.Check(s.store.Look(func(tx *store.Tx) error {
		r, err := tx.ReplyByMessageID(m.id)
		if err == nil && r != nil {
			kind, lang = r.Kind, r.Lang
		}
		return err
	}))
	fmt.Fprintf(ts.Stdout(), "To: %s\nSubject: %s\nIn-Reply-To: %s\nContent-Language: %s\nKind: %s\n\n%s", decoded(m.to), m.subject, m.answers, lang, kind, plainText(m.raw))
}

func (s *story) showHTML(ts *testscript.TestScript, args []string) {
	n, _ := strconv.Atoi(args[0])
	html, _ := readPart(s.at(ts, n).raw, "text/html")
	fmt.Fprint(ts.Stdout(), html)
}

func (s *story) showDecisions(ts *testscript.TestScript, _ []string) {
	ts.Check(s.store.Look(func(tx *store.Tx) error {
		rows, _, err := tx.Messages(0, 1000)
		for _, m := range rows {
			fmt.Fprintf(ts.Stdout(), "%s %s (%s)\n", m.Decision, m.Reason, m.Why)
		}
		return err
	}))
}

func (s *story) showPeople(ts *testscript.TestScript, _ []string) {
	people := s.people(ts)
	if len(people) == 0 {
		fmt.Fprintln(ts.Stdout(), "nobody")
	}
	for _, r := range people {
		line := strings.Join([]string{string(r.Status), r.Person.FirstName + " " + r.Person.LastName, r.Person.Title, r.Person.Institution, r.Person.Email, r.From, r.Language}, "|")
		for _, more := range [...][2]string{{"missing", strings.Join(r.Missing, ",")}, {"attendance", r.Attendance}, {"undelivered", r.Undelivered}} {
			if more[1] != "" {
				line += " " + more[0] + ": " + more[1]
			}
		}
		fmt.Fprintln(ts.Stdout(), line)
	}
}

func (s *story) people(ts *testscript.TestScript) (all []*store.Registration) {
	ts.Check(s.store.Look(func(tx *store.Tx) (err error) {
		all, _, err = tx.Registrations("", 100)
		return err
	}))
	return all
}

func (s *story) showHistory(ts *testscript.TestScript, _ []string) {
	for _, r := range s.people(ts) {
		ts.Check(s.store.Look(func(tx *store.Tx) error {
			lines, err := tx.History(r.ID)
			for _, c := range lines {
				fmt.Fprintf(ts.Stdout(), "%s %s: %s\n", r.Person.LastName, c.Who, c.Why)
			}
			return err
		}))
	}
}

// oldestReview is the message that an organiser sees first.
func (s *story) oldestReview(ts *testscript.TestScript) store.Digest {
	var open []*store.Message
	ts.Check(s.store.Look(func(tx *store.Tx) (err error) {
		open, _, err = tx.OpenReviews(0, 1)
		return err
	}))
	if len(open) == 0 {
		ts.Fatalf("nothing is under review")
	}
	return open[0].Digest
}

func (s *story) accept(ts *testscript.TestScript, args []string) {
	var f registration.Fields
	for _, a := range args {
		name, value, _ := strings.Cut(a, "=")
		f.Set(registration.Field(name), value)
	}
	_, err := mailproc.NewDesk(s.conf, s.store).Accept(s.oldestReview(ts), f, "olga")
	ts.Check(err)
	s.run(ts)
}

func (s *story) ignore(ts *testscript.TestScript, _ []string) {
	ts.Check(mailproc.NewDesk(s.conf, s.store).Ignore(s.oldestReview(ts), "olga"))
	s.run(ts)
}

// village is the place with the mail servers of the test.
type village struct{ office *postoffice.Office }

func startVillage(t testing.TB) *village {
	o, err := postoffice.Start(postoffice.Options{Mailboxes: []string{"INBOX"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() })
	return &village{o}
}

func (v *village) deliver(raw []byte) error {
	_, err := v.office.Deliver("INBOX", raw)
	return err
}

func (v *village) mails() (all [][]byte, err error) {
	for _, m := range v.office.Accepted() {
		all = append(all, m.Raw)
	}
	return all, nil
}

func (v *village) inbox() inbox.Config {
	user, password := v.office.User()
	return imapOn(v.office.IMAPAddr(), user, password)
}

func (v *village) smtp() outbox.Config { return smtpOn(v.office.SMTPAddr()) }

func imapOn(addr, user, password string) inbox.Config {
	host, port := splitAddr(addr)
	return inbox.Config{Host: host, Port: port, Security: inbox.Plain, Username: user, Password: password, Mailboxes: []string{"INBOX"},
		Complete: message.Complete, Timeout: 20 * time.Second}
}

func smtpOn(addr string) outbox.Config {
	host, port := splitAddr(addr)
	return outbox.Config{Host: host, Port: port, Security: outbox.Plain, Timeout: 20 * time.Second, Final: 20 * time.Second}
}

func splitAddr(addr string) (host string, port int) {
	i := strings.LastIndexByte(addr, ':')
	port, _ = strconv.Atoi(addr[i+1:])
	return addr[:i], port
}

// plainText is the text/plain part of one of our mails.
func plainText(raw []byte) string {
	text, _ := readPart(raw, "text/plain")
	return text
}

func readPart(raw []byte, kind string) (string, bool) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", false
	}
	var found string
	ok := false
	_ = walkMIME(textproto.MIMEHeader(m.Header), m.Body, func(p mimePart) {
		if p.kind == kind && !ok {
			found, ok = strings.ReplaceAll(string(p.body), "\r\n", "\n"), true
		}
	})
	return found, ok
}
