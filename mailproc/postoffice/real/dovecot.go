package real

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
)

// Password is that of every user.
const Password = "secret"

// DovecotOptions of a private Dovecot.
type DovecotOptions struct {
	Users       []string // default "post" alone; the first is whom Deliver and Maildir mean
	Extra       string   // lines added to the configuration, such as "imap_capability = IMAP4rev1 IDLE"
	Certificate *tls.Certificate
}

// Dovecot is a private IMAP server over one Maildir a user.
type Dovecot struct {
	Addr, TLSAddr string // plain text with STARTTLS; implicit TLS
	Root          string // holds mail/USER/Maildir
	Users         []string

	roots *x509.CertPool
	count atomic.Int64
	t     testing.TB
}

// StartDovecot starts one, which ends with the test.
func StartDovecot(t testing.TB, o DovecotOptions) *Dovecot {
	t.Helper()
	path := binary(t, "dovecot")
	if len(o.Users) == 0 {
		o.Users = []string{"post"}
	}
	d := &Dovecot{Root: room(t), Users: o.Users, t: t}
	d.Addr, d.TLSAddr = fmt.Sprintf("127.0.0.1:%d", freePort(t)), fmt.Sprintf("127.0.0.1:%d", freePort(t))
	for _, u := range o.Users {
		for _, sub := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(d.MaildirOf(u), sub), 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	d.Own()
	conf := d.configure(o)
	p := run(t, syscall.SIGTERM, path, "-F", "-c", conf)
	p.await(t, d.Addr)
	return d
}

func (d *Dovecot) configure(o DovecotOptions) (path string) {
	t, run := d.t, filepath.Join(d.Root, "run")
	if err := os.MkdirAll(run, 0o755); err != nil {
		t.Fatal(err)
	}
	d.certificate(run, o.Certificate)
	owner := fmt.Sprintf("%d:%d", uid, uid)
	rootless := ""
	if os.Getuid() != 0 {
		owner, rootless = fmt.Sprintf("%d:%d", os.Getuid(), os.Getgid()), asOneself(t)
	}
	var users strings.Builder
	for _, u := range o.Users {
		fmt.Fprintf(&users, "%s:{PLAIN}%s:%s::%s::userdb_mail=maildir:%s\n", u, Password, owner, filepath.Join(d.Root, "mail", u), d.MaildirOf(u))
	}
	write(t, filepath.Join(run, "users"), users.String(), 0o644)
	path = filepath.Join(run, "dovecot.conf")
	write(t, path, strings.NewReplacer("RUN", run, "PORT", port(d.Addr), "SPORT", port(d.TLSAddr), "EXTRA", o.Extra+"\n"+rootless).Replace(dovecotConf), 0o644)
	return path
}

const dovecotConf = `
base_dir = RUN/base
state_dir = RUN/state
instance_name = takepart-test
protocols = imap
listen = 127.0.0.1
log_path = RUN/log
ssl = yes
ssl_cert = <RUN/tls.crt
ssl_key = <RUN/tls.key
disable_plaintext_auth = no
first_valid_uid = 1
mail_max_userip_connections = 100
passdb {
  driver = passwd-file
  args = RUN/users
}
userdb {
  driver = passwd-file
  args = RUN/users
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = PORT
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = SPORT
    ssl = yes
  }
}
namespace inbox {
  inbox = yes
  separator = /
}
EXTRA
`

// asOneself is what Dovecot needs where it is not started by root.
func asOneself(t testing.TB) string {
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("ME", me.Username, "GROUP", group.Name).Replace(`default_internal_user = ME
default_login_user = ME
default_internal_group = GROUP
service anvil {
  chroot =
}
service imap-login {
  chroot =
}
service stats {
  chroot =
}
`)
}

func port(addr string) string { return addr[strings.LastIndexByte(addr, ':')+1:] }

func (d *Dovecot) certificate(dir string, c *tls.Certificate) {
	if c == nil {
		own, err := postoffice.Certificate(time.Now().Add(-time.Hour), time.Now().AddDate(0, 1, 0), "localhost", "127.0.0.1")
		if err != nil {
			d.t.Fatal(err)
		}
		c = &own
	}
	key, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		d.t.Fatal(err)
	}
	write(d.t, filepath.Join(dir, "tls.crt"), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]})), 0o644)
	write(d.t, filepath.Join(dir, "tls.key"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})), 0o600)
	d.roots = x509.NewCertPool()
	d.roots.AddCert(c.Leaf)
}

// ClientTLS trusts its certificate.
func (d *Dovecot) ClientTLS() *tls.Config {
	return &tls.Config{RootCAs: d.roots, ServerName: "localhost", MinVersion: tls.VersionTLS12}
}

// Maildir of the first user: cur, new and tmp are in it. Call Own after putting files there by other means than Deliver.
func (d *Dovecot) Maildir() string { return d.MaildirOf(d.Users[0]) }

// MaildirOf a user.
func (d *Dovecot) MaildirOf(user string) string {
	return filepath.Join(d.Root, "mail", user, "Maildir")
}

// Own gives all mail to the user that Dovecot reads it as.
func (d *Dovecot) Own() { d.t.Helper(); own(d.t, filepath.Join(d.Root, "mail")) }

// Deliver puts a message into the first user's INBOX, as a mail server does.
func (d *Dovecot) Deliver(raw []byte) { d.t.Helper(); d.DeliverTo(d.Users[0], raw) }

// DeliverTo puts a message into a user's INBOX.
func (d *Dovecot) DeliverTo(user string, raw []byte) {
	d.t.Helper()
	n := d.count.Add(1)
	name := fmt.Sprintf("%d.M%06dP1.test", 1700000000+n, n%1000000)
	tmp := filepath.Join(d.MaildirOf(user), "tmp", name)
	write(d.t, tmp, string(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))), 0o644)
	if os.Getuid() == 0 {
		if err := os.Lchown(tmp, uid, uid); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := os.Rename(tmp, filepath.Join(d.MaildirOf(user), "new", name)); err != nil {
		d.t.Fatal(err)
	}
}

// Messages are those of a user's mailbox with their flags, as an IMAP client sees them.
func (d *Dovecot) Messages(user, mailbox string) []postoffice.Kept {
	d.t.Helper()
	kept, err := postoffice.Inspect(d.Addr, user, Password, mailbox)
	if err != nil {
		d.t.Fatal(err)
	}
	return kept
}

// Log is what Dovecot has written so far.
func (d *Dovecot) Log() string {
	raw, _ := os.ReadFile(filepath.Join(d.Root, "run", "log"))
	return string(raw)
}
