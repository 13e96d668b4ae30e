package main

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"net/mail"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
	"takepart/mailproc/postoffice/real"
)

// mover is a server by what it can do.
type mover struct {
	name    string
	moves   bool
	dovecot string // the capabilities that Dovecot tells after the login; "" = the office
	office  postoffice.Options
}

var movers = []mover{
	{"dovecot, MOVE", true, "IMAP4rev1 IDLE UIDPLUS MOVE", postoffice.Options{}},
	{"dovecot, UIDPLUS only", true, "IMAP4rev1 IDLE UIDPLUS", postoffice.Options{}},
	{"dovecot, neither", false, "IMAP4rev1 IDLE", postoffice.Options{}},
	{"postoffice, MOVE", true, "", postoffice.Options{}},
	{"postoffice, UIDPLUS only", true, "", postoffice.Options{NoMove: true}},
	{"postoffice, neither", false, "", postoffice.Options{NoMove: true, NoUIDPlus: true}},
}

// testRealMove has what is done moved to a folder that does not exist yet, on servers of every kind, with kills in between.
func testRealMove(t *testing.T, binary string) {
	for _, m := range movers {
		t.Run(m.name, func(t *testing.T) { move(t, binary, m) })
	}
}

func move(t *testing.T, binary string, m mover) {
	all := townspeople(400)[:60]
	addr := m.start(t, all)
	sink := newSink(t, nil)
	f := newSite(t, binary, addr, sink.addr)
	f.imap["move_to"] = "Registrations"
	f.write()
	if r := f.run("check"); !m.moves && !strings.Contains(r.stdout, "move_to") {
		t.Errorf("check does not say that the server cannot move:\n%s%s", r.stdout, r.stderr)
	}
	for range 8 {
		p := f.start()
		time.Sleep(time.Duration(20+rand.IntN(300)) * time.Millisecond)
		p.kill()
	}
	messages := len(all)
	if m.dovecot != "" {
		messages++ // the deleted one
	}
	finish(t, f, messages)

	inbox, moved := inMailbox(t, addr, "INBOX"), map[string]string{}
	if m.moves {
		moved = inMailbox(t, addr, "Registrations")
	}
	wantInbox, wantMoved := map[string]string{}, map[string]string{}
	for _, r := range all {
		if r.answered && m.moves {
			wantMoved[r.id] = r.flags
		} else {
			wantInbox[r.id] = r.flags
		}
	}
	if m.dovecot != "" {
		wantInbox["deleted@org.example"] = `\deleted`
	}
	if !maps.Equal(inbox, wantInbox) {
		t.Errorf("INBOX holds\n%v, want\n%v", inbox, wantInbox)
	}
	if !maps.Equal(moved, wantMoved) {
		t.Errorf("the folder holds\n%v, want\n%v", moved, wantMoved)
	}
	wantPeople(t, f, residents(all))
}

// start brings the server up with messages in it, one of them deleted by a colleague but not yet expunged.
func (m mover) start(t *testing.T, all []resident) (addr string) {
	t.Helper()
	if m.dovecot == "" {
		office, err := postoffice.Start(m.office)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = office.Close() })
		for _, r := range all {
			if _, err := office.Deliver("INBOX", r.raw()); err != nil {
				t.Fatal(err)
			}
		}
		return office.IMAPAddr()
	}
	d := real.StartDovecot(t, real.DovecotOptions{Extra: "imap_capability = " + m.dovecot})
	deliverAll(t, d, all)
	deleted := attendee{id: "deleted@org.example", from: "gil@org.example", name: "Gil Orme", text: "Never mind.\n"}
	deliverFlagged(t, d, deleted, "T", len(all))
	return d.Addr
}

// inMailbox is a mailbox's messages: Message-ID -> flags.
func inMailbox(t *testing.T, addr, name string) map[string]string {
	t.Helper()
	kept, err := postoffice.Inspect(addr, "post", real.Password, name)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range kept {
		read, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			t.Fatal(err)
		}
		id := strings.Trim(read.Header.Get("Message-ID"), "<>")
		if _, twice := out[id]; twice {
			t.Errorf("%s stands twice in %s", id, name)
		}
		out[id] = ourFlags(m)
	}
	return out
}
