package registration

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// segKind is what one segment of a line is: "Director" | "Free Hands Initiative" | "Lagos".
type segKind uint8

const (
	otherSeg segKind = iota
	roleSeg
	weakRoleSeg
	orgSeg
	partSeg // a department
	placeSeg
	actingSeg
)

// segment is a stretch of a line between commas, dashes, bars.
type segment struct {
	text string
	sep  string // the sign before it
	kind segKind
}

// office tells departments, and one word that may be one: "Studiedienst - Adviseur". Acronyms are organisations.
func (s segment) office() bool {
	return s.kind == partSeg || s.kind == orgSeg && !strings.Contains(s.text, " ") && !upperWord(s.text)
}

// separators part a line into segments; those of one rune need blanks where words hold them too.
var separators = []string{"\t", " | ", "|", " – ", " — ", " - ", " -- ", "–", "—", " · ", " • ", "•", "; ", ";", ", ", ",", "، ", "،", "，", "、", " // ", " :: ", " @ ", "【", "】"}

// segments cuts a text at its separators, outside of brackets, and says what each is.
func (v *vocab) segments(text string) []segment {
	var out []segment
	depth, from, sep := 0, 0, ""
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '(', '（', '«', '“', '„':
			depth++
		case ')', '）', '»', '”':
			depth = max(0, depth-1)
		}
		s := ""
		if depth == 0 && maySeparate(r) {
			s = separatorAt(text, i)
		} else if depth == 0 && r == ':' && strings.HasPrefix(text[i:], ": ") && v.headed(text[from:i], text[i+2:]) {
			s = ": "
		}
		if s == "" {
			i += size
			continue
		}
		out = v.addSegment(out, text[from:i], sep)
		i += len(s)
		from, sep = i, s
	}
	return v.addSegment(out, text[from:], sep)
}

// maySeparate tells the runes with which a separator may begin.
func maySeparate(r rune) bool {
	return r == ' ' || r == ',' || r == '|' || r == ';' || r == '\t' || r >= 0x600
}

func separatorAt(text string, i int) string {
	if text[i] == ' ' && i+1 < len(text) && plainLetter(text[i+1]) {
		return ""
	}
	for _, s := range separators {
		if strings.HasPrefix(text[i:], s) {
			if (s == "–" || s == "—") && i > 0 && text[i-1] != ' ' {
				return ""
			}
			if s == "," && i+1 < len(text) && unicode.IsDigit(rune(text[i+1])) {
				return ""
			}
			return s
		}
	}
	return ""
}

func (v *vocab) addSegment(out []segment, text, sep string) []segment {
	text = strings.TrimSpace(text)
	if strings.Trim(text, " .-") == "" {
		return out
	}
	return append(out, segment{text: text, sep: strings.TrimSpace(sep), kind: v.weigh(text)})
}

// weigh says what a segment is, by the head of its noun phrase.
func (v *vocab) weigh(text string) segKind { return recall(v.weighed, text, v.weighAnew) }

func (v *vocab) weighAnew(text string) segKind {
	words := strings.Fields(text)
	if len(words) == 0 {
		return otherSeg
	}
	if left, right, ok := strings.Cut(text, " / "); ok && mixed(text) && mixedSides(left, right) && v.weigh(right) == roleSeg {
		return roleSeg // "主任研究員 / Senior Research Fellow"
	}
	if r, _ := utf8.DecodeRuneInString(text); unspaced(r) || unspacedMostly(text) {
		if k := v.weighInside(text); k != otherSeg {
			return k
		}
	}
	if v.place(text) {
		return placeSeg
	}
	if m := v.exact[strings.ToLower(strings.Trim(text, "()"))]; m&isActing != 0 && m&isRole == 0 {
		return actingSeg
	}
	return v.weighWords(words)
}

