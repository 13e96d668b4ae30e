package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"takepart/cmd/internal/admin"
	"takepart/mailproc/postoffice"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"takepart": main})
}

// The scripts are what an organiser could have typed, on servers that the test brings:
//
//	office [login]       starts mail servers and writes config.yaml and its secret for them; login: SMTP asks for one
//	deliver FILE…        puts messages into the organisers' INBOX
//	accepted N           waits until N mails of ours were accepted, and fails if there are more
//	mail N FILE          writes the N-th accepted mail to a file
//	key FILE             makes a private key for smtp.dkim
//	set K V              sets a key of config.yaml, such as smtp.dkim, to a value in JSON
//	mode FILE            fails unless only its owner can read it
//	renumber             gives the INBOX a new UIDVALIDITY, so that all of it is read again
//	ids                  names what waits for review after the last `review list --json`: $DOUBT, $ASKS, $DELEGATION, by sender
//	rewrite FILE OLD NEW changes a word in the bytes of a file, wherever it stands
//	notified             listens on $WORK/notify, as a service manager does
//	told STATE           waits until that was heard, after what was waited for before
//	never STATE          fails if it was heard since `notified` or the last STOPPING=1
//	status N COMMAND…    runs takepart, which must end with that status
//	daemon               waits until a daemon answers on the socket of the store
func TestScripts(t *testing.T) {
	offices, managers := &sync.Map{}, &sync.Map{}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"office":   func(ts *testscript.TestScript, _ bool, args []string) { startOffice(ts, offices, args) },
			"deliver":  func(ts *testscript.TestScript, _ bool, args []string) { deliver(ts, officeOf(ts, offices), args) },
			"accepted": func(ts *testscript.TestScript, _ bool, args []string) { accepted(ts, officeOf(ts, offices), args) },
			"mail":     func(ts *testscript.TestScript, _ bool, args []string) { saveMail(ts, officeOf(ts, offices), args) },
			"mode":     func(ts *testscript.TestScript, _ bool, args []string) { ownersOnly(ts, args[0]) },
			"notified": func(ts *testscript.TestScript, _ bool, _ []string) { listen(ts, managers) },
			"told":     func(ts *testscript.TestScript, _ bool, args []string) { managerOf(ts, managers).told(ts, args[0]) },
			"never":    func(ts *testscript.TestScript, _ bool, args []string) { managerOf(ts, managers).never(ts, args[0]) },
			"status":   func(ts *testscript.TestScript, _ bool, args []string) { endsWith(ts, args) },
			"rewrite":  func(ts *testscript.TestScript, _ bool, args []string) { rewrite(ts, args[0], args[1], args[2]) },
			"renumber": func(ts *testscript.TestScript, _ bool, _ []string) { ts.Check(officeOf(ts, offices).Renumber("INBOX")) },
			"ids":      func(ts *testscript.TestScript, _ bool, _ []string) { nameReviews(ts) },
			"daemon":   func(ts *testscript.TestScript, _ bool, _ []string) { awaitDaemon(ts) },
			"key":      func(ts *testscript.TestScript, _ bool, args []string) { makeKey(ts, args[0]) },
			"set":      func(ts *testscript.TestScript, _ bool, args []string) { setConfig(ts, args[0], args[1]) },
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "UTC")
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
	})
}

func officeOf(ts *testscript.TestScript, offices *sync.Map) *postoffice.Office {
	o, ok := offices.Load(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("no office: say office first")
	}
	return o.(*postoffice.Office)
}

