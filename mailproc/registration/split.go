package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// split tells the given names of a name from the family names, by the best evidence that there is: capitals, the parts that
// From: or an address show, particles, the customs of a language, tables of names; else the last word is the family name.
func (v *vocab) split(n *personName, h nameHints) {
	t := n.tokens
	r, _ := utf8.DecodeRuneInString(t[0])
	n.latin = unicode.Is(unicode.Latin, r)
	switch {
	case unspaced(r) && !unicode.Is(unicode.Thai, r):
		v.splitUnspaced(n, h)
	case len(t) == 1:
		n.single = true
	case byCapitals(v, n):
	default:
		cut, lastFirst := v.cutOf(t, h)
		if lastFirst {
			n.last, n.first = strings.Join(t[:cut], " "), strings.Join(t[cut:], " ")
		} else {
			n.first, n.last = strings.Join(t[:cut], " "), strings.Join(t[cut:], " ")
		}
	}
	if n.single {
		if n.honoured {
			n.last = t[0]
		} else {
			n.first = t[0]
		}
	}
}

// splitUnspaced parts Chinese, Japanese and Korean names: the family name comes first.
func (v *vocab) splitUnspaced(n *personName, h nameHints) {
	if len(n.tokens) == 2 {
		n.last, n.first = n.tokens[0], n.tokens[1]
		return
	}
	runes := []rune(strings.Join(n.tokens, ""))
	for _, suffix := range []string{"先生", "女士", "小姐", "博士", "教授", "さん", "様", "氏", "님", "씨"} {
		if s, ok := strings.CutSuffix(string(runes), suffix); ok && len([]rune(s)) > 0 {
			runes = []rune(s)
			n.honoured = true
		}
	}
	k := v.surnameRunes(runes)
	if k == 0 {
		k = 1
		if len(runes) >= 4 {
			k = 2
		}
	}
	if h.tongue != "ja" && len(runes) == 3 && k == 2 && v.folded[string(runes[:1])]&(isHan|isKorean) != 0 && (h.tongue == "zh" || unicode.Is(unicode.Hangul, runes[0])) && !compoundSurname[string(runes[:2])] {
		k = 1
	}
	if k >= len(runes) {
		n.single, n.honoured, n.tokens = true, true, []string{string(runes)}
		return
	}
	n.last, n.first = string(runes[:k]), string(runes[k:])
}

// byCapitals splits names whose family name stands in capitals, at either end.
func byCapitals(v *vocab, n *personName) bool {
	t := n.tokens
	caps := make([]bool, len(t))
	some, plainWord := 0, 0
	for i, w := range t {
		caps[i] = capitalName(w)
		if caps[i] {
			some++
		} else if !v.particle(w) && !initials(w) {
			plainWord++
		}
	}
	if some == 0 || plainWord == 0 {
		return false
	}
	from, to := slices.Index(caps, true), len(t)
	for to > 0 && !caps[to-1] {
		to--
	}
	for i := from; i < to; i++ {
		if !caps[i] && !v.particle(t[i]) {
			return false
		}
	}
	for from > 0 && v.particle(t[from-1]) && from-1 > 0 {
		from--
	}
	if from > 0 && from-1 == 0 && v.particle(t[0]) && to < len(t) {
		from = 0
	}
	given := append(slices.Clone(t[:from]), t[to:]...)
	if from > 0 && to < len(t) {
		if to-from > 1 || len(t) != 3 || !strings.Contains(t[2], "-") {
			return false
		}
		given = t[:from] // "Carmen HO Ka-man", as in Hong Kong
	}
	n.last = strings.Join(t[from:to], " ")
	n.first = strings.Join(given, " ")
	n.sure = true
	return true
}

// capitalName tells words in capitals, "McDONALD" and "d'ALMEIDA" too; not initials.
func capitalName(w string) bool {
	if strings.HasSuffix(w, ".") || strings.Contains(w, ".") {
		return false
	}
	for _, p := range []string{"Mc", "Mac", "d'", "d’", "D'", "O'", "N'", "M'", "al-", "Al-", "El-", "el-"} {
		if rest, ok := strings.CutPrefix(w, p); ok && upperWord(rest) {
			return true
		}
	}
	return upperWord(w)
}

