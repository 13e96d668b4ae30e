package registration

// Sets of words that single rules ask for, of all languages together; what is told by language stands in the languages table,
// what is told by kind in words/.

// officeLocals are local parts that belong to an office, not to a person.
var officeLocals = set("info contact contacts office secretariat secretary secretaria secretariado sekretariat secretariaat sekretariatet segreteria reception registry registration communications communication comms press presse prensa media admin administration administrator mail post postmaster email hello help helpdesk support service services enquiries inquiries enquiry general cabinet gabinete kabinett direction dg directeur direccion direccao kontakt bureau buero biuro poststelle registratur webmaster newsletter noreply no-reply donotreply team staff hr jobs sales marketing events event conference meeting minister ministre ministro correo correspondencia mesadepartes protocolo protocol protocole accueil courrier geral atendimento urp ufficio posta zentrale verwaltung redaktion redaction newsroom editor editorial news hotline mission embassy ambassade consulate feedback members membership legal accounts accounting billing finance it security privacy dpo iletisim bilgi iroda ugyfelszolgalat sekretariats kancelaria kancelarija podatelna titkarsag iletişim")

// legalForms are what companies write behind their names, often behind a comma.
var legalForms = set("inc ltd llc llp plc corp pty pvt limited incorporated gmbh ag kg ug ev sa sas sarl srl spa sl bv nv ab as aps oy oyj sro doo ooo kft zrt ltda eirl sac")

// shortGiven are given names that are cut short with a full stop.
var shortGiven = set("th chr wm jos joh fr ph st ma mª fco fdo gmo ant geo chas jas thos md mohd muh joh jo ed al abd s.")

// shortTitle are forms of address so common that a family name like them must give way.
var shortTitle = set("mr mrs ms dr mme mlle sr sra prof ing eng engr mr. m dra lic mgr avv dott don doña hon rev sir mw dhr hr av me mag pan pani")

// safeAfter are letters behind a name that no name of three letters is.
var safeAfter = set("phd obe cbe mbe mba llm llb msc bsc mph esq jr md jd qc kc mp mep san")

// alsoNames are ordinary words that people are called too.
var alsoNames = set("hope april may june august mars justice peace joy grace faith freedom victor mercy gift blessing precious prudence patience charity worship will rose pearl summer autumn dawn mark art sunday monday friday saturday angel ali field north west east young")

// pronouns are what people add in brackets to say how to speak of them.
var pronouns = set("he him his she her hers they them theirs il lui elle iel er ihm ihn sie ihr el él ella elle ele ela lei hij hem zijn zij haar hen hun die diens hän han hon hen henne ham hende")

// speakers are the pronouns of the first person that follow their verb: "… sage ich gern".
var speakers = set("ich ik je")

// personal are words before "assistant" that make a helper of the holder.
var personal = set("personal executive administrative office management special private directie persoonlijke persoonlijk")

// possessives stand before the person announced: "my director".
var possessives = set("my our your his her their mon ma notre son sa mi nuestro nuestra mein meine unser unsere meiner meines unserer unseres mijn onze meu minha nosso nossa il mio la mia nostro nostra")

// compoundSurname are family names of two characters.
var compoundSurname = set("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 司徒 令狐 东方 皇甫 尉迟 公孙 慕容 南宮 남궁 황보 제갈 선우 독고 사공 서문")

// ourParticle are particles that are given names somewhere too, but hardly ever in the middle of a name.
var ourParticle = set("freiherr freifrau graf grafin baron baronin van von de den der del della di da das do dos du la le el al bin ben ter ten bint binti ibn ould abu abou abdel abdul")

var shortForms = set("dr mr mrs ms mme mlle prof st nr no art ca bzw ggf evtl inkl usw etc vs hr fr sr sra srta sig dott ing gos ul tj np tzn mgr jr sen hon rev gen col capt approx tel ext bijv evt dhr mevr")

// prepositions end the head of a noun phrase: "Head | of Unit", "Directeur | du travail".
var prepositions = set("contro of for at in on to with from and & against within under de du des d da do dos das del della dello dei degli delle di al alla per pour à au aux en sur dans chez auprès von vom für der des zur zum im in am und et y e i och og ja és și si ve a и та і й por para con com contra contre gegen tegen van voor bij het och i vid på till hos ved til av af om ds. ds do na nad przy w we z pro na při u za zu о об по при в для на з у від та και της του των για στο στη στην σε në për dhe te të e في على ل من و لل عن של על ב ו की के का में و در untuk dan di bagi wa ya la za cha kwa na")

// leads are weak roles that say enough as the last of several words: "Modern Slavery Lead".
var leads = set("lead partner practitioner")

// conjunctions join the heads of one title.
var conjunctions = set("and & et y und en e i og och ja és ve și и та και dan")

// bodies are words that make the name of an organisation even of words that begin with a role: "Attorney General Chambers".
var bodies = set("office offices chambers secretariat association society union federation council forum network club guild board house institute college school academy service services league alliance")

