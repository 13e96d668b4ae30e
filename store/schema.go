package store

import (
	"fmt"
	"strconv"
)

// schema is the version of buckets and keys that this program writes. Rows carry a version of their own.
const schema = 1

// migration takes the buckets from one schema version to the next, in one transaction.
type migration func(*Tx) error

// migrations holds, under the version that it starts from, the step to the next.
var migrations = map[uint64]migration{}

// migrate brings an older file to version, one synced transaction a step; a newer one is refused untouched.
func (s *Store) migrate(o Options, version uint64, table map[uint64]migration) error {
	for {
		found, err := s.schema()
		switch {
		case err != nil:
			return err
		case found == version:
			return nil
		case found > version:
			return fmt.Errorf("%w (schema %d; this one knows %d): install that version again", ErrNewer, found, version)
		case o.ReadOnly:
			return fmt.Errorf("schema %d is older than %d: start takepart once so that it brings the file up to date", found, version)
		}
		if err := s.step(found, table[found]); err != nil {
			return err
		}
	}
}

func (s *Store) step(from uint64, m migration) error {
	if m == nil {
		return damaged(fmt.Sprintf("schema %d was never written by any takepart", from))
	}
	err := s.Change(func(tx *Tx) error {
		if err := m(tx); err != nil {
			return err
		}
		return tx.setMeta(keySchema, strconv.FormatUint(from+1, 10))
	})
	if err != nil {
		return fmt.Errorf("migrate from schema %d: %w", from, err)
	}
	return nil
}

func (s *Store) schema() (version uint64, err error) {
	err = s.Look(func(tx *Tx) error {
		text, err := tx.meta(keySchema)
		if err != nil {
			return err
		}
		if version, err = strconv.ParseUint(text, 10, 64); err != nil {
			return damaged("the schema version is missing")
		}
		return nil
	})
	return version, err
}
