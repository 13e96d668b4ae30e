package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"takepart/store"
)

// TestReviewWork works a hundred cases off in a pseudo-terminal, keys only, and looks what became of each.
func TestReviewWork(t *testing.T) {
	const cases = 100
	dir := t.TempDir()
	meeting := filepath.Join(dir, "meeting")
	binary, err := os.Executable() // this test's binary is also the command (testscript.Main)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "takepart")
	if err := os.Symlink(binary, link); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(link, "init", meeting).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	path := filepath.Join(meeting, "takepart.db")
	queueOf(t, path, cases)
	var keys strings.Builder
	for i := range cases {
		// accept; correct the title; ignore; ask (nothing is missing: told, then ignored); skip; accept after telling what is missing
		keys.WriteString([]string{"a", "c\n\n\nJudge\n\n", "i", "ki", "s", "aClerk\n"}[i%6])
	}
	cmd := exec.Command(link, "review", "work", "-c", filepath.Join(meeting, "config.yaml"))
	tty, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	seen := feed(t, tty, keys.String())
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, seen())
	}
	if end := "50 accepted, 34 ignored, 0 asked, 16 skipped"; !strings.Contains(seen(), end) {
		t.Errorf("it does not end with %q:\n%s", end, seen()[max(0, len(seen())-500):])
	}
	st, err := store.Open(path, store.Options{MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	want := []string{"accepted Secretary", "accepted Judge", "ignored", "ignored", "", "accepted Clerk"}
	err = st.Look(func(tx *store.Tx) error {
		for i := range cases {
			m, err := tx.Message(digestOf(i))
			if err != nil {
				return err
			}
			got := m.Resolved
			if r, err := tx.Registration(m.Registration); err != nil || r != nil {
				got += " " + r.Person.Title
			}
			if got != want[i%6] {
				t.Errorf("case %d: %q, not %q", i, got, want[i%6])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// feed types one key after the other, each once the prompt for it is there, and gives what was shown.
func feed(t *testing.T, tty *os.File, keys string) func() string {
	t.Helper()
	var shown bytes.Buffer
	buf := make([]byte, 4096)
	prompts := 0 // consumed
	for len(keys) > 0 {
		_ = tty.SetReadDeadline(time.Now().Add(20 * time.Second))
		n, err := tty.Read(buf)
		shown.Write(buf[:n])
		if err != nil {
			t.Fatalf("%v after:\n%s", err, shown.String()[max(0, shown.Len()-2000):])
		}
		for at := shown.String()[prompts:]; len(keys) > 0; at = shown.String()[prompts:] {
			key, field := strings.Index(at, "[q]uit > "), strings.Index(at, "]: ")
			if key < 0 && field < 0 {
				break
			}
			send, end := keys[:1], key+len("[q]uit > ")
			if key < 0 || field >= 0 && field < key {
				send, end = keys[:strings.IndexByte(keys, '\n')+1], field+len("]: ")
			}
			prompts += end
			keys = keys[len(send):]
			if _, err := tty.WriteString(send); err != nil {
				t.Fatal(err)
			}
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = shown.ReadFrom(tty) // until the program closes it
	}()
	return func() string { <-done; return shown.String() }
}

func digestOf(i int) store.Digest { return store.Digest{0xaa, byte(i >> 8), byte(i)} }

// queueOf makes a store with messages that wait for a person; each sixth lacks its title.
func queueOf(t *testing.T, path string, n int) {
	t.Helper()
	st, err := store.Open(path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	err = st.Change(func(tx *store.Tx) error {
		for i := range n {
			address := fmt.Sprintf("p%d@org.example", i)
			p := store.Person{FirstName: fmt.Sprintf("Given%d", i), LastName: "Penn", Email: address, Title: "Secretary"}
			if i%6 == 5 {
				p.Title = ""
			}
			m := &store.Message{Digest: digestOf(i), Mailbox: "INBOX", UID: uint32(i + 1), UIDValidity: 1, From: address, FromName: p.FirstName, Subject: "meeting", SeenAt: time.Now(),
				Decision: "review", Reason: "question", Why: "a question", Fields: p, Text: "May I TAKE PART?\n\nGiven", Open: true}
			if err := tx.Keep(m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
