package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/mailproc/outbox"
	"takepart/store"
)

// Mails to many: agenda send, send reminder, send follow-up. All go the same way: plan, count, preview, question, queue, and then
// whoever sends (the daemon, or this command) works the queue off.

type sendCommand struct {
	Reminder sendReminder `cmd:"" help:"To those registered: when, and how to join. Once a reminder."`
	FollowUp sendFollowUp `cmd:"" name:"follow-up" help:"After the meeting: thanks, recordings and reports (resources in agenda.yaml)."`
}

// mailingFlags are those of every mail to many.
type mailingFlags struct {
	DryRun  bool   `help:"Say what would be sent, and send nothing."`
	Preview string `placeholder:"DIR" help:"Write one mail in each language into this folder (.eml)."`
	Yes     bool   `short:"y" help:"Do not ask."`
}

type sendReminder struct {
	Name string `default:"reminder" help:"Tells this reminder from others: each goes once to a person."`
	To   string `default:"all" placeholder:"all|FILE" help:"all: everybody registered; a file (- for stdin): addresses or ids, one a line."`
	mailingFlags
}

func (c *sendReminder) Run(s *session) error {
	return mailTo(s, admin.Mailing{Kind: "reminder", Name: c.Name}, c.To, []string{"all"}, c.mailingFlags)
}

type sendFollowUp struct {
	Name string `default:"follow-up" help:"Tells this mail from others: each goes once to a person."`
	To   string `default:"all" placeholder:"all|FILE" help:"all: everybody registered; a file (- for stdin): addresses or ids, one a line."`
	mailingFlags
}

func (c *sendFollowUp) Run(s *session) error {
	return mailTo(s, admin.Mailing{Kind: "follow-up", Name: c.Name}, c.To, []string{"all"}, c.mailingFlags)
}

// mailTo is a mailing from the plan to the last mail.
func mailTo(s *session, m admin.Mailing, to string, words []string, flags mailingFlags) error {
	cfg, err := s.load(false)
	if err != nil {
		return err
	}
	if to == "-" && !flags.Yes && !flags.DryRun {
		return usageError{errors.New("wrong usage: --to - reads the list from stdin, where the answer would come from: say --yes, or name a file")}
	}
	if !slices.Contains(words, to) {
		if m.List, err = listOf(s, to); err != nil {
			return err
		}
	}
	m.Agenda = cfg.Agenda.Version()
	desk, done, err := s.writingDesk(cfg)
	if err != nil {
		return err
	}
	queued, err := planAndQueue(s, desk, cfg, m, flags)
	daemon := desk.Daemon()
	if err == nil && daemon && queued.Due > 0 {
		err = follow(s, desk, queued)
	}
	done()
	if err != nil || daemon || queued.Due == 0 {
		return err
	}
	return sendQueued(s, queued)
}

// writingDesk is desk for what writes mails: it needs the texts.
func (s *session) writingDesk(cfg *config.Config) (*admin.Client, func(), error) {
	if c := admin.Dial(cfg.Store); c != nil {
		return c, func() {}, nil
	}
	pc, err := s.processing(cfg, nil)
	if err != nil {
		return nil, nil, err
	}
	st, err := openStore(cfg, store.Options{MustExist: true})
	if err != nil {
		return nil, nil, err
	}
	server := localServer(cfg, st)
	server.Desk = mailproc.NewDesk(pc, st)
	return admin.Local(server.Handler()), func() { _ = st.Close() }, nil
}

// listOf reads addresses and ids, the first word of each line; so an export will do.
func listOf(s *session, name string) (list []string, err error) {
	in := s.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, hint(fmt.Errorf("read the list %s: %w", name, plainCause(err)), "--to behind, all, or a file with an address or id a line")
		}
		defer f.Close()
		in = f
	}
	for lines := bufio.NewScanner(in); ; {
		if !lines.Scan() {
			err = lines.Err()
			break
		}
		word, _, _ := strings.Cut(strings.NewReplacer(",", " ", ";", " ", "\t", " ", `"`, "", "\uFEFF", "").Replace(lines.Text()), " ")
		if word != "" && word[0] != '#' && !slices.Contains([]string{"id", "email", "from"}, word) {
			list = append(list, word)
		}
	}
	if err == nil && len(list) == 0 {
		err = hint(fmt.Errorf("the list %s names nobody", name), "write an address or id a line")
	}
	return list, err
}

// planAndQueue says what would be sent, asks, and queues it; Due 0: nothing was queued.
func planAndQueue(s *session, desk *admin.Client, cfg *config.Config, m admin.Mailing, flags mailingFlags) (admin.Mailed, error) {
	nothing := admin.Mailed{}
	plan, err := desk.Plan(s.ctx, m)
	if err != nil {
		return nothing, told("send "+m.Kind, err)
	}
	if m.Kind == "agenda" {
		if err := printChanges(s, desk); err != nil {
			return nothing, err
		}
	}
	printPlan(s, plan, m, cfg)
	if flags.Preview != "" {
		if err := writePreviews(s, flags.Preview, m.Kind, plan.Previews); err != nil {
			return nothing, err
		}
	}
	if plan.Due == 0 || flags.DryRun {
		fmt.Fprintln(s.stdout, "nothing was sent")
		return nothing, nil
	}
	if !flags.Yes && !agreed(s, plan.Due) {
		return nothing, hint(errors.New("nothing was sent"), "answer yes, or say --yes")
	}
	m.Who = whoActs()
	queued, err := desk.Mail(s.ctx, m)
	if err != nil {
		return nothing, hint(told("send "+m.Kind, err), "say it again: it goes on where it ended, nobody gets a mail twice")
	}
	return queued, nil
}

