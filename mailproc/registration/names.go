package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// personName is a name that was read out of a text.
type personName struct {
	first, last string
	tokens      []string // the words of the name, in the order of the text, without honorifics
	single      bool     // one word only
	honoured    bool     // a form of address stood before it
	small       bool     // all in small letters, and not every word of it is a name somewhere
	sure        bool     // its parts were told by the text itself: a comma, capitals, labels
	known       int      // words of it that are names somewhere
	latin       bool
	text        string // as it stands
}

// nameHints is what helps to tell the parts of a name.
type nameHints struct {
	from   *personName // the name of From:
	locals []string    // local parts of the author's addresses, folded
	lang   string      // of the phrase
	tongue string      // a language whose customs the message's other words show: hu, vi, zh, ja, ko
}

// maybeName tells whether a text can be a name at all.
func (v *vocab) maybeName(s string) bool {
	n, ok := v.parseName(s, nameHints{})
	return ok && (n.known > 0 || n.honoured || capitalised(n.tokens))
}

// parseName reads a text that is to hold a name and nothing else; ok only where its shape is that of one.
func (v *vocab) parseName(s string, h nameHints) (personName, bool) {
	s = trimEdges(s)
	if s == "" || len(s) > 160 || strings.ContainsAny(s, "@:=0123456789?!<>+%&") {
		return personName{}, false
	}
	if i := strings.IndexByte(s, '/'); i > 0 && i < 5 && len(s) < 10 && s[i-1] != ' ' {
		return personName{}, false // "SRTb/BA"
	}
	s, aside := cutAside(s)
	if one, ok := v.oneScript(s, aside, h); ok {
		return one, true
	}
	n := personName{text: s}
	if left, right, ok := strings.Cut(s, ","); ok && !v.allAfter(right) {
		if n, ok := v.lastFirst(left, right, h); ok {
			return n, true
		}
		if h.from != nil && overlaps(strings.Fields(left), h.from.tokens) && !overlaps(strings.Fields(right), h.from.tokens) && len(strings.Fields(left)) > 1 {
			return personName{}, false // "Jane Doe, Innsbruck"
		}
		if of := strings.Fields(right); len(of) > 0 && strings.Contains(left, " ") && v.marks(clean(of[len(of)-1]))&(isPlace|anyName) == isPlace {
			return personName{}, false // "Jane DOE, SCI Nigeria"
		}
	}
	tokens := v.nameTokens(s, h, &n)
	if !v.nameShape(tokens, &n, h) {
		return personName{}, false
	}
	n.tokens = tokens
	v.split(&n, h)
	v.callingName(&n, aside)
	return n, true
}

// cutAside takes what stands in brackets or quotation marks out of a name: a calling name, a form of address, the other script.
func cutAside(s string) (rest, aside string) {
	if asciiOnly(s) && !strings.ContainsAny(s, "(\"[") {
		return s, ""
	}
	pairs := [...][2]string{{"(", ")"}, {"（", "）"}, {"“", "”"}, {"\"", "\""}, {"«", "»"}, {"„", "“"}, {"‘", "’"}, {"[", "]"}}
	for _, p := range pairs {
		from := strings.Index(s, p[0])
		if from < 0 {
			continue
		}
		to := strings.Index(s[from+len(p[0]):], p[1])
		if to < 0 {
			continue
		}
		inner := s[from+len(p[0]) : from+len(p[0])+to]
		if aside == "" {
			aside = strings.TrimSpace(inner)
		}
		s = strings.Join(strings.Fields(s[:from]+" "+s[from+len(p[0])+to+len(p[1]):]), " ")
	}
	return s, aside
}

// oneScript reads names that are given in two scripts: the Latin one is taken, where it is whole.
func (v *vocab) oneScript(s, aside string, h nameHints) (personName, bool) {
	if asciiOnly(s) && asciiOnly(aside) {
		return personName{}, false
	}
	latin, other := scripts(s)
	if aside != "" {
		l, o := scripts(aside)
		if latin == "" {
			latin = l
		}
		if other == "" {
			other = o
		}
	}
	if latin == "" || other == "" {
		return personName{}, false
	}
	h.tongue = scriptTongue(other, h.tongue)
	other = trimEdges(other)
	if n, ok := v.parseName(trimEdges(latin), h); ok && !n.single {
		n.latin = true
		return n, true
	}
	return v.parseName(other, h)
}

