package message

// labelKind is a set of what a header block's labels say.
type labelKind uint8

const (
	labelFrom labelKind = 1 << iota
	labelDate
	labelTo
	labelCc
	labelSubject
	labelOther
)

// headerLabelTable are the labels of header blocks, folded. One row a language.
var headerLabelTable = labelTable([]labelRow{
	{"from|sender", "sent|date|sent on|date sent|sent at|received", "to|sent to|recipient|recipients", "cc|bcc|copy", "subject|re|subj", "reply-to|reply to|organization|importance|attachments|attachment|priority|sensitivity|when|where"},
	{"de|expéditeur|expediteur|from|émetteur", "envoyé|envoyé le|date|date d'envoi|envoye|le|reçu", "à|a|destinataire|destinataires|pour", "cc|copie|copie à|cci", "objet|sujet", "répondre à|pièces jointes|importance|organisation|pièce jointe"},
	{"von|absender", "gesendet|datum|gesendet am|gesendet um|versendet|verschickt", "an|empfänger", "cc|kopie|kopie an|bcc", "betreff|betrifft|thema", "antwort an|antworten an|anlagen|wichtigkeit|organisation|anhang|anhänge"},
	{"de|remitente", "enviado|enviado el|fecha|fecha de envío|enviada el|enviado a las", "para|destinatario|destinatarios|a", "cc|con copia|cco", "asunto|ref", "responder a|datos adjuntos|importancia|archivos adjuntos"},
	{"de|remetente", "enviada em|enviado em|enviada|enviado|data|data de envio", "para|destinatário|destinatários", "cc|cópia|c/c|cco", "assunto", "responder para|anexos|prioridade"},
	{"da|mittente", "inviato|data|inviata|data invio|inviato il", "a|per|destinatario|destinatari", "cc|copia|ccn", "oggetto", "rispondi a|allegati|priorità"},
	{"van|afzender", "verzonden|datum|verstuurd|gestuurd|verzonden op", "aan|ontvanger", "cc|kopie", "onderwerp|betreft", "antwoord aan|bijlagen|urgentie|beantwoorden aan"},
	{"fra|afsender|avsender", "sendt|dato|sendt den", "til|modtager|mottaker", "kopi|cc|kopi til", "emne", "svar til|vedhæftede filer|vedlegg|prioritet"},
	{"från|avsändare", "skickat|datum|skickades", "till|mottagare", "kopia|cc|kopia till", "ämne", "svara till|bilagor"},
	{"lähettäjä|keneltä", "lähetetty|päiväys|päivä|pvm", "vastaanottaja|vastaanottajat|kenelle", "kopio|cc", "aihe", "vastausosoite|liitteet"},
	{"frá|sendandi", "sent|dagsetning|dags", "til|viðtakandi", "afrit", "efni", ""},
	{"od|nadawca", "wysłano|data|wysłane|data wysłania", "do|adresat|odbiorca", "dw|kopia|udw", "temat|dotyczy", "odpowiedź do|załączniki|ważność"},
	{"od|odesílatel|odosielateľ", "odesláno|datum|dátum|odoslané|odesláno dne", "komu|pro|příjemce", "kopie|kópia|kopia", "předmět|predmet", "přílohy|prílohy"},
	{"feladó|küldő", "elküldve|küldve|dátum|küldés dátuma", "címzett|címzettek", "másolat|másolatot kap", "tárgy", "mellékletek|válaszcím"},
	{"od|pošiljatelj|šalje|пошиљалац|од", "poslano|datum|poslato|датум|послато|poslan", "za|prima|primatelj|за|komu|kome|до", "kopija|копија|kp|cc", "predmet|naslov|тема|предмет|zadeva|naslov", ""},
	{"από|αποστολέας", "εστάλη|ημερομηνία|στάλθηκε|αποστολή", "προς|παραλήπτης", "κοιν|κοιν.|κοινοποίηση", "θέμα", "συνημμένα"},
	{"от|от кого|отправитель|из", "отправлено|дата|послано|дата отправки|отправлен", "кому|получатель", "копия|копии", "тема", "вложения|важность|ответить"},
	{"від|від кого|відправник", "надіслано|дата|відправлено", "кому|одержувач", "копія", "тема", ""},
	{"от|подател|изпращач", "изпратено|дата|изпратен", "до|на|получател|към", "копие|як", "относно|тема", "прикачени файлове"},
	{"gönderen|kimden|from", "gönderildi|gönderme tarihi|tarih|gönderim tarihi", "kime|alıcı", "bilgi|cc", "konu", "ekler|yanıtla"},
	{"de la|expeditor|de|from", "trimis|data|trimis la|trimisă", "către|catre|la|destinatar", "cc|copie", "subiect", "atașări"},
	{"nga|dërguesi", "dërguar|data|dërguar më", "për|te|kujt", "cc|kopje", "subjekti|tema|lënda", ""},
	{"发件人|发件者|寄件人|寄件者|發件人|发自|发送者", "发送时间|日期|时间|寄件日期|發送時間|发送日期|寄件時間|傳送時間|已发送", "收件人|收件者|发送至|主送", "抄送|副本|抄送人", "主题|主旨|主題|标题", "附件|重要性|密送"},
	{"差出人|送信者|送信元|from", "送信日時|日時|送信日|日付|受信日時|送信日付", "宛先|受信者|送信先", "cc|ｃｃ|同報", "件名|題名", "添付ファイル|返信先"},
	{"보낸 사람|보낸사람|발신|보낸이|발신자|보내는 사람", "보낸 날짜|보낸날짜|날짜|날 짜|일시|발송일|발신일", "받는 사람|받는사람|받는이|수신|수신자", "참조|함께 받는 사람", "제목", "첨부"},
	{"từ|người gửi", "đã gửi|ngày|gửi|ngày gửi|đã gửi lúc|vào lúc|thời gian", "đến|tới|người nhận|gửi đến|gửi tới", "cc|đồng gửi", "chủ đề|tiêu đề", ""},
	{"dari|pengirim", "dikirim|tanggal|terkirim|tarikh|dihantar", "kepada|ke|untuk|penerima", "cc|tembusan|salinan", "perihal|subjek|subyek|hal", "lampiran"},
	{"من|المرسل", "تاريخ الإرسال|التاريخ|أرسلت|تم الإرسال|تاريخ|تم الارسال|أُرسلت|مرسل|الإرسال|ارسلت|أرسل|إرسال", "إلى|الى|المستلم|المرسل إليه", "نسخة|نسخة إلى|سم", "الموضوع|موضوع", "المرفقات"},
	{"از|فرستنده", "ارسال شده|تاریخ|ارسال", "به|گیرنده", "رونوشت", "موضوع|عنوان", ""},
	{"מאת|מ|שולח", "נשלח|תאריך|נשלח ב", "אל|עבור|נמען", "עותק|העתק", "נושא|הנדון", ""},
	{"จาก|ผู้ส่ง", "ส่ง|วันที่|ส่งเมื่อ|วันเวลา", "ถึง|ผู้รับ", "สำเนา|สำเนาถึง", "เรื่อง|หัวเรื่อง", ""},
	{"saatja", "saadetud|kuupäev|saatmise aeg", "adressaat|saaja|kellele", "koopia", "teema", ""},
	{"no|sūtītājs", "nosūtīts|datums", "kam|saņēmējs", "kopija", "temats|tēma", ""},
	{"nuo|siuntėjas", "išsiųsta|data", "kam|gavėjas|iki", "kopija", "tema", ""},
	{"de|remitent", "enviat|data|enviat el", "a|per a|per", "a/c|còpia", "assumpte", ""},
	{"nork|bidaltzailea", "bidalia|data", "nori|hartzailea", "cc", "gaia", ""},
	{"kutoka|kutoka kwa", "imetumwa|tarehe", "kwa|kwenda", "nakala", "mada|kuhusu", ""},
	{"van", "gestuur|datum", "aan", "afskrif", "onderwerp", ""},
	{"प्रेषक|से", "भेजा गया|दिनांक|तारीख", "प्रति|को", "प्रतिलिपि", "विषय", ""},
	{"थেকে|প্রেরক", "পাঠানো হয়েছে|তারিখ", "প্রাপক|প্রতি", "অনুলিপি", "বিষয়", ""},
})

