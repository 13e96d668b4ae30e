package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"takepart/cmd/internal/config"
)

// Exit statuses.
const (
	exitDone  = 0
	exitFault = 1
	exitUsage = 2
	// Of the daemon only, from sysexits.h: a restart mends neither.
	exitData   = 65 // EX_DATAERR: the store is damaged, or a newer program's
	exitConfig = 78 // EX_CONFIG: the configuration, the texts, the agenda
)

// commands is the command tree; each field's own file holds what it does.
type commands struct {
	Config string `short:"c" name:"config" placeholder:"FILE" help:"The configuration; otherwise $$TAKEPART_CONFIG, otherwise config.yaml here."`

	Demo       demoCommand       `cmd:"" help:"Show everything with sample mail on this machine; needs no file and leaves none."`
	Init       initCommand       `cmd:"" help:"Write a configuration, an agenda and the texts to change."`
	Check      checkCommand      `cmd:"" help:"Check the configuration, the texts, and the logins to the mail servers."`
	Invitation invitationCommand `cmd:"" help:"Write what you publish: the invitation, a link that opens a message to fill in, its QR code, a paragraph for web pages."`
	Run        runCommand        `cmd:"" help:"Read the mailbox and answer, until stopped."`
	Explain    explainCommand    `cmd:"" help:"Say what would be decided about messages in files, and why; sends and stores nothing."`
	List       listCommand       `cmd:"" help:"Who is registered."`
	Show       showCommand       `cmd:"" help:"One registrant: history, messages with their evidence, mails with their fate."`
	Ledger     ledgerCommand     `cmd:"" help:"Every message seen and its outcome; find one by sender or Message-ID."`
	Export     exportCommand     `cmd:"" help:"Registrants as a table, a workbook, cards, badges or a list to print."`
	Review     reviewCommand     `cmd:"" help:"What a person must look at."`
	Edit       editCommand       `cmd:"" help:"Correct a registrant by hand."`
	Withdraw   withdrawCommand   `cmd:"" help:"Take a registration back by hand; the confirmation goes out."`
	Erase      eraseCommand      `cmd:"" help:"Remove every trace of a person, and prove it."`
	Retention  retentionCommand  `cmd:"" help:"When all personal data is to be erased after the meeting; then erases it."`
	Report     reportCommand     `cmd:"" help:"Everything that is held about a person, for that person."`
	Add        addCommand        `cmd:"" help:"Enter a person by hand."`
	Import     importCommand     `cmd:"" help:"Enter people from a table, all or nobody, after showing what would be done."`
	Note       noteCommand       `cmd:"" help:"Write the organisers' own note about a registrant."`
	Merge      mergeCommand      `cmd:"" help:"Make two entries of one person one; without names: who is likely there twice."`
	Undo       undoCommand       `cmd:"" help:"Take back the last change of a registrant."`
	Resend     resendCommand     `cmd:"" help:"Send a registrant's mail again, or let one go that is held."`
	Backup     backupCommand     `cmd:"" help:"Copy the store while it is in use, and verify the copy."`
	Reload     reloadCommand     `cmd:"" help:"Have the daemon read its configuration, agenda and texts again."`
	Restore    restoreCommand    `cmd:"" help:"Put a backup in the store's place."`
	Resume     resumeCommand     `cmd:"" help:"Let the mails go that are held since a restore, or in doubt."`
	Agenda     agendaCommand     `cmd:"" help:"Who has which version of the agenda; send the new one."`
	Send       sendCommand       `cmd:"" help:"Send everybody registered a reminder, or the mail after the meeting."`
	Status     statusCommand     `cmd:"" help:"Is all well, and if not, what to do."`
	Stats      statsCommand      `cmd:"" help:"Figures about those who are registered."`
	Completion completionCommand `cmd:"" help:"A script by which your shell completes commands and flags."`
	Man        manCommand        `cmd:"" help:"Write man pages, made of the text of --help."`
	Version    versionCommand    `cmd:"" help:"The version of this program."`
}

// session is what a command runs in.
type session struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    func(string) string
	config string         // as given with -c
	zone   *time.Location // the agenda's, once the configuration is loaded
}

// usageError is wrong use: exit status 2.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// statusError is an error with an exit status of its own.
type statusError struct {
	error
	status int
}

func (e statusError) Unwrap() error { return e.error }

// setupError is an error in what the organiser has written: texts, attachments.
type setupError struct{ error }

func (e setupError) Unwrap() error { return e.error }

