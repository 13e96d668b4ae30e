package real

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// Postfix is a private mail server that delivers into the Maildirs of a Dovecot.
type Postfix struct {
	Addr string
	dir  string
}

// StartPostfix starts one, which ends with the test. users names the Dovecot user of each address it takes mail for; mail to others
// is refused at RCPT TO. routes are lines of transport(5) for other domains, whose mail it then takes and hands on.
func StartPostfix(t testing.TB, d *Dovecot, users map[string]string, routes ...string) *Postfix {
	t.Helper()
	master := binary(t, "master")
	if os.Getuid() != 0 {
		t.Fatal("TAKEPART_REAL=1 is set, and Postfix can only be started by root")
	}
	dir := room(t)
	p := &Postfix{Addr: fmt.Sprintf("127.0.0.1:%d", freePort(t)), dir: dir}
	var boxes strings.Builder
	var domains []string
	for address, user := range users {
		fmt.Fprintf(&boxes, "%s %s/Maildir/\n", address, user)
		_, domain, _ := strings.Cut(address, "@")
		domains = append(domains, domain)
	}
	slices.Sort(domains)
	write(t, filepath.Join(dir, "boxes"), boxes.String(), 0o644)
	write(t, filepath.Join(dir, "routes"), strings.Join(routes, "\n")+"\n", 0o644)
	write(t, filepath.Join(dir, "main.cf"), strings.NewReplacer("DIR", dir, "MAIL", filepath.Join(d.Root, "mail"), "UID", fmt.Sprint(uid),
		"DOMAINS", strings.Join(slices.Compact(domains), " "), "DAEMONS", filepath.Dir(master)).Replace(mainCF), 0o644)
	write(t, filepath.Join(dir, "master.cf"), strings.ReplaceAll(masterCF, "PORT", port(p.Addr)), 0o644)
	p.spool(t)
	run(t, syscall.SIGTERM, master, "-c", dir, "-d").await(t, p.Addr)
	return p
}

const mainCF = `compatibility_level = 3.6
queue_directory = DIR/spool
data_directory = DIR/data
daemon_directory = DAEMONS
maillog_file = DIR/log
maillog_file_prefixes = DIR
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.meeting.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
default_transport = error:5.1.1 there is no other host in this test
virtual_mailbox_domains = DOMAINS
virtual_mailbox_base = MAIL
virtual_mailbox_maps = texthash:DIR/boxes
virtual_minimum_uid = 1
virtual_uid_maps = static:UID
virtual_gid_maps = static:UID
virtual_transport = virtual
recipient_delimiter = +
transport_maps = texthash:DIR/routes
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_mynetworks, reject
smtpd_client_connection_rate_limit = 0
biff = no
`

const masterCF = `127.0.0.1:PORT inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// spool makes the queue's directories with the owners that Postfix wants (postfix-files(5)).
func (p *Postfix) spool(t testing.TB) {
	t.Helper()
	owner, drop := ids(t, "postfix"), groupID(t, "postdrop")
	private := []string{"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"}
	for _, d := range append([]string{"", "pid"}, private...) {
		mkdir(t, filepath.Join(p.dir, "spool", d), 0o755, 0, 0)
	}
	for _, d := range private {
		mkdir(t, filepath.Join(p.dir, "spool", d), 0o700, owner, 0)
	}
	mkdir(t, filepath.Join(p.dir, "spool", "public"), 0o710, owner, drop)
	mkdir(t, filepath.Join(p.dir, "spool", "maildrop"), 0o730, owner, drop)
	mkdir(t, filepath.Join(p.dir, "data"), 0o700, owner, 0)
}

func mkdir(t testing.TB, path string, mode os.FileMode, owner, group int) {
	t.Helper()
	if err := os.MkdirAll(path, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, owner, group); err != nil {
		t.Fatal(err)
	}
}

// Log is what Postfix has written so far.
func (p *Postfix) Log() string {
	raw, _ := os.ReadFile(filepath.Join(p.dir, "log"))
	return string(raw)
}
