package locale

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

var tags = map[Language]language.Tag{Czech: language.Czech, Polish: language.Polish, English: language.English}

// collators holds collators per language: one Collator must not serve two goroutines.
var collators = func() map[Language]*sync.Pool {
	pools := map[Language]*sync.Pool{}
	for lang, tag := range tags {
		pools[lang] = &sync.Pool{New: func() any { return collate.New(tag, collate.Numeric) }}
	}
	return pools
}()

// SortKey gives the bytes by which names sort as a reader of the language expects: "Cheb" after "Hradec" in Czech,
// "Praha 2" before "Praha 10". Two names with equal keys differ at most in what the language does not order.
func SortKey(lang Language, s string) []byte {
	pool, ok := collators[lang]
	if !ok {
		pool = collators[English]
	}
	collator := pool.Get().(*collate.Collator)
	defer pool.Put(collator)
	var buffer collate.Buffer
	return append([]byte(nil), collator.KeyFromString(&buffer, s)...)
}

// letters that have no decomposition into a base letter and an accent.
var foldedLetters = strings.NewReplacer("ł", "l", "đ", "d", "ø", "o", "ß", "ss", "æ", "ae", "œ", "oe", "þ", "th", "ı", "i", "ħ", "h", "ŧ", "t")

// Fold gives the form by which names are searched: lower case, without accents, with single spaces and none at the ends.
func Fold(s string) string {
	var text strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		text.WriteRune(unicode.ToLower(r))
	}
	return strings.Join(strings.Fields(foldedLetters.Replace(text.String())), " ")
}

// Nobreak puts no-break spaces where a line must not end: in Czech and Polish after a word of one letter, in Czech also
// after a number with a full stop ("25. ročník").
func Nobreak(lang Language, s string) string {
	if lang == English {
		return s
	}
	words := strings.Split(s, " ")
	var text strings.Builder
	for i, word := range words {
		text.WriteString(word)
		switch {
		case i == len(words)-1:
		case bound(lang, word):
			text.WriteString(nbsp)
		default:
			text.WriteByte(' ')
		}
	}
	return text.String()
}

// bound tells whether a word must stay beside the one after it.
func bound(lang Language, word string) bool {
	word = strings.TrimLeft(word, "(„\"–")
	if after := strings.LastIndex(word, nbsp); after >= 0 {
		word = word[after+len(nbsp):]
	}
	if number, ok := strings.CutSuffix(word, "."); ok {
		return lang == Czech && digitsOnly(number)
	}
	return len(word) == 1 && strings.Contains("ksvzouaiKSVZOUAIwW", word)
}
