package templates

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// agendaView is the agenda in one language, as parts.txt and page.html see it: every string is ready to be shown.
type agendaView struct {
	Title, Join, URL, JoinNote string
	Days                       []dayView
	Speakers, Languages        string // labels
	NotesLabel, Notes          string
	ResourcesLabel             string
	Resources                  []resourceView
}

// dayView is one day; Date names the meeting's zone and its offset on that day.
type dayView struct {
	Title, Date string
	Sessions    []sessionView
}

// sessionView is one session; Time is in the meeting's zone, UTC the same instants there.
type sessionView struct {
	Time, UTC, Cancelled, Title, Description, Languages string
	Speakers                                            []string
}

type resourceView struct{ Title, URL string }

// functions of parts.txt and page.html.
var functions = template.FuncMap{
	"underline": underline,
	"lines":     func(s string) []string { return strings.Split(s, "\n") },
}

// underline repeats a mark as wide as s is, at most 60 times.
func underline(mark, s string) string {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return strings.Repeat(mark, min(n, 60))
}

// agendaKey is all that the agenda's parts are made from. The agenda goes by its address: it is read-only once rendered.
type agendaKey struct {
	agenda                    *Agenda
	lang                      string
	part                      part // of the agenda: all, joining or resources
	before                    *Agenda
	event, organiser, address string
	meeting                   string
	sequence                  int
	days                      bool
}

// agendaParts are made once and used in every mail: they are the same for everybody, and nine tenths of a mail's work.
type agendaParts struct {
	text     string
	html     template.HTML
	calendar []byte // DTSTAMP still to be set
}

// agenda gives the mail's agenda, or that part of it, dressed.
func (v *view) agenda(p part) (*agendaParts, error) {
	d := v.d
	if d.Agenda == nil {
		return &agendaParts{}, nil
	}
	key := agendaKey{d.Agenda, v.lang.code, p, d.Before, d.Event, v.organiser, v.address, d.Meeting, d.Sequence, d.CalendarDays}
	return v.set.agendas.get(key, func() (*agendaParts, error) { return v.makeAgenda(p) })
}

func (v *view) makeAgenda(p part) (*agendaParts, error) {
	av := v.agendaView(p)
	var text, html strings.Builder
	if err := v.set.parts.ExecuteTemplate(&text, "agenda", av); err != nil {
		return nil, err
	}
	if err := v.set.page.ExecuteTemplate(&html, "agenda", av); err != nil {
		return nil, err
	}
	made := &agendaParts{text: lines(text.String()), html: template.HTML(html.String())}
	if p != agendaPart {
		return made, nil
	}
	var err error
	made.calendar, err = v.makeCalendar()
	return made, err
}

// say gives a text of the agenda in the mail's language.
func (v *view) say(t Text) string { return lines(t.In(v.lang.code, v.set.languages...)) }

// sayLine is say for what must be one line.
func (v *view) sayLine(t Text) string { return line(v.say(t), longestValue) }

// agendaView is the whole agenda, or what a reminder or the mail afterwards shows of it, in the same dress.
func (v *view) agendaView(p part) *agendaView {
	out := v.wholeAgenda()
	switch p {
	case joiningPart:
		out.Title, out.Notes, out.Resources = "", "", nil
		for i, d := range v.d.Agenda.Days {
			out.Days[i].Sessions = v.hours(d)
		}
	case resourcesPart:
		out.Title, out.URL, out.JoinNote, out.Days, out.Notes = "", "", "", nil, ""
		out.Resources = v.everyResource()
	}
	return out
}

// hours is a day from its first session to its last; nil where there is none.
func (v *view) hours(d Day) []sessionView {
	e, ok := v.dayEvent(d)
	if !ok || e.cancelled {
		return nil
	}
	w, day := v.lang.words, d.Date.In(v.d.Agenda.zone())
	return []sessionView{{Time: w.span(day, e.from.In(day.Location()), e.to.In(day.Location())), UTC: w.span(day, e.from.UTC(), e.to.UTC())}}
}

