package export

import (
	"strconv"
	"strings"
	"time"

	"takepart/store"
)

// value is what stands in a cell: text, a number, a list of words, or an instant (zero: not yet).
type value struct {
	kind  kind
	words string
	n     int
	list  []string
	at    time.Time
}

type kind int

const (
	ofText kind = iota
	ofNumber
	ofList
	ofTime
)

func text(s string) value      { return value{kind: ofText, words: s} }
func number(n int) value       { return value{kind: ofNumber, n: n} }
func list(l []string) value    { return value{kind: ofList, list: l} }
func moment(t time.Time) value { return value{kind: ofTime, at: t} }
func (v value) text() string {
	switch v.kind {
	case ofNumber:
		return strconv.Itoa(v.n)
	case ofList:
		return strings.Join(v.list, " ")
	case ofTime:
		return instant(v.at)
	}
	return v.words
}

type column struct {
	name, holds string
	width       float64 // in a workbook, in characters
	value       func(*store.Registration) value
	extra       bool // only where it is asked for
}

// columns are never written; adding one is adding a row.
var columns = []column{
	{"id", "random, for ever the same", 18, func(r *store.Registration) value { return text(r.ID) }, false},
	{"status", "registered, waiting, withdrawn or incomplete", 12, func(r *store.Registration) value { return text(string(r.Status)) }, false},
	{"first_name", "given names", 18, func(r *store.Registration) value { return text(r.Person.FirstName) }, false},
	{"last_name", "family name with its particles", 22, func(r *store.Registration) value { return text(r.Person.LastName) }, false},
	{"email", "as signed, otherwise as in From:", 30, func(r *store.Registration) value { return text(r.Person.Email) }, false},
	{"title", "institutional title", 30, func(r *store.Registration) value { return text(r.Person.Title) }, false},
	{"institution", "where the person told it", 30, func(r *store.Registration) value { return text(r.Person.Institution) }, false},
	{"language", "of the answers", 9, func(r *store.Registration) value { return text(r.Language) }, false},
	{"registered_at", "when the registration became complete (UTC)", 20, func(r *store.Registration) value { return moment(r.RegisteredAt) }, false},
	{"updated_at", "of the last change (UTC)", 20, func(r *store.Registration) value { return moment(r.UpdatedAt) }, false},
	{"created_at", "of the first message (UTC)", 20, func(r *store.Registration) value { return moment(r.CreatedAt) }, false},
	{"from", "the address that wrote and is answered", 30, func(r *store.Registration) value { return text(r.From) }, false},
	{"missing", "what the person has not told yet", 16, func(r *store.Registration) value { return list(r.Missing) }, false},
	{"undelivered", "why mail to the person came back", 24, func(r *store.Registration) value { return text(r.Undelivered) }, false},
	{"agenda_version", "of the last agenda sent, or about to be", 16, func(r *store.Registration) value { return text(r.AgendaVersion) }, false},
	{"agenda_at", "when it was queued (UTC)", 20, func(r *store.Registration) value { return moment(r.AgendaAt) }, false},
	{"revision", "how often the registration was changed", 9, func(r *store.Registration) value { return number(r.Revision) }, false},
	{"note", "the organisers' own", 30, func(r *store.Registration) value { return text(r.Note) }, false},
	{"attendance", "the last answer of the person's calendar: accepted, declined or tentative", 12, func(r *store.Registration) value { return text(r.Attendance) }, false},
	{"name", "first and last name in one", 32, func(r *store.Registration) value { return text(Name(r)) }, true},
	{"domain", "of the address, behind the @", 20, func(r *store.Registration) value { return text(Domain(r.Person.Email)) }, true},
}

// usual are the columns of the formats that do not show all.
var usual = map[Format][]string{
	Badges: {"name", "first_name", "last_name", "title", "institution", "language"},
	HTML:   {"last_name", "first_name", "title", "institution"},
}

// Columns are the columns of a table and the keys of a JSON object, in order, each with what it holds; the last ones appear only
// where they are asked for.
func Columns() [][2]string {
	out := make([][2]string, len(columns))
	for i, c := range columns {
		out[i] = [2]string{c.name, c.holds}
	}
	return out
}

func columnOf(name string) (column, bool) {
	for _, c := range columns {
		if c.name == name {
			return c, true
		}
	}
	return column{}, false
}

// Name is a person's whole name; the address where none was told.
func Name(r *store.Registration) string {
	if name := strings.TrimSpace(r.Person.FirstName + " " + r.Person.LastName); name != "" {
		return name
	}
	if r.Person.Email != "" {
		return r.Person.Email
	}
	return r.From
}

// Domain is what stands behind the @ of an address, in small letters.
func Domain(address string) string {
	return strings.ToLower(address[strings.LastIndexByte(address, '@')+1:])
}

// Values are the cells of a registration in the named columns, as text; an unknown name gives an empty one.
func Values(r *store.Registration, names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		if c, ok := columnOf(name); ok {
			out[i] = c.value(r).text()
		}
	}
	return out
}

// One is the rows of a single registration.
func One(r *store.Registration) Rows {
	return func(yield func(*store.Registration, error) bool) { yield(r, nil) }
}