// scripts parts a text into its Latin words and those of another script.
func scripts(s string) (latin, other string) {
	var l, o []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '|' || r == '／' }) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"'«“"))
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			l = append(l, w)
		default:
			o = append(o, w)
		}
	}
	return strings.Join(l, " "), strings.Join(o, " ")
}

// scriptTongue guesses whose customs a name follows by its script.
func scriptTongue(s, otherwise string) string {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Ethiopic, r):
			return "am"
		case r < 0x1100: // no other script below has customs of its own
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Han, r):
			if otherwise == "ja" || otherwise == "ko" {
				return otherwise
			}
			return "zh"
		}
	}
	return otherwise
}

// lastFirst reads "MEER, Willem van der".
func (v *vocab) lastFirst(left, right string, h nameHints) (personName, bool) {
	var a, b personName
	lt, rt := v.particlesFirst(v.nameTokens(left, h, &a)), v.nameTokens(right, h, &b)
	if len(lt) == 0 || len(rt) == 0 || len(lt) > 4 || len(rt) > 4 || !v.nameShape(lt, &a, h) || !v.nameShape(rt, &b, h) {
		return personName{}, false
	}
	if v.place(right) && (h.from == nil || !overlaps(rt, h.from.tokens)) {
		return personName{}, false
	}
	if len(lt) > 1 && upperWord(lt[0]) != upperWord(lt[len(lt)-1]) || upperWord(rt[0]) && len(rt[0]) <= 3 && !upperWord(lt[0]) {
		return personName{}, false
	}
	sure := upperWord(lt[0]) && !upperWord(rt[0]) || h.from != nil && overlaps(lt, h.from.tokens) && overlaps(rt, h.from.tokens) || v.familyShown(lt, h)
	given := v.givenWord(rt[0]) && len(lt) <= 2 && (h.from == nil || len(lt) == 1)
	apart := len(lt) == 1 && len(rt) <= 2 && (v.givenWord(rt[0]) || !v.givenWord(lt[0])) && capitalised(lt) && capitalised(rt) && (h.from == nil || h.from.single)
	if !sure && !given && !apart {
		return personName{}, false
	}
	var moved []string
	for len(rt) > 1 && v.particle(rt[len(rt)-1]) {
		moved = append([]string{rt[len(rt)-1]}, moved...)
		rt = rt[:len(rt)-1]
	}
	n := personName{first: strings.Join(rt, " "), last: strings.Join(append(moved, lt...), " "), sure: true, latin: true,
		tokens: append(slices.Clone(rt), lt...), known: a.known + b.known, honoured: a.honoured || b.honoured, text: left + "," + right}
	return n, true
}

// familyShown tells words before a comma of which an address holds one, and that are no whole name.
func (v *vocab) familyShown(words []string, h nameHints) bool {
	if h.from != nil && !h.from.single || len(words) > 1 && v.givenWord(words[0]) && v.marks(words[0])&(anyName&^isGiven) == 0 {
		return false
	}
	return slices.ContainsFunc(h.locals, func(local string) bool {
		return slices.ContainsFunc(words, func(w string) bool {
			f := foldName(w)
			if head, _, ok := strings.Cut(fold(w), "-"); ok {
				f = head // "wasowska" of Wąsowska-Pióro
			}
			return len(f) > 3 && strings.Contains(flat(local), f)
		})
	})
}

// nameTokens splits a name into words and drops honorifics before it and letters after it.
func (v *vocab) nameTokens(s string, h nameHints, n *personName) []string {
	if i := strings.IndexAny(s, ",،，"); i > 0 && v.allAfter(s[i+1:]) {
		s = s[:i]
	}
	if strings.IndexByte(s, '.') >= 0 || strings.Contains(s, "(a)") {
		s = nameDress.Replace(s)
	}
	s = dropThai(s, n)
	words := make([]string, 0, 4)
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '|' }) {
		if w = strings.Trim(w, ",;·•*_\"“”«»()"); w != "" {
			words = v.appendDots(words, w)
		}
	}
	if last := len(words) - 1; last > 0 {
		words[last] = unstopped(words[last])
	}
	words = v.dropBorn(v.dropHonorifics(v.joinParticles(words), h, n))
	return strangeAfter(v.dropAfter(words), h)
}

