package outbox

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
)

func dkimKeys(t *testing.T) map[string]crypto.Signer {
	t.Helper()
	r, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, e, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]crypto.Signer{"rsa": r, "ed25519": e}
}

func signedSample(t *testing.T, d *DKIM) []byte {
	t.Helper()
	m := &Mail{From: "participate@meeting.example", FromName: "Réunion", To: "ada@org.example", Subject: "Re: réunion", Date: time.Unix(1800000000, 0),
		MessageID: "<a@meeting.example>", InReplyTo: "<b@org.example>", References: []string{"<b@org.example>"}, Auto: true,
		Text: "Bonjour,\n.\nà bientôt  \n", HTML: "<p>Bonjour</p>"}
	j, err := prepare(nil, m, d)
	if err != nil {
		t.Fatal(err)
	}
	raw := bytes.TrimSuffix(j.content, []byte("\r\n.\r\n"))
	return append(bytes.ReplaceAll(raw, []byte("\r\n.."), []byte("\r\n.")), "\r\n"...)
}

// verify looks at a mail as its receiver does, with the record that organisers publish.
func verify(t *testing.T, d *DKIM, raw []byte) error {
	t.Helper()
	name, text, err := d.Record()
	if err != nil {
		t.Fatal(err)
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{LookupTXT: func(domain string) ([]string, error) {
		if domain != name {
			return nil, errors.New("no such record: " + domain)
		}
		return []string{text}, nil
	}})
	if err != nil {
		return err
	}
	if len(found) != 1 || found[0].Domain != d.Domain {
		t.Fatalf("signatures: %+v", found)
	}
	return found[0].Err
}

func TestDKIM(t *testing.T) {
	for name, key := range dkimKeys(t) {
		d := &DKIM{Domain: "meeting.example", Selector: "takepart", Key: key}
		raw := signedSample(t, d)
		if err := verify(t, d, raw); err != nil {
			t.Errorf("%s: %v\n%s", name, err, raw)
		}
		relayed := bytes.Replace(raw, []byte("\r\nTo: "), []byte("\r\nto:   "), 1)
		if err := verify(t, d, append([]byte("Received: by relay\r\n"), relayed...)); err != nil {
			t.Errorf("%s, through a relay: %v", name, err)
		}
		for what, change := range map[string][2]string{
			"another subject":  {"\r\nSubject: ", "\r\nSubject: Not "},
			"a second From":    {"\r\nTo: ", "\r\nFrom: mallory@other.example\r\nTo: "},
			"a second subject": {"\r\nTo: ", "\r\nSubject: x\r\nTo: "},
			"another text":     {"Bonjour", "Bonsoir"},
			"no automatic":     {"Auto-Submitted: auto-replied\r\n", ""},
		} {
			forged := bytes.Replace(raw, []byte(change[0]), []byte(change[1]), 1)
			if bytes.Equal(forged, raw) {
				t.Errorf("%s: nothing to change", what)
			} else if verify(t, d, forged) == nil {
				t.Errorf("%s: %s passes", name, what)
			}
		}
	}
}

func TestParseKey(t *testing.T) {
	keys := dkimKeys(t)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(keys["ed25519"])
	if err != nil {
		t.Fatal(err)
	}
	small, err := x509.ParsePKCS1PrivateKey(x509.MarshalPKCS1PrivateKey(keys["rsa"].(*rsa.PrivateKey)))
	if err != nil {
		t.Fatal(err)
	}
	write := func(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}) }
	for name, c := range map[string]struct {
		text []byte
		want string // of the error
	}{
		"rsa":        {write(x509.MarshalPKCS1PrivateKey(small)), ""},
		"ed25519":    {write(pkcs8), ""},
		"no PEM":     {[]byte("hello"), "no key in PEM form"},
		"public key": {write(mustPublic(t, keys["rsa"])), "no private key"},
	} {
		_, err := ParseKey(c.text)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func mustPublic(t *testing.T, key crypto.Signer) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	return der
}
