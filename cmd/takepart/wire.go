package main

import (
	"fmt"
	"log/slog"
	"mime"
	"os"
	"path/filepath"
	"slices"

	"takepart/cmd/internal/config"
	"takepart/mailproc"
	"takepart/mailproc/inbox"
	"takepart/mailproc/message"
	"takepart/mailproc/outbox"
	"takepart/mailproc/registration"
	"takepart/store"
	"takepart/templates"
)

// rules is the part of the configuration that decides.
func rules(c *config.Config) *registration.Rules {
	return registration.Compile(registration.Config{
		Phrases: c.Event.Phrases, Withdraw: c.Event.Withdraw, Required: c.Event.Required, Languages: c.Event.Languages,
	})
}

// known is what the reader knows of us: our addresses, and our published texts, which are nobody's own words.
func known(c *config.Config, set *templates.Set) *message.Ours {
	return message.Know(message.Known{
		Addresses: c.Ours(), Lists: c.Organiser.Lists, Forms: c.Organiser.Forms,
		Texts: set.Published(data(c)), Event: c.Event.Name,
	})
}

// data is what every mail shows.
func data(c *config.Config) templates.Data {
	return templates.Data{
		Event: c.Event.Name, Organiser: c.Organiser.Name, Address: c.Organiser.Email, Agenda: c.Agenda,
		Phrases: c.Event.Phrases, Withdraw: c.Event.Withdraw, Privacy: c.Event.Privacy,
		Opens: c.Event.Opens, Closes: c.Event.Closes,
	}
}

// processing is the processor's part of the configuration; log may be nil.
func (s *session) processing(c *config.Config, log *slog.Logger) (mailproc.Config, error) {
	set, err := templates.Load(c.Templates, c.Event.Languages)
	if err != nil {
		all := joined(err)
		more := ""
		if n := len(all) - 1; n > 0 {
			more = fmt.Sprintf(" (and %s)", plural(n, "fault more", "faults more"))
		}
		return mailproc.Config{}, hint(fmt.Errorf("load the templates: %w%s", all[0], more), "`takepart check --offline` tells about each of them")
	}
	files, err := attachments(c)
	if err != nil {
		return mailproc.Config{}, err
	}
	p := decided(c)
	p.Rules, p.Ours, p.Templates, p.Attachments, p.Log = rules(c), known(c, set), set, files, log
	return p, nil
}

// decided is what the organisers decided, without what reads messages and renders mails.
func decided(c *config.Config) mailproc.Config {
	p := mailproc.Config{
		Event: c.Event.Name, Organiser: c.Organiser.Name, Address: c.Organiser.Email, From: c.SMTP.From, EnvelopeFrom: c.SMTP.EnvelopeFrom,
		Required: c.Event.Required, Agenda: c.Agenda, Phrases: c.Event.Phrases, Withdraw: c.Event.Withdraw, Languages: c.Event.Languages,
		Privacy: c.Event.Privacy, RepeatAfter: c.Event.RepeatAfter, ByDays: c.Event.ByDays,
		Admission:  mailproc.Admission{Opens: c.Event.Opens, Closes: c.Event.Closes, Capacity: c.Event.Capacity, Approval: c.Event.Approval},
		Limits:     store.Limits{PerHour: c.SMTP.PerHour, PerDay: c.SMTP.PerDay},
		HoldDoubts: c.SMTP.Hold,
		Start:      mailproc.Start{All: !c.IMAP.Start.Now && c.IMAP.Start.Since.IsZero(), Since: c.IMAP.Start.Since},
		Junk:       c.IMAP.Junk, MoveDone: c.IMAP.MoveTo != "", FileSent: c.IMAP.Sent != "", Connections: c.SMTP.Connections,
	}
	p.SenderCheck = senderCheck(c)
	return p
}

// senderCheck is nil where nothing is asked.
func senderCheck(c *config.Config) func(*message.Message) (bool, string) {
	if c.Sender.Server == "" {
		return nil
	}
	return mailproc.CheckSender(c.Sender.Server, c.Sender.Fields)
}

// attachments are read once: what goes out must not change, or vanish, in the middle of a run.
func attachments(c *config.Config) (map[string][]outbox.Attachment, error) {
	out := map[string][]outbox.Attachment{}
	for lang, paths := range c.Event.Attachments {
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, fmt.Errorf("read the attachment %s: %w", path, plainCause(err))
			}
			kind := mime.TypeByExtension(filepath.Ext(path))
			if kind == "" {
				kind = "application/octet-stream"
			}
			out[lang] = append(out[lang], outbox.Attachment{Name: filepath.Base(path), Type: kind, Data: data})
		}
	}
	return out, nil
}

// mailbox is the organisers' mailbox. The junk folder is read like the others; that it is only reviewed is mailproc's affair.
func mailbox(c *config.Config, log *slog.Logger) *inbox.Mailbox {
	folders := slices.Clone(c.IMAP.Mailboxes)
	if c.IMAP.Junk != "" {
		folders = append(folders, c.IMAP.Junk)
	}
	return inbox.New(inbox.Config{
		Host: c.IMAP.Host, Port: c.IMAP.Port, Security: inbox.Security(c.IMAP.Security), Username: c.IMAP.Username, Password: c.IMAP.Password,
		InsecurePlaintext: c.IMAP.Plain, Mailboxes: folders, Poll: c.IMAP.Poll, MoveTo: c.IMAP.MoveTo, Sent: c.IMAP.Sent, Log: log,
		Complete: message.Complete, First: message.FirstFetch, Max: message.MaxRaw,
	})
}

func way(c *config.Config) outbox.Config {
	return outbox.Config{Host: c.SMTP.Host, Port: c.SMTP.Port, Security: c.SMTP.Security, Username: c.SMTP.Username, Password: c.SMTP.Password, DKIM: c.SMTP.DKIM}
}

// sampleConfig is the sample meeting: what explain assumes without a configuration, and what the demo plays.
func sampleConfig() *config.Config {
	return &config.Config{
		Event: config.Event{
			Name:      "Zero tolerance for child labour, forced labour and human trafficking",
			Languages: templates.Languages(),
			Required:  []registration.Field{registration.FirstName, registration.LastName, registration.Email, registration.Title},
		},
		Organiser: config.Organiser{Name: "Alliance 8.7 Meeting", Email: "participate@meeting.example"},
		SMTP:      config.SMTP{From: "participate@meeting.example", PerHour: 500, PerDay: 2000, Connections: 4},
		Agenda:    templates.SampleAgenda(),
	}
}
