package message

// attributionOpenings are how languages begin the line above a quotation, folded; a digit (the date first) counts as well.
// Adding a language is adding its openings here and its verbs below.
var attributionOpenings = newPhrases([]string{
	"on ", "at ", "in message", "in article", "quoting ", "citando ", "from ", // English
	"mon, ", "tue, ", "wed, ", "thu, ", "fri, ", "sat, ", "sun, ",
	"le ", "en date du ", "dans son message", "dans le message", "selon ", "message du ", // French
	"am ", "vom ", "an diesem ", "von ", "zitat von ", // German
	"op ", "bij ", // Dutch
	"el ", "en fecha ", "con fecha ", // Spanish
	"em ", "no dia ", "a ", "às ", "na data", "citando ", // Portuguese
	"il ", "in data ", "nel giorno ", "il giorno ", // Italian
	"w dniu ", "dnia ", "dn. ", "użytkownik ", "dne ", "dňa ", "ve ", "v ", // Polish, Czech, Slovak
	"den ", "på ", "kl. ", "fre. ", "man. ", "tir. ", "ons. ", "tor. ", "lør. ", "søn. ", "mån ", "tis ", "ons ", "tors ", "fre ", "lör ", "sön ", // Danish, Norwegian, Swedish
	"ma ", "ti ", "ke ", "to ", "pe ", "la ", "su ", // Finnish weekdays
	"þann ", "hinn ", // Icelandic
	"в ", "во ", "от ", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "пользователь ", "на ", "у ", "дата:", "понедельник", "вторник", "среда", "четверг", "пятница", // Russian, Bulgarian, Ukrainian
	"dana ", "u ", "дана ", "dne ", // Croatian, Serbian, Slovenian
	"pe ", "în data", "la data", "în ", "la ", // Romanian
	"στις ", "την ", "το ", "στα ", "ο ", "η ", // Greek
	"tarihinde ",            // Turkish (the date stands first)
	"vào ", "ngày ", "lúc ", // Vietnamese
	"在", "于", "於", "在 ", // Chinese
	"pada ", "dalam ", // Indonesian, Malay
	"noong ", "nang ", // Filipino
	"في ", "بتاريخ ", "يوم ", "كتب ", // Arabic
	"ב-", "בתאריך ", "ביום ", "ב ", // Hebrew
	"เมื่อ ", "ใน ", "วันที่ ", // Thai
	"در ", "در تاریخ ", // Persian
	"2026年", "më ", "me datë", // Albanian
	"kuupäeval ", "e, ", "kp ", // Estonian
	"rašė ", "datuota ", // Lithuanian
	"el dia ", "el dl", "el dt", // Catalan
	"ar ", "d'an ", // Breton
	"ku ", "tarehe ", "mnamo ", // Swahili
	"op ma", "op di", "op wo", "op do", "op vr",
})

