package admin

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"takepart/store"
)

// Erase asks for a person, or with All for everything about people, to be erased.
type Erase struct {
	Who string `json:"who"`
	All bool   `json:"all,omitempty"`
}

// Erased is what was taken away, and what a search of the file and of its folder then found.
type Erased struct {
	Registrations int      `json:"registrations"`
	Messages      int      `json:"messages"`
	Mails         int      `json:"mails"`
	Searched      int      `json:"searched"` // texts of the person that were looked for, each in every encoding
	Found         []string `json:"found"`    // kinds of those that the store still holds, because they are others', too
	Files         []string `json:"files"`    // files beside the store that hold something of the person
}

// Held is all that is kept about a person: for `takepart report`, and shown before erasing.
type Held struct {
	People   []Shown `json:"people"`
	Messages []Entry `json:"messages"` // from the address, of no registration
}

// heldBy finds what an id or an address means: all registrations of it, and messages that belong to none.
func (s *Server) heldBy(key string) (Held, error) {
	out := Held{People: []Shown{}, Messages: []Entry{}}
	key = strings.ToLower(strings.TrimSpace(key))
	err := s.Store.Look(func(tx *store.Tx) error {
		found, err := registrationsOf(tx, key)
		if err != nil {
			return err
		}
		for _, r := range found {
			one := Shown{History: []Line{}, Messages: []Review{}, Mails: []Mail{}}
			if err := one.fill(tx, r); err != nil {
				return err
			}
			out.People = append(out.People, one)
		}
		return nil
	})
	if err != nil || !strings.Contains(key, "@") {
		return out, err
	}
	out.Messages, err = s.strays(key)
	return out, err
}

// registrationsOf gives the registration of an id, or those of an address, each with those that stand for the same person.
func registrationsOf(tx *store.Tx, key string) (found []*store.Registration, err error) {
	if !strings.Contains(key, "@") {
		r, err := tx.Registration(key)
		if err != nil || r == nil {
			return nil, err
		}
		found = append(found, r)
	} else {
		from, err := tx.ByFrom(key)
		if err != nil {
			return nil, err
		}
		signed, err := tx.ByAddress(key)
		if err != nil {
			return nil, err
		}
		found = append(from, signed...)
	}
	if found, err = withMerged(tx, found); err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b *store.Registration) int { return strings.Compare(a.ID, b.ID) })
	return found, nil
}

// withMerged adds what was merged into some registrations, and what they were merged into; each is there once.
func withMerged(tx *store.Tx, some []*store.Registration) (all []*store.Registration, err error) {
	add := func(r *store.Registration) {
		if r != nil && !slices.ContainsFunc(all, func(have *store.Registration) bool { return have.ID == r.ID }) {
			all = append(all, r)
		}
	}
	for _, r := range some {
		add(r)
	}
	for i := 0; i < len(all); i++ {
		into, err := tx.Registration(all[i].MergedInto)
		if err != nil {
			return nil, err
		}
		add(into)
		for _, id := range all[i].Merged {
			from, err := tx.Registration(id)
			if err != nil {
				return nil, err
			}
			if from != nil && from.MergedInto == all[i].ID { // else it was undone there
				add(from)
			}
		}
	}
	return all, nil
}

// persons are the registrations that stand for somebody: not those that were merged into another of them.
func persons(found []*store.Registration) []*store.Registration {
	return slices.DeleteFunc(slices.Clone(found), func(r *store.Registration) bool {
		return r.MergedInto != "" && slices.ContainsFunc(found, func(other *store.Registration) bool { return other.ID == r.MergedInto })
	})
}

// strays are the messages from an address that belong to no registration.
func (s *Server) strays(address string) ([]Entry, error) {
	out := Entries{Messages: []Entry{}}
	for after := uint64(0); ; {
		err := s.Store.Look(func(tx *store.Tx) error {
			page, next, err := tx.Messages(after, scanned)
			after = next
			for _, m := range page {
				if m.Registration == "" && (strings.EqualFold(m.From, address) || strings.EqualFold(m.Fields.Email, address)) {
					if err := out.add(tx, m, nil); err != nil {
						return err
					}
				}
			}
			return err
		})
		if err != nil || after == 0 {
			return out.Messages, err
		}
	}
}

func (s *Server) held(w http.ResponseWriter, r *http.Request) {
	out, err := s.heldBy(r.PathValue("who"))
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, out)
}

