package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"
)

// bucket numbers the buckets; bucketNames has their names in the file.
type bucket int

const (
	inMeta bucket = iota
	inCursors
	inFigures
	inMessages
	inDigests
	inMessageIDs
	inMessagesOf
	inReviews
	inRegistrations
	inRegistrationIDs
	inFrom
	inAddress
	inStatus
	inHistory
	inReplies
	inReplyIDs
	inRepliesOf
	inReplyStates
	inAddressees
	inQueue
	inReady
	inPace
	inMarks
	bucketCount
)

var bucketNames = [bucketCount]string{
	inMeta:            "meta",
	inCursors:         "cursors",
	inFigures:         "figures",
	inMessages:        "messages",
	inDigests:         "messages.digest",
	inMessageIDs:      "messages.messageid",
	inMessagesOf:      "messages.registration",
	inReviews:         "messages.open",
	inRegistrations:   "registrations",
	inRegistrationIDs: "registrations.id",
	inFrom:            "registrations.from",
	inAddress:         "registrations.address",
	inStatus:          "registrations.status",
	inHistory:         "history",
	inReplies:         "replies",
	inReplyIDs:        "replies.messageid",
	inRepliesOf:       "replies.registration",
	inReplyStates:     "replies.state",
	inAddressees:      "addressees",
	inQueue:           "queue",
	inReady:           "queue.ready",
	inPace:            "pace",
	inMarks:           "marks",
}

// grows are the buckets whose keys only ever go up: their pages are filled, because nothing is put between.
var grows = [bucketCount]bool{inMessages: true, inRegistrations: true, inHistory: true, inReplies: true, inMarks: true}

// Tx is one transaction. It belongs to the goroutine that runs the function it was given to, and ends with it.
type Tx struct {
	s       *Store
	h       *handle
	b       *bbolt.Tx
	write   bool
	dirty   bool // something was put or deleted
	buckets [bucketCount]*bbolt.Bucket
	deltas  map[string]int64 // changes of the figures, written at the end
	pace    pace             // a copy of the store's while writing; becomes the store's at the commit
}

// Change runs f in one synced transaction: when Change returns nil, all that f did is on the disk.
//
// An error of f, or a panic in it: nothing is kept, and it is passed on. An error of the commit: errors.Is(err, ErrUnknown), because
// the disk may or may not hold it; from then on every call answers ErrUnknown until the file is opened again.
// Changes run one after the other; a Change inside a Change would wait for itself for ever.
func (s *Store) Change(f func(*Tx) error) error {
	return s.transact(true, f)
}

// Look runs f on a state that does not change meanwhile. Keep it short: pages that changes free cannot be used again
// while it runs, so that the file grows.
func (s *Store) Look(f func(*Tx) error) error {
	return s.transact(false, f)
}

func (s *Store) transact(write bool, f func(*Tx) error) error {
	if err := s.unknown.Load(); err != nil {
		return *err
	}
	caught := func(error) {}
	if write {
		// bbolt's writer lock may never be given back now.
		caught = func(err error) { s.unknown.Store(&err); s.broken.Store(true) }
	}
	if write {
		// bbolt's own lock ends within its Commit, before the store has the new pace.
		s.writer.Lock()
		defer s.writer.Unlock()
	}
	h := s.take() // behind the lock: a compaction holds it, too
	defer s.let(h)
	return guard(caught, func() error {
		b, err := h.db.Begin(write)
		if err != nil {
			return s.explainBegin(err)
		}
		tx := &Tx{s: s, h: h, b: b, write: write}
		defer tx.end()
		if write {
			// Whoever waited for the writer's lock may have got it from one whose commit failed.
			if err := s.unknown.Load(); err != nil {
				return *err
			}
			tx.pace = s.pace
		}
		if err := f(tx); err != nil {
			return err
		}
		return tx.commit()
	})
}

func (s *Store) explainBegin(err error) error {
	if errors.Is(err, bberrors.ErrDatabaseReadOnly) {
		return fmt.Errorf("store %s: %w", s.path, ErrReadOnly)
	}
	return fmt.Errorf("store %s: %w", s.path, err)
}

// end rolls back what was not committed. A transaction over damaged pages may panic in its rollback, too.
func (tx *Tx) end() {
	if tx.b != nil {
		_ = tx.b.Rollback()
	}
}

// commit writes and syncs what f did, if it did anything.
func (tx *Tx) commit() (err error) {
	if tx.write && !tx.dirty {
		tx.s.pace = tx.pace // the clock may have gone on
	}
	if !tx.dirty {
		return nil
	}
	if err := tx.writeFigures(); err != nil {
		return err
	}
	committed := false
	// A panic in a commit is an unknown outcome, too.
	defer func() {
		if !committed {
			err = tx.s.poison(err)
		}
	}()
	if err := tx.b.Commit(); err != nil {
		return err
	}
	committed = true
	tx.s.pace = tx.pace
	return nil
}

func (s *Store) poison(cause error) error {
	err := fmt.Errorf("store %s: %w; it must be opened again", s.path, ErrUnknown)
	if cause != nil {
		err = fmt.Errorf("store %s: %w (%w); it must be opened again", s.path, ErrUnknown, cause)
	}
	s.unknown.Store(&err)
	return err
}