// bornOf finds the Arabic and Malay word for son or daughter, with which a family name begins: "Rashid bin Saif Al Mazrouei".
func bornOf(t []string) int {
	for i := 1; i < len(t)-1; i++ {
		switch fold(t[i]) {
		case "bin", "binti", "bint", "ibn", "بن", "بنت":
			return i
		}
	}
	return 0
}

// daughter tells the Icelandic and Faroese patronymics that are no family's name: all before them is given.
func daughter(w string) bool {
	f := fold(w)
	return strings.HasSuffix(f, "dottir") || strings.HasSuffix(f, "sdottur") || strings.HasSuffix(f, "sson") && strings.ContainsAny(w, "ðþÐÞ")
}

// cutOf finds where a name parts, and whether its family name comes first.
func (v *vocab) cutOf(t []string, h nameHints) (cut int, lastFirst bool) {
	if cut, lastFirst = v.cutByCustom(t, h); cut > 0 {
		return cut, lastFirst
	}
	if len(t) == 2 {
		return 1, v.reversed(t, h)
	}
	if cut, lastFirst = v.cutShown(t, h); cut > 0 {
		return cut, lastFirst
	}
	if i := v.particleCut(t); i > 0 {
		return i, false
	}
	if i := localShows(t, h); i > 0 && (i == len(t)-1 || !v.givenWord(t[i])) {
		return v.withParticles(t, i), false
	} else if i == 0 && h.locals != nil && len(t) == 3 && v.givenWord(t[2]) && !v.givenWord(t[0]) {
		return 1, true
	}
	if v.reversed(t, h) {
		return 1, true
	}
	if r, _ := utf8.DecodeRuneInString(t[0]); unicode.Is(unicode.Arabic, r) && arabicSecond[t[1]] {
		return 2, false // "نور الهدى بوزيان"
	} else if unicode.Is(unicode.Arabic, r) && !v.givenWord(t[1]) {
		return 1, false
	}
	return v.withParticles(t, len(t)-1), false
}

// cutByCustom is cutOf by what the words themselves show of a people's custom; 0 where they show none.
func (v *vocab) cutByCustom(t []string, h nameHints) (cut int, lastFirst bool) {
	n := len(t)
	if v.vietnamese(t, h) {
		return 1, true
	}
	if n > 2 && v.marks(t[n-1])&isViet != 0 && v.marks(t[0])&isViet == 0 && hasVietnameseSign(strings.Join(t, " ")) {
		return n - 1, false // "Thị Hồng Vân Nguyễn", as abroad
	}
	if cut, ok := slavicOrder(v, t); ok {
		return cut, cut == 1 && n == 3 && patronymic(t[2])
	}
	if n > 2 && daughter(t[n-1]) {
		return n - 1, false
	}
	if n > 2 && strings.EqualFold(t[0], t[1]) {
		return 2, false // "Khin Khin Htwe"
	}
	if h.tongue == "am" {
		return 1, false // a given name, the father's, the grandfather's
	}
	if h.tongue == "hu" && n == 3 && strings.HasSuffix(t[0], "né") {
		return 2, true // "Kovácsné Szűcs Eszter": her husband's name, her own, her given name
	}
	if i := slices.IndexFunc(t[1:n-1], elidedFamily) + 1; i > 0 {
		return i, false // "Ludovica D'Alessandro Ricci"
	}
	return bornOf(t), false
}

// elidedFamily tells a word that begins with the small word of a family name: "D'Alessandro", "Dell'Acqua".
func elidedFamily(w string) bool {
	i := strings.IndexAny(w, "'’")
	if i < 1 || utf8.RuneCountInString(w[i:]) < 4 {
		return false
	}
	switch fold(w[:i]) {
	case "d", "dell", "dall", "degl", "sant":
		return true
	}
	return false
}

