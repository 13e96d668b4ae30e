package templates

import (
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// embedded holds agenda.yaml and templates/, laid out as `takepart init` writes them.
//
//go:embed files
var embedded embed.FS

// builtin are the languages of files/templates, in the order of DESIGN section 5. Adding a language is adding its folder and its code here;
// an organiser adds one by a folder alone.
var builtin = []string{"en", "fr", "es", "de", "nl", "pt", "it", "ar"}

// Languages lists the languages that takepart brings.
func Languages() []string { return slices.Clone(builtin) }

// Files that every language shares, and the one that each has beside its bodies.
const (
	pageFile  = "page.html"
	partsFile = "parts.txt"
	wordsFile = "words.txt"
)

// Set holds every text in every language. It is safe for many goroutines.
type Set struct {
	languages []string // event.languages; the first is the fallback
	tongues   map[string]*tongue
	page      *htmltemplate.Template
	parts     *template.Template
	defaults  phrases // what the words files name, in every language

	// What is the same in many mails. A greeting is seldom used twice, nearly all else of a mail is the same for everybody.
	agendas    memo[agendaKey, *agendaParts]
	frames     memo[frameKey, []string]
	paragraphs memo[paragraphKey, htmltemplate.HTML]
}

// tongue is one language: its words and its mails.
type tongue struct {
	code   string
	words  *words
	bodies map[Kind]*body
}

// body is one mail's text in one language: the file's first line is "Subject: …".
type body struct{ subject, text *template.Template }

// Problem is something wrong with a text: where, what, and what to do.
type Problem struct{ File, Why string }

func (p *Problem) Error() string { return p.File + ": " + p.Why }

// Load reads the embedded texts and lays overlayDir ("" for none) over them, file by file: page.html, parts.txt, and in a folder per
// language words.txt and one file per kind of mail. languages are event.languages (nil: all that takepart brings); the first is the
// fallback. All problems come at once, joined, each a *Problem.
func Load(overlayDir string, languages []string) (*Set, error) {
	if len(languages) == 0 {
		languages = Languages()
	}
	src, errs := sources(overlayDir)
	if len(errs) > 0 && src == nil {
		return nil, errors.Join(errs...)
	}
	s := &Set{languages: slices.Clone(languages), tongues: map[string]*tongue{}}
	s.agendas.most, s.frames.most, s.paragraphs.most = 64, 64, 256
	errs = append(errs, s.parseShared(src)...)
	for _, code := range src.languages() {
		t, bad := parseTongue(src, code)
		errs = append(errs, bad...)
		s.tongues[code] = t
	}
	for _, code := range languages {
		if s.tongues[code] == nil {
			errs = append(errs, &Problem{src.name(code), fmt.Sprintf("there are no texts for the language %q: add this folder with %s, or take the language out of event.languages", code, strings.Join(languageFiles(), ", "))})
		}
	}
	s.collectPhrases()
	if overlayDir != "" {
		errs = append(errs, s.try(src)...)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return s, nil
}

// Languages are those of Load, the fallback first.
func (s *Set) Languages() []string { return slices.Clone(s.languages) }

// FieldName is the name of first_name, last_name, email, title or institution in lang; the field itself where it has none.
func (s *Set) FieldName(lang, field string) string { return s.tongue(lang).words.field(field) }

// tongue finds a language, its base ("pt" of "pt-BR"), or the fallback.
func (s *Set) tongue(lang string) *tongue {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range []string{lang, base, s.languages[0]} {
		if t := s.tongues[l]; t != nil {
			return t
		}
	}
	return nil
}

func (s *Set) collectPhrases() {
	var all []string
	for _, t := range s.tongues {
		if t.words == nil {
			continue
		}
		all = append(all, t.words.of["phrase"], t.words.of["withdraw"])
	}
	slices.Sort(all)
	s.defaults = newPhrases(all)
}

// phrasesOf are the phrases that d's mails must not hold: the configured ones and, always, the defaults.
func (s *Set) phrasesOf(d *Data) phrases {
	if d.Phrases == nil && d.Withdraw == nil {
		return s.defaults
	}
	all := slices.Clone(s.defaults)
	for _, m := range []map[string][]string{d.Phrases, d.Withdraw} {
		for _, list := range m {
			all = append(all, newPhrases(list)...)
		}
	}
	return all
}

// layers are the texts: the organisers' over the embedded ones.
type layers struct {
	dir     string            // for messages; "" without overlay
	overlay map[string]string // by name, "en/agenda.txt"
}

// sources reads the whole overlay folder. A nil *layers means that it cannot be read at all.
func sources(dir string) (*layers, []error) {
	l := &layers{dir: dir, overlay: map[string]string{}}
	if dir == "" {
		return l, nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, []error{&Problem{dir, "templates.dir does not exist: create the folder (takepart init writes one), or leave templates.dir empty for the built-in texts"}}
	case err != nil:
		return nil, []error{fmt.Errorf("templates.dir: %w", err)}
	case !info.IsDir():
		return nil, []error{&Problem{dir, "templates.dir is a file: name the folder that holds it"}}
	}
	var errs []error
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			errs = append(errs, fmt.Errorf("templates.dir: %w", err))
			return nil
		}
		return l.take(name, e, &errs)
	})
	if err != nil {
		errs = append(errs, fmt.Errorf("templates.dir: %w", err))
	}
	return l, errs
}

