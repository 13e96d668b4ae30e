package postoffice

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

func (f *Office) newIMAP() *imapserver.Server {
	caps := imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapNamespace: {}, imap.CapMove: {}, imap.CapUIDPlus: {}, imap.CapChildren: {}}
	if f.o.NoMove {
		delete(caps, imap.CapMove)
	}
	if f.o.NoUIDPlus {
		delete(caps, imap.CapUIDPlus)
	}
	o := &imapserver.Options{
		NewSession:   f.newSession,
		Caps:         caps,
		Logger:       printer{f},
		InsecureAuth: f.o.Security != StartTLS,
	}
	switch f.o.Security {
	case StartTLS:
		o.TLSConfig = f.serverTLS()
	case Implicit:
		f.imapL = tls.NewListener(f.imapL, f.serverTLS())
	}
	if f.o.NoIdle {
		f.imapL = withoutIdle{f.imapL}
	}
	return imapserver.New(o)
}

// printer takes what the server libraries would write to standard error.
type printer struct{ f *Office }

func (p printer) Printf(format string, args ...any) { p.f.o.Log.Debug(fmt.Sprintf(format, args...)) }
func (p printer) Println(args ...any)               { p.f.o.Log.Debug(strings.TrimSpace(fmt.Sprintln(args...))) }

// withoutIdle takes IDLE, which go-imap's server always offers, out of the capabilities.
type withoutIdle struct{ net.Listener }

func (l withoutIdle) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return idleless{c}, nil
}

type idleless struct{ net.Conn }

func (c idleless) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("CAPABILITY")) {
		if _, err := c.Conn.Write(bytes.Replace(p, []byte(" IDLE"), nil, 1)); err != nil {
			return 0, err
		}
		return len(p), nil
	}
	return c.Conn.Write(p)
}

// session is imapmemserver's, with faults, an IDLE that misses nothing, and what Options takes away.
type session struct {
	*imapmemserver.UserSession
	f    *Office
	conn *imapserver.Conn
}

func (f *Office) newSession(c *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	s := &session{UserSession: imapmemserver.NewUserSession(f.user), f: f, conn: c}
	f.mu.Lock()
	f.sessions[c] = struct{}{}
	f.mu.Unlock()
	if err := s.step("imap connect"); err != nil {
		return nil, nil, err
	}
	return s, nil, nil
}

func (s *session) Close() error {
	s.f.mu.Lock()
	delete(s.f.sessions, s.conn)
	s.f.mu.Unlock()
	return s.UserSession.Close()
}

// step asks for a fault; its error is what the server answers.
func (s *session) step(name string) error {
	reply, ok := s.f.judge(name, func() error { return s.conn.NetConn().Close() })
	switch typ, text, _ := strings.Cut(reply, " "); {
	case ok:
		return nil
	case reply == "":
		return net.ErrClosed
	case typ == "BYE" && name != "imap connect":
		_ = s.conn.Bye(text)
		return net.ErrClosed
	default:
		return &imap.Error{Type: imap.StatusResponseType(typ), Text: text}
	}
}

// around is one command between two steps.
func (s *session) around(name string, do func() error) error {
	if err := s.step(name); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return s.step(name + " done")
}

func (s *session) Login(user, password string) error {
	return s.around("imap login", func() error { return s.UserSession.Login(user, password) })
}