func (v *vocab) weighWords(words []string) segKind {
	kind, first, rest := otherSeg, mark(0), otherSeg
	inHead, firstRole := true, false
	for i := 0; i < len(words); {
		w := clean(words[i])
		if low := strings.ToLower(w); i > 0 && conjunctions[low] && kind == otherSeg {
			i++
			continue
		} else if i > 0 && prepositions[low] || i > 0 && elided(w) {
			inHead = false
			if elided(w) {
				w = w[strings.IndexAny(w, "'’")+1:]
			} else {
				i++
				continue
			}
		}
		m, n := v.phraseAt(cleanAll(words), i)
		if w == "DG" && i+1 < len(words) && upperStart(words[i+1]) && hasLetter(words[i+1]) {
			m = isOrgPart | isHeadFirst // "DG EMPL", a directorate-general
		}
		i += max(n, 1)
		k := kindOfMark(m)
		if k == otherSeg {
			continue
		}
		if !inHead {
			if rest == otherSeg || rest == weakRoleSeg {
				rest = k
			}
			continue
		}
		switch {
		case kind == otherSeg:
			kind, first = k, m
			if k == weakRoleSeg && i >= len(words) && leads[fold(w)] && len(words) > 1 {
				kind = roleSeg
			}
			firstRole = k == roleSeg && i <= 3
		case kind == weakRoleSeg && k == roleSeg:
			kind = roleSeg
		case k == weakRoleSeg && i >= len(words) && m&isHeadLast != 0 && (first&isHeadFirst == 0 || first&isHeadLast != 0):
			kind = roleSeg
		case k == weakRoleSeg:
		case first&isHeadFirst != 0 && first&isHeadLast == 0 && m&isHeadLast == 0:
		case kind == roleSeg && k != roleSeg && first&isHeadFirst != 0 && !(bodies[fold(w)] && i >= len(words)):
		case kind == roleSeg && k != roleSeg && firstRole && (!bodies[fold(w)] || directed[fold(words[0])] && fold(w) == "services"):
		default:
			kind = k
		}
	}
	if kind == otherSeg && rest == orgSeg && len(words) > 2 {
		return orgSeg
	}
	if last := v.marks(clean(words[len(words)-1])); kind == otherSeg && rest != otherSeg && last&isRole != 0 && last&isHeadLast != 0 {
		return roleSeg
	}
	return kind
}

func cleanAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		if out[i] = clean(w); out[i] == "" {
			out[i] = w
		}
	}
	return out
}

// elided tells "d'inspection", "l'Emploi", "dell'Interno".
func elided(w string) bool {
	i := strings.IndexAny(w, "'’")
	if i < 1 || i > 5 {
		return false
	}
	switch strings.ToLower(w[:i]) {
	case "d", "dell", "all", "dall", "nell", "sull", "degl", "del":
		return true
	}
	return false
}

func kindOfMark(m mark) segKind {
	switch {
	case m&isRole != 0 && m&isOrg != 0 && m&isHeadLast != 0:
		return roleSeg
	case m&isRole != 0:
		return roleSeg
	case m&isOrg != 0 && m&isOrgPart == 0:
		return orgSeg
	case m&isOrgPart != 0:
		return partSeg
	case m&isWeakRole != 0:
		return weakRoleSeg
	}
	return otherSeg
}

// unspacedMostly tells text that begins in Latin letters but goes on without blanks: "CSR推進室長", "NPO 人身取引…".
func unspacedMostly(text string) bool {
	wide, other := 0, 0
	for _, r := range text {
		if unspaced(r) {
			wide++
		} else if unicode.IsLetter(r) {
			other++
		}
	}
	return wide >= 2 && wide >= other
}

