package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
	"takepart/mailproc"
	"takepart/store"
)

type backupCommand struct {
	File string `arg:"" help:"The file to write; one that is there is replaced, once the new one is whole."`
}

// Run copies the store while it is in use, verifies the copy, and only then gives it its name.
func (c *backupCommand) Run(s *session) error {
	cfg, err := s.load(false)
	if err != nil {
		return err
	}
	if same(c.File, cfg.Store) {
		return usageError{errors.New("wrong usage: that is the store itself; name another file")}
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	fresh := c.File + ".new"
	defer os.Remove(fresh)
	if err := export.ToFile(fresh, func(w io.Writer) error { return desk.Backup(s.ctx, w) }); err != nil {
		return told("back up to "+c.File, plainCause(err))
	}
	report, err := store.Check(fresh)
	if err != nil {
		return fmt.Errorf("verify the backup: %w", err)
	}
	if !report.OK() {
		return hint(fmt.Errorf("the backup is not whole: %s", report.Problems[0]), "takepart check --store looks at the store itself")
	}
	if err := os.Rename(fresh, c.File); err != nil {
		return fmt.Errorf("back up to %s: %w", c.File, plainCause(err))
	}
	fmt.Fprintf(s.stdout, "backed up to %s, verified: %s, %s, %s\n", c.File, plural(report.Rows["registrations"], "registration", "registrations"),
		plural(report.Rows["messages"], "message", "messages"), plural(report.Rows["replies"], "mail", "mails"))
	return nil
}

func same(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

type restoreCommand struct {
	Yes  bool   `help:"Do not ask."`
	File string `arg:"" help:"A backup, as takepart backup writes it."`
}

// Run verifies a backup and puts it in the store's place, while no daemon runs. The store that was there stays beside it.
func (c *restoreCommand) Run(s *session) error {
	cfg, err := s.load(false)
	if err != nil {
		return err
	}
	if admin.Dial(cfg.Store) != nil {
		return hint(errors.New("takepart runs on this store"), "stop takepart run first")
	}
	if same(c.File, cfg.Store) {
		return usageError{errors.New("wrong usage: that is the store itself")}
	}
	report, err := store.Check(c.File)
	switch {
	case errors.Is(err, store.ErrNewer):
		return hint(fmt.Errorf("restore: %w", err), "use the newer takepart")
	case err != nil:
		return hint(fmt.Errorf("restore: %w", err), "name another backup; nothing was changed")
	case !report.OK():
		return hint(fmt.Errorf("restore: %s is damaged: %s", c.File, report.Problems[0]), "name another backup; nothing was changed")
	}
	aside := ""
	if _, err := os.Stat(cfg.Store); err == nil {
		aside = fmt.Sprintf("%s.before-%s", cfg.Store, time.Now().UTC().Format("20060102T150405"))
	}
	fmt.Fprintf(s.stderr, "%s holds %s and %s\n", c.File, plural(report.Rows["registrations"], "registration", "registrations"), plural(report.Rows["messages"], "message", "messages"))
	if err := s.confirm(c.Yes, "Put it in the place of the store?"); err != nil {
		return err
	}
	held, err := putInPlace(c.File, cfg.Store, aside)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	fmt.Fprintf(s.stdout, "restored from %s; %s held, because it may have been sent since\n", c.File, plural(held, "mail is", "mails are"))
	if aside != "" {
		fmt.Fprintf(s.stdout, "the store that was there is now %s\n", filepath.Base(aside))
	}
	fmt.Fprintln(s.stdout, "next: takepart run --once reads what came since and holds what may be answered already; then takepart resume")
	return nil
}

// putInPlace prepares a copy and then renames twice: the store moves aside, the copy takes its name. A kill between leaves both files.
func putInPlace(from, path, aside string) (held int, err error) {
	fresh := path + ".restoring"
	defer os.Remove(fresh)
	err = export.ToFile(fresh, func(w io.Writer) error {
		in, err := os.Open(from)
		if err != nil {
			return err
		}
		defer in.Close()
		_, err = io.Copy(w, in)
		return err
	})
	if err != nil {
		return 0, err
	}
	st, err := store.Open(fresh, store.Options{MustExist: true})
	if err != nil {
		return 0, err
	}
	held, err = mailproc.Restored(st, time.Now())
	if err = errors.Join(err, st.Close()); err != nil {
		return 0, err
	}
	if aside != "" {
		old, err := store.Open(path, store.Options{MustExist: true}) // a daemon that just starts keeps it
		if errors.Is(err, store.ErrInUse) {
			return 0, err
		}
		if err == nil {
			defer old.Close()
		}
		if err := os.Rename(path, aside); err != nil {
			return 0, err
		}
	}
	return held, os.Rename(fresh, path)
}

type resumeCommand struct {
	Yes bool `help:"Do not ask."`
	Now bool `help:"Even if the mailbox was not read to its end since the backup was put in place."`
}

// Run lets the mails go that are held: since a restore, or because it is in doubt whether they left.
func (c *resumeCommand) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	st, err := desk.Status(s.ctx)
	if err != nil {
		return told("resume", err)
	}
	if st.Replies["held"] == 0 {
		fmt.Fprintln(s.stderr, "no mail is held")
	} else {
		fmt.Fprintf(s.stderr, "%s held, of the registrations %s\n", plural(st.Replies["held"], "mail is", "mails are"), strings.Join(st.Held, ", "))
		if err := s.confirm(c.Yes, "Let them go? Who has had one already gets it again, under the same Message-ID"); err != nil {
			return err
		}
	}
	out, err := desk.Resume(s.ctx, admin.Resume{Who: whoActs(), Sure: c.Now})
	if err != nil {
		return told("resume", err)
	}
	fmt.Fprintf(s.stdout, "resumed; %s out%s\n", plural(out.Released, "mail goes", "mails go"), nextRun(desk))
	return nil
}
