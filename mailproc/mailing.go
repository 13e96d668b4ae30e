package mailproc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"takepart/store"
	"takepart/templates"
)

// Mailing is what an organiser sends to those who are registered: a new version of the agenda, a reminder, or the mail afterwards.
// Each goes once to a registration, however often it is asked for: a reply of a mailing has a Message-ID that is made of the
// registration and the occasion.
type Mailing struct {
	Kind templates.Kind // Update, Reminder or FollowUp
	Name string         // tells one reminder from another; not for Update, where the edition of the agenda does
	All  bool           // Update: also to those who have this version already
	To   []string       // only to these registrations, by id; nil: to all who are registered, but to those whose mail comes back
}

// Plan is what a mailing would do, or did.
type Plan struct {
	Occasion  string
	Due       int            // mails that it brings
	Languages map[string]int // of these
	Had       int            // registrations that had it already, or that it is queued for
	Returned  int            // that get none because their mail comes back
	Others    int            // named ones that are not registered (any more)
	First     []*store.Reply // the first of each language, for a preview
}

// ErrNoResources: there is nothing to open in a mail afterwards.
var ErrNoResources = errors.New("the agenda has no resources")

// mailingPage is how many registrations one transaction of a mailing takes, so that answers are not kept waiting.
const mailingPage = 200

// Version is that of the agenda in force here; "" without one.
func (d *Desk) Version() string { return d.p.version }

// Plan says what a mailing would do. It changes nothing.
func (d *Desk) Plan(ctx context.Context, m Mailing) (*Plan, error) { return d.mailing(ctx, m, "") }

// Mail queues a mailing, a page of registrations a transaction. What is queued goes out behind all answers, paced by the limits. When it was
// stopped in the middle, the next call goes on.
func (d *Desk) Mail(ctx context.Context, m Mailing, who string) (*Plan, error) {
	if err := d.p.enter(d.p.config.Now()); err != nil {
		return nil, err
	}
	plan, err := d.mailing(ctx, m, who)
	d.wake()
	return plan, err
}

// mailing walks over the registrations; it changes something only if who is told.
func (d *Desk) mailing(ctx context.Context, m Mailing, who string) (*Plan, error) {
	if m.Kind == templates.FollowUp && (d.p.config.Agenda == nil || len(d.p.config.Agenda.Resources) == 0) {
		return nil, ErrNoResources
	}
	w := &mailingWalk{Desk: d, Mailing: m, who: who, now: d.p.config.Now(), plan: &Plan{Languages: map[string]int{}}}
	run := d.p.store.Look
	if who != "" {
		run = d.p.store.Change
	}
	for {
		if err := ctx.Err(); err != nil {
			return w.plan, err
		}
		more := false
		err := run(func(tx *store.Tx) (err error) {
			more, err = w.page(tx)
			return err
		})
		if err != nil || !more {
			return w.plan, err
		}
		w.pages++
	}
}

// mailingWalk is one walk over the registrations.
type mailingWalk struct {
	*Desk
	Mailing
	who   string
	now   time.Time
	after string
	pages int
	plan  *Plan
}

func (w *mailingWalk) page(tx *store.Tx) (more bool, err error) {
	if w.plan.Occasion == "" {
		if w.plan.Occasion, err = w.occasion(tx); err != nil {
			return false, err
		}
	}
	list, more, err := w.registrations(tx)
	if err != nil {
		return false, err
	}
	for _, of := range list {
		if err := w.take(tx, of); err != nil {
			return false, err
		}
	}
	return more, nil
}

// occasion names the mailing for ever. The edition's number is in it, because an agenda may come into force a second time.
func (w *mailingWalk) occasion(tx *store.Tx) (string, error) {
	if w.Kind != templates.Update {
		return string(w.Kind) + " " + w.Name, nil
	}
	e, err := w.p.known(tx)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("agenda %s, edition %d", w.p.version, e.number), nil
}

// registrations gives the next page.
func (w *mailingWalk) registrations(tx *store.Tx) (list []*store.Registration, more bool, err error) {
	if w.To == nil {
		list, w.after, err = tx.RegistrationsBy(store.Registered, w.after, mailingPage)
		return list, w.after != "", err
	}
	from := min(w.pages*mailingPage, len(w.To))
	upTo := min(from+mailingPage, len(w.To))
	for _, id := range w.To[from:upTo] {
		of, err := known(tx, id)
		if err != nil {
			return nil, false, err
		}
		list = append(list, of)
	}
	return list, upTo < len(w.To), nil
}

