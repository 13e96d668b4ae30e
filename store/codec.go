package store

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"time"
)

// A row is: one byte rowVersion, four bytes CRC-32C (little endian) over key, version and payload, then the payload.
// The key is in the sum, so that a row that stands under another's key is noticed too.
//
// A payload is a list of fields. Each begins with uvarint(number<<2 | kind); the kind alone says how long the field is,
// so that a reader skips numbers it does not know. Fields that are empty are not written.
const (
	rowVersion = 1
	rowHead    = 5
)

// The kinds of a field.
const (
	kindNumber = 0 // uvarint
	kindBytes  = 1 // uvarint length, bytes
	kindFixed  = 2 // eight bytes, little endian
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// What is wrong with a row; readers wrap it with ErrDamaged, bucket and key.
var (
	errShortRow   = errors.New("row is too short")
	errRowVersion = errors.New("row version is not known")
	errChecksum   = errors.New("checksum does not match")
	errEncoding   = errors.New("encoding is broken")
)

// encoder writes the payload of one row behind the room that seal needs.
type encoder struct{ b []byte }

func newEncoder(size int) *encoder {
	return &encoder{b: make([]byte, rowHead, rowHead+size)}
}

// seal completes the row that stands under key. The encoder must not be used afterwards: bbolt keeps the bytes.
func (e *encoder) seal(key []byte) []byte {
	e.b[0] = rowVersion
	binary.LittleEndian.PutUint32(e.b[1:], rowSum(key, e.b))
	return e.b
}

func rowSum(key, row []byte) uint32 {
	sum := crc32.Update(0, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, row[:1])
	return crc32.Update(sum, castagnoli, row[rowHead:])
}

// unseal verifies the row under key and returns a copy of its payload.
func unseal(key, row []byte) (string, error) {
	switch {
	case len(row) < rowHead:
		return "", errShortRow
	case binary.LittleEndian.Uint32(row[1:]) != rowSum(key, row):
		return "", errChecksum
	case row[0] != rowVersion:
		return "", errRowVersion
	}
	return string(row[rowHead:]), nil
}

func (e *encoder) head(number, kind int) {
	e.b = binary.AppendUvarint(e.b, uint64(number)<<2|uint64(kind))
}

func (e *encoder) text(number int, s string) {
	if s != "" {
		e.item(number, s)
	}
}

// item writes a string even if it is empty: an item of a list.
func (e *encoder) item(number int, s string) {
	e.head(number, kindBytes)
	e.b = binary.AppendUvarint(e.b, uint64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) list(number int, items []string) {
	for _, s := range items {
		e.item(number, s)
	}
}

func (e *encoder) digest(number int, d Digest) {
	if d != (Digest{}) {
		e.item(number, string(d[:]))
	}
}

func (e *encoder) number(number int, n uint64) {
	if n != 0 {
		e.head(number, kindNumber)
		e.b = binary.AppendUvarint(e.b, n)
	}
}

// signed writes n zigzag, so that small negative numbers stay short.
func (e *encoder) signed(number int, n int) {
	e.number(number, uint64(n)<<1^uint64(n>>63))
}

func (e *encoder) flag(number int, on bool) {
	if on {
		e.number(number, 1)
	}
}

func (e *encoder) fixed(number int, n uint64) {
	e.head(number, kindFixed)
	e.b = binary.LittleEndian.AppendUint64(e.b, n)
}

func (e *encoder) float(number int, f float64) {
	if f != 0 {
		e.fixed(number, math.Float64bits(f))
	}
}

func (e *encoder) time(number int, t time.Time) {
	if !t.IsZero() {
		e.fixed(number, uint64(nanos(t)))
	}
}

// nested writes what f writes as the bytes of one field.
func (e *encoder) nested(number int, f func(*encoder)) {
	inner := encoder{}
	f(&inner)
	e.head(number, kindBytes)
	e.b = binary.AppendUvarint(e.b, uint64(len(inner.b)))
	e.b = append(e.b, inner.b...)
}

// The first and last instants that UTC nanoseconds can tell (1678 and 2262); a Date header may lie outside.
var (
	firstInstant = time.Unix(0, math.MinInt64)
	lastInstant  = time.Unix(0, math.MaxInt64)
)

// nanos is t in nanoseconds since 1970, UTC, held within what can be told.
func nanos(t time.Time) int64 {
	switch {
	case t.Before(firstInstant):
		return math.MinInt64
	case t.After(lastInstant):
		return math.MaxInt64
	}
	return t.UnixNano()
}

// instant is the reverse of nanos.
func instant(n int64) time.Time { return time.Unix(0, n).UTC() }

// decoder walks over the fields of a payload. Its strings share the payload's memory.
type decoder struct {
	rest   string
	number int
	kind   int
	value  uint64 // of kindNumber and kindFixed
	body   string // of kindBytes
	err    error
}

// next reads one field; false at the end or at an error.
func (d *decoder) next() bool {
	if d.rest == "" || d.err != nil {
		return false
	}
	head := d.uvarint()
	d.number, d.kind = int(head>>2&math.MaxInt32), int(head&3)
	switch d.kind {
	case kindNumber:
		d.value = d.uvarint()
	case kindBytes:
		d.body = d.take(d.uvarint())
	case kindFixed:
		d.value = fixed(d.take(8))
	default:
		d.err = errEncoding
	}
	return d.err == nil
}

func (d *decoder) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		c := d.rest[i]
		if c < 0x80 {
			d.rest = d.rest[i+1:]
			return n | uint64(c)<<(7*i)
		}
		n |= uint64(c&0x7f) << (7 * i)
	}
	d.err = errEncoding
	return 0
}

func (d *decoder) take(n uint64) string {
	if d.err != nil || n > uint64(len(d.rest)) {
		d.err = errEncoding
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func fixed(s string) uint64 {
	var n uint64
	for i := len(s) - 1; i >= 0; i-- {
		n = n<<8 | uint64(s[i])
	}
	return n
}

// is marks the row broken if the field is not of this kind.
func (d *decoder) is(kind int) bool {
	if d.kind != kind {
		d.err = errEncoding
		return false
	}
	return true
}

func (d *decoder) text() string {
	if !d.is(kindBytes) {
		return ""
	}
	return d.body
}

func (d *decoder) digest() (out Digest) {
	if d.is(kindBytes) && copy(out[:], d.body) != len(d.body) || len(d.body) != len(out) {
		d.err = errEncoding
	}
	return out
}

func (d *decoder) uint() uint64 {
	if !d.is(kindNumber) {
		return 0
	}
	return d.value
}

func (d *decoder) uint32() uint32 {
	n := d.uint()
	if n > math.MaxUint32 {
		d.err = errEncoding
	}
	return uint32(n)
}

func (d *decoder) signed() int {
	n := d.uint()
	return int(n>>1) ^ -int(n&1)
}

func (d *decoder) flag() bool { return d.uint() != 0 }

func (d *decoder) fixed() uint64 {
	if !d.is(kindFixed) {
		return 0
	}
	return d.value
}

func (d *decoder) float() float64 { return math.Float64frombits(d.fixed()) }

func (d *decoder) time() time.Time {
	if !d.is(kindFixed) {
		return time.Time{}
	}
	return instant(int64(d.value))
}

// nested decodes the bytes of the field with f.
func (d *decoder) nested(f func(*decoder)) {
	inner := decoder{rest: d.text()}
	f(&inner)
	if inner.err != nil {
		d.err = inner.err
	}
}
