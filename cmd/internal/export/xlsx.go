package export

import (
	"archive/zip"
	"fmt"
	"io"
	"os"

	"github.com/xuri/excelize/v2"
)

// The sheets of a workbook.
const (
	peopleSheet  = "People"
	figuresSheet = "Figures"
)

// maxSheetRows is how many rows a worksheet can have, the header included (ECMA-376: 1,048,576).
const maxSheetRows = 1 << 20

// writeXLSX writes a workbook: the people, with typed dates (UTC), a header that stays and can be filtered by, and the figures.
// Its sheet is put together in a temporary file of o.Dir, 0600, which is removed whatever happens.
func writeXLSX(out io.Writer, o Options, rows Rows) error {
	dir, err := os.MkdirTemp(o.Dir, TemporaryPrefix)
	if err != nil {
		return fmt.Errorf("make a folder for the workbook: %w", err)
	}
	defer os.RemoveAll(dir)
	f := excelize.NewFile(excelize.Options{TmpDir: dir})
	defer f.Close()
	if err := f.SetSheetName("Sheet1", peopleSheet); err != nil {
		return err
	}
	if _, err := f.NewSheet(figuresSheet); err != nil {
		return err
	}
	figures := NewFigures()
	if err := writePeople(f, o.columns(), figures, rows); err != nil {
		return err
	}
	if err := writeFigures(f, figures); err != nil {
		return err
	}
	// The library would put the whole archive together in memory; it goes straight out instead.
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(out) })
	return f.Write(io.Discard)
}

// TemporaryPrefix begins the name of the folder in which a workbook is put together; one that a kill left behind may be removed.
const TemporaryPrefix = ".takepart-workbook-"

func writePeople(f *excelize.File, chosen []column, figures *Figures, rows Rows) error {
	w, err := f.NewStreamWriter(peopleSheet)
	if err != nil {
		return err
	}
	dates := "yyyy-mm-dd hh:mm:ss"
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &dates})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	cells := make([]any, len(chosen))
	for i, c := range chosen {
		if err := w.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		cells[i] = excelize.Cell{Value: c.name, StyleID: bold}
	}
	err = w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	if err := w.SetRow("A1", cells); err != nil {
		return err
	}
	n := 1
	for r, err := range rows {
		if err != nil {
			return err
		}
		if n++; n > maxSheetRows {
			return fmt.Errorf("a worksheet holds %d people at most: use csv, or filters", maxSheetRows-1)
		}
		figures.Add(r)
		for i, c := range chosen {
			cells[i] = cellOf(c.value(r), date)
		}
		if err := w.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	last, err := excelize.CoordinatesToCellName(len(chosen), n)
	if err != nil {
		return err
	}
	if err := f.AutoFilter(peopleSheet, "A1:"+last, nil); err != nil {
		return err
	}
	return w.Flush()
}

// cellOf types a value. What is empty has no cell.
func cellOf(v value, date int) any {
	switch v.kind {
	case ofNumber:
		return v.n
	case ofTime:
		if v.at.IsZero() {
			return nil
		}
		return excelize.Cell{Value: v.at.UTC().Truncate(1e9), StyleID: date}
	}
	if s := v.text(); s != "" {
		return s
	}
	return nil
}

func writeFigures(f *excelize.File, figures *Figures) error {
	w, err := f.NewStreamWriter(figuresSheet)
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, 1, 40); err != nil {
		return err
	}
	n := 0
	row := func(cells ...any) {
		n++
		if err == nil {
			err = w.SetRow(fmt.Sprintf("A%d", n), cells)
		}
	}
	row(excelize.Cell{Value: "take part", StyleID: bold}, figures.Total)
	for _, part := range figures.Parts() {
		row()
		row(excelize.Cell{Value: part.Name, StyleID: bold})
		for _, c := range part.Counts {
			row(c.Name, c.N)
		}
	}
	if err != nil {
		return err
	}
	return w.Flush()
}
