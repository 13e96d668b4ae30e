// Package config reads what the organisers write: config.yaml and the agenda beside it, into a checked Config.
//
// It is strict, because a silently ignored key is a promise that nobody keeps: an unknown key, a wrong value or a secret that
// others can read is a Problem with its line and what to write instead, and all problems are told at once. Nothing is dialled;
// files that the configuration names are looked at, so that a missing agenda is found before the first message is answered.
// JSON is YAML too. Relative paths are relative to the configuration's folder; wall-clock times are in the agenda's zone.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"takepart/mailproc/outbox"
	"takepart/mailproc/registration"
	"takepart/templates"
)

// maxAttachments bounds what goes with one mail, in bytes: most servers refuse more than 25 MB after encoding.
const maxAttachments = 15 << 20

// Config is everything that the organisers decide. It is complete: defaults are filled in.
type Config struct {
	Path      string // of the file
	Dir       string // relative paths start here
	Event     Event
	Organiser Organiser
	IMAP      IMAP
	SMTP      SMTP
	Sender    SenderCheck
	Store     string        // path of the store
	Keep      time.Duration // how long personal data is kept after the meeting's last day; 0: it is not said
	Templates string        // folder of the organisers' own texts; "" = none
	Agenda    *templates.Agenda
}

// Event is the meeting.
type Event struct {
	Name        string
	Languages   []string            // answers go out in one of them; the first is the fallback
	Phrases     map[string][]string // by language; nil: the defaults
	Withdraw    map[string][]string // likewise
	Required    []registration.Field
	AgendaFile  string
	Attachments map[string][]string // paths by language; those under "" go with every agenda
	Privacy     templates.Text
	ByDays      bool      // calendar: days
	Opens       time.Time // wall clock in the agenda's zone; zero: at once
	Closes      time.Time // zero: never; of a bare date, its last minute
	Capacity    int       // 0: no limit
	Approval    bool      // approval: required
	RepeatAfter time.Duration
}

// Organiser is who invites.
type Organiser struct {
	Name, Email string
	Addresses   []string // further addresses of ours
	Lists       []string // mailing lists that are themselves an inbox of ours
	Notify      []string // who is told by mail what needs a person
	Forms       []string // From: addresses of our own web forms
}

// Server is how to reach one server.
type Server struct {
	Host     string
	Port     int
	Security string // "implicit", "starttls" or "none"
	Plain    bool   // insecure_plaintext: no TLS although the host is not this machine
	Username string // "" = no login
	Password string
}

// IMAP is the mailbox.
type IMAP struct {
	Server
	Mailboxes []string
	Junk      string
	MoveTo    string
	Sent      string // copies of what organisers send; "": none
	Poll      time.Duration
	Start     Start
}

// Start says what a first start takes in.
type Start struct {
	Now   bool
	Since time.Time // zero: all
}

// SMTP is the way out.
type SMTP struct {
	Server
	From, EnvelopeFrom string
	Connections        int
	PerHour, PerDay    int
	Hold               bool         // on_doubt: hold
	DKIM               *outbox.DKIM // nil: mails go out unsigned; its Key only with Options.Secrets
}

// SenderCheck is whose Authentication-Results are believed.
type SenderCheck struct {
	Server string // authserv-id; "" = nothing is asked
	Fields int    // how many fields the server writes into one message
}

// Options of Load.
type Options struct {
	Env func(name string) string // the environment; nil = empty
	// Secrets asks for the passwords too. Commands that log in nowhere leave it false, and work where the secret is out of reach.
	Secrets bool
}

// Load reads and checks the configuration at path. An error is either Problems, or that the file cannot be read.
func Load(path string, o Options) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if o.Env == nil {
		o.Env = func(string) string { return "" }
	}
	l := &loader{source: &source{name: path}, options: o}
	if info, err := os.Stat(path); err == nil {
		l.private = info.Mode().Perm()&0o077 == 0
	}
	c := &Config{Path: path, Dir: filepath.Dir(path)}
	if top := l.parse(data); top != nil {
		l.read(top, c)
	}
	if l.problems.sort(); len(l.problems)+len(l.ofAgenda) > 0 {
		return nil, append(l.problems, l.ofAgenda...)
	}
	return c, nil
}

func unreadable(path string, err error) error {
	p := Problem{File: path, What: "cannot be read: " + reason(err)}
	if errors.Is(err, fs.ErrNotExist) {
		p.What, p.Hint = "does not exist", "`takepart init` writes one to start from; -c FILE names another"
	}
	return Problems{p}
}

