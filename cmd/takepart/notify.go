package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/mailproc/outbox"
	"takepart/store"
)

const (
	notifyFirst  = 3 * time.Second
	notifyEvery  = 15 * time.Second
	digestHour   = 8 // of the agenda's zone
	lostTooLong  = 5 * time.Minute
	stuckTooLong = time.Hour
	diskTooFull  = 256 << 20 // bytes left
	idsShown     = 50
)

// notifier tells organiser.notify, by mail, what needs a person: at once and at most once a day for each cause; and once a day what is
// new. No mail of it holds personal data: counts, ids and words of ours only, never a server's.
type notifier struct {
	config  *config.Config
	store   *store.Store
	health  func() mailproc.Health
	send    func(context.Context, *outbox.Mail) outbox.Outcome
	free    func() uint64 // bytes left on the store's disk
	now     func() time.Time
	log     *slog.Logger
	started time.Time
}

func (d *daemon) notifier(st *store.Store, health func() mailproc.Health) *notifier {
	servers := way(d.config)
	return &notifier{
		config: d.config, store: st, health: health, now: time.Now, log: d.log, started: time.Now(),
		send: func(ctx context.Context, m *outbox.Mail) outbox.Outcome {
			s := outbox.New(servers)
			defer s.Close()
			return s.Send(ctx, m)
		},
		free: func() uint64 {
			var fs syscall.Statfs_t
			if syscall.Statfs(filepath.Dir(d.config.Store), &fs) != nil {
				return 1 << 62 // not known
			}
			return fs.Bavail * uint64(fs.Bsize)
		},
	}
}

// run looks until ctx ends.
func (n *notifier) run(ctx context.Context) {
	if len(n.config.Organiser.Notify) == 0 {
		return
	}
	for wait := notifyFirst; ; wait = notifyEvery {
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
		if err := n.look(ctx); err != nil {
			n.log.Warn("the organisers could not be told by mail", "error", err)
		}
	}
}

// look sends what is due. What could not be sent is tried again at the next look.
func (n *notifier) look(ctx context.Context) error {
	today := n.now().In(n.config.Agenda.Zone)
	held, err := n.held()
	if err != nil {
		return err
	}
	for _, a := range append(alerts(n.health(), n.free(), n.now()), held...) {
		err := n.once(ctx, "alert "+a.cause, today.Format(time.DateOnly), func() (string, string, error) {
			return "takepart needs you: " + a.what, a.what + ".\n\n" + a.todo + "\n", nil
		})
		if err != nil {
			return err
		}
	}
	if today.Hour() < digestHour {
		return nil
	}
	return n.once(ctx, "digest", today.Format(time.DateOnly), func() (string, string, error) { return n.digest(today) })
}

// once sends a mail, unless one of this name was sent on this day.
func (n *notifier) once(ctx context.Context, name, day string, write func() (subject, text string, err error)) error {
	sent := ""
	err := n.store.Look(func(tx *store.Tx) (err error) { sent, err = tx.Meta("notified " + name); return err })
	if err != nil || sent == day {
		return err
	}
	subject, text, err := write()
	if err != nil {
		return err
	}
	if text != "" {
		for _, to := range n.config.Organiser.Notify {
			if o := n.send(ctx, n.mail(to, subject, text)); o.Fate != outbox.Sent {
				return fmt.Errorf("%s: %v", name, o.Fate)
			}
		}
	}
	return n.store.Change(func(tx *store.Tx) error { return tx.SetMeta("notified "+name, day) })
}

func (n *notifier) mail(to, subject, text string) *outbox.Mail {
	from := n.config.SMTP.From
	if from == "" {
		from = n.config.Organiser.Email
	}
	_, domain, _ := strings.Cut(from, "@")
	return &outbox.Mail{
		FromName: n.config.Organiser.Name, From: from, To: to, Subject: subject, Date: n.now(), Language: "en", Auto: true,
		MessageID: "<notice-" + strings.ToLower(rand.Text()) + "@" + domain + ">", Text: text,
	}
}

// held tells that mails wait for a person who says whether they go out once more: nothing else would ever let them go.
func (n *notifier) held() ([]alert, error) {
	var figures store.Figures
	err := n.store.Look(func(tx *store.Tx) (err error) { figures, err = tx.Figures(); return err })
	count := figures.Replies[store.Held]
	if err != nil || count == 0 {
		return nil, err
	}
	return []alert{{"held", plural(count, "mail is held", "mails are held") + ", because it may have been sent already",
		"takepart status names whom they are for. takepart resend sends one again, takepart resume all of them; who has it already gets it twice."}}, nil
}

