package attachment

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// LongestName is how many letters the name of a file may have, its ending among them.
const LongestName = 200

// CleanName makes a name that somebody's computer sent fit to be shown and saved: without the folders before it, composed, without
// signs that are not seen or that turn the direction of reading, and not too long.
func CleanName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '-'
		case unicode.IsSpace(r) && r != '\u00a0':
			return ' '
		}
		return r
	}, norm.NFC.String(name))
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' }), " ")
	return shorten(strings.Trim(name, ". "))
}

// shorten keeps the ending of a name that is too long.
func shorten(name string) string {
	letters := []rune(name)
	if len(letters) <= LongestName {
		return name
	}
	ending := []rune(path.Ext(name))
	if len(ending) > 10 {
		ending = nil
	}
	stem := strings.TrimRight(string(letters[:LongestName-len(ending)]), ". ")
	return stem + string(ending)
}

// endingOf is what follows the last dot of a name, in small letters.
func endingOf(name string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")) }

// renamed gives a name another ending.
func renamed(name, ending string) string {
	return shorten(strings.TrimSuffix(name, path.Ext(name)) + "." + ending)
}

// active are the endings of what a computer runs, or shows as a page. They are not wanted even before another ending, with which
// people are made to believe that a program is a document.
var active = []string{"app", "asp", "aspx", "bat", "bin", "cgi", "cmd", "com", "cpl", "deb", "dll", "dmg", "exe", "gadget", "hta", "htm",
	"html", "inf", "iso", "jar", "js", "jse", "jsp", "lnk", "mhtml", "mjs", "msi", "msp", "php", "phtml", "pif", "pl", "ps1", "py", "reg",
	"rpm", "scr", "sh", "svg", "svgz", "swf", "vb", "vbe", "vbs", "wsf", "wsh", "xhtml", "xml"}

// hidesActive tells whether a name has such an ending before its last one.
func hidesActive(name string) bool {
	parts := strings.Split(strings.ToLower(name), ".")
	if len(parts) < 3 {
		return false
	}
	return slices.ContainsFunc(parts[1:len(parts)-1], func(part string) bool {
		return slices.Contains(active, strings.TrimSpace(part))
	})
}
