package main

import (
	"errors"
	"fmt"
	"strings"

	"takepart/cmd/internal/admin"
)

type eraseCommand struct {
	Yes    bool   `help:"Do not ask."`
	Finish bool   `help:"Only write the file anew without what was deleted, where the disk was too full for it before."`
	Who    string `arg:"" optional:"" name:"address|id" help:"The address that wrote or was signed, or the id that list and show tell."`
}

func (c *eraseCommand) Run(s *session) error {
	if (c.Who == "") != c.Finish {
		return usageError{fmt.Errorf("wrong usage: name one person: takepart erase ADDRESS|ID")}
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	if c.Finish {
		if err := desk.Compact(s.ctx, whoActs()); err != nil {
			return told("write the store anew", err)
		}
		fmt.Fprintln(s.stdout, "the store is written anew, without what was deleted")
		return nil
	}
	held, err := desk.Held(s.ctx, c.Who)
	if err != nil {
		return told("erase "+c.Who, err)
	}
	if len(held.People) == 1 && !c.Yes {
		p := held.People[0]
		fmt.Fprintf(s.stderr, "%s (%s): %s, %s, %s\n", printable(strings.TrimSpace(p.FirstName+" "+p.LastName)), p.ID, p.Status, plural(len(p.Messages)+len(held.Messages), "message", "messages"), plural(len(p.Mails), "mail", "mails"))
	}
	if err := s.confirm(c.Yes, "Erase all of it? This cannot be undone"); err != nil {
		return err
	}
	out, err := desk.Erase(s.ctx, c.Who, whoActs())
	if err != nil {
		return told("erase "+c.Who, err)
	}
	return printErased(s, out)
}

func printErased(s *session, out admin.Erased) error {
	fmt.Fprintf(s.stdout, "erased %s, the contents of %s, %s; the store is written anew\n",
		plural(out.Registrations, "registration", "registrations"), plural(out.Messages, "message", "messages"), plural(out.Mails, "mail", "mails"))
	fmt.Fprintf(s.stdout, "searched the store for %s in every encoding: ", plural(out.Searched, "text", "texts"))
	switch {
	case len(out.Found) == 0:
		fmt.Fprintln(s.stdout, "none is left")
	default:
		fmt.Fprintf(s.stdout, "others have the same %s; nothing else is left\n", strings.Join(out.Found, ", "))
	}
	for _, f := range out.Files {
		fmt.Fprintf(s.stdout, "NOT erased: the file %s beside the store names the person\n", printable(f))
	}
	fmt.Fprintln(s.stdout, "out of takepart's reach: the mails in the mailbox and with the person, backups and exports elsewhere, snapshots of the disk")
	return nil
}

// confirm asks before what cannot be undone. Where nobody can be asked, --yes must be said.
func (s *session) confirm(yes bool, question string) error {
	if yes {
		return nil
	}
	if !isTerminalIn(s.stdin) {
		return usageError{errors.New("wrong usage: nobody is there to be asked: say --yes")}
	}
	fmt.Fprintf(s.stderr, "%s [y/N] ", question)
	var answer string
	_, _ = fmt.Fscanln(s.stdin, &answer)
	if a := strings.ToLower(answer); a == "y" || a == "yes" {
		return nil
	}
	return errors.New("nothing was done")
}

type reportCommand struct {
	Who  string `arg:"" name:"address|id" help:"The address, or the id of one registration."`
	JSON bool   `name:"json" help:"As JSON."`
}

// Run tells a person everything that is held about them (GDPR, article 15).
func (c *reportCommand) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	held, err := desk.Held(s.ctx, c.Who)
	if err != nil {
		return told("report "+c.Who, err)
	}
	if c.JSON {
		return writeJSON(s, held)
	}
	if len(held.People)+len(held.Messages) == 0 {
		fmt.Fprintf(s.stdout, "nothing is held about %s\n", printable(c.Who))
		return nil
	}
	for _, p := range held.People {
		showPerson(s, p)
		fmt.Fprintln(s.stdout)
	}
	if len(held.Messages) > 0 {
		fmt.Fprintln(s.stdout, "messages that belong to no registration:")
	}
	for _, m := range held.Messages {
		fmt.Fprintf(s.stdout, "  %s  %s: %s (%s), from %s, in %s, UID %d\n", s.clock(m.SeenAt), m.ID[:8], m.Decision, m.Reason, printable(m.From), printable(m.Mailbox), m.UID)
	}
	return nil
}