// statusOf is the exit status of an error that was reported.
func statusOf(err error) int {
	var with statusError
	if errors.As(err, &with) {
		return with.status
	}
	return exitFault
}

// usedWrong says of which command the use was wrong, where the command itself found it out.
type usedWrong struct {
	error
	command string
}

func (u usedWrong) Unwrap() error { return u.error }

// hinted is an error with what the organiser can do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// hint adds what to do to an error.
func hint(err error, format string, args ...any) error {
	return hinted{err, fmt.Sprintf(format, args...)}
}

// run is the whole program: it takes its arguments and streams, and gives the exit status, so that tests can run it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	var tree commands
	left := false
	parser, err := kong.New(&tree, kong.Name("takepart"), kong.Writers(stdout, stderr),
		kong.Description("People register for your meeting by writing an e-mail; the detailed agenda goes back to them."),
		kong.Exit(func(int) { left = true }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return report(stderr, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
		stdout = stderr
		parser.Stdout = stderr
		_, _ = parser.Parse(args)
		return exitUsage
	}
	chosen, err := parser.Parse(args)
	if left { // --help has said all
		return exitDone
	}
	if err != nil {
		return report(stderr, usageError{fmt.Errorf("wrong usage: %w", err)})
	}
	s := &session{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, env: env, config: tree.Config}
	err = interrupted(ctx, chosen.Run(s, parser))
	var wrong usageError
	if errors.As(err, &wrong) {
		err = usedWrong{err, chosen.Selected().FullPath()}
	}
	return report(stderr, err)
}

// interrupted says in words what a signal did to a command: its streams only end too early.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() == nil || !errors.Is(err, context.Canceled) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return hint(errors.New("stopped by a signal before it was done"), "run it again")
}

// meant is the command that a wrong command line got as far as.
func meant(err error) string {
	var used usedWrong
	if errors.As(err, &used) {
		return used.command
	}
	var wrong *kong.ParseError
	if !errors.As(err, &wrong) || wrong.Context == nil || wrong.Context.Selected() == nil {
		return "takepart"
	}
	return wrong.Context.Selected().FullPath()
}

// report writes an error as `takepart: what failed: why` with a hint line, and gives the exit status.
func report(w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	var quiet quietError
	if errors.As(err, &quiet) {
		return exitFault
	}
	var wrong usageError
	if errors.As(err, &wrong) {
		fmt.Fprintf(w, "takepart: %s\n  hint: %s --help\n", oneLine(err), meant(err))
		return exitUsage
	}
	var problems config.Problems
	if errors.As(err, &problems) {
		reportProblems(w, problems)
		return statusOf(err)
	}
	fmt.Fprintf(w, "takepart: %s\n", oneLine(err))
	var h hinted
	if errors.As(err, &h) && h.hint != "" {
		fmt.Fprintf(w, "  hint: %s\n", h.hint)
	}
	return statusOf(err)
}

// quietError ends a command with status 1 after it has said everything itself.
type quietError struct{}

func (quietError) Error() string { return "failed" }

func reportProblems(w io.Writer, problems config.Problems) {
	for _, p := range problems {
		told := p
		told.Hint = ""
		fmt.Fprintf(w, "takepart: %s\n", told.Error())
		if p.Hint != "" {
			fmt.Fprintf(w, "  hint: %s\n", p.Hint)
		}
	}
	if len(problems) > 1 {
		fmt.Fprintf(w, "takepart: %d problems\n", len(problems))
	}
}

// oneLine keeps what a server said from breaking out of its line.
func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}

// configPath names the configuration: -c, the environment, or the folder's own.
func (s *session) configPath() string {
	if s.config != "" {
		return s.config
	}
	if v := s.env("TAKEPART_CONFIG"); v != "" {
		return v
	}
	return "config.yaml"
}

// load reads the configuration; secrets only where the command logs in somewhere.
func (s *session) load(secrets bool) (*config.Config, error) {
	c, err := config.Load(s.configPath(), config.Options{Env: s.env, Secrets: secrets})
	if err == nil {
		s.zone = c.Agenda.Zone
	}
	return c, err
}

// location is the zone in which times are shown and read: the agenda's, the only one there is.
func (s *session) location() *time.Location {
	if s.zone == nil {
		return time.Local
	}
	return s.zone
}

// clock and second show a time to the minute and to the second; "" for none.
func (s *session) clock(t time.Time) string  { return s.shown(t, "2006-01-02 15:04") }
func (s *session) second(t time.Time) string { return s.shown(t, "2006-01-02 15:04:05") }

func (s *session) shown(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(s.location()).Format(layout)
}
