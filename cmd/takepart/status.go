package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/export"
	"takepart/mailproc"
)

type statusCommand struct {
	JSON bool `name:"json" help:"As JSON."`
}

func (c *statusCommand) Run(s *session) error {
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	st, err := desk.Status(s.ctx)
	if err != nil {
		return told("status", err)
	}
	if c.JSON {
		return writeJSON(s, st)
	}
	printStatus(s, st)
	s.announceRetention(st)
	return nil
}

func printStatus(s *session, st admin.Status) {
	w := s.stdout
	if st.Daemon {
		fmt.Fprintf(w, "takepart %s runs (process %d, since %s)\n", st.Version, st.PID, s.second(*st.Started))
		printHealth(s, st.Health)
	} else {
		fmt.Fprintln(w, "takepart does not run: takepart run")
	}
	fmt.Fprintf(w, "messages   %d seen = %s\n", st.Seen, sum(st.Outcomes, "register", "incomplete", "withdraw", "review", "ignore"))
	fmt.Fprintf(w, "people     %s\n", sum(st.Registrations, "registered", "waiting", "incomplete", "withdrawn"))
	if st.Capacity > 0 {
		fmt.Fprintf(w, "places     %d of %d taken\n", st.Registrations["registered"], st.Capacity)
	}
	fmt.Fprintf(w, "mails      %s\n", sum(st.Replies, "sent", "sending", "pending", "held", "refused"))
	if st.Restored != nil {
		fmt.Fprintf(w, "to do      a backup was put in place at %s; mails that may have been sent since are held: takepart run --once, then takepart resume\n", s.clock(*st.Restored))
	}
	for _, todo := range []struct {
		n               int
		one, many, then string
	}{
		{st.Reviews, "message waits for a person", "messages wait for a person", "takepart review"},
		{st.Undelivered, "registration gets no mail: it comes back", "registrations get no mail: it comes back", "takepart list --undelivered"},
		{st.Replies["held"], "mail is held, because it is in doubt whether it left", "mails are held, because it is in doubt whether they left", heldHint(st.Held)},
		{st.Marks, "message is still to be marked in the mailbox", "messages are still to be marked in the mailbox", "done by takepart run as soon as it can"},
	} {
		if todo.n > 0 {
			fmt.Fprintf(w, "to do      %s: %s\n", plural(todo.n, todo.one, todo.many), todo.then)
		}
	}
}

// printHealth says how the connections are, and what to do where one is not.
func printHealth(s *session, h *mailproc.Health) {
	w := s.stdout
	mailbox := "connected since " + s.second(h.Inbox.Since)
	if h.Inbox.Idle {
		mailbox += ", told of new mail at once"
	}
	if !h.Inbox.Connected {
		mailbox = "NOT CONNECTED: " + shownOr(h.Inbox.LastError, "connecting")
		if !h.Inbox.Retry.IsZero() {
			mailbox += ", again at " + s.second(h.Inbox.Retry)
		}
	}
	fmt.Fprintf(w, "mailbox    %s\n", printable(mailbox))
	if !h.Inbox.Connected && h.Inbox.Hint != "" {
		fmt.Fprintf(w, "           hint: %s\n", printable(h.Inbox.Hint))
	}
	sending := "ready"
	switch {
	case !h.PausedUntil.IsZero():
		sending = "PAUSED until " + s.second(h.PausedUntil) + ": " + h.LastError
	case h.Limited != "":
		sending = "waits: smtp." + h.Limited + " is reached"
	}
	if !h.Next.IsZero() && h.Queued > 0 {
		sending += fmt.Sprintf("; %s, the next at %s", plural(h.Queued, "mail waits", "mails wait"), s.second(h.Next))
	}
	if !h.Oldest.IsZero() {
		sending += "; the oldest waits since " + s.second(h.Oldest)
	}
	fmt.Fprintf(w, "sending    %s\n", printable(sending))
	if !h.PausedUntil.IsZero() && h.Hint != "" {
		fmt.Fprintf(w, "           hint: %s\n", printable(h.Hint))
	}
	for _, last := range []struct {
		what string
		at   time.Time
	}{{"last message", h.LastMessage}, {"last mail sent", h.LastSent}} {
		if !last.at.IsZero() {
			fmt.Fprintf(w, "           %s: %s\n", last.what, s.second(last.at))
		}
	}
	printLastError(s, h)
}

