package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
	"takepart/mailproc/message"
	"takepart/templates"
)

type reviewLabels struct {
	Anonymise bool     `help:"Write simple messages instead, with invented names, addresses and numbers. Look through them before you give them away: names that were not read stay."`
	Dir       string   `arg:"" help:"The folder to write into: ID.eml and ID.json for each message."`
	Files     []string `arg:"" optional:"" help:"Messages (.eml), an mbox or a Maildir to find them in; otherwise the mailbox, which is only read."`
}

// Run finds the messages that were decided by hand (the store keeps their digests only) and writes each with what was decided.
func (c *reviewLabels) Run(s *session) error {
	cfg, err := s.load(len(c.Files) == 0)
	if err != nil {
		return err
	}
	decided, err := decidedByHand(s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", plainCause(err))
	}
	set, err := templates.Load(cfg.Templates, cfg.Event.Languages)
	if err != nil {
		return fmt.Errorf("load the templates: %w", joined(err)[0])
	}
	source := mailboxLetters(cfg, time.Time{})
	if len(c.Files) > 0 {
		source = fileLetters(s, c.Files)
	}
	n, err := c.writeAll(s, source, known(cfg, set), decided)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%s written to %s\n", plural(n, "labelled message", "labelled messages"), c.Dir)
	if len(decided) > 0 {
		fmt.Fprintf(s.stderr, "%s not found\n", plural(len(decided), "message was", "messages were"))
	}
	return nil
}

// decidedByHand are the messages that an organiser decided, by id.
func decidedByHand(s *session) (map[string]admin.Entry, error) {
	desk, done, err := s.desk()
	if err != nil {
		return nil, err
	}
	defer done() // reading the mailbox takes long: the store is not held meanwhile
	decided := map[string]admin.Entry{}
	for e, err := range desk.Ledger(s.ctx, admin.Find{}) {
		if err != nil {
			return nil, told("list what was decided", err)
		}
		if labelDecision(e) != "" {
			decided[e.ID] = e
		}
	}
	return decided, nil
}

// writeAll writes those of the source that were decided, and takes them out of decided.
func (c *reviewLabels) writeAll(s *session, source letters, ours *message.Ours, decided map[string]admin.Entry) (n int, err error) {
	var failed error
	err = source(s.ctx, func(l letter) bool {
		if l.err != nil {
			return true
		}
		if !bytes.Contains(l.raw, []byte("\r\n")) { // saved by a program that keeps lines as this machine does
			l.raw = bytes.ReplaceAll(l.raw, []byte("\n"), []byte("\r\n"))
		}
		m := message.Read(l.raw, ours)
		e, ok := decided[fmt.Sprintf("%x", m.Digest)]
		if !ok {
			return true
		}
		delete(decided, e.ID)
		n++
		failed = c.write(e, m, l.raw)
		return failed == nil
	})
	if failed != nil {
		return n, failed
	}
	return n, err
}

// labelDecision is what an organiser made of a message; "" where nobody did.
func labelDecision(e admin.Entry) string {
	switch {
	case e.Resolved == "accepted" && strings.HasPrefix(e.Reason, "withdraw"):
		return "withdraw"
	case e.Resolved == "accepted":
		return "register"
	case e.Resolved == "asked":
		return "incomplete"
	case e.Resolved == "ignored":
		return "ignore"
	}
	return ""
}

// label is a message's expected outcome, in the form of the rules' test data.
type label struct {
	Decision    string   `json:"decision"`
	Lang        string   `json:"lang,omitempty"`
	FirstName   []string `json:"first_name,omitempty"`
	LastName    []string `json:"last_name,omitempty"`
	Email       []string `json:"email,omitempty"`
	Title       []string `json:"title,omitempty"`
	Institution []string `json:"institution,omitempty"`
	Why         string   `json:"why"`
}

