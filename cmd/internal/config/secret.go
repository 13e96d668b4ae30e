package config

import (
	"fmt"
	"os"
	"strings"
)

// password finds the secret of a server: from the environment first, because that is how services hand secrets over, then from
// password_file, then inline. A secret that others on the machine can read is refused rather than used.
func (l *loader) password(s *section, needed bool) string {
	variable := "TAKEPART_" + strings.ToUpper(s.path) + "_PASSWORD"
	inline, file := s.text("password", ""), s.text("password_file", "")
	if inline != "" && file != "" {
		s.complain(s.entries["password"], "password", "stands beside password_file", "keep password_file")
	}
	if inline != "" && !l.private {
		s.complain(s.entries["password"], "password", "others can read this file", "chmod 600 "+l.name+", or move the password to a file of its own (password_file)")
	}
	if !l.options.Secrets {
		return ""
	}
	if v := l.options.Env(variable); v != "" {
		return v
	}
	switch {
	case file != "":
		return l.passwordFile(s, file)
	case inline == "" && needed:
		e := s.entries["username"]
		s.complain(e, "password_file", "is missing", fmt.Sprintf("write the password into a file of its own and name it here, or set $%s", variable))
	}
	return inline
}

func (l *loader) passwordFile(s *section, name string) string {
	e := s.entries["password_file"]
	c := Config{Dir: dirOf(l.name)}
	path := c.under(name)
	info, err := os.Stat(path)
	if err != nil {
		s.complain(e, "password_file", fmt.Sprintf("%s: %s", path, reason(err)), "write the password into it, then chmod 600 "+path)
		return ""
	}
	if info.Mode().Perm()&0o077 != 0 {
		s.complain(e, "password_file", path+" can be read by others", "chmod 600 "+path)
		return ""
	}
	data, err := os.ReadFile(path)
	if err != nil {
		s.complain(e, "password_file", fmt.Sprintf("%s: %s", path, reason(err)), "make it readable for the user who runs takepart")
		return ""
	}
	secret, _, _ := strings.Cut(string(data), "\n")
	secret = strings.TrimRight(secret, "\r")
	if secret == "" {
		s.complain(e, "password_file", path+" is empty", "write the password into its first line")
	}
	return secret
}
