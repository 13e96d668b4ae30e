package registration

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The word tables of the person's half, one file a table, languages as rows: adding a language is adding rows.
//
//go:embed words/*.txt
var wordFiles embed.FS

// mark says what a word may be; a word may be several things.
type mark uint32

const (
	isRole      mark = 1 << iota // heads a title
	isWeakRole                   // says little alone: "general", "lead"
	isOrg                        // heads the name of an organisation
	isOrgPart                    // heads the name of a department
	isHeadFirst                  // of a language whose noun phrases begin with their head
	isHeadLast                   // of one whose noun phrases end with it
	isHonorific                  // before a name
	isAfter                      // after a name
	isParticle                   // small word of a family name
	isJoined                     // a particle that is half a name: "Abdel Rahman"
	isDevout                     // after a particle it belongs to the given names: "Jean de Dieu"
	isGiven                      // a given name somewhere
	isFamily                     // a family name somewhere
	isIberian                    // a family name of those who carry two
	isViet                       // family names of those who say them first
	isHan                        // Chinese, in pinyin or in characters
	isKorean                     // Korean, romanised or in Hangul
	isJapanese                   // Japanese, romanised or in characters
	isPlace                      // a country or city
	isNotName                    // never part of a name
	isProse                      // only running text uses it
	isActing                     // "a.i.": belongs to the title beside it
	isNone                       // stands for an empty field
	isBorn                       // before the name at birth: "née"
)

const (
	anyName   = isGiven | isFamily | isIberian | isViet | isHan | isKorean | isJapanese
	anyRole   = isRole | isWeakRole
	anyOrg    = isOrg | isOrgPart
	maxPhrase = 6 // words of the longest entry that is looked up as a whole
)

// vocab holds all tables, ready for look-up. It is built once and then only read.
type vocab struct {
	exact     map[string]mark     // by lower-case spelling, words joined by one blank
	folded    map[string]mark     // by folded spelling
	capitals  map[string]mark     // what is a role only in capitals: "DG", "ASP"
	starts    map[string]int      // first word of an entry of several -> most words of such an entry
	tails     map[string]mark     // ends of compounds, folded
	inside    map[rune][]inWord   // entries of scripts without spaces, by first rune, longest first
	roleWords []string            // single words that head titles, folded, sorted
	fields    map[string]labelKey // labels
	said      map[string]map[string]bool
	saidFirst map[string]map[string]int // first word of fixed words -> use -> most words of such an entry
	wide      map[string][]string       // of said: those in scripts without spaces

	longestJoint int // bytes of the longest word that is a particle only together with the next

	memories *sync.Pool // of *memory
	memory
}

// memory is what was looked up: words come up again and again, in one message and in the next. It is lent to one message at a
// time, changes nothing but the time that a look-up takes, and is empty in the vocabulary that all share.
type memory struct {
	known   map[string]mark           // by word
	namely  map[string]mark           // by word that may be a name
	spelt   map[string]mark           // by word whose accents are all there
	opens   map[string]map[string]int // by word: the uses of fixed words that it begins
	dotless map[string]undotted       // by word that may stand before or after a name
	weighed map[string]segKind        // by segment
}

// maxMemory is how many entries a table of a memory may have for the next message to get it.
const maxMemory = 4096

func newMemory() any {
	return &memory{map[string]mark{}, map[string]mark{}, map[string]mark{}, map[string]map[string]int{}, map[string]undotted{}, map[string]segKind{}}
}

// forOne gives the same tables with a memory for one message, and what gives the memory back.
func (v *vocab) forOne() (one *vocab, done func()) {
	m := v.memories.Get().(*memory)
	with := *v
	with.memory = *m
	return &with, func() {
		if max(len(m.known), len(m.namely), len(m.spelt), len(m.opens), len(m.dotless), len(m.weighed)) <= maxMemory {
			v.memories.Put(m)
		}
	}
}

// recall looks up what is not in a table of a memory yet.
func recall[T any](table map[string]T, word string, lookUp func(string) T) T {
	found, ok := table[word]
	if !ok {
		found = lookUp(word)
		if table != nil {
			table[strings.Clone(word)] = found // the message is not to be kept for the sake of a word
		}
	}
	return found
}