// alert is one thing that needs a person.
type alert struct{ cause, what, todo string }

// alerts are what needs a person now.
func alerts(h mailproc.Health, free uint64, now time.Time) (out []alert) {
	add := func(is bool, cause, what, todo string) {
		if is {
			out = append(out, alert{cause, what, todo})
		}
	}
	lost := !h.Inbox.Connected && h.Inbox.LastError != ""
	refused := lost && strings.Contains(h.Inbox.LastError, "login refused")
	add(refused, "mailbox-login", "the mailbox refuses the login", "Look at imap.username and the password; some providers want an app password. takepart status tells what the server says.")
	add(lost && !refused && now.Sub(h.Inbox.Since) > lostTooLong, "mailbox", "the mailbox cannot be reached", "takepart status tells what the server says. Nothing is lost: it goes on where it ended.")
	paused := h.PausedUntil.After(now)
	add(paused && strings.Contains(h.LastError, "login refused"), "smtp-login", "the server for sending refuses the login", "Look at smtp.username and the password. Mail waits in the store.")
	add(h.Limited != "", "limit-"+h.Limited, "smtp."+h.Limited+" is reached, mail waits", "It goes on by itself. Raise the limit only if your provider allows more.")
	add(!h.Oldest.IsZero() && now.Sub(h.Oldest) > stuckTooLong && h.Limited == "", "queue", "mail has waited for more than an hour", "takepart status tells why.")
	quota := strings.Contains(strings.ToLower(h.LastError), "quota") && now.Sub(h.ErrorAt) < stuckTooLong || lost && strings.Contains(strings.ToLower(h.Inbox.LastError), "quota")
	add(quota, "quota", "a quota is full", "Make room in the mailbox. takepart status tells what the server says.")
	add(free < diskTooFull, "disk", fmt.Sprintf("only %d MB are left on the disk of the store", free>>20), "Make room: with a full disk takepart keeps nothing, and answers nobody.")
	return out
}

// digest tells what is new since the day before. Where nothing is, and nothing waits, there is none.
func (n *notifier) digest(today time.Time) (subject, text string, err error) {
	fresh, undelivered, err := n.people(today.AddDate(0, 0, -1))
	if err != nil {
		return "", "", err
	}
	var reviews []string
	var figures store.Figures
	err = n.store.Look(func(tx *store.Tx) error {
		open, _, err := tx.OpenReviews(0, idsShown+1)
		for _, m := range open {
			reviews = append(reviews, fmt.Sprintf("%x", m.Digest[:4]))
		}
		if err == nil {
			figures, err = tx.Figures()
		}
		return err
	})
	if err != nil || len(fresh)+len(undelivered)+len(reviews) == 0 {
		return "", "", err
	}
	text = digestPart(len(fresh), "new since yesterday", "takepart list --since 1d", fresh) +
		digestPart(figures.Open, "waiting for you", "takepart review work", reviews) +
		digestPart(len(undelivered), "whose mail comes back", "takepart list --undelivered", undelivered) +
		fmt.Sprintf("%d take part in all.\n", figures.Registrations[store.Registered])
	return fmt.Sprintf("takepart: %d new, %d waiting for you, %d undelivered", len(fresh), figures.Open, len(undelivered)), text, nil
}

// people are the ids of those registered since then, and of those whose mail comes back.
func (n *notifier) people(since time.Time) (fresh, undelivered []string, err error) {
	for after, more := "", true; more && err == nil; more = after != "" {
		err = n.store.Look(func(tx *store.Tx) error {
			page, next, err := tx.Registrations(after, 1000)
			after = next
			for _, r := range page {
				if r.RegisteredAt.After(since) && r.Status == store.Registered {
					fresh = append(fresh, r.ID)
				}
				if r.Undelivered != "" {
					undelivered = append(undelivered, r.ID)
				}
			}
			return err
		})
	}
	return fresh, undelivered, err
}

// digestPart is one paragraph of the digest; "" for nobody.
func digestPart(count int, what, how string, ids []string) string {
	if count == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s: %s\n", count, what, how)
	for i, id := range ids {
		if i == idsShown {
			fmt.Fprintf(&b, "  and %d more\n", count-i)
			break
		}
		fmt.Fprintf(&b, "  %s\n", id)
	}
	return b.String() + "\n"
}
