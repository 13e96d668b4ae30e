package admin

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"takepart/cmd/internal/export"
	"takepart/mailproc"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// office is a server on a fresh store with a registrant, and two messages that wait for review.
func office(t *testing.T) *Server {
	t.Helper()
	st, err := store.Open(filepath.Join(t.TempDir(), "takepart.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	at := time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)
	err = st.Change(func(tx *store.Tx) error {
		r := &store.Registration{ID: tx.NewID(), Status: store.Registered, From: "ada@org.example", Person: store.Person{FirstName: "Ada", LastName: "Nori", Email: "ada@org.example", Title: "Director"}, Language: "en", RegisteredAt: at, CreatedAt: at, UpdatedAt: at}
		if err := tx.Save(r, store.Change{At: at, Who: "message"}); err != nil {
			return err
		}
		for i := range 2 {
			m := &store.Message{Digest: store.Digest{0xab, byte(i)}, Mailbox: "INBOX", UID: uint32(i + 1), UIDValidity: 1, From: fmt.Sprintf("p%d@org.example", i), Subject: "meeting", SeenAt: at,
				Decision: "review", Reason: "negated", Why: "negated", Fields: store.Person{FirstName: "Di", LastName: "Penn"}, Text: "I cannot", Open: true}
			if err := tx.Keep(m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	set, err := templates.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	c := mailproc.Config{Event: "E", Organiser: "O", Address: "participate@meeting.example", Templates: set, Agenda: templates.SampleAgenda(), Languages: []string{"en"},
		Required: []registration.Field{registration.FirstName, registration.Title}}
	return &Server{Store: st, Desk: mailproc.NewDesk(c, st), Version: "test",
		Reload: func() (Reloaded, error) { return Reloaded{Config: "config.yaml", Restart: []string{}}, nil }}
}

// serve answers on the real socket beside the store.
func serve(t *testing.T, s *Server) *Client {
	t.Helper()
	l, err := Listen(s.Store.Path())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	c := Dial(s.Store.Path())
	if c == nil || !c.Daemon() {
		t.Fatal("nobody answers on the socket")
	}
	return c
}

// said is everything that can be looked at, as one text.
func said(t *testing.T, c *Client) string {
	t.Helper()
	var b strings.Builder
	for _, format := range []string{"csv", "json", "jsonl"} {
		if err := c.Export(t.Context(), &b, export.Options{Format: export.Format(format)}, Filter{Status: []string{"all"}}); err != nil {
			t.Fatal(err)
		}
	}
	for r, err := range c.Registrations(t.Context(), Filter{}) {
		fmt.Fprintln(&b, r, err)
	}
	for r, err := range c.Reviews(t.Context()) {
		fmt.Fprintln(&b, r, err)
	}
	r, err := c.Review(t.Context(), "ab01")
	fmt.Fprintln(&b, r, err)
	st, err := c.Status(t.Context())
	fmt.Fprintln(&b, st, err)
	figures, err := c.Stats(t.Context())
	fmt.Fprintln(&b, figures, err)
	person, err := c.Show(t.Context(), "ada@org.example")
	fmt.Fprintln(&b, person, err)
	return b.String()
}

func TestSameAnswersWithAndWithoutDaemon(t *testing.T) {
	s := office(t)
	far, near := said(t, serve(t, s)), said(t, Local(s.Handler()))
	if d := cmp.Diff(far, near); d != "" {
		t.Errorf("over the socket and in process differ:\n%s", d)
	}
	for _, want := range []string{"Nori", "p0@org.example", "p1@org.example", "I cannot"} {
		if !strings.Contains(far, want) {
			t.Errorf("%q is missing in the answers", want)
		}
	}
}

func TestAcceptAndIgnore(t *testing.T) {
	s := office(t)
	c := Local(s.Handler())
	var fault *Fault
	if _, err := c.Accept(t.Context(), "ab00", Decide{Who: "ed"}); !errors.As(err, &fault) || fault.Status != http.StatusConflict || !strings.Contains(fault.Hint, "--title") {
		t.Errorf("accepted without a title: %v", err)
	}
	d, err := c.Accept(t.Context(), "ab00", Decide{Who: "ed", Fields: map[string]string{"title": "Judge"}})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Store.Look(func(tx *store.Tx) error {
		r, err := tx.Registration(d.Registration)
		if err != nil || r == nil || r.Person.Title != "Judge" || r.Person.LastName != "Penn" {
			t.Errorf("registered: %+v, %v", r, err)
		}
		h, err := tx.History(d.Registration)
		if len(h) != 1 || h[0].Who != "ed" {
			t.Errorf("the history does not say who did it: %+v", h)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Ignore(t.Context(), "ab01", Decide{Who: "ed"}); err != nil {
		t.Fatal(err)
	}
	for r := range c.Reviews(t.Context()) {
		t.Errorf("%s still waits", r.ID)
	}
}

func TestWrongRequests(t *testing.T) {
	h := office(t).Handler()
	c := Local(h)
	for _, w := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/v1/registrations?format=xls", "", 400},
		{"GET", "/v1/registrations?format=csv&status=x", "", 400},
		{"GET", "/v1/registrations?format=csv&since=x", "", 400},
		{"GET", "/v1/reviews?after=x", "", 400},
		{"GET", "/v1/reviews/ff", "", 404},
		{"GET", "/v1/reviews/ab", "", 400}, // several
		{"POST", "/v1/reviews/ab00/accept", "{}", 400},
		{"POST", "/v1/reviews/ab00/accept", "{", 400},
		{"POST", "/v1/reviews/ab00/accept", `{"who":"x","fields":{"age":"7"}}`, 400},
		{"POST", "/v1/reviews/ab00/ignore", `{"who":"x","more":1}`, 400},
		{"GET", "/v2/status", "", 404},
	} {
		r, err := http.NewRequestWithContext(t.Context(), w.method, "http://takepart"+w.path, strings.NewReader(w.body))
		if err != nil {
			t.Fatal(err)
		}
		res, err := c.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		_, _ = text.ReadFrom(res.Body)
		if res.StatusCode != w.status || !strings.Contains(text.String(), `"error":"`) {
			t.Errorf("%s %s: %d %s, not %d", w.method, w.path, res.StatusCode, text.String(), w.status)
		}
	}
}

// A stream that breaks must not look complete.
func TestBrokenStreamIsAnError(t *testing.T) {
	s := office(t)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic(http.ErrAbortHandler)
	})
	var b bytes.Buffer
	if err := Local(h).Export(t.Context(), &b, export.Options{Format: export.CSV}, Filter{}); err == nil {
		t.Error("in process: a broken stream passes for complete")
	}
	l, err := Listen(s.Store.Path())
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: h}
	go srv.Serve(l)
	defer srv.Close()
	if err := Dial(s.Store.Path()).Export(t.Context(), &b, export.Options{Format: export.CSV}, Filter{}); err == nil {
		t.Error("over the socket: a broken stream passes for complete")
	}
}

func TestSocket(t *testing.T) {
	for name, dir := range map[string]string{"short": t.TempDir(), "long": filepath.Join(t.TempDir(), strings.Repeat("folder/", 20))} {
		t.Run(name, func(t *testing.T) {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "takepart.db")
			if err := os.WriteFile(SocketPath(path), nil, 0o600); err != nil { // left by a daemon that was killed
				t.Fatal(err)
			}
			l, err := Listen(path)
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(SocketPath(path))
			if err != nil || info.Mode().Perm() != 0o600 || info.Mode().Type() != os.ModeSocket {
				t.Errorf("the socket is %v, %v", info.Mode(), err)
			}
			go func() {
				if c, err := l.Accept(); err == nil {
					c.Close()
				}
			}()
			if c := Dial(path); c == nil {
				t.Error("the socket cannot be reached")
			}
			if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
				t.Error(err)
			}
			if _, err := os.Stat(SocketPath(path)); err == nil {
				t.Error("the socket stays behind")
			}
			if Dial(path) != nil {
				t.Error("a daemon seems to answer after the end")
			}
		})
	}
}

// TestActs: what is done to a registrant is refused in plain words where it cannot be, and nothing happens by it.
func TestActs(t *testing.T) {
	s := office(t)
	c := serve(t, s)
	for _, one := range []struct {
		who, what string
		act       Act
		status    int
		why       string
	}{
		{"ada@org.example", "edit", Act{Fields: map[string]string{"title": "Head"}}, 400, "nobody is named"},
		{"ada@org.example", "edit", Act{Who: "olga", Fields: map[string]string{"rank": "x"}}, 400, `no field "rank"`},
		{"ada@org.example", "edit", Act{Who: "olga", Fields: map[string]string{"email": "x"}}, 400, `"x" cannot be the email`},
		{"ada@org.example", "edit", Act{Who: "olga", Fields: map[string]string{"title": ""}}, 409, "the title cannot be empty"},
		{"ada@org.example", "edit", Act{Who: "olga"}, 409, "nothing would change"},
		{"eve@org.example", "resend", Act{Who: "olga"}, 404, "nobody is registered as eve@org.example"},
		{"0123456789abcdef", "withdraw", Act{Who: "olga"}, 404, "nobody is registered as 0123456789abcdef"},
	} {
		_, err := c.Act(t.Context(), one.who, one.what, one.act)
		var fault *Fault
		if !errors.As(err, &fault) || fault.Status != one.status || !strings.Contains(fault.Why, one.why) {
			t.Errorf("%s %s %+v: %v, want %d %s", one.what, one.who, one.act, err, one.status, one.why)
		}
	}
	before, err := c.Show(t.Context(), "ada@org.example")
	if err != nil || before.Revision != 1 || len(before.Mails) != 0 {
		t.Fatalf("a refused act left something: %+v, %v", before, err)
	}
	done, err := c.Act(t.Context(), before.ID, "edit", Act{Who: "olga", Fields: map[string]string{"title": "Head"}})
	if err != nil || done != (Acted{Registration: before.ID, Name: "Ada Nori", Status: "registered"}) {
		t.Errorf("%+v, %v", done, err)
	}
	after, err := c.Show(t.Context(), before.ID)
	if err != nil || after.Title != "Head" || len(after.History) != 2 || after.History[1].Who != "olga" || after.History[1].Was.Title != "Director" {
		t.Errorf("%+v, %v", after, err)
	}
}

// TestHeldIsNamed: who looks at the status learns whose mail is held, so that it can be let go.
func TestHeldIsNamed(t *testing.T) {
	s := office(t)
	c := Local(s.Handler())
	ada, err := c.Show(t.Context(), "ada@org.example")
	if err != nil {
		t.Fatal(err)
	}
	err = s.Store.Change(func(tx *store.Tx) error {
		r := &store.Reply{Kind: "agenda", Registration: ada.ID, To: ada.From, MessageID: "<1@meeting.example>"}
		if err := tx.Owe(r); err != nil {
			return err
		}
		r.State = store.Held
		return tx.SetReply(r)
	})
	if err != nil {
		t.Fatal(err)
	}
	st, err := c.Status(t.Context())
	if d := cmp.Diff([]string{ada.ID}, st.Held); d != "" || err != nil {
		t.Errorf("held: %s %v", d, err)
	}
}
