package registration

// lexicons are a language's columns, compiled.
type lexicons struct {
	code                                                         string
	words, not, after, nay, except, regret                       *lexicon
	cond, need, you, maybe, strong                               *lexicon
	want, affirm, ask, qword                                     *lexicon
	say, mind, wished, det, label, means, quoth                  *lexicon
	joint, that, in, event, habit, cancel, less                  *lexicon
	come, mate, others, variant, inf, alone, bye, intent, thanks *lexicon
}

var (
	byCode    = compileLanguages(languages, neighbours)
	functions = functionWords(byCode)
	letters   = signLetters(languages, neighbours)
)

func compileLanguages(tables ...[]language) map[string]*lexicons {
	m := map[string]*lexicons{}
	for _, table := range tables {
		for _, l := range table {
			m[l.code] = l.compile()
		}
	}
	return m
}

func (l language) compile() *lexicons {
	x := &lexicons{
		code: l.code, words: compile(l.words), not: compile(l.not), after: compile(l.after), nay: compile(l.nay), except: compile(l.except), regret: compile(l.regret),
		cond: compile(l.cond), need: compile(l.need), you: compile(l.you), maybe: compile(l.maybe), strong: compile(l.strong),
		want: compile(l.want), affirm: compile(l.affirm), ask: compile(l.ask), qword: compile(l.qword),
		say: compile(l.say), mind: compile(l.mind), wished: compile(l.wished), det: compile(l.det), label: compile(l.label), means: compile(l.means), quoth: compile(l.quoth),
		joint: compile(l.joint), that: compile(l.that), in: compile(l.in), event: compile(l.event), habit: compile(l.habit),
		cancel: compile(l.cancel), less: compile(l.less), come: compile(l.come),
		variant: compile(l.variant), mate: compile(l.mate), others: compile(l.others), inf: compile(l.inf), alone: compile(l.alone), bye: compile(l.bye), intent: compile(l.intent), thanks: compile(l.thanks),
	}
	skip := compile(l.notVar)
	x.variant.skip = skip
	return x
}

// functionWords gives, for each word by which languages are known, which ones: the words column, and the words that
// block, for a clause that holds one is mostly short.
func functionWords(all map[string]*lexicons) map[string][]string {
	m := map[string][]string{}
	for _, code := range sortedKeys(all) {
		x := all[code]
		for _, column := range []*lexicon{x.words, x.not, x.regret, x.cond, x.maybe, x.want, x.affirm, x.say, x.joint, x.event} {
			for w := range column.exact {
				if n := len(m[w]); n == 0 || m[w][n-1] != code {
					m[w] = append(m[w], code)
				}
			}
		}
	}
	return m
}

func signLetters(tables ...[]language) map[rune]string {
	m := map[rune]string{}
	for _, table := range tables {
		for _, l := range table {
			for _, r := range l.signs {
				m[r] = l.code
			}
		}
	}
	return m
}

// tongue weighs languages: how much in some words speaks for each.
type tongue map[string]float64

// guess weighs tokens [from,to), those in [skipFrom,skipTo) left out; at most maxGuess words are looked at.
func guess(tokens []token, from, to int, skip func(i int) bool) tongue {
	votes := tongue{}
	to = min(to, from+maxGuess)
	for i := from; i < to; i++ {
		if skip != nil && skip(i) {
			continue
		}
		votes.word(tokens[i])
	}
	return votes
}

const maxGuess = 4000

func (v tongue) word(w token) {
	if codes := functions[w.text]; len(codes) > 0 {
		for _, c := range codes {
			v[c] += 1 / float64(len(codes))
		}
	}
	if isLowerASCII(w.text) {
		return
	}
	seen := ""
	for _, r := range w.text {
		if c := letters[r]; c != "" && c != seen {
			v[c] += 0.7
			seen = c
		}
	}
	switch {
	case w.script == ideographic:
		v[easternTongue(w.text)]++
	case w.script == hebrew:
		v["he"]++
	case w.script == arabic:
		v["ar"] += 0.2
	}
}

// easternTongue tells the languages apart that are written without spaces, by their script.
func easternTongue(s string) string {
	for _, r := range s {
		switch {
		case 0x3040 <= r && r <= 0x30FF:
			return "ja"
		case 0xAC00 <= r && r <= 0xD7AF || 0x1100 <= r && r <= 0x11FF:
			return "ko"
		case 0xE00 <= r && r <= 0xE7F:
			return "th"
		}
	}
	return "zh"
}

// best gives the language that the votes speak for most, and by how much it leads the one asked about.
func (v tongue) best() (code string, votes float64) {
	for _, c := range sortedKeys(v) {
		if v[c] > votes {
			code, votes = c, v[c]
		}
	}
	return code, votes
}

// among gives the best of codes; "" where nothing speaks for any.
func (v tongue) among(codes []string) string {
	best := ""
	for _, c := range codes {
		if v[c] > 0 && (best == "" || v[c] > v[best]) {
			best = c
		}
	}
	return best
}

// clauseTongues gives the languages whose words may block a phrase in a sentence: that of the sentence; where too little
// tells it, those of the letter and of the phrase.
func clauseTongues(sentence, letter tongue, phrase string) []*lexicons {
	var all []*lexicons
	add := func(code string) {
		x := byCode[code]
		for _, have := range all {
			if have == x {
				return
			}
		}
		if x != nil {
			all = append(all, x)
		}
	}
	code, votes := sentence.best()
	if votes >= 1.2 && (code == phrase || votes >= sentence[phrase]+0.8) {
		add(code)
		return all
	}
	_, told := letter.best()
	for _, c := range sortedKeys(sentence) {
		if sentence[c] >= votes-0.5 && (letter[c] > 0.5 || c == phrase || told < 1 && sentence[c] >= 0.8) {
			add(c)
		}
	}
	if len(all) == 0 || sentence[phrase] > 0 {
		add(phrase)
	}
	if votes < 1.2 {
		code, votes = letter.best()
		if votes >= 1 {
			add(code)
		}
	}
	return all
}