// take decides about one registration and, where something is to be done, owes it its mail.
func (w *mailingWalk) take(tx *store.Tx, of *store.Registration) error {
	p := w.plan
	switch {
	case of.Status != store.Registered:
		p.Others++
		return nil
	case w.To == nil && (of.Undelivered != "" || of.Stopped):
		p.Returned++
		return nil
	case w.Kind == templates.Update && w.To == nil && !w.All && of.AgendaVersion == w.p.version:
		p.Had++
		return nil
	}
	reply, err := w.reply(tx, of)
	if err != nil {
		return err
	}
	before, err := tx.ReplyByMessageID(reply.MessageID)
	if err != nil {
		return err
	}
	if before != nil {
		p.Had++
		return nil
	}
	if p.Languages[reply.Lang]++; p.Languages[reply.Lang] == 1 {
		p.First = append(p.First, reply)
	}
	p.Due++
	if w.who == "" {
		return nil
	}
	if w.Kind == templates.Update {
		of.AgendaVersion, of.AgendaAt, of.UpdatedAt = w.p.version, w.now, w.now
		if err := tx.Save(of, store.Change{At: w.now, Who: w.who, Why: "agenda sent: " + w.p.version}); err != nil {
			return err
		}
	}
	return tx.Owe(reply)
}

// reply is the mail to one registration. An update tells those what changed who had another version; for all others it is the agenda.
func (w *mailingWalk) reply(tx *store.Tx, of *store.Registration) (*store.Reply, error) {
	kind := w.Kind
	if kind == templates.Update && (of.AgendaVersion == "" || of.AgendaVersion == w.p.version) {
		kind = templates.AgendaMail
	}
	reply := w.p.reply(kind, of, of.From, of.Language, w.now)
	reply.Occasion, reply.Bulk, reply.Repeat = w.plan.Occasion, true, true
	w.p.byHand(reply)
	if kind == templates.Update {
		reply.Since = of.AgendaVersion
	}
	if err := inThread(tx, reply); err != nil {
		return nil, err
	}
	reply.MessageID = w.p.messageID(reply)
	return reply, nil
}

// Previews are the first mails of a plan as they would go out, by language.
func (d *Desk) Previews(plan *Plan) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, r := range plan.First {
		raw, err := d.p.Preview(r)
		if err != nil {
			return nil, err
		}
		out[r.Lang] = raw
	}
	return out, nil
}

// Editions are the versions of the agenda and how many of those who are registered had which last.
type Editions struct {
	Version    string // in force
	List       []store.Edition
	People     map[string]int // by version; "" for those who had none
	Registered int
	Behind     int // had another version than the one in force, or none
	Changes    []templates.SessionChange
}

// Editions tells who has which version of the agenda, and what changed with the one in force.
func (d *Desk) Editions(ctx context.Context) (*Editions, error) {
	out := &Editions{Version: d.p.version, People: map[string]int{}}
	err := d.p.store.Look(func(tx *store.Tx) error {
		e, err := d.p.known(tx)
		if err != nil {
			return err
		}
		out.List = e.list
		for i := len(e.list) - 1; i >= 0; i-- {
			if v := e.list[i].Version; v != d.p.version {
				out.Changes = d.p.config.Agenda.Since(e.agendas[v])
				break
			}
		}
		return nil
	})
	for after := ""; err == nil; {
		var page []*store.Registration
		err = d.p.store.Look(func(tx *store.Tx) (err error) {
			page, after, err = tx.RegistrationsBy(store.Registered, after, 1000)
			return err
		})
		for _, of := range page {
			out.People[of.AgendaVersion]++
			out.Registered++
		}
		if err == nil {
			err = ctx.Err()
		}
		if after == "" {
			break
		}
	}
	out.Behind = out.Registered - out.People[d.p.version]
	return out, err
}

// byHand marks a mail as an organiser's: outside the limit per address, and filed among what they sent.
func (p *Processor) byHand(r *store.Reply) { r.ByHand, r.Copy = true, p.config.FileSent }

// inThread puts a mail that answers no message into the thread of the last one to the same registration.
func inThread(tx *store.Tx, r *store.Reply) error {
	replies, err := tx.RepliesOf(r.Registration)
	if n := len(replies); n > 0 {
		last := replies[n-1]
		r.To, r.InReplyTo, r.References, r.Subject = last.To, last.InReplyTo, last.References, last.Subject
	}
	return err
}
