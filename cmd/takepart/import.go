package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
	"takepart/mailproc/registration"
)

type addCommand struct {
	corrections
	Language string `placeholder:"en" help:"Of the mails to the person; otherwise the first of event.languages."`
	Note     string `placeholder:"TEXT" help:"The organisers' own note."`
	Send     bool   `help:"Send the agenda; otherwise no mail goes out."`
}

func (c *addCommand) Run(s *session) error {
	cells := c.fields()
	if cells[string(registration.Email)] == "" {
		return usageError{errors.New("wrong usage: --email is needed")}
	}
	cells["language"], cells["note"] = c.Language, c.Note
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	out, err := desk.Import(s.ctx, admin.Import{Who: whoActs(), Send: c.Send, Rows: []map[string]string{cells}})
	if err != nil {
		return told("add", err)
	}
	if p := out.Rows[0].Problem; p != "" {
		return fmt.Errorf("add: %s", p)
	}
	fmt.Fprintf(s.stdout, "added %s (%s)", printable(strings.TrimSpace(cells["first_name"]+" "+cells["last_name"])), out.Rows[0].Registration)
	if c.Send {
		fmt.Fprint(s.stdout, "; the agenda goes out", nextRun(desk))
	}
	fmt.Fprintln(s.stdout)
	return nil
}

// nextRun says when a mail leaves where no daemon runs.
func nextRun(desk *admin.Client) string {
	if desk.Daemon() {
		return ""
	}
	return " with the next takepart run"
}

type importCommand struct {
	Yes  bool   `help:"Do not ask."`
	Dry  bool   `help:"Only show what would be done."`
	Send bool   `help:"Send the agenda to those who are new; otherwise no mail goes out."`
	File string `arg:"" help:"A table as export writes it: .csv, .xlsx, .json or .jsonl; the first line names the columns."`
}

// Run shows what would become of each row, then asks, then imports all rows or none.
func (c *importCommand) Run(s *session) error {
	tried := c.Dry || !c.Yes // who is not asked needs no trial: it holds up the daemon like the import itself
	in := admin.Import{Who: whoActs(), Send: c.Send, Dry: tried}
	places, err := readImport(c.File, &in)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.File, plainCause(err))
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	out, err := desk.Import(s.ctx, in)
	if err != nil {
		return told("import "+c.File, err)
	}
	for i, row := range out.Rows {
		if row.Problem != "" {
			fmt.Fprintf(s.stderr, "line %d%s: %s\n", places[i], whose(in.Rows[i]), printable(row.Problem))
		}
	}
	if n := out.Problems(); n > 0 {
		return hint(fmt.Errorf("import %s: %s cannot be imported, so none is", c.File, plural(n, "row", "rows")), "mend the file, then again")
	}
	fmt.Fprintf(s.stdout, "%d new, %d changed, %d unchanged\n", out.New, out.Changed, out.Unchanged)
	if c.Dry || out.New+out.Changed == 0 {
		return nil
	}
	if tried {
		if err := s.confirm(false, "Import them?"); err != nil {
			return err
		}
		in.Dry = false
		if out, err = desk.Import(s.ctx, in); err != nil {
			return told("import "+c.File, err)
		}
		if out.Problems() > 0 {
			return hint(fmt.Errorf("import %s: somebody changed the list meanwhile, nothing was imported", c.File), "try it again")
		}
	}
	fmt.Fprint(s.stdout, "imported")
	if c.Send && out.New > 0 {
		fmt.Fprint(s.stdout, "; the agenda goes out", nextRun(desk))
	}
	fmt.Fprintln(s.stdout)
	return nil
}

// whose says of whom a row is, where it tells.
func whose(cells map[string]string) string {
	if who := cmp.Or(cells["email"], cells["from"], cells["id"]); who != "" {
		return " (" + printable(who) + ")"
	}
	return ""
}

// readImport reads the rows, and at which line of the file each stands.
func readImport(path string, in *admin.Import) (places []int, err error) {
	names, lines, done, err := export.Read(path)
	if err != nil {
		return nil, err
	}
	defer done()
	for _, name := range names {
		if !slices.Contains(admin.ImportColumns(), name) {
			return nil, hint(fmt.Errorf("no column %q", name), "the columns are called as in an export: %s", strings.Join(admin.ImportColumns(), ", "))
		}
	}
	for l, err := range lines {
		if err != nil {
			return nil, err
		}
		in.Rows, places = append(in.Rows, l.Cells), append(places, l.N)
	}
	return places, nil
}

type noteCommand struct {
	whoArg
	Text string `arg:"" help:"The organisers' own note, instead of the one there; '' takes it away."`
}

func (c *noteCommand) Run(s *session) error {
	return act(s, c.Who, "edit", admin.Act{Note: &c.Text}, "noted about")
}

type mergeCommand struct {
	Who   string `arg:"" optional:"" name:"address|id" help:"The entry that stays. Without any: who is likely there twice."`
	Other string `arg:"" optional:"" name:"other" help:"The same person's other entry; it is withdrawn, without a mail."`
	JSON  bool   `name:"json" help:"Who is likely there twice, as JSON: a list of groups."`
}

func (c *mergeCommand) Run(s *session) error {
	if c.Who != "" && c.Other == "" {
		return usageError{errors.New("wrong usage: name both entries, or none to see who is likely there twice")}
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	if c.Who == "" {
		return showDoubles(s, desk, c.JSON)
	}
	out, err := desk.Merge(s.ctx, c.Who, admin.Merge{Who: whoActs(), Other: c.Other})
	if err != nil {
		return told("merge", err)
	}
	fmt.Fprintf(s.stdout, "merged into %s (%s); the other is withdrawn, and what comes from its address is theirs. takepart undo takes it back\n", printable(out.Name), out.Registration)
	return nil
}

func showDoubles(s *session, desk *admin.Client, inJSON bool) error {
	groups, err := desk.Doubles(s.ctx)
	if err != nil {
		return told("look for doubles", err)
	}
	if inJSON {
		return writeJSON(s, groups)
	}
	t := newTable("ID", "NAME", "EMAIL", "TITLE", "STATUS", "SINCE")
	for _, g := range groups {
		for _, r := range g {
			t.row(r.ID, strings.TrimSpace(r.FirstName+" "+r.LastName), r.Email, r.Title, r.Status, s.clock(r.CreatedAt))
		}
	}
	t.print(s.stdout)
	if len(groups) == 0 {
		fmt.Fprintln(s.stderr, "nobody seems to be there twice")
	}
	return nil
}

type undoCommand struct{ whoArg }

func (c *undoCommand) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	out, err := desk.Undo(s.ctx, c.Who, whoActs())
	if err != nil {
		return told("undo "+c.Who, err)
	}
	fmt.Fprintf(s.stdout, "undone for %s (%s): %s; now %s\n", printable(out.Name), out.Registration, printable(out.What), out.Status)
	return nil
}