// cutShown is cutOf by what From: and the addresses show of a name of three words and more; 0 where they show nothing.
func (v *vocab) cutShown(t []string, h nameHints) (cut int, lastFirst bool) {
	if initialShows(t, h) {
		return 1, false
	}
	if cut, lastFirst, ok := fromShows(t, h); ok {
		if !lastFirst {
			cut = v.withParticles(t, cut)
		}
		return cut, lastFirst
	}
	if i := hyphenShows(t, h); i > 0 {
		return i, false
	}
	if localInitials(t, h) {
		return 1, false
	}
	if i := localParts(t, h); i > 0 {
		return i, false
	}
	if i := localWhole(t, h); i > 0 {
		return v.withParticles(t, i), false
	}
	shown := localShows(t, h) // "n.benchekroun" of Nadia Benchekroun El Fassi
	if shown >= len(t)-1 || shown > 0 && (v.givenWord(t[shown]) || v.particle(t[shown])) {
		shown = 0
	}
	if v.iberian(t, h) {
		if shown > 0 {
			return v.withParticles(t, shown), false
		}
		return v.iberianCut(t), false
	}
	if i := v.localWord(t, h); i > 0 {
		return v.withParticles(t, i), false
	}
	return v.withParticles(t, max(0, shown)), false
}

// arabicSecond are the second words of Arabic given names of two.
var arabicSecond = set("الدين الهدى الله الإسلام الاسلام الزهراء الزهرة الرحمن الرحمان الحق العابدين النساء النور الصباح الدولة الكريم")

func (v *vocab) withParticles(t []string, i int) int {
	for i > 1 && v.particle(t[i-1]) {
		i--
	}
	return i
}

// vietnamese tells names such as "Trần Thị Minh Khai": a Vietnamese family name, then words of one syllable.
func (v *vocab) vietnamese(t []string, h nameHints) bool {
	if v.marks(t[0])&isViet == 0 || len(t) < 2 {
		return false
	}
	if v.marks(t[len(t)-1])&isViet != 0 && h.tongue != "vi" && len(t) == 2 && v.marks(t[0])&isGiven != 0 {
		return false
	}
	if h.tongue == "vi" {
		return true
	}
	if len(t) < 3 {
		return v.marks(t[1])&(isViet|isFamily) == 0 && hasVietnameseSign(strings.Join(t, " "))
	}
	for _, w := range t {
		if utf8.RuneCountInString(w) > 6 || strings.Contains(w, "-") {
			return false
		}
	}
	return v.marks(t[len(t)-1])&isViet == 0 || hasVietnameseSign(strings.Join(t, " "))
}

func hasVietnameseSign(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x1EA0 && r <= 0x1EF9 || strings.ContainsRune("ăđơưĂĐƠƯ", r) })
}

// slavicOrder splits names that hold a patronymic; it belongs to the given names.
func slavicOrder(v *vocab, t []string) (int, bool) {
	if len(t) != 3 {
		return 0, false
	}
	if patronymic(t[2]) {
		return 1, true
	}
	return 2, patronymic(t[1])
}

func patronymic(w string) bool {
	w = fold(w)
	for _, s := range []string{"ович", "евич", "ьич", "овна", "евна", "ична", "инична", "івна", "ївна", "йович", "оглы", "кызы", "улы", "ұлы", "қызы", "уулу", "ovich", "evich", "ovych", "yovych", "ovna", "evna", "ivna", "yivna", "oglu", "ogly", "qizi", "kyzy", "o'g'li"} {
		if strings.HasSuffix(w, fold(s)) && utf8.RuneCountInString(w) > utf8.RuneCountInString(s)+1 || w == s {
			return true
		}
	}
	return false
}

// fromShows splits as the name of From: splits, where that one is surer.
func fromShows(t []string, h nameHints) (cut int, lastFirst, ok bool) {
	if h.from == nil || h.from.last == "" || h.from.first == "" || !h.from.sure && len(h.from.tokens) >= len(t) {
		return 0, false, false
	}
	if !h.from.sure && shortened(t, h) {
		return 0, false, false
	}
	lastWords, firstWords := strings.Fields(h.from.last), strings.Fields(h.from.first)
	for i := range t {
		if i+len(lastWords) <= len(t) && shared(t[i:i+len(lastWords)], lastWords) == len(lastWords) {
			switch {
			case i == 0 && len(lastWords) < len(t) && overlaps(t[len(lastWords):], firstWords):
				return len(lastWords), true, true
			case i > 0 && (h.from.sure || i+len(lastWords) < len(t)):
				return i, false, true
			}
		}
	}
	return 0, false, false
}

