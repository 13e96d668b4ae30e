package config

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// source is one YAML file while it is read; it gathers problems instead of stopping at the first.
type source struct {
	name     string
	problems Problems
}

func (s *source) complain(line int, key, what, hint string) {
	s.problems = append(s.problems, Problem{File: s.name, Line: line, Key: key, What: what, Hint: hint})
}

// parse gives the top-level mapping of a file; nil, with a problem noted, where there is none.
func (s *source) parse(data []byte) *section {
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		s.syntax(err, data)
		return nil
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		s.complain(1, "", "must be sections with keys", "`takepart init` writes one to start from")
		return nil
	}
	return s.section("", doc.Content[0])
}

// syntax turns the YAML reader's words into ours: it speaks of scanners and tokens.
func (s *source) syntax(err error, data []byte) {
	if len(strings.TrimSpace(string(data))) == 0 {
		s.complain(0, "", "is empty", "`takepart init` writes one to start from")
		return
	}
	var one *yaml.LoadError
	if !errors.As(err, &one) {
		s.complain(0, "", "cannot be read as YAML: "+err.Error(), "")
		return
	}
	line, hint := one.Mark.Line, "mind the indentation, and put texts that hold : or # into quotes"
	lines := strings.Split(string(data), "\n")
	if line > 0 && line <= len(lines) && strings.HasPrefix(strings.TrimLeft(lines[line-1], " "), "\t") {
		hint = "indent with spaces instead of a tab"
	}
	if strings.Contains(one.Message, "multiple") {
		hint = "take out the line ---"
	}
	what := strings.TrimPrefix(one.Message, "yaml: ")
	if one.ContextMsg != "" {
		what += " " + one.ContextMsg
	}
	s.complain(line, "", "is not valid YAML here: "+what, hint)
}

// entry is one key with its value.
type entry struct {
	line  int
	value *yaml.Node
}

// section is one mapping. Each key is asked for by the code that understands it; done complains about what nobody asked for,
// so that the keys that are known stand in one place only.
type section struct {
	src     *source
	path    string
	line    int
	entries map[string]entry
	order   []string
	known   []string
	broken  bool // it is no mapping, which was told: that its keys are missing goes without saying
}

func (s *source) section(path string, n *yaml.Node) *section {
	sec := &section{src: s, path: path, line: n.Line, entries: map[string]entry{}}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], follow(n.Content[i+1])
		if before, twice := sec.entries[key.Value]; twice {
			s.complain(key.Line, sec.key(key.Value), fmt.Sprintf("stands here and in line %d", before.line), "keep one of them")
			continue
		}
		sec.entries[key.Value] = entry{key.Line, value}
		sec.order = append(sec.order, key.Value)
	}
	return sec
}

