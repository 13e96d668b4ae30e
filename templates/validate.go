package templates

import (
	"fmt"
	"regexp"
	"time"

	"golang.org/x/text/language"
)

// AgendaProblem is something wrong in an agenda. Path names the value as agenda.yaml writes it, days[0].sessions[1].start (counted
// from 0), so that the reader of the file can tell its line; Why says what is wrong and what to write.
type AgendaProblem struct{ Path, Why string }

func (p *AgendaProblem) Error() string { return p.Path + ": " + p.Why }

// sessionID is what calendars and command lines take without quoting.
var sessionID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// Validate reports every problem of the agenda at once, each an *AgendaProblem, in the order of the file.
func (a *Agenda) Validate() []error {
	if a == nil {
		return []error{&AgendaProblem{"agenda", "missing"}}
	}
	c := &checker{zone: a.zone(), ids: map[string]string{}}
	c.text("title", a.Title, true)
	if name := a.zone().String(); a.Zone == nil || name == "Local" || name == "" {
		c.bad("timezone", "missing: write the meeting's zone, such as Europe/Paris")
	}
	if a.Join.URL != "" && webAddress(a.Join.URL) == "" {
		c.bad("join.url", "no web address: write one that begins with https://")
	}
	c.text("join.note", a.Join.Note, false)
	if len(a.Days) == 0 {
		c.bad("days", "missing: the meeting needs at least one day")
	}
	for i, d := range a.Days {
		c.day(fmt.Sprintf("days[%d]", i), d)
		if i > 0 && !c.zero(d.Date) && !a.Days[i-1].Date.Before(d.Date) {
			c.bad(fmt.Sprintf("days[%d].date", i), "not after the day above: write the days in order, each once")
		}
	}
	c.text("notes", a.Notes, false)
	for i, r := range a.Resources {
		c.resource(fmt.Sprintf("resources[%d]", i), r)
	}
	return c.errs
}

// checker gathers problems.
type checker struct {
	zone *time.Location
	ids  map[string]string // id -> path of its session
	errs []error
}

func (c *checker) bad(path, format string, args ...any) {
	c.errs = append(c.errs, &AgendaProblem{path, fmt.Sprintf(format, args...)})
}

// zero tells a time that was never set; 1970 and 9999 bound what a calendar file can say.
func (c *checker) zero(t time.Time) bool { return t.Year() < 1970 || t.Year() > 9999 }

func (c *checker) text(path string, t Text, must bool) {
	if must && t.empty() {
		c.bad(path, "missing: write a text, or one per language")
	}
	for _, l := range t.languages() {
		if _, err := language.ParseBase(l); l != "" && err != nil {
			if _, err = language.Parse(l); err != nil {
				c.bad(path, "%q is no language: write a code such as en or fr", l)
			}
		}
	}
}

func (c *checker) day(path string, d Day) {
	if c.zero(d.Date) {
		c.bad(path+".date", "missing or no date: write it as 2027-03-02")
	}
	c.text(path+".title", d.Title, false)
	for i, s := range d.Sessions {
		at := fmt.Sprintf("%s.sessions[%d]", path, i)
		c.session(at, s)
		switch {
		case c.zero(s.Start) || c.zero(d.Date):
		case !sameDay(s.Start.In(c.zone), d.Date.In(c.zone)):
			c.bad(at+".start", "is on another day: move the session to that day")
		case i > 0 && s.Start.Before(d.Sessions[i-1].Start):
			c.bad(at+".start", "before the session above: write the sessions in order of their start")
		}
	}
}

func (c *checker) session(path string, s Session) {
	switch other, taken := c.ids[s.ID]; {
	case s.ID == "":
		c.bad(path+".id", "missing: name the session once and for all, such as opening")
	case !sessionID.MatchString(s.ID):
		c.bad(path+".id", "%q: use letters, digits, dot, hyphen and underscore, at most 64", s.ID)
	case taken:
		c.bad(path+".id", "%q is taken by %s: give each session its own", s.ID, other)
	default:
		c.ids[s.ID] = path
	}
	c.text(path+".title", s.Title, true)
	c.text(path+".description", s.Description, false)
	switch {
	case c.zero(s.Start):
		c.bad(path+".start", "missing: write it as \"09:30\"")
	case c.zero(s.End):
		c.bad(path+".end", "missing: write it as \"10:15\"")
	case !s.Start.Before(s.End):
		c.bad(path+".end", "not after the start")
	case s.End.Sub(s.Start) > 24*time.Hour:
		c.bad(path+".end", "more than a day after the start: write a session per day")
	}
	for i, p := range s.Speakers {
		at := fmt.Sprintf("%s.speakers[%d]", path, i)
		if line(p.Name, longestValue) == "" {
			c.bad(at+".name", "missing: write a name, or take the speaker out")
		}
		c.text(at+".title", p.Title, false)
	}
}

func (c *checker) resource(path string, r Resource) {
	c.text(path+".title", r.Title, true)
	if r.URL.empty() {
		c.bad(path+".url", "missing: write a web address, or one per language")
	}
	for _, l := range r.URL.languages() {
		if r.URL[l] != "" && webAddress(r.URL[l]) == "" {
			c.bad(path+".url", "%q is no web address: write one that begins with https://", r.URL[l])
		}
	}
}
