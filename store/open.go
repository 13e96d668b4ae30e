package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"
)

// Callers decide by these; every error that leaves this package is wrapped and begins with the file's path where that is known.
var (
	ErrInUse    = errors.New("held by another process")
	ErrNewer    = errors.New("written by a newer takepart")
	ErrDamaged  = errors.New("damaged")
	ErrMissing  = errors.New("there is no such file")
	ErrUnknown  = errors.New("it is not known whether the last change was kept")
	ErrReadOnly = errors.New("opened only to be read")
	ErrStale    = errors.New("changed by somebody else meanwhile")
	ErrSettled  = errors.New("not being sent")        // a settlement of a reply that is unknown or not claimed
	ErrSending  = errors.New("being sent right now")  // SetReply on a claimed reply
	ErrNoSuch   = errors.New("not in the store")      // a reference to what is not stored
	ErrRefused  = errors.New("not a possible change") // SetReply to a state that cannot be reached
)

// Options of Open.
type Options struct {
	Timeout   time.Duration // how long to wait for the file's lock; 0: one second
	ReadOnly  bool          // refuses changes; still fails while another process may write
	MustExist bool          // ErrMissing instead of a new file
}

// Store is one open file. All methods may be called from several goroutines.
type Store struct {
	*handle // of now; guarded by swap
	path    string
	secret  []byte
	notice  string
	unknown atomic.Pointer[error] // set once a commit has failed: the answer to everything from then on
	broken  atomic.Bool           // bbolt gave up in the middle of a change
	writer  sync.Mutex            // one change at a time
	swap    sync.Mutex
	pace    pace // guarded by writer
}

// The map is reserved once (address space, not memory), because a growing map must wait for every reader.
const initialMap = 1 << 30

// Open opens the store at path, and makes it if there is none: 0600, with a fresh secret.
//
// ErrInUse: another process holds it. ErrMissing: there is none, and MustExist or ReadOnly is set. ErrNewer: its schema
// is of a later program. ErrDamaged: what it holds cannot be trusted; it is left as it is.
func Open(path string, o Options) (*Store, error) {
	s, err := open(path, o, schema, migrations)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	return s, nil
}

func open(path string, o Options, version uint64, table map[uint64]migration) (*Store, error) {
	if err := ready(path, o); err != nil {
		return nil, err
	}
	s := &Store{path: path, handle: new(handle)}
	if err := s.openFile(o); err != nil {
		return nil, err
	}
	if !o.ReadOnly {
		_ = os.Remove(compacting(path)) // of a compaction that was killed; the lock is ours
	}
	if err := s.begin(o, version, table); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// ready sees to it that a file is there that bbolt may open. bbolt itself would quietly make an empty file a new store.
func ready(path string, o Options) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && (o.MustExist || o.ReadOnly):
		return ErrMissing
	case errors.Is(err, fs.ErrNotExist):
		return create(path)
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("is a folder; name a file in it")
	case info.Size() == 0:
		return damaged("the file is empty")
	}
	return nil
}

// create makes the file under another name and links it to its own when it is whole, so that a store that was killed at its
// first start is either absent or good.
func create(path string) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".takepart-new-*") // 0600
	if err != nil {
		return fmt.Errorf("cannot make the file: %w", err)
	}
	temporary := f.Name()
	defer os.Remove(temporary)
	_ = f.Close()
	if err := initialise(temporary); err != nil {
		return err
	}
	// Not Rename: two processes may start at once, and the second must not replace the first one's file.
	if err := os.Link(temporary, path); err != nil && !errors.Is(err, fs.ErrExist) {
		if err := renameIfMissing(temporary, path); err != nil {
			return err
		}
	}
	return syncFolder(dir)
}

// renameIfMissing is for file systems without links.
func renameIfMissing(from, to string) error {
	if _, err := os.Stat(to); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}

func syncFolderOf(path string) error { return syncFolder(filepath.Dir(path)) }

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Some file systems cannot sync a folder; they say EINVAL.
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	return nil
}

