package admin

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"takepart/mailproc"
	"takepart/mailproc/registration"
	"takepart/store"
)

// Shown is one registrant with everything that is kept: for `takepart show`.
type Shown struct {
	Registration
	History  []Line   `json:"history"`
	Messages []Review `json:"messages"`
	Mails    []Mail   `json:"mails"`
}

// Line is one of a registration's history.
type Line struct {
	At       time.Time `json:"at"`
	Who      string    `json:"who"` // "message", or the organiser
	Why      string    `json:"why"`
	Revision int       `json:"revision"`
	Message  string    `json:"message,omitempty"` // the id of the message that it came by
	Was      Person    `json:"was"`               // before it; empty for the first
}

// Mail is one mail of ours and what became of it.
type Mail struct {
	ID            uint64     `json:"id"`
	Kind          string     `json:"kind"`
	State         string     `json:"state"`
	To            string     `json:"to"`
	Language      string     `json:"language"`
	AgendaVersion string     `json:"agenda_version,omitempty"`
	MessageID     string     `json:"message_id"`
	CreatedAt     time.Time  `json:"created_at"`
	SentAt        *time.Time `json:"sent_at,omitempty"`
	Attempts      int        `json:"attempts"`
	Doubts        int        `json:"doubts"`
	Error         string     `json:"error,omitempty"`
}

// Act is what an organiser does to a registration. Fields and Note are for edit: what is not there stays. Quiet is for
// withdraw: no confirmation goes out.
type Act struct {
	Who    string            `json:"who"`
	Fields map[string]string `json:"fields,omitempty"`
	Note   *string           `json:"note,omitempty"`
	Quiet  bool              `json:"quiet,omitempty"`
}

// Acted is what became of it. Mail is the kind of the mail that goes out, "" for none.
type Acted struct {
	Registration string `json:"registration"`
	Name         string `json:"name"`
	Status       string `json:"status"`
	Mail         string `json:"mail,omitempty"`
}

// shortestID is how much of an id must be written at least.
const shortestID = 4

// person gives the one registration that an id, or the beginning of one, or an address means.
func (s *Server) person(key string) (r *store.Registration, err error) {
	var found []*store.Registration
	err = s.Store.Look(func(tx *store.Tx) error {
		if !strings.Contains(key, "@") {
			if r, err = tx.Registration(strings.ToLower(key)); r != nil || err != nil || len(key) < shortestID {
				return err
			}
			for _, id := range tx.IDs(strings.ToLower(key)) {
				one, err := tx.Registration(id)
				if err != nil {
					return err
				}
				found = append(found, one)
			}
			return nil
		}
		found, err = registrationsOf(tx, key)
		return err
	})
	if err != nil {
		return nil, err
	}
	found = persons(found)
	switch {
	case r != nil:
		return r, nil
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0:
		return nil, &Fault{Status: http.StatusNotFound, Why: "nobody is registered as " + key, Hint: "give an address or an id; `takepart list --status all TEXT` finds people"}
	}
	var names []string
	for _, of := range found {
		names = append(names, fmt.Sprintf("%s (%s)", of.ID, nameOf(of)))
	}
	why := fmt.Sprintf("%d people are registered with %s", len(found), key)
	if !strings.Contains(key, "@") {
		why = fmt.Sprintf("the ids of %d people or more begin with %s", len(found), key)
	}
	return nil, &Fault{Status: http.StatusConflict, Why: why, Hint: "give the id of one: " + strings.Join(names, ", ")}
}

func nameOf(r *store.Registration) string {
	return shown(strings.TrimSpace(r.Person.FirstName+" "+r.Person.LastName), "no name")
}

func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	of, err := s.person(r.PathValue("who"))
	if err != nil {
		fail(w, err)
		return
	}
	out := Shown{History: []Line{}, Messages: []Review{}, Mails: []Mail{}}
	err = s.Store.Look(func(tx *store.Tx) error {
		of, err := tx.Registration(of.ID)
		if err != nil {
			return err
		}
		if of == nil {
			return &Fault{Status: http.StatusNotFound, Why: "it was erased meanwhile"}
		}
		return out.fill(tx, of)
	})
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, out)
}