// reason strips the operation and path that the caller names anyway.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

type loader struct {
	*source
	options  Options
	private  bool // nobody else can read the configuration
	ofAgenda Problems
}

func (l *loader) read(top *section, c *Config) {
	event := top.sub("event")
	l.event(event, c)
	l.organiser(top.sub("organiser"), c)
	zone := time.UTC
	if c.Agenda != nil && c.Agenda.Zone != nil {
		zone = c.Agenda.Zone
	}
	l.imap(top.sub("imap"), c, zone)
	l.smtp(top.sub("smtp"), c)
	st := top.sub("store")
	c.Store = c.under(st.text("path", "takepart.db"))
	c.Keep = st.duration("keep", 0, 24*time.Hour, 10*365*24*time.Hour)
	if info, err := os.Stat(filepath.Dir(c.Store)); err != nil || !info.IsDir() {
		st.complain(st.entries["path"], "path", "its folder does not exist", "make the folder "+filepath.Dir(c.Store))
	}
	st.done()
	tm := top.sub("templates")
	if dir := tm.text("dir", ""); dir != "" {
		c.Templates = c.under(dir)
		if info, err := os.Stat(c.Templates); err != nil || !info.IsDir() {
			tm.complain(tm.entries["dir"], "dir", fmt.Sprintf("%q is not a folder", dir), "take the key out to use the built-in texts")
		}
	}
	tm.done()
	l.written(event, c)
	sc := top.sub("sender_check")
	c.Sender = SenderCheck{Server: sc.text("authserv_id", ""), Fields: sc.number("fields", 1, 1, 9)}
	sc.done()
	top.done()
}

// under makes a path of the configuration independent of the working folder.
func (c *Config) under(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Dir, path)
}

func (l *loader) event(s *section, c *Config) {
	e := &c.Event
	e.Name = s.must("name", `"the name of your meeting"`)
	e.Languages = l.eventLanguages(s)
	e.Phrases = l.phrases(s, "phrases", "I TAKE PART")
	e.Withdraw = l.phrases(s, "withdraw", "I WITHDRAW")
	for lang, list := range e.Phrases {
		for _, p := range list {
			if containsFold(e.Withdraw[lang], p) {
				s.complain(s.entries["withdraw"], "withdraw", fmt.Sprintf("%q cannot both register and withdraw", p), "choose other words")
			}
		}
	}
	e.Required = l.required(s)
	e.AgendaFile = c.under(s.text("agenda", "agenda.yaml"))
	l.agendaFile(s, c)
	e.Attachments = l.attachments(s, c)
	e.Privacy = s.byLanguage("privacy")
	e.RepeatAfter = s.duration("repeat_after", 24*time.Hour, time.Minute, 365*24*time.Hour)
	e.ByDays = s.choice("calendar", "sessions", "days") == "days"
	l.admission(s, c)
	s.done()
}

// admission reads opens, closes, capacity and approval.
func (l *loader) admission(s *section, c *Config) {
	e, zone := &c.Event, time.UTC
	if c.Agenda != nil && c.Agenda.Zone != nil {
		zone = c.Agenda.Zone
	}
	e.Opens, _ = moment(s, "opens", zone)
	closes, bare := moment(s, "closes", zone)
	if bare {
		closes = time.Date(closes.Year(), closes.Month(), closes.Day(), 23, 59, 0, 0, zone)
	}
	e.Closes = closes
	if !e.Opens.IsZero() && !e.Closes.IsZero() && !e.Opens.Before(e.Closes) {
		s.complain(s.entries["closes"], "closes", "is not after event.opens", "write a later time")
	}
	e.Capacity = s.number("capacity", 0, 0, 100_000_000)
	e.Approval = s.choice("approval", "none", "required") == "required"
}

// moment reads a wall-clock time, or a bare date; zero where the key is missing.
func moment(s *section, name string, zone *time.Location) (at time.Time, bare bool) {
	v := s.text(name, "")
	if v == "" {
		return time.Time{}, false
	}
	if t, err := time.ParseInLocation(time.DateOnly, v, zone); err == nil {
		return t, true
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, v, zone); err == nil {
			return t, false
		}
	}
	s.complain(s.entries[name], name, fmt.Sprintf("%q is no time", v), "write it like 2027-01-31 09:00, or 2027-01-31")
	return time.Time{}, false
}

func containsFold(list []string, text string) bool {
	return slices.ContainsFunc(list, func(have string) bool { return strings.EqualFold(have, text) })
}

