package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"takepart/cmd/internal/admin"
)

// proposal says what accepting a message would do.
func proposal(r admin.Review) string {
	switch {
	case strings.HasPrefix(r.Reason, "withdraw"):
		return "accepting withdraws the registration " + r.Concerned
	case len(r.People) > 1:
		return fmt.Sprintf("accepting registers each of the %d people", len(r.People))
	case len(r.Missing) > 0:
		return "accepting needs " + strings.Join(r.Missing, ", ")
	}
	return "accepting registers " + printable(strings.TrimSpace(r.Person.FirstName+" "+r.Person.LastName)) + ", " + printable(shownOr(r.Person.Title, "no title"))
}

// workKeys are what one key does; the help line is made of them.
const workKeys = "[a]ccept  [c]orrect and accept  [i]gnore  as[k] for what is missing  [s]kip  [q]uit"

type reviewWork struct{}

// Run shows one message after the other, and does what a key says; what fails is told, and the message asked about again.
func (c *reviewWork) Run(s *session) error {
	in, ok := s.stdin.(*os.File)
	if !ok || !isTerminalIn(s.stdin) {
		return usageError{errors.New("wrong usage: review work needs a terminal; review accept and review ignore do not")}
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	w := &worker{session: s, desk: desk, in: in}
	for r, err := range desk.Reviews(s.ctx) {
		if err != nil {
			return told("list what waits for review", err)
		}
		again, err := w.work(r.ID)
		if err != nil {
			return err
		}
		if !again {
			break
		}
	}
	fmt.Fprintf(s.stdout, "\n%d accepted, %d ignored, %d asked, %d skipped\n", w.accepted, w.ignored, w.asked, w.skipped)
	return nil
}

// worker is one go through the queue.
type worker struct {
	*session
	desk                              *admin.Client
	in                                *os.File
	accepted, ignored, asked, skipped int
}

// work shows one message and asks until it is decided; false: no more.
func (w *worker) work(id string) (more bool, err error) {
	r, err := w.desk.Review(w.ctx, id)
	if err != nil {
		return false, told("show "+id, err)
	}
	if !r.Open {
		return true, nil // somebody else was faster
	}
	fmt.Fprintln(w.stdout, strings.Repeat("-", 72))
	showReview(w.session, r)
	for {
		fmt.Fprintf(w.stdout, "%s > ", workKeys)
		key, err := w.key()
		if err != nil {
			return false, err
		}
		fmt.Fprintln(w.stdout, string(key))
		switch key {
		case 'q', 3, 4: // ^C, ^D
			return false, nil
		case 's':
			w.skipped++
			return true, nil
		case 'a', 'c', 'i', 'k':
			if err := w.decide(r, key); err != nil {
				report(w.stdout, err)
				continue
			}
			return true, nil
		}
	}
}

// decide does what a key says. Accepting asks for what is missing, correcting for every field.
func (w *worker) decide(r admin.Review, key byte) error {
	d := admin.Decide{Who: whoActs()}
	switch key {
	case 'i':
		if _, err := w.desk.Ignore(w.ctx, r.ID, d); err != nil {
			return told("ignore "+r.ID[:8], err)
		}
		w.ignored++
		fmt.Fprintln(w.stdout, "ignored")
		return nil
	case 'k':
		if _, err := w.desk.Ask(w.ctx, r.ID, d); err != nil {
			return told("ask "+r.ID[:8], err)
		}
		w.asked++
		fmt.Fprintln(w.stdout, "asked"+nextRun(w.desk))
		return nil
	}
	if len(r.People) > 1 && key == 'a' {
		d.People = peopleOf(r)
	} else if err := w.fields(r, key == 'c', &d); err != nil {
		return err
	}
	out, err := w.desk.Accept(w.ctx, r.ID, d)
	if err != nil {
		return told("accept "+r.ID[:8], err)
	}
	w.accepted++
	fmt.Fprintln(w.stdout, "accepted as "+out.Registration+nextRun(w.desk))
	return nil
}

func (w *worker) fields(r admin.Review, all bool, d *admin.Decide) error {
	d.Fields = map[string]string{}
	read := map[string]string{"first_name": r.Person.FirstName, "last_name": r.Person.LastName, "email": r.Person.Email, "title": r.Person.Title, "institution": r.Person.Institution}
	names := r.Missing
	if all {
		names = []string{"first_name", "last_name", "email", "title", "institution"}
	}
	for _, name := range names {
		fmt.Fprintf(w.stdout, "%s [%s]: ", strings.ReplaceAll(name, "_", " "), printable(read[name]))
		value, err := w.line()
		if err != nil {
			return err
		}
		if value = strings.TrimSpace(value); value != "" {
			d.Fields[name] = value
		}
	}
	return nil
}

// key reads one key without waiting for the end of a line.
func (w *worker) key() (byte, error) {
	old, err := term.MakeRaw(int(w.in.Fd()))
	if err != nil {
		return 0, fmt.Errorf("read a key: %w", err)
	}
	defer func() { _ = term.Restore(int(w.in.Fd()), old) }()
	return w.byte()
}

func (w *worker) byte() (byte, error) {
	var b [1]byte
	if _, err := io.ReadFull(w.in, b[:]); err != nil {
		return 'q', nil // the terminal is gone
	}
	return b[0], nil
}

// line reads a line byte by byte, so that keys that were typed ahead stay where they are.
func (w *worker) line() (string, error) {
	var line []byte
	for {
		var b [1]byte
		if _, err := io.ReadFull(w.in, b[:]); err != nil {
			return "", errors.New("the terminal is gone")
		}
		if b[0] == '\n' || b[0] == '\r' {
			return string(line), nil
		}
		line = append(line, b[0])
	}
}
