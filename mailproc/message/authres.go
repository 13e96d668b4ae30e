package message

import "strings"

// AuthResults are what one Authentication-Results field (RFC 8601) tells.
type AuthResults struct {
	Server  string // the authserv-id in lower case, without a job's number; "" where none is written (Microsoft 365)
	Results []AuthResult
}

// AuthResult is the result of one method: "dkim", "pass", {"header.d": "mail.example"}. All but the properties' values is in lower case.
type AuthResult struct {
	Method, Value string
	Props         map[string]string
}

// ReadAuthResults reads a field as servers really write it. Where something in it could have been put there by the sender, to
// end a comment or begin a result (a quoted local part in MAIL FROM can hold anything), no result is given at all.
func ReadAuthResults(field string) (a AuthResults) {
	bare := dropComments(field)
	parts := splitUnquoted(bare, ";")
	if len(parts) > 0 && !strings.Contains(parts[0], "=") {
		server, _, _ := strings.Cut(strings.TrimSpace(parts[0]), " ")
		server, _, _ = strings.Cut(server, "/") // OpenDKIM's AuthservIDWithJobID
		a.Server = strings.ToLower(server)
		parts = parts[1:]
	}
	if strings.Contains(field, `"@`) || strings.Contains(field, `\`) || strings.ContainsAny(bare, "()") {
		return a
	}
	for _, p := range parts {
		words := splitUnquoted(p, " \t")
		if len(words) == 0 {
			continue
		}
		method, value, ok := strings.Cut(strings.ToLower(words[0]), "=")
		if !ok {
			continue
		}
		method, _, _ = strings.Cut(method, "/") // its version
		r := AuthResult{Method: method, Value: value, Props: map[string]string{}}
		for _, w := range words[1:] {
			if name, v, ok := strings.Cut(w, "="); ok {
				r.Props[strings.ToLower(name)] = strings.Trim(v, `"`)
			}
		}
		a.Results = append(a.Results, r)
	}
	return a
}

// splitUnquoted cuts s at any of the separators outside "quotes"; empty pieces are left out.
func splitUnquoted(s, separators string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(c rune) bool {
		if c == '"' {
			quoted = !quoted
		}
		return !quoted && strings.ContainsRune(separators, c)
	})
}
