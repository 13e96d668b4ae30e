package main

import (
	"errors"
	"fmt"
	"os/user"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/store"
)

// desk gives what organiser commands work through: the daemon where one runs, else the same handlers on the file itself. close
// lets go of the file.
func (s *session) desk() (c *admin.Client, close func(), err error) {
	cfg, err := s.load(false)
	if err != nil {
		return nil, nil, err
	}
	if c := admin.Dial(cfg.Store); c != nil {
		return c, func() {}, nil
	}
	s.collectLess()
	st, err := openStore(cfg, store.Options{MustExist: true})
	if err != nil {
		return nil, nil, err
	}
	return admin.Local(localServer(cfg, st).Handler()), func() { _ = st.Close() }, nil
}

// localServer serves the file itself. It renders nothing, so that a text which is broken keeps nobody from the list.
func localServer(cfg *config.Config, st *store.Store) *admin.Server {
	return &admin.Server{Store: st, Desk: mailproc.NewDesk(decided(cfg), st), Version: version(), Event: cfg.Event.Name}
}

// openStore opens the store, in words for the organiser where that fails.
func openStore(cfg *config.Config, o store.Options) (*store.Store, error) {
	st, err := store.Open(cfg.Store, o)
	switch {
	case err == nil:
		return st, nil
	case errors.Is(err, store.ErrInUse):
		return nil, hint(err, "another takepart works with it (perhaps `takepart run`, just starting or ending): wait a moment, or end that one")
	case errors.Is(err, store.ErrMissing):
		return nil, hint(err, "`takepart run` makes it; or name the right one in store.path of %s", cfg.Path)
	case errors.Is(err, store.ErrNewer):
		return nil, hint(err, "use the newer takepart")
	case errors.Is(err, store.ErrDamaged):
		return nil, hint(err, "put back a backup; the file is left as it is")
	}
	return nil, hint(err, "see that the folder exists, that its disk is not full, and that you may write there")
}

// whoActs is the person at the keyboard, for the history.
func whoActs() string {
	u, err := user.Current()
	if err != nil || u.Username == "" {
		return "organiser"
	}
	return u.Username
}

// told adds the API's own hint to its error.
func told(what string, err error) error {
	var fault *admin.Fault
	if errors.As(err, &fault) && fault.Hint != "" {
		return hint(fmt.Errorf("%s: %w", what, err), "%s", fault.Hint)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// when reads a date, a time, or an age such as 7d, for --since. Dates are in the zone of now.
func when(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, now.Location()); err == nil {
			return t, nil
		}
	}
	if age, err := config.Span(text); err == nil {
		return now.Add(-age), nil
	}
	return time.Time{}, usageError{fmt.Errorf("wrong usage: --since %q is not a date (2027-01-31) or an age (7d, 12h)", text)}
}