func printPlan(s *session, p admin.Mailed, m admin.Mailing, cfg *config.Config) {
	w := s.stdout
	fmt.Fprintf(w, "%s: %s", p.Occasion, plural(p.Due, "mail", "mails"))
	if p.Due > 0 {
		fmt.Fprintf(w, " (%s)", byCount(p.Languages))
	}
	fmt.Fprintln(w)
	for _, line := range []struct {
		n         int
		one, many string
	}{
		{p.Had, "person had it already", "people had it already"},
		{p.Returned, "person gets none: mail to them comes back (name them in a file to try again)", "people get none: mail to them comes back (name them in a file to try again)"},
		{p.Others, "of the list is not registered (any more)", "of the list are not registered (any more)"},
	} {
		if line.n > 0 {
			fmt.Fprintf(w, "  %s\n", plural(line.n, line.one, line.many))
		}
	}
	if p.Due > cfg.SMTP.PerHour-cfg.SMTP.PerHour/5 {
		fmt.Fprintf(w, "  smtp.per_hour is %d: it goes out bit by bit, behind all answers\n", cfg.SMTP.PerHour)
	}
	if n := len(cfg.Agenda.Days); n > 0 {
		over := cfg.Agenda.Days[n-1].Date.AddDate(0, 0, 1).Before(time.Now())
		switch {
		case m.Kind == "reminder" && over:
			fmt.Fprintln(w, "  note: the last day of the agenda is over")
		case m.Kind == "follow-up" && !over:
			fmt.Fprintln(w, "  note: the last day of the agenda is not over yet")
		}
	}
}

// byCount writes "300 en, 45 fr".
func byCount(counts map[string]int) string {
	var parts []string
	for _, k := range sortedKeys(counts) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[k], k))
	}
	return strings.Join(parts, ", ")
}

func writePreviews(s *session, dir, kind string, mails map[string]string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder %s: %w", dir, plainCause(err))
	}
	for _, lang := range slices.Sorted(maps.Keys(mails)) {
		path := filepath.Join(dir, kind+"-"+lang+".eml")
		if err := os.WriteFile(path, []byte(mails[lang]), 0o600); err != nil { // a person's data is in it
			return fmt.Errorf("write %s: %w", path, plainCause(err))
		}
		fmt.Fprintf(s.stdout, "  preview: %s\n", path)
	}
	return nil
}

// agreed asks at the terminal.
func agreed(s *session, n int) bool {
	fmt.Fprintf(s.stderr, "send %s? [yes/no] ", plural(n, "mail", "mails"))
	answer, err := bufio.NewReader(s.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "yes" || answer == "y"
}

// look is how often a mailing that the daemon sends is looked at.
const look = 300 * time.Millisecond

// follow shows how far the daemon is, until all is sent or must wait.
func follow(s *session, desk *admin.Client, m admin.Mailed) error {
	bar := newBar(s, m.Due)
	defer bar.clear()
	for {
		st, err := desk.Status(s.ctx)
		if s.ctx.Err() != nil {
			bar.clear()
			fmt.Fprintln(s.stdout, "the daemon goes on sending: takepart status")
			return nil
		}
		if err != nil {
			return told("look how far it is", err)
		}
		n := st.Mailings[m.Occasion]
		left := n["pending"] + n["sending"]
		bar.show(m.Due - left)
		waits := st.Health != nil && (st.Health.Limited != "" || !st.Health.PausedUntil.IsZero())
		if left == 0 || waits {
			bar.clear()
			printFates(s, n)
			if left > 0 {
				fmt.Fprintf(s.stdout, "the daemon goes on by itself (%s): takepart status\n", waitsFor(s, st.Health))
			}
			return nil
		}
		select {
		case <-time.After(look):
		case <-s.ctx.Done():
		}
	}
}

func waitsFor(s *session, h *mailproc.Health) string {
	if h.Limited != "" {
		return "smtp." + h.Limited + " is reached, the next is due at " + s.second(h.Next)
	}
	return "all sending waits until " + s.second(h.PausedUntil) + ": " + printable(h.LastError)
}

func printFates(s *session, n map[string]int) {
	fmt.Fprintf(s.stdout, "%s sent", plural(n["sent"], "mail", "mails"))
	for _, state := range []string{"pending", "sending", "refused", "held", "dropped"} {
		if n[state] > 0 {
			fmt.Fprintf(s.stdout, ", %d %s", n[state], state)
		}
	}
	fmt.Fprintln(s.stdout)
}

// sendQueued sends what is queued where no daemon does.
func sendQueued(s *session, m admin.Mailed) error {
	cfg, err := s.load(true)
	if err != nil {
		return hint(err, "what is queued goes out with the next takepart run")
	}
	s.collectLess()
	d := &daemon{session: s, config: cfg, log: logFlags{Log: "text"}.logger(s.stderr, slog.LevelWarn), once: true, sending: &m}
	return plainWords(d.work(s.ctx))
}

func (d *daemon) deliver(p *mailproc.Processor) error {
	bar := newBar(d.session, d.sending.Due)
	stop := every(look, func() { bar.show(d.sending.Due - p.Summary().Queued) })
	sum, err := p.Deliver(d.ctx)
	stop()
	bar.clear()
	fmt.Fprintf(d.stdout, "%s sent", plural(sum.Sent, "mail", "mails"))
	if sum.Refused > 0 {
		fmt.Fprintf(d.stdout, ", %d refused by the server", sum.Refused)
	}
	fmt.Fprintln(d.stdout)
	printLeft(d.session, sum)
	var fault *outbox.Fault
	switch {
	case errors.As(err, &fault):
		return hint(err, "%s; then: takepart run", fault.Hint)
	case err == nil && d.ctx.Err() != nil:
		return hint(errors.New("stopped before all was sent"), "takepart run goes on where it ended")
	}
	return err
}
