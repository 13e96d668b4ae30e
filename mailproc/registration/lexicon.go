package registration

import "strings"

// lexicon is a set of words and word sequences, compiled from a table's row. In a row, spaces part the entries and "_"
// the words of one entry; a "*" at an entry word's end or beginning stands for any letters; "…" for up to five words
// of which none is in the skip list, "……" for up to thirty: what stands between the halves of a separable verb.
type lexicon struct {
	exact  map[string][]entry // by first word
	loose  []entry            // the first word has a star
	inside []string           // for scripts without spaces: any substring
	skip   *lexicon
}

type entry []string

func compile(rows ...string) *lexicon {
	x := &lexicon{exact: map[string][]entry{}}
	for _, row := range rows {
		for _, e := range strings.Fields(row) {
			x.addEntry(e)
		}
	}
	return x
}

func (x *lexicon) addEntry(e string) {
	var words entry
	for _, w := range strings.Split(e, "_") {
		if reach(w) == 0 {
			w = plain(w)
		}
		words = append(words, w)
	}
	first := []rune(words[0])
	if len(words) == 1 && len(first) > 0 && scriptOf(first[0]) == ideographic {
		x.inside = append(x.inside, words[0])
		return
	}
	if strings.Contains(words[0], "*") {
		x.loose = append(x.loose, words)
		return
	}
	x.exact[words[0]] = append(x.exact[words[0]], words)
	if u := unaccented(words[0]); u != words[0] {
		x.exact[u] = append(x.exact[u], words)
	}
}

// at gives the length in tokens of the longest entry that begins at token i and ends before end; 0 where none does.
func (x *lexicon) at(tokens []token, i, end int) int {
	if x == nil || i >= end {
		return 0
	}
	best := 0
	for _, e := range x.exact[tokens[i].text] {
		best = max(best, x.match(e, tokens, i, end))
	}
	for _, e := range x.loose {
		best = max(best, x.match(e, tokens, i, end))
	}
	if tokens[i].script == ideographic {
		for _, s := range x.inside {
			if strings.Contains(tokens[i].text, s) {
				best = max(best, 1)
			}
		}
	}
	return best
}

func (x *lexicon) match(e entry, tokens []token, i, end int) int {
	j := i
	for k := 0; k < len(e); k++ {
		if most := reach(e[k]); most > 0 {
			if k+1 == len(e) {
				return 0
			}
			n := 0
			for j < end && n <= most && !sameWord(e[k+1], tokens[j].text) {
				if x.skip.at(tokens, j, end) > 0 || n > 0 && tokens[j].gap&(gapSentence&^gapStop) != 0 {
					return 0
				}
				j++
				n++
			}
			continue
		}
		if j >= end || !sameWord(e[k], tokens[j].text) || k > 0 && tokens[j].gap&gapBlank != 0 {
			return 0
		}
		j++
	}
	return j - i
}

// reach is how many words an entry's word may stand for; 0 where it is a word.
func reach(w string) int {
	switch w {
	case "…":
		return 5
	case "……":
		return 30
	}
	return 0
}

// sameWord: an accent that the text leaves out does not matter, one that it adds does.
func sameWord(want, got string) bool {
	if want == got {
		return true
	}
	if star := strings.IndexByte(want, '*'); star >= 0 {
		return strings.HasPrefix(got, want[:star]) && strings.HasSuffix(got, want[star+1:]) && len(got) > len(want)-1 ||
			star > 0 && got == want[:star]
	}
	return !isLowerASCII(want) && unaccented(want) == got
}

// find gives the first token in [from,to) at which an entry begins, and its length; -1 where none does.
func (x *lexicon) find(tokens []token, from, to int) (at, n int) {
	for i := from; i < to; i++ {
		if n := x.at(tokens, i, to); n > 0 {
			return i, n
		}
	}
	return -1, 0
}

func (x *lexicon) in(tokens []token, from, to int) bool {
	at, _ := x.find(tokens, from, to)
	return at >= 0
}
