package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt trusts its pages: a wrong page number can send it round in a circle until the stack is full, which nothing can
// recover, and its own check runs where faults cannot be caught. So the tree of pages is verified here, by reading the file:
// at the start the branches only (about a page in a hundred), in Check all of it. The layout is bbolt's file format,
// version 2, in the machine's byte order.

const (
	pageHead    = 16 // id 8, flags 2, count 2, overflow 4
	elementSize = 16 // branch: pos 4, ksize 4, page 8; leaf: flags 4, pos 4, ksize 4, vsize 4
	headSize    = 64 // magic, version, page size, flags, root, sequence, freelist, high water, transaction, checksum

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagFreelist = 0x10
	flagBucket   = 0x01 // of a leaf's element

	manyFree = 0xffff // count of a freelist page whose first number is the true count
	maxDepth = 64
)

var native = binary.NativeEndian

// tree verifies one state of the file.
type tree struct {
	file  io.ReaderAt
	size  uint64 // of a page
	end   uint64 // the first page number that is not used
	deep  bool   // leaves, too
	seen  map[uint64]bool
	fault func(what string)
}

// newTree is the tree as tx sees it.
func newTree(tx *Tx, deep bool, fault func(string)) *tree {
	size := uint64(tx.h.db.Info().PageSize)
	return &tree{file: tx.h.file, size: size, end: uint64(tx.b.Size()) / size, deep: deep, seen: map[uint64]bool{}, fault: fault}
}

func (t *tree) bad(id uint64, format string, args ...any) {
	t.fault(fmt.Sprintf("page %d: %s", id, fmt.Sprintf(format, args...)))
}

// pages verifies every page that rows are reached by, and that none of them counts as free; false if something is wrong.
func (c *checker) pages() bool {
	t := newTree(c.tx, true, func(what string) { c.note(Problem{What: what}) })
	t.walk(uint64(c.tx.b.Cursor().Bucket().RootPage()), nil, nil, 0)
	t.freelist(c.tx)
	whole := c.report.OK()
	if notice := heads(t.file, t.size); notice != "" {
		c.note(Problem{What: notice})
	}
	return whole
}

// read reads a page with those that it flows over into; nil after a fault.
func (t *tree) read(id uint64) []byte {
	if id < 2 || id >= t.end {
		t.bad(id, "is outside the file")
		return nil
	}
	page := make([]byte, t.size)
	if _, err := t.file.ReadAt(page, int64(id*t.size)); err != nil {
		t.bad(id, "%v", err)
		return nil
	}
	more := uint64(native.Uint32(page[12:]))
	if native.Uint64(page) != id || id+more >= t.end {
		t.bad(id, "is not the page it should be")
		return nil
	}
	for i := uint64(0); i <= more; i++ {
		if t.seen[id+i] {
			t.bad(id+i, "is used twice")
			return nil
		}
		t.seen[id+i] = true
	}
	if more == 0 || !t.deep {
		return page
	}
	page = make([]byte, (more+1)*t.size)
	if _, err := t.file.ReadAt(page, int64(id*t.size)); err != nil {
		t.bad(id, "%v", err)
		return nil
	}
	return page
}

// walk verifies the page and all below it; keys must be from low (included) to high (not included), nil: no bound.
func (t *tree) walk(id uint64, low, high []byte, depth int) (leaf bool) {
	page := t.read(id)
	if page == nil {
		return false
	}
	switch flags := native.Uint16(page[8:]); {
	case depth > maxDepth:
		t.bad(id, "is too deep")
	case flags == flagBranch:
		t.branch(id, page, low, high, depth)
	case flags == flagLeaf:
		// The root's leaf has the buckets: it is always looked into.
		if t.deep || depth == 0 {
			t.leaf(id, page, low, high, depth)
		}
		return true
	default:
		t.bad(id, "is of no known kind (%x)", flags)
	}
	return false
}

// cut is the bytes from to from+n of a page; nil and a fault if they are not all in it.
func (t *tree) cut(id uint64, page []byte, from, n uint64) []byte {
	if from+n > uint64(len(page)) {
		t.bad(id, "an entry reaches over its end")
		return nil
	}
	return page[from : from+n : from+n]
}

func (t *tree) elements(id uint64, page []byte) int {
	n := int(native.Uint16(page[10:]))
	if t.cut(id, page, pageHead, uint64(n*elementSize)) == nil {
		return 0
	}
	return n
}

