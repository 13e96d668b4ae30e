package main

import (
	"fmt"
	"sort"
	"strings"
	"text/tabwriter"

	"takepart/cmd/internal/admin"
	"takepart/mailproc/registration"
)

type reviewCommand struct {
	List   reviewList   `cmd:"" default:"withargs" help:"What waits."`
	Show   reviewShow   `cmd:"" help:"One message with what was read in it."`
	Accept reviewAccept `cmd:"" help:"Register its person, with corrections; the agenda goes out."`
	Ignore reviewIgnore `cmd:"" help:"Close it without any consequence."`
	Ask    reviewAsk    `cmd:"" help:"Send the question for what is missing."`
	Work   reviewWork   `cmd:"" help:"Go through the queue with one key a decision."`
	Labels reviewLabels `cmd:"" help:"Write the messages that were decided by hand as labelled messages, for the rules' tests."`
}

type reviewList struct {
	JSON bool `name:"json" help:"One object a line."`
}

func (c *reviewList) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	t := newTable("ID", "FROM", "SUBJECT", "REASON", "WHY", "RECEIVED")
	n := 0
	for r, err := range desk.Reviews(s.ctx) {
		if err != nil {
			return told("list what waits for review", err)
		}
		n++
		if c.JSON {
			if err := writeLine(s, r); err != nil {
				return err
			}
			continue
		}
		t.row(r.ID[:8], r.From, r.Subject, r.Reason, r.Why, s.clock(r.SeenAt))
	}
	t.print(s.stdout)
	if !c.JSON && n == 0 {
		fmt.Fprintln(s.stderr, "nothing waits for review")
	}
	return nil
}

type reviewShow struct {
	People bool   `help:"The people of a delegation as a CSV, to correct and to accept with --people."`
	JSON   bool   `name:"json" help:"As JSON."`
	ID     string `arg:"" name:"id" help:"As shown by review list."`
}

func (c *reviewShow) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	r, err := desk.Review(s.ctx, c.ID)
	if err != nil {
		return told("show "+c.ID, err)
	}
	if c.People {
		return writePeople(s, r)
	}
	if c.JSON {
		return writeJSON(s, r)
	}
	showReview(s, r)
	return nil
}

func showReview(s *session, r admin.Review) {
	w := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	line := func(what, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s\t%s\n", what, printable(value))
		}
	}
	line("id", r.ID)
	line("from", strings.TrimSpace(r.FromName+" <"+r.From+">"))
	line("subject", r.Subject)
	if !r.Date.IsZero() {
		line("date", s.clock(r.Date))
	}
	line("in", fmt.Sprintf("%s, UID %d", r.Mailbox, r.UID))
	line("reason", r.Reason)
	line("why", r.Why)
	if r.Phrase != nil {
		line("phrase", fmt.Sprintf("%q (line %d)", r.Phrase.Text, r.Phrase.Line))
	}
	line("decided", r.Resolved)
	_ = w.Flush()
	fmt.Fprintln(s.stdout, "\nread in it:")
	printFields(s.stdout, registration.Decision{Fields: registration.Fields(r.Person), Evidence: evidenceOf(r)})
	for i, p := range r.People {
		if i == 0 {
			fmt.Fprintln(s.stdout, "\nthe people in it:")
		}
		fmt.Fprintf(s.stdout, "  %s\n", printable(strings.Join([]string{p.FirstName, p.LastName, p.Email, p.Title, p.Institution}, " | ")))
	}
	if r.Text != "" {
		fmt.Fprintln(s.stdout, "\nits own text:")
		for l := range strings.Lines(strings.TrimRight(r.Text, "\n")) {
			fmt.Fprintf(s.stdout, "  | %s\n", printable(strings.TrimRight(l, "\n")))
		}
	}
	if r.Open {
		how := " [--title …]"
		if strings.HasPrefix(r.Reason, "withdraw") {
			how = " (withdraws the registration)"
		}
		if len(r.People) > 1 {
			how = " --each"
		}
		fmt.Fprintf(s.stdout, "\n%s\ntakepart review accept %[2]s%[3]s   or   takepart review ignore %[2]s\n", proposal(r), r.ID[:8], how)
	}
}

