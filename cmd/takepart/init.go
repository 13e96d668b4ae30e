package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"takepart/cmd/internal/config"
	"takepart/templates"
)

type initCommand struct {
	Dir string `arg:"" optional:"" default:"." help:"Folder to write into; made if it is missing."`
}

// Run writes what is not there yet and never touches what is: a second init is harmless.
func (c *initCommand) Run(s *session) error {
	files := map[string][]byte{"config.yaml": withTemplates(config.Example)}
	order := []string{"config.yaml"}
	all := templates.Files()
	err := fs.WalkDir(all, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(all, path)
		files[path] = data
		order = append(order, path)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the built-in texts: %w", err)
	}
	made := 0
	for _, name := range order {
		fresh, err := writeNew(filepath.Join(c.Dir, filepath.FromSlash(name)), files[name])
		if err != nil {
			return hint(fmt.Errorf("write into %s: %w", c.Dir, err), "name a folder that you may write to: takepart init FOLDER")
		}
		if fresh {
			made++
		}
	}
	c.next(s, made, len(order))
	return nil
}

// withTemplates switches the organisers' own texts on, because init writes them beside the configuration.
func withTemplates(example []byte) []byte {
	return bytes.Replace(example, []byte("# templates:\n#   dir: templates"), []byte("templates:\n  dir: templates"), 1)
}

// writeNew writes a file of the owner's only, unless it is there already.
func writeNew(path string, data []byte) (bool, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return false, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := f.Write(data); err != nil {
		_ = f.Close()
		return false, err
	}
	return true, f.Close()
}

func (c *initCommand) next(s *session, made, all int) {
	where := filepath.Join(c.Dir, "config.yaml")
	dir, flag := "this folder", ""
	if filepath.Clean(c.Dir) != "." {
		dir, flag = c.Dir, " -c "+where
	}
	if made < all {
		fmt.Fprintf(s.stdout, "%d of %d files were there already and are untouched.\n", all-made, all)
	}
	fmt.Fprintf(s.stdout, `Ready in %s. Now:
  1. change the lines marked <-- in config.yaml, and put the passwords into the files that it names (chmod 600)
  2. write your agenda into agenda.yaml
  3. takepart check%s
  4. takepart run%s
`, dir, flag, flag)
}
