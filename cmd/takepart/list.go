package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"takepart/cmd/internal/admin"
)

type statusFlags struct {
	Status []string `default:"registered,waiting" enum:"registered,waiting,withdrawn,incomplete,all" help:"registered, waiting, withdrawn, incomplete or all; several with commas."`
	Since  string   `placeholder:"DATE" help:"Only what changed since a date (2027-01-31) or for an age (7d, 12h)."`
}

// filter reads the flags; dates are wall-clock in the agenda's zone, so the configuration is loaded before.
func (f statusFlags) filter(s *session) (admin.Filter, error) {
	since, err := when(f.Since, time.Now().In(s.location()))
	return admin.Filter{Status: f.Status, Since: since}, err
}

type listCommand struct {
	statusFlags
	JSON        bool   `name:"json" help:"One object a line."`
	Undelivered bool   `help:"Only those whose mail comes back, whatever their status, and why."`
	Text        string `arg:"" optional:"" help:"Only who has this in name, address, title or institution."`
}

func (c *listCommand) Run(s *session) error {
	if _, err := c.filter(s); err != nil { // wrong use is told before anything is opened
		return err
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	f, err := c.filter(s)
	if err != nil {
		return err
	}
	f.Text = c.Text
	if f.Undelivered = c.Undelivered; c.Undelivered {
		f.Status = []string{"all"}
	}
	if c.JSON {
		if err := desk.Export(s.ctx, s.stdout, "jsonl", f); err != nil {
			return told("list", err)
		}
		return nil
	}
	var people []admin.Registration
	for r, err := range desk.Registrations(s.ctx, f) {
		if err != nil {
			return told("list", err)
		}
		people = append(people, r)
	}
	slices.SortFunc(people, func(a, b admin.Registration) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.LastName), strings.ToLower(b.LastName)), cmp.Compare(strings.ToLower(a.FirstName), strings.ToLower(b.FirstName)), cmp.Compare(a.ID, b.ID))
	})
	columns := []string{"LAST NAME", "FIRST NAME", "EMAIL", "TITLE", "INSTITUTION", "STATUS", "SINCE"}
	if c.Undelivered {
		columns = append(columns, "WHY MAIL COMES BACK")
	}
	t := newTable(columns...)
	for _, r := range people {
		status := r.Status
		if r.Undelivered != "" {
			status += " (mail comes back)"
		}
		if len(r.Missing) > 0 {
			status += " (no " + strings.Join(r.Missing, ", ") + ")"
		}
		since := r.RegisteredAt
		if since.IsZero() {
			since = r.UpdatedAt
		}
		cells := []string{r.LastName, r.FirstName, r.Email, r.Title, r.Institution, status, s.clock(since)}
		if c.Undelivered {
			cells = append(cells, r.Undelivered)
		}
		t.row(cells...)
	}
	t.print(s.stdout)
	if isTerminal(s.stdout) || len(people) == 0 {
		fmt.Fprintf(s.stderr, "%s\n", plural(len(people), "person", "people"))
	}
	return nil
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// writeJSON prints one answer of the API.
func writeJSON(s *session, v any) error {
	enc := json.NewEncoder(s.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// writeLine prints one object of several.
func writeLine(s *session, v any) error {
	enc := json.NewEncoder(s.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
