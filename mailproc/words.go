package mailproc

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"takepart/mailproc/message"
	"takepart/mailproc/registration"
	"takepart/store"
)

// ownText is what the author wrote, for the person who may have to look at it.
func ownText(m *message.Message) string {
	var b strings.Builder
	for _, l := range m.Lines {
		if l.Zone != message.Own && l.Zone != message.Signature {
			continue
		}
		if b.Len()+len(l.Text)+1 > maxOwnText {
			break
		}
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String())
}

func evidence(e *registration.Evidence) *store.Evidence {
	if e == nil {
		return nil
	}
	return &store.Evidence{Text: clip(e.Text, 500), Line: e.Line, Source: e.Source, Confidence: e.Confidence}
}

func evidences(all map[registration.Field]registration.Evidence) map[string]store.Evidence {
	if len(all) == 0 {
		return nil
	}
	out := make(map[string]store.Evidence, len(all))
	for f, e := range all {
		out[string(f)] = *evidence(&e)
	}
	return out
}

// placeDigest stands for a message of which nothing is known but where it was.
func placeDigest(m *store.Message) (d store.Digest) {
	h := sha256.New()
	h.Write([]byte("place\x00" + m.Mailbox + "\x00"))
	_ = binary.Write(h, binary.BigEndian, [2]uint32{m.UIDValidity, m.UID}) // a hash takes everything
	copy(d[:], h.Sum(nil))
	return d
}
