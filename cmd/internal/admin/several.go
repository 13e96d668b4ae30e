package admin

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"takepart/mailproc"
	"takepart/mailproc/registration"
	"takepart/store"
)

// fieldsOf reads fields by name.
func fieldsOf(told map[string]string) (f registration.Fields, err error) {
	for name, value := range told {
		if !slices.Contains(registration.AllFields[:], registration.Field(name)) {
			return f, wrong(fmt.Sprintf("no field %q", name), "choose among first_name, last_name, email, title, institution")
		}
		f.Set(registration.Field(name), value)
	}
	return f, nil
}

// acceptSeveral registers the people of a delegation.
func (s *Server) acceptSeveral(w http.ResponseWriter, m *store.Message, d Decide) {
	var people []registration.Fields
	for _, told := range d.People {
		f, err := fieldsOf(told)
		if err != nil {
			fail(w, err)
			return
		}
		people = append(people, f)
	}
	if len(d.Fields) > 0 {
		fail(w, wrong("corrections go with one person", "write them into the people"))
		return
	}
	ids, err := s.desk().AcceptSeveral(m.Digest, people, d.Who)
	var missing *mailproc.MissingError
	var known *mailproc.KnownError
	if errors.As(err, &missing) || errors.As(err, &known) {
		err = &Fault{Status: http.StatusConflict, Why: err.Error(), Hint: fmt.Sprintf("write the people into a table: takepart review show %s --people > people.csv; then takepart review accept %[1]s --people people.csv", idOf(m.Digest)[:8])}
	}
	if err != nil {
		fail(w, ofDesk(err, m))
		return
	}
	reply(w, Decided{Review: idOf(m.Digest), Registration: ids[0], Registrations: ids, Answered: true})
}

// ask sends the question for what is missing.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) {
	m, d, err := s.decision(r)
	var corrected registration.Fields
	if err == nil {
		corrected, err = fieldsOf(d.Fields)
	}
	if err != nil {
		fail(w, err)
		return
	}
	kept, err := s.desk().Ask(m.Digest, corrected, d.Who)
	if err != nil {
		fail(w, ofDesk(err, m))
		return
	}
	reply(w, Decided{Review: idOf(m.Digest), Registration: kept.ID, Answered: true})
}
