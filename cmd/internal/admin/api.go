// Package admin is the local API through which every organiser command works: HTTP and JSON on a unix socket beside the store,
// open to its owner only.
//
// While the daemon runs it holds the store's lock and answers on the socket. Without a daemon the client opens the store itself
// and calls the same handlers in process, so that each command has one path and gives the same answer either way. The API is
// versioned by its first path element. Answers are JSON; an error is {"error": WHY, "hint": WHAT TO DO} with a status of 400
// (wrong request), 404 (no such thing), 409 (it changed meanwhile, or is not possible now) or 500.
//
// The table in routes.go is the whole of it; GET /v1/openapi.json describes it.
//
// A change names who made it; since only the socket's owner can connect, the name is taken as told.
package admin

import (
	"encoding/hex"
	"time"

	"takepart/store"
)

// Registration is one registrant as the streams of /v1/registrations tell them.
type Registration struct {
	ID           string    `json:"id"`
	Status       string    `json:"status"`
	FirstName    string    `json:"first_name"`
	LastName     string    `json:"last_name"`
	Email        string    `json:"email"`
	Title        string    `json:"title"`
	Institution  string    `json:"institution"`
	Language     string    `json:"language"`
	RegisteredAt time.Time `json:"registered_at,omitzero"`
	UpdatedAt    time.Time `json:"updated_at"`
	CreatedAt    time.Time `json:"created_at"`
	From         string    `json:"from"`
	Missing      []string  `json:"missing"`
	Undelivered  string    `json:"undelivered"`
	Attendance   string    `json:"attendance"`

	AgendaVersion string    `json:"agenda_version"`
	AgendaAt      time.Time `json:"agenda_at,omitzero"`
	Revision      int       `json:"revision"`
	Note          string    `json:"note"`
	MergedInto    string    `json:"merged_into,omitempty"` // the id of the same person's entry that stands for this one
}

// registrationOf is how the API tells a registration.
func registrationOf(r *store.Registration) Registration {
	return Registration{
		ID: r.ID, Status: string(r.Status), FirstName: r.Person.FirstName, LastName: r.Person.LastName, Email: r.Person.Email, Title: r.Person.Title,
		Institution: r.Person.Institution, Language: r.Language, RegisteredAt: r.RegisteredAt, UpdatedAt: r.UpdatedAt, CreatedAt: r.CreatedAt,
		From: r.From, Missing: r.Missing, Undelivered: r.Undelivered, Attendance: r.Attendance, AgendaVersion: r.AgendaVersion, AgendaAt: r.AgendaAt, Revision: r.Revision, Note: r.Note,
		MergedInto: r.MergedInto,
	}
}

// Stored is the registration as the store has it, for what is written without the API's help.
func (r Registration) Stored() *store.Registration {
	return &store.Registration{
		ID: r.ID, Status: store.Status(r.Status), From: r.From, Missing: r.Missing, Language: r.Language,
		Person:       store.Person{FirstName: r.FirstName, LastName: r.LastName, Email: r.Email, Title: r.Title, Institution: r.Institution},
		RegisteredAt: r.RegisteredAt, UpdatedAt: r.UpdatedAt, CreatedAt: r.CreatedAt, Undelivered: r.Undelivered, Attendance: r.Attendance,
		AgendaVersion: r.AgendaVersion, AgendaAt: r.AgendaAt, Revision: r.Revision, Note: r.Note,
	}
}

// Person is what is told about somebody, or corrected by the organiser.
type Person struct {
	FirstName   string `json:"first_name"`
	LastName    string `json:"last_name"`
	Email       string `json:"email"`
	Title       string `json:"title"`
	Institution string `json:"institution"`
}

// Review is a message that a person must look at.
type Review struct {
	ID        string              `json:"id"`
	From      string              `json:"from"`
	FromName  string              `json:"from_name"`
	Subject   string              `json:"subject"`
	Date      time.Time           `json:"date"`
	SeenAt    time.Time           `json:"seen_at"`
	Mailbox   string              `json:"mailbox"`
	UID       uint32              `json:"uid"`
	Decision  string              `json:"decision"`
	Reason    string              `json:"reason"`
	Why       string              `json:"why"`
	Lang      string              `json:"lang"`
	Person    Person              `json:"person"`
	People    []Person            `json:"people,omitempty"`  // of a delegation, the writer first
	Missing   []string            `json:"missing,omitempty"` // what accepting still lacks
	Phrase    *Evidence           `json:"phrase,omitempty"`
	Evidence  map[string]Evidence `json:"evidence"`
	Text      string              `json:"text,omitempty"` // only of a single one
	Open      bool                `json:"open"`
	Resolved  string              `json:"resolved,omitempty"`
	Concerned string              `json:"registration,omitempty"`
}

// Evidence says where a value stands in the message.
type Evidence struct {
	Text   string `json:"text"`
	Line   int    `json:"line"`
	Source string `json:"source"`
}

// Reviews is a page of the queue, in the order of first seen.
type Reviews struct {
	Reviews []Review `json:"reviews"`
	Next    string   `json:"next"` // "" at the end
}

// Decide is what an organiser decides about a message. Fields correct what was read; empty ones leave it.
type Decide struct {
	Who    string            `json:"who"`
	Fields map[string]string `json:"fields,omitempty"`
	// People are registered instead of the one whom the message was understood to be: a delegation, all of it or nobody.
	People []map[string]string `json:"people,omitempty"`
}

// Decided is what became of it.
type Decided struct {
	Review        string   `json:"review"`
	Registration  string   `json:"registration,omitempty"`
	Registrations []string `json:"registrations,omitempty"` // of a delegation
	Answered      bool     `json:"answered"`                // a mail goes out, at once where a daemon runs
	Status        string   `json:"status,omitempty"`        // of Registration
}

// Fault is an answer that is an error.
type Fault struct {
	Status int    `json:"-"`
	Why    string `json:"error"`
	Hint   string `json:"hint,omitempty"`
}

func (f *Fault) Error() string { return f.Why }

// digestOf reads a full digest.
func digestOf(text string) (store.Digest, bool) {
	var d store.Digest
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(d) {
		return d, false
	}
	copy(d[:], b)
	return d, true
}

func idOf(d store.Digest) string { return hex.EncodeToString(d[:]) }

func reviewOf(m *store.Message, full bool) Review {
	r := Review{
		ID: idOf(m.Digest), From: m.From, FromName: m.FromName, Subject: m.Subject, Date: m.Date, SeenAt: m.SeenAt,
		Mailbox: m.Mailbox, UID: m.UID, Decision: m.Decision, Reason: m.Reason, Why: m.Why, Lang: m.Lang, Person: Person(m.Fields),
		Evidence: map[string]Evidence{}, Open: m.Open, Resolved: m.Resolved, Concerned: m.Registration,
	}
	if m.Phrase != nil {
		r.Phrase = &Evidence{m.Phrase.Text, m.Phrase.Line, m.Phrase.Source}
	}
	for _, p := range m.People {
		r.People = append(r.People, Person(p))
	}
	for field, ev := range m.Evidence {
		r.Evidence[field] = Evidence{ev.Text, ev.Line, ev.Source}
	}
	if full {
		r.Text = m.Text
	}
	return r
}
