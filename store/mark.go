package store

// QueueMark remembers what is to be set on a message in the mailbox. m.ID is given here.
func (tx *Tx) QueueMark(m Mark) error {
	at, err := tx.nextNumber(inMarks)
	if err != nil {
		return err
	}
	m.ID = numberAt(at)
	tx.add(+1, figMarks)
	return tx.putRow(inMarks, at, &m, 64)
}

// Marks are at most n marks that are still to be set, the oldest first.
func (s *Store) Marks(n int) (marks []Mark, err error) {
	err = s.Look(func(tx *Tx) error {
		marks, _, err = page(tx, inMarks, number(0), nil, n, func(k, v []byte) (m Mark, err error) {
			return m, decodeRow(inMarks, k, v, &m)
		})
		return err
	})
	return marks, err
}

// Marked forgets marks, known by their ID: they are set, or never can be (the message is gone, the server keeps no
// keywords). Those that are not queued any more are passed over: setting a mark twice does no harm.
func (s *Store) Marked(done []Mark) error {
	return s.Change(func(tx *Tx) error {
		for _, m := range done {
			at := number(m.ID)
			if tx.get(inMarks, at) == nil {
				continue
			}
			if err := tx.delete(inMarks, at); err != nil {
				return err
			}
			tx.add(-1, figMarks)
		}
		return nil
	})
}