// unstopped takes the full stop of a sentence off a word that is too long for an abbreviation.
func unstopped(w string) string {
	bare, ok := strings.CutSuffix(w, ".")
	if ok && utf8.RuneCountInString(bare) > 3 && !strings.Contains(bare, ".") && !abbreviations[fold(bare)] {
		return bare
	}
	return w
}

// dropBorn takes away a name at birth behind the name that is used; where the family name stands alone before it, its capitals
// ("DIALLO née BARRY Aïssatou").
func (v *vocab) dropBorn(words []string) []string {
	for i := 1; i+1 < len(words); i++ {
		if !lowerStart(words[i]) || v.exact[strings.TrimSuffix(words[i], ".")]&isBorn == 0 {
			continue
		}
		if i > 1 {
			return words[:i]
		}
		to := i + 1
		for to < len(words) && upperWord(words[to]) {
			to++
		}
		return slices.Delete(words, i, to)
	}
	return words
}

// strangeAfter takes away letters behind a name that From: knows without them: a degree or a register that no table has.
func strangeAfter(words []string, h nameHints) []string {
	last := len(words) - 1
	if h.from == nil || last < 2 || !upperWord(words[last]) || utf8.RuneCountInString(words[last]) > 4 || upperWord(words[last-1]) && countLetters(words[last-1]) > 2 ||
		overlaps(words[last:], h.from.tokens) || !overlaps(words[last-1:last], h.from.tokens) {
		return words
	}
	return words[:last]
}

// joinParticles makes one of two words that are a particle only together: "in 't".
func (v *vocab) joinParticles(words []string) []string {
	for i := 0; i+1 < len(words); i++ {
		if len(words[i]) > v.longestJoint {
			continue
		}
		if two := words[i] + " " + words[i+1]; v.exact[strings.ToLower(two)]&isParticle != 0 {
			words = slices.Replace(words, i, i+2, two)
		}
	}
	return words
}

// nameDress are endings of degrees and other small signs that are no words of a name.
var nameDress = strings.NewReplacer(".ª", "ª", ".º", "º", "(a)", "", ".a ", ". ", ".in ", ". ", "in.", "in.")

// dropThai takes the form of address off that Thai writes without a blank before a name.
func dropThai(s string, n *personName) string {
	for _, p := range []string{"นางสาว", "น.ส.", "นาง", "นาย", "คุณ", "ดร."} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			n.honoured = true
			return dropThai(strings.TrimSpace(rest), n)
		}
	}
	return s
}

