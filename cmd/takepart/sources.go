package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"takepart/mailproc/message"
)

// letter is one message out of a file: the same first bytes of it that the daemon would have fetched.
type letter struct {
	name string // the file; of an mbox with the message's number behind it: mbox#12
	raw  []byte
	err  error // the file could not be read

	since time.Time // of a mailbox: what came before is not asked for
	junk  bool      // it lies in the junk folder
}

// source is one argument of explain.
type source struct {
	path string
	kind sourceKind
}

type sourceKind uint8

const (
	oneMessage sourceKind = iota
	mboxFile
	maildir
	folder
	standardInput
)

// sourceOf looks at what an argument is; a file that cannot be opened says so when it is read.
func sourceOf(path string) source {
	if path == "-" {
		return source{path, standardInput}
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return source{path, oneMessage}
	case info.IsDir() && isDir(filepath.Join(path, "cur")):
		return source{path, maildir}
	case info.IsDir():
		return source{path, folder}
	}
	f, err := os.Open(path)
	if err != nil {
		return source{path, oneMessage}
	}
	defer f.Close()
	var start [5]byte
	_, _ = io.ReadFull(f, start[:])
	if string(start[:]) == "From " {
		return source{path, mboxFile}
	}
	return source{path, oneMessage}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// each gives every letter of a source to yield, in order, until yield says no.
func (s source) each(stdin io.Reader, yield func(letter) bool) {
	switch s.kind {
	case standardInput:
		in := bufio.NewReaderSize(stdin, 1<<16)
		if start, _ := in.Peek(5); string(start) == "From " {
			eachMbox("-", in, yield)
			return
		}
		raw, err := first(in)
		yield(letter{name: "-", raw: raw, err: err})
	case mboxFile:
		f, err := os.Open(s.path)
		if err != nil {
			yield(letter{name: s.path, err: err})
			return
		}
		defer f.Close()
		eachMbox(s.path, bufio.NewReaderSize(f, 1<<16), yield)
	case maildir:
		for _, part := range []string{"cur", "new"} {
			if dir := filepath.Join(s.path, part); isDir(dir) && !eachFile(dir, nil, yield) {
				return
			}
		}
	case folder:
		eachFile(s.path, []string{".eml", ".msg", ".mbox", ".txt"}, yield)
	default:
		yield(readFile(s.path))
	}
}

// eachFile reads the files of a folder in the order of their names; endings nil takes all.
func eachFile(dir string, endings []string, yield func(letter) bool) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return yield(letter{name: dir, err: err})
	}
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || endings != nil && !slices.Contains(endings, filepath.Ext(e.Name())) {
			continue
		}
		if e.Type()&fs.ModeType != 0 && e.Type()&fs.ModeSymlink == 0 {
			continue
		}
		if !yield(readFile(filepath.Join(dir, e.Name()))) {
			return false
		}
	}
	return true
}

func readFile(path string) letter {
	f, err := os.Open(path)
	if err != nil {
		return letter{name: path, err: err}
	}
	defer f.Close()
	raw, err := first(f)
	return letter{name: path, raw: raw, err: err}
}

// first reads what the daemon would have fetched: at most message.MaxRaw bytes, less where the first ones hold all text.
func first(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, message.MaxRaw+1))
	if err != nil {
		return nil, err
	}
	return fetched(raw), nil
}

func fetched(raw []byte) []byte {
	if len(raw) > message.FirstFetch && message.Complete(raw[:message.FirstFetch], int64(len(raw))) {
		return raw[:message.FirstFetch]
	}
	return raw[:min(len(raw), message.MaxRaw)]
}

// eachMbox splits an mbox at lines that begin with "From " after an empty line (RFC 4155), and takes one > off what mboxrd
// escaped. It streams: an mbox of gigabytes needs memory for one message.
func eachMbox(name string, r *bufio.Reader, yield func(letter) bool) {
	var raw []byte
	number, empty := 0, true
	for {
		line, err := r.ReadSlice('\n')
		head := empty && bytes.HasPrefix(line, []byte("From "))
		if head {
			if number > 0 && !yield(letter{name: fmt.Sprintf("%s#%d", name, number), raw: fetched(raw)}) {
				return
			}
			number++
			raw = nil
		} else if len(raw) <= message.MaxRaw {
			raw = append(raw, unescaped(line)...)
		}
		for err == bufio.ErrBufferFull { // the rest of a line longer than the buffer never begins a message
			line, err = r.ReadSlice('\n')
			if !head && len(raw) <= message.MaxRaw {
				raw = append(raw, line...)
			}
		}
		empty = len(bytes.TrimRight(line, "\r\n")) == 0
		if err != nil {
			if number > 0 {
				yield(letter{name: fmt.Sprintf("%s#%d", name, number), raw: fetched(raw)})
			}
			if err != io.EOF {
				yield(letter{name: name, err: err})
			}
			return
		}
	}
}

func unescaped(line []byte) []byte {
	rest := bytes.TrimLeft(line, ">")
	if len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From ")) {
		return line[1:]
	}
	return line
}