// guard turns panics that come from a damaged file into ErrDamaged: bbolt trusts what it reads, and a page that is not
// there is a memory fault; caught is told. Panics of other origin, those of a caller's function above all, go on.
func guard(caught func(error), f func() error) (err error) {
	faults := debug.SetPanicOnFault(true)
	finished := false
	defer func() {
		debug.SetPanicOnFault(faults)
		if finished || !panicIsOurs() {
			return
		}
		if p := recover(); p != nil {
			err = damaged(fmt.Sprintf("a page cannot be read (%v)", p))
			caught(err)
		}
	}()
	err = f()
	finished = true
	return err
}

// panicIsOurs reports whether the panic that runs through here began in bbolt or in this package, not in the function that a caller
// gave to us.
func panicIsOurs() bool {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	panicking := false
	for {
		frame, more := frames.Next()
		name := frame.Function
		switch {
		case name == "runtime.gopanic":
			panicking = true // the frames above it are ours: the deferred calls
		case !panicking, standard(name):
		default:
			return strings.HasPrefix(name, "go.etcd.io/bbolt") || strings.HasPrefix(name, "takepart/store.")
		}
		if !more {
			return false
		}
	}
}

// standard are functions that work for whoever called them.
func standard(name string) bool {
	if !strings.Contains(name, ".") {
		return true // assembly: cmpbody, memeqbody
	}
	first, _, _ := strings.Cut(name, "/")
	first, _, _ = strings.Cut(first, ".")
	switch first {
	case "runtime", "encoding", "hash", "bytes", "strings", "sort", "slices", "sync", "internal", "fmt", "errors":
		return true
	}
	return false
}

// bucket finds a bucket once a transaction.
func (tx *Tx) bucket(n bucket) *bbolt.Bucket {
	if tx.buckets[n] == nil {
		b := tx.b.Bucket([]byte(bucketNames[n]))
		if b != nil && grows[n] {
			b.FillPercent = 0.95
		}
		tx.buckets[n] = b
	}
	return tx.buckets[n]
}

func (tx *Tx) makeBuckets() error {
	for _, name := range bucketNames {
		if _, err := tx.b.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) haveBuckets() error {
	for n, name := range bucketNames {
		if tx.bucket(bucket(n)) == nil {
			return damaged("the bucket " + name + " is missing")
		}
	}
	return nil
}

func (tx *Tx) get(n bucket, key []byte) []byte {
	return tx.bucket(n).Get(key)
}

func (tx *Tx) put(n bucket, key, value []byte) error {
	if !tx.write {
		return ErrReadOnly
	}
	tx.dirty = true
	return incompatible(n, key, tx.bucket(n).Put(key, value))
}

func (tx *Tx) delete(n bucket, key []byte) error {
	if !tx.write {
		return ErrReadOnly
	}
	tx.dirty = true
	return incompatible(n, key, tx.bucket(n).Delete(key))
}

// incompatible: there are no buckets within ours; bbolt finds one only where a page is damaged.
func incompatible(n bucket, key []byte, err error) error {
	if errors.Is(err, bberrors.ErrIncompatibleValue) {
		return damagedRow(n, key, err)
	}
	return err
}

// row is what rows.go knows to write.
type row interface {
	encode(*encoder)
	decode(*decoder)
}

// putRow seals r under key.
func (tx *Tx) putRow(n bucket, key []byte, r row, size int) error {
	e := newEncoder(size)
	r.encode(e)
	return tx.put(n, key, e.seal(key))
}

// readRow reads the row under key into r; false if there is none.
func (tx *Tx) readRow(n bucket, key []byte, r row) (bool, error) {
	value := tx.get(n, key)
	if value == nil {
		return false, nil
	}
	return true, decodeRow(n, key, value, r)
}

func decodeRow(n bucket, key, value []byte, r row) error {
	payload, err := unseal(key, value)
	if err != nil {
		return damagedRow(n, key, err)
	}
	d := decoder{rest: payload}
	r.decode(&d)
	if d.err != nil {
		return damagedRow(n, key, d.err)
	}
	return nil
}

func damagedRow(n bucket, key []byte, err error) error {
	return damaged(fmt.Sprintf("bucket %s, key %x: %v", bucketNames[n], key, err))
}

// missingRow is for an index that points to nothing.
func missingRow(n bucket, key []byte) error {
	return damagedRow(n, key, errors.New("an index points here, but there is no row"))
}

// number is n as a key: big endian, so that keys are in the order of numbers.
func number(n uint64) []byte {
	return binary.BigEndian.AppendUint64(nil, n)
}

// numberAt is the number at the end of a key or value; 0 if that is too short.
func numberAt(key []byte) uint64 {
	if len(key) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key[len(key)-8:])
}

// ordered is a signed time as a part of a key: in the order of time, before 1970, too.
func ordered(nanos int64) []byte { return number(uint64(nanos) ^ 1<<63) }

func orderedAt(key []byte) int64 { return int64(binary.BigEndian.Uint64(key) ^ 1<<63) }

// key joins its parts.
func key(parts ...[]byte) []byte {
	out := make([]byte, 0, 48)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
