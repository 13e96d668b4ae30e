package admin

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"takepart/mailproc"
	"takepart/store"
	"takepart/templates"
)

// Agenda tells who has which version of the agenda.
type Agenda struct {
	Version    string          `json:"version"` // in force: what answers bring
	Registered int             `json:"registered"`
	Behind     int             `json:"behind"` // of these; without the version in force
	None       int             `json:"none"`   // of these; had no agenda at all
	Editions   []Edition       `json:"editions"`
	Changes    []SessionChange `json:"changes"` // from the version before to the one in force
}

// Edition is one version of the agenda in the time in which it was in force.
type Edition struct {
	Number  int       `json:"number"` // SEQUENCE in calendars
	Version string    `json:"version"`
	At      time.Time `json:"at"`     // in force since
	People  int       `json:"people"` // registered, and had this version last
}

// SessionChange is a session that was added, moved, cancelled or changed.
type SessionChange struct {
	Kind   string         `json:"kind"`
	ID     string         `json:"id"`
	Title  templates.Text `json:"title"`
	Start  time.Time      `json:"start"`
	End    time.Time      `json:"end"`
	Before *time.Time     `json:"before,omitempty"` // its start before it was moved
}

// Mailing asks for a mail to many.
type Mailing struct {
	Who  string   `json:"who,omitempty"` // who sends it; not needed for a plan
	Kind string   `json:"kind"`          // "agenda", "reminder", "follow-up"
	Name string   `json:"name,omitempty"`
	All  bool     `json:"all,omitempty"`  // agenda: also to those who have it
	List []string `json:"list,omitempty"` // addresses and ids; empty: everybody that it concerns
	// Agenda is the version that the asker has read; it must be the one in force here. "": whatever it is.
	Agenda string `json:"agenda,omitempty"`
}

// Mailed is what a mailing would do, or has queued.
type Mailed struct {
	Occasion  string            `json:"occasion"`
	Due       int               `json:"due"`
	Languages map[string]int    `json:"languages"`
	Had       int               `json:"had"`
	Returned  int               `json:"returned"`
	Others    int               `json:"others"`
	Previews  map[string]string `json:"previews,omitempty"` // of a plan: a whole mail by language
}

// mailingKinds are the mails that organisers send to many, by their names on the command line.
var mailingKinds = map[string]templates.Kind{"agenda": templates.Update, "reminder": templates.Reminder, "follow-up": templates.FollowUp}

func (s *Server) agenda(w http.ResponseWriter, r *http.Request) {
	e, err := s.desk().Editions(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	out := Agenda{Version: e.Version, Registered: e.Registered, Behind: e.Behind, None: e.People[""], Editions: []Edition{}, Changes: []SessionChange{}}
	for i, one := range e.List {
		edition := Edition{Number: one.Number, Version: one.Version, At: one.At}
		if lastOf(e.List, one.Version) == i { // a version that came into force twice: the people stand with the second time
			edition.People = e.People[one.Version]
		}
		out.Editions = append(out.Editions, edition)
	}
	for _, c := range e.Changes {
		change := SessionChange{Kind: string(c.Kind), ID: c.Session.ID, Title: c.Session.Title, Start: c.Session.Start, End: c.Session.End}
		if c.Kind == templates.Moved {
			change.Before = &c.From
		}
		out.Changes = append(out.Changes, change)
	}
	reply(w, out)
}

func lastOf(list []store.Edition, version string) (at int) {
	for i, e := range list {
		if e.Version == version {
			at = i
		}
	}
	return at
}

func (s *Server) plan(w http.ResponseWriter, r *http.Request) {
	_, m, err := s.mailing(r)
	if err != nil {
		fail(w, err)
		return
	}
	plan, err := s.desk().Plan(r.Context(), m)
	if err != nil {
		fail(w, ofMailing(err))
		return
	}
	out := mailed(plan)
	previews, err := s.desk().Previews(plan)
	if err != nil {
		fail(w, &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: "`takepart check --offline` tells what is wrong with the texts"})
		return
	}
	out.Previews = map[string]string{} // mails of ours are ASCII
	for lang, raw := range previews {
		out.Previews[lang] = string(raw)
	}
	reply(w, out)
}