func (t *tree) branch(id uint64, page []byte, low, high []byte, depth int) {
	type child struct {
		key []byte
		id  uint64
	}
	n := t.elements(id, page)
	children := make([]child, n)
	for i := range children {
		at := uint64(pageHead + i*elementSize)
		e := page[at:]
		children[i] = child{t.cut(id, page, at+uint64(native.Uint32(e)), uint64(native.Uint32(e[4:]))), native.Uint64(e[8:])}
		if children[i].key == nil || i > 0 && bytes.Compare(children[i-1].key, children[i].key) >= 0 {
			t.bad(id, "its keys are out of order")
			return
		}
	}
	if n == 0 {
		t.bad(id, "is an empty branch")
		return
	}
	if low != nil && bytes.Compare(children[0].key, low) < 0 || high != nil && bytes.Compare(children[n-1].key, high) >= 0 {
		t.bad(id, "its keys belong elsewhere")
	}
	for i, c := range children {
		end := high
		if i+1 < n {
			end = children[i+1].key
		}
		leaf := t.walk(c.id, c.key, end, depth+1)
		// All leaves are at one depth: where the first child is a leaf, the others are.
		if leaf && !t.deep {
			return
		}
	}
}

func (t *tree) leaf(id uint64, page []byte, low, high []byte, depth int) {
	var last []byte
	for i := range t.elements(id, page) {
		at := uint64(pageHead + i*elementSize)
		e := page[at:]
		from := at + uint64(native.Uint32(e[4:]))
		ksize, vsize := uint64(native.Uint32(e[8:])), uint64(native.Uint32(e[12:]))
		key, value := t.cut(id, page, from, ksize), t.cut(id, page, from+ksize, vsize)
		if key == nil || value == nil {
			return
		}
		if last != nil && bytes.Compare(last, key) >= 0 || low != nil && bytes.Compare(key, low) < 0 || high != nil && bytes.Compare(key, high) >= 0 {
			t.bad(id, "its keys are out of order")
			return
		}
		last = key
		if native.Uint32(e)&flagBucket != 0 {
			t.bucket(id, value, depth)
		}
	}
}

// bucket verifies the tree of a bucket; the root of a small one stands in its value instead of on a page.
func (t *tree) bucket(id uint64, value []byte, depth int) {
	if len(value) < pageHead {
		t.bad(id, "a bucket is cut short")
		return
	}
	if root := native.Uint64(value); root != 0 {
		t.walk(root, nil, nil, depth+1)
		return
	}
	inline := value[pageHead:]
	if len(inline) < pageHead || native.Uint16(inline[8:]) != flagLeaf {
		t.bad(id, "a small bucket is broken")
		return
	}
	t.leaf(id, inline, nil, nil, depth+1)
}

// freelist verifies that no page is both free and in use: the next change would write over it.
func (t *tree) freelist(tx *Tx) {
	head := headOfTransaction(t.file, t.size, uint64(tx.b.ID()))
	if head == nil {
		return // changed since by others: their next state
	}
	id := native.Uint64(head[32:])
	page := t.read(id)
	if page == nil {
		return
	}
	if native.Uint16(page[8:]) != flagFreelist {
		t.bad(id, "is not the list of free pages")
		return
	}
	from, n := uint64(pageHead), uint64(native.Uint16(page[10:]))
	if n == manyFree {
		n, from = native.Uint64(page[pageHead:]), pageHead+8
	}
	if n > t.end || t.cut(id, page, from, n*8) == nil {
		t.bad(id, "the list of free pages is broken")
		return
	}
	free := map[uint64]bool{}
	for i := range n {
		p := native.Uint64(page[from+i*8:])
		if p < 2 || p >= t.end || free[p] || t.seen[p] {
			t.bad(p, "counts as free, but is in use, or is not there")
		}
		free[p] = true
	}
}

// headAt is the content of a head page; nil if it is not whole.
func headAt(file io.ReaderAt, at int64) []byte {
	head := make([]byte, headSize)
	if _, err := file.ReadAt(head, at+pageHead); err != nil {
		return nil
	}
	sum := fnv.New64a()
	_, _ = sum.Write(head[:headSize-8])
	if sum.Sum64() != native.Uint64(head[headSize-8:]) {
		return nil
	}
	return head
}

func headOfTransaction(file io.ReaderAt, size, id uint64) []byte {
	for page := range int64(2) {
		if h := headAt(file, page*int64(size)); h != nil && native.Uint64(h[48:]) == id {
			return h
		}
	}
	return nil
}

// heads tells, in words, if one of the two head pages is lost; bbolt then quietly goes on from the other one, which may be
// one change older.
func heads(file io.ReaderAt, size uint64) string {
	for page := range int64(2) {
		if headAt(file, page*int64(size)) == nil {
			return fmt.Sprintf("head page %d is damaged; the other one is used, so that the very last change may be missing", page)
		}
	}
	return ""
}
