package templates

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	ical "github.com/emersion/go-ical"
)

// The calendar file, RFC 5545 and 5546: METHOD:PUBLISH, so that no calendar program answers the organisers.

const (
	localTime = "20060102T150405"
	utcTime   = "20060102T150405Z"
)

// unstamped is the DTSTAMP of a calendar that is kept for many mails; stamp replaces it, being as long. A value cannot hold the line:
// CR and LF never get into one.
var unstamped = []byte("\r\nDTSTAMP:19700101T000000Z\r\n")

// calendar is the mail's calendar file, with its stamp.
func (v *view) calendar() ([]byte, error) {
	made, err := v.agenda(agendaPart)
	if err != nil {
		return nil, err
	}
	at := v.d.Stamp
	if at.IsZero() {
		at = v.d.Agenda.Days[0].Date
	}
	return bytes.ReplaceAll(made.calendar, unstamped, []byte("\r\nDTSTAMP:"+at.UTC().Format(utcTime)+"\r\n")), nil
}

// event is one entry of the calendar.
type event struct {
	id, summary, description string
	from, to                 time.Time
	cancelled                bool
}

// makeCalendar gives nil where the agenda has no session yet.
func (v *view) makeCalendar() ([]byte, error) {
	events := v.events()
	if len(events) == 0 {
		return nil, nil
	}
	zone := v.d.Agenda.zone()
	cal := ical.NewCalendar()
	set(cal.Props, ical.PropVersion, "2.0")
	set(cal.Props, ical.PropProductID, "-//takepart//takepart//EN")
	set(cal.Props, ical.PropCalendarScale, "GREGORIAN")
	set(cal.Props, ical.PropMethod, "PUBLISH")
	if zone != time.UTC {
		first, last := events[0].from, events[0].to
		for _, e := range events {
			first, last = earlier(first, e.from), later(last, e.to)
		}
		cal.Children = append(cal.Children, vtimezone(zone, first, last))
	}
	for _, e := range events {
		cal.Children = append(cal.Children, v.vevent(e, zone))
	}
	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(cal); err != nil {
		return nil, err
	}
	return foldLines(b.Bytes()), nil
}

// events are the sessions, or the days with their sessions in the description.
func (v *view) events() []event {
	var out []event
	for _, d := range v.d.Agenda.Days {
		if v.d.CalendarDays {
			if e, ok := v.dayEvent(d); ok {
				out = append(out, e)
			}
			continue
		}
		for _, s := range d.Sessions {
			out = append(out, v.sessionEvent(d, s))
		}
	}
	return append(out, v.vanished(out)...)
}

// vanished are the entries that the version before has made in the reader's calendar and that the agenda has no more: cancelled.
func (v *view) vanished(have []event) (out []event) {
	if v.d.Before == nil {
		return nil
	}
	for _, d := range v.d.Before.Days {
		if v.d.CalendarDays {
			if e, ok := v.dayEvent(d); ok && !e.cancelled && !hasEvent(have, e.id) {
				e.cancelled = true
				out = append(out, e)
			}
			continue
		}
		for _, s := range d.Sessions {
			if !s.Cancelled && !hasEvent(have, s.ID) {
				e := v.sessionEvent(d, s)
				e.cancelled = true
				out = append(out, e)
			}
		}
	}
	return out
}

func hasEvent(all []event, id string) bool {
	return slices.ContainsFunc(all, func(e event) bool { return e.id == id })
}

func (v *view) sessionEvent(d Day, s Session) event {
	sv, w := v.sessionView(d, s), v.lang.words
	var about []string
	about = append(about, v.Event(), sv.Description)
	if len(sv.Speakers) > 0 {
		about = append(about, w.label(w.of["speakers"])+"\n- "+strings.Join(sv.Speakers, "\n- "))
	}
	if sv.Languages != "" {
		about = append(about, w.label(w.of["languages"])+" "+sv.Languages)
	}
	return event{s.ID, sv.Title, paragraphs(append(about, v.joining())...), s.Start, s.End, s.Cancelled}
}

// dayEvent spans a day from its first session to its last; cancelled sessions count only where all are.
func (v *view) dayEvent(d Day) (event, bool) {
	e := event{id: "day-" + d.Date.Format(time.DateOnly), cancelled: true}
	var about []string
	for _, s := range d.Sessions {
		sv := v.sessionView(d, s)
		about = append(about, strings.TrimSpace(sv.Time+"\n"+strings.TrimSpace(sv.Cancelled+" "+sv.Title)))
		if e.from.IsZero() || e.cancelled && !s.Cancelled {
			e.from, e.to, e.cancelled = s.Start, s.End, s.Cancelled
		} else if s.Cancelled == e.cancelled {
			e.from, e.to = earlier(e.from, s.Start), later(e.to, s.End)
		}
	}
	e.summary = v.Event()
	if title := v.sayLine(d.Title); title != "" {
		e.summary = title + " – " + e.summary
	}
	e.description = paragraphs(append(about, v.joining())...)
	return e, len(d.Sessions) > 0
}

// joining says how to join, for the end of a description.
func (v *view) joining() string {
	join := v.d.Agenda.Join
	return strings.Trim(webAddress(join.URL)+"\n"+v.say(join.Note), "\n")
}

func paragraphs(all ...string) string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n")
}

