package export

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLibreOffice opens workbook and CSV in LibreOffice, which writes them as CSV again: every cell must be equal, formulas text, dates
// dates. Only with TAKEPART_REAL=1, and then LibreOffice must be there.
func TestLibreOffice(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("TAKEPART_REAL=1 is not set")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is missing: apt-get install libreoffice-calc-nogui")
	}
	for _, format := range []Format{XLSX, CSV} {
		t.Run(string(format), func(t *testing.T) {
			dir := t.TempDir()
			in := filepath.Join(dir, "in."+string(format))
			var b bytes.Buffer
			if err := Write(&b, Options{Format: format, Dir: dir}, rows(hard()...)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			// Read as UTF-8, all columns as text; written as UTF-8, cells as they are shown.
			args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", filepath.Join(dir, "out"), in}
			if format == CSV {
				args = append(args[:1], append([]string{"--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"}, args[1:]...)...)
			}
			if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			written, err := filepath.Glob(filepath.Join(dir, "out", "in*.csv"))
			if err != nil || len(written) == 0 {
				t.Fatalf("nothing written: %v", err)
			}
			compareCells(t, format, people0(written))
		})
	}
}

// people0 is the sheet of people among the files that LibreOffice wrote, one for each sheet.
func people0(files []string) string {
	for _, f := range files {
		if strings.Contains(f, peopleSheet) {
			return f
		}
	}
	return files[0]
}

func compareCells(t *testing.T, format Format, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	got, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := hard()
	if len(got) != len(want)+1 {
		t.Fatalf("%d rows, not %d", len(got), len(want)+1)
	}
	for n, person := range want {
		for i, c := range (Options{Format: format}).columns() {
			cell := c.value(person).text()
			switch {
			case format == CSV && (cell == "0012" || cell == "1e5"):
				continue // text that is a number becomes one: a CSV has no types, a workbook keeps it
			case format == CSV:
				cell = Defuse(cell)
			case c.value(person).kind == ofTime && cell != "":
				at, _ := time.Parse(time.RFC3339, cell)
				cell = at.Format(time.DateTime)
			}
			if read := strings.ReplaceAll(got[n+1][i], "\r\n", "\n"); read != cell {
				t.Errorf("%s of %s: %q, not %q", c.name, person.ID, read, cell)
			}
		}
	}
}
