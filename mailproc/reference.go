package mailproc

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"regexp"
	"strings"

	"takepart/mailproc/message"
	"takepart/store"
)

// The short reference of a registration, [TP-K7Q2M9XPLW4D], stands in subject and text of every mail to the person, because
// some mail programs answer without In-Reply-To and References. It is the beginning of the registration's id and as many
// letters of a digest that only the store's secret can make. Whoever has seen a mail of ours knows it: so it only counts from
// the address that the registration belongs to, and from any other it never changes or fills anything.

const (
	referenceID   = 6 // letters of the id: enough to find few registrations by
	referenceSign = 6 // letters of the digest, 30 bits
	// maxReferences bounds how many different ones in a message are looked up: each costs a read.
	maxReferences = 8
)

var referenceShape = regexp.MustCompile(`(?i)\bTP-([A-Z2-7]{12})\b`)

// referenceTag is a reference as it stands in a subject.
var referenceTag = regexp.MustCompile(`(?i)\s*\[TP-[A-Z2-7]{12}\]`)

// reference gives the short reference of a registration; "" for none.
func (p *Processor) reference(id string) string {
	if len(id) < referenceID {
		return ""
	}
	return "TP-" + strings.ToUpper(id[:referenceID]+p.referenceSign(id))
}

func (p *Processor) referenceSign(id string) string {
	mac := hmac.New(sha256.New, p.store.Secret())
	mac.Write([]byte("reference\x00" + id))
	return strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)))[:referenceSign]
}

// withoutReferences is a subject as the person wrote it: every mail brings its own reference.
func withoutReferences(subject string) string { return referenceTag.ReplaceAllString(subject, "") }

// referred finds the registration whose reference stands in a message: in its subject, else in its text, quoted or not. One
// that belongs to the writer comes before any other.
func (p *Processor) referred(tx *store.Tx, m *message.Message, from string) (found *store.Registration, err error) {
	for _, code := range referencesIn(m) {
		of, err := p.referenced(tx, code)
		if err != nil {
			return nil, err
		}
		if of != nil && of.From == from {
			return of, nil
		}
		if found == nil {
			found = of
		}
	}
	return found, nil
}

func (p *Processor) referenced(tx *store.Tx, code string) (*store.Registration, error) {
	code = strings.ToLower(code)
	for _, id := range tx.IDs(code[:referenceID]) {
		if hmac.Equal([]byte(p.referenceSign(id)), []byte(code[referenceID:])) {
			return tx.Registration(id)
		}
	}
	return nil, nil
}

func referencesIn(m *message.Message) (codes []string) {
	seen := map[string]bool{}
	look := func(s string) {
		if !strings.Contains(s, "TP-") && !strings.Contains(s, "tp-") { // most mail has none, and this is much faster
			return
		}
		for _, hit := range referenceShape.FindAllStringSubmatch(s, maxReferences) {
			if code := strings.ToUpper(hit[1]); !seen[code] && len(codes) < maxReferences {
				seen[code] = true
				codes = append(codes, code)
			}
		}
	}
	look(m.Subject)
	for i := range m.Lines {
		if len(codes) >= maxReferences {
			break
		}
		look(m.Lines[i].Text)
	}
	return codes
}
