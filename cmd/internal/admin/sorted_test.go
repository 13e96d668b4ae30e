package admin

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"takepart/store"
)

// crowd is a store of n people whose names and institutions repeat.
func crowd(t *testing.T, n int) *Server {
	t.Helper()
	s := office(t)
	at := time.Date(2027, 2, 2, 9, 0, 0, 0, time.UTC)
	err := s.Store.Change(func(tx *store.Tx) error {
		for i := range n {
			when := at.Add(time.Duration(i) * time.Minute)
			r := &store.Registration{ID: tx.NewID(), Status: store.Registered, From: fmt.Sprintf("p%d@org.example", i), RegisteredAt: when, CreatedAt: when, UpdatedAt: when, Language: "en",
				Person: store.Person{FirstName: "Given", LastName: fmt.Sprintf("Family%d", i*37%n/3), Email: fmt.Sprintf("p%d@org.example", i), Institution: fmt.Sprintf("Ministry %d", i%4)}}
			if err := tx.Save(r, store.Change{At: when, Who: "message"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSortedInPasses: however few keys are kept at once, the order is the same, and so are pages of it.
func TestSortedInPasses(t *testing.T) {
	s := crowd(t, 100)
	for _, sort := range append(Sorts(), "-name", "-institution") {
		f, err := filterOf(Filter{Sort: sort}.query())
		if err != nil {
			t.Fatal(err)
		}
		var all []*store.Registration
		for r, err := range s.behind(t.Context(), f, "") {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
		by := sorts[strings.TrimPrefix(sort, "-")]
		slices.SortStableFunc(all, func(a, b *store.Registration) int { return strings.Compare(by(a), by(b)) })
		if strings.HasPrefix(sort, "-") {
			slices.Reverse(all)
		}
		want := ""
		for _, r := range all {
			want += r.From + "\n"
		}
		for _, n := range []int{1, 7, 50, 101, 1000} {
			got := ""
			for r, err := range s.sortedBy(t.Context(), f, n) {
				if err != nil {
					t.Fatal(err)
				}
				got += r.From + "\n"
			}
			if got != want {
				t.Errorf("%s, %d at once:\n%s\nwant\n%s", sort, n, got, want)
			}
		}
		got, next := "", ""
		for {
			var page Page
			if err := s.pageSorted(t.Context(), f, next, 9, &page); err != nil {
				t.Fatal(err)
			}
			for _, r := range page.Registrations {
				got += r.From + "\n"
			}
			if next = page.Next; next == "" {
				break
			}
		}
		if got != want {
			t.Errorf("%s, in pages:\n%s\nwant\n%s", sort, got, want)
		}
	}
}

// TestSortedWhileNamesChange: who moves to another place between two passes is told once all the same.
func TestSortedWhileNamesChange(t *testing.T) {
	s := crowd(t, 100)
	f, err := filterOf(Filter{Sort: "name"}.query())
	if err != nil {
		t.Fatal(err)
	}
	rename := func(from, last string) {
		err := s.Store.Change(func(tx *store.Tx) error {
			found, err := tx.ByFrom(from)
			if err != nil {
				return err
			}
			r := found[0]
			r.Person.LastName = last
			return tx.Save(r, store.Change{At: r.UpdatedAt, Who: "test"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]int{}
	last := ""
	for r, err := range s.sortedBy(t.Context(), f, 20) {
		if err != nil {
			t.Fatal(err)
		}
		seen[r.From]++
		last = r.From
		if len(seen) == 20 {
			rename(r.From, "Zz, told already")
			rename("p8@org.example", "Aa, passed already") // was Family32 of 33
		}
	}
	if len(seen) != 101 || last != "p8@org.example" {
		t.Errorf("%d people, the last %s", len(seen), last)
	}
	for from, n := range seen {
		if n != 1 {
			t.Errorf("%s %d times", from, n)
		}
	}
}

// TestBeginningOfAnID: some letters of an id name its person, where they are nobody else's, and are never enough to erase by.
func TestBeginningOfAnID(t *testing.T) {
	s := crowd(t, 3)
	var want *store.Registration
	for r, err := range s.behind(t.Context(), Filter{Status: everyStatus}, "") {
		if err != nil {
			t.Fatal(err)
		}
		want = r
	}
	got, err := s.person(strings.ToUpper(want.ID[:10]))
	if err != nil || got.ID != want.ID {
		t.Errorf("%v, %v; want %s", got, err, want.ID)
	}
	if _, err := s.person(want.ID[:3]); err == nil {
		t.Error("three letters were enough")
	}
	if _, err := s.erasePerson(want.ID[:10], "olga"); err == nil {
		t.Error("erased by a part of an id")
	}
}
