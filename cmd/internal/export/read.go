package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Line is one row of a table that was read: its place in the file, and its cells by column name.
type Line struct {
	N     int // 1 is the header; of JSON, the first object is 1
	Cells map[string]string
}

// Lines are the rows of a table; the first error ends them.
type Lines = iter.Seq2[Line, error]

// Read reads a table as Write writes it: csv, badges, xlsx, json or jsonl, by the file's name. Names of columns count without
// regard to case; the apostrophe that defused a formula in a CSV is taken off; instants of a workbook become RFC 3339.
func Read(path string) (names []string, lines Lines, done func() error, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, nil, err
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		names, lines, err = readXLSX(f)
	case ".json", ".jsonl":
		lines = readJSON(f)
	default:
		names, lines, err = readCSV(f)
	}
	if err != nil {
		_ = f.Close()
		return nil, nil, nil, err
	}
	return names, lines, f.Close, nil
}

var errNoHeader = errors.New("the file is empty: its first line must name the columns")

func readCSV(f io.Reader) ([]string, Lines, error) {
	in := bufio.NewReaderSize(f, 1<<16)
	if mark, _ := in.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark))
	}
	head, _ := in.Peek(1 << 12)
	r := csv.NewReader(in)
	r.Comma = delimiterOf(head)
	r.FieldsPerRecord = -1
	names, err := r.Read()
	if err == io.EOF {
		err = errNoHeader
	}
	if err != nil {
		return nil, nil, err
	}
	names = folded(names)
	return names, func(yield func(Line, error) bool) {
		for {
			cells, err := r.Read()
			if err == io.EOF {
				return
			}
			at, _ := r.FieldPos(0)
			line := Line{N: at, Cells: map[string]string{}}
			for i, c := range cells {
				if i < len(names) {
					line.Cells[names[i]] = Restore(c)
				} else if c != "" && err == nil {
					err = fmt.Errorf("line %d has more cells than the header", at)
				}
			}
			if !yield(line, err) || err != nil {
				return
			}
		}
	}, nil
}

// delimiterOf is what parts the names in the first line.
func delimiterOf(head []byte) rune {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, d := range ",;\t|" {
		if n := strings.Count(string(first), string(d)); n > most {
			best, most = d, n
		}
	}
	return best
}

func folded(names []string) []string {
	for i, name := range names {
		names[i] = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
	}
	return names
}

// readXLSX reads the first sheet. Cells come as they are stored, not as they are shown, so that no date depends on a locale.
func readXLSX(f io.Reader) ([]string, Lines, error) {
	book, err := excelize.OpenReader(f, excelize.Options{RawCellValue: true, UnzipSizeLimit: 4 << 30})
	if err != nil {
		return nil, nil, fmt.Errorf("it is not a workbook that can be read: %w", err)
	}
	rows, err := book.Rows(book.GetSheetList()[0])
	if err != nil {
		return nil, nil, err
	}
	if !rows.Next() {
		return nil, nil, errNoHeader
	}
	names, err := rows.Columns()
	if err != nil {
		return nil, nil, err
	}
	names = folded(names)
	return names, func(yield func(Line, error) bool) {
		defer book.Close()
		defer rows.Close()
		for n := 2; rows.Next(); n++ {
			cells, err := rows.Columns()
			line := Line{N: n, Cells: map[string]string{}}
			for i, c := range cells {
				if i < len(names) {
					line.Cells[names[i]] = instantOf(names[i], c)
				}
			}
			if len(cells) > 0 && !yield(line, err) || err != nil {
				return
			}
		}
		if err := rows.Error(); err != nil {
			yield(Line{}, err)
		}
	}, nil
}

// instantOf makes an instant of a workbook's number of days, where the column holds one.
func instantOf(name, cell string) string {
	c, ok := columnOf(name)
	if !ok || !strings.HasSuffix(c.name, "_at") {
		return cell
	}
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	at, err := excelize.ExcelDateToTime(days, false)
	if err != nil {
		return cell
	}
	return instant(at.Round(time.Second))
}

// readJSON reads an array of objects, or one object after the other.
func readJSON(f io.Reader) Lines {
	return func(yield func(Line, error) bool) {
		in := bufio.NewReaderSize(f, 1<<16)
		d := json.NewDecoder(in)
		if first, _ := in.Peek(1); len(first) == 1 && first[0] == '[' {
			_, _ = d.Token()
		}
		for n := 1; d.More(); n++ {
			var object map[string]any
			err := d.Decode(&object)
			line := Line{N: n, Cells: map[string]string{}}
			for name, v := range object {
				line.Cells[strings.ToLower(name)] = wordsOf(v)
			}
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

func wordsOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var words []string
		for _, one := range v {
			words = append(words, wordsOf(one))
		}
		return strings.Join(words, " ")
	}
	return fmt.Sprint(v)
}
