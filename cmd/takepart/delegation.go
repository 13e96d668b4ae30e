package main

import (
	"errors"
	"fmt"
	"slices"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
	"takepart/mailproc/registration"
	"takepart/store"
)

// several accepts a delegation: each of its people, as they were read or as a table says.
func (c *reviewAccept) several(s *session, fields map[string]string) error {
	if c.Each && c.People != "" || len(fields) > 0 || len(c.IDs) > 1 {
		return usageError{errors.New("wrong usage: --each or --people FILE goes with one message, and without corrections")}
	}
	var people []map[string]string
	if c.People != "" {
		var err error
		if people, err = readPeople(c.People); err != nil {
			return fmt.Errorf("read %s: %w", c.People, plainCause(err))
		}
	}
	return decideEach(s, c.IDs, func(desk *admin.Client, id string) error {
		if c.Each {
			r, err := desk.Review(s.ctx, id)
			if err != nil {
				return told("accept "+id, err)
			}
			people = peopleOf(r)
		}
		if len(people) == 0 {
			return hint(fmt.Errorf("accept %s: no people of a delegation are known", id), "write them into a table with the columns first_name,last_name,email,title,institution: --people FILE")
		}
		d, err := desk.Accept(s.ctx, id, admin.Decide{Who: whoActs(), People: people})
		if err != nil {
			return told("accept "+id, err)
		}
		fmt.Fprintf(s.stdout, "accepted %s as %s; the agendas go out%s\n", d.Review[:8], plural(len(d.Registrations), "registration", "registrations"), nextRun(desk))
		return nil
	})
}

func peopleOf(r admin.Review) (people []map[string]string) {
	for _, p := range r.People {
		people = append(people, map[string]string{"first_name": p.FirstName, "last_name": p.LastName, "email": p.Email, "title": p.Title, "institution": p.Institution})
	}
	return people
}

// readPeople reads a table; columns that are no fields are passed over.
func readPeople(path string) (people []map[string]string, err error) {
	_, lines, done, err := export.Read(path)
	if err != nil {
		return nil, err
	}
	defer done()
	for l, err := range lines {
		if err != nil {
			return nil, err
		}
		one := map[string]string{}
		for name, value := range l.Cells {
			if slices.Contains(registration.AllFields[:], registration.Field(name)) {
				one[name] = value
			}
		}
		people = append(people, one)
	}
	return people, nil
}

// writePeople writes the people of a delegation as a table.
func writePeople(s *session, r admin.Review) error {
	o := export.Options{Format: export.CSV, Columns: []string{"first_name", "last_name", "email", "title", "institution"}}
	return export.Write(s.stdout, o, func(yield func(*store.Registration, error) bool) {
		for _, p := range r.People {
			if !yield(&store.Registration{Person: store.Person(p)}, nil) {
				return
			}
		}
	})
}

type reviewAsk struct {
	corrections
	IDs []string `arg:"" name:"id" help:"As shown by review list."`
}

func (c *reviewAsk) Run(s *session) error {
	fields := c.fields()
	if len(fields) > 0 && len(c.IDs) > 1 {
		return usageError{errors.New("wrong usage: corrections go with one message at a time")}
	}
	return decideEach(s, c.IDs, func(desk *admin.Client, id string) error {
		d, err := desk.Ask(s.ctx, id, admin.Decide{Who: whoActs(), Fields: fields})
		if err != nil {
			return told("ask "+id, err)
		}
		fmt.Fprintf(s.stdout, "asked %s, now registration %s; the question goes out%s\n", d.Review[:8], d.Registration, nextRun(desk))
		return nil
	})
}
