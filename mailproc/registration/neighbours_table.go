package registration

// neighbours are languages without a phrase of their own, which people write around one: enough of each to know the
// clause's language, what negates, limits or doubts in it, and its own way to say "I take part". A row may grow into a
// full one of the languages table.
var neighbours = []language{
	{
		code: "cs", say: "řekl řekla napsal napsala sdělil sdělila", assent: "souhlas souhlasu schválení povolení", await: "nejprve nejdřív ještě čekám_na", retract: "zapomeňte rozmyslel_jsem rozmyslela_jsem spletl_jsem spletla_jsem ignorujte smažte_tuto omylem nebudu_moci nebudu_moct zrušte ruším nevyjde", utter: "napsat psát píše napsal napsala říct řekl poslat poslal odpovědět napište uveďte uvést odpovězte pošlete napíšu", words: "a se na je že v do pro s z o by jsem jsme děkuji dobrý den vážení vážená pozdravem prosím ale nebo jako jen také již který která byl bude budu setkání jednání když pokud", signs: "ěřů",
		not: "ne nikdy ani žádný nemohu nemůžu nebudu nezúčastním", regret: "bohužel", cond: "pokud jestli jestliže ledaže když zda dokud", you: "vás vám", maybe: "možná snad asi pravděpodobně předběžně", strong: "podmíněno závisí_na k_potvrzení", joint: "ale a avšak proto", that: "že",
		variant: "účastním_se zúčastním_se zúčastníme_se budu_se_účastnit chci_se_zúčastnit rád_bych_se_zúčastnil ráda_bych_se_zúčastnila", intent: "potvrzuji_účast potvrzuji_svou_účast", need: "potřeba potřebujete dotazy informace nutné",
		thanks: "děkuji děkujeme moc s pozdravem za informace dobrý den",
	},
	{
		code: "sk", say: "povedal povedala napísal napísala", assent: "súhlas súhlasu schválenie povolenie", await: "najprv ešte čakám_na", retract: "zabudnite rozmyslel_som rozmyslela_som pomýlil_som pomýlila_som ignorujte omylom nebudem_môcť zrušte ruším nevyjde", utter: "napísať písať píše napísal napísala povedať povedal poslať poslal odpovedať napíšte uveďte uviesť odpovedzte pošlite", words: "a sa na je že v do pre s z o by som sme ďakujem dobrý deň vážení vážená pozdravom prosím ale alebo ako len tiež ktorý bol bude budem stretnutie keď ak", signs: "ľĺŕ",
		not: "nie nikdy ani žiadny nemôžem nebudem nezúčastním", regret: "bohužiaľ žiaľ", cond: "ak pokiaľ keby keď či v_prípade len_v_prípade", you: "vás vám", maybe: "možno asi azda pravdepodobne predbežne", strong: "podmienené závisí_od", joint: "ale a avšak preto", that: "že",
		need:    "potrebné potrebujete otázky informácie",
		variant: "zúčastním_sa zúčastníme_sa zúčastňujem_sa chcem_sa_zúčastniť rád_by_som_sa_zúčastnil", intent: "potvrdzujem_účasť potvrdzujem_svoju_účasť",
	},
	{
		code: "hu", say: "mondta írta azt_mondta", lateVerb: true, lateNot: true, assent: "engedélye jóváhagyása hozzájárulása engedély engedélyre", await: "előbb először még", retract: "felejtsék_el mégsem meggondoltam tévedtem összekevertem hagyják_figyelmen tévedésből törölje_az töröljék_az nem_fogok_tudni lemondom", utter: "írni írjam írja írta írjak küldeni küldje mondani mondja mondta válaszolni írják jelezzék jelezni válaszoljanak válaszoljon tüntessék", words: "a az és hogy nem is egy meg de van mint csak ha köszönöm tisztelt tisztelettel üdvözlettel kedves kérem részt veszek vagyok lesz ez azt ezt már szép napot jó", signs: "őű",
		not: "nem soha sem ne", regret: "sajnos sajnálom", cond: "ha amennyiben feltéve hacsak", you: "önök önöknek", maybe: "talán esetleg valószínűleg feltehetően előzetesen", strong: "feltéve függően jóváhagyásától", except: "nem_csak ha_szükséges ha_lehetséges", joint: "de és azonban ezért", that: "hogy",
		need:    "szükséges szükségük szüksége kérdése kérdésük",
		variant: "részt_veszek részt_veszünk részt_fogok részt_szeretnék részt_kívánok szeretnék_részt részvételi", intent: "részvételemet részvételünket",
	},
	{
		code: "ro", say: "a_spus au_spus a_zis a_scris spune zice scrie mi_a_spus mi_a_scris", assent: "acordul aprobarea aprobare acord permisiunea", await: "mai_întâi întâi aștept", retract: "uitați_de uitați_ce m_am_răzgândit m_am_înșelat am_greșit am_încurcat ignorați_acest ignorați_mesajul ștergeți_mesajul nu_voi_putea nu_mai_pot nu_va_fi_posibil anulați anulez din_greșeală", utter: "să_scriu a_scris să_spun a_spus să_trimit a_trimis să_răspund scrieți menționați menționând răspundeți trimiteți indicați scriind", words: "și si de la în in cu pe nu este sunt pentru din că ca mai vă va stimată stimate doamnă domnule mulțumesc multumesc bună ziua respect întâlnire întâlnirea sau dar am a fi dumneavoastră directorul ministrul meu mea spus scris trebuie pot acest această", signs: "țș",
		not: "nu niciodată nici", regret: "din_păcate regret", cond: "dacă cu_condiția doar_dacă în_cazul numai_dacă", you: "dumneavoastră vă", maybe: "poate probabil posibil eventual provizoriu", strong: "sub_rezerva cu_condiția în_așteptarea depinde_de", except: "nu_doar nu_numai dacă_este_posibil", joint: "dar și însă iar deci", that: "că", want: "sper vreau doresc aș_dori",
		variant: "particip participăm voi_participa vom_participa aș_dori_să_particip doresc_să_particip vreau_să_particip iau_parte voi_lua_parte", intent: "confirm_participarea îmi_confirm_participarea confirm_prezența", need: "nevoie necesar întrebări informații",
		thanks: "mulțumesc multumesc mult mulțumim pentru cu stimă respect o zi bună",
	},
	{
		code: "ru", say: "сказал сказала написал написала говорит пишет ответил ответила", assent: "согласие разрешение одобрение согласования согласия разрешения одобрения", await: "сначала прежде ещё еще жду", retract: "забудьте не_получится не_выйдет передумал передумала ой_нет ошибся ошиблась перепутал перепутала не_учитывайте отменяется отмените аннулируйте удалите_это удалите_моё удалите_мое проигнорируйте не_смогу не_сможем не_приду", utter: "написать писать пишет написал написала сказать сказал сказала отправить отправил ответить ответил укажите указать напишите пришлите отправьте ответьте ответив указав написав добавьте впишите", words: "и в на не с по что это для как от уважаемые уважаемый уважаемая благодарю спасибо добрый день здравствуйте уважением из или но я мы вы за к до у же был будет буду участие встрече совещании", signs: "ыэё",
		not: "не никогда ни нет невозможно", regret: "сожалению жаль", cond: "если при_условии только_если когда пока ли", you: "вам вас вы", maybe: "может возможно вероятно наверное предварительно наверно пожалуй", strong: "при_условии зависит_от после_согласования подлежит_согласованию ожидаю_разрешения", except: "не_только если_можно", joint: "но и однако а поэтому", that: "что", want: "надеюсь хочу хотел хотела",
		variant: "принимаю_участие приму_участие примем_участие участвую буду_участвовать хочу_принять_участие хотел_бы_принять_участие хотела_бы_принять_участие хотел_бы_участвовать хотела_бы_участвовать", intent: "подтверждаю_участие подтверждаю_своё_участие подтверждаю_свое_участие прошу_зарегистрировать", need: "нужна нужно нужны необходимости потребуется вопросы понадобится информация",
		thanks: "спасибо большое благодарю вас за информацию с уважением добрый день",
	},
	{
		code: "uk", say: "сказав сказала написав написала каже пише", assent: "згода згоду дозвіл погодження згоди дозволу", await: "спочатку ще чекаю", retract: "забудьте не_вийде передумав передумала ой_ні помилився помилилася переплутав переплутала не_враховуйте скасуйте видаліть_це проігноруйте не_зможу не_зможемо", utter: "написати писати пише написав написала сказати сказав надіслати відповісти напишіть вкажіть надішліть вказати вказавши", words: "і в на не з по що це для як від шановні шановний шановна дякую добрий день вітаю повагою із або але я ми ви за до у та був буде буду участь зустрічі", signs: "їєґі",
		not: "не ніколи ні немає", regret: "жаль", cond: "якщо за_умови коли чи поки", you: "вам вас ви", maybe: "може можливо ймовірно мабуть попередньо", strong: "за_умови залежить_від після_погодження", except: "не_тільки не_лише", joint: "але і та однак тому", that: "що", want: "сподіваюся хочу",
		need:    "потрібно потрібна потрібні питання необхідності інформація",
		variant: "беру_участь братиму_участь візьму_участь візьмемо_участь хочу_взяти_участь хотів_би_взяти_участь хотіла_б_взяти_участь", intent: "підтверджую_участь підтверджую_свою_участь",
	},
	{
		code: "bg", say: "каза казаха пише написа", retract: "забравете размислих сбърках обърках игнорирайте по_погрешка отказвам няма_да_мога", utter: "да_напиша пише написа каза да_кажа да_изпратя да_отговоря напишете посочете изпратете посочите", words: "и в на не с по че това за как от уважаеми уважаема благодаря здравейте добър ден уважение или но аз ние вие до си съм са ще бъде да се", signs: "ъ",
		not: "не никога няма нито", regret: "съжаление съжалявам", cond: "ако при_условие когато освен_ако дали", you: "вас ви вие възможно", maybe: "може_би вероятно евентуално предварително", strong: "при_условие зависи_от", joint: "но и обаче затова", that: "че",
		need:    "необходимо нужна нужно въпроси информация",
		variant: "участвам ще_участвам вземам_участие ще_взема_участие бих_искал_да_участвам бих_искала_да_участвам желая_да_участвам", intent: "потвърждавам_участието",
	},
	{
		code: "sr", say: "rekao rekla kaže piše napisao napisala", retract: "zaboravite predomislio predomislila pogriješio pogriješila pogrešio pogrešila zanemarite greškom otkazujem neću_moći", utter: "napisati pisati piše napisao napisala reći rekao rekla poslati odgovoriti napišite navedite pošaljite navesti", words: "i u na ne se je da za od sa su ili ali poštovani poštovana hvala dobar dan srdačno pozdrav pozdravom kao biti sam smo štovani sastanak sastanku и у да је за са су или али поштовани хвала поздрав ministar odobri dozvoli direktor moj moja", signs: "đћђџљњ",
		not: "ne nikada niti nisam nije neću не нисам нећу", regret: "nažalost žao нажалост", cond: "ako pod_uvjetom pod_uslovom ukoliko kada osim_ako ако уколико", you: "vam vas vi", maybe: "možda vjerojatno verovatno eventualno možda можда", strong: "pod_uvjetom pod_uslovom ovisi_o zavisi_od", joint: "ali i no a zato али и", that: "da",
		need:    "potrebno trebate pitanja informacije",
		variant: "sudjelujem učestvujem sudjelovat_ću učestvovaću ću_sudjelovati ću_učestvovati želim_sudjelovati želim_da_učestvujem учествујем", intent: "potvrđujem_sudjelovanje potvrđujem_učešće",
	},
	{
		code: "sl", words: "in v na ne se je da za od z s so ali spoštovani spoštovana hvala dober dan lep pozdrav lepo pozdravljeni kot bom sem smo", not: "ne nikoli niti nisem ni ne_bom", regret: "žal", cond: "če pod_pogojem kadar", you: "vam vas", maybe: "morda mogoče verjetno", strong: "pod_pogojem odvisno_od", joint: "ampak in vendar toda zato", that: "da",
		variant: "sodelujem bom_sodeloval bom_sodelovala udeležil_se_bom udeležila_se_bom želim_sodelovati",
	},
	{
		code: "el", say: "είπε έγραψε λέει γράφει απάντησε", assent: "έγκριση άδεια", await: "πρώτα αναμένω", retract: "ξεχάστε_το ξεχάστε άλλαξα_γνώμη έκανα_λάθος μπέρδεψα αγνοήστε διαγράψτε_το δεν_θα_μπορέσω δεν_θα_καταφέρω ακυρώστε ακυρώνω κατά_λάθος", utter: "να_γράψω γράψει έγραψε να_πω είπε να_στείλω έστειλε γράψτε γράφοντας αναφέρετε αναφέροντας στείλτε απαντήστε σημειώστε", words: "και το να του η της με την που για από στο στη στην τον είναι δεν θα σας αγαπητοί αξιότιμοι κυρίες κύριοι ευχαριστώ εκτίμηση τιμή καλημέρα χαιρετισμούς σε μας ή αλλά στις τα τη ένα μια ή", signs: "ώήίόέά",
		not: "δεν δε μη μην ποτέ ούτε", regret: "δυστυχώς λυπάμαι λυπούμαι", cond: "αν εάν εφόσον υπό_τον_όρο εκτός_αν όταν μόνο_αν", you: "σας", maybe: "ίσως πιθανόν πιθανώς μάλλον ενδεχομένως προσωρινά", strong: "υπό_την_προϋπόθεση υπό_την_επιφύλαξη με_την_επιφύλαξη εξαρτάται_από αναμένεται_έγκριση", except: "όχι_μόνο", joint: "αλλά και όμως ωστόσο", that: "ότι πως", want: "ελπίζω θέλω θα_ήθελα",
		variant: "συμμετέχω θα_συμμετέχω θα_συμμετάσχω συμμετέχουμε θα_συμμετάσχουμε θα_ήθελα_να_συμμετάσχω επιθυμώ_να_συμμετάσχω λαμβάνω_μέρος θα_λάβω_μέρος", intent: "επιβεβαιώνω_τη_συμμετοχή", need: "χρειαστεί χρειάζεστε χρειάζεται χρειαστείτε απορίες πληροφορίες",
		thanks: "ευχαριστώ ευχαριστούμε πολύ με εκτίμηση",
	},
	{
		code: "tr", say: "dedi yazdı söyledi diyor", lateVerb: true, lateNot: true, retract: "unutun vazgeçtim vazgeçiyorum iptal_edin iptal_ediyorum yanlış_toplantı yanlışlıkla karıştırdım dikkate_almayın göz_ardı_edin silin_lütfen mesajımı_silin katılamayacağım katılamıyorum gelemeyeceğim mümkün_olmayacak", utter: "yazmak yazmamı yazmam yazmayı yazmamız yazdı yazacak yazmalı göndermek göndermemi gönderdi demem demek yazan yazın yazınız yazarak gönderin gönderiniz belirtin belirterek ekleyin", words: "ve bir bu için ile de da olarak sayın saygılarımla teşekkür ederim ederiz merhaba iyi günler toplantı toplantıya ben biz siz değil çok var olan ancak ama ya kadar sonra izin müdürüm bakan onay eğer benim bana bunu şu verirse", signs: "ğışı",
		not: "değil asla *mıyorum *miyorum *muyorum *müyorum *mayacağım *meyeceğim *amam *emem *amıyorum *emiyorum *amayacağım *emeyeceğim hayır", regret: "maalesef ne_yazık üzgünüm", cond: "eğer şartıyla koşuluyla takdirde *ırsa *irse *arsa *erse", you: "siz size sizin", maybe: "belki muhtemelen galiba herhalde sanırım", strong: "onayına onay_bekliyorum şartıyla koşuluyla bağlı önce_…_izni önce_…_onayı önce_…_izin önce_…_onay onayı_gerekiyor izni_gerekiyor izni_lazım onayı_lazım onayını_bekliyorum iznini_bekliyorum onay_gelirse onay_gelmezse", except: "sadece_değil yalnızca_değil gerekirse mümkünse", joint: "ama ancak fakat ve", want: "umarım istiyorum isterim",
		variant: "katılıyorum katılacağım katılıyoruz katılacağız katılmak_istiyorum katılmak_isterim katılmak_istiyoruz katılabilir_miyim", intent: "katılımımı_teyit katılımımı_onaylıyorum kaydımı", need: "gerekirse gerekiyorsa gerekli ihtiyaç sorunuz ihtiyacınız",
		thanks: "teşekkür teşekkürler ederim ederiz çok saygılarımla bilgi için",
	},
	{
		code: "sv", say: "sade skrev", assent: "godkännande tillstånd medgivande", await: "först väntar_på", retract: "glöm_det glöm_mitt vid_närmare_eftertanke ångrar_mig tog_fel blandade_ihop bortse_från ignorera_detta av_misstag kan_tyvärr_inte_komma går_inte_ändå", utter: "skriva skrev skrivit säga sade skicka skickade svara svarade skriv ange", words: "och att det som en på är av för med till den jag inte har om ett men var vi kan hej tack vänliga hälsningar bästa mvh från eller ska kommer härmed " +
			"bäste er ja",
		not: "inte aldrig ej ingen inget", regret: "tyvärr beklagar", cond: "om_jag om_min om_vi om_det om_ni om_chefen om_mitt ifall såvida förutsatt under_förutsättning när därest", you: "ni er du", maybe: "kanske möjligen troligen eventuellt förmodligen preliminärt", strong: "under_förutsättning med_förbehåll beroende_på inväntar_godkännande", except: "inte_bara även_om om_möjligt om_det_behövs", joint: "men och dock så", that: "att", want: "hoppas vill skulle_vilja",
		variant: "jag_deltar vi_deltar jag_kommer_att_delta jag_vill_delta jag_…_delta jag_medverkar deltar_jag", intent: "bekräftar_mitt_deltagande bekräftar_min_medverkan anmäler_mig", need: "behövs behöver frågor information",
		thanks: "tack så mycket för informationen vänliga hälsningar",
	},
	{
		code: "da", say: "sagde skrev", assent: "godkendelse tilladelse samtykke", await: "først venter_på", retract: "glem_det glem_min ved_nærmere_eftertanke fortryder tog_fejl se_bort_fra ignorer_denne ved_en_fejl kan_alligevel_ikke går_alligevel_ikke", utter: "skrive skrev skrevet sige sagde sende sendte svare svarede skriv angiv send svar", words: "og at det som en på er af for med til den jeg ikke har om et men var vi kan hej tak venlig hilsen bedste kære mvh fra eller skal hermed jer de i mødet " +
			"venlige hilsner ja",
		not: "ikke aldrig ingen intet", regret: "desværre beklager", cond: "hvis såfremt forudsat medmindre under_forudsætning når", you: "i jer du", maybe: "måske muligvis sandsynligvis eventuelt formentlig foreløbigt", strong: "under_forudsætning med_forbehold afhænger_af", except: "ikke_kun ikke_bare selv_om hvis_muligt hvis_nødvendigt", joint: "men og dog så", that: "at", want: "håber vil_gerne",
		variant: "jeg_deltager vi_deltager jeg_…_deltage deltager_jeg", intent: "bekræfter_min_deltagelse tilmelder_mig", need: "brug nødvendigt spørgsmål oplysninger",
		thanks: "tak mange for informationen venlig hilsen",
	},
	{
		code: "no", say: "skrev", assent: "godkjenning tillatelse samtykke", await: "først venter_på", retract: "glem_det glem_min ved_nærmere_ettertanke ombestemt_meg tok_feil se_bort_fra ignorer_denne ved_en_feil kan_likevel_ikke går_likevel_ikke", utter: "skrive skrev skrevet si sende sendte svare svarte skriv angi send svar", words: "og at det som en på er av for med til den jeg ikke har om et men var vi kan hei takk vennlig hilsen beste kjære mvh fra eller skal herved dere i møtet " +
			"vennlige hilsner ja",
		not: "ikke aldri ingen intet", regret: "dessverre beklager", cond: "hvis dersom forutsatt med_mindre under_forutsetning når", you: "dere du", maybe: "kanskje muligens sannsynligvis eventuelt antakelig foreløpig", strong: "under_forutsetning med_forbehold avhenger_av", except: "ikke_bare selv_om hvis_mulig hvis_nødvendig", joint: "men og dog så", that: "at", want: "håper vil_gjerne",
		need:    "trenger nødvendig spørsmål opplysninger",
		variant: "jeg_deltar vi_deltar jeg_…_delta deltar_jeg", intent: "bekrefter_min_deltakelse bekrefter_min_deltagelse melder_meg_på",
	},
	{
		code: "fi", say: "sanoi kirjoitti sanoo", lateNot: true, retract: "unohtakaa sittenkään peruutan peruutan_sen erehdyin sekoitin jättäkää_huomiotta vahingossa en_pääsekään", utter: "kirjoittaa kirjoitti kirjoittamaan sanoa sanoi lähettää lähetti vastata kirjoita kirjoittakaa mainitse mainitkaa lähettäkää vastatkaa", words: "ja on ei että se hän kun mutta ovat tai hyvä hei kiitos ystävällisin terveisin kunnioittavasti arvoisa minä me te osallistun kokous kokoukseen joka oli olen myös",
		not: "en ei emme älä koskaan", regret: "valitettavasti ikävä", cond: "jos mikäli edellyttäen kunhan ellei", you: "te teidän", maybe: "ehkä mahdollisesti luultavasti todennäköisesti alustavasti", strong: "edellyttäen riippuen", except: "ei_vain ei_ainoastaan vaikka jos_mahdollista", joint: "mutta ja kuitenkin", that: "että", want: "toivon haluan haluaisin",
		need:    "tarvitsette tarpeen kysyttävää lisätietoja tarvitaan",
		variant: "osallistun osallistumme haluan_osallistua haluaisin_osallistua tulen_osallistumaan", intent: "vahvistan_osallistumiseni ilmoittaudun",
	},
	{
		code: "is", words: "og að í á er sem við með um ég ekki en það fyrir til frá kær kveðja kveðjur virðingarfyllst takk góðan dag sæl", signs: "þðý", not: "ekki aldrei enginn", regret: "því_miður", cond: "ef ef_til með_fyrirvara", maybe: "kannski líklega hugsanlega", joint: "en og", that: "að", you: "",
		variant: "ég_tek_þátt við_tökum_þátt ég_mun_taka_þátt",
	},
	{
		code: "et", words: "ja on ei et see ma olen kui aga tere lugupidamisega austatud tänan parimate soovidega või koosolek", not: "ei mitte kunagi", regret: "kahjuks", cond: "kui juhul tingimusel", maybe: "võib_olla tõenäoliselt vist", joint: "aga ja kuid", that: "et", you: "",
		variant: "osalen võtan_osa osaleme",
	},
	{
		code: "lv", words: "un ir ka ar no par es jūs labdien cieņu paldies cienījamie vai bet kā tas mēs sanāksmē", signs: "ļķņģē", not: "ne nē nekad nevaru", regret: "diemžēl", cond: "ja ar_nosacījumu", maybe: "varbūt iespējams laikam", joint: "bet un", that: "ka", you: "",
		variant: "piedalos piedalīšos piedalīsimies",
	},
	{
		code: "lt", words: "ir yra kad su iš apie aš jūs laba diena pagarbiai ačiū gerbiami arba bet kaip tai mes susitikime į", signs: "ėįųū", not: "ne niekada negaliu", regret: "deja", cond: "jei jeigu su_sąlyga", maybe: "galbūt tikriausiai gal", joint: "bet ir", that: "kad", you: "",
		variant: "dalyvauju dalyvausiu dalyvausime",
	},
	{
		code: "sq", words: "dhe në të e i për me një është që nuk nga si ju faleminderit përshëndetje respekt nderuar të_nderuar zonja zotëri takimin takim jam do", signs: "ë", not: "nuk s kurrë as mos", regret: "fatkeqësisht", cond: "nëse në_qoftë_se me_kusht kur", maybe: "ndoshta mbase mundësisht", strong: "me_kusht varet_nga", joint: "por dhe", that: "që se", you: "",
		variant: "marr_pjesë do_të_marr_pjesë marrim_pjesë",
	},
	{
		code: "vi", say: "nói_rằng viết_rằng đã_nói đã_viết", utter: "viết ghi gửi trả_lời", retract: "xin_hủy xin_bỏ_qua bỏ_qua_thư nhầm_cuộc gửi_nhầm tôi_nhầm đổi_ý không_tham_dự_được", words: "và của là có cho với trong không được tôi chúng các những kính gửi trân trọng cảm ơn xin ông bà tại này đã sẽ về", signs: "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
		not: "không chưa chẳng đừng", regret: "tiếc rất_tiếc", cond: "nếu miễn_là trừ_khi khi_nào", you: "quý_vị quý", maybe: "có_lẽ có_thể chắc_là", strong: "tùy_thuộc với_điều_kiện chờ_phê_duyệt chờ_ý_kiến phải_xin_phép nếu_được_phê_duyệt", except: "không_chỉ không_những nếu_có_thể nếu_cần", joint: "nhưng và tuy_nhiên", that: "rằng", want: "hy_vọng mong muốn",
		variant: "tôi_tham_gia tôi_sẽ_tham_gia tôi_xin_tham_gia tôi_tham_dự tôi_sẽ_tham_dự tôi_muốn_tham_gia", intent: "xác_nhận_tham_dự xác_nhận_tham_gia đăng_ký_tham_dự đăng_ký_tham_gia", need: "cần thêm thông_tin câu_hỏi thắc_mắc",
		thanks: "cảm ơn xin trân trọng rất nhiều",
	},
	{
		code: "id", say: "berkata mengatakan menulis bilang", assent: "persetujuan izin", await: "menunggu harus_ada", retract: "lupakan batalkan saya_batal salah_rapat salah_kirim abaikan mohon_abaikan tidak_jadi berubah_pikiran", utter: "menulis menuliskan mengirim mengirimkan mengatakan tulis tuliskan tulislah sebutkan kirimkan balas cantumkan mencantumkan", words: "dan yang di untuk dengan pada ini itu dari saya kami tidak adalah akan dalam terima kasih hormat salam bapak ibu yth kepada atau tetapi telah juga rapat pertemuan kehadiran",
		not: "tidak bukan belum jangan tak", regret: "sayangnya mohon_maaf", cond: "jika apabila asalkan kalau bila kecuali", you: "anda bapak ibu", maybe: "mungkin barangkali sepertinya sementara", strong: "menunggu_persetujuan tergantung asalkan", except: "tidak_hanya meskipun jika_perlu", joint: "tetapi dan namun tapi", that: "bahwa", want: "berharap ingin semoga",
		variant: "saya_ikut saya_berpartisipasi saya_akan_berpartisipasi saya_mengikuti saya_akan_mengikuti saya_ingin_mengikuti kami_berpartisipasi ikut_serta", intent: "konfirmasi_kehadiran mengonfirmasi_kehadiran saya_mendaftar", need: "perlu diperlukan membutuhkan pertanyaan memerlukan informasi",
		thanks: "terima kasih banyak atas informasinya salam hormat",
	},
	{
		code: "sw", words: "na ya wa kwa ni katika za la hii habari asante wako mimi sisi mkutano mheshimiwa tafadhali yangu", not: "si hapana sitaweza siwezi sitashiriki", cond: "kama ikiwa", except: "kama_ulivyo* kama_mlivyo* kama_ilivyo* kama_unavyo* kama_mnavyo*", maybe: "labda huenda", joint: "lakini na", variant: "ninashiriki nitashiriki tutashiriki", you: "",
		thanks: "asante sana",
	},
	{
		code: "ca", words: "i el la els les de que per amb en un una és són no al del benvolguts benvolguda salutacions cordials gràcies bon dia reunió atentament però aquesta", not: "no mai ni tampoc", cond: "si sempre_que a_menys", maybe: "potser probablement", strong: "pendent_de condicionat", joint: "però i", that: "que", you: "",
		variant: "participaré participarem prenc_part vull_participar m_agradaria_participar",
	},
	{
		code: "he", words: "של את על לא אני זה עם כי אם גם או שלום תודה בברכה רב לכבוד נכבדים", not: "לא אין אינני לעולם בלי", regret: "לצערי מצטער", cond: "אם בתנאי אלא_אם כאשר", maybe: "אולי ייתכן כנראה", strong: "בכפוף בתנאי", joint: "אבל אך", variant: "אני_משתתף אני_משתתפת אשתתף נשתתף", you: "",
		thanks: "תודה רבה בברכה",
	},
	{
		code: "fa", lateNot: true, words: "و در به از که این را با است برای آن می های شما ما من خود احترام سلام محترم تشکر سپاس جلسه", signs: "پچژگ", not: "نمی نه نیست نخواهم نمیتوانم هرگز", regret: "متاسفانه متأسفانه", cond: "اگر چنانچه مشروط", maybe: "شاید احتمالا", strong: "مشروط منوط", joint: "اما ولی و", variant: "شرکت_می شرکت_میکنم شرکت_خواهم شرکت_کنم", you: "",
		thanks: "تشکر سپاس با احترام از شما",
	},
	{code: "hi", lateNot: true, words: "और के की का में है से को पर यह नहीं मैं हम आप धन्यवाद महोदय नमस्ते सादर", not: "नहीं न मत", cond: "यदि अगर", maybe: "शायद संभवतः", regret: "खेद", joint: "लेकिन और परंतु", variant: "मैं_भाग भाग_लूंगा भाग_लूंगी भाग_ले", you: "",
		thanks: "धन्यवाद"},
	{
		code: "zh", lateNot: true, retract: "作废 作廢 取消 撤回 发错 發錯 弄错 弄錯 搞错 请忽略 請忽略 不去了 去不了", words: "的", not: "不 没 沒 无法 無法 未能 别 勿", regret: "抱歉 遗憾 遺憾 可惜", cond: "如果 若 假如 是否 除非 只要 视乎 視乎", maybe: "也许 也許 可能 或许 或許 大概 暂定 暫定 待定", strong: "待批准 须经 須經 待确认 待確認", variant: "我参加 我參加 我将参加 我將參加 我会参加 我會參加 我愿意参加 我願意參加 我想参加 我想參加 我要参加 确认参加 確認參加 确认出席 確認出席 我出席 我将出席", you: "",
		need:   "需要 疑问 问题 疑問 問題 如需 若需",
		thanks: "谢谢 謝謝 感谢 感謝",
	},
	{
		code: "ja", lateNot: true, retract: "取り消し 取消 撤回 間違え 無視して キャンセル 都合がつかなく", words: "の", not: "ません ない 不参加 欠席 できかね", regret: "残念 申し訳", cond: "場合 もし なら たら かどうか 条件 れば", maybe: "かもしれ たぶん おそらく 予定です 見込み 仮", strong: "承認 未定", variant: "参加します 参加いたします 参加させていただき 出席します 出席いたします 参加希望 参加したい", you: "",
		need:   "必要 不明 ご質問 問い合わせ",
		thanks: "ありがとう 感謝",
	},
	{
		code: "ko", lateNot: true, retract: "취소 철회 잘못_보냈 무시해 착오", words: "의", not: "않 못 불참 없습니다", regret: "죄송 유감 아쉽", cond: "만약 경우 여부 조건", maybe: "아마 미정 예정 잠정", strong: "승인 조건부", variant: "참가합니다 참석합니다 참여합니다 참가하겠습니다 참석하겠습니다 참여하겠습니다 참석하고", you: "",
		need:   "필요 문의 질문",
		thanks: "감사합니다 고맙습니다",
	},
	{code: "th", lateNot: true, words: "และ", not: "ไม่", cond: "ถ้า หาก", maybe: "อาจ", variant: "เข้าร่วม", you: "",
		thanks: "ขอบคุณ"},
}
