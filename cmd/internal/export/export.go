// Package export writes registrants as files that other programs open, and reads such files again.
//
// Rows are streamed, so that memory does not grow with their number, in the order in which they come. No cell is ever a formula: in
// a CSV one that a spreadsheet would take for a formula is defused with an apostrophe, and reading takes exactly that one off
// again; in a workbook every text is typed as text. A file is written beside its destination, readable by its owner only, and
// renamed when it is complete: who finds the file finds all of it.
package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"takepart/store"
)

// Format of an export.
type Format string

const (
	CSV    Format = "csv"
	XLSX   Format = "xlsx"   // a workbook: the people, and a sheet of figures
	JSON   Format = "json"   // an array of objects
	JSONL  Format = "jsonl"  // one object a line
	VCard  Format = "vcf"    // vCard 4, RFC 6350
	Badges Format = "badges" // a CSV for mail merge
	HTML   Format = "html"   // a participants' list to print
)

// Formats are all formats, as they are named on the command line.
func Formats() []Format { return []Format{CSV, XLSX, JSON, JSONL, VCard, Badges, HTML} }

// Type is the media type of a format; "" for one that is unknown.
func (f Format) Type() string {
	switch f {
	case CSV, Badges:
		return "text/csv; charset=utf-8"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case JSON:
		return "application/json"
	case JSONL:
		return "application/jsonl"
	case VCard:
		return "text/vcard; charset=utf-8"
	case HTML:
		return "text/html; charset=utf-8"
	}
	return ""
}

// Rows are the registrations to write; the first error ends the export.
type Rows = iter.Seq2[*store.Registration, error]

// Options say how rows are written.
type Options struct {
	Format    Format
	Columns   []string // empty: those of the format. A vCard has its own fields
	Delimiter rune     // of a CSV; 0: a comma
	Excel     bool     // a CSV with byte order mark and CRLF, so that Excel takes it for UTF-8
	Title     string   // above a list to print: the meeting's name
	Dir       string   // for the temporary file of a workbook; "": the system's folder
}

// Check says what is wrong with the options; nil if nothing is.
func (o Options) Check() error {
	if o.Format.Type() == "" {
		return fmt.Errorf("no format %q", o.Format)
	}
	if o.Format == VCard && len(o.Columns) > 0 {
		return fmt.Errorf("a vCard has its own fields, no columns by choice")
	}
	for _, name := range o.Columns {
		if _, ok := columnOf(name); !ok {
			return fmt.Errorf("no column %q", name)
		}
	}
	if (o.Delimiter != 0 || o.Excel) && o.Format != CSV && o.Format != Badges {
		return fmt.Errorf("delimiter and byte order mark are for csv and badges only")
	}
	if slices.Contains([]rune{'"', '\r', '\n', '\'', 0xFFFD}, o.Delimiter) {
		return fmt.Errorf("%q cannot part cells", o.Delimiter)
	}
	return nil
}

// columns are those that are asked for, or the format's own.
func (o Options) columns() []column {
	names := o.Columns
	if len(names) == 0 {
		names = usual[o.Format]
	}
	if len(names) == 0 {
		return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.extra })
	}
	var out []column
	for _, name := range names {
		if c, ok := columnOf(name); ok {
			out = append(out, c)
		}
	}
	return out
}

// Write streams rows to w.
func Write(w io.Writer, o Options, rows Rows) error {
	if err := o.Check(); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	var err error
	switch o.Format {
	case CSV, Badges:
		err = writeCSV(out, o, rows)
	case XLSX:
		err = writeXLSX(out, o, rows)
	case JSON:
		err = writeJSON(out, o.columns(), rows, "[", ",\n ", "]\n")
	case JSONL:
		err = writeJSON(out, o.columns(), rows, "", "\n", "\n")
	case VCard:
		err = writeCards(out, rows)
	case HTML:
		err = writeHTML(out, o, rows)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// byteOrderMark makes Excel read a CSV as UTF-8.
const byteOrderMark = "\ufeff"

func writeCSV(out io.Writer, o Options, rows Rows) error {
	w := csv.NewWriter(out)
	if o.Delimiter != 0 {
		w.Comma = o.Delimiter
	}
	if o.Excel {
		w.UseCRLF = true
		if _, err := io.WriteString(out, byteOrderMark); err != nil {
			return err
		}
	}
	chosen := o.columns()
	cells := make([]string, len(chosen))
	for i, c := range chosen {
		cells[i] = c.name
	}
	if err := w.Write(cells); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range chosen {
			cells[i] = Defuse(c.value(r).text())
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// formula are the characters with which a cell becomes a formula in some spreadsheet, full-width ones included.
const formula = "=+-@\t\r\n＝＋－＠"

// Defuse keeps a spreadsheet from taking text for a formula. Text that only looks as if it had been defused gets one
// apostrophe more, so that taking one off always gives the text back.
func Defuse(text string) string {
	if text == "" || text[0] < 0x80 && !strings.ContainsRune("=+-@\t\r\n'", rune(text[0])) {
		return text // nearly all
	}
	rest := strings.TrimLeft(text, "'")
	if rest != "" && strings.ContainsRune(formula, []rune(rest)[0]) {
		return "'" + text
	}
	return text
}

// Restore takes off exactly what Defuse put before.
func Restore(text string) string {
	if rest, had := strings.CutPrefix(text, "'"); had && Defuse(rest) == text {
		return rest
	}
	return text
}

// ToFile writes path through write: complete, or not at all.
func ToFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
