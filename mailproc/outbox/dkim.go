package outbox

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"

	"github.com/emersion/go-msgauth/dkim"
)

// DKIM signs every mail (RFC 6376), for organisers who send without a provider that does. The receiver finds the key's public
// half in the DNS, under Selector._domainkey.Domain.
type DKIM struct {
	Domain   string // the same as, or above, that of From:, so that DMARC sees them aligned (RFC 7489, 3.1.1)
	Selector string
	Key      crypto.Signer // RSA of 1,024 bits or more (RFC 8301), or Ed25519 (RFC 8463)
}

// signedFields are those of RFC 6376, 5.4.1, that our mails have, and what tells machines how to take them. From, Subject and the
// like stand there once more than in the mail: so nobody can add a second one.
var signedFields = []string{
	"From", "From", "To", "To", "Subject", "Subject", "Date", "Date", "Message-ID", "Message-ID", "Reply-To", "Reply-To", "In-Reply-To", "References",
	"MIME-Version", "Content-Type", "Content-Type", "Content-Transfer-Encoding", "Content-Language", "Auto-Submitted",
}

// ParseKey reads a private key in PEM, as openssl writes it.
func ParseKey(text []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no key in PEM form")
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return usableKey(key)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("no private key: %w", err)
	}
	return usableKey(key)
}

func usableKey(key any) (crypto.Signer, error) {
	const least, best = 1024, 2048 // bits, RFC 8301 section 3.2
	switch k := key.(type) {
	case *rsa.PrivateKey:
		if k.N.BitLen() < least {
			return nil, fmt.Errorf("an RSA key of %d bits: receivers take %d or more, %d is right", k.N.BitLen(), least, best)
		}
		return k, nil
	case ed25519.PrivateKey:
		return k, nil
	}
	return nil, fmt.Errorf("a key of kind %T: RSA or Ed25519 is what receivers know", key)
}

// Record is the name and the text of the TXT record that receivers look for.
func (d *DKIM) Record() (name, text string, err error) {
	name = d.Selector + "._domainkey." + d.Domain
	switch k := d.Key.Public().(type) {
	case *rsa.PublicKey:
		der, err := x509.MarshalPKIXPublicKey(k)
		return name, "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der), err
	case ed25519.PublicKey:
		return name, "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(k), nil
	}
	return name, "", errors.New("a key of an unknown kind")
}

// sign puts the signature above a mail. Relaxed on both sides: relays fold fields anew and trim blanks.
func (d *DKIM) sign(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(raw) + 1024)
	err := dkim.Sign(&b, bytes.NewReader(raw), &dkim.SignOptions{
		Domain: d.Domain, Selector: d.Selector, Signer: d.Key, Hash: crypto.SHA256, HeaderKeys: signedFields,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	})
	if err != nil {
		return nil, fmt.Errorf("sign the mail: %w", err)
	}
	return b.Bytes(), nil
}