func (s *session) Select(mailbox string, o *imap.SelectOptions) (data *imap.SelectData, err error) {
	err = s.around("imap select", func() error {
		data, err = s.UserSession.Select(mailbox, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	system := []imap.Flag{imap.FlagSeen, imap.FlagAnswered, imap.FlagFlagged, imap.FlagDeleted, imap.FlagDraft}
	data.PermanentFlags = append(system, imap.FlagWildcard)
	if s.f.o.NoKeywords {
		data.PermanentFlags = system
	}
	if o.ReadOnly {
		data.PermanentFlags = nil
	}
	return data, nil
}

func (s *session) Search(kind imapserver.NumKind, c *imap.SearchCriteria, o *imap.SearchOptions) (data *imap.SearchData, err error) {
	err = s.around("imap search", func() error {
		data, err = s.UserSession.Search(kind, c, o)
		return err
	})
	return data, err
}

func (s *session) Status(mailbox string, o *imap.StatusOptions) (data *imap.StatusData, err error) {
	err = s.around("imap status", func() error {
		data, err = s.UserSession.Status(mailbox, o)
		return err
	})
	return data, err
}

func (s *session) Fetch(w *imapserver.FetchWriter, set imap.NumSet, o *imap.FetchOptions) error {
	return s.around("imap fetch", func() error { return s.UserSession.Fetch(w, set, o) })
}

func (s *session) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, o *imap.StoreOptions) error {
	return s.around("imap store", func() error {
		defer s.f.change()
		if s.f.o.NoKeywords {
			flags = &imap.StoreFlags{Op: flags.Op, Silent: flags.Silent, Flags: systemOnly(flags.Flags)}
		}
		return s.UserSession.Store(w, set, flags, o)
	})
}

func systemOnly(flags []imap.Flag) (kept []imap.Flag) {
	for _, f := range flags {
		if strings.HasPrefix(string(f), `\`) {
			kept = append(kept, f)
		}
	}
	return kept
}

func (s *session) Copy(set imap.NumSet, dest string) (data *imap.CopyData, err error) {
	err = s.around("imap copy", func() error {
		defer s.f.change()
		data, err = s.UserSession.Copy(set, dest)
		return err
	})
	return data, err
}

func (s *session) Move(w *imapserver.MoveWriter, set imap.NumSet, dest string) error {
	return s.around("imap move", func() error {
		if s.f.o.NoMove {
			return &imap.Error{Type: imap.StatusResponseTypeBad, Text: "Unknown command"}
		}
		defer s.f.change()
		return s.UserSession.Move(w, set, dest)
	})
}

func (s *session) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	return s.around("imap expunge", func() error {
		if s.f.o.NoUIDPlus && uids != nil {
			return &imap.Error{Type: imap.StatusResponseTypeBad, Text: "Unknown command"}
		}
		defer s.f.change()
		return s.UserSession.Expunge(w, uids)
	})
}

func (s *session) Create(mailbox string, o *imap.CreateOptions) error {
	return s.around("imap create", func() error { return s.UserSession.Create(mailbox, o) })
}

func (s *session) Append(mailbox string, r imap.LiteralReader, o *imap.AppendOptions) (data *imap.AppendData, err error) {
	err = s.around("imap append", func() error {
		defer s.f.change()
		data, err = s.UserSession.Append(mailbox, r, o)
		return err
	})
	return data, err
}

// Idle tells what happens as it happens. imapmemserver's own Idle would sleep over what came in just before it.
func (s *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	if err := s.step("imap idle"); err != nil {
		return err
	}
	for {
		changed := s.f.next()
		if err := s.UserSession.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-stop:
			return nil
		case <-s.f.closing:
			return nil
		}
	}
}

// Messages are those of a mailbox ("" is the first), with their flags, as an IMAP client sees them.
func (f *Office) Messages(mailbox string) (kept []Kept, err error) {
	if mailbox == "" {
		mailbox = f.o.Mailboxes[0]
	}
	err = f.inside(func(c *imapclient.Client) error {
		kept, err = inspect(c, mailbox)
		return err
	})
	return kept, err
}

// Expunge deletes a message of a mailbox for good, as another client does.
func (f *Office) Expunge(mailbox string, uid uint32) error {
	defer f.change()
	return f.inside(func(c *imapclient.Client) error {
		if _, err := c.Select(mailbox, nil).Wait(); err != nil {
			return fmt.Errorf("open %s: %w", mailbox, err)
		}
		set := imap.UIDSetNum(imap.UID(uid))
		if err := c.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close(); err != nil {
			return fmt.Errorf("delete message %d of %s: %w", uid, mailbox, err)
		}
		return c.UIDExpunge(set).Close()
	})
}

// inside gives a client that is logged in, past all faults.
func (f *Office) inside(do func(*imapclient.Client) error) error {
	here, there := net.Pipe()
	inspector := imapserver.New(&imapserver.Options{InsecureAuth: true, Logger: printer{f}, NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
		return imapmemserver.NewUserSession(f.user), &imapserver.GreetingData{PreAuth: true}, nil
	}})
	done := make(chan struct{})
	go func() { defer close(done); _ = inspector.Serve(&one{conn: there}) }()
	c := imapclient.New(here, nil)
	defer func() { _ = c.Close(); _ = inspector.Close(); <-done }()
	return do(c)
}

// Inspect logs in to any IMAP server (in clear: on loopback) and reads a mailbox with its flags, changing nothing. For tests.
func Inspect(addr, user, password, mailbox string) ([]Kept, error) {
	c, err := imapclient.DialInsecure(addr, nil)
	if err != nil {
		return nil, fmt.Errorf("inspect %s: %w", addr, err)
	}
	defer c.Close()
	if err := c.Login(user, password).Wait(); err != nil {
		return nil, fmt.Errorf("inspect %s: %w", addr, err)
	}
	return inspect(c, mailbox)
}

func inspect(c *imapclient.Client, mailbox string) ([]Kept, error) {
	box, err := c.Select(mailbox, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", mailbox, err)
	}
	if box.NumMessages == 0 {
		return nil, nil
	}
	body := &imap.FetchItemBodySection{Peek: true}
	all, err := c.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{UID: true, Flags: true, BodySection: []*imap.FetchItemBodySection{body}}).Collect()
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", mailbox, err)
	}
	kept := make([]Kept, 0, len(all))
	for _, m := range all {
		k := Kept{UID: uint32(m.UID), Raw: m.FindBodySection(body)}
		for _, flag := range m.Flags {
			k.Flags = append(k.Flags, string(flag))
		}
		kept = append(kept, k)
	}
	return kept, nil
}

// one is a listener of a single connection.
type one struct {
	conn net.Conn
	used bool
}

func (l *one) Accept() (net.Conn, error) {
	if l.used {
		return nil, net.ErrClosed
	}
	l.used = true
	return l.conn, nil
}
func (l *one) Close() error   { return nil }
func (l *one) Addr() net.Addr { return l.conn.LocalAddr() }

// Renumber gives a mailbox a new UIDVALIDITY and its messages new UIDs, as a server does that had to rebuild its index. All
// connections are dropped.
func (f *Office) Renumber(mailbox string) error {
	kept, err := f.Messages(mailbox)
	if err != nil {
		return err
	}
	if err := errors.Join(f.user.Delete(mailbox), f.user.Create(mailbox, nil)); err != nil {
		return err
	}
	for _, k := range kept {
		o := &imap.AppendOptions{}
		for _, flag := range k.Flags {
			o.Flags = append(o.Flags, imap.Flag(flag))
		}
		if _, err := f.put(mailbox, k.Raw, o); err != nil {
			return err
		}
	}
	f.Disconnect()
	return nil
}

var _ io.Reader = literal{}
