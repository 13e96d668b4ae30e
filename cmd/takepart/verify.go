package main

import (
	"errors"
	"fmt"

	"takepart/cmd/internal/admin"
	"takepart/store"
)

// verifyStore is `check --store`: the file is only read, by the daemon where one runs.
func verifyStore(s *session) error {
	cfg, err := s.load(false)
	if err != nil {
		return err
	}
	k := &checking{session: s, config: cfg}
	report, err := k.verified()
	if err != nil {
		return err
	}
	for _, p := range report.Problems {
		k.problem("store", errors.New(p.String()), "")
	}
	if report.OK() {
		k.ok("store", fmt.Sprintf("%s: whole, %s, %s, %s", cfg.Store, plural(report.Rows["messages"], "message", "messages"),
			plural(report.Rows["registrations"], "registration", "registrations"), plural(report.Rows["replies"], "mail", "mails")))
		return nil
	}
	return hint(fmt.Errorf("check: store %s: %s", cfg.Store, plural(len(report.Problems)+report.More, "problem", "problems")),
		"stop takepart, keep a copy of this file, and put the last backup in its place; `takepart export` first, if it still works. What came since the backup is read from the mailbox again")
}

// verified asks the daemon, or opens the file only to be read.
func (k *checking) verified() (store.Report, error) {
	if c := admin.Dial(k.config.Store); c != nil {
		r, err := c.Verify(k.ctx)
		if err != nil {
			return r, told("check", err)
		}
		return r, nil
	}
	st, err := openStore(k.config, store.Options{ReadOnly: true, MustExist: true})
	if err != nil {
		return store.Report{}, err
	}
	defer st.Close()
	return st.Check()
}
