package templates

import (
	"strings"
	"time"
)

// view is what a body (agenda.txt, question.txt, …) sees; every exported method is a word of the organisers' templates. Methods that
// give a part ({{.Receipt}}) answer a mark, which text and HTML each replace by their own dress: that keeps the two equal in content.
type view struct {
	set     *Set
	lang    *tongue
	d       *Data
	phrases phrases

	event, organiser, address string         // of d, clean
	kept                      map[part][]row // text and HTML show the same rows
}

func (s *Set) view(t *tongue, d *Data) *view {
	v := &view{set: s, lang: t, d: d, phrases: s.phrasesOf(d), kept: map[part][]row{}}
	v.event, v.organiser, v.address = v.eventName(), line(d.Organiser, longestValue), line(d.Address, longestValue)
	return v
}

// part is a piece of a mail that is more than words.
type part string

const (
	receiptPart part = "receipt"
	missingPart part = "missing"
	changesPart part = "changes"
	agendaPart  part = "agenda"

	updatesPart   part = "updates"
	joiningPart   part = "joining"
	resourcesPart part = "resources"
)

// mark frames a part's name. Values cannot hold it (line drops controls), nor can a template (Load refuses controls).
const mark = "\x1e"

func (p part) String() string { return "\n\n" + mark + string(p) + mark + "\n\n" }

// Event is event.name; in the mail's language where that name is the agenda's title in some language.
func (v *view) Event() string { return v.event }

func (v *view) eventName() string {
	name := line(v.d.Event, longestValue)
	if v.d.Agenda == nil {
		return name
	}
	for _, title := range v.d.Agenda.Title {
		if line(title, longestValue) == name {
			return v.sayLine(v.d.Agenda.Title)
		}
	}
	return name
}

// Organiser is organiser.name.
func (v *view) Organiser() string { return v.organiser }

// Address is organiser.email.
func (v *view) Address() string { return v.address }

// Name is the person's first and last name; "" where neither is known.
func (v *view) Name() string {
	name := strings.TrimSpace(v.phrases.shown(v.d.Person.FirstName) + " " + v.phrases.shown(v.d.Person.LastName))
	if strings.Contains(name, hidden) || v.phrases.in(name) != "" {
		return ""
	}
	return name
}

// Greeting opens the mail, by name where there is one.
func (v *view) Greeting() string {
	if name := v.Name(); name != "" {
		return v.lang.words.fill("greeting", "name", name)
	}
	return v.lang.words.of["greeting.noname"]
}

// Phrase is what an attendee writes to register, in this language. Only the invitation may show it.
func (v *view) Phrase() string {
	for _, l := range []string{v.lang.code, v.set.languages[0]} {
		if p := v.d.Phrases[l]; len(p) > 0 {
			return line(p[0], longestValue)
		}
	}
	return v.lang.words.of["phrase"]
}

// Details counts the missing fields in words: "2 details".
func (v *view) Details() string { return v.lang.words.count("details", len(v.d.Missing)) }

// Dates are the days of the meeting: two or three by name, more as first to last; "" without an agenda.
func (v *view) Dates() string {
	if v.d.Agenda == nil || len(v.d.Agenda.Days) == 0 {
		return ""
	}
	days := v.d.Agenda.Days
	if len(days) > 3 {
		return v.lang.words.fill("range", "from", v.lang.words.date(days[0].Date), "to", v.lang.words.date(days[len(days)-1].Date))
	}
	var names []string
	for _, d := range days {
		names = append(names, v.lang.words.date(d.Date))
	}
	return v.lang.words.enumerate(names)
}

// Privacy is event.privacy in the mail's language; "" where none is set.
func (v *view) Privacy() string { return lines(v.d.Privacy.In(v.lang.code, v.set.languages...)) }

// Receipt stands for what was understood of the person, a line a field.
func (v *view) Receipt() string { return receiptPart.String() }

// Missing stands for the names of the missing fields, a line each.
func (v *view) Missing() string { return missingPart.String() }

