package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labelField is what a label of a form asks for.
type labelField uint8

const (
	noField labelField = iota
	firstField
	lastField
	secondField // a further family name, behind the first: "Segundo apellido", the Congolese "Post-nom"
	formerField // the name at birth: the family name only where no other is told
	nameOrLast  // "Nom": the family name where a label for the given name is near, else the whole name
	nameOrFirst // "Nombre": likewise the given name
	fullField
	lastFirstField // the whole name, family name first
	emailField
	titleField
	instField
	otherField
)

// labelKey is one entry of the label table.
type labelKey struct {
	field labelField
	loose bool // may be an ordinary word: needs its colon
}

var labelNames = map[string]labelField{"first": firstField, "last": lastField, "second": secondField, "former": formerField, "name-or-last": nameOrLast, "name-or-first": nameOrFirst, "full": fullField,
	"last-first": lastFirstField, "email": emailField, "title": titleField, "inst": instField, "other": otherField}

func (v *vocab) loadLabels() {
	for _, row := range v.rows("labels") {
		field := labelNames[row[0]]
		for l := range strings.SplitSeq(row[1], ", ") {
			key := labelNorm(l)
			if old, ok := v.fields[key]; key != "" && (!ok || old.field == otherField) {
				v.fields[key] = labelKey{field: field, loose: utf8.RuneCountInString(key) < 3}
			}
		}
	}
}

// labelNorm makes spellings of labels alike: folded, no brackets, no numbering, no punctuation.
func labelNorm(s string) string {
	s = strings.TrimFunc(fold(s), labelSign)
	if plainWords(s) {
		return labelWordsOf(s)
	}
	for {
		from, to := strings.IndexAny(s, "(（["), strings.IndexAny(s, ")）]")
		if from < 0 || to < from {
			break
		}
		_, n := utf8.DecodeRuneInString(s[to:])
		s = s[:from] + " " + s[to+n:]
	}
	return labelWordsOf(strings.Join(strings.FieldsFunc(s, labelSign), " "))
}

// labelSign tells what parts the words of a label.
func labelSign(r rune) bool {
	switch r {
	case ' ', ',', '/', '&', '-', '_', '*', ':', ';', '•', '·', '.', '#', '|', '\\', '«', '»', '"', '“', '”', '–', '—', '・':
		return true
	}
	return unicode.IsSpace(r)
}

// labelWordsOf drops the numbering and the labelOwners that words begin with; they are parted by single blanks.
func labelWordsOf(words string) string {
	first, rest, more := strings.Cut(words, " ")
	if more && isNumbering(first) {
		words = rest
		first, rest, more = strings.Cut(words, " ")
	}
	for more && labelOwners[first] {
		words = rest
		first, rest, more = strings.Cut(words, " ")
	}
	return words
}

// labelOwners stand before a label: "your name".
var labelOwners = set("my your mon ma votre mi su mein meine ihr ihre")

// plainWords tells folded words of a to z, parted by single blanks, at a glance.
func plainWords(s string) bool {
	blank := true
	for i := range len(s) {
		letter := 'a' <= s[i] && s[i] <= 'z'
		if !letter && (blank || s[i] != ' ') {
			return false
		}
		blank = !letter
	}
	return !blank
}

func isNumbering(w string) bool {
	w = strings.TrimRight(w, ").")
	return w != "" && len(w) <= 2 && (strings.Trim(w, "0123456789") == "" || len(w) == 1 && w[0] >= 'a' && w[0] <= 'h')
}

