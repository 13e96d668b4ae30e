package config

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"takepart/templates"
)

// room is a folder with the sample agenda in it and a configuration of the given text.
func room(t *testing.T, text string) (path string) {
	t.Helper()
	dir := t.TempDir()
	agenda, err := fs.ReadFile(templates.Files(), "agenda.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "agenda.yaml"), string(agenda), 0o600)
	path = filepath.Join(dir, "config.yaml")
	write(t, path, text, 0o600)
	return path
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// told gives the problems of Load without the folder, one a line.
func told(err error, path string) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), filepath.Dir(path)+"/", "")
}

const small = `
event: {name: Meeting}
organiser: {name: Organisers, email: participate@meeting.example}
imap: {host: localhost, tls: none, username: post, password: secret}
smtp: {host: localhost, tls: none}
`

func TestExampleLoadsAsItStands(t *testing.T) {
	top, err := os.ReadFile("../../../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(top, Example) {
		t.Error("config.example.yaml differs from cmd/internal/config/example.yaml: copy one over the other")
	}
	c, err := Load(room(t, string(Example)), Options{})
	if err != nil {
		t.Fatalf("the example does not load: %v", err)
	}
	if c.IMAP.Port != 993 || c.SMTP.Port != 465 || c.SMTP.PerHour != 500 || !c.IMAP.Start.Now || c.Event.RepeatAfter != 24*time.Hour {
		t.Errorf("the example's defaults are not those of the design: %+v", c)
	}
}

// Every key that is commented out in the example must work as well.
func TestExampleWithEverythingOn(t *testing.T) {
	text := string(Example)
	for _, key := range []string{"phrases:", "  en: [I TAKE PART]", "withdraw:", "  en: [I WITHDRAW]", "privacy:", `  en: "We keep`, "addresses:", "lists:", "forms:", "port: 993", "junk:", "move_to:", "port: 465", "from:", "envelope_from:"} {
		if !strings.Contains(text, "# "+key) {
			t.Errorf("the example does not mention %q", key)
		}
		text = strings.Replace(text, "# "+key, key, 1)
	}
	path := room(t, text)
	c, err := Load(path, Options{})
	if err != nil {
		t.Fatal(told(err, path))
	}
	if c.IMAP.Junk != "Junk" || c.IMAP.MoveTo != "Registrations" || len(c.Organiser.Addresses) != 1 {
		t.Errorf("switched on, but not read: %+v", c)
	}
}

func TestDefaults(t *testing.T) {
	path := room(t, small)
	c, err := Load(path, Options{Secrets: true})
	if err != nil {
		t.Fatal(told(err, path))
	}
	if c.Store != filepath.Join(filepath.Dir(path), "takepart.db") {
		t.Errorf("store.path is not relative to the configuration: %s", c.Store)
	}
	want := IMAP{Server: Server{Host: "localhost", Port: 143, Security: "none", Username: "post", Password: "secret"}, Mailboxes: []string{"INBOX"}, Poll: time.Minute, Start: Start{Now: true}}
	if d := cmp.Diff(want, c.IMAP); d != "" {
		t.Errorf("imap (-want +got):\n%s", d)
	}
	if c.SMTP.EnvelopeFrom != "participate@meeting.example" {
		t.Errorf("undeliverable mail would go to %q", c.SMTP.EnvelopeFrom)
	}
}

func TestJSONIsYAML(t *testing.T) {
	path := room(t, `{"event": {"name": "M\u00e9eting", "languages": ["en", "fr"], "agenda": "agenda.yaml"},
 "organiser": {"name": "O", "email": "participate@meeting.example"},
 "imap": {"host": "127.0.0.1", "port": 1143, "tls": "none", "username": "post", "start": "all"},
 "smtp": {"host": "127.0.0.1", "port": 1025, "tls": "none", "per_hour": 1000000}}`)
	c, err := Load(path, Options{})
	if err != nil {
		t.Fatal(told(err, path))
	}
	if c.Event.Name != "Méeting" || c.IMAP.Start != (Start{}) || c.SMTP.PerHour != 1000000 {
		t.Errorf("read otherwise than written: %+v", c)
	}
}

