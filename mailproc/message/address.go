package message

import (
	"strings"
	"unicode/utf8"
)

// maxAddresses is how many addresses of one field are read; a person's mail has a handful.
const maxAddresses = 1000

// addressList reads an address field tolerantly: quoted and encoded names, comments, groups, unquoted commas inside a name,
// doubled brackets, "mailto:" and a bare address. What holds no address is left out.
func addressList(s, fallback string) []Address {
	var out []Address
	pending := "" // a name cut at an unquoted comma: "Meer, W.J. van der <a@b.example>"
	for _, e := range splitAddresses(s) {
		name, addr := addressParts(e)
		if addr == "" {
			if name != "" {
				pending = joinComma(pending, name)
			}
			continue
		}
		if pending != "" && strings.Contains(e, "<") && name != "" {
			name = pending + ", " + name
		}
		pending = ""
		out = append(out, Address{displayName(name, fallback), cleanAddress(addr, fallback)})
		if len(out) == maxAddresses {
			break
		}
	}
	return out
}

func joinComma(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

// splitAddresses cuts at commas and semicolons outside quotes, comments and brackets; group names are dropped.
func splitAddresses(s string) []string {
	var out []string
	start, quoted, comment, angle := 0, false, 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && (quoted || comment > 0):
			i++
		case c == '"' && comment == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			comment++
		case c == ')' && comment > 0:
			comment--
		case comment > 0:
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case c == ':' && !angle && isGroupName(s[start:i]):
			start = i + 1
		case (c == ',' || c == ';') && !angle:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// isGroupName tells "friends:" from the middle of a "mailto:" or an odd local part.
func isGroupName(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && !strings.ContainsAny(s, "@<") && !strings.EqualFold(s, "mailto") && !strings.EqualFold(s, "smtp")
}

// addressParts gives the raw display name and the address of one entry.
func addressParts(e string) (name, addr string) {
	if open, end := brackets(e); open >= 0 {
		name = strings.TrimRight(e[:open], "< \t")
		return strings.TrimSpace(name), bareAddress(e[open+1 : end])
	}
	text, comment := cutComment(e)
	addr = bareAddress(text)
	if addr == "" {
		return strings.TrimSpace(e), ""
	}
	return comment, addr
}

// brackets finds the last <address>: outside quotes, or, where a quote is never closed, anywhere. open is -1 where there is none.
func brackets(e string) (open, end int) {
	open, end = -1, -1
	quoted := false
	for i := 0; i < len(e); i++ {
		switch c := e[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '<':
			open, end = i, -1
		case c == '>' && open >= 0 && end < 0:
			end = i
		}
	}
	if quoted || open < 0 {
		open, end = strings.LastIndexByte(e, '<'), -1
		if n := strings.IndexByte(e[open+1:], '>'); n >= 0 {
			end = open + 1 + n
		}
	}
	if end < 0 {
		end = len(e)
	}
	return open, end
}

// cutComment takes the first (comment) out of e.
func cutComment(e string) (text, comment string) {
	open := strings.IndexByte(e, '(')
	if open < 0 {
		return e, ""
	}
	end := strings.LastIndexByte(e, ')')
	if end < open {
		return e[:open], strings.TrimSpace(e[open+1:])
	}
	return e[:open] + e[end+1:], strings.TrimSpace(e[open+1 : end])
}

// bareAddress gives s if it looks like local@domain, "" else.
func bareAddress(s string) string {
	s = strings.Trim(s, " \t<>'")
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at == len(s)-1 || len(s) > 320 {
		return ""
	}
	if s[0] != '"' && strings.ContainsAny(s, " \t\"(),;<>") {
		// "a @ b.example" is written by some; anything else with blanks is no address
		squeezed := strings.Join(strings.Fields(s), "")
		if strings.ContainsAny(squeezed, "\"(),;<>") || strings.Count(s, " ") > 2 {
			return ""
		}
		s = squeezed
	}
	return s
}

// cleanAddress lowers the domain and drops what can be no part of an address.
func cleanAddress(s, fallback string) string {
	if !isASCII(s) {
		s = cleanHeader(rawText(s, fallback))
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 || !utf8.ValidString(s) {
		return s
	}
	return s[:at+1] + strings.ToLower(strings.TrimRight(s[at+1:], "."))
}

// displayName undoes quoting and encoded words; the two also stand inside each other in real mail.
func displayName(s, fallback string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, `"`) {
		s = unquote(s)
	}
	s = headerText(s, fallback)
	if n := len(s); n >= 2 && (s[0] == '"' && s[n-1] == '"' || s[0] == '\'' && s[n-1] == '\'') {
		s = s[1 : n-1]
	}
	return strings.TrimSpace(s)
}

// unquote removes quotation marks and backslashes of quoted strings.
func unquote(s string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			quoted = !quoted
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// messageIDs gives the <ids> of a field, at most 200; ids without brackets are taken where the field holds nothing else.
func messageIDs(s string) []string {
	var out []string
	for len(out) < 200 {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open:], '>')
		if end < 0 {
			break
		}
		if id := strings.Join(strings.Fields(s[open:open+end+1]), ""); len(id) > 2 && len(id) <= 998 && isASCII(id) {
			out = append(out, id)
		}
		s = s[open+end+1:]
	}
	if s = strings.TrimSpace(s); len(out) == 0 && s != "" && !strings.ContainsAny(s, " \t<>") && strings.Contains(s, "@") && isASCII(s) && len(s) <= 996 {
		out = append(out, "<"+s+">")
	}
	return out
}