// appendDots appends the words of w: "Dr.Jane" and "Prof.Dr.Ing." hold several, "J.P." is one.
func (v *vocab) appendDots(words []string, w string) []string {
	if !strings.Contains(strings.TrimRight(w, "."), ".") || strings.Contains(w, ".-") {
		return append(words, w)
	}
	parts := strings.SplitAfter(w, ".")
	long := false
	for _, p := range parts {
		long = long || utf8.RuneCountInString(strings.TrimRight(p, ".")) > 2
	}
	if !long {
		return append(words, w)
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if n := len(parts) - 1; n > 0 && v.undotted(parts[0]).mark&isHonorific != 0 && utf8.RuneCountInString(parts[n]) <= 2 {
		parts = parts[:n] // "Dra.C."
	}
	for i, p := range parts {
		parts[i] = unstopped(p) // "Okafor.Jane"
	}
	return append(words, parts...)
}

func (v *vocab) dropHonorifics(words []string, h nameHints, n *personName) []string {
	if len(words) > 2 && articles[strings.ToLower(words[0])] && v.honorific(words[1:], h) > 0 {
		words = words[1:] // "The Rev. Jane Doe"
	}
	for len(words) > 0 {
		k := v.honorific(words, h)
		if k == 0 || k >= len(words) && v.marks(words[0])&anyName != 0 {
			break
		}
		n.honoured = true
		words = words[k:]
		// Further abbreviations before the name are titles, too, but "Ma.", which is María.
		for len(words) > 2 && strings.HasSuffix(words[0], ".") && !strings.EqualFold(words[0], "Ma.") && countLetters(words[0]) > 1 && !strings.Contains(strings.TrimRight(words[0], "."), ".") && v.honorific(words, h) == 0 {
			words = words[1:]
		}
	}
	return words
}

// honorific counts the words of the form of address that the words begin with.
func (v *vocab) honorific(words []string, h nameHints) int {
	word := v.undotted(words[0])
	w, m, joined := word.key, word.mark, word.joined
	first, _, _ := strings.Cut(w, " ")
	several := !asciiOnly(first) || v.starts[first] > 1 // most words begin no entry of several
	for k := min(4, len(words)); k > 1 && several; k-- {
		if v.exact[undot(strings.ToLower(strings.Join(words[:k], " ")))]&isHonorific != 0 {
			return k
		}
	}
	if bare := strings.TrimRight(w, "ªº°"); m == 0 && bare != "" && bare != w {
		w, m, joined = bare, v.exact[bare], v.exact[strings.ReplaceAll(bare, " ", "")] // "Mag.ª"
	}
	if joined&isHonorific != 0 && strings.Count(words[0], ".") > 1 {
		return 1
	}
	if m&isHonorific == 0 && len(words) > 2 && v.abbreviated(words[0]) && !initials(words[1]) {
		return 1
	}
	if m&isHonorific == 0 {
		if i := strings.LastIndexByte(w, '-'); i > 0 && v.exact[w[i+1:]]&isHonorific != 0 && v.exact[w[:i]]&isHonorific != 0 {
			return 1
		}
		return 0
	}
	dotted := strings.HasSuffix(words[0], ".")
	if w == "da" && !dotted {
		return 0 // "Da Ponte"; "Da." is a form of address
	}
	if utf8.RuneCountInString(w) == 1 && v.initialMeant(words, w, h) {
		return 0
	}
	if !dotted && v.folded[fold(w)]&anyName != 0 && (utf8.RuneCountInString(w) < 4 || m&isRole == 0) && !shortTitle[w] {
		if len(words) < 3 {
			return 0
		}
	}
	if upperWord(words[0]) && !dotted && utf8.RuneCountInString(w) <= 2 && !shortTitle[w] && len(words) < 3 {
		return 0
	}
	return 1
}

// abbreviated tells a form of address that no table has, by its full stop: "Cr.", "Abg."; not given names that are cut short.
func (v *vocab) abbreviated(w string) bool {
	stem, ok := strings.CutSuffix(w, ".")
	return ok && !strings.Contains(stem, ".") && countLetters(stem) > 1 && countLetters(stem) <= 4 && upperStart(w) && !shortGiven[fold(stem)]
}

// initialMeant tells "M. Kallio", an initial, from "M. Dupont", Monsieur.
func (v *vocab) initialMeant(words []string, w string, h nameHints) bool {
	if r, _ := utf8.DecodeRuneInString(w); !unicode.Is(unicode.Latin, r) {
		return !strings.HasSuffix(words[0], ".") && !strings.Contains(words[0], "/")
	}
	switch w {
	case "m":
		return h.lang != "fr" || !strings.HasSuffix(words[0], ".") && !strings.EqualFold(words[0], "m") || len(words) == 2 && h.from != nil && initialOf(w, h.from.first)
	case "d":
		return h.lang != "es" && h.lang != "pt" || len(words) < 3
	}
	return true
}

func initialOf(letter, name string) bool {
	return name != "" && strings.HasPrefix(fold(name), letter)
}

// dropAfter takes letters after a name away: "PhD", "OBE", "Jr.".
func (v *vocab) dropAfter(words []string) []string {
	words = v.dropRun(words)
	for len(words) > 1 {
		w := words[len(words)-1]
		word := v.undotted(w)
		if (word.mark|word.joined)&isAfter == 0 {
			break
		}
		letters := countLetters(w)
		allCaps := upperWord(words[0])
		dotted := strings.Count(w, ".") >= 1
		if !dotted && (letters <= 2 && (allCaps || !upperWord(w)) || v.folded[fold(w)]&anyName != 0 && (allCaps || letters <= 2)) {
			break
		}
		if len(words) == 2 && !dotted && letters <= 3 && !safeAfter[word.key] {
			break
		}
		words = words[:len(words)-1]
	}
	return words
}

// dropRun takes a run of capitals off a name in small letters, where one of them is known to follow names: "KBE FRSE", "BA LLB".
func (v *vocab) dropRun(words []string) []string {
	from, known := len(words), false
	for from > 2 && upperWord(words[from-1]) && countLetters(words[from-1]) <= 6 {
		from--
		known = known || v.undotted(words[from]).mark&isAfter != 0
	}
	if !known || len(words)-from < 2 || upperWord(words[0]) || upperWord(words[from-1]) && countLetters(words[from-1]) > 1 {
		return words
	}
	return words[:from]
}

// allAfter tells text after a comma that is nothing but letters after a name.
func (v *vocab) allAfter(s string) bool {
	any, short := false, false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool {
		return r == ',' || unicode.IsSpace(r) || r == '(' || r == ')' || r == '/' || r == '&' || r == '،' || r == '，'
	}) {
		word := v.undotted(w)
		if word.mark&isHonorific != 0 && strings.HasSuffix(w, ".") || degree(w) {
			any = true
			continue
		}
		if (word.mark|word.joined)&isAfter == 0 {
			if key := strings.ToLower(strings.TrimSpace(s)); v.exact[undot(key)]&isAfter != 0 {
				return true
			}
			if upperWord(w) && len(w) <= 5 {
				short = true // an order or degree that no table has, if others stand beside it
				continue
			}
			return strings.Count(w, ".") >= 2 && len(w) <= 8 && !strings.ContainsFunc(w, unicode.IsLower)
		}
		any = true
	}
	return any && (!short || strings.ContainsAny(s, ", "))
}