// Five mistakes are told at once, each with its line and what to write instead.
func TestProblemsAllAtOnce(t *testing.T) {
	path := room(t, `event:
  name: Meeting
  langauges: [en]
  capacity: many
organiser:
  name: Organisers
  email: participate at meeting.example
imap:
  host: mail.meeting.example
  tls: none
  prot: 993
  username: post
  start: yesterday
smtp:
  host: mail.meeting.example
  tls: starttsl
  connections: 500
stroe: {path: x.db}
`)
	_, err := Load(path, Options{})
	want := `config.yaml:3: event.langauges: is not a known key; write languages
config.yaml:4: event.capacity: must be a number from 0 to 100000000; write capacity: 0
config.yaml:7: organiser.email: "participate at meeting.example" is not an e-mail address; write it like participate@meeting.example
config.yaml:10: imap.tls: without TLS everybody on the way can read the mail and the password; write tls: implicit or tls: starttls; only if you accept that: insecure_plaintext: true
config.yaml:11: imap.prot: is not a known key; write port
config.yaml:13: imap.start: "yesterday" is neither now, nor all, nor a date; write start: now, or a date such as 2027-01-31
config.yaml:16: smtp.tls: "starttsl" is not one of implicit, starttls, none; write tls: starttls
config.yaml:17: smtp.connections: must be a number from 1 to 32; write connections: 4
config.yaml:18: stroe: is not a known key; write store`
	if d := cmp.Diff(want, told(err, path)); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

func TestSingleProblems(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"two numbers":          {"smtp: {host: localhost", "smtp: {envelope_from: a+**@meeting.example, host: localhost", "the number that takes the place of * does not fit; write it like participate+*@meeting.example"},
		"a key twice":          {"smtp: {host: localhost", "smtp: {host: localhost, host: other", "config.yaml:5: smtp.host: stands here and in line 5; keep one of them"},
		"no section":           {"smtp: {host: localhost, tls: none}", "smtp: localhost", "must be a section with keys of its own"},
		"missing name":         {"name: Meeting", "repeat_after: 1h", `config.yaml:2: event.name: is missing; write name: "the name of your meeting"`},
		"unknown language":     {"name: Meeting", "name: Meeting, languages: [en, xx]", `takepart has no texts in "xx"`},
		"phrase too short":     {"name: Meeting", "name: Meeting, phrases: {en: [ok]}", `"ok" is too short`},
		"phrase both ways":     {"name: Meeting", "name: Meeting, phrases: {en: [COUNT ME]}, withdraw: {en: [Count me]}", "cannot both register and withdraw"},
		"phrases without lang": {"name: Meeting", "name: Meeting, phrases: [I TAKE PART]", "write phrases: {en: [I TAKE PART]}"},
		"unknown field":        {"name: Meeting", "name: Meeting, required: [first_nam]", "write first_name"},
		"bad span":             {"name: Meeting", "name: Meeting, repeat_after: soon", "write repeat_after: 24h"},
		"no agenda":            {"name: Meeting", "name: Meeting, agenda: other.yaml", "other.yaml does not exist; `takepart init` writes one to start from"},
		"no attachment":        {"name: Meeting", "name: Meeting, attachments: {en: [a.pdf]}", "a.pdf cannot be read"},
		"mailbox twice":        {"username: post", "username: post, mailboxes: [INBOX, INBOX]", "stands there twice"},
		"junk is read":         {"username: post", "username: post, junk: INBOX", "is one of imap.mailboxes"},
		"no folder for store":  {"smtp:", "store: {path: nowhere/x.db}\nsmtp:", "make the folder nowhere"},
		"no templates":         {"smtp:", "templates: {dir: nowhere}\nsmtp:", `"nowhere" is not a folder`},
		"a tab":                {"smtp:", "x:\n\ty: 1\nsmtp:", "indent with spaces instead of a tab"},
		"two documents":        {"smtp:", "---\nsmtp:", "take out the line ---"},
	} {
		t.Run(name, func(t *testing.T) {
			path := room(t, strings.Replace(small, c.from, c.to, 1))
			_, err := Load(path, Options{})
			if got := told(err, path); !strings.Contains(got, c.want) {
				t.Errorf("told %q, not %q", got, c.want)
			} else if strings.Contains(got, "\n") {
				t.Errorf("more than one problem: %s", got)
			}
		})
	}
}

func TestEmptyAndMissingFile(t *testing.T) {
	path := room(t, "")
	if _, err := Load(path, Options{}); !strings.Contains(told(err, path), "is empty") {
		t.Errorf("empty: %v", err)
	}
	if _, err := Load(path+"x", Options{}); !strings.Contains(told(err, path), "config.yamlx: does not exist; `takepart init`") {
		t.Errorf("missing: %v", err)
	}
}

func TestStartIsInTheAgendasZone(t *testing.T) {
	path := room(t, strings.Replace(small, "username: post", "username: post, start: 2027-01-31", 1))
	c, err := Load(path, Options{})
	if err != nil {
		t.Fatal(told(err, path))
	}
	if want := time.Date(2027, 1, 30, 23, 0, 0, 0, time.UTC); !c.IMAP.Start.Since.Equal(want) { // midnight in Paris
		t.Errorf("start is %s, not %s", c.IMAP.Start.Since.UTC(), want)
	}
}

