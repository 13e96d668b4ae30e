package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"time"
)

// Version is a digest (12 hex digits) of what attendees see of the agenda. Ids, blanks around texts, the order in which languages are
// written and texts that are empty do not count; everything else does. "" for a nil agenda.
func (a *Agenda) Version() string {
	if a == nil {
		return ""
	}
	h := canon{sha256.New()}
	h.text(a.Title)
	h.string(a.zone().String())
	h.string(line(a.Join.URL, 2000))
	h.text(a.Join.Note)
	h.count(len(a.Days))
	for _, d := range a.Days {
		h.day(d, a.zone())
	}
	h.text(a.Notes)
	h.count(len(a.Resources))
	for _, r := range a.Resources {
		h.text(r.Title)
		h.text(r.URL)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// canon writes values so that no two agendas write the same bytes: every string and list goes with its length.
type canon struct{ hash.Hash }

func (h canon) string(s string) { fmt.Fprintf(h, "%d:%s", len(s), s) }

func (h canon) count(n int) { fmt.Fprintf(h, "#%d", n) }

func (h canon) text(t Text) {
	for _, l := range t.languages() {
		if s := lines(t[l]); s != "" {
			h.string(l)
			h.string(s)
		}
	}
	h.count(0)
}

func (h canon) day(d Day, zone *time.Location) {
	h.string(d.Date.In(zone).Format(time.DateOnly))
	h.text(d.Title)
	h.count(len(d.Sessions))
	for _, s := range d.Sessions {
		h.string(s.Start.UTC().Format(time.RFC3339))
		h.string(s.End.UTC().Format(time.RFC3339))
		h.text(s.Title)
		h.text(s.Description)
		h.count(len(s.Languages))
		for _, l := range s.Languages {
			h.string(line(l, longestValue))
		}
		h.count(len(s.Speakers))
		for _, p := range s.Speakers {
			h.string(line(p.Name, longestValue))
			h.text(p.Title)
		}
		h.string(pick(s.Cancelled, "cancelled", ""))
	}
}