func evidenceOf(r admin.Review) map[registration.Field]registration.Evidence {
	out := map[registration.Field]registration.Evidence{}
	for f, e := range r.Evidence {
		out[registration.Field(f)] = registration.Evidence{Text: e.Text, Line: e.Line, Source: e.Source}
	}
	return out
}

// corrections are the fields that an organiser may set right; a field that is not given stays as it was read.
type corrections struct {
	FirstName   *string `name:"first-name" placeholder:"NAME" help:"Given names."`
	LastName    *string `name:"last-name" placeholder:"NAME" help:"Family name."`
	Email       *string `placeholder:"ADDRESS" help:"The person's address."`
	Title       *string `placeholder:"TITLE" help:"Institutional title."`
	Institution *string `placeholder:"NAME" help:"Institution."`
}

func (c corrections) fields() map[string]string {
	out := map[string]string{}
	for f, v := range map[registration.Field]*string{
		registration.FirstName: c.FirstName, registration.LastName: c.LastName, registration.Email: c.Email,
		registration.Title: c.Title, registration.Institution: c.Institution,
	} {
		if v != nil {
			out[string(f)] = strings.TrimSpace(*v)
		}
	}
	return out
}

type reviewAccept struct {
	corrections
	Each   bool     `help:"Register each of the people of a delegation whom review show names."`
	People string   `placeholder:"FILE" help:"Register the people in this table instead (csv, xlsx, json): a delegation; all of them or nobody."`
	IDs    []string `arg:"" name:"id" help:"As shown by review list."`
}

func (c *reviewAccept) Run(s *session) error {
	fields := c.fields()
	if c.Each || c.People != "" {
		return c.several(s, fields)
	}
	if len(fields) > 0 && len(c.IDs) > 1 {
		return usageError{fmt.Errorf("wrong usage: corrections go with one message at a time")}
	}
	return decideEach(s, c.IDs, func(desk *admin.Client, id string) error {
		d, err := desk.Accept(s.ctx, id, admin.Decide{Who: whoActs(), Fields: fields})
		if err != nil {
			return told("accept "+id, err)
		}
		mail := "the agenda goes out"
		if d.Status == "waiting" {
			mail = "all places are taken: it is on the waiting list, which a mail says"
		}
		if !desk.Daemon() {
			mail += " with the next takepart run"
		}
		fmt.Fprintf(s.stdout, "accepted %s as registration %s; %s\n", d.Review[:8], d.Registration, mail)
		return nil
	})
}

type reviewIgnore struct {
	IDs []string `arg:"" name:"id" help:"As shown by review list."`
}

func (c *reviewIgnore) Run(s *session) error {
	return decideEach(s, c.IDs, func(desk *admin.Client, id string) error {
		d, err := desk.Ignore(s.ctx, id, admin.Decide{Who: whoActs()})
		if err != nil {
			return told("ignore "+id, err)
		}
		fmt.Fprintf(s.stdout, "ignored %s\n", d.Review[:8])
		return nil
	})
}

// decideEach goes on after a fault: one id that is wrong must not keep the others waiting.
func decideEach(s *session, ids []string, decide func(*admin.Client, string) error) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	failed := false
	for _, id := range ids {
		if err := decide(desk, id); err != nil {
			report(s.stderr, err)
			failed = true
		}
	}
	if failed {
		return quietError{}
	}
	return nil
}

// sortedKeys gives a map's keys by falling count, then by name.
func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if m[keys[i]] != m[keys[j]] {
			return m[keys[i]] > m[keys[j]]
		}
		return keys[i] < keys[j]
	})
	return keys
}
