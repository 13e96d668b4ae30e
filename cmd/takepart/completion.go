package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"takepart/cmd/internal/export"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints a script for the shell, made of the command tree, so that it knows what this version knows.
func (c *completionCommand) Run(s *session, app *kong.Kong) error {
	nodes := commandsOf(app.Model.Node, "")
	switch c.Shell {
	case "bash":
		fmt.Fprintf(s.stdout, "# bash completion for takepart: source <(takepart completion bash)\n%s", bashCompletion(nodes))
	case "zsh": // zsh can use those of bash
		fmt.Fprintf(s.stdout, "# zsh completion for takepart: source <(takepart completion zsh)\nautoload -U +X compinit && compinit -i\nautoload -U +X bashcompinit && bashcompinit\n%s", bashCompletion(nodes))
	case "fish":
		fmt.Fprintf(s.stdout, "# fish completion for takepart: takepart completion fish | source\n%s", fishCompletion(nodes))
	}
	return nil
}

// commandNode is one command with what may follow it.
type commandNode struct {
	path  string // "review accept"; "" is takepart itself
	node  *kong.Node
	words []string // commands and flags
}

// commandsOf walks the command tree, parents first.
func commandsOf(n *kong.Node, path string) []commandNode {
	one := commandNode{path: path, node: n}
	var below []commandNode
	for _, c := range n.Children {
		if c.Hidden {
			continue
		}
		one.words = append(one.words, c.Name)
		below = append(below, commandsOf(c, strings.TrimSpace(path+" "+c.Name))...)
	}
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			one.words = append(one.words, "--"+f.Name)
		}
	}
	return append([]commandNode{one}, below...)
}

func bashCompletion(nodes []commandNode) string {
	var b strings.Builder
	b.WriteString("_takepart() {\n  local path= word choices i\n  for ((i = 1; i < COMP_CWORD; i++)); do\n    word=${COMP_WORDS[i]}\n    case \"$path $word\" in\n")
	for _, n := range nodes[1:] {
		parent, name := "", n.path
		if i := strings.LastIndexByte(n.path, ' '); i > 0 {
			parent, name = n.path[:i], n.path[i+1:]
		}
		fmt.Fprintf(&b, "      %q) path=%q ;;\n", parent+" "+name, n.path)
	}
	b.WriteString("    esac\n  done\n  case \"$path\" in\n")
	for _, n := range nodes {
		fmt.Fprintf(&b, "    %q) choices=%q ;;\n", n.path, strings.Join(n.words, " "))
	}
	b.WriteString("  esac\n  COMPREPLY=($(compgen -W \"$choices\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _takepart takepart\n")
	return b.String()
}

func fishCompletion(nodes []commandNode) string {
	var b strings.Builder
	for _, n := range nodes {
		here := "__fish_use_subcommand"
		if n.path != "" {
			here = "__fish_seen_subcommand_from " + n.path[strings.LastIndexByte(n.path, ' ')+1:]
		}
		for _, c := range n.node.Children {
			if !c.Hidden {
				fmt.Fprintf(&b, "complete -c takepart -f -n %s -a %s -d %s\n", fishQuote(here), c.Name, fishQuote(c.Help))
			}
		}
		for _, f := range n.node.Flags {
			if !f.Hidden {
				fmt.Fprintf(&b, "complete -c takepart -n %s -l %s -d %s\n", fishQuote(here), f.Name, fishQuote(f.Help))
			}
		}
	}
	return b.String()
}

func fishQuote(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text) + "'"
}

type manCommand struct {
	Dir string `arg:"" default:"." help:"The folder to write takepart.1 and takepart-COMMAND.1 into."`
}

// Run writes man pages made of the same text as --help.
func (c *manCommand) Run(s *session, app *kong.Kong) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", plainCause(err))
	}
	nodes := commandsOf(app.Model.Node, "")
	for _, n := range nodes {
		name := strings.ReplaceAll(strings.TrimSpace("takepart "+n.path), " ", "-")
		path := filepath.Join(c.Dir, name+".1")
		err := export.ToFile(path, func(w io.Writer) error {
			_, err := io.WriteString(w, manPage(name, n))
			return err
		})
		if err == nil {
			err = os.Chmod(path, 0o644)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", path, plainCause(err))
		}
	}
	fmt.Fprintf(s.stdout, "%s written to %s; man -l %s shows the first\n", plural(len(nodes), "page", "pages"), c.Dir, filepath.Join(c.Dir, "takepart.1"))
	return nil
}

// roff escapes a text for troff: a backslash, and a dot or an apostrophe at the beginning of a line.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(strings.ReplaceAll(text, "$$", "$"))
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

func manPage(name string, n commandNode) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1\n.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.B %s\n", strings.ToUpper(roff(name)), roff(name), roff(n.node.Help), roff(strings.ReplaceAll(name, "-", " ")))
	fmt.Fprintf(&b, "%s\n.SH DESCRIPTION\n%s\n", roff(strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(n.node.Summary(), n.node.FullPath()), n.node.Name))), roff(n.node.Help))
	for _, p := range n.node.Positional {
		fmt.Fprintf(&b, ".TP\n.I %s\n%s\n", roff(p.Summary()), roff(p.Help))
	}
	if len(n.node.Flags) > 0 {
		b.WriteString(".SH OPTIONS\n")
	}
	for _, f := range n.node.Flags {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(f.String()), roff(f.Help))
	}
	if len(n.node.Children) > 0 {
		b.WriteString(".SH COMMANDS\n")
	}
	for _, c := range n.node.Children {
		fmt.Fprintf(&b, ".TP\n.BR %s (1)\n%s\n", roff(name+"-"+c.Name), roff(c.Help))
	}
	return b.String()
}
