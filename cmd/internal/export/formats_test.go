package export

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-vcard"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"takepart/store"
)

// hard are people whose cells are hard to write: formulas, separators, quotes, lines, right to left, beyond the basic plane.
func hard() []*store.Registration {
	at := time.Date(2027, 2, 1, 9, 0, 1, 0, time.UTC)
	list := people()
	for i, cell := range []string{"=1+1", "'=1+1", "+49", "-1", "@x", "\ttab", "a;b,c\\d", "two\nlines", "“quote” \"x\" '", "هالة", "张伟 𠮷", "＝SUM(A1)", " padded ", "0012", "1e5", "TRUE", "2027-01-02", "<b>&amp;</b>", "'"} {
		list = append(list, &store.Registration{ID: "h" + string(rune('a'+i)), Status: store.Registered, From: "x@org.example", Language: "fr", Revision: i,
			Person: store.Person{FirstName: cell, LastName: "L " + cell, Email: "x@org.example", Title: cell, Institution: cell}, RegisteredAt: at, CreatedAt: at, UpdatedAt: at, Note: cell})
	}
	return list
}

// TestReadGivesBackWhatWriteWrote holds the round trip of every table: each cell, as text, is what the registration holds.
func TestReadGivesBackWhatWriteWrote(t *testing.T) {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	for name, o := range map[string]Options{
		"a.csv":   {Format: CSV},
		"b.csv":   {Format: CSV, Excel: true, Delimiter: ';'},
		"c.csv":   {Format: CSV, Delimiter: '\t'},
		"d.xlsx":  {Format: XLSX},
		"e.json":  {Format: JSON},
		"f.jsonl": {Format: JSONL},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			o.Columns, o.Dir = names, filepath.Dir(path)
			var b bytes.Buffer
			if err := Write(&b, o, rows(hard()...)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			left, err := os.ReadDir(o.Dir)
			if err != nil || len(left) != 1 {
				t.Errorf("left behind: %v %v", left, err)
			}
			_, lines, done, err := Read(path)
			if err != nil {
				t.Fatal(err)
			}
			defer done()
			want := hard()
			n := 0
			for l, err := range lines {
				if err != nil {
					t.Fatal(err)
				}
				for i, cell := range Values(want[n], names) {
					if got := l.Cells[names[i]]; strings.ReplaceAll(got, "\r\n", "\n") != cell {
						t.Errorf("%s of %s: %q, not %q", names[i], want[n].ID, got, cell)
					}
				}
				n++
			}
			if n != len(want) {
				t.Errorf("%d rows of %d", n, len(want))
			}
		})
	}
}

func TestWorkbook(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, Options{Format: XLSX, Dir: t.TempDir()}, rows(hard()...)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if d := cmp.Diff([]string{"People", "Figures"}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	panes, err := f.GetPanes("People")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header does not stay: %+v %v", panes, err)
	}
	for cell, want := range map[string]excelize.CellType{"F2": excelize.CellTypeInlineString, "I2": excelize.CellTypeUnset, "Q2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("People", cell); got != want || err != nil {
			t.Errorf("%s has type %v, not %v (%v)", cell, got, want, err)
		}
	}
	for i := range hard() {
		if formula, _ := f.GetCellFormula("People", "F"+string(rune('2'+i%8))); formula != "" {
			t.Errorf("a formula: %s", formula)
		}
	}
	if shown, _ := f.GetCellValue("People", "I2"); shown != "2027-02-01 08:00:00" {
		t.Errorf("the date is shown as %q", shown)
	}
	if total, _ := f.GetCellValue("Figures", "B1"); total != "20" {
		t.Errorf("%s take part", total)
	}
}

// TestCards reads the cards with a parser that others wrote.
func TestCards(t *testing.T) {
	long := &store.Registration{ID: "z", Status: store.Registered, Person: store.Person{FirstName: "Zoë", LastName: strings.Repeat("é", 90), Email: "z@org.example"}}
	var b bytes.Buffer
	if err := Write(&b, Options{Format: VCard}, rows(append(hard(), long)...)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if !strings.HasSuffix(line, "\r\n") || len(line) > cardLine+2 {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	d := vcard.NewDecoder(&b)
	for _, want := range append(hard(), long) {
		card, err := d.Decode()
		if err != nil {
			t.Fatal(err)
		}
		if card.Value(vcard.FieldVersion) != "4.0" || card.Value(vcard.FieldUID) != want.ID {
			t.Errorf("%s: %v", want.ID, card)
		}
		if got := card.Value(vcard.FieldFormattedName); strings.ReplaceAll(got, `\;`, ";") != Name(want) {
			t.Errorf("%s is called %q, not %q", want.ID, got, Name(want))
		}
		if want.Person.LastName == "" && want.Person.FirstName == "" {
			continue
		}
		if n := strings.Count(strings.ReplaceAll(card.Value(vcard.FieldName), `\;`, ""), ";"); n != 4 {
			t.Errorf("%s: the name has %d parts: %q", want.ID, n+1, card.Value(vcard.FieldName))
		}
	}
}

func TestListToPrint(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, Options{Format: HTML, Title: "A & B"}, rows(hard()...)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>A &amp; B</title>", "<th>last name</th>", `<td dir="auto">هالة</td>`, "&lt;b&gt;"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(b.String(), "x@org.example") {
		t.Error("a list that hangs on the wall shows addresses")
	}
}

func TestBadges(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, Options{Format: Badges}, rows(people()...)); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "name,first_name,last_name,title,institution,language\n\"Ada Nori, née \"\"X\"\"\",Ada,") {
		t.Errorf("badges:\n%s", b.String())
	}
}

func TestWrongOptions(t *testing.T) {
	for _, o := range []Options{{Format: "xls"}, {Format: CSV, Columns: []string{"age"}}, {Format: CSV, Delimiter: '"'}, {Format: JSON, Excel: true}, {Format: VCard, Columns: []string{"id"}}} {
		if err := o.Check(); err == nil {
			t.Errorf("%+v passes", o)
		}
	}
	names := slices.Collect(func(yield func(string) bool) {
		for _, c := range Columns() {
			if !yield(c[0]) || c[1] == "" {
				return
			}
		}
	})
	if len(names) != len(columns) || (Options{Format: CSV, Columns: names}).Check() != nil {
		t.Errorf("columns without a word about them: %v", names)
	}
}

// TestColumnsAreDocumented: the README says what each column holds, in the same words.
func TestColumnsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Columns() {
		if !strings.Contains(string(text), "| `"+c[0]+"` | "+c[1]) {
			t.Errorf("README does not say what %s holds: %s", c[0], c[1])
		}
	}
}
