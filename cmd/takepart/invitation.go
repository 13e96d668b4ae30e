package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"takepart/mailproc/outbox"
	"takepart/templates"
)

type invitationCommand struct {
	Lang []string `placeholder:"LANG" help:"Only these languages; otherwise all of event.languages."`
	Out  string   `short:"o" name:"output" required:"" placeholder:"DIR" help:"Folder to write into; made if it is missing. What an earlier invitation wrote there is written anew."`
}

// Run writes what organisers publish: in a folder per language the invitation as text, as HTML and as a draft, the link that opens a
// message to fill in, the same as a QR code, and a paragraph for web pages.
func (c *invitationCommand) Run(s *session) error {
	conf, err := s.load(false)
	if err != nil {
		return err
	}
	languages := conf.Event.Languages
	if len(c.Lang) > 0 {
		languages = nil
		for _, l := range c.Lang {
			languages = append(languages, strings.Split(l, ",")...)
		}
	}
	for _, l := range languages {
		if !slices.Contains(conf.Event.Languages, l) {
			return usageError{fmt.Errorf("%q is none of event.languages, %s", l, strings.Join(conf.Event.Languages, ", "))}
		}
	}
	set, err := templates.Load(conf.Templates, conf.Event.Languages)
	if err != nil {
		return hint(fmt.Errorf("load the templates: %w", err), "`takepart check --offline` tells about each of them")
	}
	t := newTable("LANGUAGE", "FOLDER", "WHAT TO WRITE")
	for _, l := range languages {
		kit, err := set.Kit(l, data(conf))
		if err != nil {
			return fmt.Errorf("the invitation in %s: %w", l, err)
		}
		dir := filepath.Join(c.Out, l)
		if err := writeKit(dir, kit, outbox.Mail{FromName: conf.Organiser.Name, From: conf.Organiser.Email, Language: l}); err != nil {
			return fmt.Errorf("write the invitation in %s: %w", l, err)
		}
		first, _, _ := strings.Cut(set.Form(l, data(conf)).Body, "\n")
		t.row(l, dir, first)
	}
	t.print(s.stdout)
	return nil
}

// writeKit writes the files of one language. They are for everybody to read: that is what an invitation is for.
func writeKit(dir string, kit templates.Kit, draft outbox.Mail) error {
	code, err := newSymbol(kit.Link)
	if err != nil {
		return err
	}
	picture, err := code.png()
	if err != nil {
		return err
	}
	draft.Subject, draft.Text, draft.HTML = kit.Subject, kit.Text, kit.HTML
	eml, err := outbox.Draft(&draft)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"invitation.txt", []byte(kit.Subject + "\n\n" + kit.Text)}, {"invitation.html", []byte(kit.HTML)}, {"invitation.eml", eml},
		{"link.txt", []byte(kit.Link + "\n")}, {"web.html", []byte(kit.Web)}, {"qr.png", picture}, {"qr.svg", code.svg()},
	} {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