func startOffice(ts *testscript.TestScript, offices *sync.Map, args []string) {
	login := len(args) > 0 && args[0] == "login"
	office, err := postoffice.Start(postoffice.Options{SMTPAuth: login})
	ts.Check(err)
	work := ts.Getenv("WORK")
	offices.Store(work, office)
	ts.Defer(func() { _ = office.Close(); offices.Delete(work) })
	_, imap, _ := net.SplitHostPort(office.IMAPAddr())
	_, smtp, _ := net.SplitHostPort(office.SMTPAddr())
	ts.Setenv("IMAP_PORT", imap)
	ts.Setenv("SMTP_PORT", smtp)
	config := map[string]any{
		"event":     map[string]any{"name": "Zero tolerance", "languages": []string{"en", "fr"}},
		"organiser": map[string]any{"name": "Alliance 8.7 Meeting", "email": "participate@meeting.example"},
		"imap":      map[string]any{"host": "127.0.0.1", "port": number(imap), "tls": "none", "username": "post", "password_file": "secret", "start": "all"},
		"smtp":      map[string]any{"host": "127.0.0.1", "port": number(smtp), "tls": "none"},
	}
	if login {
		config["smtp"].(map[string]any)["username"] = "post"
		config["smtp"].(map[string]any)["password_file"] = "secret"
	}
	text, err := json.MarshalIndent(config, "", " ")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("config.yaml"), text, 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("secret"), []byte("secret\n"), 0o600))
	ts.Check(ts.Exec("takepart", "init", "fresh"))
	ts.Check(os.Rename(ts.MkAbs("fresh/agenda.yaml"), ts.MkAbs("agenda.yaml")))
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func deliver(ts *testscript.TestScript, office *postoffice.Office, files []string) {
	for _, f := range files {
		_, err := office.Deliver("INBOX", []byte(strings.ReplaceAll(ts.ReadFile(f), "\n", "\r\n")))
		ts.Check(err)
	}
}

// accepted LEAST [MOST] waits until LEAST mails went out, and fails where more than MOST (else LEAST) did.
func accepted(ts *testscript.TestScript, office *postoffice.Office, args []string) {
	want, most := number(args[0]), number(args[len(args)-1])
	for end := time.Now().Add(15 * time.Second); office.Count() < want && time.Now().Before(end); {
		time.Sleep(5 * time.Millisecond)
	}
	if got := office.Count(); got < want || got > most {
		ts.Fatalf("%d mails accepted, not %s", got, strings.Join(args, " to "))
	}
}

func saveMail(ts *testscript.TestScript, office *postoffice.Office, args []string) {
	mails := office.Accepted()
	n := number(args[0])
	if n < 1 || n > len(mails) {
		ts.Fatalf("there is no mail %d of %d", n, len(mails))
	}
	head := fmt.Sprintf("Envelope-From: %s\nEnvelope-To: %s\n", mails[n-1].From, strings.Join(mails[n-1].To, ", "))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), append([]byte(head), mails[n-1].Raw...), 0o600))
}

func awaitDaemon(ts *testscript.TestScript) {
	path := filepath.Join(ts.Getenv("WORK"), "takepart.db")
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if admin.Dial(path) != nil {
			return
		}
	}
	ts.Fatalf("no daemon answers at %s", admin.SocketPath(path))
}

func ownersOnly(ts *testscript.TestScript, file string) {
	info, err := os.Stat(ts.MkAbs(file))
	ts.Check(err)
	if info.Mode().Perm() != 0o600 {
		ts.Fatalf("%s has mode %o, not 600", file, info.Mode().Perm())
	}
}

func rewrite(ts *testscript.TestScript, file, old, new string) {
	raw, err := os.ReadFile(ts.MkAbs(file))
	ts.Check(err)
	if !bytes.Contains(raw, []byte(old)) || len(old) != len(new) {
		ts.Fatalf("%s does not hold %q, or %q is of another length", file, old, new)
	}
	ts.Check(os.WriteFile(ts.MkAbs(file), bytes.ReplaceAll(raw, []byte(old), []byte(new)), 0o600))
}

func nameReviews(ts *testscript.TestScript) {
	names := map[string]string{"di@org.example": "DOUBT", "ed@org.example": "ASKS", "desk@org.example": "DELEGATION"}
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var r admin.Review
		ts.Check(json.Unmarshal([]byte(line), &r))
		ts.Setenv(names[r.From], r.ID[:8])
	}
}

func makeKey(ts *testscript.TestScript, file string) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	ts.Check(err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(file), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600))
}

// setConfig sets a key of the configuration that office wrote.
func setConfig(ts *testscript.TestScript, key, value string) {
	var all map[string]map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("config.yaml")), &all))
	section, name, _ := strings.Cut(key, ".")
	var v any
	ts.Check(json.Unmarshal([]byte(value), &v))
	all[section][name] = v
	text, err := json.MarshalIndent(all, "", " ")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("config.yaml"), text, 0o600))
}
