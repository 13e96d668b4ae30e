// Package export writes registrants as files that other programs open: CSV, JSON and JSONL.
//
// Rows are streamed, so that memory does not grow with their number, in the order in which they come. A cell of a CSV that a
// spreadsheet would take for a formula is defused with an apostrophe; an import takes exactly that one off again. A file is
// written beside its destination, readable by its owner only, and renamed when it is complete: who finds the file finds all of it.
package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"takepart/store"
)

// Format of an export.
type Format string

const (
	CSV   Format = "csv"
	JSON  Format = "json"  // an array of objects
	JSONL Format = "jsonl" // one object a line
)

// Rows are the registrations to write; the first error ends the export.
type Rows = iter.Seq2[*store.Registration, error]

// Columns are the columns of a CSV and the keys of a JSON object, in order, each with what it holds.
func Columns() [][2]string {
	out := make([][2]string, len(columns))
	for i, c := range columns {
		out[i] = [2]string{c.name, c.holds}
	}
	return out
}

type column struct {
	name, holds string
	value       func(*store.Registration) any // string, int, []string, or time.Time (zero: not yet)
}

// columns are never written; adding one is adding a row.
var columns = []column{
	{"id", "random, for ever the same", func(r *store.Registration) any { return r.ID }},
	{"status", "registered, waiting, withdrawn or incomplete", func(r *store.Registration) any { return string(r.Status) }},
	{"first_name", "given names", func(r *store.Registration) any { return r.Person.FirstName }},
	{"last_name", "family name with its particles", func(r *store.Registration) any { return r.Person.LastName }},
	{"email", "as signed, otherwise as in From:", func(r *store.Registration) any { return r.Person.Email }},
	{"title", "institutional title", func(r *store.Registration) any { return r.Person.Title }},
	{"institution", "where the person told it", func(r *store.Registration) any { return r.Person.Institution }},
	{"language", "of the answers", func(r *store.Registration) any { return r.Language }},
	{"registered_at", "when the registration became complete (UTC)", func(r *store.Registration) any { return r.RegisteredAt }},
	{"updated_at", "of the last change (UTC)", func(r *store.Registration) any { return r.UpdatedAt }},
	{"created_at", "of the first message (UTC)", func(r *store.Registration) any { return r.CreatedAt }},
	{"from", "the address that wrote and is answered", func(r *store.Registration) any { return r.From }},
	{"missing", "what the person has not told yet", func(r *store.Registration) any { return r.Missing }},
	{"undelivered", "why mail to the person came back", func(r *store.Registration) any { return r.Undelivered }},
	{"agenda_version", "of the last agenda sent, or about to be", func(r *store.Registration) any { return r.AgendaVersion }},
	{"agenda_at", "when it was queued (UTC)", func(r *store.Registration) any { return r.AgendaAt }},
	{"revision", "how often the registration was changed", func(r *store.Registration) any { return r.Revision }},
	{"note", "the organisers' own", func(r *store.Registration) any { return r.Note }},
}

// Write streams rows to w.
func Write(w io.Writer, f Format, rows Rows) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var err error
	switch f {
	case CSV:
		err = writeCSV(out, rows)
	case JSON:
		err = writeJSON(out, rows, "[", ",\n ", "]\n")
	case JSONL:
		err = writeJSON(out, rows, "", "\n", "\n")
	default:
		return fmt.Errorf("no format %q", f)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func writeCSV(out io.Writer, rows Rows) error {
	w := csv.NewWriter(out)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	if err := w.Write(cells); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range columns {
			cells[i] = cell(c.value(r))
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func cell(value any) string {
	switch v := value.(type) {
	case string:
		return Defuse(v)
	case int:
		return strconv.Itoa(v)
	case []string:
		return strings.Join(v, " ")
	case time.Time:
		return instant(v)
	}
	return ""
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

func writeJSON(out io.Writer, rows Rows, open, between, end string) error {
	if _, err := io.WriteString(out, open); err != nil {
		return err
	}
	var line []byte
	n := 0
	for r, err := range rows {
		if err != nil {
			return err
		}
		line = line[:0]
		if n > 0 {
			line = append(line, between...)
		}
		if line, err = appendObject(line, r); err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
		n++
	}
	if n == 0 && open == "" {
		return nil
	}
	_, err := io.WriteString(out, end)
	return err
}

// appendObject keeps the keys in the order of the columns, which a map would not.
func appendObject(b []byte, r *store.Registration) ([]byte, error) {
	b = append(b, '{')
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, c.name...)
		b = append(b, `":`...)
		value := c.value(r)
		switch v := value.(type) {
		case time.Time:
			if v.IsZero() {
				value = nil
			} else {
				value = instant(v)
			}
		case []string:
			if v == nil {
				value = []string{}
			}
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		b = append(b, text...)
	}
	return append(b, '}'), nil
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