// shortened: From: gives no more than the first words of the name ("Ana Paula" of "Ana Paula Lima e Silva"), so that its last word shows
// no family name.
func shortened(t []string, h nameHints) bool {
	from := h.from.tokens
	last := theVocab().givenWord(t[len(t)-1])
	return (len(t) >= len(from)+2 || len(t) > len(from) && len(from) > 1 && !last) && shared(t[:len(from)], from) == len(from) && theVocab().givenWord(from[len(from)-1])
}

// localShows finds the word of a name that an address shows to be the family name: "pmwangi", "p.mwangi", "peter.mwangi".
// It gives -1 where none does.
func localShows(t []string, h nameHints) int {
	for _, local := range h.locals {
		for i, w := range t {
			f := foldName(w)
			if len(f) < 3 {
				continue
			}
			rest, ok := strings.CutSuffix(local, f)
			if !ok {
				continue
			}
			rest = strings.Trim(rest, "._-")
			if i >= 2 && i+1 < len(t) && foldName(t[i-1]) == rest {
				continue // "ali.raza" of Syed Ali Raza Naqvi: two given names
			}
			if rest != "" && restInitials(rest, t, i) {
				return i
			}
		}
	}
	return -1
}

// initialShows tells that From: has only the initial of the given name, and all the rest: "P. Vella Gauci" of Paul Vella Gauci.
func initialShows(t []string, h nameHints) bool {
	if h.from == nil || len(h.from.tokens) != len(t) || len(t) < 3 {
		return false
	}
	from := h.from.tokens
	return initials(from[0]) && !initials(t[0]) && nick(from[0], t[0]) && shared(t[1:], from[1:]) == len(t)-1
}

// hyphenShows finds the family name of which From: has only the half before the hyphen: "S. Ramdjan" of Soeradj Ramdjan-Tjin A Tsoi.
func hyphenShows(t []string, h nameHints) int {
	if h.from == nil || h.from.last == "" {
		return 0
	}
	for i := 1; i < len(t); i++ {
		if half, _, ok := strings.Cut(t[i], "-"); ok && foldName(half) == foldName(h.from.last) {
			return i
		}
	}
	return 0
}

// localInitials tells an address of the given name and the first letters of all that follows: "anna.rc" of Anna Ruspoli Conti.
func localInitials(t []string, h nameHints) bool {
	var rest strings.Builder
	for _, w := range t[1:] {
		r, _ := utf8.DecodeRuneInString(foldName(w))
		rest.WriteRune(r)
	}
	for _, local := range h.locals {
		first, letters, ok := strings.Cut(local, ".")
		if ok && len(t) > 2 && first == foldName(t[0]) && letters == rest.String() {
			return true
		}
	}
	return false
}

// localParts finds where an address parts the name itself: "mamediarra.seck" of Mame Diarra Seck.
func localParts(t []string, h nameHints) int {
	for _, local := range h.locals {
		given, family, ok := strings.Cut(local, ".")
		if !ok || strings.Contains(family, ".") {
			continue
		}
		for i := 2; i < len(t); i++ {
			whole := flat(family) == foldName(strings.Join(t[i:], "")) || i < len(t)-1 && family == foldName(t[len(t)-1]) // "mamediarra.sow" of … Ndiaye Sow
			if whole && flat(given) == foldName(strings.Join(t[:i], "")) {
				return i
			}
		}
	}
	return 0
}

// localWhole finds where a family name of several words begins that an address holds in one: "b.jansenopdehaar".
func localWhole(t []string, h nameHints) int {
	for _, local := range h.locals {
		flat := nameSigns.Replace(local)
		for i := 1; i < len(t)-1; i++ {
			if rest, ok := strings.CutSuffix(flat, foldName(strings.Join(strings.Fields(strings.Join(t[i:], " ")), ""))); ok && rest != "" && restInitials(rest, t[:i], -1) {
				return i
			}
		}
	}
	return 0
}