// everyResource names a resource once for each address that it has: a report in English and French is of use to a reader of German
// in both. The reader's own language comes first.
func (v *view) everyResource() (out []resourceView) {
	w := v.lang.words
	for _, r := range v.d.Agenda.Resources {
		title, seen := v.sayLine(r.Title), map[string]bool{}
		for _, code := range append([]string{v.lang.code, ""}, r.URL.languages()...) {
			u := webAddress(line(r.URL[code], 2000))
			if u == "" || seen[u] {
				continue
			}
			seen[u] = true
			label := title
			if code != "" && len(r.URL) > 1 {
				label += " (" + w.tongue(code) + ")"
			}
			out = append(out, resourceView{w.label(label), u})
		}
	}
	return out
}

func (v *view) wholeAgenda() *agendaView {
	a, w := v.d.Agenda, v.lang.words
	out := &agendaView{
		Title: v.sayLine(a.Title), Join: w.label(w.of["join"]), URL: webAddress(a.Join.URL), JoinNote: v.say(a.Join.Note),
		Speakers: w.label(w.of["speakers"]), Languages: w.label(w.of["languages"]),
		NotesLabel: w.label(w.of["notes"]), Notes: v.say(a.Notes), ResourcesLabel: w.label(w.of["resources"]),
	}
	if out.Title == "" {
		out.Title = v.Event()
	}
	for _, d := range a.Days {
		out.Days = append(out.Days, v.dayView(d))
	}
	for _, r := range a.Resources {
		if u := webAddress(v.sayLine(r.URL)); u != "" {
			out.Resources = append(out.Resources, resourceView{w.label(v.sayLine(r.Title)), u})
		}
	}
	return out
}

func (v *view) dayView(d Day) dayView {
	zone := v.d.Agenda.zone()
	at := d.Date
	if len(d.Sessions) > 0 {
		at = d.Sessions[0].Start // the clocks may change in the night before
	}
	out := dayView{Title: v.sayLine(d.Title), Date: v.lang.words.date(d.Date.In(zone)) + v.lang.words.of["comma"] + " " + zone.String() + " (" + offset(at.In(zone)) + ")"}
	for _, s := range d.Sessions {
		out.Sessions = append(out.Sessions, v.sessionView(d, s))
	}
	return out
}

func (v *view) sessionView(d Day, s Session) sessionView {
	w, zone := v.lang.words, v.d.Agenda.zone()
	out := sessionView{
		Time: w.span(d.Date.In(zone), s.Start.In(zone), s.End.In(zone)), UTC: w.span(d.Date.In(zone), s.Start.UTC(), s.End.UTC()),
		Title: v.sayLine(s.Title), Description: v.say(s.Description),
	}
	if s.Cancelled {
		out.Cancelled = w.label(w.of["cancelled"])
	}
	var tongues []string
	for _, l := range s.Languages {
		tongues = append(tongues, w.tongue(line(l, longestValue)))
	}
	out.Languages = w.enumerate(tongues)
	for _, p := range s.Speakers {
		out.Speakers = append(out.Speakers, v.speaker(p))
	}
	return out
}

func (v *view) speaker(p Speaker) string {
	name := line(p.Name, longestValue)
	if title := v.sayLine(p.Title); title != "" {
		name += v.lang.words.of["comma"] + " " + title
	}
	return name
}

// offset is the distance to UTC: UTC+1, UTC-3:30, UTC.
func offset(t time.Time) string {
	_, seconds := t.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	clock := time.Duration(seconds) * time.Second
	s := fmt.Sprintf("UTC%s%d", sign, int(clock.Hours()))
	if minutes := int(clock.Minutes()) % 60; minutes != 0 {
		s += fmt.Sprintf(":%02d", minutes)
	}
	return s
}

// webAddress is s if it is an http or https address, else "": a mail never carries another kind of link.
func webAddress(s string) string {
	s = line(s, 2000)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || strings.ContainsAny(s, " \"<>") || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return s
}
