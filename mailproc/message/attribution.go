package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAttribution is the longest attribution in bytes, joined over its lines; maxAttributionLines is how many they are.
const (
	maxAttribution      = 500
	maxAttributionLines = 5
)

// attribution tells whether one ends at line i, and at which line it begins. Without quoted lines below, more evidence is
// asked for: there it takes everything that follows.
func (z *zoner) attribution(i int) (start int, ok bool) {
	text := z.lines[i].Text
	follows := z.quoteFollows(i + 1)
	if gluedAttribution(text) || z.belowApp(i) || z.datedSender(i) {
		return i, true
	}
	if len(text) > maxAttribution || !follows && !endsLikeAttribution(text) {
		return 0, false
	}
	best := 0
	joined := ""
	for j := i; j > i-maxAttributionLines && z.own(j) && !z.blank(j); j-- {
		if joined = strings.TrimSpace(z.fold(j) + " " + joined); len(joined) > maxAttribution {
			break
		}
		if s := attributionScore(joined, follows); s > best {
			best, start = s, j
		}
	}
	return start, best > 0
}

// gluedAttribution tells a line in which the quoted words follow the attribution's colon at once ("… wrote:Dear all"): a
// program lost the line break; who writes by hand sets a blank.
func gluedAttribution(text string) bool {
	text = text[:min(len(text), maxAttribution)]
	for i := strings.IndexByte(text, ':'); i > 0 && i+1 < len(text); {
		if !isDigit(text[i-1]) && !isDigit(text[i+1]) && strings.IndexByte(" \t/:", text[i+1]) < 0 {
			if s := fold(text[:i+1]); endsInVerb(s[:len(s)-1]) && opens(s) && attributionScore(s, false) > 0 {
				return true
			}
		}
		n := strings.IndexByte(text[i+1:], ':')
		if n < 0 {
			break
		}
		i += 1 + n
	}
	return false
}

// belowApp tells the attribution that phones write as nothing but a name and a verb, under the line that names the phone.
func (z *zoner) belowApp(i int) bool {
	if !strings.HasSuffix(strings.TrimRight(z.lines[i].Text, " "), ":") {
		return false
	}
	before, after, ok := aroundVerb(z.fold(i))
	name := strings.Fields(before)
	if !ok || strings.Trim(after, ": ") != "" || len(name) == 0 || len(name) > 4 || isPronoun(name[len(name)-1]) || determiners[name[0]] {
		return false
	}
	above := i - 1
	for above >= 0 && z.blank(above) {
		above--
	}
	return above >= 0 && z.own(above) && isMobileLine(z.fold(above))
}

// datedSender tells "2013/10/2 Jane Doe <jane@org.example>" between blank lines, of somebody else than the author: an attribution
// without a verb.
func (z *zoner) datedSender(i int) bool {
	text := strings.TrimSpace(z.lines[i].Text)
	if text == "" || !isDigit(text[0]) || !strings.HasSuffix(text, ">") || i == 0 || !z.blank(i-1) || i+1 < len(z.lines) && !z.blank(i+1) {
		return false
	}
	date, rest, ok := strings.Cut(text, " ")
	return ok && holdsDate(date) && holdsAddress(rest) && strings.Count(rest, " ") <= 5 && !z.byAuthor(rest)
}

// quoteFollows tells whether the next line with anything on it is quoted.
func (z *zoner) quoteFollows(i int) bool {
	n := z.next(i)
	return n <= i+2 && (z.others(n) || n < len(z.lines) && z.lines[n].Why == "blockquote")
}

// endsLikeAttribution is the cheap look that most lines do not survive.
func endsLikeAttribution(s string) bool {
	s = strings.TrimRight(s, " \t*_")
	if strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：") || strings.HasSuffix(s, ">") || strings.HasSuffix(s, "--") {
		return true
	}
	return strings.HasSuffix(s, "wrote") || strings.IndexByte(s, '@') > 0 // some programs leave the colon out
}

