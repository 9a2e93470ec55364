package register

// Kind is what a body is, by the word of its country's law.
type Kind string

// The kinds.
const (
	Obec                   Kind = "obec"
	Mestys                 Kind = "mestys"
	Mesto                  Kind = "mesto"
	StatutarniMesto        Kind = "statutarni_mesto"
	HlavniMesto            Kind = "hlavni_mesto"
	VojenskyUjezd          Kind = "vojensky_ujezd"
	MestskaCast            Kind = "mestska_cast"
	MestskyObvod           Kind = "mestsky_obvod"
	GminaMiejska           Kind = "gmina_miejska"
	GminaWiejska           Kind = "gmina_wiejska"
	GminaMiejskoWiejska    Kind = "gmina_miejsko_wiejska"
	MiastoStoleczne        Kind = "miasto_stoleczne"
	Powiat                 Kind = "powiat"
	MiastoNaPrawachPowiatu Kind = "miasto_na_prawach_powiatu"
	Other                  Kind = "other" // a museum, a school, an office: what no register has
)

// Level is how far down a body governs; names are compared within one level.
type Level int

// The levels.
const (
	NoLevel Level = iota
	Municipality
	CityDistrict
	County
)

// kinds says of each kind its register, its level and the word that is printed before the name.
var kinds = map[Kind]struct {
	register Register
	level    Level
	word     string
}{
	Obec:                   {RUIAN, Municipality, "obec"},
	Mestys:                 {RUIAN, Municipality, "městys"},
	Mesto:                  {RUIAN, Municipality, "město"},
	StatutarniMesto:        {RUIAN, Municipality, "statutární město"},
	HlavniMesto:            {RUIAN, Municipality, "hlavní město"},
	VojenskyUjezd:          {RUIAN, Municipality, "vojenský újezd"},
	MestskaCast:            {RUIAN, CityDistrict, "městská část"},
	MestskyObvod:           {RUIAN, CityDistrict, "městský obvod"},
	GminaMiejska:           {TERC, Municipality, "miasto"},
	GminaWiejska:           {TERC, Municipality, "gmina"},
	GminaMiejskoWiejska:    {TERC, Municipality, "gmina"},
	MiastoStoleczne:        {TERC, Municipality, "miasto stołeczne"},
	Powiat:                 {TERC, County, "powiat"},
	MiastoNaPrawachPowiatu: {TERC, County, "miasto na prawach powiatu"},
	Other:                  {Own, NoLevel, ""},
}

// Kinds lists every kind in the order in which people look for them.
func Kinds() []Kind {
	return []Kind{Obec, Mestys, Mesto, StatutarniMesto, HlavniMesto, VojenskyUjezd, MestskaCast, MestskyObvod,
		GminaMiejska, GminaWiejska, GminaMiejskoWiejska, MiastoStoleczne, Powiat, MiastoNaPrawachPowiatu, Other}
}

// Valid tells whether it is one of the kinds.
func (k Kind) Valid() bool { _, ok := kinds[k]; return ok }

// Register is the register that has bodies of the kind.
func (k Kind) Register() Register { return kinds[k].register }

// Level is the level on which bodies of the kind govern.
func (k Kind) Level() Level { return kinds[k].level }

// Word is what people print before the name, in the language of the country; empty for Other.
func (k Kind) Word() string { return kinds[k].word }

// Key is the key of the kind's name in the catalogues.
func (k Kind) Key() string { return "register.kind_" + string(k) }

// of lists the kinds of a register on a level.
func of(register Register, levels ...Level) []Kind {
	var list []Kind
	for _, kind := range Kinds() {
		for _, level := range levels {
			if kinds[kind].register == register && kinds[kind].level == level {
				list = append(list, kind)
			}
		}
	}
	return list
}

// fits tells whether a code can be one of a body of the kind; a body of our own may be of any.
func (k Kind) fits(register Register, code string) bool {
	switch {
	case register == Own:
		return k.Valid()
	case k.Register() != register:
		return false
	}
	return register != TERC || (k.Level() == County) == (len(code) == 4)
}
