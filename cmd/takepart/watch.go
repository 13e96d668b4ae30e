package main

import (
	"time"

	"takepart/cmd/internal/admin"
)

// settleTime is how long a watch waits after an event for those that come with it.
const settleTime = 100 * time.Millisecond

// watch prints the list, and then what changes: after each event those whose last change is newer than what was printed.
func (c *listCommand) watch(s *session, desk *admin.Client, f admin.Filter) error {
	seen, begun := map[string]int{}, false
	show := func() error {
		t := newTable(c.head()...)
		if begun { // the head stands above
			t.rows, t.printed = nil, true
		}
		for r, err := range desk.Registrations(s.ctx, f) {
			if err != nil {
				return told("list", err)
			}
			if r.UpdatedAt.After(f.Since) {
				f.Since = r.UpdatedAt.Truncate(time.Second) // others of the same second may follow
			}
			if revision, had := seen[r.ID]; had && revision == r.Revision {
				continue
			}
			seen[r.ID] = r.Revision
			if c.JSON {
				if err := writeLine(s, r); err != nil {
					return err
				}
				continue
			}
			t.row(c.cells(s, r)...)
			begun = true
		}
		t.print(s.stdout)
		return nil
	}
	var fault error
	for _, err := range desk.Listen(s.ctx, func() { fault = show() }) {
		if err == nil && fault == nil {
			time.Sleep(settleTime)
			fault = show()
		}
		if s.ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return told("watch", err)
		}
		if fault != nil {
			break
		}
	}
	if s.ctx.Err() != nil {
		return nil
	}
	return fault
}