// inWord is a table word that is looked for inside a text without spaces.
type inWord struct {
	text string
	mark mark
}

var theVocab = sync.OnceValue(loadVocab)

// headFirst are the languages whose noun phrase begins with its head: "Directeur du travail", "Начальник отдела".
var headFirst = map[string]bool{"fr": true, "es": true, "pt": true, "it": true, "ro": true, "ca": true, "ar": true, "fa": true, "he": true, "id": true,
	"vi": true, "sw": true, "tl": true, "sq": true, "pl": true, "cs": true, "sk": true, "sl": true, "hr": true, "sr": true, "bg": true, "ru": true, "uk": true,
	"el": true, "cy": true, "ga": true, "mt": true, "th": true, "km": true, "ht": true, "so": true}

func loadVocab() *vocab {
	v := &vocab{exact: map[string]mark{}, folded: map[string]mark{}, capitals: map[string]mark{}, starts: map[string]int{}, tails: map[string]mark{}, inside: map[rune][]inWord{},
		fields: map[string]labelKey{}, said: map[string]map[string]bool{}, saidFirst: map[string]map[string]int{}, wide: map[string][]string{},
		memories: &sync.Pool{New: newMemory}}
	v.load("roles", func(string) mark { return isRole })
	for w, m := range v.folded {
		if m&isRole != 0 && !strings.Contains(w, " ") {
			v.roleWords = append(v.roleWords, w)
		}
	}
	slices.Sort(v.roleWords)
	v.load("institutions", func(string) mark { return isOrg })
	v.load("honorifics", func(string) mark { return isHonorific })
	v.load("places", func(string) mark { return isPlace })
	v.load("particles", func(k string) mark {
		return map[string]mark{"all": isParticle, "given": isDevout, "joined": isJoined | isParticle, "born": isBorn}[k]
	})
	for w, m := range v.exact {
		if first, _, ok := strings.Cut(w, " "); ok && m&isParticle != 0 {
			v.longestJoint = max(v.longestJoint, len(first))
		}
	}
	v.loadPhrases()
	v.loadLabels()
	for _, line := range v.rows("closings") {
		v.addSaid("closing", line[1])
	}
	v.loadNames()
	return v
}

// rows gives the lines "key: value" of a table.
func (v *vocab) rows(table string) [][2]string {
	raw, err := wordFiles.ReadFile("words/" + table + ".txt")
	if err != nil {
		return nil
	}
	var out [][2]string
	for line := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok && !strings.HasPrefix(key, "#") {
			out = append(out, [2]string{key, value})
		}
	}
	return out
}

func (v *vocab) load(table string, kind func(key string) mark) {
	for _, row := range v.rows(table) {
		m := kind(row[0])
		if m&(isRole|isOrg) != 0 {
			m |= isHeadLast
			if headFirst[row[0]] {
				m ^= isHeadLast | isHeadFirst
			}
		}
		for word := range strings.SplitSeq(row[1], ", ") {
			v.add(strings.TrimSpace(word), m)
		}
	}
}

// add puts one entry in, with the signs that tables put before words.
func (v *vocab) add(word string, m mark) {
	if rest, ok := strings.CutPrefix(word, "~"); ok {
		word, m = rest, m&^isRole|isWeakRole
	}
	if rest, ok := strings.CutPrefix(word, "="); ok {
		word = rest
		if m&isHonorific != 0 {
			m = isAfter
		} else {
			m = m&^isOrg | isOrgPart
		}
	}
	if rest, ok := strings.CutPrefix(word, "-"); ok && m&(anyRole|anyOrg) != 0 {
		word = rest
		v.tails[fold(word)] |= m
	}
	if word == "" {
		return
	}
	if rest, ok := strings.CutPrefix(word, "^"); ok {
		v.capitals[rest] |= m
		return
	}
	if r, _ := utf8.DecodeRuneInString(word); unspaced(r) {
		v.inside[r] = append(v.inside[r], inWord{word, m})
		v.exact[word] |= m
		return
	}
	word = strings.ToLower(word)
	if m&(isHonorific|isAfter) != 0 {
		word = undot(word)
	}
	v.exact[word] |= m
	v.folded[fold(word)] |= m
	v.addStart(word)
}