// weighInside weighs text of scripts without spaces: Thai and its kin by the first word, the others by the last.
func (v *vocab) weighInside(text string) segKind {
	r, _ := utf8.DecodeRuneInString(text)
	if i := strings.IndexAny(text, "(（"); i > 0 {
		text = text[:i]
	}
	if unicode.In(r, unicode.Thai, unicode.Khmer, unicode.Myanmar, unicode.Lao) {
		return kindOfMark(v.insideMark(text, true))
	}
	all := v.scanInside(text)
	if len(all) == 0 {
		return otherSeg
	}
	last := all[len(all)-1]
	k := kindOfMark(last.mark)
	if last.mark&isRole != 0 && last.mark&anyOrg != 0 {
		k = roleSeg
	}
	if last.end < len(strings.TrimRight(text, " ")) && k != otherSeg {
		for _, f := range all {
			if f.mark&isOrg != 0 {
				return orgSeg
			}
		}
	}
	return k
}

// place tells a country or a city, with what may stand around it.
func (v *vocab) place(text string) bool {
	text = strings.Trim(text, " .()")
	if m := v.marks(text); m&isPlace != 0 && m&(isRole|isOrg) == 0 {
		return true
	}
	words := strings.Fields(text)
	if len(words) < 2 {
		return false
	}
	switch fold(words[0]) {
	case "г.", "м.", "гр.", "the", "la", "le", "republic", "republique", "republica", "kingdom", "royaume", "reino", "republik", "state", "federal", "ville":
		rest := words[1:]
		for len(rest) > 1 && prepositions[fold(rest[0])] {
			rest = rest[1:]
		}
		return v.marks(strings.Join(rest, " "))&isPlace != 0
	}
	return v.marks(words[0])&isPlace != 0 && v.marks(words[len(words)-1])&isPlace != 0 && len(words) <= 3
}

// titled is what was read out of the lines beside a name.
type titled struct {
	title, inst string
	instOpen    bool // the institution is a guess: a stretch that nothing else explains
}

// titleIn reads a title, and the institution set apart from it, out of segments. instKnown: the institution stands elsewhere.
func (v *vocab) titleIn(segs []segment, instKnown bool) (titled, bool) {
	at := -1
	for i, s := range segs {
		if s.kind == roleSeg {
			at = i
			break
		}
	}
	if at < 0 {
		for i, s := range segs {
			if s.kind == weakRoleSeg && utf8.RuneCountInString(s.text) > 2 {
				at = i
				break
			}
		}
	}
	if at < 0 {
		return titled{}, false
	}
	var out titled
	title, inst, hard := v.apart(segs[at].text)
	if inst == "" {
		title, inst = v.stackedPost(title)
	}
	out.title, out.inst = title, inst
	if inst == "" {
		v.follow(&out, segs[at+1:], instKnown)
	} else if hard {
		out.instOpen = v.weigh(inst) == partSeg // a department, perhaps of what another line names
		for _, s := range segs[at+1:] {
			if s.kind == orgSeg && v.weigh(inst) != orgSeg {
				out.inst += ", " + s.text
				break
			}
		}
	}
	if out.inst == "" {
		for _, s := range segs[:at] {
			if (s.kind == orgSeg || s.kind == partSeg) && !(instKnown && s.office()) {
				out.inst = joinWith(out.inst, s.text)
			}
		}
	}
	return out, true
}

// stackedPost parts "厚生雇用省 雇用環境局 課長補佐" into the organisation, which comes first where words are written without blanks, and the post.
func (v *vocab) stackedPost(text string) (title, inst string) {
	first, _ := utf8.DecodeRuneInString(text)
	head, rest, ok := strings.Cut(text, " ")
	if !ok || !unspaced(first) || v.weigh(head) != orgSeg || v.weigh(rest) != roleSeg {
		return text, ""
	}
	return rest, head
}

