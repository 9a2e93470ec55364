package locale

// nouns are the patterns of names of places, the longest endings first. What fits none is not declined: a wrong form is worse than none.
var nouns = map[Language][]pattern{
	Czech: {
		{"ice", caseForms{"ic", "icím", "ice", "icích", "icemi"}}, // Mařenice, Pardubice
		{"ov", caseForms{"ova", "ovu", "ov", "ově", "ovem"}},      // Turnov
		{"ín", caseForms{"ína", "ínu", "ín", "íně", "ínem"}},      // Zlín, Jičín
		{"ec", caseForms{"ce", "ci", "ec", "ci", "cem"}},          // Liberec, Jablonec
		{"ek", caseForms{"ku", "ku", "ek", "ku", "kem"}},          // Hrádek, Písek
		{"ště", caseForms{"ště", "šti", "ště", "šti", "štěm"}},    // Hradiště
		{"ava", caseForms{"avy", "avě", "avu", "avě", "avou"}},    // Jihlava, Opava
		{"ves", caseForms{"vsi", "vsi", "ves", "vsi", "vsí"}},     // Nová ves
		{"Ves", caseForms{"Vsi", "Vsi", "Ves", "Vsi", "Vsí"}},     // Nová Ves
		{"ka", caseForms{"ky", "ce", "ku", "ce", "kou"}},          // Lhotka
		{"ha", caseForms{"hy", "ze", "hu", "ze", "hou"}},          // Praha
		{"ra", caseForms{"ry", "ře", "ru", "ře", "rou"}},          // Kutná Hora
		{"la", caseForms{"ly", "le", "lu", "le", "lou"}},          // Skála
		{"ta", caseForms{"ty", "tě", "tu", "tě", "tou"}},          // Lhota
		{"na", caseForms{"ny", "ně", "nu", "ně", "nou"}},          // Dubina
		{"da", caseForms{"dy", "dě", "du", "dě", "dou"}},          // Voda
		{"to", caseForms{"ta", "tu", "to", "tě", "tem"}},          // Město
		{"no", caseForms{"na", "nu", "no", "ně", "nem"}},          // Brno, Kladno
		{"vo", caseForms{"va", "vu", "vo", "vě", "vem"}},          // Chlumovo
		{"dlo", caseForms{"dla", "dlu", "dlo", "dle", "dlem"}},    // Sedlo
		{"any", caseForms{"an", "anům", "any", "anech", "any"}},   // Rokycany, Lužany
		{"Hory", caseForms{"Hor", "Horám", "Hory", "Horách", "Horami"}},
		{"pa", caseForms{"py", "pě", "pu", "pě", "pou"}}, // Lípa
		{"ba", caseForms{"by", "bě", "bu", "bě", "bou"}},
		{"ma", caseForms{"my", "mě", "mu", "mě", "mou"}},
		{"á", caseForms{"é", "é", "ou", "é", "ou"}},             // Bělá, an adjective
		{"ily", caseForms{"il", "ilům", "ily", "ilech", "ily"}}, // Semily
		{"or", caseForms{"oru", "oru", "or", "oru", "orem"}},    // Nový Bor, Tábor
		{"od", caseForms{"odu", "odu", "od", "odě", "odem"}},    // Brod
		{"ad", caseForms{"adu", "adu", "ad", "adě", "adem"}},    // Vyšehrad
		{"eň", caseForms{"ně", "ni", "eň", "ni", "ní"}},         // Plzeň
		{"í", caseForms{"í", "í", "í", "í", "ím"}},              // Ústí
	},
	Polish: {
		{"owo", caseForms{"owa", "owu", "owo", "owie", "owem"}}, // Legionowo
		{"ewo", caseForms{"ewa", "ewu", "ewo", "ewie", "ewem"}},
		{"ów", caseForms{"owa", "owowi", "ów", "owie", "owem"}},       // Tarnów
		{"ice", caseForms{"ic", "icom", "ice", "icach", "icami"}},     // Katowice
		{"Góra", caseForms{"Góry", "Górze", "Górę", "Górze", "Górą"}}, // Zielona Góra
		{"ała", caseForms{"ałej", "ałej", "ałą", "ałej", "ałą"}},      // Bielsko-Biała, an adjective
		{"sko", caseForms{"ska", "sku", "sko", "sku", "skiem"}},       // Bielsko
		{"wa", caseForms{"wy", "wie", "wę", "wie", "wą"}},             // Warszawa
		{"nia", caseForms{"ni", "ni", "nię", "ni", "nią"}},            // Gdynia
		{"ka", caseForms{"ki", "ce", "kę", "ce", "ką"}},               // Dąbrówka
		{"ock", caseForms{"ocka", "ockowi", "ock", "ocku", "ockiem"}}, // Płock
		{"sk", caseForms{"ska", "skowi", "sk", "sku", "skiem"}},       // Gdańsk
		{"om", caseForms{"omia", "omiowi", "om", "omiu", "omiem"}},    // Radom
		{"lce", caseForms{"lec", "lcom", "lce", "lcach", "lcami"}},    // Siedlce, Kielce
		{"sto", caseForms{"sta", "stu", "sto", "ście", "stem"}},       // Miasto
	},
}