// degree tells "MLaw": two capitals, then small letters.
func degree(w string) bool {
	r := []rune(w)
	return len(r) >= 3 && len(r) <= 6 && unicode.IsUpper(r[0]) && unicode.IsUpper(r[1]) && unicode.IsLower(r[len(r)-1])
}

// nameShape tells whether words can be a name: capitals, particles, initials; no words of roles, organisations or prose.
func (v *vocab) nameShape(tokens []string, n *personName, h nameHints) bool {
	if len(tokens) == 0 || len(tokens) > 7 {
		return false
	}
	small, strange, doubtful, meant := 0, 0, 0, 0 // meant: in small letters, but From: has it
	for i, t := range tokens {
		r, size := utf8.DecodeRuneInString(t)
		if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '‘' || !plainName(t) && strings.ContainsAny(t, "/\\_|;") {
			return false
		}
		if unspaced(r) {
			return v.unspacedName(tokens, n)
		}
		m := v.nameMarks(t)
		inFrom := h.from != nil && (m&isParticle == 0 || !lowerStart(t)) && overlaps([]string{t}, h.from.tokens)
		if utf8.RuneCountInString(strings.TrimRight(t, ".")) > 30 {
			return false
		}
		switch {
		case i == 0 && len(tokens) > 2 && upperWord(t) && m&isParticle == 0 && (articles[strings.ToLower(t)] || prepositions[strings.ToLower(t)]):
			return false // "UNA GUINEA MEJOR", a motto
		case i == 0 && len(tokens) > 3 && m&isOrg != 0 && !inFrom:
			return false // "Lega Braccianti della Fascia Trasformata"
		case inFrom || m&anyName != 0 && m&isNotName == 0:
			n.known++
			if lowerStart(t) && m&isParticle == 0 {
				if small++; inFrom {
					meant++
				}
			}
			if m&(isRole|isOrg) != 0 && !inFrom && m&isGiven == 0 && (len(t) > 4 || upperWord(t)) {
				strange++
			}
		case m&isParticle != 0 || size < len(t) && strings.HasSuffix(t, "-"):
		case v.givenWord(t) && (m&isNotName == 0 || alsoNames[fold(t)]):
			n.known++
		case m&isOrg != 0 && i > 1 && utf8.RuneCountInString(t) <= 5 && v.particle(tokens[i-1]) && (v.givenWord(tokens[0]) || v.particle(tokens[0])) && upperStart(t):
			n.known++ // "Maarten van 't Hof"
		case m&isNotName != 0 && m&anyName != 0 && m&(isRole|isOrg|isOrgPart) == 0 && len(tokens) > 1 && (len(t) > 2 || m&anyName == isGiven) && upperStart(t) && (i == 0 || i == len(tokens)-1 || m&isGiven != 0):
			if n.known++; m&anyName == isGiven {
				doubtful++ // "Thị Diễm My Phan"
			}
		case m&(isRole|isOrg|isOrgPart) != 0 && i > 0 && i == len(tokens)-1 && v.givenWord(tokens[0]) && upperStart(t) && v.derived(t):
			// "Klaus Rettinghaus"
		case m&(isRole|isOrg|isOrgPart|isNotName|isActing) != 0:
			return false
		case m&isProse != 0 && (lowerStart(t) || i > 0 && len(tokens) > 2), size < len(t) && len(t) > 2 && (prepositions[strings.ToLower(t)] || articles[strings.ToLower(t)]):
			return false // "POR UNA GUINEA MEJOR"
		case lowerStart(t) && !elidedParticle(t):
			small++
		}
		if m&isPlace != 0 && m&anyName == 0 && !inFrom {
			strange++
		}
	}
	if doubtful > 0 && (doubtful > 1 || n.known < len(tokens) || len(tokens) < 3) {
		return false
	}
	return !n.tooStrange(tokens, strange) && (small == meant || v.inSmall(n, tokens, small, meant > 0))
}

