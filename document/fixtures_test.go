package document

import (
	"fmt"
	"time"

	"blazon/locale"
)

// The two longest names that a page must carry without effort.
const (
	longName     = "Nová Ves u Nového Města na Moravě"
	longCategory = "Nejlepší webové stránky obce, která není obcí s rozšířenou působností"
)

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// liberec is the regional round of Zlatý erb 2023 as it was announced.
func liberec() Occasion {
	return Occasion{
		Language:    locale.Czech,
		Competition: "Zlatý erb",
		Edition:     25,
		Year:        2023,
		Round:       "krajské kolo – Liberecký kraj",
		Organizer:   "Liberecký kraj",
		Ceremony:    Ceremony{"V Liberci", time.Date(2023, 4, 27, 8, 0, 0, 0, time.UTC), zone("Europe/Prague")},
		Signatories: []Signatory{{Role: "hejtman Libereckého kraje"}, {Role: "předseda krajské poroty"}},
	}
}

// mazovia is Samorządowy Lider Cyfryzacji as it was announced.
func mazovia() Occasion {
	return Occasion{
		Language:    locale.Polish,
		Competition: "Samorządowy Lider Cyfryzacji",
		Edition:     2,
		Year:        2018,
		Round:       "województwo mazowieckie",
		Organizer:   "Samorząd Województwa Mazowieckiego",
		Partners:    []string{"Urząd Marszałkowski", "Mazowiecka Jednostka Wdrażania Programów Unijnych", "Agencja Rozwoju Mazowsza"},
		Ceremony:    Ceremony{"Warszawa", time.Date(2019, 4, 15, 10, 0, 0, 0, time.UTC), zone("Europe/Warsaw")},
		Signatories: []Signatory{{Role: "Marszałek Województwa Mazowieckiego"}, {Role: "Przewodniczący Komisji Konkursowej"}, {Role: "Sekretarz Komisji Konkursowej"}},
	}
}

func semily() Certificate {
	return Certificate{
		Occasion: liberec(),
		Category: "Nejlepší webové stránky obce s rozšířenou působností",
		Entrants: []Entrant{{Name: "Semily", Kind: "město"}},
		Place:    Place{First: 1, Last: 1},
		Serial:   "ZE-2023-LBK-0001", Code: "7QF3-K9TM-XD2P", Address: "https://zlatyerb.example/cs/overeni",
	}
}

func legionowo() Certificate {
	return Certificate{
		Occasion: mazovia(),
		Entrants: []Entrant{{Name: "Urząd Miasta Legionowo"}},
		Place:    Place{First: 1, Last: 1},
		Prize:    Prize{Title: "Samorządowy Lider Cyfryzacji", Minor: 1500000, Currency: "PLN"},
		Serial:   "SLC-2018-0001", Code: "4HW8-ZB6R-N3CV", Address: "https://lider.example/pl/weryfikacja",
	}
}

// novaVes bears the longest real name, the longest category, and all that a certificate can say.
func novaVes() Certificate {
	c := semily()
	c.Category = longCategory
	c.Entrants = []Entrant{{Name: longName, Kind: "obec", District: "Žďár nad Sázavou"}}
	c.Place = Place{First: 2, Last: 3, Shared: true, Range: true}
	c.Partners = []string{"Asociace krajů České republiky", "Svaz měst a obcí České republiky", "Ministerstvo vnitra"}
	c.Entry = "Interaktivní elektronická podpora obsluhy občana"
	c.Prize = Prize{Minor: 2000000, Currency: "CZK"}
	c.Serial = "ZE-2023-LBK-0002"
	return c
}

// muzeum has a distinction and no place.
func muzeum() Certificate {
	c := legionowo()
	c.Entrants, c.Place, c.Award, c.Prize = []Entrant{{Name: "Stacja Muzeum"}}, Place{}, "Wyróżnienie", Prize{}
	c.Serial = "SLC-2018-0004"
	return c
}