// labelOf splits "Label: value"; ok only where the label is known. A label without any sign is a label only if it is the
// whole text: its value stands on the next line, or in the next cell.
func (v *vocab) labelOf(text string) (key labelKey, value string, ok bool) {
	if i := strings.IndexByte(text, '\t'); i > 0 && i < 60 { // two columns of a table that came as text
		if key, ok := v.labelWords(text[:i]); ok && !key.loose {
			return key, trimValue(text[i+1:]), true
		}
	}
	signed := strings.IndexFunc(text, separating) >= 0
	if i := signAt(text); i > 0 && i < 90 {
		r, n := utf8.DecodeRuneInString(text[i:])
		key, ok = v.labelWords(text[:i])
		if ok && (r != '-' && r != '–' && r != '—' || key.field != otherField) {
			return key, trimValue(text[i+n:]), true
		}
	}
	for _, sep := range labelSeparators {
		if !signed {
			break
		}
		i := strings.Index(text, sep)
		if i <= 0 || i > 70 {
			continue
		}
		if key, ok = v.fields[labelNorm(text[:i])]; ok && !key.loose && key.field != otherField {
			value := trimValue(text[i+len(sep):])
			if _, two := v.fields[labelNorm(value)]; two && sep == " / " {
				continue // "Name / Nom"
			}
			return key, value, true
		}
	}
	if utf8.RuneCountInString(text) <= 60 {
		if key, ok = v.fields[labelNorm(text)]; ok && !key.loose {
			return key, "", true
		}
	}
	return labelKey{}, "", false
}

// labelSeparators part a label from its value where no colon does.
var labelSeparators = []string{"\t", "...", " .. ", " … ", "…", "____", " - ", " – ", " — ", " = ", "=", " | ", "->", "=>", "→", " : ", " / "}

// separating tells the signs of which each of the labelSeparators has one.
func separating(r rune) bool {
	switch r {
	case '\t', '.', '…', '_', '-', '–', '—', '=', '|', '→', ':', '/':
		return true
	}
	return false
}

