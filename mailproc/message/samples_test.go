package message

import (
	"encoding/base64"
	"slices"
)

// eventName and invitation are what the sample organisers publish.
const eventName = `High-level virtual meeting "Zero tolerance for child labour, forced labour and human trafficking"`

const invitation = `Dear Sir or Madam,

Alliance 8.7 and the ILO Office in Paris have the pleasure of inviting you to the high-level virtual meeting

Zero tolerance for child labour, forced labour and human trafficking

on 2 and 3 March, from 2 p.m. to 5.30 p.m. (Paris time), in English, French and Spanish.

To participate and receive the detailed agenda, email participate@meeting.example mentioning in the message I TAKE PART and signing with your first name, last name, email and institutional title.

Yours faithfully,

The organising committee`

var sampleOurs = Know(Known{Addresses: []string{"participate@meeting.example"}, Texts: []string{invitation}, Event: eventName})

// der writes one element of DER.
func der(tag byte, content []byte) []byte {
	out := []byte{tag}
	if n := len(content); n < 0x80 {
		out = append(out, byte(n))
	} else {
		out = append(out, 0x82, byte(n>>8), byte(n))
	}
	return append(out, content...)
}

// indefinite writes one element of BER whose end is marked.
func indefinite(tag byte, content []byte) []byte {
	return append(append([]byte{tag, 0x80}, content...), 0, 0)
}

var oidData = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01}

// signedDER wraps an entity as CMS signed data without signatures.
func signedDER(entity string) []byte {
	encap := der(0x30, slices.Concat(der(0x06, oidData), der(0xa0, der(0x04, []byte(entity)))))
	signed := der(0x30, slices.Concat(der(0x02, []byte{1}), der(0x31, nil), encap, der(0x31, nil)))
	return der(0x30, slices.Concat(der(0x06, oidSigned), der(0xa0, signed)))
}

// signedBER is the same as streaming programs write it: indefinite lengths, octets in two pieces.
func signedBER(entity string) []byte {
	pieces := slices.Concat(der(0x04, []byte(entity[:10])), der(0x04, []byte(entity[10:])))
	encap := indefinite(0x30, slices.Concat(der(0x06, oidData), indefinite(0xa0, indefinite(0x24, pieces))))
	signed := indefinite(0x30, slices.Concat(der(0x02, []byte{1}), der(0x31, nil), encap, der(0x31, nil)))
	return indefinite(0x30, slices.Concat(der(0x06, oidSigned), indefinite(0xa0, signed)))
}

func b64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
