package templates

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/emersion/go-ical"
)

// rendered gives the calendar of an agenda mail, raw and read back.
func rendered(t *testing.T, d Data) (string, *ical.Calendar) {
	t.Helper()
	mail, err := built(t).Render(AgendaMail, "en", sampleData(d))
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(mail.Calendar)).Decode()
	if err != nil {
		t.Fatalf("%v\n%s", err, mail.Calendar)
	}
	return string(mail.Calendar), cal
}

// agendaIn is an agenda of one-hour sessions at these wall-clock times.
func agendaIn(t *testing.T, zone string, starts ...string) *Agenda {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	a := &Agenda{Title: Text{"": "T"}, Zone: loc}
	for _, s := range starts {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
		if err != nil {
			t.Fatal(err)
		}
		day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, loc)
		a.Days = append(a.Days, Day{Date: day, Sessions: []Session{{ID: "s" + at.Format("0102"), Start: at, End: at.Add(time.Hour), Title: Text{"": "S"}}}})
	}
	return a
}

func TestCalendarInstants(t *testing.T) {
	for _, c := range []struct {
		zone   string
		starts []string
	}{
		{"Europe/Paris", []string{"2027-03-02 09:30", "2027-03-27 23:30", "2027-03-28 09:30", "2027-10-31 09:30", "2028-06-01 09:30"}},
		{"Africa/Casablanca", []string{"2027-02-01 09:30", "2027-02-15 09:30", "2027-05-01 09:30"}}, // clocks change around Ramadan: no rule says when
		{"Asia/Kathmandu", []string{"2027-03-02 09:30"}},
		{"America/St_Johns", []string{"2027-03-13 09:30", "2027-03-14 09:30"}},
		{"Pacific/Auckland", []string{"2027-03-02 09:30", "2027-04-04 09:30"}},
		{"UTC", []string{"2027-03-02 09:30"}},
	} {
		a := agendaIn(t, c.zone, c.starts...)
		raw, cal := rendered(t, Data{Agenda: a})
		events := cal.Events()
		if len(events) != len(c.starts) {
			t.Fatalf("%s: %d events", c.zone, len(events))
		}
		for i, e := range events {
			got, err := e.DateTimeStart(nil)
			if want := a.Days[i].Sessions[0].Start; err != nil || !got.Equal(want) {
				t.Errorf("%s: %v (%v), want %v", c.zone, got, err, want)
			}
		}
		if c.zone != "UTC" {
			for i, d := range a.Days {
				_, want := d.Sessions[0].Start.Zone()
				if got := offsetFrom(t, cal, d.Sessions[0].Start); got != utcOffset(want) {
					t.Errorf("%s, session %d: VTIMEZONE says %s, not %s\n%s", c.zone, i, got, utcOffset(want), raw)
				}
			}
		} else if strings.Contains(raw, "VTIMEZONE") {
			t.Error("UTC needs no VTIMEZONE")
		}
	}
}

// offsetFrom applies VTIMEZONE as RFC 5545 tells: the observance with the latest start before the time counts.
func offsetFrom(t *testing.T, cal *ical.Calendar, at time.Time) string {
	t.Helper()
	wall, latest, offset := at.Format(localTime), "", ""
	for _, c := range cal.Children {
		for _, o := range c.Children {
			if start := o.Props.Get(ical.PropDateTimeStart); start != nil && c.Name == ical.CompTimezone && start.Value <= wall && start.Value > latest {
				latest, offset = start.Value, o.Props.Get(ical.PropTimezoneOffsetTo).Value
			}
		}
	}
	return offset
}

