package store

import (
	"errors"
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestARegistrationAndItsHistory(t *testing.T) {
	s := openNew(t)
	r := &Registration{Status: Incomplete, From: "a@example.org", Person: Person{FirstName: "Awa"}, Missing: []string{"title"}, CreatedAt: noon}
	change(t, s, func(tx *Tx) error {
		r.ID = tx.NewID()
		return tx.Save(r, Change{At: noon, Who: "message", Digest: Digest{1}})
	})
	was := *r
	change(t, s, func(tx *Tx) error {
		r, err := tx.Registration(r.ID)
		if err != nil {
			return err
		}
		r.Status, r.Person.Title, r.Missing = Registered, "Director", nil
		return tx.Save(r, Change{At: noon.Add(time.Hour), Who: "anna", Why: "by telephone"})
	})
	look(t, s, func(tx *Tx) error {
		history, err := tx.History(r.ID)
		want := []Change{
			{At: noon, Who: "message", Digest: Digest{1}, Revision: 1},
			{At: noon.Add(time.Hour), Who: "anna", Why: "by telephone", Revision: 2, Was: was},
		}
		if diff := cmp.Diff(want, history); diff != "" {
			t.Error(diff)
		}
		f, err2 := tx.Figures()
		if diff := cmp.Diff(map[Status]int{Registered: 1}, f.Registrations); diff != "" {
			t.Error(diff)
		}
		return errors.Join(err, err2)
	})
	whole(t, s)
}

func TestWhoReadAnOldRevisionIsTold(t *testing.T) {
	s := openNew(t)
	r := &Registration{ID: "r", From: "a@example.org"}
	change(t, s, func(tx *Tx) error { return tx.Save(r, Change{}) })
	old := *r
	change(t, s, func(tx *Tx) error { return tx.Save(r, Change{}) })
	if err := s.Change(func(tx *Tx) error { return tx.Save(&old, Change{}) }); !errors.Is(err, ErrStale) {
		t.Error(err)
	}
}

func TestRegistrationsAreFoundByAddresses(t *testing.T) {
	s := openNew(t)
	for i, r := range []Registration{
		{ID: "a", From: "office@example.org", Person: Person{Email: "awa@example.org"}, CreatedAt: noon},
		{ID: "b", From: "office@example.org", Person: Person{Email: "bob@example.org"}, CreatedAt: noon.Add(-48 * time.Hour)},
		{ID: "c", From: "other@example.org", Person: Person{Email: "Awa@Example.org"}, CreatedAt: noon},
	} {
		change(t, s, func(tx *Tx) error {
			r.Status = []Status{Registered, Waiting, Registered}[i]
			return tx.Save(&r, Change{})
		})
	}
	change(t, s, func(tx *Tx) error {
		r, err := tx.Registration("b")
		if err != nil {
			return err
		}
		r.Person.Email, r.Status, r.From = "bo@example.org", Withdrawn, "changed@example.org"
		return tx.Save(r, Change{})
	})
	found := map[string]string{}
	look(t, s, func(tx *Tx) error {
		note := func(name string, r []*Registration, err error) {
			found[name] = fmt.Sprint(namesOf(r), err)
		}
		r, err := tx.ByFrom("OFFICE@example.org")
		note("from", r, err)
		r, err = tx.ByAddress("awa@example.org")
		note("signed", r, err)
		r, err = tx.ByAddress("bob@example.org")
		note("signed before", r, err)
		r, err = tx.ByAddress("bo@example.org")
		note("signed now", r, err)
		r, _, err = tx.RegistrationsBy(Registered, "", 10)
		note("registered", r, err)
		r, _, err = tx.RegistrationsBy(Waiting, "", 10)
		note("waiting", r, err)
		n, err := tx.NewNames("office@example.org", noon.Add(-24*time.Hour))
		found["new names"] = fmt.Sprint(n, err)
		return nil
	})
	want := map[string]string{
		"from": "[b a] <nil>", "signed": "[a c] <nil>", "signed before": "[] <nil>", "signed now": "[b] <nil>",
		"registered": "[a c] <nil>", "waiting": "[] <nil>", "new names": "1 <nil>",
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	whole(t, s)
}

func namesOf(registrations []*Registration) (out []string) {
	for _, r := range registrations {
		out = append(out, r.ID)
	}
	return out
}

func TestRegistrationsComeInPagesInTheirOrder(t *testing.T) {
	s := openNew(t)
	change(t, s, func(tx *Tx) error {
		for i := range 25 {
			if err := tx.Save(&Registration{ID: fmt.Sprint("r", i)}, Change{}); err != nil {
				return err
			}
		}
		return nil
	})
	var got []string
	for after, pages := "", 0; ; pages++ {
		look(t, s, func(tx *Tx) error {
			page, next, err := tx.Registrations(after, 10)
			got, after = append(got, namesOf(page)...), next
			return err
		})
		if after == "" {
			if pages != 2 {
				t.Errorf("%d pages before the last", pages)
			}
			break
		}
	}
	if len(got) != 25 || got[0] != "r0" || got[24] != "r24" {
		t.Error(got)
	}
}

func TestIDsAreSixteenLettersAndDigits(t *testing.T) {
	s := openNew(t)
	look(t, s, func(tx *Tx) error {
		a, b := tx.NewID(), tx.NewID()
		if a == b || !regexp.MustCompile(`^[a-z2-7]{16}$`).MatchString(a) {
			t.Error(a, b)
		}
		return nil
	})
}
