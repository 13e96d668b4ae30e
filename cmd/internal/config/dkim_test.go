package config

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDKIM(t *testing.T) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	good := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	for name, c := range map[string]struct {
		keys, file string
		mode       os.FileMode
		want       string // domain and selector, or part of the problem
	}{
		"as it should be":     {"selector: s1, key_file: dkim.pem", good, 0o600, "meeting.example s1"},
		"a domain above":      {"selector: s1, key_file: dkim.pem, domain: Example", good, 0o600, "example s1"},
		"somebody's domain":   {"selector: s1, key_file: dkim.pem, domain: other.example", good, 0o600, "other.example is not the domain of"},
		"no selector":         {"key_file: dkim.pem", good, 0o600, "smtp.dkim.selector"},
		"strange selector":    {"selector: a b, key_file: dkim.pem", good, 0o600, "cannot be part of a DNS name"},
		"no key":              {"selector: s1", good, 0o600, "smtp.dkim.key_file"},
		"a key for everybody": {"selector: s1, key_file: dkim.pem", good, 0o644, "dkim.pem can be read by others; chmod 600"},
		"a missing key":       {"selector: s1, key_file: other.pem", good, 0o600, "openssl genrsa"},
		"no key at all":       {"selector: s1, key_file: dkim.pem", "hello", 0o600, "no key in PEM form"},
		"unknown key":         {"selector: s1, key_file: dkim.pem, sign: yes", good, 0o600, "sign"},
	} {
		t.Run(name, func(t *testing.T) {
			path := room(t, strings.Replace(small, "smtp: {", "smtp: {dkim: {"+c.keys+"}, ", 1))
			if err := os.Chmod(path, 0o600); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(filepath.Dir(path), "dkim.pem"), c.file, c.mode)
			cfg, err := Load(path, Options{Secrets: true})
			got := told(err, path)
			if err == nil {
				d := cfg.SMTP.DKIM
				got = d.Domain + " " + d.Selector
				if d.Key == nil {
					t.Error("the key was not read")
				}
			}
			if !strings.Contains(got, c.want) {
				t.Errorf("got %q, not %q", got, c.want)
			}
		})
	}
}
