package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"takepart/cmd/internal/admin"
	"takepart/mailproc/registration"
)

// whoArg names one registrant on the command line.
type whoArg struct {
	Who string `arg:"" name:"address|id" help:"The address that wrote or was signed, or the id that list and export tell, of which four letters will do where they are nobody else's."`
}

type showCommand struct {
	whoArg
	JSON bool `name:"json" help:"As JSON."`
}

func (c *showCommand) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	p, err := desk.Show(s.ctx, c.Who)
	if err != nil {
		return told("show "+c.Who, err)
	}
	if c.JSON {
		return writeJSON(s, p)
	}
	showPerson(s, p)
	return nil
}

func showPerson(s *session, p admin.Shown) {
	w := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	line := func(what, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", what, printable(value))
		}
	}
	line("id", p.ID)
	line("status", p.Status)
	line("merged into", p.MergedInto)
	line("missing", strings.Join(p.Missing, ", "))
	line("first name", p.FirstName)
	line("last name", p.LastName)
	line("email", p.Email)
	line("title", p.Title)
	line("institution", p.Institution)
	line("language", p.Language)
	line("writes from", p.From)
	line("registered", s.clock(p.RegisteredAt))
	line("attendance", p.Attendance)
	line("mail comes back", p.Undelivered)
	line("note", p.Note)
	_ = w.Flush()
	fmt.Fprintln(s.stdout, "\nhistory:")
	for _, h := range p.History {
		fmt.Fprintf(s.stdout, "  %s  %s: %s", s.clock(h.At), printable(h.Who), printable(h.Why))
		if h.Message != "" {
			fmt.Fprintf(s.stdout, "  (message %s)", h.Message[:8])
		}
		fmt.Fprintln(s.stdout)
	}
	fmt.Fprintln(s.stdout, "\nmessages:")
	for _, m := range p.Messages {
		fmt.Fprintf(s.stdout, "  %s  %s: %s (%s), from %s, in %s, UID %d\n", s.clock(m.SeenAt), m.ID[:8], m.Decision, m.Reason, printable(m.From), printable(m.Mailbox), m.UID)
		printEvidence(s, m)
	}
	fmt.Fprintln(s.stdout, "\nmails to them:")
	for _, m := range p.Mails {
		fmt.Fprintf(s.stdout, "  %s  %s (%s) to %s: %s\n", s.clock(m.CreatedAt), m.Kind, m.Language, printable(m.To), mailFate(s, m))
	}
}

// printEvidence says from which lines a message was understood.
func printEvidence(s *session, m admin.Review) {
	if m.Phrase != nil {
		fmt.Fprintf(s.stdout, "      %-12s %s  (%s)\n", "phrase", printable(m.Phrase.Text), place(*m.Phrase))
	}
	for _, f := range registration.AllFields {
		if e, ok := m.Evidence[string(f)]; ok {
			fmt.Fprintf(s.stdout, "      %-12s %s  (%s)\n", f, printable(e.Text), place(e))
		}
	}
	if m.Open {
		fmt.Fprintf(s.stdout, "      waits for you: takepart review show %s\n", m.ID[:8])
	} else if m.Resolved != "" {
		fmt.Fprintf(s.stdout, "      %s by hand\n", m.Resolved)
	}
}

func place(e admin.Evidence) string {
	if e.Line > 0 {
		return fmt.Sprintf("%s, line %d", e.Source, e.Line)
	}
	return e.Source
}

func mailFate(s *session, m admin.Mail) string {
	fate := m.State
	if m.SentAt != nil {
		fate += " " + s.clock(*m.SentAt)
	}
	if m.Attempts > 1 {
		fate += fmt.Sprintf(", after %d attempts", m.Attempts)
	}
	if m.Error != "" {
		fate += ", " + printable(m.Error)
	}
	if m.State == "held" {
		fate += ": takepart resend lets it go"
	}
	return fate
}

// act does something to one registrant and says what became of it.
func act(s *session, who, what string, a admin.Act, done string) error {
	desk, closeDesk, err := s.desk()
	if err != nil {
		return err
	}
	defer closeDesk()
	a.Who = whoActs()
	out, err := desk.Act(s.ctx, who, what, a)
	if err != nil {
		return told(what+" "+who, err)
	}
	fmt.Fprintf(s.stdout, "%s %s (%s)", done, printable(out.Name), out.Registration)
	if mail := mailNames[out.Mail]; mail != "" {
		fmt.Fprintf(s.stdout, "; %s goes out", mail)
		if !desk.Daemon() {
			fmt.Fprint(s.stdout, " with the next takepart run")
		}
	}
	fmt.Fprintln(s.stdout)
	return nil
}

var mailNames = map[string]string{"agenda": "the agenda", "question": "the question for what is missing", "correction": "the confirmation of what changed", "withdrawn": "the confirmation",
	"waiting": "the note about the waiting list", "approval": "the note that you decide"}

type editCommand struct {
	whoArg
	corrections
	Note *string `placeholder:"TEXT" help:"The organisers' own note; attendees never see it."`
}

func (c *editCommand) Run(s *session) error {
	a := admin.Act{Fields: c.fields(), Note: c.Note}
	if len(a.Fields) == 0 && a.Note == nil {
		return usageError{fmt.Errorf("wrong usage: nothing to edit: name a field, such as --title")}
	}
	return act(s, c.Who, "edit", a, "edited")
}

type withdrawCommand struct {
	whoArg
	Quiet bool `help:"Send no confirmation."`
}

func (c *withdrawCommand) Run(s *session) error {
	return act(s, c.Who, "withdraw", admin.Act{Quiet: c.Quiet}, "withdrew")
}

type resendCommand struct{ whoArg }

func (c *resendCommand) Run(s *session) error {
	return act(s, c.Who, "resend", admin.Act{}, "resending to")
}
