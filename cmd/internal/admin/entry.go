package admin

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"takepart/cmd/internal/export"
	"takepart/mailproc"
	"takepart/mailproc/registration"
	"takepart/store"
)

// Import enters people: rows of cells under the names of the export's columns. All or nobody; with Dry nothing is kept.
type Import struct {
	Who  string              `json:"who"`
	Send bool                `json:"send,omitempty"` // the agenda goes to those who are new
	Dry  bool                `json:"dry,omitempty"`
	Rows []map[string]string `json:"rows"`
}

// maxImport bounds the request in bytes: some hundred thousand people. All of it is one change of the store, and in memory at once.
const maxImport = 64 << 20

// Imported says what became of each row, or would.
type Imported struct {
	New       int           `json:"new"`
	Changed   int           `json:"changed"`
	Unchanged int           `json:"unchanged"`
	Rows      []ImportedRow `json:"rows"`
}

// ImportedRow is one row, in the order of the request.
type ImportedRow struct {
	Registration string `json:"registration,omitempty"`
	What         string `json:"what,omitempty"` // new, changed or unchanged
	Problem      string `json:"problem,omitempty"`
}

// Problems counts the rows that cannot be.
func (i Imported) Problems() (n int) {
	for _, r := range i.Rows {
		if r.Problem != "" {
			n++
		}
	}
	return n
}

// ImportColumns are the names that an import may use: those of an export. Some tell nothing new and are passed over.
func ImportColumns() (names []string) {
	for _, c := range export.Columns() {
		names = append(names, c[0])
	}
	return names
}

func (s *Server) importing(w http.ResponseWriter, r *http.Request) {
	var in Import
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxImport))
	body.DisallowUnknownFields()
	if err := body.Decode(&in); err != nil {
		fail(w, wrong("the request is not readable: "+err.Error(), ""))
		return
	}
	if strings.TrimSpace(in.Who) == "" {
		fail(w, wrong("nobody is named who decides", "give who"))
		return
	}
	out := Imported{Rows: make([]ImportedRow, len(in.Rows))}
	var entries []*store.Registration
	var places []int
	for i, cells := range in.Rows {
		e, err := entryOf(cells)
		if err != nil {
			out.Rows[i].Problem = err.Error()
			continue
		}
		entries, places = append(entries, e), append(places, i)
	}
	done, err := s.desk().Import(entries, in.Send, in.Dry || len(entries) < len(in.Rows), in.Who)
	if err != nil {
		fail(w, err)
		return
	}
	for i, d := range done {
		row := &out.Rows[places[i]]
		row.Registration, row.What = d.ID, d.What
		if d.Err != nil {
			row.What, row.Problem = "", d.Err.Error()
		}
	}
	for _, row := range out.Rows {
		switch row.What {
		case "new":
			out.New++
		case "changed":
			out.Changed++
		case "unchanged":
			out.Unchanged++
		}
	}
	reply(w, out)
}

// entryOf reads one row.
func entryOf(cells map[string]string) (*store.Registration, error) {
	e := &store.Registration{
		ID: strings.ToLower(cells["id"]), From: cells["from"], Status: store.Status(strings.ToLower(cells["status"])), Language: strings.ToLower(cells["language"]),
		Note: cells["note"], Undelivered: cells["undelivered"], AgendaVersion: cells["agenda_version"], Attendance: cells["attendance"],
	}
	known := ImportColumns()
	told := registration.Fields{}
	for name, value := range cells {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("no column %q", name)
		}
		if f := registration.Field(name); slices.Contains(registration.AllFields[:], f) {
			told.Set(f, value)
		}
	}
	e.Person = store.Person(told)
	if e.ID != "" && !isID(e.ID) {
		return nil, fmt.Errorf("%q is not an id: leave it empty for a new person", e.ID)
	}
	if e.Status != "" && !slices.Contains(everyStatus, string(e.Status)) {
		return nil, fmt.Errorf("no status %q", e.Status)
	}
	return e, entryRest(cells, e)
}

// entryRest reads times and numbers.
func entryRest(cells map[string]string, e *store.Registration) (err error) {
	for name, at := range map[string]*time.Time{"registered_at": &e.RegisteredAt, "updated_at": &e.UpdatedAt, "created_at": &e.CreatedAt, "agenda_at": &e.AgendaAt} {
		if v := cells[name]; v != "" {
			if *at, err = time.Parse(time.RFC3339, v); err != nil {
				return fmt.Errorf("%s is not a time: %q", name, v)
			}
		}
	}
	if v := cells["revision"]; v != "" {
		if e.Revision, err = strconv.Atoi(v); err != nil {
			return fmt.Errorf("revision is not a number: %q", v)
		}
	}
	return nil
}

// isID tells whether a text has the form of a registration's id.
func isID(text string) bool {
	return len(text) == 16 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

// Merge says which other entry is the same person.
type Merge struct {
	Who   string `json:"who"`
	Other string `json:"other"` // an id or an address
}

func (s *Server) merge(w http.ResponseWriter, r *http.Request) {
	var m Merge
	err := decodeBody(r, &m, func() string { return m.Who })
	var of, other *store.Registration
	if err == nil {
		of, err = s.person(r.PathValue("who"))
	}
	if err == nil {
		other, err = s.person(m.Other)
	}
	if err == nil {
		of, err = s.desk().Merge(of.ID, other.ID, m.Who)
	}
	if errors.Is(err, mailproc.ErrSame) {
		err = &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: "give the ids of two"}
	}
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, Acted{Registration: of.ID, Name: nameOf(of), Status: string(of.Status)})
}

// Undone says which change was taken back.
type Undone struct {
	Acted
	What string `json:"what"`
}

func (s *Server) undo(w http.ResponseWriter, r *http.Request) {
	var a Act
	err := decodeBody(r, &a, func() string { return a.Who })
	var of *store.Registration
	if err == nil {
		of, err = s.person(r.PathValue("who"))
	}
	what := ""
	if err == nil {
		what, err = s.desk().Undo(of.ID, a.Who)
	}
	if err == nil {
		of, err = s.person(of.ID)
	}
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, Undone{Acted{Registration: of.ID, Name: nameOf(of), Status: string(of.Status)}, what})
}

func (s *Server) doubles(w http.ResponseWriter, _ *http.Request) {
	groups, err := s.desk().Doubles()
	if err != nil {
		fail(w, err)
		return
	}
	out := [][]Registration{}
	for _, g := range groups {
		var one []Registration
		for _, r := range g {
			one = append(one, registrationOf(r))
		}
		out = append(out, one)
	}
	reply(w, out)
}
