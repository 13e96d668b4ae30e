package templates

import (
	"sort"
	"strings"
	"time"
)

// Text is one text in several languages; key "" holds a text given without a language.
type Text map[string]string

// In gives the text in lang, else without language, else in the first of fallback that exists, else any (sorted), else "".
// A regional language ("pt-BR") finds its base ("pt").
func (t Text) In(lang string, fallback ...string) string {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range append([]string{lang, base, ""}, fallback...) {
		if s := strings.TrimSpace(t[l]); s != "" {
			return s
		}
	}
	for _, l := range t.languages() {
		if s := strings.TrimSpace(t[l]); s != "" {
			return s
		}
	}
	return ""
}

// languages are t's keys, sorted, so that every walk over a text has one order.
func (t Text) languages() []string {
	keys := make([]string, 0, len(t))
	for l := range t {
		keys = append(keys, l)
	}
	sort.Strings(keys)
	return keys
}

// empty says that no language holds anything.
func (t Text) empty() bool { return t.In("") == "" }

// Agenda is the detailed agenda; times are wall-clock in Zone. Treat it as read-only once a mail was made from it.
type Agenda struct {
	Title     Text
	Zone      *time.Location
	Join      Join
	Days      []Day
	Notes     Text
	Resources []Resource
}

// Join says how to join the meeting: URL is http or https, "" where it is not known yet.
type Join struct {
	URL  string
	Note Text
}

// Day is one day of the meeting.
type Day struct {
	Date     time.Time // midnight in Zone
	Title    Text
	Sessions []Session
}

// Session is one session. Its ID is its identity over versions of the agenda and names its calendar event.
type Session struct {
	ID          string // letters, digits and - _ . ; unique in the agenda
	Start, End  time.Time
	Title       Text
	Description Text
	Languages   []string // codes such as en, shown by name in the mail's language; anything else is shown as it is
	Speakers    []Speaker
	Cancelled   bool // stays in the agenda, and in the calendar as CANCELLED
}

// Speaker is one speaker, with an institutional title or none.
type Speaker struct {
	Name  string
	Title Text
}

// Resource is something to open afterwards: recordings, playlist, final report. URL is by language too, http or https.
type Resource struct{ Title, URL Text }

// zone is the meeting's zone; UTC where none is set, which Validate reports.
func (a *Agenda) zone() *time.Location {
	if a.Zone == nil {
		return time.UTC
	}
	return a.Zone
}
