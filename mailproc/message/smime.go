package message

import "bytes"

// isCMS tells S/MIME's opaque forms (RFC 8551 section 3.2); some gateways send them as octets with the usual file name.
func (p *part) isCMS() bool {
	switch p.kind {
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return true
	case "application/octet-stream":
		return p.filename == "smime.p7m"
	}
	return false
}

var (
	oidSigned    = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}
	oidEnveloped = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03}
	oidAuthEnv   = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17}
)

// signedContent takes the MIME entity out of CMS signed data (RFC 5652 section 5). The signature is not verified: what the
// author wrote is all that matters here. sealed is true of encrypted data.
func signedContent(b []byte) (content []byte, sealed bool) {
	info, ok := berInside(b, 0x30)
	if !ok {
		return nil, false
	}
	oid, rest, ok := berNext(info, 0)
	if !ok || oid.tag != 0x06 {
		return nil, false
	}
	switch {
	case bytes.Equal(oid.content, oidEnveloped), bytes.Equal(oid.content, oidAuthEnv):
		return nil, true
	case !bytes.Equal(oid.content, oidSigned):
		return nil, false
	}
	explicit, _, ok := berNext(rest, 0)
	if !ok {
		return nil, false
	}
	signed, ok := berInside(explicit.content, 0x30)
	for ok && len(signed) > 0 {
		var e berElement
		e, signed, ok = berNext(signed, 0)
		if ok && e.tag == 0x30 { // version and digest algorithms come first: the first SEQUENCE is the content
			return encapsulated(e.content), false
		}
	}
	return nil, false
}

// encapsulated reads EncapsulatedContentInfo: an OID, then the octets, whole or in pieces.
func encapsulated(b []byte) []byte {
	_, rest, ok := berNext(b, 0)
	if !ok {
		return nil
	}
	explicit, _, ok := berNext(rest, 0)
	if !ok || explicit.tag != 0xa0 {
		return nil
	}
	octets, _, ok := berNext(explicit.content, 0)
	if !ok {
		return nil
	}
	return berOctets(octets, 0)
}

// berOctets joins a constructed OCTET STRING.
func berOctets(e berElement, depth int) []byte {
	if e.tag == 0x04 {
		return e.content
	}
	if e.tag != 0x24 || depth > 3 {
		return nil
	}
	var out []byte
	for b := e.content; len(b) > 0; {
		piece, rest, ok := berNext(b, 0)
		if !ok {
			break
		}
		out = append(out, berOctets(piece, depth+1)...)
		b = rest
	}
	return out
}

type berElement struct {
	tag     byte
	content []byte
}

// berInside gives the content of the first element, if it has the tag.
func berInside(b []byte, tag byte) ([]byte, bool) {
	e, _, ok := berNext(b, 0)
	return e.content, ok && e.tag == tag
}

// berNext reads one element of BER (X.690). A length that reaches beyond the bytes is cut there: the message may be.
func berNext(b []byte, depth int) (e berElement, rest []byte, ok bool) {
	if len(b) < 2 || depth > 16 || b[0] == 0 && b[1] == 0 {
		return e, nil, false
	}
	e.tag = b[0]
	if e.tag&0x1f == 0x1f {
		return e, nil, false // long tags do not occur in CMS
	}
	n, head := int(b[1]), 2
	switch {
	case n == 0x80:
		size := berIndefinite(b[2:], depth)
		e.content = b[2 : 2+size]
		return e, b[min(len(b), 2+size+2):], true
	case n > 0x80:
		k := n & 0x7f
		if k > 4 || len(b) < 2+k {
			return e, nil, false
		}
		n = 0
		for _, c := range b[2 : 2+k] {
			n = n<<8 | int(c)
		}
		head += k
	}
	end := min(len(b), head+n)
	e.content = b[head:end]
	return e, b[end:], true
}

// berIndefinite finds the end of content that ends with an end-of-contents mark.
func berIndefinite(b []byte, depth int) int {
	at := 0
	for at < len(b) {
		_, rest, ok := berNext(b[at:], depth+1)
		if !ok {
			break
		}
		at = len(b) - len(rest)
	}
	return at
}
