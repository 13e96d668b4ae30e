package main

import (
	"context"
	"fmt"
	"net"
	"strings"
)

// dkim looks whether receivers find the key that mails are signed with.
func (k *checking) dkim() {
	d := k.config.SMTP.DKIM
	if d == nil {
		return
	}
	name, record, err := d.Record()
	if err != nil {
		k.problem("dkim", err, "")
		return
	}
	ctx, cancel := context.WithTimeout(k.ctx, checkTimeout)
	defer cancel()
	found, err := net.DefaultResolver.LookupTXT(ctx, name)
	advice := fmt.Sprintf("publish this TXT record: %s  %s", name, record)
	switch {
	case err != nil:
		k.problem("dkim", fmt.Errorf("receivers find no key: %w", err), advice)
	case !published(found, record):
		k.problem("dkim", fmt.Errorf("%s holds another key", name), advice)
	default:
		k.ok("dkim", "signs as "+d.Domain+", the key is found at "+name)
	}
}

// published tells whether one of the records found has the key of ours; other tags may differ.
func published(found []string, record string) bool {
	key := tag(record, "p")
	for _, r := range found {
		if tag(r, "p") == key {
			return true
		}
	}
	return false
}

// tag reads a tag of a DKIM record (RFC 6376, 3.2), without white space.
func tag(record, name string) string {
	for part := range strings.SplitSeq(record, ";") {
		key, value, _ := strings.Cut(part, "=")
		if strings.TrimSpace(key) == name {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return ""
}
