package store

import (
	"crypto/sha256"
	"strings"
	"time"
)

// Keys of the bucket meta. Those that callers choose begin with keyCaller.
const (
	keySchema = "schema"
	keySecret = "secret"
	keyClock  = "clock"
	keyCaller = "m "
	// Editions of the agenda: keyEdition, then the number.
	keyEdition = "edition "
)

// text is a row of one string.
type text string

func (t *text) encode(e *encoder) { e.text(1, string(*t)) }

func (t *text) decode(d *decoder) {
	for d.next() {
		if d.number == 1 {
			*t = text(d.text())
		}
	}
}

func (tx *Tx) meta(key string) (string, error) {
	if tx.bucket(inMeta) == nil {
		return "", damaged("it is not a store of takepart")
	}
	var t text
	_, err := tx.readRow(inMeta, []byte(key), &t)
	return string(t), err
}

func (tx *Tx) setMeta(key, value string) error {
	t := text(value)
	return tx.putRow(inMeta, []byte(key), &t, len(value)+4)
}

// Meta reads a small setting of the processor; "" if it was never set.
func (tx *Tx) Meta(key string) (string, error) { return tx.meta(keyCaller + key) }

// SetMeta sets it.
func (tx *Tx) SetMeta(key, value string) error { return tx.setMeta(keyCaller+key, value) }

// A mailbox has two rows in the bucket cursors, told apart by a letter before its name.
func cursorKey(mailbox string) []byte { return []byte("c" + mailbox) }
func startKey(mailbox string) []byte  { return []byte("s" + mailbox) }

// Cursor is the last message of the mailbox that was recorded; zero if none was.
func (tx *Tx) Cursor(mailbox string) (Cursor, error) {
	var c Cursor
	_, err := tx.readRow(inCursors, cursorKey(mailbox), &c)
	return c, err
}

// SetCursor belongs into the same Change as the messages that it covers.
func (tx *Tx) SetCursor(mailbox string, c Cursor) error {
	return tx.putRow(inCursors, cursorKey(mailbox), &c, 16)
}

// moment is a row of one instant.
type moment struct{ time.Time }

func (m *moment) encode(e *encoder) { e.time(1, m.Time) }

func (m *moment) decode(d *decoder) {
	for d.next() {
		if d.number == 1 {
			m.Time = d.time()
		}
	}
}

// StartedAt is the instant since when the mailbox is read; false before SetStartedAt.
func (tx *Tx) StartedAt(mailbox string) (time.Time, bool, error) {
	var m moment
	found, err := tx.readRow(inCursors, startKey(mailbox), &m)
	return m.Time, found, err
}

// SetStartedAt stores it; the zero time stands for "everything".
func (tx *Tx) SetStartedAt(mailbox string, at time.Time) error {
	return tx.putRow(inCursors, startKey(mailbox), &moment{at}, 12)
}

// fold is how addresses and Message-IDs are compared in the indexes.
func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// mask stands for a text in the keys of indexes: of fixed length, and with the secret in it, so that a key tells nobody
// which address it is.
func (tx *Tx) mask(kind byte, s string) []byte {
	in := make([]byte, 0, 128)
	in = append(in, tx.s.secret...)
	in = append(in, kind)
	in = append(in, s...)
	sum := sha256.Sum256(in)
	return sum[:16]
}

// The kinds of masked texts.
const (
	ofAddress   = 'a'
	ofMessageID = 'm'
)

func (tx *Tx) maskAddress(address string) []byte { return tx.mask(ofAddress, fold(address)) }

// maskMailbox is alike for all addresses that lead into one mailbox: what stands behind a + in the local part is the owner's own
// (RFC 5233), quotes around it change nothing (RFC 5321, 4.1.2), and Gmail sees no dots. So the limit per address cannot be got round
// in somebody else's name.
func (tx *Tx) maskMailbox(address string) []byte {
	address = fold(address)
	local, domain, ok := strings.Cut(address, "@")
	if ok {
		local = unquoted.Replace(local)
		if plain, _, _ := strings.Cut(local, "+"); plain != "" {
			local = plain
		}
		if domain == "gmail.com" || domain == "googlemail.com" {
			local, domain = strings.ReplaceAll(local, ".", ""), "gmail.com"
		}
		address = local + "@" + domain
	}
	return tx.mask(ofAddress, address)
}

var unquoted = strings.NewReplacer(`"`, "", `\`, "")

// Message-IDs are compared as they stand: their left side may depend on case (RFC 5322, section 3.6.4).
func (tx *Tx) maskMessageID(id string) []byte { return tx.mask(ofMessageID, strings.TrimSpace(id)) }