func (c *reviewLabels) write(e admin.Entry, m *message.Message, raw []byte) error {
	p := e.Person
	if c.Anonymise {
		mask := newMask(e, m)
		raw = mask.message(m)
		p = admin.Person{FirstName: mask.text(p.FirstName), LastName: mask.text(p.LastName), Email: mask.text(p.Email), Title: p.Title, Institution: p.Institution}
	}
	out := label{Decision: labelDecision(e), Lang: e.Lang, Why: "decided by hand; takepart said " + e.Decision + " " + e.Reason}
	if out.Decision == "register" || out.Decision == "incomplete" {
		one := func(v string) []string {
			if v == "" {
				return nil
			}
			return []string{v}
		}
		out.FirstName, out.LastName, out.Email, out.Title, out.Institution = one(p.FirstName), one(p.LastName), one(p.Email), one(p.Title), one(p.Institution)
	}
	text, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return err
	}
	for name, data := range map[string][]byte{e.ID[:16] + ".eml": raw, e.ID[:16] + ".json": append(text, '\n')} {
		path := filepath.Join(c.Dir, name)
		err := export.ToFile(path, func(w io.Writer) error { _, err := w.Write(data); return err })
		if err != nil {
			return fmt.Errorf("write %s: %w", path, plainCause(err))
		}
	}
	return nil
}

// mask replaces what names a person by inventions, the same each time.
type mask struct {
	words     *strings.Replacer
	addresses map[string]string
}

var (
	anyAddress = regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN.-]+\.\pL{2,}`)
	anyLink    = regexp.MustCompile(`https?://\S+|www\.\S+`)
	anyNumber  = regexp.MustCompile(`\+?\d[\d ()/.-]{5,}\d`)
)

func newMask(e admin.Entry, m *message.Message) *mask {
	var pairs []string
	replace := func(name, by string) {
		if len([]rune(name)) > 1 {
			pairs = append(pairs, name, by, strings.ToUpper(name), strings.ToUpper(by), strings.ToLower(name), strings.ToLower(by))
		}
	}
	whole := strings.TrimSpace(e.Person.FirstName + " " + e.Person.LastName)
	replace(whole, "Robin Sample")
	replace(e.FromName, "Robin Sample")
	replace(e.Person.FirstName, "Robin")
	replace(e.Person.LastName, "Sample")
	if len(m.From) > 0 {
		replace(m.From[0].Name, "Robin Sample")
	}
	return &mask{words: strings.NewReplacer(pairs...), addresses: map[string]string{}}
}

func (k *mask) text(s string) string {
	s = anyAddress.ReplaceAllStringFunc(s, func(a string) string {
		a = strings.ToLower(a)
		if k.addresses[a] == "" {
			k.addresses[a] = fmt.Sprintf("robin%d@org.example", len(k.addresses)+1)
		}
		return k.addresses[a]
	})
	s = anyLink.ReplaceAllString(s, "https://org.example/")
	s = anyNumber.ReplaceAllString(s, "000 0000")
	return k.words.Replace(s)
}

// message writes a plain message of the same words.
func (k *mask) message(m *message.Message) []byte {
	var b strings.Builder
	from, name := "", ""
	if len(m.From) > 0 {
		from, name = m.From[0].Addr, m.From[0].Name
	}
	fmt.Fprintf(&b, "From: %s <%s>\r\n", mime.QEncoding.Encode("utf-8", k.text(name)), k.text(from))
	fmt.Fprintf(&b, "To: participate@meeting.example\r\nSubject: %s\r\n", mime.QEncoding.Encode("utf-8", k.text(m.Subject)))
	if !m.Date.IsZero() {
		fmt.Fprintf(&b, "Date: %s\r\n", m.Date.Format(time.RFC1123Z))
	}
	fmt.Fprintf(&b, "Message-ID: <%x@org.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n", m.Digest[:8])
	for _, l := range m.Lines {
		fmt.Fprintf(&b, "%s\r\n", k.text(l.Text))
	}
	return []byte(b.String())
}