// attributionScore rates a folded text: 3 with a language's own opening and verb, 2 with date, time and address or a verb
// with such, 1 with what suffices only above quoted lines; 0 for none.
func attributionScore(s string, follows bool) int {
	colon := strings.HasSuffix(s, ":") || strings.HasSuffix(s, ": >") || strings.HasPrefix(s, "--") && strings.HasSuffix(s, "--")
	addr, when, date := holdsAddress(s), holdsTime(s), holdsDate(s)
	if !colon && !follows && !(addr && when && date) || !addr && !when && !date && !(follows && colon) {
		return 0 // whatever the words: most lines end here
	}
	verb := findVerb(s)
	colon = colon || addr && when && date && endsInVerb(s)
	switch {
	case verb && opens(s) && (when || date || addr) && (colon || follows):
		if !follows && !addr && !userWords.within(s) && !dayAndName(s) && (!when || !date || addressed(s)) {
			return 0 // "On 27 January my director wrote:" is prose, unless quoted lines follow
		}
		return 3
	case verb && colon && (addr && (when || date) || when && date):
		return 2
	case addr && (when || date) && (colon || follows) && !strings.Contains(s, "mailto:") && wordsOutside(s) <= 18:
		return 2
	case verb && colon && addr:
		return 2
	case follows && colon && (verb || addr || when && date) && len(s) < 200:
		return 1
	}
	return 0
}

// wordsOutside counts blank-separated words: an attribution without a verb is short.
func wordsOutside(s string) int { return len(strings.Fields(s)) }

// opens tells whether the text begins as some language's attribution does.
func opens(s string) bool {
	s = strings.TrimLeft(s, "-> \"'[(")
	if attributionOpenings.begins(s) || weekdays.begins(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

// findVerb tells whether a verb of an attribution stands in s as a word of its own.
func findVerb(s string) bool {
	_, ok := attributionVerbs.alone(s)
	return ok
}

// aroundVerb cuts the text at the last verb of an attribution in it.
func aroundVerb(s string) (before, after string, ok bool) {
	attributionVerbs.find(s, func(from, to, _ int) bool {
		if endsWord(s, to) {
			before, after, ok = s[:from], s[to:], true
		}
		return true
	})
	return before, after, ok
}

// endsInVerb tells that the text ends with the verb of an attribution.
func endsInVerb(s string) bool {
	_, after, ok := aroundVerb(s)
	return ok && strings.TrimSpace(after) == ""
}

// addressed tells that the verb speaks of the reader or the author: a pronoun stands next to it. Further away the same
// letters are part of a name ("Georges du Bois a écrit").
func addressed(s string) bool {
	before, after, _ := aroundVerb(s)
	words, next := strings.Fields(before), strings.Fields(after)
	last := len(words) - 1
	return last >= 0 && isPronoun(words[last]) || last >= 1 && auxiliaries[words[last]] && isPronoun(words[last-1]) || len(next) > 0 && isPronoun(next[0])
}

func isPronoun(word string) bool { return secondPerson[strings.Trim(word, ",:;.")] }

// dayAndName tells the attribution that gives a weekday and a date but neither time nor address ("On Thursday, 27 January
// 2026, Ana Example wrote:"). Prose says who it was with an article or a pronoun ("…, my director wrote:").
func dayAndName(s string) bool {
	before, after, _ := aroundVerb(s)
	at := strings.LastIndexByte(before, ',')
	if at < 0 || strings.Trim(after, ": ") != "" || !weekdays.within(before[:at]) || !holdsDate(before[:at]) {
		return false
	}
	name := strings.Fields(before[at+1:])
	return len(name) > 0 && len(name) <= 4 && !isPronoun(name[0]) && !determiners[name[0]] && !addressed(s)
}

// holdsAddress finds name@host.
func holdsAddress(s string) bool {
	at := strings.IndexByte(s, '@')
	for at > 0 && at+2 < len(s) {
		if isAddrByte(s[at-1]) && isAddrByte(s[at+1]) && strings.IndexByte(s[at:], '.') > 0 {
			return true
		}
		n := strings.IndexByte(s[at+1:], '@')
		if n < 0 {
			break
		}
		at += 1 + n
	}
	return strings.Contains(s, "[mailto:") || strings.Contains(s, "<mailto:")
}

func isAddrByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-' || c == '.'
}

// holdsTime finds 10:02, 10h02, 10.02 after a word for "at", or the clock words of Chinese, Japanese and Korean.
func holdsTime(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		c := s[i]
		if c != ':' && c != 'h' && c != '.' || !isDigit(s[i-1]) || !isDigit(s[i+1]) || !isDigit(s[i+2]) {
			continue
		}
		if c != '.' {
			return true
		}
		if (i+3 == len(s) || !isDigit(s[i+3]) && s[i+3] != '.') && i >= 3 && clockWord(s[:i]) {
			return true
		}
	}
	return false
}

