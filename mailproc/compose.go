package mailproc

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"hash"
	"slices"
	"strings"
	"time"

	"takepart/mailproc/outbox"
	"takepart/store"
	"takepart/templates"
)

// reply begins a reply to a registration: all that does not depend on the message answered.
func (p *Processor) reply(kind templates.Kind, of *store.Registration, to, lang string, now time.Time) *store.Reply {
	r := &store.Reply{
		Kind: string(kind), State: store.Pending, Registration: of.ID, To: to, ToName: fullName(of.Person), Lang: p.language(lang),
		Person: of.Person, Missing: of.Missing, CreatedAt: now, Due: now,
	}
	if kind.CarriesAgenda() {
		r.AgendaVersion = p.version
	}
	return r
}

// language is the one that a mail goes out in.
func (p *Processor) language(lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range []string{lang, base} {
		if slices.Contains(p.config.Languages, l) {
			return l
		}
	}
	return p.config.Languages[0]
}

// messageID gives the Message-ID that a reply will always have. The store's secret makes it: nobody else can foretell it,
// and a store that was restored from a backup owes the same mail under the same one again.
func (p *Processor) messageID(r *store.Reply) string {
	mac := hmac.New(sha256.New, p.store.Secret())
	if r.Occasion != "" {
		fmt.Fprintf(mac, "occasion\x00%s\x00%s", r.Registration, r.Occasion)
		return p.addressed(mac)
	}
	fmt.Fprintf(mac, "message-id\x00%s\x00%s\x00%s\x00", r.Digest[:], r.Kind, r.AgendaVersion)
	if r.Digest == (store.Digest{}) { // answers no message: an organiser asked for it
		fmt.Fprintf(mac, "%s\x00%d", r.Registration, r.CreatedAt.UnixNano())
	}
	return p.addressed(mac)
}

func (p *Processor) addressed(mac hash.Hash) string {
	id := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:20]))
	_, domain, _ := strings.Cut(p.config.From, "@")
	return "<" + id + "@" + domain + ">"
}

// compose renders a reply.
func (p *Processor) compose(r *store.Reply) (m *outbox.Mail, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic in a template: %v", v)
		}
	}()
	c := &p.config
	known, err := p.editionsNow()
	if err != nil {
		return nil, err
	}
	text, err := c.Templates.Render(templates.Kind(r.Kind), r.Lang, templates.Data{
		Event: c.Event, Organiser: c.Organiser, Address: c.Address, Phrases: c.Phrases, Withdraw: c.Withdraw, Privacy: c.Privacy,
		Agenda: c.Agenda, Person: templates.Person(r.Person), Missing: r.Missing, Subject: withoutReferences(r.Subject), Reference: p.reference(r.Registration),
		Changes: changes(r.Changes), Stamp: r.CreatedAt, CalendarDays: c.ByDays, Before: known.agendas[r.Since], Sequence: known.number, Meeting: p.meeting(),
		Opens: c.Admission.Opens, Closes: c.Admission.Closes,
	})
	if err != nil {
		return nil, fmt.Errorf("render %s in %s: %w", r.Kind, r.Lang, err)
	}
	m = &outbox.Mail{
		EnvelopeFrom: p.envelope(r), FromName: c.Organiser, From: c.From, ToName: r.ToName, To: r.To,
		Subject: text.Subject, Date: p.config.Now(), MessageID: r.MessageID, InReplyTo: r.InReplyTo, References: r.References,
		Language: r.Lang, Text: text.Text, HTML: text.HTML, Calendar: text.Calendar, Auto: !r.ByHand || r.InReplyTo != "",
	}
	if c.From != c.Address {
		m.ReplyTo = c.Address
	}
	if templates.Kind(r.Kind).CarriesAgenda() {
		m.Attachments = c.attachments(r.Lang)
	}
	return m, nil
}

func changes(of []store.Correction) []templates.Change {
	out := make([]templates.Change, len(of))
	for i, c := range of {
		out[i] = templates.Change(c)
	}
	return out
}

// attachments are those of a language; where it has none, those for all, or those of the first language, as with the agenda's texts.
func (c *Config) attachments(lang string) []outbox.Attachment {
	for _, l := range []string{lang, "", c.Languages[0]} {
		if files := c.Attachments[l]; files != nil {
			return files
		}
	}
	return nil
}

// Preview renders a mail as it would go out, without a store: for the demo, and for organisers who want to see it.
func (p *Processor) Preview(r *store.Reply) ([]byte, error) {
	m, err := p.compose(r)
	if err != nil {
		return nil, err
	}
	return outbox.Build(m)
}