// either parts what its writer leaves open.
var either = set("or ou o oder of ofwel u أو lub albo или або veya ya sau vagy eller tai ή או atau hoặc")

// directed are roles that name at once what they direct: "Director Labour Standards Services".
var directed = set("director head chief manager commissioner coordinator superintendent secretary supervisor")

// articles begin nouns that are no names.
var articles = set("the una une la le les l' el los las der die das dem den de het o a os as il lo gli i")

// rankWords follow a role behind a hyphen.
// rankWords follow a role and belong to it.
var rankWords = set("geral general generale generala generaal generalny gerente adjunto adjunta adjoint adjointe aggiunto aggiunta chefe chef cheffe jefe jefa chief capo fiscal substituto substituta executivo executiva delegue deleguee delegado delegada principal presidente designado designate elect interino interina adjunct sef sefa maitre instructor chercheur coordinateur")

// assistantPosts are beginnings and parts of titles, folded, whose holders write for somebody else.
var assistantPosts = []string{
	"avustaja", "secretary to", "ps to", "pa to", "ea to", "pa, ", "executive assistant", "secretaresse", "sekretarz minist", "sekretarka", "sekretaerin", "sekreterare", "assistentin", "bueroleiter", "buroleiter", "vorzimmer", "persoenliche", "personliche referentin", "personlicher referent", "secretaria executiva de", "secretaria da", "secretaria do", "segretaria", "segretario particolare", "kabinettschef", "kabinetschef", "capo di gabinetto", "jefe de gabinete", "jefa de gabinete", "chefe de gabinete", "cheffe de cabinet", "directeur de cabinet", "directrice de cabinet", "secretariaat", "помощник", "помощница", "секретарь минист", "референт", "помічник", "asystent", "titkarno", "szemelyi titkar", "ozel kalem", "asistani", "秘书", "秘書", "비서", "trợ lý", "tro ly", "thu ky cua", "secretaire du", "secretaire de", "secretaire part", "secretaria de", "secretaria del", "secretaria part", "sekretarin", "personal secretary", "chef de cabinet", "chief of staff", "aide to", "aide de camp", "private secretary", "segretaria del", "protocol", "مساعد", "سكرتير",
}

// attending are what people are at the meeting, and not where they work.
var attending = set("speaker panelist panellist moderator participant attendee observer listener guest intervenant intervenante participant participante observateur observatrice auditeur auditrice invite invitee orateur oratrice ponente panelista observador observadora oyente invitado invitada teilnehmer teilnehmerin redner rednerin beobachter beobachterin zuhorer zuhorerin gast spreker deelnemer deelneemster waarnemer toehoorder relatore relatrice partecipante osservatore osservatrice uditore uditrice orador oradora ouvinte convidado convidada")

// namingIntros are stems of words by which only one's own name is said: "my name is", "ich heiße".
var namingIntros = []string{"name", "nom", "nimi", "nome", "heiss", "heet", "heter", "hedder", "appelle", "llamo", "chiamo", "chamo", "zovem", "jmenuj", "volam", "nazywam", "zovut", "зовут", "имя", "звати", "аты", "اسمي", "adim", "ime"}

// saints begin the names of many places: "St. Augustine".
var saints = set("st ste saint sainte san santa santo sao sankt sint")

// postAdjectives are forms of address that are adjectives behind a post, too: "Secrétaire général".
var postAdjectives = set("general generale")

// abbreviations are those of four letters and more, whose full stop is theirs.
var abbreviations = set("brgy coop dept govt univ asst assoc corp prof supt insp secr comm admin depto prov dipl ministr")

// copulas tie a value to what it is: "my last name is Doe".
var copulas = set("is est c'est c’est es ist e lautet heisst")

// addressVerbs ask to write to an address, by their stems.
var addressVerbs = []string{"write me", "write to me", "write us", "send it", "send the", "send me", "reach me", "email me", "mail me", "contact me", "ecrivez", "m'ecrire", "envoyez", "envoyer", "joindre", "escrib", "envien", "enviar", "manden", "schreib", "schick", "sende", "erreich", "schrijf", "stuur", "mailen", "scriv", "invia", "mandat", "escrev", "envie", "manda", "راسل", "ارسل", "أرسل", "prosze pisac", "pisac na", "wyslac", "пишите", "присла", "отправ", "kirim", "andika", "yaz"}

// better ends a courtesy: "and if I can ask a question, so much the better".
var better = set("better mejor besser mieux meglio beter melhor lepiej")

// themselves tell that others speak for themselves: "my deputy might come, too, and will write himself".
var themselves = set("himself herself themselves themself même selbst zelf stesso stessa misma mismo própria próprio sam sama بنفسه بنفسها")

// oneself tells that a sentence is about its writer.
var oneself = set("i me je j m moi ich mich mir ik mij yo me eu io")

// spokenStems stand in the labels of names that a sentence may say.
var spokenStems = []string{"ame", "nom", "ombre", "pel", "aam"}
