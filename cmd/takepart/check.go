package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"takepart/cmd/internal/config"
	"takepart/mailproc/inbox"
	"takepart/mailproc/outbox"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// checkTimeout bounds each look at a server.
const checkTimeout = 60 * time.Second

type checkCommand struct {
	Offline bool `help:"Only what is on this machine: no logins, no passwords."`
	Store   bool `help:"Only the store, but all of it: every page, checksum and reference."`
}

// Run goes on after a problem, because the organiser wants to know all of them.
func (c *checkCommand) Run(s *session) error {
	if c.Store {
		return verifyStore(s)
	}
	cfg, err := s.load(!c.Offline)
	if err != nil {
		return err
	}
	k := &checking{session: s, config: cfg}
	k.ok("configuration", cfg.Path)
	k.texts()
	k.ok("agenda", fmt.Sprintf("%s, version %s, %s", cfg.Event.AgendaFile, cfg.Agenda.Version(), plural(sessions(cfg.Agenda), "session", "sessions")))
	k.storeFile()
	if c.Offline {
		k.note("servers", "not looked at (--offline)")
	} else {
		k.imap()
		k.smtp()
		k.dkim()
	}
	if k.problems > 0 {
		fmt.Fprintf(s.stderr, "takepart: check: %s\n", plural(k.problems, "problem", "problems"))
		return quietError{}
	}
	fmt.Fprintln(s.stdout, "all is well: takepart run")
	return nil
}

func sessions(a *templates.Agenda) (n int) {
	for _, d := range a.Days {
		n += len(d.Sessions)
	}
	return n
}

type checking struct {
	*session
	config   *config.Config
	inUse    bool // a daemon holds the store: what it has settled cannot be seen from here
	problems int
}

func (k *checking) ok(what, text string)   { fmt.Fprintf(k.stdout, "ok       %-14s %s\n", what, text) }
func (k *checking) note(what, text string) { fmt.Fprintf(k.stdout, "note     %-14s %s\n", what, text) }

func (k *checking) problem(what string, err error, advice string) {
	k.problems++
	fmt.Fprintf(k.stdout, "PROBLEM  %-14s %s\n", what, oneLine(err))
	if advice != "" {
		fmt.Fprintf(k.stdout, "         %-14s hint: %s\n", "", advice)
	}
}

func (k *checking) texts() {
	set, err := templates.Load(k.config.Templates, k.config.Event.Languages)
	if err != nil {
		for _, one := range joined(err) {
			k.problem("texts", one, "mend the file, or delete it: then the built-in one is used")
		}
		return
	}
	faults := append(set.Check(data(k.config)), k.noAttachment()...)
	for _, err := range faults {
		k.problem("texts", err, "")
	}
	if len(faults) == 0 {
		k.ok("texts", "every mail in "+strings.Join(set.Languages(), ", "))
	}
}

// noAttachment tells of the languages that get no file where others do.
func (k *checking) noAttachment() []error {
	files := k.config.Event.Attachments
	if len(files) == 0 || len(files[""]) > 0 {
		return nil
	}
	lacks := &templates.MissingText{Path: "event.attachments"}
	for _, l := range k.config.Event.Languages {
		if len(files[l]) == 0 {
			lacks.Languages = append(lacks.Languages, l)
		}
	}
	if lacks.Languages == nil {
		return nil
	}
	return []error{lacks}
}

// joined parts an error that holds several.
func joined(err error) []error {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		return many.Unwrap()
	}
	return []error{err}
}

func (k *checking) storeFile() {
	st, err := store.Open(k.config.Store, store.Options{ReadOnly: true, MustExist: true})
	switch {
	case errors.Is(err, store.ErrMissing):
		k.note("store", k.config.Store+" will be made by takepart run")
	case errors.Is(err, store.ErrInUse):
		k.inUse = true
		k.ok("store", k.config.Store+" (in use: takepart runs)")
	case err != nil:
		_, err = openStore(k.config, store.Options{ReadOnly: true, MustExist: true})
		var h hinted
		errors.As(err, &h)
		k.problem("store", err, h.hint)
	default:
		defer st.Close()
		k.ok("store", k.config.Store)
	}
}

