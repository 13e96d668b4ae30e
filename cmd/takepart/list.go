package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
)

type listCommand struct {
	filterFlags
	Columns []string `placeholder:"NAME" help:"These columns instead; takepart export --help-columns tells what there are."`
	Limit   int      `placeholder:"N" help:"At most so many people."`
	JSON    bool     `name:"json" help:"One object a line."`
	Watch   bool     `help:"Go on: print who is new or changed as it happens, until ^C or until the daemon ends."`
	Text    string   `arg:"" optional:"" help:"Only who has this in name, address, title, institution or id."`
}

func (c *listCommand) Run(s *session) error {
	if c.Limit < 0 {
		return usageError{errors.New("wrong usage: --limit is a number of people")}
	}
	if err := knownColumns(c.Columns); err != nil {
		return err
	}
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
	if c.Watch {
		return c.watch(s, desk, f)
	}
	if c.JSON && c.Limit == 0 {
		if err := desk.Export(s.ctx, s.stdout, export.Options{Format: export.JSONL, Columns: c.Columns}, f); err != nil {
			return told("list", err)
		}
		return nil
	}
	return c.print(s, desk, f)
}

// knownColumns says which names there are, where one is none.
func knownColumns(names []string) error {
	for _, name := range names {
		if err := (export.Options{Format: export.CSV, Columns: []string{name}}).Check(); err != nil {
			var all []string
			for _, c := range export.Columns() {
				all = append(all, c[0])
			}
			return usageError{fmt.Errorf("wrong usage: %w; there are %s", err, strings.Join(all, ", "))}
		}
	}
	return nil
}

// print writes rows as they come: the first page of a long list is there at once.
func (c *listCommand) print(s *session, desk *admin.Client, f admin.Filter) error {
	t := newTable(c.head()...)
	n := 0
	for r, err := range c.people(s, desk, f) {
		if err != nil {
			return told("list", err)
		}
		n++
		if c.JSON {
			err = export.Write(s.stdout, export.Options{Format: export.JSONL, Columns: c.Columns}, export.One(r.Stored()))
			if err != nil {
				return err
			}
			continue
		}
		t.row(c.cells(s, r)...)
		if t.full() {
			t.print(s.stdout)
		}
	}
	t.print(s.stdout)
	if isTerminal(s.stdout) || n == 0 {
		fmt.Fprintf(s.stderr, "%s\n", plural(n, "person", "people"))
	}
	return nil
}

// people are those of the filter, the first Limit of them: then only these are read.
func (c *listCommand) people(s *session, desk *admin.Client, f admin.Filter) func(func(admin.Registration, error) bool) {
	if c.Limit <= 0 || c.Limit > 1000 {
		return func(yield func(admin.Registration, error) bool) {
			n := 0
			for r, err := range desk.Registrations(s.ctx, f) {
				if n++; c.Limit > 0 && n > c.Limit || !yield(r, err) {
					return
				}
			}
		}
	}
	return func(yield func(admin.Registration, error) bool) {
		page, err := desk.Page(s.ctx, f, "", c.Limit)
		if err != nil {
			yield(admin.Registration{}, err)
			return
		}
		for _, r := range page.Registrations {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (c *listCommand) head() []string {
	if len(c.Columns) == 0 {
		head := []string{"ID", "LAST NAME", "FIRST NAME", "EMAIL", "TITLE", "INSTITUTION", "STATUS", "SINCE"}
		if c.Undelivered {
			head = append(head, "WHY MAIL COMES BACK")
		}
		return head
	}
	head := slices.Clone(c.Columns)
	for i, name := range head {
		head[i] = strings.ToUpper(strings.ReplaceAll(name, "_", " "))
	}
	return head
}

func (c *listCommand) cells(s *session, r admin.Registration) []string {
	if len(c.Columns) > 0 {
		return export.Values(r.Stored(), c.Columns)
	}
	status := r.Status
	if r.Undelivered != "" {
		status += " (mail comes back)"
	}
	if r.Attendance == "declined" {
		status += " (attendance: declined)"
	}
	if len(r.Missing) > 0 {
		status += " (no " + strings.Join(r.Missing, ", ") + ")"
	}
	since := r.RegisteredAt
	if since.IsZero() {
		since = r.UpdatedAt
	}
	cells := []string{r.ID, r.LastName, r.FirstName, r.Email, r.Title, r.Institution, status, s.clock(since)}
	if c.Undelivered {
		cells = append(cells, r.Undelivered)
	}
	return cells
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
