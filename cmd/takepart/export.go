package main

import (
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
	"takepart/store"
)

type exportCommand struct {
	filterFlags
	Format       string   `default:"csv" enum:"csv,xlsx,json,jsonl,vcf,badges,html" help:"csv, xlsx, json, jsonl, vcf (vCard 4), badges (a CSV for mail merge) or html (a list to print)."`
	Output       string   `short:"o" placeholder:"FILE" help:"Write this file, complete or not at all; otherwise standard output."`
	Columns      []string `placeholder:"NAME" help:"Only these columns, in this order; --help-columns tells what there are."`
	Delimiter    string   `placeholder:"CHARACTER" help:"What parts the cells of a CSV; tab for a tabulator."`
	Excel        bool     `help:"A CSV that Excel takes for UTF-8: with byte order mark and CRLF."`
	ChangesSince string   `placeholder:"FILE" help:"Only who is new or changed since this earlier export (csv, xlsx, json or jsonl, with the columns id and revision); those who withdrew since are among them."`
	HelpColumns  bool     `help:"Tell what each column holds."`
}

func (c *exportCommand) Run(s *session) error {
	if c.HelpColumns {
		t := newTable("COLUMN", "HOLDS")
		for _, column := range export.Columns() {
			t.row(column[0], column[1])
		}
		t.print(s.stdout)
		return nil
	}
	o, err := c.options()
	if err != nil {
		return err
	}
	if _, err := c.filter(s); err != nil { // wrong use is told before anything is opened
		return err
	}
	var known map[string]int
	if c.ChangesSince != "" {
		if known, err = revisions(c.ChangesSince); err != nil {
			return fmt.Errorf("read the earlier export %s: %w", c.ChangesSince, plainCause(err))
		}
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
	write := func(w io.Writer) error { return desk.Export(s.ctx, w, o, f) }
	switch {
	case c.ChangesSince != "":
		write = func(w io.Writer) error { return c.changes(s, desk, w, o, f, known) }
	case o.Format == export.XLSX && c.toFile():
		// Put together here, so that its temporary file lies beside the output, where the daemon may not be allowed to write.
		o.Dir = filepath.Dir(c.Output)
		write = func(w io.Writer) error {
			return export.Write(w, o, func(yield func(*store.Registration, error) bool) {
				for r, err := range desk.Registrations(s.ctx, f) {
					if !yield(r.Stored(), err) {
						return
					}
				}
			})
		}
	}
	return c.output(s, write)
}

// options reads how it is to be written.
func (c *exportCommand) options() (export.Options, error) {
	o := export.Options{Format: export.Format(c.Format), Columns: c.Columns, Excel: c.Excel}
	if c.Delimiter == "tab" {
		c.Delimiter = "\t"
	}
	if c.Delimiter != "" {
		d, n := utf8.DecodeRuneInString(c.Delimiter)
		if n != len(c.Delimiter) {
			return o, usageError{fmt.Errorf("wrong usage: --delimiter is one character, or tab")}
		}
		o.Delimiter = d
	}
	if err := knownColumns(o.Columns); err != nil {
		return o, err
	}
	if err := o.Check(); err != nil {
		return o, usageError{fmt.Errorf("wrong usage: %w", err)}
	}
	return o, nil
}

// toFile: a file is named.
func (c *exportCommand) toFile() bool { return c.Output != "" && c.Output != "-" }

func (c *exportCommand) output(s *session, write func(io.Writer) error) error {
	if !c.toFile() {
		if err := write(s.stdout); err != nil {
			return told("export", err)
		}
		return nil
	}
	if err := export.ToFile(c.Output, write); err != nil {
		return told(fmt.Sprintf("export to %s", c.Output), plainCause(err))
	}
	return nil
}

// changes writes who is new since an earlier export, and who in it has changed, whatever their status is now.
func (c *exportCommand) changes(s *session, desk *admin.Client, w io.Writer, o export.Options, f admin.Filter, known map[string]int) error {
	wanted := f.Status
	f.Status = []string{"all"}
	if o.Title == "" {
		o.Title = "Changes"
	}
	if c.toFile() {
		o.Dir = filepath.Dir(c.Output)
	}
	all := slices.Contains(wanted, "all")
	return export.Write(w, o, func(yield func(*store.Registration, error) bool) {
		for r, err := range desk.Registrations(s.ctx, f) {
			revision, had := known[r.ID]
			if err == nil && (had && revision == r.Revision || !had && !all && !slices.Contains(wanted, r.Status)) {
				continue
			}
			if !yield(r.Stored(), err) {
				return
			}
		}
	})
}

// revisions reads which registrations an earlier export told, and as of which revision.
func revisions(path string) (map[string]int, error) {
	_, lines, done, err := export.Read(path)
	if err != nil {
		return nil, err
	}
	defer done()
	return revisionsOf(lines)
}

func revisionsOf(lines iter.Seq2[export.Line, error]) (map[string]int, error) {
	known := map[string]int{}
	for l, err := range lines {
		if err != nil {
			return nil, err
		}
		id := strings.TrimSpace(l.Cells["id"])
		n, err := strconv.Atoi(l.Cells["revision"])
		if id == "" || err != nil {
			return nil, hint(fmt.Errorf("line %d has no id and revision", l.N), "export it with at least the columns id,revision")
		}
		known[id] = n
	}
	return known, nil
}
