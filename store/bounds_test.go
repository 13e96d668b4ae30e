package store

import (
	"errors"
	"strings"
	"testing"
)

// These tests stand where a changed comparison or sign shows.

// full is a disk that takes so many bytes.
type full struct{ left int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		n := f.left
		f.left = 0
		return n, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

// TestABackupThatDoesNotFitSaysSo: half a backup must never pass for one.
func TestABackupThatDoesNotFitSaysSo(t *testing.T) {
	s := openNew(t)
	recordBatch(t, s, 0, 50, noon)
	whole := &full{1 << 30}
	size, err := s.Backup(whole)
	if err != nil || size == 0 {
		t.Fatal(size, err)
	}
	for _, room := range []int{0, 100, int(size) / 2, int(size) - 1} {
		if _, err := s.Backup(&full{room}); err == nil || !strings.Contains(err.Error(), errFull.Error()) || !strings.Contains(err.Error(), s.Path()) {
			t.Errorf("with room for %d of %d bytes: %v", room, size, err)
		}
	}
	if _, err := s.Backup(&full{int(size)}); err != nil {
		t.Errorf("with just enough room: %v", err)
	}
}

// TestNumbersAtTheirBounds: what is written is read again, and a number that is cut short is an error.
func TestNumbersAtTheirBounds(t *testing.T) {
	for _, n := range []int{0, 1, -1, 2, -2, 63, 64, -64, -65, 1<<62 - 1, -1 << 62} {
		e := newEncoder(16)
		e.signed(1, n)
		row := e.seal([]byte("k"))
		payload, err := unseal([]byte("k"), row)
		if err != nil {
			t.Fatal(err)
		}
		d := decoder{rest: payload}
		if n != 0 && !d.next() {
			t.Fatalf("%d: %v", n, d.err)
		}
		if n != 0 && d.signed() != n {
			t.Errorf("%d is read as another number", n)
		}
	}
	for _, cut := range []string{"", "\x80", "\xff\xff", strings.Repeat("\x80", 9), strings.Repeat("\x80", 20)} {
		d := decoder{rest: cut}
		if n := d.uvarint(); d.err == nil {
			t.Errorf("%q is read as %d", cut, n)
		}
	}
}