func TestSecrets(t *testing.T) {
	const inFile = "password_file: secret.txt"
	for name, c := range map[string]struct {
		imap       string
		file       string
		mode, conf os.FileMode
		env        string
		want       string // password, or part of the problem
	}{
		"file":               {inFile, "geheim\n", 0o600, 0o644, "", "geheim"},
		"file, read-only":    {inFile, "geheim", 0o400, 0o644, "", "geheim"},
		"file for everybody": {inFile, "geheim\n", 0o644, 0o600, "", "secret.txt can be read by others; chmod 600 "},
		"file for the group": {inFile, "geheim\n", 0o640, 0o600, "", "can be read by others"},
		"file empty":         {inFile, "\n", 0o600, 0o600, "", "is empty"},
		"file missing":       {"password_file: other.txt", "", 0o600, 0o600, "", "other.txt: no such file or directory"},
		"environment":        {inFile, "geheim\n", 0o600, 0o644, "from outside", "from outside"},
		"inline":             {"password: in line", "", 0o600, 0o600, "", "in line"},
		"inline, readable":   {"password: in line", "", 0o600, 0o640, "", "others can read this file; chmod 600 "},
		"both":               {"password: in line, " + inFile, "x", 0o600, 0o600, "", "stands beside password_file"},
		"none":               {"", "", 0o600, 0o600, "", "set $TAKEPART_IMAP_PASSWORD"},
	} {
		t.Run(name, func(t *testing.T) {
			path := room(t, strings.Replace(small, "password: secret", c.imap, 1))
			if err := os.Chmod(path, c.conf); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(filepath.Dir(path), "secret.txt"), c.file, c.mode)
			env := func(name string) string {
				if name == "TAKEPART_IMAP_PASSWORD" {
					return c.env
				}
				return ""
			}
			cfg, err := Load(path, Options{Env: env, Secrets: true})
			got := told(err, path)
			if err == nil {
				got = cfg.IMAP.Password
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got %q, not %q", got, c.want)
			}
		})
	}
}

// A problem must never show a secret.
func TestProblemsHoldNoSecret(t *testing.T) {
	path := room(t, strings.Replace(small, "password: secret", "password: [canary]", 1))
	_, err := Load(path, Options{Secrets: true})
	if err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("told: %v", err)
	}
}

func TestAgendaProblems(t *testing.T) {
	_, problems := ParseAgenda("agenda.yaml", []byte(`title: {en: Meeting}
timezone: Paris
days:
  - date: 2 March
    sessions:
      - {id: one, start: "9.30", end: "10:15", title: First}
      - {id: one, start: "11:00", end: "10:15", title: Second, speakers: [{nam: X}]}
      - {start: "11:00", end: "12:00"}
join: {url: meeting.example/room}
`))
	want := strings.Join([]string{
		`agenda.yaml:2: timezone: "Paris" is not a time zone; write Continent/City, such as Europe/Paris`,
		`agenda.yaml:4: days[1].date: "2 March" is not a date; write year-month-day, such as 2027-03-02`,
		`agenda.yaml:6: days[1].sessions[1].start: "9.30" is not a time of day; write hours and minutes in quotes, such as "09:30"`,
		`agenda.yaml:7: days[1].sessions[2].id: "one" is the session of line 6 too; give each session an id of its own, and keep it for ever`,
		`agenda.yaml:7: days[1].sessions[2].end: is not after start`,
		`agenda.yaml:7: days[1].sessions[2].speakers[1].name: is missing; write name: "First Last"`,
		`agenda.yaml:7: days[1].sessions[2].speakers[1].nam: is not a known key; write name`,
		`agenda.yaml:8: days[1].sessions[3].id: is missing; write id: opening`,
		`agenda.yaml:8: days[1].sessions[3].title: is missing; write title: {en: …, fr: …}`,
		`agenda.yaml:9: join.url: "meeting.example/room" is not a link; write it with https:// in front`,
	}, "\n")
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	if d := cmp.Diff(want, strings.Join(got, "\n")); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
}

func TestSampleAgendaIsTheFile(t *testing.T) {
	data, err := fs.ReadFile(templates.Files(), "agenda.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, problems := ParseAgenda("agenda.yaml", data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, want := a.Version(), templates.SampleAgenda().Version(); got != want {
		t.Errorf("the agenda that init writes (version %s) is not the sample (%s)", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add(Example)
	f.Add([]byte("a: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := &source{name: "config.yaml"}
		l := &loader{source: s, options: Options{Env: func(string) string { return "" }}}
		if top := l.parse(data); top != nil {
			l.read(top, &Config{Dir: t.TempDir()})
		}
		for _, p := range s.problems {
			_ = fmt.Sprint(p.Error())
		}
	})
}
