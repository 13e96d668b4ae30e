package admin

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// maxSocket is how long the path of a unix socket may be: 108 bytes with the final zero on Linux, 104 on others.
const maxSocket = 103

// SocketPath is where the daemon of a store answers.
func SocketPath(storePath string) string { return storePath + ".sock" }

// Listen opens the socket for the daemon that holds the store's lock. What lies there is left from one that was killed: the lock
// proves that no other daemon lives.
func Listen(storePath string) (net.Listener, error) {
	path := SocketPath(storePath)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("remove the old socket %s: %w", path, err)
	}
	short, done, err := shorten(path)
	if err != nil {
		return nil, err
	}
	defer done()
	// The socket must never be open to others, not even between bind and chmod. The mask is the process's, but nothing else
	// creates files while the daemon starts.
	mask := syscall.Umask(0o177)
	l, err := net.Listen("unix", short)
	syscall.Umask(mask)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false) // by its short name it could not be found any more
	return socket{l, path}, nil
}

// socket removes its file when it is closed.
type socket struct {
	net.Listener
	path string
}

func (s socket) Close() error {
	_ = os.Remove(s.path)
	return s.Listener.Close()
}

// shorten gives a name for path that fits into a socket address. A long one is reached through its folder, held open:
// /proc/self/fd/N/NAME. done ends the holding; the socket lives on.
func shorten(path string) (short string, done func(), err error) {
	if len(path) <= maxSocket {
		return path, func() {}, nil
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", nil, fmt.Errorf("open the store's folder: %w", err)
	}
	short = fmt.Sprintf("/proc/self/fd/%d/%s", dir.Fd(), filepath.Base(path))
	if len(short) > maxSocket {
		_ = dir.Close()
		return "", nil, fmt.Errorf("the name %s is too long for a socket: give store.path a name under 70 characters", filepath.Base(path))
	}
	return short, func() { _ = dir.Close() }, nil
}

// dial reaches the daemon of a store.
func dial(storePath string) (net.Conn, error) {
	short, done, err := shorten(SocketPath(storePath))
	if err != nil {
		return nil, err
	}
	defer done()
	return net.Dial("unix", short)
}