// labelRow is one language: alternatives for from, date, to, cc, subject, others, joined by "|".
type labelRow [6]string

func labelTable(rows []labelRow) map[string]labelKind {
	kinds := [...]labelKind{labelFrom, labelDate, labelTo, labelCc, labelSubject, labelOther}
	table := map[string]labelKind{}
	for _, row := range rows {
		for i, kind := range kinds {
			for _, label := range splitBar(row[i]) {
				table[label] |= kind
			}
		}
	}
	return table
}

// separatorWord is what stands between the dashes; bare ones need no dashes.
type separatorWord struct {
	kind separatorKind
	bare bool
}

var separatorWords = separatorTable(
	// answered
	`original message|originalmessage|reply message|original mail|original email|original e-mail|original appointment|original meeting|message d'origine|message original|message initial|message de
	|mail original|courriel original|e-mail d'origine|original-nachricht|original nachricht|originalnachricht|antwort nachricht|ursprüngliche nachricht|urspruengliche nachricht|originale nachricht|original-mail|ursprüngliche mail
	|ursprüngliche e-mail|mensaje original|mensaje de origen|correo original|mensagem original|mensagem de origem|messaggio originale|messaggio di origine|messaggio originario|oorspronkelijk bericht|origineel bericht
	|oorspronkelijke bericht|oprindelig meddelelse|oprindelig besked|oprindelig mail|original besked|opprinnelig melding|opprinnelig e-post|originalmeddelande|ursprungligt meddelande|alkuperäinen viesti|upprunaleg skilaboð
	|upprunalegt bréf|wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna|původní zpráva|pôvodná správa|původní e-mail|eredeti üzenet|eredeti levél|izvorna poruka|originalna poruka|izvirno sporočilo|оригинална порука
	|оригинално съобщение|исходное сообщение|исходное письмо|оригинальное сообщение|вихідне повідомлення|оригінальне повідомлення|αρχικό μήνυμα|orijinal ileti|orijinal mesaj|özgün ileti|asıl ileti|mesajul original|mesaj original
	|mesajul inițial|mesazhi origjinal|原始邮件|邮件原件|郵件原件|原始郵件|原邮件|原郵件|原始信件|原始讯息|原信件|原文|回复的原邮件|元のメッセージ|オリジナルメッセージ|original message(元のメッセージ)|元のメール|원본 메시지|원본 메일|원본메일|원본 이메일|thư gốc|tin nhắn gốc|thư ban đầu
	|pesan asli|mesej asal|الرسالة الأصلية|رسالة أصلية|الرسالة الاصلية|ההודעה המקורית|הודעה מקורית|پیام اصلی|ข้อความเดิม|ข้อความต้นฉบับ|algne kiri|algne sõnum|sākotnējais ziņojums|sākotnējā ziņa|originalus laiškas|pradinis pranešimas
	|missatge original|jatorrizko mezua|mensaxe orixinal|ujumbe halisi|oorspronklike boodskap|मूल संदेश|orihinal na mensahe`,
	// passed on
	`forwarded message|forwarded mail|forwarded email|forwarded by|forward message|fwd message|begin forwarded message|message transféré|message transmis|début du message réexpédié|début du message transféré|message réexpédié
	|courriel transféré|weitergeleitete nachricht|weitergeleitete mail|weitergeleitete e-mail|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|mensaje reenviado|mensaje enviado|inicio del mensaje reenviado
	|mensagem encaminhada|mensagem reencaminhada|início da mensagem reencaminhada|início da mensagem encaminhada|inicio da mensagem encaminhada|messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|doorgestuurd bericht
	|begin doorgestuurd bericht|videresendt meddelelse|videresendt besked|start på videresendt besked|start på videresendt meddelelse|videresendt melding|begynn videresendt melding|videresendt e-post|starten på videresendt melding
	|vidarebefordrat meddelande|vidarebefordrat mail|börja vidarebefordrat meddelande|välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|framsend skilaboð|áframsent|przekazana wiadomość|wiadomość przekazana|wiadomość przekazana dalej
	|treść przekazanej wiadomości|początek przekazanej wiadomości|přeposlaná zpráva|preposlaná správa|začátek přeposlané zprávy|továbbított üzenet|továbbított levél|proslijeđena poruka|prosleđena poruka|posredovano sporočilo|прослеђена порука
	|препратено съобщение|пересланное сообщение|пересылаемое сообщение|начало переадресованного сообщения|пересланное письмо|переслане повідомлення|προωθημένο μήνυμα|iletilmiş mesaj|iletilen ileti|yönlendirilmiş ileti|i̇letilmiş mesaj
	|mesaj redirecționat|mesajul redirecționat|mesazh i përcjellë|转发邮件|转发的邮件|轉寄郵件|轉寄信件|转发信息|轉發郵件|已转发邮件|転送されたメッセージ|転送メッセージ|転送メール|전달된 메시지|전달된 메일|전달 메일|전달된 이메일|thư chuyển tiếp|tin nhắn đã chuyển tiếp
	|pesan terusan|pesan yang diteruskan|mesej yang dimajukan|الرسالة المعاد توجيهها|رسالة معاد توجيهها|الرسالة المحولة|رسالة محولة|הודעה שהועברה|ההודעה שהועברה|پیام ارسال شده|ข้อความที่ส่งต่อ|edastatud kiri|edastatud sõnum|pārsūtīts ziņojums
	|persiųstas laiškas|missatge reenviat|birbidalitako mezua|mensaxe reenviada|ujumbe uliosambazwa|अग्रेषित संदेश`,
	// of these, the ones that programs write without dashes
	`begin forwarded message|début du message réexpédié|début du message transféré|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|inicio del mensaje reenviado|início da mensagem reencaminhada|início da mensagem encaminhada
	|inizio messaggio inoltrato|inizio del messaggio inoltrato|begin doorgestuurd bericht|start på videresendt besked|start på videresendt meddelelse|starten på videresendt melding|börja vidarebefordrat meddelande|välitetty viesti alkaa
	|początek przekazanej wiadomości|začátek přeposlané zprávy|начало переадресованного сообщения|forwarded message|转发的邮件|転送されたメッセージ|전달된 메시지`,
)

