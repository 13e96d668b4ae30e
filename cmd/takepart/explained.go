package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"takepart/mailproc/registration"
)

// explained is a verdict as --json writes it.
type explained struct {
	File       string                `json:"file"`
	Decision   string                `json:"decision"`
	Reason     string                `json:"reason"`
	Why        string                `json:"why,omitempty"`
	Lang       string                `json:"lang"`
	Registrant registration.Fields   `json:"registrant"`
	Missing    []registration.Field  `json:"missing"`
	Evidence   map[string]evidence   `json:"evidence"`
	Phrase     *evidence             `json:"phrase,omitempty"`
	People     []registration.Fields `json:"people,omitempty"`
	Zones      []zoneRange           `json:"zones"`
	Trouble    []string              `json:"trouble,omitempty"`
}

type evidence struct {
	Text   string `json:"text"`
	Line   int    `json:"line"`
	Source string `json:"source"`
}

// zoneRange is a run of lines in one zone, for one reason.
type zoneRange struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Zone string `json:"zone"`
	Why  string `json:"why"`
}

func explainedOf(v verdict) explained {
	d := v.decision
	e := explained{
		File: v.name, Decision: string(d.Kind), Reason: d.Reason, Why: d.Why, Lang: d.Lang, Registrant: d.Fields,
		Missing: d.Missing, Evidence: map[string]evidence{}, People: d.People, Zones: []zoneRange{},
	}
	if e.Missing == nil {
		e.Missing = []registration.Field{}
	}
	for f, ev := range d.Evidence {
		e.Evidence[string(f)] = evidence{ev.Text, ev.Line, ev.Source}
	}
	if d.Phrase != nil {
		e.Phrase = &evidence{d.Phrase.Text, d.Phrase.Line, d.Phrase.Source}
	}
	for _, l := range v.message.Lines {
		zone := l.Zone.String()
		if n := len(e.Zones); n > 0 && e.Zones[n-1].Zone == zone && e.Zones[n-1].Why == l.Why {
			e.Zones[n-1].To = l.N
			continue
		}
		e.Zones = append(e.Zones, zoneRange{l.N, l.N, zone, l.Why})
	}
	for _, t := range v.message.Trouble {
		e.Trouble = append(e.Trouble, t.Code)
	}
	return e
}

// readExplained reads an earlier output of --json.
func readExplained(path string) (map[string]explained, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, hint(fmt.Errorf("read %s: %w", path, plainCause(err)), "write one with: takepart explain --json FILES > %s", path)
	}
	defer f.Close()
	old := map[string]explained{}
	in := json.NewDecoder(bufio.NewReader(f))
	for n := 1; ; n++ {
		var e explained
		err := in.Decode(&e)
		if err == io.EOF {
			return old, nil
		}
		if err != nil {
			return nil, hint(fmt.Errorf("read %s: object %d: %w", path, n, err), "it must be what `takepart explain --json` printed")
		}
		old[e.File] = e
	}
}

// plainCause strips the operation and the path, which the caller names in its own words.
func plainCause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// printDifference prints a verdict only where it differs from the old one.
func printDifference(out io.Writer, enc *json.Encoder, asJSON bool, old map[string]explained, v verdict) error {
	now := explainedOf(v)
	before, had := old[v.name]
	changes := differences(before, now)
	if had && len(changes) == 0 {
		return nil
	}
	if asJSON {
		return enc.Encode(struct {
			File string     `json:"file"`
			Was  *explained `json:"was"`
			Now  explained  `json:"now"`
		}{v.name, orNil(before, had), now})
	}
	if !had {
		_, err := fmt.Fprintf(out, "%s: new: %s (%s)\n", printable(v.name), now.Decision, now.Reason)
		return err
	}
	_, err := fmt.Fprintf(out, "%s:\n    %s\n", printable(v.name), strings.Join(changes, "\n    "))
	return err
}

func orNil(e explained, had bool) *explained {
	if had {
		return &e
	}
	return nil
}

func differences(a, b explained) []string {
	var out []string
	compare := func(what, was, is string) {
		if was != is {
			out = append(out, fmt.Sprintf("%s: was %s, would be %s", what, quoted(was), quoted(is)))
		}
	}
	compare("decision", a.Decision, b.Decision)
	compare("reason", a.Reason, b.Reason)
	compare("language", a.Lang, b.Lang)
	for _, f := range registration.AllFields {
		compare(string(f), a.Registrant.Get(f), b.Registrant.Get(f))
	}
	if !slices.Equal(a.Missing, b.Missing) {
		compare("missing", fmt.Sprint(a.Missing), fmt.Sprint(b.Missing))
	}
	return out
}

func quoted(text string) string {
	if text == "" {
		return "nothing"
	}
	return `"` + printable(text) + `"`
}