// adjectives are the patterns of the words before a noun.
var adjectives = map[Language][]pattern{
	Czech: {
		{"á", caseForms{"é", "é", "ou", "é", "ou"}},     // Nová
		{"é", caseForms{"ého", "ému", "é", "ém", "ým"}}, // Nové Město
		{"ý", caseForms{"ého", "ému", "ý", "ém", "ým"}}, // Nový Bor
		{"í", caseForms{"ího", "ímu", "í", "ím", "ím"}}, // Dolní Bousov
	},
	Polish: {
		{"ka", caseForms{"kiej", "kiej", "ką", "kiej", "ką"}},     // Dolnośląska
		{"a", caseForms{"ej", "ej", "ą", "ej", "ą"}},              // Zielona
		{"kie", caseForms{"kiego", "kiemu", "kie", "kim", "kim"}}, // Wielkie
		{"e", caseForms{"ego", "emu", "e", "ym", "ym"}},           // Nowe Miasto
		{"ki", caseForms{"kiego", "kiemu", "ki", "kim", "kim"}},   // Wielki
		{"y", caseForms{"ego", "emu", "y", "ym", "ym"}},           // Nowy
	},
}

// pluralAdjectives are those before a noun in the plural.
var pluralAdjectives = map[Language][]pattern{
	Czech: {
		{"é", caseForms{"ých", "ým", "é", "ých", "ými"}}, // České Budějovice
		{"í", caseForms{"ích", "ím", "í", "ích", "ími"}},
	},
	Polish: {
		{"kie", caseForms{"kich", "kim", "kie", "kich", "kimi"}},
		{"e", caseForms{"ych", "ym", "e", "ych", "ymi"}},
	},
}

// exceptions are names that the patterns would get wrong, and many people know.
var exceptions = map[Language]map[string]caseForms{
	Czech: {
		"Hradec Králové": {"Hradce Králové", "Hradci Králové", "Hradec Králové", "Hradci Králové", "Hradcem Králové"},
		"Dvůr Králové":   {"Dvora Králové", "Dvoru Králové", "Dvůr Králové", "Dvoře Králové", "Dvorem Králové"},
		"Praha":          {"Prahy", "Praze", "Prahu", "Praze", "Prahou"},
		"Ústí":           {"Ústí", "Ústí", "Ústí", "Ústí", "Ústím"},
		"Cheb":           {"Chebu", "Chebu", "Cheb", "Chebu", "Chebem"},
		"Tábor":          {"Tábora", "Táboru", "Tábor", "Táboře", "Táborem"},
		"Most":           {"Mostu", "Mostu", "Most", "Mostě", "Mostem"},
	},
	Polish: {
		"Zielona Góra": {"Zielonej Góry", "Zielonej Górze", "Zieloną Górę", "Zielonej Górze", "Zieloną Górą"},
		"Łódź":         {"Łodzi", "Łodzi", "Łódź", "Łodzi", "Łodzią"},
		"Poznań":       {"Poznania", "Poznaniowi", "Poznań", "Poznaniu", "Poznaniem"},
		"Zakopane":     {"Zakopanego", "Zakopanemu", "Zakopane", "Zakopanem", "Zakopanem"},
	},
}
