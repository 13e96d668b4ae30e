package message

import "strings"

// plainLines makes lines of a text/plain part: format=flowed is undone (RFC 3676), addresses that Outlook repeats in
// brackets after a link go from the text into Links, pictures' placeholders go to logos.
func (r *reader) plainLines(text string, p params) []Line {
	flowed := strings.EqualFold(p.get("format"), "flowed")
	delSp := strings.EqualFold(p.get("delsp"), "yes")
	out := make([]Line, 0, min(strings.Count(text, "\n")+1, MaxLines))
	splitLines(text, func(s string) bool {
		if len(out) == MaxLines {
			r.limits["limit-text"] = true
			return false
		}
		l := Line{Text: s}
		if flowed {
			unflow(&l, delSp)
		}
		if strings.IndexByte(s, '<') >= 0 || strings.IndexByte(s, '[') >= 0 {
			r.plainLinks(&l)
		}
		out = append(out, l)
		return true
	}, func() { r.limits["limit-line"] = true })
	return out
}

// unflow reads one line of format=flowed: a blank at the end is a soft break ("-- " excepted), a leading blank after the
// quote marks is stuffing.
func unflow(l *Line, delSp bool) {
	s := l.Text
	depth := 0
	for depth < len(s) && s[depth] == '>' {
		depth++
	}
	rest := s[depth:]
	if strings.HasPrefix(rest, " ") && depth == 0 {
		s, rest = rest[1:], rest[1:]
	}
	if strings.HasSuffix(s, " ") && strings.TrimPrefix(rest, " ") != "-- " && rest != "-- " {
		l.Flow = true
		if delSp {
			s = s[:len(s)-1]
		}
	}
	l.Text = s
}

// plainLinks takes "<mailto:x>" after its text, and "[cid:…]" or "[image: …]", out of a line.
func (r *reader) plainLinks(l *Line) {
	if strings.Contains(l.Text, "<") && strings.Contains(l.Text, ":") {
		l.Text = cutAll(l.Text, '<', '>', func(before, inner string) bool {
			if !isLink(inner) || strings.ContainsAny(inner, " \t") || strings.TrimSpace(before) == "" {
				return false
			}
			if addr := mailtoAddress(inner); addr != "" && len(l.Links) < 20 {
				l.Links = append(l.Links, addr)
			}
			return true
		})
	}
	if strings.Contains(l.Text, "[") {
		l.Text = cutAll(l.Text, '[', ']', func(_, inner string) bool {
			kind, alt, _ := strings.Cut(inner, ":")
			if !placeholders[strings.ToLower(kind)] {
				return false
			}
			if alt = strings.TrimSpace(alt); !strings.EqualFold(kind, "cid") && alt != "" && len(r.logos) < 50 {
				r.logos = append(r.logos, alt)
			}
			return true
		})
	}
}

// placeholders are what programs write in plain text where a picture stands.
var placeholders = map[string]bool{"cid": true, "image": true, "inline image": true, "logo": true, "bild": true, "immagine": true, "imagen": true, "imagem": true, "afbeelding": true}

func isLink(s string) bool {
	for _, scheme := range [...]string{"mailto:", "http:", "https:", "tel:", "callto:"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// cutAll removes each bracketed piece that drop approves; before is the text up to it.
func cutAll(s string, open, end byte, drop func(before, inner string) bool) string {
	from, at := 0, 0
	var out strings.Builder
	for {
		i := strings.IndexByte(s[at:], open)
		if i < 0 {
			break
		}
		i += at
		n := strings.IndexByte(s[i:], end)
		if n < 0 {
			break
		}
		at = i + n + 1
		if drop(s[:i], s[i+1:at-1]) {
			out.WriteString(strings.TrimRight(s[from:i], " "))
			from = at
		}
	}
	if from == 0 {
		return s
	}
	out.WriteString(s[from:])
	return out.String()
}

// mailtoAddress gives the address of a mailto: link, "" for others and for several.
func mailtoAddress(href string) string {
	href = strings.TrimSpace(href)
	if len(href) < 8 || !strings.EqualFold(href[:7], "mailto:") {
		return ""
	}
	href, _, _ = strings.Cut(href[7:], "?")
	addr := bareAddress(cleanText(string(percentDecode(href))))
	if !strings.Contains(addr, "@") || strings.Contains(addr, ",") {
		return ""
	}
	return addr
}
