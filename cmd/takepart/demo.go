package main

import (
	"fmt"
	"log/slog"

	"takepart/cmd/internal/demo"
)

type demoCommand struct {
	logFlags
	Once bool `help:"End when all is answered."`
}

// Run plays the sample meeting on servers inside this process. Nothing of it stays, and nothing of it leaves the machine.
func (c *demoCommand) Run(s *session) error {
	log := slog.New(slog.DiscardHandler)
	if c.Debug {
		log = c.logger(s.stderr, slog.LevelDebug)
	}
	pc, err := s.processing(sampleConfig(), log)
	if err != nil {
		return err
	}
	play := demo.Play{Config: pc, Out: s.stdout, Once: c.Once, Table: func(head []string, rows [][]string) {
		t := newTable(head...)
		for _, r := range rows {
			t.row(r...)
		}
		t.printAligned(s.stdout)
	}}
	if err := play.Run(s.ctx); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return nil
}