func follow(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

func (s *section) key(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

// get marks a key as known and gives its value; ok is false where it is missing or empty.
func (s *section) get(name string) (entry, bool) {
	s.known = append(s.known, name)
	e, ok := s.entries[name]
	if !ok || e.value.ShortTag() == "!!null" {
		return entry{line: s.line}, false
	}
	return e, true
}

func (s *section) complain(e entry, name, what, hint string) {
	s.src.complain(e.line, s.key(name), what, hint)
}

// done complains about keys that nobody asked for.
func (s *section) done() {
	for _, name := range s.order {
		if slices.Contains(s.known, name) {
			continue
		}
		e := s.entries[name]
		hint := "known here: " + strings.Join(s.known, ", ")
		if near := nearest(name, s.known); near != "" {
			hint = "write " + near
		}
		s.complain(e, name, "is not a known key", hint)
	}
}

// text gives a scalar as text, trimmed; otherwise where it is missing.
func (s *section) text(name, otherwise string) string {
	e, ok := s.get(name)
	if !ok {
		return otherwise
	}
	if e.value.Kind != yaml.ScalarNode {
		s.complain(e, name, "must be one text", "write "+name+": "+shown(otherwise, "TEXT"))
		return otherwise
	}
	return strings.TrimSpace(e.value.Value)
}

func shown(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// must gives a text that may not be missing.
func (s *section) must(name, example string) string {
	v := s.text(name, "")
	if v == "" && !s.broken {
		e := s.entries[name]
		if e.line == 0 {
			e.line = s.line
		}
		s.complain(e, name, "is missing", "write "+name+": "+example)
	}
	return v
}

// number gives a whole number between least and most.
func (s *section) number(name string, otherwise, least, most int) int {
	e, ok := s.get(name)
	if !ok {
		return otherwise
	}
	n, err := strconv.Atoi(e.value.Value)
	if e.value.Kind != yaml.ScalarNode || err != nil || n < least || n > most {
		s.complain(e, name, fmt.Sprintf("must be a number from %d to %d", least, most), fmt.Sprintf("write %s: %d", name, otherwise))
		return otherwise
	}
	return n
}

// yes gives a truth value; false where missing.
func (s *section) yes(name string) bool {
	e, ok := s.get(name)
	if !ok {
		return false
	}
	switch strings.ToLower(e.value.Value) {
	case "true", "yes":
		return true
	case "false", "no":
		return false
	}
	s.complain(e, name, "must be true or false", "write "+name+": false")
	return false
}

// choice gives one of several words; the first where missing.
func (s *section) choice(name string, words ...string) string {
	v := s.text(name, words[0])
	if slices.Contains(words, v) {
		return v
	}
	hint := "write one of " + strings.Join(words, ", ")
	if near := nearest(v, words); near != "" {
		hint = "write " + name + ": " + near
	}
	s.complain(s.entries[name], name, fmt.Sprintf("%q is not one of %s", v, strings.Join(words, ", ")), hint)
	return words[0]
}

// duration gives a time span such as 90s, 24h or 3d.
func (s *section) duration(name string, otherwise, least, most time.Duration) time.Duration {
	v := s.text(name, "")
	if v == "" {
		return otherwise
	}
	d, err := Span(v)
	if err != nil || d < least || d > most {
		s.complain(s.entries[name], name, fmt.Sprintf("%q is not a time span from %s to %s", v, brief(least), brief(most)), "write "+name+": "+brief(otherwise))
		return otherwise
	}
	return d
}

// Span reads a time span: as Go writes it, or in days (3d).
func Span(v string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(v, "d"); ok {
		n, err := strconv.Atoi(days)
		return time.Duration(n) * 24 * time.Hour, err
	}
	return time.ParseDuration(v)
}

// brief writes a span as people do: 24h, not 24h0m0s.
func brief(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// list gives several texts; one text alone counts as a list of one.
func (s *section) list(name string) []string {
	e, ok := s.get(name)
	if !ok {
		return nil
	}
	return s.texts(e, name)
}

func (s *section) texts(e entry, name string) []string {
	items := []*yaml.Node{e.value}
	if e.value.Kind == yaml.SequenceNode {
		items = e.value.Content
	}
	var out []string
	for _, n := range items {
		n = follow(n)
		v := strings.TrimSpace(n.Value)
		if n.Kind != yaml.ScalarNode || v == "" {
			s.src.complain(n.Line, s.key(name), "must be a list of texts", "write "+name+": [ONE, TWO]")
			continue
		}
		out = append(out, v)
	}
	return out
}

// sub gives a section below this one; an empty one where it is missing.
func (s *section) sub(name string) *section {
	e, ok := s.get(name)
	if ok && e.value.Kind == yaml.MappingNode {
		sec := s.src.section(s.key(name), e.value)
		sec.line = e.line
		return sec
	}
	if ok {
		s.complain(e, name, "must be a section with keys of its own", "put its keys below it, indented by two spaces")
	}
	return &section{src: s.src, path: s.key(name), line: e.line, entries: map[string]entry{}, broken: ok}
}

// sections gives a list of sections, each with its place in its path: days[1].
func (s *section) sections(name string) []*section {
	e, ok := s.get(name)
	if !ok {
		return nil
	}
	if e.value.Kind != yaml.SequenceNode {
		s.complain(e, name, "must be a list", "begin each of its items with a dash")
		return nil
	}
	var out []*section
	for i, n := range e.value.Content {
		n = follow(n)
		path := fmt.Sprintf("%s[%d]", s.key(name), i+1)
		if n.Kind != yaml.MappingNode {
			s.src.complain(n.Line, path, "must have keys of its own", "")
			continue
		}
		out = append(out, s.src.section(path, n))
	}
	return out
}

// byLanguage gives one text (under "") or a text for each language.
func (s *section) byLanguage(name string) map[string]string {
	e, ok := s.get(name)
	if !ok {
		return nil
	}
	if e.value.Kind == yaml.ScalarNode {
		return map[string]string{"": strings.TrimSpace(e.value.Value)}
	}
	out := map[string]string{}
	for lang, texts := range s.languages(e, name) {
		if len(texts) != 1 {
			s.complain(e, name+"."+lang, "must be one text", "")
			continue
		}
		out[lang] = texts[0]
	}
	return out
}

// listsByLanguage gives several texts for each language; a list alone stands under "".
func (s *section) listsByLanguage(name string) map[string][]string {
	e, ok := s.get(name)
	if !ok {
		return nil
	}
	if e.value.Kind != yaml.MappingNode {
		return map[string][]string{"": s.texts(e, name)}
	}
	return s.languages(e, name)
}

func (s *section) languages(e entry, name string) map[string][]string {
	if e.value.Kind != yaml.MappingNode {
		s.complain(e, name, "must be a text, or one for each language", "write "+name+": {en: …, fr: …}")
		return nil
	}
	sec := s.src.section(s.key(name), e.value)
	out := map[string][]string{}
	for _, lang := range sec.order {
		if !isLanguage(lang) {
			sec.complain(sec.entries[lang], lang, "is not a language", "write its two-letter code, such as en or fr")
			continue
		}
		if texts := sec.list(lang); len(texts) > 0 {
			out[lang] = texts
		}
	}
	return out
}

// isLanguage accepts primary tags of BCP 47, which is all that replies are chosen by.
func isLanguage(tag string) bool {
	return (len(tag) == 2 || len(tag) == 3) && strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") == ""
}