func (v *vocab) addStart(word string) {
	n := strings.Count(word, " ") + 1
	first, _, _ := strings.Cut(fold(word), " ")
	if n > 1 && v.starts[first] < n {
		v.starts[first] = n
	}
}

func (v *vocab) loadPhrases() {
	kinds := map[string]mark{"notname": isNotName, "prose": isProse, "acting": isActing, "none": isNone}
	for _, row := range v.rows("phrases") {
		if m, ok := kinds[row[0]]; ok {
			for word := range strings.SplitSeq(row[1], ", ") {
				word = strings.ToLower(strings.TrimSpace(word))
				v.exact[word] |= m
			}
			continue
		}
		v.addSaid(row[0], row[1])
	}
}

// addSaid adds fixed words that a line or clause may begin with.
func (v *vocab) addSaid(use, list string) {
	if v.said[use] == nil {
		v.said[use] = map[string]bool{}
	}
	for words := range strings.SplitSeq(list, ", ") {
		words = sayKey(words)
		v.said[use][words] = true
		if r, _ := utf8.DecodeRuneInString(words); unspaced(r) {
			v.wide[use] = append(v.wide[use], words)
		}
		first, _, _ := strings.Cut(words, " ")
		if v.saidFirst[first] == nil {
			v.saidFirst[first] = map[string]int{}
		}
		if n := strings.Count(words, " ") + 1; v.saidFirst[first][use] < n {
			v.saidFirst[first][use] = n
		}
	}
}

// openedBy gives the uses of the fixed words that a word begins, and how many words they have at most; nil for nearly all words.
func (v *vocab) openedBy(word string) map[string]int {
	return recall(v.opens, word, func(word string) map[string]int {
		first, _, _ := strings.Cut(sayKey(word), " ")
		return v.saidFirst[first]
	})
}

// sayKey folds fixed words for comparison; full stops and commas do not count.
func sayKey(words string) string {
	words = fold(words)
	if plainWords(words) {
		return words
	}
	return strings.Join(strings.FieldsFunc(words, func(r rune) bool {
		return unicode.IsSpace(r) || r == '.' || r == ',' || r == ':' || r == '!' || r == ';' || r == '،' || r == '，'
	}), " ")
}

func (v *vocab) loadNames() {
	raw, _ := wordFiles.ReadFile("words/given.txt")
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			v.folded[word] |= isGiven
		}
	}
	customs := map[string]mark{"iberian": isIberian, "vi": isViet, "zh": isHan, "zh-latin": isHan, "ja": isJapanese, "ko": isKorean}
	for _, row := range v.rows("family") {
		for word := range strings.FieldsSeq(row[1]) {
			v.folded[word] |= customs[row[0]] | isFamily
		}
	}
}

// marks tells what one word, or several joined by blanks, may be.
func (v *vocab) marks(word string) mark { return recall(v.known, word, v.lookUp) }

// spelled is marks for a word whose accents are all there.
func (v *vocab) spelled(word string) mark {
	return recall(v.spelt, word, func(word string) mark { return v.exact[strings.ToLower(word)] })
}

func (v *vocab) lookUp(word string) mark {
	lower := strings.ToLower(word)
	folded := fold(lower)
	names := v.folded[folded] & anyName
	if m := v.capitals[word]; m != 0 {
		return m | v.exact[lower]
	}
	if m := v.exact[lower]; m != 0 {
		return m | names
	}
	if m := v.folded[folded]; m != 0 {
		return m
	}
	if rest, ok := strings.CutPrefix(folded, "ال"); ok {
		return v.folded[rest] &^ anyName
	}
	if i := strings.IndexAny(folded, "'’"); i > 0 && i <= 4 {
		return v.folded[folded[i+1:]] &^ (anyName | isParticle)
	}
	if stem, ok := strings.CutSuffix(folded, "."); ok && utf8.RuneCountInString(stem) >= 4 && v.roleStem(stem) {
		if m := v.exact[undot(lower)]; m == 0 || m&isRole != 0 {
			return isRole
		}
	}
	return v.tail(folded)
}

