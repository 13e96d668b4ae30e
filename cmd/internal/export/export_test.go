package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"takepart/store"
)

func rows(list ...*store.Registration) Rows {
	return func(yield func(*store.Registration, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func people() []*store.Registration {
	at := time.Date(2027, 2, 1, 9, 0, 0, 0, time.FixedZone("", 3600))
	return []*store.Registration{
		{ID: "a", Status: store.Registered, From: "ada@org.example", Person: store.Person{FirstName: "Ada", LastName: "Nori, née \"X\"", Email: "ada@org.example", Title: "=1+1"}, Language: "en", RegisteredAt: at, CreatedAt: at, UpdatedAt: at, Revision: 1, Attendance: "declined"},
		{ID: "b", Status: store.Incomplete, From: "هالة@org.example", Person: store.Person{FirstName: "هالة"}, Missing: []string{"last_name", "title"}, CreatedAt: at, UpdatedAt: at, Note: "two\nlines"},
	}
}

func written(t *testing.T, f Format, list ...*store.Registration) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, Options{Format: f}, rows(list...)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	got, err := csv.NewReader(strings.NewReader(written(t, CSV, people()...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		strings.Split("id,status,first_name,last_name,email,title,institution,language,registered_at,updated_at,created_at,from,missing,undelivered,agenda_version,agenda_at,revision,note,attendance", ","),
		{"a", "registered", "Ada", "Nori, née \"X\"", "ada@org.example", "'=1+1", "", "en", "2027-02-01T08:00:00Z", "2027-02-01T08:00:00Z", "2027-02-01T08:00:00Z", "ada@org.example", "", "", "", "", "1", "", "declined"},
		{"b", "incomplete", "هالة", "", "", "", "", "", "", "2027-02-01T08:00:00Z", "2027-02-01T08:00:00Z", "هالة@org.example", "last_name title", "", "", "", "0", "two\nlines", ""},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("csv (-want +got):\n%s", d)
	}
}

func TestJSON(t *testing.T) {
	var list []map[string]any
	if err := json.Unmarshal([]byte(written(t, JSON, people()...)), &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0]["title"] != "=1+1" || list[1]["registered_at"] != nil || list[1]["missing"].([]any)[1] != "title" {
		t.Errorf("json: %v", list)
	}
	if got := written(t, JSON); got != "[]\n" {
		t.Errorf("nobody gives %q", got)
	}
}

func TestJSONL(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(written(t, JSONL, people()...), "\n"), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines for two people", len(lines))
	}
	for _, l := range lines {
		if !json.Valid([]byte(l)) {
			t.Errorf("not JSON: %s", l)
		}
	}
	if got := written(t, JSONL); got != "" {
		t.Errorf("nobody gives %q", got)
	}
}

func FuzzDefuse(f *testing.F) {
	for _, s := range []string{"", "=1", "'=1", "''=1", "+33 1", "'quoted'", "＝1", "\tx", "a=b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		safe := Defuse(s)
		if Restore(safe) != s {
			t.Errorf("%q became %q and came back as %q", s, safe, Restore(safe))
		}
		if safe != "" && strings.ContainsRune(formula, []rune(safe)[0]) && []rune(safe)[0] != '\uFFFD' {
			t.Errorf("%q still begins a formula", safe)
		}
	})
}

func TestToFileIsCompleteOrNotThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "people.csv")
	broken := errors.New("broken")
	err := ToFile(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("the fault is told as %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("a failed export leaves %v", left)
	}
	if err := ToFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "all"); return err }); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}
