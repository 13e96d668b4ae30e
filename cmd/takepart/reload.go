package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"takepart/cmd/internal/admin"
	"takepart/cmd/internal/config"
	"takepart/mailproc"
)

// reloaded is a configuration that was read again and is right.
type reloaded struct {
	config     *config.Config
	processing mailproc.Config
}

// reload reads configuration, agenda, texts and attachments again. Where anything is wrong the old ones stay. The store stays
// open, and what is in flight is finished before the new configuration counts.
func (d *daemon) reload() (admin.Reloaded, error) {
	out := admin.Reloaded{Config: d.configPath(), Restart: []string{}}
	s := *d.session // the zone of what is shown must not change under a command
	cfg, err := s.load(true)
	if err != nil {
		return out, plainProblems(err)
	}
	if cfg.Store != d.storePath {
		out.Restart = append(out.Restart, "store.path")
		cfg.Store = d.storePath
	}
	pc, err := s.processing(cfg, d.log)
	if err != nil {
		return out, err
	}
	select { // the latest counts
	case <-d.next:
	default:
	}
	d.next <- &reloaded{cfg, pc}
	return out, nil
}

// plainProblems tells all problems of a configuration in one line.
func plainProblems(err error) error {
	var problems config.Problems
	if !errors.As(err, &problems) {
		return err
	}
	var all []string
	for _, p := range problems {
		all = append(all, p.Error())
	}
	return errors.New(strings.Join(all, "; "))
}

// until runs the processor until it ends, or until a new configuration is there: then that, once all in flight is settled.
func (d *daemon) until(ctx context.Context, p *mailproc.Processor) (*reloaded, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	var next *reloaded
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case next = <-d.next:
			stop()
		case <-inner.Done():
		}
	}()
	err := p.Run(inner)
	stop()
	<-watched
	if err != nil || ctx.Err() != nil {
		return nil, err
	}
	return next, nil
}

// heedHangups reloads at each SIGHUP until the function that it gives is called.
func (d *daemon) heedHangups(ctx context.Context) (stop func()) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	quit := make(chan struct{})
	go func() {
		for {
			select {
			case <-hangups:
				out, err := d.reload()
				if err != nil {
					d.log.Error("the new configuration is wrong, the old one stays", "error", err)
				}
				for _, key := range out.Restart {
					d.log.Warn("needs a restart", "key", key)
				}
			case <-ctx.Done():
				return
			case <-quit:
				return
			}
		}
	}()
	return func() { signal.Stop(hangups); close(quit) }
}

type reloadCommand struct{}

func (c *reloadCommand) Run(s *session) error {
	cfg, err := s.load(false)
	if err != nil {
		report(s.stderr, err)
		fmt.Fprintln(s.stderr, "takepart: nothing is reloaded: a daemon that runs keeps what it has")
		return quietError{}
	}
	desk := admin.Dial(cfg.Store)
	if desk == nil {
		return hint(errors.New("takepart does not run"), "takepart run reads the configuration as it is then")
	}
	out, err := desk.Reload(s.ctx, whoActs())
	if err != nil {
		return told("reload", err)
	}
	fmt.Fprintf(s.stdout, "%s is read again; what is in flight is finished first\n", out.Config)
	for _, key := range out.Restart {
		fmt.Fprintf(s.stdout, "%s needs a restart: its old value stays\n", key)
	}
	return nil
}
