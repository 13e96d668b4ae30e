package store

import (
	"fmt"
	"io"
)

// Backup writes the whole file, as it is at this moment, to w, and says how many bytes that are. It is the only way to copy a
// store that is in use. Changes go on meanwhile; the file grows by what they free, so let w be a file rather than a network.
func (s *Store) Backup(w io.Writer) (n int64, err error) {
	err = s.Look(func(tx *Tx) error {
		if n, err = tx.b.WriteTo(w); err != nil {
			return fmt.Errorf("backup of store %s: %w", s.path, err)
		}
		return nil
	})
	return n, err
}
