package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// formName reads the name out of labels; false where they tell none.
func (r *reader) formName() bool {
	f := r.form.values
	first, last, second := f[firstField], f[lastField], f[secondField]
	if v, ok := f[nameOrLast]; ok {
		switch {
		case first.text != "" && last.text == "":
			last = v
		case first.text == "" && last.text+second.text != "":
			first = v // "Name: Jane", "Surname: Doe"
			if given, ok := strings.CutSuffix(v.text, " "+last.text); ok {
				first.text = given
			}
		case first.text == "":
			f[fullField] = v
		}
	}
	if v, ok := f[nameOrFirst]; ok {
		if last.text != "" && first.text == "" {
			first = v
		} else if last.text == "" && f[fullField].text == "" {
			f[fullField] = v
		}
	}
	switch {
	case last.text == "" && second.text == "":
		last = f[formerField]
	case last.text == "":
		last = second
	case second.text != "":
		last.text += " " + second.text
	}
	if first.text != "" || last.text != "" {
		return r.formParts(first, last)
	}
	if v := f[lastFirstField]; v.text != "" {
		return r.formWhole(v, true)
	}
	if v := f[fullField]; v.text != "" {
		return r.formWhole(v, false)
	}
	return false
}

func sourceOf(v formValue) string {
	if v.table {
		return "table"
	}
	return "label"
}

// formParts takes the two names as their labels part them.
func (r *reader) formParts(first, last formValue) bool {
	if first.text != "" && last.text == "" {
		if n, ok := r.v.parseName(first.text, r.h); ok && !n.single && r.from != nil && shared(n.tokens, r.from.tokens) == len(n.tokens) {
			r.set(FirstName, n.first, first.n, sourceOf(first), 0.8)
			r.set(LastName, n.last, first.n, sourceOf(first), 0.8)
			return true
		}
	}
	r.set(FirstName, r.bareName(first.text), first.n, sourceOf(first), 0.97)
	r.set(LastName, r.bareName(last.text), last.n, sourceOf(last), 0.97)
	return r.out.Fields.FirstName != "" || r.out.Fields.LastName != ""
}

// bareName drops honorifics, letters after the name, and what stands in brackets.
func (r *reader) bareName(s string) string {
	rest, _ := cutAside(s)
	if i := strings.IndexAny(rest, "(（"); i > 0 {
		rest = rest[:i]
	}
	var n personName
	words := r.v.nameTokens(strings.ReplaceAll(rest, ",", " "), r.h, &n)
	return r.latinWords(r.v.particlesFirst(words))
}

// particlesFirst puts small words before a family name that stand behind it: "Bosch, van den".
func (v *vocab) particlesFirst(words []string) []string {
	i := len(words)
	for i > 1 && lowerStart(words[i-1]) && v.particle(words[i-1]) {
		i--
	}
	return append(slices.Clone(words[i:]), words[:i]...)
}

// latinWords takes the Latin words where a value stands in two scripts.
func (r *reader) latinWords(words []string) string {
	latin, other := scripts(strings.Join(words, " "))
	if latin != "" && other != "" {
		return latin
	}
	return strings.Join(words, " ")
}

// formWhole splits a whole name; lastFirst where the label says that the family name comes first.
func (r *reader) formWhole(v formValue, lastFirst bool) bool {
	n, ok := r.v.parseName(v.text, r.h)
	if !ok {
		if c, found := r.nameSegment(r.segs(v.text)); found {
			n, ok = c.name, true
		}
	}
	if !ok {
		words := r.v.nameTokens(cutBracket(v.text), r.h, &n)
		if len(words) == 0 || len(words) > 7 || strings.ContainsAny(v.text, "@?") || r.v.weigh(v.text) == roleSeg || r.v.weigh(v.text) == orgSeg {
			return false
		}
		n.tokens = words
		r.v.split(&n, r.h)
	}
	if lastFirst && !n.single && !n.sure {
		r.turn(&n)
	}
	r.set(FirstName, n.first, v.n, sourceOf(v), 0.9)
	r.set(LastName, n.last, v.n, sourceOf(v), 0.9)
	return true
}

// turn splits a name whose label puts the family name first.
func (r *reader) turn(n *personName) {
	t := n.tokens
	if first, _ := utf8.DecodeRuneInString(t[0]); unspaced(first) && !unicode.Is(unicode.Thai, first) {
		return
	}
	if r.from != nil && r.from.sure && overlaps(strings.Fields(r.from.last), []string{t[len(t)-1]}) {
		return
	}
	cut := 1
	for cut < len(t)-1 && (r.v.particle(t[cut-1]) || r.v.particle(t[cut])) {
		cut++
	}
	if r.v.iberian(t, r.h) && len(t) >= 4 && cut == 1 {
		cut = 2
	}
	for cut < len(t)-1 && capitalName(t[cut]) && !capitalName(t[len(t)-1]) {
		cut++
	}
	n.last, n.first = strings.Join(t[:cut], " "), strings.Join(t[cut:], " ")
}
