// Package demo plays the sample meeting: embedded mail servers on loopback, sample attendees who write to them, and the real
// processor in between. It needs no file and leaves none.
//
// The samples are messages as clients really build them; people and organisations in them are made up.
package demo

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/outbox"
	"takepart/mailproc/postoffice"
	"takepart/store"
)

//go:embed samples/*.eml
var samples embed.FS

// answers is the mailbox into which the demo puts what it sends, so that a mail client can read it.
const answers = "Answers"

// patience is how long the demo waits for its own samples before it says what is missing.
const patience = 30 * time.Second

// Sample is one message of the story.
type Sample struct {
	Name string // what is telling about it
	Raw  []byte // CRLF line ends
}

// Samples are the messages in the order in which they arrive.
func Samples() ([]Sample, error) {
	entries, err := samples.ReadDir("samples")
	if err != nil {
		return nil, err
	}
	var out []Sample
	for _, e := range entries {
		raw, err := samples.ReadFile("samples/" + e.Name())
		if err != nil {
			return nil, err
		}
		raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
		_, name, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".eml"), "-")
		out = append(out, Sample{strings.ReplaceAll(name, "-", " "), raw})
	}
	return out, nil
}

// Play is one performance.
type Play struct {
	Config mailproc.Config // how the sample meeting decides and writes; servers, start and trace are the demo's own
	Out    io.Writer
	Once   bool                                 // ends when the samples are answered
	Table  func(head []string, rows [][]string) // how a table is shown
}

// Run plays until ctx ends, or with Once until the samples are answered.
func (p *Play) Run(ctx context.Context) error {
	room, err := os.MkdirTemp("", "takepart-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(room)
	office, err := open(p.Config.Address)
	if err != nil {
		return err
	}
	defer office.Close()
	office.OnAccept(func(m postoffice.Mail) { _, _ = office.Deliver(answers, m.Raw) })
	st, err := store.Open(filepath.Join(room, "demo.db"), store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	story, err := Samples()
	if err != nil {
		return err
	}
	for _, s := range story {
		if _, err := office.Deliver("INBOX", s.Raw); err != nil {
			return err
		}
	}
	return p.perform(ctx, office, st, story)
}

// open starts the servers, on ports that are easy to type where those are free.
func open(address string) (*postoffice.Office, error) {
	o := postoffice.Options{Mailboxes: []string{"INBOX", answers}, IMAPAddr: "127.0.0.1:1143", SMTPAddr: "127.0.0.1:1025", Local: []string{address}}
	office, err := postoffice.Start(o)
	if err != nil {
		o.IMAPAddr, o.SMTPAddr = "", ""
		office, err = postoffice.Start(o)
	}
	return office, err
}

// perform runs the processor and tells what it does.
func (p *Play) perform(ctx context.Context, office *postoffice.Office, st *store.Store, story []Sample) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events := make(chan mailproc.Event, 1000)
	c := p.Config
	c.Start = mailproc.Start{All: true}
	c.Trace = func(e mailproc.Event) {
		select {
		case events <- e:
		case <-ctx.Done():
		}
	}
	in, out := connections(office, c)
	defer in.Close()
	processor := mailproc.New(c, st, in, out)
	ended := make(chan error, 1)
	go func() { ended <- processor.Run(ctx) }()

	fmt.Fprintf(p.Out, "%d sample messages are in the mailbox of %s.\n\n", len(story), c.Address)
	t := newTelling(story)
	late := time.NewTimer(patience)
	defer late.Stop()
	for !t.done() {
		select {
		case e := <-events:
			t.hear(e)
		case err := <-ended:
			return errors.Join(err, errors.New("the processor ended before all was answered"))
		case <-late.C:
			p.Table(t.table())
			return fmt.Errorf("after %s not all samples are answered", patience)
		case <-ctx.Done():
			return nil
		}
	}
	p.Table(t.table())
	fmt.Fprintf(p.Out, "\n%s\n", t.summary())
	if !p.Once {
		p.invite(office)
		p.follow(ctx, t, events)
	}
	stop()
	return <-ended
}

func connections(office *postoffice.Office, c mailproc.Config) (*inbox.Mailbox, func() *outbox.Sender) {
	user, password := office.User()
	host, port := split(office.IMAPAddr())
	in := inbox.New(inbox.Config{
		Host: host, Port: port, Security: inbox.Plain, Username: user, Password: password, Mailboxes: []string{"INBOX"}, Poll: time.Minute,
		Log: c.Log, Complete: message.Complete, First: message.FirstFetch, Max: message.MaxRaw,
	})
	smtpHost, smtpPort := split(office.SMTPAddr())
	return in, func() *outbox.Sender {
		return outbox.New(outbox.Config{Host: smtpHost, Port: smtpPort, Security: "none"})
	}
}

func split(addr string) (host string, port int) {
	host, p, _ := net.SplitHostPort(addr)
	port, _ = strconv.Atoi(p)
	return host, port
}

// invite says how to write to the demo from any mail client.
func (p *Play) invite(office *postoffice.Office) {
	user, password := office.User()
	fmt.Fprintf(p.Out, `
Now write yourself. Set up an account in any mail client, without encryption:
  outgoing (SMTP)  %s   (no login)
  incoming (IMAP)  %s   user %s, password %s
Send a mail to %s that says I TAKE PART and is signed with your first name, last name, email and title.
The answer is in the mailbox %q of that account a moment later. Or, without a mail client:
  curl --url smtp://%s --mail-from you@org.example --mail-rcpt %s --upload-file message.eml
What happens is told here, until ^C.

`, office.SMTPAddr(), office.IMAPAddr(), user, password, p.Config.Address, answers, office.SMTPAddr(), p.Config.Address)
}

// follow tells what happens to messages that come now.
func (p *Play) follow(ctx context.Context, t *telling, events <-chan mailproc.Event) {
	for {
		select {
		case e := <-events:
			if line := t.line(e); line != "" {
				fmt.Fprintln(p.Out, line)
			}
		case <-ctx.Done():
			return
		}
	}
}