func initialise(path string) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return fmt.Errorf("cannot make the file: %w", err)
	}
	secret := make([]byte, 32)
	rand.Read(secret) // never fails
	err = db.Update(func(b *bbolt.Tx) error {
		tx := &Tx{b: b, write: true}
		if err := tx.makeBuckets(); err != nil {
			return err
		}
		if err := tx.setMeta(keySchema, fmt.Sprint(schema)); err != nil {
			return err
		}
		return tx.setMeta(keySecret, string(secret))
	})
	return errors.Join(err, db.Close())
}

// openFile lets bbolt open and lock the file. It gives up in a panic over some damages, and would then keep the lock:
// so the file is ours, too, and closed here.
func (s *Store) openFile(o Options) (err error) {
	if o.Timeout <= 0 {
		o.Timeout = time.Second // bbolt takes 0 for "for ever"
	}
	options := openOptions(&s.file, 0)
	options.Timeout, options.ReadOnly = o.Timeout, o.ReadOnly
	err = guard(func(error) {}, func() error {
		s.db, err = bbolt.Open(s.path, 0o600, options)
		return err
	})
	if err == nil {
		return nil
	}
	if s.file != nil {
		_ = s.file.Close() // a second Close does nothing
	}
	return explainOpen(err)
}

// openOptions are how every file is opened; file becomes what bbolt holds. It is made only where flags say os.O_CREATE.
func openOptions(file **os.File, flags int) *bbolt.Options {
	return &bbolt.Options{
		Timeout:         time.Second,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: initialMap,
		NoStatistics:    true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag&^os.O_CREATE|flags, mode)
			*file = f
			return f, err
		},
	}
}

// explainOpen turns bbolt's words into ours.
func explainOpen(err error) error {
	switch {
	case errors.Is(err, bberrors.ErrTimeout):
		return fmt.Errorf("%w: is takepart already running here?", ErrInUse)
	case errors.Is(err, bberrors.ErrInvalid), errors.Is(err, bberrors.ErrVersionMismatch), errors.Is(err, bberrors.ErrChecksum):
		return damaged("it does not begin as a store does (" + err.Error() + ")")
	case strings.HasPrefix(err.Error(), "file size too small"): // bbolt has no error value for it
		return damaged("it is cut short")
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: takepart must run as the user to whom the file belongs", err)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: takepart must be able to write it", err)
	}
	return err
}

// damaged is ErrDamaged with what was found and what to do.
func damaged(what string) error {
	return fmt.Errorf("%w: %s; keep a copy of this file, then put the last backup in its place", ErrDamaged, what)
}

// begin reads what every transaction needs, after the file has proved to be a store of ours.
func (s *Store) begin(o Options, version uint64, table map[uint64]migration) error {
	if err := s.inspect(); err != nil {
		return err
	}
	if err := s.migrate(o, version, table); err != nil {
		return err
	}
	return s.Look(func(tx *Tx) error {
		if err := tx.haveBuckets(); err != nil {
			return err
		}
		secret, err := tx.meta(keySecret)
		if err != nil {
			return err
		}
		if len(secret) != 32 {
			return damaged("the secret is missing")
		}
		s.secret = []byte(secret)
		return s.pace.load(tx)
	})
}

// inspect finds a truncated file before a page behind its end is touched, broken branches, and a lost head page, of which there are two.
func (s *Store) inspect() error {
	return s.Look(func(tx *Tx) error {
		info, err := tx.h.file.Stat()
		if err != nil {
			return err
		}
		if info.Size() < tx.b.Size() {
			return damaged(fmt.Sprintf("the file has %d bytes of at least %d", info.Size(), tx.b.Size()))
		}
		t := newTree(tx, false, func(what string) { err = damaged(what) })
		s.notice = heads(tx.h.file, t.size)
		t.walk(uint64(tx.b.Cursor().Bucket().RootPage()), nil, nil, 0)
		return err
	})
}

// Close ends the use of the file. It waits for transactions that run.
func (s *Store) Close() error {
	if s.broken.Load() {
		return s.file.Close() // gives the lock on the file back; the map stays until the program ends
	}
	return guard(func(error) {}, s.db.Close)
}

// Path is the path that Open was given.
func (s *Store) Path() string { return s.path }

// Notice is one sentence for the log, where Open found what can be lived with; mostly "".
func (s *Store) Notice() string { return s.notice }

// Secret are the 32 random bytes that belong to this store for ever. Not to be changed or shown.
func (s *Store) Secret() []byte { return s.secret }