func (s *Server) mail(w http.ResponseWriter, r *http.Request) {
	asked, m, err := s.mailing(r)
	if err == nil && strings.TrimSpace(asked.Who) == "" {
		err = wrong("nobody is named who decides", "give who")
	}
	if err != nil {
		fail(w, err)
		return
	}
	plan, err := s.desk().Mail(r.Context(), m, asked.Who)
	if err != nil {
		fail(w, ofMailing(err))
		return
	}
	reply(w, mailed(plan))
}

func mailed(p *mailproc.Plan) Mailed {
	return Mailed{Occasion: p.Occasion, Due: p.Due, Languages: p.Languages, Had: p.Had, Returned: p.Returned, Others: p.Others}
}

// mailing reads a request.
func (s *Server) mailing(r *http.Request) (Mailing, mailproc.Mailing, error) {
	var asked Mailing
	in := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 16<<20))
	in.DisallowUnknownFields()
	if err := in.Decode(&asked); err != nil {
		return asked, mailproc.Mailing{}, wrong("the request is not readable: "+err.Error(), "")
	}
	kind, ok := mailingKinds[asked.Kind]
	if !ok {
		return asked, mailproc.Mailing{}, wrong(fmt.Sprintf("no mailing %q", asked.Kind), "choose among agenda, reminder, follow-up")
	}
	if have := s.desk().Version(); asked.Agenda != "" && asked.Agenda != have {
		return asked, mailproc.Mailing{}, &Fault{Status: http.StatusConflict, Why: fmt.Sprintf("the daemon has agenda version %s, and agenda.yaml is now %s", have, asked.Agenda),
			Hint: "takepart reload, so that it reads the agenda; then send"}
	}
	m := mailproc.Mailing{Kind: kind, Name: strings.Join(strings.Fields(asked.Name), " "), All: asked.All}
	if kind == templates.Update {
		m.Name = ""
	}
	if len(asked.List) == 0 {
		return asked, m, nil
	}
	var err error
	m.To, err = s.listed(asked.List)
	return asked, m, err
}

// listed gives the registrations that a list of addresses and ids means, each once; an address means all who registered with it. One that
// nobody has is an error that names it: nobody is left out in silence.
func (s *Server) listed(list []string) (all []string, err error) {
	seen, strangers := map[string]bool{}, []string{}
	err = s.Store.Look(func(tx *store.Tx) error {
		for _, key := range list {
			found, err := meantBy(tx, key)
			if err != nil {
				return err
			}
			if len(found) == 0 {
				strangers = append(strangers, key)
			}
			for _, of := range found {
				if !seen[of.ID] {
					seen[of.ID] = true
					all = append(all, of.ID)
				}
			}
		}
		return nil
	})
	if err == nil && len(strangers) > 0 {
		err = &Fault{Status: http.StatusNotFound, Why: fmt.Sprintf("nobody is registered as %s", strings.Join(strangers, ", ")), Hint: "take them out of the list, or mend them; nothing was sent"}
	}
	return all, err
}

// meantBy gives the registrations that an id or an address means.
func meantBy(tx *store.Tx, key string) (found []*store.Registration, err error) {
	if !strings.Contains(key, "@") {
		of, err := tx.Registration(strings.ToLower(key))
		if of == nil || err != nil {
			return nil, err
		}
		return []*store.Registration{of}, nil
	}
	from, err := tx.ByFrom(key)
	if err != nil {
		return nil, err
	}
	signed, err := tx.ByAddress(key)
	return append(from, signed...), err
}

func ofMailing(err error) error {
	if errors.Is(err, mailproc.ErrNoResources) {
		return &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: "write the recordings, the playlist and the report into resources of agenda.yaml"}
	}
	return err
}
