package main

import (
	"fmt"
	"net/smtp"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice/real"
)

// testRealFirstUse goes the README's path from the sources to the first export as a new user does: each command as it is written there, in
// a fresh folder, the lines marked <-- of the configuration changed to a Dovecot and a Postfix. Its log tells how long the machine took.
func testRealFirstUse(t *testing.T, _ string) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	dovecot := real.StartDovecot(t, real.DovecotOptions{Users: []string{"post", "ada"}})
	postfix := real.StartPostfix(t, dovecot, map[string]string{organisers: "post", "ada@org.example": "ada"})
	began := time.Now()
	dir := t.TempDir()
	sources, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(sources)); err != nil {
		t.Fatal(err)
	}
	shell := func(at, command string) string {
		t.Helper()
		written, _, _ := strings.Cut(command, "  #")
		if !strings.Contains(string(readme), written) {
			t.Errorf("the README does not say %q", written)
		}
		cmd := exec.Command("sh", "-c", strings.ReplaceAll(command, "PASSWORD", real.Password))
		cmd.Dir = filepath.Join(dir, at)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
		t.Logf("%5.1f s  %s\n%s", time.Since(began).Seconds(), command, out)
		return string(out)
	}
	shell(".", "go build -o takepart ./cmd/takepart")
	shell(".", "./takepart init meeting")
	fillIn(t, filepath.Join(dir, "meeting", "config.yaml"), portOf(t, dovecot.Addr), portOf(t, postfix.Addr))
	shell("meeting", "(umask 077; printf %s 'PASSWORD' > imap-password.txt)")
	shell("meeting", "../takepart check")
	shell("meeting", "../takepart explain --mailbox")
	run := exec.Command("../takepart", "run")
	run.Dir = filepath.Join(dir, "meeting")
	log, err := os.Create(filepath.Join(dir, "run.log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	run.Stdout, run.Stderr = log, log
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = run.Process.Signal(os.Interrupt)
		if err := run.Wait(); err != nil {
			t.Errorf("run: %v", err)
		}
	}()
	logged := func() string {
		text, _ := os.ReadFile(log.Name())
		return string(text)
	}
	eventually(t, func() string { return "not up: " + logged() }, func() bool { return strings.Contains(logged(), "mailbox") })
	ada := attendee{id: "ada@1", from: "ada@org.example", name: "Ada Nori", text: "I TAKE PART\n\nAda Nori\nDirector of Inspection\nLabour Office\nada@org.example\n"}
	if err := smtp.SendMail(postfix.Addr, nil, ada.from, []string{organisers}, ada.raw()); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() string { return "no agenda came: " + logged() + postfix.Log() }, func() bool {
		return files(t, filepath.Join(dovecot.MaildirOf("ada"), "new")) == 1
	})
	if out := shell("meeting", "../takepart list"); !strings.Contains(out, "Nori") {
		t.Errorf("list: %s", out)
	}
	shell("meeting", "../takepart export -o participants.csv")
	table, err := os.ReadFile(filepath.Join(dir, "meeting", "participants.csv"))
	if err != nil || strings.Count(string(table), "\n") != 2 || !strings.Contains(string(table), ",Ada,Nori,ada@org.example,Director of Inspection,") {
		t.Errorf("the export: %v\n%s", err, table)
	}
	t.Logf("from the sources to the first export in %.1f s of the machine's time", time.Since(began).Seconds())
}

// fillIn changes the lines marked <-- in a fresh configuration, as an editor would: servers on loopback without TLS, no login to SMTP.
func fillIn(t *testing.T, path string, imap, smtp int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	section, marked := "", 0
	out := lines[:0:0]
	for _, line := range lines {
		key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		if line != "" && line[0] != ' ' && line[0] != '#' {
			section = key
		}
		if strings.Contains(line, "# <--") {
			marked++
		}
		switch {
		case key == "host":
			line = "  host: 127.0.0.1"
		case key == "tls":
			line = "  tls: none"
		case key == "# port" && section == "imap":
			line = fmt.Sprintf("  port: %d", imap)
		case key == "# port" && section == "smtp":
			line = fmt.Sprintf("  port: %d", smtp)
		case section == "imap" && key == "username":
			line = "  username: post"
		case section == "smtp" && (key == "username" || key == "password_file"):
			continue // as the line itself says
		}
		out = append(out, line)
	}
	if marked < 9 {
		t.Errorf("only %d lines are marked", marked)
	}
	if err := os.WriteFile(path, []byte(strings.Join(out, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
}
