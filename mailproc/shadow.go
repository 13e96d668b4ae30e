package mailproc

import (
	"fmt"

	"takepart/store"
)

// A run in the shadow reads, decides and stores, but answers and marks nothing. The store remembers it, so that the next run does not
// answer all that has gathered by surprise: going live is a decision of its own (Live).

const metaShadow = "shadow"

// Shadowed tells how many mails wait from runs in the shadow; -1: there was none, or it went live since.
func Shadowed(st *store.Store) (waiting int, err error) {
	waiting = -1
	err = st.Look(func(tx *store.Tx) error {
		mark, err := tx.Meta(metaShadow)
		if mark == "" || err != nil {
			return err
		}
		f, err := tx.Figures()
		waiting = f.Replies[store.Pending]
		return err
	})
	return waiting, err
}

// Live ends the shadow, or with on begins it. It is refused to begin where takepart has answered before: the shadow would stop that.
func Live(st *store.Store, on bool) error {
	return st.Change(func(tx *store.Tx) error {
		if !on {
			return tx.SetMeta(metaShadow, "")
		}
		if mark, err := tx.Meta(metaShadow); mark != "" || err != nil {
			return err
		}
		f, err := tx.Figures()
		if err != nil {
			return err
		}
		if n := f.Replies[store.Sent] + f.Replies[store.Sending]; n > 0 {
			return fmt.Errorf("%d mails were sent already from this store: it is live", n)
		}
		return tx.SetMeta(metaShadow, "yes")
	})
}
