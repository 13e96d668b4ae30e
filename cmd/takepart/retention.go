package main

import (
	"errors"
	"fmt"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/config"
)

type retentionCommand struct {
	Yes bool `help:"Do not ask."`
	Now bool `help:"Even before the time that store.keep gives is over."`
}

// Run tells when the personal data of the meeting is to go, and when that time has come erases it, after a question.
func (c *retentionCommand) Run(s *session) error {
	cfg, err := s.load(false)
	if err != nil {
		return err
	}
	if cfg.Keep == 0 && !c.Now {
		return hint(errors.New("it is not said how long personal data is kept after the meeting"), "set store.keep in %s, such as keep: 90d", cfg.Path)
	}
	due := endOf(cfg).Add(cfg.Keep)
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	st, err := desk.Status(s.ctx)
	if err != nil {
		return told("retention", err)
	}
	people := 0
	for _, n := range st.Registrations {
		people += n
	}
	fmt.Fprintf(s.stdout, "the meeting ends on %s; %s, %s and %s are held\n", endOf(cfg).Format(time.DateOnly), plural(people, "registration", "registrations"), plural(st.Seen, "message", "messages"), plural(repliesOf(st), "mail", "mails"))
	if cfg.Keep > 0 && time.Now().Before(due) {
		fmt.Fprintf(s.stdout, "they are kept until %s\n", due.Format(time.DateOnly))
	}
	if !c.Now && time.Now().Before(due) {
		return nil
	}
	if err := s.confirm(c.Yes, "Erase all of it? This cannot be undone"); err != nil {
		return err
	}
	out, err := desk.EraseAll(s.ctx, whoActs())
	if err != nil {
		return told("retention", err)
	}
	fmt.Fprintf(s.stdout, "erased %s, the contents of %s, %s; the store is written anew\n",
		plural(out.Registrations, "registration", "registrations"), plural(out.Messages, "message", "messages"), plural(out.Mails, "mail", "mails"))
	return nil
}

func repliesOf(st admin.Status) (n int) {
	for _, of := range st.Replies {
		n += of
	}
	return n
}

// announced is how long before its time the erasing is announced.
const announced = 14 * 24 * time.Hour

// endOf is the end of the meeting's last day.
func endOf(cfg *config.Config) time.Time {
	if len(cfg.Agenda.Days) == 0 {
		return time.Now()
	}
	return cfg.Agenda.Days[len(cfg.Agenda.Days)-1].Date.AddDate(0, 0, 1).Add(-time.Second)
}

// announceRetention says in the status when personal data is due to be erased.
func (s *session) announceRetention(st admin.Status) {
	cfg, err := s.load(false)
	if err != nil || cfg.Keep == 0 || len(st.Registrations) == 0 {
		return
	}
	due := endOf(cfg).Add(cfg.Keep)
	if left := time.Until(due); left < announced {
		fmt.Fprintf(s.stdout, "to do      personal data is kept until %s: takepart retention\n", due.Format(time.DateOnly))
	}
}