// largestFile bounds one overlay file, so that a film in the wrong folder is not read.
const largestFile = 1 << 20

// take reads one entry of the overlay folder. Dot files (.git, .DS_Store) and README.txt are nobody's template.
func (l *layers) take(name string, e fs.DirEntry, errs *[]error) error {
	hiddenFile := name != "." && strings.HasPrefix(path.Base(name), ".")
	switch {
	case e.IsDir() && hiddenFile:
		return fs.SkipDir
	case e.IsDir() || hiddenFile || name == "README.txt":
		return nil
	case !knownFile(name):
		*errs = append(*errs, &Problem{l.name(name), "unknown file" + didYouMean(name, knownFiles(name)) + "; known are " + strings.Join(knownFiles(name), ", ")})
		return nil
	}
	info, err := os.Stat(l.name(name))
	if err == nil && info.Size() > largestFile {
		err = errors.New("larger than 1 MiB: this is no text")
	}
	var b []byte
	if err == nil {
		b, err = os.ReadFile(l.name(name))
	}
	if err != nil {
		*errs = append(*errs, &Problem{l.name(name), err.Error()})
		return nil
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(b), "\uFEFF"), "\r\n", "\n")
	if why := unreadable(text); why != "" {
		*errs = append(*errs, &Problem{l.name(name), why})
		return nil
	}
	l.overlay[name] = text
	return nil
}

// unreadable says why a file is no text of ours. Controls are refused because parts are marked by one.
func unreadable(s string) string {
	if !utf8.ValidString(s) {
		return "not UTF-8: save it with the encoding UTF-8"
	}
	for i, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return fmt.Sprintf("line %d: holds a control character (%U): delete it", 1+strings.Count(s[:i], "\n"), r)
		}
	}
	return ""
}

func bodyFile(k Kind) string { return string(k) + ".txt" }

// languageFiles are the files of a language's folder.
func languageFiles() []string {
	out := []string{wordsFile}
	for _, k := range Kinds() {
		out = append(out, bodyFile(k))
	}
	return out
}

// knownFiles are the names that could stand where name stands.
func knownFiles(name string) []string {
	dir, _ := path.Split(name)
	if dir == "" {
		return []string{pageFile, partsFile, "LANGUAGE/" + strings.Join(languageFiles(), ", LANGUAGE/")}
	}
	var out []string
	for _, f := range languageFiles() {
		out = append(out, dir+f)
	}
	return out
}

func knownFile(name string) bool {
	dir, file := path.Split(name)
	if dir == "" {
		return file == pageFile || file == partsFile
	}
	return strings.Count(dir, "/") == 1 && slices.Contains(languageFiles(), file)
}

// name is how a problem names a file.
func (l *layers) name(file string) string {
	if l.dir == "" {
		return "built-in " + file
	}
	return path.Join(l.dir, file)
}

// get gives a file's text, and its name for problems.
func (l *layers) get(file string) (text, name string, ok bool) {
	if text, ok := l.overlay[file]; ok {
		return text, l.name(file), true
	}
	b, err := embedded.ReadFile("files/templates/" + file)
	return string(b), "built-in " + file, err == nil
}

// languages are the folders that there are, built in or laid over.
func (l *layers) languages() []string {
	out := Languages()
	for name := range l.overlay {
		if dir, _ := path.Split(name); dir != "" && !slices.Contains(out, strings.TrimSuffix(dir, "/")) {
			out = append(out, strings.TrimSuffix(dir, "/"))
		}
	}
	slices.Sort(out[len(builtin):])
	return out
}

func (s *Set) parseShared(src *layers) []error {
	var errs []error
	text, name, _ := src.get(pageFile)
	page, err := htmltemplate.New(pageFile).Funcs(htmltemplate.FuncMap(functions)).Parse(text)
	if err == nil {
		err = lendBlocks(page)
	}
	if err != nil {
		errs = append(errs, &Problem{name, parseTrouble(err)})
	} else {
		s.page = page
	}
	text, name, _ = src.get(partsFile)
	parts, err := template.New(partsFile).Funcs(functions).Parse(text)
	if err != nil {
		errs = append(errs, &Problem{name, parseTrouble(err)})
	} else {
		s.parts = parts
	}
	return errs
}

// kitBlocks are blocks of page.html that no mail needs: a page of the organisers' that has none gets the built-in ones.
var kitBlocks = [...]string{"button", "web"}

func lendBlocks(page *htmltemplate.Template) error {
	for _, name := range kitBlocks {
		if page.Lookup(name) != nil {
			continue
		}
		own, err := embedded.ReadFile("files/templates/" + pageFile)
		if err != nil {
			return err
		}
		lender, err := htmltemplate.New(pageFile).Funcs(htmltemplate.FuncMap(functions)).Parse(string(own))
		if err != nil {
			return err
		}
		if _, err := page.AddParseTree(name, lender.Lookup(name).Tree); err != nil {
			return err
		}
	}
	return nil
}

