package main

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"text/tabwriter"
	"unicode"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
)

// foreignShown is how many lines of a run that is not the author's own are shown before the rest is only counted.
const foreignShown = 2

// printVerdict shows one message as a person would check it: the decision in one sentence, each line with its zone in the
// margin, what was found marked where it stands.
func printVerdict(out io.Writer, v verdict, full bool) error {
	d, m := v.decision, v.message
	fmt.Fprintf(out, "== %s\n", printable(v.name))
	for _, h := range [][2]string{{"From", addresses(m.From)}, {"Subject", m.Subject}} {
		if h[1] != "" {
			fmt.Fprintf(out, "   %-8s %s\n", h[0]+":", printable(h[1]))
		}
	}
	fmt.Fprintf(out, "   %s (%s): %s\n", strings.ToUpper(string(d.Kind)), d.Reason, printable(d.Why))
	if m.Automatic != "" {
		fmt.Fprintf(out, "   automatic: %s: %s\n", m.Automatic, printable(m.AutoWhy))
	}
	printLines(out, m.Lines, marks(d), full)
	printFields(out, d)
	for _, t := range m.Trouble {
		fmt.Fprintf(out, "   trouble: %s %s\n", t.Code, printable(t.Detail))
	}
	_, err := fmt.Fprintln(out)
	return err
}

// marks says what was found in which line; line 0 is the header.
func marks(d registration.Decision) map[int][]string {
	found := map[int][]string{}
	if d.Phrase != nil {
		found[d.Phrase.Line] = append(found[d.Phrase.Line], "phrase")
	}
	for _, f := range registration.AllFields {
		if ev, ok := d.Evidence[f]; ok {
			found[ev.Line] = append(found[ev.Line], string(f))
		}
	}
	return found
}

func printLines(out io.Writer, lines []message.Line, found map[int][]string, full bool) {
	run, hidden := 0, 0
	var last message.Zone
	tell := func() {
		if hidden > 0 {
			fmt.Fprintf(out, "   %11s | … %d more\n", last, hidden)
		}
		run, hidden = 0, 0
	}
	for _, l := range lines {
		if l.Zone != last {
			tell()
		}
		last = l.Zone
		run++
		if !full && l.Zone != message.Own && l.Zone != message.Signature && run > foreignShown && len(found[l.N]) == 0 {
			hidden++
			continue
		}
		fmt.Fprintf(out, "   %11s | %s", l.Zone, printable(l.Text))
		if marks := found[l.N]; len(marks) > 0 {
			fmt.Fprintf(out, "   <- %s", strings.Join(marks, ", "))
		}
		fmt.Fprintln(out)
	}
	tell()
}

func printFields(out io.Writer, d registration.Decision) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range registration.AllFields {
		value := d.Fields.Get(f)
		if value == "" {
			continue
		}
		where := ""
		if ev, ok := d.Evidence[f]; ok {
			where = ev.Source
			if ev.Line > 0 {
				where += fmt.Sprintf(", line %d", ev.Line)
			}
		}
		fmt.Fprintf(w, "   %s\t%s\t(%s)\n", f, printable(value), where)
	}
	_ = w.Flush()
	if len(d.Missing) > 0 {
		fmt.Fprintf(out, "   missing: %s\n", fieldList(d.Missing))
	}
	for i, p := range d.People {
		fmt.Fprintf(out, "   person %d: %s\n", i+1, printable(personLine(p)))
	}
}

func fieldList(fields []registration.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

// personLine is a person in one line; what is not known is left out.
func personLine(f registration.Fields) string {
	s := strings.TrimSpace(f.FirstName + " " + f.LastName)
	if f.Email != "" {
		s = strings.TrimSpace(s + " <" + f.Email + ">")
	}
	for _, more := range []string{f.Title, f.Institution} {
		if more != "" {
			s += ", " + more
		}
	}
	return s
}

func addresses(list []message.Address) string {
	parts := make([]string, len(list))
	for i, a := range list {
		parts[i] = strings.TrimSpace(a.Name + " <" + a.Addr + ">")
	}
	return strings.Join(parts, ", ")
}

func printBrief(out io.Writer, v verdict) error {
	d := v.decision
	_, err := fmt.Fprintf(out, "%-10s  %-28s  %s  %s\n", d.Kind, d.Reason, printable(v.name), printable(personLine(d.Fields)))
	return err
}

// tally counts verdicts for the summary.
type tally struct {
	messages, unreadable int
	kinds, reasons       map[string]int
}

func newTally() *tally { return &tally{kinds: map[string]int{}, reasons: map[string]int{}} }

func (t *tally) count(v verdict) {
	if v.err != nil {
		t.unreadable++
		return
	}
	t.messages++
	kind := string(v.decision.Kind)
	t.kinds[kind]++
	t.reasons[kind+" "+v.decision.Reason]++
}

func (t *tally) print(out io.Writer) {
	fmt.Fprintf(out, "%d messages", t.messages)
	for _, k := range []registration.Kind{registration.Register, registration.Incomplete, registration.Withdraw, registration.Review, registration.Ignore} {
		if n := t.kinds[string(k)]; n > 0 {
			fmt.Fprintf(out, ", %d %s", n, k)
		}
	}
	if t.unreadable > 0 {
		fmt.Fprintf(out, "; %d could not be read", t.unreadable)
	}
	fmt.Fprintln(out)
	keys := make([]string, 0, len(t.reasons))
	for k := range t.reasons {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		kind, reason, _ := strings.Cut(k, " ")
		fmt.Fprintf(out, "  %6d  %-10s  %s\n", t.reasons[k], kind, reason)
	}
}

// printable keeps what strangers wrote from steering the terminal: control characters become a dot, and marks that turn the
// direction of writing disappear.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r):
			return '·'
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
}