// liberecSheet is what Liberec announced in both categories; two towns share the second place.
func liberecSheet() Sheet {
	row := func(place int, shared bool, kind, name string) Row {
		return Row{Place: Place{First: place, Last: place, Shared: shared}, Entrants: []Entrant{{Name: name, Kind: kind}}, Advances: place == 1}
	}
	unpublished := "Body, které k těmto místům vedly, nebyly zveřejněny."
	return Sheet{
		Occasion: liberec(),
		Contests: []Contest{{
			Category: "Nejlepší webové stránky obce s rozšířenou působností",
			Rows: []Row{row(1, false, "město", "Semily"), row(2, true, "město", "Nový Bor"), row(2, true, "město", "Turnov"),
				row(3, false, "statutární město", "Liberec")},
			Notes: []string{unpublished},
		}, {
			Category: longCategory,
			Rows:     []Row{row(1, false, "obec", "Mařenice"), row(2, false, "město", "Hodkovice nad Mohelkou"), row(3, false, "obec", "Jiřetín pod Bukovou")},
			Notes:    []string{unpublished},
		}},
	}
}

// moraviaSheet is the e-service contest of South Moravia 2014 with its 2.–3. place.
func moraviaSheet() Sheet {
	o := liberec()
	o.Edition, o.Year, o.Round, o.Organizer = 16, 2014, "krajské kolo – Jihomoravský kraj", "Jihomoravský kraj"
	o.Ceremony = Ceremony{"Brno", time.Date(2014, 3, 24, 9, 0, 0, 0, time.UTC), zone("Europe/Prague")}
	o.Signatories = nil
	both := Place{First: 2, Last: 3, Shared: true, Range: true}
	return Sheet{Occasion: o, Contests: []Contest{{
		Category: "Elektronická služba",
		Entries:  19,
		Rows: []Row{
			{Place: Place{First: 1, Last: 1}, Entrants: []Entrant{{Name: "Šebetov"}}, Entry: "SMS Hlídač pohledávek", Advances: true},
			{Place: both, Entrants: []Entrant{{Name: "Petrovice"}}, Entry: "Ohlášení nedostatků"},
			{Place: both, Entrants: []Entrant{{Name: "Vyškov"}}, Entry: "Mobilní verze stránek webu"},
		},
		Awards: []Award{{Name: "Cena veřejnosti", Entrants: []Entrant{{Name: "Křtiny", Kind: "městys"}}}},
	}}}
}

// mazoviaSheet has prizes and a distinction.
func mazoviaSheet() Sheet {
	row := func(place int, name string) Row {
		return Row{Place: Place{First: place, Last: place}, Entrants: []Entrant{{Name: name}}}
	}
	s := Sheet{Occasion: mazovia(), Contests: []Contest{{
		Category: "Konkurs",
		Rows: []Row{row(1, "Urząd Miasta Legionowo"), row(2, "Starostwo Powiatowe w Mińsku Mazowieckim"),
			row(3, "Starostwo Powiatowe w Pruszkowie")},
		Awards: []Award{{Name: "Wyróżnienie", Entrants: []Entrant{{Name: "Stacja Muzeum"}}}},
	}}}
	s.Contests[0].Rows[0].Prize = Prize{Title: "Samorządowy Lider Cyfryzacji", Minor: 1500000, Currency: "PLN"}
	return s
}

// longSheet needs several pages: every row has the longest name, a total and a title of three lines.
func longSheet(rows int) Sheet {
	s := liberecSheet()
	s.Contests = s.Contests[1:]
	s.Contests[0].Entries, s.Contests[0].Rows = rows, nil
	for i := range rows {
		s.Contests[0].Rows = append(s.Contests[0].Rows, Row{
			Place:    Place{First: i + 1, Last: i + 1},
			Entrants: []Entrant{{Name: longName, Kind: "obec", District: "Žďár nad Sázavou"}},
			Entry:    "Interaktivní elektronická podpora obsluhy občana",
			Total:    fmt.Sprintf("%d.5", 1000-i),
			Advances: i < 2,
		})
	}
	return s
}
