package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
)

// cellWidth is how wide a cell may be on a terminal, in columns.
const cellWidth = 40

// table lays text out in columns by what a terminal shows, not by bytes: names are Arabic, Chinese, or hold combining accents.
type table struct {
	rows    [][]string
	widths  []int // of what is printed already
	whole   []int // the columns that are useless in part, and are narrowed last: ids, times
	printed bool  // the head, at least
}

func newTable(head ...string) *table {
	t := &table{rows: [][]string{head}}
	for i, name := range head {
		if slices.Contains([]string{"ID", "SINCE", "SEEN", "RECEIVED"}, name) {
			t.whole = append(t.whole, i)
		}
	}
	return t
}

// blockRows is how many rows are laid out together: a long table is printed block by block.
const blockRows = 200

// full says that a block is complete: time to print.
func (t *table) full() bool { return len(t.rows) >= blockRows }

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// print aligns columns on a terminal; piped, cells are parted by tabs and never cut, for other programs. What is printed is
// forgotten: more rows may follow. A table without rows prints nothing.
func (t *table) print(w io.Writer) {
	if len(t.rows) == 0 || len(t.rows) == 1 && !t.printed {
		return
	}
	defer func() { t.rows, t.printed = t.rows[:0], true }()
	if !isTerminal(w) {
		for _, row := range t.rows {
			for i := range row {
				row[i] = printable(row[i])
			}
			fmt.Fprintln(w, strings.Join(row, "\t"))
		}
		return
	}
	t.printAligned(w)
}

func (t *table) printAligned(w io.Writer) {
	widths := t.widths
	defer func() { t.widths = widths }()
	for _, row := range t.rows {
		for i := range row {
			row[i] = runewidth.Truncate(printable(row[i]), cellWidth, "…")
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(row[i]))
		}
	}
	fit(widths, t.whole, terminalWidth(w))
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			cell = runewidth.Truncate(cell, widths[i], "…")
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", max(0, widths[i]-runewidth.StringWidth(cell))+columnGap))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// columnGap parts columns, narrowest is what a column keeps however little room there is.
const (
	columnGap = 2
	narrowest = 6
)

// fit narrows the widest columns until all of them have room in width; 0: there is no limit. Those that are to stay whole come last.
func fit(widths, whole []int, width int) {
	for width > 0 {
		all, widest := -columnGap, -1
		for i, w := range widths {
			all += w + columnGap
			if !slices.Contains(whole, i) && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		switch {
		case all <= width:
			return
		case widest >= 0 && widths[widest] > narrowest:
			widths[widest]--
		case len(whole) == 0:
			return
		default:
			whole = nil
		}
	}
}