// inSmall tells a name in small letters. Where not every word of it is known, it is noted: it must stand where people sign.
func (v *vocab) inSmall(n *personName, tokens []string, small int, meant bool) bool {
	words := 0
	for _, t := range tokens {
		if !v.particle(t) {
			words++
		}
	}
	if small != words || !lowerStart(tokens[0]) || prepositions[tokens[0]] || n.known < words && (words != 2 && words != 3 || !v.givenWord(tokens[0]) && !meant) {
		return false
	}
	n.small = n.known < words
	return true
}

// tooStrange tells words of which too many are places, roles or organisations.
func (n *personName) tooStrange(tokens []string, strange int) bool {
	switch {
	case strange == 0:
		return false
	case strange >= len(tokens) && !(n.honoured && n.known > 0), len(tokens) == 2 && n.known < 2:
		return true
	}
	return n.known == 0 && upperWord(tokens[0]) && len(tokens[0]) <= 5 && !n.honoured // "DDA di Trieste"
}

// elidedParticle tells "d'Aubigné" and "dell'Orto": a small particle, a mark of elision, a capital.
func elidedParticle(w string) bool {
	i := strings.IndexAny(w, "'’")
	return i > 0 && i <= 4 && upperStart(strings.TrimLeft(w[i:], "'’"))
}

// unspacedName tells whether words of a script without spaces can be a name.
func (v *vocab) unspacedName(tokens []string, n *personName) bool {
	all := strings.Join(tokens, "")
	runes := []rune(all)
	for _, r := range runes {
		if !unspaced(r) && r != '・' && r != '·' {
			return false
		}
	}
	if unicode.Is(unicode.Thai, runes[0]) {
		n.known = 1
		return len(tokens) == 2 && v.insideMark(all, true)&(anyRole|anyOrg) == 0
	}
	if len(tokens) == 2 && slices.ContainsFunc(tokens, func(t string) bool { return v.exact[t]&(isRole|isOrg) != 0 }) {
		return false // a role and a name
	}
	if len(runes) > 8 || len(runes) > 6 && len(tokens) == 1 || len(runes) == 1 || unicode.Is(unicode.Hangul, runes[0]) && utf8.RuneCountInString(tokens[0]) > 4 {
		return false
	}
	if m, ok := v.lastInside(all); ok && m != 0 && len(runes) > 2 && v.folded[tokens[0]]&(isJapanese|isHan|isKorean) == 0 {
		return false
	}
	if v.marks(tokens[0])&isPlace != 0 && v.marks(tokens[0])&(isJapanese|isHan) == 0 || v.exact[all]&(isRole|isOrg) != 0 {
		return false
	}
	if v.surnameRunes(runes) > 0 {
		n.known = 2
		return true
	}
	return len(tokens) == 2 && len(runes) <= 8
}

