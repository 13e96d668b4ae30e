package config

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata" // a small machine may have no zone files, and the agenda's zone is the only clock there is

	"takepart/templates"
)

func dirOf(path string) string { return filepath.Dir(path) }

// LoadAgenda reads agenda.yaml. The agenda is nil where the file could not be read at all; problems are all that is wrong with it.
func LoadAgenda(path string) (*templates.Agenda, Problems) {
	data, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil, Problems{{File: path, What: "does not exist", Hint: "`takepart init` writes one to start from"}}
	}
	if err != nil {
		return nil, Problems{{File: path, What: "cannot be read: " + reason(err)}}
	}
	return ParseAgenda(path, data)
}

// ParseAgenda is LoadAgenda for a text that is already there; name stands in the problems.
func ParseAgenda(name string, data []byte) (*templates.Agenda, Problems) {
	r := &agendaReader{source: &source{name: name}, ids: map[string]int{}}
	top := r.parse(data)
	if top == nil {
		return nil, r.problems
	}
	a := r.agenda(top)
	if len(r.problems) == 0 {
		for _, err := range a.Validate() {
			r.complain(0, "", err.Error(), "")
		}
	}
	r.problems.sort()
	return a, r.problems
}

type agendaReader struct {
	*source
	zone *time.Location
	ids  map[string]int // session id -> line
}

func (r *agendaReader) agenda(top *section) *templates.Agenda {
	r.zone = r.readZone(top)
	a := &templates.Agenda{Title: top.byLanguage("title"), Zone: r.zone, Notes: top.byLanguage("notes")}
	if len(a.Title) == 0 {
		top.complain(entry{line: top.line}, "title", "is missing", "write title: {en: …, fr: …}")
	}
	join := top.sub("join")
	a.Join = templates.Join{URL: join.text("url", ""), Note: join.byLanguage("note")}
	r.link(join, "url", a.Join.URL)
	join.done()
	for _, s := range top.sections("days") {
		a.Days = append(a.Days, r.day(s))
	}
	if len(a.Days) == 0 {
		top.complain(entry{line: top.line}, "days", "is missing", "give at least one day with its date")
	}
	for _, s := range top.sections("resources") {
		res := templates.Resource{Title: s.byLanguage("title"), URL: s.byLanguage("url")}
		for _, u := range res.URL {
			r.link(s, "url", u)
		}
		s.done()
		a.Resources = append(a.Resources, res)
	}
	top.done()
	return a
}

func (r *agendaReader) readZone(top *section) *time.Location {
	name := top.must("timezone", "Europe/Paris")
	if name == "" {
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		top.complain(top.entries["timezone"], "timezone", fmt.Sprintf("%q is not a time zone", name), "write Continent/City, such as Europe/Paris")
		return time.UTC
	}
	return zone
}

func (r *agendaReader) day(s *section) templates.Day {
	var d templates.Day
	v := s.must("date", "2027-03-02")
	date, err := time.ParseInLocation(time.DateOnly, v, r.zone)
	if v != "" && err != nil {
		s.complain(s.entries["date"], "date", fmt.Sprintf("%q is not a date", v), "write year-month-day, such as 2027-03-02")
	}
	d.Date = date
	d.Title = s.byLanguage("title")
	for _, one := range s.sections("sessions") {
		d.Sessions = append(d.Sessions, r.session(one, date))
	}
	s.done()
	return d
}

func (r *agendaReader) session(s *section, date time.Time) templates.Session {
	out := templates.Session{ID: s.must("id", "opening")}
	if out.ID != "" {
		line := s.entries["id"].line
		if before, twice := r.ids[out.ID]; twice {
			s.complain(s.entries["id"], "id", fmt.Sprintf("%q is the session of line %d too", out.ID, before), "give each session an id of its own, and keep it for ever")
		}
		r.ids[out.ID] = line
	}
	out.Start, out.End = r.clock(s, "start", date), r.clock(s, "end", date)
	if !out.Start.IsZero() && !out.End.IsZero() && !out.End.After(out.Start) {
		s.complain(s.entries["end"], "end", "is not after start", "")
	}
	out.Title = s.byLanguage("title")
	if len(out.Title) == 0 {
		s.complain(entry{line: s.line}, "title", "is missing", "write title: {en: …, fr: …}")
	}
	out.Description = s.byLanguage("description")
	out.Languages = s.list("languages")
	out.Cancelled = s.yes("cancelled")
	for _, sp := range s.sections("speakers") {
		out.Speakers = append(out.Speakers, templates.Speaker{Name: sp.must("name", `"First Last"`), Title: sp.byLanguage("title")})
		sp.done()
	}
	s.done()
	return out
}

// clock reads a wall-clock time of the day. time.Date settles what summer time makes of it.
func (r *agendaReader) clock(s *section, name string, date time.Time) time.Time {
	v := s.must(name, `"09:30"`)
	if v == "" {
		return time.Time{}
	}
	t, err := time.Parse("15:04", v)
	if err != nil {
		s.complain(s.entries[name], name, fmt.Sprintf("%q is not a time of day", v), `write hours and minutes in quotes, such as "09:30"`)
		return time.Time{}
	}
	return time.Date(date.Year(), date.Month(), date.Day(), t.Hour(), t.Minute(), 0, 0, r.zone)
}

func (r *agendaReader) link(s *section, name, text string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		s.complain(s.entries[name], name, fmt.Sprintf("%q is not a link", text), "write it with https:// in front")
	}
}
