package main

import (
	"fmt"
	"io"

	"takepart/cmd/internal/export"
)

type exportCommand struct {
	statusFlags
	Format string `default:"csv" enum:"csv,json,jsonl" help:"csv, json or jsonl."`
	Output string `short:"o" placeholder:"FILE" help:"Write this file, complete or not at all; otherwise standard output."`
}

func (c *exportCommand) Run(s *session) error {
	if _, err := c.filter(s); err != nil { // wrong use is told before anything is opened
		return err
	}
	desk, done, err := s.desk()
	if err != nil {
		return err
	}
	defer done()
	f, err := c.filter(s)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error { return desk.Export(s.ctx, w, c.Format, f) }
	if c.Output == "" || c.Output == "-" {
		if err := write(s.stdout); err != nil {
			return told("export", err)
		}
		return nil
	}
	if err := export.ToFile(c.Output, write); err != nil {
		return told(fmt.Sprintf("export to %s", c.Output), plainCause(err))
	}
	return nil
}