func parseTongue(src *layers, code string) (*tongue, []error) {
	t := &tongue{code: code, bodies: map[Kind]*body{}}
	var errs []error
	text, name, ok := src.get(path.Join(code, wordsFile))
	if !ok {
		errs = append(errs, &Problem{src.name(path.Join(code, wordsFile)), "missing: copy it from another language's folder and translate it"})
	} else {
		words, bad := parseWords(code, text)
		for _, why := range bad {
			errs = append(errs, &Problem{name, why})
		}
		if len(bad) == 0 {
			t.words = words
		}
	}
	for _, kind := range Kinds() {
		file := path.Join(code, bodyFile(kind))
		text, name, ok := src.get(file)
		if !ok {
			errs = append(errs, &Problem{src.name(file), "missing: copy it from another language's folder and translate it"})
			continue
		}
		b, err := parseBody(text)
		if err != nil {
			errs = append(errs, &Problem{name, parseTrouble(err)})
			continue
		}
		t.bodies[kind] = b
	}
	return t, errs
}

// parseBody reads "Subject: …", then the text.
func parseBody(src string) (*body, error) {
	first, rest, _ := strings.Cut(src, "\n")
	subject, ok := strings.CutPrefix(first, "Subject:")
	if !ok || strings.TrimSpace(subject) == "" {
		return nil, errors.New("the first line must be \"Subject: …\"")
	}
	if strings.TrimSpace(rest) == "" {
		return nil, errors.New("there is no text below the subject")
	}
	s, err := template.New("subject").Parse(strings.TrimSpace(subject))
	if err != nil {
		return nil, err
	}
	// The newline keeps the line numbers of errors those of the file.
	t, err := template.New("text").Parse("\n" + rest)
	return &body{s, t}, err
}

// parseTrouble turns the template library's message into one for somebody who changes a text: "template: text:5: unexpected …".
func parseTrouble(err error) string {
	why := strings.TrimPrefix(err.Error(), "template: ")
	for _, name := range []string{"text:", "subject:", pageFile + ":", partsFile + ":"} {
		if rest, ok := strings.CutPrefix(why, name); ok {
			why = "line " + rest
		}
	}
	why = strings.ReplaceAll(why, "started at text:", "started at line ")
	return why + " (compare with the built-in text: takepart init writes it into an empty folder)"
}

// try fills every text once, so that a word which does not exist ({{.Evnt}}) is found when the program starts. What could not be read
// is passed over: it has been told.
func (s *Set) try(src *layers) []error {
	var errs []error
	d := sampleData(Data{Reference: "sample"})
	for _, code := range src.languages() {
		t := s.tongues[code]
		for _, kind := range Kinds() {
			if t.words == nil || t.bodies[kind] == nil {
				continue
			}
			if _, _, err := s.view(t, &d).run(t.bodies[kind]); err != nil {
				_, name, _ := src.get(path.Join(code, bodyFile(kind)))
				errs = append(errs, &Problem{name, execTrouble(err)})
			}
		}
	}
	return append(errs, s.tryShared(src, &d)...)
}

// executer is a text or HTML template.
type executer interface {
	ExecuteTemplate(w io.Writer, name string, data any) error
}

func (s *Set) tryShared(src *layers, d *Data) []error {
	t := s.tongues[s.languages[0]]
	if t == nil || t.words == nil {
		return nil
	}
	v := s.view(t, d)
	var errs []error
	try := func(file, part string, x executer, data any) {
		if err := x.ExecuteTemplate(io.Discard, part, data); err != nil {
			_, name, _ := src.get(file)
			errs = append(errs, &Problem{name, execTrouble(err)})
		}
	}
	if s.parts != nil {
		try(partsFile, "rows", s.parts, v.rows(receiptPart))
		try(partsFile, "agenda", s.parts, v.agendaView(agendaPart))
	}
	if s.page != nil {
		dir := t.words.of["direction"]
		try(pageFile, "page", s.page, page{t.code, dir, v.Event(), []htmltemplate.HTML{"x"}})
		try(pageFile, "paragraph", s.page, paragraph{dir, v.spans(v.Address())})
		try(pageFile, "button", s.page, button{"x", "mailto:x"})
		try(pageFile, "web", s.page, webParagraph{t.code, dir, v.Event(), v.spans(v.Address()), "x", "mailto:x"})
		try(pageFile, "rows", s.page, append(v.rows(receiptPart), v.rows(missingPart)...))
		try(pageFile, "agenda", s.page, v.agendaView(agendaPart))
	}
	return errs
}

// knownWords are the words of a body, for the hint of execTrouble.
const knownWords = "known are .Event .Organiser .Address .Name .Greeting .Dates .Phrase .Details .Opens .Closes .Privacy and the parts .Receipt .Missing .Changes .Updates .Agenda .Joining .Resources"

func execTrouble(err error) string {
	why := parseTrouble(err)
	if strings.Contains(why, "can't evaluate field") && strings.Contains(why, "*templates.view") {
		return why + "; " + knownWords
	}
	return why
}