func TestCalendarFacts(t *testing.T) {
	a := SampleAgenda()
	a.Days[0].Sessions[1].Cancelled = true
	a.Join.URL = "https://meeting.example/join?a=1,2;b=3"
	stamp := time.Date(2027, 1, 15, 13, 0, 0, 0, a.Zone)
	raw, cal := rendered(t, Data{Agenda: a, Sequence: 4, Stamp: stamp, Organiser: `The "organisers"; here, now`})
	for _, must := range []string{"METHOD:PUBLISH\r\n", "VERSION:2.0\r\n", "PRODID:", "LOCATION:https://meeting.example/join?a=1\\,2\\;b=3\r\n", "URL:https://meeting.example/join?a=1,2;b=3\r\n"} {
		if !strings.Contains(raw, must) {
			t.Errorf("lacks %q", must)
		}
	}
	if strings.Contains(raw, "ATTENDEE") || strings.Contains(raw, "19700101T000000Z") {
		t.Error("an attendee, or a stamp that was not set")
	}
	seen := map[string]bool{}
	for i, e := range cal.Events() {
		get := func(name string) string {
			if p := e.Props.Get(name); p != nil {
				return p.Value
			}
			return ""
		}
		uid := get(ical.PropUID)
		if seen[uid] || !strings.HasSuffix(uid, "@meeting.example") {
			t.Errorf("UID %q", uid)
		}
		seen[uid] = true
		if get(ical.PropSequence) != "4" || get(ical.PropDateTimeStamp) != "20270115T120000Z" {
			t.Errorf("%s: SEQUENCE %s, DTSTAMP %s", uid, get(ical.PropSequence), get(ical.PropDateTimeStamp))
		}
		if want := pick(i == 1, "CANCELLED", "CONFIRMED"); get(ical.PropStatus) != want {
			t.Errorf("%s: STATUS %s, want %s", uid, get(ical.PropStatus), want)
		}
		if cn := e.Props.Get(ical.PropOrganizer).Params.Get(ical.ParamCommonName); cn != "The 'organisers'; here, now" {
			t.Errorf("CN %q", cn)
		}
	}
}

func TestUIDsAreSteady(t *testing.T) {
	uids := func(d Data, lang string) string {
		mail, err := built(t).Render(AgendaMail, lang, sampleData(d))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for l := range strings.SplitSeq(strings.ReplaceAll(string(mail.Calendar), "\r\n ", ""), "\r\n") {
			if strings.HasPrefix(l, "UID:") {
				out = append(out, l)
			}
		}
		return strings.Join(out, " ")
	}
	base := uids(Data{}, "en")
	a := SampleAgenda()
	a.Title, a.Days[0].Sessions[0].Start = Text{"": "x"}, a.Days[0].Sessions[0].Start.Add(time.Minute)
	if got := uids(Data{Agenda: a, Sequence: 3}, "fr"); got != base {
		t.Errorf("another language and version: %s, not %s", got, base)
	}
	if got := uids(Data{Event: "Another meeting"}, "en"); got == base {
		t.Error("two meetings share their UIDs")
	}
}

func TestCalendarByDays(t *testing.T) {
	a := SampleAgenda()
	a.Days[0].Sessions[0].Cancelled = true // the day begins with the next
	for i := range a.Days[1].Sessions {
		a.Days[1].Sessions[i].Cancelled = true
	}
	_, cal := rendered(t, Data{Agenda: a, CalendarDays: true})
	events := cal.Events()
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	start, _ := events[0].DateTimeStart(nil)
	end, _ := events[0].DateTimeEnd(nil)
	if !start.Equal(a.Days[0].Sessions[1].Start) || !end.Equal(a.Days[0].Sessions[2].End) {
		t.Errorf("day 1 from %v to %v", start, end)
	}
	for i, want := range []string{"CONFIRMED", "CANCELLED"} {
		if got := events[i].Props.Get(ical.PropStatus).Value; got != want {
			t.Errorf("day %d: %s, want %s", i+1, got, want)
		}
	}
	about, _ := events[0].Props.Text(ical.PropDescription)
	if !strings.Contains(about, "Cancelled: Opening") || !strings.Contains(about, "10:30–12:00\nNational strategies") {
		t.Errorf("description:\n%s", about)
	}
}

func TestFolding(t *testing.T) {
	a := SampleAgenda()
	a.Days[0].Sessions[0].Description = Text{"": strings.Repeat("é漢😀", 100) + "; a, b\\ \nnew line"}
	raw, cal := rendered(t, Data{Agenda: a})
	for l := range strings.SplitSeq(raw, "\r\n") {
		if len(l) > 75 {
			t.Errorf("a line of %d bytes", len(l))
		}
		if !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n") {
			t.Errorf("a broken line: %q", l)
		}
	}
	if about, _ := cal.Events()[0].Props.Text(ical.PropDescription); !strings.Contains(about, strings.Repeat("é漢😀", 100)+"; a, b\\\nnew line") {
		t.Errorf("read back: %q", about)
	}
}

func TestNoSessionsNoCalendar(t *testing.T) {
	a := SampleAgenda()
	a.Days = a.Days[:1]
	a.Days[0].Sessions = nil
	mail, err := built(t).Render(AgendaMail, "en", sampleData(Data{Agenda: a}))
	if err != nil || mail.Calendar != nil {
		t.Errorf("%v %s", err, mail.Calendar)
	}
}