// labelWords finds a label, or one that is given in two languages: "Chức vụ / Title", "Họ (Family name)".
func (v *vocab) labelWords(s string) (labelKey, bool) {
	if key, ok := v.fields[labelNorm(s)]; ok {
		return key, true
	}
	if key, ok := v.wholeName(s); ok {
		return key, true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/|()（）[]·•–—", r) })
	if len(parts) < 2 || len(parts) > 3 {
		return labelKey{}, false
	}
	var found labelKey
	for _, part := range parts {
		if len(strings.Fields(part)) > 5 {
			return labelKey{}, false
		}
		if key, ok := v.fields[labelNorm(part)]; ok && !key.loose && (found.field == noField || found.field == otherField) {
			found = key
		}
	}
	return found, found.field != noField
}

// wholeName tells labels that ask for all parts of a name at once, and which comes first: "NOM, POST-NOM & PRÉNOM".
func (v *vocab) wholeName(s string) (labelKey, bool) {
	parts := strings.FieldsFunc(labelJoints.Replace(" "+fold(s)+" "), func(r rune) bool { return strings.ContainsRune(",&/+", r) })
	if len(parts) < 2 || len(parts) > 4 {
		return labelKey{}, false
	}
	var order []labelField
	for _, part := range parts {
		switch f := v.fields[labelNorm(part)].field; f {
		case firstField, nameOrFirst:
			order = append(order, firstField)
		case lastField, nameOrLast, secondField:
			order = append(order, lastField)
		default:
			return labelKey{}, false
		}
	}
	if order[0] == order[len(order)-1] {
		return labelKey{}, false
	}
	if order[0] == lastField {
		return labelKey{field: lastFirstField}, true
	}
	return labelKey{field: fullField}, true
}

// labelJoints are the conjunctions between the parts of such a label.
var labelJoints = strings.NewReplacer(" and ", ",", " et ", ",", " y ", ",", " e ", ",", " und ", ",", " en ", ",", " i ", ",", " och ", ",", " og ", ",", " ja ", ",", " ve ", ",", " и ", ",", " và ", ",", " dan ", ",", " na ", ",")

// signAt finds the sign that ends a label.
func signAt(text string) int {
	for i, r := range text {
		if r == ':' || r == '：' || r == '﹕' || r == '∶' || r == 'ː' {
			if i+1 < len(text) && text[i+1] == '/' {
				return -1
			}
			return i
		}
	}
	return -1
}

func trimValue(s string) string {
	s = strings.TrimLeft(s, " \t:：.-–—_=>→|…*")
	return strings.TrimRight(s, " \t*|;,_")
}

// spokenParts cuts a sentence that gives the parts of a name as labels would: "my first name is Jane and my last name is Doe". What it
// says else stays a part by itself.
func (v *vocab) spokenParts(text string) (parts []string) {
	if len(text) > maxPiece || !slices.ContainsFunc(spokenStems, func(stem string) bool { return strings.Contains(text, stem) }) {
		return nil
	}
	words := strings.Fields(text)
	var found [otherField]bool
	from := 0
	for i := 0; i < len(words); i++ {
		field, n := v.spokenLabel(words[i:])
		if n == 0 {
			continue
		}
		end := i + n
		for end < len(words) && (upperStart(words[end]) || v.particle(words[end])) {
			if end++; strings.ContainsAny(words[end-1], ",.;") {
				break
			}
		}
		value := words[i+n : end]
		for len(value) > 0 && lowerStart(value[len(value)-1]) {
			value = value[:len(value)-1]
		}
		if len(value) == 0 {
			continue
		}
		if before := words[from:i]; len(before) > 1 {
			parts = append(parts, strings.Join(before, " "))
		}
		found[field] = true
		parts = append(parts, strings.Join(words[i+1:i+n-1], " ")+": "+strings.TrimRight(trimEdges(strings.Join(value, " ")), "."))
		from, i = i+n+len(value), i+n+len(value)-1
	}
	given, family := found[firstField] || found[nameOrFirst], found[lastField]
	if whole := found[nameOrLast]; !given && !(whole && family) || !family && !whole {
		return nil
	}
	if from < len(words) {
		parts = append(parts, strings.TrimRight(strings.Join(words[from:], " "), "."))
	}
	return parts
}

// spokenLabel tells "my first name is" with which words begin: what is given, and how many words say so.
func (v *vocab) spokenLabel(words []string) (labelField, int) {
	if len(words) < 4 || !possessives[fold(words[0])] {
		return noField, 0
	}
	for n := min(3, len(words)-3); n > 0; n-- {
		if !copulas[fold(words[n+1])] {
			continue
		}
		switch key := v.fields[labelNorm(strings.Join(words[1:n+1], " "))]; key.field {
		case firstField, lastField, nameOrLast, nameOrFirst:
			return key.field, n + 2
		}
	}
	return noField, 0
}

// labelColumns cuts a line at its tabs where two columns or more begin with labels: "Name / Jane    Position / Director".
func (v *vocab) labelColumns(text string) []string {
	if strings.IndexByte(text, '\t') < 0 && !strings.Contains(text, "   ") {
		return nil
	}
	text = tidy(text)
	parts, labelled := strings.Split(text, "\t"), 0
	for _, part := range parts {
		if _, value, ok := v.labelOf(part); ok && value != "" {
			labelled++
		}
	}
	if labelled < 2 {
		return nil
	}
	return parts
}

// labelledParts cuts a line that holds several labels with their values: "Name: A B, Title: C | E-mail: d".
func (v *vocab) labelledParts(text string) []string {
	if parts := v.spokenParts(text); parts != nil {
		return parts
	}
	if parts := v.labelColumns(text); parts != nil {
		return parts
	}
	if strings.Count(text, ":")+strings.Count(text, "：") < 2 {
		return nil
	}
	text = tidy(text)
	var cuts []int
	for i, r := range text {
		if r != ':' && r != '：' {
			continue
		}
		if start, ok := v.labelStart(text[:i]); ok {
			cuts = append(cuts, start)
		}
	}
	if len(cuts) < 2 {
		return nil
	}
	var out []string
	if head := strings.TrimSpace(text[:cuts[0]]); head != "" {
		out = append(out, head)
	}
	for k, c := range cuts {
		end := len(text)
		if k+1 < len(cuts) {
			end = cuts[k+1]
		}
		out = append(out, strings.TrimRight(text[c:end], " \t,;|/-–—•·"))
	}
	return out
}

// labelStart finds where the label begins that ends s: at the line's start or after a sign that parts fields.
func (v *vocab) labelStart(s string) (int, bool) {
	for n, i := 0, len(s); n < 6 && i > 0; n++ {
		j := strings.LastIndexAny(s[:i], " \t,;|/•·")
		start := j + 1
		if key, ok := v.fields[labelNorm(s[start:])]; ok && !(key.loose && key.field != otherField) {
			before := strings.TrimRight(s[:start], " ")
			if before == "" || strings.ContainsAny(before[len(before)-1:], "\t,;|/.") || strings.HasSuffix(before, "•") || strings.HasSuffix(before, "·") || n == 0 && key.field != otherField {
				if longer, ok := v.longerLabel(s, start); ok {
					start = longer
				}
				return start, true
			}
		}
		i = max(j, 0)
	}
	return 0, false
}

// longerLabel prefers "Institutional title" to "title".
func (v *vocab) longerLabel(s string, start int) (int, bool) {
	best, ok := start, false
	for n, i := 0, start-1; n < 4 && i > 0; n++ {
		j := strings.LastIndexAny(s[:i], " \t,;|/•·")
		if _, known := v.fields[labelNorm(s[j+1:])]; known {
			best, ok = j+1, true
		}
		i = j
	}
	return best, ok
}

// headedTables gives the cells of a table whose first row is nothing but labels the label above them: a list of people, one a row.
func headedTables(ps []piece) {
	for i := 0; i < len(ps); i++ {
		row, head := ps[i].row, map[int]labelKey{}
		for ; row > 0 && i < len(ps) && ps[i].row == row; i++ {
			if ps[i].kind == labelPiece && ps[i].value == "" {
				head[ps[i].col] = ps[i].label
			}
		}
		if parted := head[0].field == firstField || head[0].field == lastField; !parted || len(head) < 3 {
			continue
		}
		for ; i < len(ps) && ps[i].row > row; i++ {
			if p := &ps[i]; p.kind == textPiece && head[p.col].field != noField {
				p.kind, p.label, p.value = labelPiece, head[p.col], p.text
			}
		}
		i--
	}
}

// joinLabels gives labels that stand alone the value in the next cell or on the next line.
func (v *vocab) joinLabels(ps []piece) {
	inline, open := 0, 0
	for i := range ps {
		if ps[i].kind == labelPiece && ps[i].label.field != otherField {
			if ps[i].value != "" {
				inline++
			} else if j := nextPiece(ps, i); j >= 0 && ps[j].kind != labelPiece {
				open++
			}
		}
	}
	for i := range ps {
		p := &ps[i]
		if p.kind != labelPiece || p.value != "" {
			continue
		}
		j := nextPiece(ps, i)
		sameRow := j >= 0 && p.row > 0 && ps[j].row == p.row
		if j < 0 || ps[j].kind == labelPiece || ps[j].kind == closingPiece || ps[j].kind == greetingPiece || p.row > 0 && !sameRow && ps[j].row > 0 && ps[j].col != p.col {
			continue
		}
		if !sameRow && (inline >= open && inline > 0 || open < 2) {
			if !strings.ContainsAny(p.text, ":：") {
				p.kind = textPiece
			}
			continue
		}
		p.value, p.mails = ps[j].text, append(p.mails, ps[j].mails...)
		if p.value == "" && len(ps[j].mails) > 0 {
			p.value = ps[j].mails[0].addr
		}
		p.n = ps[j].n
		ps[j].kind = junkPiece
	}
}

// bareLabels finds labels that no sign parts from their values ("First name Jane"): three lines at least, one below the other, each of
// another field.
func (v *vocab) bareLabels(ps []piece) {
	for i := 0; i < len(ps); i++ {
		type bare struct {
			at, words int
			label     labelKey
		}
		var found []bare
		fields := map[labelField]bool{}
		for ; i < len(ps); i++ {
			if ps[i].kind == blankPiece {
				continue
			}
			key, words := v.bareLabel(&ps[i])
			if words == 0 {
				break
			}
			found = append(found, bare{i, words, key})
			fields[key.field] = true
		}
		if len(fields) < 3 || len(fields) < len(found) {
			continue
		}
		for _, b := range found {
			p := &ps[b.at]
			p.kind, p.label, p.value = labelPiece, b.label, strings.Join(p.fields()[b.words:], " ")
		}
	}
}

// bareLabel is the label that a piece begins with and that a value follows, and the number of its words; 0 where none does.
func (v *vocab) bareLabel(p *piece) (labelKey, int) {
	if p.row > 0 || p.kind != textPiece && p.kind != contactPiece && p.kind != prosePiece {
		return labelKey{}, 0
	}
	words := p.fields()
	for n := min(3, len(words)); n > 0; n-- {
		key, ok := v.fields[labelNorm(strings.Join(words[:n], " "))]
		if ok && !key.loose && key.field != otherField && (n < len(words) || len(p.mails) > 0) {
			return key, n
		}
	}
	return labelKey{}, 0
}

// nextPiece is the next piece that says something; a blank line more than once ends the search.
func nextPiece(ps []piece, i int) int {
	blanks := 0
	for j := i + 1; j < len(ps); j++ {
		switch ps[j].kind {
		case blankPiece, rulePiece:
			if blanks++; blanks > 1 {
				return -1
			}
		default:
			return j
		}
	}
	return -1
}

// form is what the labels of a message say.
type form struct {
	values map[labelField]formValue
	count  int // labels of name, title or institution
	others []map[labelField]formValue
}

type formValue struct {
	text  string
	n     int
	table bool
}

// readForm gathers the labelled values; a second run of the same labels is another person's.
func (v *vocab) readForm(ps []piece) form {
	f := form{values: map[labelField]formValue{}}
	now := f.values
	for i := range ps {
		p := &ps[i]
		if p.kind != labelPiece || p.label.field == otherField || p.label.field == noField {
			continue
		}
		if p.label.field == emailField {
			continue
		}
		value := formValue{v.fieldValue(p), p.n, p.row > 0}
		if old, ok := now[p.label.field]; ok && old.text != "" && value.text != "" && !repeats(p.label.field) {
			now = map[labelField]formValue{}
			f.others = append(f.others, now)
		}
		if old, ok := now[p.label.field]; ok && (old.text != "" && !v.formOfAddress(old.text) || value.text == "") {
			continue
		}
		now[p.label.field] = value
		f.count++
	}
	return f
}

// repeats tells fields that one person may give twice.
func repeats(f labelField) bool { return f == titleField || f == instField || f == formerField }

// fieldValue is a label's value, or "" where it stands for none.
func (v *vocab) fieldValue(p *piece) string {
	value := strings.Trim(p.value, " \t*_")
	value, _, _ = undress(value)
	if !hasLetter(value) || v.isNone(value) || v.says("phrase", strings.Fields(strings.Trim(value, "*_\"“”«».!"))) > 0 {
		return ""
	}
	return value
}

// isNone tells "n/a", "por confirmar (…)" and their kin.
func (v *vocab) isNone(s string) bool {
	s = strings.ToLower(strings.Trim(s, " .*_"))
	if v.exact[s]&isNone != 0 {
		return true
	}
	if i := strings.IndexAny(s, "(,;"); i > 0 {
		return v.exact[strings.TrimSpace(s[:i])]&isNone != 0
	}
	return false
}

// formOfAddress tells "Mrs", "Dr.", "Frau": a title that is none.
func (v *vocab) formOfAddress(s string) bool {
	words := strings.FieldsFunc(undot(strings.ToLower(s)), func(r rune) bool { return r == ' ' || r == '/' || r == ',' })
	for _, w := range words {
		if v.exact[w]&(isHonorific|isAfter) == 0 {
			return false
		}
	}
	if len(words) == 1 && v.exact[words[0]]&isRole != 0 {
		return utf8.RuneCountInString(words[0]) < 5 || words[0] == "doctor"
	}
	return len(words) > 0
}

// has tells whether the form has a label, filled or not.
func (f *form) has(field labelField) bool { _, ok := f.values[field]; return ok }