func (out *Shown) fill(tx *store.Tx, r *store.Registration) error {
	out.Registration = registrationOf(r)
	history, err := tx.History(r.ID)
	if err != nil {
		return err
	}
	for _, c := range history {
		line := Line{At: c.At, Who: c.Who, Why: c.Why, Revision: c.Revision, Was: Person(c.Was.Person)}
		if c.Digest != (store.Digest{}) {
			line.Message = idOf(c.Digest)
		}
		out.History = append(out.History, line)
	}
	messages, err := tx.MessagesOf(r.ID)
	if err != nil {
		return err
	}
	for _, m := range messages {
		out.Messages = append(out.Messages, reviewOf(m, true))
	}
	mails, err := tx.RepliesOf(r.ID)
	for _, m := range mails {
		out.Mails = append(out.Mails, mailOf(m))
	}
	return err
}

func mailOf(m *store.Reply) Mail {
	out := Mail{ID: m.ID, Kind: m.Kind, State: string(m.State), To: m.To, Language: m.Lang, AgendaVersion: m.AgendaVersion, MessageID: m.MessageID,
		CreatedAt: m.CreatedAt, Attempts: m.Attempts, Doubts: m.Doubts, Error: m.LastError}
	if !m.SentAt.IsZero() {
		out.SentAt = &m.SentAt
	}
	return out
}

// acting makes a handler of what an organiser does to a registration.
func (s *Server) acting(do func(of *store.Registration, a Act) (mail string, err error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var a Act
		in := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20))
		in.DisallowUnknownFields()
		if err := in.Decode(&a); err != nil {
			fail(w, wrong("the request is not readable: "+err.Error(), ""))
			return
		}
		if strings.TrimSpace(a.Who) == "" {
			fail(w, wrong("nobody is named who decides", "give who"))
			return
		}
		of, err := s.person(r.PathValue("who"))
		if err != nil {
			fail(w, err)
			return
		}
		mail, err := do(of, a)
		if err != nil {
			fail(w, ofActing(err, of))
			return
		}
		if of, err = s.person(of.ID); err != nil {
			fail(w, err)
			return
		}
		reply(w, Acted{Registration: of.ID, Name: nameOf(of), Status: string(of.Status), Mail: mail})
	}
}

func (s *Server) edit(of *store.Registration, a Act) (string, error) {
	fields := map[registration.Field]string{}
	for name, value := range a.Fields {
		if !slices.Contains(registration.AllFields[:], registration.Field(name)) {
			return "", wrong(fmt.Sprintf("no field %q", name), "choose among first_name, last_name, email, title, institution")
		}
		fields[registration.Field(name)] = value
	}
	_, kind, err := s.desk().Edit(of.ID, fields, a.Note, a.Who)
	return string(kind), err
}

func (s *Server) withdraw(of *store.Registration, a Act) (string, error) {
	if of.Status == store.Withdrawn {
		return "", &Fault{Status: http.StatusConflict, Why: "has withdrawn already"}
	}
	if err := s.desk().Withdraw(of.ID, !a.Quiet, a.Who); err != nil || a.Quiet {
		return "", err
	}
	return "withdrawn", nil
}

func (s *Server) resend(of *store.Registration, a Act) (string, error) {
	kind, err := s.desk().Resend(of.ID, a.Who)
	return string(kind), err
}

// ofActing says what the organiser can do about a refusal of the desk.
func ofActing(err error, of *store.Registration) error {
	var missing *mailproc.MissingError
	var value *mailproc.ValueError
	conflict := func(hint string) error {
		return &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: hint}
	}
	switch {
	case errors.As(err, &missing):
		return &Fault{Status: http.StatusConflict, Why: fmt.Sprintf("the %s cannot be empty", strings.ReplaceAll(string(missing.Fields[0]), "_", " ")), Hint: "event.required asks for it"}
	case errors.As(err, &value):
		return wrong(err.Error(), "")
	case errors.Is(err, mailproc.ErrNothingNew):
		return conflict("`takepart show " + of.ID + "` tells what is registered")
	case errors.Is(err, mailproc.ErrOnItsWay):
		return conflict("`takepart show " + of.ID + "` tells how far it is")
	case errors.Is(err, mailproc.ErrUnknownRegistration):
		return &Fault{Status: http.StatusNotFound, Why: err.Error()}
	}
	return err
}
