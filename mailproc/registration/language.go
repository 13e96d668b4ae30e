package registration

// language is one row of the languages table: how its clauses are known, and which of its words tell that a phrase
// beside them is not a plain yes. Each string is a lexicon's row (see lexicon). Every column may be empty.
type language struct {
	code string

	words string // by which the language is known: function words, greetings, closings
	signs string // letters that hardly another language writes

	not    string // negators: the phrase after them in its clause is negated
	after  string // negators that stand directly behind the verb
	unreal string // what might have been said, and was not
	nay    string // stands behind the phrase alone: a form filled in with "no"
	except string // begins like a negator, or like a condition, and is none ("not only", "even if")
	regret string // tells that what follows is a no

	cond   string // conditions, at the head of their clause
	need   string // what the reader may need: a condition about that is courtesy ("if you need anything else")
	astray string // the writer's earlier mail, which may be lost: a doubt about that is none about taking part
	you    string // the reader: a doubt in a request to them is none of the writer's
	maybe  string // doubt, anywhere in the sentence
	strong string // reservation, anywhere near

	await  string // what comes first, or is still missing: with a word of assent within a few words behind it, a reservation
	assent string // what an employer gives: approval, permission
	want   string // governs what follows as a wish, a doubt or a demand
	affirm string // turns a wish into a statement ("wish to confirm")
	ask    string // directly before the phrase: makes a question or a dependent clause of it
	tag    string // asks, at a sentence's end, whether what was said is so
	qword  string // begins a question of its own

	say     string // others' speech, or an instruction
	told    string // what the writer said once, or was bidden to say: the phrase behind it is spoken of
	utter   string // verbs of writing, saying and sending: the phrase is their object, and spoken of, unless the writer declares it
	favour  string // imperatives that ask a price: "pay my ticket and I take part"
	other   string // another event, or that day: what the phrase is said of is not our meeting
	mind    string // the writer's own speech: takes say's effect away
	wished  string // "as requested": likewise
	det     string // directly before the phrase: it is spoken of, not said
	lead    string // may begin what leads up to the phrase without a stop: prepositions, adverbs, greetings
	article string // begins a noun phrase: one before the phrase takes it for a name ("the button I TAKE PART")
	when    string // what makes a time, or the writer, of such a noun phrase ("the whole day I take part")
	label   string // of which a form's label before the phrase is made ("Required phrase: …"): no mention
	means   string // directly behind the phrase: likewise
	quoth   string // behind the phrase, also after a comma: somebody else says it

	joint string // begins another clause
	that  string // joins a clause to the one before

	in    string // before what one takes part in
	event string // what our meeting can be called, and what else may follow in
	habit string // tells of a habit or another matter

	lateNot  bool   // negates behind the verb, anywhere in the clause
	lateVerb bool   // puts infinitives and participles last
	draft    string // begins what is a draft or a test
	later    string // another time than the meeting's: "next year"

	cancel  string // takes it back, later in the text, where it is not about a part of the meeting
	retract string // takes back what was just written, whatever it is about: "scratch that"
	less    string // limits what is taken back: a day, a session, somebody else

	come    string // other verbs of coming: a negator before one does not belong to the phrase
	variant string // the phrase's verb in another form, said of oneself: to be looked at
	elided  string // likewise, of oneself only where no other subject stands before it
	mate    string // people who may take part as well: "my colleague and" before the phrase
	too     string // "also": beside a mate, a sentence near the phrase tells that they take part as well
	joins   string // verbs of such a sentence: of coming, in the third person, and of registering somebody; one that is in come, too, is of taking part, whoever does
	along   string // tells, in a sentence near the phrase, that somebody comes along
	others  string // tells, in the phrase's sentence, that somebody else takes part as well
	inf     string // the phrase's verb in the form that follows a verb of wishing
	alone   string // another form of the verb, to be looked at where nothing stands beside it
	bye     string // the withdrawal's verb in another form
	intent  string // a wish to register in other words
	notVar  string // words that take a variant's sense away (its skip list)
	thanks  string // words of a mail that only thanks
}