// localWord finds where a family name of two words begins of which an address holds only the first, beside words that are
// none of the name ("assessor.ruspoli" of Anna Ruspoli Conti).
func (v *vocab) localWord(t []string, h nameHints) int {
	for _, local := range h.locals {
		words := strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-", r) })
		at, own := 0, 0
		for i, w := range t {
			if slices.Contains(words, foldName(w)) {
				at, own = i, own+1
			}
		}
		strange := slices.IndexFunc(words, func(w string) bool { return len(w) > 3 && (at == 0 || w != foldName(t[at])) }) >= 0
		if own == 1 && strange && 0 < at && at < len(t)-1 && !v.givenWord(t[at]) && !v.particle(t[at]) {
			return at
		}
	}
	return 0
}

// restInitials tells whether what stands before the family name in a local part is the initials, or the given name.
func restInitials(rest string, t []string, skip int) bool {
	for i, w := range t {
		if i == skip {
			continue
		}
		if f := foldName(w); f == rest || strings.HasPrefix(f, rest) && len(rest) <= 2 {
			return true
		}
	}
	var all, whole strings.Builder
	for i, w := range t {
		if i != skip {
			r, _ := utf8.DecodeRuneInString(foldName(w))
			all.WriteRune(r)
			whole.WriteString(foldName(w))
		}
	}
	if whole.String() == rest {
		return true // "weiling.tan" of Tan Wei Ling
	}
	return len(rest) <= 3 && strings.HasPrefix(all.String(), rest)
}

// reversed weighs whether the family name comes first.
func (v *vocab) reversed(t []string, h nameHints) bool {
	first, last := t[0], t[len(t)-1]
	score := 0
	g1, g2 := v.givenWord(first), v.givenWord(last)
	f1, f2 := v.familyWord(first), v.familyWord(last)
	switch {
	case g2 && !g1:
		score += 2
		if f2 && !f1 {
			score--
		}
	case g1 && !g2:
		score -= 2
	}
	if f1 && !f2 {
		score++
	} else if f2 && !f1 {
		score--
	}
	score += easternCustom(v, first, last, h)
	score += v.localOrder(t, h)
	if h.from != nil && h.from.sure {
		if shared([]string{first}, strings.Fields(h.from.last)) > 0 && shared([]string{last}, strings.Fields(h.from.first)) > 0 {
			score += 4
		} else if shared([]string{last}, strings.Fields(h.from.last)) > 0 {
			score -= 4
		}
	}
	if v.particle(first) || initials(first) || h.from != nil && h.from.single && !h.from.honoured && foldName(first) == foldName(h.from.first) {
		score -= 3
	}
	return score >= 2
}

// easternCustom is what the customs of East Asia and Hungary add.
func easternCustom(v *vocab, first, last string, h nameHints) int {
	m1, m2 := v.marks(first), v.marks(last)
	asian := isHan | isKorean | isJapanese
	score := 0
	switch {
	case m2&isViet != 0 && m1&isViet == 0 && m1&isGiven != 0:
		return -3 // "Hồng Hạnh Nguyễn", as abroad
	case m1&asian != 0 && m2&asian == 0:
		score++
		if strings.Contains(last, "-") && utf8.RuneCountInString(last) <= 13 && m2&isGiven == 0 && m1&(isHan|isKorean) != 0 {
			score += 2
		}
	case m2&asian != 0 && m1&asian == 0:
		score--
		if strings.Contains(first, "-") {
			score--
		}
	}
	switch h.tongue {
	case "hu":
		score += 2
	case "zh", "ko", "ja", "vi":
		if m1&asian != 0 || h.tongue == "vi" && m1&isViet != 0 {
			score++
		}
		if m1&asian != 0 && m2&asian != 0 {
			score++
		}
	}
	return score
}

