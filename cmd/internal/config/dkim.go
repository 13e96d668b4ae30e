package config

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"takepart/mailproc/outbox"
)

var selectorShape = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$`)

// dkim reads smtp.dkim; nil where nothing is signed. The key is read where the secrets are.
func (l *loader) dkim(s *section, c *Config) *outbox.DKIM {
	if _, there := s.entries["dkim"]; !there {
		return nil
	}
	d := s.sub("dkim")
	_, domain, _ := strings.Cut(c.SMTP.From, "@")
	out := &outbox.DKIM{Domain: strings.ToLower(d.text("domain", domain)), Selector: d.must("selector", "takepart")}
	if !within(domain, out.Domain) {
		d.complain(d.entries["domain"], "domain", fmt.Sprintf("%s is not the domain of %s, or above it", out.Domain, c.SMTP.From), "leave it out: the signature counts only for the domain that mails come from")
	}
	if out.Selector != "" && !selectorShape.MatchString(out.Selector) {
		d.complain(d.entries["selector"], "selector", fmt.Sprintf("%q cannot be part of a DNS name", out.Selector), "take letters and digits, such as takepart")
	}
	if file := d.must("key_file", "dkim.pem"); file != "" && l.options.Secrets {
		l.dkimKey(d, c.under(file), out)
	}
	d.done()
	return out
}

// within tells whether a domain is another, or below it.
func within(domain, other string) bool {
	domain = strings.ToLower(domain)
	return other != "" && (domain == other || strings.HasSuffix(domain, "."+other))
}

func (l *loader) dkimKey(d *section, path string, out *outbox.DKIM) {
	e := d.entries["key_file"]
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		d.complain(e, "key_file", path+" can be read by others", "chmod 600 "+path)
		return
	}
	text, err := os.ReadFile(path)
	if err != nil {
		d.complain(e, "key_file", fmt.Sprintf("%s: %s", path, reason(err)), "make one: (umask 077; openssl genrsa -out "+path+" 2048)")
		return
	}
	if out.Key, err = outbox.ParseKey(text); err != nil {
		d.complain(e, "key_file", fmt.Sprintf("%s holds %s", path, err), "make one: (umask 077; openssl genrsa -out "+path+" 2048)")
	}
}
