package message

import (
	"unicode"
	"unicode/utf8"
)

// runLength is how many consecutive words shared with our published texts make a run foreign.
const runLength = 8

// maxEventWords is how many words of a run may belong to the event's name: a run that is mostly the name proves nothing.
const maxEventWords = 3

// word is one word of a line: the hash of its folded letters and its byte range.
type word struct {
	hash     uint64
	from, to int
}

// textWords gives the word hashes of a text.
func textWords(s string) []uint64 {
	var out []uint64
	for w, at := nextWord(s, 0); w.from >= 0; w, at = nextWord(s, at) {
		out = append(out, w.hash)
	}
	return out
}

// appendWords adds the words of s to out.
func appendWords(out []word, s string) []word {
	for w, at := nextWord(s, 0); w.from >= 0; w, at = nextWord(s, at) {
		out = append(out, w)
	}
	return out
}

// wordless tells a text without any word.
func wordless(s string) bool {
	w, _ := nextWord(s, 0)
	return w.from < 0
}

// nextWord gives the first word of s from offset i on, and where to look for the next; one that begins at -1 where there is none. A
// word is letters and digits, hashed folded (FNV-1a); a character of a script that is written without blanks is a word of its own.
func nextWord(s string, i int) (w word, next int) {
	const offset, prime = 14695981039346656037, 1099511628211
	h, from := uint64(offset), -1
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			b := wordByte[c]
			if b == 0 && from >= 0 {
				return word{h, from, i}, i + 1
			}
			if b != 0 {
				if from < 0 {
					from = i
				}
				h = (h ^ uint64(b)) * prime
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		alone := r >= 0x2e80 && letter && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
		switch ends := alone || !letter && visible(r) >= 0; { // a soft hyphen or the like ends no word
		case ends && from >= 0:
			return word{h, from, i}, i
		case alone:
			return word{(h ^ uint64(r)) * prime, i, i + n}, i + n
		case letter:
			if from < 0 {
				from = i
			}
			h = (h ^ uint64(unicode.ToLower(r))) * prime
		}
		i += n
	}
	return word{h, from, i}, i
}

// wordByte holds the folded letter or digit of each ASCII character that belongs to words; 0 for others.
var wordByte = func() (t [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

// learn takes in every run of one published text. Runs that are mostly the event's name or only labels of a form prove
// nothing by themselves, and only lengthen a run that does.
func (o *Ours) learn(words, event []uint64) {
	named := mark(words, event)
	for i := 0; i+runLength <= len(words); i++ {
		inName, labels := 0, 0
		for j := i; j < i+runLength; j++ {
			if named[j] {
				inName++
			}
			if formLabels[words[j]] {
				labels++
			}
		}
		h := runHash(words[i : i+runLength])
		o.runs[h] = o.runs[h] || inName <= maxEventWords && labels < runLength
	}
}

// mark tells which of words stand in an occurrence of the sequence part.
func mark(words, part []uint64) []bool {
	out := make([]bool, len(words))
	if len(part) == 0 {
		return out
	}
	for i := 0; i+len(part) <= len(words); i++ {
		same := true
		for j := range part {
			if words[i+j] != part[j] {
				same = false
				break
			}
		}
		for j := 0; same && j < len(part); j++ {
			out[i+j] = true
		}
	}
	return out
}

func runHash(words []uint64) uint64 {
	var h uint64
	for _, w := range words {
		h = (h ^ w) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}

// formLabels are the words of which our form's labels consist, hashed.
var formLabels = func() map[uint64]bool {
	set := map[uint64]bool{}
	for _, w := range textWords(formLabelWords) {
		set[w] = true
	}
	return set
}()

const formLabelWords = `first name last given family surname and your email e mail address institutional title position function organisation
 organization institution country phone prénom nom adresse électronique courriel titre institutionnel fonction organisme et vos de pays
 nombre apellidos correo electrónico cargo institucional institución y su vorname nachname vornamen nachnamen amtsbezeichnung funktion
 einrichtung und ihre voornaam achternaam functie titel instelling en uw nome sobrenome apelido cargo instituição e seu cognome qualifica ente
 الاسم الأول اللقب البريد الإلكتروني المنصب المؤسسة`

// markForeign marks the runs of our own published words in lines that are not quoted, over line ends.
func (r *reader) markForeign(lines []Line) {
	if r.ours == nil || len(r.ours.runs) == 0 {
		return
	}
	theirs := func(i int) bool { return lines[i].Zone == Own || lines[i].Zone == Signature }
	size := 0
	for i := range lines {
		if theirs(i) {
			size += len(lines[i].Text)
		}
	}
	words := make([]word, 0, size/5+8)
	where := make([]int, 0, cap(words)) // line of each word
	for i := range lines {
		if !theirs(i) {
			continue
		}
		n := len(words)
		if words = appendWords(words, lines[i].Text); !r.budget.spend(8 * len(lines[i].Text)) {
			return
		}
		for ; n < len(words); n++ {
			where = append(where, i)
		}
	}
	r.markRuns(lines, words, where)
}

func (r *reader) markRuns(lines []Line, words []word, where []int) {
	var run [runLength]uint64
	until := 0
	for i := 0; i+runLength <= len(words); i++ {
		for j := range run {
			run[j] = words[i+j].hash
		}
		if proves, known := r.ours.runs[runHash(run[:])]; !known || !proves && i >= until {
			continue
		}
		for j := max(i, until); j < i+runLength; j++ {
			addForeign(&lines[where[j]], words[j].from, words[j].to)
		}
		until = i + runLength
	}
	for i := range lines {
		if wholeForeign(&lines[i]) {
			lines[i].Zone, lines[i].Why = Foreign, "our-words"
		}
	}
}

// addForeign adds a byte range, joined to the last one where nothing but blanks and signs lies between.
func addForeign(l *Line, from, to int) {
	if n := len(l.Foreign); n > 0 {
		last := &l.Foreign[n-1]
		if wordless(l.Text[last[1]:from]) {
			last[1] = to
			return
		}
	}
	l.Foreign = append(l.Foreign, [2]int{from, to})
}

// wholeForeign tells a line of which no word is the author's.
func wholeForeign(l *Line) bool {
	if len(l.Foreign) != 1 {
		return false
	}
	return wordless(l.Text[:l.Foreign[0][0]]) && wordless(l.Text[l.Foreign[0][1]:])
}