func (l *loader) eventLanguages(s *section) []string {
	var out []string
	for _, lang := range s.list("languages") {
		if !slices.Contains(out, lang) {
			out = append(out, lang)
		}
	}
	if len(out) == 0 {
		return []string{"en"}
	}
	return out
}

// written complains about languages in which there are no texts: neither takepart's own nor the organisers'.
func (l *loader) written(s *section, c *Config) {
	for _, lang := range c.Event.Languages {
		if slices.Contains(templates.Languages(), lang) {
			continue
		}
		info, err := os.Stat(filepath.Join(c.Templates, lang))
		if c.Templates == "" || !isLanguage(lang) || err != nil || !info.IsDir() {
			s.complain(s.entries["languages"], "languages", fmt.Sprintf("takepart has no texts in %q", lang),
				"choose among "+strings.Join(templates.Languages(), ", ")+", or put its texts into a folder "+lang+" in templates.dir")
		}
	}
}

func (l *loader) phrases(s *section, name, example string) map[string][]string {
	lists := s.listsByLanguage(name)
	if lists == nil {
		return nil
	}
	e := s.entries[name]
	if _, bare := lists[""]; bare || len(lists) == 0 {
		s.complain(e, name, "must be a list for each language", fmt.Sprintf("write %s: {en: [%s]}", name, example))
		return nil
	}
	for _, list := range lists {
		for _, p := range list {
			if len([]rune(p)) < 3 {
				s.complain(e, name, fmt.Sprintf("%q is too short to be told from ordinary words", p), "choose a phrase such as "+example)
			}
		}
	}
	return lists
}

func (l *loader) required(s *section) []registration.Field {
	names := s.list("required")
	if len(names) == 0 {
		return []registration.Field{registration.FirstName, registration.LastName, registration.Email, registration.Title}
	}
	var known []string
	for _, f := range registration.AllFields {
		known = append(known, string(f))
	}
	var out []registration.Field
	for _, name := range names {
		if !slices.Contains(known, name) {
			hint := "choose among " + strings.Join(known, ", ")
			if near := nearest(name, known); near != "" {
				hint = "write " + near
			}
			s.complain(s.entries["required"], "required", fmt.Sprintf("%q is nothing that is told about a person", name), hint)
			continue
		}
		out = append(out, registration.Field(name))
	}
	return out
}

func (l *loader) agendaFile(s *section, c *Config) {
	agenda, problems := LoadAgenda(c.Event.AgendaFile)
	c.Agenda = agenda
	if len(problems) == 1 && problems[0].Line == 0 && agenda == nil {
		e := s.entries["agenda"]
		if e.line == 0 {
			e.line = s.line
		}
		s.complain(e, "agenda", c.Event.AgendaFile+" "+problems[0].What, problems[0].Hint)
		return
	}
	l.ofAgenda = problems
}

func (l *loader) attachments(s *section, c *Config) map[string][]string {
	lists := s.listsByLanguage("attachments")
	total := map[string]int64{}
	for lang, list := range lists {
		for i, name := range list {
			path := c.under(name)
			info, err := os.Stat(path)
			if err != nil || !info.Mode().IsRegular() {
				s.complain(s.entries["attachments"], "attachments", fmt.Sprintf("%s cannot be read", path), "put the file there, or take it out of the list")
				continue
			}
			list[i] = path
			total[lang] += info.Size()
		}
	}
	for lang, size := range total {
		if lang != "" {
			size += total[""]
		}
		if size > maxAttachments {
			s.complain(s.entries["attachments"], "attachments", fmt.Sprintf("%d MB would go with every mail", size>>20), "keep them under 15 MB, or give a link in agenda.yaml (resources)")
		}
	}
	return lists
}

func (l *loader) organiser(s *section, c *Config) {
	o := &c.Organiser
	o.Name = s.must("name", `"the organisers, as attendees see them"`)
	o.Email = l.address(s, "email", s.must("email", "participate@meeting.example"))
	o.Addresses = l.addresses(s, "addresses")
	o.Lists = l.addresses(s, "lists")
	o.Forms = l.addresses(s, "forms")
	o.Notify = l.addresses(s, "notify")
	s.done()
}

func (l *loader) addresses(s *section, name string) []string {
	list := s.list(name)
	for _, a := range list {
		l.address(s, name, a)
	}
	return list
}