// localOrder reads the order out of an address: "z.kovari" beside "Kővári Zsófia".
func (v *vocab) localOrder(t []string, h nameHints) int {
	if a, b := foldName(t[0]), foldName(t[len(t)-1]); len(t) == 2 && v.marks(t[0])&v.marks(t[1])&isHan != 0 {
		for _, local := range h.locals { // "zhangwei": the family name first
			if strings.Contains(local, a+b) {
				return 3
			} else if strings.Contains(local, b+a) {
				return -3
			}
		}
	}
	switch i := localShows(t, h); {
	case i < 0, h.tongue == "hu" && len(t) == 2 && v.givenWord(t[i]) && !v.givenWord(t[1-i]): // "kovari.zsofia" of Zsófia Kővári
		return 0
	case i == 0:
		return 2
	default:
		return -2
	}
}

// iberian tells names that carry two family names.
func (v *vocab) iberian(t []string, h nameHints) bool {
	families := 0
	for _, w := range t[1:] {
		if v.marks(w)&isIberian != 0 {
			families++
		}
	}
	if h.lang == "es" || h.lang == "pt" {
		return families > 0 || v.givenWord(t[0]) || h.lang == "es" && len(t) == 3 && !v.givenWord(t[1])
	}
	return families >= 2 || families == 1 && (v.iberianJoin(t) || len(t) == 4 && v.givenWord(t[0]))
}

func (v *vocab) iberianJoin(t []string) bool {
	for _, w := range t[1 : len(t)-1] {
		switch fold(w) {
		case "dos", "da", "do", "das", "e", "y", "i", "de", "del":
			return true
		}
	}
	return false
}

// iberianCut lets the leading given names be the first name; at least one word and at most all but the family names.
func (v *vocab) iberianCut(t []string) int {
	words := 0
	for _, w := range t {
		if !v.particle(w) {
			words++
		}
	}
	given, i := 0, 0
	for i < len(t)-1 {
		if v.particle(t[i]) && i > 0 {
			if j := v.devoutEnd(t, i); j > 0 && j < len(t) {
				i = j
				continue
			}
			break
		}
		m := v.marks(t[i])
		if i > 0 && i < len(t)-1 && initials(t[i]) {
			i++
			continue
		}
		if i == 1 && given == 1 && i+2 < len(t) && v.particle(t[2]) && upperStart(t[2]) && m&(isIberian|isParticle) == 0 {
			given++ // "Maria Jhoanna Dela Cruz", as in the Philippines
			i++
			continue
		}
		if i == 1 && words == 4 && given == 1 && m&(isIberian|isParticle) == 0 && v.marks(t[0])&isIberian == 0 {
			given++ // two given names and two of the family
			i++
			continue
		}
		if i > 0 && (!v.givenWord(t[i]) || given >= 1 && m&isIberian != 0 && words <= 3 || given >= 2 && words <= 4 || given >= 3) {
			break
		}
		given++
		i++
	}
	return max(i, 1)
}

// devoutEnd steps over "de los Ángeles", "de Dieu", "del Carmen": particles whose word belongs to the given names.
func (v *vocab) devoutEnd(t []string, i int) int {
	for j := i; j < len(t); j++ {
		if v.particle(t[j]) && v.marks(t[j])&isDevout == 0 {
			continue
		}
		if v.marks(t[j])&isDevout != 0 {
			return j + 1
		}
		return 0
	}
	return 0
}

// particleCut finds the first particle that begins the family name.
func (v *vocab) particleCut(t []string) int {
	i := 0
	if v.marks(t[0])&isJoined != 0 && len(t) > 2 {
		i = 1
	}
	for i++; i < len(t); i++ {
		if dash := strings.IndexByte(t[i], '-'); dash > 0 && dash <= 3 && i > 0 && v.marks(t[i][:dash+1])&isParticle != 0 {
			return i
		}
		if !v.particle(t[i]) || i == len(t)-1 || v.givenWord(t[i]) && !lowerStart(t[i]) && v.marks(t[i])&isJoined == 0 && !ourParticle[fold(t[i])] {
			continue
		}
		if j := v.devoutEnd(t, i); j > 0 && j < len(t) {
			i = j - 1
			continue
		}
		if w := fold(t[i]); i > 1 && (w == "i" || w == "y") && !v.particle(t[i-1]) {
			return i - 1 // "Farràs i Puig"
		}
		return i
	}
	if v.marks(t[0])&isJoined != 0 && len(t) > 2 {
		return 2
	}
	return 0
}
