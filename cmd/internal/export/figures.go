package export

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"takepart/store"
)

// Figures count registrations. All but Status count those who take part: registered or waiting.
type Figures struct {
	Total       int            `json:"total"`
	Status      map[string]int `json:"status"`
	Language    map[string]int `json:"language"`
	Country     map[string]int `json:"country"` // last label of the address
	Institution map[string]int `json:"institution"`
	Day         map[string]int `json:"day"` // of registration, UTC
}

// NewFigures counts from nothing.
func NewFigures() *Figures {
	return &Figures{Status: map[string]int{}, Language: map[string]int{}, Country: map[string]int{}, Institution: map[string]int{}, Day: map[string]int{}}
}

// Add counts one registration.
func (f *Figures) Add(r *store.Registration) {
	f.Status[string(r.Status)]++
	if r.Status != store.Registered && r.Status != store.Waiting {
		return
	}
	f.Total++
	f.Language[r.Language]++
	f.Country[Country(r.Person.Email)]++
	f.Institution[r.Person.Institution]++
	if !r.RegisteredAt.IsZero() {
		f.Day[r.RegisteredAt.UTC().Format(time.DateOnly)]++
	}
}

// Country is the last label of an address, in small letters: "ch", but also "org".
func Country(address string) string {
	return strings.ToLower(address[strings.LastIndexByte(address, '.')+1:])
}

// Part is one way of counting, the most frequent first; days stand in their order.
type Part struct {
	Name   string
	Counts []Count
}

// Count is how many have Name; "" stands for those who told none.
type Count struct {
	Name string
	N    int
}

// Parts are all the ways of counting, in the order in which they are shown.
func (f *Figures) Parts() []Part {
	out := []Part{
		{"status", byCount(f.Status)}, {"language", byCount(f.Language)}, {"country of address", byCount(f.Country)},
		{"institution", byCount(f.Institution)}, {"day", byCount(f.Day)},
	}
	days := out[len(out)-1].Counts
	slices.SortFunc(days, func(a, b Count) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func byCount(m map[string]int) []Count {
	out := make([]Count, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Count{name, m[name]})
	}
	slices.SortStableFunc(out, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	return out
}