// address accepts a bare address only: a name beside it would be taken for part of it elsewhere.
func (l *loader) address(s *section, name, text string) string {
	if text == "" {
		return ""
	}
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text {
		s.complain(s.entries[name], name, fmt.Sprintf("%q is not an e-mail address", text), "write it like participate@meeting.example")
	}
	return text
}

func (l *loader) server(s *section, ports map[string]int, login bool) Server {
	srv := Server{Host: s.must("host", "mail.meeting.example"), Security: s.choice("tls", "implicit", "starttls", "none")}
	srv.Port = s.number("port", ports[srv.Security], 1, 65535)
	srv.Plain = s.yes("insecure_plaintext")
	if srv.Security == "none" && srv.Host != "" && !loopback(srv.Host) && !srv.Plain {
		s.complain(s.entries["tls"], "tls", "without TLS everybody on the way can read the mail and the password", "write tls: implicit or tls: starttls; only if you accept that: insecure_plaintext: true")
	}
	if login {
		srv.Username = s.must("username", "participate@meeting.example")
	} else {
		srv.Username = s.text("username", "")
	}
	srv.Password = l.password(s, srv.Username != "")
	return srv
}

func loopback(host string) bool {
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (l *loader) imap(s *section, c *Config, zone *time.Location) {
	m := &c.IMAP
	m.Server = l.server(s, map[string]int{"implicit": 993, "starttls": 143, "none": 143}, true)
	m.Mailboxes = s.list("mailboxes")
	if len(m.Mailboxes) == 0 {
		m.Mailboxes = []string{"INBOX"}
	}
	for i, name := range m.Mailboxes {
		if slices.Contains(m.Mailboxes[:i], name) {
			s.complain(s.entries["mailboxes"], "mailboxes", fmt.Sprintf("%q stands there twice", name), "keep one")
		}
	}
	m.Junk = s.text("junk", "")
	m.MoveTo = s.text("move_to", "")
	m.Sent = s.text("sent", "")
	for key, folder := range map[string]string{"junk": m.Junk, "move_to": m.MoveTo, "sent": m.Sent} {
		if folder != "" && slices.Contains(m.Mailboxes, folder) {
			s.complain(s.entries[key], key, fmt.Sprintf("%q is one of imap.mailboxes", folder), "name another folder")
		}
	}
	m.Poll = s.duration("poll", time.Minute, time.Second, time.Hour)
	m.Start = start(s, zone)
	s.done()
}

// start reads now, all, or a wall-clock date (with or without a time) in the agenda's zone.
func start(s *section, zone *time.Location) Start {
	v := s.text("start", "now")
	switch v {
	case "now":
		return Start{Now: true}
	case "all":
		return Start{}
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, v, zone); err == nil {
			return Start{Since: t}
		}
	}
	s.complain(s.entries["start"], "start", fmt.Sprintf("%q is neither now, nor all, nor a date", v), "write start: now, or a date such as 2027-01-31")
	return Start{Now: true}
}

func (l *loader) smtp(s *section, c *Config) {
	m := &c.SMTP
	m.Server = l.server(s, map[string]int{"implicit": 465, "starttls": 587, "none": 25}, false)
	m.From = shown(l.address(s, "from", s.text("from", "")), c.Organiser.Email)
	m.EnvelopeFrom = shown(l.address(s, "envelope_from", s.text("envelope_from", "")), m.From)
	l.numbered(s, m.EnvelopeFrom)
	m.Connections = s.number("connections", 4, 1, 32)
	m.PerHour = s.number("per_hour", 500, 1, 100_000_000)
	m.PerDay = s.number("per_day", 2000, 1, 100_000_000)
	m.Hold = s.choice("on_doubt", "resend", "hold") == "hold"
	m.DKIM = l.dkim(s, c)
	s.done()
}

// numbered checks an envelope address in which each mail's own number, 32 characters, takes the place of a *.
func (l *loader) numbered(s *section, addr string) {
	local, domain, _ := strings.Cut(addr, "@")
	if n := strings.Count(local, "*"); strings.Contains(domain, "*") || n > 1 || n == 1 && len(local)+31 > 64 {
		s.complain(s.entries["envelope_from"], "envelope_from", "the number that takes the place of * does not fit", "write it like participate+*@meeting.example, with at most 32 characters beside the *")
	}
}

// Ours are all addresses that are the organisers' own.
func (c *Config) Ours() []string {
	all := append([]string{c.Organiser.Email, c.SMTP.From}, c.Organiser.Addresses...)
	if c.SMTP.EnvelopeFrom != "" {
		all = append(all, c.SMTP.EnvelopeFrom)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
