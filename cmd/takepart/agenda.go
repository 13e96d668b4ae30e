package main

import (
	"fmt"

	"takepart/cmd/internal/admin"
)

type agendaCommand struct {
	Status agendaStatus `cmd:"" default:"withargs" help:"Who has which version of the agenda."`
	Send   agendaSend   `cmd:"" help:"Send the agenda in force to those who have another version."`
}

type agendaSend struct {
	To string `default:"behind" placeholder:"behind|all|FILE" help:"behind: who has another version; all: everybody registered; a file (- for stdin): addresses or ids, one a line."`
	mailingFlags
}

func (c *agendaSend) Run(s *session) error {
	m := admin.Mailing{Kind: "agenda", All: c.To == "all"}
	return mailTo(s, m, c.To, []string{"behind", "all"}, c.mailingFlags)
}

type agendaStatus struct {
	JSON bool `name:"json" help:"As JSON."`
}

func (c *agendaStatus) Run(s *session) error {
	cfg, err := s.load(false)
	if err != nil {
		return err
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	a, err := desk.Agenda(s.ctx)
	if err != nil {
		return told("agenda", err)
	}
	if c.JSON {
		return writeJSON(s, a)
	}
	t := newTable("EDITION", "VERSION", "SINCE", "PEOPLE")
	for _, e := range a.Editions {
		t.row(fmt.Sprint(e.Number), e.Version, s.clock(e.At), fmt.Sprint(e.People))
	}
	t.print(s.stdout)
	if a.None > 0 {
		fmt.Fprintf(s.stdout, "%s had no agenda\n", plural(a.None, "person", "people"))
	}
	fmt.Fprintf(s.stdout, "in force is %s; %d of %s behind\n", a.Version, a.Behind, plural(a.Registered, "registered person is", "registered people are"))
	if v := cfg.Agenda.Version(); v != a.Version {
		fmt.Fprintf(s.stdout, "agenda.yaml is %s by now: takepart reload, so that it counts\n", v)
	}
	if a.Behind > 0 {
		fmt.Fprintln(s.stdout, "takepart agenda send --dry-run")
	}
	return printChanges(s, desk)
}

// printChanges says what changed from the version before to the one in force.
func printChanges(s *session, desk *admin.Client) error {
	a, err := desk.Agenda(s.ctx)
	if err != nil {
		return told("agenda", err)
	}
	for _, c := range a.Changes {
		fmt.Fprintf(s.stdout, "  %-10s %s, %s", c.Kind, printable(c.Title.In("en")), s.clock(c.Start))
		if c.Before != nil {
			fmt.Fprintf(s.stdout, " (was %s)", s.clock(*c.Before))
		}
		fmt.Fprintln(s.stdout)
	}
	return nil
}