func separatorTable(original, forwarded, bare string) map[string]separatorWord {
	table := map[string]separatorWord{}
	for _, s := range splitBar(original) {
		table[s] = separatorWord{kind: originalMessage}
	}
	for _, s := range splitBar(forwarded) {
		table[s] = separatorWord{kind: forwardedMessage}
	}
	for _, s := range splitBar(bare) {
		table[s] = separatorWord{kind: forwardedMessage, bare: true}
	}
	return table
}

// separatorOpenings begin separators that go on with a name and a date: "----- Forwarded by A B/ORG on 01/02/2026 -----".
var separatorOpenings = newPhrases([]string{
	"forwarded by ", "forwarded message from", "réexpédié par ", "transféré par ", "transmis par ", "weitergeleitet von ", "reenviado por ", "encaminhado por ", "inoltrato da ", "doorgestuurd door ", "videresendt af ",
	"videresendt av ", "vidarebefordrat av ", "przesłane przez ", "přeposláno ", "переслано ", "转发人", "转发者", "転送者", "diteruskan oleh ", "iletilen: ", "továbbította",
})

// forwardPrefixes are subject prefixes of passed-on mail, folded, without the colon.
var forwardPrefixes = func() map[string]bool {
	set := map[string]bool{}
	for _, s := range splitBar(`fwd|fw|forward|wg|wtr|weitergeleitet|tr|transf|réexp|rv|renv|reenv|reenviado|enc|encaminhado|i|inoltra|inoltro|fw fwd|doorst|doorgestuurd|vs|vb|vl|fs|videresendt|pd|przek|pd fwd|přeposlat|fwd fw
		|továbbítás|továbbítva|továbbított|πρθ|προώθ|ilt|iltr|iletildi|转发|轉寄|轉發|转寄|転送|전달|fwd：|chuyển tiếp|terusan|تحويل|إعادة توجيه|הועבר|пересл|переслано|препр|proslijeđeno|redirecționat|edasi|nfw|trs`) {
		set[s] = true
	}
	delete(set, "vs") // Finnish "vastaus" is an answer
	return set
}()

// replyAbove is what ticket systems write above the conversation, folded.
var replyAbove = table(`please type your reply above this line|type your reply above this line|reply above this line|please reply above this line|respond above this line|write your reply above|répondez au-dessus de cette ligne|merci de répondre au-dessus|bitte antworten sie oberhalb dieser linie|antworten sie über dieser zeile|por favor responda por encima de esta línea|responda por encima de esta línea|responda acima desta linha|rispondi sopra questa riga|antwoord boven deze regel|typ uw antwoord boven deze regel`)