// holdsSeconds finds 10:02:33.
func holdsSeconds(s string) bool {
	for i := 0; i+8 <= len(s); i++ {
		if t := s[i : i+8]; t[2] == ':' && t[5] == ':' && isDigit(t[0]) && isDigit(t[1]) && isDigit(t[3]) && isDigit(t[4]) && isDigit(t[6]) && isDigit(t[7]) {
			return true
		}
	}
	return false
}

// clockWord tells whether the word before the hour says that a time follows.
func clockWord(s string) bool {
	s = strings.TrimRight(s, "0123456789 ")
	for _, w := range [...]string{"kl.", "kl", "klo", "ore", "alle", "um", "à", "at"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// hasDigit tells a figure of ASCII, or one that folding makes so.
func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s[i]) || s[i] == 0xef && strings.ContainsAny(s[i:], "０１２３４５６７８９") {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// holdsDate finds a year, 27.01.26, 27/1/2026, 2026-01-27, or 1月27日.
func holdsDate(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			continue
		}
		n := 0
		for i+n < len(s) && isDigit(s[i+n]) {
			n++
		}
		end := i + n
		if n == 4 && (s[i:i+2] == "20" || s[i:i+2] == "19" || s[i:i+2] == "25" || s[i:i+2] == "14") {
			return true
		}
		if n <= 2 && end+3 < len(s) && strings.IndexByte("./-", s[end]) >= 0 && dateTail(s[end:]) {
			return true
		}
		if strings.HasPrefix(s[end:], "月") || strings.HasPrefix(s[end:], "월") || strings.HasPrefix(s[end:], "年") {
			return true
		}
		i = end - 1
	}
	return false
}

// dateTail reads "/1/26" or ". 1. 2026" after the first number of a date.
func dateTail(s string) bool {
	sep := s[0]
	s = strings.TrimLeft(s[1:], " ")
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n == 0 || n > 2 || n >= len(s) || s[n] != sep {
		return false
	}
	s = strings.TrimLeft(s[n+1:], " ")
	return len(s) >= 2 && isDigit(s[0]) && isDigit(s[1])
}

// isGroupWise tells ">>> NAME <addr> 27/01/26 10:02 >>>" and ">>> On DATE, NAME wrote:".
func isGroupWise(s string) bool {
	if !strings.HasPrefix(s, ">>> ") && !strings.HasPrefix(s, "<<< ") {
		return false
	}
	f := fold(strings.TrimRight(s[4:], " "))
	dated := holdsDate(f) || holdsTime(f)
	if strings.HasSuffix(f, ">>>") || strings.HasSuffix(f, "<<<") {
		return dated || holdsAddress(f)
	}
	return dated && (holdsAddress(f) || findVerb(f) && strings.HasSuffix(f, ":"))
}

// groupWiseEnd finds the last line of a GroupWise attribution that was wrapped.
func (z *zoner) groupWiseEnd(i int) int {
	for j := i; j < i+3 && j < len(z.lines); j++ {
		s := strings.TrimRight(z.lines[j].Text, " ")
		if strings.HasSuffix(s, ">>>") && (j > i || len(s) > 6) || strings.HasSuffix(s, ":") {
			return j
		}
	}
	return i
}