// follow reads the segments after the one that heads the title.
func (v *vocab) follow(out *titled, rest []segment, instKnown bool) {
	for i, s := range rest {
		if v.allAfter(s.text) {
			continue
		}
		laterOrg := instKnown
		for _, l := range rest[i+1:] {
			laterOrg = laterOrg || l.kind == orgSeg
		}
		switch s.kind {
		case actingSeg:
			out.title += glueOf(s) + s.text
			continue
		case orgSeg:
			out.inst = joinSegments(rest[i:], v)
			return
		case roleSeg, weakRoleSeg:
			if lowerStart(s.text) && s.kind == weakRoleSeg {
				out.title += glueOf(s) + s.text
				continue
			}
			v.instAfter(out, rest[i+1:])
			return
		case placeSeg:
			continue
		}
		enumerates := s.sep == "," && lists(out.title) && hasConjunction(s.text)
		if first, _, _ := strings.Cut(strings.TrimSpace(s.text), " "); v.spelled(clean(first))&isProse != 0 && lowerStart(s.text) {
			return
		}
		if laterOrg || lowerStart(s.text) && strings.Contains(out.title, " ") || enumerates {
			part, inst, hard := v.apart(s.text)
			out.title += glueOf(s) + part
			if hard {
				out.inst, out.instOpen = inst, v.weigh(inst) == partSeg
				return
			}
			continue
		}
		if s.kind == partSeg || s.kind == otherSeg {
			out.inst, out.instOpen = s.text, true
			return
		}
	}
}

// instAfter takes the first organisation out of the segments behind a second role.
func (v *vocab) instAfter(out *titled, rest []segment) {
	for i, s := range rest {
		if s.kind == orgSeg {
			out.inst = joinSegments(rest[i:], v)
			return
		}
	}
}

func glueOf(s segment) string {
	switch s.sep {
	case "-", "–", "—", "|", "--":
		return " " + s.sep + " "
	case "，", "、":
		return s.sep
	case "":
		return " "
	}
	return s.sep + " "
}

