package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"takepart/mailproc/postoffice"
)

// TestImportStallsNobody measures the daemon's reaction to new mail while a list is imported, all or nothing. TAKEPART_IMPORT says of how
// many people (2,000); the figures stand in its log.
func TestImportStallsNobody(t *testing.T) {
	n := 2000
	if given, err := strconv.Atoi(os.Getenv("TAKEPART_IMPORT")); err == nil {
		n = given
	}
	m := newMeeting(t)
	var table strings.Builder
	table.WriteString("first_name,last_name,email,title,institution\n")
	for i := range n {
		fmt.Fprintf(&table, "Given%d,Family%d,i%d@org.example,Director,Ministry %d\n", i, i, i, i%50)
	}
	if err := os.WriteFile(filepath.Join(m.dir, "people.csv"), []byte(table.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	accepted := make(chan time.Time, 1)
	m.office.OnAccept(func(postoffice.Mail) { accepted <- time.Now() })
	stop := m.daemon()
	defer stop()
	person := 0
	reaction := func() time.Duration {
		began := time.Now()
		m.deliver(person)
		person++
		return (<-accepted).Sub(began)
	}
	var alone, beside []time.Duration
	for range 21 {
		alone = append(alone, reaction())
	}
	done := make(chan time.Duration)
	go func() {
		began := time.Now()
		m.do("import", "--yes", "people.csv")
		done <- time.Since(began)
	}()
	var took time.Duration
	for took == 0 {
		beside = append(beside, reaction())
		select {
		case took = <-done:
		default:
		}
	}
	slices.Sort(alone)
	slices.Sort(beside)
	t.Logf("%d people imported in %v; reaction alone %v at the median; beside it %v, at worst %v (%d mails)", n, took, alone[len(alone)/2], beside[len(beside)/2], beside[len(beside)-1], len(beside))
	if worst := beside[len(beside)-1]; worst > max(time.Second, took) {
		t.Errorf("a mail had to wait %v", worst)
	}
	if out := m.do("list", "--json", "Family"); strings.Count(out, "\n") != n {
		t.Errorf("%d people are there, not %d", strings.Count(out, "\n"), n)
	}
}
