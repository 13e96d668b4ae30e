package registration

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// address is one e-mail address that the author wrote.
type address struct {
	addr   string
	text   string // as it stands, where it was obfuscated
	source string // "", "mailto" or "obfuscated"
}

// takeAddresses finds the addresses of a text and gives what is left of it.
func takeAddresses(s string) (rest string, found []address) {
	if strings.ContainsRune(s, '@') {
		s, found = takePlain(s)
	}
	if len(found) == 0 {
		if a, rest, ok := takeObfuscated(s); ok {
			return rest, append(found, a)
		}
	}
	return s, found
}

// takePlain cuts every "local@domain.tld" out, with "<", ">", "mailto:" around it.
func takePlain(s string) (string, []address) {
	var found []address
	for from := 0; from < len(s); {
		at := strings.IndexByte(s[from:], '@')
		if at < 0 {
			break
		}
		at += from
		start, end := localStart(s[:at]), at+1
		for end < len(s) && (domainByte(s[end]) || s[end] >= utf8.RuneSelf && letterAt(s, end)) {
			end++
		}
		for end > at && (s[end-1] == '.' || s[end-1] == '-') {
			end--
		}
		start += labelled(s[start:at])
		addr := s[start:end]
		addr = strings.TrimPrefix(addr, "mailto:")
		addr = strings.TrimLeft(addr, ".-_'")
		if !validAddress(addr) {
			from = at + 1
			continue
		}
		found = append(found, address{addr: addr})
		left := strings.TrimSuffix(strings.TrimRight(s[:start], " <(["), "mailto:")
		right := strings.TrimLeft(s[end:], ">)] ")
		s = left + "\t" + right
		from = len(left)
	}
	return s, found
}

// labelled gives the length of a label that stands before a local part without a space: "Email:ada". Schemes of other addresses
// (sip:, xmpp:) and what belongs to a URL are no labels.
func labelled(local string) int {
	i := strings.LastIndexByte(local, ':')
	if i < 0 || strings.ContainsAny(local[:i], "/:@") {
		return 0
	}
	switch strings.ToLower(local[:i]) {
	case "mailto", "sip", "sips", "xmpp", "acct", "im", "tel", "skype":
		return 0
	}
	return i + 1
}

// localStart is where the local part at the end of s begins. Letters of Latin, Greek and Cyrillic beyond ASCII belong to it (RFC 6531
// section 3.3); those of scripts that are written without blanks may be the words before it.
func localStart(s string) int {
	start := len(s)
	for start > 0 {
		if localByte(s[start-1]) {
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if r == utf8.RuneError || !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
			break
		}
		start -= n
	}
	return start
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r == utf8.RuneError || unicode.IsLetter(r) && r < 0x2E80
}

func localByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte(".!#$%&'*+-/=?^_`{|}~:", c) >= 0
}

func domainByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == '-'
}

// validAddress tells whether a text has the shape of an address.
func validAddress(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || len(s) > 254 || strings.ContainsAny(local, ":/") {
		return false
	}
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && utf8.RuneCountInString(domain[dot+1:]) > 1 && !strings.Contains(domain, "..") && !strings.ContainsFunc(domain[dot+1:], unicode.IsDigit)
}

// The words that stand for @ and for a full stop in an address that hides from robots.
var (
	atWords     = []string{"(at)", "[at]", "{at}", "<at>", "(@)", "[@]", " at ", " AT ", "(AT)", "[AT]", "(a)", "[a]", "(arroba)", "[arroba]", " arroba ", "(arobase)", "[arobase]", " arobase ", "(chez)", "(ät)", "[ät]", "(@t)", " [at] ", "(chiocciola)", "(собака)", "(kukac)", "(snabel-a)", "(malpa)", "(małpa)", "(zavináč)", " @ ", "_at_", "-at-", "(ad)", "(dans)"}
	bareAtWords = []string{" at ", " AT ", " arroba ", " arobase "} // of atWords: those of blanks and letters alone
	dotWords    = []string{" dot ", "(dot)", "[dot]", "{dot}", " DOT ", "(DOT)", "[DOT]", "(punkt)", "[punkt]", " punkt ", "(punto)", "[punto]", " punto ", "(point)", "[point]", " point ", "(ponto)", " ponto ", "(.)", "[.]", " . ", "(точка)", "(punt)", " punt ", "(kropka)", "(tecka)", "_dot_", "-dot-"}
)

// takeObfuscated finds one address such as "name (at) org dot example" and undoes its dress.
func takeObfuscated(s string) (address, string, bool) {
	words := atWords
	if !strings.ContainsAny(s, "([{<_@") && !strings.Contains(s, "-at-") {
		words = bareAtWords
	}
	for _, w := range words {
		at := strings.Index(s, w)
		if at < 0 {
			continue
		}
		local, localFrom := lastPart(s[:at])
		domain, used := firstPart(s[at+len(w):])
		addr := local + "@" + domain
		if local == "" || !validAddress(addr) {
			continue
		}
		end := at + len(w) + used
		return address{addr: addr, text: strings.TrimSpace(s[localFrom:end]), source: "obfuscated"}, s[:localFrom] + "\t" + s[end:], true
	}
	return address{}, s, false
}

// lastPart reads a local part backwards from the end of s, dots written out undone.
func lastPart(s string) (string, int) {
	s = strings.TrimRight(s, " ")
	from := len(s)
	for {
		start := localStart(s[:from])
		start += strings.LastIndexByte(s[start:from], ':') + 1
		if start == from {
			break
		}
		from = start
		if cut, ok := cutDotWord(s[:from], true); ok {
			from = cut
			continue
		}
		break
	}
	return undotWords(s[from:]), from
}

// firstPart reads a domain from the beginning of s and says how many bytes it took.
func firstPart(s string) (string, int) {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	from := i
	for {
		start := i
		for i < len(s) && domainByte(s[i]) {
			i++
		}
		if i == start {
			break
		}
		cut, ok := cutDotWord(s[i:], false)
		if !ok {
			break
		}
		i += cut
	}
	return strings.TrimRight(undotWords(s[from:i]), ".-"), i
}

// cutDotWord steps over a written-out dot at the end (or the beginning) of s; an index into s where it worked.
func cutDotWord(s string, atEnd bool) (int, bool) {
	for _, w := range dotWords {
		if atEnd && strings.HasSuffix(s, w) {
			return len(s) - len(w), true
		}
		if !atEnd && strings.HasPrefix(s, w) {
			return len(w), true
		}
		if t := strings.TrimSpace(w); !atEnd && t != "." && strings.HasPrefix(strings.TrimLeft(s, " "), t) && strings.ContainsAny(t, "([{") {
			rest := strings.TrimLeft(s, " ")
			n := len(s) - len(rest) + len(t)
			for n < len(s) && s[n] == ' ' {
				n++
			}
			return n, true
		}
	}
	return 0, false
}

func undotWords(s string) string {
	for _, w := range dotWords {
		s = strings.ReplaceAll(s, w, ".")
	}
	for _, w := range dotWords {
		if t := strings.TrimSpace(w); strings.ContainsAny(t, "([{") {
			s = strings.ReplaceAll(s, t, ".")
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "..", ".")
}

// isOffice tells addresses that are shared by an office.
func isOffice(addr string) bool {
	local, _, _ := strings.Cut(strings.ToLower(addr), "@")
	if officeLocals[local] {
		return true
	}
	for part := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' }) {
		return officeLocals[part]
	}
	return false
}