func joinWith(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

// joinSegments gives an institution's name: what it begins with, the parts of organisations that follow, and the end of an
// enumeration ("Ministry of Gender, Labour and Social Development").
func joinSegments(segs []segment, v *vocab) string {
	out := segs[0].text
	listed := enumerated(segs)
	for i, s := range segs[1:] {
		if s.sep != "," && s.sep != "،" || s.kind != orgSeg && s.kind != partSeg && i >= listed {
			break
		}
		out += glueOf(s) + s.text
	}
	return out
}

// fromOrg is the segments from i on, of which that one has the head word of an organisation's name. The name goes back from a legal form
// ("Bright Apparel, Inc."), and over an enumeration that ends in the head word ("Family, Labour and Social Services Agency").
func (v *vocab) fromOrg(segs []segment, i int) []segment {
	back := func(k int) bool { return k > 0 && segs[k].sep == "," && segs[k-1].kind == otherSeg }
	start := i
	words := strings.Fields(segs[i].text)
	switch and := slices.IndexFunc(words, hasConjunction); {
	case i > 0 && (segs[i-1].kind == otherSeg || segs[i-1].kind == partSeg) && segs[i].sep == "," && legalForms[strings.ReplaceAll(plain(segs[i].text), ".", "")],
		i > 0 && segs[i-1].kind == otherSeg && lowerStart(segs[i].text) && !lowerStart(segs[i-1].text): // "Shakti Samuha — survivors' association"
		start--
	case and > 0 && v.weighWords(words[:and]) == otherSeg:
		for back(start) {
			start--
		}
	}
	whole := segs[start]
	for _, s := range segs[start+1 : i+1] {
		whole.text += glueOf(s) + s.text
	}
	whole.kind = orgSeg
	return slices.Concat([]segment{whole}, segs[i+1:])
}

// enumerated counts the segments behind the first that go on with its enumeration: the last of them has the conjunction.
func enumerated(segs []segment) int {
	if !lists(segs[0].text) || hasConjunction(segs[0].text) {
		return 0
	}
	for i, s := range segs[1:min(len(segs), 5)] {
		if s.kind == roleSeg || s.kind == placeSeg || s.sep != "," {
			return 0
		}
		if hasConjunction(s.text) {
			return i + 1
		}
	}
	return 0
}

// lists tells titles that an enumeration may go on with: "Head of Research" + ", Policy and Advocacy".
func lists(title string) bool {
	_, behind, _ := strings.Cut(strings.TrimSpace(strings.ToLower(title)), " ")
	for _, w := range strings.Fields(behind) {
		if prepositions[w] && w != "and" && w != "&" || elided(w) {
			return true
		}
	}
	return false
}

func hasConjunction(s string) bool {
	for _, w := range strings.Fields(s) {
		switch w {
		case "and", "et", "y", "e", "und", "en", "i", "og", "och", "ja", "és", "ve", "și", "и", "та", "και", "&", "dan":
			return true
		}
	}
	return false
}

// apart parts a segment at "at", "chez", "bei" …: always at words that can mean nothing else, at others only before the name
// of an organisation. hard tells which it was.
func (v *vocab) apart(text string) (title, inst string, hard bool) {
	words := strings.Fields(text)
	for i := 1; i < len(words)-1; i++ {
		n := v.says("org-intro", words[i:])
		if n == 0 || i+n > len(words)-1 {
			if strings.HasPrefix(strings.ToLower(words[i]), "l'") || strings.HasPrefix(strings.ToLower(words[i]), "dell'") {
				continue
			}
			if n == 0 {
				continue
			}
		}
		if i+n >= len(words) {
			continue
		}
		intro := sayKey(strings.Join(words[i:i+n], " "))
		rest := strings.Join(words[i+n:], " ")
		hard = v.said["org-hard"][intro]
		locative := hard || !genitives[intro]
		if !locative || !upperStart(rest) && !hard {
			continue
		}
		if bare := i+n == len(words)-1 && !upperWord(rest); bare && !hard {
			continue // "Avocate à la Cour": no organisation is named
		}
		if hard || v.weigh(rest) == orgSeg && v.startsOrg(words[i+n:]) {
			return strings.Join(words[:i], " "), rest, true
		}
	}
	return text, "", false
}

// genitives are words that tie the name of an organisation to the title: "Directeur de l'Agence", "Leiterin des Amtes".
var genitives = map[string]bool{"of": true, "of the": true, "de": true, "de la": true, "du": true, "del": true, "der": true, "des": true, "van": true,
	"van de": true, "van het": true, "do": true, "da": true, "dell'": true, "della": true, "la": true, "a": true, "from": true, "from the": true}

// startsOrg tells whether the first words name an organisation by their head: "Ministry of …", "the National Agency".
func (v *vocab) startsOrg(words []string) bool {
	for i, w := range words {
		if i > 4 {
			break
		}
		w = strings.TrimPrefix(strings.TrimPrefix(clean(w), "l'"), "L'")
		if i > 0 && prepositions[strings.ToLower(w)] {
			break
		}
		if v.marks(w)&isOrg != 0 {
			return true
		}
	}
	return false
}

// upperStart tells a word that begins with no small letter; an elided article before it does not count ("l'Inspection").
func upperStart(s string) bool {
	s = strings.TrimLeft(s, "\"'«“’")
	if rest := strings.TrimLeft(s, "lL"); strings.IndexAny(rest, "'’") == 0 {
		s = strings.TrimLeft(rest, "'’")
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r)
}

// oneTongue takes one of two languages that stand in one title: "副处长 Deputy Division Director", "A / B" where both are roles.
func (v *vocab) oneTongue(title string) string {
	for _, sep := range []string{" / ", "／", " | ", "/"} {
		left, right, ok := strings.Cut(title, sep)
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		if !ok || left == "" || right == "" {
			continue
		}
		if v.weigh(left) == roleSeg && (v.weigh(right) == roleSeg || mixed(title)) && (sep != "/" || strings.Contains(left, " ") || strings.Contains(right, " ")) {
			if l, _ := utf8.DecodeRuneInString(left); !unicode.Is(unicode.Latin, l) && mixed(title) && v.weigh(right) == roleSeg {
				return right
			}
			return left
		}
		return title
	}
	if !mixed(title) {
		return title
	}
	return v.latinPart(title)
}

// oneName takes one of two languages in which an organisation's name is given: "Sở Lao động / Department of Labour", "海星中心 Sea Star Centre".
func (v *vocab) oneName(name string) string {
	for _, sep := range []string{" / ", "／", " | "} {
		if left, right, ok := strings.Cut(name, sep); ok && v.weigh(left) == orgSeg && v.weigh(right) == orgSeg {
			return left
		}
	}
	if !mixed(name) {
		return name
	}
	latin, other := scripts(name)
	if len(strings.Fields(latin)) > 1 && other != "" && v.weigh(latin) == orgSeg && strings.Contains(name, latin) {
		return latin
	}
	return name
}

// mixed tells texts in Latin letters and in another script.
func mixed(s string) bool {
	latin, other := false, false
	for _, r := range s {
		if !unicode.IsLetter(r) || r == 'ª' || r == 'º' {
			continue
		}
		if unicode.Is(unicode.Latin, r) {
			latin = true
		} else {
			other = true
		}
	}
	return latin && other
}

// mixedSides tells two texts each in one script, and not in the same.
func mixedSides(a, b string) bool {
	latin := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	}
	return latin(a) != latin(b)
}

