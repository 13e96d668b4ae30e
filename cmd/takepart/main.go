// Command takepart registers people for a meeting by e-mail: it reads the organisers' mailbox, keeps who takes part, and sends
// the detailed agenda back. The README tells how to use it; mailproc tells what it promises.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// After the first signal the default action is back: a second one ends the process at once. The store survives that.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
