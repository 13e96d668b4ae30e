package mailproc

import (
	"slices"
	"strings"
	"time"

	"takepart/mailproc/message"
	"takepart/mailproc/outbox"
	"takepart/store"
)

// Mails of ours that come back. That a report is about one of them is proved by what only its reader can know: the
// Message-ID, which is made with the store's secret, or the number in its envelope, which is the same secret's. So nobody
// can make us give up on somebody else.

// softWaits are the times after which a mail that came back for a while is sent again; after the last one it came back for good.
var softWaits = [...]time.Duration{24 * time.Hour, 3 * 24 * time.Hour}

// bounced does what follows from a report that a mail of ours could not be delivered.
func (r *recorder) bounced(m *message.Message, o *outcome) error {
	if !strings.EqualFold(m.Report.Action, "failed") {
		return nil
	}
	reply, err := r.returned(m)
	if err != nil || reply == nil {
		return err
	}
	c := store.Change{At: r.now, Who: "message", Why: "undelivered", Digest: store.Digest(m.Digest)}
	if err := r.giveBack(reply, m.Report, c); err != nil {
		return err
	}
	o.of, err = r.tx.Registration(reply.Registration)
	o.Reason, o.Why = "bounce", "A mail of ours could not be delivered."
	return err
}

// returned finds the mail that came back: by its Message-ID in the report's copy of it, by the number in the address that
// the report was sent to, by what the report says to answer. nil: none of ours.
func (r *recorder) returned(m *message.Message) (*store.Reply, error) {
	ids := []string{m.Report.OriginalID}
	for _, a := range m.To {
		ids = append(ids, r.p.numberIn(a.Addr))
	}
	ids = slices.Concat(ids, m.InReplyTo, m.References)
	for _, id := range ids[:min(len(ids), maxThreadIDs)] {
		if id == "" {
			continue
		}
		if reply, err := r.tx.ReplyByMessageID(id); err != nil || reply != nil && reply.Registration != "" {
			return reply, err
		}
	}
	return nil, nil
}

// giveBack flags the registration. A permanent failure (5.x.x) stops mails to the address; after any other the same mail
// goes out again at its time, and what is not clear counts as that. A failure at another address than ours, to which
// somebody forwards, tells nothing about ours.
func (r *recorder) giveBack(reply *store.Reply, d *message.DeliveryReport, c store.Change) error {
	why := returnWords(d.Status, d.Diagnostic)
	hard := strings.HasPrefix(d.Status, "5")
	switch {
	case strings.Contains(d.Recipient, "@") && foldAddress(d.Recipient) != foldAddress(reply.To):
		return r.tx.Returned(reply, clip("from "+d.Recipient+": "+why, maxReason), false, c)
	case !hard && reply.State != store.Sent: // a second report; the mail is owed already
		return nil
	case !hard && reply.Bounces < len(softWaits):
		reply.Again, reply.Due = true, r.now.Add(softWaits[reply.Bounces])
		reply.Bounces++
		if err := r.tx.Returned(reply, why+"; it is sent again later", false, c); err != nil {
			return err
		}
		return r.tx.Owe(reply)
	}
	return r.tx.Returned(reply, why, true, c)
}

// aboutAddress tells whether our own mail server refused a mail because of the address that it goes to. Servers refuse at
// that point for other reasons too, which every mail would meet: the sender, a limit, the content.
func aboutAddress(o *outbox.Outcome) bool {
	switch {
	case o.Enhanced == "":
		return o.Stage == stageRecipient
	case o.Enhanced == "5.1.7", o.Enhanced == "5.1.8": // the sender's address
		return false
	}
	return strings.HasPrefix(o.Enhanced, "5.1.") || strings.HasPrefix(o.Enhanced, "5.2.")
}

// stageRecipient is the Outcome.Stage of a recipient that the server did not take.
const stageRecipient = "rcpt"

// heard lets mails go to a registration's address again, for this registration (which the caller saves) and the others there.
func heard(tx *store.Tx, of *store.Registration, c store.Change) error {
	if of.Undelivered != "" {
		if err := tx.Forgo(of.ID); err != nil {
			return err
		}
	}
	of.Undelivered, of.Stopped = "", false
	c.Why = "mails go to this address again"
	return tx.Heard(of.From, of.ID, c)
}

// envelope is the address that reports about a reply come to: Config.EnvelopeFrom, a * in it become the reply's number.
func (p *Processor) envelope(r *store.Reply) string {
	number, _, _ := strings.Cut(strings.TrimPrefix(r.MessageID, "<"), "@")
	return strings.Replace(p.config.EnvelopeFrom, "*", number, 1)
}

// numberIn gives the Message-ID of the reply whose envelope address this is; "" where it is none.
func (p *Processor) numberIn(addr string) string {
	before, after, numbered := strings.Cut(foldAddress(p.config.EnvelopeFrom), "*")
	number, prefixed := strings.CutPrefix(foldAddress(addr), before)
	number, suffixed := strings.CutSuffix(number, after)
	if !numbered || !prefixed || !suffixed || number == "" {
		return ""
	}
	_, domain, _ := strings.Cut(p.config.From, "@")
	return "<" + number + "@" + domain + ">"
}

// maxReason bounds what is kept of a server's words, in characters.
const maxReason = 500

// returnWords says in words why a mail came back, from the status code (RFC 3463; "" if none was given) and the server's own words.
func returnWords(status, said string) string {
	class, rest, _ := strings.Cut(status, ".")
	subject, _, _ := strings.Cut(rest, ".")
	why := returnReasons[rest]
	if why == "" {
		why = returnReasons[subject]
	}
	if why == "" {
		why = "the mail was refused"
	}
	if class == "4" {
		why = "for now, " + why
	}
	detail := strings.TrimSpace(said)
	if !strings.Contains(detail, status) {
		detail = strings.TrimSpace(status + " " + detail)
	}
	if detail == "" {
		return why
	}
	return clip(why+" ("+detail, maxReason-1) + ")"
}

// returnReasons are subject and detail of RFC 3463 and its registry in words; a subject alone stands for all its other details.
var returnReasons = map[string]string{
	"1": "the address is wrong", "1.1": "there is no such mailbox", "1.2": "there is no such mail domain", "1.3": "the address is not well formed",
	"1.4": "the address means several mailboxes", "1.6": "the mailbox has moved", "1.8": "our own address is not accepted", "1.10": "the domain takes no mail",
	"2": "the mailbox cannot take it", "2.1": "the mailbox is disabled", "2.2": "the mailbox is full", "2.3": "the mail is too large for the mailbox",
	"3": "the mail system cannot take it", "3.4": "the mail is too large",
	"4": "the mail server cannot be reached", "4.4": "the way to the mail server is not known", "4.6": "the mail ran in a circle", "4.7": "it could not be delivered in time",
	"5": "the mail servers did not understand each other", "6": "the content cannot be delivered",
	"7": "it was refused by a rule of the mail server", "7.1": "it was refused by a rule of the mail server, perhaps as spam",
	"7.26": "our mail's sender could not be proved", "7.25": "our mail server has no proper name",
}
