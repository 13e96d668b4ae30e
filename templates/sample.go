package templates

import (
	"io/fs"
	"slices"
	"time"
)

// sampleZone is Europe/Paris as it is in March 2027 where the machine has no time zone data.
func sampleZone() *time.Location {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return time.FixedZone("Europe/Paris", 3600)
	}
	return zone
}

// both is a text in the two languages of the sample.
func both(en, fr string) Text { return Text{"en": en, "fr": fr} }

// SampleAgenda is the agenda of files/agenda.yaml: the meeting is real, its sessions and speakers are made up and say so.
func SampleAgenda() *Agenda {
	zone := sampleZone()
	return &Agenda{
		Title: both(`High-level virtual meeting "Zero tolerance for child labour, forced labour and human trafficking"`,
			"Réunion virtuelle de haut niveau « Tolérance zéro contre le travail des enfants, le travail forcé et la traite des êtres humains »"),
		Zone: zone,
		Join: Join{"https://meeting.example/join",
			both("The room opens 15 minutes before the first session. Interpretation is provided between English and French.",
				"La salle ouvre 15 minutes avant la première séance. L’interprétation est assurée entre le français et l’anglais.")},
		Days: []Day{sampleDay1(zone), sampleDay2(zone)},
		Notes: both("This is a sample agenda; its sessions and speakers are made up.",
			"Ce programme est un exemple ; ses séances et ses intervenants sont inventés."),
		Resources: []Resource{{both("Background note (sample)", "Note de présentation (exemple)"),
			both("https://meeting.example/background-en.pdf", "https://meeting.example/background-fr.pdf")}},
	}
}

// sampleSession fills in what all of them share; from and to are "09:30".
func sampleSession(day time.Time, id, from, to string, title, description Text, speakers ...Speaker) Session {
	at := func(clock string) time.Time {
		t, _ := time.Parse("15:04", clock)
		return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, day.Location())
	}
	return Session{ID: id, Start: at(from), End: at(to), Title: title, Description: description, Languages: []string{"en", "fr"}, Speakers: speakers}
}

func sampleChair() Speaker {
	return Speaker{"Amina Sample", both("Chair of the meeting (sample)", "Présidente de la réunion (exemple)")}
}

func sampleDay1(zone *time.Location) Day {
	date := time.Date(2027, 3, 2, 0, 0, 0, 0, zone)
	return Day{Date: date, Title: both("Day 1", "Jour 1"), Sessions: []Session{
		sampleSession(date, "opening", "09:30", "10:15", both("Opening", "Ouverture"),
			both("Sample session: welcome, aims of the two days, and how to take the floor.",
				"Séance d’exemple : accueil, objectifs des deux journées et modalités de prise de parole."),
			sampleChair()),
		sampleSession(date, "pathfinders", "10:30", "12:00",
			both("National strategies of the pathfinder countries", "Stratégies nationales des pays pionniers"),
			both("Sample session: what national strategies have changed, and what other countries can take from them.",
				"Séance d’exemple : ce que les stratégies nationales ont changé, et ce que d’autres pays peuvent en retenir."),
			Speaker{"Jean Exemple", both("Director of Inspection (sample)", "Directeur de l’inspection (exemple)")},
			Speaker{"Maria Muster", both("National Rapporteur (sample)", "Rapporteure nationale (exemple)")}),
		sampleSession(date, "victims", "14:00", "15:30",
			both("Identifying and protecting victims and survivors", "Identifier et protéger les victimes et les survivants"), nil,
			Speaker{"Paul Sample", both("Coordinator of a reception centre (sample)", "Coordinateur d’un centre d’accueil (exemple)")}),
	}}
}

func sampleDay2(zone *time.Location) Day {
	date := time.Date(2027, 3, 3, 0, 0, 0, 0, zone)
	return Day{Date: date, Title: both("Day 2", "Jour 2"), Sessions: []Session{
		sampleSession(date, "due-diligence", "09:30", "11:00",
			both("A European duty of due diligence", "Un devoir de vigilance européen"),
			both("Sample session: companies, trade unions and NGOs on supply chains and decent work.",
				"Séance d’exemple : entreprises, syndicats et ONG sur les chaînes d’approvisionnement et le travail décent."),
			Speaker{"Ingrid Beispiel", both("Head of Sustainability (sample)", "Responsable du développement durable (exemple)")}),
		sampleSession(date, "trade", "11:15", "12:30",
			both("Social clauses in trade agreements", "Les clauses sociales des accords commerciaux"), nil),
		sampleSession(date, "recommendations", "14:00", "15:30",
			both("Recommendations and closing", "Recommandations et clôture"),
			both("Sample session: the recommendations are read out and discussed.",
				"Séance d’exemple : les recommandations sont lues et débattues."),
			sampleChair()),
	}}
}

// sampleData fills what d lacks, so that every text can be rendered.
func sampleData(d Data) Data {
	fill := func(s *string, sample string) {
		if *s == "" {
			*s = sample
		}
	}
	fill(&d.Event, `High-level virtual meeting "Zero tolerance for child labour, forced labour and human trafficking"`)
	fill(&d.Organiser, "Sample organisers of the meeting")
	fill(&d.Address, "participate@meeting.example")
	if d.Agenda == nil || len(d.Agenda.Days) == 0 {
		d.Agenda = SampleAgenda()
	}
	if d.Person == (Person{}) {
		d.Person = Person{"Ada", "Sample", "ada.sample@ministry.example", "Director of Inspection (sample)", "Ministry of Labour of Samplia"}
	}
	if d.Missing == nil {
		d.Missing = []string{"last_name", "title"}
	}
	if d.Changes == nil {
		d.Changes = []Change{
			{"title", "Director of Inspection (sample)", "Director General of Inspection (sample)"}, {"institution", "", "Ministry of Labour of Samplia"},
		}
	}
	if d.Before == nil {
		d.Before = earlierSample(d.Agenda)
	}
	zone := d.Agenda.zone()
	if d.Opens.IsZero() {
		d.Opens = time.Date(2027, 1, 11, 9, 0, 0, 0, zone)
	}
	if d.Closes.IsZero() {
		d.Closes = time.Date(2027, 2, 26, 18, 0, 0, 0, zone)
	}
	return d
}

// earlierSample is a version of an agenda that differs in every way that a mail tells: the first session began later, the last is new,
// and one there was that is no more.
func earlierSample(a *Agenda) *Agenda {
	b := *a
	b.Days = slices.Clone(a.Days)
	for i := range b.Days {
		b.Days[i].Sessions = slices.Clone(b.Days[i].Sessions)
	}
	last := &b.Days[len(b.Days)-1]
	if n := len(last.Sessions); n > 0 {
		last.Sessions = last.Sessions[:n-1]
	}
	first := &b.Days[0]
	if len(first.Sessions) == 0 {
		return &b
	}
	moved, dropped := first.Sessions[0], first.Sessions[0]
	moved.Start, moved.End = moved.Start.Add(15*time.Minute), moved.End.Add(15*time.Minute)
	first.Sessions[0] = moved
	dropped.ID, dropped.Title = "sample-dropped", both("Film (sample)", "Film (exemple)")
	first.Sessions = append(first.Sessions, dropped)
	return &b
}

// Files holds what `takepart init` writes: agenda.yaml, the sample, and under templates/ every text, by the names of the overlay
// folder, with a README.txt.
func Files() fs.FS {
	sub, err := fs.Sub(embedded, "files")
	if err != nil {
		return embedded // cannot be: "files" is a valid path
	}
	return sub
}