// surnameRunes counts the runes of the family name that an East Asian name begins with; 0 where none is known.
func (v *vocab) surnameRunes(runes []rune) int {
	for k := min(3, len(runes)); k > 0; k-- {
		if v.folded[string(runes[:k])]&(isJapanese|isHan|isKorean) != 0 {
			return k
		}
	}
	return 0
}

func (v *vocab) givenWord(w string) bool {
	m := v.marks(w)
	if m&isGiven != 0 {
		return true
	}
	first, _, ok := strings.Cut(w, "-")
	return ok && v.marks(first)&isGiven != 0
}

func (v *vocab) familyWord(w string) bool {
	return v.marks(w)&(isFamily|isIberian|isViet|isHan|isKorean|isJapanese) != 0
}

func (v *vocab) particle(w string) bool {
	m := v.marks(w)
	return m&isParticle != 0
}

// overlaps tells whether two names share a word.
func overlaps(a, b []string) bool { return shared(a, b) > 0 }

// shared counts the words that stand in both names, folded; initials do not count.
func shared(a, b []string) int {
	n := 0
	for _, x := range a {
		if !initialLetter(x) && slices.ContainsFunc(b, func(y string) bool { return sameNameWord(x, y) }) {
			n++
		}
	}
	return n
}

// initialLetter tells words that are hardly a letter when folded.
func initialLetter(w string) bool {
	if len(w) > 1 && plainLetter(w[0]) && plainLetter(w[1]) || plainName(w) {
		return len(w) < 2
	}
	return utf8.RuneCountInString(foldName(w)) < 2
}

// sameNameWord tells whether two words of names are the same, folded.
func sameNameWord(a, b string) bool {
	if a != "" && b != "" && plainLetter(a[0]) && plainLetter(b[0]) && a[0]|0x20 != b[0]|0x20 {
		return false // as most words that are compared
	}
	if plainName(a) && plainName(b) {
		return len(a) == len(b) && strings.EqualFold(a, b)
	}
	return foldName(a) == foldName(b) || callsBy(a, b) || callsBy(b, a)
}

// callsBy tells that a double name is called by its first half: "Leni-Marie", "Leni".
func callsBy(double, half string) bool {
	first, _, ok := strings.Cut(double, "-")
	return ok && utf8.RuneCountInString(first) > 2 && !strings.Contains(half, "-") && foldName(first) == foldName(half)
}

// plainName tells words of ASCII letters, for which folding is lower case.
func plainName(w string) bool {
	for i := range len(w) {
		if !plainLetter(w[i]) {
			return false
		}
	}
	return true
}

// foldName folds one word of a name for comparison.
func foldName(s string) string {
	s = fold(s)
	if plainName(s) || !strings.ContainsAny(s, ".-'·") {
		return s
	}
	return nameSigns.Replace(s)
}

// flat drops the signs between the words of a local part.
func flat(local string) string {
	if !strings.ContainsAny(local, ".-'·_") {
		return local
	}
	return nameSigns.Replace(local)
}

var nameSigns = strings.NewReplacer(".", "", "-", "", "'", "", "·", "", "_", "")

// callingName puts the name in brackets in the place of initials: "W.J. (Willem-Jan) van der Meer".
func (v *vocab) callingName(n *personName, aside string) {
	if first, _ := utf8.DecodeRuneInString(n.first); aside == "" || !initials(n.first) || unspaced(first) {
		return
	}
	words := strings.Fields(aside)
	if len(words) > 2 || !v.nameShape(words, &personName{}, nameHints{}) || v.honorific(words, nameHints{}) > 0 {
		return
	}
	n.first = aside
}

// initials tells first names that are nothing but initials.
func initials(s string) bool {
	if s == "" {
		return false
	}
	for w := range strings.FieldsSeq(s) {
		for p := range strings.FieldsFuncSeq(w, func(r rune) bool { return r == '.' || r == '-' }) {
			if utf8.RuneCountInString(p) > 1 && !(upperWord(p) && len(p) <= 3 && !strings.ContainsAny(p, "AEIOUY")) {
				return false
			}
		}
	}
	return true
}