var apartBrackets = strings.NewReplacer("(", " ( ", ")", " ) ", "（", " ( ", "）", " ) ")

// latinPart takes the Latin half of a title where it is a title by itself, else the other half.
func (v *vocab) latinPart(title string) string {
	for _, half := range halves(title) {
		if v.weigh(half) == roleSeg {
			return half
		}
	}
	words := strings.Fields(apartBrackets.Replace(title))
	var latin, other []string
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "(" || w == ")":
		case unspacedMostly(w) || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
			other = append(other, w)
		default:
			latin = append(latin, w)
		}
	}
	l, o := trimEdges(strings.Join(latin, " ")), trimEdges(strings.Join(other, " "))
	if v.weigh(l) == roleSeg && strings.Contains(title, l) {
		return l
	}
	if v.weigh(o) == roleSeg && strings.Contains(title, o) {
		return o
	}
	return title
}

// halves parts a text where its script changes once: "總主任（人權） Chief Officer (Human Rights)"; the Latin half comes first.
func halves(s string) []string {
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		a, b := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		switch {
		case mixed(a) || mixed(b):
		case otherScript(a) && hasLetter(b):
			b, _, _ = undress(b)
			return []string{b, a}
		case otherScript(b) && hasLetter(a):
			b, _, _ = undress(b)
			return []string{a, b}
		}
	}
	return nil
}

// openEnded tells lines that go on in the next: they end with a preposition, a conjunction, a comma, an open bracket.
func openEnded(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" {
		return false
	}
	if strings.HasSuffix(line, ",") || strings.HasSuffix(line, "&") || strings.HasSuffix(line, "/") || strings.HasSuffix(line, "-") ||
		strings.Count(line, "(") > strings.Count(line, ")") || strings.Count(line, "«") > strings.Count(line, "»") {
		return true
	}
	words := strings.Fields(line)
	last := words[len(words)-1]
	if upperStart(last) && !upperWord(line) {
		return false // "Coordinadora Regional Sur": the south, no preposition
	}
	last = strings.ToLower(last)
	return prepositions[last] && len(words) > 1 || articles[last] && len(words) > 2
}

// goesOn tells lines that go on with the one above: they begin with a small word or in lower case.
func goesOn(line string) bool {
	words := strings.Fields(line)
	if len(words) == 0 {
		return false
	}
	w := strings.ToLower(words[0])
	if upperWord(line) && len(words) > 1 {
		return prepositions[w] && w != "i" // a title in capitals, over two lines
	}
	return lowerStart(words[0]) && (prepositions[w] || articles[w] || elided(w)) || w == "&" || w == "and" && lowerStart(words[0])
}

// headed tells a text that stands over a post: "Labour Office: Director".
func (v *vocab) headed(over, post string) bool {
	if end := strings.IndexAny(post, ",;|–("); end > 0 {
		post = post[:end]
	}
	return v.weigh(over) != roleSeg && v.weigh(post) == roleSeg
}