// printLastError tells of a fault that may be over by now; one that lasts was told above.
func printLastError(s *session, h *mailproc.Health) {
	if h.LastError == "" || !h.PausedUntil.IsZero() {
		return
	}
	fmt.Fprintf(s.stdout, "last error %s: %s\n", s.second(h.ErrorAt), printable(h.LastError))
	if h.Hint != "" {
		fmt.Fprintf(s.stdout, "           hint: %s\n", printable(h.Hint))
	}
}

// heldHint names whom to look at: the sender's own mailbox, or the person, tells whether the mail arrived.
func heldHint(of []string) string {
	if len(of) == 0 {
		return "see smtp.on_doubt"
	}
	return "takepart show " + of[0] + ", takepart resend " + of[0] + heldMore(of[1:])
}

func heldMore(rest []string) string {
	if len(rest) == 0 {
		return ""
	}
	return "; likewise " + strings.Join(rest, ", ")
}

func shownOr(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// sum writes counts so that their sum can be checked; what the order does not name follows it.
func sum(counts map[string]int, order ...string) string {
	var parts []string
	seen := map[string]bool{}
	for _, k := range append(order, sortedKeys(counts)...) {
		if n := counts[k]; n > 0 && !seen[k] {
			parts = append(parts, fmt.Sprintf("%d %s", n, k))
		}
		seen[k] = true
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, " + ")
}

type statsCommand struct {
	JSON bool   `name:"json" help:"As JSON."`
	Plot string `placeholder:"FILE.svg" help:"Draw them into this file, an SVG."`
}

func (c *statsCommand) Run(s *session) error {
	if c.Plot != "" && !strings.EqualFold(filepath.Ext(c.Plot), ".svg") {
		return usageError{errors.New("wrong usage: --plot writes an SVG: name a file that ends in .svg")}
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	st, err := desk.Stats(s.ctx)
	if err != nil {
		return told("stats", err)
	}
	if c.Plot != "" {
		cfg, err := s.load(false)
		if err != nil {
			return err
		}
		if err := export.ToFile(c.Plot, func(w io.Writer) error { return writePlot(w, cfg.Event.Name, st) }); err != nil {
			return fmt.Errorf("write %s: %w", c.Plot, plainCause(err))
		}
	}
	if c.JSON {
		return writeJSON(s, st)
	}
	fmt.Fprintf(s.stdout, "%s registered\n", plural(st.Total, "person is", "people are"))
	for _, part := range st.Parts() {
		bars(s, part)
	}
	return nil
}

// barWidth is the length of the longest bar; namesShown bounds a list that could be long (institutions).
const (
	barWidth   = 40
	namesShown = 40
)

func bars(s *session, part export.Part) {
	if len(part.Counts) == 0 {
		return
	}
	fmt.Fprintf(s.stdout, "\n%s\n", part.Name)
	name := func(c export.Count) string {
		return runewidth.Truncate(printable(shownOr(c.Name, "not told")), 30, "…")
	}
	most, width := 1, 12
	for i, c := range part.Counts {
		most = max(most, c.N)
		if i < namesShown {
			width = max(width, runewidth.StringWidth(name(c)))
		}
	}
	for i, c := range part.Counts {
		if i == namesShown && part.Name == "institution" {
			fmt.Fprintf(s.stdout, "  and %d more: --json\n", len(part.Counts)-i)
			return
		}
		fmt.Fprintf(s.stdout, "  %s %6d %s\n", runewidth.FillRight(name(c), width), c.N, strings.Repeat("#", max(1, c.N*barWidth/most)))
	}
}
