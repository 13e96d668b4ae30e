package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// wordKeys are the lines that every words.txt must hold, with the {placeholders} that each needs.
var wordKeys = map[string][]string{
	"name": nil, "direction": nil, "plural": nil, "re": nil, "phrase": nil, "withdraw": nil,
	"greeting": {"name"}, "greeting.noname": nil,
	"field.first_name": nil, "field.last_name": nil, "field.email": nil, "field.title": nil, "field.institution": nil,
	"label": {"label", "value"}, "change": {"old", "new"}, "details.other": {"n"},
	"days": nil, "months": nil, "date": {"weekday", "day", "month", "year"}, "range": {"from", "to"}, "pair": {"a", "b"}, "comma": nil,
	"join": nil, "speakers": nil, "languages": nil, "notes": nil, "resources": nil, "cancelled": nil, "added": nil, "moved": nil, "changed": nil, "reference": nil, "write": nil,
}

// moreWordKeys may be there: a language has only the plural forms that its rule names.
var moreWordKeys = []string{"details.zero", "details.one", "details.two", "details.few", "details.many", "day.first"}

// pluralRules are the rules that "plural = …" can name: the CLDR category of a count.
var pluralRules = map[string]func(n int) string{
	"none":   func(int) string { return "other" },
	"one":    func(n int) string { return pick(n == 1, "one", "other") },
	"upto1":  func(n int) string { return pick(n < 2, "one", "other") },
	"slavic": slavicPlural,
	"arabic": arabicPlural,
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func slavicPlural(n int) string {
	switch d, h := n%10, n%100; {
	case d == 1 && h != 11:
		return "one"
	case d >= 2 && d <= 4 && (h < 12 || h > 14):
		return "few"
	}
	return "many"
}

func arabicPlural(n int) string {
	switch h := n % 100; {
	case n <= 2:
		return [...]string{"zero", "one", "two"}[n]
	case h >= 3 && h <= 10:
		return "few"
	case h >= 11:
		return "many"
	}
	return "other"
}

// words are one language's words.txt: what the mails share, and how dates, times and counts are written.
type words struct {
	of           map[string]string
	days, months []string
	tongues      display.Namer // names of languages, in this language
}

// parseWords reads "key = value" lines; # opens a comment. It returns every problem, each opening with the line's number.
func parseWords(lang, src string) (*words, []string) {
	w := &words{of: map[string]string{}}
	var bad []string
	for i, line := range strings.Split(src, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch _, twice := w.of[key]; {
		case !ok:
			bad = append(bad, fmt.Sprintf("line %d: %q is not \"key = value\"", i+1, line))
		case wordKeys[key] == nil && !isWordKey(key):
			bad = append(bad, fmt.Sprintf("line %d: unknown key %q%s", i+1, key, didYouMean(key, allWordKeys())))
		case twice:
			bad = append(bad, fmt.Sprintf("line %d: %q stands there twice; delete one", i+1, key))
		default:
			w.of[key] = value
		}
	}
	bad = append(bad, w.lacks()...)
	w.days, w.months = w.list("days"), w.list("months")
	w.tongues = display.Languages(language.Make(lang))
	return w, bad
}

func isWordKey(key string) bool {
	_, ok := wordKeys[key]
	return ok || slices.Contains(moreWordKeys, key)
}

func allWordKeys() []string {
	keys := slices.Clone(moreWordKeys)
	for k := range wordKeys {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// lacks lists what is missing or cannot be used.
func (w *words) lacks() []string {
	var bad []string
	for _, key := range allWordKeys() {
		value, ok := w.of[key]
		if _, must := wordKeys[key]; must && value == "" {
			bad = append(bad, fmt.Sprintf("%q is missing: add a line \"%s = …\"", key, key))
			continue
		}
		for _, p := range wordKeys[key] {
			if ok && !strings.Contains(value, "{"+p+"}") {
				bad = append(bad, fmt.Sprintf("%q lacks {%s}", key, p))
			}
		}
	}
	for key, n := range map[string]int{"days": 7, "months": 12} {
		if got := len(w.list(key)); w.of[key] != "" && got != n {
			bad = append(bad, fmt.Sprintf("%q names %d, not %d: separate them by commas", key, got, n))
		}
	}
	if d := w.of["direction"]; d != "" && d != "ltr" && d != "rtl" {
		bad = append(bad, fmt.Sprintf("direction %q: write ltr or rtl", d))
	}
	if p := w.of["plural"]; p != "" && pluralRules[p] == nil {
		bad = append(bad, fmt.Sprintf("plural %q: write none, one, upto1, slavic or arabic", p))
	}
	slices.Sort(bad)
	return bad
}

// list cuts a value at its commas.
func (w *words) list(key string) []string {
	var out []string
	for s := range strings.SplitSeq(w.of[key], ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// fill puts values into a pattern: pairs of placeholder and value. Values are never looked into.
func (w *words) fill(key string, pairs ...string) string {
	var out strings.Builder
	rest := w.of[key]
	for {
		before, after, ok := strings.Cut(rest, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		name, behind, closed := strings.Cut(after, "}")
		if value, known := paired(pairs, name); closed && known {
			out.WriteString(value)
			rest = behind
		} else {
			out.WriteByte('{')
			rest = after
		}
	}
}

func paired(pairs []string, name string) (value string, known bool) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}

// count gives "one detail", "2 details": the form that the language's plural rule asks for.
func (w *words) count(key string, n int) string {
	form := key + "." + pluralRules[w.of["plural"]](n)
	if w.of[form] == "" {
		form = key + ".other"
	}
	return w.fill(form, "n", strconv.Itoa(n))
}

// date writes t's day in t's own zone.
func (w *words) date(t time.Time) string {
	day := strconv.Itoa(t.Day())
	if first := w.of["day.first"]; first != "" && t.Day() == 1 {
		day = first
	}
	return w.fill("date", "weekday", w.days[t.Weekday()], "day", day, "month", w.months[t.Month()-1], "year", strconv.Itoa(t.Year()))
}

// span writes a stretch of time; a day other than `day` is written out, because "22:30" alone would be read as today's.
func (w *words) span(day, from, to time.Time) string {
	a, b := from.Format("15:04"), to.Format("15:04")
	if !sameDay(day, from) {
		a = w.date(from) + " " + a
	}
	if !sameDay(from, to) {
		b = w.date(to) + " " + b
	}
	return w.fill("range", "from", a, "to", b)
}

// sameDay compares the dates that a reader of each time sees.
func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// enumerate joins items as the language does: "a, b and c".
func (w *words) enumerate(items []string) string {
	if len(items) == 0 {
		return ""
	}
	last := len(items) - 1
	if last == 0 {
		return items[0]
	}
	return w.fill("pair", "a", strings.Join(items[:last], w.of["comma"]+" "), "b", items[last])
}

// tongue names a language; what is no code ("International Sign") stays as it is.
func (w *words) tongue(code string) string {
	tag, err := language.Parse(code)
	if err != nil || w.tongues == nil {
		return code
	}
	if name := w.tongues.Name(tag); name != "" {
		return name
	}
	return code
}

// field names a field; one that has no name stays as it is.
func (w *words) field(name string) string {
	if s := w.of["field."+name]; s != "" {
		return s
	}
	return line(name, longestValue)
}

// label is a field's name dressed as the language's label, with its colon and without a value.
func (w *words) label(name string) string {
	return strings.TrimSpace(w.fill("label", "label", name, "value", ""))
}