// decodeBody reads a request that names who asks.
func decodeBody(r *http.Request, into any, who func() string) error {
	in := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20))
	in.DisallowUnknownFields()
	if err := in.Decode(into); err != nil {
		return wrong("the request is not readable: "+err.Error(), "")
	}
	if strings.TrimSpace(who()) == "" {
		return wrong("nobody is named who decides", "give who")
	}
	return nil
}

// erase takes a person away, compacts the file, and searches what is left for everything that was known of the person.
func (s *Server) erase(w http.ResponseWriter, r *http.Request) {
	var e Erase
	err := decodeBody(r, &e, func() string { return e.Who })
	if err == nil && e.All {
		err = wrong("everything is erased by POST /v1/erasures", "")
	}
	var out Erased
	if err == nil {
		out, err = s.erasePerson(r.PathValue("who"), e.Who)
	}
	if err != nil {
		fail(w, ofErasing(err))
		return
	}
	reply(w, out)
}

func (s *Server) erasePerson(key, who string) (out Erased, err error) {
	held, err := s.heldBy(key)
	if err != nil {
		return out, err
	}
	what := store.What{}
	if strings.Contains(key, "@") {
		what.Address = key
	}
	if len(held.People) > 1 {
		if _, err := s.person(key); err != nil { // it says whom an address could mean
			return out, err
		}
	}
	if len(held.People)+len(held.Messages) == 0 {
		return out, &Fault{Status: http.StatusNotFound, Why: "nothing is held about " + key, Hint: "give an address or an id; `takepart list --status all TEXT` finds people"}
	}
	for _, p := range held.People {
		what.Registrations = append(what.Registrations, p.ID)
	}
	done, err := s.Store.Erase(what, s.now(), who)
	if err == nil {
		err = s.desk().Promote() // a place may be free now
	}
	if err != nil {
		return out, err
	}
	out = Erased{Registrations: done.Registrations, Messages: done.Messages, Mails: done.Replies, Found: []string{}, Files: []string{}}
	if err := s.Store.Compact(); err != nil {
		return out, &Fault{Status: http.StatusInternalServerError, Why: "the person is erased, but the file could not be written anew, so that its free pages still hold the bytes: " + err.Error(), Hint: "see that the disk has room for the store once more, then: takepart erase --finish"}
	}
	return out, s.prove(held, &out)
}

// prove searches the store and the files beside it.
func (s *Server) prove(held Held, out *Erased) error {
	traces := tracesOf(held)
	out.Searched = len(traces)
	found, err := searchFile(s.Store.Path(), traces)
	if err != nil {
		return fmt.Errorf("search the store for what was erased: %w", err)
	}
	for _, t := range found {
		out.Found = append(out.Found, t.kind)
	}
	slices.Sort(out.Found)
	out.Found = slices.Compact(out.Found)
	strong := slices.DeleteFunc(traces, func(t trace) bool { return !t.strong })
	dir := filepath.Dir(s.Store.Path())
	beside, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into the folder of the store: %w", err)
	}
	for _, f := range beside {
		path := filepath.Join(dir, f.Name())
		if !f.Type().IsRegular() || f.Name() == filepath.Base(s.Store.Path()) {
			continue
		}
		if found, err := searchFile(path, strong); err == nil && len(found) > 0 {
			out.Files = append(out.Files, f.Name())
		}
	}
	return nil
}

// everything erases all that is held about anybody.
func (s *Server) everything(w http.ResponseWriter, r *http.Request) {
	var e Erase
	err := decodeBody(r, &e, func() string { return e.Who })
	if err == nil && !e.All {
		err = wrong("it is not said that everything is meant", "give all")
	}
	if err != nil {
		fail(w, err)
		return
	}
	done, err := s.Store.Erase(store.What{Everything: true}, s.now(), e.Who)
	if err == nil {
		err = s.Store.Compact()
	}
	if err != nil {
		fail(w, ofErasing(err))
		return
	}
	reply(w, Erased{Registrations: done.Registrations, Messages: done.Messages, Mails: done.Replies, Found: []string{}, Files: []string{}})
}

// compact writes the file anew without what was deleted.
func (s *Server) compact(w http.ResponseWriter, _ *http.Request) {
	if err := s.Store.Compact(); err != nil {
		fail(w, err)
		return
	}
	reply(w, Erased{Found: []string{}, Files: []string{}})
}

func ofErasing(err error) error {
	if errors.Is(err, store.ErrSending) {
		return &Fault{Status: http.StatusConflict, Why: "a mail to this person is being sent right now", Hint: "wait a moment, then again"}
	}
	return err
}