// attributionVerbs are the words for "wrote", folded. They stand before or after the name.
var attributionVerbs = newPhrases([]string{
	"wrote", "writes", "said", "says", "has written", "via", // English
	"a écrit", "a ecrit", "écrivait", "a nous a dit", "nous a dit", "écrit", "vous avez écrit", // French
	"schrieb", "geschrieben", "schrieben", "schreibt", // German
	"schreef", "geschreven", "heeft geschreven", // Dutch
	"escribió", "escribio", "ha escrito", "escribe", "dijo", // Spanish
	"escreveu", "escreveram", "escreve", "disse", // Portuguese
	"ha scritto", "scrive", "scritto", // Italian
	"napisał", "napisała", "napisał(a)", "napisał/a", "pisze", "napisano", "napisała/napisał", // Polish
	"napsal", "napsala", "napsal(a)", "napísal", "napísal(a)", "napísala", "píše", // Czech, Slovak
	"skrev", "skrifaði", "skriver", "følgende", // Danish, Norwegian, Swedish, Icelandic
	"kirjoitti", "kirjutas", // Finnish, Estonian
	"написал", "написала", "написал(а)", "пишет", "писал", "писал(а)", "написав", "написала", "написав(ла)", "пише", "написа", "писав", // Russian, Ukrainian, Bulgarian
	"je napisao", "je napisala", "je napisao/la", "napisao", "napisala", "је написао", "је написала", "је написао/ла", "je napisal", "je napisal/-a", "piše", // Croatian, Serbian, Slovenian
	"írta", "ezt írta", "írt", // Hungarian
	"a scris",                       // Romanian
	"έγραψε", "εγραψε", "έγραψε/αν", // Greek
	"yazdı", "şunu yazdı", "şunları yazdı", "yazmış", // Turkish
	"đã viết", "viết", // Vietnamese
	"写道", "寫道", "写到", "写了", "書いた", "写信", "撰写", // Chinese
	"書きました", "のメッセージ", "さんは書きました", "さんからのメッセージ", "wrote(書きました)", // Japanese
	"작성", "작성하였습니다", "님이 작성", "님의 말", "썼습니다", // Korean
	"menulis", "tulis", // Indonesian, Malay
	"sumulat", "isinulat ni", // Filipino
	"كتب", "كتبت", "كتبه", "قام بكتابة", // Arabic
	"כתב", "כתבה", "כתב/ה", "כתב/ה", "כתב", // Hebrew
	"เขียนว่า", "เขียน", // Thai
	"نوشت", "نوشته", // Persian
	"shkroi", "ka shkruar", // Albanian
	"rašė", "parašė", "rakstīja", // Lithuanian, Latvian
	"va escriure", "ha escrit", // Catalan
	"idatzi du", "escribiu", // Basque, Galician
	"aliandika", "ameandika", // Swahili
	"skryf", "het geskryf", // Afrikaans
	"লিখেছেন", "ने लिखा", "लिखा", "எழுதியது", // Bengali, Hindi, Tamil
	"ጻፈ", "yozdi", "жазды", "napsáno",
})

// secondPerson are words that speak to the reader: such a line is prose unless quoted lines follow.
var secondPerson = map[string]bool{
	"you": true, "vous": true, "sie": true, "du": true, "ihr": true, "usted": true, "ustedes": true, "tú": true, "jullie": true, "u": true, "je": true, "você": true,
	"vocês": true, "lei": true, "voi": true, "i": true, "we": true, "nous": true, "ich": true, "wir": true, "it": true, "one": true, "вы": true, "pan": true, "pani": true,
}

// auxiliaries stand between a pronoun and the verb.
var auxiliaries = wordSet(`a|as|avez|ai|avons|have|has|had|hast|haben|habe|hat|haben|heeft|hebt|hebben|heb|has|ha|han|habéis|hai|avete|ho|ha|have|har|hade`)

// determiners begin what prose calls the one who wrote; no name begins with them.
var determiners = wordSet(`the|a|an|my|our|your|his|her|their|its|this|that|someone|somebody|le|la|les|l'|mon|ma|mes|notre|nos|votre|vos|son|sa|ses|un|une|el|los|las|mi|mis|nuestro|nuestra|su|sus|una|der|die|das|ein|eine|mein|meine|unser|unsere|ihr|ihre|sein|seine
	|de|het|een|mijn|onze|ons|uw|zijn|haar|o|os|as|um|uma|meu|minha|nosso|nossa|seu|sua|il|lo|gli|uno|mio|mia|nostro|nostra|suo|sua|min|mit|vår|vårt|din|en|ett|et|mój|moja|nasz|nasza|pan|pani|мой|моя|наш|наша`)

// userWords are what programs write before the name of the one who wrote; people do not.
var userWords = newPhrases([]string{"пользователь ", "користувач ", "użytkownik ", "uživatel ", "používateľ ", "ο χρήστης "})

// weekdays are names of days and their short forms as attributions write them, folded.
var weekdays = table(`monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon,|tue,|wed,|thu,|fri,|sat,|sun,|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|montag|dienstag|mittwoch|donnerstag|freitag|samstag
	|sonnabend|sonntag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|måndag|tisdag|lördag|söndag
	|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу|воскресенье`)