func (v *view) vevent(e event, zone *time.Location) *ical.Component {
	c := ical.NewComponent(ical.CompEvent)
	set(c.Props, ical.PropUID, v.uid(e.id))
	set(c.Props, ical.PropDateTimeStamp, "19700101T000000Z")
	set(c.Props, ical.PropSequence, strconv.Itoa(v.d.Sequence))
	set(c.Props, ical.PropStatus, pick(e.cancelled, "CANCELLED", "CONFIRMED"))
	setTime(c.Props, ical.PropDateTimeStart, e.from, zone)
	setTime(c.Props, ical.PropDateTimeEnd, e.to, zone)
	setText(c.Props, ical.PropSummary, e.summary)
	setText(c.Props, ical.PropDescription, e.description)
	if u := webAddress(v.d.Agenda.Join.URL); u != "" {
		setText(c.Props, ical.PropLocation, u)
		set(c.Props, ical.PropURL, u)
	}
	if address := v.Address(); address != "" {
		organiser := ical.NewProp(ical.PropOrganizer) // RFC 5546 section 3.2.1 wants it in what is published
		organiser.Value = "mailto:" + address
		// A double quote cannot be written in a parameter (RFC 5545 section 3.1), and go-ical refuses it.
		if name := strings.ReplaceAll(v.Organiser(), `"`, "'"); name != "" {
			organiser.Params.Set(ical.ParamCommonName, name)
		}
		c.Props.Set(organiser)
	}
	return c
}

// uid is the session's identity in calendars: its id, and what tells this meeting from another of the same organisers that has a
// session "opening", too: Data.Meeting, or a digest of the event's name (case, accents and punctuation do not count). The mail's
// language does not count.
func (v *view) uid(id string) string {
	return line(id, longestValue) + uidTail(v.d)
}

func uidTail(d *Data) string {
	meeting := d.Meeting
	if meeting == "" {
		sum := sha256.Sum256([]byte(strings.Join(fold(d.Event), " ")))
		meeting = hex.EncodeToString(sum[:4])
	}
	_, domain, _ := strings.Cut(line(d.Address, longestValue), "@")
	if domain == "" {
		domain = "takepart.invalid"
	}
	return "-" + meeting + "@" + domain
}

// SessionOf gives the session, or the day, of a UID in the calendar files that are made of d; false for anybody else's UID.
func SessionOf(uid string, d Data) (string, bool) {
	id, ok := strings.CutSuffix(line(uid, longestValue), uidTail(&d))
	return id, ok && id != ""
}

// set sets a value that is no text: go-ical writes it as it is.
func set(p ical.Props, name, value string) {
	prop := ical.NewProp(name)
	prop.Value = value
	p.Set(prop)
}

// setText sets a text, if there is one; go-ical escapes it and leaves out VALUE=TEXT, the default.
func setText(p ical.Props, name, value string) {
	if value == "" {
		return
	}
	prop := ical.NewProp(name)
	prop.SetText(value)
	prop.Params.Del(ical.ParamValue)
	p.Set(prop)
}

// setTime sets a local time with its TZID, or one in UTC.
func setTime(p ical.Props, name string, t time.Time, zone *time.Location) {
	prop := ical.NewProp(name)
	if zone == time.UTC {
		prop.Value = t.UTC().Format(utcTime)
	} else {
		prop.Params.Set(ical.ParamTimezoneID, zone.String())
		prop.Value = t.In(zone).Format(localTime)
	}
	p.Set(prop)
}

// vtimezone describes zone from the change of clocks before first to the last one before the end of last's year, one observance a
// change, as the Go location knows them: no rule is guessed.
func vtimezone(zone *time.Location, first, last time.Time) *ical.Component {
	tz := ical.NewComponent(ical.CompTimezone)
	set(tz.Props, ical.PropTimezoneID, zone.String())
	start := time.Date(first.In(zone).Year(), 1, 1, 0, 0, 0, 0, zone)
	end := time.Date(last.In(zone).Year()+1, 1, 1, 0, 0, 0, 0, zone)
	for at := start; at.Before(end); {
		from, to := at.ZoneBounds()
		tz.Children = append(tz.Children, observance(from, at))
		if to.IsZero() {
			break
		}
		at = to
	}
	return tz
}

// observance is the offset in force at `at`, since `from`; a zero `from` means always.
func observance(from, at time.Time) *ical.Component {
	c := ical.NewComponent(pick(at.IsDST(), ical.CompTimezoneDaylight, ical.CompTimezoneStandard))
	name, now := at.Zone()
	before, start := now, "19700101T000000"
	if !from.IsZero() {
		_, before = from.Add(-time.Second).Zone()
		// RFC 5545 section 3.6.5: DTSTART is the wall clock just before the change.
		start = from.UTC().Add(time.Duration(before) * time.Second).Format(localTime)
	}
	set(c.Props, ical.PropDateTimeStart, start)
	set(c.Props, ical.PropTimezoneOffsetFrom, utcOffset(before))
	set(c.Props, ical.PropTimezoneOffsetTo, utcOffset(now))
	set(c.Props, ical.PropTimezoneName, name)
	return c
}

// utcOffset writes seconds as RFC 5545 section 3.3.14: +0100, -0330, +001730.
func utcOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	clock := time.Time{}.Add(time.Duration(seconds) * time.Second)
	return sign + clock.Format(pick(seconds%60 == 0, "1504", "150405"))
}

// foldLines breaks lines of more than 75 bytes (RFC 5545 section 3.1), which go-ical leaves long, and never inside a character.
func foldLines(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/64)
	for l := range bytes.SplitSeq(bytes.TrimSuffix(b, []byte("\r\n")), []byte("\r\n")) {
		room := 75
		for len(l) > room {
			cut := room
			for cut > 0 && !utf8.RuneStart(l[cut]) {
				cut--
			}
			out = append(append(out, l[:cut]...), "\r\n "...)
			l, room = l[cut:], 74 // the blank counts
		}
		out = append(append(out, l...), "\r\n"...)
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