// Changes stands for what was corrected, a line each: old, then new.
func (v *view) Changes() string { return changesPart.String() }

// Agenda stands for the detailed agenda.
func (v *view) Agenda() string { return agendaPart.String() }

// Updates stands for what changed in the agenda, a line a session.
func (v *view) Updates() string { return updatesPart.String() }

// Joining stands for the hours of each day and how to join.
func (v *view) Joining() string { return joiningPart.String() }

// Resources stands for everything to open afterwards, in every language that it has.
func (v *view) Resources() string { return resourcesPart.String() }

// Opens and Closes are event.opens and event.closes in the meeting's zone; "" where not set.
func (v *view) Opens() string  { return v.moment(v.d.Opens) }
func (v *view) Closes() string { return v.moment(v.d.Closes) }

func (v *view) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	zone := time.UTC
	if v.d.Agenda != nil {
		zone = v.d.Agenda.zone()
	}
	w, at := v.lang.words, t.In(zone)
	return w.date(at) + w.of["comma"] + " " + at.Format("15:04") + " (" + zone.String() + w.of["comma"] + " " + offset(at) + ")"
}

// ofAgenda tells the parts that are made of the agenda, alike for everybody.
func (p part) ofAgenda() bool { return p == agendaPart || p == joiningPart || p == resourcesPart }

// row is a line of a part: a label with its colon, and a value; either may be "".
type row struct{ Label, Value string }

// rows are the lines of a part.
func (v *view) rows(p part) []row {
	if rows, ok := v.kept[p]; ok {
		return rows
	}
	var rows []row
	switch p {
	case receiptPart:
		rows = v.receipt()
	case missingPart:
		for _, field := range v.d.Missing {
			rows = append(rows, row{Value: v.lang.words.field(field)})
		}
	case changesPart:
		rows = v.changes()
	case updatesPart:
		rows = v.updates()
	}
	v.kept[p] = rows
	return rows
}

func (v *view) receipt() []row {
	p := v.d.Person
	var out []row
	for _, f := range []struct{ field, value string }{
		{"first_name", p.FirstName}, {"last_name", p.LastName}, {"email", p.Email}, {"title", p.Title}, {"institution", p.Institution},
	} {
		if value := v.phrases.shown(f.value); value != "" {
			out = append(out, row{v.lang.words.label(v.lang.words.field(f.field)), v.corrected(f.field, f.value, value)})
		}
	}
	return out
}

// corrected shows a value, with the one that it replaces where this very message changed it.
func (v *view) corrected(field, value, shown string) string {
	for _, c := range v.d.Changes {
		if c.Field != field || c.New != value {
			continue
		}
		if old := v.phrases.shown(c.Old); old != "" {
			return v.lang.words.fill("change", "old", old, "new", shown)
		}
	}
	return shown
}

func (v *view) changes() []row {
	w := v.lang.words
	var out []row
	for _, c := range v.d.Changes {
		value := v.phrases.shown(c.New)
		if old := v.phrases.shown(c.Old); old != "" {
			value = w.fill("change", "old", old, "new", pick(value == "", "–", value))
		}
		out = append(out, row{w.label(w.field(c.Field)), value})
	}
	return out
}

// block is one piece of a mail: a paragraph or a part.
type block struct {
	Part part
	Text string // of a paragraph, lines separated by \n
	Link string // all of the text is a link to it, in HTML; "" mostly
}

// blocks cuts what a body gave at its blank lines.
func blocks(body string) []block {
	var out []block
	for p := range strings.SplitSeq(trimLines(body), "\n\n") {
		p = strings.Trim(p, "\n")
		switch {
		case p == "":
		case strings.HasPrefix(p, mark):
			out = append(out, block{Part: part(strings.Trim(p, mark))})
		default:
			out = append(out, block{Text: p})
		}
	}
	return out
}

// trimLines takes the blanks off the end of each line, so that a line of blanks separates like an empty one.
func trimLines(s string) string {
	var b strings.Builder
	for l := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.TrimRight(l, " \t"))
		b.WriteByte('\n')
	}
	return b.String()
}