// started says which mailboxes were read before, and since when: their start is settled.
func (k *checking) started() map[string]time.Time {
	seen := map[string]time.Time{}
	st, err := store.Open(k.config.Store, store.Options{ReadOnly: true, MustExist: true})
	if err != nil {
		return seen
	}
	defer st.Close()
	_ = st.Look(func(tx *store.Tx) error {
		for _, name := range k.config.IMAP.Mailboxes {
			if at, known, err := tx.StartedAt(name); err == nil && known {
				seen[name] = at
			}
		}
		return nil
	})
	return seen
}

func (k *checking) imap() {
	ctx, cancel := context.WithTimeout(k.ctx, checkTimeout)
	defer cancel()
	box := mailbox(k.config, nil)
	defer box.Close()
	found, err := box.Probe(ctx)
	if err != nil {
		var f *inbox.Fault
		advice := ""
		if errors.As(err, &f) {
			advice = f.Hint
		}
		k.problem("imap", err, advice)
		return
	}
	k.ok("imap", fmt.Sprintf("logged in as %s to %s:%d", k.config.IMAP.Username, k.config.IMAP.Host, k.config.IMAP.Port))
	for _, m := range found.Mailboxes {
		k.ok("imap", fmt.Sprintf("%s: %s", m.Name, plural(m.Messages, "message", "messages")))
	}
	for _, a := range found.Advice {
		k.note("imap", a)
	}
	k.older(box)
}

// older says what the choice of imap.start means for mail that is already there.
func (k *checking) older(box *inbox.Mailbox) {
	if k.inUse {
		return
	}
	started := k.started()
	for _, name := range k.config.IMAP.Mailboxes {
		if at, settled := started[name]; settled {
			k.settled(name, at)
			continue
		}
		total, holding, oldest, err := box.Older(k.ctx, name, k.phrases())
		if err != nil {
			k.note("imap", fmt.Sprintf("%s: older messages could not be searched: %s", name, oneLine(err)))
			continue
		}
		if holding == 0 {
			k.note("imap", fmt.Sprintf("%s: none of %s holds the phrase", name, plural(total, "older message", "older messages")))
			continue
		}
		since := "all"
		if !oldest.IsZero() {
			since = oldest.In(k.location()).Format(time.DateOnly)
		}
		now := "will be read, as imap.start says"
		if k.config.IMAP.Start.Now {
			now = "will NOT be read; imap.start: " + since + " takes them in"
		}
		verb := "hold"
		if holding == 1 {
			verb = "holds"
		}
		k.note("imap", fmt.Sprintf("%s: %d of %s %s the phrase, and %s", name, holding, plural(total, "older message", "older messages"), verb, now))
	}
}

// settled tells an organiser who changed imap.start afterwards that it counts at the first run only.
func (k *checking) settled(name string, at time.Time) {
	from := "read from the beginning"
	if !at.IsZero() {
		from = "read from " + k.clock(at) + " on"
	}
	k.note("imap", fmt.Sprintf("%s: %s, as the first run settled; imap.start counts no more (a new store begins anew)", name, from))
}

func (k *checking) phrases() (all []string) {
	lists := k.config.Event.Phrases
	if lists == nil {
		lists = registration.DefaultPhrases()
	}
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

func (k *checking) smtp() {
	ctx, cancel := context.WithTimeout(k.ctx, checkTimeout)
	defer cancel()
	f, err := outbox.Probe(ctx, way(k.config))
	if err != nil {
		var fault *outbox.Fault
		advice := ""
		if errors.As(err, &fault) {
			advice = fault.Hint
		}
		k.problem("smtp", err, advice)
		return
	}
	how := "without a login"
	if f.Login {
		how = "logged in as " + k.config.SMTP.Username
	}
	if f.TLS != "" {
		how += ", " + f.TLS
	}
	k.ok("smtp", fmt.Sprintf("%s:%d, %s", k.config.SMTP.Host, k.config.SMTP.Port, how))
	if f.Size > 0 && f.Size < 20<<20 && len(k.config.Event.Attachments) > 0 {
		k.note("smtp", fmt.Sprintf("takes mails up to %d MB: mind event.attachments", f.Size>>20))
	}
}
