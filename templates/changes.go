package templates

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// What changed from one version of the agenda to the next, for the mail that says so and for the organisers.

// ChangeKind is what became of a session.
type ChangeKind string

const (
	Added     ChangeKind = "added"     // new, or on again after it was cancelled
	Moved     ChangeKind = "moved"     // begins or ends at another time
	Cancelled ChangeKind = "cancelled" // marked so, or not in the agenda any more
	Changed   ChangeKind = "changed"   // at the same time; title, description, languages or speakers differ
)

// SessionChange is one session that differs. Session is as it is now; as it was where it vanished.
type SessionChange struct {
	Kind    ChangeKind
	Day     time.Time // of Session, midnight in its zone
	Session Session
	From    time.Time // Moved: its start and end before
	To      time.Time
}

// Since lists the sessions that differ from an older version, in the order of the agenda, vanished ones last. A session that was moved
// is listed as that, whatever else differs. Nil for a nil agenda.
func (a *Agenda) Since(old *Agenda) (out []SessionChange) {
	if a == nil || old == nil {
		return nil
	}
	before := old.sessions()
	now := a.sessions()
	for _, s := range now {
		i := slices.IndexFunc(before, func(b placed) bool { return b.ID == s.ID })
		if i < 0 {
			if !s.Cancelled {
				out = append(out, SessionChange{Kind: Added, Day: s.day, Session: s.Session})
			}
			continue
		}
		if kind := s.differs(before[i]); kind != "" {
			out = append(out, SessionChange{Kind: kind, Day: s.day, Session: s.Session, From: before[i].Start, To: before[i].End})
		}
	}
	for _, b := range before {
		if !b.Cancelled && !slices.ContainsFunc(now, func(s placed) bool { return s.ID == b.ID }) {
			out = append(out, SessionChange{Kind: Cancelled, Day: b.day, Session: b.Session})
		}
	}
	return out
}

// placed is a session with its day.
type placed struct {
	Session
	day time.Time
}

func (a *Agenda) sessions() (all []placed) {
	for _, d := range a.Days {
		for _, s := range d.Sessions {
			all = append(all, placed{s, d.Date})
		}
	}
	return all
}

// differs says in what a session differs from what it was; "" for nothing that a reader sees.
func (s placed) differs(was placed) ChangeKind {
	switch {
	case s.Cancelled && was.Cancelled:
		return ""
	case s.Cancelled:
		return Cancelled
	case was.Cancelled:
		return Added
	case !s.Start.Equal(was.Start) || !s.End.Equal(was.End):
		return Moved
	case !sameBytes(s.Session, was.Session):
		return Changed
	}
	return ""
}

// sameBytes compares what Version would write of two sessions.
func sameBytes(a, b Session) bool {
	one := func(s Session) string {
		return (&Agenda{Days: []Day{{Date: s.Start, Sessions: []Session{s}}}}).Version()
	}
	return one(a) == one(b)
}

// updates are the lines of the mail.
func (v *view) updates() (out []row) {
	w := v.lang.words
	label := map[ChangeKind]string{Added: w.of["added"], Moved: w.of["moved"], Cancelled: w.of["cancelled"], Changed: w.of["changed"]}
	if v.d.Agenda == nil {
		return nil
	}
	zone := v.d.Agenda.zone()
	for _, c := range v.d.Agenda.Since(v.d.Before) {
		when := v.stretch(c.Session.Start.In(zone), c.Session.End.In(zone))
		if c.Kind == Moved {
			when = v.shift(c, zone)
		}
		out = append(out, row{w.label(label[c.Kind]), v.sayLine(c.Session.Title) + w.of["comma"] + " " + when})
	}
	return out
}

// shift is the time before and the time now; the date once where it stays.
func (v *view) shift(c SessionChange, zone *time.Location) string {
	w, was, is := v.lang.words, c.From.In(zone), c.Session.Start.In(zone)
	old, now := v.stretch(was, c.To.In(zone)), v.stretch(is, c.Session.End.In(zone))
	if !sameDay(was, is) {
		return w.fill("change", "old", old, "new", now)
	}
	return w.date(is) + w.of["comma"] + " " + w.fill("change", "old", w.span(is, was, c.To.In(zone)), "new", w.span(is, is, c.Session.End.In(zone)))
}

// stretch is a time with its date.
func (v *view) stretch(from, to time.Time) string {
	w := v.lang.words
	return w.date(from) + w.of["comma"] + " " + w.span(from, from, to)
}

// snapshot is an agenda as it is kept.
type snapshot struct {
	Title     Text
	Zone      string
	Join      Join
	Days      []Day
	Notes     Text
	Resources []Resource
}

// Snapshot writes the agenda so that FromSnapshot reads it again, for as long as somebody's last version is this one.
func (a *Agenda) Snapshot() ([]byte, error) {
	return json.Marshal(snapshot{a.Title, a.zone().String(), a.Join, a.Days, a.Notes, a.Resources})
}

// FromSnapshot reads what Snapshot wrote.
func FromSnapshot(b []byte) (*Agenda, error) {
	var s snapshot
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("read an earlier agenda: %w", err)
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return nil, fmt.Errorf("read an earlier agenda: %w", err)
	}
	a := &Agenda{Title: s.Title, Zone: zone, Join: s.Join, Days: s.Days, Notes: s.Notes, Resources: s.Resources}
	for i := range a.Days {
		d := &a.Days[i]
		d.Date = d.Date.In(zone)
		for j := range d.Sessions {
			d.Sessions[j].Start, d.Sessions[j].End = d.Sessions[j].Start.In(zone), d.Sessions[j].End.In(zone)
		}
	}
	return a, nil
}