// derived tells a word that no table has: what marks tells of it comes from its end.
func (v *vocab) derived(word string) bool {
	lower := strings.ToLower(word)
	return v.exact[lower] == 0 && v.folded[fold(lower)] == 0 && v.capitals[word] == 0
}

// nameMarks is marks for a word that may be a name: there a short end of a compound says nothing ("Abakar" is no "-kar").
func (v *vocab) nameMarks(word string) mark { return recall(v.namely, word, v.lookUpName) }

func (v *vocab) lookUpName(word string) mark {
	lower := strings.ToLower(word)
	folded := fold(lower)
	if v.exact[lower] != 0 || v.folded[folded] != 0 {
		return v.marks(word)
	}
	if n := len(folded); n > 8 {
		return v.marks(word)
	}
	return 0
}

// roleStem tells the beginning of a role word, as abbreviations give it: "Subdir.", "Mitarb.", "Resp.".
func (v *vocab) roleStem(stem string) bool {
	i, _ := slices.BinarySearch(v.roleWords, stem)
	return i < len(v.roleWords) && strings.HasPrefix(v.roleWords[i], stem)
}

// tail looks a compound's end up: "Referatsleiterin", "beleidsmedewerker".
func (v *vocab) tail(folded string) mark {
	if i := strings.LastIndexByte(folded, '-'); i > 1 {
		if m := v.folded[folded[i+1:]] & (isRole | isOrg | isOrgPart | isHeadFirst | isHeadLast); m&(isRole|isOrg) != 0 {
			return m
		}
		if m := v.hyphened(folded); m != 0 {
			return m
		}
	}
	if m := v.ranked(folded); m != 0 {
		return m
	}
	if i := strings.IndexAny(folded, "(:*_·•/"); i > 2 {
		return (v.folded[folded[:i]] | v.tail(folded[:i])) & (isRole | isHeadFirst | isHeadLast) // "coordenador(a)", "leiter:in", "chargé·e"
	}
	n := 0
	for i := range folded {
		if n++; n <= 2 || n == 3 && len(folded)-i < 7 {
			continue
		}
		if m, ok := v.tails[folded[i:]]; ok && len(folded)-i >= 3 {
			return m
		}
	}
	return 0
}

// hyphened reads compounds whose first part is the role: "secretária-geral-adjunta", "sous-directeur-adjoint".
func (v *vocab) hyphened(folded string) mark {
	first, rest, _ := strings.Cut(folded, "-")
	if !rankWords[strings.SplitN(rest, "-", 2)[0]] {
		return 0
	}
	m := v.folded[first] | v.ranked(first)
	if m&isRole == 0 {
		return 0
	}
	return m & (isRole | isHeadFirst | isHeadLast)
}

// ranked reads roles behind a word of rank that is written together with them: "subinspetora", "vicedirettrice", "onderdirecteur".
func (v *vocab) ranked(folded string) mark {
	for _, p := range rankPrefixes {
		rest, ok := strings.CutPrefix(folded, p)
		if !ok || len(rest) < 5 {
			continue
		}
		rest = strings.TrimPrefix(rest, "-")
		if m := v.folded[rest]; m&isRole != 0 && m&anyName == 0 {
			return m & (isRole | isHeadFirst | isHeadLast)
		}
		if m := v.hyphened(rest); strings.Contains(rest, "-") && m != 0 {
			return m
		}
	}
	return 0
}

