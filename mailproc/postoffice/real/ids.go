package real

import (
	"os/user"
	"strconv"
	"testing"
)

// ids is the number of an account that a package made.
func ids(t testing.TB, name string) int {
	t.Helper()
	u, err := user.Lookup(name)
	if err != nil {
		t.Fatalf("the account %s is missing, which the postfix package makes: %v", name, err)
	}
	n, _ := strconv.Atoi(u.Uid)
	return n
}

func groupID(t testing.TB, name string) int {
	t.Helper()
	g, err := user.LookupGroup(name)
	if err != nil {
		t.Fatalf("the group %s is missing, which the postfix package makes: %v", name, err)
	}
	n, _ := strconv.Atoi(g.Gid)
	return n
}