// rankPrefixes are words of rank that are written together with a role.
var rankPrefixes = []string{"vice", "vize", "vici", "wice", "viza", "viss", "sub", "sous", "sotto", "under", "unter", "onder", "pod", "super", "supra", "over", "ober", "opper", "haupt", "hoofd", "hoved", "chef",
	"erst", "general", "generaal", "deputy", "assistant", "co", "ko", "pro", "ex", "mit", "adjunct", "fung", "interim", "land", "bezirks", "zamestnik", "ali", "yli", "vara", "abi", "pea", "kryesi", "zevendes", "nen", "krye",
	"вице", "зам", "гос", "под", "заступник", "заместник", "помощник", "υπο", "αντι", "αρχι", "συν", "नि", "उप", "महा", "मुख्य", "सह", "উপ", "মহা", "প্রধান"}

// phraseAt finds the longest entry that begins at words[i] and says how many words it takes.
func (v *vocab) phraseAt(words []string, i int) (mark, int) {
	most := min(v.starts[fold(words[i])], len(words)-i, maxPhrase)
	for n := most; n > 1; n-- {
		joined := strings.ToLower(strings.Join(words[i:i+n], " "))
		if m := v.exact[joined] | v.folded[fold(joined)]; m&(anyRole|anyOrg) != 0 {
			return m, n
		}
	}
	m := v.marks(words[i])
	if short, ok := strings.CutSuffix(words[i], "."); ok && m == 0 {
		m = v.marks(short) // "Dept."
	}
	return m, 1
}

// says tells how many of the words, from the first, are fixed words of a use; 0 where none.
func (v *vocab) says(use string, words []string) int {
	if len(words) == 0 {
		return 0
	}
	uses := v.openedBy(words[0])
	if uses == nil {
		return 0
	}
	for n := min(uses[use], len(words)); n > 0; n-- {
		if v.said[use][sayKey(strings.Join(words[:n], " "))] {
			return n
		}
	}
	return 0
}

// unspaced tells scripts that write without blanks between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Khmer, unicode.Myanmar, unicode.Lao) || r == 'ー')
}

// fold makes spellings comparable: lower case, no accents on Latin, Greek, Cyrillic and Arabic letters, plain apostrophes.
// The text is NFC.
func fold(s string) string {
	if isLowerASCII(s) {
		return s
	}
	if asciiOnly(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
		case r >= 0x2400 || r >= 0x700 && r < 0x1E00:
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteString(foldings()[r])
		}
	}
	return b.String()
}

// foldings holds what each rune below U+2400 folds to.
var foldings = sync.OnceValue(func() *[0x2400]string {
	var all [0x2400]string
	for r := range rune(len(all)) {
		var b strings.Builder
		for _, x := range norm.NFD.String(strings.ToLower(string(r))) {
			switch {
			case x >= 0x300 && x <= 0x36F, x >= 0x64B && x <= 0x65F, x == 0x670, x == 0x640:
			case foldedLetters[x] != "":
				b.WriteString(foldedLetters[x])
			default:
				b.WriteRune(x)
			}
		}
		all[r] = norm.NFC.String(b.String())
	}
	return &all
})

// foldedLetters are letters that have no accent to take away.
var foldedLetters = map[rune]string{'ł': "l", 'ø': "o", 'đ': "d", 'ı': "i", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ð': "d", 'ħ': "h", 'ŋ': "n",
	'ŧ': "t", 'ə': "e", '’': "'", 'ʼ': "'", '‘': "'", 'ʻ': "'", '`': "'", '´': "'", 'ς': "σ"}

// undotted is a word in small letters without its full stops, and what it may be so, and as one word: "ph d" and "phd".
type undotted struct {
	key          string
	mark, joined mark
}

// undotted looks a word up that may be a form of address or letters after a name.
func (v *vocab) undotted(word string) undotted {
	return recall(v.dotless, word, func(word string) undotted {
		key := strings.Clone(undot(strings.ToLower(word)))
		return undotted{key, v.exact[key], v.exact[strings.ReplaceAll(key, " ", "")]}
	})
}

// undot takes full stops out: "Ph.D." and "PhD" are one.
func undot(s string) string {
	if strings.IndexByte(s, ' ') < 0 {
		if dot := strings.IndexByte(s, '.'); dot < 0 {
			return s
		} else if dot == len(s)-1 {
			return s[:dot] // "prof."
		}
	}
	s = strings.ReplaceAll(s, ".-", " ")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ' ' }), " ")
}
